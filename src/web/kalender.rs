//! The calendar, layer by layer: days closed and opened again, by instrument.

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, Json};
use chrono::Datelike;
use events::kalender::{Event, HariDitutup, Kalender, Lapisan, SEMUA_LAPISAN};
use events::waktu::TAHUN;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Jalur, Laman, Lihat, Pandangan, Tanya};
use super::perintah::{Hasil, Kiriman, Langkah, PerintahKantor, aliran_ditawari, langkah, syarat};
use super::pratinjau::{Pratinjau, dampak_kalender};
use super::rute::Rute;
use crate::app::Syarat;

#[derive(Debug, Deserialize, IntoParams)]
struct Tahun {
    #[param(minimum = 1945, maximum = 2199)]
    tahun: Option<i32>,
}

/// A closed day and the layer in which it stands.
#[derive(Debug, Serialize, ToSchema)]
struct HariTutup {
    lapisan: Lapisan,
    hari: HariDitutup,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        fakta(langkah("HariDitutup", "Catat hari tutup", Akses::ACUAN), Event::HariDitutup),
        fakta(langkah("HariDibuka", "Cabut hari tutup", Akses::ACUAN), Event::HariDibuka),
        Rute::baru(
            Method::GET,
            "/api/v1/kalender",
            "kalender",
            "Hari tutup semua lapisan, sebagaimana diketahui",
            Akses::BACA_ACUAN,
            get(daftar),
        )
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menanya::<Tahun>()
        .menjawab_laman::<HariTutup>(),
    ]
}

/// A layer is there from the start, also while nothing stands in it.
fn fakta<F>(langkah: Langkah, event: fn(F) -> Event) -> Rute
where
    F: Serialize + DeserializeOwned + ToSchema + Send + 'static,
{
    let nama = langkah.fakta;
    let layanan = post(
        move |State(layanan): State<Layanan>,
              Jalur(lapisan): Jalur<Lapisan>,
              Extension(pelaku): Extension<Pelaku>,
              pratinjau: Option<Extension<Pratinjau>>,
              kepala: HeaderMap,
              Kiriman(kiriman): Kiriman<PerintahKantor<F>>| async move {
            let syarat = match syarat(&kepala)? {
                Syarat::Ada => Syarat::Apa,
                lain => lain,
            };
            let (app, ini) = (&layanan.app, (nama, lapisan.aliran().id));
            if pratinjau.is_some() {
                let dampak = dampak_kalender(app, lapisan, event(kiriman.fakta)).await?;
                return Ok(Json(dampak).into_response());
            }
            let hasil =
                aliran_ditawari::<Kalender, F>(app, pelaku, ini, kiriman, event, syarat).await?;
            Ok::<_, Masalah>(hasil.into_response())
        },
    );
    let jalur = langkah.jalur("/api/v1/kalender/{lapisan}");
    let id = langkah.nama("kalender");
    Rute::baru(Method::POST, jalur, id, langkah.ringkasan, langkah.akses, layanan)
        .menerima_dalam::<PerintahKantor<F>, F>()
        .bersyarat()
        .menjawab::<Hasil>()
}

async fn daftar(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(Tahun { tahun }): Tanya<Tahun>,
) -> Result<Tampak<Laman<HariTutup>>, Masalah> {
    if tahun.is_some_and(|tahun| !TAHUN.contains(&tahun)) {
        let rentang = format!("pilih {} sampai {}", TAHUN.start(), TAHUN.end());
        return Err(Masalah::kolom("tahun", rentang));
    }
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let catatan = layanan.app.catatan_untuk(&[], pandangan.sudut).await?;
    let mut daftar = Vec::new();
    for lapisan in SEMUA_LAPISAN {
        let hari = catatan.dasar.lapisan.get(&lapisan).into_iter().flat_map(Kalender::semua);
        let hari = hari.filter(|hari| tahun.is_none_or(|tahun| hari.tanggal.year() == tahun));
        let hari = hari.map(|hari| HariTutup { lapisan, hari: hari.clone() });
        // A layer may close one day twice, by two instruments.
        daftar.extend(hari.enumerate());
    }
    let kunci = |(urut, satu): &(usize, HariTutup)| (satu.hari.tanggal, satu.lapisan, *urut);
    let bentuk = |(_, satu)| satu;
    let laman = Laman::potongan("kalender", posisi, daftar, &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}
