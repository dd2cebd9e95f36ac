//! The streams of a bundle: every leaf in its place, linked to the one before,
//! proved to be in the log, its sealed values accounted for.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::arsip::Berkas;
use super::isi::{Aliran, Isi, Ungkap, tepat};
use super::{Kode, Pemeriksa, Penolakan};
use crate::checkpoint::Checkpoint;
use crate::pohon::{Hash, baca_jalur, hash_daun, periksa_daun};

pub(super) const FOLDER: &str = "data/peristiwa/";
const BENTUK: &str = "jejak-leaf/1";
/// Nesting of a body at most, and the largest number that is exact in JSON.
const BATAS_DALAM: usize = 64;
const BATAS_BILANGAN: u64 = 1 << 53;
const TEKS: [&str; 8] =
    ["actor", "command", "diketahui", "log", "recorded_at", "stream", "type", "v"];
const BILANGAN: [&str; 3] = ["position", "schema", "version"];
const LAIN: [&str; 4] = ["body", "cacat", "occurred_at", "prev"];

/// What was seen in all streams together.
#[derive(Default)]
pub(super) struct Catatan {
    pub terbuka: u64,
    pub ditahan: u64,
    pub dihapus: u64,
    /// Opened digests of documents, by the digest of their disclosure.
    pub sidik: BTreeMap<String, String>,
}

pub(super) fn nama_fakta(aliran: &str, versi: u64, akhiran: &str) -> String {
    format!("{FOLDER}{aliran}/{versi:04}.{akhiran}")
}

pub(super) fn periksa(
    p: &Pemeriksa,
    berkas: &Berkas<'_>,
    isi: &Isi,
    checkpoint: &Checkpoint,
) -> Result<Catatan, Penolakan> {
    let mut perlu = BTreeSet::new();
    for aliran in &isi.aliran {
        for versi in 1..=aliran.fakta {
            for akhiran in ["leaf", "jalur", "ungkap.json"] {
                let nama = nama_fakta(&aliran.nama, versi, akhiran);
                p.harus(berkas.isi.contains_key(&nama), Kode::AliranKurang, &nama)?;
                perlu.insert(nama);
            }
        }
    }
    for nama in berkas.isi.keys().filter(|nama| nama.starts_with(FOLDER)) {
        p.harus(perlu.contains(nama), Kode::AliranLebih, nama)?;
    }
    let mut catatan = Catatan::default();
    for aliran in &isi.aliran {
        let rangkaian = Rangkaian { p, berkas, log: &isi.log, aliran, checkpoint };
        rangkaian.periksa(&mut catatan)?;
    }
    Ok(catatan)
}

/// One stream under examination.
struct Rangkaian<'a> {
    p: &'a Pemeriksa,
    berkas: &'a Berkas<'a>,
    log: &'a str,
    aliran: &'a Aliran,
    checkpoint: &'a Checkpoint,
}

impl Rangkaian<'_> {
    fn periksa(&self, catatan: &mut Catatan) -> Result<(), Penolakan> {
        let (mut sebelum, mut posisi_lalu) = (None, 0);
        for versi in 1..=self.aliran.fakta {
            let nama = self.nama(versi, "leaf");
            let bytes = self.bytes(&nama);
            let daun = Daun::baca(bytes).ok_or_else(|| Kode::Daun.pada(&nama))?;
            let hash = hash_daun(bytes);
            self.tempat(&daun, versi, sebelum.as_ref(), posisi_lalu, &nama)?;
            self.letak(&daun, versi, &hash)?;
            self.nilai(&daun, versi, catatan)?;
            (sebelum, posisi_lalu) = (Some(hash), daun.posisi);
        }
        Ok(())
    }

    fn nama(&self, versi: u64, akhiran: &str) -> String {
        nama_fakta(&self.aliran.nama, versi, akhiran)
    }

    fn bytes(&self, nama: &str) -> &[u8] {
        self.berkas.isi.get(nama).copied().unwrap_or_default()
    }

    fn tempat(
        &self,
        daun: &Daun,
        versi: u64,
        sebelum: Option<&Hash>,
        posisi_lalu: u64,
        nama: &str,
    ) -> Result<(), Penolakan> {
        self.p.harus(daun.teks("log") == self.log, Kode::DaunLog, nama)?;
        self.p.harus(daun.teks("stream") == self.aliran.stream, Kode::DaunAliran, nama)?;
        self.p.harus(daun.versi == versi, Kode::DaunVersi, nama)?;
        let sebelum = sebelum.map(|hash| URL_SAFE_NO_PAD.encode(hash));
        let tersambung = daun.isi.get("prev").and_then(Value::as_str) == sebelum.as_deref();
        self.p.harus(tersambung, Kode::DaunSebelum, nama)?;
        let maju = daun.posisi > posisi_lalu && daun.posisi <= self.checkpoint.ukuran;
        self.p.harus(maju, Kode::DaunPosisi, nama)
    }

    fn letak(&self, daun: &Daun, versi: u64, hash: &Hash) -> Result<(), Penolakan> {
        let nama = self.nama(versi, "jalur");
        let jalur = baca_baris(self.bytes(&nama)).ok_or_else(|| Kode::JalurBentuk.pada(&nama))?;
        let Checkpoint { ukuran, akar, .. } = self.checkpoint;
        let indeks = daun.posisi.saturating_sub(1);
        let sah = periksa_daun(indeks, *ukuran, hash, &jalur, akar).is_ok();
        self.p.harus(sah, Kode::Jalur, &nama)
    }

    fn nilai(&self, daun: &Daun, versi: u64, catatan: &mut Catatan) -> Result<(), Penolakan> {
        let nama = self.nama(versi, "ungkap.json");
        let bentuk = || Kode::UngkapBentuk.pada(&nama);
        let ungkap: Ungkap = tepat(self.bytes(&nama)).ok_or_else(bentuk)?;
        let terbuka: Option<Vec<_>> = ungkap.buka.iter().map(|teks| buka(teks)).collect();
        let terbuka = terbuka.ok_or_else(bentuk)?;
        let mut sisa: BTreeSet<&str> = daun.digest();
        for (digest, nama_nilai, isi) in terbuka {
            self.p.harus(sisa.remove(digest.as_str()), Kode::Ungkap, &nama)?;
            if nama_nilai.rsplit('.').next() == Some("sidik") {
                catatan.sidik.insert(digest, isi);
            }
        }
        for digest in ungkap.ditahan.iter().chain(&ungkap.dihapus) {
            self.p.harus(sisa.remove(digest.as_str()), Kode::Ungkap, &nama)?;
        }
        catatan.terbuka += ungkap.buka.len() as u64;
        catatan.ditahan += ungkap.ditahan.len() as u64;
        catatan.dihapus += ungkap.dihapus.len() as u64;
        self.p.harus(sisa.is_empty(), Kode::UngkapKurang, &nama)
    }
}

/// Hashes, each on a line of its own that ends.
fn baca_baris(bytes: &[u8]) -> Option<Vec<Hash>> {
    let teks = std::str::from_utf8(bytes).ok()?;
    if teks.is_empty() {
        return Some(Vec::new());
    }
    baca_jalur(teks.strip_suffix('\n')?.split('\n')).ok()
}

/// Digest, name and value of a disclosure.
fn buka(teks: &str) -> Option<(String, String, String)> {
    let bytes = URL_SAFE_NO_PAD.decode(teks).ok()?;
    let (_, nama, isi): (String, String, String) = serde_json::from_slice(&bytes).ok()?;
    Some((URL_SAFE_NO_PAD.encode(Sha256::digest(teks)), nama, isi))
}

/// A leaf as JSON, its form checked.
struct Daun {
    isi: Map<String, Value>,
    posisi: u64,
    versi: u64,
}

impl Daun {
    /// Canonical bytes only: written again, they are the same.
    fn baca(bytes: &[u8]) -> Option<Self> {
        let nilai: Value = serde_json::from_slice(bytes).ok()?;
        if !baku(&nilai, 0) || serde_json::to_vec(&nilai).ok()? != bytes {
            return None;
        }
        let Value::Object(isi) = nilai else { return None };
        let dikenal = |nama: &&String| {
            let nama = nama.as_str();
            TEKS.contains(&nama) || BILANGAN.contains(&nama) || LAIN.contains(&nama)
        };
        let bentuk = isi.keys().all(|nama| dikenal(&nama))
            && TEKS.iter().all(|nama| isi.get(*nama).is_some_and(Value::is_string))
            && BILANGAN.iter().all(|nama| isi.get(*nama).is_some_and(Value::is_u64))
            && isi.contains_key("body")
            && isi.get("prev").is_none_or(Value::is_string);
        let bilangan = |nama: &str| isi.get(nama).and_then(Value::as_u64);
        let (posisi, versi) = (bilangan("position")?, bilangan("version")?);
        let daun = Daun { isi, posisi, versi };
        (bentuk && daun.teks("v") == BENTUK).then_some(daun)
    }

    fn teks(&self, nama: &str) -> &str {
        self.isi.get(nama).and_then(Value::as_str).unwrap_or_default()
    }

    /// Every digest of a sealed value in the body.
    fn digest(&self) -> BTreeSet<&str> {
        let mut semua = BTreeSet::new();
        if let Some(body) = self.isi.get("body") {
            kumpul(body, &mut semua);
        }
        semua
    }
}

fn kumpul<'a>(nilai: &'a Value, semua: &mut BTreeSet<&'a str>) {
    match nilai {
        Value::Object(isi) => match isi.get("sd").and_then(Value::as_str) {
            Some(digest) if isi.len() == 1 => {
                semua.insert(digest);
            }
            _ => isi.values().for_each(|nilai| kumpul(nilai, semua)),
        },
        Value::Array(isi) => isi.iter().for_each(|nilai| kumpul(nilai, semua)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Sorted keys, whole numbers, no deeper than anybody reads.
fn baku(nilai: &Value, dalam: usize) -> bool {
    match nilai {
        Value::Object(isi) => {
            dalam < BATAS_DALAM
                && isi.keys().is_sorted()
                && isi.values().all(|nilai| baku(nilai, dalam + 1))
        }
        Value::Array(isi) => dalam < BATAS_DALAM && isi.iter().all(|nilai| baku(nilai, dalam + 1)),
        Value::Number(bilangan) => {
            let besar = bilangan.as_u64().or_else(|| bilangan.as_i64().map(i64::unsigned_abs));
            besar.is_some_and(|besar| besar < BATAS_BILANGAN)
        }
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}
