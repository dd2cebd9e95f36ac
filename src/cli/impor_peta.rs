//! The columns of a table that is imported: as they were kept, as their words
//! tell, or as they are named on the command line.

use anyhow::Context;
use events::impor::peta::BukuImpor;
use events::teks::Label;

use super::impor::Arguments;
use super::{Keliru, keliru};
use crate::app::App;
use crate::import::berkas::isi;
use crate::import::peta::{Peta, kolom};
use crate::import::tabel::{Tabel, rapi};
use crate::import::{self, Coba};

/// A table with what was said of its columns.
pub(super) struct Terpeta {
    pub buku: BukuImpor,
    pub tabel: Tabel,
    nama: Option<Label>,
    kolom: Vec<(String, String)>,
}

/// Reads the table, before any database starts.
pub(super) fn siapkan(a: &Arguments, buku: BukuImpor) -> anyhow::Result<Terpeta> {
    let bytes = isi(&a.berkas).map_err(keliru)?;
    let tabel = import::baca_buku(&bytes, buku)
        .with_context(|| format!("berkas {}", a.berkas.display()))
        .map_err(keliru)?;
    let nama = a.peta.clone().map(Label::try_new).transpose();
    let nama = nama.map_err(|e| Keliru(format!("--peta {e}")))?;
    let satu = |teks: &String| {
        let (kunci, judul) = teks.split_once('=').ok_or_else(|| {
            Keliru(format!("--kolom {teks:?}: tulis kolom, sama dengan, lalu judul pada berkas"))
        })?;
        Ok((kunci.trim().to_owned(), rapi(judul)))
    };
    let kolom = a.kolom.iter().map(satu).collect::<Result<_, Keliru>>()?;
    Ok(Terpeta { buku, tabel, nama, kolom })
}

/// The map of its columns; kept under the name that was given.
pub(super) async fn terapkan(
    app: &App,
    terpeta: &Terpeta,
    (coba, json): (Coba, bool),
) -> anyhow::Result<Peta> {
    let Terpeta { buku, tabel, nama, kolom: pilihan } = terpeta;
    let judul = tabel.judul();
    let kantor = app.kantor_kini().await?;
    let bernama = kantor.peta(*buku).find(|peta| Some(&peta.nama) == nama.as_ref());
    let sama = || kantor.peta(*buku).find(|peta| Peta::untuk(peta, judul));
    let mut peta = match bernama.or_else(sama) {
        Some(tersimpan) => Peta::tersimpan(tersimpan, judul),
        None => Peta::usulan(*buku, judul),
    };
    for (kunci, sumber) in pilihan {
        peta.atur(*buku, kunci, sumber, judul).map_err(|e| Keliru(format!("--kolom: {e}")))?;
    }
    peta.periksa(*buku, judul)
        .map_err(|e| Keliru(format!("{e}; pilih dengan --kolom KOLOM=JUDUL")))?;
    if let (Some(nama), Coba::Tidak) = (nama, coba) {
        import::simpan_peta(app, peta.fakta(nama.clone(), *buku), &Label::try_new("sistem:impor")?)
            .await?;
    }
    if !json {
        tunjukkan(&peta, *buku, judul);
    }
    Ok(peta)
}

fn tunjukkan(peta: &Peta, buku: BukuImpor, judul: &[String]) {
    let semua = kolom(buku).iter().filter_map(|k| Some((k, peta.judul(k.kunci)?)));
    for (kolom, sumber) in semua.clone() {
        cetak!("  {:<26} {} ← {sumber}", kolom.kunci, kolom.nama);
    }
    let dipakai: Vec<&str> = semua.map(|(_, sumber)| sumber).collect();
    let sisa = judul.iter().map(String::as_str).filter(|satu| !dipakai.contains(satu));
    let sisa: Vec<&str> = sisa.collect();
    if !sisa.is_empty() {
        cetak!("  tidak dipetakan, tersimpan pada barisnya: {}", sisa.join(", "));
    }
}
