//! Erasure of the people behind a case, on a page: what keeps their data, the
//! proposal of one, the decision of another, what was destroyed.

use askama::Template;
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use events::penghapusan::TempatData;
use projections::proyeksi::Proyeksi;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::kata::tanggal;
use super::sesi::Petugas;
use super::{Antar, Halangan, Jawaban, Tata, laman, tak_berwenang};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::penghapusan::TampilanPenghapusan;

/// The grounds that may be chosen, as the form says them.
const DASAR: [(&str, &str); 4] = [
    ("retensi_berakhir", "masa retensi berakhir dan jadwal retensi menyebut dimusnahkan"),
    ("permintaan_subjek", "diminta orangnya"),
    ("persetujuan_ditarik", "orangnya menarik persetujuan"),
    ("melawan_hukum", "diperoleh atau diproses secara melawan hukum"),
];

#[derive(Template)]
#[template(path = "penghapusan.html")]
struct PenghapusanHtml {
    tata: Tata,
    id: Uuid,
    nomor: String,
    keadaan: TampilanPenghapusan,
    /// What was destroyed, store by store.
    tempat: Vec<(&'static str, u32)>,
    boleh_mengusulkan: bool,
    boleh_memutus: bool,
    dasar: &'static [(&'static str, &'static str)],
    perintah: Uuid,
    terisi: Kiriman,
    masalah: Option<Masalah>,
}

fn nama_tempat(tempat: TempatData) -> &'static str {
    match tempat {
        TempatData::Nilai => "nilai tersegel",
        TempatData::Kunci => "kunci",
        TempatData::Berkas => "berkas, termasuk naskah surat",
        TempatData::Surel => "surel kepada pemohon",
    }
}

#[derive(Deserialize)]
struct Nomor {
    nomor: String,
}

#[derive(Clone, Default, Deserialize)]
pub(super) struct Kiriman {
    perintah: Option<Uuid>,
    /// `usul`, `setuju`, `tolak`.
    #[serde(default)]
    kerja: String,
    #[serde(default)]
    dasar: String,
    #[serde(default)]
    alasan: String,
}

#[derive(Deserialize)]
struct Diterima {
    posisi: u64,
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
    let keadaan: TampilanPenghapusan =
        antarmuka.baca(&pelaku, &format!("{alamat}/penghapusan")).await?;
    let Nomor { nomor } = antarmuka.baca(&pelaku, &alamat).await?;
    let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
    let bebas = keadaan.halangan.is_empty() && keadaan.disetujui.is_none();
    let html = laman(&PenghapusanHtml {
        tata: Tata::petugas(layanan, petugas),
        id,
        nomor,
        boleh_mengusulkan: bebas && keadaan.diusulkan.is_none() && petugas.boleh(Akses::LOKET),
        boleh_memutus: keadaan.diusulkan.is_some()
            && !keadaan.usulan_sendiri
            && petugas.boleh(Akses::ATASAN),
        dasar: &DASAR,
        tempat: keadaan.tempat.iter().map(|t| (nama_tempat(t.tempat), t.jumlah)).collect(),
        perintah: new_id(layanan.app.clock.now()),
        keadaan,
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
    if !petugas.boleh(Akses::LOKET) && !petugas.boleh(Akses::ATASAN) {
        return Err(tak_berwenang());
    }
    let alamat = format!("/api/v1/perkara/{id}");
    let Some((langkah, badan)) = perintah(&kiriman) else {
        return Err(Halangan::dari_kalimat("pilih mengusulkan, menyetujui, atau tidak menyetujui"));
    };
    let tujuan = format!("{alamat}/{langkah}");
    match antarmuka.kirim::<Diterima>(&petugas.pelaku(), &tujuan, &badan, None).await {
        Ok(hasil) => {
            layanan.app.tampilan.tunggu(Proyeksi::Perkara, hasil.posisi).await?;
            Ok(Redirect::to(&format!("/perkara/{id}/penghapusan")).into_response())
        }
        Err(masalah) => {
            tampilkan(&layanan, &antarmuka, petugas, id, (kiriman, Some(masalah))).await
        }
    }
}

/// What a form says, as the API takes it.
fn perintah(kiriman: &Kiriman) -> Option<(&'static str, Value)> {
    let alasan = json!({"isi": kiriman.alasan.trim()});
    let perintah = kiriman.perintah;
    Some(match kiriman.kerja.as_str() {
        "setuju" => ("penghapusan-diputus", json!({"perintah": perintah, "putusan": "setuju"})),
        "tolak" => {
            let putusan = json!({"tidak_setuju": {"alasan": alasan}});
            ("penghapusan-diputus", json!({"perintah": perintah, "putusan": putusan}))
        }
        "usul" => {
            let badan = json!({"perintah": perintah, "dasar": kiriman.dasar, "alasan": alasan});
            ("penghapusan-diusulkan", badan)
        }
        _ => return None,
    })
}
