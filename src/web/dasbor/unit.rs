//! Units beside each other: who is late, and of whom nothing was heard.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use events::laporan::Laporan;
use projections::acuan::{self, BarisUnit};
use projections::dasbor::{Rekap, persen};
use projections::katalog;
use projections::kegiatan;
use projections::perkara::rekap::Hitungan;
use projections::perkara::{Hari, Wajah};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::angka::{Angka, Lingkup};
use crate::app::App;
use crate::web::masalah::Masalah;

/// Days after which silence is long: half a year, in which a unit hands over
/// what it has (Pasal 9 and 11 UU 14/2008) and reports.
const LAMA_HARI: i64 = 183;

/// What a unit has under way, and how it kept to the limit.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitTerlambat {
    unit: Uuid,
    nama: String,
    berjalan: Angka,
    /// Under way, and after every reading of the limit.
    terlambat: Angka,
    /// Of the period: answered after every reading of the limit.
    dijawab_terlambat: Angka,
    dijawab: Angka,
    /// Of those answered, in percent.
    persen_tepat: Option<f64>,
}

/// When a unit was last heard of.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitDiam {
    unit: Uuid,
    nama: String,
    /// The last day on which it made or renewed something in the catalogue.
    katalog: Option<NaiveDate>,
    /// The last day of the last period that it reported on.
    laporan: Option<NaiveDate>,
    /// The day of the last doings that it told of.
    kegiatan: Option<NaiveDate>,
    /// Days since the latest of these; null where there is none.
    hari: Option<i64>,
    /// Half a year or more, or never.
    lama: bool,
}

/// Units that have or had something, the latest first.
pub fn terlambat(
    hitungan: Vec<Hitungan>,
    unit: &[BarisUnit],
    hari: Hari,
    lingkup: &Lingkup,
) -> Vec<UnitTerlambat> {
    let mut per_unit: BTreeMap<Uuid, Vec<Hitungan>> = BTreeMap::new();
    for satu in hitungan {
        per_unit.entry(satu.unit).or_default().push(satu);
    }
    let mut daftar: Vec<UnitTerlambat> = per_unit
        .into_iter()
        .map(|(id, hitungan)| {
            let nama = unit.iter().find(|unit| unit.unit == id).map(|unit| unit.nama.clone());
            satu(id, nama.unwrap_or_else(|| id.to_string()), &Rekap::dari(hitungan), hari, lingkup)
        })
        .collect();
    let urutan = |u: &UnitTerlambat| (u.terlambat.n, u.dijawab_terlambat.n, u.berjalan.n);
    daftar.sort_by(|a, b| urutan(b).cmp(&urutan(a)).then_with(|| a.nama.cmp(&b.nama)));
    daftar
}

fn satu(unit: Uuid, nama: String, rekap: &Rekap, hari: Hari, lingkup: &Lingkup) -> UnitTerlambat {
    let (wajah, lingkup) = (rekap.wajah(hari), lingkup.milik(unit));
    let terlambat = wajah.get(&Wajah::Terlambat).copied().unwrap_or_default();
    let jawab = |keadaan: &str| rekap.jumlah(&format!("pemberitahuan={keadaan}"));
    let tepat = jawab("tepat");
    let dijawab = tepat + jawab("batas") + jawab("terlambat");
    UnitTerlambat {
        unit,
        nama,
        berjalan: lingkup.berjalan("berjalan", wajah.values().sum(), &[]),
        terlambat: lingkup.berjalan("terlambat", terlambat, &[("wajah", "terlambat")]),
        dijawab_terlambat: lingkup.periode(
            "dijawab_terlambat",
            jawab("terlambat"),
            &[("pemberitahuan", "terlambat")],
        ),
        dijawab: lingkup.periode("dijawab", dijawab, &[("pemberitahuan", "tercatat")]),
        persen_tepat: persen(tepat, dijawab),
    }
}

/// Units that are there, the longest silent first.
pub async fn diam(app: &App, hari: NaiveDate) -> Result<Vec<UnitDiam>, Masalah> {
    let mut connection = app.pool.acquire().await?;
    let unit = acuan::semua_unit(&mut connection).await?;
    let katalog = katalog::terakhir_per_unit(&mut connection).await?;
    let kegiatan = kegiatan::terakhir_per_unit(&mut connection).await?;
    drop(connection);
    let katalog: HashMap<Uuid, NaiveDate> = katalog.into_iter().collect();
    let kegiatan: HashMap<Uuid, NaiveDate> = kegiatan.into_iter().collect();
    let mut laporan: HashMap<Uuid, NaiveDate> = HashMap::new();
    for (_, state, _) in app.semua_aliran::<Laporan>().await? {
        if let Laporan::Disampaikan(disusun) | Laporan::Diterima(disusun) = state
            && let Some(unit) = disusun.unit
        {
            let sampai = laporan.entry(unit.0).or_insert(disusun.sampai);
            *sampai = disusun.sampai.max(*sampai);
        }
    }
    let aktif = unit.into_iter().filter(|unit| unit.keadaan == "aktif");
    let mut diam: Vec<UnitDiam> = aktif
        .map(|BarisUnit { unit, nama, .. }| {
            let (katalog, laporan) = (katalog.get(&unit).copied(), laporan.get(&unit).copied());
            let kegiatan = kegiatan.get(&unit).copied();
            let terakhir = katalog.max(laporan).max(kegiatan);
            let lewat = terakhir.map(|terakhir| (hari - terakhir).num_days().max(0));
            let lama = lewat.is_none_or(|lewat| lewat >= LAMA_HARI);
            UnitDiam { unit, nama, katalog, laporan, kegiatan, hari: lewat, lama }
        })
        .collect();
    let urutan = |unit: &UnitDiam| unit.katalog.max(unit.laporan).max(unit.kegiatan);
    diam.sort_by(|a, b| urutan(a).cmp(&urutan(b)).then_with(|| a.nama.cmp(&b.nama)));
    Ok(diam)
}
