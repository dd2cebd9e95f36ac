//! Hostile bundles: every way found to lie with one.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::*;
use super::contoh::{self, LOG, Log, PENDAMPING, PERKARA, digest, kunci, ungkapan};
use crate::checkpoint::Checkpoint;
use crate::nota::KunciRahasia;
use crate::pohon::tulis_hash;

mod arsip_buruk;
mod bag_buruk;
mod daun_buruk;
mod log_buruk;
mod nilai_buruk;

pub(super) struct Kasus {
    pub nama: String,
    pub zip: Vec<u8>,
    pub kunci: Option<KunciPublik>,
    pub harus: Option<Kode>,
}

impl Kasus {
    pub(super) fn baru(
        nama: impl Into<String>,
        zip: Vec<u8>,
        kunci: impl Into<Option<KunciPublik>>,
    ) -> Self {
        Kasus { nama: nama.into(), zip, kunci: kunci.into(), harus: None }
    }

    fn harus(self, kode: Kode) -> Self {
        Kasus { harus: Some(kode), ..self }
    }
}

type Isi = BTreeMap<String, Vec<u8>>;

fn kunci_log() -> KunciPublik {
    kunci(1).publik().clone()
}

/// The files of a good bundle, made from a log.
fn isi(log: &Log) -> Isi {
    log.susunan(Untuk::Majelis).berkas()
}

fn zip(isi: &Isi) -> Vec<u8> {
    arsip::tulis("berkas-0001", isi).unwrap()
}

/// Files whose manifests are made again: the lie is deeper.
fn dikemas(isi: &Isi) -> Vec<u8> {
    let data = isi.iter().filter(|(nama, _)| nama.starts_with("data/"));
    let data = data.map(|(nama, isi)| (nama.clone(), isi.clone())).collect();
    zip(&bagit::lengkapi(data, &[("Bagging-Date", "2026-11-23")]))
}

fn ubah(nama: &str, ubah: impl FnOnce(&mut Isi)) -> Kasus {
    let mut isi = isi(&Log::baru());
    ubah(&mut isi);
    Kasus::baru(nama, dikemas(&isi), kunci_log())
}

fn ganti(nama: &str, berkas: &str, dari: &str, ke: &str) -> Kasus {
    ubah(&format!("{nama} in {berkas}"), |isi| {
        let bytes = isi.get_mut(berkas).unwrap();
        let teks = String::from_utf8(bytes.clone()).unwrap();
        assert!(teks.contains(dari), "{nama}: {teks}");
        *bytes = teks.replacen(dari, ke, 1).into_bytes();
    })
}

fn dari_log(nama: &str, ubah: impl Fn(usize, &mut BTreeMap<&'static str, Value>)) -> Kasus {
    Kasus::baru(nama, dikemas(&isi(&Log::dengan(ubah))), kunci_log())
}

pub(super) fn semua() -> Vec<Kasus> {
    let mut semua = satu_bita();
    semua.extend(hilang_dan_tertukar());
    semua.extend(arsip_buruk::arsip_buruk());
    semua.extend(bag_buruk::bag_buruk());
    semua.extend(log_buruk::log_buruk());
    semua.extend(log_buruk::kunci_buruk());
    semua.extend(log_buruk::isi_buruk());
    semua.extend(log_buruk::bentuk_lain());
    semua.extend(daun_buruk::daun_buruk());
    semua.extend(nilai_buruk::nilai_buruk());
    semua
}

/// One byte changed in each file: as it is, and with the manifests made again.
fn satu_bita() -> Vec<Kasus> {
    let baik = isi(&Log::baru());
    let mut semua = Vec::new();
    for (nama, bytes) in &baik {
        for di in [0, bytes.len() / 2, bytes.len().saturating_sub(1)] {
            if bytes.is_empty() {
                continue;
            }
            let mut isi = baik.clone();
            isi.get_mut(nama).unwrap()[di] ^= 1;
            semua.push(Kasus::baru(format!("byte {di} of {nama}"), zip(&isi), kunci_log()));
            let kertas = nama == "data/00-SURAT-PENGANTAR.pdf" || nama == log::VKEY;
            if nama.starts_with("data/") && !kertas {
                let nama = format!("byte {di} of {nama}, made again");
                semua.push(Kasus::baru(nama, dikemas(&isi), kunci_log()));
            }
        }
    }
    let mut isi = baik;
    isi.get_mut(log::VKEY).unwrap()[40] ^= 1;
    semua.push(
        Kasus::baru("a key that is none", dikemas(&isi), None::<KunciPublik>).harus(Kode::Kunci),
    );
    semua
}

fn hilang_dan_tertukar() -> Vec<Kasus> {
    let baik = isi(&Log::baru());
    let mut semua = Vec::new();
    for nama in baik.keys() {
        let mut isi = baik.clone();
        isi.remove(nama);
        semua.push(Kasus::baru(format!("without {nama}"), zip(&isi), kunci_log()));
        if nama.starts_with("data/") && !nama.contains(".pdf") && nama != log::VKEY
            || nama.starts_with("data/bukti/")
        {
            let nama = format!("without {nama}, made again");
            semua.push(Kasus::baru(nama, dikemas(&isi), kunci_log()));
        }
    }
    for akhiran in ["leaf", "jalur", "ungkap.json"] {
        for (satu, dua) in [
            ("perkara/0001", "perkara/0002"),
            ("perkara/0002", "perkara/0003"),
            ("perkara/0003", "perkara/0004"),
            ("perkara/0001", "pendamping/0001"),
            ("perkara/0002", "pendamping/0002"),
        ] {
            let nama = |fakta: &str| format!("data/peristiwa/{fakta}.{akhiran}");
            let (satu, dua) = (nama(satu), nama(dua));
            semua.push(ubah(&format!("{satu} and {dua} exchanged"), |isi| {
                let lama = isi.insert(satu.clone(), isi[&dua].clone()).unwrap();
                isi.insert(dua.clone(), lama);
            }));
        }
    }
    semua
}
