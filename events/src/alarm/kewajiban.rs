//! Duties of the office that hang on no case: the reports, and the calendar of
//! the year to come.

use chrono::{Datelike, NaiveDate};

use super::{JenisAlarm, TenggatAlarm};
use crate::hari_kerja::KalenderKerja;
use crate::kalender::Kalender;
use crate::laporan::periode::{Periode, PeriodeLaporan};
use crate::laporan::{Event, Laporan, LaporanDisusun};
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

/// L06: what a unit owes for each period since it began, in the order of the
/// periods: those that are over and were not handed in, and the one under way.
pub fn laporan_unit(
    laporan: &RiwayatLaporan,
    unit: UnitId,
    (mulai, hari_ini): (NaiveDate, NaiveDate),
    periode: &PeriodeLaporan,
    kerja: &KalenderKerja,
) -> Vec<TenggatAlarm> {
    let tersampaikan = |ini: &Periode| {
        laporan.iter().any(|(disusun, fakta)| {
            let mencakup = disusun.unit == Some(unit)
                && disusun.dari <= ini.dari
                && disusun.sampai >= ini.sampai;
            let keadaan = || fakta.iter().fold(Laporan::default(), |l, (f, _)| l.evolve(f));
            mencakup && keadaan().tersampaikan()
        })
    };
    let pasal = crate::batas::menurut_kode("L06").map_or("", |batas| batas.pasal);
    let terutang = periode.sejak(mulai, hari_ini).into_iter().filter(|ini| !tersampaikan(ini));
    let satu = |ini: Periode| {
        let (dibuka, akhir) = (ini.sesudah(), ini.batas(kerja));
        kewajiban(JenisAlarm::LaporanUnit, Some(unit), ("L06", pasal), dibuka, akhir)
    };
    terutang.map(satu).collect()
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
