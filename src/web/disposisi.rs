//! Disposisi: the unit that holds the information is asked, answers, or sends it
//! back. A PPID Pembantu speaks for its own unit alone.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara_unit};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![
        perkara_unit(
            langkah(
                "DisposisiDiberikan",
                "Disposisikan kepada unit (Pasal 12 Perki 1/2021)",
                Akses::PPID,
            ),
            Event::DisposisiDiberikan,
            |f| f.unit,
        ),
        perkara_unit(
            langkah("DisposisiDikembalikan", "Kembalikan disposisi: bukan milik unit", Akses::UNIT),
            Event::DisposisiDikembalikan,
            |f| f.unit,
        ),
        perkara_unit(
            langkah("JawabanUnitDiterima", "Catat jawaban unit kepada PPID", Akses::UNIT),
            Event::JawabanUnitDiterima,
            |f| f.unit,
        ),
    ]
}
