//! Prometheus figures, on an address of their own that only this machine
//! reaches.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use metrics::gauge;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::Layanan;

/// Upper bounds of the answer times, in seconds.
const WADAH: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

pub(super) fn pasang() -> anyhow::Result<PrometheusHandle> {
    let pembangun = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_detik".to_owned()), &WADAH)?;
    Ok(pembangun.install_recorder()?)
}

pub(super) fn router(metrik: PrometheusHandle, layanan: Layanan) -> Router {
    Router::new().route("/metrics", get(angka)).with_state((metrik, layanan))
}

async fn angka(State((metrik, layanan)): State<(PrometheusHandle, Layanan)>) -> String {
    if let Ok(posisi) = layanan.app.log.position().await {
        gauge!("jejak_log_posisi").set(angka_dari(posisi));
        for keadaan in layanan.app.tampilan.keadaan().await.unwrap_or_default() {
            let tertinggal = posisi.saturating_sub(keadaan.posisi.cast_unsigned());
            let nama = keadaan.proyeksi.nama();
            gauge!("jejak_tampilan_tertinggal", "tampilan" => nama).set(angka_dari(tertinggal));
            let gagal = f64::from(u8::from(keadaan.gagal.is_some()));
            gauge!("jejak_tampilan_berhenti", "tampilan" => nama).set(gagal);
        }
    }
    gauge!("jejak_log_antrean").set(angka_dari(layanan.app.log.waiting() as u64));
    metrik.run_upkeep();
    metrik.render()
}

#[expect(clippy::cast_precision_loss, reason = "a figure for a chart")]
fn angka_dari(n: u64) -> f64 {
    n as f64
}
