//! The bundle of a case, on a page: made with a button, and those made before.

use askama::Template;
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::perkara::oleh;
use super::sesi::Petugas;
use super::{Antar, Halangan, Jawaban, Tata, laman};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::bundel::{DaftarBundel, TampilanBundel};
use crate::web::masalah::Masalah;

#[derive(Template)]
#[template(path = "bundel.html")]
struct BundelHtml {
    tata: Tata,
    id: Uuid,
    nomor: String,
    /// Each with its moment and who made it.
    dibuat: Vec<(TampilanBundel, String, String)>,
    perintah: Uuid,
    terisi: Kiriman,
    masalah: Option<Masalah>,
}

#[derive(Deserialize)]
struct Nomor {
    nomor: String,
}

#[derive(Clone, Default, Deserialize)]
pub(super) struct Kiriman {
    perintah: Option<Uuid>,
    /// `majelis`, `pihak`.
    #[serde(default)]
    untuk: String,
    #[serde(default)]
    keperluan: String,
}

pub(super) async fn isi(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
) -> Jawaban {
    tampilkan(&layanan, &antarmuka, petugas, id, (Kiriman::default(), None)).await
}

async fn tampilkan(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    id: Uuid,
    (terisi, masalah): (Kiriman, Option<Masalah>),
) -> Jawaban {
    let (pelaku, alamat) = (petugas.pelaku(), format!("/api/v1/perkara/{id}"));
    let DaftarBundel { bundel } = antarmuka.baca(&pelaku, &format!("{alamat}/bundel")).await?;
    let Nomor { nomor } = antarmuka.baca(&pelaku, &alamat).await?;
    let zona = layanan.app.zona;
    let mut dibuat = Vec::new();
    for satu in bundel {
        let hari = tanggal_panjang(zona.tanggal(satu.dibuat));
        let saat = format!("{hari} {} {zona}", zona.jam(satu.dibuat));
        let oleh = oleh(layanan, &satu.oleh).await?;
        dibuat.push((satu, saat, oleh));
    }
    let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
    let html = laman(&BundelHtml {
        tata: Tata::petugas(layanan, petugas),
        id,
        nomor,
        dibuat,
        perintah: new_id(layanan.app.clock.now()),
        terisi,
        masalah,
    })?;
    Ok((status.unwrap_or(StatusCode::OK), html).into_response())
}

pub(super) async fn kirim(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    Form(kiriman): Form<Kiriman>,
) -> Jawaban {
    let badan = json!({
        "perintah": kiriman.perintah, "untuk": kiriman.untuk, "keperluan": kiriman.keperluan,
    });
    let alamat = format!("/api/v1/perkara/{id}/bundel");
    match antarmuka.unduh_dengan(&petugas.pelaku(), &alamat, &badan).await {
        Ok(jawaban) => Ok(jawaban),
        Err(masalah) if masalah.status == 403 => Err(Halangan::from(masalah)),
        Err(masalah) => {
            tampilkan(&layanan, &antarmuka, petugas, id, (kiriman, Some(masalah))).await
        }
    }
}
