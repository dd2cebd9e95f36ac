//! Files go in with the form that names them, lie sealed, and come out again to
//! whoever may see them.

use events::pengguna::Peran;
use serde_json::json;

use super::peramban::{Peramban, html, keterangan, nilai};
use crate::api::klien::{Kantor, id, pengajuan};

const KTP: &str = "%PDF-1.7 kartu tanda penduduk SRI WAHYUNI";

fn isian(perintah: &str) -> Vec<(&str, &str)> {
    vec![
        ("_perintah", perintah),
        ("rincian", "Anggaran puskesmas tahun 2025"),
        ("tujuan", "penelitian"),
        ("pemohon.jenis", "perorangan"),
        ("pemohon.nama", "Sri Wahyuni"),
        ("pemohon.nomor_identitas", "3275014101900001"),
    ]
}

async fn perintah_baru(kantor: &Kantor, orang: &Peramban) -> String {
    let formulir = orang.buka(kantor, "/permohonan").await.dengan(200);
    nilai(html(&formulir), "_perintah").to_owned()
}

/// A file that was taken in through the API.
async fn terunggah(kantor: &Kantor, nama: &str, isi: &str) -> serde_json::Value {
    let jawaban = kantor.unggah("publik", nama, isi).await;
    jawaban.dengan(201).badan["berkas"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_the_ktp_goes_in_with_the_permohonan_and_every_look_is_taken_down() {
    let kantor = Kantor::buka().await;
    let mut orang = Peramban::default();
    let perintah = perintah_baru(&kantor, &orang).await;
    let isian = isian(&perintah);
    let berkas = [("pemohon.berkas_identitas[]", "KTP Sri.pdf", KTP)];
    let bukti = orang.kirim_berkas(&kantor, "/permohonan", &isian, &berkas).await.dengan(200);
    let nomor = keterangan(html(&bukti), "Nomor pendaftaran").to_owned();

    let mut petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    kantor.ikuti().await;
    let antrean = petugas.buka(&kantor, "/antrean").await.dengan(200);
    assert!(html(&antrean).contains(&nomor));
    let alamat = format!("/perkara/{perintah}");
    let halaman = petugas.buka(&kantor, &alamat).await.dengan(200);
    let teks = html(&halaman);
    assert!(!teks.contains("KTP Sri"), "the name is sealed like all the rest");
    let (_, bagian) = teks.split_once(&format!("action=\"{alamat}/berkas\"")).unwrap();
    let (lihat, berkas) =
        (nilai(bagian, "perintah").to_owned(), nilai(bagian, "berkas").to_owned());
    let isian = [("perintah", lihat.as_str()), ("berkas", &berkas), ("keperluan", "memeriksa KTP")];
    let unduhan = petugas.kirim(&kantor, &format!("{alamat}/berkas"), &isian).await;
    assert_eq!((unduhan.status, html(&unduhan)), (200, KTP));
    assert_eq!(unduhan.teks("content-type"), "application/pdf");
    let nama = unduhan.teks("content-disposition");
    assert_eq!(nama, "attachment; filename*=UTF-8''KTP%20Sri.pdf");
    assert_eq!(unduhan.teks("x-content-type-options"), "nosniff");
    let riwayat = petugas.buka(&kantor, &alamat).await.dengan(200);
    assert!(html(&riwayat).contains("memeriksa KTP"), "{}", html(&riwayat));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_taken_leaves_the_form_as_it_was() {
    let kantor = Kantor::buka().await;
    let mut orang = Peramban::default();
    let perintah = perintah_baru(&kantor, &orang).await;
    let isian = isian(&perintah);
    let berkas = [
        ("pemohon.berkas_identitas[]", "ktp.pdf", KTP),
        ("pemohon.berkas_identitas[]", "program.exe", "MZ apa pun"),
    ];
    let jawaban = orang.kirim_berkas(&kantor, "/permohonan", &isian, &berkas).await;
    assert_eq!(jawaban.status, 400);
    let teks = html(&jawaban);
    assert!(teks.contains("jenis berkas ini tidak diterima"), "{teks}");
    assert_eq!(nilai(teks, "pemohon.nama"), "Sri Wahyuni");
    assert!(teks.contains("ktp.pdf sudah diunggah"), "what was good is not chosen twice");

    // Sent again without the bad one, the good one goes along.
    let mut lagi = isian.clone();
    let bawaan: Vec<(String, String)> = ["id", "nama", "ukuran_bytes", "sidik"]
        .iter()
        .map(|bagian| format!("pemohon.berkas_identitas.0.{bagian}"))
        .map(|nama| (nama.clone(), nilai(teks, &nama).to_owned()))
        .collect();
    lagi.extend(bawaan.iter().map(|(nama, isi)| (nama.as_str(), isi.as_str())));
    orang.kirim(&kantor, "/permohonan", &lagi).await.dengan(200);
    let perkara = kantor.baca("petugas", &format!("/perkara/{perintah}")).await.dengan(200);
    assert_eq!(perkara.badan["berkas"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_names_only_files_that_are_there_and_nobody_elses() {
    let kantor = Kantor::buka().await;
    let dengan = |berkas: serde_json::Value| {
        let mut badan = pengajuan(id());
        badan["permohonan"]["pemohon"]["berkas_identitas"] = json!([berkas]);
        badan
    };
    let berkas = terunggah(&kantor, "ktp.pdf", KTP).await;
    let mut lain = berkas.clone();
    lain["id"] = json!(id());
    let mut ukuran = berkas.clone();
    ukuran["ukuran_bytes"] = json!(1);
    let mut sidik = berkas.clone();
    sidik["sidik"]["isi"] = json!("00");
    for keliru in [lain, ukuran, sidik] {
        let ditolak = kantor.kirim("publik", "/permohonan", dengan(keliru)).await.dengan(409);
        assert_eq!(ditolak.kode(), ["BerkasTidakAda"]);
    }
    let mut tanpa = berkas.clone();
    tanpa.as_object_mut().unwrap().remove("id");
    let ditolak = kantor.kirim("publik", "/permohonan", dengan(tanpa)).await.dengan(409);
    assert_eq!(ditolak.kode(), ["BerkasTanpaId"]);
    // What was refused held nothing.
    let kirim = dengan(berkas.clone());
    kantor.kirim("publik", "/permohonan", kirim.clone()).await.dengan(201);
    kantor.kirim("publik", "/permohonan", kirim).await.dengan(201);
    let ditolak = kantor.kirim("publik", "/permohonan", dengan(berkas)).await.dengan(409);
    assert_eq!(ditolak.kode(), ["BerkasTidakAda"], "one copy a case, never shared");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_waits_a_day_for_its_fact_and_then_it_is_gone() {
    let kantor = Kantor::buka().await;
    let (disebut, yatim) =
        (terunggah(&kantor, "ktp.pdf", KTP).await, terunggah(&kantor, "lain.pdf", KTP).await);
    let mut badan = pengajuan(id());
    let perkara = badan["perintah"].as_str().unwrap().to_owned();
    badan["permohonan"]["pemohon"]["berkas_identitas"] = json!([disebut]);
    kantor.kirim("publik", "/permohonan", badan).await.dengan(201);
    kantor.pada("2026-03-03T09:59:59+07:00");
    assert_eq!(kantor.app.sapu_berkas().await.unwrap(), 0, "not before the day is over");
    kantor.pada("2026-03-03T10:00:00+07:00");
    assert_eq!(kantor.app.sapu_berkas().await.unwrap(), 1);
    assert_eq!(kantor.app.sapu_berkas().await.unwrap(), 0);
    let mut badan = pengajuan(id());
    badan["permohonan"]["pemohon"]["berkas_identitas"] = json!([yatim]);
    let ditolak = kantor.kirim("publik", "/permohonan", badan).await.dengan(409);
    assert_eq!(ditolak.kode(), ["BerkasTidakAda"]);
    let lihat = json!({"perintah": id(), "keperluan": "memeriksa", "berkas": disebut["id"]});
    let alamat = format!("/perkara/{perkara}/berkas");
    let unduhan = kantor.kirim("petugas", &alamat, lihat).await;
    assert_eq!((unduhan.status, unduhan.badan.as_str()), (200, Some(KTP)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_is_told_so() {
    let kantor = Kantor::buka().await;
    let batas = jejak::berkas::BATAS_BERKAS_BYTES;
    let pas = format!("{KTP}{}", " ".repeat(batas - KTP.len()));
    kantor.unggah("publik", "pas.pdf", &pas).await.dengan(201);
    let lebih = kantor.unggah("publik", "lebih.pdf", &format!("{pas} ")).await.dengan(413);
    assert!(lebih.badan["detail"].as_str().unwrap().contains("20 MB"), "{}", lebih.badan);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_given_is_fetched_with_number_and_secret() {
    let kantor = Kantor::buka().await;
    let (perkara, nomor, rahasia) = kantor.diajukan().await;
    let berkas = terunggah(&kantor, "anggaran.csv", "pos;jumlah\nobat;10\n").await;
    let fakta = json!({"lingkup": "seluruhnya", "berkas": [berkas]});
    let badan = json!({"perintah": id(), "cara": "catat", "fakta": fakta});
    let alamat = format!("/perkara/{perkara}/informasi-diberikan");
    kantor.kirim("petugas", &alamat, badan).await.dengan(200);
    let mut orang = Peramban::default();
    let kunci = [("nomor", nomor.as_str()), ("rahasia", rahasia.as_str())];
    let lacak = orang.kirim(&kantor, "/lacak", &kunci).await.dengan(200);
    let id = nilai(html(&lacak), "berkas").to_owned();
    let ambil = [kunci[0], kunci[1], ("berkas", id.as_str())];
    let unduhan = orang.kirim(&kantor, "/lacak/berkas", &ambil).await;
    assert_eq!((unduhan.status, html(&unduhan)), (200, "pos;jumlah\nobat;10\n"));
    let salah = [kunci[0], ("rahasia", "bukan"), ("berkas", id.as_str())];
    assert_eq!(orang.kirim(&kantor, "/lacak/berkas", &salah).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_gets_files_with_its_disposition_and_answers_with_others() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let langkah = format!("/perkara/{perkara}/tindakan/disposisi-diberikan");
    let formulir = ppid.buka(&kantor, &langkah).await.dengan(200);
    let teks = html(&formulir);
    let (perintah, versi) = (nilai(teks, "_perintah").to_owned(), nilai(teks, "_versi").to_owned());
    let unit = kantor.unit[0].to_string();
    let isian = [
        ("_perintah", perintah.as_str()),
        ("_versi", versi.as_str()),
        ("_tanggal", "2026-03-02"),
        ("_langkah", "kirim"),
        ("unit", unit.as_str()),
        ("peran", "penanggung_jawab"),
    ];
    let berkas = [("berkas[]", "permintaan.txt", "mohon dijawab")];
    let tercatat = ppid.kirim_berkas(&kantor, &langkah, &isian, &berkas).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    let keadaan = kantor.baca("pembantu", &format!("/perkara/{perkara}")).await.dengan(200);
    let disposisi = &keadaan.badan["berkas"][0]["berkas"];
    let lihat = json!({"perintah": id(), "keperluan": "menjawab", "berkas": disposisi});
    let alamat = format!("/perkara/{perkara}/berkas");
    let unduhan = kantor.kirim("pembantu", &alamat, lihat.clone()).await;
    assert_eq!((unduhan.status, unduhan.badan.as_str()), (200, Some("mohon dijawab")));
    kantor.kirim("pembantu-lain", &alamat, lihat).await.dengan(403);
}
