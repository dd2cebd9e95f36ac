//! The office's rules and since when they hold.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::routing::{get, post};
use events::Event as Fakta;
use events::aturan::{AturanDitetapkan, Event, RiwayatAturan, aliran};
use events::batas::{Batas, Kata, Panjang, SEMUA};
use events::hari_kerja::HariKerja;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Laman, Pandangan, Segar, Tanya};
use super::perintah::{Hasil, Kiriman, PerintahKantor, aliran_ditawari, syarat};
use super::rute::Rute;
use crate::app::Syarat;
use crate::log::Values;

const JALUR: &str = "/api/v1/aturan";

pub(super) fn rute() -> Vec<Rute> {
    let (nama, ringkasan) =
        ("aturan_aturan_ditetapkan", "Tetapkan aturan kantor sejak satu tanggal");
    vec![
        Rute::baru(Method::POST, JALUR, nama, ringkasan, Akses::PENGELOLA, post(tetapkan))
            .menerima_dalam::<PerintahKantor<AturanDitetapkan>, AturanDitetapkan>()
            .bersyarat()
            .menjawab::<Hasil>(),
        Rute::baru(
            Method::GET,
            JALUR,
            "aturan",
            "Aturan kantor, yang lama dahulu",
            Akses::BACA_ACUAN,
            get(daftar),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<AturanDitetapkan>(),
        Rute::baru(
            Method::GET,
            "/api/v1/batas",
            "batas",
            "Setiap batas waktu hukum, dengan panjangnya menurut aturan hari ini",
            Akses::BACA_ACUAN,
            get(batas),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<TampilanBatas>(),
    ]
}

/// One limit of the law.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanBatas {
    pub kode: String,
    pub pelaku: String,
    /// The fact from which it runs.
    pub pemicu: String,
    pub panjang: String,
    /// The law's own word for its beginning.
    pub kata: String,
    pub tindakan: String,
    pub pasal: String,
    pub akibat: String,
}

fn panjang(panjang: Panjang) -> String {
    match panjang {
        Panjang::HariKerja(HariKerja(n)) => format!("{n} hari kerja"),
        Panjang::Hari(n) => format!("{n} hari"),
        Panjang::Bulan(n) => format!("{n} bulan"),
        Panjang::Tahun(n) => format!("{n} tahun"),
        Panjang::Jam(n) => format!("{n} jam"),
        Panjang::Kali(n) => format!("{n} kali"),
        Panjang::Segera => "segera".to_owned(),
        Panjang::MenurutAmar => "menurut amar".to_owned(),
        Panjang::Berkala => "berkala".to_owned(),
    }
}

async fn batas(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanBatas>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let aturan = layanan.app.aturan().await?;
    let semua: Vec<(usize, &Batas)> = SEMUA.iter().enumerate().collect();
    let bentuk = |(_, batas): (usize, &Batas)| TampilanBatas {
        kode: batas.kode.to_owned(),
        pelaku: batas.pelaku.to_string(),
        pemicu: batas.pemicu.to_owned(),
        panjang: panjang(aturan.panjang(batas.kode).unwrap_or(batas.panjang)),
        kata: match batas.kata {
            Kata::Sejak => "sejak",
            Kata::Setelah => "setelah",
            Kata::Sebelum => "sebelum",
            Kata::Lain => "mengikuti batas lain",
        }
        .to_owned(),
        tindakan: batas.tindakan.to_owned(),
        pasal: batas.pasal.to_owned(),
        akibat: batas.akibat.to_owned(),
    };
    let kunci = |(urut, _): &(usize, &Batas)| *urut;
    Ok(Tampak::baru(posisi, Laman::potongan("batas", posisi, semua, &halaman, kunci, bentuk)?))
}

async fn tetapkan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    kepala: HeaderMap,
    Kiriman(kiriman): Kiriman<PerintahKantor<AturanDitetapkan>>,
) -> Result<Hasil, Masalah> {
    let syarat = match syarat(&kepala)? {
        Syarat::Ada => Syarat::Apa,
        lain => lain,
    };
    let ini = ("AturanDitetapkan", aliran().id);
    let event = Event::AturanDitetapkan;
    aliran_ditawari::<RiwayatAturan, _>(&layanan.app, pelaku, ini, kiriman, event, syarat).await
}

async fn daftar(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<AturanDitetapkan>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let fakta = layanan.app.log.stream(aliran(), Values::Sealed).await?;
    let aturan = fakta.into_iter().filter_map(|tercatat| match tercatat.event {
        Fakta::Aturan(Event::AturanDitetapkan(aturan)) => Some((tercatat.version, aturan)),
        _ => None,
    });
    let kunci = |(versi, _): &(u32, _)| *versi;
    let bentuk = |(_, aturan)| aturan;
    let laman = Laman::potongan("aturan", posisi, aturan.collect(), &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}
