//! Administration: the office itself, its units, users, calendar, rules, books,
//! texts and costs. Every page reads and records through the API.

mod daftar;
mod impor;
mod kantor;
mod langkah;
mod pekerjaan;
mod pengguna;
mod register;
mod surat;

use askama::Template;
use axum::Extension;
use axum::extract::{DefaultBodyLimit, State};
use axum::routing::{get, post};
use events::kantor::JenisTeks;

use super::sesi::Penata;
use super::{Antar, Daftar, Jawaban, Tata, laman, surel};
use crate::surel::tabel;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::berkas::BATAS_UNGGAHAN_BYTES;

/// Bytes of an uploaded table at most.
const BATAS_TABEL_BYTES: usize = 900 * 1024;

pub(super) fn semua() -> Daftar {
    let tabel = || DefaultBodyLimit::max(BATAS_TABEL_BYTES);
    vec![
        ("/kelola", get(beranda)),
        ("/kelola/kantor", get(kantor::isi).post(kantor::tetapkan)),
        ("/kelola/kode", post(kantor::wajibkan)),
        ("/kelola/teks", get(kantor::isi_teks).post(kantor::tetapkan_teks)),
        ("/kelola/biaya", get(kantor::isi_biaya).post(kantor::tetapkan_biaya)),
        ("/kelola/unit", get(daftar::unit)),
        ("/kelola/pengguna", get(daftar::pengguna)),
        ("/kelola/pengguna/{pengguna}", get(pengguna::satu).post(pengguna::atur_ulang)),
        (
            "/kelola/surat",
            get(surat::daftar)
                .merge(post(surat::logo).layer(DefaultBodyLimit::max(BATAS_UNGGAHAN_BYTES))),
        ),
        ("/kelola/surat/{jenis}", get(surat::isi).post(surat::tetapkan)),
        ("/kelola/kalender", get(daftar::kalender)),
        ("/kelola/aturan", get(daftar::aturan)),
        ("/kelola/buku", get(daftar::buku)),
        ("/kelola/pekerjaan", get(pekerjaan::pekerjaan)),
        ("/kelola/alarm", get(pekerjaan::tangga)),
        ("/kelola/surel", get(surel::kotak).post(surel::coba_lagi)),
        ("/kelola/langkah/{langkah}", get(langkah::isi).post(langkah::kirim)),
        ("/kelola/langkah/{langkah}/{tempat}", get(langkah::isi_di).post(langkah::kirim_di)),
        ("/kelola/impor/{apa}", get(impor::isi).post(impor::lihat).layer(tabel())),
        ("/kelola/impor/{apa}/tulis", post(impor::tulis).layer(tabel())),
        ("/kelola/templat/{apa}", get(impor::templat)),
        (
            "/kelola/register",
            get(register::isi)
                .merge(post(register::kirim).layer(DefaultBodyLimit::max(register::BATAS_BYTES))),
        ),
    ]
}

#[derive(Template)]
#[template(path = "kelola.html")]
struct KelolaHtml {
    tata: Tata,
    bagian: Vec<Bagian>,
}

/// One part of the administration, and whether the office has said anything yet.
struct Bagian {
    alamat: &'static str,
    nama: &'static str,
    guna: &'static str,
    /// `None` where nothing has to be there.
    ada: Option<bool>,
}

async fn beranda(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
) -> Jawaban {
    let kantor = layanan.app.kantor_kini().await?;
    let unit = !antarmuka.nama_unit(&petugas.pelaku()).await?.is_empty();
    let biaya = kantor.biaya_pada(layanan.app.hari_ini()).is_some();
    let teks = |jenis| kantor.teks(jenis).is_some();
    let bagian = |alamat, nama, guna, ada| Bagian { alamat, nama, guna, ada };
    let admin = petugas.boleh(Akses::PENGELOLA);
    let mut semua = Vec::new();
    if admin {
        semua.push(bagian(
            "/kelola/kantor",
            "Kantor",
            "nama, kop surat, sebutan peran, dan siapa yang wajib kode masuk",
            Some(kantor.ditetapkan.is_some()),
        ));
    }
    semua.push(bagian(
        "/kelola/teks",
        "Teks layanan",
        "maklumat, SOP, jam, alamat, kontak, dan bantuan bagi penyandang disabilitas",
        Some(teks(JenisTeks::Maklumat) && teks(JenisTeks::Sop)),
    ));
    let guna = "lambang, pembuka, penutup, dan penanda tangan tiap jenis surat";
    semua.push(bagian("/kelola/surat", "Templat surat", guna, None));
    semua.push(bagian("/kelola/biaya", "Biaya salinan", "standar yang diumumkan", Some(biaya)));
    if admin {
        let guna = "perangkat daerah yang menjadi PPID Pembantu; satu per satu atau dari tabel";
        semua.push(bagian("/kelola/unit", "Unit", guna, Some(unit)));
        let guna = "pejabat dan petugas, perannya, penugasan Plt. dan Plh., cara masuknya";
        semua.push(bagian("/kelola/pengguna", "Pengguna", guna, None));
        let guna = "batas waktu yang berlaku, pekan kerja, dan penyetuju";
        semua.push(bagian("/kelola/aturan", "Aturan", guna, None));
    }
    let (_, tertahan) = tabel::hitungan(&layanan.app.pool).await?;
    let guna = if tertahan > 0 {
        "ada surel yang tertahan: lihat sebabnya"
    } else {
        "yang terkirim, yang menunggu, dan yang tertahan"
    };
    semua.push(bagian("/kelola/surel", "Surel", guna, None));
    let guna = "hari libur dan cuti bersama; tenggat mana yang bergeser";
    semua.push(bagian("/kelola/kalender", "Kalender", guna, None));
    semua.push(bagian("/kelola/buku", "Buku register", "penomoran, buku tiap tahun", None));
    if petugas.boleh(Akses::PPID) {
        let guna = "register permohonan, register keberatan, dan DIP dari berkas kantor";
        semua.push(bagian("/kelola/register", "Impor register", guna, None));
    }
    let guna = "alarm tenggat dan lainnya: kapan terakhir berjalan, apa hasilnya, kapan berikutnya";
    semua.push(bagian("/kelola/pekerjaan", "Pekerjaan berkala", guna, None));
    let guna = "pada hari kerja ke berapa orang diingatkan, dan siapa";
    semua.push(bagian("/kelola/alarm", "Tangga alarm", guna, None));
    let guna = "seberapa sering unit melapor, dan sampai kapan sesudah periodenya";
    let alamat = "/kelola/langkah/periode-laporan-ditetapkan";
    semua.push(bagian(alamat, "Periode laporan unit", guna, None));
    if admin {
        let guna = "berapa lama data pribadi disimpan sebelum boleh dihapus, menurut JRA";
        let alamat = "/kelola/langkah/retensi-ditetapkan";
        semua.push(bagian(alamat, "Masa retensi", guna, Some(kantor.retensi().is_some())));
    }
    laman(&KelolaHtml { tata: Tata::petugas(&layanan, petugas), bagian: semua })
}
