//! How soon pages come from a full register, while facts come in: an open loop
//! of officers' pages beside what each may take.

use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use chrono::{DateTime, SecondsFormat, Utc};
use events::kantor::{self, Event, Kantor, KodeMasukDiwajibkan};
use projections::proyeksi::SEMUA;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use super::beban::{self, Jawaban, Peramban, Permintaan};
use super::data::{Data, PERKARA_PER_BUKU};
use super::http::{Service, awal};
use super::{Pengamat, berisi};
use crate::akun;
use crate::app::{App, Chance, Syarat};
use crate::clock::Clock;
use crate::config::{Config, Database};

/// Pages a second that are asked for, and facts a second that come in.
pub const PERMINTAAN_PER_DETIK: u32 = 50;
pub const APPEND_PER_DETIK: u32 = 20;
/// For how long that is measured, after a while that is not.
const LAMA_DETIK: u32 = 60;
const PEMANASAN_DETIK: u32 = 5;

/// What a page may take, at the 95th of a hundred.
const BIASA: Duration = Duration::from_millis(50);
const SEBAGAIMANA: Duration = Duration::from_secs(1);

/// A kind of page: how often of a hundred it is asked for, and where.
struct Jenis {
    nama: &'static str,
    dari_seratus: u32,
    batas: Duration,
    alamat: fn(&Contoh, &mut StdRng) -> String,
}

/// Words that many cases have and words that few have.
const KATA: &[&str] = &["website", "dinas+7", "keberatan", "perpanjangan", "dijawab"];

const JENIS: &[Jenis] = &[
    Jenis { nama: "antrean", dari_seratus: 20, batas: BIASA, alamat: |_, _| "/antrean".to_owned() },
    Jenis {
        nama: "semua yang berjalan",
        dari_seratus: 8,
        batas: BIASA,
        alamat: |_, _| "/antrean?berjalan=true".to_owned(),
    },
    Jenis {
        nama: "perkara",
        dari_seratus: 36,
        batas: BIASA,
        alamat: |contoh, acak| format!("/perkara/{}", contoh.perkara(acak)),
    },
    Jenis {
        nama: "pencarian nomor",
        dari_seratus: 8,
        batas: BIASA,
        alamat: |_, acak| format!("/antrean?q={}", Contoh::awal_nomor(acak)),
    },
    Jenis {
        nama: "pencarian kata",
        dari_seratus: 6,
        batas: BIASA,
        alamat: |_, acak| format!("/antrean?q={}", KATA[acak.random_range(0..KATA.len())]),
    },
    Jenis { nama: "dasbor", dari_seratus: 6, batas: BIASA, alamat: |_, _| "/dasbor".to_owned() },
    Jenis {
        nama: "angka setahun",
        dari_seratus: 8,
        batas: BIASA,
        alamat: |_, _| "/statistik?tahun=2025".to_owned(),
    },
    Jenis {
        nama: "antrean sebagaimana",
        dari_seratus: 4,
        batas: SEBAGAIMANA,
        alamat: |contoh, _| format!("/antrean?sebagaimana={}", contoh.tengah()),
    },
    Jenis {
        nama: "perkara sebagaimana",
        dari_seratus: 4,
        batas: SEBAGAIMANA,
        alamat: |contoh, acak| {
            let (perkara, saat) = (contoh.perkara_lama(acak), contoh.tengah());
            format!("/perkara/{perkara}?sebagaimana={saat}")
        },
    },
];

/// What there is to ask for.
struct Contoh {
    perkara: Vec<Uuid>,
    /// When half of the register was written.
    tengah: DateTime<Utc>,
}

impl Contoh {
    /// A case of the first half, which was there at that moment too.
    fn perkara(&self, acak: &mut StdRng) -> Uuid {
        self.perkara[acak.random_range(0..self.perkara.len().div_ceil(2))]
    }

    /// A case that was all but over at that moment.
    fn perkara_lama(&self, acak: &mut StdRng) -> Uuid {
        self.perkara[acak.random_range(0..self.perkara.len().div_ceil(4))]
    }

    /// A number as somebody begins to type it: a whole one leads to its case.
    fn awal_nomor(acak: &mut StdRng) -> String {
        let urut = acak.random_range(1..PERKARA_PER_BUKU.min(900));
        format!("{urut:04}%2FPPID")
    }

    fn tengah(&self) -> String {
        self.tengah.to_rfc3339_opts(SecondsFormat::Micros, true)
    }
}

/// How soon pages of one kind came, in milliseconds.
#[derive(Clone, Debug)]
pub struct UkuranLaman {
    pub nama: &'static str,
    pub permintaan: usize,
    /// Not answered, or not with the page.
    pub gagal: usize,
    pub p50_ms: f64,
    pub p95_ms: f64,
    pub p99_ms: f64,
    pub terlama_ms: f64,
    pub batas_ms: f64,
}

impl UkuranLaman {
    pub fn tercapai(&self) -> bool {
        self.gagal == 0 && self.p95_ms <= self.batas_ms
    }
}

#[derive(Debug)]
pub struct LaporanLaman {
    pub perkara: usize,
    pub fakta: u64,
    pub ukuran: Vec<UkuranLaman>,
}

/// Fills a register with so many cases in a data folder that holds nothing yet,
/// and measures its pages, unless `berhenti` comes first.
pub async fn jalankan(
    config: &Config,
    perkara: usize,
    pengamat: &impl Pengamat,
    berhenti: impl Future<Output = ()>,
) -> anyhow::Result<LaporanLaman> {
    let Database::Embedded(folder) = &config.database else {
        anyhow::bail!("pengukuran memakai basis data tertanam");
    };
    ensure!(!berisi(folder), "folder {} berisi; pilih folder kosong", folder.display());
    pengamat.tahap("menyiapkan PostgreSQL", 0);
    let app = Arc::new(App::open(config, Clock::System, Chance::System).await?);
    let hasil = tokio::select! {
        hasil = ukur(&app, perkara, pengamat) => hasil,
        () = berhenti => Err(anyhow::anyhow!("pengukuran dihentikan")),
    };
    app.close().await?;
    hasil
}

async fn ukur(
    app: &Arc<App>,
    perkara: usize,
    pengamat: &impl Pengamat,
) -> anyhow::Result<LaporanLaman> {
    let mut data = Data::baru(StdRng::seed_from_u64(2026));
    pengamat.tahap("menulis perkara", perkara as u64);
    data.tulis_perkara(app, perkara / 2, |dibuka| pengamat.maju(dibuka)).await?;
    let tengah = app.clock.now();
    data.tulis_perkara(app, perkara, |dibuka| pengamat.maju(dibuka)).await?;
    pengamat.tahap("membangun tampilan", 0);
    app.tampilan.bangun(&SEMUA, &mut |_| ()).await?;
    let fakta = app.log.position().await?;
    let contoh = Contoh { perkara: std::mem::take(&mut data.contoh), tengah };

    let layanan = Service::start(app).await?;
    data.bentuk_unit(app).await?;
    tanpa_kode(app).await?;
    akun::atur(&app.pool, layanan.pengguna, "pengukuran", &layanan.token).await?;
    let kuki = akun::sesi::mulai(&app.pool, layanan.pengguna, false, app.clock.now()).await?;
    let peramban = Arc::new(Peramban::baru(layanan.alamat, format!("jejak={kuki}")));
    let henti = Arc::new(Notify::new());
    let tampilan = tokio::spawn(app.tampilan.clone().ikuti(henti.clone()));
    let tulis = tokio::spawn(tulis(app.clone(), data));
    pengamat.tahap("membuka halaman", 0);
    let mut acak = StdRng::seed_from_u64(50);
    for jenis in JENIS {
        let alamat = (jenis.alamat)(&contoh, &mut acak);
        let status = peramban.buka(&alamat).await?;
        ensure!(status == 200, "halaman {} tidak terbuka: {alamat} menjawab {status}", jenis.nama);
    }
    let pemanasan = rencana(&contoh, &mut acak, PEMANASAN_DETIK);
    beban::kirim(&peramban, PERMINTAAN_PER_DETIK, pemanasan).await?;
    let rencana = rencana(&contoh, &mut acak, LAMA_DETIK);
    let jawaban = beban::kirim(&peramban, PERMINTAAN_PER_DETIK, rencana).await?;
    ensure!(!tulis.is_finished(), "penulisan selama pengukuran berhenti sendiri");
    tulis.abort();
    let _ = tulis.await;
    henti.notify_one();
    tampilan.await?;
    let ukuran = JENIS.iter().enumerate().map(|(ke, jenis)| ringkas(ke, jenis, &jawaban));
    Ok(LaporanLaman { perkara, fakta, ukuran: ukuran.collect() })
}

/// Whoever asks for the pages has no authenticator at hand.
async fn tanpa_kode(app: &App) -> anyhow::Result<()> {
    let fakta = Event::KodeMasukDiwajibkan(KodeMasukDiwajibkan { peran: Vec::new() });
    app.handle_aliran::<Kantor>(awal(kantor::aliran().id, fakta), Syarat::Apa).await?;
    Ok(())
}

/// Facts as they come in, at their own pace.
async fn tulis(app: Arc<App>, mut data: Data) -> anyhow::Result<()> {
    let mut detak = interval(Duration::from_secs(1) / APPEND_PER_DETIK);
    detak.set_missed_tick_behavior(MissedTickBehavior::Burst);
    loop {
        for command in data.langkah(&app) {
            detak.tick().await;
            app.log.append(command).await?;
        }
    }
}

/// What is asked for, in an order that chance makes.
fn rencana(contoh: &Contoh, acak: &mut StdRng, detik: u32) -> Vec<Permintaan> {
    let satu = |_| {
        let mut undian = acak.random_range(0..100);
        let jenis = JENIS.iter().position(|jenis| {
            let kena = undian < jenis.dari_seratus;
            undian = undian.saturating_sub(jenis.dari_seratus);
            kena
        });
        let jenis = jenis.unwrap_or_default();
        Permintaan { jenis, alamat: (JENIS[jenis].alamat)(contoh, acak) }
    };
    (0..detik * PERMINTAAN_PER_DETIK).map(satu).collect()
}

fn ringkas(ke: usize, jenis: &Jenis, jawaban: &[Jawaban]) -> UkuranLaman {
    let sejenis = || jawaban.iter().filter(|jawaban| jawaban.jenis == ke);
    let mut lama: Vec<f64> = sejenis().map(|jawaban| milidetik(jawaban.lama)).collect();
    lama.sort_by(f64::total_cmp);
    UkuranLaman {
        nama: jenis.nama,
        permintaan: lama.len(),
        gagal: sejenis().filter(|jawaban| !jawaban.berhasil).count(),
        p50_ms: persentil(&lama, 50),
        p95_ms: persentil(&lama, 95),
        p99_ms: persentil(&lama, 99),
        terlama_ms: persentil(&lama, 100),
        batas_ms: milidetik(jenis.batas),
    }
}

/// The value that so many of a hundred do not exceed.
fn persentil(terurut: &[f64], seratus: usize) -> f64 {
    let ke = (terurut.len() * seratus).div_ceil(100).saturating_sub(1);
    terurut.get(ke).copied().unwrap_or_default()
}

fn milidetik(lama: Duration) -> f64 {
    lama.as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let seratus: Vec<f64> = (1..=100).map(f64::from).collect();
        let kata = |terurut: &[f64], p| format!("{}", persentil(terurut, p));
        assert_eq!([50, 95, 99, 100].map(|p| kata(&seratus, p)), ["50", "95", "99", "100"]);
        assert_eq!([50, 95].map(|p| kata(&[7.0], p)), ["7", "7"]);
        assert_eq!(kata(&[], 95), "0");
    }

    #[test]
    fn the_kinds_of_pages_make_a_hundred() {
        assert_eq!(JENIS.iter().map(|jenis| jenis.dari_seratus).sum::<u32>(), 100);
    }
}
