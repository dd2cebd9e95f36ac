//! What a row stands on besides the facts of its own case, and what it leads to.

use events::aturan::{self, AturanDitetapkan, Himpunan};
use events::hari_kerja::Pekan;
use events::keberatan::{AlasanKeberatan, KeberatanDiterima};
use events::koreksi::{KoreksiDicatat, Pengganti};
use events::perkara::Event as P;
use events::permohonan::{Nomor, NomorPendaftaranDiberikan, PermohonanDiterima};
use events::pihak::{Pemohon, Penyetuju};
use events::sengketa::pendaftaran::{SengketaDiajukan, SengketaDiregistrasi};
use events::sengketa::{self, SengketaDiberitahukan};
use events::tanggapan_keberatan::{PutusanKeberatan, TanggapanKeberatanDikirim};
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta, JenisAliran};
use projections::register::{self, Saringan};
use uuid::Uuid;

use super::dunia::{Dunia, menurut_kasus, permohonan, sama};
use crate::facts::{isi, label};

const SENGKETA: u128 = 9;

fn perkara(event: P, waktu: Waktu) -> Fakta {
    Fakta::baru(Event::Perkara(Box::new(event)), waktu)
}

fn aliran(n: u128) -> AliranId {
    AliranId::perkara(Uuid::from_u128(n))
}

async fn tetap_sama(dunia: &Dunia) {
    dunia.kejar().await;
    sama("followed and computed", &dunia.isi(&menurut_kasus()).await, &dunia.dari_log().await);
}

#[tokio::test]
async fn a_case_linked_by_hand_follows_its_sengketa() {
    let mut dunia = Dunia::baru().await;
    for n in [1, 2] {
        dunia.catat(vec![(aliran(n.into()), permohonan(n))]).await;
    }
    // The sengketa itself tells of the first case alone.
    let diajukan = sengketa::Event::SengketaDiajukan(SengketaDiajukan {
        perkara: vec![Uuid::from_u128(1)],
        komisi: None,
        alasan: Vec::new(),
        termohon: None,
    });
    dunia.satu(JenisAliran::Sengketa, SENGKETA, Event::Sengketa(diajukan)).await;
    let sengketa = Uuid::from_u128(SENGKETA);
    for n in [1, 2] {
        let tertaut = P::SengketaDiberitahukan(SengketaDiberitahukan { sengketa });
        let waktu = Waktu::Tanggal(Dunia::hari(40));
        dunia.catat(vec![(aliran(n), vec![perkara(tertaut, waktu)])]).await;
    }
    tetap_sama(&dunia).await;
    let nomor = label("007/REG-PSI/2026");
    let registrasi = sengketa::Event::SengketaDiregistrasi(SengketaDiregistrasi { nomor });
    dunia.satu(JenisAliran::Sengketa, SENGKETA, Event::Sengketa(registrasi)).await;
    tetap_sama(&dunia).await;
    let mut tujuan = dunia.pool.acquire().await.expect("the service connects");
    let milik = projections::perkara::cari("007/reg-psi/2026", &mut tujuan).await;
    assert_eq!(milik.expect("readable"), [1, 2].map(Uuid::from_u128));
}

#[tokio::test]
async fn a_case_without_a_day_has_the_rules_of_when_it_became_known() {
    let mut dunia = Dunia::baru().await;
    let tanggapan = TanggapanKeberatanDikirim {
        putusan: PutusanKeberatan::Menguatkan,
        uraian: None,
        sk: None,
        nomor_surat: None,
        jabatan: None,
    };
    let alasan = vec![AlasanKeberatan::C];
    let keberatan = KeberatanDiterima { alasan, ..KeberatanDiterima::default() };
    let fakta = vec![
        perkara(P::PermohonanDiterima(PermohonanDiterima::default()), Waktu::TidakTercatat),
        perkara(P::KeberatanDiterima(keberatan), Waktu::TidakTercatat),
        perkara(P::TanggapanKeberatanDikirim(tanggapan), Waktu::Tanggal(Dunia::hari(0))),
    ];
    // Known on 2 March 2026, long after what was counted is over.
    dunia.catat(vec![(aliran(1), fakta)]).await;
    tetap_sama(&dunia).await;
    let lima_hari = dunia.isi(&menurut_kasus()).await["tenggat"].clone();
    for (sejak, berubah) in [("2026-03-03", false), ("2026-03-02", true)] {
        let event = aturan::Event::AturanDitetapkan(AturanDitetapkan {
            himpunan: Himpunan::Umum,
            berlaku_sejak: sejak.parse().expect("a date"),
            pekan: Pekan::EnamHari,
            cuti_bersama_bekerja: false,
            penyetuju: Penyetuju::default(),
        });
        let id = aturan::aliran().id.as_u128();
        dunia.satu(JenisAliran::Aturan, id, Event::Aturan(event)).await;
        tetap_sama(&dunia).await;
        let kini = dunia.isi(&menurut_kasus()).await["tenggat"].clone();
        assert_eq!(kini != lima_hari, berubah, "{sejak}");
    }
}

#[tokio::test]
async fn a_row_leads_to_the_texts_that_hold() {
    let mut dunia = Dunia::baru().await;
    let diterima = |nama: &str| {
        let pemohon = Pemohon { nama: Some(isi(nama)), ..Pemohon::default() };
        P::PermohonanDiterima(PermohonanDiterima { pemohon, ..PermohonanDiterima::default() })
    };
    let waktu = Waktu::Tanggal(Dunia::hari(0));
    let koreksi = P::KoreksiDicatat(KoreksiDicatat {
        versi: 1,
        pengganti: Some(Pengganti { waktu, event: Box::new(diterima("Budi Santoso")) }),
        alasan: isi("salah tulis"),
    });
    let alasan = vec![AlasanKeberatan::C];
    let keberatan = KeberatanDiterima {
        alasan,
        kasus_posisi: Some(isi("tidak dijawab")),
        ..KeberatanDiterima::default()
    };
    let fakta = [diterima("Bodi"), koreksi, P::KeberatanDiterima(keberatan)];
    let fakta = fakta.map(|event| perkara(event, waktu)).to_vec();
    dunia.catat(vec![(aliran(1), fakta)]).await;
    dunia.kejar().await;
    let mut tujuan = dunia.pool.acquire().await.expect("the service connects");
    let semua = Saringan::default();
    let satu = register::permohonan(semua, None, 10, &mut tujuan).await.expect("readable");
    let isi = dunia.log.values_at(&satu[0].posisi_isi).await.expect("readable");
    let nama = satu[0].nama.as_ref().expect("it was told");
    assert_eq!((satu[0].posisi_isi.as_slice(), isi[nama].as_str()), (&[2][..], "Budi Santoso"));

    let satu = register::keberatan(semua, None, 10, &mut tujuan).await.expect("readable");
    assert_eq!(satu[0].posisi_isi, [2, 3], "the name stands with the permohonan");
    let isi = dunia.log.values_at(&satu[0].posisi_isi).await.expect("readable");
    let teks = |digest: &Option<String>| isi[digest.as_ref().expect("it was told")].clone();
    assert_eq!(teks(&satu[0].nama), "Budi Santoso");
    assert_eq!(teks(&satu[0].kasus_posisi), "tidak dijawab");
    let tabel = dunia.isi(&menurut_kasus()).await;
    assert!(tabel.values().all(|isi| !isi.contains("Budi") && !isi.contains("tidak dijawab")));
}

#[tokio::test]
async fn a_number_that_was_corrected_leads_to_its_case_as_it_was_known() {
    let mut dunia = Dunia::baru().await;
    dunia.catat(vec![(aliran(1), permohonan(1))]).await;
    dunia.maju(60);
    let sebelum = dunia.clock.now();
    dunia.maju(60);
    let buku = Uuid::from_u128(1);
    let nomor = Nomor::Tetap(label("0099/PPID/2026"));
    let benar = P::NomorPendaftaranDiberikan(NomorPendaftaranDiberikan { buku, nomor });
    let waktu = Waktu::Tanggal(Dunia::hari(1));
    let koreksi = P::KoreksiDicatat(KoreksiDicatat {
        versi: 2,
        pengganti: Some(Pengganti { waktu, event: Box::new(benar) }),
        alasan: isi("salah nomor"),
    });
    dunia.catat(vec![(aliran(1), vec![perkara(koreksi, waktu)])]).await;
    dunia.maju(60);
    dunia.kejar().await;
    let mut tujuan = dunia.pool.acquire().await.expect("the service connects");
    let sesudah = dunia.clock.now();
    for (saat, nomor, ada) in [
        (sebelum, "0001/PPID/2026", true),
        (sebelum, "0099/PPID/2026", false),
        (sesudah, "0001/PPID/2026", false),
        (sesudah, "0099/PPID/2026", true),
    ] {
        let calon = projections::perkara::cari(nomor, &mut tujuan).await.expect("readable");
        let catatan = dunia.sebagian(&calon, Dunia::sudut(saat, false)).await;
        let milik = projections::perkara::menurut_nomor(&catatan, nomor);
        assert_eq!(!milik.is_empty(), ada, "{nomor} at {saat}");
    }
}
