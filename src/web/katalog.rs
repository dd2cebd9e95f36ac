//! The catalogue: what the public may look up, and the decrees behind it (Pasal
//! 21, 45 and 49-53 Perki 1/2021).

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::NaiveDate;
use events::katalog::{
    Entri, Event, InformasiDiusulkan, Kategori, KlasifikasiDitetapkan, UjiKlasifikasi,
};
use events::teks::Label;
use events::{AliranId, JenisAliran};
use projections::catatan::Catatan;
use projections::katalog::{self, BarisKatalog, Kursor, Saringan};
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Jalur, Laman, Lihat, Pandangan, Tanya, TeksCari};
use super::perintah::{Langkah, TanpaIsi, awal, langkah, lanjutan};
use super::rute::Rute;
use crate::log::Values;

const DAFTAR: &str = "katalog";

/// A decree on the DIP.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct SkDip {
    nomor_sk: Label,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct KlasifikasiBerakhir {
    nomor_sk: Option<Label>,
}

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
struct SaringanKatalog {
    /// Kata yang dicari.
    #[param(value_type = Option<TeksCari>, inline)]
    q: Option<TeksCari>,
    #[param(inline)]
    kategori: Option<Kategori>,
    unit: Option<Uuid>,
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
    /// Anybody sees it on the day that was asked for.
    publik: bool,
}

impl TampilanEntri {
    fn dari(baris: BarisKatalog, hari: NaiveDate) -> Self {
        TampilanEntri {
            publik: baris.publik(hari),
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

fn lanjut<F>(langkah: Langkah, event: fn(F) -> Event) -> Rute
where
    F: Serialize + serde::de::DeserializeOwned + ToSchema + Send + 'static,
{
    lanjutan::<Entri, F>(langkah, "entri", event)
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        awal::<Entri, InformasiDiusulkan>(
            langkah("InformasiDiusulkan", "Usulkan informasi untuk katalog", Akses::UNIT),
            Event::InformasiDiusulkan,
            |f| Some(f.unit),
        ),
        lanjut(langkah("DipDitetapkan", "Tetapkan dalam DIP", Akses::PPID), |f: SkDip| {
            Event::DipDitetapkan { nomor_sk: f.nomor_sk }
        }),
        lanjut(langkah("DipDimutakhirkan", "Mutakhirkan DIP", Akses::PPID), |f: SkDip| {
            Event::DipDimutakhirkan { nomor_sk: f.nomor_sk }
        }),
        lanjut::<UjiKlasifikasi>(
            langkah("UjiKonsekuensiDilakukan", "Catat uji konsekuensi klasifikasi", Akses::UJI),
            Event::UjiKonsekuensiDilakukan,
        ),
        lanjut::<KlasifikasiDitetapkan>(
            langkah("KlasifikasiDitetapkan", "Tetapkan pengecualian", Akses::PPID),
            Event::KlasifikasiDitetapkan,
        ),
        lanjut::<KlasifikasiDitetapkan>(
            langkah("KlasifikasiDiubah", "Ubah pengecualian (Pasal 53 Perki 1/2021)", Akses::PPID),
            Event::KlasifikasiDiubah,
        ),
        lanjut(
            langkah("KlasifikasiBerakhir", "Akhiri pengecualian", Akses::PPID),
            |f: KlasifikasiBerakhir| Event::KlasifikasiBerakhir { nomor_sk: f.nomor_sk },
        ),
        lanjut(langkah("InformasiDitarik", "Tarik dari katalog", Akses::PPID), |_: TanpaIsi| {
            Event::InformasiDitarik {}
        }),
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
        .menjawab::<TampilanEntri>(),
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
        kategori: saringan.kategori.map(|kategori| kata(kategori).to_owned()),
        unit: saringan.unit,
        keadaan: None,
    };
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Katalog]).await?;
    let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
    let bentuk = |baris| TampilanEntri::dari(baris, hari);
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
            let mut baris = pada(&layanan, &pandangan, None).await?;
            let kata: Vec<String> =
                q.iter().flat_map(|q| q.split_whitespace()).map(str::to_lowercase).collect();
            baris.retain(|baris| {
                let teks = baris.ringkasan.to_lowercase();
                baris.posisi > lewat
                    && saringan.publik_pada.is_none_or(|hari| baris.publik(hari))
                    && saringan.kategori.as_ref().is_none_or(|kategori| *kategori == baris.kategori)
                    && saringan.unit.is_none_or(|unit| unit == baris.unit)
                    && kata.iter().all(|kata| teks.contains(kata))
            });
            Laman::dari(DAFTAR, posisi, baris, banyak, kunci, bentuk)?
        }
    };
    Ok(Tampak::baru(posisi, laman))
}

fn kata(kategori: Kategori) -> &'static str {
    match kategori {
        Kategori::Berkala => "berkala",
        Kategori::SertaMerta => "serta merta",
        Kategori::SetiapSaat => "setiap saat",
    }
}

/// Entries from the log as they were seen: one, or all.
async fn pada(
    layanan: &Layanan,
    pandangan: &Pandangan,
    entri: Option<Uuid>,
) -> anyhow::Result<Vec<BarisKatalog>> {
    let log = &layanan.app.log;
    let jenis = JenisAliran::Katalog;
    let aliran = match entri {
        Some(id) => vec![AliranId { jenis, id }],
        None => log.stream_ids(jenis).await?,
    };
    let fakta = log.streams(&aliran, Values::Sealed).await?;
    Ok(katalog::semua(&Catatan::dari(fakta, pandangan.sudut)))
}

async fn satu(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
) -> Result<Tampak<TampilanEntri>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let hari = pandangan.sudut.hari();
    let baris = pada(&layanan, &pandangan, Some(id)).await?.pop();
    let terlihat = |b: &BarisKatalog| b.publik(hari) || tertutup_terlihat(&pelaku, Some(b.unit));
    let baris = baris.filter(terlihat).ok_or_else(|| Masalah::tidak_ada("entri ini"))?;
    let (_, versi) = layanan.app.aliran::<Entri>(id).await?;
    Ok(Tampak { posisi, versi: Some(versi), isi: TampilanEntri::dari(baris, hari) })
}
