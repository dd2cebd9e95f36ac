//! `jejak rebuild`: the read models anew from the log.

use clap::Args;
use indicatif::ProgressBar;
use projections::proyeksi::{Proyeksi, SEMUA};

use super::impor::progress;
use super::keliru;
use crate::app::App;
use crate::proyeksi::{Kemajuan, menurut_nama};

#[derive(Args, Debug)]
#[command(after_help = "\
Tampilan (antrean, tenggat, register, statistik, katalog) dihitung dari log dan dapat
dibuang. Yang baru dibangun di samping yang lama lalu ditukar dalam satu transaksi; Jejak
tetap melayani sementara itu. Berguna untuk tampilan yang berhenti.")]
pub(super) struct Arguments {
    /// Hanya tampilan ini; tanpa nama: semua
    nama: Option<String>,
}

pub(super) struct Siap(Vec<Proyeksi>);

impl Siap {
    pub(super) fn dari(a: Arguments) -> anyhow::Result<Self> {
        match a.nama {
            None => Ok(Siap(SEMUA.to_vec())),
            Some(nama) => Ok(Siap(vec![menurut_nama(&nama).map_err(keliru)?])),
        }
    }
}

/// Moves a bar that appears with the first step.
pub(super) fn tunjukkan(bar: &mut Option<ProgressBar>, kemajuan: Kemajuan) {
    let bar = bar.get_or_insert_with(|| progress(kemajuan.semua, ""));
    bar.set_message(kemajuan.langkah);
    bar.set_length(kemajuan.semua);
    bar.set_position(kemajuan.sudah);
}

pub(super) async fn run(app: &App, siap: Siap) -> anyhow::Result<()> {
    let mut bar = None;
    app.tampilan.bangun(&siap.0, &mut |kemajuan| tunjukkan(&mut bar, kemajuan)).await?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    for keadaan in app.tampilan.keadaan().await? {
        if siap.0.contains(&keadaan.proyeksi) {
            cetak!("{}: dibangun ulang sampai posisi {}", keadaan.proyeksi.nama(), keadaan.posisi);
        }
    }
    Ok(())
}
