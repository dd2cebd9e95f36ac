//! Stories of the command line: the real binary on a database of its own.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod bantuan;
mod bukti;
mod import;
mod import_peta;
mod jobs;
mod kalender;
mod kasus;
mod ketepatan;
mod laporan;
mod lingkungan;
mod masukan;
mod register;
mod riwayat;
mod statistik;
mod tenggat;
mod tertanam;
mod verify;
mod zona;

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use serde_json::Value;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, query_scalar};
use tempfile::TempDir;

use crate::harness::empty_database;

/// Head of a register.
pub(crate) const REGISTER: &str =
    "no,tgl_permohonan,tgl_pemberitahuan,tgl_pemberian,keputusan,kanal";
/// Head of timelines.
pub(crate) const TIMELINES: &str = "nomor_register_ki,badan_publik,permohonan_diterima,tanggapan,\
    keberatan_diterima,tanggapan_keberatan,sengketa_diajukan,sengketa_diregistrasi,\
    sidang_pertama,putusan,hasil";

/// An office: a database, a key, a folder for its files.
pub(crate) struct Kantor {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
    owner: PgConnectOptions,
}

/// What one run of the program said.
#[derive(Debug)]
pub(crate) struct Jawaban {
    pub kode: i32,
    pub keluaran: String,
    pub keluhan: String,
}

impl Kantor {
    pub(crate) fn baru() -> Self {
        let (owner, service) = block_on(empty_database());
        let variables = vec![("DATABASE_URL", url(&service)), ("JEJAK_MIGRATE_URL", url(&owner))];
        Kantor { variables, owner, ..Self::tanpa_basis_data() }
    }

    /// With its own cluster in a folder, as `jejak` starts without a server.
    pub(crate) fn tertanam() -> Self {
        let mut kantor = Self::tanpa_basis_data();
        let data = kantor.jalur("data").display().to_string();
        kantor.variables.push(("JEJAK_DATA", data));
        kantor
    }

    fn tanpa_basis_data() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // The user `postgres` must be able to enter; tempfile makes 0700.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        fs::write(folder.path().join("kosong.toml"), "").unwrap();
        Kantor { folder, variables: Vec::new(), owner: PgConnectOptions::new() }
    }

    pub(crate) fn jalur(&self, nama: &str) -> PathBuf {
        self.folder.path().join(nama)
    }

    /// Writes a file and tells its path as an argument.
    pub(crate) fn berkas(&self, nama: &str, isi: impl AsRef<[u8]>) -> String {
        let jalur = self.jalur(nama);
        fs::write(&jalur, isi).unwrap();
        jalur.display().to_string()
    }

    /// The program with an environment of its own and nothing else.
    pub(crate) fn perintah(&self, argumen: &[&str]) -> Command {
        let mut perintah = Command::new(env!("CARGO_BIN_EXE_jejak"));
        perintah.args(argumen).env_clear().current_dir(self.folder.path()).stdin(Stdio::null());
        perintah.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        perintah.env("HOME", self.folder.path());
        perintah.env("JEJAK_KUNCI", self.jalur("kunci"));
        perintah.env("JEJAK_KONFIGURASI", self.jalur("kosong.toml"));
        perintah.envs(self.variables.iter().map(|(nama, nilai)| (nama, nilai)));
        perintah
    }

    pub(crate) fn jejak(&self, argumen: &[&str]) -> Jawaban {
        self.dengan(&[], argumen)
    }

    /// With some variables set otherwise.
    pub(crate) fn dengan(&self, variables: &[(&str, &str)], argumen: &[&str]) -> Jawaban {
        let mut perintah = self.perintah(argumen);
        perintah.envs(variables.iter().copied());
        Jawaban::dari(&perintah.output().unwrap(), argumen)
    }

    /// Runs a command that has to succeed; what it printed.
    #[track_caller]
    pub(crate) fn berhasil(&self, argumen: &[&str]) -> String {
        let jawaban = self.jejak(argumen);
        assert_eq!(jawaban.kode, 0, "{argumen:?}: {}", jawaban.keluhan);
        assert_eq!(jawaban.keluhan, "", "{argumen:?}");
        jawaban.keluaran
    }

    #[track_caller]
    pub(crate) fn json(&self, argumen: &[&str]) -> Value {
        let argumen: Vec<&str> = argumen.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.berhasil(&argumen)).unwrap()
    }

    /// Runs a command that has to be refused; why.
    #[track_caller]
    pub(crate) fn ditolak(&self, kode: i32, argumen: &[&str]) -> String {
        self.jejak(argumen).ditolak(kode)
    }

    /// Imports rows under a head and tells what became of each.
    #[track_caller]
    pub(crate) fn impor(&self, bentuk: &str, buku: &str, isi: impl AsRef<[u8]>) -> Value {
        let berkas = self.berkas(&format!("{buku}.csv"), isi);
        self.json(&["import", bentuk, &berkas, "--buku", buku])
    }

    /// Position and root of the log, straight from the database.
    pub(crate) fn kepala(&self) -> (i64, Vec<u8>) {
        block_on(async {
            let mut owner = connect(&self.owner).await;
            let ada = "select to_regclass('log_head') is not null";
            if !query_scalar::<_, bool>(ada).fetch_one(&mut owner).await.unwrap() {
                return (0, Vec::new());
            }
            let kepala = "select position, root from log_head";
            sqlx::query_as(kepala).fetch_one(&mut owner).await.unwrap()
        })
    }

    /// Every leaf, one after another.
    pub(crate) fn daun(&self) -> String {
        block_on(async {
            let daun = query_scalar::<_, Vec<u8>>("select leaf from events order by position");
            let daun = daun.fetch_all(&mut connect(&self.owner).await).await.unwrap();
            String::from_utf8(daun.concat()).unwrap()
        })
    }

    /// What only somebody with the owner's password can do.
    pub(crate) fn sql(&self, perintah: &str) -> Result<(), String> {
        block_on(async {
            let mut owner = connect(&self.owner).await;
            let hasil = sqlx::raw_sql(AssertSqlSafe(perintah)).execute(&mut owner).await;
            hasil.map(|_| ()).map_err(|error| error.to_string())
        })
    }

    /// The closed days that the program lists, for counting by hand.
    pub(crate) fn kalender(&self) -> Kalender {
        self.kalender_pada("2199-12-31")
    }

    /// Those that were known on a day.
    pub(crate) fn kalender_pada(&self, hari: &str) -> Kalender {
        let daftar = self.json(&["kalender", "daftar", "--sebagaimana", hari]);
        let hari = daftar.as_array().unwrap().iter().map(|hari| tgl(teks(&hari["tanggal"])));
        Kalender(hari.collect())
    }
}

impl Jawaban {
    fn dari(output: &Output, argumen: &[&str]) -> Self {
        let kode = output.status.code().unwrap_or(-1);
        let keluaran = String::from_utf8(output.stdout.clone()).unwrap();
        let keluhan = String::from_utf8(output.stderr.clone()).unwrap();
        assert!(!keluhan.contains("panicked") && kode != 101, "{argumen:?}: {keluhan}");
        Jawaban { kode, keluaran, keluhan }
    }

    /// One message on stderr that says what to do, and nothing on stdout.
    #[track_caller]
    pub(crate) fn ditolak(self, kode: i32) -> String {
        assert_eq!(self.kode, kode, "{self:?}");
        assert_eq!(self.keluaran, "", "{self:?}");
        let pesan = self.keluhan.strip_prefix("jejak: ").unwrap_or_default().trim_end();
        assert!(!pesan.is_empty() && !pesan.ends_with('.'), "{self:?}");
        pesan.to_owned()
    }
}

/// Working days, counted by hand.
pub(crate) struct Kalender(BTreeSet<NaiveDate>);

impl Kalender {
    pub(crate) fn kerja(&self, hari: NaiveDate) -> bool {
        !matches!(hari.weekday(), Weekday::Sat | Weekday::Sun) && !self.0.contains(&hari)
    }

    /// Working days after the first date, to the last.
    pub(crate) fn antara(&self, dari: NaiveDate, sampai: NaiveDate) -> i64 {
        let hari = dari.iter_days().skip(1).take_while(|hari| *hari <= sampai);
        i64::try_from(hari.filter(|hari| self.kerja(*hari)).count()).unwrap()
    }

    /// The n-th working day after a date.
    pub(crate) fn ke(&self, n: usize, dari: NaiveDate) -> NaiveDate {
        dari.iter_days().skip(1).filter(|hari| self.kerja(*hari)).nth(n - 1).unwrap()
    }

    /// The same where the date itself is day 1, if it is a working day.
    pub(crate) fn ke_hari_sama(&self, n: usize, dari: NaiveDate) -> NaiveDate {
        self.ke(n, dari - Days::new(1))
    }
}

/// A head and its rows.
pub(crate) fn tabel(kepala: &str, baris: impl IntoIterator<Item = String>) -> String {
    let semua: Vec<String> = std::iter::once(kepala.to_owned()).chain(baris).collect();
    semua.join("\n")
}

pub(crate) fn tgl(teks: &str) -> NaiveDate {
    teks.parse().expect(teks)
}

#[track_caller]
pub(crate) fn teks(nilai: &Value) -> &str {
    nilai.as_str().unwrap_or_else(|| panic!("no text: {nilai}"))
}

/// A file of the project's own samples.
pub(crate) fn contoh(nama: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contoh").join(nama))
        .unwrap()
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options).await.expect("the server answers")
}

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime can be made").block_on(future)
}

/// The connection as an administrator would write it.
fn url(options: &PgConnectOptions) -> String {
    let socket = options.get_socket().expect("the cluster has a socket").display().to_string();
    let database = options.get_database().expect("each connection has a database");
    format!("postgres://{}@localhost/{database}?host={socket}", options.get_username())
}
