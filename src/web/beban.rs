//! How much is taken on at the same time, and for how long: beyond it people are
//! told to come again, instead of waiting in a line that grows.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower_http::catch_panic::CatchPanicLayer;

use super::masalah::{Jenis, Masalah};

/// Requests under way at the same time. Each may hold a body of up to 2 MB.
const SEKALIGUS: usize = 512;
/// How long an answer may take before the caller is told so.
const BATAS_JAWAB: Duration = Duration::from_secs(30);

/// Bounds everything that these routes take on.
pub(super) fn batasi<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let tempat = Arc::new(Semaphore::new(SEKALIGUS));
    router.layer(CatchPanicLayer::custom(gugur)).layer(from_fn_with_state(tempat, satu))
}

async fn satu(
    State(tempat): State<Arc<Semaphore>>,
    permintaan: Request,
    berikut: Next,
) -> Response {
    let Ok(_tempat) = tempat.try_acquire() else {
        let detail = "terlalu banyak permintaan sekaligus; coba lagi sebentar lagi";
        return Masalah::baru(Jenis::Penuh, detail).into_response();
    };
    let Ok(jawaban) = timeout(BATAS_JAWAB, berikut.run(permintaan)).await else {
        let detail = "belum selesai pada waktunya; kirim lagi dengan id perintah yang sama";
        return Masalah::baru(Jenis::Lambat, detail).into_response();
    };
    jawaban
}

/// The panic itself is on stderr already; its message stays there.
fn gugur(_: Box<dyn Any + Send>) -> Response {
    let detail = "terjadi kesalahan pada layanan; hubungi pengelolanya";
    Masalah::baru(Jenis::Rusak, detail).into_response()
}
