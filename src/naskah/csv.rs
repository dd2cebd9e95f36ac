//! One table after the other, each under its title, for a spreadsheet.

use super::{Naskah, Sel};

/// Dates and numbers in the form that programs read; a text that a spreadsheet
/// would calculate is kept a text.
pub fn tulis(naskah: &Naskah) -> anyhow::Result<Vec<u8>> {
    let mut keluar = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let tabel = naskah.bagian.iter().filter_map(|bagian| Some((bagian, bagian.tabel.as_ref()?)));
    for (urut, (bagian, tabel)) in tabel.enumerate() {
        if urut > 0 {
            keluar.write_record([""])?;
        }
        if naskah.bagian.len() > 1 {
            keluar.write_record([&bagian.judul])?;
        }
        keluar.write_record(tabel.kolom.iter().map(|kolom| kolom.nama))?;
        for baris in &tabel.baris {
            keluar.write_record(baris.iter().map(sel))?;
        }
    }
    Ok(keluar.into_inner()?)
}

fn sel(sel: &Sel) -> String {
    match sel {
        Sel::Kosong => String::new(),
        Sel::Teks(teks) if teks.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{teks}"),
        Sel::Teks(teks) => teks.clone(),
        Sel::Bulat(n) => n.to_string(),
        Sel::Desimal(n) => n.to_string(),
        Sel::Tanggal(hari) => hari.to_string(),
    }
}
