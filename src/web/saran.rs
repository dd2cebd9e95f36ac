//! What the catalogue already has of that which somebody is about to ask for,
//! and how often that helped.

use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::NaiveDate;
use events::teks::Isi;
use projections::katalog;
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Tanggal, Tanya, periksa_periode};
use super::perintah::Kiriman;
use super::rute::Rute;
use crate::draf;

/// Entries that are shown at most.
const BANYAK: i64 = 5;

/// What somebody is about to ask for. It goes nowhere else: a text may name
/// somebody.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct Rincian {
    rincian: Isi,
}

/// Entries that fit, the best first.
#[derive(Debug, Serialize, ToSchema)]
struct Saran {
    isi: Vec<EntriCocok>,
}

/// An entry that may be what is sought.
#[derive(Debug, Serialize, ToSchema)]
struct EntriCocok {
    entri: Uuid,
    ringkasan: String,
    penanggung_jawab: String,
    dimutakhirkan: Option<NaiveDate>,
    /// Documents that can be fetched at once.
    dokumen: i32,
}

#[derive(Debug, Deserialize, IntoParams)]
struct Periode {
    #[param(value_type = Tanggal, inline)]
    dari: Tanggal,
    #[param(value_type = Tanggal, inline)]
    sampai: Tanggal,
}

/// How often entries were shown to somebody who was writing a permohonan.
#[derive(Debug, Serialize, ToSchema)]
struct HitunganSaran {
    ditampilkan: i64,
    diklik: i64,
    diajukan: i64,
    /// Shown, and nothing was filed after it.
    tidak_diajukan: i64,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::POST,
            "/api/v1/saran",
            "saran",
            "Entri katalog yang mungkin sudah menjawab rincian ini",
            Akses::SIAPA_SAJA,
            post(cocok),
        )
        .menerima::<Rincian>()
        .menjawab::<Saran>(),
        Rute::baru(
            Method::GET,
            "/api/v1/saran",
            "saran_hitungan",
            "Seberapa sering katalog menjawab sebelum permohonan diajukan",
            Akses::BACA_KANTOR,
            get(hitungan),
        )
        .menanya::<Periode>()
        .menjawab::<HitunganSaran>(),
    ]
}

async fn cocok(
    State(layanan): State<Layanan>,
    Kiriman(kiriman): Kiriman<Rincian>,
) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let posisi = app.log.position().await?;
    app.tampilan.tunggu(Proyeksi::Katalog, posisi).await?;
    let mut connection = app.pool.acquire().await?;
    let teks = kiriman.rincian.teks().unwrap_or_default();
    let baris = katalog::cocok(teks, app.hari_ini(), BANYAK, &mut connection).await?;
    let isi = baris.into_iter().map(|baris| EntriCocok {
        entri: baris.entri,
        ringkasan: baris.ringkasan,
        penanggung_jawab: baris.penanggung_jawab,
        dimutakhirkan: baris.dimutakhirkan,
        dokumen: baris.dokumen,
    });
    let mut jawaban = Tampak::baru(posisi, Saran { isi: isi.collect() }).into_response();
    let simpan = HeaderValue::from_static("no-store");
    jawaban.headers_mut().insert(header::CACHE_CONTROL, simpan);
    Ok(jawaban)
}

async fn hitungan(
    State(layanan): State<Layanan>,
    Tanya(periode): Tanya<Periode>,
) -> Result<Tampak<HitunganSaran>, Masalah> {
    let periode = (periode.dari.0, periode.sampai.0);
    periksa_periode(periode.0, periode.1)?;
    let app = &layanan.app;
    let hitungan = draf::hitungan(&app.pool, periode).await?;
    let isi = HitunganSaran {
        ditampilkan: hitungan.ditampilkan,
        diklik: hitungan.diklik,
        diajukan: hitungan.diajukan,
        tidak_diajukan: hitungan.ditampilkan - hitungan.diajukan,
    };
    Ok(Tampak::baru(app.log.position().await?, isi))
}
