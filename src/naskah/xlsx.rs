//! A workbook: a sheet a table, numbers as numbers, dates as dates.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet};

use super::{Naskah, Sel, Tabel};

/// Characters of a sheet's name at most.
const PANJANG_NAMA: usize = 31;

/// The same paper gives the same bytes: the workbook tells no moment of its own.
pub fn tulis(naskah: &Naskah) -> anyhow::Result<Vec<u8>> {
    let mut buku = Workbook::new();
    let awal = ExcelDateTime::from_ymd(2000, 1, 1)?;
    buku.set_properties(
        &DocProperties::new().set_title(&naskah.judul).set_creation_datetime(&awal),
    );
    let mut nama = Vec::new();
    for bagian in &naskah.bagian {
        let Some(tabel) = &bagian.tabel else { continue };
        let lembar = buku.add_worksheet();
        lembar.set_name(nama_lembar(&bagian.judul, &mut nama))?;
        isi(lembar, naskah, &bagian.judul, tabel)?;
    }
    Ok(buku.save_to_buffer()?)
}

fn isi(lembar: &mut Worksheet, naskah: &Naskah, judul: &str, tabel: &Tabel) -> anyhow::Result<()> {
    let tebal = Format::new().set_bold();
    let kepala = tebal.clone().set_text_wrap().set_border_bottom(FormatBorder::Thin);
    let tanggal = Format::new().set_num_format("d mmmm yyyy");
    let bulat = Format::new().set_num_format("#,##0");
    let desimal = Format::new().set_num_format("#,##0.00");
    lembar.write_with_format(0, 0, &naskah.judul, &tebal)?;
    lembar.write(1, 0, judul)?;
    let mut baris_ke = 2;
    for (nama, nilai) in &naskah.keterangan {
        lembar.write(baris_ke, 0, format!("{nama}: {nilai}"))?;
        baris_ke += 1;
    }
    baris_ke += 1;
    for (kolom, satu) in (0_u16..).zip(&tabel.kolom) {
        lembar.write_with_format(baris_ke, kolom, satu.nama, &kepala)?;
        lembar.set_column_width(kolom, f64::from(satu.lebar) * 1.6 + 4.0)?;
    }
    lembar.set_freeze_panes(baris_ke + 1, 0)?;
    for (urut, baris) in (baris_ke + 1..).zip(&tabel.baris) {
        for (kolom, sel) in (0_u16..).zip(baris) {
            match sel {
                Sel::Kosong => continue,
                // Never as a formula, whatever it begins with.
                Sel::Teks(teks) => lembar.write_string(urut, kolom, teks)?,
                Sel::Bulat(n) => {
                    lembar.write_number_with_format(urut, kolom, bulat_f64(*n), &bulat)?
                }
                Sel::Desimal(n) => lembar.write_number_with_format(urut, kolom, *n, &desimal)?,
                Sel::Tanggal(hari) => {
                    lembar.write_datetime_with_format(urut, kolom, hari, &tanggal)?
                }
            };
        }
    }
    Ok(())
}

/// A spreadsheet knows no other numbers.
#[expect(clippy::cast_precision_loss, reason = "counts of an office are far below 2^52")]
fn bulat_f64(n: i64) -> f64 {
    n as f64
}

/// Excel allows 31 characters, none of `[]:*?/\`, and no name twice.
fn nama_lembar(judul: &str, ada: &mut Vec<String>) -> String {
    let bersih: String =
        judul.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    let nama: String = bersih.trim().chars().take(PANJANG_NAMA).collect();
    let mut calon = nama.trim_end().to_owned();
    let mut ke = 2;
    while calon.is_empty() || ada.contains(&calon) {
        let ekor = format!(" {ke}");
        let depan: String = nama.chars().take(PANJANG_NAMA - ekor.len()).collect();
        calon = format!("{}{ekor}", depan.trim_end());
        ke += 1;
    }
    ada.push(calon.clone());
    calon
}
