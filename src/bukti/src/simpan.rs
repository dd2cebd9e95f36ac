//! Small files whose loss would be a lie: written beside, synced, and put in the
//! place of the old one; nobody else's to read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Bytes of one of these files at most.
const BATAS_BYTES: u64 = 1 << 20;

/// Makes a folder that only its owner enters; one that is there must be so.
pub fn folder(jalan: &Path) -> io::Result<()> {
    if !jalan.exists() {
        DirBuilder::new().recursive(true).mode(0o700).create(jalan)?;
    }
    if fs::metadata(jalan)?.permissions().mode() & 0o777 == 0o700 {
        return Ok(());
    }
    let jalan = jalan.display();
    Err(io::Error::other(format!("{jalan} dapat dimasuki pengguna lain; jadikan 0700")))
}

/// What tells a file from every copy of it: its inode, which is used again, and
/// when it came to be, which cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jatidiri {
    pub inode: u64,
    /// Zero where the file system does not keep it.
    pub lahir_nanodetik: u128,
}

impl Jatidiri {
    fn dari(berkas: &File) -> io::Result<Self> {
        let keterangan = berkas.metadata()?;
        let lahir = keterangan.created().ok().and_then(|saat| saat.duration_since(UNIX_EPOCH).ok());
        let lahir_nanodetik = lahir.map_or(0, |lama| lama.as_nanos());
        Ok(Jatidiri { inode: keterangan.ino(), lahir_nanodetik })
    }
}

/// Puts these bytes in the place of a file. The content may name the very file
/// that it is going to be.
pub fn ganti(folder: &Path, nama: &str, isi: impl FnOnce(Jatidiri) -> Vec<u8>) -> io::Result<()> {
    let sementara = folder.join(format!("{nama}.baru"));
    let mut berkas =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&sementara)?;
    let isi = isi(Jatidiri::dari(&berkas)?);
    berkas.write_all(&isi)?;
    berkas.sync_all()?;
    fs::rename(&sementara, folder.join(nama))?;
    File::open(folder)?.sync_all()
}

/// Adds a line to a file that only grows.
pub fn tambah(folder: &Path, nama: &str, baris: &str) -> io::Result<()> {
    let mut berkas =
        OpenOptions::new().append(true).create(true).mode(0o600).open(folder.join(nama))?;
    berkas.write_all(format!("{baris}\n").as_bytes())?;
    berkas.sync_all()?;
    File::open(folder)?.sync_all()
}

/// What a file says, and which file it is; `None` where there is none.
pub fn baca(folder: &Path, nama: &str) -> io::Result<Option<(String, Jatidiri)>> {
    let berkas = match File::open(folder.join(nama)) {
        Ok(berkas) => berkas,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let jatidiri = Jatidiri::dari(&berkas)?;
    let mut teks = String::new();
    berkas.take(BATAS_BYTES).read_to_string(&mut teks)?;
    Ok(Some((teks, jatidiri)))
}

/// Holds a folder for one process, as long as the value lives.
pub fn kunci(folder: &Path) -> io::Result<File> {
    let berkas = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(folder.join("gembok"))?;
    berkas.try_lock().map_err(|_| {
        io::Error::other(format!("{} sedang dipakai proses lain", folder.display()))
    })?;
    Ok(berkas)
}
