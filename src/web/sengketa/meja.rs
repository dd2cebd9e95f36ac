//! The desk of open sengketa, by the next day that matters.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::NaiveDate;
use projections::proyeksi::Proyeksi;
use projections::sengketa::{self, BarisSengketa, Kursor};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::web::Layanan;
use crate::web::akses::{Akses, Pelaku, persempit};
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::parameter::{Halaman, Laman, Lihat, Pandangan, Tanya};
use crate::web::rute::Rute;

const DAFTAR: &str = "sengketa";

#[derive(Debug, Deserialize, IntoParams)]
struct SaringanSengketa {
    /// Unit yang memegang atau pernah memegang perkaranya.
    unit: Option<Uuid>,
}

/// An open sengketa.
#[derive(Debug, Serialize, ToSchema)]
struct SengketaTerbuka {
    sengketa: Uuid,
    /// KI's number, once it is registered.
    nomor: Option<String>,
    komisi: Option<String>,
    tahap: String,
    /// The perkara that it began with.
    perkara: Uuid,
    nomor_perkara: String,
    unit: Option<Uuid>,
    fasilitator: Option<String>,
    /// Tasks that units have not done yet.
    tugas: i32,
    /// The next hearing, limit or task.
    berikut: Option<NaiveDate>,
    berikut_apa: Option<String>,
}

pub(in crate::web) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/sengketa",
            "sengketa_terbuka",
            "Sengketa yang terbuka, hari berikutnya dahulu; PPID Pembantu melihat miliknya",
            Akses::BACA_PERKARA,
            get(daftar),
        )
        .menanya::<SaringanSengketa>()
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<SengketaTerbuka>(),
    ]
}

async fn daftar(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(saringan): Tanya<SaringanSengketa>,
) -> Result<Tampak<Laman<SengketaTerbuka>>, Masalah> {
    let banyak = halaman.banyak()?;
    let sesudah: Option<(Option<NaiveDate>, Uuid)> = halaman.sesudah(DAFTAR)?;
    let unit = persempit(&pelaku, saringan.unit)?;
    let tampilan = [Proyeksi::Perkara, Proyeksi::Sengketa];
    let posisi = pandangan.tunggu(&layanan, &tampilan).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let baris = if pandangan.kini {
        let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
        let sesudah = sesudah.map(|(berikut, sengketa)| Kursor { berikut, sengketa });
        sengketa::terbuka(unit, sesudah, batas, &mut connection).await?
    } else {
        let calon = sengketa::perkara_bersengketa(&mut connection).await?;
        drop(connection);
        let catatan = layanan.app.catatan_untuk(&calon, pandangan.sudut).await?;
        let mut baris = sengketa::terbuka_pada(&catatan, unit);
        let urutan = |(hari, id): (Option<NaiveDate>, Uuid)| (hari.unwrap_or(NaiveDate::MAX), id);
        baris.retain(|b| sesudah.is_none_or(|s| urutan(kunci(b)) > urutan(s)));
        baris.truncate(banyak + 1);
        baris
    };
    let laman = Laman::dari(DAFTAR, posisi, baris, banyak, kunci, SengketaTerbuka::from)?;
    Ok(Tampak::baru(posisi, laman))
}

fn kunci(baris: &BarisSengketa) -> (Option<NaiveDate>, Uuid) {
    (baris.berikut, baris.sengketa)
}

impl From<BarisSengketa> for SengketaTerbuka {
    fn from(baris: BarisSengketa) -> Self {
        SengketaTerbuka {
            sengketa: baris.sengketa,
            nomor: baris.nomor,
            komisi: baris.komisi,
            tahap: baris.tahap,
            perkara: baris.perkara,
            nomor_perkara: baris.nomor_perkara,
            unit: baris.unit,
            fasilitator: baris.fasilitator,
            tugas: baris.tugas,
            berikut: baris.berikut,
            berikut_apa: baris.berikut_apa,
        }
    }
}
