//! The closing statement, and what Komisi Informasi decided.

use events::sengketa::Event;

use crate::web::akses::Akses;
use crate::web::perintah::{langkah, sengketa};
use crate::web::rute::Rute;

pub(in crate::web) fn rute() -> Vec<Rute> {
    vec![
        sengketa(
            langkah("KesimpulanDisampaikan", "Sampaikan kesimpulan", Akses::PPID),
            Event::KesimpulanDisampaikan,
        ),
        sengketa(
            langkah("PutusanSelaDibacakan", "Catat putusan sela", Akses::PPID),
            Event::PutusanSelaDibacakan,
        ),
        sengketa(
            langkah("PutusanDibacakan", "Catat putusan", Akses::PPID),
            Event::PutusanDibacakan,
        ),
        sengketa(
            langkah("SalinanPutusanDiterima", "Catat diterimanya salinan putusan", Akses::PPID),
            Event::SalinanPutusanDiterima,
        ),
    ]
}
