//! The courts, and carrying out what they said.

use events::sengketa::Event;

use crate::web::akses::Akses;
use crate::web::perintah::{langkah, sengketa};
use crate::web::rute::Rute;

pub(in crate::web) fn rute() -> Vec<Rute> {
    vec![
        sengketa(
            langkah(
                "GugatanDiajukan",
                "Catat gugatan ke pengadilan (Pasal 47-48 UU 14/2008)",
                Akses::PPID,
            ),
            Event::GugatanDiajukan,
        ),
        sengketa(
            langkah("PutusanPengadilanDiterima", "Catat putusan pengadilan", Akses::PPID),
            Event::PutusanPengadilanDiterima,
        ),
        sengketa(
            langkah("KasasiDiajukan", "Catat permohonan kasasi (Pasal 50 UU 14/2008)", Akses::PPID),
            Event::KasasiDiajukan,
        ),
        sengketa(
            langkah("PutusanKasasiDiterima", "Catat putusan kasasi", Akses::PPID),
            Event::PutusanKasasiDiterima,
        ),
        sengketa(
            langkah("BerkekuatanHukumTetap", "Catat putusan berkekuatan hukum tetap", Akses::PPID),
            Event::BerkekuatanHukumTetap,
        ),
        sengketa(
            langkah("EksekusiDimohonkan", "Catat permohonan eksekusi", Akses::PPID),
            Event::EksekusiDimohonkan,
        ),
        sengketa(
            langkah("PutusanDilaksanakan", "Catat pelaksanaan putusan", Akses::PPID),
            Event::PutusanDilaksanakan,
        ),
    ]
}
