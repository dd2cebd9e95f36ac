//! A register with the people in it: for a stated purpose, taken down before
//! anything is shown, and never by an address alone.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use events::pendamping::{BukuOrang, DataPribadiDilihat, Event as Pendamping, PenglihatanRegister};
use events::pihak::UnitId;
use events::teks::Label;
use events::waktu::Waktu;
use events::{Event, Fakta};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::lembar::{self, LembarRegister, TanyaRegister};
use crate::app::App;
use crate::log::{Append, Command, Expected, Outcome};
use crate::register::{Halaman, JenisRegister, Permintaan, Register, Terbuka};
use crate::web::Layanan;
use crate::web::akses::{Akses, Pelaku};
use crate::web::data_pribadi::tanpa_nik;
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::naskah::BentukBerkas;
use crate::web::parameter::{self, Lihat, Pandangan, Tanggal};
use crate::web::pelindungan::boleh_melihat_yang_dibatasi;
use crate::web::perintah::Kiriman;
use crate::web::rute::Rute;

/// What is to be opened, and for what.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PembukaanRegister {
    /// Made by the client; sent again it is the same view.
    perintah: Uuid,
    /// What it is opened for; it stands in the log.
    keperluan: Label,
    buku: BukuOrang,
    #[serde(default)]
    unit: Option<Uuid>,
    #[serde(default)]
    #[schema(value_type = Option<Tanggal>)]
    dari: Option<Tanggal>,
    #[serde(default)]
    #[schema(value_type = Option<Tanggal>)]
    sampai: Option<Tanggal>,
    /// Show the NIK in full.
    #[serde(default)]
    nik: bool,
    /// `berikutnya` of the page before; without it the first.
    #[serde(default)]
    setelah: Option<String>,
    /// Of a file: which; without it XLSX.
    #[serde(default)]
    bentuk: Option<BentukBerkas>,
}

pub fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::POST,
            "/api/v1/register/data-pribadi",
            "register_data_pribadi",
            "Buka sehalaman register dengan data pribadinya; penglihatan ini dicatat",
            Akses::DATA_PRIBADI,
            post(buka),
        )
        .menanya::<Lihat>()
        .menerima::<PembukaanRegister>()
        .menjawab::<LembarRegister>(),
        Rute::baru(
            Method::POST,
            "/api/v1/register/data-pribadi/berkas",
            "register_data_pribadi_berkas",
            "Unduh register dengan data pribadinya; penglihatan ini dicatat",
            Akses::DATA_PRIBADI,
            post(unduh),
        )
        .menanya::<Lihat>()
        .menerima::<PembukaanRegister>()
        .menjawab_berkas(),
    ]
}

impl PembukaanRegister {
    fn tanya(&self) -> TanyaRegister {
        let jenis = match self.buku {
            BukuOrang::Permohonan => JenisRegister::Permohonan,
            BukuOrang::Keberatan => JenisRegister::Keberatan,
        };
        let (dari, sampai) = (self.dari.map(|t| t.0), self.sampai.map(|t| t.0));
        TanyaRegister::baru(Permintaan { jenis, dari, sampai, unit: self.unit })
    }
}

async fn buka(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Kiriman(kiriman): Kiriman<PembukaanRegister>,
) -> Result<Response, Masalah> {
    let laman = parameter::Halaman::dari(kiriman.setelah.clone());
    let halaman = lembar::halaman(&laman)?;
    let (_, mut register) =
        lembar::baca(&layanan, &pelaku, &pandangan, kiriman.tanya(), halaman).await?;
    let (outcome, terbuka) = terbuka(&layanan.app, &pelaku, &kiriman, &mut register).await?;
    let naskah = register.naskah(Some(&terbuka));
    let isi = lembar::tampilan(outcome.last_position, &register, &naskah)?;
    let mut jawaban = Tampak::baru(outcome.last_position, isi).into_response();
    let simpan = HeaderValue::from_static("no-store");
    jawaban.headers_mut().insert(header::CACHE_CONTROL, simpan);
    Ok(jawaban)
}

async fn unduh(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Kiriman(kiriman): Kiriman<PembukaanRegister>,
) -> Result<Response, Masalah> {
    let (_, mut register) =
        lembar::baca(&layanan, &pelaku, &pandangan, kiriman.tanya(), Halaman::SEMUA).await?;
    let (_, terbuka) = terbuka(&layanan.app, &pelaku, &kiriman, &mut register).await?;
    let naskah = register.naskah(Some(&terbuka));
    let bentuk = kiriman.bentuk.unwrap_or(BentukBerkas::Xlsx);
    let mut jawaban = lembar::sebagai_berkas(&layanan, &register, naskah, bentuk).await?;
    let simpan = HeaderValue::from_static("no-store");
    jawaban.headers_mut().insert(header::CACHE_CONTROL, simpan);
    Ok(jawaban)
}

/// Takes the view down, then opens what it told of.
async fn terbuka(
    app: &App,
    pelaku: &Pelaku,
    kiriman: &PembukaanRegister,
    register: &mut Register,
) -> Result<(Outcome, Terbuka), Masalah> {
    let outcome = catat(app, pelaku, kiriman, register).await?;
    // A repeat shows no more than the view that was taken down.
    register.hingga(outcome.first_position.cast_signed());
    let mut terbuka = register.buka(app).await?;
    if !boleh_melihat_yang_dibatasi(pelaku) {
        register.tutup_yang_dibatasi(app, &mut terbuka).await?;
    }
    if !kiriman.nik {
        for teks in terbuka.values_mut() {
            *teks = tanpa_nik(teks);
        }
    }
    Ok((outcome, terbuka))
}

async fn catat(
    app: &App,
    pelaku: &Pelaku,
    kiriman: &PembukaanRegister,
    register: &Register,
) -> Result<Outcome, Masalah> {
    let content = ("RegisterDibuka", pelaku.aktor(), kiriman);
    let content = serde_json::to_vec(&content).map_err(anyhow::Error::from)?;
    if let Some(outcome) = app.log.outcome(kiriman.perintah, &content).await? {
        return Ok(outcome);
    }
    let Permintaan { dari, sampai, unit, .. } = register.permintaan;
    let dilihat = DataPribadiDilihat {
        keperluan: kiriman.keperluan.clone(),
        jumlah: u32::try_from(register.tersegel()).map_err(anyhow::Error::from)?,
        register: Some(PenglihatanRegister {
            buku: kiriman.buku,
            dari,
            sampai,
            unit: unit.map(UnitId),
            baris: u32::try_from(register.banyak()).map_err(anyhow::Error::from)?,
        }),
    };
    let event = Event::Pendamping(Pendamping::DataPribadiDilihat(dilihat));
    let stream = kiriman.buku.pendamping();
    let append = Append {
        stream,
        expected: Expected::Any,
        subject: stream.id,
        facts: vec![Fakta::baru(event, Waktu::Saat(app.clock.now()))],
    };
    let (id, actor) = (kiriman.perintah, pelaku.aktor());
    Ok(app.log.append(Command { id, actor, content, appends: vec![append] }).await?)
}
