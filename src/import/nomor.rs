//! The numbers by which rows are known when a file is imported again.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use events::Cacat;
use events::teks::Label;

use super::tabel::Tabel;

/// Numbers rows that have none or share one, so that each keeps its identity
/// when the file is imported again.
pub(crate) fn identitas(tabel: &Tabel, kolom: &str) -> anyhow::Result<Vec<(Label, Vec<Cacat>)>> {
    // The numbers that the file itself has are never given to another row.
    let tertulis: BTreeSet<&str> = tabel.baris().map(|baris| baris.sel(kolom).trim()).collect();
    let mut dipakai: BTreeSet<String> = BTreeSet::new();
    let mut mulai: BTreeMap<(bool, String), u32> = BTreeMap::new();
    let mut hasil = Vec::new();
    for baris in tabel.baris() {
        let isi = baris.sel(kolom).trim();
        let kosong = isi.is_empty();
        let dasar = if kosong { format!("baris {}", baris.nomor) } else { isi.to_owned() };
        let mulai = mulai.entry((kosong, dasar.clone())).or_insert(1);
        let mut calon = (*mulai..).map(|kali| match kali {
            1 => (kali, dasar.clone()),
            _ => (kali, format!("{dasar} (ke-{kali})")),
        });
        let bebas = |(_, nomor): &(u32, String)| {
            !dipakai.contains(nomor) && (nomor == isi || !tertulis.contains(nomor.as_str()))
        };
        let (kali, nomor) = calon.find(bebas).expect("a file has fewer rows than numbers");
        *mulai = kali + 1;
        let cacat = match (kosong, kali) {
            (true, _) => vec![super::cacat("NomorKosong", "baris ini tidak bernomor")],
            (false, 1) => Vec::new(),
            (false, _) => {
                vec![super::cacat("NomorGanda", "nomor ini sudah dipakai baris sebelumnya")]
            }
        };
        let mut cacat = cacat;
        if baris.kurang() {
            cacat.push(super::cacat(
                "BarisPendek",
                "baris ini memuat lebih sedikit sel daripada judul",
            ));
        }
        dipakai.insert(nomor.clone());
        let label = Label::try_new(nomor)
            .with_context(|| format!("baris {}, kolom {kolom}", baris.nomor))?;
        hasil.push((label, cacat));
    }
    Ok(hasil)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nomor(text: &str) -> Vec<String> {
        let tabel = Tabel::dari(text.as_bytes(), &["no"]).unwrap();
        let nomor = identitas(&tabel, "no").unwrap().into_iter();
        nomor.map(|(nomor, _)| nomor.to_string()).collect()
    }

    #[test]
    fn every_row_has_a_number_of_its_own() {
        assert_eq!(nomor("no,a\n1,x\n1,y\n,z\n"), ["1", "1 (ke-2)", "baris 4"]);
        assert_eq!(
            nomor("no,a\n1,x\n1,y\n1 (ke-2),z\n1,u\n"),
            ["1", "1 (ke-3)", "1 (ke-2)", "1 (ke-4)"]
        );
        assert_eq!(nomor("no,a\n,x\nbaris 2,y\n"), ["baris 2 (ke-2)", "baris 2"]);
        assert_eq!(nomor("no,a\n\" 7\",x\n7 ,y\n"), ["7", "7 (ke-2)"]);
    }
}
