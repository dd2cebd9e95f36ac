//! Monev: how the office would score itself, by what the log shows, beside what
//! Komisi Informasi announced.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use events::monev::{
    Event, HasilMonevDicatat, IndikatorMonev, IndikatorMonevDitetapkan, Monev, NilaiMonevDiisi,
    aliran,
};
use events::teks::{Isi, Label};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::konsolidasi::belum_mulai;
use super::masalah::Masalah;
use super::naskah::{TanyaBerkas, unduhan};
use super::parameter::{Jalur, Pandangan, Segar, Tanya};
use super::per_tahun::{TawaranTahun, periksa_tahun};
use super::perintah::{Hasil, Kiriman, Langkah, PerintahKantor, langkah};
use super::rute::Rute;
use crate::laporan::tahunan::kurun;
use crate::monev::{self, Berdampingan, PERLU, Penilaian};

/// Which year.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
struct TahunMonev {
    #[param(minimum = 1945, maximum = 2199)]
    tahun: i32,
}

/// A year beside the years before it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct TampilanMonev {
    #[serde(flatten)]
    pub penilaian: Penilaian,
    pub semua: Vec<Berdampingan>,
}

/// What a year is assessed by; weights make 1000, tenths of a per cent.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct IndikatorTahun {
    target: u16,
    indikator: Vec<IndikatorMonev>,
}

/// A score in place of what data show, in tenths of a point.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct NilaiTahun {
    indikator: Label,
    nilai: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alasan: Option<Isi>,
}

/// What KI announced, in tenths of a point.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct HasilTahun {
    nilai: u16,
    komisi: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dasar: Option<Label>,
}

pub(super) fn rute() -> Vec<Rute> {
    let baca = |jalur: &str, nama: &str, ringkasan, layanan| {
        Rute::baru(Method::GET, jalur, nama, ringkasan, Akses::BACA_KANTOR, layanan)
            .menanya::<TahunMonev>()
            .menanya::<Segar>()
    };
    vec![
        tulis::<IndikatorTahun>(
            langkah(
                "IndikatorMonevDitetapkan",
                "Tetapkan indikator dan bobot setahun",
                Akses::PPID,
            ),
            post(ditetapkan),
        ),
        tulis::<NilaiTahun>(
            langkah("NilaiMonevDiisi", "Isi nilai satu indikator", Akses::PPID),
            post(diisi),
        ),
        tulis::<HasilTahun>(
            langkah("HasilMonevDicatat", "Catat hasil resmi Komisi Informasi", Akses::PPID),
            post(dicatat),
        ),
        baca(
            "/api/v1/monev",
            "monev",
            "Penilaian mandiri satu tahun dengan buktinya, dan tahun-tahun sebelumnya",
            get(tampil),
        )
        .menjawab::<TampilanMonev>(),
        baca(
            "/api/v1/monev/berkas",
            "monev_berkas",
            "Penilaian mandiri sebagai PDF/A, XLSX, atau CSV",
            get(berkas),
        )
        .menanya::<TanyaBerkas>()
        .menjawab_berkas(),
    ]
}

fn tulis<F: ToSchema>(langkah: Langkah, layanan: MethodRouter<Layanan>) -> Rute {
    let (jalur, nama) = (langkah.jalur("/api/v1/monev/{tahun}"), langkah.nama("monev"));
    Rute::baru(Method::POST, jalur, nama, langkah.ringkasan, langkah.akses, layanan)
        .menerima_dalam::<PerintahKantor<F>, F>()
        .bersyarat()
        .menjawab::<Hasil>()
}

async fn ditetapkan(
    State(layanan): State<Layanan>,
    Jalur(tahun): Jalur<i32>,
    Extension(pelaku): Extension<Pelaku>,
    kepala: HeaderMap,
    Kiriman(kiriman): Kiriman<PerintahKantor<IndikatorTahun>>,
) -> Result<Hasil, Masalah> {
    let (app, ini) = (&layanan.app, ("IndikatorMonevDitetapkan", tahun));
    let tawaran = TawaranTahun::dari(app, ini, aliran, &pelaku, &kiriman, &kepala)?;
    let IndikatorTahun { target, indikator } = kiriman.fakta;
    let fakta = IndikatorMonevDitetapkan { tahun, target, indikator };
    tawaran.catat::<Monev>(app, Event::IndikatorMonevDitetapkan(fakta)).await
}

async fn diisi(
    State(layanan): State<Layanan>,
    Jalur(tahun): Jalur<i32>,
    Extension(pelaku): Extension<Pelaku>,
    kepala: HeaderMap,
    Kiriman(kiriman): Kiriman<PerintahKantor<NilaiTahun>>,
) -> Result<Hasil, Masalah> {
    let (app, ini) = (&layanan.app, ("NilaiMonevDiisi", tahun));
    let tawaran = TawaranTahun::dari(app, ini, aliran, &pelaku, &kiriman, &kepala)?;
    let NilaiTahun { indikator, nilai, alasan } = kiriman.fakta;
    let fakta = NilaiMonevDiisi { tahun, indikator, nilai, alasan };
    tawaran.catat::<Monev>(app, Event::NilaiMonevDiisi(fakta)).await
}

async fn dicatat(
    State(layanan): State<Layanan>,
    Jalur(tahun): Jalur<i32>,
    Extension(pelaku): Extension<Pelaku>,
    kepala: HeaderMap,
    Kiriman(kiriman): Kiriman<PerintahKantor<HasilTahun>>,
) -> Result<Hasil, Masalah> {
    let (app, ini) = (&layanan.app, ("HasilMonevDicatat", tahun));
    let tawaran = TawaranTahun::dari(app, ini, aliran, &pelaku, &kiriman, &kepala)?;
    let HasilTahun { nilai, komisi, dasar } = kiriman.fakta;
    let fakta = HasilMonevDicatat { tahun, nilai, komisi, dasar };
    tawaran.catat::<Monev>(app, Event::HasilMonevDicatat(fakta)).await
}

async fn tampil(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(TahunMonev { tahun }): Tanya<TahunMonev>,
) -> Result<Tampak<TampilanMonev>, Masalah> {
    let (posisi, isi) = susun(&layanan, pandangan, tahun).await?;
    Ok(Tampak::baru(posisi, isi))
}

async fn berkas(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(TahunMonev { tahun }): Tanya<TahunMonev>,
    Tanya(TanyaBerkas { bentuk }): Tanya<TanyaBerkas>,
) -> Result<Response, Masalah> {
    let (_, isi) = susun(&layanan, pandangan, tahun).await?;
    let naskah = monev::naskah(&isi.penilaian, &isi.semua, pandangan.sudut);
    unduhan(&layanan, naskah, pandangan.sudut, (&format!("monev-{tahun}"), bentuk)).await
}

async fn susun(
    layanan: &Layanan,
    pandangan: Pandangan,
    tahun: i32,
) -> Result<(u64, TampilanMonev), Masalah> {
    let tidak_ada = || Masalah::kolom("tahun", "tahun itu tidak ada");
    let kurun = kurun(periksa_tahun(tahun)?).ok_or_else(tidak_ada)?;
    belum_mulai(layanan, kurun, pandangan)?;
    let posisi = pandangan.tunggu(layanan, &PERLU).await?;
    let (app, sudut) = (&layanan.app, pandangan.sudut);
    let penilaian = monev::nilai(app, tahun, sudut).await?;
    let semua = monev::berdampingan(app, &penilaian, sudut).await?;
    Ok((posisi, TampilanMonev { penilaian, semua }))
}
