//! A table from a file: CSV as offices save it, checked before it is believed.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use events::teks::Isi;

/// Largest file that is read.
const BATAS_BYTES: u64 = 50_000_000;
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
    /// Reads UTF-8 CSV with a header, separated by comma, semicolon or tab.
    pub fn baca(path: &Path) -> anyhow::Result<Self> {
        let nama = path.display();
        let metadata =
            std::fs::metadata(path).with_context(|| format!("berkas {nama} tidak terbaca"))?;
        ensure!(metadata.is_file(), "{nama} bukan berkas");
        ensure!(
            metadata.len() <= BATAS_BYTES,
            "berkas {nama} terlalu besar: {} bita, paling besar {BATAS_BYTES}; pecah menjadi beberapa berkas",
            metadata.len()
        );
        let bytes = std::fs::read(path).with_context(|| format!("berkas {nama} tidak terbaca"))?;
        Self::dari(&bytes).with_context(|| format!("berkas {nama}"))
    }

    pub fn dari(bytes: &[u8]) -> anyhow::Result<Self> {
        let text = decode(bytes)?;
        ensure!(!text.trim().is_empty(), "berkas kosong");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(text))
            .flexible(true)
            .from_reader(text.as_bytes());
        let kolom = header(reader.headers()?)?;
        let mut kesalahan = Vec::new();
        let mut baris = Vec::new();
        for record in reader.records() {
            let record = record?;
            let nomor = record.position().map_or(0, csv::Position::line);
            if record.iter().all(|sel| sel.trim().is_empty()) {
                continue;
            }
            if record.len() != kolom.len() {
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
        ensure!(!baris.is_empty(), "tidak ada baris di bawah judul");
        Ok(Tabel { kolom, baris })
    }

    /// Says which columns a shape needs and this table lacks.
    pub fn wajib(&self, perlu: &[&str]) -> anyhow::Result<()> {
        let kurang: Vec<&str> =
            perlu.iter().copied().filter(|kolom| !self.kolom.iter().any(|k| k == kolom)).collect();
        ensure!(
            kurang.is_empty(),
            "kolom {} tidak ada; judul yang terbaca: {}",
            kurang.join(", "),
            self.kolom.join(", ")
        );
        Ok(())
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

    pub fn semua(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.kolom.iter().map(String::as_str).zip(self.sel.iter().map(String::as_str))
    }
}

fn decode(bytes: &[u8]) -> anyhow::Result<&str> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        bail!("penyandian UTF-16; simpan ulang sebagai CSV UTF-8");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        bail!("ini buku kerja XLSX, bukan CSV; simpan sebagai CSV UTF-8");
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let baris = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        anyhow::anyhow!("baris {baris}: bukan UTF-8; simpan ulang sebagai CSV UTF-8")
    })
}

fn delimiter(text: &str) -> u8 {
    let judul = text.lines().next().unwrap_or_default();
    let hitung = |tanda: u8| judul.bytes().filter(|b| *b == tanda).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|tanda| (hitung(*tanda), *tanda == b','))
        .unwrap_or(b',')
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
            ensure!(nama.len() <= 100, "judul kolom ke-{} terlalu panjang", i + 1);
            let kata: Vec<String> = nama
                .to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .filter(|kata| !kata.is_empty())
                .map(str::to_owned)
                .collect();
            let nama = if kata.is_empty() { format!("kolom_{}", i + 1) } else { kata.join("_") };
            if let Some(lama) = dipakai.insert(nama.clone(), i) {
                bail!("judul {nama} ada pada kolom ke-{} dan ke-{}", lama + 1, i + 1);
            }
            Ok(nama)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salah(bytes: &[u8]) -> String {
        format!("{:#}", Tabel::dari(bytes).map(|_| ()).unwrap_err())
    }

    #[test]
    fn a_table_is_read_as_offices_save_it() {
        for text in [
            "No,Tgl. Permohonan\n1,2023-01-13\n",
            "\u{FEFF}no;tgl permohonan\r\n1;2023-01-13\r\n\r\n",
            "NO\tTGL_PERMOHONAN\n1\t2023-01-13",
        ] {
            let tabel = Tabel::dari(text.as_bytes()).unwrap();
            tabel.wajib(&["no", "tgl_permohonan"]).unwrap();
            let baris: Vec<_> =
                tabel.baris().map(|b| (b.sel("no"), b.sel("tgl_permohonan"))).collect();
            assert_eq!(baris, [("1", "2023-01-13")], "{text:?}");
        }
    }

    #[test]
    fn bad_files_are_refused_with_the_place() {
        assert!(salah(b"").contains("kosong"));
        assert!(salah(b"no,tgl\n").contains("tidak ada baris"));
        assert!(salah(b"\xFF\xFEn\0o\0").contains("UTF-16"));
        assert!(salah(b"PK\x03\x04zzz").contains("XLSX"));
        assert!(salah(b"no,tgl\n1,a\n2,\xE9\n").contains("baris 3: bukan UTF-8"));
        assert!(
            salah(b"no,tgl\n1,a\0b\n")
                .contains("baris 2, kolom tgl: memuat karakter kendali U+0000")
        );
        assert!(salah("no,tgl\n1,\u{202E}x\n".as_bytes()).contains("U+202E"));
        assert!(salah(b"no,tgl\n1\n").contains("baris 2: 1 kolom, judul memuat 2"));
        assert!(salah(b"no,no\n1,2\n").contains("kolom ke-1 dan ke-2"));
        let panjang = format!("no,tgl\n1,{}\n", "x".repeat(20_001));
        assert!(salah(panjang.as_bytes()).contains("terlalu panjang"));
        let tabel = Tabel::dari(b"a,b\n1,2\n").unwrap();
        let error = tabel.wajib(&["no"]).unwrap_err().to_string();
        assert_eq!(error, "kolom no tidak ada; judul yang terbaca: a, b");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            let _ = Tabel::dari(&bytes);
        }
    }
}
