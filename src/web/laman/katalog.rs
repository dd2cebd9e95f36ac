//! The catalogue for everybody: lists by category and unit, one entry with its
//! documents; and, for officers, what may be done with it.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::antarmuka::{Milik, Tindakan};
use super::kata::{manusiawi, tanggal, ukuran};
use super::meja::boleh_usul;
use super::perkara::{Bacaan, Langkah};
use super::sesi::{Petugas, petugas};
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, laman, tanya};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Pelaku;

/// An entry in a list.
#[derive(Deserialize)]
pub(super) struct Entri {
    #[serde(rename = "entri")]
    pub id: Uuid,
    pub ringkasan: String,
    pub unit: Uuid,
    pub penanggung_jawab: String,
    pub kategori: String,
    pub bentuk: String,
    pub tempat: String,
    pub retensi: String,
    pub dibuat: NaiveDate,
    pub keadaan: String,
    pub dikecualikan_sampai: Option<NaiveDate>,
    pub dimutakhirkan: Option<NaiveDate>,
    pub mutakhir_sampai: Option<NaiveDate>,
    pub dikembalikan: bool,
    pub disetujui: bool,
    pub dokumen: i32,
    pub penetapan_awal: Option<NaiveDate>,
    pub penetapan_lambat: Option<NaiveDate>,
    pub publik: bool,
}

impl Entri {
    /// Steps that fit where it stands; a document is taken off beside it.
    fn langkah(&self) -> &'static [&'static str] {
        match self.keadaan.as_str() {
            "diusulkan" if self.dikembalikan => &["usulan-diperbaiki", "informasi-ditarik"],
            "diusulkan" => &[
                "usulan-dikembalikan",
                "usulan-diperbaiki",
                "penetapan-disetujui",
                "dip-ditetapkan",
                "dokumen-dilampirkan",
                "uji-konsekuensi-dilakukan",
                "klasifikasi-ditetapkan",
                "informasi-ditarik",
            ],
            // What ran out is open, and its end is put down.
            "dikecualikan" if self.publik => &["klasifikasi-berakhir", "dip-ditetapkan"],
            "dikecualikan" => {
                &["uji-konsekuensi-dilakukan", "klasifikasi-diubah", "klasifikasi-berakhir"]
            }
            "ditarik" => &[],
            _ => &[
                "dip-dimutakhirkan",
                "dokumen-dilampirkan",
                "uji-konsekuensi-dilakukan",
                "klasifikasi-ditetapkan",
                "informasi-ditarik",
            ],
        }
    }

    /// From when to when the PPID still sets it public before it opens by itself.
    pub fn penetapan(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.penetapan_awal.zip(self.penetapan_lambat)
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    pub fn penetapan_lewat(&self, hari_ini: &NaiveDate) -> bool {
        self.penetapan_lambat.is_some_and(|lambat| lambat < *hari_ini)
    }

    /// Not brought up to date for more than six months.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    pub fn usang(&self, hari_ini: &NaiveDate) -> bool {
        self.mutakhir_sampai.is_some_and(|sampai| sampai < *hari_ini)
    }
}

#[derive(Deserialize)]
pub(super) struct Unit {
    #[serde(rename = "unit")]
    pub id: Uuid,
    pub nama: String,
    pub banyak: i64,
}

#[derive(Deserialize)]
struct SemuaUnit {
    isi: Vec<Unit>,
}

/// Units of which the catalogue has something.
pub(super) async fn semua_unit(antarmuka: &Antar) -> Result<Vec<Unit>, super::Masalah> {
    let unit: SemuaUnit = antarmuka.baca(&Pelaku::Publik, "/api/v1/katalog/unit").await?;
    Ok(unit.isi)
}

#[derive(Default, Deserialize)]
struct TanyaKatalog {
    q: Option<String>,
    kategori: Option<String>,
    unit: Option<String>,
    setelah: Option<String>,
}

#[derive(Template)]
#[template(path = "katalog.html")]
struct KatalogHtml {
    tata: Tata,
    entri: Vec<Entri>,
    unit: Vec<Unit>,
    hari_ini: NaiveDate,
    q: String,
    kategori: String,
    unit_terpilih: String,
    /// The same choice as a feed, by the end of its name.
    umpan: Vec<(&'static str, String)>,
    berikutnya: Option<String>,
}

pub(super) async fn katalog(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaKatalog = tanya(&uri);
    let terisi = |teks: &Option<String>| teks.clone().filter(|teks| !teks.trim().is_empty());
    let (q, kategori) = (terisi(&tanya.q), terisi(&tanya.kategori));
    let unit = terisi(&tanya.unit);
    let pilihan = [("kategori", kategori.as_deref()), ("unit", unit.as_deref())];
    let dengan = |alamat: &str, setelah: Option<&str>| {
        let cari = [pilihan[0], pilihan[1], ("q", q.as_deref()), ("setelah", setelah)];
        alamat_dengan(alamat, &cari)
    };
    let dasar = dengan("/api/v1/katalog", tanya.setelah.as_deref());
    let daftar: Laman<Entri> = antarmuka.baca(&Pelaku::Publik, &dasar).await?;
    let umpan = [("JSON", "json"), ("CSV", "csv"), ("Atom", "atom")];
    let umpan = umpan.map(|(nama, akhiran)| {
        (nama, alamat_dengan(&format!("/umpan/katalog.{akhiran}"), &pilihan))
    });
    laman(&KatalogHtml {
        tata: Tata::publik(&layanan),
        hari_ini: layanan.app.hari_ini(),
        unit: semua_unit(&antarmuka).await?,
        berikutnya: daftar.berikutnya.map(|setelah| dengan("/katalog", Some(&setelah))),
        entri: daftar.isi,
        umpan: umpan.to_vec(),
        q: tanya.q.unwrap_or_default(),
        kategori: tanya.kategori.unwrap_or_default(),
        unit_terpilih: tanya.unit.unwrap_or_default(),
    })
}

#[derive(Deserialize)]
struct Rincian {
    #[serde(flatten)]
    entri: Entri,
    versi: u32,
    daftar_dokumen: Vec<Dokumen>,
    penetapan: Vec<Bacaan>,
}

#[derive(Deserialize)]
struct Dokumen {
    berkas: Uuid,
    judul: String,
    ukuran_bytes: u64,
    tanggal: Option<NaiveDate>,
}

#[derive(Template)]
#[template(path = "entri.html")]
struct EntriHtml {
    tata: Tata,
    rincian: Rincian,
    unit: String,
    hari_ini: NaiveDate,
    langkah: Vec<Langkah>,
    /// For each document, the command that takes it off, for whoever may.
    lepas: Vec<Option<Uuid>>,
}

/// One entry. Officers see theirs before it is out, and what they may do.
pub(super) async fn entri(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Path(id): Path<Uuid>,
    kepala: HeaderMap,
) -> Jawaban {
    let petugas = petugas(&kepala, &layanan).await?;
    let pelaku = petugas.map_or(Pelaku::Publik, Petugas::pelaku);
    let rincian: Rincian = antarmuka.baca(&pelaku, &format!("/api/v1/katalog/{id}")).await?;
    let tata = match petugas {
        Some(petugas) => Tata::petugas(&layanan, petugas),
        None => Tata::publik(&layanan),
    };
    let milik = pelaku.unit().is_none_or(|unit| unit.0 == rincian.entri.unit);
    let (cocok, petugas) = (rincian.entri.langkah(), petugas.filter(|_| milik));
    let langkah = petugas.into_iter().flat_map(|petugas| {
        let boleh = move |tindakan: &&Tindakan| {
            let milik = tindakan.milik == Milik::Entri && petugas.boleh(tindakan.akses);
            milik && cocok.contains(&tindakan.langkah.as_str())
        };
        antarmuka.tindakan.iter().filter(boleh).map(|tindakan| Langkah {
            langkah: tindakan.langkah.clone(),
            ringkasan: tindakan.ringkasan,
        })
    });
    let langkah: Vec<Langkah> = langkah.collect();
    let lepas = petugas.is_some_and(|petugas| boleh_usul(petugas.peran));
    let lepas =
        rincian.daftar_dokumen.iter().map(|_| lepas.then(|| new_id(layanan.app.clock.now())));
    let lepas = lepas.collect();
    let unit = nama_unit(&layanan, rincian.entri.unit).await?;
    laman(&EntriHtml { tata, unit, hari_ini: layanan.app.hari_ini(), langkah, lepas, rincian })
}

/// What a unit is called now.
pub(super) async fn nama_unit(layanan: &Layanan, id: Uuid) -> anyhow::Result<String> {
    let (unit, _) = layanan.app.aliran::<events::unit::Unit>(id).await?;
    Ok(unit.nama().map_or_else(|| "unit lama".to_owned(), ToString::to_string))
}

/// A document, as the API gives it.
pub(super) async fn dokumen(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Path((entri, dokumen)): Path<(Uuid, Uuid)>,
    kepala: HeaderMap,
) -> Jawaban {
    let petugas = petugas(&kepala, &layanan).await?;
    let pelaku = petugas.map_or(Pelaku::Publik, Petugas::pelaku);
    let alamat = format!("/api/v1/katalog/{entri}/dokumen/{dokumen}");
    Ok(antarmuka.ambil(&pelaku, &alamat).await?)
}
