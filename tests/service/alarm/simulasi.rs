//! Two years of a city on a clock that is moved by hand: every morning the
//! scheduler looks, and everything it raised is held against the plain rules.
//!
//! In the years lie two Idulfitri with their cuti bersama, a cuti bersama that
//! was announced eleven days ahead (18 August 2025), and five working days on
//! which nothing ran.

use std::collections::BTreeMap;
use std::sync::Mutex;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use events::Event;
use events::pendamping::Event as Pendamping;
use events::waktu::Zona;
use jejak::app::App;
use jejak::demo;
use jejak::jobs::putaran;
use jejak::log::Values;
use projections::alarm::{BarisTangga, BarisTerbuka, TanggaLepas};
use projections::proyeksi::Proyeksi;
use tokio::runtime::Handle;
use tokio::task::block_in_place;
use uuid::Uuid;

use super::polos::Polos;
use super::{Rumah, alarm, kunci};

fn hari(teks: &str) -> NaiveDate {
    teks.parse().unwrap()
}

fn padam(hari_ini: NaiveDate) -> bool {
    (hari("2025-07-07")..=hari("2025-07-11")).contains(&hari_ini)
}

fn jam(jam: u32, menit: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(jam, menit, 0).unwrap()
}

/// The night and the morning after a day.
async fn semalam(app: &App, besok: NaiveDate, polos: &mut Polos, proses: Uuid) {
    if padam(besok) {
        return;
    }
    // That nothing is raised at other hours is looked at every fifteenth day.
    let diamati = besok.ordinal().is_multiple_of(15);
    for (pukul, sepi) in [(jam(0, 5), true), (jam(7, 45), false), (jam(9, 0), true)] {
        if sepi && !diamati {
            continue;
        }
        app.clock.set(app.zona.pukul(besok, pukul));
        let sebelum = app.log.position().await.unwrap();
        putaran(app, proses).await;
        if sepi {
            assert_eq!(app.log.position().await.unwrap(), sebelum, "{besok} {pukul}");
        }
    }
    polos.pagi(app, besok).await;
}

async fn dua_tahun(zona: Zona) {
    let akhir = hari("2026-10-30");
    let rumah = Rumah::baru(demo::clock(akhir, zona), zona).await;
    let app = rumah.proses(11).await;
    let polos = Mutex::new(Polos::default());
    let proses = Uuid::from_u128(1);
    demo::jalankan(&app, 3, akhir, || {
        block_in_place(|| {
            let mut polos = polos.lock().unwrap();
            let besok = zona.tanggal(app.clock.now()) + Days::new(1);
            Handle::current().block_on(semalam(&app, besok, &mut polos, proses));
        });
    })
    .await
    .unwrap();
    let polos = polos.into_inner().unwrap();
    let bunyi = alarm(&app).await;
    let ada: BTreeMap<_, _> = bunyi
        .iter()
        .map(|satu| (kunci(satu.stream.id, &satu.event), (satu.event.hari, satu.event.terlewat)))
        .collect();
    assert_eq!(ada.len(), bunyi.len(), "none stands twice");
    let hilang: Vec<_> = polos.harapan.iter().filter(|(k, v)| ada.get(*k) != Some(*v)).collect();
    let lebih: Vec<_> = ada.iter().filter(|(k, v)| polos.harapan.get(*k) != Some(*v)).collect();
    assert!(hilang.is_empty() && lebih.is_empty(), "missed {hilang:?}, unasked {lebih:?}");

    // The plain rules were asked something.
    let mut jenis: BTreeMap<&str, usize> = BTreeMap::new();
    for satu in &bunyi {
        *jenis.entry(satu.event.tenggat.jenis.nama()).or_default() += 1;
    }
    println!("{zona}: {} alarms, {jenis:?}", bunyi.len());
    for wajib in [
        "pemeriksaan kelengkapan",
        "pemberitahuan tertulis",
        "jawaban unit (batas internal)",
        "tanggapan keberatan",
        "keberatan oleh pemohon",
        "sidang Komisi Informasi",
        "pemutakhiran katalog unit",
        "laporan enam bulanan unit",
        "laporan layanan tahunan",
    ] {
        assert!(jenis.contains_key(wajib), "{wajib} in {jenis:?}");
    }
    let sesudah_padam = bunyi.iter().filter(|satu| satu.event.hari == hari("2025-07-14"));
    assert!(sesudah_padam.filter(|satu| satu.event.terlewat > 0).count() > 0);
    let aturan = app.aturan().await.unwrap();
    for satu in &bunyi {
        let pukul = satu.recorded_at.with_timezone(&zona.offset()).time();
        assert!((jam(7, 0)..jam(17, 0)).contains(&pukul), "{pukul}");
        assert!(!satu.event.kepada.is_empty());
        let hari_ini = zona.tanggal(satu.recorded_at);
        assert_eq!(hari_ini, satu.event.hari);
        assert!(aturan.kerja.adalah_hari_kerja(hari_ini), "{hari_ini} is closed");
    }
    berhenti(
        &app,
        &bunyi.iter().map(|s| (s.stream.id, s.event.tenggat.paling_awal)).collect::<Vec<_>>(),
    )
    .await;
    app.tampilan.kejar(&mut |_| ()).await.unwrap();
    let diikuti = tangga(&app).await;
    app.tampilan.bangun(&[Proyeksi::Alarm], &mut |_| ()).await.unwrap();
    assert_eq!(tangga(&app).await, diikuti, "followed and built");
    app.close().await.unwrap();
}

/// Every ladder as the read model has it, of cases by what is open.
async fn tangga(app: &App) -> (Vec<BarisTangga>, Vec<BarisTerbuka>, Vec<TanggaLepas>) {
    let mut tujuan = app.pool.acquire().await.unwrap();
    let lain = projections::alarm::tangga_lain(&mut tujuan).await.unwrap();
    let terbuka = projections::alarm::terbuka(hari("2030-01-01"), &mut tujuan).await.unwrap();
    assert!(terbuka.iter().any(|satu| satu.terakhir.is_some()));
    (lain, terbuka, projections::alarm::lepas(&mut tujuan).await.unwrap())
}

/// Each ladder stops at most once for each time that it ran.
async fn berhenti(app: &App, pernah: &[(Uuid, NaiveDate)]) {
    let mut kali: BTreeMap<_, u32> = BTreeMap::new();
    for tercatat in app.log.replay(0, Values::Sealed).await.unwrap() {
        if let Event::Pendamping(Pendamping::AlarmDihentikan(henti)) = tercatat.event {
            let tenggat = henti.tenggat;
            assert!(pernah.contains(&(tercatat.stream.id, tenggat.paling_awal)));
            let unit = tenggat.unit.map(|unit| unit.0);
            let ujung = (tercatat.stream.id, tenggat.jenis, unit, tenggat.paling_awal);
            *kali.entry(ujung).or_default() += 1;
        }
    }
    assert!(!kali.is_empty());
    let ganda: Vec<_> = kali.iter().filter(|(_, kali)| **kali > 1).collect();
    assert!(ganda.is_empty(), "{ganda:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_years_in_jakarta_miss_nothing_and_double_nothing() {
    dua_tahun(Zona::Wib).await;
}

/// The other end of the country; WITA lies between.
#[tokio::test(flavor = "multi_thread")]
async fn two_years_in_jayapura_miss_nothing_and_double_nothing() {
    dua_tahun(Zona::Wit).await;
}
