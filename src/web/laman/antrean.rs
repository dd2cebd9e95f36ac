//! Where an officer lands: what to do, and by when. What is asked for goes to the
//! API as it stands in the address.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use chrono::NaiveDate;
use events::pengguna::Peran;
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::saringan::Saringan;
use super::sesi::Petugas;
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, kata, laman, tak_berwenang};
use crate::web::Layanan;
use crate::web::antrean::WajahPerkara;

/// What a case shows in the list.
#[derive(Deserialize)]
struct Perkara {
    #[serde(rename = "perkara")]
    id: Uuid,
    nomor: String,
    jenis: String,
    status: String,
    wajah: WajahPerkara,
    kanal: Option<String>,
    jenis_pemohon: Option<String>,
    unit: Option<Uuid>,
    pemegang: Option<String>,
    pemegang_unit: Option<Uuid>,
    tenggat: Option<String>,
    tenggat_awal: Option<NaiveDate>,
    tenggat_lambat: Option<NaiveDate>,
    sisa_hk_awal: Option<i64>,
    sisa_hk_lambat: Option<i64>,
    batas_internal: Option<NaiveDate>,
}

/// A filter that was kept.
#[derive(Deserialize)]
pub(super) struct Tersimpan {
    nama: String,
    tanya: String,
}

#[derive(Template)]
#[template(path = "antrean.html")]
struct AntreanHtml {
    tata: Tata,
    judul: &'static str,
    hari: String,
    sebagaimana: String,
    baris: Vec<Baris>,
    saringan: Saringan,
    tersimpan: Vec<Tersimpan>,
    /// Whether the list is narrowed to one unit anyway.
    milik_unit: bool,
    /// Addresses of the next page, and of the same list as a file.
    berikutnya: Option<String>,
    csv: String,
}

struct Baris {
    perkara: Uuid,
    nomor: String,
    ringkasan: String,
    pemohon: String,
    status: String,
    wajah: String,
    kelas: &'static str,
    /// The pemohon has to act, and the clock does not stand still.
    jam_berjalan: bool,
    unit: String,
    pemegang: String,
    batas_unit: String,
    tindakan: String,
    tenggat: String,
    sisa: String,
}

pub(super) async fn antrean(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    if petugas.peran == Peran::Admin {
        return Err(tak_berwenang());
    }
    let pelaku = petugas.pelaku();
    let mut saringan = Saringan::dari(&uri);
    if let Some(teks) = saringan.nilai("q") {
        // A whole number leads to its case.
        let tepat = [("nomor_persis", Some(teks)), ("batas", Some("2"))];
        let tepat = alamat_dengan("/api/v1/perkara", &tepat);
        let tepat: Laman<Perkara> = antarmuka.baca(&pelaku, &tepat).await?;
        if let [satu] = tepat.isi.as_slice() {
            return Ok(Redirect::to(&format!("/perkara/{}", satu.id)).into_response());
        }
    }
    let daftar: Laman<Perkara> =
        antarmuka.baca(&pelaku, &saringan.alamat("/api/v1/perkara")).await?;
    let unit = antarmuka.nama_unit(&pelaku).await?;
    let tersimpan = antarmuka.baca_semua(&pelaku, "/api/v1/saringan").await?;
    saringan.bernama(&unit);
    let unit: HashMap<Uuid, String> = unit.into_iter().collect();
    let lanjut = |setelah: &String| saringan.dengan("setelah", setelah).alamat("/antrean");
    let berikutnya = daftar.berikutnya.as_ref().map(lanjut);
    laman(&AntreanHtml {
        tata: Tata::petugas(&layanan, petugas),
        judul: saringan.judul(),
        hari: tanggal_panjang(layanan.app.hari_ini()),
        sebagaimana: saringan.nilai("sebagaimana").unwrap_or_default().to_owned(),
        baris: daftar.isi.into_iter().map(|perkara| Baris::dari(perkara, &unit)).collect(),
        milik_unit: pelaku.unit().is_some(),
        berikutnya,
        csv: saringan.alamat("/antrean.csv"),
        saringan,
        tersimpan,
    })
}

/// The same list as a file.
pub(super) async fn csv(
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let alamat = Saringan::dari(&uri).tanpa("setelah").alamat("/api/v1/antrean/csv");
    Ok(antarmuka.unduh(&petugas.pelaku(), &alamat).await?)
}

/// Keeps a filter under a name, or forgets it.
pub(super) async fn simpan(
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Form(isian): Form<HashMap<String, String>>,
) -> Jawaban {
    let (nama, tanya) = (isian.get("nama"), isian.get("tanya"));
    let (jalur, badan) = if isian.contains_key("hapus") {
        ("/api/v1/saringan/hapus", json!({"nama": nama}))
    } else {
        ("/api/v1/saringan", json!({"nama": nama, "tanya": tanya}))
    };
    let _: Value = antarmuka.kirim(&petugas.pelaku(), jalur, &badan, None).await?;
    let kembali = tanya.map_or_else(|| "/antrean".to_owned(), |t| format!("/antrean?{t}"));
    Ok(Redirect::to(&kembali).into_response())
}

impl Baris {
    fn dari(perkara: Perkara, unit: &HashMap<Uuid, String>) -> Self {
        let tenggat = perkara.tenggat_awal.zip(perkara.tenggat_lambat);
        // Between the readings what is left is left to the later one.
        let sisa = match perkara.wajah {
            WajahPerkara::Batas => perkara.sisa_hk_lambat,
            _ => perkara.sisa_hk_awal,
        };
        let nama = |id: Option<Uuid>| id.and_then(|id| unit.get(&id)).cloned();
        let pemohon = perkara.jenis_pemohon.as_deref().unwrap_or("tidak tercatat");
        let ringkasan = match &perkara.kanal {
            Some(kanal) => format!("{} lewat {kanal}", kata::manusiawi(&perkara.jenis)),
            None => kata::manusiawi(&perkara.jenis),
        };
        Baris {
            perkara: perkara.id,
            nomor: perkara.nomor,
            ringkasan,
            pemohon: pemohon.to_owned(),
            status: perkara.status,
            wajah: kata::wajah(perkara.wajah),
            kelas: kata::kelas_wajah(perkara.wajah),
            jam_berjalan: matches!(perkara.wajah, WajahPerkara::MenungguPemohon),
            pemegang: nama(perkara.pemegang_unit).or(perkara.pemegang).unwrap_or_default(),
            unit: nama(perkara.unit).unwrap_or_default(),
            batas_unit: perkara.batas_internal.map(tanggal_panjang).unwrap_or_default(),
            tindakan: perkara.tenggat.unwrap_or_default(),
            tenggat: tenggat.as_ref().map(kata::rentang).unwrap_or_default(),
            sisa: sisa.map(sisa_hk).unwrap_or_default(),
        }
    }
}

fn sisa_hk(sisa: i64) -> String {
    match sisa {
        0 => "hari ini".to_owned(),
        1.. => format!("sisa {sisa} hk"),
        _ => format!("lewat {} hk", -sisa),
    }
}
