//! `jejak penanda`: the signer, a process of its own beside the service.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use bukti::penanda::{Penanda, PenandaDitolak, soket};
use clap::Args;

use super::{Keliru, keliru, tampilan};
use crate::clock::Clock;
use crate::postgres::until_signal;

#[derive(Args, Debug)]
#[command(after_help = "\
Penanda menandatangani checkpoint log (asal, ukuran, akar) dan mengingat yang terakhir. Ia
menolak log yang mundur, bercabang, atau tidak terbukti melanjutkan yang lama. Jalankan
sebagai pengguna tersendiri; jangan mencadangkan foldernya bersama basis data: penanda yang
digandakan dapat menandatangani dua sejarah.

Yang diketahuinya sendiri: ingatan yang hilang, rusak, disalin, atau dipulihkan sebagai
berkas, dan proses kedua pada folder yang sama. Yang tidak dapat diketahuinya: seluruh mesin
yang dikembalikan atau digandakan; itu diketahui saksi di kantor lain (jejak saksi).

Contoh:
  jejak penanda --folder /var/lib/jejak-penanda --buat ppid.example.go.id/log/ID_LOG
  jejak penanda --folder /var/lib/jejak-penanda
  jejak penanda --folder /var/lib/jejak-penanda --akui \"cakram diganti, BA 12/2026\"

ID_LOG ditulis oleh: jejak verify")]
pub(super) struct Arguments {
    /// Folder kunci dan ingatan penanda, hanya untuk penggunanya (0700)
    #[arg(long, env = "JEJAK_PENANDA", value_name = "FOLDER")]
    folder: PathBuf,
    /// Soket tempat layanan meminta tanda tangan [bawaan: FOLDER/soket]
    #[arg(long, value_name = "SOKET")]
    soket: Option<PathBuf>,
    /// Buat kunci untuk log dengan nama asal ini, tampilkan kunci publiknya, lalu selesai
    #[arg(long, value_name = "ASAL", conflicts_with_all = ["akui", "soket"])]
    buat: Option<String>,
    /// Nyatakan mengapa ingatan penanda hilang atau berpindah, lalu lanjutkan
    #[arg(long, value_name = "ALASAN")]
    akui: Option<String>,
    /// Dengan --akui: checkpoint terakhir yang masih dipegang orang lain
    #[arg(long, value_name = "BERKAS", requires = "akui")]
    pegangan: Option<PathBuf>,
    /// Berhenti ketika masukan baku ditutup: ia milik layanan yang menjalankannya
    #[arg(long, hide = true)]
    anak: bool,
}

pub(super) async fn run(a: Arguments) -> anyhow::Result<()> {
    if let Some(asal) = &a.buat {
        let penanda = Penanda::buat(&a.folder, asal, &super::benih()?).map_err(salah)?;
        cetak!("{}", penanda.kunci().teks());
        return Ok(());
    }
    let penanda = match &a.akui {
        Some(alasan) => {
            let pegangan = a.pegangan.as_deref().map(baca).transpose().map_err(keliru)?;
            let saat = Clock::System.now().to_rfc3339();
            Penanda::akui(&a.folder, alasan, pegangan.as_deref(), &saat).map_err(salah)?
        }
        None => Penanda::buka(&a.folder).map_err(salah)?,
    };
    let jalan = a.soket.unwrap_or_else(|| a.folder.join("soket"));
    let soket = soket::dengar(&jalan)
        .with_context(|| format!("soket {} tidak dapat dibuka", jalan.display()))?;
    let signal = until_signal();
    cetak!("Kunci publik : {}", penanda.kunci().teks());
    cetak!("Terakhir     : {} fakta", penanda.terakhir().0);
    cetak!("Soket        : {}", jalan.display());
    // Each signature is on the disk before it is told: it may stop at any time.
    std::thread::spawn(move || soket::layani(penanda, &soket, tampilan::keluhkan));
    tokio::select! {
        () = signal => {}
        () = ditinggalkan(), if a.anak => {}
    }
    Ok(std::fs::remove_file(&jalan)?)
}

/// Until whoever started it is gone, however it went.
async fn ditinggalkan() {
    let (selesai, diselesaikan) = tokio::sync::oneshot::channel();
    // A thread that nobody waits for: it may sit in its read for ever.
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = selesai.send(());
    });
    let _ = diselesaikan.await;
}

fn baca(berkas: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(berkas)
        .with_context(|| format!("{} tidak dapat dibaca", berkas.display()))
}

/// What a person mends is wrong input; a disk that fails is not.
fn salah(error: PenandaDitolak) -> anyhow::Error {
    match error {
        PenandaDitolak::Io(_) => error.into(),
        _ => Keliru(error.to_string()).into(),
    }
}
