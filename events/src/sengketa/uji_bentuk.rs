//! The stored form of every fact of a sengketa, written by hand.

use serde_json::{Value, json};
use uuid::Uuid;

use super::bukti::{Bukti, JenisBukti};
use super::mediasi::SebabGagal;
use super::pengadilan::{AmarPengadilan, Pengadilan};
use super::putusan::{AlasanSela, Amar, JenisPutusan, PutusanSela};
use super::sidang::{AcaraSidang, Kehadiran};
use super::*;
use crate::contoh::{isi, label, tgl};
use crate::keberatan::AlasanKeberatan;

#[expect(clippy::needless_pass_by_value, reason = "a row reads better without references")]
fn disimpan(event: Event, body: Value) {
    let nama = format!("{event:?}");
    let nama = nama.split(['(', ' ']).next().unwrap();
    let json = json!({"type": nama, "body": body});
    assert_eq!(serde_json::to_value(&event).unwrap(), json);
    assert_eq!(serde_json::from_value::<Event>(json).unwrap(), event);
}

const SATU: &str = "00000000-0000-0000-0000-000000000001";

#[test]
fn stored_form_of_the_registration() {
    let lengkap = SengketaDiajukan {
        perkara: vec![Uuid::from_u128(1)],
        komisi: Some(label("KI Pusat")),
        alasan: vec![AlasanKeberatan::C, AlasanKeberatan::G],
        termohon: Some(isi("Bupati")),
    };
    let kosong =
        SengketaDiajukan { komisi: None, alasan: Vec::new(), termohon: None, ..lengkap.clone() };
    disimpan(
        Event::SengketaDiajukan(lengkap),
        json!({"perkara": [SATU], "komisi": "KI Pusat", "alasan": ["c", "g"], "termohon": {"isi": "Bupati"}}),
    );
    disimpan(Event::SengketaDiajukan(kosong), json!({"perkara": [SATU]}));
    let surat = SuratKetidaklengkapanDiterima {};
    disimpan(Event::SuratKetidaklengkapanDiterima(surat), json!({}));
    disimpan(Event::BerkasSengketaDilengkapi(BerkasSengketaDilengkapi {}), json!({}));
    disimpan(Event::AktaTidakDiregistrasiTerbit(AktaTidakDiregistrasiTerbit {}), json!({}));
    disimpan(
        Event::SengketaDiregistrasi(SengketaDiregistrasi { nomor: label("009/REG-PSI/III/2019") }),
        json!({"nomor": "009/REG-PSI/III/2019"}),
    );
    let dialihkan = SengketaDialihkan { ke: label("KI Jawa Barat") };
    disimpan(Event::SengketaDialihkan(dialihkan), json!({"ke": "KI Jawa Barat"}));
    disimpan(
        Event::SengketaDihentikan(SengketaDihentikan { uraian: Some(isi("itikad")) }),
        json!({"uraian": {"isi": "itikad"}}),
    );
    disimpan(Event::SengketaDihentikan(SengketaDihentikan { uraian: None }), json!({}));
    let jendela = JendelaMenurutKi {
        batas: label("S01"),
        dari: Some(tgl("2023-01-26")),
        sampai: tgl("2023-02-16"),
        sumber: label("KI DKI 0013/III/2023"),
    };
    disimpan(
        Event::JendelaMenurutKi(jendela),
        json!({"batas": "S01", "dari": "2023-01-26", "sampai": "2023-02-16", "sumber": "KI DKI 0013/III/2023"}),
    );
    disimpan(Event::SengketaDicabut(SengketaDicabut {}), json!({}));
    disimpan(Event::SengketaGugur(SengketaGugur {}), json!({}));
}

#[test]
fn stored_form_of_the_hearing() {
    let panggilan = PanggilanDiterima {
        acara: AcaraSidang::PemeriksaanSetempat,
        tanggal_sidang: tgl("2026-10-14"),
    };
    disimpan(
        Event::PanggilanDiterima(panggilan),
        json!({"acara": "pemeriksaan_setempat", "tanggal_sidang": "2026-10-14"}),
    );
    disimpan(
        Event::PenggantianMajelisDiminta(PenggantianMajelisDiminta {
            oleh: Pihak::Pemohon,
            alasan: Some(isi("hubungan keluarga")),
        }),
        json!({"oleh": "pemohon", "alasan": {"isi": "hubungan keluarga"}}),
    );
    disimpan(
        Event::JawabanTermohonDisampaikan(JawabanTermohonDisampaikan { uraian: None }),
        json!({}),
    );
    disimpan(
        Event::SidangDigelar(SidangDigelar {
            acara: AcaraSidang::Pertama,
            pemohon: Kehadiran::TidakHadirDenganAlasan,
            termohon: Kehadiran::TidakTercatat,
        }),
        json!({"acara": "pertama", "pemohon": "tidak_hadir_dengan_alasan", "termohon": "tidak_tercatat"}),
    );
    let bukti = Bukti {
        kode: label("T-1"),
        jenis: JenisBukti::InformasiElektronik,
        tujuan: isi("tanggal kirim"),
        berkas: None,
    };
    disimpan(
        Event::BuktiDisampaikan(BuktiDisampaikan { oleh: Pihak::BadanPublik, daftar: vec![bukti] }),
        json!({"oleh": "badan_publik", "daftar": [
            {"kode": "T-1", "jenis": "informasi_elektronik", "tujuan": {"isi": "tanggal kirim"}}
        ]}),
    );
    let kesimpulan = KesimpulanDisampaikan { oleh: Pihak::BadanPublik };
    disimpan(Event::KesimpulanDisampaikan(kesimpulan), json!({"oleh": "badan_publik"}));
}

#[test]
fn stored_form_of_the_mediation() {
    disimpan(Event::AjudikasiDitunda(AjudikasiDitunda {}), json!({}));
    disimpan(Event::MediasiDimulai(MediasiDimulai {}), json!({}));
    let diperpanjang = MediasiDiperpanjang { disepakati: true };
    disimpan(Event::MediasiDiperpanjang(diperpanjang), json!({"disepakati": true}));
    disimpan(Event::MediasiBerhasil(MediasiBerhasil {}), json!({}));
    disimpan(
        Event::MediasiGagal(MediasiGagal { sebab: SebabGagal::TermohonDuaKaliTidakHadir }),
        json!({"sebab": "termohon_dua_kali_tidak_hadir"}),
    );
}

#[test]
fn stored_form_of_the_putusan() {
    let sela =
        |putusan| Event::PutusanSelaDibacakan(PutusanSelaDibacakan { putusan, uraian: None });
    disimpan(sela(PutusanSela::Menerima), json!({"putusan": "menerima"}));
    disimpan(sela(PutusanSela::TidakTercatat), json!({"putusan": "tidak_tercatat"}));
    disimpan(
        sela(PutusanSela::Menolak(AlasanSela::JangkaWaktu)),
        json!({"putusan": {"menolak": "jangka_waktu"}}),
    );
    let putusan = PutusanDibacakan {
        jenis: JenisPutusan::Ajudikasi,
        amar: Amar::MengabulkanSebagian,
        nomor: Some(label("009/III/KIP-PS-A/2021")),
        pelaksanaan_hk: Some(14),
        uraian: Some(isi("ajudikasi (terbuka)")),
    };
    disimpan(
        Event::PutusanDibacakan(putusan),
        json!({"jenis": "ajudikasi", "amar": "mengabulkan_sebagian", "nomor": "009/III/KIP-PS-A/2021",
            "pelaksanaan_hk": 14, "uraian": {"isi": "ajudikasi (terbuka)"}}),
    );
    let salinan = SalinanPutusanDiterima { oleh: Pihak::Pemohon };
    disimpan(Event::SalinanPutusanDiterima(salinan), json!({"oleh": "pemohon"}));
}

#[test]
fn stored_form_of_the_courts() {
    let gugatan = GugatanDiajukan {
        oleh: Pihak::BadanPublik,
        ke: Pengadilan::Ptun,
        nomor: Some(label("38/G/KI/2022/PTUN.JKT")),
    };
    disimpan(
        Event::GugatanDiajukan(gugatan),
        json!({"oleh": "badan_publik", "ke": "ptun", "nomor": "38/G/KI/2022/PTUN.JKT"}),
    );
    disimpan(
        Event::PutusanPengadilanDiterima(PutusanPengadilanDiterima {
            amar: AmarPengadilan::MenguatkanKi,
            uraian: None,
        }),
        json!({"amar": "menguatkan_ki"}),
    );
    disimpan(
        Event::KasasiDiajukan(KasasiDiajukan { oleh: Pihak::Pemohon }),
        json!({"oleh": "pemohon"}),
    );
    disimpan(
        Event::PutusanKasasiDiterima(PutusanKasasiDiterima { amar: AmarPengadilan::MembatalkanKi }),
        json!({"amar": "membatalkan_ki"}),
    );
    disimpan(Event::BerkekuatanHukumTetap(BerkekuatanHukumTetap {}), json!({}));
    disimpan(Event::EksekusiDimohonkan(EksekusiDimohonkan {}), json!({}));
    disimpan(
        Event::PutusanDilaksanakan(PutusanDilaksanakan { uraian: Some(isi("diserahkan")) }),
        json!({"uraian": {"isi": "diserahkan"}}),
    );
}

#[test]
fn stored_form_of_the_link_from_a_perkara() {
    let event = crate::perkara::Event::SengketaDiberitahukan(SengketaDiberitahukan {
        sengketa: Uuid::from_u128(1),
    });
    let json = json!({"type": "SengketaDiberitahukan", "body": {"sengketa": SATU}});
    assert_eq!(serde_json::to_value(&event).unwrap(), json);
    assert_eq!(serde_json::from_value::<crate::perkara::Event>(json).unwrap(), event);
}
