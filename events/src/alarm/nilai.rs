//! Which alarms are due this morning, over everything that is open.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    AlarmDibunyikan, Bunyi, JenisAlarm, Kedudukan, Pemegang, Tangga, TenggatAlarm, penerima,
};
use crate::hari_kerja::{KalenderKerja, NomorHari};
use crate::pihak::UnitId;
use crate::teks::{Label, TeksDitolak};

/// An open tenggat, and how far its ladder was climbed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calon {
    pub subjek: Uuid,
    pub jenis: JenisAlarm,
    pub unit: Option<UnitId>,
    pub batas: String,
    pub pasal: String,
    pub dibuka: NaiveDate,
    pub paling_awal: NaiveDate,
    pub paling_lambat: NaiveDate,
    pub pemegang: Pemegang,
    /// The unit that answers for it.
    pub penanggung_jawab: Option<UnitId>,
    pub terakhir: Option<i32>,
}

impl Calon {
    pub fn tenggat(self) -> Result<TenggatAlarm, TeksDitolak> {
        Ok(TenggatAlarm {
            jenis: self.jenis,
            unit: self.unit,
            batas: Label::try_new(self.batas)?,
            pasal: Label::try_new(self.pasal)?,
            dibuka: self.dibuka,
            paling_awal: self.paling_awal,
            paling_lambat: self.paling_lambat,
        })
    }
}

/// The alarms that are due on a day, each with its subject; none on a day on
/// which the office is closed.
pub fn nilai(
    calon: Vec<Calon>,
    tangga: impl Fn(JenisAlarm) -> Tangga,
    kerja: &KalenderKerja,
    hari: NaiveDate,
) -> Result<Vec<(Uuid, AlarmDibunyikan)>, TeksDitolak> {
    if !kerja.adalah_hari_kerja(hari) {
        return Ok(Vec::new());
    }
    let tangga: Vec<Tangga> = super::SEMUA_JENIS.map(tangga).into();
    let nomor = nomor(&calon, kerja, hari);
    let mut alarm = Vec::new();
    for satu in calon {
        // The kinds stand in their own order.
        let tangga = &tangga[satu.jenis as usize];
        let sisa = nomor.selisih(hari, satu.paling_awal);
        let saat_dibuka = saat_dibuka(&satu, &nomor);
        let kedudukan = Kedudukan { sisa, saat_dibuka, terakhir: satu.terakhir };
        if let Some(bunyi) = tangga.jatuh_tempo(kedudukan) {
            alarm.push((satu.subjek, bunyikan(satu, bunyi, tangga, sisa, hari)?));
        }
    }
    Ok(alarm)
}

fn bunyikan(
    calon: Calon,
    bunyi: Bunyi,
    tangga: &Tangga,
    sisa: i64,
    hari: NaiveDate,
) -> Result<AlarmDibunyikan, TeksDitolak> {
    let Bunyi { anak_tangga, terlewat } = bunyi;
    let (jenis, unit) = (calon.jenis, calon.penanggung_jawab);
    let kepada = penerima(jenis, calon.pemegang, unit, tangga.eskalasi, anak_tangga);
    let sisa_hk = i32::try_from(sisa).unwrap_or(i32::MIN);
    let tenggat = calon.tenggat()?;
    Ok(AlarmDibunyikan { tenggat, anak_tangga, sisa_hk, hari, terlewat, kepada })
}

/// Working days left on the first working day on which it ran.
fn saat_dibuka(calon: &Calon, nomor: &NomorHari) -> Option<i64> {
    let mundur = calon.dibuka > calon.paling_awal;
    let sebelum = calon.dibuka.pred_opt().filter(|_| !mundur)?;
    Some(nomor.selisih(sebelum, calon.paling_awal) - 1)
}

/// Numbers for every day that is asked about.
fn nomor(calon: &[Calon], kerja: &KalenderKerja, hari: NaiveDate) -> NomorHari {
    let semua = calon.iter().flat_map(|satu| [satu.dibuka, satu.paling_awal]);
    let (dari, sampai) = semua.fold((hari, hari), |(a, z), ini| (a.min(ini), z.max(ini)));
    NomorHari::baru(kerja, dari.pred_opt().unwrap_or(dari), sampai)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uji::{ditutup, hari};

    fn calon(dibuka: &str, awal: &str) -> Calon {
        Calon {
            subjek: Uuid::from_u128(1),
            jenis: JenisAlarm::Pemberitahuan,
            unit: None,
            batas: "P04a".to_owned(),
            pasal: "Pasal 22(7) UU".to_owned(),
            dibuka: hari(dibuka),
            paling_awal: hari(awal),
            paling_lambat: hari(awal),
            pemegang: Pemegang::Ppid,
            penanggung_jawab: None,
            terakhir: None,
        }
    }

    fn pada(calon: Calon, kerja: &KalenderKerja, tanggal: &str) -> Option<(i32, i32)> {
        let alarm = nilai(vec![calon], Tangga::bawaan, kerja, hari(tanggal)).unwrap();
        alarm.first().map(|(_, alarm)| (alarm.anak_tangga, alarm.sisa_hk))
    }

    #[test]
    fn nobody_is_told_on_a_closed_day() {
        let mut kerja = KalenderKerja::default();
        let ini = || calon("2026-03-02", "2026-03-13");
        assert_eq!(pada(ini(), &kerja, "2026-03-06"), Some((5, 5)), "a Friday");
        assert_eq!(pada(ini(), &kerja, "2026-03-07"), None, "a Saturday");
        let libur = crate::kalender::Event::HariDitutup(ditutup("2026-03-06", "Libur"));
        kerja.kalender.evolve(&libur);
        assert_eq!(pada(ini(), &kerja, "2026-03-06"), None);
        assert_eq!(pada(ini(), &kerja, "2026-03-05"), Some((5, 5)), "a day earlier");
    }

    #[test]
    fn the_day_of_a_rung_counts_when_it_began_that_day_and_not_before() {
        let kerja = KalenderKerja::default();
        let lama = |dibuka| pada(calon(dibuka, "2026-03-13"), &kerja, "2026-03-10");
        assert_eq!(lama("2026-03-06"), Some((3, 3)));
        assert_eq!(lama("2026-03-10"), Some((3, 3)));
        assert_eq!(lama("2026-03-11"), None);
        let sabtu = pada(calon("2026-03-07", "2026-03-13"), &kerja, "2026-03-09");
        assert_eq!(sabtu, None, "the fifth day before was the Friday, which had passed");
        let jumat = pada(calon("2026-03-06", "2026-03-13"), &kerja, "2026-03-09");
        assert_eq!(jumat, Some((5, 4)));
    }

    #[test]
    fn an_end_on_a_closed_day_is_told_of_on_the_working_day_before() {
        let kerja = KalenderKerja::default();
        let minggu = |tanggal| pada(calon("2026-03-02", "2026-03-15"), &kerja, tanggal);
        assert_eq!(minggu("2026-03-13"), Some((0, 0)));
        assert_eq!(minggu("2026-03-16"), Some((-1, -1)));
    }

    #[test]
    fn what_is_counted_back_from_a_day_to_come_has_all_its_rungs() {
        let kerja = KalenderKerja::default();
        let sidang = calon("2026-03-16", "2026-03-12");
        assert_eq!(pada(sidang, &kerja, "2026-03-10"), Some((3, 2)));
    }
}
