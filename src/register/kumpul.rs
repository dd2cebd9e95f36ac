//! Gathers the rows of a book: today's from the tables, those of a moment from
//! the facts, a piece at a time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::JenisAliran;
use events::waktu::TAHUN;
use projections::catatan::{Catatan, Sudut};
use projections::katalog::{self, BarisDik, BarisKatalog};
use projections::perkara;
use projections::register::{self, BarisKeberatan, BarisPermohonan, Kursor, Saringan};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Baris, Isi, JenisRegister, Permintaan, Register};
use crate::app::App;
use crate::log::Values;

/// Cases or entries that are in memory beside the book.
const POTONGAN: usize = 1_000;
/// Rows of a table that are read at once.
const SEKALI: usize = 1_000;

/// From when one looks, and what answers.
#[derive(Clone, Copy, Debug)]
pub enum Sumber {
    /// Everything that is known: the tables answer.
    Kini(Sudut),
    /// As at a moment: the facts answer.
    Saat(Sudut),
}

/// Which rows of a book.
#[derive(Clone, Copy, Debug)]
pub struct Halaman {
    pub sesudah: Option<Kursor>,
    /// The number of the first row.
    pub mulai: u64,
    pub banyak: usize,
}

/// How much whoever asked can wait for.
#[derive(Clone, Copy, Debug)]
pub struct Batas {
    pub baris: usize,
    /// Cases that are computed for one look back.
    pub kasus: usize,
}

/// More than whoever asked can wait for.
#[derive(Debug, thiserror::Error)]
pub enum TerlaluBanyak {
    #[error("register ini lebih dari {0} baris; persempit periodenya atau pilih satu unit")]
    Baris(usize),
    #[error(
        "melihat ke belakang menghitung {0} perkara; persempit periodenya, atau pakai jejak register"
    )]
    Kasus(usize),
}

/// Hears how many cases were computed, and of how many.
pub type Maju<'a> = &'a mut (dyn FnMut(u64, u64) + Send);

impl Sumber {
    pub fn sudut(self) -> Sudut {
        match self {
            Sumber::Kini(sudut) | Sumber::Saat(sudut) => sudut,
        }
    }
}

impl Halaman {
    pub const SEMUA: Halaman = Halaman { sesudah: None, mulai: 1, banyak: usize::MAX };

    /// One row more tells whether there is another page, or too much.
    fn perlu(self, batas: Batas) -> usize {
        self.banyak.min(batas.baris).saturating_add(1)
    }

    /// Cuts the rows to the page, and tells where the next one goes on.
    fn potong<B: Bertempat>(
        self,
        baris: &mut Vec<B>,
        batas: Batas,
    ) -> Result<Option<Kursor>, TerlaluBanyak> {
        if baris.len() > self.banyak {
            baris.truncate(self.banyak);
            return Ok(baris.last().map(Bertempat::tempat));
        }
        if baris.len() > batas.baris {
            return Err(TerlaluBanyak::Baris(batas.baris));
        }
        Ok(None)
    }
}

impl Batas {
    pub const TANPA: Batas = Batas { baris: usize::MAX, kasus: usize::MAX };
}

/// Reads a book, or a page of it.
pub async fn kumpulkan(
    app: &App,
    permintaan: Permintaan,
    sumber: Sumber,
    (halaman, batas): (Halaman, Batas),
    maju: Maju<'_>,
) -> anyhow::Result<Register> {
    let sudut = sumber.sudut();
    let (posisi, _, akar) = app.log.head().await?;
    let (isi, berikutnya) = match permintaan.jenis {
        JenisRegister::Permohonan => {
            let mut semua = baris(app, permintaan, sumber, (halaman, batas), maju).await?;
            let berikutnya = halaman.potong(&mut semua, batas)?;
            (Isi::Permohonan(pilah(semua, permintaan)), berikutnya)
        }
        JenisRegister::Keberatan => {
            let mut semua = baris(app, permintaan, sumber, (halaman, batas), maju).await?;
            let berikutnya = halaman.potong(&mut semua, batas)?;
            (Isi::Keberatan(pilah(semua, permintaan)), berikutnya)
        }
        JenisRegister::Dip => {
            let mut semua = entri(app, permintaan, sudut, halaman, dip).await?;
            let berikutnya = halaman.potong(&mut semua, batas)?;
            (Isi::Dip(semua), berikutnya)
        }
        JenisRegister::Dik => {
            let mut semua = entri(app, permintaan, sudut, halaman, dik).await?;
            let berikutnya = halaman.potong(&mut semua, batas)?;
            (Isi::Dik(semua), berikutnya)
        }
    };
    let (unit, akar, mulai) = (nama_unit(app, sudut).await?, hex::encode(akar), halaman.mulai);
    Ok(Register { permintaan, sudut, posisi, akar, unit, isi, mulai, berikutnya })
}

/// Units with their names from a point of view.
pub async fn nama_unit(app: &App, sudut: Sudut) -> anyhow::Result<BTreeMap<Uuid, String>> {
    let catatan = app.catatan_untuk(&[], sudut).await?;
    let nama = |id: &Uuid| Some((*id, catatan.nama_unit(*id)?.to_string()));
    Ok(catatan.dasar.unit.keys().filter_map(nama).collect())
}

/// What has a place in a book; without a day it stands behind all others.
trait Bertempat {
    fn tempat(&self) -> Kursor;
}

impl Bertempat for BarisPermohonan {
    fn tempat(&self) -> Kursor {
        self.kursor()
    }
}

impl Bertempat for BarisKeberatan {
    fn tempat(&self) -> Kursor {
        self.kursor()
    }
}

impl Bertempat for BarisKatalog {
    fn tempat(&self) -> Kursor {
        Kursor { tanggal: None, posisi: self.posisi }
    }
}

impl Bertempat for BarisDik {
    fn tempat(&self) -> Kursor {
        Kursor { tanggal: None, posisi: self.posisi }
    }
}

fn urutan(tempat: Kursor) -> (NaiveDate, i64) {
    (tempat.tanggal.unwrap_or(NaiveDate::MAX), tempat.posisi)
}

/// The next rows behind a place, in their order.
fn susun<B: Bertempat>(semua: &mut Vec<B>, sesudah: Option<Kursor>, banyak: usize) {
    if let Some(sesudah) = sesudah {
        semua.retain(|satu| urutan(satu.tempat()) > urutan(sesudah));
    }
    semua.sort_by_key(|satu| urutan(satu.tempat()));
    semua.truncate(banyak);
}

/// A row of a register, wherever it comes from.
trait Dibukukan: Bertempat + Sized {
    fn pada(catatan: &Catatan, saringan: Saringan) -> Vec<Self>;
    async fn halaman(
        saringan: Saringan,
        sesudah: Option<Kursor>,
        banyak: i64,
        tujuan: &mut PgConnection,
    ) -> sqlx::Result<Vec<Self>>;
    /// Days of receipt of the cases that can have a row.
    fn calon(permintaan: Permintaan) -> (NaiveDate, NaiveDate);
}

impl Dibukukan for BarisPermohonan {
    fn pada(catatan: &Catatan, saringan: Saringan) -> Vec<Self> {
        register::permohonan_pada(catatan, saringan, None, usize::MAX)
    }

    async fn halaman(
        saringan: Saringan,
        sesudah: Option<Kursor>,
        banyak: i64,
        tujuan: &mut PgConnection,
    ) -> sqlx::Result<Vec<Self>> {
        register::permohonan(saringan, sesudah, banyak, tujuan).await
    }

    fn calon(permintaan: Permintaan) -> (NaiveDate, NaiveDate) {
        let (awal, akhir) = kapan_saja();
        (permintaan.dari.unwrap_or(awal), permintaan.sampai.unwrap_or(akhir))
    }
}

impl Dibukukan for BarisKeberatan {
    fn pada(catatan: &Catatan, saringan: Saringan) -> Vec<Self> {
        register::keberatan_pada(catatan, saringan, None, usize::MAX)
    }

    async fn halaman(
        saringan: Saringan,
        sesudah: Option<Kursor>,
        banyak: i64,
        tujuan: &mut PgConnection,
    ) -> sqlx::Result<Vec<Self>> {
        register::keberatan(saringan, sesudah, banyak, tujuan).await
    }

    /// The day of a keberatan is another than that of its case.
    fn calon(_: Permintaan) -> (NaiveDate, NaiveDate) {
        kapan_saja()
    }
}

/// Every day on which a case may have come.
fn kapan_saja() -> (NaiveDate, NaiveDate) {
    let hari = |tahun| NaiveDate::from_yo_opt(tahun, 1).expect("a year has a first day");
    (hari(*TAHUN.start()), hari(*TAHUN.end() + 1))
}

async fn baris<B: Dibukukan>(
    app: &App,
    permintaan: Permintaan,
    sumber: Sumber,
    (halaman, batas): (Halaman, Batas),
    maju: Maju<'_>,
) -> anyhow::Result<Vec<B>> {
    let (sesudah, banyak) = (halaman.sesudah, halaman.perlu(batas));
    let sudut = match sumber {
        Sumber::Kini(_) => return dari_tabel(app, permintaan, sesudah, banyak).await,
        Sumber::Saat(sudut) => sudut,
    };
    let mut tujuan = app.pool.acquire().await?;
    let calon = perkara::calon_periode(B::calon(permintaan), sudut, &mut tujuan).await?;
    drop(tujuan);
    anyhow::ensure!(calon.len() <= batas.kasus, TerlaluBanyak::Kasus(calon.len()));
    let saringan = Saringan { unit: permintaan.unit, ..Saringan::default() };
    let mut terkumpul: Vec<B> = Vec::new();
    for potongan in calon.chunks(POTONGAN) {
        let catatan = app.catatan_untuk(potongan, sudut).await?;
        let baris = B::pada(&catatan, saringan).into_iter();
        terkumpul.extend(baris.filter(|satu| permintaan.memuat(satu.tempat().tanggal)));
        // No more than the page is kept.
        susun(&mut terkumpul, sesudah, banyak);
        maju(potongan.len() as u64, calon.len() as u64);
    }
    Ok(terkumpul)
}

/// Rows of the period, then those of no day.
async fn dari_tabel<B: Dibukukan>(
    app: &App,
    permintaan: Permintaan,
    sesudah: Option<Kursor>,
    banyak: usize,
) -> anyhow::Result<Vec<B>> {
    let Permintaan { dari, sampai, unit, .. } = permintaan;
    let semua_hari = Saringan { unit, ..Saringan::default() };
    let periode = Saringan { dari, sampai, ..semua_hari };
    let sudah_lewat = sesudah.filter(|tempat| tempat.tanggal.is_none());
    let mut tx = app.pool.begin_with("begin isolation level repeatable read").await?;
    let mut terkumpul = Vec::new();
    if !(permintaan.berperiode() && sudah_lewat.is_some()) {
        tambah(&mut terkumpul, periode, sesudah, banyak, &mut tx).await?;
    }
    if permintaan.berperiode() {
        let awal = sudah_lewat.unwrap_or(Kursor { tanggal: None, posisi: 0 });
        tambah(&mut terkumpul, semua_hari, Some(awal), banyak, &mut tx).await?;
    }
    tx.commit().await?;
    Ok(terkumpul)
}

/// Reads on behind a place until there are so many rows, or no more.
async fn tambah<B: Dibukukan>(
    terkumpul: &mut Vec<B>,
    saringan: Saringan,
    mut sesudah: Option<Kursor>,
    banyak: usize,
    tujuan: &mut PgConnection,
) -> anyhow::Result<()> {
    while terkumpul.len() < banyak {
        let sekali = SEKALI.min(banyak - terkumpul.len());
        let baris = B::halaman(saringan, sesudah, i64::try_from(sekali)?, tujuan).await?;
        let habis = baris.len() < sekali;
        terkumpul.extend(baris);
        if habis {
            break;
        }
        sesudah = terkumpul.last().map(Bertempat::tempat);
    }
    Ok(())
}

/// With no period all rows are of one list.
fn pilah<B: Bertempat>(semua: Vec<B>, permintaan: Permintaan) -> Baris<B> {
    if !permintaan.berperiode() {
        return Baris { dalam: semua, tanpa_tanggal: Vec::new() };
    }
    let (dalam, tanpa_tanggal) =
        semua.into_iter().partition(|satu| satu.tempat().tanggal.is_some());
    Baris { dalam, tanpa_tanggal }
}

/// The catalogue is far smaller than the cases: its facts answer for any day.
async fn entri<B: Bertempat>(
    app: &App,
    permintaan: Permintaan,
    sudut: Sudut,
    halaman: Halaman,
    dari: fn(&Catatan, Permintaan) -> Vec<B>,
) -> anyhow::Result<Vec<B>> {
    let dasar = app.tampilan.dasar().await?.pada(sudut);
    let mut semua = Vec::new();
    for potongan in app.log.stream_ids(JenisAliran::Katalog).await?.chunks(POTONGAN) {
        let fakta = app.log.streams(potongan, Values::Sealed).await?;
        let catatan = Catatan::di_atas(dasar.clone(), fakta, sudut);
        semua.extend(dari(&catatan, permintaan));
    }
    susun(&mut semua, halaman.sesudah, usize::MAX);
    Ok(semua)
}

fn dip(catatan: &Catatan, permintaan: Permintaan) -> Vec<BarisKatalog> {
    let hari = catatan.sudut.hari();
    let mut semua = katalog::semua(catatan);
    semua.retain(|baris| {
        baris.publik(hari) && permintaan.milik(baris.unit) && permintaan.memuat(Some(baris.dibuat))
    });
    semua
}

/// What has no day of its decree is in every list: there is no other for it.
fn dik(catatan: &Catatan, permintaan: Permintaan) -> Vec<BarisDik> {
    let mut semua = katalog::dik(catatan);
    semua.retain(|baris| permintaan.milik(baris.unit) && permintaan.memuat(baris.ditetapkan));
    semua
}
