//! The limits: the same work done barely by PostgreSQL's own programs, on the
//! same server, in a database of its own with the same tables.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use tokio::process::Command;

use super::append::FAKTA_PER_PERKARA;
use crate::app::App;
use crate::log::{self, MasterKey};
use crate::postgres::Tempat;

const DATABASE: &str = "batas";

pub(super) struct Limit {
    owner: PgConnectOptions,
    folder: PathBuf,
}

/// How pgbench sends a script.
#[derive(Clone, Copy)]
pub(super) enum Mode {
    /// Its text once, which also leaves out the few bytes of a single fact.
    Prepared,
    /// Its text each time: arrays stand in it as literals, and sending them and
    /// taking them apart is work that a writer of many facts has too.
    Simple,
}

/// Bytes of the fact that measurements append.
pub(super) struct Fakta {
    daun: usize,
    tersegel: usize,
}

impl Limit {
    /// Makes the database of the limits, with the tables as migrations make
    /// them, and makes sure that what is acknowledged is on disk.
    pub(super) async fn siapkan(app: &App) -> anyhow::Result<Self> {
        let embedded = app.embedded().context("pengukuran memakai basis data tertanam")?;
        let (owner, service) = embedded;
        let mut connection = PgConnection::connect_with(&owner).await?;
        for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
            let shown = connection.fetch_one(AssertSqlSafe(format!("show {setting}"))).await?;
            let value: String = shown.try_get(0)?;
            ensure!(value == "on", "{setting} bernilai {value}; pengukuran tidak sah");
        }
        let mut as_service = PgConnection::connect_with(&service).await?;
        let shown = as_service.fetch_one("show synchronous_commit").await?;
        ensure!(shown.try_get::<String, _>(0)? == "on", "synchronous_commit harus on");
        connection.execute(AssertSqlSafe(format!("create database {DATABASE}"))).await?;
        let folder = std::env::temp_dir().join(format!("jejak-batas-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let limit = Limit { owner, folder };
        let mut connection = PgConnection::connect_with(&limit.batas()).await?;
        let mut rng = rand::rng();
        let key = MasterKey::open(&limit.folder.join("kunci"), true, &mut rng)?;
        let id = log::new_id(app.clock.now());
        log::prepare(&mut connection, &key, id, service.get_username()).await?;
        connection.execute("create sequence posisi cache 1000").await?;
        Ok(limit)
    }

    fn batas(&self) -> PgConnectOptions {
        self.owner.clone().database(DATABASE)
    }

    /// Leaves nothing for autovacuum to do in the middle of a measurement.
    pub(super) async fn rapikan(&self) -> anyhow::Result<()> {
        let mut connection = PgConnection::connect_with(&self.owner).await?;
        for table in ["events", "commands", "disclosure", "subject_key"] {
            connection.execute(AssertSqlSafe(format!("vacuum analyze {table}"))).await?;
        }
        Ok(())
    }

    /// Mean bytes of a leaf.
    pub(super) async fn bita_per_daun(&self) -> anyhow::Result<u64> {
        let query = "select avg(octet_length(leaf))::bigint from events tablesample system (5)";
        Ok(self.bilangan(query).await?.cast_unsigned())
    }

    pub(super) async fn bilangan(&self, query: &'static str) -> anyhow::Result<i64> {
        let mut connection = PgConnection::connect_with(&self.owner).await?;
        Ok(connection.fetch_one(query).await?.try_get(0)?)
    }

    /// The size of the last fact that the log was given.
    pub(super) async fn fakta_terakhir(&self) -> anyhow::Result<Fakta> {
        let daun = "select octet_length(leaf)::bigint from events order by position desc limit 1";
        let tersegel = "select octet_length(sealed)::bigint from disclosure
                         order by position desc limit 1";
        let daun = usize::try_from(self.bilangan(daun).await?)?;
        Ok(Fakta { daun, tersegel: usize::try_from(self.bilangan(tersegel).await?)? })
    }

    /// Transactions a second that pgbench makes of a script.
    pub(super) async fn pgbench(
        &self,
        mode: Mode,
        script: &str,
        clients: u32,
        duration: Duration,
    ) -> anyhow::Result<f64> {
        let file = self.folder.join("naskah.sql");
        std::fs::write(&file, script)?;
        let mut pgbench = Self::program("pgbench", &self.batas())?;
        let mode = match mode {
            Mode::Prepared => "prepared",
            Mode::Simple => "simple",
        };
        pgbench.args(["-n", "-M", mode, "-j", "2", "-f"]).arg(&file);
        pgbench.args(["-c", &clients.to_string(), "-T", &duration.as_secs().to_string()]);
        let output = pgbench.output().await.context("pgbench tidak dapat dijalankan")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let tps = said.lines().find_map(|line| line.strip_prefix("tps = "));
        let tps = tps.and_then(|rest| rest.split(' ').next()).and_then(|tps| tps.parse().ok());
        tps.with_context(|| {
            format!("pgbench gagal: {}", String::from_utf8_lossy(&output.stderr).trim())
        })
    }

    /// How long psql takes to copy queries out of the log, binary, to nowhere.
    pub(super) async fn copy_out(&self, queries: &[&str]) -> anyhow::Result<Duration> {
        let mut psql = Self::program("psql", &self.owner)?;
        psql.args(["-X", "-q"]);
        for query in queries {
            psql.arg("-c").arg(format!("copy ({query}) to stdout (format binary)"));
        }
        let began = Instant::now();
        let status = psql.stdout(Stdio::null()).status().await?;
        ensure!(status.success(), "psql gagal");
        Ok(began.elapsed())
    }

    fn program(nama: &str, kepada: &PgConnectOptions) -> anyhow::Result<Command> {
        let mut command = Command::new(cari(nama)?);
        let socket = kepada.get_socket().context("klaster tertanam punya soket")?;
        command.arg("-h").arg(socket).args(["-p", &kepada.get_port().to_string()]);
        command.args(["-U", kepada.get_username()]);
        command.env("PGDATABASE", kepada.get_database().unwrap_or(DATABASE));
        command.stdin(Stdio::null()).kill_on_drop(true);
        Ok(command)
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn cari(nama: &str) -> anyhow::Result<PathBuf> {
    let jalur = std::env::var_os("PATH").unwrap_or_default();
    let folder = Tempat::default().program.into_iter().chain(std::env::split_paths(&jalur));
    let ada = |program: &PathBuf| Path::is_file(program);
    match folder.map(|folder| folder.join(nama)).find(ada) {
        Some(program) => Ok(program),
        None => bail!("{nama} tidak ditemukan; pasang paket postgresql"),
    }
}

/// One fact a commit, its rows as the log has them: one event and one sealed
/// value a fact, a new case and its key after a dozen, one command a commit. Ids
/// rise as those of the log do. Bytes are letters, so that a literal is as long
/// as what it is of.
pub(super) fn satu_baris(fakta: &Fakta) -> String {
    let (leaf, hash) = ("a".repeat(fakta.daun), "Z".repeat(32));
    let (nonce, sealed) = ("n".repeat(24), "s".repeat(fakta.tersegel));
    let (key, dozen) = ("k".repeat(48), FAKTA_PER_PERKARA);
    format!(
        r"with p as materialized (
    select p, lpad(to_hex(p / {dozen}), 32, '0')::uuid as s, (p % {dozen})::integer as n
      from nextval('posisi') as p),
e as (insert into events (position, kind, stream, version, leaf, leaf_hash)
      select p, 1, s, n + 1, '{leaf}'::bytea, '{hash}'::bytea from p),
c as (insert into commands (command, fingerprint, first_position, last_position)
      select lpad(to_hex(p), 32, '0')::uuid, '{hash}'::bytea, p, p from p),
k as (insert into subject_key (subject, nonce, wrapped)
      select s, '{nonce}'::bytea, '{key}'::bytea from p where n = 0)
insert into disclosure (position, ordinal, subject, nonce, sealed)
select p, 0, s, '{nonce}'::bytea, '{sealed}'::bytea from p;"
    )
}

/// So many facts of one command in one commit, by `unnest`.
pub(super) fn banyak_baris(banyak: usize, fakta: &Fakta) -> String {
    let array = |huruf: &str, panjang: usize, banyak: usize| {
        format!("'{{{}}}'::bytea[]", vec![huruf.repeat(panjang); banyak].join(","))
    };
    let numbers: Vec<String> = (0..banyak).map(|n| n.to_string()).collect();
    let numbers = format!("'{{{}}}'::integer[]", numbers.join(","));
    let (leaf, hash) = (array("a", fakta.daun, banyak), array("Z", 32, banyak));
    let (nonce, sealed) = (array("n", 24, banyak), array("s", fakta.tersegel, banyak));
    let dozen = FAKTA_PER_PERKARA;
    let cases = banyak.div_ceil(dozen as usize);
    let (key_nonce, key) = (array("n", 24, cases), array("k", 48, cases));
    let hash_one = "Z".repeat(32);
    let id = |number: &str| format!("lpad(to_hex({number}), 32, '0')::uuid");
    let (case, command, subject) = (id(&format!("p + n / {dozen}")), id("p"), id("p + n - 1"));
    format!(
        r"with p as materialized (select nextval('posisi') * {banyak} as p),
e as (insert into events (position, kind, stream, version, leaf, leaf_hash)
      select p + n, 1, {case}, n % {dozen} + 1, leaf, hash
        from p, unnest({numbers}, {leaf}, {hash}) as u (n, leaf, hash)),
c as (insert into commands (command, fingerprint, first_position, last_position)
      select {command}, '{hash_one}'::bytea, p, p + {banyak} - 1 from p),
k as (insert into subject_key (subject, nonce, wrapped)
      select {subject}, nonce, key
        from p, unnest({key_nonce}, {key}) with ordinality as u (nonce, key, n))
insert into disclosure (position, ordinal, subject, nonce, sealed)
select p + n, 0, {case}, nonce, sealed
  from p, unnest({numbers}, {nonce}, {sealed}) as u (n, nonce, sealed);"
    )
}
