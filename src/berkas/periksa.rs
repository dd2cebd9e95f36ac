//! Whether every file that a fact refers to is still there, byte for byte.

use events::AliranId;
use uuid::Uuid;

use super::{sidik, tabel};
use crate::app::App;
use crate::log::{Apart, Sealed};

/// Files looked for at a time.
const SEKALI: i64 = 1_000;

/// What was found of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HasilBerkas {
    pub diperiksa: u64,
    pub rusak: Vec<BerkasRusak>,
}

/// A file that is not as the log knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BerkasRusak {
    pub berkas: Uuid,
    pub pemilik: AliranId,
    pub sebab: &'static str,
}

impl App {
    /// Opens every file that facts refer to. `maju` hears how many were opened.
    pub async fn periksa_berkas(
        &self,
        maju: &mut (dyn FnMut(u64) + Send),
    ) -> anyhow::Result<HasilBerkas> {
        let mut hasil = HasilBerkas::default();
        let mut sesudah = Uuid::nil();
        loop {
            let semua = tabel::tetap(&self.pool, sesudah, SEKALI).await?;
            let Some(terakhir) = semua.last() else { return Ok(hasil) };
            sesudah = *terakhir;
            for berkas in semua {
                // What was erased meanwhile is not missing.
                let Some(baris) = tabel::satu(&self.pool, berkas).await? else { continue };
                let Some(pemilik) = baris.pemilik else { continue };
                if let Some(sebab) = self.cacat_berkas(baris).await? {
                    hasil.rusak.push(BerkasRusak { berkas, pemilik, sebab });
                }
                hasil.diperiksa += 1;
                maju(hasil.diperiksa);
            }
        }
    }

    async fn cacat_berkas(&self, baris: tabel::Baris) -> anyhow::Result<Option<&'static str>> {
        let id = baris.berkas;
        let Some(bytes) = self.gudang.ambil(id).await? else {
            let masih = tabel::satu(&self.pool, id).await?.is_some();
            return Ok(masih.then_some("hilang dari tempat penyimpanannya"));
        };
        let apart = Apart { key: baris.kunci, content: Sealed { nonce: baris.nonce, bytes } };
        let Ok(isi) = self.log.open_apart(id, &apart) else {
            return Ok(Some("isinya berubah: segelnya tidak terbuka"));
        };
        let sama = self.tanda(id, &sidik(&isi))[..] == baris.tanda[..];
        Ok((!sama).then_some("isinya bukan yang tercatat"))
    }
}
