//! Tenggat: the law's limits laid on one case, always as a pair.
//!
//! The law does not say whether the trigger day counts, and some duties have
//! two competing articles. So each tenggat keeps every reading, and the pair is
//! the earliest and the latest of them. Alarms take the earliest. A limit that
//! follows another (P06, S02) starts on the next hk in both datings.

mod kantor;
mod komisi;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::aturan::Aturan;
use crate::batas::{Batas, Panjang, Pelaku, menurut_kode};
use crate::hari_kerja::{Arah, CaraHitung, HariHitung, KEDUA_CARA, KalenderKerja};
use crate::perkara::Kejadian;
use crate::pihak::UnitId;

pub use kantor::{
    keberatan, kelengkapan, pemberitahuan, pengajuan_sengketa, perbaikan, perkara,
    tanggapan_keberatan,
};
pub use komisi::{gugatan, kasasi, sengketa};

/// One reading of a limit: an article, a dating, and the day it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bacaan {
    pub batas: &'static Batas,
    pub cara: CaraHitung,
    pub panjang: Panjang,
    pub pemicu: NaiveDate,
    pub akhir: NaiveDate,
    /// The reading whose end is the trigger, for a limit that follows another.
    pub dasar: Option<Box<Bacaan>>,
    /// The end of the other's limit, where silence is what set this one going.
    pub diam_sampai: Option<NaiveDate>,
}

/// A duty or a right with its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenggat {
    pub jenis: JenisTenggat,
    bacaan: Vec<Bacaan>,
    pub dipenuhi: Option<NaiveDate>,
    /// It ended without being met and without being missed: withdrawn, sent on.
    pub gugur: bool,
    /// Nobody has a reason to be reminded of it.
    pub sunyi: bool,
    /// The dispute that it is of, which several cases may share.
    pub sengketa: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JenisTenggat {
    Kelengkapan,
    Perbaikan,
    Pemberitahuan,
    BatasInternal(UnitId),
    Keberatan,
    TanggapanKeberatan,
    Sengketa,
    KelengkapanSengketa,
    JawabanTermohon,
    PenggantianMajelis,
    Mediasi,
    Kesimpulan,
    Gugatan,
    Kasasi,
    Pelaksanaan,
    Pengecualian,
}

/// Where a tenggat stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keadaan {
    /// Open, before the earliest reading ends.
    Berjalan,
    /// Met in time under every reading.
    Tepat,
    /// Between the two readings: a risk, not a fault.
    Batas,
    /// After every reading.
    Terlambat,
    /// A remedy taken before the other's limit was over, under every reading.
    Prematur,
    Gugur,
}

impl Tenggat {
    fn dari(jenis: JenisTenggat, bacaan: Vec<Bacaan>) -> Option<Self> {
        let (dipenuhi, gugur, sunyi, sengketa) = (None, false, false, None);
        let ada = !bacaan.is_empty();
        ada.then_some(Tenggat { jenis, bacaan, dipenuhi, gugur, sunyi, sengketa })
    }

    /// Met by a fact. One without a date ends the tenggat all the same, but
    /// nobody can say whether it was in time.
    fn dipenuhi(mut self, fakta: Option<Kejadian>) -> Self {
        self.dipenuhi = fakta.and_then(|kejadian| kejadian.tanggal);
        let tanpa_tanggal = fakta.is_some();
        self.gugur(tanpa_tanggal)
    }

    fn gugur(mut self, gugur: bool) -> Self {
        self.gugur |= gugur && self.dipenuhi.is_none();
        self
    }

    pub fn bacaan(&self) -> &[Bacaan] {
        &self.bacaan
    }

    pub fn pelaku(&self) -> Pelaku {
        self.bacaan[0].batas.pelaku
    }

    pub fn tindakan(&self) -> &'static str {
        self.bacaan[0].batas.tindakan
    }

    pub fn paling_awal(&self) -> NaiveDate {
        let awal = self.bacaan.iter().map(|bacaan| bacaan.akhir).min();
        awal.expect("a tenggat has at least one reading")
    }

    pub fn paling_lambat(&self) -> NaiveDate {
        let lambat = self.bacaan.iter().map(|bacaan| bacaan.akhir).max();
        lambat.expect("a tenggat has at least one reading")
    }

    /// The day it starts to run.
    pub fn dibuka(&self) -> NaiveDate {
        let awal = self.bacaan.iter().map(|bacaan| bacaan.pemicu).min();
        awal.expect("a tenggat has at least one reading")
    }

    /// Where it stands, in the law's word for whose limit it is.
    pub fn keadaan_dengan_kata(&self, hari_ini: NaiveDate) -> &'static str {
        match (self.keadaan(hari_ini), self.pelaku()) {
            (Keadaan::Terlambat, Pelaku::Pemohon) => "daluwarsa",
            (keadaan, _) => keadaan.nama(),
        }
    }

    pub fn terbuka(&self) -> bool {
        self.dipenuhi.is_none() && !self.gugur
    }

    pub fn keadaan(&self, hari_ini: NaiveDate) -> Keadaan {
        if self.gugur {
            return Keadaan::Gugur;
        }
        let hari = self.dipenuhi.unwrap_or(hari_ini);
        let terlalu_awal = |bacaan: &&Bacaan| bacaan.tertutup_sampai().is_some_and(|t| hari <= t);
        let prematur = match self.dipenuhi {
            Some(_) => self.bacaan.iter().filter(terlalu_awal).count(),
            None => 0,
        };
        if prematur == self.bacaan.len() {
            Keadaan::Prematur
        } else if prematur > 0 {
            Keadaan::Batas
        } else if hari > self.paling_lambat() {
            Keadaan::Terlambat
        } else if hari > self.paling_awal() {
            Keadaan::Batas
        } else if self.dipenuhi.is_some() {
            Keadaan::Tepat
        } else {
            Keadaan::Berjalan
        }
    }

    /// The same readings, each followed by another limit.
    pub fn lanjutkan(&self, kode: &str, aturan: &Aturan) -> Tenggat {
        let bacaan = self.bacaan.iter().map(|dasar| lanjutan(dasar, kode, aturan)).collect();
        Tenggat { bacaan, ..self.clone() }
    }
}

impl Bacaan {
    /// For a remedy against silence: the end of the other's limit, up to which
    /// it is too early.
    fn tertutup_sampai(&self) -> Option<NaiveDate> {
        let dasar = || self.dasar.as_ref().map(|dasar| dasar.akhir);
        if self.batas.pelaku == Pelaku::Pemohon { self.diam_sampai.or_else(dasar) } else { None }
    }

    /// Each day of the count; none for limits that are not in working days.
    pub fn rinci<'a>(&self, kerja: &'a KalenderKerja) -> Vec<HariHitung<'a>> {
        match self.panjang {
            Panjang::HariKerja(panjang) => {
                kerja.rinci(self.pemicu, panjang, self.cara, self.batas.arah)
            }
            Panjang::Hari(_)
            | Panjang::Bulan(_)
            | Panjang::Tahun(_)
            | Panjang::Jam(_)
            | Panjang::Kali(_)
            | Panjang::Segera
            | Panjang::MenurutAmar
            | Panjang::Berkala => Vec::new(),
        }
    }

    pub fn cara_dengan_kata(&self) -> &'static str {
        match (self.dasar.is_some(), self.cara) {
            (true, _) => "mulai hari kerja berikutnya",
            (false, CaraHitung::HariSama) => "hari pemicu adalah hari ke-1",
            (false, CaraHitung::HariBerikutnya) => "hari kerja berikutnya adalah hari ke-1",
        }
    }
}

fn batas(kode: &str) -> &'static Batas {
    menurut_kode(kode).expect("the code stands in the table of limits")
}

/// Both datings of one limit in working days.
fn bacaan_hk(kode: &str, pemicu: Option<NaiveDate>, aturan: &Aturan) -> Vec<Bacaan> {
    let (Some(pemicu), Some(panjang)) = (pemicu, aturan.hari_kerja(kode)) else {
        return Vec::new();
    };
    let batas = batas(kode);
    let baca = |cara| Bacaan {
        batas,
        cara,
        panjang: Panjang::HariKerja(panjang),
        pemicu,
        akhir: aturan.kerja.hitung(pemicu, panjang, cara, batas.arah),
        dasar: None,
        diam_sampai: None,
    };
    KEDUA_CARA.map(baca).to_vec()
}

/// Both datings of a limit in calendar days. Backwards there is one: "before
/// the first day" (Pasal 25 Perki 1/2013) leaves that day out.
fn bacaan_hari(kode: &str, pemicu: Option<NaiveDate>) -> Vec<Bacaan> {
    let batas = batas(kode);
    let (Some(pemicu), Panjang::Hari(n)) = (pemicu, batas.panjang) else { return Vec::new() };
    let baca = |cara, akhir| Bacaan {
        batas,
        cara,
        panjang: batas.panjang,
        pemicu,
        akhir,
        dasar: None,
        diam_sampai: None,
    };
    let hari = |n: u32| Days::new(u64::from(n));
    match batas.arah {
        Arah::Maju => vec![
            baca(CaraHitung::HariSama, pemicu + hari(n.saturating_sub(1))),
            baca(CaraHitung::HariBerikutnya, pemicu + hari(n)),
        ],
        Arah::Mundur => vec![baca(CaraHitung::HariBerikutnya, pemicu - hari(n))],
    }
}

/// What the office set for one of its units, from the first day to the second;
/// no article stands behind it.
fn batas_unit(
    batas: &'static Batas,
    unit: UnitId,
    (pemicu, akhir): (NaiveDate, NaiveDate),
) -> Tenggat {
    let bacaan = Bacaan {
        batas,
        cara: CaraHitung::HariBerikutnya,
        panjang: batas.panjang,
        pemicu,
        akhir,
        dasar: None,
        diam_sampai: None,
    };
    Tenggat::dari(JenisTenggat::BatasInternal(unit), vec![bacaan]).expect("there is a reading")
}

/// A limit that starts on the working day after another ended.
fn lanjutan(dasar: &Bacaan, kode: &str, aturan: &Aturan) -> Bacaan {
    let panjang = aturan.hari_kerja(kode).expect("chained limits are in working days");
    let cara = CaraHitung::HariBerikutnya;
    Bacaan {
        batas: batas(kode),
        cara,
        panjang: Panjang::HariKerja(panjang),
        pemicu: dasar.akhir,
        akhir: aturan.kerja.hitung(dasar.akhir, panjang, cara, Arah::Maju),
        dasar: Some(Box::new(dasar.clone())),
        diam_sampai: None,
    }
}

/// X01: an exemption that ends is set as public thirty hk before.
pub fn pengecualian(berakhir: NaiveDate, aturan: &Aturan) -> Option<Tenggat> {
    Tenggat::dari(JenisTenggat::Pengecualian, bacaan_hk("X01", Some(berakhir), aturan))
}

impl JenisTenggat {
    pub fn nama(self) -> &'static str {
        match self {
            JenisTenggat::Kelengkapan => "pemeriksaan kelengkapan",
            JenisTenggat::Perbaikan => "perbaikan oleh pemohon",
            JenisTenggat::Pemberitahuan => "pemberitahuan tertulis",
            JenisTenggat::BatasInternal(_) => "jawaban unit (batas internal)",
            JenisTenggat::Keberatan => "keberatan oleh pemohon",
            JenisTenggat::TanggapanKeberatan => "tanggapan keberatan",
            JenisTenggat::Sengketa => "sengketa oleh pemohon",
            JenisTenggat::KelengkapanSengketa => "kelengkapan berkas sengketa",
            JenisTenggat::JawabanTermohon => "jawaban termohon",
            JenisTenggat::PenggantianMajelis => "permintaan ganti majelis",
            JenisTenggat::Mediasi => "mediasi",
            JenisTenggat::Kesimpulan => "kesimpulan",
            JenisTenggat::Gugatan => "gugatan ke pengadilan",
            JenisTenggat::Kasasi => "kasasi",
            JenisTenggat::Pelaksanaan => "pelaksanaan putusan",
            JenisTenggat::Pengecualian => "akhir pengecualian",
        }
    }
}

impl Keadaan {
    pub fn nama(self) -> &'static str {
        match self {
            Keadaan::Berjalan => "berjalan",
            Keadaan::Tepat => "tepat",
            Keadaan::Batas => "batas",
            Keadaan::Terlambat => "terlambat",
            Keadaan::Prematur => "prematur",
            Keadaan::Gugur => "gugur",
        }
    }
}

#[cfg(test)]
mod uji;
#[cfg(test)]
mod uji_sengketa;
#[cfg(test)]
mod uji_sifat;
