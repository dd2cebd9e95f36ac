//! What else stands on the page of a case: notes, a reply to copy, a unit's
//! limit that runs a risk.

use events::pengguna::Peran;
use serde_json::json;

use super::peramban::{Peramban, html, nilai};
use crate::api::klien::{Kantor, id, pengajuan};

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_sealed_and_read_with_the_rest() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    let alamat = format!("/perkara/{perkara}");
    let halaman = petugas.buka(&kantor, &alamat).await.dengan(200);
    let catatan = format!("action=\"{alamat}/catatan\"");
    let (_, formulir) = html(&halaman).split_once(&catatan).expect("a form for notes");
    let perintah = nilai(formulir, "perintah").to_owned();
    let isian = [("perintah", perintah.as_str()), ("isi", "Pemohon minta ditelepon Selasa")];
    for _ in 0..2 {
        let ditulis = petugas.kirim(&kantor, &format!("{alamat}/catatan"), &isian).await;
        assert_eq!(ditulis.status, 303, "{}", ditulis.badan);
    }
    let kosong = id().to_string();
    let kosong = [("perintah", kosong.as_str()), ("isi", "  ")];
    let kosong = petugas.kirim(&kantor, &format!("{alamat}/catatan"), &kosong).await;
    assert!(html(&kosong).contains("tulis isi catatannya"), "{}", html(&kosong));
    let halaman = petugas.buka(&kantor, &alamat).await.dengan(200);
    let teks = html(&halaman);
    assert!(teks.contains("1 catatan, tersegel"), "sent twice it is one: {teks}");
    assert!(!teks.contains("ditelepon Selasa"), "closed until somebody says what for");
    let perintah = nilai(teks, "perintah").to_owned();
    let isian = [("perintah", perintah.as_str()), ("keperluan", "menelepon")];
    let terbuka = petugas.kirim(&kantor, &format!("{alamat}/data-pribadi"), &isian).await;
    assert!(html(&terbuka.dengan(200)).contains("Pemohon minta ditelepon Selasa"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_for_whatsapp_names_nobody() {
    let kantor = Kantor::buka().await;
    let petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    let mut badan = pengajuan(id());
    badan["permohonan"]["kanal"] = json!("whatsapp");
    let diajukan = kantor.kirim("petugas", "/permohonan", badan).await.dengan(201).badan;
    let nomor = diajukan["nomor"].as_str().expect("a number");
    let alamat = format!("/perkara/{}", diajukan["perkara"].as_str().expect("an id"));
    let halaman = petugas.buka(&kantor, &alamat).await.dengan(200);
    let (_, teks) = html(&halaman).split_once("id=\"balasan\"").expect("a text to copy");
    let teks = teks.split("</textarea>").next().unwrap_or_default();
    assert!(teks.contains(nomor) && teks.contains("paling lambat 16 Maret 2026"), "{teks}");
    assert!(!teks.contains("Sri") && !teks.contains("rahasia.id"), "{teks}");

    let (lain, ..) = kantor.diajukan().await;
    let halaman = petugas.buka(&kantor, &format!("/perkara/{lain}")).await.dengan(200);
    assert!(!html(&halaman).contains("id=\"balasan\""), "that one came through the site");
}

/// From 2 March ten hk end on 13 or 16 March.
#[tokio::test(flavor = "multi_thread")]
async fn a_units_limit_behind_the_earliest_reading_is_a_warning() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let langkah = format!("/perkara/{perkara}/tindakan/disposisi-diberikan");
    let unit = kantor.unit[0].to_string();
    for (batas, berisiko, ditolak) in
        [("2026-03-13", false, false), ("2026-03-16", true, false), ("2026-03-17", false, true)]
    {
        let perintah = id().to_string();
        let isian = [
            ("_perintah", perintah.as_str()),
            ("unit", unit.as_str()),
            ("peran", "penanggung_jawab"),
            ("batas_internal", batas),
        ];
        let jawaban = ppid.kirim(&kantor, &langkah, &isian).await;
        let teks = html(&jawaban);
        assert_eq!(teks.contains("pembacaan paling awal"), berisiko, "{batas}: {teks}");
        assert_eq!(teks.contains("melewati tenggat undang-undang"), ditolak, "{batas}: {teks}");
    }
    let fakta = json!({"unit": unit, "peran": "penanggung_jawab", "batas_internal": "2026-03-16"});
    kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", fakta).await.dengan(200);
    let halaman = ppid.buka(&kantor, &format!("/perkara/{perkara}")).await.dengan(200);
    let teks = html(&halaman);
    assert!(teks.contains("Dipegang</dt><dd>Dinas Kesehatan"), "{teks}");
    assert!(teks.contains("pembacaan paling awal"), "{teks}");
}
