//! One user: role, assignments, and the way they sign in.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::{Extension, Form};
use chrono::{DateTime, Utc};
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::super::sesi::{Pengelola, Petugas};
use super::super::{Antar, Jawaban, Tata, kapasitas_teks, laman, tidak_ada};
use super::daftar::{self, peran_teks};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akun::{HasilAturUlang, TampilanAkun};
use crate::web::masalah::Masalah;

#[derive(Template)]
#[template(path = "kelola_pengguna.html")]
struct PenggunaHtml {
    tata: Tata,
    id: Uuid,
    jabatan: String,
    peran: String,
    aktif: bool,
    bersurel: bool,
    penugasan: Vec<String>,
    akun: TampilanAkun,
    tertahan: bool,
    sandi_sampai: String,
    perintah: String,
    hasil: Option<HasilAturUlang>,
    masalah: Option<Masalah>,
}

#[derive(Deserialize)]
pub(super) struct AturUlang {
    #[serde(rename = "_perintah")]
    perintah: String,
    hal: String,
    nama_masuk: Option<String>,
}

pub(super) async fn satu(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
    Path(id): Path<Uuid>,
) -> Jawaban {
    tampilkan(&layanan, &antarmuka, petugas, id, (None, None)).await
}

async fn tampilkan(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    id: Uuid,
    (hasil, masalah): (Option<HasilAturUlang>, Option<Masalah>),
) -> Jawaban {
    let pelaku = petugas.pelaku();
    let semua: Vec<daftar::Pengguna> = antarmuka.baca_semua(&pelaku, "/api/v1/pengguna").await?;
    let pengguna = semua.iter().find(|satu| satu.id == id);
    let pengguna = pengguna.ok_or_else(|| tidak_ada("pengguna ini"))?;
    let akun: TampilanAkun =
        antarmuka.baca(&pelaku, &format!("/api/v1/pengguna/{id}/akun")).await?;
    let unit: HashMap<Uuid, String> = antarmuka.nama_unit(&pelaku).await?.into_iter().collect();
    let kini = layanan.app.clock.now();
    let tanggal = |saat: DateTime<Utc>| tanggal_panjang(layanan.app.zona.tanggal(saat));
    let penugasan = pengguna.penugasan.iter().map(|tugas| {
        let sebagai = kapasitas_teks(layanan, tugas.sebagai, Some(tugas.status));
        let untuk = tugas.menggantikan.and_then(|untuk| {
            let untuk = semua.iter().find(|satu| satu.id == untuk.0)?;
            Some(format!(" menggantikan {}", untuk.jabatan(layanan)))
        });
        let (dari, sampai) = (tanggal_panjang(tugas.dari), tanggal_panjang(tugas.sampai));
        let untuk = untuk.unwrap_or_default();
        format!("{sebagai}{untuk}, {dari} sampai {sampai}, surat tugas {}", tugas.surat_tugas)
    });
    laman(&PenggunaHtml {
        tata: Tata::petugas(layanan, petugas),
        id,
        jabatan: pengguna.jabatan(layanan),
        peran: peran_teks(layanan, pengguna.peran, &unit),
        aktif: pengguna.aktif,
        bersurel: pengguna.bersurel,
        penugasan: penugasan.collect(),
        tertahan: akun.tertahan_sampai.is_some_and(|sampai| sampai > kini),
        sandi_sampai: akun.sandi_sementara_sampai.map(tanggal).unwrap_or_default(),
        akun,
        perintah: new_id(kini).to_string(),
        hasil,
        masalah,
    })
}

pub(super) async fn atur_ulang(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
    Path(id): Path<Uuid>,
    Form(kiriman): Form<AturUlang>,
) -> Jawaban {
    let nama = kiriman.nama_masuk.as_deref().map(str::trim).filter(|nama| !nama.is_empty());
    let mut badan = json!({"perintah": kiriman.perintah, "hal": kiriman.hal});
    if let Some(nama) = nama {
        badan["nama_masuk"] = json!(nama);
    }
    let alamat = format!("/api/v1/pengguna/{id}/akun");
    let hasil = antarmuka.kirim(&petugas.pelaku(), &alamat, &badan, None).await;
    let jawaban = match hasil {
        Ok(hasil) => (Some(hasil), None),
        Err(masalah) => (None, Some(masalah)),
    };
    tampilkan(&layanan, &antarmuka, petugas, id, jawaban).await
}
