//! Who asks, and what they may: decided in one place, before any handler, from
//! the list of routes.

use std::collections::HashMap;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use events::pengguna::{Pengguna, Peran};
use events::pihak::UnitId;
use events::teks::Label;
use events::{AliranId, Event, JenisAliran};
use uuid::Uuid;

use super::Layanan;
use super::masalah::{Jenis, Masalah};
use crate::log::Values;
use crate::token;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pelaku {
    /// Anybody, without a token.
    Publik,
    Pengguna {
        id: Uuid,
        peran: Peran,
    },
}

impl Pelaku {
    /// How the log names them: never a person's name.
    pub fn aktor(&self) -> Label {
        let nama = match self {
            Pelaku::Publik => "publik".to_owned(),
            Pelaku::Pengguna { id, .. } => format!("pengguna/{id}"),
        };
        Label::try_new(nama).expect("an id is a label")
    }

    /// The unit to which this role is confined.
    pub fn unit(&self) -> Option<UnitId> {
        match self {
            Pelaku::Pengguna { peran: Peran::PpidPembantu(unit), .. } => Some(*unit),
            Pelaku::Publik | Pelaku::Pengguna { .. } => None,
        }
    }
}

/// A role without its unit, as the list of routes names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JenisPeran {
    Petugas,
    PpidUtama,
    PpidPembantu,
    AtasanPpid,
    TimPertimbangan,
    Auditor,
    Admin,
}

impl From<Peran> for JenisPeran {
    fn from(peran: Peran) -> Self {
        match peran {
            Peran::Petugas => JenisPeran::Petugas,
            Peran::PpidUtama => JenisPeran::PpidUtama,
            Peran::PpidPembantu(_) => JenisPeran::PpidPembantu,
            Peran::AtasanPpid => JenisPeran::AtasanPpid,
            Peran::TimPertimbangan => JenisPeran::TimPertimbangan,
            Peran::Auditor => JenisPeran::Auditor,
            Peran::Admin => JenisPeran::Admin,
        }
    }
}

/// Who may use a route.
#[derive(Clone, Copy, Debug)]
pub enum Akses {
    /// Everybody, also without a token.
    Publik,
    /// These roles. A PPID Pembantu only where the thing is its unit's.
    Peran(&'static [JenisPeran]),
}

/// Refuses whoever the route does not list; hands on who asks.
pub(super) async fn periksa(
    State((layanan, akses)): State<(Layanan, Akses)>,
    Path(jalur): Path<HashMap<String, String>>,
    mut permintaan: Request,
    berikut: Next,
) -> Response {
    // A body cannot be shared between threads; its header can.
    let kepala = permintaan.headers().get(header::AUTHORIZATION).cloned();
    match boleh(&layanan, akses, &jalur, kepala.as_ref()).await {
        Ok(pelaku) => {
            permintaan.extensions_mut().insert(pelaku);
            berikut.run(permintaan).await
        }
        Err(masalah) => masalah.into_response(),
    }
}

async fn boleh(
    layanan: &Layanan,
    akses: Akses,
    jalur: &HashMap<String, String>,
    kepala: Option<&HeaderValue>,
) -> Result<Pelaku, Masalah> {
    let pelaku = pelaku(layanan, kepala).await?;
    let Akses::Peran(peran) = akses else { return Ok(pelaku) };
    let Pelaku::Pengguna { peran: ini, .. } = &pelaku else {
        let detail = "kirim token pada kepala Authorization: Bearer …; buat dengan: jejak token";
        return Err(Masalah::baru(Jenis::TakDikenal, detail));
    };
    if !peran.contains(&JenisPeran::from(*ini)) {
        let detail = "peran pada token ini tidak berwenang melakukan itu";
        return Err(Masalah::baru(Jenis::TakBerwenang, detail));
    }
    if let Some(unit) = pelaku.unit()
        && !milik_unit(layanan, unit, jalur).await?
    {
        return Err(Masalah::baru(Jenis::TakBerwenang, "ini bukan milik unit Anda"));
    }
    Ok(pelaku)
}

/// The holder of the token; the public where there is none. A token that does
/// not count is refused, so that nobody mistakes the public's view for theirs.
async fn pelaku(layanan: &Layanan, kepala: Option<&HeaderValue>) -> Result<Pelaku, Masalah> {
    let Some(kepala) = kepala else { return Ok(Pelaku::Publik) };
    let tidak_sah = || {
        let detail = "token tidak sah, kedaluwarsa, atau dicabut; buat lagi dengan: jejak token";
        Masalah::baru(Jenis::TakDikenal, detail)
    };
    let teks = kepala.to_str().ok().and_then(|kepala| kepala.split_once(' '));
    let (_, teks) =
        teks.filter(|(skema, _)| skema.eq_ignore_ascii_case("bearer")).ok_or_else(tidak_sah)?;
    let app = &layanan.app;
    let pemegang = token::pemegang(&app.pool, teks.trim(), app.clock.now()).await?;
    let id = pemegang.ok_or_else(tidak_sah)?;
    let aliran = AliranId { jenis: JenisAliran::Pengguna, id };
    let fakta = app.log.stream(aliran, Values::Sealed).await?;
    let pengguna =
        fakta.iter().fold(Pengguna::default(), |pengguna, tercatat| match &tercatat.event {
            Event::Pengguna(event) => pengguna.evolve(event),
            _ => pengguna,
        });
    match pengguna {
        Pengguna::Aktif(peran) => Ok(Pelaku::Pengguna { id, peran }),
        Pengguna::BelumAda | Pengguna::Nonaktif(_) => Err(tidak_sah()),
    }
}

/// Whether everything that the address names is this unit's.
async fn milik_unit(
    layanan: &Layanan,
    unit: UnitId,
    jalur: &HashMap<String, String>,
) -> Result<bool, Masalah> {
    let id = |nama: &str| jalur.get(nama).and_then(|id| id.parse::<Uuid>().ok());
    if let Some(perkara) = id("perkara") {
        let perkara = layanan.app.perkara(perkara).await?;
        return Ok(perkara.disposisi.iter().any(|disposisi| disposisi.unit == unit));
    }
    if let Some(ini) = id("unit") {
        return Ok(ini == unit.0);
    }
    Ok(true)
}
