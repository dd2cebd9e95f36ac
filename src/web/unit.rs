//! Units: formed, renamed, merged, closed; and their names.

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use events::pihak::UnitId;
use events::teks::Label;
use events::unit::{Event, JenisUnit, Unit};
use projections::acuan;
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Laman, Pandangan, Segar, Tanya};
use super::perintah::{TanpaIsi, awal, langkah, lanjutan};
use super::rute::Rute;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct UnitDibentuk {
    nama: Label,
    jenis: JenisUnit,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct UnitBergantiNama {
    nama: Label,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct UnitDigabung {
    ke: UnitId,
}

/// A unit as it is called now.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanUnit {
    unit: Uuid,
    nama: String,
    jenis: Option<String>,
    /// `aktif`, `digabung`, `ditutup`.
    keadaan: String,
    digabung_ke: Option<Uuid>,
}

pub(super) fn rute() -> Vec<Rute> {
    const ADMIN: Akses = Akses::PENGELOLA;
    vec![
        awal::<Unit, UnitDibentuk>(
            langkah("UnitDibentuk", "Bentuk unit", ADMIN),
            |f| Event::UnitDibentuk { nama: f.nama, jenis: f.jenis },
            |_| None,
        ),
        lanjutan::<Unit, UnitBergantiNama>(
            langkah("UnitBergantiNama", "Ganti nama unit", ADMIN),
            "unit",
            |f| Event::UnitBergantiNama { nama: f.nama },
        ),
        lanjutan::<Unit, UnitDigabung>(
            langkah("UnitDigabung", "Gabungkan unit ke unit lain", ADMIN),
            "unit",
            |f| Event::UnitDigabung { ke: f.ke },
        ),
        lanjutan::<Unit, TanpaIsi>(langkah("UnitDitutup", "Tutup unit", ADMIN), "unit", |_| {
            Event::UnitDitutup {}
        }),
        Rute::baru(
            Method::GET,
            "/api/v1/unit",
            "unit",
            "Semua unit, menurut nama",
            Akses::BACA_ACUAN,
            get(daftar),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<TampilanUnit>(),
    ]
}

async fn daftar(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanUnit>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Acuan]).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let unit = acuan::semua_unit(&mut connection).await?;
    let bentuk = |baris: acuan::BarisUnit| TampilanUnit {
        unit: baris.unit,
        nama: baris.nama,
        jenis: baris.jenis,
        keadaan: baris.keadaan,
        digabung_ke: baris.digabung_ke,
    };
    let kunci = |baris: &acuan::BarisUnit| (baris.nama.clone(), baris.unit);
    let laman = Laman::potongan("unit", posisi, unit, &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}
