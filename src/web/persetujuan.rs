//! Who weighs and who approves an exemption.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![
        perkara(
            langkah(
                "TimPertimbanganDidengar",
                "Catat pertimbangan Tim Pertimbangan",
                Akses::PERTIMBANGAN,
            ),
            Event::TimPertimbanganDidengar,
        ),
        perkara(
            langkah("PersetujuanDiberikan", "Setujui atau tolak usul pengecualian", Akses::ATASAN),
            Event::PersetujuanDiberikan,
        ),
    ]
}
