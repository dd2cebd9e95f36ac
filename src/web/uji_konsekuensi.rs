//! The uji konsekuensi of what was asked for.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![perkara(
        langkah(
            "UjiKonsekuensiDilakukan",
            "Catat uji konsekuensi (Pasal 19 UU 14/2008)",
            Akses::UJI,
        ),
        Event::UjiKonsekuensiDilakukan,
    )]
}
