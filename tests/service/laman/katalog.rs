//! The catalogue: a unit proposes, the PPID looks it through, the Atasan
//! approves, it is set, found, fetched and followed; and what is exempt.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use events::pengguna::Peran;
use events::pihak::UnitId;
use hyper::Method;
use serde_json::{Value, json};

use super::peramban::{Peramban, html, nilai};
use crate::api::klien::{Jawaban, Kantor, id};

fn baru(fakta: Value) -> Value {
    let mut badan = json!({"perintah": id()});
    badan["fakta"] = fakta;
    badan
}

impl Kantor {
    /// An entry that is set in the DIP.
    async fn entri(&self, ringkasan: &str, kategori: &str) -> String {
        let entri = json!({
            "ringkasan": ringkasan, "unit": self.unit[0], "penanggung_jawab": "Sekretaris",
            "kategori": kategori, "dibuat": "2026-01-05", "tempat": "arsip", "bentuk": "PDF",
            "retensi": "5 tahun"
        });
        let dibuat = self.kirim("pembantu", "/katalog", baru(entri)).await.dengan(201);
        let id = dibuat.badan["id"].as_str().unwrap().to_owned();
        let sk = json!({"nomor_sk": "SK 1/2026", "disetujui": "Sekretaris Daerah"});
        self.langkah("ppid-utama", &id, "dip-ditetapkan", sk).await.dengan(200);
        id
    }

    async fn langkah(&self, siapa: &str, entri: &str, langkah: &str, fakta: Value) -> Jawaban {
        self.kirim(siapa, &format!("/katalog/{entri}/{langkah}"), baru(fakta)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_proposes_the_ppid_sends_back_and_the_atasan_approves() {
    let kantor = Kantor::buka().await;
    let unit = UnitId(kantor.unit[0]);
    let mut dinas = Peramban::masuk(&kantor, "dinas", Peran::PpidPembantu(unit)).await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let mut sekda = Peramban::masuk(&kantor, "sekda", Peran::AtasanPpid).await;
    let formulir = dinas.buka(&kantor, "/katalog/meja/usul").await.dengan(200);
    assert!(!html(&formulir).contains("Dinas Sosial"), "a unit proposes for itself alone");
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let milik = unit.0.to_string();
    let isian = [
        ("_perintah", perintah.as_str()),
        ("ringkasan", "Anggaran puskesmas"),
        ("unit", &milik),
        ("penanggung_jawab", "Sekretaris Dinas"),
        ("kategori", "setiap_saat"),
        ("dibuat", "2026-01-05"),
        ("tempat", "arsip"),
        ("bentuk", "PDF"),
        ("retensi", "5 tahun"),
    ];
    let usul = dinas.kirim(&kantor, "/katalog/meja/usul", &isian).await;
    assert_eq!(usul.status, 303, "{}", usul.badan);
    let alamat = format!("/katalog/{perintah}");
    assert_eq!(Peramban::default().buka(&kantor, &alamat).await.status, 404, "not out yet");

    let kembali = [("alasan", "sebutkan tahunnya")];
    ppid.langkah(&kantor, &alamat, "usulan-dikembalikan", &kembali).await;
    let meja = dinas.buka(&kantor, "/katalog/meja").await.dengan(200);
    assert!(html(&meja).contains("perbaikan unit"), "{}", html(&meja));
    let perbaiki = format!("{alamat}/tindakan/usulan-diperbaiki");
    let formulir = dinas.buka(&kantor, &perbaiki).await.dengan(200);
    assert_eq!(nilai(html(&formulir), "penanggung_jawab"), "Sekretaris Dinas");
    let mut diperbaiki = isian[1..].to_vec();
    diperbaiki[0].1 = "Anggaran puskesmas 2026";
    dinas.langkah(&kantor, &alamat, "usulan-diperbaiki", &diperbaiki).await;
    sekda.langkah(&kantor, &alamat, "penetapan-disetujui", &[]).await;
    ppid.langkah(&kantor, &alamat, "dip-ditetapkan", &[("nomor_sk", "SK 1/2026")]).await;
    let berkas = [("berkas", "anggaran.csv", "pos;jumlah\nobat;10\n")];
    let lampiran = [("judul", "Anggaran dalam CSV")];
    dinas.langkah_berkas(&kantor, &alamat, "dokumen-dilampirkan", &lampiran, &berkas).await;

    let orang = Peramban::default();
    let halaman = orang.buka(&kantor, &alamat).await.dengan(200);
    let teks = html(&halaman);
    assert!(teks.contains("Anggaran puskesmas 2026") && teks.contains("Dinas Kesehatan"), "{teks}");
    let (_, sisa) = teks.split_once(&format!("{alamat}/dokumen/")).unwrap();
    let dokumen = format!("{alamat}/dokumen/{}", sisa.split('"').next().unwrap());
    let unduhan = orang.buka(&kantor, &dokumen).await;
    assert_eq!((unduhan.status, html(&unduhan)), (200, "pos;jumlah\nobat;10\n"));
    assert!(unduhan.teks("content-disposition").starts_with("attachment"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_brought_up_to_date_in_six_months_is_told_to_everybody() {
    let kantor = Kantor::buka().await;
    let entri = kantor.entri("Profil dinas", "berkala").await;
    let orang = Peramban::default();
    let usang = "perlu dimutakhirkan";
    kantor.pada("2026-08-02T10:00:00+07:00");
    let ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let meja = ppid.buka(&kantor, "/katalog/meja").await.dengan(200);
    assert!(html(&meja).contains("Semua mutakhir"), "31 days before it is due");
    kantor.pada("2026-08-04T10:00:00+07:00");
    let ppid = Peramban::masuk(&kantor, "ppid-lagi", Peran::PpidUtama).await;
    let meja = ppid.buka(&kantor, "/katalog/meja").await.dengan(200);
    assert!(html(&meja).contains(">segera<"), "{}", html(&meja));
    kantor.pada("2026-09-02T10:00:00+07:00");
    let daftar = orang.buka(&kantor, "/katalog").await.dengan(200);
    assert!(!html(&daftar).contains(usang), "the last day still counts");
    kantor.pada("2026-09-03T10:00:00+07:00");
    let daftar = orang.buka(&kantor, "/katalog").await.dengan(200);
    assert!(html(&daftar).contains(usang), "{}", html(&daftar));
    let sk = json!({"nomor_sk": "SK 9/2026"});
    kantor.langkah("ppid-utama", &entri, "dip-dimutakhirkan", sk).await.dengan(200);
    let halaman = orang.buka(&kantor, &format!("/katalog/{entri}")).await.dengan(200);
    assert!(!html(&halaman).contains(usang), "{}", html(&halaman));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exemption_shows_its_end_and_the_thirty_working_days_before_it() {
    let kantor = Kantor::buka().await;
    let entri = kantor.entri("Rencana pengamanan", "setiap_saat").await;
    let uji = json!({"dasar": ["17a1"], "pelaksana": ["Kepala Bidang"]});
    kantor.langkah("tim", &entri, "uji-konsekuensi-dilakukan", uji).await.dengan(200);
    let sk = json!({"nomor_sk": "SK 7/2026", "dasar": ["17a1"], "disetujui": "Sekretaris Daerah",
                    "jangka": {"sampai": "2026-11-30"}});
    kantor.langkah("ppid-utama", &entri, "klasifikasi-ditetapkan", sk).await.dengan(200);
    let alamat = format!("/katalog/{entri}");
    assert_eq!(Peramban::default().buka(&kantor, &alamat).await.status, 404, "closed");
    let ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let meja = ppid.buka(&kantor, "/katalog/meja").await.dengan(200);
    assert!(html(&meja).contains("Rencana pengamanan"), "{}", html(&meja));
    assert!(html(&meja).contains("30 November 2026"), "{}", html(&meja));
    let halaman = ppid.buka(&kantor, &alamat).await.dengan(200);
    assert!(html(&halaman).contains("hari kerja ke-30"), "the count: {}", html(&halaman));
    kantor.pada("2026-11-30T10:00:00+07:00");
    assert_eq!(Peramban::default().buka(&kantor, &alamat).await.status, 404, "the last day");
    kantor.pada("2026-12-01T10:00:00+07:00");
    Peramban::default().buka(&kantor, &alamat).await.dengan(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_are_open_for_other_sites_and_tell_when_nothing_changed() {
    let kantor = Kantor::buka().await;
    kantor.entri("Anggaran & belanja", "berkala").await;
    kantor.entri("Peringatan banjir", "serta_merta").await;
    let orang = Peramban::default();
    let unit = kantor.unit[0];
    for (alamat, jenis) in [
        ("/umpan/katalog.json".to_owned(), "application/json"),
        (format!("/umpan/katalog.csv?unit={unit}"), "text/csv"),
        ("/umpan/katalog.atom?kategori=berkala".to_owned(), "application/atom+xml"),
        ("/umpan/kegiatan.json".to_owned(), "application/json"),
        ("/umpan/kegiatan.atom".to_owned(), "application/atom+xml"),
    ] {
        let jawaban = orang.buka(&kantor, &alamat).await;
        assert_eq!(jawaban.status, 200, "{alamat}: {}", jawaban.badan);
        assert!(jawaban.teks("content-type").starts_with(jenis), "{alamat}");
        assert_eq!(jawaban.teks("access-control-allow-origin"), "*");
        let etag = [("If-None-Match", jawaban.teks("etag"))];
        let lagi = kantor.minta("publik", Method::GET, &alamat, None, &etag).await;
        assert_eq!(lagi.status, 304, "{alamat}");
    }
    let atom = orang.buka(&kantor, "/umpan/katalog.atom?kategori=berkala").await;
    assert!(html(&atom).contains("Anggaran &#38; belanja"), "{}", atom.badan);
    assert!(!html(&atom).contains("banjir"), "the other category");
    let json = orang.buka(&kantor, "/umpan/katalog.json").await;
    assert_eq!(json.badan["isi"].as_array().unwrap().len(), 2);
    assert_eq!(json.badan["isi"][0]["unit"], "Dinas Kesehatan");
    // What changes the catalogue changes the feed.
    let etag = json.teks("etag").to_owned();
    kantor.entri("Daftar jalan", "setiap_saat").await;
    let kini = kantor
        .minta("publik", Method::GET, "/umpan/katalog.json", None, &[("If-None-Match", &etag)])
        .await;
    assert_eq!(kini.status, 200);
    let halaman = orang.buka(&kantor, "/katalog").await.dengan(200);
    assert_eq!(halaman.teks("access-control-allow-origin"), "", "feeds alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_of_a_unit_stand_apart_from_the_catalogue() {
    let kantor = Kantor::buka().await;
    let unit = UnitId(kantor.unit[0]);
    let mut dinas = Peramban::masuk(&kantor, "dinas", Peran::PpidPembantu(unit)).await;
    let formulir = dinas.buka(&kantor, "/kegiatan/tulis").await.dengan(200);
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let milik = unit.0.to_string();
    let isian = [
        ("_perintah", perintah.as_str()),
        ("unit", &milik),
        ("judul", "Pekan imunisasi"),
        ("uraian", "Di semua puskesmas"),
        ("tanggal", "2026-03-02"),
    ];
    let terbit = dinas.kirim(&kantor, "/kegiatan/tulis", &isian).await;
    assert_eq!(terbit.status, 303, "{}", terbit.badan);
    let orang = Peramban::default();
    let halaman = orang.buka(&kantor, "/kegiatan").await.dengan(200);
    assert!(html(&halaman).contains("Pekan imunisasi"), "{}", html(&halaman));
    let umpan = orang.buka(&kantor, "/umpan/kegiatan.json").await;
    assert_eq!(umpan.badan["isi"][0]["judul"], "Pekan imunisasi");
    let katalog = orang.buka(&kantor, "/katalog").await.dengan(200);
    assert!(!html(&katalog).contains("Pekan imunisasi"));
    let alamat = format!("/kegiatan/{perintah}");
    dinas.langkah(&kantor, &alamat, "kegiatan-ditarik", &[]).await;
    let halaman = orang.buka(&kantor, "/kegiatan").await.dengan(200);
    assert!(!html(&halaman).contains("Pekan imunisasi"), "taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_answers_before_anybody_has_to_ask() {
    let kantor = Kantor::buka().await;
    let entri = kantor.entri("Anggaran puskesmas tahun 2025", "berkala").await;
    let mut orang = Peramban::default();
    let rincian = "Saya ingin tahu anggaran puskesmas di kota ini";
    let periksa = [("_langkah", "periksa"), ("rincian", rincian)];
    let saran = orang.kirim(&kantor, "/permohonan", &periksa).await.dengan(200);
    let tautan = format!("/permohonan/saran/{entri}");
    assert!(html(&saran).contains(&tautan), "{}", html(&saran));
    // Shown twice it is one person; looked at twice too.
    orang.kirim(&kantor, "/permohonan", &periksa).await.dengan(200);
    for _ in 0..2 {
        let buka = orang.buka(&kantor, &tautan).await;
        assert_eq!(
            (buka.status, buka.teks("location")),
            (303, format!("/katalog/{entri}").as_str())
        );
    }
    let asing = [("_langkah", "periksa"), ("rincian", "resep masakan nenek")];
    let mut lain = Peramban::default();
    let kosong = lain.kirim(&kantor, "/permohonan", &asing).await.dengan(200);
    assert!(html(&kosong).contains("Belum ada yang cocok"));

    // The draft is taken up again, in this browser alone.
    let lanjut = orang.buka(&kantor, "/permohonan").await.dengan(200);
    assert!(html(&lanjut).contains(rincian), "{}", html(&lanjut));
    assert!(!html(&Peramban::default().buka(&kantor, "/permohonan").await).contains(rincian));
    let tahun = "/saran?dari=2026-01-01&sampai=2026-12-31";
    let angka = kantor.baca("ppid-utama", tahun).await.dengan(200).badan;
    let harapan = json!({"ditampilkan": 1, "diklik": 1, "diajukan": 0, "tidak_diajukan": 1});
    assert_eq!(angka, harapan);
    let perintah = nilai(html(&lanjut), "_perintah").to_owned();
    let isian = [
        ("_perintah", perintah.as_str()),
        ("rincian", rincian),
        ("tujuan", "penelitian"),
        ("pemohon.jenis", "perorangan"),
        ("pemohon.nama", "Sri Wahyuni"),
    ];
    orang.kirim(&kantor, "/permohonan", &isian).await.dengan(200);
    let angka = kantor.baca("ppid-utama", tahun).await.dengan(200).badan;
    assert_eq!(angka["tidak_diajukan"], 0);
    let baru = orang.buka(&kantor, "/permohonan").await.dengan(200);
    assert!(!html(&baru).contains(rincian), "what was filed is no draft");
    let ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let statistik = ppid.buka(&kantor, "/statistik?tahun=2026").await.dengan(200);
    assert!(html(&statistik).contains("Tidak jadi mengajukan"));
    let publik = orang.buka(&kantor, "/statistik?tahun=2026").await.dengan(200);
    assert!(!html(&publik).contains("Tidak jadi mengajukan"), "for officers alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_kept_three_days_and_thrown_away_at_a_word() {
    let kantor = Kantor::buka().await;
    let mut orang = Peramban::default();
    let simpan = [("_langkah", "simpan"), ("rincian", "Data jalan"), ("pemohon.nama", "Sri")];
    let disimpan = orang.kirim(&kantor, "/permohonan", &simpan).await.dengan(200);
    assert!(html(&disimpan).contains("5 Maret 2026"), "{}", html(&disimpan));
    kantor.pada("2026-03-05T09:59:59+07:00");
    let lanjut = orang.buka(&kantor, "/permohonan").await.dengan(200);
    assert_eq!(nilai(html(&lanjut), "pemohon.nama"), "Sri");
    kantor.pada("2026-03-05T10:00:00+07:00");
    let lewat = orang.buka(&kantor, "/permohonan").await.dengan(200);
    assert!(!html(&lewat).contains("Data jalan"));
    orang.kirim(&kantor, "/permohonan", &simpan).await.dengan(200);
    let buang = orang.kirim(&kantor, "/permohonan", &[("_langkah", "buang")]).await;
    assert_eq!(buang.status, 303);
    let kosong = orang.buka(&kantor, "/permohonan").await.dengan(200);
    assert!(!html(&kosong).contains("Data jalan"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keberatan_on_ground_b_needs_no_permohonan() {
    let kantor = Kantor::buka().await;
    let mut orang = Peramban::default();
    let formulir = orang.buka(&kantor, "/keberatan").await.dengan(200);
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let isian = [
        ("_perintah", perintah.as_str()),
        ("informasi", "Laporan keuangan 2025"),
        ("pemohon.jenis", "perorangan"),
        ("pemohon.nama", "Sri Wahyuni"),
    ];
    let bukti = orang.kirim(&kantor, "/keberatan", &isian).await.dengan(200);
    assert!(html(&bukti).contains("Keberatan Anda diterima"), "{}", html(&bukti));
    let keadaan = kantor.baca("petugas", &format!("/perkara/{perintah}")).await.dengan(200);
    assert_eq!(keadaan.badan["keberatan"][0]["alasan"], json!(["b"]));
}
