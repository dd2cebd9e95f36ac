//! The report of every unit at once, a file each.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context;
use projections::catatan::Sudut;
use projections::laporan::{Kurun, Milik};
use serde_json::json;
use tokio::task::spawn_blocking;

use super::impor::progress;
use super::keluar::Keluar;
use super::{Keliru, laporan, tampilan};
use crate::app::App;
use crate::laporan::{Dari, unit};
use crate::naskah::pdf;

/// A PDF for each unit, one after the other: a report is laid out in memory, and
/// the next one finds it free.
pub(super) async fn tulis_semua(
    app: &App,
    kurun: Kurun,
    dari: Dari,
    (folder, keluar, sudut): (&Path, &Keluar, Sudut),
) -> anyhow::Result<()> {
    let bahan = laporan::kumpulkan(app, kurun, dari).await?;
    if bahan.unit.is_empty() {
        let pesan = "belum ada unit; tanpa --tiap-unit ditulis laporan seluruh kantor";
        return Err(Keliru(pesan.to_owned()).into());
    }
    fs::create_dir_all(folder)
        .with_context(|| format!("folder {} tidak dapat dibuat", folder.display()))?;
    let asal = pdf::Asal::sehari(&*app.kantor_kini().await?, sudut, app.zona);
    let bar = progress(bahan.unit.len() as u64, "unit");
    let mut terpakai = BTreeSet::new();
    let mut tertulis = Vec::new();
    for (id, nama) in &bahan.unit {
        let (isi, naskah) = unit(&bahan, Milik::Unit(*id));
        let asal = asal.clone();
        let bytes = spawn_blocking(move || pdf::tulis(&naskah, &asal)).await??;
        let mut berkas = nama_berkas(nama);
        if !terpakai.insert(berkas.clone()) {
            berkas = format!("{berkas}-{id}");
        }
        let jalur = folder.join(format!("{berkas}.pdf"));
        fs::write(&jalur, bytes)
            .with_context(|| format!("{} tidak dapat ditulis", jalur.display()))?;
        let masuk = isi.angka.permohonan.masuk;
        tertulis.push(json!({"unit": id, "nama": nama, "masuk": masuk, "berkas": jalur}));
        bar.inc(1);
    }
    bar.finish_and_clear();
    if keluar.bentuk.json {
        return tampilan::json(&json!({"posisi": bahan.posisi, "akar": bahan.akar,
                                      "laporan": tertulis}));
    }
    cetak!("{} laporan ditulis ke {}", tertulis.len(), folder.display());
    Ok(())
}

/// A unit's name as every file system takes it.
fn nama_berkas(nama: &str) -> String {
    let kata = nama.split(|huruf: char| !huruf.is_ascii_alphanumeric());
    let kata: Vec<String> =
        kata.filter(|kata| !kata.is_empty()).map(str::to_ascii_lowercase).collect();
    let mut nama = kata.join("-");
    nama.truncate(100);
    if nama.is_empty() { "unit".to_owned() } else { nama }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_units_name_becomes_a_file_of_its_own() {
        assert_eq!(nama_berkas("Dinas Kesehatan (RSUD) / P2P"), "dinas-kesehatan-rsud-p2p");
        assert_eq!(nama_berkas("../../etc"), "etc");
        assert_eq!(nama_berkas("…"), "unit");
    }
}
