//! The Atasan's answer to a keberatan, its receipt, and the pemohon's reply.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![
        perkara(
            langkah(
                "TanggapanKeberatanDikirim",
                "Kirim tanggapan atas keberatan (Pasal 36(2) UU 14/2008)",
                Akses::ATASAN,
            ),
            Event::TanggapanKeberatanDikirim,
        ),
        perkara(
            langkah(
                "TanggapanKeberatanDiterima",
                "Catat diterimanya tanggapan atas keberatan",
                Akses::LOKET,
            ),
            Event::TanggapanKeberatanDiterima,
        ),
        perkara(
            langkah("TanggapanPemohonDicatat", "Catat sikap pemohon atas tanggapan", Akses::LOKET),
            Event::TanggapanPemohonDicatat,
        ),
    ]
}
