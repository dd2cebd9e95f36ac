//! Reports of a period: what they are made of, read or computed, and laid out
//! as a paper.

pub mod beku;
pub mod daftar;
mod kantor;
pub mod masa;
pub mod rapat;
pub mod tahunan;
mod unit;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::JenisAliran;
use events::waktu::{BULAN, tanggal_panjang};
use projections::catatan::{Catatan, Sudut};
use projections::laporan::{self, Kurun, Perubahan, Rekaman};
use uuid::Uuid;

use crate::app::App;
use crate::log::Values;

pub use kantor::{TidakCocok, kantor};
pub use unit::unit;

/// Cases computed at a time.
const KASUS: usize = 1_000;

/// What the reports of one period are made of.
pub struct Bahan {
    pub kurun: Kurun,
    /// From when one looks.
    pub sudut: Sudut,
    /// Up to where the log was read, and its root there, in hex.
    pub posisi: u64,
    pub akar: String,
    pub rekaman: Rekaman,
    pub katalog: Vec<Perubahan>,
    /// Units with their names then.
    pub unit: BTreeMap<Uuid, String>,
    /// The layout: the newest, or the one under which a report was handed in.
    pub templat: u32,
}

/// Which point of view a report is made from.
#[derive(Clone, Debug)]
pub enum Dari {
    /// Everything that is known: the tables answer.
    Kini(Sudut),
    /// As at a moment: the facts answer.
    Saat(Sudut),
    /// As the log stood at a position: the facts up to there answer.
    Titik(Titik),
}

/// A position of the log, its root there in hex, the view from there, and the
/// layout of what was made there.
#[derive(Clone, Debug)]
pub struct Titik {
    pub posisi: u64,
    pub akar: String,
    pub sudut: Sudut,
    pub templat: u32,
}

impl Dari {
    fn sudut(&self) -> Sudut {
        match self {
            Dari::Kini(sudut) | Dari::Saat(sudut) => *sudut,
            Dari::Titik(titik) => titik.sudut,
        }
    }
}

impl Bahan {
    /// Reads what the reports of a period need. `maju` hears how many cases were
    /// computed, and of how many.
    pub async fn kumpulkan(
        app: &App,
        kurun: Kurun,
        dari: Dari,
        maju: &mut (dyn FnMut(u64, u64) + Send),
    ) -> anyhow::Result<Self> {
        Bahan::milik(app, kurun, None, dari, maju).await
    }

    /// What the report of one unit needs, and no case that it never had.
    pub async fn unit(app: &App, kurun: Kurun, unit: Uuid, dari: Dari) -> anyhow::Result<Self> {
        Bahan::milik(app, kurun, Some(unit), dari, &mut |_, _| ()).await
    }

    async fn milik(
        app: &App,
        kurun: Kurun,
        unit: Option<Uuid>,
        dari: Dari,
        maju: &mut (dyn FnMut(u64, u64) + Send),
    ) -> anyhow::Result<Self> {
        let sudut = dari.sudut();
        let (posisi, akar, templat) = match &dari {
            Dari::Titik(titik) => (titik.posisi, titik.akar.clone(), titik.templat),
            Dari::Kini(_) | Dari::Saat(_) => {
                let (posisi, _, akar) = app.log.head().await?;
                (posisi, hex::encode(akar), beku::VERSI_TEMPLAT)
            }
        };
        let rekaman = match dari {
            Dari::Kini(_) => {
                let mut tx = app.pool.begin_with("begin isolation level repeatable read").await?;
                let rekaman = laporan::dari_tabel(kurun, unit, &mut tx).await?;
                tx.commit().await?;
                rekaman
            }
            Dari::Saat(_) | Dari::Titik(_) => {
                let calon = calon(app, (kurun, unit), sudut, templat).await?;
                hitung(app, &calon, sudut, maju).await?
            }
        };
        let dasar = app.tampilan.dasar().await?.pada(sudut);
        let entri = app.log.stream_ids(JenisAliran::Katalog).await?;
        let fakta = app.log.streams(&entri, Values::Sealed).await?;
        let catatan = Catatan::di_atas(dasar, fakta, sudut);
        let nama = |id: &Uuid| Some((*id, catatan.nama_unit(*id)?.to_string()));
        Ok(Bahan {
            kurun,
            sudut,
            posisi,
            akar,
            rekaman,
            katalog: laporan::perubahan(&catatan, kurun),
            unit: catatan.dasar.unit.keys().filter_map(nama).collect(),
            templat,
        })
    }

    fn nama_unit(&self, unit: Option<Uuid>) -> String {
        match unit {
            None => "PPID (tanpa unit)".to_owned(),
            Some(id) => self.unit.get(&id).cloned().unwrap_or_else(|| format!("unit {id}")),
        }
    }

    /// What the paper says of itself at its top.
    fn keterangan(&self, milik: String) -> Vec<(String, String)> {
        let hal = |nama: &str, isi: String| (nama.to_owned(), isi);
        vec![
            hal("Unit", milik),
            hal("Periode", nama_kurun(self.kurun)),
            hal("Keadaan per", tanggal_panjang(self.sudut.hari())),
            hal("Posisi log", self.posisi.to_string()),
            hal("Akar log", self.akar.clone()),
        ]
    }
}

/// Which cases can have a row. Reports of the first layout knew no old case of which
/// nothing but a keberatan was open, and are made again as they were.
async fn calon(
    app: &App,
    (kurun, unit): (Kurun, Option<Uuid>),
    sudut: Sudut,
    templat: u32,
) -> anyhow::Result<Vec<Uuid>> {
    let awal = app.zona.awal_hari(kurun.dari);
    let mut tujuan = app.pool.acquire().await?;
    let mut calon = laporan::calon(kurun, awal, unit, sudut, &mut tujuan).await?;
    if templat > 1 {
        calon.extend(laporan::calon_upaya(kurun, unit, &mut tujuan).await?);
        calon.sort_unstable();
        calon.dedup();
    }
    Ok(calon)
}

/// From the facts, a piece at a time: as many cases as there may be, and never
/// more than a piece of them in memory.
async fn hitung(
    app: &App,
    calon: &[Uuid],
    sudut: Sudut,
    maju: &mut (dyn FnMut(u64, u64) + Send),
) -> anyhow::Result<Rekaman> {
    let semua = calon.len() as u64;
    let mut rekaman = Rekaman::default();
    for potongan in calon.chunks(KASUS) {
        let catatan = app.catatan_untuk(potongan, sudut).await?;
        rekaman.gabung(Rekaman::dari(&catatan));
        maju(potongan.len() as u64, semua);
    }
    rekaman.urutkan();
    Ok(rekaman)
}

/// `Semester I 2023`, `Tahun 2023`, or both days.
pub fn nama_kurun(Kurun { dari, sampai }: Kurun) -> String {
    use chrono::Datelike;
    let tahun = dari.year();
    let sama = |bulan_awal: u32, bulan: u32, hari: u32| {
        NaiveDate::from_ymd_opt(tahun, bulan_awal, 1) == Some(dari)
            && NaiveDate::from_ymd_opt(tahun, bulan, hari) == Some(sampai)
    };
    if sama(1, 6, 30) {
        format!("Semester I {tahun}")
    } else if sama(7, 12, 31) {
        format!("Semester II {tahun}")
    } else if sama(1, 12, 31) {
        format!("Tahun {tahun}")
    } else if dari.day() == 1
        && sampai.succ_opt().is_some_and(|besok| besok.day() == 1)
        && dari.month() == sampai.month()
        && dari.year() == sampai.year()
    {
        format!("{} {tahun}", BULAN[dari.month0() as usize])
    } else {
        format!("{} – {}", tanggal_panjang(dari), tanggal_panjang(sampai))
    }
}
