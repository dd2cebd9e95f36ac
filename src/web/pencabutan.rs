//! Withdrawal by the pemohon.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![perkara(
        langkah("PermohonanDicabut", "Catat pencabutan permohonan", Akses::LOKET),
        Event::PermohonanDicabut,
    )]
}
