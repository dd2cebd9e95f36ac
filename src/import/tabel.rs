//! A table from a file: CSV as offices save it, checked before it is believed.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use events::teks::Isi;

use super::berkas;

/// Most columns that a row may have.
const BATAS_KOLOM: usize = 200;
/// Errors that are told at once, so that a file is mended in one go.
const BATAS_KESALAHAN: usize = 20;

pub struct Tabel {
    kolom: Vec<String>,
    baris: Vec<(u64, Vec<String>)>,
}

/// A row with the line it starts on.
pub struct Baris<'a> {
    pub nomor: u64,
    kolom: &'a [String],
    sel: &'a [String],
}

impl Tabel {
    /// Reads UTF-8 CSV with a header that has these columns, separated by comma,
    /// semicolon or tab.
    pub fn baca(path: &Path, perlu: &[&str]) -> anyhow::Result<Self> {
        Self::dari(&berkas::isi(path)?, perlu).with_context(|| format!("berkas {}", path.display()))
    }

    pub fn dari(bytes: &[u8], perlu: &[&str]) -> anyhow::Result<Self> {
        let text = decode(bytes)?;
        ensure!(!text.trim().is_empty(), "berkas kosong; simpan ulang dengan judul dan barisnya");
        let delimiter = delimiter(text);
        kutip(text, delimiter)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        let judul = reader.headers()?.clone();
        let mut letak = Letak::dari(text);
        let semua = reader.records().map(|record| {
            let record = record?;
            Ok((letak.baris(record.position()), record))
        });
        Self::dari_baris(&judul, semua.collect::<csv::Result<_>>()?, perlu)
    }

    /// The headings, without case, blanks and marks.
    pub fn judul(&self) -> &[String] {
        &self.kolom
    }

    /// From the rows of any kind of table, each with its line.
    pub(super) fn dari_baris(
        judul: &csv::StringRecord,
        semua: Vec<(u64, csv::StringRecord)>,
        perlu: &[&str],
    ) -> anyhow::Result<Self> {
        let kolom = header(judul)?;
        wajib(&kolom, perlu)?;
        let mut kesalahan = Vec::new();
        let mut baris = Vec::new();
        for (nomor, mut record) in semua {
            if record.iter().all(|sel| sel.trim().is_empty()) {
                continue;
            }
            // Spreadsheets leave delimiters behind where cells were emptied.
            while record.len() > kolom.len()
                && record.get(record.len() - 1).is_some_and(|sel| sel.trim().is_empty())
            {
                record.truncate(record.len() - 1);
            }
            // A row that is too short is kept and marked; one that is too long
            // has cells that belong to no column.
            if record.len() > kolom.len() {
                kesalahan.push(format!(
                    "baris {nomor}: {} kolom, judul memuat {}",
                    record.len(),
                    kolom.len()
                ));
            }
            for (nama, sel) in kolom.iter().zip(&record) {
                if let Err(error) = Isi::try_new(sel) {
                    kesalahan.push(format!("baris {nomor}, kolom {nama}: {error}"));
                }
            }
            baris.push((nomor, record.iter().map(str::to_owned).collect()));
        }
        let lebih = kesalahan.len().saturating_sub(BATAS_KESALAHAN);
        if !kesalahan.is_empty() {
            kesalahan.truncate(BATAS_KESALAHAN);
            let sisa = if lebih > 0 { format!("\n  dan {lebih} lagi") } else { String::new() };
            bail!("perbaiki dahulu:\n  {}{sisa}", kesalahan.join("\n  "));
        }
        ensure!(!baris.is_empty(), "tidak ada baris di bawah judul; periksa berkasnya");
        Ok(Tabel { kolom, baris })
    }

    pub fn baris(&self) -> impl Iterator<Item = Baris<'_>> {
        self.baris.iter().map(|(nomor, sel)| Baris { nomor: *nomor, kolom: &self.kolom, sel })
    }
}

impl<'a> Baris<'a> {
    /// The cell of a column; empty where the row has none.
    pub fn sel(&self, kolom: &str) -> &'a str {
        let i = self.kolom.iter().position(|nama| nama == kolom);
        i.and_then(|i| self.sel.get(i)).map_or("", String::as_str)
    }

    /// It has fewer cells than the header.
    pub fn kurang(&self) -> bool {
        self.sel.len() < self.kolom.len()
    }

    pub fn semua(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.kolom.iter().map(String::as_str).zip(self.sel.iter().map(String::as_str))
    }
}

/// The line a record starts on, as an editor counts. The reader's own count is
/// one short where lines end in CR LF.
pub(super) struct Letak<'a> {
    bytes: &'a [u8],
    byte: usize,
    baris: u64,
}

impl<'a> Letak<'a> {
    pub(super) fn dari(text: &'a str) -> Self {
        Letak { bytes: text.as_bytes(), byte: 0, baris: 1 }
    }

    /// Positions come in the order of the file.
    pub(super) fn baris(&mut self, position: Option<&csv::Position>) -> u64 {
        let byte = position.map_or(0, csv::Position::byte);
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        let kosong = self.bytes[byte..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        while self.byte < byte + kosong {
            self.baris += u64::from(akhir_baris(self.bytes, self.byte));
            self.byte += 1;
        }
        self.baris
    }
}

/// A line ends in LF, CR LF or, on old machines, CR.
fn akhir_baris(bytes: &[u8], i: usize) -> bool {
    match bytes[i] {
        b'\n' => true,
        b'\r' => bytes.get(i + 1) != Some(&b'\n'),
        _ => false,
    }
}

/// Quotes that are not balanced would swallow whole rows in silence.
pub(super) fn kutip(text: &str, delimiter: u8) -> anyhow::Result<()> {
    #[derive(Clone, Copy)]
    enum Keadaan {
        Awal,
        Polos,
        Dalam,
        /// After a quote inside a cell: the end of the cell, or half of `""`.
        Ujung,
    }
    let bytes = text.as_bytes();
    let (mut keadaan, mut baris, mut dibuka) = (Keadaan::Awal, 1_u64, 1_u64);
    for (i, byte) in bytes.iter().copied().enumerate() {
        let pemisah = byte == delimiter || byte == b'\n' || byte == b'\r';
        keadaan = match (keadaan, byte) {
            (Keadaan::Awal, b'"') => {
                dibuka = baris;
                Keadaan::Dalam
            }
            (Keadaan::Dalam, b'"') => Keadaan::Ujung,
            (Keadaan::Dalam, _) | (Keadaan::Ujung, b'"') => Keadaan::Dalam,
            (Keadaan::Awal | Keadaan::Polos | Keadaan::Ujung, _) if pemisah => Keadaan::Awal,
            (Keadaan::Ujung, _) => bail!(
                "baris {baris}: ada huruf setelah tanda kutip penutup (dibuka pada baris {dibuka}); tutup tanda kutipnya, atau gandakan yang di dalam sel"
            ),
            (Keadaan::Awal | Keadaan::Polos, _) => Keadaan::Polos,
        };
        baris += u64::from(akhir_baris(bytes, i));
    }
    ensure!(
        !matches!(keadaan, Keadaan::Dalam),
        "baris {dibuka}: tanda kutip tidak ditutup; tutup atau hapus tanda itu"
    );
    Ok(())
}

/// Says which columns a shape needs and this header lacks.
fn wajib(kolom: &[String], perlu: &[&str]) -> anyhow::Result<()> {
    let (ada, kurang): (Vec<&str>, Vec<&str>) =
        perlu.iter().copied().partition(|perlu| kolom.iter().any(|k| k == perlu));
    // Without a single known word it is no header but a row, which may name
    // somebody: it is not repeated.
    ensure!(
        !ada.is_empty() || perlu.is_empty(),
        "baris pertama bukan judul kolom yang dikenal; tulis judul: {}",
        perlu.join(", ")
    );
    ensure!(
        kurang.is_empty(),
        "kolom {} tidak ada; judul yang terbaca: {}",
        kurang.join(", "),
        kolom.join(", ")
    );
    Ok(())
}

pub(super) fn decode(bytes: &[u8]) -> anyhow::Result<&str> {
    if utf_16(bytes) {
        bail!("penyandian UTF-16; simpan ulang sebagai CSV UTF-8");
    }
    for (awal, bentuk) in [
        (&b"PK\x03\x04"[..], "buku kerja XLSX"),
        (b"\xD0\xCF\x11\xE0", "buku kerja XLS"),
        (b"%PDF", "PDF"),
    ] {
        ensure!(
            !bytes.starts_with(awal),
            "ini {bentuk}, bukan CSV; buka lalu simpan sebagai CSV UTF-8"
        );
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let akhir = (0..error.valid_up_to()).filter(|i| akhir_baris(bytes, *i)).count();
        anyhow::anyhow!("baris {}: bukan UTF-8; simpan ulang sebagai CSV UTF-8", akhir + 1)
    })
}

/// With its mark, or plain text of which every other byte is zero.
fn utf_16(bytes: &[u8]) -> bool {
    let nol = |pasangan: &[u8]| pasangan.iter().filter(|b| **b == 0).count() == 1;
    let awal = &bytes[..bytes.len().min(64)];
    bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || (awal.len() >= 8 && awal.chunks_exact(2).all(nol))
}

pub(super) fn delimiter(text: &str) -> u8 {
    let judul = text.lines().next().unwrap_or_default();
    let hitung = |tanda: u8| judul.bytes().filter(|b| *b == tanda).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|tanda| (hitung(*tanda), *tanda == b','))
        .unwrap_or(b',')
}

/// `Tgl. Permohonan` is `tgl_permohonan`.
pub fn rapi(nama: &str) -> String {
    let kata = nama.to_lowercase();
    let kata = kata.split(|c: char| !c.is_alphanumeric()).filter(|kata| !kata.is_empty());
    kata.collect::<Vec<_>>().join("_")
}

/// Column names without case, blanks and marks: `Tgl. Permohonan` is
/// `tgl_permohonan`.
fn header(record: &csv::StringRecord) -> anyhow::Result<Vec<String>> {
    ensure!(
        record.len() <= BATAS_KOLOM,
        "terlalu banyak kolom: {}, paling banyak {BATAS_KOLOM}",
        record.len()
    );
    let mut dipakai: BTreeMap<String, usize> = BTreeMap::new();
    record
        .iter()
        .enumerate()
        .map(|(i, nama)| {
            Isi::try_new(nama).with_context(|| format!("judul kolom ke-{}", i + 1))?;
            ensure!(nama.len() <= 100, "judul kolom ke-{} terlalu panjang; persingkat", i + 1);
            let kata = rapi(nama);
            let nama = if kata.is_empty() { format!("kolom_{}", i + 1) } else { kata };
            if let Some(lama) = dipakai.insert(nama.clone(), i) {
                // The word itself may come from a row where no header stands.
                bail!("kolom ke-{} dan ke-{} berjudul sama; ubah salah satunya", lama + 1, i + 1);
            }
            Ok(nama)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tabel(bytes: &[u8]) -> Tabel {
        Tabel::dari(bytes, &["no"]).unwrap()
    }

    fn salah(bytes: &[u8]) -> String {
        format!("{:#}", Tabel::dari(bytes, &["no"]).map(|_| ()).unwrap_err())
    }

    #[test]
    fn a_table_is_read_as_offices_save_it() {
        for text in [
            "No,Tgl. Permohonan\n1,2023-01-13\n",
            "\u{FEFF}no;tgl permohonan\r\n1;2023-01-13\r\n\r\n",
            "NO\tTGL_PERMOHONAN\n1\t2023-01-13",
            "no,tgl_permohonan\n1,2023-01-13,,\n",
            "no,tgl_permohonan\r1,2023-01-13\r",
        ] {
            let tabel = Tabel::dari(text.as_bytes(), &["no", "tgl_permohonan"]).unwrap();
            let baris: Vec<_> =
                tabel.baris().map(|b| (b.sel("no"), b.sel("tgl_permohonan"))).collect();
            assert_eq!(baris, [("1", "2023-01-13")], "{text:?}");
        }
    }

    #[test]
    fn rows_have_the_line_that_an_editor_shows() {
        for (text, harapan) in [
            ("no,a\n1,x\n2,y\n", [2, 3]),
            ("no,a\r\n1,x\r\n2,y\r\n", [2, 3]),
            ("no,a\r1,x\r2,y\r", [2, 3]),
            ("no,a\n\n1,x\n\n\n2,y\n", [3, 6]),
            ("no,a\r\n\r\n1,x\r\n\r\n\r\n2,y\r\n", [3, 6]),
            ("no,a\n1,\"x\nx\"\n2,y\n", [2, 4]),
            ("no,a\r\n1,\"x\r\nx\"\r\n2,y\r\n", [2, 4]),
        ] {
            let baris: Vec<u64> = tabel(text.as_bytes()).baris().map(|b| b.nomor).collect();
            assert_eq!(baris, harapan, "{text:?}");
        }
    }

    #[test]
    fn bad_files_are_refused_with_the_place() {
        assert!(salah(b"").contains("kosong"));
        assert!(salah(b"no,tgl\n").contains("tidak ada baris"));
        assert!(salah(b"\xFF\xFEn\0o\0").contains("UTF-16"));
        assert!(salah(b"n\0o\0,\0t\0g\0l\0\n\0").contains("UTF-16"));
        assert!(salah(b"PK\x03\x04zzz").contains("XLSX"));
        assert!(salah(b"no,tgl\n1,a\n2,\xE9\n").contains("baris 3: bukan UTF-8"));
        assert!(
            salah(b"no,tgl\n1,a\0b\n")
                .contains("baris 2, kolom tgl: memuat karakter kendali U+0000")
        );
        assert!(salah("no,tgl\n1,\u{202E}x\n".as_bytes()).contains("U+202E"));
        assert!(salah(b"no,tgl\n1,a,b\n").contains("baris 2: 3 kolom, judul memuat 2"));
        assert!(salah(b"no,no\n1,2\n").contains("kolom ke-1 dan ke-2"));
        let panjang = format!("no,tgl\n1,{}\n", "x".repeat(20_001));
        assert!(salah(panjang.as_bytes()).contains("terlalu panjang"));
    }

    #[test]
    fn a_quote_never_swallows_rows() {
        assert!(salah(b"no,a\n1,\"x\n2,y\n").contains("baris 2: tanda kutip tidak ditutup"));
        let tengah = salah(b"no,a\n1,\"x\n2,\"y\"\n");
        assert!(tengah.contains("baris 3") && tengah.contains("dibuka pada baris 2"), "{tengah}");
        let sel = tabel(b"no,a\n1,\"ujar \"\"ya\"\"\"\n2,ukuran 3\"\n3,\"\"\n");
        let sel: Vec<&str> = sel.baris().map(|b| b.sel("a")).collect();
        assert_eq!(sel, ["ujar \"ya\"", "ukuran 3\"", ""]);
    }

    #[test]
    fn missing_columns_are_named_but_a_row_is_no_header() {
        let error = |text: &str| {
            format!("{:#}", Tabel::dari(text.as_bytes(), &["no", "tgl"]).map(|_| ()).unwrap_err())
        };
        assert_eq!(error("no,b\n1,2\n"), "kolom tgl tidak ada; judul yang terbaca: no, b");
        let tanpa_judul = error("1,Budi Santoso\n2,Siti\n");
        assert!(tanpa_judul.contains("tulis judul: no, tgl"), "{tanpa_judul}");
        assert!(!tanpa_judul.to_lowercase().contains("budi"), "{tanpa_judul}");
        assert!(!error("Budi,Budi\n1,2\n").to_lowercase().contains("budi"));
    }

    #[test]
    fn a_short_row_is_kept_and_known_to_be_short() {
        let tabel = tabel(b"no,tgl\n1\n2,a\n");
        let kurang: Vec<bool> = tabel.baris().map(|baris| baris.kurang()).collect();
        assert_eq!(kurang, [true, false]);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            let _ = Tabel::dari(&bytes, &[]);
        }

        /// Every row of balanced cells comes back, whatever stands in the cells.
        #[test]
        fn what_is_written_is_read(sel in proptest::collection::vec("[a-z\",;\n\r ]{0,8}", 1..20)) {
            let mut penulis = csv::Writer::from_writer(Vec::new());
            penulis.write_record(["no", "a"]).unwrap();
            for isi in &sel {
                penulis.write_record(["1", isi]).unwrap();
            }
            let bytes = penulis.into_inner().unwrap();
            let tabel = Tabel::dari(&bytes, &["no"]).unwrap();
            let dibaca: Vec<&str> = tabel.baris().map(|b| b.sel("a")).collect();
            proptest::prop_assert_eq!(dibaca, sel);
        }
    }
}
