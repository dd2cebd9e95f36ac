//! Checkpoints: size and root of the log, signed by a process that remembers
//! what it signed and refuses a log that does not go on from there. Whoever keeps
//! one can hold the log against it for ever.

pub mod penanda;
pub mod rfc3161;
pub mod saksi;
pub mod simpan;
pub mod stempel;

use std::path::{Path, PathBuf};

use anyhow::ensure;
use bukti::checkpoint::{Checkpoint, asal_dari};
use bukti::penanda::soket::{PermintaanGagal, Terakhir, keadaan, minta_tanda};
use bukti::tanda::TandaBukti;
use projections::pohon::bukti::Bukti;
use projections::pohon::konsistensi::Konsistensi;
use projections::proyeksi::Proyeksi;
use tokio::task::spawn_blocking;

pub use simpan::Terbit;

use crate::app::App;

/// Another process may have had the log signed between question and answer.
const PERCOBAAN: u32 = 5;

/// Why there is no new checkpoint.
#[derive(Debug, thiserror::Error)]
pub enum Halangan {
    #[error("penanda belum dipasang; akar log tidak ditandatangani siapa pun")]
    TanpaPenanda,
    #[error(transparent)]
    Penanda(#[from] PermintaanGagal),
    #[error(transparent)]
    Lain(#[from] anyhow::Error),
}

/// Has the log signed as it stands, and publishes the note. Where nothing was
/// written since, the signer is asked all the same: it says whether the log went
/// back.
pub async fn terbitkan(app: &App) -> Result<Terbit, Halangan> {
    let soket = app.penanda.as_ref().ok_or(Halangan::TanpaPenanda)?.soket.as_path();
    let mut terakhir = tanya(soket, |soket| keadaan(&soket)).await?;
    for _ in 0..PERCOBAAN {
        match tandai(app, soket, &terakhir).await {
            Err(Halangan::Penanda(PermintaanGagal::Ditolak { kode, uraian })) => {
                let kini = tanya(soket, |soket| keadaan(&soket)).await?;
                if kini.ukuran == terakhir.ukuran {
                    return Err(PermintaanGagal::Ditolak { kode, uraian }.into());
                }
                terakhir = kini;
            }
            hasil => return hasil,
        }
    }
    Err(anyhow::anyhow!("penanda terlalu sibuk; coba lagi sebentar lagi").into())
}

/// The signer is asked first: what it signed by then, the log has to have.
async fn tandai(app: &App, soket: &Path, terakhir: &Terakhir) -> Result<Terbit, Halangan> {
    let (ukuran, _, akar) = app.log.head().await?;
    app.tampilan.tunggu(Proyeksi::Pohon, ukuran).await.map_err(anyhow::Error::from)?;
    let mut tujuan = app.pool.acquire().await.map_err(anyhow::Error::from)?;
    let jalur = Konsistensi::baca(terakhir.ukuran, ukuran, &mut tujuan).await;
    let jalur = jalur.map_err(anyhow::Error::from)?.map_or_else(Vec::new, |bukti| bukti.jalur);
    drop(tujuan);
    let ditandai = tanya(soket, move |soket| minta_tanda(&soket, ukuran, &akar, &jalur)).await?;
    let nota = ditandai.nota.ok_or(PermintaanGagal::Jawaban)?;
    let tertulis =
        Checkpoint::baca_bertanda(&nota, &ditandai.kunci).map_err(anyhow::Error::from)?;
    if (tertulis.ukuran, tertulis.akar) != (ukuran, akar) {
        // Somebody else had more of it signed meanwhile.
        let (kode, uraian) =
            ("Mundur".to_owned(), "log bertambah selama ditandatangani".to_owned());
        return Err(PermintaanGagal::Ditolak { kode, uraian }.into());
    }
    milik(app, &tertulis)?;
    let (kunci, diterbitkan) = (ditandai.kunci.teks().to_owned(), app.clock.now());
    let terbit = Terbit { ukuran, kunci, nota, diterbitkan };
    simpan::catat(&terbit, &app.pool).await.map_err(anyhow::Error::from)?;
    Ok(terbit)
}

fn milik(app: &App, checkpoint: &Checkpoint) -> anyhow::Result<()> {
    let log = app.log.id().to_string();
    let lain = &checkpoint.asal;
    ensure!(asal_dari(lain, &log), "penanda ini milik log lain ({lain}); periksa JEJAK_PENANDA");
    Ok(())
}

/// The signer answers within seconds or not at all.
async fn tanya<J: Send + 'static>(
    soket: &Path,
    apa: impl FnOnce(PathBuf) -> Result<J, PermintaanGagal> + Send + 'static,
) -> Result<J, Halangan> {
    let soket = soket.to_owned();
    Ok(spawn_blocking(move || apa(soket)).await.map_err(anyhow::Error::from)??)
}

/// That a fact is in the log of the newest checkpoint: a text that anybody checks
/// with the log's key alone. Nothing while no checkpoint reaches that far.
pub async fn tanda_bukti(app: &App, posisi: u64) -> anyhow::Result<Option<TandaBukti>> {
    if posisi == 0 {
        return Ok(None);
    }
    let mut tujuan = app.pool.acquire().await?;
    let Some(terbit) = simpan::terakhir(posisi, &mut tujuan).await? else { return Ok(None) };
    let bukti = Bukti::baca(posisi, terbit.ukuran, &mut tujuan).await?;
    Ok(bukti.map(|bukti| TandaBukti { indeks: posisi - 1, jalur: bukti.jalur, nota: terbit.nota }))
}
