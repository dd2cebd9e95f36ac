//! `jejak monev`: how the office would score itself, with the evidence.

use anyhow::Context;
use clap::Args;
use events::waktu::TAHUN;
use projections::catatan::Sudut;
use serde_json::json;

use super::keluar::{self, Keluar};
use super::{Keliru, Lihat, kejar};
use crate::app::App;
use crate::monev;

#[derive(Args, Debug)]
#[command(after_help = "\
Bobot dan indikator tahun itu, atau usulan bawaan: enam indikator KI Kaltim 2025. Nilai dipotong
pada sepersepuluh: 89,95 ditulis 89,9 dan belum Informatif.")]
pub(super) struct Arguments {
    /// Tahun, seperti 2026
    tahun: String,
    #[command(flatten)]
    keluar: Keluar,
}

pub(super) struct Siap {
    tahun: i32,
    keluar: Keluar,
}

impl Siap {
    pub(super) fn dari(a: Arguments) -> anyhow::Result<Self> {
        let keliru = || Keliru(format!("{:?} bukan tahun; tulis seperti 2026", a.tahun));
        let tahun: i32 = a.tahun.trim().parse().map_err(|_| keliru())?;
        if !TAHUN.contains(&tahun) {
            return Err(keliru().into());
        }
        if a.keluar.lihat.sebagaimana.is_some() {
            let pesan = "monev menilai dari keadaan sekarang; hapus --sebagaimana";
            return Err(Keliru(pesan.to_owned()).into());
        }
        Ok(Siap { tahun, keluar: a.keluar })
    }

    pub(super) fn lihat(&self) -> &Lihat {
        &self.keluar.lihat
    }
}

pub(super) async fn run(app: &App, siap: Siap, sudut: Sudut) -> anyhow::Result<()> {
    let Siap { tahun, keluar } = siap;
    let mulai = chrono::NaiveDate::from_ymd_opt(tahun, 1, 1).context("tahun itu tidak ada")?;
    if mulai > sudut.hari() {
        return Err(Keliru(format!("tahun {tahun} belum mulai")).into());
    }
    kejar(app, &monev::PERLU).await?;
    let penilaian = monev::nilai(app, tahun, sudut).await?;
    let semua = monev::berdampingan(app, &penilaian, sudut).await?;
    let naskah = monev::naskah(&penilaian, &semua, sudut);
    let nilai = json!({"penilaian": penilaian, "semua": semua});
    keluar::tulis(app, &naskah, &keluar, sudut, &nilai).await
}
