//! Files of tables, before they are read.

use std::path::Path;

use anyhow::ensure;

/// Largest file that is read.
const BATAS_BYTES: u64 = 50_000_000;

/// The bytes of a file that is not too large.
pub fn isi(path: &Path) -> anyhow::Result<Vec<u8>> {
    let nama = path.display();
    let metadata = std::fs::metadata(path).map_err(|error| tak_terbaca(path, &error))?;
    ensure!(metadata.is_file(), "{nama} bukan berkas; sebutkan satu berkas CSV");
    ensure!(
        metadata.len() <= BATAS_BYTES,
        "berkas {nama} terlalu besar: {} bita, paling besar {BATAS_BYTES}; pecah menjadi beberapa berkas",
        metadata.len()
    );
    std::fs::read(path).map_err(|error| tak_terbaca(path, &error))
}

fn tak_terbaca(path: &Path, error: &std::io::Error) -> anyhow::Error {
    let nama = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            anyhow::anyhow!("berkas {nama} tidak ada; periksa nama dan foldernya")
        }
        std::io::ErrorKind::PermissionDenied => {
            anyhow::anyhow!("berkas {nama} tidak boleh dibaca; periksa izinnya dengan: ls -l")
        }
        _ => anyhow::anyhow!("berkas {nama} tidak terbaca: {error}"),
    }
}
