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
use crate::koreksi::Pengganti;
use crate::uji::assert_stored;

#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "a row reads better without references")]
fn disimpan(nama: &str, event: Event, body: Value) {
    assert_stored(event, json!({"type": nama, "body": body}));
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
        "SengketaDiajukan",
        Event::SengketaDiajukan(lengkap),
        json!({"perkara": [SATU], "komisi": "KI Pusat", "alasan": ["c", "g"], "termohon": {"isi": "Bupati"}}),
    );
    disimpan("SengketaDiajukan", Event::SengketaDiajukan(kosong), json!({"perkara": [SATU]}));
    let surat = SuratKetidaklengkapanDiterima {};
    disimpan(
        "SuratKetidaklengkapanDiterima",
        Event::SuratKetidaklengkapanDiterima(surat),
        json!({}),
    );
    disimpan(
        "BerkasSengketaDilengkapi",
        Event::BerkasSengketaDilengkapi(BerkasSengketaDilengkapi {}),
        json!({}),
    );
    disimpan(
        "AktaTidakDiregistrasiTerbit",
        Event::AktaTidakDiregistrasiTerbit(AktaTidakDiregistrasiTerbit {}),
        json!({}),
    );
    disimpan(
        "SengketaDiregistrasi",
        Event::SengketaDiregistrasi(SengketaDiregistrasi { nomor: label("009/REG-PSI/III/2019") }),
        json!({"nomor": "009/REG-PSI/III/2019"}),
    );
    let dialihkan = SengketaDialihkan { ke: label("KI Jawa Barat") };
    disimpan(
        "SengketaDialihkan",
        Event::SengketaDialihkan(dialihkan),
        json!({"ke": "KI Jawa Barat"}),
    );
    disimpan(
        "SengketaDihentikan",
        Event::SengketaDihentikan(SengketaDihentikan { uraian: Some(isi("itikad")) }),
        json!({"uraian": {"isi": "itikad"}}),
    );
    disimpan(
        "SengketaDihentikan",
        Event::SengketaDihentikan(SengketaDihentikan { uraian: None }),
        json!({}),
    );
    let jendela = JendelaMenurutKi {
        batas: label("S01"),
        dari: Some(tgl("2023-01-26")),
        sampai: tgl("2023-02-16"),
        sumber: label("KI DKI 0013/III/2023"),
    };
    disimpan(
        "JendelaMenurutKi",
        Event::JendelaMenurutKi(jendela),
        json!({"batas": "S01", "dari": "2023-01-26", "sampai": "2023-02-16", "sumber": "KI DKI 0013/III/2023"}),
    );
    disimpan("SengketaDicabut", Event::SengketaDicabut(SengketaDicabut {}), json!({}));
    disimpan("SengketaGugur", Event::SengketaGugur(SengketaGugur {}), json!({}));
}

#[test]
fn stored_form_of_the_hearing() {
    let panggilan = PanggilanDiterima {
        acara: AcaraSidang::PemeriksaanSetempat,
        tanggal_sidang: tgl("2026-10-14"),
    };
    disimpan(
        "PanggilanDiterima",
        Event::PanggilanDiterima(panggilan),
        json!({"acara": "pemeriksaan_setempat", "tanggal_sidang": "2026-10-14"}),
    );
    disimpan(
        "PenggantianMajelisDiminta",
        Event::PenggantianMajelisDiminta(PenggantianMajelisDiminta {
            oleh: Pihak::Pemohon,
            alasan: Some(isi("hubungan keluarga")),
        }),
        json!({"oleh": "pemohon", "alasan": {"isi": "hubungan keluarga"}}),
    );
    disimpan(
        "JawabanTermohonDisampaikan",
        Event::JawabanTermohonDisampaikan(JawabanTermohonDisampaikan { uraian: None }),
        json!({}),
    );
    disimpan(
        "SidangDigelar",
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
        "BuktiDisampaikan",
        Event::BuktiDisampaikan(BuktiDisampaikan { oleh: Pihak::BadanPublik, daftar: vec![bukti] }),
        json!({"oleh": "badan_publik", "daftar": [
            {"kode": "T-1", "jenis": "informasi_elektronik", "tujuan": {"isi": "tanggal kirim"}}
        ]}),
    );
    let kesimpulan = KesimpulanDisampaikan { oleh: Pihak::BadanPublik };
    disimpan(
        "KesimpulanDisampaikan",
        Event::KesimpulanDisampaikan(kesimpulan),
        json!({"oleh": "badan_publik"}),
    );
}

#[test]
fn stored_form_of_the_mediation() {
    disimpan("AjudikasiDitunda", Event::AjudikasiDitunda(AjudikasiDitunda {}), json!({}));
    disimpan("MediasiDimulai", Event::MediasiDimulai(MediasiDimulai {}), json!({}));
    let diperpanjang = MediasiDiperpanjang { disepakati: true };
    disimpan(
        "MediasiDiperpanjang",
        Event::MediasiDiperpanjang(diperpanjang),
        json!({"disepakati": true}),
    );
    disimpan("MediasiBerhasil", Event::MediasiBerhasil(MediasiBerhasil {}), json!({}));
    disimpan(
        "MediasiGagal",
        Event::MediasiGagal(MediasiGagal { sebab: SebabGagal::TermohonDuaKaliTidakHadir }),
        json!({"sebab": "termohon_dua_kali_tidak_hadir"}),
    );
}

#[test]
fn stored_form_of_the_putusan() {
    let sela =
        |putusan| Event::PutusanSelaDibacakan(PutusanSelaDibacakan { putusan, uraian: None });
    disimpan("PutusanSelaDibacakan", sela(PutusanSela::Menerima), json!({"putusan": "menerima"}));
    disimpan(
        "PutusanSelaDibacakan",
        sela(PutusanSela::TidakTercatat),
        json!({"putusan": "tidak_tercatat"}),
    );
    disimpan(
        "PutusanSelaDibacakan",
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
        "PutusanDibacakan",
        Event::PutusanDibacakan(putusan),
        json!({"jenis": "ajudikasi", "amar": "mengabulkan_sebagian", "nomor": "009/III/KIP-PS-A/2021",
            "pelaksanaan_hk": 14, "uraian": {"isi": "ajudikasi (terbuka)"}}),
    );
    let salinan = SalinanPutusanDiterima { oleh: Pihak::Pemohon };
    disimpan(
        "SalinanPutusanDiterima",
        Event::SalinanPutusanDiterima(salinan),
        json!({"oleh": "pemohon"}),
    );
}

#[test]
fn stored_form_of_the_courts() {
    let gugatan = GugatanDiajukan {
        oleh: Pihak::BadanPublik,
        ke: Pengadilan::Ptun,
        nomor: Some(label("38/G/KI/2022/PTUN.JKT")),
    };
    disimpan(
        "GugatanDiajukan",
        Event::GugatanDiajukan(gugatan),
        json!({"oleh": "badan_publik", "ke": "ptun", "nomor": "38/G/KI/2022/PTUN.JKT"}),
    );
    disimpan(
        "PutusanPengadilanDiterima",
        Event::PutusanPengadilanDiterima(PutusanPengadilanDiterima {
            amar: AmarPengadilan::MenguatkanKi,
            uraian: None,
        }),
        json!({"amar": "menguatkan_ki"}),
    );
    disimpan(
        "KasasiDiajukan",
        Event::KasasiDiajukan(KasasiDiajukan { oleh: Pihak::Pemohon }),
        json!({"oleh": "pemohon"}),
    );
    disimpan(
        "PutusanKasasiDiterima",
        Event::PutusanKasasiDiterima(PutusanKasasiDiterima { amar: AmarPengadilan::MembatalkanKi }),
        json!({"amar": "membatalkan_ki"}),
    );
    disimpan(
        "BerkekuatanHukumTetap",
        Event::BerkekuatanHukumTetap(BerkekuatanHukumTetap {}),
        json!({}),
    );
    disimpan("EksekusiDimohonkan", Event::EksekusiDimohonkan(EksekusiDimohonkan {}), json!({}));
    disimpan(
        "PutusanDilaksanakan",
        Event::PutusanDilaksanakan(PutusanDilaksanakan { uraian: Some(isi("diserahkan")) }),
        json!({"uraian": {"isi": "diserahkan"}}),
    );
}

#[test]
fn stored_form_of_a_correction() {
    let event = Box::new(Event::MediasiBerhasil(MediasiBerhasil {}));
    let pengganti = Pengganti { waktu: Waktu::Tanggal(tgl("2026-10-20")), event };
    let koreksi = KoreksiDicatat { versi: 4, pengganti: Some(pengganti), alasan: isi("keliru") };
    disimpan(
        "KoreksiDicatat",
        Event::KoreksiDicatat(koreksi.clone()),
        json!({
            "versi": 4, "alasan": {"isi": "keliru"},
            "pengganti": {"waktu": "2026-10-20", "event": {"type": "MediasiBerhasil", "body": {}}}
        }),
    );
    disimpan(
        "KoreksiDicatat",
        Event::KoreksiDicatat(KoreksiDicatat { pengganti: None, ..koreksi }),
        json!({"versi": 4, "alasan": {"isi": "keliru"}}),
    );
}

#[test]
fn stored_form_of_the_link_from_a_perkara() {
    let event = crate::perkara::Event::SengketaDiberitahukan(SengketaDiberitahukan {
        sengketa: Uuid::from_u128(1),
    });
    let json = json!({"type": "SengketaDiberitahukan", "body": {"sengketa": SATU}});
    assert_stored(event, json);
}
