//! Upaya: which remedy the pemohon has, and when it is safe to take it.
//!
//! Safe means under every reading: from after the latest reading of the
//! office's limit to the earliest reading of the pemohon's own. Outside it is a
//! risk (premature or daluwarsa), never a closed door.

use chrono::{Days, NaiveDate};

use crate::aturan::Aturan;
use crate::perkara::Perkara;
use crate::tenggat::{self, Tenggat};
use crate::waktu::tanggal_panjang;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upaya {
    pub jenis: JenisUpaya,
    pub aman_dari: NaiveDate,
    pub aman_sampai: NaiveDate,
    /// The pemohon's own limit with all its readings.
    pub tenggat: Tenggat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JenisUpaya {
    Keberatan,
    Sengketa,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risiko {
    Aman,
    Prematur,
    Daluwarsa,
}

impl Upaya {
    pub fn pada(&self, hari: NaiveDate) -> Risiko {
        if hari < self.aman_dari {
            Risiko::Prematur
        } else if hari > self.aman_sampai {
            Risiko::Daluwarsa
        } else {
            Risiko::Aman
        }
    }
}

impl std::fmt::Display for Upaya {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let nama = match self.jenis {
            JenisUpaya::Keberatan => "keberatan kepada Atasan PPID",
            JenisUpaya::Sengketa => "penyelesaian sengketa di Komisi Informasi",
        };
        let [dari, sampai] = [self.aman_dari, self.aman_sampai].map(tanggal_panjang);
        if self.aman_dari > self.aman_sampai {
            // A keberatan registered weeks after its receipt leaves such a gap.
            write!(f, "{nama}: tidak ada hari yang aman menurut semua bacaan ")?;
            return write!(f, "(paling cepat {dari}, paling lambat {sampai})");
        }
        write!(f, "{nama}: aman dari {dari} sampai {sampai}")
    }
}

/// The remedies that are open or will open, unless already taken.
pub fn upaya(perkara: &Perkara, aturan: &Aturan) -> Vec<Upaya> {
    [keberatan(perkara, aturan), sengketa(perkara, aturan)].into_iter().flatten().collect()
}

fn keberatan(perkara: &Perkara, aturan: &Aturan) -> Option<Upaya> {
    let tenggat = tenggat::keberatan(perkara, aturan).filter(Tenggat::terbuka)?;
    let aman_dari = match &perkara.jawaban {
        Some(jawaban) => jawaban.berlaku_sejak().tanggal?,
        None => sesudah(tenggat::pemberitahuan(perkara, aturan)?.paling_lambat()),
    };
    let aman_sampai = tenggat.paling_awal();
    Some(Upaya { jenis: JenisUpaya::Keberatan, aman_dari, aman_sampai, tenggat })
}

fn sengketa(perkara: &Perkara, aturan: &Aturan) -> Option<Upaya> {
    let tenggat = tenggat::pengajuan_sengketa(perkara, aturan).filter(Tenggat::terbuka)?;
    let keberatan = perkara.keberatan_terakhir()?;
    let aman_dari = match &keberatan.tanggapan {
        Some(tanggapan) => tanggapan.berlaku_sejak().tanggal?,
        None => sesudah(tenggat::tanggapan_keberatan(perkara, aturan)?.paling_lambat()),
    };
    let aman_sampai = tenggat.paling_awal();
    Some(Upaya { jenis: JenisUpaya::Sengketa, aman_dari, aman_sampai, tenggat })
}

fn sesudah(hari: NaiveDate) -> NaiveDate {
    hari + Days::new(1)
}

#[cfg(test)]
mod uji;
