//! BagIt 1.0 (RFC 8493): every file in the manifests, every manifest's file
//! there, each with its digest, twice.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256, Sha512};

use super::arsip::{Berkas, nama_sah};
use super::{Kode, Pemeriksa, Penolakan};

const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
type Sidik = (&'static str, fn(&[u8]) -> String);
const SIDIK: [Sidik; 2] = [("sha256", sha256), ("sha512", sha512)];
const OXUM: &str = "Payload-Oxum: ";

pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn sha512(bytes: &[u8]) -> String {
    hex::encode(Sha512::digest(bytes))
}

/// Adds to a payload (names below `data/`) what makes it a bag.
pub fn lengkapi(
    mut berkas: BTreeMap<String, Vec<u8>>,
    keterangan: &[(&str, &str)],
) -> BTreeMap<String, Vec<u8>> {
    let besar: usize = berkas.values().map(Vec::len).sum();
    let mut info = String::new();
    for (nama, nilai) in keterangan {
        let _ = writeln!(info, "{nama}: {nilai}");
    }
    let _ = writeln!(info, "{OXUM}{besar}.{}", berkas.len());
    let payload =
        SIDIK.map(|(nama, sidik)| (format!("manifest-{nama}.txt"), manifes(&berkas, sidik)));
    let mut tag = BTreeMap::from([
        ("bagit.txt".to_owned(), BAGIT.as_bytes().to_vec()),
        ("bag-info.txt".to_owned(), info.into_bytes()),
    ]);
    tag.extend(payload);
    for (nama, sidik) in SIDIK {
        berkas.insert(format!("tagmanifest-{nama}.txt"), manifes(&tag, sidik));
    }
    berkas.extend(tag);
    berkas
}

fn manifes(berkas: &BTreeMap<String, Vec<u8>>, sidik: fn(&[u8]) -> String) -> Vec<u8> {
    let baris = berkas.iter().map(|(nama, isi)| format!("{}  {nama}\n", sidik(isi)));
    baris.collect::<String>().into_bytes()
}

pub(super) fn periksa(p: &Pemeriksa, berkas: &Berkas<'_>) -> Result<(), Penolakan> {
    daftar(p, berkas, "tagmanifest", |nama| {
        !nama.starts_with("data/") && !nama.starts_with("tagmanifest-")
    })?;
    let bagit = berkas.isi.get("bagit.txt").copied();
    p.harus(bagit == Some(BAGIT.as_bytes()), Kode::BagTanda, "bagit.txt")?;
    daftar(p, berkas, "manifest", |nama| nama.starts_with("data/"))?;
    let data = || berkas.isi.iter().filter(|(nama, _)| nama.starts_with("data/"));
    let besar: usize = data().map(|(_, isi)| isi.len()).sum();
    let harus = format!("{besar}.{}", data().count());
    let info = berkas.isi.get("bag-info.txt").copied().unwrap_or_default();
    let info = String::from_utf8_lossy(info);
    let oxum: Vec<_> = info.split('\n').filter_map(|baris| baris.strip_prefix(OXUM)).collect();
    p.harus(oxum == [harus.as_str()], Kode::BagOxum, "bag-info.txt")
}

/// Holds one kind of manifest, in both digests, against the files it speaks of.
fn daftar(
    p: &Pemeriksa,
    berkas: &Berkas<'_>,
    jenis: &str,
    termasuk: impl Fn(&str) -> bool,
) -> Result<(), Penolakan> {
    for (algoritma, sidik) in SIDIK {
        let nama_manifes = format!("{jenis}-{algoritma}.txt");
        let isi = berkas.isi.get(&nama_manifes).copied().unwrap_or_default();
        let disebut = baca(isi, sidik(b"").len());
        let disebut = disebut.filter(|disebut| disebut.keys().all(|nama| termasuk(nama)));
        let disebut = disebut.ok_or_else(|| Kode::BagManifes.pada(&nama_manifes))?;
        for (nama, harus) in &disebut {
            match berkas.isi.get(*nama) {
                Some(isi) => p.harus(sidik(isi) == *harus, Kode::BagSidik, nama)?,
                None => p.harus(false, Kode::BagKurang, nama)?,
            }
        }
        for nama in berkas.isi.keys().filter(|nama| termasuk(nama)) {
            p.harus(disebut.contains_key(nama.as_str()), Kode::BagLebih, nama)?;
        }
    }
    Ok(())
}

/// `digest, two blanks, name`, line by line; `None` where it is anything else.
fn baca(isi: &[u8], panjang: usize) -> Option<BTreeMap<&str, &str>> {
    let isi = std::str::from_utf8(isi).ok()?.strip_suffix('\n')?;
    let mut disebut = BTreeMap::new();
    let hex = |satu: u8| satu.is_ascii_digit() || (b'a'..=b'f').contains(&satu);
    for baris in isi.split('\n') {
        let (sidik, nama) = baris.split_once("  ")?;
        let baik = sidik.len() == panjang && sidik.bytes().all(hex) && nama_sah(nama);
        if !baik || disebut.insert(nama, sidik).is_some() {
            return None;
        }
    }
    Some(disebut)
}
