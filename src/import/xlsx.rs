//! Tables from a workbook (XLSX): its first sheet, read as text.

use std::io::Cursor;

use anyhow::Context;
use calamine::{Data, ExcelDateTime, Reader, Xlsx};
use csv::StringRecord;

use super::tabel::Tabel;

/// How every workbook begins: it is a ZIP archive.
const AWAL: &[u8] = b"PK\x03\x04";
/// Rows and columns beyond which a sheet is refused before it is read.
const BATAS_BARIS: u32 = 20_000;
const BATAS_KOLOM: u32 = 200;

impl Tabel {
    /// Reads a workbook or CSV, whichever these bytes are.
    pub fn dari_berkas(bytes: &[u8], perlu: &[&str]) -> anyhow::Result<Self> {
        if adalah(bytes) {
            return dari_xlsx(bytes, perlu);
        }
        Tabel::dari(bytes, perlu)
    }
}

/// Whether these bytes are a workbook.
pub(super) fn adalah(bytes: &[u8]) -> bool {
    bytes.starts_with(AWAL)
}

fn dari_xlsx(bytes: &[u8], perlu: &[&str]) -> anyhow::Result<Tabel> {
    let mut semua = lembar(bytes)?.into_iter();
    let (_, judul) = semua.next().context("lembar pertama kosong")?;
    Tabel::dari_baris(&judul, semua.collect(), perlu)
}

/// The rows of the first sheet, each with its number there.
pub(super) fn lembar(bytes: &[u8]) -> anyhow::Result<Vec<(u64, StringRecord)>> {
    let rusak = "berkas ini bukan XLSX yang dapat dibaca; simpan ulang dari aplikasi lembar kerja";
    let mut buku: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok().context(rusak)?;
    let lembar = buku.worksheet_range_at(0).context("buku kerja ini tanpa lembar")?;
    let lembar = lembar.ok().context(rusak)?;
    let (baris_akhir, kolom_akhir) = lembar.end().context("lembar pertama kosong")?;
    anyhow::ensure!(
        baris_akhir < BATAS_BARIS && kolom_akhir < BATAS_KOLOM,
        "lembar pertama terlalu besar; paling banyak {BATAS_BARIS} baris dan {BATAS_KOLOM} kolom"
    );
    // As the sheet numbers its rows.
    let awal = u64::from(lembar.start().map_or(0, |(baris, _)| baris)) + 1;
    Ok((awal..).zip(lembar.rows().map(record)).collect())
}

/// A number without a fraction is written as people see it, a day as its date.
fn record(sel: &[Data]) -> StringRecord {
    sel.iter()
        .map(|sel| match sel {
            Data::Float(angka) if angka.fract() == 0.0 => format!("{angka:.0}"),
            Data::DateTime(saat) if saat.is_datetime() => hari(*saat),
            lain => lain.to_string(),
        })
        .collect()
}

/// `2026-11-21`, with the time where there is one.
fn hari(saat: ExcelDateTime) -> String {
    let (tahun, bulan, hari, jam, menit, detik, _) = saat.to_ymd_hms_milli();
    let tanggal = format!("{tahun:04}-{bulan:02}-{hari:02}");
    if (jam, menit, detik) == (0, 0, 0) {
        return tanggal;
    }
    format!("{tanggal} {jam:02}:{menit:02}:{detik:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_number_that_the_sheet_gives_it() {
        let berkas = include_bytes!("../../tests/contoh/unit.xlsx");
        let tabel = Tabel::dari_berkas(berkas, &["nama", "jenis"]).unwrap();
        let baris = tabel.baris().map(|baris| (baris.nomor, baris.sel("nama"), baris.sel("jenis")));
        let harapan = [(2, "Dinas Pangan", "dinas"), (4, "Kecamatan Hulu", "kecamatan")];
        assert_eq!(baris.take(2).collect::<Vec<_>>(), harapan);
        assert_eq!(tabel.baris().last().unwrap().sel("nama"), "2026", "a number as people see it");
    }

    #[test]
    fn a_broken_workbook_is_named_as_such() {
        let galat = Tabel::dari_berkas(b"PK\x03\x04 bukan arsip", &["nama"]).err().unwrap();
        assert!(galat.to_string().contains("bukan XLSX"), "{galat}");
    }

    #[test]
    fn what_is_no_workbook_is_read_as_csv() {
        let tabel = Tabel::dari_berkas(b"nama;jenis\nDinas Sosial;dinas\n", &["nama"]).unwrap();
        let baris = tabel.baris().next().unwrap();
        assert_eq!((baris.nomor, baris.sel("nama")), (2, "Dinas Sosial"));
    }
}
