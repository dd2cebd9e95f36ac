//! Lists of evidence.

use events::sengketa::Event;

use crate::web::akses::Akses;
use crate::web::perintah::{langkah, sengketa};
use crate::web::rute::Rute;

pub(in crate::web) fn rute() -> Vec<Rute> {
    vec![sengketa(
        langkah("BuktiDisampaikan", "Sampaikan daftar bukti", Akses::PPID),
        Event::BuktiDisampaikan,
    )]
}
