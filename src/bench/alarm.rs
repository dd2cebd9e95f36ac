//! Which alarms are due, over a hundred thousand open tenggat: one query and the
//! ladders, beside the two seconds that a morning may take.

use std::time::Instant;

use anyhow::{Context, ensure};
use chrono::Days;
use events::alarm::{Tangga, nilai};
use events::perkara::Event as P;
use events::permohonan::{PermohonanDicatat, PermohonanDiterima};
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta};
use futures_util::future::try_join_all;

use super::data::command;
use super::{Alat, Ukuran, median, per_detik};
use crate::app::{App, subjek};
use crate::jobs::alarm;
use crate::log::{Append, Command, Expected, new_id};

const TENGGAT: usize = 100_000;
/// Each has at least its papers, its notice and the way against silence open.
const PERKARA: usize = TENGGAT / 3 + 1;
const BERSAMA: usize = 2_000;
const ULANGAN: usize = 3;
/// A hundred thousand in two seconds.
const LAJU: f64 = 50_000.0;
/// By then every one of them is due.
const HARI_KEMUDIAN: u64 = 90;

pub(super) async fn ukur(alat: &mut Alat) -> anyhow::Result<Vec<Ukuran>> {
    let app = &*alat.app;
    isi(app).await?;
    app.tampilan.kejar(&mut |_| ()).await?;
    let aturan = app.aturan().await?;
    let hari = app.hari_ini() + Days::new(HARI_KEMUDIAN);
    let hari = aturan.kerja.berikutnya(hari);
    let mut hasil = Vec::new();
    for _ in 0..ULANGAN {
        let mulai = Instant::now();
        let mut tujuan = app.pool.acquire().await?;
        let terbuka = projections::alarm::terbuka(hari, &mut tujuan).await?;
        let banyak = terbuka.len();
        let calon = alarm::perkara(terbuka)?;
        let bunyi = nilai(calon, Tangga::bawaan, &aturan.kerja, hari);
        hasil.push(per_detik(banyak as u64, mulai));
        ensure!(banyak >= TENGGAT && !bunyi.is_empty(), "hanya {banyak} tenggat terbuka");
    }
    Ok(vec![Ukuran {
        apa: "alarm, tenggat terbuka dinilai".to_owned(),
        satuan: "tenggat/s",
        hasil: median(hasil),
        batas: LAJU,
        pembatas: "100.000 tenggat dalam 2 detik",
        target: Some(1.0),
    }])
}

/// Cases of which nothing was done yet.
async fn isi(app: &App) -> anyhow::Result<()> {
    for awal in (0..PERKARA).step_by(BERSAMA) {
        let perintah = (awal..PERKARA.min(awal + BERSAMA)).map(|_| permohonan(app));
        try_join_all(perintah.map(|satu| app.log.append(satu)))
            .await
            .context("perkara tidak tercatat")?;
    }
    Ok(())
}

fn permohonan(app: &App) -> Command {
    let (id, waktu) = (new_id(app.clock.now()), Waktu::Saat(app.clock.now()));
    let facts = [
        P::PermohonanDiterima(PermohonanDiterima::default()),
        P::PermohonanDicatat(PermohonanDicatat {}),
    ];
    let facts = facts.map(|event| Fakta::baru(Event::Perkara(Box::new(event)), waktu));
    let stream = AliranId::perkara(id);
    let append =
        Append { stream, expected: Expected::Version(0), subject: subjek(id), facts: facts.into() };
    command(&app.clock, vec![append])
}
