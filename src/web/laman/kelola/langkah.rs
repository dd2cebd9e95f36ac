//! One step of administration: a form made from its fact, with what it is for,
//! and, where a case would feel it, what it would move.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use projections::proyeksi::Proyeksi;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::formulir::{Acuan, Isian, Terisi};
use super::super::galat::galat;
use super::super::kata::rentang;
use super::super::publik::terisi;
use super::super::sesi::{Penata, Petugas};
use super::super::{Antar, Halangan, Jawaban, Tata, laman, tak_berwenang, tidak_ada};
use super::daftar;
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::pratinjau::DampakKalender;

const PERINTAH: &str = "_perintah";
const LANGKAH: &str = "_langkah";

/// A step, with the words that go with it.
pub(super) struct Langkah {
    /// The last part of its address here.
    pub nama: &'static str,
    /// The route of the API; a name in braces is the thing it is done to.
    pub jalur: &'static str,
    pub judul: &'static str,
    pub panduan: &'static str,
    pub contoh: &'static str,
    /// The list it belongs to.
    pub kembali: &'static str,
    pub akses: Akses,
}

const fn l(
    nama: &'static str,
    jalur: &'static str,
    judul: &'static str,
    (panduan, contoh): (&'static str, &'static str),
    kembali: &'static str,
    akses: Akses,
) -> Langkah {
    Langkah { nama, jalur, judul, panduan, contoh, kembali, akses }
}

const ADMIN: Akses = Akses::PENGELOLA;
const UNIT: &str = "/kelola/unit";
const PENGGUNA: &str = "/kelola/pengguna";
const KALENDER: &str = "/kelola/kalender";
const BUKU: &str = "/kelola/buku";

#[rustfmt::skip]
const SEMUA: [Langkah; 19] = [
    l("unit-dibentuk", "/api/v1/unit", "Daftarkan unit",
      ("Unit adalah perangkat daerah yang menjadi PPID Pembantu (Pasal 9 Perki 1/2021). Setelah terdaftar ia dapat menerima disposisi dan memiliki pengguna.",
       "nama “Dinas Kesehatan”, jenis dinas"), UNIT, ADMIN),
    l("unit-berganti-nama", "/api/v1/unit/{unit}/unit-berganti-nama", "Ganti nama unit",
      ("Perkara lama tetap milik unit ini; riwayatnya menunjukkan nama pada harinya.", "“Dinas Kesehatan dan Keluarga Berencana”"), UNIT, ADMIN),
    l("unit-digabung", "/api/v1/unit/{unit}/unit-digabung", "Gabungkan unit",
      ("Unit ini berhenti dan tidak dapat menerima disposisi baru. Pilih unit yang meneruskannya. Perkaranya yang terbuka tetap padanya sampai disposisinya dialihkan; laporan terakhirnya disampaikan PPID Utama.",
       "Dinas Koperasi digabung ke Dinas Perdagangan"), UNIT, ADMIN),
    l("unit-ditutup", "/api/v1/unit/{unit}/unit-ditutup", "Tutup unit",
      ("Unit yang ditutup tidak dapat dibuka lagi; bila tugasnya diteruskan unit lain, gabungkan. Laporan terakhirnya disampaikan PPID Utama.", "badan ad hoc yang masa kerjanya habis"), UNIT, ADMIN),
    l("pengguna-didaftarkan", "/api/v1/pengguna", "Daftarkan pengguna",
      ("Nama orang disimpan tersegel; riwayat hanya menyebut peran. Setelah ini beri cara masuk di halaman penggunanya.",
       "jabatan “Sekretaris Dinas Kesehatan”, peran PPID Pembantu untuk Dinas Kesehatan"), PENGGUNA, ADMIN),
    l("peran-diubah", "/api/v1/pengguna/{pengguna}/peran-diubah", "Ubah peran",
      ("Berlaku seketika. Untuk menggantikan pejabat beberapa hari, beri penugasan Plh., jangan mengubah peran.", "petugas menjadi auditor setelah mutasi"), PENGGUNA, ADMIN),
    l("surel-ditetapkan", "/api/v1/pengguna/{pengguna}/surel-ditetapkan", "Alamat surel",
      ("Ke sinilah perkara baru, tenggat, dan ringkasan pagi dikirim. Alamat disimpan tersegel; kosongkan untuk berhenti mengirim.",
       "sekretariat@dinkes.kota.go.id"), PENGGUNA, ADMIN),
    l("pengguna-dinonaktifkan", "/api/v1/pengguna/{pengguna}/pengguna-dinonaktifkan", "Nonaktifkan pengguna",
      ("Sesi dan tokennya tidak berlaku lagi seketika; apa yang pernah dicatatnya tetap.", "pensiun, mutasi, atau akun yang dicurigai"), PENGGUNA, ADMIN),
    l("pengguna-diaktifkan", "/api/v1/pengguna/{pengguna}/pengguna-diaktifkan", "Aktifkan kembali pengguna",
      ("Peran terakhirnya berlaku lagi.", "kembali dari tugas belajar"), PENGGUNA, ADMIN),
    l("penugasan-diberikan", "/api/v1/pengguna/{pengguna}/penugasan-diberikan", "Tugaskan sebagai Plt. atau Plh.",
      ("Plh. bila pejabatnya berhalangan sementara, Plt. bila jabatannya kosong (Pasal 14(1)–(2) UU 30/2014). Dari hari pertama sampai hari terakhir orang ini bekerja dalam peran itu, dan setiap catatannya menyebutnya.",
       "Plh. PPID Utama, 5–9 Maret 2026, surat tugas 800/12/2026"), PENGGUNA, ADMIN),
    l("penugasan-diakhiri", "/api/v1/pengguna/{pengguna}/penugasan-diakhiri", "Akhiri penugasan lebih awal",
      ("Sebut nomor surat tugasnya persis dan hari terakhirnya.", "pejabat kembali dua hari lebih cepat"), PENGGUNA, ADMIN),
    l("hari-ditutup", "/api/v1/kalender/{lapisan}/hari-ditutup", "Tambah hari tutup",
      ("Hari ini tidak dihitung sebagai hari kerja. Tanggal terbit instrumen menentukan sejak kapan kantor dapat mengetahuinya (Pasal 1 angka 22 Perki 1/2021).",
       "18 Agustus 2025, cuti bersama, SKB 3 Menteri, terbit 7 Agustus 2025"), KALENDER, Akses::ACUAN),
    l("hari-dibuka", "/api/v1/kalender/{lapisan}/hari-dibuka", "Cabut hari tutup",
      ("Hari itu kembali dihitung sebagai hari kerja, sejak instrumen pencabutannya terbit.", "cuti bersama yang dibatalkan keputusan bersama berikutnya"), KALENDER, Akses::ACUAN),
    l("buku-dibuka", "/api/v1/buku", "Buka buku register",
      ("Buku menentukan bentuk nomor (Pasal 32 dan 43 Perki 1/2021). {urut4} menjadi nomor urut empat angka. Buku tahun berjalan terbuka sendiri dengan pola tahun lalu bila Anda tidak membukanya.",
       "nama “Register Permohonan 2027”, tahun 2027, pola {urut4}/PPID/2027"), BUKU, Akses::ACUAN),
    l("buku-ditutup", "/api/v1/buku/{buku}/buku-ditutup", "Tutup buku register",
      ("Nomor terakhirnya dicatat; tidak ada nomor baru lagi di buku ini.", "akhir tahun, setelah permohonan terakhir"), BUKU, Akses::ACUAN),
    l("tangga-alarm-ditetapkan", "/api/v1/kantor/tangga-alarm-ditetapkan", "Tetapkan tangga alarm",
      ("Sebut satu jenis tenggat, hari-hari kerja sebelum ujungnya, lalu berapa hari kerja pertama sesudah lewat dan setiap berapa hari kerja selanjutnya. Angka pada eskalasi adalah hari kerja yang tersisa sejak siapa ikut diberi tahu; negatif berarti sudah lewat.",
       "pemberitahuan: 5, 3, 1, 0; lima hari pertama; lalu setiap 5 hari; kepala unit sejak 1, PPID Utama sejak 0, Atasan PPID sejak -1"), "/kelola/alarm", ADMIN),
    l("periode-laporan-ditetapkan", "/api/v1/kantor/periode-laporan-ditetapkan", "Tetapkan periode laporan unit",
      ("Selama belum ditetapkan, setiap unit melapor dua kali setahun dan punya 10 hari kerja sesudah semester berakhir. Panjang periode 1, 2, 3, 4, 6, atau 12 bulan; mulai pada awal sebuah periode. Yang sudah lewat tidak berubah.",
       "mulai 1 Juli 2026, setiap 3 bulan, 5 hari kerja"), "/kelola", Akses::ACUAN),
    l("retensi-ditetapkan", "/api/v1/kantor/retensi-ditetapkan", "Tetapkan masa retensi data pribadi",
      ("Data pribadi satu perkara baru dapat dihapus setelah masa ini lewat sejak peristiwa terakhirnya (Pasal 44 UU 27/2022, Pasal 48 UU 43/2009). Sebut jadwal retensi arsip yang menetapkannya.",
       "60 bulan, Perwal 12/2024 tentang Jadwal Retensi Arsip"), "/kelola", ADMIN),
    l("aturan-ditetapkan", "/api/v1/aturan", "Tetapkan aturan kantor",
      ("Aturan berlaku sejak satu tanggal; perkara lama tetap memakai aturan pada waktunya.", "pekan enam hari sejak 1 Januari 2027"), "/kelola/aturan", ADMIN),
];

#[derive(Template)]
#[template(path = "kelola_langkah.html")]
struct LangkahHtml {
    tata: Tata,
    langkah: &'static Langkah,
    alamat: String,
    isian: Vec<Isian>,
    perintah: String,
    masalah: Option<Masalah>,
    berpratinjau: bool,
    pratinjau: Option<(DampakKalender, Vec<(String, String)>)>,
}

#[derive(Deserialize)]
struct Diterima {
    posisi: u64,
}

struct Formulir<'a> {
    layanan: &'a Layanan,
    antarmuka: &'a Antar,
    petugas: Petugas,
    langkah: &'static Langkah,
    /// What it is done to.
    tempat: Option<&'a str>,
    fakta: &'a Value,
}

impl<'a> Formulir<'a> {
    fn dari(
        layanan: &'a Layanan,
        antarmuka: &'a Antar,
        petugas: Petugas,
        nama: &str,
        tempat: Option<&'a str>,
    ) -> Result<Self, Halangan> {
        let langkah = SEMUA.iter().find(|satu| satu.nama == nama);
        let langkah = langkah.filter(|satu| satu.jalur.contains('{') == tempat.is_some());
        let langkah = langkah.ok_or_else(|| tidak_ada("langkah ini"))?;
        if !petugas.boleh(langkah.akses) {
            return Err(tak_berwenang());
        }
        let fakta =
            antarmuka.skema.fakta(langkah.jalur).ok_or_else(|| tidak_ada("formulir ini"))?;
        Ok(Formulir { layanan, antarmuka, petugas, langkah, tempat, fakta })
    }

    fn alamat_api(&self) -> String {
        let (Some(tempat), Some((awal, sisa))) = (self.tempat, self.langkah.jalur.split_once('{'))
        else {
            return self.langkah.jalur.to_owned();
        };
        let (_, akhir) = sisa.split_once('}').unwrap_or_default();
        format!("{awal}{tempat}{akhir}")
    }

    fn berpratinjau(&self) -> bool {
        self.langkah.kembali == KALENDER
    }

    async fn acuan(&self) -> Result<Acuan, Halangan> {
        let pelaku = self.petugas.pelaku();
        let mut acuan = self.antarmuka.acuan(&pelaku).await?;
        if self.langkah.nama == "penugasan-diberikan" {
            acuan.pengguna = daftar::nama_pengguna(self.layanan, self.antarmuka, &pelaku).await?;
        }
        Ok(acuan)
    }

    async fn tampilkan(
        &self,
        terisi: &Terisi,
        masalah: Option<Masalah>,
        dampak: Option<DampakKalender>,
    ) -> Jawaban {
        let galat = galat(masalah.as_ref());
        let acuan = self.acuan().await?;
        let perintah = terisi.get(PERINTAH).and_then(|nilai| nilai.first()).cloned();
        let perintah = perintah.unwrap_or_else(|| new_id(self.layanan.app.clock.now()).to_string());
        let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
        let nama = self.langkah.nama;
        let alamat = match self.tempat {
            Some(tempat) => format!("/kelola/langkah/{nama}/{tempat}"),
            None => format!("/kelola/langkah/{nama}"),
        };
        let isian = terisi.iter().filter(|(nama, _)| !nama.starts_with('_'));
        let isian = isian.flat_map(|(nama, n)| n.iter().map(move |n| (nama.clone(), n.clone())));
        let pratinjau = dampak.map(|dampak| (dampak, isian.collect()));
        let isi = laman(&LangkahHtml {
            tata: Tata::petugas(self.layanan, self.petugas),
            langkah: self.langkah,
            alamat,
            isian: self.antarmuka.skema.isian(self.fakta, &acuan, terisi, &galat),
            perintah,
            masalah,
            berpratinjau: self.berpratinjau(),
            pratinjau,
        })?;
        Ok((status.unwrap_or(StatusCode::OK), isi).into_response())
    }

    /// The first time it shows what would move, where it can; sent from there it
    /// is recorded.
    async fn kirim(&self, terisi: Terisi) -> Jawaban {
        let satu = |nama: &str| terisi.get(nama).and_then(|nilai| nilai.first()).cloned();
        let fakta = self.antarmuka.skema.baca(self.fakta, &terisi);
        let badan = json!({"perintah": satu(PERINTAH), "fakta": fakta});
        let (pelaku, alamat) = (self.petugas.pelaku(), self.alamat_api());
        if self.berpratinjau() && satu(LANGKAH).as_deref() != Some("kirim") {
            return match self.antarmuka.pratinjau(&pelaku, &alamat, &badan, None).await {
                Ok(dampak) => self.tampilkan(&terisi, None, Some(dampak)).await,
                Err(masalah) => self.tampilkan(&terisi, Some(masalah), None).await,
            };
        }
        match self.antarmuka.kirim::<Diterima>(&pelaku, &alamat, &badan, None).await {
            Ok(hasil) => {
                let tampilan = &self.layanan.app.tampilan;
                tampilan.tunggu(Proyeksi::Acuan, hasil.posisi).await?;
                Ok(Redirect::to(self.langkah.kembali).into_response())
            }
            Err(masalah) => self.tampilkan(&terisi, Some(masalah), None).await,
        }
    }
}

pub(super) async fn isi(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    Path(nama): Path<String>,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, &nama, None)?;
    formulir.tampilkan(&Terisi::new(), None, None).await
}

pub(super) async fn isi_di(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    Path((nama, tempat)): Path<(String, String)>,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, &nama, Some(&tempat))?;
    formulir.tampilkan(&Terisi::new(), None, None).await
}

pub(super) async fn kirim(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    Path(nama): Path<String>,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, &nama, None)?;
    formulir.kirim(terisi(pasangan)).await
}

pub(super) async fn kirim_di(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    Path((nama, tempat)): Path<(String, String)>,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, &nama, Some(&tempat))?;
    formulir.kirim(terisi(pasangan)).await
}
