//! Figures of the permohonan received in a period (Pasal 12 UU 14/2008, Pasal
//! 57(2) Perki 1/2021).
//!
//! Working days are counted from receipt with day 1 the next working day. The
//! written notice is the statutory clock; handing over the documents is shown
//! beside it. Rows that cannot be used are named, never dropped.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use events::pemberitahuan::Hasil;
use events::tenggat::{self, Keadaan};
use serde::Serialize;
use uuid::Uuid;

use crate::catatan::Catatan;
use crate::perkara::{self, Baris};

#[derive(Clone, Copy, Debug)]
pub struct Periode {
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Statistik {
    pub permohonan: usize,
    pub dikabulkan: usize,
    pub ditolak: usize,
    /// Neither: not held, withdrawn, sent elsewhere, without an answer, or with
    /// one of no legal meaning.
    pub lain: usize,
    /// Of these, still without an answer.
    pub terbuka: usize,
    /// Received nobody knows when: in no period, and told beside each.
    pub tanpa_tanggal: usize,
    /// One figure for each month of the period.
    pub per_bulan: Vec<usize>,
    pub kanal: BTreeMap<String, usize>,
    pub pemberitahuan: Waktu,
    pub pemberian: Waktu,
    /// On the statutory clock, by both readings.
    pub ketepatan: BTreeMap<&'static str, usize>,
    /// What is wrong with rows, in words, with their numbers.
    pub cacat: BTreeMap<String, Vec<No>>,
}

/// A row's number: the source's own where it is one, else as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum No {
    Angka(u64),
    Teks(String),
}

/// Working days that something took.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Waktu {
    pub n: usize,
    pub rerata_hk: Option<f64>,
    pub median_hk: Option<f64>,
    pub maks_hk: Option<i64>,
    pub lewat_10_hk: usize,
    /// Numbers of those rows.
    pub lewat_10_hk_no: Vec<No>,
    pub hari_sama: usize,
}

/// Figures over the permohonan received from `dari` to `sampai`, of all books
/// or of one.
pub fn hitung(catatan: &Catatan, periode: Periode, buku: Option<Uuid>) -> Statistik {
    let mut statistik = Statistik::default();
    let mut bulan = bulan_kosong(periode);
    let mut pemberitahuan = Vec::new();
    let mut pemberian = Vec::new();
    for baris in terurut(catatan, buku) {
        let diterima = baris.diterima();
        let cacat = cacat(catatan, &baris);
        let Some(diterima) = diterima else {
            statistik.tanpa_tanggal += 1;
            statistik.catat_cacat(&baris, cacat);
            continue;
        };
        if diterima < periode.dari || diterima > periode.sampai {
            continue;
        }
        statistik.catat_cacat(&baris, cacat);
        statistik.permohonan += 1;
        *bulan.entry((diterima.year(), diterima.month())).or_default() += 1;
        let kanal = baris.perkara.permohonan.as_ref().map_or("tidak tercatat", |p| p.kanal.nama());
        *statistik.kanal.entry(kanal.to_owned()).or_default() += 1;
        statistik.catat_hasil(&baris);
        let nomor = baris.no();
        let lama = |sampai: Option<NaiveDate>| {
            let sampai = sampai.filter(|sampai| *sampai >= diterima)?;
            Some((baris.aturan.kerja.selisih(diterima, sampai), sampai == diterima, nomor.clone()))
        };
        let jawaban = baris.perkara.jawaban.as_ref().and_then(|j| j.dikirim.tanggal);
        let diberikan = baris.perkara.pemberian.first().and_then(|(k, _)| k.tanggal);
        pemberitahuan.extend(lama(jawaban));
        pemberian.extend(lama(diberikan));
        if let Some(tenggat) = tenggat::pemberitahuan(&baris.perkara, baris.aturan) {
            let keadaan = tenggat.keadaan(catatan.sudut.hari());
            if keadaan != Keadaan::Gugur && jawaban.is_none_or(|jawaban| jawaban >= diterima) {
                *statistik.ketepatan.entry(keadaan.nama()).or_default() += 1;
            }
        }
    }
    statistik.per_bulan = bulan.into_values().collect();
    statistik.pemberitahuan = Waktu::dari(pemberitahuan);
    statistik.pemberian = Waktu::dari(pemberian);
    statistik
}

/// Rows of the registers, in the order of the log.
fn terurut(catatan: &Catatan, buku: Option<Uuid>) -> Vec<Baris<'_>> {
    let mut daftar = perkara::semua(catatan);
    daftar.retain(|baris| {
        baris.milik_register() && buku.is_none_or(|buku| baris.buku() == Some(buku))
    });
    daftar.sort_by_key(|baris| catatan.perkara[&baris.id][0].position);
    daftar
}

impl Baris<'_> {
    fn no(&self) -> No {
        let no = self.perkara.impor.as_ref().and_then(|impor| impor.no);
        no.map_or_else(|| No::Teks(self.nomor()), No::Angka)
    }

    /// The register book the case stands in.
    pub fn buku(&self) -> Option<Uuid> {
        let register = self.perkara.nomor.as_ref().map(|nomor| nomor.buku);
        register.or_else(|| self.perkara.impor.as_ref().map(|impor| impor.buku))
    }
}

fn bulan_kosong(periode: Periode) -> BTreeMap<(i32, u32), usize> {
    let awal = periode.dari.with_day(1).unwrap_or(periode.dari);
    let bulan =
        std::iter::successors(Some(awal), |hari| hari.checked_add_months(chrono::Months::new(1)));
    let bulan = bulan.take_while(|hari| *hari <= periode.sampai);
    bulan.map(|hari| ((hari.year(), hari.month()), 0)).collect()
}

/// Kinds of cacat on the facts of a case, each once.
fn cacat(catatan: &Catatan, baris: &Baris<'_>) -> Vec<String> {
    let fakta = catatan.perkara[&baris.id].iter();
    let mut uraian: Vec<String> =
        fakta.flat_map(|t| &t.cacat).map(|cacat| cacat.uraian.clone()).collect();
    uraian.sort();
    uraian.dedup();
    uraian
}

impl Statistik {
    fn catat_cacat(&mut self, baris: &Baris<'_>, cacat: Vec<String>) {
        for uraian in cacat {
            self.cacat.entry(uraian).or_default().push(baris.no());
        }
    }

    fn catat_hasil(&mut self, baris: &Baris<'_>) {
        let perkara = &baris.perkara;
        match perkara.jawaban.as_ref().map(|jawaban| jawaban.hasil) {
            Some(Hasil::Dikabulkan(_)) => self.dikabulkan += 1,
            Some(Hasil::Ditolak(_)) => self.ditolak += 1,
            Some(Hasil::TidakDikuasai | Hasil::Lain) | None => self.lain += 1,
        }
        self.terbuka += usize::from(perkara.menunggu_jawaban());
    }
}

impl Waktu {
    fn dari(mut lama: Vec<(i64, bool, No)>) -> Self {
        let lewat: Vec<No> =
            lama.iter().filter(|(hk, _, _)| *hk > 10).map(|(_, _, nomor)| nomor.clone()).collect();
        lama.sort();
        let n = lama.len();
        let jumlah: i64 = lama.iter().map(|(hk, _, _)| hk).sum();
        let tengah = |i: usize| lama.get(i).map(|(hk, _, _)| *hk);
        let median = match (n, n % 2) {
            (0, _) => None,
            (_, 1) => tengah(n / 2).map(f64_dari),
            (_, _) => tengah(n / 2 - 1).zip(tengah(n / 2)).map(|(a, b)| f64_dari(a + b) / 2.0),
        };
        Waktu {
            n,
            rerata_hk: (n > 0).then(|| dua_desimal(jumlah, n)),
            median_hk: median,
            maks_hk: lama.last().map(|(hk, _, _)| *hk),
            lewat_10_hk: lewat.len(),
            lewat_10_hk_no: lewat,
            hari_sama: lama.iter().filter(|(_, sama, _)| *sama).count(),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "day counts are far below 2^52")]
fn f64_dari(n: i64) -> f64 {
    n as f64
}

fn dua_desimal(jumlah: i64, n: usize) -> f64 {
    let n = i64::try_from(n).expect("a count of rows fits in 64 bits");
    (f64_dari(jumlah) / f64_dari(n) * 100.0).round() / 100.0
}
