//! The register books as officers read them: sealed, until somebody says for
//! what they are opened.

use events::pengguna::Peran;
use events::pihak::UnitId;
use serde_json::json;

use super::peramban::{Peramban, html, nilai};
use crate::api::klien::{Kantor, id};

const NAMA: &str = "Sri Wahyuni Tersembunyi";
const NIK: &str = "3275014101900001";
const TAHUN: &str = "jenis=permohonan&dari=2026-01-01&sampai=2026-12-31";

#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_sealed_until_it_is_opened_for_a_purpose() {
    let kantor = Kantor::buka().await;
    let (_, nomor, _) = kantor.diajukan().await;
    kantor.ikuti().await;
    let mut petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    let halaman = petugas.buka(&kantor, "/register").await.dengan(200);
    let teks = html(&halaman);
    for kata in [&nomor, "Lampiran VIII", "tersegel", "2 Maret 2026", "Alasan penolakan"] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    assert!(!teks.contains(NAMA) && !teks.contains(NIK), "{teks}");

    let perintah = nilai(teks, "perintah").to_owned();
    let mut isian = vec![
        ("perintah", perintah.as_str()),
        ("jenis", "permohonan"),
        ("dari", "2026-01-01"),
        ("sampai", "2026-12-31"),
        ("keperluan", "menyiapkan berkas sengketa"),
    ];
    let terbuka = petugas.kirim(&kantor, "/register/dibuka", &isian).await.dengan(200);
    let teks = html(&terbuka);
    assert_eq!(terbuka.teks("cache-control"), "no-store");
    assert!(teks.contains(NAMA) && teks.contains("••••••••••••0001"), "{teks}");
    assert!(teks.contains("menyiapkan berkas sengketa") && !teks.contains(NIK), "{teks}");
    // By a double click it is one view, and shows nothing that came after it.
    kantor.diajukan().await;
    kantor.ikuti().await;
    let lagi = petugas.kirim(&kantor, "/register/dibuka", &isian).await.dengan(200);
    assert_eq!(html(&lagi).matches(NAMA).count(), 1, "{}", html(&lagi));
    let utuh = id().to_string();
    isian[0].1 = &utuh;
    isian.extend([("nik", "ya"), ("bentuk", "csv")]);
    let berkas = petugas.kirim(&kantor, "/register/dibuka", &isian).await.dengan(200);
    assert_eq!(html(&berkas).matches(NIK).count(), 2, "{}", html(&berkas));

    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    kantor.ikuti().await;
    let dilihat = auditor.buka(&kantor, "/log/penglihatan").await.dengan(200);
    let teks = html(&dilihat);
    assert_eq!(teks.matches("menyiapkan berkas sengketa").count(), 2, "{teks}");
    assert!(teks.contains("register permohonan"), "{teks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_needs_a_purpose_and_a_role() {
    let kantor = Kantor::buka().await;
    kantor.diajukan().await;
    kantor.ikuti().await;
    let posisi = kantor.app.log.position().await.expect("a position");
    let buka =
        |keperluan: &str| json!({"perintah": id(), "keperluan": keperluan, "buku": "permohonan"});
    let jalur = "/register/data-pribadi";
    kantor.kirim("petugas", jalur, buka("")).await.dengan(400);
    kantor.kirim("tim", jalur, buka("ingin tahu")).await.dengan(403);
    kantor.kirim("publik", jalur, buka("ingin tahu")).await.dengan(401);
    kantor.baca("petugas", jalur).await.dengan(405);
    assert_eq!(kantor.app.log.position().await.expect("a position"), posisi, "nothing was seen");
    let mut tim = Peramban::masuk(&kantor, "tim", Peran::TimPertimbangan).await;
    let halaman = tim.buka(&kantor, &format!("/register?{TAHUN}")).await.dengan(200);
    assert!(!html(&halaman).contains("Buka data pribadi"), "{}", html(&halaman));
    let isian = [("keperluan", "ingin tahu"), ("jenis", "permohonan")];
    assert_eq!(tim.kirim(&kantor, "/register/dibuka", &isian).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_reads_the_book_of_its_own_cases() {
    let kantor = Kantor::buka().await;
    let (perkara, milik, _) = kantor.diajukan().await;
    let (_, lain, _) = kantor.diajukan().await;
    let disposisi = json!({"unit": kantor.unit[0], "peran": "penanggung_jawab"});
    kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
    kantor.ikuti().await;
    let unit = UnitId(kantor.unit[0]);
    let mut dinas = Peramban::masuk(&kantor, "dinas", Peran::PpidPembantu(unit)).await;
    let halaman = dinas.buka(&kantor, &format!("/register?{TAHUN}")).await.dengan(200);
    let teks = html(&halaman);
    assert!(teks.contains(&milik) && !teks.contains(&lain), "{teks}");
    let asing = format!("/register?{TAHUN}&unit={}", kantor.unit[1]);
    assert_eq!(dinas.buka(&kantor, &asing).await.status, 403);
    let perintah = id().to_string();
    let isian = [("perintah", perintah.as_str()), ("keperluan", "menelepon"), ("bentuk", "csv")];
    let berkas = dinas.kirim(&kantor, "/register/dibuka", &isian).await.dengan(200);
    assert_eq!(html(&berkas).matches(NAMA).count(), 1, "its own alone: {}", html(&berkas));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_stands_as_it_was_before_a_correction() {
    let kantor = Kantor::buka().await;
    kantor.pada("2026-03-02T10:00:00+07:00");
    let (perkara, ..) = kantor.diajukan().await;
    kantor.pada("2026-03-09T10:00:00+07:00");
    let koreksi = json!({"versi": 1, "alasan": {"isi": "tanda terima bertanggal lain"},
        "pengganti": {"waktu": "2026-02-27", "event": {
            "type": "PermohonanDiterima", "body": {
                "kanal": "situs", "pemohon": {"jenis": "perorangan"}}}}});
    kantor.fakta("ppid-utama", perkara, "koreksi-dicatat", koreksi).await.dengan(200);
    kantor.ikuti().await;
    let tanggal = async |sebagaimana: &str| {
        let jalur = format!("/register?{TAHUN}{sebagaimana}");
        let lembar = kantor.baca("auditor", &jalur).await.dengan(200).badan;
        let naskah = &lembar["naskah"];
        let kolom = naskah["bagian"][0]["kolom"].as_array().expect("columns");
        let ke = kolom.iter().position(|nama| nama == "Tanggal diterima").expect("the column");
        naskah["bagian"][0]["baris"][0][ke]["teks"].as_str().expect("a day").to_owned()
    };
    assert_eq!(tanggal("").await, "27 Februari 2026");
    assert_eq!(tanggal("&sebagaimana=2026-03-08").await, "2 Maret 2026");
    assert_eq!(tanggal("&sebagaimana=2026-03-09").await, "27 Februari 2026");
}

/// Ground b needs no permohonan: its number is left empty, the tick stands.
#[tokio::test(flavor = "multi_thread")]
async fn a_keberatan_without_permohonan_has_its_row() {
    let kantor = Kantor::buka().await;
    let keberatan = json!({"perintah": id(), "keberatan": {
        "alasan": ["b"], "kanal": "situs", "pemohon": {"jenis": "perorangan", "nama": {"isi": NAMA}}}});
    kantor.kirim("publik", "/keberatan", keberatan).await.dengan(201);
    let (perkara, nomor, _) = kantor.diajukan().await;
    let keberatan = json!({"alasan": ["c", "g"], "kanal": "langsung"});
    kantor.fakta("petugas", perkara, "keberatan-diterima", keberatan).await.dengan(201);
    kantor.ikuti().await;
    let alamat = "/register/berkas?jenis=keberatan&dari=2026-01-01&sampai=2026-12-31&bentuk=csv";
    let petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    let berkas = petugas.buka(&kantor, alamat).await.dengan(200);
    assert_eq!(
        berkas.teks("content-disposition"),
        "attachment; filename*=UTF-8''register-keberatan.csv"
    );
    let isi = html(&berkas);
    assert!(!isi.contains(NAMA) && isi.contains("tersegel"), "{isi}");
    let mut csv = csv::Reader::from_reader(isi.as_bytes());
    let kolom = csv.headers().expect("a head").clone();
    let baris: Vec<csv::StringRecord> = csv.records().map(|b| b.expect("a row")).collect();
    let sel = |ke: usize, nama: &str| {
        let kolom = kolom.iter().position(|satu| satu == nama).expect("the column");
        baris[ke][kolom].to_owned()
    };
    assert_eq!(baris.len(), 2);
    assert_eq!(
        (sel(0, "Nomor pendaftaran permohonan"), sel(0, "Alasan b")),
        (String::new(), "ya".to_owned())
    );
    assert_eq!(sel(1, "Nomor pendaftaran permohonan"), nomor);
    let ticks = ["a", "b", "c", "d", "e", "f", "g"].map(|huruf| sel(1, &format!("Alasan {huruf}")));
    assert_eq!(ticks, ["", "", "ya", "", "", "", "ya"]);
    assert_eq!(sel(1, "Keputusan Atasan PPID"), "belum ditanggapi");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_book_go_on_with_its_numbers() {
    let kantor = Kantor::buka().await;
    for _ in 0..3 {
        kantor.diajukan().await;
    }
    kantor.ikuti().await;
    let mut nomor = Vec::new();
    for sebagaimana in ["", "&sebagaimana=2026-12-31"] {
        let mut setelah = String::new();
        let mut semua = Vec::new();
        loop {
            let jalur = format!("/register?{TAHUN}{sebagaimana}&batas=2{setelah}");
            let lembar = kantor.baca("petugas", &jalur).await.dengan(200).badan;
            let baris = lembar["naskah"]["bagian"][0]["baris"].as_array().expect("rows").clone();
            semua.extend(baris.iter().map(|b| (b[0]["teks"].clone(), b[1]["teks"].clone())));
            let Some(lanjut) = lembar["berikutnya"].as_str() else { break };
            setelah = format!("&setelah={lanjut}");
        }
        let urut: Vec<_> = semua.iter().map(|(no, _)| no.clone()).collect();
        assert_eq!(urut, ["1", "2", "3"]);
        nomor.push(semua);
    }
    assert_eq!(nomor[0], nomor[1], "facts and tables tell the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_shown_is_told_on_the_page() {
    let kantor = Kantor::buka().await;
    let petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    for (tanya, status, kata) in [
        ("jenis=permohonan&dari=2026-02-01&sampai=2026-01-01", 409, "mendahului"),
        ("jenis=permohonan&dari=kemarin", 400, "tanggal yang ada"),
        ("jenis=dip&unit=01985b5e-7d3c-7000-8000-000000000009", 409, "unit itu tidak ada"),
        ("jenis=keberatan", 200, "Tidak ada baris"),
        ("jenis=dik&sebagaimana=2020-01-01", 200, "Tidak ada baris"),
    ] {
        let halaman = petugas.buka(&kantor, &format!("/register?{tanya}")).await;
        assert_eq!(halaman.status, status, "{tanya}: {}", halaman.badan);
        let teks = html(&halaman);
        assert!(teks.contains(kata) && teks.contains("<form method=\"get\""), "{tanya}: {teks}");
    }
}
