//! The checkpoint of a day, mailed to those outside who are to keep it: Atasan,
//! Inspektorat, Komisi Informasi. Whoever keeps one can hold the log against it.

use anyhow::Context;
use askama::Template;
use events::surel::{JenisSurel, periksa_alamat};
use events::waktu::tanggal_panjang;
use uuid::Uuid;

use super::naskah::Bingkai;
use super::penerima::Tujuan;
use super::pesan::Naskah;
use super::tabel::Terambil;
use super::{Surel, antre};
use crate::app::App;
use crate::checkpoint::{Terbit, simpan};

#[derive(Template)]
#[template(path = "surel_checkpoint.txt")]
struct CheckpointTxt<'a> {
    bingkai: &'a Bingkai,
    hari: &'a str,
    ini: &'a Terbit,
}

#[derive(Template)]
#[template(path = "surel_checkpoint.html")]
struct CheckpointHtml<'a> {
    bingkai: &'a Bingkai,
    judul: &'a str,
    hari: &'a str,
    ini: &'a Terbit,
}

/// Addresses separated by commas, as configuration has them.
pub fn daftar(teks: &str) -> anyhow::Result<Vec<String>> {
    let satu = teks.split(',').map(str::trim).filter(|satu| !satu.is_empty());
    let satu = satu.map(|alamat| {
        periksa_alamat(alamat).with_context(|| format!("JEJAK_KEPADA_CHECKPOINT: {alamat:?}"))?;
        Ok(alamat.to_owned())
    });
    satu.collect()
}

/// Puts the mail of this day into the outbox, for everybody on the list once.
pub async fn antrekan(app: &App) -> anyhow::Result<u64> {
    let hari = app.hari_ini();
    let sebab = Uuid::new_v5(&app.log.id(), format!("checkpoint/{hari}").as_bytes());
    let surel = app.kepada_checkpoint.iter().map(|alamat| Surel {
        sebab,
        penerima: penerima(app, alamat),
        jenis: JenisSurel::Checkpoint,
        perkara: None,
        unit: None,
        posisi: None,
        hari,
    });
    let surel: Vec<Surel> = surel.collect();
    if surel.is_empty() { Ok(0) } else { antre(app, &surel).await }
}

/// The outbox keeps no address.
fn penerima(app: &App, alamat: &str) -> Uuid {
    Uuid::new_v5(&app.log.id(), format!("surel/{alamat}").as_bytes())
}

/// Who is on the list under this id; nobody who was taken off it.
pub(super) fn buka(app: &App, id: Uuid) -> Option<Tujuan> {
    let alamat = app.kepada_checkpoint.iter().find(|alamat| penerima(app, alamat) == id)?;
    let (nama, kapasitas) = (None, Vec::new());
    let jabatan = "Pemegang checkpoint".to_owned();
    Some(Tujuan { nama, jabatan, alamat: alamat.clone(), kapasitas })
}

/// The newest checkpoint there is; nothing while there is none.
pub(super) async fn tulis(
    app: &App,
    bingkai: &Bingkai,
    surel: &Terambil,
) -> anyhow::Result<Option<Naskah>> {
    let mut tujuan = app.pool.acquire().await?;
    let Some(ini) = simpan::terakhir(0, &mut tujuan).await? else { return Ok(None) };
    let hari = tanggal_panjang(surel.hari);
    let judul = format!("Checkpoint log {hari}: {} fakta", ini.ukuran);
    let polos = CheckpointTxt { bingkai, hari: &hari, ini: &ini }.render()?;
    let html = CheckpointHtml { bingkai, judul: &judul, hari: &hari, ini: &ini }.render()?;
    Ok(Some(Naskah { judul, polos, html, berhenti: None }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_of_addresses() {
        let dua = daftar("inspektorat@kota.go.id, ki@jabar.go.id,").unwrap();
        assert_eq!(dua, ["inspektorat@kota.go.id", "ki@jabar.go.id"]);
        assert!(daftar("inspektorat").is_err());
        assert_eq!(daftar("").unwrap(), [""; 0]);
    }
}
