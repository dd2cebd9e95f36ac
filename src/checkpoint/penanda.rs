//! The signer of the log: a process of its own, with its own key and memory.
//! Where nobody runs one, the service starts one beside itself and keeps it
//! running; better it belongs to another user, or to another machine.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use bukti::penanda::soket;
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// Before a signer that ended is started again.
const JEDA: Duration = Duration::from_secs(5);
/// How long a command waits for its own signer, and how often it asks.
const SIAP: (u32, Duration) = (50, Duration::from_millis(50));
/// What `jejak penanda` ends with when a person has to look first.
const PERLU_ORANG: i32 = 2;

/// Where the signer is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TempatPenanda {
    pub soket: PathBuf,
    /// Key and memory of a signer that the service starts itself; none where
    /// somebody else runs it.
    pub folder: Option<PathBuf>,
}

impl TempatPenanda {
    /// Somebody else's.
    pub fn luar(soket: PathBuf) -> Self {
        TempatPenanda { soket, folder: None }
    }

    /// Beside a data folder, and not in it: what is backed up with the data must
    /// not hold what tells that the data went back.
    pub fn di_samping(data: &Path) -> Option<Self> {
        let mut nama = data.file_name()?.to_owned();
        nama.push("-penanda");
        let folder = data.with_file_name(nama);
        Some(TempatPenanda { soket: folder.join("soket"), folder: Some(folder) })
    }
}

/// A signer that runs as long as whoever started it.
#[derive(Default)]
pub struct Penjaga {
    henti: Arc<Notify>,
    tugas: Option<JoinHandle<()>>,
}

impl Penjaga {
    /// Starts the service's own signer. What keeps it from running is told in the
    /// service's log and on the page of the checkpoints, and holds nothing up.
    pub async fn mulai(tempat: Option<&TempatPenanda>, asal: &str) -> Self {
        let Some(TempatPenanda { soket, folder: Some(folder) }) = tempat else {
            return Penjaga::default();
        };
        if hidup(soket).await {
            return Penjaga::default();
        }
        if let Err(galat) = siapkan(folder, asal).await {
            tracing::error!(galat = format!("{galat:#}"), "penanda tidak dapat disiapkan");
            return Penjaga::default();
        }
        Penjaga::menjaga(folder)
    }

    /// Starts the signer that a service made once, for one command while no service
    /// runs, and waits until it answers.
    pub async fn sementara(tempat: Option<&TempatPenanda>) -> Self {
        let Some(TempatPenanda { soket, folder: Some(folder) }) = tempat else {
            return Penjaga::default();
        };
        if !ada(folder) || hidup(soket).await {
            return Penjaga::default();
        }
        let penjaga = Penjaga::menjaga(folder);
        let (kali, sela) = SIAP;
        for _ in 0..kali {
            if hidup(soket).await {
                break;
            }
            sleep(sela).await;
        }
        penjaga
    }

    fn menjaga(folder: &Path) -> Self {
        let henti = Arc::new(Notify::new());
        let tugas = tokio::spawn(jaga(folder.to_owned(), henti.clone()));
        Penjaga { henti, tugas: Some(tugas) }
    }

    /// Ends it in order.
    pub async fn henti(self) {
        self.henti.notify_one();
        if let Some(tugas) = self.tugas {
            let _ = tugas.await;
        }
    }
}

async fn hidup(soket: &Path) -> bool {
    let soket = soket.to_owned();
    let jawaban = tokio::task::spawn_blocking(move || soket::keadaan(&soket).is_ok());
    jawaban.await.unwrap_or(false)
}

fn ada(folder: &Path) -> bool {
    folder.join("kunci").exists()
}

/// The first time it gets its key.
async fn siapkan(folder: &Path, asal: &str) -> anyhow::Result<()> {
    if ada(folder) {
        return Ok(());
    }
    let buat = perintah(folder)?.args(["--buat", asal]).output().await?;
    let keluhan = String::from_utf8_lossy(&buat.stderr).into_owned();
    ensure!(buat.status.success(), "{}", keluhan.trim());
    tracing::info!(folder = %folder.display(), "penanda log dibuat");
    Ok(())
}

fn perintah(folder: &Path) -> anyhow::Result<Command> {
    let program = std::env::current_exe().context("program sendiri tidak ditemukan")?;
    let mut perintah = Command::new(program);
    perintah.arg("penanda").arg("--folder").arg(folder).stdin(Stdio::null());
    // It knows neither the database nor the keys of the data.
    for nama in ["DATABASE_URL", "JEJAK_MIGRATE_URL", "JEJAK_KUNCI", "JEJAK_SMTP"] {
        perintah.env_remove(nama);
    }
    Ok(perintah)
}

/// Keeps it running until the service ends.
async fn jaga(folder: PathBuf, henti: Arc<Notify>) {
    loop {
        let anak = perintah(&folder).and_then(|mut perintah| {
            // It ends with its standard input, also where this process is killed.
            perintah.arg("--anak").stdin(Stdio::piped()).stdout(Stdio::null());
            Ok(perintah.kill_on_drop(true).spawn()?)
        });
        let mut anak = match anak {
            Ok(anak) => anak,
            Err(galat) => {
                tracing::error!(galat = format!("{galat:#}"), "penanda tidak dapat dimulai");
                return;
            }
        };
        let _masukan = anak.stdin.take();
        tokio::select! {
            () = henti.notified() => return akhiri(&mut anak).await,
            status = anak.wait() => {
                let kode = status.as_ref().ok().and_then(ExitStatus::code);
                tracing::error!(kode, "penanda berhenti");
                if kode == Some(PERLU_ORANG) {
                    return;
                }
            }
        }
        tokio::select! {
            () = henti.notified() => return,
            () = sleep(JEDA) => {}
        }
    }
}

async fn akhiri(anak: &mut Child) {
    let id = anak.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    if let Some(id) = id {
        let _ = kill_process(id, Signal::TERM);
    }
    let _ = anak.wait().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signer_of_its_own_lies_beside_the_data() {
        let tempat = TempatPenanda::di_samping(Path::new("/var/lib/jejak")).expect("a name");
        assert_eq!(tempat.folder.as_deref(), Some(Path::new("/var/lib/jejak-penanda")));
        assert_eq!(tempat.soket, Path::new("/var/lib/jejak-penanda/soket"));
        assert_eq!(TempatPenanda::di_samping(Path::new("/")), None);
    }
}
