//! Filters of the queue that an officer keeps under a name.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::antrean::periksa_tanya;
use super::jawaban::Tampak;
use super::masalah::{Jenis, Masalah};
use super::parameter::{Halaman, Laman, Pandangan, Segar, Tanya};
use super::perintah::Kiriman;
use super::rute::Rute;
use crate::saringan::{self, BATAS, Saringan};

const BATAS_NAMA: usize = 60;
const BATAS_TANYA: usize = 1_000;

/// A filter under its name; the same name again takes its place.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
struct SaringanTersimpan {
    #[schema(min_length = 1, max_length = 60)]
    nama: String,
    /// What stands behind the question mark of `/api/v1/perkara`.
    #[schema(max_length = 1000)]
    tanya: String,
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
struct NamaSaringan {
    #[schema(min_length = 1, max_length = 60)]
    nama: String,
}

pub(super) fn rute() -> Vec<Rute> {
    let jalur = "/api/v1/saringan";
    vec![
        Rute::baru(
            Method::GET,
            jalur,
            "saringan",
            "Saringan antrean yang Anda simpan",
            Akses::BACA_PERKARA,
            get(daftar),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<SaringanTersimpan>(),
        Rute::baru(
            Method::POST,
            jalur,
            "saringan_simpan",
            "Simpan saringan antrean dengan nama, atau ganti yang bernama sama",
            Akses::BACA_PERKARA,
            post(simpan),
        )
        .menerima::<SaringanTersimpan>()
        .menjawab::<SaringanTersimpan>(),
        Rute::baru(
            Method::POST,
            "/api/v1/saringan/hapus",
            "saringan_hapus",
            "Hapus saringan antrean yang Anda simpan",
            Akses::BACA_PERKARA,
            post(hapus),
        )
        .menerima::<NamaSaringan>()
        .menjawab::<NamaSaringan>(),
    ]
}

async fn daftar(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<SaringanTersimpan>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let semua = saringan::milik(&layanan.app.pool, pengguna(&pelaku)?).await?;
    let kunci = |satu: &Saringan| satu.nama.clone();
    let bentuk = |Saringan { nama, tanya }| SaringanTersimpan { nama, tanya };
    let laman = Laman::potongan("saringan", posisi, semua, &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

async fn simpan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<SaringanTersimpan>,
) -> Result<Tampak<SaringanTersimpan>, Masalah> {
    let satu = Saringan { nama: nama(&kiriman.nama)?, tanya: kiriman.tanya };
    if satu.tanya.chars().count() > BATAS_TANYA {
        return Err(Masalah::kolom("/tanya", "saringan ini terlalu panjang"));
    }
    periksa_tanya(&satu.tanya)?;
    if !saringan::simpan(&layanan.app.pool, pengguna(&pelaku)?, &satu).await? {
        let uraian = format!("paling banyak {BATAS} saringan; hapus dahulu salah satu");
        return Err(Masalah::ditolak("TerlaluBanyakSaringan", uraian));
    }
    let posisi = layanan.app.log.position().await?;
    Ok(Tampak::baru(posisi, SaringanTersimpan { nama: satu.nama, tanya: satu.tanya }))
}

async fn hapus(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<NamaSaringan>,
) -> Result<Tampak<NamaSaringan>, Masalah> {
    let nama = nama(&kiriman.nama)?;
    saringan::hapus(&layanan.app.pool, pengguna(&pelaku)?, &nama).await?;
    let posisi = layanan.app.log.position().await?;
    Ok(Tampak::baru(posisi, NamaSaringan { nama }))
}

fn nama(nama: &str) -> Result<String, Masalah> {
    let rapi = nama.trim();
    let panjang = (1..=BATAS_NAMA).contains(&rapi.chars().count());
    if !panjang || rapi.chars().any(char::is_control) {
        let uraian = format!("tulis nama 1 sampai {BATAS_NAMA} karakter");
        return Err(Masalah::kolom("/nama", uraian));
    }
    Ok(rapi.to_owned())
}

fn pengguna(pelaku: &Pelaku) -> Result<Uuid, Masalah> {
    match pelaku {
        Pelaku::Pengguna { id, .. } => Ok(*id),
        Pelaku::Publik => Err(Masalah::baru(Jenis::TakDikenal, "masuk dahulu")),
    }
}
