//! Each alarm once: two processes at once, death at every step, and the turn that
//! a dead process loses. The controls draw their commands by chance, and fail.

use std::time::Duration;

use chrono::{DateTime, Utc};
use events::perkara::Event as P;
use events::permohonan::{PermohonanDicatat, PermohonanDiterima};
use events::waktu::{Waktu, Zona};
use events::{AliranId, Event, Fakta};
use jejak::app::App;
use jejak::clock::Clock;
use jejak::jobs::alarm::{Daftar, bunyikan, daftar, perintah};
use jejak::jobs::sewa::{self, BatasSewa};
use jejak::jobs::{self, TidakDijalankan};
use jejak::log::{Append, Command, Expected};
use uuid::Uuid;

use super::{Rumah, berapa_kali, saat};
use crate::facts::label;

const PERKARA: u128 = 12;
const PAGI: &str = "2026-03-11T08:00:00+07:00";

/// An office with cases that are two working days from their end.
async fn rumah() -> (Rumah, App) {
    let clock = Clock::simulated(saat("2026-03-02T09:00:00+07:00"));
    let rumah = Rumah::baru(clock, Zona::Wib).await;
    let app = rumah.proses(1).await;
    for n in 1..=PERKARA {
        let waktu = Waktu::Saat(app.clock.now());
        let fakta = [
            P::PermohonanDiterima(PermohonanDiterima::default()),
            P::PermohonanDicatat(PermohonanDicatat {}),
        ];
        let fakta = fakta.map(|event| Fakta::baru(Event::Perkara(Box::new(event)), waktu));
        let append = Append {
            stream: AliranId::perkara(Uuid::from_u128(n)),
            expected: Expected::Version(0),
            subject: Uuid::from_u128(n),
            facts: fakta.into(),
        };
        let id = Uuid::from_u128(1_000 + n);
        let command =
            Command { id, actor: label("uji"), content: Vec::new(), appends: vec![append] };
        app.log.append(command).await.unwrap();
    }
    rumah.clock.set(saat(PAGI));
    (rumah, app)
}

async fn nilai(app: &App) -> Daftar {
    let aturan = app.aturan().await.unwrap();
    daftar(app, &aturan, saat(PAGI)).await.unwrap()
}

fn pagi() -> DateTime<Utc> {
    saat(PAGI)
}

/// How many rungs stand there, and how many of them more than once.
async fn hitung(app: &App) -> (usize, usize) {
    let kali = berapa_kali(app).await;
    (kali.len(), kali.values().filter(|kali| **kali > 1).count())
}

/// As it would be without commands that follow from what they say.
async fn bunyikan_acak(app: &App, daftar: Daftar) {
    for mut satu in perintah(daftar, pagi()).unwrap() {
        satu.id = Uuid::from_u128(rand::random());
        app.log.append(satu).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_at_once_raise_each_alarm_once() {
    let (rumah, satu) = rumah().await;
    let dua = rumah.proses(2).await;
    // Both have looked before either has written.
    let (milik_satu, milik_dua) = tokio::join!(nilai(&satu), nilai(&dua));
    assert_eq!(milik_satu, milik_dua);
    let banyak = milik_satu.bunyi.len();
    assert!(banyak >= 24, "of each case its papers and its notice: {banyak}");
    let (a, b) =
        tokio::join!(bunyikan(&satu, milik_satu, pagi()), bunyikan(&dua, milik_dua, pagi()));
    a.unwrap();
    b.unwrap();
    assert_eq!(hitung(&satu).await, (banyak, 0));
    let lagi = jobs::jalankan(&dua, jobs::cari("alarm").unwrap(), pagi()).await.unwrap();
    assert_eq!(lagi, "0 alarm dibunyikan, 0 dihentikan");
    assert_eq!(hitung(&satu).await, (banyak, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_commands_by_chance_two_processes_raise_them_twice() {
    let (rumah, satu) = rumah().await;
    let dua = rumah.proses(2).await;
    let (milik_satu, milik_dua) = tokio::join!(nilai(&satu), nilai(&dua));
    let banyak = milik_satu.bunyi.len();
    tokio::join!(bunyikan_acak(&satu, milik_satu), bunyikan_acak(&dua, milik_dua));
    assert_eq!(hitung(&satu).await, (banyak, banyak), "the control sees a double");
}

#[tokio::test(flavor = "multi_thread")]
async fn death_after_every_step_leaves_each_alarm_once() {
    let (rumah, satu) = rumah().await;
    let semua = perintah(nilai(&satu).await, pagi()).unwrap();
    let banyak = semua.len();
    for (langkah, perintah_ini) in semua.into_iter().enumerate() {
        // Another process starts, looks, writes so far, and is gone.
        let proses = rumah.proses(100 + langkah as u64).await;
        let terlihat = perintah(nilai(&proses).await, pagi()).unwrap();
        // What stands there is not asked for again; the write before may have come.
        assert!((banyak - langkah - 1..=banyak - langkah).contains(&terlihat.len()));
        proses.log.append(perintah_ini).await.unwrap();
        if let Some(berikut) = terlihat.into_iter().nth(1) {
            // A write whose answer nobody waits for any more.
            let log = proses.log.clone();
            let tulis = tokio::spawn(async move { log.append(berikut).await });
            tulis.abort();
            let _ = tulis.await;
        }
        drop(proses);
        if langkah % 5 == 4 {
            let job = jobs::cari("alarm").unwrap();
            jobs::jalankan(&satu, job, pagi()).await.unwrap();
            assert_eq!(hitung(&satu).await, (banyak, 0));
            return;
        }
    }
    panic!("there are more steps than that");
}

/// A process that goes on with what it had looked at before it was stopped.
#[tokio::test(flavor = "multi_thread")]
async fn with_commands_by_chance_whoever_goes_on_raises_them_twice() {
    for (acak, ganda) in [(false, 0), (true, 3)] {
        let (_rumah, satu) = rumah().await;
        let terlihat = nilai(&satu).await;
        let banyak = terlihat.bunyi.len();
        let mut sebagian = nilai(&satu).await;
        sebagian.bunyi.truncate(3);
        if acak {
            bunyikan_acak(&satu, sebagian).await;
            bunyikan_acak(&satu, terlihat).await;
        } else {
            bunyikan(&satu, sebagian, pagi()).await.unwrap();
            bunyikan(&satu, terlihat, pagi()).await.unwrap();
        }
        assert_eq!(hitung(&satu).await, (banyak, ganda), "by chance: {acak}");
    }
}

#[tokio::test]
async fn a_turn_is_one_process_s_until_its_time_is_over() {
    let (_rumah, app) = rumah().await;
    let [satu, dua] = [1, 2].map(Uuid::from_u128);
    let kini = app.clock.now();
    let slot = Some(saat("2026-03-11T00:30:00Z"));
    let ambil = async |proses: Uuid, jadwal: Option<DateTime<Utc>>, giliran: Duration| {
        let batas = BatasSewa { giliran };
        sewa::ambil(&app.pool, ("alarm", proses), kini, jadwal, batas).await.unwrap()
    };
    let lama = Duration::from_hours(1);
    assert!(ambil(satu, slot, lama).await);
    assert!(!ambil(dua, slot, lama).await, "another has it");
    assert!(!ambil(dua, None, lama).await, "also where somebody asks by hand");
    let job = jobs::cari("alarm").unwrap();
    let sibuk = jobs::jalankan(&app, job, pagi()).await;
    assert!(matches!(sibuk, Err(TidakDijalankan::SedangBerjalan)));
    sewa::selesai(&app.pool, ("alarm", satu), kini, slot, Ok("selesai")).await.unwrap();
    assert!(!ambil(dua, slot, lama).await, "that moment was done");
    let besok = Some(saat("2026-03-12T00:30:00Z"));
    // It dies at once: its turn counts no longer.
    assert!(ambil(satu, besok, Duration::ZERO).await);
    assert!(ambil(dua, besok, lama).await);
    // The dead one has no say any more.
    sewa::selesai(&app.pool, ("alarm", satu), kini, besok, Ok("terlambat")).await.unwrap();
    let riwayat = sewa::semua(&app.pool).await.unwrap().remove("alarm").unwrap();
    assert!(riwayat.berjalan);
    assert_eq!(riwayat.hasil.as_deref(), Some("selesai"));
    sewa::selesai(&app.pool, ("alarm", dua), kini, besok, Err("putus")).await.unwrap();
    assert!(!ambil(satu, besok, lama).await, "what failed is left alone for a while");
    assert!(ambil(satu, None, lama).await, "unless somebody asks");
}
