//! The people behind a case: opened for a stated purpose, and each view taken
//! down beside the case before anything is shown.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use events::Perkara;
use events::teks::Label;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::Jalur;
use super::pelindungan::periksa_pembatasan;
use super::pendamping::catat_penglihatan;
use super::perintah::Kiriman;
use super::rute::Rute;
use crate::app::{App, aliran_perkara};
use crate::log::Values;

/// A view of the sealed values of a case.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct Pembukaan {
    /// Made by the client; sent again it shows what it showed first.
    perintah: Uuid,
    /// What it is opened for; it stands in the history.
    keperluan: Label,
    /// Show the NIK in full.
    #[serde(default)]
    nik: bool,
}

/// What was opened.
#[derive(Debug, Serialize, ToSchema)]
struct DataPribadi {
    perkara: Uuid,
    isi: Vec<Nilai>,
}

/// One value, with the fact that holds it and its place there.
#[derive(Debug, Serialize, ToSchema)]
struct Nilai {
    posisi: u64,
    nama: String,
    teks: String,
}

pub(super) fn rute() -> Rute {
    let ringkasan = "Buka data pribadi satu perkara; penglihatan ini dicatat";
    let jalur = "/api/v1/perkara/{perkara}/data-pribadi";
    let (nama, akses) = ("perkara_data_pribadi", Akses::DATA_PRIBADI);
    Rute::baru(Method::POST, jalur, nama, ringkasan, akses, post(buka))
        .menerima::<Pembukaan>()
        .menjawab::<DataPribadi>()
}

async fn buka(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<Pembukaan>,
) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let state = app.perkara(id).await?;
    let tidak_ada = || Masalah::tidak_ada("perkara ini");
    let mut nilai = nilai(app, id, &state).await?.ok_or_else(tidak_ada)?;
    periksa_pembatasan(&state, &pelaku)?;
    let isi = ("DataPribadiDilihat", id, pelaku.aktor(), &kiriman);
    let isi = serde_json::to_vec(&isi).map_err(anyhow::Error::from)?;
    let dilihat = (kiriman.keperluan.clone(), nilai.len());
    let outcome = catat_penglihatan(app, &pelaku, id, (kiriman.perintah, isi), dilihat).await?;
    // A repeat shows no more than the view that was taken down.
    nilai.retain(|nilai| nilai.posisi < outcome.first_position);
    if !kiriman.nik {
        for satu in &mut nilai {
            satu.teks = tanpa_nik(&satu.teks);
        }
    }
    let isi = DataPribadi { perkara: id, isi: nilai };
    let mut jawaban = Tampak::baru(outcome.last_position, isi).into_response();
    let simpan = HeaderValue::from_static("no-store");
    jawaban.headers_mut().insert(header::CACHE_CONTROL, simpan);
    Ok(jawaban)
}

/// Every sealed value of a case, its notes and its sengketa; `None` where there
/// is no case.
async fn nilai(app: &App, perkara: Uuid, state: &Perkara) -> anyhow::Result<Option<Vec<Nilai>>> {
    if state.versi == 0 {
        return Ok(None);
    }
    let aliran = aliran_perkara(perkara, state);
    let mut daftar = Vec::new();
    for tercatat in app.log.streams(&aliran, Values::Open).await? {
        let isi = serde_json::to_value(&tercatat.event)?;
        kumpulkan(tercatat.position, String::new(), &isi, &mut daftar);
    }
    Ok(Some(daftar))
}

/// Every opened value below a body, with its path as name.
fn kumpulkan(posisi: u64, nama: String, nilai: &Value, daftar: &mut Vec<Nilai>) {
    match nilai {
        Value::Object(objek) => {
            if let (1, Some(Value::String(teks))) = (objek.len(), objek.get("isi")) {
                daftar.push(Nilai { posisi, nama, teks: teks.clone() });
                return;
            }
            for (kunci, anak) in objek {
                let nama = match (nama.as_str(), kunci.as_str()) {
                    ("", "body") => String::new(),
                    ("", kunci) => kunci.to_owned(),
                    (nama, kunci) => format!("{nama}.{kunci}"),
                };
                kumpulkan(posisi, nama, anak, daftar);
            }
        }
        Value::Array(larik) => {
            for anak in larik {
                kumpulkan(posisi, nama.clone(), anak, daftar);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Sixteen digits in a row, wherever they stand, keep only their last four.
pub(super) fn tanpa_nik(teks: &str) -> String {
    let mut hasil = String::with_capacity(teks.len());
    let mut angka = String::new();
    for huruf in teks.chars().map(Some).chain(std::iter::once(None)) {
        match huruf {
            Some(huruf) if huruf.is_ascii_digit() => angka.push(huruf),
            lain => {
                if angka.len() >= 16 {
                    let terlihat = angka.split_off(angka.len() - 4);
                    hasil.extend(angka.drain(..).map(|_| '•'));
                    hasil.push_str(&terlihat);
                } else {
                    hasil.push_str(&angka);
                    angka.clear();
                }
                hasil.extend(lain);
            }
        }
    }
    hasil
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nik_keeps_its_last_four_digits() {
        assert_eq!(tanpa_nik("NIK 3275014101900001."), "NIK ••••••••••••0001.");
        assert_eq!(tanpa_nik("0812 3456 7890"), "0812 3456 7890");
    }
}
