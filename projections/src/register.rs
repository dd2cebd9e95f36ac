//! The two registers that the law prescribes: of permohonan and of keberatan.
//!
//! Pasal 32 and 43, Lampiran VIII and XI Perki 1/2021; where article and form
//! differ, the columns of both. Rows are made of the facts as they hold once
//! corrected. What is sealed stands as its digest, and the facts that hold it
//! are named, so that it is opened where somebody reads it and nowhere else.

mod keberatan;
mod permohonan;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use events::koreksi::{Berlaku, berlaku};
use events::perkara::{Event, Kejadian};
use events::pihak::{JenisPemohon, Kuasa, Pemohon, SuratKuasa};
use events::teks::Isi;
use uuid::Uuid;

use crate::bahan::Bahan;
use crate::catatan::Catatan;
use crate::lembar::Lembar;
use crate::proyeksi::{Bentuk, HARI_PERTAMA};

pub use keberatan::{BarisKeberatan, keberatan, keberatan_pada};
pub(crate) use permohonan::keputusan;
pub use permohonan::{BarisPermohonan, permohonan, permohonan_pada};

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "register",
    versi: 1,
    sql: include_str!("register.sql"),
    milik_perkara: &["register_permohonan", "register_keberatan"],
    pengaruh: None,
    sengketa: None,
};

/// Which rows are wanted; nothing said is all of them. A row without a day is in
/// no period.
#[derive(Clone, Copy, Debug, Default)]
pub struct Saringan {
    pub buku: Option<Uuid>,
    pub unit: Option<Uuid>,
    pub dari: Option<NaiveDate>,
    pub sampai: Option<NaiveDate>,
}

/// Where a page goes on; rows without a day stand last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kursor {
    pub tanggal: Option<NaiveDate>,
    pub posisi: i64,
}

const AWAL: Kursor = Kursor { tanggal: Some(HARI_PERTAMA), posisi: 0 };

impl Kursor {
    /// As rows follow each other.
    fn urutan(self) -> (NaiveDate, i64) {
        (self.tanggal.unwrap_or(NaiveDate::MAX), self.posisi)
    }
}

impl Saringan {
    /// As the query does it, for rows that were computed as at a moment.
    fn cocok(&self, buku: Option<Uuid>, unit: Option<Uuid>, tanggal: Option<NaiveDate>) -> bool {
        let sama = |dicari: Option<Uuid>, ada| dicari.is_none() || dicari == ada;
        sama(self.buku, buku)
            && sama(self.unit, unit)
            && self.dari.is_none_or(|dari| tanggal.is_some_and(|hari| hari >= dari))
            && self.sampai.is_none_or(|sampai| tanggal.is_some_and(|hari| hari <= sampai))
    }
}

/// Rows of a page, of those computed as at a moment.
fn halaman<B>(
    mut baris: Vec<B>,
    kursor: impl Fn(&B) -> Kursor,
    sesudah: Option<Kursor>,
    batas: usize,
) -> Vec<B> {
    let sesudah = sesudah.unwrap_or(AWAL).urutan();
    baris.retain(|satu| kursor(satu).urutan() > sesudah);
    baris.sort_by_key(|satu| kursor(satu).urutan());
    baris.truncate(batas);
    baris
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let mut permohonan = Lembar::baru::<BarisPermohonan>();
    let mut keberatan = Lembar::baru::<BarisKeberatan>();
    for kasus in &bahan.kasus {
        if let Some(baris) = BarisPermohonan::dari(bahan.catatan, &kasus.baris) {
            permohonan.tambah(&baris);
        }
        for baris in BarisKeberatan::dari(bahan.catatan, &kasus.baris) {
            keberatan.tambah(&baris);
        }
    }
    vec![permohonan, keberatan]
}

/// The facts of a case as they hold, by version.
struct Fakta<'a>(BTreeMap<u32, Berlaku<'a, Event>>);

impl<'a> Fakta<'a> {
    fn dari(catatan: &'a Catatan, id: Uuid) -> Self {
        let fakta = catatan.perkara.get(&id).map_or(&[][..], Vec::as_slice);
        Fakta(berlaku(fakta).map(|fakta| (fakta.versi, fakta)).collect())
    }

    /// The fact behind what the state remembers.
    fn pada(&self, kejadian: Kejadian) -> Option<&Berlaku<'a, Event>> {
        self.0.get(&kejadian.versi)
    }
}

/// Digests of sealed values, and where those values are.
#[derive(Default)]
struct Segel(BTreeSet<u64>);

impl Segel {
    /// Text that is not sealed never enters a table.
    fn ambil(&mut self, posisi: u64, isi: Option<&Isi>) -> Option<String> {
        match isi? {
            Isi::Terbuka(_) => None,
            Isi::Tersegel(digest) => {
                self.0.insert(posisi);
                Some(digest.clone())
            }
        }
    }

    fn posisi(self) -> Vec<i64> {
        self.0.into_iter().map(u64::cast_signed).collect()
    }
}

/// The columns about the person, the same in both registers.
#[derive(Default)]
struct Orang {
    jenis: JenisPemohon,
    nama: Option<String>,
    nomor_identitas: Option<String>,
    alamat: Option<String>,
    telepon: Option<String>,
    surel: Option<String>,
    pekerjaan: Option<String>,
}

impl Orang {
    fn dari(posisi: u64, pemohon: &Pemohon, segel: &mut Segel) -> Self {
        Orang {
            jenis: pemohon.jenis,
            nama: segel.ambil(posisi, pemohon.nama.as_ref()),
            nomor_identitas: segel.ambil(posisi, pemohon.nomor_identitas.as_ref()),
            alamat: segel.ambil(posisi, pemohon.alamat.as_ref()),
            telepon: segel.ambil(posisi, pemohon.telepon.as_ref()),
            surel: segel.ambil(posisi, pemohon.surel.as_ref()),
            pekerjaan: segel.ambil(posisi, pemohon.pekerjaan.as_ref()),
        }
    }
}

/// Name of the proxy, and what paper there is.
fn kuasa(
    posisi: u64,
    kuasa: Option<&Kuasa>,
    segel: &mut Segel,
) -> (Option<String>, Option<String>) {
    let surat = kuasa.map(|kuasa| match kuasa.surat {
        SuratKuasa::KhususBermeterai => "khusus bermeterai",
        SuratKuasa::TanpaMeterai => "tanpa meterai",
        SuratKuasa::TidakAda => "tidak ada",
    });
    (segel.ambil(posisi, kuasa.map(|kuasa| &kuasa.nama)), surat.map(str::to_owned))
}
