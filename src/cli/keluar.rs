//! Where a paper goes: to files, as JSON, or to the terminal.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use projections::catatan::Sudut;
use serde_json::Value;

use super::{Bentuk, Lihat, tampilan};
use crate::app::App;
use crate::naskah::{Bagian, Naskah, Sel, csv, pdf, xlsx};

/// Where the paper goes, and from when one looks.
#[derive(Args, Clone, Debug)]
pub(super) struct Keluar {
    /// Tulis PDF/A ke berkas ini
    #[arg(long, value_name = "BERKAS")]
    pub(super) pdf: Option<PathBuf>,
    /// Tulis buku kerja XLSX ke berkas ini
    #[arg(long, value_name = "BERKAS")]
    pub(super) xlsx: Option<PathBuf>,
    /// Tulis CSV ke berkas ini
    #[arg(long, value_name = "BERKAS")]
    pub(super) csv: Option<PathBuf>,
    #[command(flatten)]
    pub(super) lihat: Lihat,
    #[command(flatten)]
    pub(super) bentuk: Bentuk,
}

/// Makes a file of a paper.
type Bentukan<'a> = &'a dyn Fn(&Naskah) -> anyhow::Result<Vec<u8>>;

/// To every file that was named; to the terminal where none was.
pub(super) async fn tulis(
    app: &App,
    naskah: &Naskah,
    keluar: &Keluar,
    sudut: Sudut,
    nilai: &Value,
) -> anyhow::Result<()> {
    let asal = pdf::Asal::sehari(&*app.kantor_kini().await?, sudut, app.zona);
    let sebagai_pdf = |naskah: &Naskah| pdf::tulis(naskah, &asal);
    let tujuan: [(_, Bentukan<'_>); 3] =
        [(&keluar.pdf, &sebagai_pdf), (&keluar.xlsx, &xlsx::tulis), (&keluar.csv, &csv::tulis)];
    let mut tertulis = false;
    for (berkas, isi) in tujuan {
        let Some(berkas) = berkas else { continue };
        std::fs::write(berkas, isi(naskah)?)
            .with_context(|| format!("{} tidak dapat ditulis", berkas.display()))?;
        cetak!("Ditulis: {}", berkas.display());
        tertulis = true;
    }
    if keluar.bentuk.json {
        return tampilan::json(nilai);
    }
    if !tertulis {
        cetak_naskah(naskah);
    }
    Ok(())
}

fn cetak_naskah(naskah: &Naskah) {
    cetak!("{}", naskah.judul);
    for (nama, isi) in &naskah.keterangan {
        cetak!("  {nama:<12} {isi}");
    }
    for Bagian { judul, alinea, tabel } in &naskah.bagian {
        cetak!("\n{judul}");
        for satu in alinea {
            cetak!("{satu}");
        }
        let Some(isi) = tabel else { continue };
        let kepala: Vec<&str> = isi.kolom.iter().map(|kolom| kolom.nama).collect();
        let mut tabel = tampilan::tabel(&kepala);
        for baris in &isi.baris {
            tabel.add_row(baris.iter().map(Sel::kata).collect::<Vec<_>>());
        }
        cetak!("{tabel}");
    }
}
