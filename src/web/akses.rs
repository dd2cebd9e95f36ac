//! Who asks, and what they may: decided in one place, before any handler, from
//! the list of routes.

use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use events::katalog::Entri;
use events::kegiatan::Kegiatan;
use events::laporan::Laporan;
use events::pengguna::JenisPeran::{
    self, Admin, AtasanPpid, Auditor, Petugas, PpidPembantu, PpidUtama, TimPertimbangan,
};
use events::pengguna::{Kapasitas, Pengguna, Peran, StatusPenugasan};
use events::pihak::UnitId;
use events::teks::Label;
use uuid::Uuid;

use super::Layanan;
use super::laju::Pengunjung;
use super::masalah::{Jenis, Masalah};
use super::parameter;
use crate::app::App;
use crate::token;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pelaku {
    /// Anybody, without a token.
    Publik,
    Pengguna {
        id: Uuid,
        peran: Peran,
        /// How they came to the role, where it is not their own.
        status: Option<StatusPenugasan>,
    },
}

impl Pelaku {
    pub fn dalam(id: Uuid, kapasitas: Kapasitas) -> Self {
        Pelaku::Pengguna { id, peran: kapasitas.peran, status: kapasitas.status }
    }

    /// How the log names them: never a person's name, and in which capacity they
    /// act where it is not their own: `pengguna/…/plh/ppid_utama`.
    pub fn aktor(&self) -> Label {
        let nama = match self {
            Pelaku::Publik => "publik".to_owned(),
            Pelaku::Pengguna { id, status: None, .. } => format!("pengguna/{id}"),
            Pelaku::Pengguna { id, status: Some(status), peran } => {
                let peran = JenisPeran::from(*peran).nama();
                format!("pengguna/{id}/{}/{peran}", status.nama())
            }
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

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Akses {
    /// Everybody without a token.
    pub publik: bool,
    /// Holders of a token with one of these roles. A PPID Pembantu only where
    /// the thing is its unit's.
    pub peran: &'static [JenisPeran],
}

const SEMUA: &[JenisPeran] =
    &[Petugas, PpidUtama, PpidPembantu, AtasanPpid, TimPertimbangan, Auditor, Admin];

impl Akses {
    pub fn mencakup(&self, peran: Peran) -> bool {
        self.peran.contains(&JenisPeran::from(peran))
    }

    const fn peran(peran: &'static [JenisPeran]) -> Self {
        Akses { publik: false, peran }
    }

    /// What anybody may see.
    pub const SIAPA_SAJA: Akses = Akses { publik: true, peran: SEMUA };
    /// What the public files, or the counter for somebody.
    pub const PENGAJUAN: Akses = Akses { publik: true, peran: &[Petugas, PpidUtama] };
    /// What comes in and goes out over the counter.
    pub const LOKET: Akses = Akses::peran(&[Petugas, PpidUtama]);
    /// What the office decides and tells.
    pub const PPID: Akses = Akses::peran(&[PpidUtama]);
    /// What a unit does for the PPID.
    pub const UNIT: Akses = Akses::peran(&[PpidUtama, PpidPembantu]);
    /// The uji konsekuensi.
    pub const UJI: Akses = Akses::peran(&[PpidUtama, PpidPembantu, TimPertimbangan]);
    pub const PERTIMBANGAN: Akses = Akses::peran(&[PpidUtama, TimPertimbangan]);
    /// What only the Atasan PPID approves and answers.
    pub const ATASAN: Akses = Akses::peran(&[AtasanPpid]);
    /// Copies of documents in which something is blacked out.
    pub const PENGHITAMAN: Akses = Akses::peran(&[Petugas, PpidUtama, PpidPembantu]);
    /// Letters: whoever writes, signs or sends one.
    pub const PERSURATAN: Akses = Akses::peran(&[Petugas, PpidUtama, AtasanPpid]);
    pub const MUSYAWARAH: Akses = Akses::peran(&[PpidUtama, AtasanPpid]);
    /// Calendar and books.
    pub const ACUAN: Akses = Akses::peran(&[PpidUtama, Admin]);
    /// Units, users, rules.
    pub const PENGELOLA: Akses = Akses::peran(&[Admin]);
    /// Cases; a PPID Pembantu sees its own.
    pub const BACA_PERKARA: Akses =
        Akses::peran(&[Petugas, PpidUtama, PpidPembantu, AtasanPpid, TimPertimbangan, Auditor]);
    /// Notes of those who work on a case.
    pub const CATATAN: Akses =
        Akses::peran(&[Petugas, PpidUtama, PpidPembantu, AtasanPpid, TimPertimbangan]);
    /// What is told of the whole office.
    pub const BACA_KANTOR: Akses =
        Akses::peran(&[Petugas, PpidUtama, AtasanPpid, TimPertimbangan, Auditor]);
    /// Names and days that every official works with.
    pub const BACA_ACUAN: Akses = Akses::peran(SEMUA);
    /// The log itself, and who read what.
    pub const PEMERIKSAAN: Akses = Akses::peran(&[Auditor]);
    pub const BACA_PENGGUNA: Akses = Akses::peran(&[Auditor, Admin]);
    /// What leaves the house for Komisi Informasi, or for an audit.
    pub const BUNDEL: Akses = Akses::peran(&[PpidUtama, AtasanPpid, Auditor]);
    /// What is done to protect data, and data under a limitation.
    pub const PELINDUNGAN: Akses = Akses::peran(&[PpidUtama, AtasanPpid, Auditor]);
    /// The people behind a case.
    pub const DATA_PRIBADI: Akses =
        Akses::peran(&[Petugas, PpidUtama, PpidPembantu, AtasanPpid, Auditor]);
}

/// A route as the door sees it.
#[derive(Clone)]
pub(super) struct Pintu {
    pub layanan: Layanan,
    pub akses: Akses,
    /// Every parameter that may stand behind the question mark.
    pub parameter: Arc<[String]>,
}

/// Refuses whoever the route does not list; hands on who asks.
pub(super) async fn periksa(
    State(pintu): State<Pintu>,
    jalur: Result<RawPathParams, RawPathParamsRejection>,
    mut permintaan: Request,
    berikut: Next,
) -> Response {
    // A body cannot be shared between threads; its header can.
    let kepala = permintaan.headers().get(header::AUTHORIZATION).cloned();
    // Only a page calls with the officer whose session it knows.
    let dikenal = permintaan.extensions().get::<Pelaku>().cloned();
    let calon = match dikenal {
        Some(Pelaku::Pengguna { id, status: Some(_), .. }) => kapasitas(&pintu.layanan, id).await,
        Some(pelaku) => Ok(vec![pelaku]),
        None => pelaku(&pintu.layanan, kepala.as_ref()).await,
    };
    let pelaku = match calon {
        Ok(calon) => pertama_boleh(&pintu, jalur.ok().as_ref(), calon).await,
        Err(masalah) => {
            let pengunjung = permintaan.extensions().get::<Pengunjung>();
            if let Some(Err(terlalu)) = pengunjung.map(Pengunjung::token_salah) {
                return terlalu.into_response();
            }
            Err(masalah)
        }
    };
    let pelaku = pelaku.and_then(|pelaku| {
        parameter::periksa(permintaan.uri().query(), &pintu.parameter)?;
        Ok(pelaku)
    });
    match pelaku {
        Ok(pelaku) => {
            permintaan.extensions_mut().insert(pelaku);
            berikut.run(permintaan).await
        }
        Err(masalah) => masalah.into_response(),
    }
}

/// The first capacity that the route lists: what somebody does for another is
/// tried before what they do in their own right.
async fn pertama_boleh(
    pintu: &Pintu,
    jalur: Option<&RawPathParams>,
    calon: Vec<Pelaku>,
) -> Result<Pelaku, Masalah> {
    let mut ditolak = None;
    for satu in calon {
        match boleh(pintu, jalur, satu).await {
            Ok(pelaku) => return Ok(pelaku),
            Err(masalah) => drop(ditolak.get_or_insert(masalah)),
        }
    }
    Err(ditolak.unwrap_or_else(token_tidak_sah))
}

async fn boleh(
    pintu: &Pintu,
    jalur: Option<&RawPathParams>,
    pelaku: Pelaku,
) -> Result<Pelaku, Masalah> {
    let (layanan, akses) = (&pintu.layanan, pintu.akses);
    let Pelaku::Pengguna { peran, .. } = &pelaku else {
        let detail = "kirim token pada kepala Authorization: Bearer …; buat dengan: jejak token";
        let tanpa_token = || Masalah::baru(Jenis::TakDikenal, detail);
        return akses.publik.then_some(Pelaku::Publik).ok_or_else(tanpa_token);
    };
    if !akses.peran.contains(&JenisPeran::from(*peran)) {
        let detail = "peran pada token ini tidak berwenang melakukan itu";
        return Err(Masalah::baru(Jenis::TakBerwenang, detail));
    }
    // What everybody may see is no unit's.
    if !akses.publik
        && let Some(unit) = pelaku.unit()
        && !milik_unit(layanan, unit, jalur).await?
    {
        return Err(bukan_milik());
    }
    Ok(pelaku)
}

pub(super) fn bukan_milik() -> Masalah {
    Masalah::baru(Jenis::TakBerwenang, "ini bukan milik unit Anda")
}

fn token_tidak_sah() -> Masalah {
    let detail = "token tidak sah, kedaluwarsa, atau dicabut; buat lagi dengan: jejak token";
    Masalah::baru(Jenis::TakDikenal, detail)
}

/// The holder of the token, in each of their capacities; the public where there
/// is none. A token that does not count is refused, so that nobody mistakes the
/// public's view for theirs.
async fn pelaku(layanan: &Layanan, kepala: Option<&HeaderValue>) -> Result<Vec<Pelaku>, Masalah> {
    let Some(kepala) = kepala else { return Ok(vec![Pelaku::Publik]) };
    let teks = kepala.to_str().ok().and_then(|kepala| kepala.split_once(' '));
    let (_, teks) = teks
        .filter(|(skema, _)| skema.eq_ignore_ascii_case("bearer"))
        .ok_or_else(token_tidak_sah)?;
    let app = &layanan.app;
    let pemegang = token::pemegang(&app.pool, teks.trim(), app.clock.now()).await?;
    kapasitas(layanan, pemegang.ok_or_else(token_tidak_sah)?).await
}

/// In what a user may act today; whoever left has nothing.
async fn kapasitas(layanan: &Layanan, id: Uuid) -> Result<Vec<Pelaku>, Masalah> {
    let (pengguna, _) = layanan.app.aliran::<Pengguna>(id).await?;
    let kapasitas = pengguna.kapasitas(layanan.app.hari_ini());
    Ok(kapasitas.into_iter().map(|satu| Pelaku::dalam(id, satu)).collect())
}

/// Whether everything that the address names is this unit's.
async fn milik_unit(
    layanan: &Layanan,
    unit: UnitId,
    jalur: Option<&RawPathParams>,
) -> Result<bool, Masalah> {
    let app = &layanan.app;
    for (nama, nilai) in jalur.into_iter().flatten() {
        // What is no id is refused where it is read.
        let Ok(id) = nilai.parse::<Uuid>() else { continue };
        let milik = match nama {
            "perkara" => app.perkara(id).await?.disposisi.iter().any(|d| d.unit == unit),
            "sengketa" => sengketa_unit(app, id, unit).await?,
            "entri" => {
                let (entri, _) = app.aliran::<Entri>(id).await?;
                entri.informasi.is_some_and(|informasi| informasi.unit == unit)
            }
            "kegiatan" => {
                let (kegiatan, _) = app.aliran::<Kegiatan>(id).await?;
                kegiatan.isi.is_some_and(|isi| isi.unit == unit)
            }
            "laporan" => {
                let (laporan, _) = app.aliran::<Laporan>(id).await?;
                laporan.disusun().is_some_and(|disusun| disusun.unit == Some(unit))
            }
            _ => true,
        };
        if !milik {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn sengketa_unit(app: &App, sengketa: Uuid, unit: UnitId) -> Result<bool, Masalah> {
    let pengajuan = app.sengketa(sengketa).await?.pengajuan;
    for perkara in pengajuan.map(|pengajuan| pengajuan.perkara).unwrap_or_default() {
        if app.perkara(perkara).await?.disposisi.iter().any(|d| d.unit == unit) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The unit to which a list is confined: a PPID Pembantu's own, whatever it asks
/// for.
pub fn persempit(pelaku: &Pelaku, diminta: Option<Uuid>) -> Result<Option<Uuid>, Masalah> {
    match (pelaku.unit(), diminta) {
        (Some(UnitId(sendiri)), Some(diminta)) if sendiri != diminta => Err(bukan_milik()),
        (Some(UnitId(sendiri)), _) => Ok(Some(sendiri)),
        (None, diminta) => Ok(diminta),
    }
}
