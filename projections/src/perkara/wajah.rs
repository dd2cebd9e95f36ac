//! The one face that a case shows in a list, and who has it now.

use chrono::NaiveDate;
use events::batas::Pelaku;
use events::disposisi::{KeadaanDisposisi, PeranUnit};
use events::hari_kerja::KalenderKerja;
use events::tenggat::Tenggat;
use serde::Serialize;
use uuid::Uuid;

use crate::bahan::Kasus;

/// Working days before the earliest end from which a case is due soon.
pub const SEGERA_HK: i64 = 3;

/// What is late is late, whatever else it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wajah {
    Terlambat,
    Batas,
    Segera,
    TepatWaktu,
    Diperpanjang,
    /// The pemohon has to act; the statutory clock runs on.
    MenungguPemohon,
    Keberatan,
    Sengketa,
    /// It waits for an answer and nobody knows since when.
    TanpaTanggal,
    /// Nothing is left to do.
    Selesai,
}

impl Wajah {
    pub const SEMUA: [Wajah; 10] = [
        Wajah::Terlambat,
        Wajah::Batas,
        Wajah::Segera,
        Wajah::TepatWaktu,
        Wajah::Diperpanjang,
        Wajah::MenungguPemohon,
        Wajah::Keberatan,
        Wajah::Sengketa,
        Wajah::TanpaTanggal,
        Wajah::Selesai,
    ];

    /// As the queries have it.
    pub fn nama(self) -> &'static str {
        match self {
            Wajah::Terlambat => "terlambat",
            Wajah::Batas => "batas",
            Wajah::Segera => "segera",
            Wajah::TepatWaktu => "tepat waktu",
            Wajah::Diperpanjang => "diperpanjang",
            Wajah::MenungguPemohon => "menunggu pemohon",
            Wajah::Keberatan => "keberatan",
            Wajah::Sengketa => "sengketa",
            Wajah::TanpaTanggal => "tanpa tanggal",
            Wajah::Selesai => "selesai",
        }
    }
}

/// The day on which one looks, and until when a tenggat is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hari {
    pub hari: NaiveDate,
    /// The last day to which no more than `SEGERA_HK` working days are left.
    pub segera: NaiveDate,
}

impl Hari {
    pub fn dari(hari: NaiveDate, kerja: &KalenderKerja) -> Self {
        Hari { hari, segera: sampai_hk(kerja, hari, SEGERA_HK) }
    }

    /// From where a case stands, whether it is under way, and its nearest
    /// tenggat by both readings.
    pub fn wajah(
        self,
        status: &str,
        berjalan: bool,
        tenggat: Option<(NaiveDate, NaiveDate)>,
    ) -> Wajah {
        let Some((awal, lambat)) = tenggat else {
            return match status {
                _ if !berjalan => Wajah::Selesai,
                "sengketa" => Wajah::Sengketa,
                "keberatan" => Wajah::Keberatan,
                "menunggu pemohon" => Wajah::MenungguPemohon,
                _ => Wajah::TanpaTanggal,
            };
        };
        match status {
            _ if !berjalan => Wajah::Selesai,
            _ if lambat < self.hari => Wajah::Terlambat,
            _ if awal < self.hari => Wajah::Batas,
            "sengketa" => Wajah::Sengketa,
            "keberatan" => Wajah::Keberatan,
            "menunggu pemohon" => Wajah::MenungguPemohon,
            _ if awal <= self.segera => Wajah::Segera,
            "diperpanjang" => Wajah::Diperpanjang,
            _ => Wajah::TepatWaktu,
        }
    }
}

/// The last day to which no more than so many working days are left.
pub fn sampai_hk(kerja: &KalenderKerja, hari: NaiveDate, hk: i64) -> NaiveDate {
    let mut sampai = hari;
    for satu in hari.iter_days().skip(1) {
        if kerja.selisih(hari, satu) > hk {
            break;
        }
        sampai = satu;
    }
    sampai
}

/// Who has a case now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Pemegang {
    Ppid,
    Unit(Uuid),
    AtasanPpid,
    Pemohon,
    KomisiInformasi,
    Pengadilan,
}

impl Pemegang {
    pub fn nama(self) -> &'static str {
        match self {
            Pemegang::Ppid => "PPID",
            Pemegang::Unit(_) => "unit",
            Pemegang::AtasanPpid => "Atasan PPID",
            Pemegang::Pemohon => "pemohon",
            Pemegang::KomisiInformasi => "Komisi Informasi",
            Pemegang::Pengadilan => "pengadilan",
        }
    }

    fn dari(pelaku: Pelaku) -> Self {
        match pelaku {
            // Before KI it is the PPID that speaks for the office.
            Pelaku::Ppid | Pelaku::PpidPembantu | Pelaku::BadanPublik | Pelaku::ParaPihak => {
                Pemegang::Ppid
            }
            Pelaku::AtasanPpid => Pemegang::AtasanPpid,
            Pelaku::Pemohon => Pemegang::Pemohon,
            Pelaku::KomisiInformasi => Pemegang::KomisiInformasi,
            Pelaku::Pengadilan => Pemegang::Pengadilan,
        }
    }
}

/// Who has a case that is under way: whoever was asked last and has not
/// answered, else whose tenggat is the nearest, the office's before others'.
pub(super) fn pemegang(kasus: &Kasus<'_>) -> Pemegang {
    let (perkara, status) = (&kasus.baris.perkara, kasus.baris.status());
    if status == "menunggu pemohon" {
        return Pemegang::Pemohon;
    }
    let menunggu = perkara.disposisi.iter().filter(|d| d.keadaan == KeadaanDisposisi::Menunggu);
    let unit = menunggu.min_by_key(|d| d.peran != PeranUnit::PenanggungJawab);
    if let Some(disposisi) = unit.filter(|_| status != "sengketa") {
        return Pemegang::Unit(disposisi.unit.0);
    }
    let urutan = |tenggat: &&Tenggat| {
        let kantor = crate::tenggat::milik_kantor(tenggat.pelaku());
        (!kantor, tenggat.paling_awal(), tenggat.paling_lambat(), tenggat.jenis)
    };
    let terbuka = crate::tenggat::terbuka_dari(kasus).map(|(_, tenggat)| tenggat);
    terbuka.min_by_key(urutan).map_or(Pemegang::Ppid, |t| Pemegang::dari(t.pelaku()))
}

#[cfg(test)]
mod tests {
    use events::aturan::Aturan;

    use super::*;

    fn hari(tanggal: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, tanggal).expect("a day of March")
    }

    /// On a day, of a case whose limit ends on the 13th, or on the 16th.
    fn wajah(status: &str, tanggal: u32) -> Wajah {
        let pada = Hari { hari: hari(tanggal), segera: hari(tanggal) };
        pada.wajah(status, true, Some((hari(13), hari(16))))
    }

    #[test]
    fn both_ends_decide_between_batas_and_late() {
        assert_eq!(wajah("diproses", 12), Wajah::TepatWaktu);
        assert_eq!(wajah("diproses", 13), Wajah::Segera);
        assert_eq!(wajah("diproses", 14), Wajah::Batas);
        assert_eq!(wajah("diproses", 16), Wajah::Batas);
        assert_eq!(wajah("diproses", 17), Wajah::Terlambat);
    }

    #[test]
    fn what_is_late_is_late_whatever_else_it_is() {
        for (status, biasa) in [
            ("menunggu pemohon", Wajah::MenungguPemohon),
            ("keberatan", Wajah::Keberatan),
            ("sengketa", Wajah::Sengketa),
        ] {
            assert_eq!(wajah(status, 17), Wajah::Terlambat);
            assert_eq!(wajah(status, 14), Wajah::Batas);
            assert_eq!(wajah(status, 13), biasa);
        }
        assert_eq!(wajah("diperpanjang", 12), Wajah::Diperpanjang);
    }

    #[test]
    fn a_case_without_a_limit_is_under_way_or_done() {
        let pada = Hari { hari: hari(2), segera: hari(5) };
        assert_eq!(pada.wajah("sengketa", true, None), Wajah::Sengketa);
        assert_eq!(pada.wajah("sengketa", false, None), Wajah::Selesai);
        assert_eq!(pada.wajah("diproses", true, None), Wajah::TanpaTanggal);
        assert_eq!(pada.wajah("dikabulkan", false, None), Wajah::Selesai);
    }

    #[test]
    fn three_working_days_are_soon_and_four_are_not() {
        let aturan = Aturan::default();
        // Monday: Tuesday, Wednesday and Thursday are three, Friday is four.
        let pada = Hari::dari(hari(2), &aturan.kerja);
        assert_eq!(pada.segera, hari(5));
        // Thursday: Friday, Monday and Tuesday, over a weekend.
        assert_eq!(Hari::dari(hari(5), &aturan.kerja).segera, hari(10));
        // Nothing is counted on a weekend, and it belongs to the day before.
        assert_eq!(sampai_hk(&aturan.kerja, hari(6), 0), hari(8));
    }
}
