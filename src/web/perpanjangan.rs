//! Extension: once, at most seven more hari kerja.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![perkara(
        langkah(
            "PerpanjanganDiberitahukan",
            "Beritahukan perpanjangan waktu (Pasal 22(8) UU 14/2008)",
            Akses::PPID,
        ),
        Event::PerpanjanganDiberitahukan,
    )]
}
