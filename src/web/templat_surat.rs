//! How an office's letters look: its words for each kind and the mark of its
//! letterhead, each a fact; and an example of what comes of them.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::Response;
use axum::routing::post;
use events::kantor::{Event, Kantor, LogoDitetapkan, TemplatSuratDitetapkan, aliran};
use events::surat::Penandatangan;
use events::teks::Label;
use tokio::task::spawn_blocking;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::masalah::Masalah;
use super::perintah::{Hasil, Kiriman, PerintahKantor, aliran_ditawari, langkah, tunggal};
use super::rute::Rute;
use crate::app::{App, Syarat};
use crate::persuratan::bahan::{Logo, logo};
use crate::persuratan::{self, Rancangan, contoh::contoh};

pub(super) fn rute() -> Vec<Rute> {
    let logo = langkah(
        "LogoDitetapkan",
        "Tetapkan lambang pada kop surat, PNG atau JPEG; tanpa berkas berarti dicabut",
        Akses::ACUAN,
    );
    vec![
        tunggal::<Kantor, TemplatSuratDitetapkan>(
            langkah(
                "TemplatSuratDitetapkan",
                "Tetapkan pembuka, penutup, dan penanda tangan satu jenis surat",
                Akses::ACUAN,
            ),
            aliran(),
            Event::TemplatSuratDitetapkan,
        ),
        Rute::baru(
            Method::POST,
            logo.jalur("/api/v1/kantor"),
            logo.nama("kantor"),
            logo.ringkasan,
            logo.akses,
            post(tetapkan_logo),
        )
        .menerima_dalam::<PerintahKantor<LogoDitetapkan>, LogoDitetapkan>()
        .menjawab::<Hasil>(),
        Rute::baru(
            Method::POST,
            "/api/v1/kantor/contoh-surat",
            "kantor_contoh_surat",
            "Contoh surat dengan templat ini, dari perkara yang tidak pernah ada",
            Akses::ACUAN,
            post(lihat_contoh),
        )
        .menerima::<TemplatSuratDitetapkan>()
        .menjawab_berkas(),
    ]
}

async fn tetapkan_logo(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PerintahKantor<LogoDitetapkan>>,
) -> Result<Hasil, Masalah> {
    let app = &layanan.app;
    if let Some(berkas) = &kiriman.fakta.logo {
        app.pegang_berkas(aliran(), &kiriman.fakta).await?;
        let keliru = "gambar ini tidak terbaca; simpan ulang sebagai PNG atau JPEG";
        let gambar = logo(app, berkas).await?;
        let gambar = gambar.ok_or_else(|| Masalah::kolom("logo", keliru))?;
        // What the typesetter cannot decode would stop every letter.
        let kantor = app.kantor_kini().await?;
        let templat = kosong()?;
        if susun(app, (*kantor).clone(), Some(gambar), templat).await.is_err() {
            return Err(Masalah::kolom("logo", keliru));
        }
    }
    let ini = ("LogoDitetapkan", aliran().id);
    aliran_ditawari::<Kantor, LogoDitetapkan>(
        app,
        pelaku,
        ini,
        kiriman,
        Event::LogoDitetapkan,
        Syarat::Apa,
    )
    .await
}

/// The shortest letter.
fn kosong() -> anyhow::Result<TemplatSuratDitetapkan> {
    Ok(serde_json::from_value(serde_json::json!({"jenis": "tanda_bukti_penerimaan"}))?)
}

async fn lihat_contoh(
    State(layanan): State<Layanan>,
    Kiriman(templat): Kiriman<TemplatSuratDitetapkan>,
) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let kantor = app.kantor_kini().await?;
    let gambar = match kantor.logo() {
        Some(berkas) => logo(app, berkas).await?,
        None => None,
    };
    let pdf = susun(app, (*kantor).clone(), gambar, templat).await?;
    let mut jawaban = Response::new(Body::from(pdf));
    let kepala = jawaban.headers_mut();
    kepala.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    let nama = HeaderValue::from_static("inline; filename=\"contoh.pdf\"");
    kepala.insert(header::CONTENT_DISPOSITION, nama);
    Ok(jawaban)
}

/// An example with this template in the place of the office's own.
async fn susun(
    app: &App,
    mut kantor: Kantor,
    logo: Option<Logo>,
    templat: TemplatSuratDitetapkan,
) -> anyhow::Result<Vec<u8>> {
    kantor.evolve(&Event::TemplatSuratDitetapkan(templat.clone()));
    let (hari, kini, zona) = (app.hari_ini(), app.clock.now(), app.zona);
    let kerja = app.aturan().await?.kerja.clone();
    let pdf = spawn_blocking(move || {
        let jabatan = Label::try_new("Pejabat Penanda Tangan")?;
        let oleh = templat.penandatangan.unwrap_or(Penandatangan { jabatan, nama: None });
        let (bahan, surat) = contoh(templat.jenis, (kantor, logo), (hari, kini, zona), kerja)?;
        let rancangan = Rancangan {
            surat: &surat,
            tanggal: hari,
            penandatangan: &oleh,
            tembusan: &templat.tembusan,
            periksa: "contoh, bukan surat".to_owned(),
        };
        anyhow::Ok(persuratan::tulis(&bahan, &rancangan)?)
    });
    pdf.await?
}
