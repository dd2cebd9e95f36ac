//! What read models compute rows from: whole cases with the rules and the
//! calendar, and whatever else a batch of facts touched.

use chrono::NaiveDate;
use events::tenggat::{Bacaan, Tenggat};
use uuid::Uuid;

use crate::catatan::Catatan;
use crate::log::Entri;
use crate::perkara::{self, Baris};

/// The material of one batch.
pub struct Bahan<'a> {
    pub catatan: &'a Catatan,
    /// The cases whose rows are computed.
    pub kasus: Vec<Kasus<'a>>,
    pub unit: Vec<Uuid>,
    pub buku: Vec<Uuid>,
    pub katalog: Vec<Uuid>,
    pub kegiatan: Vec<Uuid>,
    /// Subjects of alarms.
    pub pendamping: Vec<Uuid>,
    /// Leaf hashes in the order of the log.
    pub daun: Vec<Daun>,
    /// Facts for the index of the log.
    pub log: Vec<Entri>,
}

/// A case with what more than one read model wants of it, computed once.
pub struct Kasus<'a> {
    pub baris: Baris<'a>,
    pub nomor: String,
    pub tenggat: Vec<Tenggat>,
    /// The days of the calendar over which anything of it was counted, and the
    /// day whose rules it has.
    pub pengaruh: (NaiveDate, NaiveDate),
}

/// A leaf's place in the log and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Daun {
    pub posisi: u64,
    pub hash: [u8; 32],
}

impl<'a> Bahan<'a> {
    /// Computes these cases; what else was touched is added by the caller.
    pub fn dari(catatan: &'a Catatan, perkara: &[Uuid]) -> Self {
        let kasus = perkara.iter().filter_map(|id| Some(Kasus::dari(perkara::satu(catatan, *id)?)));
        Bahan {
            catatan,
            kasus: kasus.collect(),
            unit: Vec::new(),
            buku: Vec::new(),
            katalog: Vec::new(),
            kegiatan: Vec::new(),
            pendamping: Vec::new(),
            daun: Vec::new(),
            log: Vec::new(),
        }
    }

    pub fn perkara(&self) -> Vec<Uuid> {
        self.kasus.iter().map(|kasus| kasus.baris.id).collect()
    }
}

impl<'a> Kasus<'a> {
    pub fn dari(baris: Baris<'a>) -> Self {
        let (nomor, tenggat) = (baris.nomor(), baris.tenggat());
        let pengaruh = rentang(&baris, &tenggat);
        Kasus { baris, nomor, tenggat, pengaruh }
    }
}

/// The first and the last day that these limits, and the figures of the case,
/// were counted from or to.
pub(crate) fn rentang(baris: &Baris<'_>, tenggat: &[Tenggat]) -> (NaiveDate, NaiveDate) {
    let jawaban = baris.perkara.jawaban.as_ref().and_then(|jawaban| jawaban.dikirim.tanggal);
    let diberikan = baris.perkara.pemberian.iter().filter_map(|(kejadian, _)| kejadian.tanggal);
    let bacaan = tenggat.iter().flat_map(Tenggat::bacaan).flat_map(dengan_dasar);
    let hari = bacaan.flat_map(|bacaan| [bacaan.pemicu, bacaan.akhir]);
    let hari = hari.chain(baris.diterima()).chain(jawaban).chain(diberikan);
    hari.fold((baris.hari_aturan, baris.hari_aturan), |(dari, sampai), hari| {
        (dari.min(hari), sampai.max(hari))
    })
}

/// A reading and those that it follows.
fn dengan_dasar(bacaan: &Bacaan) -> impl Iterator<Item = &Bacaan> {
    std::iter::successors(Some(bacaan), |bacaan| bacaan.dasar.as_deref())
}
