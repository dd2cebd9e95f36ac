//! Fees for copies and sending.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![
        perkara(
            langkah("BiayaDitetapkan", "Tetapkan biaya salinan", Akses::PPID),
            Event::BiayaDitetapkan,
        ),
        perkara(
            langkah("BiayaDibayar", "Catat pembayaran biaya", Akses::LOKET),
            Event::BiayaDibayar,
        ),
    ]
}
