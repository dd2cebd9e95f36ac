//! A dispute before Komisi Informasi and the courts: its stages, its limits, what
//! may be recorded, and everything that happened.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::antarmuka::Milik;
use super::kata::{rentang, tanggal};
use super::perkara::{Fakta, Langkah, Peristiwa, Tenggat, peristiwa};
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, laman};
use crate::web::Layanan;

#[derive(Deserialize)]
struct Keadaan {
    perkara: Vec<Uuid>,
    komisi: Option<String>,
    nomor: Option<String>,
    diajukan: Option<NaiveDate>,
    diregistrasi: Option<NaiveDate>,
    diputus: Option<NaiveDate>,
    gugatan: Option<NaiveDate>,
    inkracht: Option<NaiveDate>,
    dilaksanakan: Option<NaiveDate>,
    tenggat: Vec<Tenggat>,
}

#[derive(Template)]
#[template(path = "sengketa.html")]
struct SengketaHtml {
    tata: Tata,
    id: Uuid,
    judul: String,
    tahap: Vec<(&'static str, String)>,
    perkara: Vec<Uuid>,
    langkah: Vec<Langkah>,
    tenggat: Vec<Tenggat>,
    riwayat: Vec<Peristiwa>,
}

pub(super) async fn sengketa(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
) -> Jawaban {
    let pelaku = petugas.pelaku();
    let alamat = format!("/api/v1/sengketa/{id}");
    let keadaan: Keadaan = antarmuka.baca(&pelaku, &alamat).await?;
    let riwayat: Vec<Fakta> = antarmuka.baca_semua(&pelaku, &format!("{alamat}/riwayat")).await?;
    let boleh = antarmuka
        .tindakan
        .iter()
        .filter(|tindakan| tindakan.milik == Milik::Sengketa && petugas.boleh(tindakan.akses));
    let langkah = boleh.map(|tindakan| Langkah {
        langkah: tindakan.langkah.clone(),
        ringkasan: tindakan.ringkasan,
    });
    let tahap = [
        ("Diajukan", keadaan.diajukan),
        ("Diregistrasi", keadaan.diregistrasi),
        ("Diputus", keadaan.diputus),
        ("Gugatan", keadaan.gugatan),
        ("Berkekuatan hukum tetap", keadaan.inkracht),
        ("Dilaksanakan", keadaan.dilaksanakan),
    ];
    let tahap = tahap.iter().filter_map(|(nama, hari)| Some((*nama, tanggal(hari.as_ref()?))));
    let komisi = keadaan.komisi.unwrap_or_else(|| "Komisi Informasi".to_owned());
    let nomor = keadaan.nomor.map(|nomor| format!("{nomor}, ")).unwrap_or_default();
    laman(&SengketaHtml {
        tata: Tata::petugas(&layanan, petugas),
        id,
        judul: format!("Sengketa {nomor}{komisi}"),
        tahap: tahap.collect(),
        perkara: keadaan.perkara,
        langkah: langkah.collect(),
        tenggat: keadaan.tenggat,
        riwayat: peristiwa(&layanan, riwayat).await?,
    })
}
