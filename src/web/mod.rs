//! The HTTP service: what is listened on, in what order it stops.

pub mod akses;
mod akun;
mod antrean;
mod aturan;
mod balasan;
mod batas;
mod berkas;
mod biaya;
mod buku;
mod bundel;
mod catatan;
mod checkpoint;
mod dasbor;
mod data_pribadi;
mod disposisi;
pub mod dokumen;
mod impor;
mod jawaban;
mod kalender;
mod kalender_petugas;
mod kantor;
mod katalog;
mod kegiatan;
mod keberatan;
mod kelengkapan;
mod kepala;
mod kesehatan;
mod konsolidasi;
mod koreksi;
mod lacak;
pub mod laju;
pub mod laman;
mod laporan;
mod log;
mod masalah;
mod metrik;
mod monev;
mod musyawarah;
mod naskah;
mod parameter;
mod pekerjaan;
mod pelindungan;
mod pemberian;
mod pemberitahuan;
mod pencabutan;
mod pendamping;
mod pengalihan;
mod pengguna;
pub mod penghapusan;
mod penghitaman;
mod penolakan;
mod penyiapan;
mod per_tahun;
mod perintah;
mod perkara;
mod permohonan;
mod perpanjangan;
mod persetujuan;
mod pertimbangan;
pub mod pratinjau;
mod putar_ulang;
mod rapat;
mod register;
pub mod rute;
mod saran;
mod saringan;
mod sengketa;
mod statistik;
mod surat;
mod surel;
mod tahunan;
mod tanggapan_keberatan;
mod templat_surat;
mod tenggat;
mod uji_konsekuensi;
mod unit;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::middleware::{from_fn, from_fn_with_state};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use crate::checkpoint::penanda::Penjaga;
use crate::config::Kantor;
use crate::jobs::Penjadwal;
use crate::postgres::until_signal;
use crate::surel::pekerja::Pekerja;

pub use catatan::pasang as pasang_catatan;

/// How much may be sent at once.
pub(crate) const BATAS_KIRIMAN_BYTES: usize = 1 << 20;
/// How long answers under way may take after the word to stop.
const BATAS_BERHENTI: Duration = Duration::from_secs(20);

/// What every handler works with.
#[derive(Clone)]
pub struct Layanan {
    pub app: Arc<App>,
    pub kantor: Arc<Kantor>,
}

/// Serves until a signal says to stop; then lets answers under way, the read
/// models and the log finish, in this order.
pub async fn layani(app: App, kantor: Kantor) -> anyhow::Result<()> {
    let signal = until_signal();
    let pendengar = dengarkan(kantor.listen, "JEJAK_LISTEN").await?;
    let pendengar_metrik = dengarkan(kantor.metrik, "JEJAK_METRIK").await?;
    let (alamat, alamat_metrik) = (pendengar.local_addr()?, pendengar_metrik.local_addr()?);
    let metrik = metrik::pasang()?;
    let layanan = Layanan { app: Arc::new(app), kantor: Arc::new(kantor) };

    let henti = Arc::new(Notify::new());
    let penjalan = tokio::spawn(layanan.app.tampilan.clone().layani(henti.clone()));
    let penjadwal = Penjadwal::mulai(layanan.app.clone()).await?;
    let (cukup, dicukupkan) = tokio::sync::watch::channel(false);
    let kantor = &layanan.kantor;
    let surel = Pekerja::baru(layanan.app.clone(), &kantor.url_publik, &kantor.surel)?;
    let surel = tokio::spawn(surel.layani(dicukupkan));
    let metrik = tokio::spawn(
        axum::serve(pendengar_metrik, metrik::router(metrik, layanan.clone())).into_future(),
    );
    let umum = kantor.url_publik.split_once("://").map_or("", |(_, umum)| umum);
    let asal = bukti::checkpoint::asal(umum, &layanan.app.log.id().to_string());
    let penanda = Penjaga::mulai(layanan.app.penanda.as_ref(), &asal).await;
    let (berhenti, dihentikan) = tokio::sync::oneshot::channel::<()>();
    penyiapan::sambut(&layanan).await?;
    let server = axum::serve(pendengar, layanan_jaringan(layanan.clone()))
        .with_graceful_shutdown(async move {
            let _ = dihentikan.await;
        })
        .into_future();
    let mut server = tokio::spawn(server);
    tracing::info!(%alamat, metrik = %alamat_metrik, "jejak melayani");
    tokio::select! {
        () = signal => tracing::info!("jejak berhenti setelah jawaban yang berjalan"),
        hasil = &mut server => hasil?.context("layanan HTTP berhenti sendiri")?,
    }
    let _ = berhenti.send(());
    if tokio::time::timeout(BATAS_BERHENTI, &mut server).await.is_err() {
        tracing::warn!("jawaban yang belum selesai diputus");
        server.abort();
    }
    metrik.abort();
    penjadwal.henti().await;
    let _ = cukup.send(true);
    if tokio::time::timeout(BATAS_BERHENTI, surel).await.is_err() {
        tracing::warn!("surel yang sedang dikirim akan diulang");
    }
    penanda.henti().await;
    henti.notify_one();
    // What is derived can wait for the next start, and a database that does not
    // answer must not hold up this end.
    if tokio::time::timeout(BATAS_BERHENTI, penjalan).await.is_err() {
        tracing::warn!("tampilan belum sampai pada akhir log");
    }
    // Connections that somebody keeps open may still know the application.
    layanan.app.close().await
}

/// Every route of the API, in the order of the law.
pub fn semua() -> Vec<rute::Rute> {
    let langkah = [
        permohonan::rute(),
        kelengkapan::rute(),
        pengalihan::rute(),
        disposisi::rute(),
        uji_konsekuensi::rute(),
        persetujuan::rute(),
        pertimbangan::rute(),
        perpanjangan::rute(),
        pemberitahuan::rute(),
        penolakan::rute(),
        biaya::rute(),
        pemberian::rute(),
        pencabutan::rute(),
        keberatan::rute(),
        musyawarah::rute(),
        tanggapan_keberatan::rute(),
        koreksi::rute(),
        surat::rute(),
        penghitaman::rute(),
        penghapusan::rute(),
        pelindungan::rute(),
        sengketa::rute(),
    ];
    let kantor = [
        unit::rute(),
        buku::rute(),
        kalender::rute(),
        aturan::rute(),
        katalog::rute(),
        kegiatan::rute(),
        laporan::rute(),
        konsolidasi::rute(),
        rapat::rute(),
        tahunan::rute(),
        monev::rute(),
        pengguna::rute(),
        akun::rute(),
        kantor::rute(),
        templat_surat::rute(),
        pekerjaan::rute(),
        impor::rute(),
        penyiapan::rute(),
    ];
    let baca = [
        antrean::rute(),
        perkara::rute(),
        tenggat::rute(),
        register::rute(),
        statistik::rute(),
        saringan::rute(),
        surel::rute(),
        berkas::rute(),
        saran::rute(),
        vec![
            dasbor::rute(),
            lacak::rute(),
            data_pribadi::rute(),
            pendamping::rute(),
            balasan::rute(),
            putar_ulang::rute(),
        ],
        log::rute(),
        checkpoint::rute(),
        bundel::rute(),
    ];
    langkah.into_iter().chain(kantor).chain(baca).flatten().collect()
}

async fn dengarkan(alamat: SocketAddr, nama: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(alamat).await.with_context(|| {
        format!("alamat {alamat} tidak dapat dipakai; pilih yang lain dengan {nama}")
    })
}

/// Everything that is answered on the public address, with who asks.
pub fn layanan_jaringan(layanan: Layanan) -> IntoMakeServiceWithConnectInfo<Router, SocketAddr> {
    router(layanan).into_make_service_with_connect_info()
}

/// Everything that is answered on the public address.
pub fn router(layanan: Layanan) -> Router {
    let rute = semua();
    let laju = Arc::new(laju::Laju::baru(layanan.kantor.laju, layanan.kantor.proksi.clone()));
    let dokumen = dokumen::dokumen(&rute);
    let skema = serde_json::to_value(&dokumen).expect("a document is plain values");
    let dalam = rute::router(semua(), &layanan).with_state(layanan.clone());
    let laman = laman::router(laman::Antarmuka::dari(&rute, skema, dalam), &layanan);
    let api = rute::router(rute, &layanan)
        .merge(dokumen::router(&dokumen))
        .merge(laman)
        .method_not_allowed_fallback(batas::metode_lain)
        .fallback(batas::tidak_ada)
        .layer(from_fn_with_state(laju, laju::periksa))
        .layer(from_fn_with_state(batas::Tempat::baru(), batas::periksa))
        .layer(from_fn(batas::besar))
        .layer(DefaultBodyLimit::max(BATAS_KIRIMAN_BYTES));
    api.merge(kesehatan::router())
        .layer(CatchPanicLayer::custom(batas::panik))
        .layer(from_fn(kepala::pasang))
        .layer(from_fn(catatan::permintaan))
        .with_state(layanan)
}
