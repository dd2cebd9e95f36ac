//! Routes of the facts of a perkara and of a sengketa.

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Extension, Json};
use events::pihak::UnitId;
use events::teks::Label;
use events::unit::Unit;
use events::waktu::Waktu;
use events::{AliranId, Cara, perkara, sengketa};
use uuid::Uuid;

use super::{Hasil, Isian, Kiriman, Langkah, Perintah, isi, periksa_unit, syarat, waktu};
use crate::app::{App, Syarat, Tawaran, TawaranSengketa};
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::masalah::Masalah;
use crate::web::parameter::Jalur;
use crate::web::pratinjau::{Dampak, Pratinjau, dampak, dampak_sengketa};
use crate::web::rute::Rute;

/// What a fact is offered to: a perkara or a sengketa.
trait Kasus: Sized + Send + 'static {
    type Event: 'static;
    /// As its addresses and its links call it.
    const NAMA: &'static str;

    fn tawaran(bagian: Bagian<Self::Event>) -> Self;

    /// What it would change.
    fn dampak(
        self,
        app: &App,
        syarat: Syarat,
    ) -> impl Future<Output = Result<Dampak, Masalah>> + Send;

    fn ditawari(
        self,
        app: &App,
        syarat: Syarat,
    ) -> impl Future<Output = Result<Hasil, Masalah>> + Send;
}

/// What was sent, read.
struct Bagian<E> {
    command: Uuid,
    actor: Label,
    id: Uuid,
    event: E,
    waktu: Waktu,
    cara: Cara,
    kiriman: Vec<u8>,
}

impl Kasus for Tawaran {
    type Event = perkara::Event;
    const NAMA: &'static str = "perkara";

    fn tawaran(bagian: Bagian<perkara::Event>) -> Self {
        let Bagian { command, actor, id, event, waktu, cara, kiriman } = bagian;
        let (events, kiriman) = (vec![(event, waktu)], Some(kiriman));
        Tawaran { command, actor, perkara: id, events, cara, kiriman }
    }

    async fn dampak(self, app: &App, syarat: Syarat) -> Result<Dampak, Masalah> {
        dampak(app, self, syarat).await
    }

    async fn ditawari(self, app: &App, syarat: Syarat) -> Result<Hasil, Masalah> {
        perkara_ditawari(app, self, syarat).await
    }
}

impl Kasus for TawaranSengketa {
    type Event = sengketa::Event;
    const NAMA: &'static str = "sengketa";

    fn tawaran(bagian: Bagian<sengketa::Event>) -> Self {
        let Bagian { command, actor, id, event, waktu, cara, kiriman } = bagian;
        let kiriman = Some(kiriman);
        TawaranSengketa { command, actor, sengketa: id, event, waktu, cara, kiriman }
    }

    async fn dampak(self, app: &App, syarat: Syarat) -> Result<Dampak, Masalah> {
        dampak_sengketa(app, self, syarat).await
    }

    async fn ditawari(self, app: &App, syarat: Syarat) -> Result<Hasil, Masalah> {
        sengketa_ditawari(app, self, syarat).await
    }
}

/// The route of one fact of a perkara.
pub fn perkara<F: Isian>(langkah: Langkah, event: fn(F) -> perkara::Event) -> Rute {
    rute::<Tawaran, F>(langkah, event, None)
}

/// As `perkara`, of a fact that names a unit.
pub fn perkara_unit<F: Isian>(
    langkah: Langkah,
    event: fn(F) -> perkara::Event,
    unit: fn(&F) -> UnitId,
) -> Rute {
    rute::<Tawaran, F>(langkah, event, Some(unit))
}

/// The route of one fact of a sengketa that was filed.
pub fn sengketa<F: Isian>(langkah: Langkah, event: fn(F) -> sengketa::Event) -> Rute {
    rute::<TawaranSengketa, F>(langkah, event, None)
}

/// As `sengketa`, of a fact that names a unit.
pub fn sengketa_unit<F: Isian>(
    langkah: Langkah,
    event: fn(F) -> sengketa::Event,
    unit: fn(&F) -> UnitId,
) -> Rute {
    rute::<TawaranSengketa, F>(langkah, event, Some(unit))
}

fn rute<K: Kasus, F: Isian>(
    langkah: Langkah,
    event: fn(F) -> K::Event,
    unit: Option<fn(&F) -> UnitId>,
) -> Rute {
    let fakta = langkah.fakta;
    let layanan = post(
        move |State(layanan): State<Layanan>,
              Jalur(id): Jalur<Uuid>,
              Extension(pelaku): Extension<Pelaku>,
              pratinjau: Option<Extension<Pratinjau>>,
              kepala: HeaderMap,
              Kiriman(kiriman): Kiriman<Perintah<F>>| async move {
            if let Some(unit) = unit.map(|unit| unit(&kiriman.fakta)) {
                periksa_unit(&pelaku, Some(unit))?;
                unit_dikenal(&layanan.app, unit).await?;
            }
            let isi = isi(&(fakta, id, &kiriman))?;
            let (syarat, waktu) = (syarat(&kepala)?, waktu(&layanan.app, kiriman.waktu)?);
            let tawaran = K::tawaran(Bagian {
                command: kiriman.perintah,
                actor: pelaku.aktor(),
                id,
                event: event(kiriman.fakta),
                waktu,
                cara: kiriman.cara.into(),
                kiriman: isi,
            });
            if pratinjau.is_some() {
                return Ok(Json(tawaran.dampak(&layanan.app, syarat).await?).into_response());
            }
            Ok::<_, Masalah>(tawaran.ditawari(&layanan.app, syarat).await?.into_response())
        },
    );
    let nama = K::NAMA;
    let jalur = langkah.jalur(&format!("/api/v1/{nama}/{{{nama}}}"));
    let Langkah { ringkasan, akses, .. } = langkah;
    Rute::baru(Method::POST, jalur, langkah.nama(nama), ringkasan, akses, layanan)
        .menerima_dalam::<Perintah<F>, F>()
        .bersyarat()
        .menjawab::<Hasil>()
}

/// Offers facts to a perkara.
pub async fn perkara_ditawari(
    app: &App,
    tawaran: Tawaran,
    syarat: Syarat,
) -> Result<Hasil, Masalah> {
    let aliran = AliranId::perkara(tawaran.perkara);
    let aturan = app.aturan().await?;
    let outcome = app.handle_pada(tawaran, syarat, &aturan).await?;
    Ok(Hasil::dari(app, aliran, outcome).await?)
}

/// Offers a fact to a sengketa.
pub async fn sengketa_ditawari(
    app: &App,
    tawaran: TawaranSengketa,
    syarat: Syarat,
) -> Result<Hasil, Masalah> {
    let aliran = AliranId { jenis: events::JenisAliran::Sengketa, id: tawaran.sengketa };
    let aturan = app.aturan().await?;
    let outcome = app.handle_sengketa_pada(tawaran, syarat, &aturan).await?;
    Ok(Hasil::dari(app, aliran, outcome).await?)
}

/// A unit that was merged or closed may still have answered.
async fn unit_dikenal(app: &App, unit: UnitId) -> Result<(), Masalah> {
    match app.aliran::<Unit>(unit.0).await?.0 {
        Unit::BelumAda => Err(Masalah::ditolak("UnitTidakAda", "unit itu tidak ada")),
        Unit::Aktif { .. } | Unit::Digabung { .. } | Unit::Ditutup { .. } => Ok(()),
    }
}
