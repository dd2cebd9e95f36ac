//! Who speaks for a party, and what the PPID Utama does for the unit that is
//! sued.

use events::sengketa::Event;

use crate::web::akses::Akses;
use crate::web::perintah::{langkah, sengketa, sengketa_unit};
use crate::web::rute::Rute;

pub(in crate::web) fn rute() -> Vec<Rute> {
    vec![
        sengketa(
            langkah(
                "KuasaDiberikan",
                "Catat surat kuasa khusus (Pasal 44 UU 14/2008)",
                Akses::PPID,
            ),
            Event::KuasaDiberikan,
        ),
        sengketa(
            langkah("FasilitatorDitunjuk", "Tunjuk fasilitator sengketa", Akses::PPID),
            Event::FasilitatorDitunjuk,
        ),
        sengketa_unit(
            langkah("TugasDiberikan", "Beri tugas kepada unit yang disengketakan", Akses::PPID),
            Event::TugasDiberikan,
            |f| f.unit,
        ),
        sengketa_unit(
            langkah("TugasDiselesaikan", "Catat tugas yang diselesaikan unit", Akses::UNIT),
            Event::TugasDiselesaikan,
            |f| f.unit,
        ),
    ]
}
