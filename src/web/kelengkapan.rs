//! Completeness: what is missing, its letters, and the mending of it.

use events::perkara::Event;

use super::akses::Akses;
use super::perintah::{langkah, perkara};
use super::rute::Rute;

pub(super) fn rute() -> Vec<Rute> {
    vec![
        perkara(
            langkah(
                "KelengkapanDiperiksa",
                "Catat hasil pemeriksaan kelengkapan (Pasal 33 Perki 1/2021)",
                Akses::LOKET,
            ),
            Event::KelengkapanDiperiksa,
        ),
        perkara(
            langkah(
                "SuratTidakLengkapDikirim",
                "Kirim surat keterangan tidak lengkap (Pasal 33 Perki 1/2021)",
                Akses::LOKET,
            ),
            Event::SuratTidakLengkapDikirim,
        ),
        perkara(
            langkah(
                "SuratTidakLengkapDiterima",
                "Catat diterimanya surat keterangan tidak lengkap",
                Akses::LOKET,
            ),
            Event::SuratTidakLengkapDiterima,
        ),
        perkara(
            langkah(
                "PerbaikanDiterima",
                "Catat perbaikan dari pemohon (Pasal 34 Perki 1/2021)",
                Akses::LOKET,
            ),
            Event::PerbaikanDiterima,
        ),
        perkara(
            langkah(
                "PermohonanTidakDitindaklanjuti",
                "Tetapkan permohonan tidak ditindaklanjuti (Pasal 34 Perki 1/2021)",
                Akses::PPID,
            ),
            Event::PermohonanTidakDitindaklanjuti,
        ),
    ]
}
