//! Erasure of the people behind a case: who may, what stands against it, what
//! is left, and what a crash or a restore leave of it.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod cerita;
mod kenari;
mod latihan;
mod runtuh;
mod tabel;

use jejak::jobs;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::klien::{Kantor, id};
use crate::surel::{habiskan, ikuti, pekerja_folder};

/// Long after everything that follows has ended.
const KELAK: &str = "2026-11-02T10:00:00+07:00";

/// An office that keeps people's data for three months.
async fn kantor() -> Kantor {
    let kantor = Kantor::buka().await;
    let retensi = json!({"bulan": 3, "dasar": "JRA 2024"});
    let badan = json!({"perintah": id(), "fakta": retensi});
    kantor.kirim("admin", "/kantor/retensi-ditetapkan", badan).await.dengan(200);
    kantor
}

/// A case that holds its pemohon everywhere: facts, a file, a letter, a note, a
/// mail that went out; answered in March, and looked at in November.
async fn berisi(kantor: &Kantor) -> (Uuid, String, String) {
    let (perkara, nomor, rahasia) = kantor.diajukan().await;
    kantor.bersurat(perkara).await;
    let catatan = json!({"perintah": id(), "isi": {"isi": "Sri Wahyuni Tersembunyi menelepon"}});
    let jalur = format!("/perkara/{perkara}/catatan");
    kantor.kirim("petugas", &jalur, catatan).await.dengan(200);
    diingatkan(kantor, perkara).await;
    let jawab = json!({"putusan": {"dikabulkan": "seluruhnya"}, "penguasaan": "dikuasai",
                       "bentuk": "elektronik", "biaya_rupiah": 0, "waktu_penyediaan_hk": 1});
    kantor.fakta("ppid-utama", perkara, "pemberitahuan-tertulis-dikirim", jawab).await.dengan(200);
    kantor.pada(KELAK);
    kantor.ikuti().await;
    (perkara, nomor, rahasia)
}

/// A reminder goes to the pemohon, as a file in the folder of mails.
async fn diingatkan(kantor: &Kantor, perkara: Uuid) {
    let kurang = json!({"kekurangan": ["identitas"]});
    kantor.fakta("petugas", perkara, "kelengkapan-diperiksa", kurang).await.dengan(200);
    kantor.pada("2026-03-04T10:00:00+07:00");
    for langkah in ["surat-tidak-lengkap-dikirim", "surat-tidak-lengkap-diterima"] {
        kantor.fakta("petugas", perkara, langkah, json!({})).await.dengan(200);
    }
    kantor.pada("2026-03-05T08:00:00+07:00");
    let job = jobs::cari("alarm").unwrap();
    jobs::jalankan(&kantor.app, job, kantor.app.clock.now()).await.unwrap();
    ikuti(kantor).await;
    habiskan(&pekerja_folder(kantor, &kantor.folder().join("surel"))).await;
}

async fn usulkan(kantor: &Kantor, perkara: Uuid, siapa: &str) -> crate::api::klien::Jawaban {
    let usul = json!({"perintah": id(), "dasar": "retensi_berakhir",
                      "alasan": {"isi": "Sri Wahyuni Tersembunyi sudah lama"}});
    kantor.kirim(siapa, &format!("/perkara/{perkara}/penghapusan-diusulkan"), usul).await
}

async fn putuskan(
    kantor: &Kantor,
    perkara: Uuid,
    siapa: &str,
    putusan: Value,
) -> crate::api::klien::Jawaban {
    let putus = json!({"perintah": id(), "putusan": putusan});
    kantor.kirim(siapa, &format!("/perkara/{perkara}/penghapusan-diputus"), putus).await
}

/// As the history tells it.
async fn riwayat(kantor: &Kantor, perkara: Uuid) -> Vec<String> {
    let jalur = format!("/perkara/{perkara}/riwayat?batas=100");
    let riwayat = kantor.baca("auditor", &jalur).await.dengan(200);
    riwayat.isi().iter().map(|satu| satu["uraian"].as_str().unwrap().to_owned()).collect()
}

pub(crate) async fn utuh(kantor: &Kantor) {
    let verdict = kantor.app.log.verify(|_, _| ()).await.unwrap();
    assert_eq!(verdict.finding, None);
}
