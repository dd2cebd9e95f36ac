//! The written consideration behind an answer.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![perkara(
        langkah("PertimbanganTertulisDitetapkan", "Tetapkan pertimbangan tertulis", Akses::PPID),
        Event::PertimbanganTertulisDitetapkan,
    )]
}
