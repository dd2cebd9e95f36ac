//! The catalogue as it is read: by anybody what is open, by officials the rest.

use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::Method;
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use events::aturan::Aturan;
use events::katalog::{Entri, Event, Kategori};
use events::tenggat::{self, Tenggat};
use events::{AliranId, JenisAliran, Tercatat};
use projections::catatan::Catatan;
use projections::katalog::{self, BarisKatalog, Kursor, Saringan};
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::log::Values;
use crate::web::Layanan;
use crate::web::akses::{Akses, Pelaku};
use crate::web::berkas::keluar;
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::parameter::{
    Halaman, Jalur, Laman, Lihat, Pandangan, Segar, Tanggal, Tanya, TeksCari,
};
use crate::web::rute::Rute;
use crate::web::tenggat::{TampilanBacaan, hitungan};

const DAFTAR: &str = "katalog";

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
struct SaringanKatalog {
    /// Kata yang dicari.
    #[param(value_type = Option<TeksCari>, inline)]
    q: Option<TeksCari>,
    #[param(inline)]
    kategori: Option<Kategori>,
    unit: Option<Uuid>,
    /// Bagi petugas: hanya yang berkeadaan ini.
    #[param(inline)]
    keadaan: Option<KeadaanKatalog>,
    /// Yang harus dimutakhirkan sebelum tanggal ini.
    #[param(value_type = Option<Tanggal>, inline)]
    usang_sebelum: Option<Tanggal>,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum KeadaanKatalog {
    Diusulkan,
    Terbuka,
    Dikecualikan,
    Ditarik,
}

impl KeadaanKatalog {
    /// As the table has it.
    fn kata(self) -> &'static str {
        match self {
            KeadaanKatalog::Diusulkan => "diusulkan",
            KeadaanKatalog::Terbuka => "terbuka",
            KeadaanKatalog::Dikecualikan => "dikecualikan",
            KeadaanKatalog::Ditarik => "ditarik",
        }
    }
}

/// A unit of which the catalogue has something.
#[derive(Debug, Serialize, ToSchema)]
struct UnitBerkatalog {
    unit: Uuid,
    nama: String,
    banyak: i64,
}

#[derive(Debug, Serialize, ToSchema)]
struct DaftarUnitBerkatalog {
    isi: Vec<UnitBerkatalog>,
}

/// An entry with its documents and, where it is exempt, its end.
#[derive(Debug, Serialize, ToSchema)]
struct EntriPenuh {
    #[serde(flatten)]
    entri: TampilanEntri,
    versi: u32,
    daftar_dokumen: Vec<TampilanDokumen>,
    /// Thirty working days before the end it is set public (Pasal 11(2) PP
    /// 61/2010), with the count.
    penetapan: Vec<TampilanBacaan>,
}

/// A document of an entry.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanDokumen {
    berkas: Uuid,
    judul: String,
    ukuran_bytes: u64,
    tanggal: Option<NaiveDate>,
}

/// An entry of the catalogue.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanEntri {
    entri: Uuid,
    ringkasan: String,
    unit: Uuid,
    penanggung_jawab: String,
    kategori: String,
    dibuat: NaiveDate,
    tempat: String,
    bentuk: String,
    retensi: String,
    /// `diusulkan`, `terbuka`, `dikecualikan`, `ditarik`.
    keadaan: String,
    dikecualikan_sampai: Option<NaiveDate>,
    dimutakhirkan: Option<NaiveDate>,
    /// The last day on which it counts as up to date (Pasal 45(7) Perki 1/2021).
    mutakhir_sampai: Option<NaiveDate>,
    /// Of a proposal: sent back by the PPID; approved by the Atasan PPID.
    dikembalikan: bool,
    disetujui: bool,
    /// How many documents can be fetched.
    dokumen: i32,
    diubah: DateTime<Utc>,
    /// Of an exemption that ends: from when to when the PPID still sets it
    /// public by both readings.
    penetapan_awal: Option<NaiveDate>,
    penetapan_lambat: Option<NaiveDate>,
    /// Anybody sees it on the day that was asked for.
    publik: bool,
}

impl TampilanEntri {
    fn dari(baris: BarisKatalog, hari: NaiveDate, aturan: &Aturan) -> Self {
        let berakhir = baris.dikecualikan_sampai.filter(|_| baris.keadaan == "dikecualikan");
        let tenggat = berakhir.and_then(|berakhir| tenggat::pengecualian(berakhir, aturan));
        TampilanEntri {
            publik: baris.publik(hari),
            penetapan_awal: tenggat.as_ref().map(Tenggat::paling_awal),
            penetapan_lambat: tenggat.as_ref().map(Tenggat::paling_lambat),
            mutakhir_sampai: baris.mutakhir_sampai,
            dikembalikan: baris.dikembalikan,
            disetujui: baris.disetujui,
            dokumen: baris.dokumen,
            diubah: baris.diubah,
            entri: baris.entri,
            ringkasan: baris.ringkasan,
            unit: baris.unit,
            penanggung_jawab: baris.penanggung_jawab,
            kategori: baris.kategori,
            dibuat: baris.dibuat,
            tempat: baris.tempat,
            bentuk: baris.bentuk,
            retensi: baris.retensi,
            keadaan: baris.keadaan,
            dikecualikan_sampai: baris.dikecualikan_sampai,
            dimutakhirkan: baris.dimutakhirkan,
        }
    }
}

/// What is read of it.
pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/katalog",
            "katalog",
            "Katalog informasi; tanpa token hanya yang terbuka",
            Akses::SIAPA_SAJA,
            get(daftar),
        )
        .menanya::<SaringanKatalog>()
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<TampilanEntri>(),
        Rute::baru(
            Method::GET,
            "/api/v1/katalog/{entri}",
            "entri",
            "Satu entri katalog; tanpa token hanya yang terbuka",
            Akses::SIAPA_SAJA,
            get(satu),
        )
        .menanya::<Lihat>()
        .menjawab::<EntriPenuh>(),
        Rute::baru(
            Method::GET,
            "/api/v1/katalog/unit",
            "katalog_unit",
            "Unit yang informasinya ada dalam katalog",
            Akses::SIAPA_SAJA,
            get(unit),
        )
        .menanya::<Segar>()
        .menjawab::<DaftarUnitBerkatalog>(),
        Rute::baru(
            Method::GET,
            "/api/v1/katalog/{entri}/dokumen/{dokumen}",
            "entri_dokumen",
            "Unduh dokumen sebuah entri; tanpa token hanya dari yang terbuka",
            Akses::SIAPA_SAJA,
            get(dokumen),
        )
        .menjawab_berkas(),
    ]
}

/// What is not out yet is for officials; a PPID Pembantu sees its own of it.
fn tertutup_terlihat(pelaku: &Pelaku, unit: Option<Uuid>) -> bool {
    match (pelaku, pelaku.unit()) {
        (Pelaku::Publik, _) => false,
        (Pelaku::Pengguna { .. }, Some(sendiri)) => unit == Some(sendiri.0),
        (Pelaku::Pengguna { .. }, None) => true,
    }
}

async fn daftar(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(saringan): Tanya<SaringanKatalog>,
) -> Result<Tampak<Laman<TampilanEntri>>, Masalah> {
    let hari = pandangan.sudut.hari();
    let banyak = halaman.banyak()?;
    let q = saringan.q.map(|kata| kata.0);
    let saringan = Saringan {
        publik_pada: (!tertutup_terlihat(&pelaku, saringan.unit)).then_some(hari),
        kategori: saringan.kategori.map(|kategori| kategori.nama().to_owned()),
        unit: saringan.unit,
        keadaan: saringan.keadaan.map(|keadaan| keadaan.kata().to_owned()),
        usang_sebelum: saringan.usang_sebelum.map(|hari| hari.0),
    };
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Katalog]).await?;
    let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
    let aturan = layanan.app.aturan().await?;
    let bentuk = |baris| TampilanEntri::dari(baris, hari, &aturan);
    // How well it fits the words, where words were asked for, and its place.
    let sesudah: Option<(Option<f32>, i64)> = halaman.sesudah(DAFTAR)?;
    let lewat = sesudah.map_or(0, |(_, posisi)| posisi);
    let kunci = |baris: &BarisKatalog| (None::<f32>, baris.posisi);
    let laman = match (&q, pandangan.kini) {
        (Some(q), true) => {
            let sesudah =
                sesudah.and_then(|(bobot, posisi)| Some(Kursor { bobot: bobot?, posisi }));
            let mut connection = layanan.app.pool.acquire().await?;
            let baris = katalog::cari(q, &saringan, sesudah, batas, &mut connection).await?;
            let kunci = |(kursor, _): &(Kursor, BarisKatalog)| (Some(kursor.bobot), kursor.posisi);
            Laman::dari(DAFTAR, posisi, baris, banyak, kunci, |(_, baris)| bentuk(baris))?
        }
        (None, true) => {
            let mut connection = layanan.app.pool.acquire().await?;
            let baris = katalog::daftar(&saringan, lewat, batas, &mut connection).await?;
            Laman::dari(DAFTAR, posisi, baris, banyak, kunci, bentuk)?
        }
        (q, false) => {
            let mut baris = pada(&layanan, &pandangan).await?;
            let kata: Vec<String> =
                q.iter().flat_map(|q| q.split_whitespace()).map(str::to_lowercase).collect();
            baris.retain(|baris| {
                let teks = baris.ringkasan.to_lowercase();
                baris.posisi > lewat
                    && saringan.publik_pada.is_none_or(|hari| baris.publik(hari))
                    && saringan.kategori.as_ref().is_none_or(|kategori| *kategori == baris.kategori)
                    && saringan.unit.is_none_or(|unit| unit == baris.unit)
                    && saringan.keadaan.as_ref().is_none_or(|keadaan| *keadaan == baris.keadaan)
                    && saringan.usang_sebelum.is_none_or(|hari| baris.usang_sebelum(hari))
                    && kata.iter().all(|kata| teks.contains(kata))
            });
            Laman::dari(DAFTAR, posisi, baris, banyak, kunci, bentuk)?
        }
    };
    Ok(Tampak::baru(posisi, laman))
}

/// Every entry from the log as it was seen.
async fn pada(layanan: &Layanan, pandangan: &Pandangan) -> anyhow::Result<Vec<BarisKatalog>> {
    let log = &layanan.app.log;
    let aliran = log.stream_ids(JenisAliran::Katalog).await?;
    let fakta = log.streams(&aliran, Values::Sealed).await?;
    Ok(katalog::semua(&Catatan::dari(fakta, pandangan.sudut)))
}

async fn satu(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
) -> Result<Tampak<EntriPenuh>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let hari = pandangan.sudut.hari();
    let app = &layanan.app;
    let aliran = AliranId { jenis: JenisAliran::Katalog, id };
    let fakta = app.log.stream(aliran, Values::Sealed).await?;
    let versi = fakta.last().map_or(0, |tercatat| tercatat.version);
    let catatan = Catatan::dari(fakta, pandangan.sudut);
    let baris = katalog::semua(&catatan).pop();
    let terlihat = |b: &BarisKatalog| b.publik(hari) || tertutup_terlihat(&pelaku, Some(b.unit));
    let baris = baris.filter(terlihat).ok_or_else(|| Masalah::tidak_ada("entri ini"))?;
    let aturan = app.aturan().await?;
    let berakhir = baris.dikecualikan_sampai.filter(|_| baris.keadaan == "dikecualikan");
    let tenggat = berakhir.and_then(|berakhir| tenggat::pengecualian(berakhir, &aturan));
    let isi = EntriPenuh {
        daftar_dokumen: terlampir(
            catatan.katalog.get(&id).map_or(&[][..], Vec::as_slice),
            &layanan,
        ),
        penetapan: tenggat.map(|satu| hitungan(&satu, &aturan.kerja)).unwrap_or_default(),
        entri: TampilanEntri::dari(baris, hari, &aturan),
        versi,
    };
    Ok(Tampak { posisi, versi: Some(versi), isi })
}

/// The documents that an entry has, in the order in which they came.
fn terlampir(fakta: &[Tercatat<Event>], layanan: &Layanan) -> Vec<TampilanDokumen> {
    let entri = Entri::dari(fakta, layanan.app.zona);
    let dokumen = fakta.iter().filter_map(|tercatat| {
        let Event::DokumenDilampirkan(dokumen) = &tercatat.event else { return None };
        let berkas = dokumen.berkas.id.filter(|id| entri.dokumen.contains(id))?;
        Some(TampilanDokumen {
            berkas,
            judul: dokumen.judul.to_string(),
            ukuran_bytes: dokumen.berkas.ukuran_bytes,
            tanggal: tercatat.occurred_at.tanggal(layanan.app.zona),
        })
    });
    dokumen.collect()
}

async fn unit(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
) -> Result<Tampak<DaftarUnitBerkatalog>, Masalah> {
    let app = &layanan.app;
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Katalog, Proyeksi::Acuan]).await?;
    let mut connection = app.pool.acquire().await?;
    let unit = katalog::unit(app.hari_ini(), &mut connection).await?;
    let isi = unit.into_iter().map(|katalog::UnitKatalog { unit, nama, banyak }| UnitBerkatalog {
        unit,
        nama,
        banyak,
    });
    let isi = DaftarUnitBerkatalog { isi: isi.collect() };
    Ok(Tampak::baru(posisi, isi))
}

/// A document, of what is open on this day or for those who keep it.
async fn dokumen(
    State(layanan): State<Layanan>,
    jalur: Result<Path<(Uuid, Uuid)>, PathRejection>,
    Extension(pelaku): Extension<Pelaku>,
) -> Result<Response, Masalah> {
    let keliru = |_| Masalah::kolom("alamat", "alamat ini tidak terbaca");
    let Path((id, berkas)) = jalur.map_err(keliru)?;
    let app = &layanan.app;
    let tidak_ada = || Masalah::tidak_ada("dokumen ini");
    let aliran = AliranId { jenis: JenisAliran::Katalog, id };
    let fakta = app.log.stream(aliran, Values::Open).await?;
    let catatan = Catatan::dari(fakta, app.sudut_kini().await?);
    let baris = katalog::semua(&catatan).pop().ok_or_else(tidak_ada)?;
    if !baris.publik(app.hari_ini()) && !tertutup_terlihat(&pelaku, Some(baris.unit)) {
        return Err(tidak_ada());
    }
    let fakta = &catatan.katalog[&id];
    let masih = Entri::dari(fakta, app.zona).dokumen.contains(&berkas);
    let dilampirkan = fakta.iter().find_map(|tercatat| match &tercatat.event {
        Event::DokumenDilampirkan(dokumen) if dokumen.berkas.id == Some(berkas) => Some(dokumen),
        _ => None,
    });
    let dilampirkan = dilampirkan.filter(|_| masih).ok_or_else(tidak_ada)?;
    keluar(app, aliran, &dilampirkan.berkas).await
}
