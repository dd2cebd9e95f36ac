//! Which alarms are due this morning, over everything that is open.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    AlarmDibunyikan, Bunyi, JenisAlarm, Kedudukan, Pemegang, SEMUA_JENIS, Tangga, TenggatAlarm,
    penerima,
};
use crate::hari_kerja::{KalenderKerja, NomorHari};
use crate::pihak::UnitId;

/// An open tenggat, and how far its ladder was climbed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calon {
    /// The case, or whose companion tells of it.
    pub subjek: Uuid,
    pub tenggat: TenggatAlarm,
    pub pemegang: Pemegang,
    /// The unit that answers for it.
    pub penanggung_jawab: Option<UnitId>,
    pub terakhir: Option<i32>,
}

/// The alarms that are due on a day, each with its subject, what is nearest to its
/// end first; none on a day on which the office is closed.
pub fn nilai(
    calon: Vec<Calon>,
    tangga: impl Fn(JenisAlarm) -> Tangga,
    kerja: &KalenderKerja,
    hari: NaiveDate,
) -> Vec<(Uuid, AlarmDibunyikan)> {
    if !kerja.adalah_hari_kerja(hari) {
        return Vec::new();
    }
    let tangga = SEMUA_JENIS.map(tangga);
    let nomor = nomor(&calon, kerja, hari);
    let mut alarm = Vec::new();
    for satu in calon {
        // The kinds stand in their own order.
        let tangga = &tangga[satu.tenggat.jenis as usize];
        let sisa = nomor.selisih(hari, satu.tenggat.paling_awal);
        let saat_dibuka = saat_dibuka(&satu.tenggat, &nomor);
        let kedudukan = Kedudukan { sisa, saat_dibuka, terakhir: satu.terakhir };
        if let Some(bunyi) = tangga.jatuh_tempo(kedudukan) {
            alarm.push((satu.subjek, bunyikan(satu, bunyi, tangga, sisa, hari)));
        }
    }
    alarm.sort_by_key(|(_, satu)| satu.sisa_hk.unsigned_abs());
    alarm
}

fn bunyikan(
    calon: Calon,
    bunyi: Bunyi,
    tangga: &Tangga,
    sisa: i64,
    hari: NaiveDate,
) -> AlarmDibunyikan {
    let Bunyi { anak_tangga, terlewat } = bunyi;
    let (tenggat, unit) = (calon.tenggat, calon.penanggung_jawab);
    let kepada = penerima(tenggat.jenis, calon.pemegang, unit, tangga.eskalasi, anak_tangga);
    let sisa_hk = i32::try_from(sisa).unwrap_or(i32::MIN);
    AlarmDibunyikan { tenggat, anak_tangga, sisa_hk, hari, terlewat, kepada }
}

/// Working days left on the first working day on which it ran.
fn saat_dibuka(tenggat: &TenggatAlarm, nomor: &NomorHari) -> Option<i64> {
    let mundur = tenggat.dibuka > tenggat.paling_awal;
    let sebelum = tenggat.dibuka.pred_opt().filter(|_| !mundur)?;
    Some(nomor.selisih(sebelum, tenggat.paling_awal) - 1)
}

/// Numbers for every day that is asked about.
fn nomor(calon: &[Calon], kerja: &KalenderKerja, hari: NaiveDate) -> NomorHari {
    let semua = calon.iter().flat_map(|satu| [satu.tenggat.dibuka, satu.tenggat.paling_awal]);
    let (dari, sampai) = semua.fold((hari, hari), |(a, z), ini| (a.min(ini), z.max(ini)));
    NomorHari::baru(kerja, dari.pred_opt().unwrap_or(dari), sampai)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uji::{ditutup, hari, label};

    fn calon(dibuka: &str, awal: &str) -> Calon {
        let tenggat = TenggatAlarm {
            jenis: JenisAlarm::Pemberitahuan,
            unit: None,
            batas: label("P04a"),
            pasal: label("Pasal 22(7) UU"),
            dibuka: hari(dibuka),
            paling_awal: hari(awal),
            paling_lambat: hari(awal),
        };
        let (subjek, pemegang) = (Uuid::from_u128(1), Pemegang::Ppid);
        Calon { subjek, tenggat, pemegang, penanggung_jawab: None, terakhir: None }
    }

    fn pada(calon: Calon, kerja: &KalenderKerja, tanggal: &str) -> Option<(i32, i32)> {
        let alarm = nilai(vec![calon], Tangga::bawaan, kerja, hari(tanggal));
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

    /// Who reads no more than a few of them reads those.
    #[test]
    fn what_is_due_today_stands_before_what_was_due_long_ago() {
        let semua = ["2025-01-06", "2026-03-09", "2026-03-13", "2026-03-10"];
        let semua = semua.map(|akhir| calon("2025-01-02", akhir)).into();
        let kerja = KalenderKerja::default();
        let alarm = nilai(semua, Tangga::bawaan, &kerja, hari("2026-03-10"));
        let sisa: Vec<i32> = alarm.iter().map(|(_, alarm)| alarm.sisa_hk).collect();
        assert_eq!(sisa[..3], [0, -1, 3]);
        assert!(sisa[3] < -250, "{sisa:?}");
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
