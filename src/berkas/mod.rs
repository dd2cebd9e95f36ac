//! Files in custody: taken in before a fact refers to them, kept sealed under a
//! random name, given out against the digest in the log.
//!
//! A file waits a day for its fact. A command holds the files that it names,
//! its fact keeps them; what nothing keeps is thrown away. So a fact never
//! refers to what is not there, whatever falls over in between.

mod gudang;
pub mod jenis;
mod periksa;
mod tabel;

use chrono::Duration;
use events::pihak::Berkas;
use events::teks::Isi;
use events::{AliranId, Cacat, Ditolak};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use gudang::{Gudang, TempatBerkas};
use jenis::{Jenis, JenisDitolak};
pub use periksa::{BerkasRusak, HasilBerkas};

use crate::app::{App, HandleError};
use crate::log::{Apart, Sealed, Values};

/// Bytes of one file at most.
pub const BATAS_BERKAS_BYTES: usize = 20 << 20;
/// Characters of a file's name at most.
const BATAS_NAMA_KARAKTER: usize = 150;
/// Bytes of all files together that wait for a fact.
const BATAS_MENUNGGU_BYTES: i64 = 4 << 30;
/// How long a file waits for its fact.
const MENUNGGU: Duration = Duration::days(1);
/// Files that are thrown away at a time.
const SEKALI_SAPU: i64 = 200;

/// Why a file is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum UnggahanDitolak {
    #[error(transparent)]
    Jenis(#[from] JenisDitolak),
    #[error("berkas lebih besar dari {} MB; perkecil atau bagi dua", BATAS_BERKAS_BYTES >> 20)]
    TerlaluBesar,
    #[error("nama berkas tidak dapat dipakai; ganti namanya lalu kirim lagi")]
    Nama,
    #[error("terlalu banyak berkas yang menunggu; coba lagi beberapa jam lagi")]
    Penuh,
    #[error(transparent)]
    Lain(#[from] anyhow::Error),
}

/// A file as it is given out.
pub struct Isinya {
    pub nama: String,
    pub jenis: Jenis,
    pub bytes: Vec<u8>,
}

impl App {
    /// Takes a file in, and gives what a fact refers to it by.
    pub async fn unggah(&self, nama: &str, bytes: &[u8]) -> Result<Berkas, UnggahanDitolak> {
        if bytes.len() > BATAS_BERKAS_BYTES {
            return Err(UnggahanDitolak::TerlaluBesar);
        }
        let nama = nama_saja(nama).ok_or(UnggahanDitolak::Nama)?;
        let jenis = Jenis::dari(nama, bytes)?;
        let nama = Isi::try_new(nama).map_err(|_| UnggahanDitolak::Nama)?;
        let menunggu = tabel::menunggu_bytes(&self.pool).await.map_err(anyhow::Error::from)?;
        if menunggu > BATAS_MENUNGGU_BYTES {
            return Err(UnggahanDitolak::Penuh);
        }
        let id = uuid::Builder::from_random_bytes(self.log.chance()).into_uuid();
        let sidik = sidik(bytes);
        self.simpan(id, jenis, &sidik, bytes).await?;
        let sidik = Isi::try_new(sidik).map_err(anyhow::Error::from)?;
        let ukuran_bytes = bytes.len() as u64;
        Ok(Berkas { id: Some(id), nama, ukuran_bytes, sidik })
    }

    async fn simpan(
        &self,
        id: Uuid,
        jenis: Jenis,
        sidik: &str,
        bytes: &[u8],
    ) -> anyhow::Result<()> {
        let Apart { key, content } = self.log.seal_apart(id, bytes);
        let baris = tabel::Baris {
            berkas: id,
            pemilik: None,
            jenis: jenis.mime.to_owned(),
            ukuran_bytes: i64::try_from(bytes.len())?,
            tanda: self.tanda(id, sidik).to_vec(),
            kunci: key,
            nonce: content.nonce,
        };
        tabel::mulai(&self.pool, &baris, self.clock.now() + MENUNGGU).await?;
        self.gudang.taruh(id, content.bytes).await?;
        Ok(tabel::tersimpan(&self.pool, id).await?)
    }

    /// Holds every file that these facts name for their stream, or says which
    /// cannot be named.
    pub(crate) async fn pegang_berkas(
        &self,
        pemilik: AliranId,
        fakta: &impl Serialize,
    ) -> Result<Vec<Uuid>, HandleError> {
        let disebut = disebut(&serde_json::to_value(fakta).map_err(anyhow::Error::from)?);
        if disebut.is_empty() {
            return Ok(Vec::new());
        }
        let mut dicari = Vec::new();
        for berkas in &disebut {
            let id = berkas.id.ok_or_else(|| {
                ditolak("BerkasTanpaId", "unggah berkasnya dahulu, lalu sebut id yang diterima")
            })?;
            let sidik = berkas.sidik.teks().unwrap_or_default();
            let tanda = self.tanda(id, sidik).to_vec();
            let ukuran_bytes = i64::try_from(berkas.ukuran_bytes).unwrap_or(i64::MAX);
            dicari.push(tabel::Disebut { berkas: id, ukuran_bytes, tanda });
        }
        let kini = self.clock.now();
        let dipegang = tabel::pegang(&self.pool, &dicari, pemilik, (kini, kini + MENUNGGU)).await;
        let dipegang = dipegang.map_err(anyhow::Error::from)?;
        if dicari.iter().any(|satu| !dipegang.contains(&satu.berkas)) {
            let uraian = "berkas itu tidak ada, sudah kedaluwarsa, atau milik perkara lain; \
                          unggah lagi";
            return Err(ditolak("BerkasTidakAda", uraian));
        }
        Ok(dipegang)
    }

    /// The fact that names them stands in the log.
    pub(crate) async fn tetapkan_berkas(&self, berkas: &[Uuid]) -> anyhow::Result<()> {
        if berkas.is_empty() {
            return Ok(());
        }
        Ok(tabel::tetapkan(&self.pool, berkas).await?)
    }

    /// A file that a fact of this stream refers to, its bytes held against the
    /// digest there; `None` where it is gone.
    pub async fn isi_berkas(
        &self,
        pemilik: AliranId,
        berkas: &Berkas,
    ) -> anyhow::Result<Option<Isinya>> {
        let Some(id) = berkas.id else { return Ok(None) };
        let baris = tabel::satu(&self.pool, id).await?;
        let Some(baris) = baris.filter(|baris| baris.pemilik == Some(pemilik)) else {
            return Ok(None);
        };
        let (Some(nama), Some(tercatat)) = (berkas.nama.teks(), berkas.sidik.teks()) else {
            return Ok(None);
        };
        let Some(tersegel) = self.gudang.ambil(id).await? else { return Ok(None) };
        let content = Sealed { nonce: baris.nonce, bytes: tersegel };
        let bytes = self.log.open_apart(id, &Apart { key: baris.kunci, content })?;
        anyhow::ensure!(sidik(&bytes) == tercatat, "isi berkas tidak sesuai sidik dalam log");
        let jenis = Jenis::dari_mime(&baris.jenis);
        let jenis = jenis.ok_or_else(|| anyhow::anyhow!("jenis berkas tidak dikenal"))?;
        Ok(Some(Isinya { nama: nama.to_owned(), jenis, bytes }))
    }

    /// Throws away what waited for a fact in vain. What a fact does refer to is
    /// kept, though whoever recorded it fell over before saying so.
    pub async fn sapu_berkas(&self) -> anyhow::Result<usize> {
        let kini = self.clock.now();
        let mut dibuang = 0;
        for (id, pemilik) in tabel::lewat(&self.pool, kini, SEKALI_SAPU).await? {
            let terpakai = match pemilik {
                Some(aliran) => self.menyebut(aliran, id).await?,
                None => false,
            };
            if terpakai {
                tabel::tetapkan(&self.pool, &[id]).await?;
            } else if tabel::hapus(&self.pool, id, kini).await? {
                self.gudang.buang(id).await?;
                dibuang += 1;
            }
        }
        Ok(dibuang)
    }

    /// How many files these streams have.
    pub(crate) async fn banyak_berkas(&self, aliran: &[AliranId]) -> anyhow::Result<usize> {
        Ok(tabel::milik(&self.pool, aliran).await?.len())
    }

    /// Destroys every file of these streams. The row with the key goes last: as
    /// long as it is there, somebody knows that bytes may be.
    pub(crate) async fn hapus_berkas(&self, aliran: &[AliranId]) -> anyhow::Result<()> {
        for id in tabel::milik(&self.pool, aliran).await? {
            self.gudang.buang(id).await?;
            tabel::lupakan(&self.pool, id).await?;
        }
        Ok(())
    }

    /// Throws away what lies in the store and no row knows: after a restore, of
    /// files that were copied before they were destroyed.
    pub(crate) async fn sapu_yatim(&self) -> anyhow::Result<usize> {
        let mut dibuang = 0;
        for id in self.gudang.semua().await? {
            if tabel::satu(&self.pool, id).await?.is_none() {
                self.gudang.buang(id).await?;
                dibuang += 1;
            }
        }
        Ok(dibuang)
    }

    async fn menyebut(&self, aliran: AliranId, berkas: Uuid) -> anyhow::Result<bool> {
        for tercatat in self.log.stream(aliran, Values::Sealed).await? {
            let fakta = serde_json::to_value(&tercatat.event)?;
            if disebut(&fakta).iter().any(|satu| satu.id == Some(berkas)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn tanda(&self, id: Uuid, sidik: &str) -> [u8; 32] {
        let isi = [id.as_bytes(), sidik.as_bytes()].concat();
        self.log.keyed_digest("jejak/berkas/v1", &isi)
    }
}

/// Every file that a fact names, wherever in it: found by its form, so that no
/// fact with files is ever forgotten.
pub fn disebut(fakta: &Value) -> Vec<Berkas> {
    match fakta {
        Value::Object(objek) if objek.contains_key("sidik") && objek.contains_key("nama") => {
            serde_json::from_value(fakta.clone()).into_iter().collect()
        }
        Value::Object(objek) => objek.values().flat_map(disebut).collect(),
        Value::Array(larik) => larik.iter().flat_map(disebut).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// Without the folders that some browsers send along.
fn nama_saja(nama: &str) -> Option<&str> {
    let nama = nama.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let panjang = nama.chars().count();
    (1..=BATAS_NAMA_KARAKTER).contains(&panjang).then_some(nama)
}

fn sidik(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, satu| {
        let _ = write!(hex, "{satu:02x}");
        hex
    })
}

fn ditolak(kode: &str, uraian: &str) -> HandleError {
    let pasal = String::new();
    Ditolak(vec![Cacat { kode: kode.to_owned(), pasal, uraian: uraian.to_owned() }]).into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn files_are_found_wherever_a_fact_has_them() {
        let berkas = |n: u128| {
            json!({"id": Uuid::from_u128(n), "nama": {"isi": "a.pdf"}, "ukuran_bytes": 1,
                   "sidik": {"sd": "x"}})
        };
        let fakta = json!({"body": {"berkas": [berkas(1)], "kuasa": {"nama": {"isi": "B"},
                           "berkas": berkas(2)}}});
        let id: Vec<_> = disebut(&fakta).into_iter().filter_map(|berkas| berkas.id).collect();
        assert_eq!(id, [Uuid::from_u128(1), Uuid::from_u128(2)]);
    }

    #[test]
    fn a_name_loses_its_folders() {
        assert_eq!(nama_saja("C:\\Users\\budi\\ktp.jpg"), Some("ktp.jpg"));
        assert_eq!(nama_saja("../../ktp.jpg"), Some("ktp.jpg"));
        assert_eq!(nama_saja("folder/"), None);
        assert_eq!(nama_saja(&"a".repeat(BATAS_NAMA_KARAKTER)).map(str::len), Some(150));
        assert_eq!(nama_saja(&"a".repeat(BATAS_NAMA_KARAKTER + 1)), None);
    }
}
