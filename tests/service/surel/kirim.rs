//! A mail server that refuses, stalls, hangs up, or is not who it says: nothing
//! is lost, and whoever gets a mail twice sees one.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::TimeDelta;
use jejak::surel::konfigurasi::{Lapisan, Smtp};
use jejak::surel::pekerja::BATAS_PERCOBAAN;

use super::peladen::{self, Peladen, Tahap, Tingkah, sertifikat};
use super::{didisposisi, dinkes, habiskan, ikuti, jalan, kotak, pekerja, petugas, riwayat_surel};
use crate::api::klien::Kantor;

/// Long enough for every pause.
fn kemudian(kantor: &Kantor) {
    kantor.clock.set(kantor.clock.now() + TimeDelta::hours(6));
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_for_a_time_loses_nothing() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    for (tingkah, kata) in [
        (Tingkah::Salam("421 sibuk"), "menolak sambungan (421)"),
        (Tingkah::Salam("554 tidak melayani"), "menolak sambungan (554)"),
        (Tingkah::Penerima("451 4.7.1 tunggu"), "menunda surat ini (451 4.7.1)"),
        (Tingkah::Isi("452 4.3.1 penuh"), "menunda surat ini (452 4.3.1)"),
        (Tingkah::Putus(Tahap::Sambung), "tidak dapat dihubungi"),
        (Tingkah::Putus(Tahap::Mail), "terputus sebelum surat diterima"),
        (Tingkah::Putus(Tahap::Data), "terputus sebelum surat diterima"),
        (Tingkah::Putus(Tahap::Isi), "terputus sebelum surat diterima"),
        (Tingkah::Diam(Tahap::Sambung), "tidak menjawab pada waktunya"),
        (Tingkah::Diam(Tahap::Rcpt), "tidak menjawab pada waktunya"),
        (Tingkah::Diam(Tahap::Isi), "tidak menjawab pada waktunya"),
    ] {
        let (perkara, _) = didisposisi(&kantor).await;
        ikuti(&kantor).await;
        let peladen = Peladen::buka().await;
        let sabar = match tingkah {
            Tingkah::Diam(_) => Duration::from_millis(400),
            _ => jalan(&peladen).sabar,
        };
        let buruk = pekerja(&kantor, Smtp { sabar, ..jalan(&peladen) });
        peladen.bertingkah(tingkah);
        for _ in 0..2 {
            habiskan(&buruk).await;
            let menunggu = kotak(&kantor, "menunggu").await;
            let jawaban = menunggu[0]["jawaban"].as_str().unwrap();
            assert!(jawaban.contains(kata), "{tingkah:?}: {jawaban}");
            kemudian(&kantor);
        }
        peladen.bertingkah(Tingkah::Baik);
        habiskan(&pekerja(&kantor, jalan(&peladen))).await;
        assert!(kotak(&kantor, "menunggu").await.is_empty(), "{tingkah:?}");
        let id: BTreeSet<String> = peladen.surat().iter().map(peladen::Surat::id).collect();
        assert_eq!(id.len(), 1, "{tingkah:?}: one mail, however often it came");
        assert_eq!(riwayat_surel(&kantor, perkara).await.len(), 1, "{tingkah:?}: told once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_there_is_tried_again() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    didisposisi(&kantor).await;
    ikuti(&kantor).await;
    let peladen = Peladen::buka().await;
    let tutup = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let porta = tutup.local_addr().unwrap().port();
    drop(tutup);
    let mati = pekerja(&kantor, Smtp { porta, ..jalan(&peladen) });
    habiskan(&mati).await;
    assert!(!mati.satu().await.unwrap(), "not before its pause is over");
    kemudian(&kantor);
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    assert_eq!(peladen.surat().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_so_many_attempts_a_person_has_to_look() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let (perkara, _) = didisposisi(&kantor).await;
    ikuti(&kantor).await;
    let peladen = Peladen::buka().await;
    peladen.bertingkah(Tingkah::Salam("421 sibuk"));
    let pekerja = pekerja(&kantor, jalan(&peladen));
    for _ in 1..BATAS_PERCOBAAN {
        assert!(pekerja.satu().await.unwrap());
        assert_eq!(kotak(&kantor, "menunggu").await.len(), 1);
        kemudian(&kantor);
    }
    habiskan(&pekerja).await;
    let tertahan = kotak(&kantor, "tertahan").await;
    assert_eq!(tertahan[0]["percobaan"], BATAS_PERCOBAAN);
    assert_eq!(riwayat_surel(&kantor, perkara).await, ["surel kepada petugas gagal: perkara baru"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_goes_over_tls_with_name_and_password_and_nothing_in_the_open() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let (tls, ca) = sertifikat("localhost");
    for (milik, lapisan) in [
        (peladen::Lapisan::Tls(tls.clone()), Lapisan::Tls),
        (peladen::Lapisan::StartTls(tls.clone()), Lapisan::StartTls),
    ] {
        didisposisi(&kantor).await;
        ikuti(&kantor).await;
        let peladen = Peladen::dengan(milik, Some(("ppid", "rahasia"))).await;
        let masuk = |sandi: &str| Some(("ppid".to_owned(), sandi.to_owned()));
        let smtp = Smtp {
            server: "localhost".to_owned(),
            lapisan,
            ca: Some(ca.clone()),
            masuk: masuk("keliru"),
            ..jalan(&peladen)
        };
        habiskan(&pekerja(&kantor, smtp.clone())).await;
        let menunggu = kotak(&kantor, "menunggu").await;
        let jawaban = menunggu[0]["jawaban"].as_str().unwrap();
        assert!(
            jawaban.contains("menolak nama atau sandi") && jawaban.contains("535"),
            "{jawaban}"
        );
        kemudian(&kantor);
        habiskan(&pekerja(&kantor, Smtp { masuk: masuk("rahasia"), ..smtp })).await;
        assert_eq!(peladen.surat().len(), 1, "{lapisan:?}");
        let terbuka = peladen.terbuka();
        for kata in ["AUTH", "MAIL", "Subject", "dinkes"] {
            assert!(!terbuka.contains(kata), "{kata} in the open: {terbuka}");
        }
    }
}

/// A server of somebody else, or one whose certificate nobody vouches for, gets
/// neither the mail nor the password.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_cannot_prove_who_it_is_gets_nothing() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let (tls, _) = sertifikat("localhost");
    let (lain, ca_lain) = sertifikat("lain.kota.uji");
    let asing = sertifikat("localhost").1;
    for (milik, lapisan, ca) in [
        (peladen::Lapisan::Tls(tls.clone()), Lapisan::Tls, asing.clone()),
        (peladen::Lapisan::StartTls(tls), Lapisan::StartTls, asing),
        (peladen::Lapisan::Tls(lain), Lapisan::Tls, ca_lain.clone()),
        (peladen::Lapisan::Polos, Lapisan::StartTls, ca_lain.clone()),
        (peladen::Lapisan::Polos, Lapisan::Tls, ca_lain),
    ] {
        didisposisi(&kantor).await;
        ikuti(&kantor).await;
        let peladen = Peladen::dengan(milik, Some(("ppid", "rahasia"))).await;
        let smtp = Smtp {
            server: "localhost".to_owned(),
            lapisan,
            ca: Some(ca),
            masuk: Some(("ppid".to_owned(), "rahasia".to_owned())),
            sabar: Duration::from_secs(1),
            ..jalan(&peladen)
        };
        habiskan(&pekerja(&kantor, smtp)).await;
        assert!(peladen.surat().is_empty(), "{lapisan:?}");
        let terbuka = peladen.terbuka();
        assert!(!terbuka.contains("AUTH") && !terbuka.contains("MAIL"), "{terbuka}");
        let menunggu = kotak(&kantor, "menunggu").await;
        assert!(!menunggu.is_empty(), "{lapisan:?}: it is kept");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_name_adds_no_header_and_reaches_its_owner_alone() {
    let kantor = Kantor::buka().await;
    let peran = events::pengguna::Peran::PpidPembantu(events::pihak::UnitId(kantor.unit[0]));
    let nama = [
        "Siti\r\nBcc: semua@kota.uji".to_owned(),
        "\r\n\r\n.\r\nQUIT".to_owned(),
        format!("Dr. {}", "Sití ".repeat(3_000)),
        "\"Siti\" <lain@kota.uji>, ,;\\".to_owned(),
    ];
    for (ke, nama) in nama.iter().enumerate() {
        petugas(&kantor, peran, nama, &format!("p{ke}@kota.uji")).await;
    }
    didisposisi(&kantor).await;
    ikuti(&kantor).await;
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    let surat = peladen.surat();
    assert_eq!(surat.len(), nama.len());
    let kepada: BTreeSet<&str> = surat.iter().map(|satu| satu.kepada.as_str()).collect();
    assert_eq!(
        kepada,
        BTreeSet::from(["p0@kota.uji", "p1@kota.uji", "p2@kota.uji", "p3@kota.uji"])
    );
    for satu in &surat {
        assert_eq!(satu.kepala("Bcc"), None);
        assert!(
            satu.kepala("To").unwrap().ends_with(&format!("<{}>", satu.kepada)),
            "{}",
            satu.isi
        );
        assert!(satu.isi.is_ascii() && satu.isi.split("\r\n").all(|baris| baris.len() <= 998));
    }
}
