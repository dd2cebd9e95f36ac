//! Talking it over before the answer to a keberatan.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![perkara(
        langkah("MusyawarahDilakukan", "Catat musyawarah atas keberatan", Akses::MUSYAWARAH),
        Event::MusyawarahDilakukan,
    )]
}
