//! Transfer: another body has the information.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![perkara(
        langkah("PermohonanDialihkan", "Alihkan permohonan ke badan publik lain", Akses::LOKET),
        Event::PermohonanDialihkan,
    )]
}
