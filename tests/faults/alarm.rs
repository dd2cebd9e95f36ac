//! `kill -9` of Jejak at every step from an alarm that is due to its mail in the
//! outbox: each alarm stands in the log once, and each mail of it in the outbox.
//! From there on the mails are [`crate::surel`]'s.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate};
use events::alarm::AlarmDibunyikan;
use events::pendamping::Event as Pendamping;
use events::pengguna::Peran;
use events::perkara::Event as P;
use events::permohonan::{PermohonanDicatat, PermohonanDiterima};
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta};
use jejak::app::App;
use jejak::log::{Append, Command, Expected, Values};
use sqlx::{Connection as _, PgConnection, query, query_scalar};
use uuid::Uuid;

use crate::harness::eventually;
use crate::office::Office;
use crate::surel::officer;

const PERKARA: u128 = 2;
/// Of each case its papers and its notice.
const TENGGAT: usize = 4;

const TURN: &str = "lock table pekerjaan in share mode";
const LOG: &str = "select from log_head for update";
const OUTBOX: &str = "lock table kotak_keluar in share mode";

const WAITING: &str = "select count(*) from pg_locks where not granted";
/// Waits with mails, and holds the place in the log that it read up to.
const MAILS_IN_HAND: &str = "select count(*) from pg_locks
    where not granted and relation = 'kotak_keluar'::regclass and pid in (
      select pid from pg_locks where granted and relation = 'kotak_keluar_posisi'::regclass)";

/// What stands there, seen from outside.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hitungan {
    /// Tenggat of which nobody was told, and rungs that were told of twice.
    diam: usize,
    ganda: usize,
    /// Alarms that are in no mail.
    tanpa_surel: usize,
}

struct Kota {
    office: Office,
    app: App,
    owner: PgConnection,
    /// A working morning that has been.
    pagi: String,
}

impl Kota {
    /// An office with cases that were due long ago.
    async fn baru() -> Self {
        let office = Office::on_a_server().await;
        let app = office.app().await;
        officer(&app, Peran::PpidUtama).await;
        for n in 1..=PERKARA {
            let waktu = Waktu::Tanggal(app.hari_ini() - Days::new(40));
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
            let actor = events::teks::Label::try_new("uji").unwrap();
            let id = Uuid::from_u128(rand::random());
            let (content, appends) = (id.as_bytes().to_vec(), vec![append]);
            app.log.append(Command { id, actor, content, appends }).await.unwrap();
        }
        let aturan = app.aturan().await.unwrap();
        let lalu = (1..).map(|n| app.hari_ini() - Days::new(n));
        let kerja = |hari: &NaiveDate| aturan.kerja.adalah_hari_kerja(*hari);
        let pagi = lalu.filter(|hari| hari.year() > 2000).find(kerja).unwrap().to_string();
        let owner = PgConnection::connect_with(&office.owner()).await.unwrap();
        Kota { office, app, owner, pagi }
    }

    fn bunyikan(&self) -> [&str; 5] {
        ["jobs", "run", "alarm", "--pada", &self.pagi]
    }

    /// Kills the job when it comes to what is held, and with it what it asked of
    /// the database last.
    async fn job_mati_di(&mut self, dipegang: &'static str) {
        let mut tahan = PgConnection::connect_with(&self.office.owner()).await.unwrap();
        let mut tx = tahan.begin().await.unwrap();
        query(dipegang).execute(&mut *tx).await.unwrap();
        let mut job = self.office.begin(&self.bunyikan());
        self.tertahan().await;
        job.kill().unwrap();
        job.wait().unwrap();
        let batal = "select pg_terminate_backend(pid) from pg_locks where not granted";
        query(batal).execute(&self.app.pool).await.unwrap();
        tx.rollback().await.unwrap();
        self.giliran_habis().await;
    }

    /// Kills the job when the log has what it raised, and it has not said so.
    async fn job_mati_setelah_mencatat(&mut self) {
        let mut log = PgConnection::connect_with(&self.office.owner()).await.unwrap();
        let mut log = log.begin().await.unwrap();
        query(LOG).execute(&mut *log).await.unwrap();
        let mut job = self.office.begin(&self.bunyikan());
        self.tertahan().await;
        let mut giliran = PgConnection::connect_with(&self.office.owner()).await.unwrap();
        let mut giliran = giliran.begin().await.unwrap();
        query(TURN).execute(&mut *giliran).await.unwrap();
        log.rollback().await.unwrap();
        let app = &self.app;
        eventually("the log has it", || async { alarm(app).await.len() >= TENGGAT }).await;
        self.tertahan().await;
        job.kill().unwrap();
        job.wait().unwrap();
        giliran.rollback().await.unwrap();
        self.giliran_habis().await;
    }

    /// Kills the service when it puts mails into the outbox.
    async fn layanan_mati_di_kotak(&mut self) {
        let mut tahan = PgConnection::connect_with(&self.office.owner()).await.unwrap();
        let mut tx = tahan.begin().await.unwrap();
        query(OUTBOX).execute(&mut *tx).await.unwrap();
        let mut jejak = self.office.serve().await;
        self.tertahan_dengan(MAILS_IN_HAND).await;
        jejak.kill();
        tx.rollback().await.unwrap();
        self.giliran_habis().await;
    }

    /// Somebody waits for what is held.
    async fn tertahan(&self) {
        self.tertahan_dengan(WAITING).await;
    }

    async fn tertahan_dengan(&self, menunggu: &'static str) {
        let pool = &self.app.pool;
        eventually("it is held up", || async move {
            query_scalar::<_, i64>(menunggu).fetch_one(pool).await.unwrap() > 0
        })
        .await;
    }

    /// The dead have no turn any more.
    async fn giliran_habis(&mut self) {
        let pool = &self.app.pool;
        eventually("the dead are gone", || async move {
            query_scalar::<_, i64>(WAITING).fetch_one(pool).await.unwrap() == 0
        })
        .await;
        let habis = "update pekerjaan set sewa_sampai = now() where pemegang is not null";
        query(habis).execute(&mut self.owner).await.unwrap();
    }

    async fn hitung(&mut self) -> Hitungan {
        let semua = alarm(&self.app).await;
        let mut kali: BTreeMap<_, usize> = BTreeMap::new();
        let mut disuratkan = 0_i64;
        for (subjek, satu) in &semua {
            let tenggat = &satu.tenggat;
            let kunci = (*subjek, tenggat.jenis, tenggat.paling_awal, satu.anak_tangga);
            *kali.entry(kunci).or_default() += 1;
            disuratkan += i64::from(satu.anak_tangga <= 0);
        }
        let perkara = semua.iter().filter(|(_, satu)| satu.tenggat.jenis.milik_perkara());
        let mut tenggat: Vec<_> = perkara.map(|(s, satu)| (*s, satu.tenggat.jenis)).collect();
        tenggat.sort_unstable();
        tenggat.dedup();
        let surel = "select count(distinct posisi) from kotak_keluar where jenis <> 'ringkasan'";
        let surel: i64 = query_scalar(surel).fetch_one(&mut self.owner).await.unwrap();
        Hitungan {
            diam: TENGGAT - tenggat.len(),
            ganda: kali.values().filter(|kali| **kali > 1).count(),
            tanpa_surel: usize::try_from(disuratkan - surel).unwrap(),
        }
    }

    /// The service starts, and reads the log to its end.
    async fn layani(&mut self) {
        let jejak = self.office.serve().await;
        let pool = &self.app.pool;
        eventually("the outbox is where the log is", || async move {
            let sampai = "select posisi = position from kotak_keluar_posisi, log_head";
            query_scalar::<_, bool>(sampai).fetch_one(pool).await.unwrap()
        })
        .await;
        assert!(jejak.stop().await.success());
    }

    async fn tutup(self) {
        self.app.close().await.unwrap();
        self.office.leave().await;
    }
}

async fn alarm(app: &App) -> Vec<(Uuid, AlarmDibunyikan)> {
    let fakta = app.log.replay(0, Values::Sealed).await.unwrap();
    let satu = fakta.into_iter().filter_map(|tercatat| match tercatat.event {
        Event::Pendamping(Pendamping::AlarmDibunyikan(alarm)) => Some((tercatat.stream.id, alarm)),
        _ => None,
    });
    satu.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_at_any_step_from_the_tenggat_to_the_outbox_misses_and_doubles_nothing() {
    let mut kota = Kota::baru().await;
    kota.job_mati_di(TURN).await;
    kota.job_mati_di(LOG).await;
    assert_eq!(kota.hitung().await.diam, TENGGAT, "it died before anything was raised");
    kota.job_mati_setelah_mencatat().await;
    let mati = kota.hitung().await;
    assert_eq!((mati.diam, mati.ganda), (0, 0));
    assert!(mati.tanpa_surel >= TENGGAT, "raised, and in no mail: {mati:?}");
    kota.office.run(&kota.bunyikan());
    kota.layanan_mati_di_kotak().await;
    assert!(kota.hitung().await.tanpa_surel >= TENGGAT, "it died with them in hand");
    kota.layani().await;
    assert_eq!(kota.hitung().await, Hitungan::default());
    kota.tutup().await;
}

/// The control: the same death, the same count, and a place in the log that is
/// kept before the mails are in the outbox.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_is_kept_before_the_mails_are_in_loses_them() {
    let mut kota = Kota::baru().await;
    kota.office.run(&kota.bunyikan());
    kota.layanan_mati_di_kotak().await;
    let dini = "update kotak_keluar_posisi set posisi = (select position from log_head)";
    query(dini).execute(&mut kota.owner).await.unwrap();
    kota.layani().await;
    assert!(kota.hitung().await.tanpa_surel >= TENGGAT, "the count sees it");
    kota.tutup().await;
}
