//! A base backup of the private cluster with the WAL that makes it consistent,
//! and putting one back.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use sqlx::postgres::PgConnectOptions;
use tokio::process::Command;

use super::binaries::{self, Binaries};
use super::user::User;
use super::{PostgresError, folder, roles};

/// Where a cluster lies until all of it is there; a start throws it away.
const DRAFT: &str = "pg.baru.pulih";

/// Copies the cluster in `data`, which runs, to the new folder `ke`.
pub async fn ambil(data: &Path, owner: &PgConnectOptions, ke: &Path) -> Result<(), PostgresError> {
    let program = program(&data.join("pg"), "pg_basebackup")?;
    let soket = owner.get_socket().map(PathBuf::from).unwrap_or_default();
    let mut perintah = sendiri(&program);
    perintah.arg("-h").arg(soket).args(["-U", roles::OWNER, "--no-password"]);
    perintah.args(["-X", "stream", "-c", "fast", "--manifest-checksums=SHA256", "-D"]).arg(ke);
    jalankan(perintah, "pg_basebackup").await
}

/// Whether every file of a base backup is as it was when it was made.
pub async fn periksa(pg: &Path) -> Result<(), PostgresError> {
    let mut perintah = sendiri(&program(pg, "pg_verifybackup")?);
    perintah.arg(pg);
    jalankan(perintah, "pg_verifybackup").await
}

/// Makes the data folder so that the server will pass through it.
pub fn siapkan(data: &Path) -> Result<(), PostgresError> {
    folder::prepare(data, &User::of_cluster()?).map(drop)
}

/// Puts a base backup into a data folder that has no cluster. It takes its name
/// when all of it is there.
pub fn taruh(dari: &Path, data: &Path) -> Result<(), PostgresError> {
    let user = User::of_cluster()?;
    let data = folder::prepare(data, &user)?;
    let draft = data.join(DRAFT);
    let _ = fs::remove_dir_all(&draft);
    let salin = || {
        salin(dari, &draft, &|jalur| user.give(jalur))?;
        fs::rename(&draft, data.join("pg"))?;
        File::open(&data)?.sync_all()
    };
    salin().map_err(PostgresError::write(&data))
}

/// Copies a folder with all below it; each file is on disk before the next.
pub fn salin(dari: &Path, ke: &Path, beri: &dyn Fn(&Path) -> io::Result<()>) -> io::Result<()> {
    fs::create_dir(ke)?;
    fs::set_permissions(ke, fs::metadata(dari)?.permissions())?;
    for entri in fs::read_dir(dari)? {
        let entri = entri?;
        let tujuan = ke.join(entri.file_name());
        let jenis = entri.file_type()?;
        if jenis.is_dir() {
            salin(&entri.path(), &tujuan, beri)?;
        } else if jenis.is_file() {
            fs::copy(entri.path(), &tujuan)?;
            File::open(&tujuan)?.sync_all()?;
            beri(&tujuan)?;
        }
    }
    beri(ke)?;
    File::open(ke)?.sync_all()
}

/// A program of the version that made this cluster.
fn program(pg: &Path, nama: &str) -> Result<PathBuf, PostgresError> {
    let found = Binaries::find(&binaries::usual_folders())?;
    Ok(Binaries::choose(found, pg)?.program(nama))
}

/// As ourselves: what is written is ours, and root may pass every folder.
fn sendiri(program: &Path) -> Command {
    let mut perintah = Command::new(program);
    perintah.env_clear().env("LC_ALL", "C").current_dir(OsStr::new("/"));
    perintah.stdin(Stdio::null()).kill_on_drop(true);
    perintah
}

async fn jalankan(mut perintah: Command, nama: &'static str) -> Result<(), PostgresError> {
    let gagal = |sebab: String| PostgresError::CadanganGagal { program: nama, sebab };
    let jawaban = perintah.output().await.map_err(|galat| gagal(galat.to_string()))?;
    if jawaban.status.success() {
        return Ok(());
    }
    let kata = String::from_utf8_lossy(&jawaban.stderr);
    let baris = kata.lines().find(|baris| baris.contains("error:")).or_else(|| kata.lines().last());
    Err(gagal(baris.unwrap_or("tidak berkata apa pun").trim().to_owned()))
}
