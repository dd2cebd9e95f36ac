//! Routes of the facts of the office's own small streams.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::post;
use events::AliranId;
use events::pihak::UnitId;
use events::unit::Unit;
use serde::Serialize;
use uuid::Uuid;

use super::{Hasil, Isian, Kiriman, Langkah, PerintahKantor, isi, periksa_unit, syarat, waktu};
use crate::aliran::{Aliran, TawaranAliran};
use crate::app::{App, Syarat};
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::masalah::Masalah;
use crate::web::parameter::Jalur;
use crate::web::rute::Rute;

/// The route of the fact that begins a small stream: the command's id becomes
/// the stream's.
pub fn awal<S, F>(
    langkah: Langkah,
    event: fn(F) -> S::Fakta,
    unit: fn(&F) -> Option<UnitId>,
) -> Rute
where
    S: Aliran + Send + Sync + 'static,
    S::Fakta: Send + 'static,
    S::Penolakan: Send + Sync,
    F: Isian,
{
    let fakta = langkah.fakta;
    let layanan = post(
        move |State(layanan): State<Layanan>,
              Extension(pelaku): Extension<Pelaku>,
              Kiriman(kiriman): Kiriman<PerintahKantor<F>>| async move {
            let unit = unit(&kiriman.fakta);
            periksa_unit(&pelaku, unit)?;
            let id = kiriman.perintah;
            // A repeat is answered as before, whatever became of the unit.
            let isi = isi(&(fakta, id, &kiriman))?;
            let ulangan = layanan.app.log.outcome(id, &isi).await?.is_some();
            if let Some(unit) = unit.filter(|_| !ulangan) {
                unit_aktif(&layanan.app, unit).await?;
            }
            let hasil = aliran_ditawari::<S, F>(
                &layanan.app,
                pelaku,
                (fakta, id),
                kiriman,
                event,
                Syarat::Baru,
            );
            hasil.await.map(|hasil| (StatusCode::CREATED, hasil))
        },
    );
    let nama = S::JENIS.nama();
    let jalur = format!("/api/v1/{nama}");
    Rute::baru(Method::POST, jalur, langkah.nama(nama), langkah.ringkasan, langkah.akses, layanan)
        .menerima_dalam::<PerintahKantor<F>, F>()
        .membuat::<Hasil>()
}

/// The route of a later fact of a small stream; `tempat` is how the path names
/// the stream.
pub fn lanjutan<S, F>(langkah: Langkah, tempat: &str, event: fn(F) -> S::Fakta) -> Rute
where
    S: Aliran + Send + Sync + 'static,
    S::Fakta: Send + 'static,
    S::Penolakan: Send + Sync,
    F: Isian,
{
    let fakta = langkah.fakta;
    let layanan = post(
        move |State(layanan): State<Layanan>,
              Jalur(id): Jalur<Uuid>,
              Extension(pelaku): Extension<Pelaku>,
              kepala: HeaderMap,
              Kiriman(kiriman): Kiriman<PerintahKantor<F>>| async move {
            let syarat = syarat(&kepala)?;
            aliran_ditawari::<S, F>(&layanan.app, pelaku, (fakta, id), kiriman, event, syarat).await
        },
    );
    let nama = S::JENIS.nama();
    let jalur = langkah.jalur(&format!("/api/v1/{nama}/{{{tempat}}}"));
    Rute::baru(Method::POST, jalur, langkah.nama(nama), langkah.ringkasan, langkah.akses, layanan)
        .menerima_dalam::<PerintahKantor<F>, F>()
        .bersyarat()
        .menjawab::<Hasil>()
}

/// The route of a fact of a stream of which there is one, from the start: also
/// its first fact is a later one.
pub fn tunggal<S, F>(langkah: Langkah, aliran: AliranId, event: fn(F) -> S::Fakta) -> Rute
where
    S: Aliran + Send + Sync + 'static,
    S::Fakta: Send + 'static,
    S::Penolakan: Send + Sync,
    F: Isian,
{
    let fakta = langkah.fakta;
    let layanan = post(
        move |State(layanan): State<Layanan>,
              Extension(pelaku): Extension<Pelaku>,
              kepala: HeaderMap,
              Kiriman(kiriman): Kiriman<PerintahKantor<F>>| async move {
            let syarat = match syarat(&kepala)? {
                Syarat::Ada => Syarat::Apa,
                lain => lain,
            };
            let ini = (fakta, aliran.id);
            aliran_ditawari::<S, F>(&layanan.app, pelaku, ini, kiriman, event, syarat).await
        },
    );
    let nama = S::JENIS.nama();
    let jalur = langkah.jalur(&format!("/api/v1/{nama}"));
    Rute::baru(Method::POST, jalur, langkah.nama(nama), langkah.ringkasan, langkah.akses, layanan)
        .menerima_dalam::<PerintahKantor<F>, F>()
        .bersyarat()
        .menjawab::<Hasil>()
}

/// Offers a fact to a small stream.
pub async fn aliran_ditawari<S: Aliran, F: Serialize>(
    app: &App,
    pelaku: Pelaku,
    (fakta, id): (&str, Uuid),
    kiriman: PerintahKantor<F>,
    event: fn(F) -> S::Fakta,
    syarat: Syarat,
) -> Result<Hasil, Masalah> {
    let isi = isi(&(fakta, id, &kiriman))?;
    let waktu = kiriman.waktu.map(|ini| waktu(app, Some(ini))).transpose()?;
    let tawaran = TawaranAliran {
        command: kiriman.perintah,
        actor: pelaku.aktor(),
        id,
        fakta: event(kiriman.fakta),
        waktu,
        kiriman: isi,
    };
    let outcome = app.handle_aliran::<S>(tawaran, syarat).await?;
    Ok(Hasil::dari(app, AliranId { jenis: S::JENIS, id }, outcome).await?)
}

/// What begins today begins with a unit that works.
async fn unit_aktif(app: &App, unit: UnitId) -> Result<(), Masalah> {
    match app.aliran::<Unit>(unit.0).await?.0 {
        Unit::Aktif { .. } => Ok(()),
        Unit::BelumAda | Unit::Digabung { .. } | Unit::Ditutup { .. } => {
            Err(Masalah::ditolak("UnitTidakAktif", "unit itu tidak ada atau tidak aktif lagi"))
        }
    }
}
