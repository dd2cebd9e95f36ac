//! The limits: the same work done barely by PostgreSQL's own programs, on the
//! same server, in a database of its own with the same tables.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use tokio::process::Command;

use crate::app::App;
use crate::log::{self, MasterKey};
use crate::postgres::Tempat;

const DATABASE: &str = "batas";

pub(super) struct Limit {
    owner: PgConnectOptions,
    folder: PathBuf,
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

    /// Transactions a second that pgbench makes of a script.
    pub(super) async fn pgbench(
        &self,
        script: &str,
        clients: u32,
        duration: Duration,
    ) -> anyhow::Result<f64> {
        let file = self.folder.join("naskah.sql");
        std::fs::write(&file, script)?;
        let mut pgbench = Self::program("pgbench", &self.batas())?;
        pgbench.args(["-n", "-M", "prepared", "-j", "2", "-f"]).arg(&file);
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

/// Rows as the log has them: one event, one command, one sealed value. Each
/// client has a stream of its own; ids rise as those of the log do.
const KOLOM: &str = "\
('01990000-0000-7000-8000-' || lpad(:client_id::text, 12, '0'))::uuid";

/// One fact a commit.
pub(super) fn satu_baris(bita_daun: usize) -> String {
    let (leaf, hash) = ("61".repeat(bita_daun), "5a".repeat(32));
    let (nonce, sealed) = ("6e".repeat(24), "73".repeat(BITA_TERSEGEL));
    format!(
        r"with p as materialized (select nextval('posisi') as p, {KOLOM} as s),
e as (insert into events (position, kind, stream, version, leaf, leaf_hash)
      select p, 1, s, p::integer, '\x{leaf}'::bytea, '\x{hash}'::bytea from p),
c as (insert into commands (command, fingerprint, first_position, last_position)
      select lpad(to_hex(p), 32, '0')::uuid, '\x{hash}'::bytea, p, p from p)
insert into disclosure (position, ordinal, subject, nonce, sealed)
select p, 0, s, '\x{nonce}'::bytea, '\x{sealed}'::bytea from p;"
    )
}

/// So many facts of one command in one commit, by `unnest` of arrays that are
/// part of the statement and therefore neither sent nor parsed again.
pub(super) fn banyak_baris(banyak: usize, bita_daun: usize) -> String {
    let array =
        |hex: &str| format!("'{{{}}}'::bytea[]", vec![format!("\"\\\\x{hex}\""); banyak].join(","));
    let (leaf, hash) = (array(&"61".repeat(bita_daun)), array(&"5a".repeat(32)));
    let (nonce, sealed) = (array(&"6e".repeat(24)), array(&"73".repeat(BITA_TERSEGEL)));
    let numbers: Vec<String> = (0..banyak).map(|n| n.to_string()).collect();
    let numbers = format!("'{{{}}}'::bigint[]", numbers.join(","));
    let hash_one = "5a".repeat(32);
    format!(
        r"with p as materialized (select nextval('posisi') * {banyak} as p, {KOLOM} as s),
e as (insert into events (position, kind, stream, version, leaf, leaf_hash)
      select p + n, 1, s, (p + n)::integer, leaf, hash
        from p, unnest({numbers}, {leaf}, {hash}) as u (n, leaf, hash)),
c as (insert into commands (command, fingerprint, first_position, last_position)
      select lpad(to_hex(p), 32, '0')::uuid, '\x{hash_one}'::bytea, p, p + {banyak} - 1 from p)
insert into disclosure (position, ordinal, subject, nonce, sealed)
select p + n, 0, s, nonce, sealed
  from p, unnest({numbers}, {nonce}, {sealed}) as u (n, nonce, sealed);"
    )
}

/// Bytes of the sealed value of the fact that is appended in a measurement.
const BITA_TERSEGEL: usize = 150;
