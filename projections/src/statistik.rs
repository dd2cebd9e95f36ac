//! Figures of the permohonan received in a period (Pasal 12 UU 14/2008, Pasal
//! 57(2) Perki 1/2021).
//!
//! Working days are counted from receipt with day 1 the next working day. The
//! written notice is the statutory clock; handing over the documents is shown
//! beside it. Rows that cannot be used are named, never dropped.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use events::pemberitahuan::{Hasil, Jawaban};
use events::pihak::Lingkup;
use events::tenggat::{self, Keadaan};
use serde::Serialize;
use uuid::Uuid;

use crate::alasan::alasan;
use crate::bahan::{Bahan, rentang};
use crate::catatan::Catatan;
use crate::lembar::{Lembar, baris_tabel};
use crate::perkara::{self, Baris};
use crate::proyeksi::Bentuk;

mod tabel;

pub use tabel::dari_tabel;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "statistik",
    versi: 3,
    sql: include_str!("statistik.sql"),
    milik_perkara: &["statistik"],
    pengaruh: Some("statistik"),
    sengketa: None,
};

#[derive(Clone, Copy, Debug)]
pub struct Periode {
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Statistik {
    pub permohonan: usize,
    pub dikabulkan: usize,
    /// Of these, in part.
    pub dikabulkan_sebagian: usize,
    pub ditolak: usize,
    /// Why, by letter of Pasal 17 or in words; one refusal may have several.
    pub alasan_penolakan: BTreeMap<String, usize>,
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

/// What one permohonan of the registers adds to the figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarisStatistik {
    pub perkara: Uuid,
    pub posisi: i64,
    pub buku: Option<Uuid>,
    /// Without a sign in the source; with one here, where it is very large.
    pub no: Option<i64>,
    pub nomor: String,
    pub diterima: Option<NaiveDate>,
    pub kanal: &'static str,
    pub hasil: &'static str,
    pub sebagian: bool,
    pub alasan: Vec<String>,
    pub terbuka: bool,
    pub pemberitahuan: Option<NaiveDate>,
    /// Working days since receipt; none where it came before.
    pub pemberitahuan_hk: Option<i64>,
    pub pemberian: Option<NaiveDate>,
    pub pemberian_hk: Option<i64>,
    /// The limit of the written notice.
    pub paling_awal: Option<NaiveDate>,
    pub paling_lambat: Option<NaiveDate>,
    pub dipenuhi: Option<NaiveDate>,
    pub gugur: bool,
    /// A JSON list of words, each once; none where nothing is wrong.
    pub cacat: Vec<String>,
    pub pengaruh_dari: NaiveDate,
    pub pengaruh_sampai: NaiveDate,
}

baris_tabel! {
    BarisStatistik as "statistik":
    perkara, posisi, buku, no, nomor, diterima, kanal, hasil, sebagian, alasan, terbuka,
    pemberitahuan, pemberitahuan_hk, pemberian, pemberian_hk, paling_awal, paling_lambat,
    dipenuhi, gugur, cacat, pengaruh_dari, pengaruh_sampai
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let kasus = bahan.kasus.iter();
    vec![Lembar::dari(kasus.filter_map(|k| BarisStatistik::dari(bahan.catatan, &k.baris)))]
}

impl BarisStatistik {
    /// The row of a case; none where it holds no permohonan of this office.
    fn dari(catatan: &Catatan, baris: &Baris<'_>) -> Option<Self> {
        let perkara = &baris.perkara;
        let permohonan = perkara.permohonan.as_ref().filter(|_| baris.milik_register())?;
        let tenggat = tenggat::pemberitahuan(perkara, baris.aturan);
        let diterima = baris.diterima();
        let (pengaruh_dari, pengaruh_sampai) = rentang(baris, tenggat.as_slice());
        let pemberitahuan = perkara.jawaban.as_ref().and_then(|j| j.dikirim.tanggal);
        let pemberian = perkara.pemberian.first().and_then(|(k, _)| k.tanggal);
        Some(BarisStatistik {
            perkara: baris.id,
            posisi: catatan.perkara[&baris.id].first()?.position.cast_signed(),
            buku: baris.buku(),
            no: perkara.impor.as_ref().and_then(|impor| impor.no).map(u64::cast_signed),
            nomor: baris.nomor(),
            diterima,
            kanal: permohonan.kanal.nama(),
            hasil: match perkara.jawaban.as_ref().map(|jawaban| jawaban.hasil) {
                Some(Hasil::Dikabulkan(_)) => "dikabulkan",
                Some(Hasil::Ditolak(_)) => "ditolak",
                Some(Hasil::TidakDikuasai | Hasil::Lain) | None => "lain",
            },
            sebagian: perkara.jawaban.as_ref().is_some_and(sebagian),
            alasan: alasan(catatan, baris),
            terbuka: perkara.menunggu_jawaban(),
            pemberitahuan,
            pemberitahuan_hk: baris.lama(pemberitahuan),
            pemberian,
            pemberian_hk: baris.lama(pemberian),
            paling_awal: tenggat.as_ref().map(tenggat::Tenggat::paling_awal),
            paling_lambat: tenggat.as_ref().map(tenggat::Tenggat::paling_lambat),
            dipenuhi: tenggat.as_ref().and_then(|tenggat| tenggat.dipenuhi),
            gugur: tenggat.as_ref().is_some_and(|tenggat| tenggat.gugur),
            cacat: cacat(catatan, baris),
            pengaruh_dari,
            pengaruh_sampai,
        })
    }

    fn no(&self) -> No {
        let teks = || No::Teks(self.nomor.clone());
        self.no.map_or_else(teks, |no| No::Angka(no.cast_unsigned()))
    }

    /// Where the written notice stands on a day; nothing where it cannot be
    /// judged.
    fn keadaan(&self, hari_ini: NaiveDate) -> Option<Keadaan> {
        let (awal, lambat) = self.paling_awal.zip(self.paling_lambat)?;
        let mendahului = self.pemberitahuan.zip(self.diterima).is_some_and(|(j, d)| j < d);
        if self.gugur || mendahului {
            return None;
        }
        let hari = self.dipenuhi.unwrap_or(hari_ini);
        Some(if hari > lambat {
            Keadaan::Terlambat
        } else if hari > awal {
            Keadaan::Batas
        } else if self.dipenuhi.is_some() {
            Keadaan::Tepat
        } else {
            Keadaan::Berjalan
        })
    }
}

/// Figures over the permohonan received from `dari` to `sampai`, of all books
/// or of one.
pub fn hitung(catatan: &Catatan, periode: Periode, buku: Option<Uuid>) -> Statistik {
    let mut statistik = Statistik::default();
    let mut bulan = bulan_kosong(periode);
    let mut pemberitahuan = Vec::new();
    let mut pemberian = Vec::new();
    for baris in terurut(catatan, buku) {
        let Some(diterima) = baris.diterima else {
            statistik.tanpa_tanggal += 1;
            statistik.catat_cacat(&baris);
            continue;
        };
        if diterima < periode.dari || diterima > periode.sampai {
            continue;
        }
        statistik.catat_cacat(&baris);
        statistik.permohonan += 1;
        *bulan.entry((diterima.year(), diterima.month())).or_default() += 1;
        *statistik.kanal.entry(baris.kanal.to_owned()).or_default() += 1;
        match baris.hasil {
            "dikabulkan" => {
                statistik.dikabulkan += 1;
                statistik.dikabulkan_sebagian += usize::from(baris.sebagian);
            }
            "ditolak" => statistik.ditolak += 1,
            _ => statistik.lain += 1,
        }
        for alasan in &baris.alasan {
            *statistik.alasan_penolakan.entry(alasan.clone()).or_default() += 1;
        }
        statistik.terbuka += usize::from(baris.terbuka);
        let lama = |hk: Option<i64>, hari| Some((hk?, hari == Some(diterima), baris.no()));
        pemberitahuan.extend(lama(baris.pemberitahuan_hk, baris.pemberitahuan));
        pemberian.extend(lama(baris.pemberian_hk, baris.pemberian));
        if let Some(keadaan) = baris.keadaan(catatan.sudut.hari()) {
            *statistik.ketepatan.entry(keadaan.nama()).or_default() += 1;
        }
    }
    statistik.per_bulan = bulan.into_values().collect();
    statistik.pemberitahuan = Waktu::dari(pemberitahuan);
    statistik.pemberian = Waktu::dari(pemberian);
    statistik
}

/// Rows of the registers, in the order of the log.
fn terurut(catatan: &Catatan, buku: Option<Uuid>) -> Vec<BarisStatistik> {
    let semua = perkara::semua(catatan);
    let baris = semua.iter().filter_map(|baris| BarisStatistik::dari(catatan, baris));
    let mut daftar: Vec<BarisStatistik> =
        baris.filter(|baris| buku.is_none() || baris.buku == buku).collect();
    daftar.sort_by_key(|baris| baris.posisi);
    daftar
}

impl Baris<'_> {
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

/// Granted, with a part that stays closed.
fn sebagian(jawaban: &Jawaban) -> bool {
    jawaban.hasil == Hasil::Dikabulkan(Lingkup::Sebagian)
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
    fn catat_cacat(&mut self, baris: &BarisStatistik) {
        for uraian in &baris.cacat {
            self.cacat.entry(uraian.clone()).or_default().push(baris.no());
        }
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
