//! The office beside its units: what must agree, and what does not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use uuid::Uuid;

use super::Rekaman;
use super::hitung::{Angka, Kurun, Menurut};

/// Two figures that must be the same and are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TidakCocok {
    pub hal: String,
    pub kiri: u64,
    pub kanan: u64,
}

impl fmt::Display for TidakCocok {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} dan {}", self.hal, self.kiri, self.kanan)
    }
}

/// All units beside the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Konsolidasi {
    pub kantor: Angka,
    /// By unit; `None` is what no unit answers for.
    pub unit: BTreeMap<Option<Uuid>, Angka>,
}

impl Konsolidasi {
    /// Counts the office once and each unit once, apart from each other, so that
    /// the one checks the others.
    pub fn dari(rekaman: &Rekaman, kurun: Kurun) -> Result<Self, Vec<TidakCocok>> {
        let mut kantor = Angka::default();
        let mut unit: BTreeMap<Option<Uuid>, Angka> = BTreeMap::new();
        for baris in &rekaman.permohonan {
            kantor.permohonan(kurun, baris);
            unit.entry(baris.unit).or_default().permohonan(kurun, baris);
        }
        for baris in &rekaman.keberatan {
            kantor.keberatan(kurun, baris);
            unit.entry(baris.unit).or_default().keberatan(kurun, baris);
        }
        for baris in rekaman.sengketa.iter().filter(|baris| baris.utama) {
            kantor.sengketa(kurun, baris);
            unit.entry(baris.unit).or_default().sengketa(kurun, baris);
        }
        Konsolidasi { kantor, unit }.cocok()
    }

    /// Refuses figures that do not agree.
    fn cocok(self) -> Result<Self, Vec<TidakCocok>> {
        let mut jumlah = Angka::default();
        let mut salah = self.kantor.periksa("kantor");
        for (unit, angka) in &self.unit {
            let siapa = unit.map_or_else(|| "tanpa unit".to_owned(), |id| format!("unit {id}"));
            salah.extend(angka.periksa(&siapa));
            jumlah += angka;
        }
        salah.extend(beda(&self.kantor, &jumlah));
        if salah.is_empty() { Ok(self) } else { Err(salah) }
    }
}

/// Figures that are not the same in both, with their names.
pub fn beda(kiri: &Angka, kanan: &Angka) -> Vec<TidakCocok> {
    let (kiri, kanan) = (kiri.garis(), kanan.garis());
    let (satu, dua): (Menurut, Menurut) = (kiri.into_iter().collect(), kanan.into_iter().collect());
    let hal: BTreeSet<&String> = satu.keys().chain(dua.keys()).collect();
    let angka = |dari: &Menurut, hal: &String| dari.get(hal).copied().unwrap_or_default();
    let pasangan = hal.into_iter().map(|hal| (hal, angka(&satu, hal), angka(&dua, hal)));
    let beda = pasangan.filter(|(_, kiri, kanan)| kiri != kanan);
    beda.map(|(hal, kiri, kanan)| TidakCocok { hal: hal.clone(), kiri, kanan }).collect()
}
