//! Summons, hearings, and what is handed in for them.

use events::sengketa::Event;

use crate::web::akses::Akses;
use crate::web::perintah::{langkah, sengketa};
use crate::web::rute::Rute;

pub(in crate::web) fn rute() -> Vec<Rute> {
    vec![
        sengketa(
            langkah("PanggilanDiterima", "Catat panggilan sidang", Akses::PPID),
            Event::PanggilanDiterima,
        ),
        sengketa(
            langkah("PenggantianMajelisDiminta", "Minta penggantian majelis", Akses::PPID),
            Event::PenggantianMajelisDiminta,
        ),
        sengketa(
            langkah("JawabanTermohonDisampaikan", "Sampaikan jawaban termohon", Akses::PPID),
            Event::JawabanTermohonDisampaikan,
        ),
        sengketa(
            langkah("SidangDigelar", "Catat sidang dan kehadiran", Akses::PPID),
            Event::SidangDigelar,
        ),
        sengketa(
            langkah("SengketaGugur", "Catat gugurnya sengketa", Akses::PPID),
            Event::SengketaGugur,
        ),
    ]
}
