//! Letters of a case: given a number, set in type, signed, sent, received, each
//! a fact; and the check that is open to everybody.

mod daftar;
mod periksa;
mod rancang;

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::{get, post};
use events::buku::JenisBuku;
use events::perkara::Event;
use events::permohonan::Nomor;
use events::surat::{SuratDikirim, SuratDinomori, SuratDitandatangani, SuratDiterima};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::masalah::Masalah;
use super::parameter::{Jalur, Lihat};
use super::perintah::{Hasil, Kiriman, Langkah, Perintah, langkah, perkara_ditawari, waktu};
use super::permohonan::{TawaranBernomor, bernomor};
use super::rute::Rute;
use crate::app::{Syarat, Tawaran};
use events::AliranId;

pub(super) fn rute() -> Vec<Rute> {
    let akses = Akses::PERSURATAN;
    let dinomori = langkah(
        "SuratDinomori",
        "Beri nomor surat; tanpa nomor dan buku, nomor berikutnya dari buku surat tahun ini",
        akses,
    );
    let dirancang = langkah(
        "SuratDirancang",
        "Susun naskah surat dari fakta perkara; pembukaan data pribadinya dicatat",
        akses,
    );
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/perkara/{perkara}/surat",
            "perkara_surat",
            "Surat satu perkara: tahapnya, dan surat yang dapat dibuat",
            Akses::BACA_PERKARA,
            get(daftar::daftar),
        )
        .menanya::<Lihat>()
        .menjawab::<daftar::DaftarSurat>(),
        Rute::baru(
            Method::POST,
            dinomori.jalur(PERKARA),
            dinomori.nama("perkara"),
            dinomori.ringkasan,
            akses,
            post(nomori),
        )
        .menerima_dalam::<Perintah<SuratDinomori>, SuratDinomori>()
        .menjawab::<Hasil>(),
        Rute::baru(
            Method::POST,
            dirancang.jalur(PERKARA),
            dirancang.nama("perkara"),
            dirancang.ringkasan,
            akses,
            post(rancang::rancang),
        )
        .menerima::<rancang::PerintahRancangan>()
        .menjawab::<Hasil>(),
        fakta::<SuratDitandatangani>(
            langkah("SuratDitandatangani", "Simpan surat yang sudah ditandatangani", akses),
            Event::SuratDitandatangani,
        ),
        fakta::<SuratDikirim>(
            langkah("SuratDikirim", "Catat pengiriman surat", akses),
            Event::SuratDikirim,
        ),
        fakta::<SuratDiterima>(
            langkah("SuratDiterima", "Catat penerimaan surat", akses),
            Event::SuratDiterima,
        ),
        rancang::rute_ulang(),
        periksa::rute(),
        periksa::rute_banding(),
    ]
}

pub(super) use daftar::tampilan;
pub use daftar::{CalonSurat, DaftarSurat, TahapSurat, TampilanSurat};
pub use periksa::{Banding, HasilBanding, SuratDiperiksa};
pub use rancang::HasilSusunUlang;

/// How the names of scans end; their bytes were looked at when they came in.
const PINDAIAN: [&str; 4] = [".pdf", ".jpg", ".jpeg", ".png"];

const PERKARA: &str = "/api/v1/perkara/{perkara}";

/// The route of a fact of a letter. Its forms stand on the letter's own page.
fn fakta<F>(langkah: Langkah, event: fn(F) -> Event) -> Rute
where
    F: Serialize + DeserializeOwned + ToSchema + Send + 'static,
{
    let nama = langkah.fakta;
    let layanan = post(
        move |State(layanan): State<Layanan>,
              Jalur(id): Jalur<Uuid>,
              Extension(pelaku): Extension<Pelaku>,
              Kiriman(kiriman): Kiriman<Perintah<F>>| async move {
            let isi = serde_json::to_vec(&(nama, id, &kiriman)).map_err(anyhow::Error::from)?;
            let saat = waktu(&layanan.app, kiriman.waktu)?;
            let event = event(kiriman.fakta);
            periksa_pindaian(&event)?;
            let tawaran = Tawaran {
                command: kiriman.perintah,
                actor: pelaku.aktor(),
                perkara: id,
                events: vec![(event, saat)],
                cara: kiriman.cara.into(),
                kiriman: Some(isi),
            };
            perkara_ditawari(&layanan.app, tawaran, Syarat::Ada).await
        },
    );
    let jalur = langkah.jalur(PERKARA);
    Rute::baru(
        Method::POST,
        jalur,
        langkah.nama("perkara"),
        langkah.ringkasan,
        langkah.akses,
        layanan,
    )
    .menerima_dalam::<Perintah<F>, F>()
    .menjawab::<Hasil>()
}

/// What bears a signature is a scan, or a paper signed as a file.
fn periksa_pindaian(event: &Event) -> Result<(), Masalah> {
    let Event::SuratDitandatangani(fakta) = event else { return Ok(()) };
    let nama = fakta.dokumen.nama.teks().unwrap_or_default().to_lowercase();
    if PINDAIAN.iter().any(|akhiran| nama.ends_with(akhiran)) {
        return Ok(());
    }
    let uraian = "surat bertanda tangan adalah pindaian atau berkas TTE: PDF, JPG, atau PNG";
    Err(Masalah::ditolak("BukanPindaian", uraian))
}

async fn nomori(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<Perintah<SuratDinomori>>,
) -> Result<Hasil, Masalah> {
    let app = &layanan.app;
    let isi = serde_json::to_vec(&("SuratDinomori", id, &kiriman)).map_err(anyhow::Error::from)?;
    let Perintah { perintah, waktu: saat, cara, fakta } = kiriman;
    let saat = waktu(app, saat)?;
    if fakta.nomor != Nomor::Berikutnya || fakta.buku.is_some() {
        let events = vec![(Event::SuratDinomori(fakta), saat)];
        let (actor, cara) = (pelaku.aktor(), cara.into());
        let kiriman = Some(isi);
        let tawaran = Tawaran { command: perintah, actor, perkara: id, events, cara, kiriman };
        return perkara_ditawari(app, tawaran, Syarat::Ada).await;
    }
    let tawaran = TawaranBernomor { perintah, perkara: id, isi, cara };
    let buat = |buku| {
        let fakta = SuratDinomori { buku: Some(buku), ..fakta.clone() };
        vec![(Event::SuratDinomori(fakta), saat)]
    };
    let outcome = bernomor(app, &pelaku, tawaran, JenisBuku::Surat, Syarat::Ada, buat).await?;
    Ok(Hasil::dari(app, AliranId::perkara(id), outcome).await?)
}
