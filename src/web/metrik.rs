//! Prometheus figures, on an address of their own that only this machine
//! reaches.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use metrics::gauge;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use projections::tenggat;

use super::Layanan;
use crate::checkpoint::simpan;
use crate::jobs;
use crate::surel::tabel;

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
    pekerjaan(&layanan).await;
    checkpoint(&layanan).await;
    gauge!("jejak_log_antrean").set(angka_dari(layanan.app.log.waiting() as u64));
    metrik.run_upkeep();
    metrik.render()
}

/// How long ago the root was signed, and whether the job that has it signed, and
/// witnesses see it, went wrong when it last ran.
async fn checkpoint(layanan: &Layanan) {
    let app = &layanan.app;
    let Ok(mut connection) = app.pool.acquire().await else { return };
    if let Ok(Some(terbit)) = simpan::terakhir(0, &mut connection).await {
        let umur = app.clock.now() - terbit.diterbitkan;
        let detik = u64::try_from(umur.num_seconds()).unwrap_or_default();
        gauge!("jejak_checkpoint_umur_detik").set(angka_dari(detik));
    }
    drop(connection);
    if let Ok(mut semua) = jobs::sewa::semua(&app.pool).await {
        let gagal = semua.remove("checkpoint").is_some_and(|r| r.berhasil == Some(false));
        gauge!("jejak_checkpoint_gagal").set(f64::from(u8::from(gagal)));
    }
}

/// What is due, what is late, what no mail server has taken yet.
async fn pekerjaan(layanan: &Layanan) {
    let app = &layanan.app;
    if let Ok((menunggu, tertahan)) = tabel::hitungan(&app.pool).await {
        gauge!("jejak_surel", "keadaan" => "menunggu").set(angka_dari(menunggu.cast_unsigned()));
        gauge!("jejak_surel", "keadaan" => "tertahan").set(angka_dari(tertahan.cast_unsigned()));
    }
    let Ok(mut connection) = app.pool.acquire().await else { return };
    if let Ok((tempo, lewat)) = tenggat::hitung(app.hari_ini(), &mut connection).await {
        for (keadaan, n) in [("jatuh_tempo", tempo), ("terlambat", lewat)] {
            gauge!("jejak_tenggat", "keadaan" => keadaan).set(angka_dari(n.cast_unsigned()));
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a figure for a chart")]
fn angka_dari(n: u64) -> f64 {
    n as f64
}
