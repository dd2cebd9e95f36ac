//! Figures of a period, of one unit or of the office: pure sums over rows.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::konsolidasi::TidakCocok;
use super::waktu::Waktu;
use super::{BarisLaporan, KeberatanLaporan, Rekaman, SengketaLaporan};

/// The days that a report tells of, the last one among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kurun {
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
}

impl Kurun {
    pub(super) fn memuat(self, hari: Option<NaiveDate>) -> bool {
        hari.is_some_and(|hari| (self.dari..=self.sampai).contains(&hari))
    }
}

/// What was left, what came, what was finished, what is left: the first two
/// together are the last two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Arus {
    pub sisa_lalu: u64,
    pub masuk: u64,
    pub selesai: u64,
    pub sisa: u64,
    /// Came in nobody knows when: in no period.
    pub tanpa_tanggal: u64,
}

/// When something ended.
#[derive(Clone, Copy)]
enum Akhir {
    Belum,
    Pada(NaiveDate),
    /// It did, on a day that nobody wrote down: taken for the day it began.
    Entah,
}

impl Akhir {
    fn dari(terbuka: bool, pada: Option<NaiveDate>) -> Self {
        match (terbuka, pada) {
            (true, _) => Akhir::Belum,
            (false, Some(hari)) => Akhir::Pada(hari),
            (false, None) => Akhir::Entah,
        }
    }
}

impl Arus {
    /// Whether it was there in the period at all.
    fn catat(&mut self, kurun: Kurun, mulai: Option<NaiveDate>, akhir: Akhir) -> bool {
        let Some(mulai) = mulai else {
            self.tanpa_tanggal += 1;
            return false;
        };
        // An end before the beginning is a slip of the pen: it ended at once.
        let akhir = match akhir {
            Akhir::Belum => None,
            Akhir::Pada(hari) => Some(hari.max(mulai)),
            Akhir::Entah => Some(mulai),
        };
        if mulai > kurun.sampai || akhir.is_some_and(|akhir| akhir < kurun.dari) {
            return false;
        }
        match mulai < kurun.dari {
            true => self.sisa_lalu += 1,
            false => self.masuk += 1,
        }
        match akhir.is_some_and(|akhir| akhir <= kurun.sampai) {
            true => self.selesai += 1,
            false => self.sisa += 1,
        }
        true
    }
}

/// How many of each kind.
pub type Menurut = BTreeMap<String, u64>;

fn tambah(menurut: &mut Menurut, kata: &str) {
    *menurut.entry(kata.to_owned()).or_default() += 1;
}

/// What a report counts. Everything in it adds up over units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Angka {
    pub permohonan: Arus,
    /// Of those received in the period.
    pub hasil: Menurut,
    /// Why: a letter of Pasal 17 as `17h`, or a word; a refusal may have several.
    pub alasan_penolakan: Menurut,
    pub jenis_pemohon: Menurut,
    pub jenis_informasi: Menurut,
    /// Working days until the written notice, and how many took so long.
    pub dijawab_hk: BTreeMap<i64, u64>,
    pub diberikan_hk: BTreeMap<i64, u64>,
    pub keberatan: Arus,
    /// Letters of Pasal 35(1) UU 14/2008, of those received in the period.
    pub alasan_keberatan: Menurut,
    pub putusan_keberatan: Menurut,
    pub sengketa: Arus,
    /// Of those that were under way in the period.
    pub mediasi: Menurut,
    pub putusan_sengketa: Menurut,
    pub gugatan: u64,
    pub putusan_pengadilan: u64,
    pub inkracht: u64,
    pub dilaksanakan: u64,
}

/// Outcomes under which a request counts, in the order of a report.
pub const HASIL: [&str; 10] = [
    "dikabulkan",
    "dikabulkan sebagian",
    "ditolak",
    "ditolak sebagian",
    "tidak dikuasai",
    "dijawab",
    "dicabut",
    "dialihkan",
    "tidak ditindaklanjuti",
    BELUM,
];

const BELUM: &str = "belum dijawab";
const TIDAK_TERCATAT: &str = "tidak tercatat";

impl Angka {
    pub(super) fn permohonan(&mut self, kurun: Kurun, baris: &BarisLaporan) {
        let akhir = Akhir::dari(baris.terbuka, baris.selesai);
        self.permohonan.catat(kurun, baris.diterima, akhir);
        if !kurun.memuat(baris.diterima) {
            return;
        }
        tambah(&mut self.hasil, baris.hasil.as_deref().unwrap_or(BELUM));
        for alasan in &baris.alasan {
            tambah(&mut self.alasan_penolakan, alasan);
        }
        tambah(&mut self.jenis_pemohon, &baris.jenis_pemohon);
        let jenis = baris.jenis_informasi.as_deref().unwrap_or(TIDAK_TERCATAT);
        tambah(&mut self.jenis_informasi, jenis);
        if let Some(hk) = baris.dijawab_hk {
            *self.dijawab_hk.entry(hk).or_default() += 1;
        }
        if let Some(hk) = baris.diberikan_hk {
            *self.diberikan_hk.entry(hk).or_default() += 1;
        }
    }

    pub(super) fn keberatan(&mut self, kurun: Kurun, baris: &KeberatanLaporan) {
        let akhir = Akhir::dari(baris.terbuka, baris.selesai());
        self.keberatan.catat(kurun, baris.diterima, akhir);
        if !kurun.memuat(baris.diterima) {
            return;
        }
        for alasan in &baris.alasan {
            tambah(&mut self.alasan_keberatan, alasan);
        }
        let putusan = match (&baris.putusan, baris.terbuka) {
            (Some(putusan), _) => putusan,
            (None, true) => "belum ditanggapi",
            (None, false) => "dicabut",
        };
        tambah(&mut self.putusan_keberatan, putusan);
    }

    pub(super) fn sengketa(&mut self, kurun: Kurun, baris: &SengketaLaporan) {
        let akhir = Akhir::dari(baris.terbuka, baris.selesai);
        if !self.sengketa.catat(kurun, baris.diajukan, akhir) {
            return;
        }
        if let Some(mediasi) = &baris.mediasi {
            tambah(&mut self.mediasi, mediasi);
        }
        tambah(&mut self.putusan_sengketa, baris.putusan.as_deref().unwrap_or("belum diputus"));
        let pada = |hari| u64::from(kurun.memuat(hari));
        self.gugatan += pada(baris.digugat);
        self.putusan_pengadilan += pada(baris.putusan_pengadilan);
        self.inkracht += pada(baris.inkracht);
        self.dilaksanakan += pada(baris.dilaksanakan);
    }

    /// Every figure with its name, in the order of a report.
    pub fn garis(&self) -> Vec<(String, u64)> {
        let mut garis = Vec::new();
        arus(&mut garis, "permohonan", self.permohonan);
        menurut(&mut garis, "hasil", &self.hasil);
        menurut(&mut garis, "alasan penolakan", &self.alasan_penolakan);
        menurut(&mut garis, "jenis pemohon", &self.jenis_pemohon);
        menurut(&mut garis, "jenis informasi", &self.jenis_informasi);
        for (nama, hari) in [("dijawab", &self.dijawab_hk), ("diberikan", &self.diberikan_hk)] {
            garis.extend(hari.iter().map(|(hk, n)| (format!("{nama} dalam {hk} hk"), *n)));
        }
        arus(&mut garis, "keberatan", self.keberatan);
        menurut(&mut garis, "alasan keberatan", &self.alasan_keberatan);
        menurut(&mut garis, "tanggapan keberatan", &self.putusan_keberatan);
        arus(&mut garis, "sengketa", self.sengketa);
        menurut(&mut garis, "mediasi", &self.mediasi);
        menurut(&mut garis, "putusan sengketa", &self.putusan_sengketa);
        for (nama, n) in [
            ("gugatan ke pengadilan", self.gugatan),
            ("putusan pengadilan", self.putusan_pengadilan),
            ("berkekuatan hukum tetap", self.inkracht),
            ("putusan dilaksanakan", self.dilaksanakan),
        ] {
            garis.push((nama.to_owned(), n));
        }
        garis
    }

    /// What must agree within one report.
    pub(super) fn periksa(&self, siapa: &str) -> Vec<TidakCocok> {
        let mut salah = Vec::new();
        let mut sama = |hal: &str, kiri: u64, kanan: u64| {
            if kiri != kanan {
                let hal = format!("{siapa}: {hal}");
                salah.push(TidakCocok { hal, kiri, kanan });
            }
        };
        for (nama, arus) in [
            ("permohonan", self.permohonan),
            ("keberatan", self.keberatan),
            ("sengketa", self.sengketa),
        ] {
            let hal = format!("sisa lalu + masuk = selesai + sisa ({nama})");
            sama(&hal, arus.sisa_lalu + arus.masuk, arus.selesai + arus.sisa);
        }
        let masuk = self.permohonan.masuk;
        sama("jumlah menurut hasil = permohonan masuk", self.hasil.values().sum(), masuk);
        sama("jumlah menurut pemohon = permohonan masuk", self.jenis_pemohon.values().sum(), masuk);
        let jenis = self.jenis_informasi.values().sum();
        sama("jumlah menurut jenis informasi = permohonan masuk", jenis, masuk);
        let ditanggapi = self.putusan_keberatan.values().sum();
        sama("jumlah menurut tanggapan = keberatan masuk", ditanggapi, self.keberatan.masuk);
        salah
    }
}

fn arus(garis: &mut Vec<(String, u64)>, nama: &str, arus: Arus) {
    for (hal, n) in [
        ("sisa lalu", arus.sisa_lalu),
        ("masuk", arus.masuk),
        ("selesai", arus.selesai),
        ("sisa", arus.sisa),
        ("tanpa tanggal", arus.tanpa_tanggal),
    ] {
        garis.push((format!("{nama}: {hal}"), n));
    }
}

fn menurut(garis: &mut Vec<(String, u64)>, nama: &str, menurut: &Menurut) {
    garis.extend(menurut.iter().map(|(kata, n)| (format!("{nama}: {kata}"), *n)));
}

impl AddAssign<&Angka> for Angka {
    fn add_assign(&mut self, lain: &Angka) {
        let arus = |kiri: &mut Arus, kanan: Arus| {
            kiri.sisa_lalu += kanan.sisa_lalu;
            kiri.masuk += kanan.masuk;
            kiri.selesai += kanan.selesai;
            kiri.sisa += kanan.sisa;
            kiri.tanpa_tanggal += kanan.tanpa_tanggal;
        };
        arus(&mut self.permohonan, lain.permohonan);
        arus(&mut self.keberatan, lain.keberatan);
        arus(&mut self.sengketa, lain.sengketa);
        for (kiri, kanan) in [
            (&mut self.hasil, &lain.hasil),
            (&mut self.alasan_penolakan, &lain.alasan_penolakan),
            (&mut self.jenis_pemohon, &lain.jenis_pemohon),
            (&mut self.jenis_informasi, &lain.jenis_informasi),
            (&mut self.alasan_keberatan, &lain.alasan_keberatan),
            (&mut self.putusan_keberatan, &lain.putusan_keberatan),
            (&mut self.mediasi, &lain.mediasi),
            (&mut self.putusan_sengketa, &lain.putusan_sengketa),
        ] {
            for (kata, n) in kanan {
                *kiri.entry(kata.clone()).or_default() += n;
            }
        }
        for (kiri, kanan) in
            [(&mut self.dijawab_hk, &lain.dijawab_hk), (&mut self.diberikan_hk, &lain.diberikan_hk)]
        {
            for (hk, n) in kanan {
                *kiri.entry(*hk).or_default() += n;
            }
        }
        self.gugatan += lain.gugatan;
        self.putusan_pengadilan += lain.putusan_pengadilan;
        self.inkracht += lain.inkracht;
        self.dilaksanakan += lain.dilaksanakan;
    }
}

/// The report of one unit, or of the whole office.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Laporan {
    pub kurun: Kurun,
    pub angka: Angka,
    pub dijawab: Waktu,
    pub diberikan: Waktu,
    /// Cases of others in which the unit helped.
    pub bantuan: u64,
    /// Received in the period, in the order of the register.
    pub permohonan: Vec<BarisLaporan>,
    /// Received in the period.
    pub keberatan: Vec<KeberatanLaporan>,
    /// Under way in the period.
    pub sengketa: Vec<SengketaLaporan>,
}

/// Whose report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Milik {
    Kantor,
    Unit(Uuid),
    /// What no unit answers for: the PPID Utama's own.
    TanpaUnit,
}

impl Milik {
    pub fn memuat(self, unit: Option<Uuid>) -> bool {
        match self {
            Milik::Kantor => true,
            Milik::Unit(satu) => unit == Some(satu),
            Milik::TanpaUnit => unit.is_none(),
        }
    }
}

impl Laporan {
    pub fn dari(rekaman: &Rekaman, kurun: Kurun, milik: Milik) -> Self {
        let mut angka = Angka::default();
        let permohonan = rekaman.permohonan.iter().filter(|baris| milik.memuat(baris.unit));
        let keberatan = rekaman.keberatan.iter().filter(|baris| milik.memuat(baris.unit));
        let sengketa = rekaman.sengketa.iter().filter(|b| b.utama && milik.memuat(b.unit));
        permohonan.clone().for_each(|baris| angka.permohonan(kurun, baris));
        keberatan.clone().for_each(|baris| angka.keberatan(kurun, baris));
        let mut berjalan = Vec::new();
        for baris in sengketa {
            let sebelum = angka.sengketa;
            angka.sengketa(kurun, baris);
            if (sebelum.masuk, sebelum.sisa_lalu)
                != (angka.sengketa.masuk, angka.sengketa.sisa_lalu)
            {
                berjalan.push(baris.clone());
            }
        }
        let dibantu = |baris: &&BarisLaporan| match milik {
            Milik::Unit(unit) => baris.unit != Some(unit) && baris.bantuan.contains(&unit),
            Milik::Kantor | Milik::TanpaUnit => false,
        };
        let masuk = rekaman.permohonan.iter().filter(|baris| kurun.memuat(baris.diterima));
        Laporan {
            kurun,
            dijawab: Waktu::dari(&angka.dijawab_hk),
            diberikan: Waktu::dari(&angka.diberikan_hk),
            bantuan: masuk.filter(dibantu).count() as u64,
            permohonan: permohonan.filter(|b| kurun.memuat(b.diterima)).cloned().collect(),
            keberatan: keberatan.filter(|b| kurun.memuat(b.diterima)).cloned().collect(),
            sengketa: berjalan,
            angka,
        }
    }
}
