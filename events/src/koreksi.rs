//! Correction: a fact was entered wrongly, and somebody says so with a reason.
//!
//! Nothing is overwritten. The corrected fact is folded in the place of the
//! wrong one, and the history shows both.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran, Tercatat};
use crate::perkara::{Event, Kejadian, Langkah, Perkara};
use crate::teks::Isi;
use crate::waktu::Waktu;

/// The fact with this version is replaced or, without a replacement, withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KoreksiDicatat {
    pub versi: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pengganti: Option<Pengganti>,
    pub alasan: Isi,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pengganti {
    pub waktu: Waktu,
    pub event: Box<Event>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KoreksiDitolak {
    #[error("fakta yang hendak dikoreksi tidak ada dalam perkara ini")]
    FaktaTidakAda,
    #[error("koreksi dikoreksi dengan koreksi baru atas fakta asalnya, bukan atas koreksinya")]
    BersarangDalamKoreksi,
}

impl Pelanggaran for KoreksiDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 10(1), 32 Perki 1/2021"
    }

    fn mutlak(&self) -> bool {
        true
    }
}

impl Langkah for KoreksiDicatat {
    type Pelanggaran = KoreksiDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<KoreksiDitolak> {
        let mut pelanggaran = Vec::new();
        if self.versi == 0 || self.versi > perkara.versi {
            pelanggaran.push(KoreksiDitolak::FaktaTidakAda);
        }
        if perkara.versi_koreksi.contains(&self.versi) {
            pelanggaran.push(KoreksiDitolak::BersarangDalamKoreksi);
        }
        let pengganti = self.pengganti.as_ref().map(|pengganti| pengganti.event.as_ref());
        if matches!(pengganti, Some(Event::KoreksiDicatat(_))) {
            pelanggaran.push(KoreksiDitolak::BersarangDalamKoreksi);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.versi_koreksi.push(kejadian.versi);
    }
}

/// The facts that hold once all corrections in the slice are applied.
pub(crate) fn berlaku(
    fakta: &[Tercatat<Event>],
) -> impl Iterator<Item = (&Tercatat<Event>, &Event)> {
    fakta.iter().filter_map(|tercatat| match terakhir(fakta, tercatat.version) {
        None => Some((tercatat, &tercatat.event)),
        Some(koreksi) => {
            koreksi.pengganti.as_ref().map(|pengganti| (tercatat, pengganti.event.as_ref()))
        }
    })
}

/// The corrected moment of a fact, when it was corrected.
pub(crate) fn waktu(fakta: &[Tercatat<Event>], versi: u32) -> Option<Waktu> {
    terakhir(fakta, versi)?.pengganti.as_ref().map(|pengganti| pengganti.waktu)
}

fn terakhir(fakta: &[Tercatat<Event>], versi: u32) -> Option<&KoreksiDicatat> {
    fakta.iter().rev().find_map(|tercatat| {
        let Event::KoreksiDicatat(koreksi) = &tercatat.event else { return None };
        (koreksi.versi == versi).then_some(koreksi)
    })
}
