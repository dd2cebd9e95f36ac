//! A log with read models over it, facts of every kind, and the tables as text.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use events::teks::Label;
use events::waktu::{Waktu, Zona};
use events::{AliranId, Event, Fakta, JenisAliran};
use jejak::clock::Clock;
use jejak::log::{Append, Command, Expected, Log, Values};
use jejak::proyeksi::Penjalan;
use projections::bahan::Bahan;
use projections::catatan::{Catatan, Sudut};
use projections::proyeksi::{self, Proyeksi, SEMUA, buat_tabel, lengkapi, tulis_ke};
use sqlx::{AssertSqlSafe, PgPool, query_scalar};
use uuid::Uuid;

use crate::facts::{label, saat};
use crate::harness::{Database, database};

pub(super) struct Dunia {
    pub(super) database: Database,
    pub(super) pool: PgPool,
    pub(super) clock: Clock,
    pub(super) log: Log,
    pub(super) penjalan: Penjalan,
    berikut: u128,
}

impl Dunia {
    pub(super) async fn baru() -> Self {
        let database = database().await;
        let clock = Clock::simulated(saat("2026-03-02T01:00:00Z"));
        let log = database.log(clock.clone(), 1).await;
        let service = database.service.connect_options();
        let pool = jejak::log::connect(&service).await.expect("the service connects");
        let penjalan = Penjalan::new(log.clone(), pool.clone(), Zona::Wib);
        penjalan.pasang().await.expect("the tables can be made");
        Dunia { database, pool, clock, log, penjalan, berikut: 1_000 }
    }

    /// Another process over the same log.
    pub(super) fn penjalan_lain(&self, zona: Zona, halaman: u16) -> Penjalan {
        Penjalan::new(self.log.clone(), self.pool.clone(), zona).dengan_halaman(halaman)
    }

    pub(super) fn maju(&self, menit: i64) {
        self.clock.set(self.clock.now() + TimeDelta::minutes(menit));
    }

    /// The day that a simulated history counts from.
    pub(super) fn hari(n: u32) -> NaiveDate {
        let awal = NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date");
        awal + Days::new(u64::from(n))
    }

    pub(super) async fn catat(&mut self, appends: Vec<(AliranId, Vec<Fakta>)>) {
        self.berikut += 1;
        let id = Uuid::from_u128(self.berikut);
        let appends = appends.into_iter().map(|(stream, facts)| Append {
            stream,
            expected: Expected::Any,
            subject: stream.id,
            facts,
        });
        let (actor, content) = (Label::try_new("petugas").expect("a label"), Vec::new());
        let command = Command { id, actor, content, appends: appends.collect() };
        self.log.append(command).await.expect("the log takes it");
    }

    /// A fact of the office itself.
    pub(super) async fn satu(&mut self, jenis: JenisAliran, id: u128, event: Event) {
        self.satu_pada(jenis, id, event, Waktu::Saat(self.clock.now())).await;
    }

    pub(super) async fn satu_pada(
        &mut self,
        jenis: JenisAliran,
        id: u128,
        event: Event,
        waktu: Waktu,
    ) {
        let aliran = AliranId { jenis, id: Uuid::from_u128(id) };
        self.catat(vec![(aliran, vec![Fakta::baru(event, waktu)])]).await;
    }

    pub(super) async fn kejar(&self) {
        self.penjalan.kejar(&mut |_| ()).await.expect("the runner catches up");
    }

    pub(super) fn sudut(saat: DateTime<Utc>, menurut_catatan: bool) -> Sudut {
        Sudut { sebagaimana: saat, menurut_catatan, zona: Zona::Wib }
    }

    /// The whole log, folded.
    pub(super) async fn penuh(&self, sudut: Sudut) -> Catatan {
        Catatan::dari(self.log.replay(0, Values::Sealed).await.expect("no gap"), sudut)
    }

    pub(super) async fn sebagian(&self, calon: &[Uuid], sudut: Sudut) -> Catatan {
        let dasar = self.penjalan.dasar().await.expect("readable").pada(sudut);
        let fakta = self.penjalan.fakta_untuk(calon).await.expect("readable");
        Catatan::di_atas(dasar, fakta, sudut)
    }

    /// Every row of every table of these read models, as readers see them.
    pub(super) async fn isi(&self, daftar: &[Proyeksi]) -> BTreeMap<String, String> {
        let mut isi = BTreeMap::new();
        for proyeksi in daftar {
            isi.extend(self.isi_skema(&proyeksi.skema()).await);
        }
        isi
    }

    async fn isi_skema(&self, skema: &str) -> BTreeMap<String, String> {
        let tabel: Vec<String> = query_scalar(
            "select table_name::text from information_schema.tables where table_schema = $1",
        )
        .bind(skema)
        .fetch_all(&self.database.owner)
        .await
        .expect("the owner reads");
        let mut isi = BTreeMap::new();
        for tabel in tabel {
            let baris = format!(
                "select coalesce(string_agg(t::text, E'\\n' order by t::text), '')
                   from {skema}.{tabel} t"
            );
            let baris: String = query_scalar(AssertSqlSafe(baris))
                .fetch_one(&self.database.owner)
                .await
                .expect("the owner reads");
            isi.insert(tabel, baris);
        }
        isi
    }

    /// The same tables, filled from the whole log as it stands now.
    pub(super) async fn dari_log(&self) -> BTreeMap<String, String> {
        // Facts of one command are a little ahead of the clock.
        let kini = self.clock.now() + TimeDelta::minutes(1);
        let catatan = self.penuh(Self::sudut(kini, false)).await;
        let perkara: Vec<Uuid> = catatan.perkara.keys().copied().collect();
        let mut bahan = Bahan::dari(&catatan, &perkara);
        bahan.unit = catatan.dasar.unit.keys().copied().collect();
        bahan.buku = catatan.dasar.buku.keys().copied().collect();
        bahan.katalog = catatan.katalog.keys().copied().collect();
        bahan.pendamping = catatan.pendamping.keys().copied().collect();
        let mut isi = BTreeMap::new();
        for proyeksi in menurut_kasus() {
            let mut tx = self.pool.begin().await.expect("the service connects");
            buat_tabel(proyeksi, "banding", &mut tx).await.expect("the service makes tables");
            tulis_ke("banding", &mut tx).await.expect("the service writes there");
            for lembar in proyeksi.lembar(&bahan) {
                lembar.tulis(&mut tx).await.expect("the rows fit");
            }
            let (kunci, indeks) = proyeksi.sesudah_isi();
            let sesudah = [kunci, indeks].concat();
            lengkapi("banding", &sesudah, &mut tx).await.expect("the rows keep the keys");
            tx.commit().await.expect("the service commits");
            isi.extend(self.isi_skema("banding").await);
        }
        isi
    }

    pub(super) async fn keadaan(&self, proyeksi: Proyeksi) -> proyeksi::Keadaan {
        let semua = self.penjalan.keadaan().await.expect("readable");
        semua.into_iter().find(|k| k.proyeksi == proyeksi).expect("it stands")
    }
}

/// All but those whose rows hang on positions.
pub(super) fn menurut_kasus() -> Vec<Proyeksi> {
    let menurut_posisi = [Proyeksi::Pohon, Proyeksi::Log];
    SEMUA.into_iter().filter(|proyeksi| !menurut_posisi.contains(proyeksi)).collect()
}

/// Tells which tables differ, and in which rows.
#[track_caller]
pub(super) fn sama(apa: &str, kiri: &BTreeMap<String, String>, kanan: &BTreeMap<String, String>) {
    assert!(kiri.keys().eq(kanan.keys()), "{apa}: {:?} and {:?}", kiri.keys(), kanan.keys());
    for (tabel, isi) in kiri {
        let lain = &kanan[tabel];
        let beda = |a: &str, b: &str| -> Vec<String> {
            let b: Vec<&str> = b.lines().collect();
            a.lines().filter(|baris| !b.contains(baris)).map(str::to_owned).collect()
        };
        assert!(
            isi == lain,
            "{apa}, {tabel}: {:#?} against {:#?}",
            beda(isi, lain),
            beda(lain, isi)
        );
    }
}

/// A permohonan of a case, with its number.
pub(super) fn permohonan(n: u32) -> Vec<Fakta> {
    use events::perkara::Event as P;
    use events::permohonan::{Nomor, NomorPendaftaranDiberikan};
    let waktu = Waktu::Tanggal(Dunia::hari(n));
    let nomor = Nomor::Tetap(label(&format!("{n:04}/PPID/2026")));
    let bernomor = NomorPendaftaranDiberikan { buku: Uuid::from_u128(1), nomor };
    let bernomor = Event::Perkara(Box::new(P::NomorPendaftaranDiberikan(bernomor)));
    let mut diterima = crate::facts::diterima("Budi", "3273", "anggaran");
    diterima.occurred_at = waktu;
    vec![diterima, Fakta::baru(bernomor, waktu)]
}
