//! The sheet of the rapat koordinasi: which unit handed its report of a period in,
//! which one is silent, which one was late.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::laporan::periode::Periode;
use events::laporan::{Event as Fakta, Laporan, LaporanDisusun};
use events::waktu::tanggal_panjang;
use events::{Event, JenisAliran};
use projections::catatan::{Catatan, Sudut};
use projections::laporan::Kurun;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::masa::masa;
use super::nama_kurun;
use super::tahunan::beku::kantor_dari;
use super::unit::tabel;
use crate::app::App;
use crate::log::Values;
use crate::naskah::{Bagian, Naskah, Sel};

/// Where the report of a unit stands; what has to be talked of comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeadaanRapat {
    /// Not handed in, and the last day is over.
    Terlambat,
    /// Sent back, and owed again.
    DikembalikanTerlambat,
    Dikembalikan,
    /// Not handed in yet.
    Diam,
    DisampaikanTerlambat,
    Disampaikan,
}

impl KeadaanRapat {
    pub fn nama(self) -> &'static str {
        match self {
            KeadaanRapat::Terlambat => "belum disampaikan, terlambat",
            KeadaanRapat::DikembalikanTerlambat => "dikembalikan, terlambat",
            KeadaanRapat::Dikembalikan => "dikembalikan, menunggu perbaikan",
            KeadaanRapat::Diam => "belum disampaikan",
            KeadaanRapat::DisampaikanTerlambat => "disampaikan terlambat",
            KeadaanRapat::Disampaikan => "disampaikan",
        }
    }

    fn dari(laporan: &Laporan, disampaikan: Option<NaiveDate>, (batas, hari): Batas) -> Self {
        match laporan {
            Laporan::Disampaikan(_) | Laporan::Diterima(_) => {
                // A day that nobody wrote down is held against nobody.
                let terlambat = disampaikan.is_some_and(|hari| hari > batas);
                if terlambat {
                    KeadaanRapat::DisampaikanTerlambat
                } else {
                    KeadaanRapat::Disampaikan
                }
            }
            Laporan::Dikembalikan(_) if hari > batas => KeadaanRapat::DikembalikanTerlambat,
            Laporan::Dikembalikan(_) => KeadaanRapat::Dikembalikan,
            Laporan::BelumAda | Laporan::Disusun(_) if hari > batas => KeadaanRapat::Terlambat,
            Laporan::BelumAda | Laporan::Disusun(_) => KeadaanRapat::Diam,
        }
    }
}

/// The last day for handing in, and the day from which one looks.
type Batas = (NaiveDate, NaiveDate);

/// One unit and one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BarisRapat {
    pub unit: Uuid,
    pub nama: String,
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
    pub batas: NaiveDate,
    pub disampaikan: Option<NaiveDate>,
    pub keadaan: KeadaanRapat,
}

/// Every period that ends in these days, of every unit that was there.
pub async fn rapat(app: &App, kurun: Kurun, sudut: Sudut) -> anyhow::Result<Vec<BarisRapat>> {
    let dasar = app.tampilan.dasar().await?.pada(sudut);
    let catatan = Catatan::di_atas(dasar, Vec::new(), sudut);
    let kerja = &catatan.aturan(None).kerja;
    let semua_periode = kantor_dari(app, sudut).await?.periode_laporan;
    let hari = sudut.hari();
    let periode: Vec<Periode> = semua_periode
        .sejak(kurun.dari, kurun.sampai)
        .into_iter()
        .filter(|satu| (kurun.dari..=kurun.sampai).contains(&satu.sampai) && satu.sampai < hari)
        .collect();
    let laporan = laporan(app, sudut).await?;
    let mut baris = Vec::new();
    for masa in masa(app, sudut).await? {
        let unit = masa.unit;
        for satu in &periode {
            let ada = laporan.get(&(unit, satu.dari, satu.sampai));
            if ada.is_none() && masa.dalam(satu.dari, satu.sampai).is_none() {
                continue;
            }
            let belum = (Laporan::BelumAda, None);
            let (keadaan, disampaikan) = ada.unwrap_or(&belum);
            let batas = satu.batas(kerja);
            let nama = catatan.nama_unit(unit).map(ToString::to_string);
            baris.push(BarisRapat {
                unit,
                nama: nama.unwrap_or_else(|| format!("unit {unit}")),
                dari: satu.dari,
                sampai: satu.sampai,
                batas,
                disampaikan: *disampaikan,
                keadaan: KeadaanRapat::dari(keadaan, *disampaikan, (batas, hari)),
            });
        }
    }
    baris.sort_by(|a, b| (a.keadaan, &a.nama, a.dari).cmp(&(b.keadaan, &b.nama, b.dari)));
    Ok(baris)
}

/// By unit and period: where it stands, and on which day it was handed in.
type Menurut = BTreeMap<(Uuid, NaiveDate, NaiveDate), (Laporan, Option<NaiveDate>)>;

async fn laporan(app: &App, sudut: Sudut) -> anyhow::Result<Menurut> {
    let aliran = app.log.stream_ids(JenisAliran::Laporan).await?;
    let mut semua: BTreeMap<Uuid, (Laporan, Option<NaiveDate>)> = BTreeMap::new();
    for tercatat in app.log.streams(&aliran, Values::Sealed).await? {
        if !sudut.melihat(&tercatat) {
            continue;
        }
        let hari = tercatat.occurred_at.tanggal(app.zona);
        let Event::Laporan(fakta) = &tercatat.event else { continue };
        let (laporan, disampaikan) = semua.entry(tercatat.stream.id).or_default();
        *laporan = std::mem::take(laporan).evolve(fakta);
        match fakta {
            Fakta::LaporanDisampaikan(_) => *disampaikan = hari,
            Fakta::LaporanDikembalikan { .. } => *disampaikan = None,
            Fakta::LaporanDisusun(_)
            | Fakta::LaporanDiterima {}
            | Fakta::LaporanDikirimKeKi { .. } => {}
        }
    }
    let milik = semua.into_values().filter_map(|(laporan, disampaikan)| {
        let LaporanDisusun { dari, sampai, unit } = laporan.disusun()?.clone();
        Some(((unit?.0, dari, sampai), (laporan, disampaikan)))
    });
    Ok(milik.collect())
}

/// How many stand so.
fn banyak(semua: &[BarisRapat], keadaan: &[KeadaanRapat]) -> u64 {
    semua.iter().filter(|satu| keadaan.contains(&satu.keadaan)).count() as u64
}

/// Lays the sheet out.
pub fn lembar(kurun: Kurun, semua: &[BarisRapat], sudut: Sudut) -> Naskah {
    use KeadaanRapat::{
        Diam, Dikembalikan, DikembalikanTerlambat, Disampaikan, DisampaikanTerlambat, Terlambat,
    };
    let hal = |nama: &str, isi: String| (nama.to_owned(), isi);
    let jumlah = [
        ("Disampaikan tepat waktu", &[Disampaikan][..]),
        ("Disampaikan terlambat", &[DisampaikanTerlambat]),
        ("Dikembalikan", &[Dikembalikan]),
        ("Dikembalikan, terlambat", &[DikembalikanTerlambat]),
        ("Belum disampaikan", &[Diam]),
        ("Belum disampaikan, terlambat", &[Terlambat]),
    ];
    let jumlah =
        jumlah.map(|(nama, keadaan)| vec![Sel::teks(nama), Sel::angka(banyak(semua, keadaan))]);
    let kalimat = if semua.is_empty() {
        "Tidak ada periode laporan yang berakhir dalam kurun waktu ini, atau belum ada unit."
    } else {
        "Yang perlu dibicarakan dahulu: yang terlambat, yang dikembalikan, yang belum."
    };
    let kolom =
        [("No", 1), ("Unit", 8), ("Periode", 5), ("Batas", 4), ("Disampaikan", 4), ("Keadaan", 6)];
    let baris = semua.iter().enumerate().map(|(ke, satu)| {
        vec![
            Sel::angka(ke as u64 + 1),
            Sel::teks(&satu.nama),
            Sel::Teks(nama_kurun(Kurun { dari: satu.dari, sampai: satu.sampai })),
            satu.batas.into(),
            satu.disampaikan.into(),
            Sel::teks(satu.keadaan.nama()),
        ]
    });
    Naskah {
        judul: format!("Lembar rapat koordinasi PPID, {}", nama_kurun(kurun)),
        keterangan: vec![
            hal("Periode", nama_kurun(kurun)),
            hal("Keadaan per", tanggal_panjang(sudut.hari())),
        ],
        bagian: vec![
            Bagian {
                judul: "Ringkasan".to_owned(),
                alinea: vec![kalimat.to_owned()],
                tabel: Some(tabel(&[("Laporan unit", 8), ("Jumlah", 2)], jumlah)),
            },
            Bagian {
                judul: "Menurut unit".to_owned(),
                alinea: Vec::new(),
                tabel: (!semua.is_empty()).then(|| tabel(&kolom, baris)),
            },
        ],
        melebar: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hari(teks: &str) -> NaiveDate {
        teks.parse().expect("a day")
    }

    #[test]
    fn the_last_day_is_in_time_and_the_day_after_is_late() {
        let disusun =
            LaporanDisusun { dari: hari("2026-01-01"), sampai: hari("2026-06-30"), unit: None };
        let batas = hari("2026-07-14");
        let pada = |laporan: &Laporan, disampaikan: Option<&str>, kini: &str| {
            KeadaanRapat::dari(laporan, disampaikan.map(hari), (batas, hari(kini)))
        };
        let (kini, lewat) = ("2026-07-14", "2026-07-15");
        assert_eq!(pada(&Laporan::BelumAda, None, kini), KeadaanRapat::Diam);
        assert_eq!(pada(&Laporan::BelumAda, None, lewat), KeadaanRapat::Terlambat);
        let rancangan = Laporan::Disusun(disusun.clone());
        assert_eq!(pada(&rancangan, None, kini), KeadaanRapat::Diam);
        assert_eq!(pada(&rancangan, None, lewat), KeadaanRapat::Terlambat);
        let disampaikan = Laporan::Disampaikan(disusun.clone());
        assert_eq!(pada(&disampaikan, Some(kini), lewat), KeadaanRapat::Disampaikan);
        assert_eq!(pada(&disampaikan, Some(lewat), lewat), KeadaanRapat::DisampaikanTerlambat);
        assert_eq!(pada(&disampaikan, None, lewat), KeadaanRapat::Disampaikan);
        let kembali = Laporan::Dikembalikan(disusun);
        assert_eq!(pada(&kembali, None, kini), KeadaanRapat::Dikembalikan);
    }
}
