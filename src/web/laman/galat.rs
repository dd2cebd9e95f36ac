//! How pages tell of what stands against something: each thing once, by the name of
//! its field.

use std::collections::BTreeMap;

use super::kata::manusiawi;
use crate::web::masalah::{Galat, Masalah};

impl Masalah {
    /// Of one thing that thing; of several how many there are; or what stands over them
    /// and none of them says.
    pub fn ringkas(&self) -> String {
        match &self.galat[..] {
            _ if self.berdiri_sendiri() => self.detail.clone(),
            [satu] => satu.kalimat(),
            semua => format!("{} hal perlu dibetulkan:", semua.len()),
        }
    }

    /// What is told one by one below, each with its article.
    pub fn satu_satu(&self) -> &[Galat] {
        match &self.galat[..] {
            [_] if !self.berdiri_sendiri() => &[],
            semua => semua,
        }
    }

    /// The article, where one thing stands against it.
    pub fn pasal(&self) -> Option<&str> {
        match &self.galat[..] {
            [satu] if !self.berdiri_sendiri() => satu.pasal.as_deref(),
            _ => None,
        }
    }

    fn berdiri_sendiri(&self) -> bool {
        !self.galat.iter().any(|satu| self.detail.contains(&satu.uraian))
    }
}

impl Galat {
    /// What is wrong, behind the name of its field.
    pub fn kalimat(&self) -> String {
        let mut bagian = self.kolom.as_deref().unwrap_or_default().rsplit(['/', '.']);
        let nama = bagian.find(|satu| satu.starts_with(char::is_alphabetic));
        match nama.map(|nama| nama.trim_end_matches("[]")) {
            Some(nama) if !self.uraian.starts_with(nama) => {
                format!("{}: {}", manusiawi(nama), self.uraian)
            }
            Some(_) | None => self.uraian.clone(),
        }
    }
}

/// What is wrong with each field, by its name on the form.
pub(super) fn galat(masalah: Option<&Masalah>) -> BTreeMap<String, String> {
    let galat = masalah.into_iter().flat_map(|masalah| &masalah.galat);
    let galat = galat.filter_map(|galat| {
        let kolom = galat.kolom.as_deref()?.trim_start_matches('/');
        let kolom = kolom.strip_prefix("fakta").unwrap_or(kolom).trim_start_matches(['/', '.']);
        Some((kolom.trim_end_matches("[]").replace('/', "."), galat.uraian.clone()))
    });
    galat.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::masalah::Jenis;

    #[test]
    fn each_thing_is_told_once_and_by_its_field() {
        let satu = Masalah::kolom("/fakta/pemohon/berkas_identitas/0", "bagian ini wajib ada");
        assert_eq!(satu.ringkas(), "Berkas identitas: bagian ini wajib ada");
        assert!(satu.satu_satu().is_empty());
        let galat = [satu.galat.clone(), satu.galat.clone()].concat();
        let semua = Masalah { galat, ..satu.clone() };
        assert_eq!(semua.ringkas(), "2 hal perlu dibetulkan:");
        assert_eq!(semua.satu_satu().len(), 2);
        let baris = Masalah { detail: "1 baris keliru; tidak ada yang ditulis".to_owned(), ..satu };
        assert_eq!(baris.ringkas(), baris.detail);
        assert_eq!(baris.satu_satu().len(), 1, "what is wrong with it stands below");
        let berkas = Masalah::kolom("berkas", "berkas ini tidak terbaca");
        assert_eq!(berkas.ringkas(), "berkas ini tidak terbaca");
        let ditolak = Masalah::ditolak("SudahAda", "nomor ini sudah dipakai");
        assert_eq!(ditolak.ringkas(), "nomor ini sudah dipakai");
        let tanpa = Masalah::baru(Jenis::Bentrok, "muat ulang halamannya");
        assert_eq!(tanpa.ringkas(), "muat ulang halamannya");
    }
}
