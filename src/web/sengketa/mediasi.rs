//! Mediation, and what it does to the adjudication.

use events::sengketa::Event;

use crate::web::akses::Akses;
use crate::web::perintah::{langkah, sengketa};
use crate::web::rute::Rute;

pub(in crate::web) fn rute() -> Vec<Rute> {
    vec![
        sengketa(
            langkah("AjudikasiDitunda", "Catat penundaan ajudikasi untuk mediasi", Akses::PPID),
            Event::AjudikasiDitunda,
        ),
        sengketa(
            langkah("MediasiDimulai", "Catat dimulainya mediasi", Akses::PPID),
            Event::MediasiDimulai,
        ),
        sengketa(
            langkah("MediasiDiperpanjang", "Catat perpanjangan mediasi", Akses::PPID),
            Event::MediasiDiperpanjang,
        ),
        sengketa(
            langkah("MediasiBerhasil", "Catat kesepakatan mediasi", Akses::PPID),
            Event::MediasiBerhasil,
        ),
        sengketa(
            langkah("MediasiGagal", "Catat gagalnya mediasi", Akses::PPID),
            Event::MediasiGagal,
        ),
    ]
}
