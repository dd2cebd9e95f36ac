//! A pelaksana harian does the work of the office from the first day to the last,
//! and the history says as what.

use events::pengguna::Peran;
use serde_json::json;

use super::peramban::{Peramban, html, nilai};
use crate::api::klien::{Kantor, id};

#[tokio::test(flavor = "multi_thread")]
async fn who_stands_in_acts_on_those_days_alone_and_is_named_so() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut admin = Peramban::masuk(&kantor, "admin", Peran::Admin).await;
    Peramban::masuk(&kantor, "sekdis", Peran::Petugas).await;
    let semua = kantor.baca("admin", "/pengguna").await.dengan(200);
    let cari = |peran: &str| {
        let satu = semua.isi().iter().rfind(|satu| satu["peran"] == peran).unwrap();
        satu["pengguna"].as_str().unwrap().to_owned()
    };
    let alamat = format!("/kelola/langkah/penugasan-diberikan/{}", cari("petugas"));
    let formulir = admin.buka(&kantor, &alamat).await.dengan(200);
    assert!(html(&formulir).contains("Pasal 14(1)"), "{}", html(&formulir));
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let ppid = cari("ppid_utama");
    let isian = [
        ("_perintah", perintah.as_str()),
        ("status", "plh"),
        ("sebagai", "ppid_utama"),
        ("menggantikan", ppid.as_str()),
        ("dari", "2026-03-05"),
        ("sampai", "2026-03-09"),
        ("surat_tugas", "800/12/2026"),
    ];
    let tercatat = admin.kirim(&kantor, &alamat, &isian).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);

    let langkah = format!("/perkara/{perkara}/tindakan/disposisi-diberikan");
    for (hari, dapat) in [("04", false), ("05", true), ("09", true), ("10", false)] {
        kantor.pada(&format!("2026-03-{hari}T09:00:00+07:00"));
        let mut sekdis = Peramban::default();
        let masuk = sekdis.coba_masuk(&kantor, "sekdis", super::peramban::SANDI).await;
        assert_eq!(masuk.status, 303);
        let jawaban = sekdis.buka(&kantor, &langkah).await;
        assert_eq!(jawaban.status, if dapat { 200 } else { 403 }, "{hari}");
        let antrean = sekdis.buka(&kantor, "/antrean").await.dengan(200);
        assert_eq!(html(&antrean).contains("Plh. PPID Utama"), dapat, "{hari}");
        if hari == "05" {
            disposisi(&kantor, &mut sekdis, &langkah, html(&jawaban)).await;
        }
    }
    // Ten days later the history still says as what it was done.
    let petugas = Peramban::masuk(&kantor, "lain", Peran::Petugas).await;
    let halaman = petugas.buka(&kantor, &format!("/perkara/{perkara}")).await.dengan(200);
    assert!(html(&halaman).contains("oleh Plh. PPID Utama"), "{}", html(&halaman));
}

async fn disposisi(kantor: &Kantor, sekdis: &mut Peramban, langkah: &str, formulir: &str) {
    let (perintah, versi) =
        (nilai(formulir, "_perintah").to_owned(), nilai(formulir, "_versi").to_owned());
    let unit = kantor.unit[0].to_string();
    let isian = [
        ("_perintah", perintah.as_str()),
        ("_versi", versi.as_str()),
        ("_tanggal", "2026-03-05"),
        ("_langkah", "kirim"),
        ("unit", unit.as_str()),
        ("peran", "penanggung_jawab"),
    ];
    let tercatat = sekdis.kirim(kantor, langkah, &isian).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
}

/// With a token too; and one's own role stays beside the other.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_holder_acts_for_another_and_in_their_own_right() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let semua = kantor.baca("admin", "/pengguna").await.dengan(200);
    let atasan = semua.isi().iter().find(|satu| satu["peran"] == "atasan_ppid").unwrap();
    let jalur = format!("/pengguna/{}", atasan["pengguna"].as_str().unwrap());
    let tugas = json!({"status": "plt", "sebagai": "ppid_utama", "dari": "2026-03-02",
                       "sampai": "2026-03-02", "surat_tugas": "800/1"});
    let badan = json!({"perintah": id(), "fakta": tugas});
    kantor.kirim("admin", &format!("{jalur}/penugasan-diberikan"), badan).await.dengan(200);
    let disposisi = json!({"unit": kantor.unit[0], "peran": "penanggung_jawab"});
    kantor.fakta("atasan", perkara, "disposisi-diberikan", disposisi.clone()).await.dengan(200);
    let musyawarah = json!({"hasil": {"isi": "sepakat"}});
    let sendiri = kantor.fakta("atasan", perkara, "musyawarah-dilakukan", musyawarah).await;
    assert_ne!(sendiri.status, 403, "{}", sendiri.badan);
    let riwayat = kantor.baca("auditor", &format!("/perkara/{perkara}/riwayat")).await.dengan(200);
    let oleh: Vec<&str> = riwayat.isi().iter().filter_map(|satu| satu["oleh"].as_str()).collect();
    assert!(oleh.iter().any(|oleh| oleh.ends_with("/plt/ppid_utama")), "{oleh:?}");

    kantor.pada("2026-03-03T09:00:00+07:00");
    kantor.fakta("atasan", perkara, "disposisi-diberikan", disposisi).await.dengan(403);
}
