//! Working days numbered over a run of days: how many lie between two of them is
//! a subtraction, also for a hundred thousand limits at once.

use chrono::NaiveDate;

use super::KalenderKerja;

/// The number of working days from the first day up to and including each.
#[derive(Clone, Debug)]
pub struct NomorHari {
    dari: NaiveDate,
    nomor: Vec<i64>,
}

impl NomorHari {
    /// From the day before `dari` up to `sampai`.
    pub fn baru(kerja: &KalenderKerja, dari: NaiveDate, sampai: NaiveDate) -> Self {
        let dari = dari.pred_opt().unwrap_or(dari);
        let hitung = |nomor: &mut i64, hari| {
            *nomor += i64::from(kerja.adalah_hari_kerja(hari));
            Some(*nomor)
        };
        let hari = dari.iter_days().take_while(|hari| *hari <= sampai);
        NomorHari { dari, nomor: hari.scan(0, hitung).collect() }
    }

    /// The number of a day; a closed day has that of the working day before it.
    /// A day outside the run has that of its nearest end.
    pub fn pada(&self, hari: NaiveDate) -> i64 {
        let letak = usize::try_from((hari - self.dari).num_days()).unwrap_or(0);
        let terakhir = self.nomor.last().copied().unwrap_or(0);
        self.nomor.get(letak).copied().unwrap_or(terakhir)
    }

    /// Working days after `dari` up to and including `sampai`; negative when
    /// `sampai` lies before.
    pub fn selisih(&self, dari: NaiveDate, sampai: NaiveDate) -> i64 {
        self.pada(sampai) - self.pada(dari)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::uji::{aturan, hari};

    proptest! {
        #[test]
        fn the_subtraction_agrees_with_counting(a in 0_u64..1_200, b in 0_u64..1_200) {
            let awal = hari("2025-01-01");
            let (a, b) = (awal + chrono::Days::new(a), awal + chrono::Days::new(b));
            let kerja = aturan().kerja;
            let nomor = NomorHari::baru(&kerja, a.min(b), a.max(b));
            prop_assert_eq!(nomor.selisih(a, b), kerja.selisih(a, b));
        }
    }

    #[test]
    fn a_closed_day_has_the_number_of_the_working_day_before() {
        let kerja = KalenderKerja::default();
        let nomor = NomorHari::baru(&kerja, hari("2026-03-06"), hari("2026-03-09"));
        let [jumat, sabtu, minggu, senin] =
            ["2026-03-06", "2026-03-07", "2026-03-08", "2026-03-09"].map(|h| nomor.pada(hari(h)));
        assert_eq!((sabtu, minggu, senin), (jumat, jumat, jumat + 1));
    }
}
