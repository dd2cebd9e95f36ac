//! Duties of the office that hang on no case: the reports, and the calendar of
//! the year to come.

use chrono::{Datelike, Months, NaiveDate};

use super::{JenisAlarm, TenggatAlarm};
use crate::kalender::Kalender;
use crate::laporan::{Event, LaporanDisusun};
use crate::pihak::UnitId;
use crate::teks::Label;

/// What a year's closed days come from.
const DASAR_KALENDER: &str = "SKB libur nasional dan cuti bersama";

/// Every report with its facts and the day of each.
pub type RiwayatLaporan = Vec<(LaporanDisusun, Vec<(Event, Option<NaiveDate>)>)>;

fn label(teks: &str) -> Label {
    Label::try_new(teks).expect("a sentence of ours is a label")
}

fn kewajiban(
    jenis: JenisAlarm,
    unit: Option<UnitId>,
    (batas, pasal): (&str, &str),
    dibuka: NaiveDate,
    akhir: NaiveDate,
) -> TenggatAlarm {
    TenggatAlarm {
        jenis,
        unit,
        batas: label(batas),
        pasal: label(pasal),
        dibuka,
        paling_awal: akhir,
        paling_lambat: akhir,
    }
}

/// L03: three months after the year, on 31 March.
fn batas_laporan_tahunan(tahun: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(tahun + 1, 3, 31)
}

/// The yearly reports that are owed on a day: of each year that ended since the
/// office began to keep its cases here, and went to no Komisi Informasi yet.
pub fn laporan_tahunan(
    laporan: &RiwayatLaporan,
    mulai: NaiveDate,
    hari_ini: NaiveDate,
) -> Vec<TenggatAlarm> {
    let terkirim = |tahun: i32| {
        laporan.iter().any(|(disusun, fakta)| {
            let mencakup = disusun.unit.is_none()
                && disusun.dari <= awal_tahun(tahun)
                && disusun.sampai >= akhir_tahun(tahun);
            mencakup && fakta.iter().any(|(f, _)| matches!(f, Event::LaporanDikirimKeKi { .. }))
        })
    };
    let pasal = crate::batas::menurut_kode("L03").map_or("", |batas| batas.pasal);
    (mulai.year()..hari_ini.year())
        .filter(|tahun| !terkirim(*tahun))
        .filter_map(|tahun| {
            let akhir = batas_laporan_tahunan(tahun)?;
            let dibuka = awal_tahun(tahun + 1);
            Some(kewajiban(JenisAlarm::LaporanTahunan, None, ("L03", pasal), dibuka, akhir))
        })
        .collect()
}

/// L05: six months after a unit handed in last, or after the office began.
pub fn laporan_unit(laporan: &RiwayatLaporan, unit: UnitId, mulai: NaiveDate) -> TenggatAlarm {
    let disampaikan = laporan
        .iter()
        .filter(|(disusun, _)| disusun.unit == Some(unit))
        .flat_map(|(_, fakta)| fakta)
        .filter(|(fakta, _)| matches!(fakta, Event::LaporanDisampaikan(_)))
        .filter_map(|(_, hari)| *hari)
        .max();
    let dibuka = disampaikan.unwrap_or(mulai);
    let akhir = dibuka.checked_add_months(Months::new(6)).unwrap_or(NaiveDate::MAX);
    let pasal = crate::batas::menurut_kode("L05").map_or("", |batas| batas.pasal);
    kewajiban(JenisAlarm::LaporanUnit, Some(unit), ("L05", pasal), dibuka, akhir)
}

/// Every November the closed days of the next year are entered, while none of
/// them is known; where it was forgotten it stays owed.
pub fn kalender_tahun_depan(kalender: &Kalender, hari_ini: NaiveDate) -> Option<TenggatAlarm> {
    let tahun = if hari_ini.month() >= 11 { hari_ini.year() } else { hari_ini.year() - 1 };
    if kalender.memuat_tahun(tahun + 1) {
        return None;
    }
    let dibuka = NaiveDate::from_ymd_opt(tahun, 11, 1)?;
    let akhir = NaiveDate::from_ymd_opt(tahun, 11, 30)?;
    let dasar = ("kalender", DASAR_KALENDER);
    Some(kewajiban(JenisAlarm::KalenderTahunDepan, None, dasar, dibuka, akhir))
}

fn awal_tahun(tahun: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(tahun, 1, 1).unwrap_or(NaiveDate::MIN)
}

fn akhir_tahun(tahun: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(tahun, 12, 31).unwrap_or(NaiveDate::MAX)
}
