//! The head of a table, where it stands below a title, in one row or in two.

use anyhow::{Context, ensure};

use super::tabel::{Letak, Tabel, decode, delimiter, kutip, rapi};
use super::xlsx;

/// Rows above the head of a table: titles, the name of the office.
const BATAS_JUDUL: usize = 20;

impl Tabel {
    /// Reads a workbook or CSV. Its head is the row whose headings `dikenal`
    /// knows most of.
    pub fn berjudul(bytes: &[u8], dikenal: impl Fn(&[String]) -> usize) -> anyhow::Result<Self> {
        let semua = if xlsx::adalah(bytes) { xlsx::lembar(bytes)? } else { semua_baris(bytes)? };
        Tabel::dengan_judul(semua, dikenal)
    }

    /// From rows among whose first ones the head is looked for.
    fn dengan_judul(
        semua: Vec<(u64, csv::StringRecord)>,
        dikenal: impl Fn(&[String]) -> usize,
    ) -> anyhow::Result<Self> {
        let kata = |record: &csv::StringRecord| record.iter().map(rapi).collect::<Vec<_>>();
        let nilai = |(ke, (_, record)): (usize, &(u64, csv::StringRecord))| {
            // The first of equals.
            (dikenal(&kata(record)), std::cmp::Reverse(ke))
        };
        let terbaik = semua.iter().take(BATAS_JUDUL).enumerate().map(nilai).max();
        let (banyak, std::cmp::Reverse(ke)) = terbaik.context("berkas ini tanpa baris")?;
        ensure!(
            banyak >= 2,
            "judul kolom tidak ditemukan; beri baris pertama judul seperti pada bentuk registernya"
        );
        let mut sisa = semua.into_iter().skip(ke);
        let (_, mut judul) = sisa.next().context("berkas ini tanpa baris")?;
        let mut baris: Vec<_> = sisa.collect();
        let bawah = baris.first().map(|(_, record)| gabung(&judul, record));
        if let Some(dua) = bawah.filter(|dua| dikenal(&kata(dua)) > banyak) {
            judul = dua;
            baris.remove(0);
        }
        Self::dari_baris(&isi_kosong(&judul), baris, &[])
    }
}

/// The rows of a CSV, its head among them, each with its line.
fn semua_baris(bytes: &[u8]) -> anyhow::Result<Vec<(u64, csv::StringRecord)>> {
    let text = decode(bytes)?;
    ensure!(!text.trim().is_empty(), "berkas kosong; simpan ulang dengan judul dan barisnya");
    let lebar = |baris: &&str| baris.matches([',', ';', '\t']).count();
    let delimiter = text.lines().take(BATAS_JUDUL).max_by_key(lebar).map_or(b',', delimiter);
    kutip(text, delimiter)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut letak = Letak::dari(text);
    let semua = reader.records().map(|record| {
        let record = record?;
        Ok((letak.baris(record.position()), record))
    });
    Ok(semua.collect::<csv::Result<_>>()?)
}

/// Two rows of headings in one: what stands below belongs to what stands above
/// it, or above and to the left.
fn gabung(atas: &csv::StringRecord, bawah: &csv::StringRecord) -> csv::StringRecord {
    let mut induk = "";
    let lebar = atas.len().max(bawah.len());
    let satu = |i: usize| {
        let (sendiri, anak) = (atas.get(i).unwrap_or(""), bawah.get(i).unwrap_or(""));
        if !sendiri.trim().is_empty() {
            induk = sendiri;
        }
        match (sendiri.trim().is_empty(), anak.trim().is_empty()) {
            (_, true) => sendiri.to_owned(),
            (_, false) => format!("{induk} {anak}"),
        }
    };
    (0..lebar).map(satu).collect()
}

/// Headings that stand twice get their place behind them, so that no cell is
/// lost.
fn isi_kosong(judul: &csv::StringRecord) -> csv::StringRecord {
    let mut terlihat = std::collections::BTreeSet::new();
    let satu = |(i, nama): (usize, &str)| {
        let baru = rapi(nama).is_empty() || terlihat.insert(rapi(nama));
        if baru { nama.to_owned() } else { format!("{nama} kolom {}", i + 1) }
    };
    judul.iter().enumerate().map(satu).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_may_stand_below_a_title_and_in_two_rows() {
        let dikenal = |judul: &[String]| {
            let kenal = ["no", "tgl", "nama", "penguasaan_ya", "penguasaan_tidak"];
            judul.iter().filter(|satu| kenal.contains(&satu.as_str())).count()
        };
        let satu = "REGISTER,,\nKota Uji,,\nNo,Tgl,Nama\n1,2023-01-13,Budi\n";
        let dua = "Register,,,,\nNo;Tgl;Nama;Penguasaan;\n;;;Ya;Tidak\n1;2023-01-13;Budi;v;\n";
        for (text, judul, baris) in
            [(satu, "no tgl nama", 4), (dua, "no tgl nama penguasaan_ya penguasaan_tidak", 4)]
        {
            let tabel = Tabel::berjudul(text.as_bytes(), dikenal).unwrap();
            assert_eq!(tabel.judul().join(" "), judul);
            let semua: Vec<_> = tabel.baris().map(|b| (b.nomor, b.sel("nama"))).collect();
            assert_eq!(semua, [(baris, "Budi")], "{text}");
        }
        let tanpa = Tabel::berjudul(b"a,b\n1,2\n", dikenal).err().unwrap().to_string();
        assert!(tanpa.contains("judul kolom tidak ditemukan"), "{tanpa}");
    }
}
