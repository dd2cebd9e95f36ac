//! The lists of administration: units, users, calendar, books, rules. One shape
//! for all.

use std::collections::HashMap;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use chrono::{Datelike, NaiveDate};
use events::aturan::AturanDitetapkan;
use events::kalender::{HariDitutup, Lapisan, SEMUA_LAPISAN};
use events::pengguna::{PenugasanDiberikan, Peran};
use events::waktu::{nama_hari, tanggal_panjang};
use serde::Deserialize;
use uuid::Uuid;

use super::super::kata::manusiawi;
use super::super::sesi::{Penata, Pengelola};
use super::super::{
    Antar, Halangan, Jawaban, Laman, Tata, alamat_dengan, kapasitas_teks, laman, nama_peran, tanya,
};
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::aturan::TampilanBatas;

/// A cell: text, or what can be done from there.
pub(super) enum Sel {
    Teks(String),
    Tautan(String, String),
    Pilihan(Vec<(String, String)>),
}

pub(super) fn teks(isi: impl Into<String>) -> Sel {
    Sel::Teks(isi.into())
}

#[derive(Template)]
#[template(path = "kelola_daftar.html")]
pub(super) struct DaftarHtml {
    pub tata: Tata,
    pub judul: &'static str,
    pub panduan: &'static str,
    pub tombol: Vec<(&'static str, String)>,
    pub keterangan: String,
    pub kepala: &'static [&'static str],
    pub baris: Vec<Vec<Sel>>,
    pub berikutnya: Option<String>,
}

#[derive(Default, Deserialize)]
struct Tanya {
    setelah: Option<String>,
    tahun: Option<i32>,
}

#[derive(Deserialize)]
struct Unit {
    #[serde(rename = "unit")]
    id: Uuid,
    nama: String,
    jenis: Option<String>,
    keadaan: String,
}

pub(super) async fn unit(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
    uri: Uri,
) -> Jawaban {
    let Tanya { setelah, .. } = tanya(&uri);
    let alamat = alamat_dengan("/api/v1/unit", &[("setelah", setelah.as_deref())]);
    let unit: Laman<Unit> = antarmuka.baca(&petugas.pelaku(), &alamat).await?;
    let baris = unit.isi.into_iter().map(|satu| {
        let langkah = |nama: &str| format!("/kelola/langkah/{nama}/{}", satu.id);
        let pilihan = match satu.keadaan.as_str() {
            "aktif" => vec![
                ("ganti nama".to_owned(), langkah("unit-berganti-nama")),
                ("gabungkan".to_owned(), langkah("unit-digabung")),
                ("tutup".to_owned(), langkah("unit-ditutup")),
            ],
            _ => Vec::new(),
        };
        let jenis = teks(satu.jenis.unwrap_or_default());
        vec![teks(satu.nama), jenis, teks(satu.keadaan), Sel::Pilihan(pilihan)]
    });
    laman(&DaftarHtml {
        tata: Tata::petugas(&layanan, petugas),
        judul: "Unit",
        panduan: "Perangkat daerah yang menjadi PPID Pembantu (Pasal 9 Perki 1/2021). Nama lama dan unit yang digabung tetap terbaca dalam riwayat perkaranya.",
        tombol: vec![
            ("Daftarkan unit", "/kelola/langkah/unit-dibentuk".to_owned()),
            ("Impor dari tabel", "/kelola/impor/unit".to_owned()),
        ],
        keterangan: "Menurut nama".to_owned(),
        kepala: &["Nama", "Jenis", "Keadaan", "Tindakan"],
        baris: baris.collect(),
        berikutnya: lanjut("/kelola/unit", unit.berikutnya),
    })
}

fn lanjut(alamat: &str, setelah: Option<String>) -> Option<String> {
    setelah.map(|setelah| alamat_dengan(alamat, &[("setelah", Some(&setelah))]))
}

#[derive(Deserialize)]
pub(super) struct Pengguna {
    #[serde(rename = "pengguna")]
    pub id: Uuid,
    pub jabatan: Option<String>,
    pub peran: Peran,
    pub aktif: bool,
    pub bersurel: bool,
    pub penugasan: Vec<PenugasanDiberikan>,
}

impl Pengguna {
    /// `Sekretaris Dinas Kesehatan`, or the role where no office was told.
    pub(super) fn jabatan(&self, layanan: &Layanan) -> String {
        let peran = || nama_peran(layanan, self.peran.into());
        self.jabatan.clone().unwrap_or_else(peran)
    }
}

/// A role, with its unit's name.
pub(super) fn peran_teks(layanan: &Layanan, peran: Peran, unit: &HashMap<Uuid, String>) -> String {
    let nama = nama_peran(layanan, peran.into());
    match peran {
        Peran::PpidPembantu(id) => {
            format!("{nama}, {}", unit.get(&id.0).map_or("unit tidak dikenal", String::as_str))
        }
        _ => nama,
    }
}

/// Active users by the office they hold, for a choice on a form.
pub(super) async fn nama_pengguna(
    layanan: &Layanan,
    antarmuka: &Antar,
    pelaku: &Pelaku,
) -> Result<Vec<(String, String)>, Halangan> {
    let semua: Vec<Pengguna> = antarmuka.baca_semua(pelaku, "/api/v1/pengguna").await?;
    let aktif = semua.into_iter().filter(|satu| satu.aktif);
    Ok(aktif.map(|satu| (satu.id.to_string(), satu.jabatan(layanan))).collect())
}

pub(super) async fn pengguna(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
    uri: Uri,
) -> Jawaban {
    let Tanya { setelah, .. } = tanya(&uri);
    let pelaku = petugas.pelaku();
    let alamat = alamat_dengan("/api/v1/pengguna", &[("setelah", setelah.as_deref())]);
    let semua: Laman<Pengguna> = antarmuka.baca(&pelaku, &alamat).await?;
    let unit = antarmuka.nama_unit(&pelaku).await?.into_iter().collect();
    let hari_ini = layanan.app.hari_ini();
    let baris = semua.isi.into_iter().map(|satu| {
        let tugas = satu.penugasan.iter().filter(|t| t.dari <= hari_ini && hari_ini <= t.sampai);
        let tugas = tugas.map(|t| {
            let sebagai = kapasitas_teks(&layanan, t.sebagai, Some(t.status));
            format!("{sebagai} sampai {}", tanggal_panjang(t.sampai))
        });
        let alamat = format!("/kelola/pengguna/{}", satu.id);
        vec![
            Sel::Tautan(satu.jabatan(&layanan), alamat),
            teks(peran_teks(&layanan, satu.peran, &unit)),
            teks(tugas.collect::<Vec<_>>().join("; ")),
            teks(if satu.aktif { "aktif" } else { "tidak aktif" }),
        ]
    });
    laman(&DaftarHtml {
        tata: Tata::petugas(&layanan, petugas),
        judul: "Pengguna",
        panduan: "Pejabat dan petugas menurut Pasal 6–12 Perki 1/2021. Nama orang tersegel dan tidak ditampilkan; bukalah satu pengguna untuk peran, penugasan, dan cara masuknya.",
        tombol: vec![
            ("Daftarkan pengguna", "/kelola/langkah/pengguna-didaftarkan".to_owned()),
            ("Impor dari tabel", "/kelola/impor/pengguna".to_owned()),
        ],
        keterangan: "Menurut waktu pendaftaran".to_owned(),
        kepala: &["Jabatan", "Peran", "Hari ini bertugas sebagai", "Keadaan"],
        baris: baris.collect(),
        berikutnya: lanjut("/kelola/pengguna", semua.berikutnya),
    })
}

#[derive(Deserialize)]
struct HariTutup {
    lapisan: Lapisan,
    hari: HariDitutup,
}

pub(super) async fn kalender(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    uri: Uri,
) -> Jawaban {
    let tahun = tanya::<Tanya>(&uri).tahun.unwrap_or_else(|| layanan.app.hari_ini().year());
    let alamat = format!("/api/v1/kalender?tahun={tahun}");
    let semua: Vec<HariTutup> = antarmuka.baca_semua(&petugas.pelaku(), &alamat).await?;
    let baris = semua.into_iter().map(|HariTutup { lapisan, hari }| {
        let perkiraan = if hari.perkiraan { " (perkiraan)" } else { "" };
        let cabut = format!("/kelola/langkah/hari-dibuka/{}", lapisan.nama());
        vec![
            teks(format!(
                "{}, {}{perkiraan}",
                nama_hari(hari.tanggal),
                tanggal_panjang(hari.tanggal)
            )),
            teks(hari.nama.to_string()),
            teks(format!("{}, {}", hari.jenis, lapisan.nama())),
            teks(format!("{}, diketahui {}", hari.instrumen, tanggal_panjang(hari.terbit))),
            Sel::Pilihan(vec![("cabut".to_owned(), cabut)]),
        ]
    });
    let baris: Vec<_> = baris.collect();
    let tambah = SEMUA_LAPISAN.map(|lapisan| {
        let judul = match lapisan {
            Lapisan::Nasional => "Tambah hari nasional",
            Lapisan::Daerah => "Tambah hari daerah",
            Lapisan::Kantor => "Tambah hari kantor",
        };
        (judul, format!("/kelola/langkah/hari-ditutup/{}", lapisan.nama()))
    });
    let mut tombol = tambah.to_vec();
    tombol.push(("Tahun sebelumnya", format!("/kelola/kalender?tahun={}", tahun - 1)));
    tombol.push(("Tahun berikutnya", format!("/kelola/kalender?tahun={}", tahun + 1)));
    laman(&DaftarHtml {
        tata: Tata::petugas(&layanan, petugas),
        judul: "Kalender",
        panduan: "Hari tutup tidak dihitung sebagai hari kerja. Setiap hari menyebut instrumennya dan sejak kapan diketahui, agar tenggat dapat dihitung seperti pada harinya. Sebelum dicatat, perubahan menunjukkan tenggat terbuka yang bergeser.",
        tombol,
        keterangan: format!("Tahun {tahun}: {} hari tutup", baris.len()),
        kepala: &["Hari", "Nama", "Jenis, lapisan", "Instrumen", "Tindakan"],
        baris,
        berikutnya: None,
    })
}

#[derive(Deserialize)]
struct Buku {
    #[serde(rename = "buku")]
    id: Uuid,
    jenis: String,
    nama: String,
    tahun: Option<i32>,
    pola: String,
    terbuka: bool,
}

pub(super) async fn buku(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    uri: Uri,
) -> Jawaban {
    let Tanya { setelah, .. } = tanya(&uri);
    let alamat = alamat_dengan("/api/v1/buku", &[("setelah", setelah.as_deref())]);
    let semua: Laman<Buku> = antarmuka.baca(&petugas.pelaku(), &alamat).await?;
    let baris = semua.isi.into_iter().map(|satu| {
        let tutup = format!("/kelola/langkah/buku-ditutup/{}", satu.id);
        let pilihan = if satu.terbuka { vec![("tutup".to_owned(), tutup)] } else { Vec::new() };
        vec![
            teks(satu.nama),
            teks(manusiawi(&satu.jenis)),
            teks(satu.tahun.map(|tahun| tahun.to_string()).unwrap_or_default()),
            teks(satu.pola),
            teks(if satu.terbuka { "terbuka" } else { "ditutup" }),
            Sel::Pilihan(pilihan),
        ]
    });
    laman(&DaftarHtml {
        tata: Tata::petugas(&layanan, petugas),
        judul: "Buku register",
        panduan: "Nomor permohonan dan keberatan diberikan berurutan tanpa celah oleh buku tahun berjalan (Pasal 32 dan 43 Perki 1/2021). Buka sendiri untuk menentukan pola nomornya.",
        tombol: vec![("Buka buku", "/kelola/langkah/buku-dibuka".to_owned())],
        keterangan: "Yang terbaru dahulu".to_owned(),
        kepala: &["Nama", "Jenis", "Tahun", "Pola nomor", "Keadaan", "Tindakan"],
        baris: baris.collect(),
        berikutnya: lanjut("/kelola/buku", semua.berikutnya),
    })
}

pub(super) async fn aturan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
) -> Jawaban {
    let pelaku = petugas.pelaku();
    let ditetapkan: Vec<AturanDitetapkan> = antarmuka.baca_semua(&pelaku, "/api/v1/aturan").await?;
    let batas: Vec<TampilanBatas> = antarmuka.baca_semua(&pelaku, "/api/v1/batas").await?;
    let baris = batas.into_iter().map(|satu| {
        vec![
            teks(satu.kode),
            teks(satu.tindakan),
            teks(satu.pelaku),
            teks(satu.panjang),
            teks(satu.pasal),
        ]
    });
    laman(&DaftarHtml {
        tata: Tata::petugas(&layanan, petugas),
        judul: "Aturan",
        panduan: "Batas waktu berasal dari undang-undang dan tidak dapat diubah di sini; kantor menetapkan himpunan aturannya, pekan kerja, dan siapa yang menyetujui, sejak satu tanggal.",
        tombol: vec![("Tetapkan aturan", "/kelola/langkah/aturan-ditetapkan".to_owned())],
        keterangan: masa(&ditetapkan, layanan.app.hari_ini()),
        kepala: &["Kode", "Yang harus dilakukan", "Oleh", "Panjang", "Dasar"],
        baris: baris.collect(),
        berikutnya: None,
    })
}

/// Since when which set of rules holds.
fn masa(ditetapkan: &[AturanDitetapkan], hari_ini: NaiveDate) -> String {
    let berlaku = ditetapkan.iter().rev().find(|aturan| aturan.berlaku_sejak <= hari_ini);
    let kini = match berlaku {
        None => "Aturan umum bawaan, pekan lima hari".to_owned(),
        Some(aturan) => {
            let kata = |nilai: serde_json::Value| manusiawi(nilai.as_str().unwrap_or_default());
            let [himpunan, pekan, penyetuju] = [
                serde_json::json!(aturan.himpunan),
                serde_json::json!(aturan.pekan),
                serde_json::json!(aturan.penyetuju),
            ]
            .map(kata);
            format!(
                "Himpunan {himpunan}, pekan {pekan}, penyetuju {penyetuju}, berlaku sejak {}",
                tanggal_panjang(aturan.berlaku_sejak)
            )
        }
    };
    let kelak = ditetapkan.iter().filter(|aturan| aturan.berlaku_sejak > hari_ini);
    let kelak = kelak.map(|aturan| tanggal_panjang(aturan.berlaku_sejak)).collect::<Vec<_>>();
    if kelak.is_empty() { kini } else { format!("{kini}; berganti {}", kelak.join(", ")) }
}
