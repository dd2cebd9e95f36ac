//! Correction of a fact that was entered wrongly.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![perkara(
        langkah(
            "KoreksiDicatat",
            "Koreksi satu fakta perkara; yang lama tetap terlihat",
            Akses::PPID,
        ),
        Event::KoreksiDicatat,
    )]
}
