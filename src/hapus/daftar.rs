//! The list of what was erased, kept beside the master key and never in a backup
//! of the data: after a restore it says what must go again. It names cases by
//! their ids and holds nobody's data.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use events::waktu::Waktu;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One erasure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terhapus {
    pub log: Uuid,
    pub perkara: Uuid,
    /// How often the case was erased, this time included.
    pub ke: u32,
    pub sengketa: Vec<Uuid>,
    pub disetujui: Waktu,
}

/// Beside the key: `kunci-induk.terhapus`.
pub fn tempat(kunci: &Path) -> PathBuf {
    let mut nama = kunci.file_name().map(OsString::from).unwrap_or_default();
    nama.push(".terhapus");
    kunci.with_file_name(nama)
}

/// Every erasure of the list. A line that was cut short is none: what it was to
/// say had not begun.
pub fn baca(daftar: &Path) -> anyhow::Result<Vec<Terhapus>> {
    let keliru = || format!("daftar penghapusan {} tidak terbaca", daftar.display());
    let teks = match std::fs::read_to_string(daftar) {
        Ok(teks) => teks,
        Err(galat) if galat.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(galat) => return Err(galat).with_context(keliru),
    };
    let utuh = teks.rfind('\n').map_or("", |akhir| &teks[..akhir]);
    let baris = utuh.lines().filter(|baris| !baris.is_empty());
    baris.map(|baris| serde_json::from_str(baris).with_context(keliru)).collect()
}

/// Adds an erasure that is not on the list, and waits until it lies on the disk.
pub fn tambah(daftar: &Path, terhapus: &Terhapus) -> anyhow::Result<()> {
    if baca(daftar)?.contains(terhapus) {
        return Ok(());
    }
    let keliru = || {
        format!(
            "daftar penghapusan {} tidak dapat ditulisi; beri layanan hak menulis di folder kunci",
            daftar.display()
        )
    };
    let buka = OpenOptions::new().create(true).read(true).append(true).mode(0o600).open(daftar);
    let mut berkas = buka.with_context(keliru)?;
    let mut baris = serde_json::to_string(terhapus)?;
    baris.push('\n');
    if terpotong(&mut berkas).with_context(keliru)? {
        baris.insert(0, '\n');
    }
    berkas.write_all(baris.as_bytes()).and_then(|()| berkas.sync_all()).with_context(keliru)?;
    if let Some(folder) = daftar.parent() {
        File::open(folder).and_then(|folder| folder.sync_all()).with_context(keliru)?;
    }
    Ok(())
}

/// Whether the last line has no end.
fn terpotong(berkas: &mut File) -> std::io::Result<bool> {
    if berkas.metadata()?.len() == 0 {
        return Ok(false);
    }
    berkas.seek(SeekFrom::End(-1))?;
    let mut akhir = [0];
    berkas.read_exact(&mut akhir)?;
    Ok(akhir != *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terhapus(n: u128) -> Terhapus {
        let disetujui = Waktu::Saat("2026-03-02T03:00:00Z".parse().unwrap());
        let (log, perkara) = (Uuid::from_u128(1), Uuid::from_u128(n));
        Terhapus { log, perkara, ke: 1, sengketa: vec![Uuid::from_u128(9)], disetujui }
    }

    #[test]
    fn the_list_lies_beside_the_key_and_grows_by_what_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let daftar = tempat(&folder.path().join("kunci-induk"));
        assert_eq!(daftar.file_name().unwrap(), "kunci-induk.terhapus");
        assert_eq!(baca(&daftar).unwrap(), []);
        for n in [1, 2, 1] {
            tambah(&daftar, &terhapus(n)).unwrap();
        }
        assert_eq!(baca(&daftar).unwrap(), [terhapus(1), terhapus(2)]);
    }

    #[test]
    fn a_line_that_was_cut_short_is_none_and_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let daftar = folder.path().join("daftar");
        tambah(&daftar, &terhapus(1)).unwrap();
        let utuh = std::fs::read_to_string(&daftar).unwrap();
        std::fs::write(&daftar, format!("{utuh}{}", &utuh[..30])).unwrap();
        assert_eq!(baca(&daftar).unwrap(), [terhapus(1)]);
        std::fs::write(&daftar, &utuh[..utuh.len() - 1]).unwrap();
        tambah(&daftar, &terhapus(2)).unwrap();
        assert_eq!(baca(&daftar).unwrap(), [terhapus(1), terhapus(2)]);
    }
}
