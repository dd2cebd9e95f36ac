//! A case replayed: one fact a page, what was known and due on its day, and what
//! it changed.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::kata::{rentang, tanggal};
use super::perkara::{Fakta, Peristiwa, peristiwa};
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, alamat_dengan, laman, tanya};
use crate::web::Layanan;
use crate::web::pratinjau::Perubahan;

#[derive(Default, Deserialize)]
struct Tanya {
    langkah: Option<String>,
}

#[derive(Deserialize)]
struct Tampilan {
    langkah: u32,
    jumlah: u32,
    nomor: String,
    hari: NaiveDate,
    fakta: Fakta,
    beda: Perubahan,
    terbuka: Vec<Tenggat>,
    diketahui_sebelumnya: Vec<Fakta>,
}

#[derive(Deserialize)]
struct Tenggat {
    pelaku: String,
    tindakan: String,
    paling_awal: NaiveDate,
    paling_lambat: NaiveDate,
    keadaan: String,
    sisa_hk: Option<i64>,
}

#[derive(Template)]
#[template(path = "putar_ulang.html")]
struct PutarUlangHtml {
    tata: Tata,
    id: Uuid,
    langkah: u32,
    jumlah: u32,
    nomor: String,
    hari: NaiveDate,
    beda: Perubahan,
    terbuka: Vec<Tenggat>,
    fakta: Option<Peristiwa>,
    riwayat: Vec<Peristiwa>,
}

pub(super) async fn putar_ulang(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Jawaban {
    let tanya: Tanya = tanya(&uri);
    let langkah = tanya.langkah.filter(|langkah| !langkah.is_empty());
    let alamat = format!("/api/v1/perkara/{id}/putar-ulang");
    let alamat = alamat_dengan(&alamat, &[("langkah", langkah.as_deref())]);
    let satu: Tampilan = antarmuka.baca(&petugas.pelaku(), &alamat).await?;
    laman(&PutarUlangHtml {
        tata: Tata::petugas(&layanan, petugas.peran),
        id,
        langkah: satu.langkah,
        jumlah: satu.jumlah,
        nomor: satu.nomor,
        hari: satu.hari,
        beda: satu.beda,
        terbuka: satu.terbuka,
        fakta: peristiwa(&layanan, vec![satu.fakta]).await?.pop(),
        riwayat: peristiwa(&layanan, satu.diketahui_sebelumnya).await?,
    })
}
