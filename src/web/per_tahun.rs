//! Facts of a stream of which there is one a year, from the start: also its first
//! fact is a later one.

use axum::http::HeaderMap;
use events::AliranId;
use events::waktu::{TAHUN, Waktu};
use serde::Serialize;
use uuid::Uuid;

use super::akses::Pelaku;
use super::masalah::Masalah;
use super::perintah::{Hasil, PerintahKantor, isi, syarat, waktu};
use crate::aliran::{Aliran, TawaranAliran};
use crate::app::{App, Syarat};
use crate::log::Outcome;

/// A year in which a case may lie.
pub fn periksa_tahun(tahun: i32) -> Result<i32, Masalah> {
    if TAHUN.contains(&tahun) {
        return Ok(tahun);
    }
    let rentang = format!("pilih tahun {} sampai {}", TAHUN.start(), TAHUN.end());
    Err(Masalah::kolom("tahun", rentang))
}

/// A fact offered to the stream of a year.
pub struct TawaranTahun {
    aliran: AliranId,
    pelaku: Pelaku,
    perintah: Uuid,
    waktu: Option<Waktu>,
    kiriman: Vec<u8>,
    syarat: Syarat,
}

impl TawaranTahun {
    /// Of what was sent: the fact's name, the year, who, the body, its headers.
    pub fn dari<F: Serialize>(
        app: &App,
        (nama, tahun): (&str, i32),
        aliran: fn(i32) -> AliranId,
        pelaku: &Pelaku,
        kiriman: &PerintahKantor<F>,
        kepala: &HeaderMap,
    ) -> Result<Self, Masalah> {
        let tahun = periksa_tahun(tahun)?;
        let syarat = match syarat(kepala)? {
            Syarat::Ada => Syarat::Apa,
            lain => lain,
        };
        Ok(TawaranTahun {
            aliran: aliran(tahun),
            pelaku: pelaku.clone(),
            perintah: kiriman.perintah,
            waktu: kiriman.waktu.map(|ini| waktu(app, Some(ini))).transpose()?,
            kiriman: isi(&(nama, tahun, kiriman))?,
            syarat,
        })
    }

    /// What the same command did before.
    pub async fn dulu(&self, app: &App) -> Result<Option<Hasil>, Masalah> {
        match app.log.outcome(self.perintah, &self.kiriman).await? {
            Some(outcome) => Ok(Some(self.hasil(app, outcome).await?)),
            None => Ok(None),
        }
    }

    /// On this version of the stream and on no later one.
    pub fn pada(self, versi: u32) -> Result<Self, Masalah> {
        self.syarat.periksa(versi)?;
        Ok(TawaranTahun { syarat: Syarat::Versi(versi), ..self })
    }

    pub async fn catat<S: Aliran>(self, app: &App, fakta: S::Fakta) -> Result<Hasil, Masalah> {
        let tawaran = TawaranAliran {
            command: self.perintah,
            actor: self.pelaku.aktor(),
            id: self.aliran.id,
            fakta,
            waktu: self.waktu,
            kiriman: self.kiriman.clone(),
        };
        let outcome = app.handle_aliran::<S>(tawaran, self.syarat).await?;
        self.hasil(app, outcome).await
    }

    async fn hasil(&self, app: &App, outcome: Outcome) -> Result<Hasil, Masalah> {
        Ok(Hasil::dari(app, self.aliran, outcome).await?)
    }
}
