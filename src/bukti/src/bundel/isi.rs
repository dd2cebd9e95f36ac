//! What a bundle says of itself: which log, which streams, which documents.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arsip::{Berkas, nama_sah};
use super::{Kode, Penolakan};

pub const NAMA: &str = "data/berkas.json";
pub(super) const BENTUK: &str = "jejak-berkas/1";

/// Whom a cut is for. The events are the same; what is opened of them is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Untuk {
    /// Identity open.
    Majelis,
    /// Identity withheld; its digests stay.
    Pihak,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Isi {
    pub v: String,
    pub log: String,
    pub untuk: Untuk,
    /// Whether the checkpoint is signed.
    pub bertanda: bool,
    /// The case first, then what accompanies it.
    pub aliran: Vec<Aliran>,
    pub dokumen: Vec<DokumenDisebut>,
    /// Digests of opened documents that are not here: held elsewhere, or gone.
    pub tanpa_berkas: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aliran {
    pub nama: String,
    pub stream: String,
    pub fakta: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DokumenDisebut {
    pub berkas: String,
    /// Digest of the disclosure that holds the document's SHA-256.
    pub sidik: String,
}

/// What became of the sealed values of one leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ungkap {
    /// Disclosures.
    pub buka: Vec<String>,
    /// Digests whose value is kept back in this cut.
    pub ditahan: Vec<String>,
    /// Digests whose value was erased.
    pub dihapus: Vec<String>,
}

/// As it is written and in no other shape that the parser would also take for it.
pub(super) fn tepat<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let isi: T = serde_json::from_slice(bytes).ok()?;
    let tertulis: Value = serde_json::from_slice(bytes).ok()?;
    (serde_json::to_value(&isi).ok()? == tertulis).then_some(isi)
}

impl Isi {
    pub(super) fn baca(berkas: &Berkas<'_>) -> Result<Self, Penolakan> {
        let tolak = || Kode::Isi.pada(NAMA);
        let bytes = berkas.isi.get(NAMA).ok_or_else(tolak)?;
        let isi: Isi = tepat(bytes).ok_or_else(tolak)?;
        if isi.sah() { Ok(isi) } else { Err(tolak()) }
    }

    fn sah(&self) -> bool {
        let huruf = |nama: &str| !nama.is_empty() && nama.bytes().all(|b| b.is_ascii_lowercase());
        let nama: BTreeSet<_> = self.aliran.iter().map(|aliran| &aliran.nama).collect();
        let stream: BTreeSet<_> = self.aliran.iter().map(|aliran| &aliran.stream).collect();
        let dokumen: BTreeSet<_> = self.dokumen.iter().map(|satu| &satu.berkas).collect();
        self.v == BENTUK
            && self.aliran.first().is_some_and(|satu| satu.nama == "perkara" && satu.fakta > 0)
            && self.aliran.iter().all(|satu| huruf(&satu.nama) && satu.fakta <= 99_999)
            && nama.len() == self.aliran.len()
            && stream.len() == self.aliran.len()
            && dokumen.len() == self.dokumen.len()
            && dokumen.iter().all(|nama| nama.starts_with("data/bukti/") && nama_sah(nama))
    }
}
