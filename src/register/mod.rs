//! The books that the law prescribes, each in the columns of its form: gathered
//! from the tables or, as at a moment, from the facts, and laid out as a paper.
//!
//! Lampiran I, VIII and XI Perki 1/2021 with the union of Pasal 32 and 43. What
//! tells about people is sealed and stays so, unless somebody opens it for a
//! purpose that the log has taken down.

mod katalog;
mod keberatan;
mod kumpul;
mod lajur;
mod permohonan;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use events::AliranId;
use events::waktu::tanggal_panjang;
use projections::catatan::Sudut;
use projections::katalog::{BarisDik, BarisKatalog};
use projections::laporan::Kurun;
use projections::register::{BarisKeberatan, BarisPermohonan, Kursor};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::laporan::nama_kurun;
use crate::log::Values;
use crate::naskah::{Bagian, Naskah, Tabel};
use lajur::{Lajur, Mata};

pub use kumpul::{Batas, Halaman, Sumber, TerlaluBanyak, kumpulkan, nama_unit};

/// Which book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JenisRegister {
    Permohonan,
    Keberatan,
    Dip,
    Dik,
}

pub const SEMUA: [JenisRegister; 4] =
    [JenisRegister::Permohonan, JenisRegister::Keberatan, JenisRegister::Dip, JenisRegister::Dik];

/// What is asked for; without a day or a unit it is all.
#[derive(Clone, Copy, Debug)]
pub struct Permintaan {
    pub jenis: JenisRegister,
    pub dari: Option<NaiveDate>,
    pub sampai: Option<NaiveDate>,
    pub unit: Option<Uuid>,
}

/// What stands in the place of data under a limitation.
const DIBATASI: &str = "dibatasi";

/// Texts by the digests that stand for them.
pub type Terbuka = HashMap<String, String>;

/// A book as it stood.
pub struct Register {
    pub permintaan: Permintaan,
    /// From when one looks.
    pub sudut: Sudut,
    /// Up to where the log was read, and its root there, in hex.
    pub posisi: u64,
    pub akar: String,
    /// Units with their names then.
    pub unit: BTreeMap<Uuid, String>,
    pub isi: Isi,
    /// The number of its first row.
    pub mulai: u64,
    /// Where the next page goes on.
    pub berikutnya: Option<Kursor>,
}

/// The rows of a book.
pub enum Isi {
    Permohonan(Baris<BarisPermohonan>),
    Keberatan(Baris<BarisKeberatan>),
    Dip(Vec<BarisKatalog>),
    Dik(Vec<BarisDik>),
}

/// Rows of the period, and those that nobody wrote a day for: they are in no
/// period and must not vanish.
pub struct Baris<B> {
    pub dalam: Vec<B>,
    pub tanpa_tanggal: Vec<B>,
}

impl JenisRegister {
    /// As the address and the command line name it.
    pub fn nama(self) -> &'static str {
        match self {
            JenisRegister::Permohonan => "permohonan",
            JenisRegister::Keberatan => "keberatan",
            JenisRegister::Dip => "dip",
            JenisRegister::Dik => "dik",
        }
    }

    pub fn judul(self) -> &'static str {
        match self {
            JenisRegister::Permohonan => "Register permohonan informasi publik",
            JenisRegister::Keberatan => "Register keberatan",
            JenisRegister::Dip => "Daftar informasi publik",
            JenisRegister::Dik => "Daftar informasi yang dikecualikan",
        }
    }

    /// The form whose columns it has.
    fn bentuk(self) -> &'static str {
        match self {
            JenisRegister::Permohonan => "Lampiran VIII dan Pasal 32 Perki 1/2021",
            JenisRegister::Keberatan => "Lampiran XI dan Pasal 43 Perki 1/2021",
            JenisRegister::Dip => "Lampiran I Perki 1/2021",
            JenisRegister::Dik => "Pasal 49 Perki 1/2021, Pasal 17 UU 14/2008",
        }
    }

    /// What stands below the form.
    fn catatan(self) -> &'static str {
        match self {
            JenisRegister::Permohonan => {
                "Bila permohonan ditolak, pemberitahuan tertulis ini sama dengan penolakan."
            }
            JenisRegister::Keberatan => {
                "Keberatan dengan alasan huruf b tidak memerlukan nomor pendaftaran permohonan."
            }
            JenisRegister::Dip => "Periode dihitung menurut waktu pembuatan informasi.",
            JenisRegister::Dik => "Periode dihitung menurut tanggal penetapan pengecualian.",
        }
    }

    /// Whether it holds what tells about people.
    pub fn tersegel(self) -> bool {
        matches!(self, JenisRegister::Permohonan | JenisRegister::Keberatan)
    }
}

impl Permintaan {
    fn berperiode(&self) -> bool {
        self.dari.is_some() || self.sampai.is_some()
    }

    /// In the period, or on no day at all.
    fn memuat(&self, hari: Option<NaiveDate>) -> bool {
        hari.is_none_or(|hari| {
            self.dari.is_none_or(|dari| hari >= dari)
                && self.sampai.is_none_or(|sampai| hari <= sampai)
        })
    }

    fn milik(&self, unit: Uuid) -> bool {
        self.unit.is_none_or(|diminta| diminta == unit)
    }
}

impl Register {
    /// How many rows it has, with and without a day.
    pub fn banyak(&self) -> usize {
        match &self.isi {
            Isi::Permohonan(baris) => baris.dalam.len() + baris.tanpa_tanggal.len(),
            Isi::Keberatan(baris) => baris.dalam.len() + baris.tanpa_tanggal.len(),
            Isi::Dip(baris) => baris.len(),
            Isi::Dik(baris) => baris.len(),
        }
    }

    /// Without the rows that hold something sealed at a position or behind it.
    pub fn hingga(&mut self, posisi: i64) {
        let lama = |isi: &[i64]| isi.iter().all(|satu| *satu < posisi);
        match &mut self.isi {
            Isi::Permohonan(baris) => baris.saring(|satu| lama(&satu.posisi_isi)),
            Isi::Keberatan(baris) => baris.saring(|satu| lama(&satu.posisi_isi)),
            Isi::Dip(_) | Isi::Dik(_) => {}
        }
    }

    /// How many sealed values its rows have.
    pub fn tersegel(&self) -> usize {
        match &self.isi {
            Isi::Permohonan(baris) => baris.semua().map(permohonan::tersegel).sum(),
            Isi::Keberatan(baris) => baris.semua().map(keberatan::tersegel).sum(),
            Isi::Dip(_) | Isi::Dik(_) => 0,
        }
    }

    /// The facts that hold what is sealed in its rows.
    pub fn posisi_isi(&self) -> Vec<i64> {
        let mut posisi: Vec<i64> = match &self.isi {
            Isi::Permohonan(baris) => {
                baris.semua().flat_map(|satu| satu.posisi_isi.iter().copied()).collect()
            }
            Isi::Keberatan(baris) => {
                baris.semua().flat_map(|satu| satu.posisi_isi.iter().copied()).collect()
            }
            Isi::Dip(_) | Isi::Dik(_) => Vec::new(),
        };
        posisi.sort_unstable();
        posisi.dedup();
        posisi
    }

    /// What is sealed in its rows, for somebody whose purpose was taken down.
    pub async fn buka(&self, app: &App) -> anyhow::Result<Terbuka> {
        app.log.values_at(&self.posisi_isi()).await
    }

    /// Puts a word in the place of what belongs to cases under a limitation
    /// (Pasal 41 UU 27/2022).
    pub async fn tutup_yang_dibatasi(
        &self,
        app: &App,
        terbuka: &mut Terbuka,
    ) -> anyhow::Result<()> {
        let dibatasi = app.perkara_dengan_pembatasan().await?;
        let dibatasi = dibatasi.into_iter().filter(|(_, perkara)| perkara.dibatasi());
        let aliran: Vec<AliranId> = dibatasi.map(|(id, _)| AliranId::perkara(id)).collect();
        let fakta = app.log.streams(&aliran, Values::Sealed).await?;
        let milik: BTreeSet<i64> = fakta.iter().map(|f| f.position.cast_signed()).collect();
        let posisi: Vec<i64> =
            self.posisi_isi().into_iter().filter(|posisi| milik.contains(posisi)).collect();
        for digest in app.log.values_at(&posisi).await?.into_keys() {
            terbuka.insert(digest, DIBATASI.to_owned());
        }
        Ok(())
    }

    /// The book as a paper; with `terbuka` it shows what is sealed.
    pub fn naskah(&self, terbuka: Option<&Terbuka>) -> Naskah {
        let mata = Mata { unit: &self.unit, terbuka };
        Naskah {
            judul: self.permintaan.jenis.judul().to_owned(),
            keterangan: self.keterangan(terbuka.is_some()),
            bagian: match &self.isi {
                Isi::Permohonan(baris) => baris.bagian(&permohonan::LAJUR, self.mulai, &mata),
                Isi::Keberatan(baris) => baris.bagian(&keberatan::LAJUR, self.mulai, &mata),
                Isi::Dip(baris) => vec![bagian("Daftar", &katalog::DIP, baris, self.mulai, &mata)],
                Isi::Dik(baris) => vec![bagian("Daftar", &katalog::DIK, baris, self.mulai, &mata)],
            },
            melebar: true,
        }
    }

    /// The book for programs: each row by the names of its columns.
    pub fn json(&self, terbuka: Option<&Terbuka>) -> Value {
        let mata = Mata { unit: &self.unit, terbuka };
        let (baris, tanpa_tanggal) = match &self.isi {
            Isi::Permohonan(b) => {
                let baris = |b: &[_]| lajur::json(&permohonan::LAJUR, b, &mata);
                (baris(&b.dalam), baris(&b.tanpa_tanggal))
            }
            Isi::Keberatan(b) => {
                let baris = |b: &[_]| lajur::json(&keberatan::LAJUR, b, &mata);
                (baris(&b.dalam), baris(&b.tanpa_tanggal))
            }
            Isi::Dip(b) => (lajur::json(&katalog::DIP, b, &mata), Vec::new()),
            Isi::Dik(b) => (lajur::json(&katalog::DIK, b, &mata), Vec::new()),
        };
        let Permintaan { jenis, dari, sampai, unit } = self.permintaan;
        json!({
            "register": jenis.nama(), "dari": dari, "sampai": sampai, "unit": unit,
            "posisi": self.posisi, "akar": self.akar, "jumlah": baris.len(),
            "baris": baris, "tanpa_tanggal": tanpa_tanggal,
        })
    }

    fn keterangan(&self, terbuka: bool) -> Vec<(String, String)> {
        let hal = |nama: &str, isi: String| (nama.to_owned(), isi);
        let jenis = self.permintaan.jenis;
        let unit = self.permintaan.unit.map(|id| self.nama_unit(id));
        let mut semua = vec![
            hal("Bentuk", jenis.bentuk().to_owned()),
            hal("Unit", unit.unwrap_or_else(|| "Seluruh unit".to_owned())),
            hal("Periode", self.periode()),
            hal("Keadaan per", tanggal_panjang(self.sudut.hari())),
        ];
        // A page of it does not tell how many there are.
        if self.mulai == 1 && self.berikutnya.is_none() {
            semua.push(hal("Jumlah baris", self.banyak().to_string()));
        }
        if jenis.tersegel() {
            let isi = if terbuka { "dibuka, penglihatan ini dicatat" } else { "tersegel" };
            semua.push(hal("Data pribadi", isi.to_owned()));
        }
        semua.push(hal("Catatan", jenis.catatan().to_owned()));
        semua.push(hal("Posisi log", self.posisi.to_string()));
        semua.push(hal("Akar log", self.akar.clone()));
        semua
    }

    fn periode(&self) -> String {
        match (self.permintaan.dari, self.permintaan.sampai) {
            (Some(dari), Some(sampai)) => nama_kurun(Kurun { dari, sampai }),
            (Some(dari), None) => format!("sejak {}", tanggal_panjang(dari)),
            (None, Some(sampai)) => format!("sampai {}", tanggal_panjang(sampai)),
            (None, None) => "Semua".to_owned(),
        }
    }

    fn nama_unit(&self, id: Uuid) -> String {
        self.unit.get(&id).cloned().unwrap_or_else(|| format!("unit {id}"))
    }
}

impl<B> Baris<B> {
    fn saring(&mut self, mut cocok: impl FnMut(&B) -> bool) {
        self.dalam.retain(&mut cocok);
        self.tanpa_tanggal.retain(cocok);
    }

    fn semua(&self) -> impl Iterator<Item = &B> {
        self.dalam.iter().chain(&self.tanpa_tanggal)
    }

    fn bagian(&self, lajur: &[Lajur<B>], mulai: u64, mata: &Mata<'_>) -> Vec<Bagian> {
        let mut semua = vec![bagian("Register", lajur, &self.dalam, mulai, mata)];
        if !self.tanpa_tanggal.is_empty() {
            let mulai = mulai + self.dalam.len() as u64;
            let judul = "Tanpa tanggal diterima";
            let mut tanpa = bagian(judul, lajur, &self.tanpa_tanggal, mulai, mata);
            tanpa.alinea.push(
                "Tanggal diterimanya tidak tercatat, sehingga tidak masuk periode mana pun."
                    .to_owned(),
            );
            semua.push(tanpa);
        }
        semua
    }
}

fn bagian<B>(judul: &str, lajur: &[Lajur<B>], baris: &[B], mulai: u64, mata: &Mata<'_>) -> Bagian {
    let alinea = if baris.is_empty() { vec!["Tidak ada baris.".to_owned()] } else { Vec::new() };
    let baris = lajur::baris(lajur, baris, mulai, mata);
    let tabel = Some(Tabel { kolom: lajur::kolom(lajur), baris });
    Bagian { judul: judul.to_owned(), alinea, tabel }
}
