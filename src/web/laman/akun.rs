//! One's own account: password, authenticator, sessions, and for whom one acts.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use chrono::{DateTime, Utc};
use events::pengguna::Pengguna;
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use uuid::Uuid;

use super::sesi::{Kewajiban, Pemegang};
use super::{Jawaban, Tata, kapasitas_teks, laman, nama_peran, qr};
use crate::akun::{self, MasukDitolak, SandiDitolak};
use crate::log::new_id;
use crate::totp;
use crate::web::Layanan;

#[derive(Template)]
#[template(path = "akun.html")]
struct AkunHtml {
    tata: Tata,
    nama_masuk: String,
    peran: String,
    penugasan: Vec<String>,
    kode_sejak: Option<String>,
    pemulihan: i64,
    sesi: Vec<Sesi>,
}

struct Sesi {
    id: Uuid,
    dimulai: String,
    terakhir: String,
    ini: bool,
}

#[derive(Template)]
#[template(path = "akun_sandi.html")]
struct SandiHtml {
    tata: Tata,
    wajib: bool,
    galat: Option<String>,
}

#[derive(Template)]
#[template(path = "akun_kode.html")]
struct KodeHtml {
    tata: Tata,
    wajib: bool,
    /// The QR code, and the secret for whoever cannot scan it.
    gambar: String,
    rahasia: String,
    galat: Option<String>,
}

#[derive(Template)]
#[template(path = "akun_pemulihan.html")]
struct PemulihanHtml {
    tata: Tata,
    kode: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct GantiSandi {
    lama: String,
    baru: String,
    ulang: String,
}

#[derive(Deserialize)]
pub(super) struct Kode {
    kode: String,
}

#[derive(Deserialize)]
pub(super) struct Sandi {
    sandi: String,
}

#[derive(Deserialize)]
pub(super) struct AkhiriSesi {
    /// One session; without it all others.
    sesi: Option<Uuid>,
}

pub(super) async fn isi(State(layanan): State<Layanan>, pemegang: Pemegang) -> Jawaban {
    let (app, kini) = (&layanan.app, layanan.app.clock.now());
    let id = pemegang.petugas.id;
    let akun = akun::milik(&app.pool, id).await?.ok_or_else(|| super::tidak_ada("akun ini"))?;
    let pukul = |saat: DateTime<Utc>| pukul(&layanan, saat);
    let sesi = akun::sesi::milik(&app.pool, id, kini).await?.into_iter().map(|satu| Sesi {
        id: satu.sesi,
        dimulai: pukul(satu.dimulai),
        terakhir: pukul(satu.terakhir),
        ini: satu.sesi == pemegang.sesi,
    });
    let (pengguna, _) = app.aliran::<Pengguna>(id).await?;
    let hari_ini = app.hari_ini();
    let penugasan = pengguna.penugasan.iter().filter(|tugas| tugas.sampai >= hari_ini);
    let penugasan = penugasan.map(|tugas| {
        let sebagai = kapasitas_teks(&layanan, tugas.sebagai, Some(tugas.status));
        let (dari, sampai) = (tanggal_panjang(tugas.dari), tanggal_panjang(tugas.sampai));
        format!("{sebagai}, {dari} sampai {sampai} ({})", tugas.surat_tugas)
    });
    laman(&AkunHtml {
        tata: Tata::petugas(&layanan, pemegang.petugas),
        nama_masuk: akun.nama_masuk,
        peran: nama_peran(&layanan, pemegang.petugas.sendiri.into()),
        penugasan: penugasan.collect(),
        kode_sejak: akun.kode_sejak.map(pukul),
        pemulihan: akun.pemulihan,
        sesi: sesi.collect(),
    })
}

fn pukul(layanan: &Layanan, saat: DateTime<Utc>) -> String {
    let zona = layanan.app.zona;
    let lokal = saat.with_timezone(&zona.offset());
    format!("{} pukul {} {zona}", tanggal_panjang(zona.tanggal(saat)), lokal.format("%H.%M"))
}

pub(super) async fn isi_sandi(State(layanan): State<Layanan>, pemegang: Pemegang) -> Jawaban {
    laman(&SandiHtml::dari(&layanan, pemegang, None))
}

impl SandiHtml {
    fn dari(layanan: &Layanan, pemegang: Pemegang, galat: Option<String>) -> Self {
        let wajib = pemegang.kewajiban == Some(Kewajiban::GantiSandi);
        SandiHtml { tata: Tata::petugas(layanan, pemegang.petugas), wajib, galat }
    }
}

/// Whoever sat at another screen with the old password is out.
pub(super) async fn ganti_sandi(
    State(layanan): State<Layanan>,
    pemegang: Pemegang,
    Form(kiriman): Form<GantiSandi>,
) -> Jawaban {
    let (app, id) = (&layanan.app, pemegang.petugas.id);
    let galat = if kiriman.baru != kiriman.ulang {
        Some("sandi baru dan ulangannya berbeda; ketik lagi keduanya".to_owned())
    } else if kiriman.baru == kiriman.lama {
        Some("sandi baru sama dengan yang lama; pilih yang lain".to_owned())
    } else {
        let benar = akun::sandi_benar(&app.pool, id, &kiriman.lama, app.clock.now()).await;
        match benar {
            Ok(()) => match akun::ganti_sandi(&app.pool, id, &kiriman.baru).await {
                Ok(()) => None,
                Err(SandiDitolak::Lain(error)) => return Err(error.into()),
                Err(ditolak) => Some(ditolak.to_string()),
            },
            Err(MasukDitolak::Lain(error)) => return Err(error.into()),
            Err(MasukDitolak::TidakCocok) => Some("sandi lama tidak cocok".to_owned()),
            Err(ditolak) => Some(ditolak.to_string()),
        }
    };
    if galat.is_some() {
        let isi = laman(&SandiHtml::dari(&layanan, pemegang, galat))?;
        return Ok((StatusCode::BAD_REQUEST, isi).into_response());
    }
    akun::sesi::akhiri_lain(&app.pool, id, Some(pemegang.sesi)).await?;
    Ok(Redirect::to("/akun").into_response())
}

pub(super) async fn isi_kode(State(layanan): State<Layanan>, pemegang: Pemegang) -> Jawaban {
    tampilkan_kode(&layanan, pemegang, None).await
}

async fn tampilkan_kode(layanan: &Layanan, pemegang: Pemegang, galat: Option<String>) -> Jawaban {
    let (app, id) = (&layanan.app, pemegang.petugas.id);
    let akun = akun::milik(&app.pool, id).await?.ok_or_else(|| super::tidak_ada("akun ini"))?;
    if akun.kode_sejak.is_some() {
        return Ok(Redirect::to("/akun").into_response());
    }
    let benih = new_id(app.clock.now());
    let rahasia = akun::kode::siapkan(&app.pool, &app.log, id, benih).await?;
    let tata = Tata::petugas(layanan, pemegang.petugas);
    let alamat = totp::alamat(&rahasia, &tata.kantor, &akun.nama_masuk);
    let status = if galat.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let isi = laman(&KodeHtml {
        tata,
        wajib: pemegang.kewajiban == Some(Kewajiban::PasangKode),
        gambar: qr::gambar(&alamat)?,
        rahasia: totp::base32(&rahasia),
        galat,
    })?;
    Ok((status, isi).into_response())
}

pub(super) async fn pasang_kode(
    State(layanan): State<Layanan>,
    pemegang: Pemegang,
    Form(kiriman): Form<Kode>,
) -> Jawaban {
    let (app, id) = (&layanan.app, pemegang.petugas.id);
    let kini = app.clock.now();
    let terpasang = akun::kode::pasang(&app.pool, &app.log, id, &kiriman.kode, kini).await?;
    let Some(kode) = terpasang else {
        let galat = "kode tidak cocok; periksa jam gawai Anda, lalu ketik kode yang baru";
        return tampilkan_kode(&layanan, pemegang, Some(galat.to_owned())).await;
    };
    akun::sesi::akhiri_lain(&app.pool, id, Some(pemegang.sesi)).await?;
    laman(&PemulihanHtml { tata: Tata::petugas(&layanan, pemegang.petugas), kode })
}

/// Taken away with the password; who has to have one sets another up at once.
pub(super) async fn lepas_kode(
    State(layanan): State<Layanan>,
    pemegang: Pemegang,
    Form(kiriman): Form<Sandi>,
) -> Jawaban {
    let (app, id) = (&layanan.app, pemegang.petugas.id);
    match akun::sandi_benar(&app.pool, id, &kiriman.sandi, app.clock.now()).await {
        Ok(()) => {
            akun::kode::hapus(&app.pool, id).await?;
            Ok(Redirect::to("/akun").into_response())
        }
        Err(MasukDitolak::Lain(error)) => Err(error.into()),
        Err(_) => Err(super::Halangan::dari_kalimat("sandi tidak cocok; kode tetap terpasang")),
    }
}

pub(super) async fn akhiri_sesi(
    State(layanan): State<Layanan>,
    pemegang: Pemegang,
    Form(kiriman): Form<AkhiriSesi>,
) -> Jawaban {
    let (pool, id) = (&layanan.app.pool, pemegang.petugas.id);
    match kiriman.sesi {
        Some(sesi) => akun::sesi::akhiri_satu(pool, id, sesi).await?,
        None => akun::sesi::akhiri_lain(pool, id, Some(pemegang.sesi)).await?,
    }
    Ok(Redirect::to("/akun").into_response())
}
