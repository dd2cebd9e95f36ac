//! What read models compute rows from: whole cases with the rules and the
//! calendar, and whatever else a batch of facts touched.

use chrono::NaiveDate;
use events::tenggat::Tenggat;
use events::{Event, Tercatat, katalog};
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::catatan::Catatan;
use crate::perkara::{self, Baris};

/// The material of one batch.
pub struct Bahan<'a> {
    pub catatan: &'a Catatan,
    /// The cases whose rows are computed.
    pub kasus: Vec<Kasus<'a>>,
    pub unit: Vec<Uuid>,
    pub buku: Vec<Uuid>,
    pub katalog: BTreeMap<Uuid, Vec<Tercatat<katalog::Event>>>,
    /// Leaf hashes in the order of the log.
    pub daun: Vec<Daun>,
}

/// A case with what more than one read model wants of it, computed once.
pub struct Kasus<'a> {
    pub baris: Baris<'a>,
    pub nomor: String,
    pub tenggat: Vec<Tenggat>,
    /// The days of the calendar over which anything of it was counted.
    pub pengaruh: Option<(NaiveDate, NaiveDate)>,
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
            katalog: BTreeMap::new(),
            daun: Vec::new(),
        }
    }

    pub fn perkara(&self) -> Vec<Uuid> {
        self.kasus.iter().map(|kasus| kasus.baris.id).collect()
    }
}

impl<'a> Kasus<'a> {
    pub fn dari(baris: Baris<'a>) -> Self {
        let (nomor, tenggat) = (baris.nomor(), baris.tenggat());
        let pengaruh = pengaruh(&baris, &tenggat);
        Kasus { baris, nomor, tenggat, pengaruh }
    }
}

fn pengaruh(baris: &Baris<'_>, tenggat: &[Tenggat]) -> Option<(NaiveDate, NaiveDate)> {
    let dari = tenggat.iter().map(Tenggat::dibuka).chain(baris.diterima()).min()?;
    let jawaban = baris.perkara.jawaban.as_ref().and_then(|jawaban| jawaban.dikirim.tanggal);
    let diberikan = baris.perkara.pemberian.iter().filter_map(|(kejadian, _)| kejadian.tanggal);
    let sampai = tenggat.iter().map(Tenggat::paling_lambat).chain(jawaban).chain(diberikan);
    Some((dari, sampai.max().map_or(dari, |sampai| sampai.max(dari))))
}

/// Whole streams of catalogue entries.
pub fn katalog<'a>(
    fakta: impl IntoIterator<Item = &'a Tercatat<Event>>,
) -> BTreeMap<Uuid, Vec<Tercatat<katalog::Event>>> {
    let mut entri: BTreeMap<Uuid, Vec<Tercatat<katalog::Event>>> = BTreeMap::new();
    for tercatat in fakta {
        if let Event::Katalog(event) = tercatat.event.clone() {
            entri.entry(tercatat.stream.id).or_default().push(tercatat.clone().ganti(event));
        }
    }
    entri
}
