//! The written notice, and its receipt.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![
        perkara(
            langkah(
                "PemberitahuanTertulisDikirim",
                "Kirim pemberitahuan tertulis (Pasal 22(7) UU 14/2008)",
                Akses::PPID,
            ),
            Event::PemberitahuanTertulisDikirim,
        ),
        perkara(
            langkah(
                "PemberitahuanTertulisDiterima",
                "Catat diterimanya pemberitahuan tertulis",
                Akses::LOKET,
            ),
            Event::PemberitahuanTertulisDiterima,
        ),
    ]
}
