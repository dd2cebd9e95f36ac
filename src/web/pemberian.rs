//! Handing over the information.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![perkara(
        langkah("InformasiDiberikan", "Catat pemberian informasi", Akses::LOKET),
        Event::InformasiDiberikan,
    )]
}
