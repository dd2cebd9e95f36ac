//! A paper on a screen: its numbers lead to their cases.

use super::alamat_dengan;
use crate::web::naskah::{TampilanBagian, TampilanSel};

/// Columns that hold the number of a case.
const NOMOR: [&str; 4] =
    ["Permohonan", "Nomor register", "Nomor pendaftaran", "Nomor pendaftaran permohonan"];

impl TampilanBagian {
    /// Columns, and whether they hold numbers.
    pub(super) fn kepala(&self) -> impl Iterator<Item = (&str, bool)> {
        self.kolom.iter().enumerate().map(|(ke, kolom)| {
            let angka = self.baris.iter().any(|baris| baris.get(ke).is_some_and(|sel| sel.angka));
            (kolom.as_str(), angka)
        })
    }

    /// A row, and where the case is found whose number stands there.
    pub(super) fn bertautan<'a>(
        &'a self,
        baris: &'a [TampilanSel],
    ) -> impl Iterator<Item = (&'a TampilanSel, Option<String>)> {
        self.kolom.iter().zip(baris).map(|(kolom, sel)| {
            let nomor = NOMOR.contains(&kolom.as_str()) && !sel.teks.is_empty();
            let tautan = || alamat_dengan("/antrean", &[("q", Some(&sel.teks))]);
            (sel, nomor.then(tautan))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sel(teks: &str, angka: bool) -> TampilanSel {
        TampilanSel { teks: teks.to_owned(), angka }
    }

    #[test]
    fn only_a_number_of_a_case_leads_to_one() {
        let bagian = TampilanBagian {
            judul: String::new(),
            alinea: Vec::new(),
            kolom: ["No", "Permohonan", "Status"].map(str::to_owned).to_vec(),
            baris: vec![vec![sel("1", true), sel("0011/PPID/2026", false), sel("ditolak", false)]],
            lebih: 0,
        };
        let tautan =
            |baris: &[TampilanSel]| bagian.bertautan(baris).map(|(_, t)| t).collect::<Vec<_>>();
        let ada = Some("/antrean?q=0011%2FPPID%2F2026".to_owned());
        assert_eq!(tautan(&bagian.baris[0]), [None, ada, None]);
        let tanpa = [sel("1", true), sel("", false), sel("huruf b", false)];
        assert_eq!(tautan(&tanpa), [None, None, None]);
        let kepala: Vec<_> = bagian.kepala().collect();
        assert_eq!(kepala, [("No", true), ("Permohonan", false), ("Status", false)]);
    }
}
