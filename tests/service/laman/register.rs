//! The register books as officers read them: sealed, until somebody says for
//! what they are opened.

use events::impor::peta::BukuImpor;
use events::pengguna::Peran;
use events::pihak::UnitId;
use events::teks::Label;
use jejak::import::peta::Peta;
use jejak::import::{Coba, Hasil, baca_buku, dip};
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
    for sebagaimana in ["", "&sebagaimana=2026-03-02"] {
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
        ("jenis=dik&sebagaimana=2026-03-02", 200, "Keadaan per"),
        ("jenis=dik&sebagaimana=2026-03-03", 400, "belum tiba"),
    ] {
        let halaman = petugas.buka(&kantor, &format!("/register?{tanya}")).await;
        assert_eq!(halaman.status, status, "{tanya}: {}", halaman.badan);
        let teks = html(&halaman);
        assert!(teks.contains(kata) && teks.contains("<form method=\"get\""), "{tanya}: {teks}");
    }
}

/// An imported DIP is proposed, and in the book once it is set by decree.
#[tokio::test(flavor = "multi_thread")]
async fn an_imported_dip_is_a_proposal_until_it_is_set() {
    let kantor = Kantor::buka().await;
    let isi = "No,Ringkasan Isi Informasi,Unit,Penanggung Jawab,Waktu Pembuatan,Tempat,Bentuk,Retensi,Kategori\n\
               1,Profil dinas,dinas kesehatan,Sekretaris,5 Januari 2024,Sumedang,PDF,5 tahun,Berkala\n";
    let tabel = baca_buku(isi.as_bytes(), BukuImpor::Dip).expect("a table");
    let peta = Peta::usulan(BukuImpor::Dip, tabel.judul());
    let (nama, aktor) = (Label::try_new("DIP lama"), Label::try_new("uji"));
    let (nama, aktor) = (nama.expect("a name"), aktor.expect("a name"));
    let impor = async |coba| {
        let putusan = dip::jalankan(&kantor.app, &tabel, &peta, &nama, (coba, &aktor)).await;
        putusan.expect("a verdict").into_iter().map(|satu| satu.hasil).collect::<Vec<_>>()
    };
    assert_eq!(impor(Coba::Ya).await, [Hasil::Baru]);
    assert_eq!(impor(Coba::Tidak).await, [Hasil::Baru]);
    assert_eq!(impor(Coba::Tidak).await, [Hasil::SudahAda]);
    kantor.ikuti().await;
    let baris = async || {
        let lembar = kantor.baca("auditor", "/register?jenis=dip").await.dengan(200).badan;
        lembar["naskah"]["bagian"][0]["baris"].as_array().expect("rows").clone()
    };
    assert!(baris().await.is_empty());
    let usulan = kantor.baca("auditor", "/katalog?keadaan=diusulkan").await.dengan(200);
    let entri = usulan.isi()[0]["entri"].as_str().expect("an id").to_owned();
    let sk = json!({"perintah": id(), "fakta": {"nomor_sk": "SK 1", "disetujui": "Sekda"}});
    kantor.kirim("ppid-utama", &format!("/katalog/{entri}/dip-ditetapkan"), sk).await.dengan(200);
    kantor.ikuti().await;
    let semua = baris().await;
    let teks: Vec<_> = semua[0].as_array().expect("cells").iter().map(|s| &s["teks"]).collect();
    assert_eq!(teks[1..5], ["Profil dinas", "Dinas Kesehatan", "Sekretaris", "5 Januari 2024"]);
}

/// Looked at, mapped, written and kept: then the same file adds nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_imported_on_a_page_after_a_look() {
    let kantor = Kantor::buka().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let halaman = "/kelola/register";
    assert!(html(&ppid.buka(&kantor, "/kelola").await.dengan(200)).contains(halaman));
    let isi = "No,Kapan,Nama,Informasi Diminta,Keputusan\n\
               1,21 November 2025,Budi Rahasia,anggaran,Dikabulkan\n\
               2,31/02/2025,Ani,aset,dipelajari\n";
    let awal = [("buku", "permohonan"), ("nama", "Register 2025")];
    let berkas = [("berkas", "register.csv", isi)];
    let lihat = ppid.kirim_berkas(&kantor, halaman, &awal, &berkas).await.dengan(200);
    assert_eq!(lihat.teks("cache-control"), "no-store");
    let teks = html(&lihat);
    assert!(teks.contains("kolom tanggal belum dipetakan"), "{teks}");
    let isinya = nilai(teks, "isi").to_owned();
    let mut isian = vec![
        ("buku", "permohonan"),
        ("nama", "Register 2025"),
        ("isi", isinya.as_str()),
        ("kolom.nomor", "no"),
        ("kolom.tanggal", "kapan"),
        ("kolom.nama", "nama"),
        ("kolom.rincian", "informasi_diminta"),
        ("kolom.keputusan", "keputusan"),
        ("simpan", "Loket"),
    ];
    let posisi = kantor.app.log.position().await.expect("a position");
    let lagi = ppid.kirim_berkas(&kantor, halaman, &isian, &[]).await.dengan(200);
    let teks = html(&lagi);
    for kata in ["2 baris: 2 baru", "2 bertanda", "kata keputusan tidak dikenali", "Ya, tulis"] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    assert_eq!(kantor.app.log.position().await.expect("a position"), posisi, "only a look");
    isian.push(("langkah", "tulis"));
    let ditulis = ppid.kirim_berkas(&kantor, halaman, &isian, &[]).await.dengan(200);
    assert!(html(&ditulis).contains("Sudah ditulis"), "{}", html(&ditulis));
    kantor.ikuti().await;
    let register = ppid.buka(&kantor, "/register?jenis=permohonan&dari=2025-01-01").await;
    let teks = html(&register);
    assert!(teks.contains("21 November 2025") && !teks.contains("Budi"), "{teks}");
    assert!(teks.contains("Tanpa tanggal diterima"), "{teks}");
    let sama = ppid.kirim_berkas(&kantor, halaman, &awal, &berkas).await.dengan(200);
    let teks = html(&sama);
    assert!(teks.contains("seperti tersimpan: Loket") && teks.contains("2 sudah ada"), "{teks}");
    assert!(!teks.contains("Ya, tulis"), "{teks}");
    let rusak = [("berkas", "x.csv", "a,b\n1,2\n")];
    let rusak = ppid.kirim_berkas(&kantor, halaman, &awal, &rusak).await;
    assert_eq!(rusak.status, 400);
    assert!(html(&rusak).contains("judul kolom tidak ditemukan"), "{}", html(&rusak));
}
