//! The one face that a case shows in a list.

use chrono::NaiveDate;

/// Working days before the earliest end from which a case is due soon.
const SEGERA_HK: i64 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wajah {
    TepatWaktu,
    Segera,
    Batas,
    Terlambat,
    Diperpanjang,
    /// The pemohon has to act; the statutory clock runs on.
    MenungguPemohon,
    Keberatan,
    Sengketa,
    /// Nothing is left to do for the office.
    Selesai,
}

impl Wajah {
    /// From where a case stands and its nearest tenggat: what is late is late,
    /// whatever else it is.
    pub(super) fn dari(
        status: &str,
        tenggat: Option<(NaiveDate, NaiveDate)>,
        hari: NaiveDate,
        sisa_hk: Option<i64>,
    ) -> Self {
        let Some((awal, lambat)) = tenggat else { return Wajah::Selesai };
        if lambat < hari {
            return Wajah::Terlambat;
        }
        if awal < hari {
            return Wajah::Batas;
        }
        match status {
            "sengketa" => Wajah::Sengketa,
            "keberatan" => Wajah::Keberatan,
            "menunggu pemohon" => Wajah::MenungguPemohon,
            _ if sisa_hk.is_some_and(|sisa| sisa <= SEGERA_HK) => Wajah::Segera,
            "diperpanjang" => Wajah::Diperpanjang,
            _ => Wajah::TepatWaktu,
        }
    }

    pub(super) fn kata(self) -> &'static str {
        match self {
            Wajah::TepatWaktu => "tepat waktu",
            Wajah::Segera => "segera jatuh tempo",
            Wajah::Batas => "batas",
            Wajah::Terlambat => "terlambat",
            Wajah::Diperpanjang => "diperpanjang",
            Wajah::MenungguPemohon => "menunggu pemohon",
            Wajah::Keberatan => "keberatan",
            Wajah::Sengketa => "sengketa",
            Wajah::Selesai => "selesai",
        }
    }

    /// The name of its colour in the stylesheet; the word always stands with it.
    pub(super) fn kelas(self) -> &'static str {
        match self {
            Wajah::TepatWaktu | Wajah::Selesai => "tenang",
            Wajah::Segera | Wajah::Batas => "waspada",
            Wajah::Terlambat => "gawat",
            Wajah::Diperpanjang | Wajah::MenungguPemohon => "tunggu",
            Wajah::Keberatan | Wajah::Sengketa => "sengketa",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hari(tanggal: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, tanggal).expect("a day of March")
    }

    fn wajah(status: &str, tanggal: u32) -> Wajah {
        Wajah::dari(status, Some((hari(13), hari(16))), hari(tanggal), Some(10))
    }

    #[test]
    fn both_ends_decide_between_batas_and_late() {
        assert_eq!(wajah("diproses", 13), Wajah::TepatWaktu);
        assert_eq!(wajah("diproses", 14), Wajah::Batas);
        assert_eq!(wajah("diproses", 16), Wajah::Batas);
        assert_eq!(wajah("diproses", 17), Wajah::Terlambat);
    }

    #[test]
    fn what_is_late_is_late_whatever_else_it_is() {
        assert_eq!(wajah("menunggu pemohon", 17), Wajah::Terlambat);
        assert_eq!(wajah("menunggu pemohon", 13), Wajah::MenungguPemohon);
        assert_eq!(Wajah::dari("dikabulkan", None, hari(13), None), Wajah::Selesai);
    }

    #[test]
    fn three_working_days_are_soon_and_four_are_not() {
        let pada = |sisa| Wajah::dari("diproses", Some((hari(13), hari(16))), hari(2), Some(sisa));
        assert_eq!(pada(3), Wajah::Segera);
        assert_eq!(pada(4), Wajah::TepatWaktu);
    }
}
