//! A case is handed to a unit and comes back: who is told, of what, and what of
//! it stands in the history.

use events::pengguna::Peran;
use hyper::Method;
use serde_json::json;

use super::peladen::{Peladen, Surat, terbaca};
use super::{
    URL, beralamat, didisposisi, dinkes, habiskan, ikuti, jalan, kotak, pekerja, pekerja_folder,
    petugas, riwayat_surel,
};
use crate::api::klien::{Kantor, id};
use crate::laman::peramban::{Peramban, html};

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_is_told_of_its_case_and_the_ppid_of_its_return() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    petugas(&kantor, Peran::PpidUtama, "Budi", "ppid@kota.uji").await;
    let (perkara, nomor) = didisposisi(&kantor).await;
    ikuti(&kantor).await;
    let folder = tempfile::tempdir().unwrap();
    let pekerja = pekerja_folder(&kantor, &folder.path().join("surel"));
    habiskan(&pekerja).await;

    let terkirim = kotak(&kantor, "terkirim").await;
    let [satu] = terkirim.as_slice() else { panic!("one mail: {terkirim:?}") };
    assert_eq!(satu["jenis"], "baru");
    let berkas = format!("surel/{}.eml", satu["surel"].as_str().unwrap());
    let isi = std::fs::read_to_string(folder.path().join(berkas)).unwrap();
    let surat = Surat { kepada: String::new(), isi };
    let judul = surat.kepala("Subject").unwrap();
    assert_eq!(judul, format!("Perkara baru: {nomor}"));
    let teks = surat.terbaca();
    for kata in [
        "Yth. Siti Rahayu,",
        "didisposisikan kepada Dinas Kesehatan",
        "pemberitahuan tertulis: 13 Maret 2026 – 16 Maret 2026, sisa 9 hari kerja",
        &format!("{URL}/perkara/{perkara}"),
        "<!doctype html>",
    ] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    assert!(surat.kepala("List-Unsubscribe").is_none(), "a single mail is no list");
    assert_eq!(
        riwayat_surel(&kantor, perkara).await,
        ["surel dikirim kepada petugas: perkara baru"]
    );

    let kembali = json!({"unit": kantor.unit[0], "alasan": {"isi": "bukan milik kami"}});
    kantor.fakta("ppid-utama", perkara, "disposisi-dikembalikan", kembali).await.dengan(200);
    ikuti(&kantor).await;
    habiskan(&pekerja).await;
    let terkirim = kotak(&kantor, "terkirim").await;
    assert_eq!(terkirim.len(), 2);
    assert!(terkirim.iter().any(|satu| satu["jenis"] == "dikembalikan"), "{terkirim:?}");
    assert_eq!(riwayat_surel(&kantor, perkara).await.len(), 2);
}

/// The people behind a case stand in no mail, and its reader in no subject.
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_tells_nothing_of_the_people_behind_a_case() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    petugas(&kantor, Peran::PpidUtama, "Budi Santoso", "ppid@kota.uji").await;
    didisposisi(&kantor).await;
    ikuti(&kantor).await;
    kantor.ikuti().await;
    kantor.pada("2026-03-03T07:30:00+07:00");
    let hari = kantor.app.hari_ini();
    assert_eq!(jejak::surel::ringkasan_pagi(&kantor.app, hari).await.unwrap(), 2);
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    let surat = peladen.surat();
    assert_eq!(surat.len(), 3);
    for satu in surat {
        let semua = format!("{}\n{}", satu.isi, satu.terbaca());
        for rahasia in ["Tersembunyi", "3275014101900001", "sri@rahasia.id", "Anggaran"] {
            assert!(!semua.contains(rahasia), "{rahasia}: {semua}");
        }
        let judul = terbaca(&satu.kepala("Subject").unwrap());
        assert!(!judul.contains("Siti") && !judul.contains("Budi"), "{judul}");
    }
    // Nor does an address stand anywhere but with the mail server.
    let log = kantor.app.log.page(0, 1_000).await.unwrap();
    assert!(log.iter().all(|raw| !String::from_utf8_lossy(&raw.leaf).contains("@kota.uji")));
    let daftar = kantor.baca("admin", "/surel?keadaan=terkirim").await.dengan(200);
    assert!(!daftar.badan.to_string().contains("@kota.uji"));
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_the_log_again_tells_nobody_twice() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    didisposisi(&kantor).await;
    let sekaligus =
        [jejak::surel::sebab::ikuti(&kantor.app), jejak::surel::sebab::ikuti(&kantor.app)];
    for satu in futures_util::future::join_all(sekaligus).await {
        satu.unwrap();
    }
    ikuti(&kantor).await;
    assert_eq!(kotak(&kantor, "menunggu").await.len(), 1);
    // What waits is given as a reference; the same cause changes nothing.
    let penerima = kotak(&kantor, "menunggu").await[0]["penerima"].as_str().unwrap().parse();
    let surel = jejak::surel::Surel {
        sebab: id(),
        penerima: penerima.unwrap(),
        jenis: events::surel::JenisSurel::Baru,
        perkara: None,
        unit: None,
        posisi: None,
        hari: kantor.app.hari_ini(),
    };
    for baru in [1, 0] {
        assert_eq!(jejak::surel::antre(&kantor.app, &[surel]).await.unwrap(), baru);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn old_facts_are_no_news() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    didisposisi(&kantor).await;
    kantor.pada("2026-03-06T10:00:00+07:00");
    ikuti(&kantor).await;
    assert!(kotak(&kantor, "menunggu").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_want_it_or_has_no_address_gets_none() {
    let kantor = Kantor::buka().await;
    let siti = dinkes(&kantor).await;
    let peran = Peran::PpidPembantu(events::pihak::UnitId(kantor.unit[0]));
    let mut tari = Peramban::masuk(&kantor, "tari", peran).await;
    let terima = [("terima", "terlambat"), ("terima", "ringkasan")];
    assert_eq!(tari.kirim(&kantor, "/akun/surel", &terima).await.status, 303);
    let halaman = tari.buka(&kantor, "/akun/surel").await.dengan(200);
    assert!(html(&halaman).contains("Alamat surel Anda belum dicatat"));
    assert!(html(&halaman).contains("value=\"terlambat\" checked"));
    assert!(!html(&halaman).contains("value=\"baru\" checked"));
    let pengguna = kantor.baca("admin", "/pengguna").await.dengan(200);
    let tari = pengguna.isi().last().unwrap()["pengguna"].as_str().unwrap().parse().unwrap();
    beralamat(&kantor, tari, Some("tari@kota.uji")).await;
    didisposisi(&kantor).await;
    ikuti(&kantor).await;
    let menunggu = kotak(&kantor, "menunggu").await;
    assert_eq!(menunggu.len(), 1);
    assert_eq!(menunggu[0]["penerima"], siti.to_string());
    // The address goes before the mail does.
    beralamat(&kantor, siti, None).await;
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    assert!(peladen.surat().is_empty());
    let tertahan = kotak(&kantor, "tertahan").await;
    assert!(tertahan[0]["jawaban"].as_str().unwrap().contains("alamat surelnya sudah tidak ada"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_none_is_refused_with_what_to_write() {
    let kantor = Kantor::buka().await;
    let siapa = kantor.terdaftar(Peran::Petugas).await;
    for alamat in ["loket", "a@b@c.id", "a@kota.id\r\nBcc: b@kota.id", "é@kota.id"] {
        let kirim = json!({"perintah": id(), "fakta": {"surel": {"isi": alamat}}});
        let jalur = format!("/pengguna/{siapa}/surel-ditetapkan");
        let ditolak = kantor.kirim("admin", &jalur, kirim).await.dengan(409);
        assert_eq!(ditolak.kode(), ["AlamatSurel"]);
        assert!(ditolak.badan["detail"].as_str().unwrap().contains("nama@dinas"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_up_is_shown_and_tried_again_by_a_person() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let (perkara, _) = didisposisi(&kantor).await;
    ikuti(&kantor).await;
    let peladen = Peladen::buka().await;
    let pekerja = pekerja(&kantor, jalan(&peladen));
    let tolak = "550 5.1.1 <dinkes@kota.uji> tidak ada di sini";
    peladen.bertingkah(super::peladen::Tingkah::Penerima(tolak));
    habiskan(&pekerja).await;
    let mut admin = Peramban::masuk(&kantor, "admin", Peran::Admin).await;
    let halaman = admin.buka(&kantor, "/kelola/surel").await.dengan(200);
    let teks = html(&halaman);
    assert!(
        teks.contains("menolak surat ini (550 5.1.1)") && teks.contains("Kirim lagi"),
        "{teks}"
    );
    assert!(!teks.contains("dinkes@kota.uji"), "{teks}");
    assert_eq!(riwayat_surel(&kantor, perkara).await, ["surel kepada petugas gagal: perkara baru"]);

    let surel = kotak(&kantor, "tertahan").await[0]["surel"].as_str().unwrap().to_owned();
    peladen.bertingkah(super::peladen::Tingkah::Baik);
    let isian = [("surel", surel.as_str())];
    let lagi = admin.kirim(&kantor, "/kelola/surel", &isian).await;
    assert_eq!(lagi.status, 303);
    assert_eq!(admin.kirim(&kantor, "/kelola/surel", &isian).await.status, 409, "it waits now");
    habiskan(&pekerja).await;
    assert_eq!(peladen.surat().len(), 1);
    let halaman = admin.buka(&kantor, "/kelola/surel?keadaan=terkirim").await.dengan(200);
    assert!(html(&halaman).contains("diterima server surel"), "{}", html(&halaman));
    assert_eq!(riwayat_surel(&kantor, perkara).await.len(), 2);
    let takada = json!({"surel": id()});
    let takada = kantor.minta("admin", Method::POST, "/api/v1/surel/coba-lagi", Some(takada), &[]);
    assert_eq!(takada.await.dengan(409).kode(), ["SurelTidakTertahan"]);
}
