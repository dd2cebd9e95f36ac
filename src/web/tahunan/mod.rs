//! The yearly report: the office's words, its setting, the copy for Komisi
//! Informasi (Pasal 56-58 Perki 1/2021).

mod baca;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::routing::{MethodRouter, get, post};
use events::tahunan::{
    CaraKirim, Event, KataTahunan, KataTahunanDitulis, LaporanTahunanDikirimKeKi, Tahunan, aliran,
};
use events::teks::Label;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::masalah::Masalah;
use super::naskah::TanyaBerkas;
use super::parameter::{Jalur, Lihat, Segar};
use super::per_tahun::TawaranTahun;
use super::perintah::{Hasil, Kiriman, Langkah, PerintahKantor, TanpaIsi, langkah};
use super::rute::Rute;
use crate::laporan::tahunan::beku::{PERLU, susun, tahunan_dari};
use crate::laporan::{Dari, Titik};

pub(super) use baca::{DaftarTahunan, KeadaanTahunan, RincianTahunan};

/// How it went to Komisi Informasi.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct TahunanDikirim {
    cara: CaraKirim,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nomor_surat: Option<Label>,
}

const SATU: &str = "/api/v1/tahunan/{tahun}";

pub(super) fn rute() -> Vec<Rute> {
    let mut semua = vec![
        tulis::<KataTahunan>(
            langkah(
                "KataTahunanDitulis",
                "Tulis bagian laporan tahunan yang bukan angka",
                Akses::PPID,
            ),
            post(ditulis),
        ),
        tulis::<TanpaIsi>(
            langkah("LaporanTahunanDitetapkan", "Tetapkan laporan tahunan", Akses::PPID),
            post(ditetapkan),
        ),
        tulis::<TahunanDikirim>(
            langkah(
                "LaporanTahunanDikirimKeKi",
                "Catat pengiriman kepada Komisi Informasi",
                Akses::PPID,
            ),
            post(dikirim),
        ),
    ];
    semua.extend(rute_baca());
    semua
}

fn tulis<F: ToSchema>(langkah: Langkah, layanan: MethodRouter<Layanan>) -> Rute {
    let (jalur, nama) = (langkah.jalur(SATU), langkah.nama("tahunan"));
    Rute::baru(Method::POST, jalur, nama, langkah.ringkasan, langkah.akses, layanan)
        .menerima_dalam::<PerintahKantor<F>, F>()
        .bersyarat()
        .menjawab::<Hasil>()
}

fn rute_baca() -> Vec<Rute> {
    let satu = |jalur: String, nama: &str, ringkasan, layanan| {
        Rute::baru(Method::GET, jalur, nama, ringkasan, Akses::BACA_KANTOR, layanan)
    };
    vec![
        satu(
            "/api/v1/tahunan".to_owned(),
            "tahunan_daftar",
            "Laporan tahunan tahun-tahun terakhir dan keadaannya",
            get(baca::daftar),
        )
        .menanya::<Segar>()
        .menjawab::<DaftarTahunan>(),
        satu(
            SATU.to_owned(),
            "tahunan",
            "Laporan satu tahun: isi, keadaan, penetapan, revisi",
            get(baca::satu),
        )
        .menanya::<Lihat>()
        .menjawab::<RincianTahunan>(),
        satu(
            format!("{SATU}/berkas"),
            "tahunan_berkas",
            "Laporan tahunan sebagai PDF/A, XLSX, atau CSV; yang ditetapkan byte demi byte",
            get(baca::berkas),
        )
        .menanya::<Lihat>()
        .menanya::<TanyaBerkas>()
        .menanya::<baca::TanyaPenetapan>()
        .menjawab_berkas(),
        satu(
            format!("{SATU}/uji"),
            "tahunan_uji",
            "Susun ulang laporan yang ditetapkan dan bandingkan sidiknya",
            get(baca::uji),
        )
        .menanya::<baca::TanyaPenetapan>()
        .menjawab::<baca::UjiTahunan>(),
    ]
}

async fn ditulis(
    State(layanan): State<Layanan>,
    Jalur(tahun): Jalur<i32>,
    Extension(pelaku): Extension<Pelaku>,
    kepala: HeaderMap,
    Kiriman(kiriman): Kiriman<PerintahKantor<KataTahunan>>,
) -> Result<Hasil, Masalah> {
    let (app, ini) = (&layanan.app, ("KataTahunanDitulis", tahun));
    let tawaran = TawaranTahun::dari(app, ini, aliran, &pelaku, &kiriman, &kepala)?;
    let fakta = KataTahunanDitulis { tahun, kata: kiriman.fakta };
    tawaran.catat::<Tahunan>(app, Event::KataTahunanDitulis(fakta)).await
}

async fn dikirim(
    State(layanan): State<Layanan>,
    Jalur(tahun): Jalur<i32>,
    Extension(pelaku): Extension<Pelaku>,
    kepala: HeaderMap,
    Kiriman(kiriman): Kiriman<PerintahKantor<TahunanDikirim>>,
) -> Result<Hasil, Masalah> {
    let (app, ini) = (&layanan.app, ("LaporanTahunanDikirimKeKi", tahun));
    let tawaran = TawaranTahun::dari(app, ini, aliran, &pelaku, &kiriman, &kepala)?;
    let TahunanDikirim { cara, nomor_surat } = kiriman.fakta;
    let fakta = LaporanTahunanDikirimKeKi { tahun, cara, nomor_surat };
    tawaran.catat::<Tahunan>(app, Event::LaporanTahunanDikirimKeKi(fakta)).await
}

/// Figures and digests are of the log as it stands, and no sender's.
async fn ditetapkan(
    State(layanan): State<Layanan>,
    Jalur(tahun): Jalur<i32>,
    Extension(pelaku): Extension<Pelaku>,
    kepala: HeaderMap,
    Kiriman(kiriman): Kiriman<PerintahKantor<TanpaIsi>>,
) -> Result<Hasil, Masalah> {
    let (app, ini) = (&layanan.app, ("LaporanTahunanDitetapkan", tahun));
    let tawaran = TawaranTahun::dari(app, ini, aliran, &pelaku, &kiriman, &kepala)?;
    // A repeat is answered as before, without setting the type again.
    if let Some(hasil) = tawaran.dulu(app).await? {
        return Ok(hasil);
    }
    let titik = Titik::kini(app).await?;
    // What reads the tables must see what the frozen position has.
    for tampilan in PERLU {
        app.tampilan.tunggu(tampilan, titik.posisi).await?;
    }
    let (state, versi) = tahunan_dari(app, tahun, titik.sudut).await?;
    state.boleh_ditetapkan(tahun, app.hari_ini()).map_err(|halangan| ditolak(&halangan))?;
    let susunan = susun(app, tahun, Dari::Titik(titik), &mut |_, _| ()).await;
    let (susunan, _) = susunan.map_err(baca::galat)?;
    let fakta = susunan.penetapan(tahun, &susunan.pdf().await?)?;
    // What was frozen is of these words and of no later ones.
    tawaran.pada(versi)?.catat::<Tahunan>(app, Event::LaporanTahunanDitetapkan(fakta)).await
}

fn ditolak(halangan: &events::tahunan::TahunanDitolak) -> Masalah {
    let nama = format!("{halangan:?}");
    let kode = nama.split(['(', ' ']).next().unwrap_or_default();
    Masalah::ditolak(kode, halangan.to_string())
}
