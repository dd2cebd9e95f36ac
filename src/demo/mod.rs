//! A made-up city: some forty units and two years of cases, through the real
//! command path on a simulated clock. The same seed on the same day gives the
//! same log, to the root.

mod alur;
mod kantor;
mod katalog;
mod kota;
mod laporan;
pub(crate) mod nama;
mod naskah;
mod pelaku;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveTime};
use futures_util::future::try_join_all;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::app::App;
use crate::clock::Clock;
use crate::seed;
pub(crate) use alur::{Apa, Langkah};
use naskah::Naskah;
pub(crate) use naskah::{kalender_kerja, skrip};
use pelaku::Pelaku;

/// How users of the demo sign in: by what they are, all with one password.
pub const AKUN: [(&str, &str); 6] = [
    ("petugas", "Petugas layanan"),
    ("ppid", "PPID Utama"),
    ("dinkes", "PPID Pembantu Dinas Kesehatan"),
    ("atasan", "Atasan PPID"),
    ("auditor", "Auditor"),
    ("admin", "Admin, yang mengelola kantor"),
];
pub const SANDI: &str = "tirtamulya-demo";

/// Calendar days that the simulation spans.
const HARI: u64 = 2 * 365;

/// What the demo made, to tell where to look.
#[derive(Debug, Default)]
pub struct Ringkasan {
    pub perkara: usize,
    /// Numbers worth a look, with why.
    pub contoh: Vec<(String, &'static str)>,
}

/// First day of the simulation that ends on this day.
pub fn mulai(akhir: NaiveDate) -> NaiveDate {
    akhir - Days::new(HARI)
}

/// Lives through the days until `akhir`, the last whole day, so that the hour
/// at which the demo is made changes nothing. `maju` hears of each day.
pub async fn jalankan(
    app: &App,
    benih: u64,
    akhir: NaiveDate,
    maju: impl Fn(),
) -> anyhow::Result<Ringkasan> {
    let mut acak = StdRng::seed_from_u64(benih);
    let mut pelaku = Pelaku::baru(app).await?;
    kota::dirikan(&mut pelaku, &mut acak).await?;
    pelaku.aturan = app.aturan().await?;
    let mut naskah = Naskah::baru(akhir);
    let terbit: BTreeSet<NaiveDate> =
        events::kalender_nasional::nasional().into_iter().map(|hari| hari.terbit).collect();
    for hari in mulai(akhir).iter_days().take_while(|hari| *hari <= akhir) {
        // The office writes its day down in the afternoon.
        let sore = app.zona.pukul(hari, NaiveTime::from_hms_opt(16, 5, 0).unwrap_or_default());
        pelaku.pindah(sore);
        if terbit.contains(&hari) {
            seed::calendar(app).await?;
            pelaku.aturan = app.aturan().await?;
        }
        kota::perubahan(&mut pelaku, mulai(akhir), hari).await?;
        katalog::sehari(&mut pelaku, (mulai(akhir), akhir), hari).await?;
        laporan::sehari(&mut pelaku, akhir, hari).await?;
        naskah.permohonan_baru(&mut pelaku, &mut acak, hari);
        // Commands of one day wait for the log together; they enter its queue
        // in their order, so the log is the same on every machine.
        let commands = naskah.langkah_hari_ini(&mut pelaku, hari)?;
        try_join_all(commands.into_iter().map(|command| app.log.append(command))).await?;
        maju();
    }
    naskah.ringkasan(app).await
}

/// The simulated clock on the first morning.
pub fn clock(akhir: NaiveDate, zona: events::waktu::Zona) -> Clock {
    Clock::simulated(zona.awal_hari(mulai(akhir)))
}
