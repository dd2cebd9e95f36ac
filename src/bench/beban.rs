//! Load that does not wait: requests leave at their hour, whether the one before
//! was answered or not, and each is timed from that hour. A service that stalls
//! shows it in every request that came meanwhile, as its users would see it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

type Sambungan = SendRequest<Empty<Bytes>>;

/// Somebody who is signed in and opens pages.
pub(super) struct Peramban {
    pub alamat: SocketAddr,
    pub kuki: String,
    /// Connections that wait for the next page.
    sambungan: Mutex<Vec<Sambungan>>,
}

/// A page that is asked for, and which kind it is of.
pub(super) struct Permintaan {
    pub jenis: usize,
    pub alamat: String,
}

/// How long one page took.
pub(super) struct Jawaban {
    pub jenis: usize,
    pub lama: Duration,
    /// It came, whole, with 200.
    pub berhasil: bool,
}

impl Peramban {
    pub(super) fn baru(alamat: SocketAddr, kuki: String) -> Self {
        Peramban { alamat, kuki, sambungan: Mutex::default() }
    }

    /// Opens a page, reads it to its end, and gives its status.
    pub(super) async fn buka(&self, alamat: &str) -> anyhow::Result<StatusCode> {
        let tersedia = self.sambungan.lock().await.pop();
        let mut sambungan = match tersedia {
            Some(sambungan) => sambungan,
            None => self.sambung().await?,
        };
        let permintaan = Request::get(alamat)
            .header(header::HOST, self.alamat.to_string())
            .header(header::COOKIE, &self.kuki)
            .body(Empty::new())?;
        sambungan.ready().await?;
        let jawaban = sambungan.send_request(permintaan).await?;
        let status = jawaban.status();
        jawaban.into_body().collect().await?;
        self.sambungan.lock().await.push(sambungan);
        Ok(status)
    }

    async fn sambung(&self) -> anyhow::Result<Sambungan> {
        let aliran = TcpStream::connect(self.alamat).await?;
        aliran.set_nodelay(true)?;
        let (kirim, sambungan) = handshake(TokioIo::new(aliran)).await?;
        tokio::spawn(sambungan);
        Ok(kirim)
    }
}

/// Sends these at so many a second, and gives how each fared.
pub(super) async fn kirim(
    peramban: &Arc<Peramban>,
    per_detik: u32,
    permintaan: Vec<Permintaan>,
) -> anyhow::Result<Vec<Jawaban>> {
    let mulai = Instant::now();
    let mut berjalan = JoinSet::new();
    for (ke, permintaan) in (0_u32..).zip(permintaan) {
        let dijadwalkan = mulai + Duration::from_secs(1) * ke / per_detik;
        sleep_until(dijadwalkan).await;
        let peramban = peramban.clone();
        berjalan.spawn(async move {
            let status = peramban.buka(&permintaan.alamat).await;
            let berhasil = status.is_ok_and(|status| status == StatusCode::OK);
            Jawaban { jenis: permintaan.jenis, lama: dijadwalkan.elapsed(), berhasil }
        });
    }
    Ok(berjalan.join_all().await)
}
