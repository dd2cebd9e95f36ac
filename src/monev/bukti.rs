//! What the log shows of a year: the state of the catalogue and of the office at
//! its end, or now where it is not over, and the figures of its requests.

use std::collections::BTreeSet;

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use events::JenisAliran;
use events::buku::JenisBuku;
use events::kantor::Kantor;
use events::laporan::Laporan;
use events::tahunan::{self, Tahunan};
use events::unit::Unit;
use projections::catatan::{Catatan, Sudut};
use projections::katalog::{self, BarisKatalog};
use projections::laporan::{KeberatanLaporan, Perubahan, dari_tabel, perubahan};
use projections::proyeksi::Proyeksi;
use projections::statistik::{self, Periode, Statistik};
use uuid::Uuid;

use crate::app::App;
use crate::laporan::tahunan::beku::{kantor_dari, tahunan_dari};
use crate::laporan::tahunan::kurun;
use crate::log::Values;

/// Read models that this stands on.
pub const PERLU: [Proyeksi; 3] = [Proyeksi::Perkara, Proyeksi::Laporan, Proyeksi::Statistik];

/// Pasal 36(2) UU 14/2008.
pub(super) const BATAS_KEBERATAN_HK: i64 = 30;

pub(super) struct Bukti {
    pub tahun: i32,
    /// The last day of the year, or today.
    pub hari: NaiveDate,
    pub entri: Vec<BarisKatalog>,
    pub perubahan: Vec<Perubahan>,
    /// Units that work.
    pub unit: BTreeSet<Uuid>,
    /// Books that are kept in the year.
    pub buku: Vec<JenisBuku>,
    pub kantor: Kantor,
    pub statistik: Statistik,
    pub keberatan: Vec<KeberatanLaporan>,
    /// Keberatan whose 30 working days went by without an answer.
    pub keberatan_didiamkan: u64,
    /// Reports of units in the year: handed in, and drafted.
    pub laporan_unit: (u64, u64),
    /// Of the year before, and its last day.
    pub tahunan_lalu: Tahunan,
    pub batas_lalu: NaiveDate,
}

pub(super) async fn kumpulkan(app: &App, tahun: i32, sudut: Sudut) -> anyhow::Result<Bukti> {
    let kurun = kurun(tahun).context("tahun itu tidak ada")?;
    let akhir = app.zona.akhir_hari(kurun.sampai);
    let pada = Sudut { sebagaimana: sudut.sebagaimana.min(akhir), ..sudut };
    let dasar = app.tampilan.dasar().await?.pada(pada);
    let entri = app.log.stream_ids(JenisAliran::Katalog).await?;
    let fakta = app.log.streams(&entri, Values::Sealed).await?;
    let catatan = Catatan::di_atas(dasar, fakta, pada);
    let mut tx = app.pool.begin_with("begin isolation level repeatable read").await?;
    let rekaman = dari_tabel(kurun, None, &mut tx).await?;
    let periode = Periode { dari: kurun.dari, sampai: kurun.sampai };
    let statistik = statistik::dari_tabel(periode, None, pada.hari(), &mut tx).await?;
    tx.commit().await?;
    let dalam = |hari: Option<NaiveDate>| hari.is_some_and(|hari| hari.year() == tahun);
    let keberatan: Vec<_> =
        rekaman.keberatan.into_iter().filter(|satu| dalam(satu.diterima)).collect();
    let aktif = catatan.dasar.unit.iter().filter(|(_, unit)| matches!(unit, Unit::Aktif { .. }));
    let kerja = &catatan.aturan(None).kerja;
    let lewat = |satu: &&KeberatanLaporan| {
        let hk = satu.diterima.map(|diterima| kerja.selisih(diterima, sudut.hari()));
        satu.terbuka && hk.is_some_and(|hk| hk > BATAS_KEBERATAN_HK)
    };
    let (batas_lalu, _) = tahunan::batas(tahun - 1, kerja).context("tahun itu tidak ada")?;
    Ok(Bukti {
        tahun,
        hari: pada.hari(),
        entri: katalog::semua(&catatan),
        perubahan: perubahan(&catatan, kurun),
        unit: aktif.map(|(id, _)| *id).collect(),
        buku: buku(&catatan, tahun),
        kantor: kantor_dari(app, pada).await?,
        statistik,
        keberatan_didiamkan: keberatan.iter().filter(lewat).count() as u64,
        keberatan,
        laporan_unit: laporan_unit(app, tahun).await?,
        tahunan_lalu: tahunan_dari(app, tahun - 1, sudut).await?.0,
        batas_lalu,
    })
}

fn buku(catatan: &Catatan, tahun: i32) -> Vec<JenisBuku> {
    let semua = catatan.dasar.buku.keys().filter_map(|id| catatan.buku_dibuka(*id));
    let tahun_ini = semua.filter(|buku| buku.tahun.is_none_or(|satu| satu == tahun));
    tahun_ini.map(|buku| buku.jenis).collect()
}

/// Of periods that end in the year; what was sent back is not handed in.
async fn laporan_unit(app: &App, tahun: i32) -> anyhow::Result<(u64, u64)> {
    let (mut disampaikan, mut disusun) = (0, 0);
    for (_, laporan, _) in app.semua_aliran::<Laporan>().await? {
        let milik = laporan.disusun().filter(|satu| satu.unit.is_some());
        if milik.is_none_or(|satu| satu.sampai.year() != tahun) {
            continue;
        }
        disusun += 1;
        disampaikan += u64::from(matches!(laporan, Laporan::Disampaikan(_) | Laporan::Diterima(_)));
    }
    Ok((disampaikan, disusun))
}
