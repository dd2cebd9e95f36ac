//! The HTTP service: what is listened on, in what order it stops.

pub mod akses;
mod beban;
mod catatan;
mod kesehatan;
mod masalah;
mod metrik;
mod perintah;
mod permohonan;
pub mod rute;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::app::App;
use crate::config::Kantor;
use crate::postgres::until_signal;

pub use catatan::pasang as pasang_catatan;

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
    let penjalan = tokio::spawn(layanan.app.tampilan.clone().ikuti(henti.clone()));
    let metrik = tokio::spawn(
        axum::serve(pendengar_metrik, metrik::router(metrik, layanan.clone())).into_future(),
    );
    tracing::info!(%alamat, metrik = %alamat_metrik, "jejak melayani");
    let (berhenti, dihentikan) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(pendengar, router(layanan.clone()))
        .with_graceful_shutdown(async move {
            let _ = dihentikan.await;
        })
        .into_future();
    let mut server = tokio::spawn(server);
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
    henti.notify_one();
    // What is derived can wait for the next start, and a database that does not
    // answer must not hold up this end.
    if tokio::time::timeout(BATAS_BERHENTI, penjalan).await.is_err() {
        tracing::warn!("tampilan belum sampai pada akhir log");
    }
    // Connections that somebody keeps open may still know the application.
    layanan.app.close().await
}

/// Every route of the API.
pub fn semua() -> Vec<rute::Rute> {
    use akses::JenisPeran::{Petugas, PpidUtama};
    use events::perkara::Event as P;
    const PETUGAS: &[akses::JenisPeran] = &[Petugas, PpidUtama];
    vec![
        permohonan::ajukan(),
        perintah::fakta_perkara(
            "/api/v1/perkara/{perkara}/kelengkapan",
            "kelengkapan_diperiksa",
            "Periksa kelengkapan permohonan (Pasal 33 Perki 1/2021)",
            PETUGAS,
            P::KelengkapanDiperiksa,
        ),
        perintah::fakta_perkara(
            "/api/v1/perkara/{perkara}/perpanjangan",
            "perpanjangan_diberitahukan",
            "Beritahukan perpanjangan waktu (Pasal 22(8) UU 14/2008)",
            PETUGAS,
            P::PerpanjanganDiberitahukan,
        ),
    ]
}

async fn dengarkan(alamat: SocketAddr, nama: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(alamat).await.with_context(|| {
        format!("alamat {alamat} tidak dapat dipakai; pilih yang lain dengan {nama}")
    })
}

/// Everything that is answered on the public address.
pub fn router(layanan: Layanan) -> Router {
    Router::new()
        .merge(beban::batasi(rute::router(semua(), &layanan)))
        .merge(kesehatan::router())
        .layer(axum::middleware::from_fn(catatan::permintaan))
        .with_state(layanan)
}
