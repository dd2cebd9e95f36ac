//! The read models that have tables, and what they all share: a schema for each
//! version, a checkpoint, rows computed from cases.
//!
//! A version is a schema with tables of fixed names, so that reader and writer
//! only differ in their search path. A rebuild fills the same tables in a schema
//! beside it and exchanges the two names in one transaction.

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

use crate::bahan::Bahan;
use crate::lembar::{Lembar, hapus};
use crate::perkara::rekap;
use crate::{
    acuan, alarm, katalog, kegiatan, laporan, log, perkara, pohon, register, sengketa, statistik,
    tenggat,
};

/// One read model with tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proyeksi {
    /// Names of units and books.
    Acuan,
    /// Entries of the DIP and the DIK.
    Katalog,
    /// Notes on what units do.
    Kegiatan,
    Perkara,
    Tenggat,
    /// The registers of permohonan and keberatan.
    Register,
    Statistik,
    /// Sengketa by the next day that matters.
    Sengketa,
    /// What reports are counted from.
    Laporan,
    /// Ladders of alarms.
    Alarm,
    /// Nodes of the log's tree.
    Pohon,
    /// What the log is searched by.
    Log,
}

pub const SEMUA: [Proyeksi; 12] = [
    Proyeksi::Acuan,
    Proyeksi::Katalog,
    Proyeksi::Kegiatan,
    Proyeksi::Perkara,
    Proyeksi::Tenggat,
    Proyeksi::Register,
    Proyeksi::Statistik,
    Proyeksi::Sengketa,
    Proyeksi::Laporan,
    Proyeksi::Alarm,
    Proyeksi::Pohon,
    Proyeksi::Log,
];

/// Before any day of a register: where the first page begins.
pub(crate) const HARI_PERTAMA: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a date");
/// After any: where a list begins that shows the last first.
pub(crate) const HARI_TERAKHIR: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date");

/// What a read model is made of.
pub struct Bentuk {
    pub nama: &'static str,
    /// Raised whenever its tables or their meaning change.
    pub versi: i32,
    /// Its tables and, below a line `-- indeks`, what is made after they are
    /// filled.
    pub sql: &'static str,
    /// The rows that hang on a case, for which its tables have a column
    /// `perkara`.
    pub milik_perkara: &'static [&'static str],
    /// The table whose columns `pengaruh_dari` and `pengaruh_sampai` say which
    /// days of the calendar its rows were counted over.
    pub pengaruh: Option<&'static str>,
    /// The table whose rows say which sengketa a case was ever linked to, where
    /// a fact of a sengketa changes rows of its cases.
    pub sengketa: Option<&'static str>,
}

/// Where a read model stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keadaan {
    pub proyeksi: Proyeksi,
    pub posisi: i64,
    pub zona: String,
    pub gagal: Option<String>,
}

impl Bentuk {
    /// Tables, and what is made after they are filled.
    fn sql(&self) -> (&'static str, &'static str) {
        self.sql.split_once("\n-- indeks\n").expect("every file of tables has its indexes below")
    }
}

impl Proyeksi {
    pub fn bentuk(self) -> &'static Bentuk {
        match self {
            Proyeksi::Acuan => &acuan::BENTUK,
            Proyeksi::Katalog => &katalog::BENTUK,
            Proyeksi::Kegiatan => &kegiatan::BENTUK,
            Proyeksi::Perkara => &perkara::BENTUK,
            Proyeksi::Tenggat => &tenggat::BENTUK,
            Proyeksi::Register => &register::BENTUK,
            Proyeksi::Statistik => &statistik::BENTUK,
            Proyeksi::Sengketa => &sengketa::BENTUK,
            Proyeksi::Laporan => &laporan::BENTUK,
            Proyeksi::Alarm => &alarm::BENTUK,
            Proyeksi::Pohon => &pohon::BENTUK,
            Proyeksi::Log => &log::BENTUK,
        }
    }

    pub fn nama(self) -> &'static str {
        self.bentuk().nama
    }

    pub fn dari_nama(nama: &str) -> Option<Self> {
        SEMUA.into_iter().find(|proyeksi| proyeksi.nama() == nama)
    }

    /// The schema that readers see.
    pub fn skema(self) -> String {
        let Bentuk { nama, versi, .. } = self.bentuk();
        format!("{nama}_v{versi}")
    }

    /// The schema that a rebuild fills.
    pub fn skema_baru(self) -> String {
        format!("{}_baru", self.skema())
    }

    /// The statements that make its keys, for which a table is held alone, and
    /// those that may run beside each other afterwards.
    pub fn sesudah_isi(self) -> (Vec<&'static str>, Vec<&'static str>) {
        let perintah = self.bentuk().sql().1.split(";\n").map(str::trim);
        let perintah = perintah.filter(|satu| !satu.is_empty());
        perintah.partition(|satu| satu.starts_with("alter table"))
    }

    /// Rows of the cases in `bahan`, by table.
    pub fn lembar(self, bahan: &Bahan<'_>) -> Vec<Lembar> {
        match self {
            Proyeksi::Acuan => acuan::lembar(bahan),
            Proyeksi::Katalog => katalog::lembar(bahan),
            Proyeksi::Kegiatan => kegiatan::lembar(bahan),
            Proyeksi::Perkara => perkara::lembar(bahan),
            Proyeksi::Tenggat => tenggat::lembar(bahan),
            Proyeksi::Register => register::lembar(bahan),
            Proyeksi::Statistik => statistik::lembar(bahan),
            Proyeksi::Sengketa => sengketa::lembar(bahan),
            Proyeksi::Laporan => laporan::lembar(bahan),
            Proyeksi::Alarm => alarm::lembar(bahan),
            Proyeksi::Log => log::lembar(bahan),
            // Its rows hang on positions, not on cases.
            Proyeksi::Pohon => Vec::new(),
        }
    }

    /// Puts the rows of everything in `bahan` in the place of those it has.
    pub async fn ganti(self, bahan: &Bahan<'_>, tujuan: &mut PgConnection) -> sqlx::Result<()> {
        let perkara = bahan.perkara();
        if self == Proyeksi::Perkara {
            rekap::kurangi(&perkara, tujuan).await?;
        }
        for tabel in self.bentuk().milik_perkara {
            hapus(tujuan, tabel, "perkara", &perkara).await?;
        }
        match self {
            Proyeksi::Acuan => {
                hapus(tujuan, "unit", "unit", &bahan.unit).await?;
                hapus(tujuan, "buku", "buku", &bahan.buku).await?;
            }
            Proyeksi::Pohon => pohon::ganti(&bahan.daun, tujuan).await?,
            Proyeksi::Katalog => hapus(tujuan, "katalog", "entri", &bahan.katalog).await?,
            Proyeksi::Kegiatan => hapus(tujuan, "kegiatan", "kegiatan", &bahan.kegiatan).await?,
            Proyeksi::Alarm => {
                hapus(tujuan, "alarm_tangga", "subjek", &bahan.pendamping).await?;
            }
            Proyeksi::Log => log::ganti(bahan, tujuan).await?,
            Proyeksi::Perkara
            | Proyeksi::Tenggat
            | Proyeksi::Register
            | Proyeksi::Statistik
            | Proyeksi::Sengketa
            | Proyeksi::Laporan => {}
        }
        for lembar in self.lembar(bahan) {
            lembar.tulis(tujuan).await?;
        }
        if self == Proyeksi::Perkara {
            rekap::tambah(&perkara, tujuan).await?;
        }
        Ok(())
    }
}

/// Where the tables of every read model are found, the log's own last.
pub fn jalur_cari() -> String {
    let mut skema: Vec<String> = SEMUA.into_iter().map(Proyeksi::skema).collect();
    skema.push("public".to_owned());
    skema.join(", ")
}

/// Looks for tables in this schema first, until the transaction ends.
pub async fn tulis_ke(skema: &str, tujuan: &mut PgConnection) -> sqlx::Result<()> {
    let jalur = format!("set local search_path = {skema}, {}", jalur_cari());
    sqlx::query(AssertSqlSafe(jalur)).execute(tujuan).await?;
    Ok(())
}

/// Makes an empty schema with the tables of a read model, without indexes.
pub async fn buat_tabel(
    proyeksi: Proyeksi,
    skema: &str,
    tujuan: &mut PgConnection,
) -> sqlx::Result<()> {
    let perintah = format!("drop schema if exists {skema} cascade; create schema {skema}");
    sqlx::raw_sql(AssertSqlSafe(perintah)).execute(&mut *tujuan).await?;
    tulis_ke(skema, tujuan).await?;
    sqlx::raw_sql(proyeksi.bentuk().sql().0).execute(tujuan).await?;
    Ok(())
}

/// Runs what is made after the tables are filled, some or all of it.
pub async fn lengkapi(
    skema: &str,
    perintah: &[&'static str],
    tujuan: &mut PgConnection,
) -> sqlx::Result<()> {
    tulis_ke(skema, tujuan).await?;
    sqlx::query("set local maintenance_work_mem = '128MB'").execute(&mut *tujuan).await?;
    for satu in perintah {
        sqlx::raw_sql(*satu).execute(&mut *tujuan).await?;
    }
    Ok(())
}

/// Tells the planner what the tables of a schema hold now, and that all of it is
/// for everybody to see, so that an index answers alone; the server would find
/// both out when it next looks. Not inside a transaction.
pub async fn ukur(skema: &str, tujuan: &mut PgConnection) -> sqlx::Result<()> {
    let tabel: Vec<String> = sqlx::query_scalar!(
        r#"select format('vacuum (analyze) %I.%I', schemaname, tablename) as "perintah!"
             from pg_tables where schemaname = $1"#,
        skema,
    )
    .fetch_all(&mut *tujuan)
    .await?;
    for perintah in tabel {
        sqlx::raw_sql(AssertSqlSafe(perintah)).execute(&mut *tujuan).await?;
    }
    Ok(())
}

/// Every read model that stands in the database.
pub async fn keadaan(tujuan: &mut PgConnection) -> sqlx::Result<Vec<Keadaan>> {
    let baris = sqlx::query!("select nama, versi, posisi, zona, gagal from proyeksi order by nama")
        .fetch_all(tujuan)
        .await?;
    let keadaan = baris.into_iter().filter_map(|baris| {
        let proyeksi = Proyeksi::dari_nama(&baris.nama)?;
        let kini = proyeksi.bentuk().versi == baris.versi;
        kini.then_some(Keadaan {
            proyeksi,
            posisi: baris.posisi,
            zona: baris.zona,
            gagal: baris.gagal,
        })
    });
    Ok(keadaan.collect())
}

/// Waits until no other process makes tables.
pub async fn kunci_pemasangan(tujuan: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('jejak/proyeksi'))")
        .execute(tujuan)
        .await?;
    Ok(())
}

/// Lets this transaction answer before it is on disk: what is derived may be
/// lost with a crash, together with its checkpoint.
pub async fn tanpa_menunggu_cakram(tujuan: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("set local synchronous_commit = off").execute(tujuan).await?;
    Ok(())
}

/// Holds a read model's checkpoint until the transaction ends: where it stands,
/// or nothing where it is not there or stopped.
pub async fn pegang(proyeksi: Proyeksi, tujuan: &mut PgConnection) -> sqlx::Result<Option<i64>> {
    let Bentuk { nama, versi, .. } = proyeksi.bentuk();
    sqlx::query_scalar!(
        "select posisi from proyeksi where nama = $1 and versi = $2 and gagal is null for update",
        nama,
        versi,
    )
    .fetch_optional(tujuan)
    .await
}

/// As `pegang`, also where it stopped: a rebuild heals it.
pub async fn pegang_walau_berhenti(
    proyeksi: Proyeksi,
    tujuan: &mut PgConnection,
) -> sqlx::Result<()> {
    let Bentuk { nama, versi, .. } = proyeksi.bentuk();
    sqlx::query!(
        "select posisi from proyeksi where nama = $1 and versi = $2 for update",
        nama,
        versi,
    )
    .fetch_optional(tujuan)
    .await?;
    Ok(())
}

/// Takes the one turn to rebuild until the transaction ends, unless another
/// has it.
pub async fn giliran_bangun(tujuan: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock(hashtext('jejak/bangun')) as "giliran!""#
    )
    .fetch_one(tujuan)
    .await
}

/// Moves a checkpoint that `pegang` holds.
pub async fn majukan(
    proyeksi: Proyeksi,
    posisi: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<()> {
    let Bentuk { nama, versi, .. } = proyeksi.bentuk();
    let diubah = sqlx::query!(
        "update proyeksi set posisi = $3 where nama = $1 and versi = $2 and posisi <= $3",
        nama,
        versi,
        posisi,
    )
    .execute(tujuan)
    .await?;
    if diubah.rows_affected() == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

/// Writes down where a read model begins, in place of what stood there.
pub async fn catat(
    proyeksi: Proyeksi,
    posisi: i64,
    zona: &str,
    tujuan: &mut PgConnection,
) -> sqlx::Result<()> {
    let Bentuk { nama, versi, .. } = proyeksi.bentuk();
    sqlx::query!(
        "insert into proyeksi (nama, versi, posisi, zona) values ($1, $2, $3, $4)
         on conflict (nama, versi) do update
            set posisi = excluded.posisi, zona = excluded.zona, gagal = null",
        nama,
        versi,
        posisi,
        zona,
    )
    .execute(tujuan)
    .await?;
    Ok(())
}

/// Stops a read model where it stands, and says why.
pub async fn hentikan(
    proyeksi: Proyeksi,
    posisi: i64,
    sebab: &str,
    tujuan: &mut PgConnection,
) -> sqlx::Result<()> {
    let Bentuk { nama, versi, .. } = proyeksi.bentuk();
    sqlx::query!(
        "update proyeksi set gagal = $4 where nama = $1 and versi = $2 and posisi = $3",
        nama,
        versi,
        posisi,
        sebab,
    )
    .execute(tujuan)
    .await?;
    Ok(())
}

/// Puts the schema that a rebuild filled in the place of the one readers see.
pub async fn tukar(proyeksi: Proyeksi, tujuan: &mut PgConnection) -> sqlx::Result<()> {
    let (skema, baru) = (proyeksi.skema(), proyeksi.skema_baru());
    let lama = format!("{skema}_lama");
    let perintah = format!(
        "drop schema if exists {lama} cascade;
         alter schema {skema} rename to {lama};
         alter schema {baru} rename to {skema}"
    );
    sqlx::raw_sql(AssertSqlSafe(perintah)).execute(tujuan).await?;
    Ok(())
}

/// Throws away what an exchange left, and a rebuild that did not end.
pub async fn buang_sisa(proyeksi: Proyeksi, tujuan: &mut PgConnection) -> sqlx::Result<()> {
    let (lama, baru) = (format!("{}_lama", proyeksi.skema()), proyeksi.skema_baru());
    let perintah =
        format!("drop schema if exists {lama} cascade; drop schema if exists {baru} cascade");
    sqlx::raw_sql(AssertSqlSafe(perintah)).execute(tujuan).await?;
    Ok(())
}

/// Cases whose rows were counted over one of these days.
pub async fn terpengaruh(
    proyeksi: Proyeksi,
    (dari, sampai): (NaiveDate, NaiveDate),
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Uuid>> {
    let Some(tabel) = proyeksi.bentuk().pengaruh else { return Ok(Vec::new()) };
    let perintah = format!(
        "select distinct perkara from {tabel}
          where pengaruh_sampai >= $1 and pengaruh_dari <= $2 order by perkara"
    );
    sqlx::query_scalar(AssertSqlSafe(perintah)).bind(dari).bind(sampai).fetch_all(tujuan).await
}

/// Cases that were ever linked to one of these sengketa.
pub async fn bersengketa(
    proyeksi: Proyeksi,
    sengketa: &[Uuid],
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Uuid>> {
    let Some(tabel) = proyeksi.bentuk().sengketa else { return Ok(Vec::new()) };
    let perintah =
        format!("select distinct perkara from {tabel} where sengketa = any($1) order by perkara");
    sqlx::query_scalar(AssertSqlSafe(perintah)).bind(sengketa).fetch_all(tujuan).await
}
