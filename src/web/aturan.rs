//! The office's rules and since when they hold.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::routing::{get, post};
use events::Event as Fakta;
use events::aturan::{AturanDitetapkan, Event, RiwayatAturan, aliran};

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
    ]
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
