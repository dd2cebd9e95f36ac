//! The law beside a form: the article, what it asks in a sentence, and how a
//! good entry reads.

mod katalog;
mod kegagalan;
mod laporan;
mod perkara;
mod sengketa;

use super::antarmuka::Milik;

/// What stands beside the form of a step.
#[derive(Debug, PartialEq, Eq)]
pub struct Hukum {
    pub langkah: &'static str,
    pub pasal: &'static str,
    pub arti: &'static str,
    /// Made up, and as it should be written.
    pub contoh: &'static str,
}

/// Short, because there are seventy of them.
const fn hukum(
    langkah: &'static str,
    pasal: &'static str,
    arti: &'static str,
    contoh: &'static str,
) -> Hukum {
    Hukum { langkah, pasal, arti, contoh }
}

pub fn cari(milik: Milik, langkah: &str) -> Option<&'static Hukum> {
    let semua = match milik {
        Milik::Perkara => perkara::SEMUA,
        Milik::Sengketa => sengketa::SEMUA,
        Milik::Entri => katalog::ENTRI,
        Milik::Kegiatan => katalog::KEGIATAN,
        Milik::Laporan => laporan::SEMUA,
        Milik::Kegagalan => kegagalan::SEMUA,
    };
    semua.iter().find(|hukum| hukum.langkah == langkah)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::antarmuka::Tindakan;
    use super::*;

    #[test]
    fn every_step_has_the_law_beside_it_and_no_step_twice() {
        let tindakan = crate::web::semua();
        let tindakan: Vec<Tindakan> = tindakan.iter().filter_map(Tindakan::dari).collect();
        for satu in &tindakan {
            let hukum = cari(satu.milik, &satu.langkah);
            assert!(hukum.is_some(), "{} {}", satu.milik.nama(), satu.langkah);
        }
        for (milik, semua) in [
            (Milik::Perkara, perkara::SEMUA),
            (Milik::Sengketa, sengketa::SEMUA),
            (Milik::Entri, katalog::ENTRI),
            (Milik::Kegiatan, katalog::KEGIATAN),
            (Milik::Laporan, laporan::SEMUA),
            (Milik::Kegagalan, kegagalan::SEMUA),
        ] {
            let nama: BTreeSet<&str> = semua.iter().map(|hukum| hukum.langkah).collect();
            let ada = tindakan.iter().filter(|satu| satu.milik == milik);
            let ada: BTreeSet<&str> = ada.map(|satu| satu.langkah.as_str()).collect();
            assert_eq!(nama.len(), semua.len(), "no step twice");
            assert_eq!(nama, ada, "no step that is not offered");
        }
    }
}
