//! Registration at Komisi Informasi.

use events::sengketa::Event;

use crate::web::akses::Akses;
use crate::web::perintah::{langkah, sengketa};
use crate::web::rute::Rute;

pub(in crate::web) fn rute() -> Vec<Rute> {
    vec![
        sengketa(
            langkah(
                "SuratKetidaklengkapanDiterima",
                "Catat surat KI tentang kekurangan berkas (Pasal 17 Perki 1/2013)",
                Akses::PPID,
            ),
            Event::SuratKetidaklengkapanDiterima,
        ),
        sengketa(
            langkah(
                "BerkasSengketaDilengkapi",
                "Catat kelengkapan berkas sengketa (Pasal 18 Perki 1/2013)",
                Akses::PPID,
            ),
            Event::BerkasSengketaDilengkapi,
        ),
        sengketa(
            langkah(
                "AktaTidakDiregistrasiTerbit",
                "Catat akta tidak diregistrasi (Pasal 17(3) Perki 1/2013)",
                Akses::PPID,
            ),
            Event::AktaTidakDiregistrasiTerbit,
        ),
        sengketa(
            langkah("SengketaDiregistrasi", "Catat nomor registrasi KI", Akses::PPID),
            Event::SengketaDiregistrasi,
        ),
        sengketa(
            langkah(
                "SengketaDialihkan",
                "Catat pengalihan ke KI lain (Pasal 6-8 Perki 1/2013)",
                Akses::PPID,
            ),
            Event::SengketaDialihkan,
        ),
        sengketa(
            langkah(
                "SengketaDihentikan",
                "Catat penghentian oleh KI (Pasal 4 Perki 1/2013)",
                Akses::PPID,
            ),
            Event::SengketaDihentikan,
        ),
        sengketa(
            langkah("JendelaMenurutKi", "Catat jendela waktu menurut KI", Akses::PPID),
            Event::JendelaMenurutKi,
        ),
        sengketa(
            langkah("SengketaDicabut", "Catat pencabutan sengketa", Akses::PPID),
            Event::SengketaDicabut,
        ),
        sengketa(
            langkah(
                "KoreksiDicatat",
                "Koreksi satu fakta sengketa; yang lama tetap terlihat",
                Akses::PPID,
            ),
            Event::KoreksiDicatat,
        ),
    ]
}
