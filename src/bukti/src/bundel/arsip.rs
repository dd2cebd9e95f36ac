//! The archive: ZIP as Jejak writes it, and no other ZIP.
//!
//! Entries are stored, in a row, without gaps, extra fields, comments or times;
//! the headers follow from name and content alone. So there is one way to read
//! the bytes, nothing to unpack and nothing that two programs could see
//! differently; and the same content gives the same archive.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kode, Pemeriksa, Penolakan};

/// Bytes of an archive at most; of one file in it; and files.
pub const BATAS_ARSIP_BYTES: usize = 512 << 20;
pub const BATAS_BERKAS_BYTES: u32 = 64 << 20;
pub const BATAS_JUMLAH: u16 = 60_000;
const BATAS_NAMA: usize = 240;

const BUKA: &[u8] = b"PK\x03\x04";
const PUSAT: &[u8] = b"PK\x01\x02";
const AKHIR: &[u8] = b"PK\x05\x06";
const AKHIR_BYTES: usize = 22;
const PUSAT_BYTES: usize = 46;
/// Version 2.0, no flags, stored, 1 January 1980 0.00.
const UMUM: [u8; 10] = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
/// Made on Unix by version 2.0.
const PEMBUAT: [u8; 2] = [20, 3];
/// An ordinary file that everybody reads.
const MODUS: u32 = 0o100_644 << 16;
const JENIS_MODUS: u32 = 0o170_000 << 16;
const TAUTAN: u32 = 0o120_000 << 16;

/// The files of an archive by their names below its one folder.
#[derive(Debug)]
pub struct Berkas<'a> {
    pub folder: String,
    pub isi: BTreeMap<String, &'a [u8]>,
}

struct Kepala {
    crc: u32,
    besar: u32,
    letak: u32,
}

impl Kepala {
    fn umum(&self, nama: &str) -> Vec<u8> {
        let panjang = u16::try_from(nama.len()).unwrap_or(u16::MAX);
        let besar = self.besar.to_le_bytes();
        [&UMUM, self.crc.to_le_bytes().as_slice(), &besar, &besar, &panjang.to_le_bytes(), &[0, 0]]
            .concat()
    }

    fn buka(&self, nama: &str) -> Vec<u8> {
        [BUKA, &self.umum(nama), nama.as_bytes()].concat()
    }

    fn pusat(&self, nama: &str) -> Vec<u8> {
        let (modus, letak) = (MODUS.to_le_bytes(), self.letak.to_le_bytes());
        [PUSAT, &PEMBUAT, &self.umum(nama), &[0; 6], &modus, &letak, nama.as_bytes()].concat()
    }
}

fn penutup(jumlah: u16, besar: u32, letak: u32) -> Vec<u8> {
    let jumlah = jumlah.to_le_bytes();
    let (besar, letak) = (besar.to_le_bytes(), letak.to_le_bytes());
    [AKHIR, &[0; 4], &jumlah, &jumlah, &besar, &letak, &[0; 2]].concat()
}

/// Only names that mean the same everywhere.
pub fn nama_sah(nama: &str) -> bool {
    let boleh = |satu: u8| satu.is_ascii_alphanumeric() || b"._-".contains(&satu);
    nama.len() <= BATAS_NAMA
        && nama.split('/').all(|bagian| {
            !bagian.is_empty() && bagian != "." && bagian != ".." && bagian.bytes().all(boleh)
        })
}

/// Writes an archive; `None` where it would be too large or a name cannot be.
pub fn tulis(folder: &str, berkas: &BTreeMap<String, Vec<u8>>) -> Option<Vec<u8>> {
    let (mut zip, mut pusat) = (Vec::new(), Vec::new());
    for (nama, isi) in berkas {
        let nama = format!("{folder}/{nama}");
        let besar = u32::try_from(isi.len()).ok().filter(|besar| *besar <= BATAS_BERKAS_BYTES)?;
        let letak = u32::try_from(zip.len()).ok()?;
        let kepala = Kepala { crc: crc32fast::hash(isi), besar, letak };
        if !nama_sah(&nama) {
            return None;
        }
        zip.extend(kepala.buka(&nama));
        zip.extend(isi);
        pusat.extend(kepala.pusat(&nama));
    }
    let letak = u32::try_from(zip.len()).ok()?;
    let jumlah = u16::try_from(berkas.len()).ok().filter(|jumlah| *jumlah <= BATAS_JUMLAH)?;
    let besar = u32::try_from(pusat.len()).ok()?;
    zip.extend(pusat);
    zip.extend(penutup(jumlah, besar, letak));
    (zip.len() <= BATAS_ARSIP_BYTES).then_some(zip)
}

fn u16_di(bytes: &[u8], di: usize) -> u16 {
    bytes.get(di..di + 2).map_or(0, |dua| u16::from_le_bytes([dua[0], dua[1]]))
}

fn u32_di(bytes: &[u8], di: usize) -> u32 {
    let empat = bytes.get(di..di + 4).and_then(|empat| empat.try_into().ok());
    empat.map_or(0, u32::from_le_bytes)
}

pub(super) fn baca<'a>(p: &Pemeriksa, zip: &'a [u8]) -> Result<Berkas<'a>, Penolakan> {
    p.harus(zip.len() <= BATAS_ARSIP_BYTES, Kode::ZipBesar, "")?;
    let akhir = zip.len().checked_sub(AKHIR_BYTES).ok_or_else(|| Kode::Zip.pada(""))?;
    let (jumlah, besar, letak) =
        (u16_di(zip, akhir + 10), u32_di(zip, akhir + 12), u32_di(zip, akhir + 16));
    let utuh = zip[akhir..] == penutup(jumlah, besar, letak);
    if !utuh || u64::from(letak) + u64::from(besar) != akhir as u64 {
        return Err(Kode::Zip.pada(""));
    }
    p.harus(jumlah <= BATAS_JUMLAH, Kode::ZipBesar, "")?;
    let mut pembaca = Pembaca { zip, isi: 0, pusat: letak as usize, akhir };
    let (mut semua, mut kecil) = (BTreeMap::new(), BTreeSet::new());
    for _ in 0..jumlah {
        let (nama, bytes) = pembaca.satu(p, letak as usize)?;
        p.harus(kecil.insert(nama.to_ascii_lowercase()), Kode::ZipGanda, &nama)?;
        semua.insert(nama, bytes);
    }
    if pembaca.isi != letak as usize || pembaca.pusat != akhir {
        return Err(Kode::Zip.pada(""));
    }
    dalam_folder(semua)
}

/// Takes off the one folder that all names begin with.
fn dalam_folder(semua: BTreeMap<String, &[u8]>) -> Result<Berkas<'_>, Penolakan> {
    let folder = semua.keys().next().and_then(|nama| nama.split_once('/'));
    let folder = folder.ok_or_else(|| Kode::ZipNama.pada(""))?.0.to_owned();
    let mut isi = BTreeMap::new();
    for (nama, bytes) in semua {
        let dalam = nama.strip_prefix(&folder).and_then(|sisa| sisa.strip_prefix('/'));
        isi.insert(dalam.ok_or_else(|| Kode::ZipNama.pada(&nama))?.to_owned(), bytes);
    }
    Ok(Berkas { folder, isi })
}

/// Walks entries and their directory side by side.
struct Pembaca<'a> {
    zip: &'a [u8],
    isi: usize,
    pusat: usize,
    akhir: usize,
}

impl<'a> Pembaca<'a> {
    fn satu(&mut self, p: &Pemeriksa, batas: usize) -> Result<(String, &'a [u8]), Penolakan> {
        let rusak = || Kode::Zip.pada("");
        let kepala = self.zip.get(self.pusat..self.akhir).unwrap_or_default();
        if kepala.len() < PUSAT_BYTES || !kepala.starts_with(PUSAT) {
            return Err(rusak());
        }
        let akhir_nama = PUSAT_BYTES + usize::from(u16_di(kepala, 28));
        let nama = kepala.get(PUSAT_BYTES..akhir_nama).ok_or_else(rusak)?;
        let nama = std::str::from_utf8(nama).ok().filter(|nama| nama_sah(nama));
        let nama = nama.ok_or_else(|| Kode::ZipNama.pada(""))?;
        let polos = u16_di(kepala, 8) == 0 && u16_di(kepala, 10) == 0;
        p.harus(polos, Kode::ZipMetode, nama)?;
        let modus = u32_di(kepala, 38);
        p.harus(modus & JENIS_MODUS != TAUTAN, Kode::ZipTautan, nama)?;
        let satu = Kepala {
            crc: u32_di(kepala, 16),
            besar: u32_di(kepala, 24),
            letak: u32_di(kepala, 42),
        };
        p.harus(satu.besar <= BATAS_BERKAS_BYTES, Kode::ZipBesar, nama)?;
        let baku = satu.pusat(nama) == kepala[..akhir_nama] && satu.letak as usize == self.isi;
        let buka = satu.buka(nama);
        let mulai = self.isi + buka.len();
        let selesai = mulai + satu.besar as usize;
        if !baku || selesai > batas || self.zip[self.isi..mulai] != buka {
            return Err(Kode::Zip.pada(nama));
        }
        let bytes = &self.zip[mulai..selesai];
        p.harus(crc32fast::hash(bytes) == satu.crc, Kode::ZipCrc, nama)?;
        (self.isi, self.pusat) = (selesai, self.pusat + akhir_nama);
        Ok((nama.to_owned(), bytes))
    }
}
