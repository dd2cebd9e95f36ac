//! Register books: opened and closed by hand; the year's own open by themselves.

use std::cmp::Reverse;

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use events::buku::{Buku, BukuDibuka, Event};
use projections::acuan;
use projections::proyeksi::Proyeksi;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Laman, Pandangan, Segar, Tanya};
use super::perintah::{TanpaIsi, awal, langkah, lanjutan};
use super::rute::Rute;

/// A register book.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanBuku {
    buku: Uuid,
    /// `permohonan`, `keberatan`, `impor`.
    jenis: String,
    nama: String,
    tahun: Option<i32>,
    unit: Option<Uuid>,
    pola: String,
    terbuka: bool,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        awal::<Buku, BukuDibuka>(
            langkah(
                "BukuDibuka",
                "Buka buku register (Pasal 32 dan 43 Perki 1/2021)",
                Akses::ACUAN,
            ),
            Event::BukuDibuka,
            |f| f.unit,
        ),
        lanjutan::<Buku, TanpaIsi>(
            langkah("BukuDitutup", "Tutup buku register pada nomor terakhirnya", Akses::ACUAN),
            "buku",
            // The book itself says which number was its last.
            |_| Event::BukuDitutup { terakhir: 0 },
        ),
        Rute::baru(
            Method::GET,
            "/api/v1/buku",
            "buku",
            "Semua buku register, yang terbaru dahulu",
            Akses::BACA_ACUAN,
            get(daftar),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<TampilanBuku>(),
    ]
}

async fn daftar(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanBuku>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Acuan]).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let buku = acuan::semua_buku(&mut connection).await?;
    let bentuk = |baris: acuan::BarisBuku| TampilanBuku {
        buku: baris.buku,
        jenis: baris.jenis,
        nama: baris.nama,
        tahun: baris.tahun,
        unit: baris.unit,
        pola: baris.pola,
        terbuka: baris.terbuka,
    };
    // Those of no year come last.
    let kunci = |baris: &acuan::BarisBuku| (Reverse(baris.tahun), baris.nama.clone(), baris.buku);
    let laman = Laman::potongan("buku", posisi, buku, &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}
