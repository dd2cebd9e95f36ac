//! Users: the officials, their roles, for whom they act, and whether they still
//! work here. Names are sealed and shown nowhere.

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use events::Event as Fakta;
use events::pengguna::{
    Event, Keadaan, Pengguna, PenggunaDidaftarkan, PenugasanDiakhiri, PenugasanDiberikan, Peran,
    SurelDitetapkan,
};
use events::pihak::UnitId;
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
use crate::log::Log;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PeranDiubah {
    peran: Peran,
}

/// A user.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanPengguna {
    pengguna: Uuid,
    versi: u32,
    jabatan: Option<String>,
    peran: Peran,
    aktif: bool,
    /// An address is there; it is sealed and shown nowhere.
    bersurel: bool,
    /// For whom they act or acted, each from its first day to its last.
    penugasan: Vec<PenugasanDiberikan>,
}

pub(super) fn rute() -> Vec<Rute> {
    const ADMIN: Akses = Akses::PENGELOLA;
    vec![
        awal::<Pengguna, PenggunaDidaftarkan>(
            langkah("PenggunaDidaftarkan", "Daftarkan pengguna", ADMIN),
            Event::PenggunaDidaftarkan,
            |f| unit(f.peran),
        ),
        lanjutan::<Pengguna, PeranDiubah>(
            langkah("PeranDiubah", "Ubah peran pengguna", ADMIN),
            "pengguna",
            |f| Event::PeranDiubah { peran: f.peran },
        ),
        lanjutan::<Pengguna, TanpaIsi>(
            langkah(
                "PenggunaDinonaktifkan",
                "Nonaktifkan pengguna; tokennya tidak berlaku lagi",
                ADMIN,
            ),
            "pengguna",
            |_| Event::PenggunaDinonaktifkan {},
        ),
        lanjutan::<Pengguna, TanpaIsi>(
            langkah("PenggunaDiaktifkan", "Aktifkan kembali pengguna", ADMIN),
            "pengguna",
            |_| Event::PenggunaDiaktifkan {},
        ),
        lanjutan::<Pengguna, PenugasanDiberikan>(
            langkah(
                "PenugasanDiberikan",
                "Tugaskan sebagai Plt. atau Plh. (Pasal 14(1)-(2) UU 30/2014)",
                ADMIN,
            ),
            "pengguna",
            Event::PenugasanDiberikan,
        ),
        lanjutan::<Pengguna, PenugasanDiakhiri>(
            langkah("PenugasanDiakhiri", "Akhiri penugasan lebih awal", ADMIN),
            "pengguna",
            Event::PenugasanDiakhiri,
        ),
        lanjutan::<Pengguna, SurelDitetapkan>(
            langkah("SurelDitetapkan", "Catat alamat surel pengguna, atau hapus", ADMIN),
            "pengguna",
            Event::SurelDitetapkan,
        ),
        Rute::baru(
            Method::GET,
            "/api/v1/pengguna",
            "pengguna",
            "Pengguna, jabatan, dan perannya; tanpa nama",
            Akses::BACA_PENGGUNA,
            get(daftar),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<TampilanPengguna>(),
    ]
}

fn unit(peran: Peran) -> Option<UnitId> {
    match peran {
        Peran::PpidPembantu(unit) => Some(unit),
        Peran::Petugas
        | Peran::PpidUtama
        | Peran::AtasanPpid
        | Peran::TimPertimbangan
        | Peran::Auditor
        | Peran::Admin => None,
    }
}

async fn daftar(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanPengguna>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let jabatan = jabatan(&layanan.app.log).await?;
    let semua = layanan.app.semua_aliran::<Pengguna>().await?;
    // In the order of the log, where one more comes last.
    let pengguna = semua.into_iter().enumerate().filter_map(|(urut, (id, pengguna, versi))| {
        let (peran, aktif) = match pengguna.keadaan {
            Keadaan::BelumAda => return None,
            Keadaan::Aktif(peran) => (peran, true),
            Keadaan::Nonaktif(peran) => (peran, false),
        };
        let (penugasan, bersurel) = (pengguna.penugasan, pengguna.surel.is_some());
        let jabatan = jabatan.iter().find(|(ini, _)| *ini == id).map(|(_, j)| j.clone());
        let satu =
            TampilanPengguna { pengguna: id, versi, jabatan, peran, aktif, bersurel, penugasan };
        Some((urut, satu))
    });
    let kunci = |(urut, _): &(usize, _)| *urut;
    let bentuk = |(_, pengguna)| pengguna;
    let laman = Laman::potongan("pengguna", posisi, pengguna.collect(), &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

/// What each was registered as.
pub(super) async fn jabatan(log: &Log) -> anyhow::Result<Vec<(Uuid, String)>> {
    let fakta = log.ends(events::JenisAliran::Pengguna).await?;
    let jabatan = fakta.into_iter().filter_map(|tercatat| match tercatat.event {
        Fakta::Pengguna(Event::PenggunaDidaftarkan(f)) => {
            Some((tercatat.stream.id, f.jabatan.to_string()))
        }
        _ => None,
    });
    Ok(jabatan.collect())
}
