//! Refusal, with the decree it stands on.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![perkara(
        langkah(
            "PenolakanDiberitahukan",
            "Beritahukan penolakan (Pasal 17 dan 22(7) UU 14/2008)",
            Akses::PPID,
        ),
        Event::PenolakanDiberitahukan,
    )]
}
