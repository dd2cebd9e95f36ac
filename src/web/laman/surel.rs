//! Mail on pages: the outbox for whoever keeps the office, one's own choice, the
//! end of the digests by one click, and one's calendar.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use chrono::{DateTime, Utc};
use events::surel::{JenisSurel, PILIHAN};
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::sesi::{Penata, Petugas};
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, laman, tanya, tidak_ada};
use crate::surel::konfigurasi::Jalan;
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::kalender_petugas::kalender;
use crate::web::masalah::Masalah;
use crate::web::surel::{KeadaanSurel, pemegang};

#[derive(Template)]
#[template(path = "kelola_surel.html")]
struct KotakHtml {
    tata: Tata,
    keadaan: KeadaanSurel,
    /// Where mails lie that no server gets.
    folder: Option<String>,
    baris: Vec<Baris>,
    berikutnya: Option<String>,
    masalah: Option<Masalah>,
}

/// A mail in the list.
struct Baris {
    surel: Uuid,
    jenis: String,
    penerima: String,
    perkara: Option<Uuid>,
    dibuat: String,
    percobaan: String,
    keterangan: String,
}

#[derive(Deserialize)]
struct Isi {
    surel: Uuid,
    jenis: String,
    jabatan: Option<String>,
    perkara: Option<Uuid>,
    dibuat: DateTime<Utc>,
    percobaan: i32,
    berikutnya: Option<DateTime<Utc>>,
    jawaban: Option<String>,
    selesai: Option<DateTime<Utc>>,
}

#[derive(Default, Deserialize)]
struct Tanya {
    keadaan: Option<KeadaanSurel>,
    setelah: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct CobaLagi {
    surel: Option<Uuid>,
}

pub(super) async fn kotak(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    uri: Uri,
) -> Jawaban {
    tampilkan_kotak(&layanan, &antarmuka, petugas, tanya(&uri), None).await
}

pub(super) async fn coba_lagi(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    Form(kiriman): Form<CobaLagi>,
) -> Jawaban {
    let badan = json!({"surel": kiriman.surel});
    let alamat = "/api/v1/surel/coba-lagi";
    match antarmuka.kirim::<Value>(&petugas.pelaku(), alamat, &badan, None).await {
        Ok(_) => Ok(Redirect::to("/kelola/surel?keadaan=menunggu").into_response()),
        Err(masalah) => {
            let status = StatusCode::from_u16(masalah.status).unwrap_or(StatusCode::BAD_REQUEST);
            let tanya = Tanya::default();
            let isi = tampilkan_kotak(&layanan, &antarmuka, petugas, tanya, Some(masalah)).await?;
            Ok((status, isi).into_response())
        }
    }
}

async fn tampilkan_kotak(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    tanya: Tanya,
    masalah: Option<Masalah>,
) -> Jawaban {
    let keadaan = tanya.keadaan.unwrap_or(KeadaanSurel::Tertahan);
    let pilihan = [("keadaan", Some(nama(keadaan))), ("setelah", tanya.setelah.as_deref())];
    let alamat = alamat_dengan("/api/v1/surel", &pilihan);
    let pelaku = petugas.pelaku();
    let surel: Laman<Isi> = antarmuka.baca(&pelaku, &alamat).await?;
    let saat = |saat: DateTime<Utc>| {
        let zona = layanan.app.zona;
        format!("{} {}", tanggal_panjang(zona.tanggal(saat)), zona.jam(saat))
    };
    let baris = surel.isi.into_iter().map(|satu| {
        let jenis = JenisSurel::dari_nama(&satu.jenis).map(JenisSurel::sebutan);
        let kapan = match (satu.berikutnya, satu.selesai) {
            (Some(nanti), _) if satu.percobaan > 0 => format!("dicoba lagi {}", saat(nanti)),
            (Some(_), _) => "belum dicoba".to_owned(),
            (None, Some(selesai)) => saat(selesai),
            (None, None) => String::new(),
        };
        let jawaban = satu.jawaban.map(|jawaban| format!("{jawaban}; ")).unwrap_or_default();
        Baris {
            surel: satu.surel,
            jenis: jenis.unwrap_or_default().to_owned(),
            penerima: satu.jabatan.unwrap_or_else(|| "pemohon".to_owned()),
            perkara: satu.perkara,
            dibuat: saat(satu.dibuat),
            percobaan: format!("{} kali", satu.percobaan),
            keterangan: format!("{jawaban}{kapan}"),
        }
    });
    let lanjut = surel.berikutnya.map(|setelah| {
        let pilihan = [("keadaan", Some(nama(keadaan))), ("setelah", Some(setelah.as_str()))];
        alamat_dengan("/kelola/surel", &pilihan)
    });
    let folder = match &layanan.kantor.surel.jalan {
        Jalan::Folder(folder) => Some(folder.display().to_string()),
        Jalan::Smtp(_) => None,
    };
    laman(&KotakHtml {
        tata: Tata::petugas(layanan, petugas),
        keadaan,
        folder,
        baris: baris.collect(),
        berikutnya: lanjut,
        masalah,
    })
}

fn nama(keadaan: KeadaanSurel) -> &'static str {
    crate::surel::Keadaan::from(keadaan).nama()
}

#[derive(Template)]
#[template(path = "akun_surel.html")]
struct PilihanHtml {
    tata: Tata,
    beralamat: bool,
    /// Each kind, what it is, and whether it is wanted.
    jenis: Vec<(&'static str, &'static str, bool)>,
    tautan_sejak: Option<String>,
    alamat: Option<String>,
}

#[derive(Deserialize)]
struct Pilihan {
    terima: Vec<JenisSurel>,
    beralamat: bool,
}

#[derive(Deserialize)]
struct Tautan {
    sejak: Option<DateTime<Utc>>,
    alamat: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct AturTautan {
    tautan: Option<String>,
}

pub(super) async fn pilihan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
) -> Jawaban {
    let tautan = antarmuka.baca(&petugas.pelaku(), "/api/v1/akun/kalender").await?;
    tampilkan_pilihan(&layanan, &antarmuka, petugas, tautan).await
}

async fn tampilkan_pilihan(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    tautan: Tautan,
) -> Jawaban {
    let pilihan: Pilihan = antarmuka.baca(&petugas.pelaku(), "/api/v1/akun/surel").await?;
    let jenis = PILIHAN.map(|jenis| {
        let guna = match jenis {
            JenisSurel::Baru => "Perkara yang baru menjadi urusan saya",
            JenisSurel::Dikembalikan => "Unit mengembalikan disposisi",
            JenisSurel::JatuhTempo => "Tenggat jatuh tempo hari ini",
            JenisSurel::Terlambat => "Tenggat sudah lewat",
            JenisSurel::Ringkasan
            | JenisSurel::Pengingat
            | JenisSurel::Checkpoint
            | JenisSurel::BatasJam => "Ringkasan setiap pagi hari kerja",
        };
        (jenis.nama(), guna, pilihan.terima.contains(&jenis))
    });
    let zona = layanan.app.zona;
    laman(&PilihanHtml {
        tata: Tata::petugas(layanan, petugas),
        beralamat: pilihan.beralamat,
        jenis: jenis.to_vec(),
        tautan_sejak: tautan.sejak.map(|saat| tanggal_panjang(zona.tanggal(saat))),
        alamat: tautan.alamat,
    })
}

pub(super) async fn pilih(
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Form(isian): Form<Vec<(String, String)>>,
) -> Jawaban {
    if isian.iter().any(|(nama, _)| nama != "terima") {
        return Err(Masalah::kolom("/terima", "pilih dari daftar di halaman ini").into());
    }
    let terima: Vec<&String> = isian.iter().map(|(_, nilai)| nilai).collect();
    let badan = json!({"terima": terima});
    let alamat = "/api/v1/akun/surel";
    antarmuka.kirim::<Value>(&petugas.pelaku(), alamat, &badan, None).await?;
    Ok(Redirect::to("/akun/surel").into_response())
}

pub(super) async fn atur_tautan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Form(kiriman): Form<AturTautan>,
) -> Jawaban {
    let badan = json!({"tautan": kiriman.tautan});
    let alamat = "/api/v1/akun/kalender";
    let tautan = antarmuka.kirim(&petugas.pelaku(), alamat, &badan, None).await?;
    tampilkan_pilihan(&layanan, &antarmuka, petugas, tautan).await
}

#[derive(Template)]
#[template(path = "surel_berhenti.html")]
struct BerhentiHtml {
    tata: Tata,
    kunci: String,
    selesai: bool,
}

/// Asks first: programs of a mail server follow every link to look at it.
pub(super) async fn isi_berhenti(
    State(layanan): State<Layanan>,
    Path(kunci): Path<String>,
) -> Jawaban {
    pemegang(&layanan.app, &kunci)?;
    laman(&BerhentiHtml { tata: Tata::publik(&layanan), kunci, selesai: false })
}

pub(super) async fn berhenti(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Path(kunci): Path<String>,
) -> Jawaban {
    let badan = json!({"kunci": kunci});
    let alamat = "/api/v1/surel/berhenti";
    antarmuka.kirim::<Value>(&Pelaku::Publik, alamat, &badan, None).await?;
    laman(&BerhentiHtml { tata: Tata::publik(&layanan), kunci, selesai: true })
}

/// The calendar of whoever made the link.
pub(super) async fn umpan(State(layanan): State<Layanan>, Path(rahasia): Path<String>) -> Jawaban {
    let isi = kalender(&layanan, &rahasia).await?.ok_or_else(|| tidak_ada("kalender ini"))?;
    let kepala = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((kepala, isi).into_response())
}
