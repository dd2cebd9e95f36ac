//! Tables, dates and words for people.

use std::io::Write;

use chrono::{DateTime, Utc};
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use events::waktu::{Waktu, Zona, tanggal_panjang};
use projections::catatan::Catatan;
use projections::perkara::Baris;
use serde::Serialize;

pub(super) fn tabel(judul: &[&str]) -> Table {
    let mut tabel = Table::new();
    tabel
        .load_style(UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(judul.to_vec());
    // A number broken over two lines can be neither read aloud nor copied, and
    // a word of the law stays whole on a narrow screen.
    for (i, kolom) in tabel.column_iter_mut().enumerate() {
        kolom.set_constraint(match i {
            0 => ColumnConstraint::ContentWidth,
            _ => ColumnConstraint::LowerBoundary(Width::Fixed(11)),
        });
    }
    if tabel.width().is_none() {
        // Not a terminal: wide enough that nothing wraps in a pipe.
        tabel.set_width(200);
    }
    tabel
}

/// Writes a line to stdout; a closed pipe is the reader's choice.
pub(super) fn cetak(teks: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{teks}");
}

/// Writes text that has its own line ends to stdout.
pub(super) fn cetak_apa_adanya(teks: &str) {
    let _ = write!(std::io::stdout(), "{teks}");
}

/// Says on stderr what went wrong; unlike `eprintln!` it does not panic where
/// nobody listens any more.
pub(super) fn keluhkan(pesan: &str) {
    let _ = writeln!(std::io::stderr(), "jejak: {pesan}");
}

pub(super) fn keluhkan_apa_adanya(teks: &str) {
    let _ = write!(std::io::stderr(), "{teks}");
}

pub(super) fn json(nilai: &impl Serialize) -> anyhow::Result<()> {
    cetak(format_args!("{}", serde_json::to_string_pretty(nilai)?));
    Ok(())
}

/// `21 November 2026 08.15 WIB`.
pub(super) fn saat(saat: DateTime<Utc>, zona: Zona) -> String {
    zona.saat_panjang(saat)
}

pub(super) fn waktu(waktu: Waktu, zona: Zona) -> String {
    match waktu {
        Waktu::Saat(satu) => saat(satu, zona),
        Waktu::Tanggal(tanggal) => tanggal_panjang(tanggal),
        Waktu::TidakTercatat => "tidak tercatat".to_owned(),
    }
}

/// Both ends where they differ.
pub(super) fn rentang(awal: chrono::NaiveDate, lambat: chrono::NaiveDate) -> String {
    if awal == lambat {
        tanggal_panjang(awal)
    } else {
        format!("{} – {}", tanggal_panjang(awal), tanggal_panjang(lambat))
    }
}

/// One perkara among several with the same number.
pub(super) fn pilihan(catatan: &Catatan, baris: &Baris<'_>) -> String {
    let buku = baris.buku().and_then(|buku| catatan.buku_dibuka(buku));
    let buku = buku.map_or("", |buku| buku.nama.as_str());
    let diterima = baris.diterima().map_or("tanpa tanggal".to_owned(), tanggal_panjang);
    format!("{}  ({diterima}, {buku})", baris.id)
}
