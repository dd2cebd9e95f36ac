//! The page from which anybody takes away what the log can be held against.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use serde::Deserialize;

use super::pemeriksaan::saat;
use super::{Antar, Jawaban, Tata, alamat_dengan, laman, tanya};
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::checkpoint::{DaftarCheckpoint, TampilanCheckpoint, TampilanStempel};

#[derive(Template)]
#[template(path = "checkpoint.html")]
struct CheckpointHtml {
    tata: Tata,
    daftar: DaftarCheckpoint,
    /// Each with the local moment of its publishing.
    harian: Vec<(TampilanCheckpoint, String)>,
    /// Each with the authority's time.
    stempel: Vec<(TampilanStempel, String)>,
    diterbitkan: Option<String>,
    tertunda: Option<String>,
    stempel_tertunda: Option<String>,
}

#[derive(Default, Deserialize)]
struct Pilihan {
    ukuran: Option<String>,
    daun: Option<String>,
}

pub(super) async fn checkpoint(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
) -> Jawaban {
    let mut daftar: DaftarCheckpoint =
        antarmuka.baca(&Pelaku::Publik, "/api/v1/checkpoint").await?;
    let harian = std::mem::take(&mut daftar.harian).into_iter();
    let harian = harian.map(|satu| {
        let pada = saat(&layanan, satu.diterbitkan);
        (satu, pada)
    });
    let stempel = std::mem::take(&mut daftar.stempel).into_iter();
    let stempel = stempel.map(|satu| {
        let pada = saat(&layanan, satu.saat);
        (satu, pada)
    });
    let diterbitkan = daftar.terakhir.as_ref().map(|t| saat(&layanan, t.diterbitkan));
    let tertunda = daftar.tertunda.as_ref().and_then(|t| t.saat);
    let stempel_tertunda = daftar.stempel_tertunda.as_ref().and_then(|t| t.saat);
    laman(&CheckpointHtml {
        tata: Tata::publik(&layanan),
        harian: harian.collect(),
        stempel: stempel.collect(),
        diterbitkan,
        tertunda: tertunda.map(|pada| saat(&layanan, pada)),
        stempel_tertunda: stempel_tertunda.map(|pada| saat(&layanan, pada)),
        daftar,
    })
}

/// The signed note itself.
pub(super) async fn nota(Extension(antarmuka): Extension<Antar>, uri: Uri) -> Jawaban {
    sebesar(&antarmuka, "/api/v1/checkpoint/nota", &uri).await
}

/// The time stamp on it.
pub(super) async fn stempel(Extension(antarmuka): Extension<Antar>, uri: Uri) -> Jawaban {
    sebesar(&antarmuka, "/api/v1/checkpoint/stempel", &uri).await
}

async fn sebesar(antarmuka: &Antar, alamat: &str, uri: &Uri) -> Jawaban {
    let Pilihan { ukuran, .. } = tanya(uri);
    let ukuran = ukuran.filter(|ukuran| !ukuran.is_empty());
    let alamat = alamat_dengan(alamat, &[("ukuran", ukuran.as_deref())]);
    Ok(antarmuka.unduh(&Pelaku::Publik, &alamat).await?)
}

/// The proof that a fact is in the log.
pub(super) async fn bukti(
    Extension(antarmuka): Extension<Antar>,
    Path(posisi): Path<u64>,
    uri: Uri,
) -> Jawaban {
    let Pilihan { daun, .. } = tanya(&uri);
    let alamat = format!("/api/v1/checkpoint/bukti/{posisi}");
    let alamat = alamat_dengan(&alamat, &[("daun", daun.as_deref())]);
    Ok(antarmuka.unduh(&Pelaku::Publik, &alamat).await?)
}
