//! Durable appends of one fact through the real service on loopback, beside the
//! same number of clients appending in process: what HTTP, the token, loading
//! the case and the law's decision cost.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use chrono::Days;
use events::pengguna::{Event as P, Pengguna, PenggunaDidaftarkan, Peran};
use events::perkara::Event;
use events::permohonan::PermohonanDiterima;
use events::pihak::Kanal;
use events::unit::{Event as U, JenisUnit, Unit};
use events::waktu::Waktu;
use events::{AliranId, Fakta};
use futures_util::future::try_join_all;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

use super::append::{FAKTA_PER_PERKARA, append_per_detik};
use super::{Alat, Ukuran, data, median, per_detik};
use crate::aliran::TawaranAliran;
use crate::app::{App, Syarat, subjek};
use crate::clock::Clock;
use crate::config::Kantor;
use crate::demo::nama;
use crate::log::{Append, Expected, new_id};
use crate::surel::konfigurasi::Setelan;
use crate::token;
use crate::web::laju::BatasLaju;
use crate::web::{Layanan, router};

const LAMA: Duration = Duration::from_secs(3);
const ULANGAN: usize = 3;
/// Cases that are ready for one repetition: more than its clients get through.
const PERKARA: usize = 4_000;

pub(super) async fn ukur(alat: &mut Alat) -> anyhow::Result<Vec<Ukuran>> {
    let app = &alat.app;
    let layanan = Service::start(app).await?;
    let mut ukuran = Vec::new();
    for klien in [1, 8, 64] {
        let (mut hasil, mut batas) = (Vec::new(), Vec::new());
        for _ in 0..ULANGAN {
            let perkara = Arc::new(Persediaan::buat(app).await?);
            hasil.push(layanan.per_detik(&perkara, klien).await?);
            batas.push(append_per_detik(app, klien, LAMA).await?);
        }
        ukuran.push(Ukuran {
            apa: format!("perintah lewat HTTP, {klien} klien"),
            satuan: "perintah/s",
            hasil: median(hasil),
            batas: median(batas),
            pembatas: "append dalam proses",
            target: None,
        });
    }
    Ok(ukuran)
}

/// The router of `jejak serve` on a loopback port; it ends with this value.
pub(super) struct Service {
    pub(super) alamat: SocketAddr,
    /// A PPID Utama.
    pub(super) pengguna: Uuid,
    unit: Uuid,
    pub(super) token: String,
    clock: Clock,
    task: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Drop for Service {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Service {
    pub(super) async fn start(app: &Arc<App>) -> anyhow::Result<Self> {
        let pendengar = TcpListener::bind("127.0.0.1:0").await?;
        let alamat = pendengar.local_addr()?;
        let kantor = Kantor {
            listen: alamat,
            metrik: alamat,
            nama: "Pengukuran".to_owned(),
            url_publik: format!("http://{alamat}"),
            proksi: Vec::new(),
            laju: BatasLaju::TANPA,
            surel: Setelan::default().baca(std::env::temp_dir())?,
        };
        let layanan = Layanan { app: app.clone(), kantor: Arc::new(kantor) };
        let unit = new_id(app.clock.now());
        let dibentuk =
            U::UnitDibentuk { nama: nama::label("Unit Pengukuran"), jenis: JenisUnit::Dinas };
        app.handle_aliran::<Unit>(awal(unit, dibentuk), Syarat::Baru).await?;
        let pengguna = new_id(app.clock.now());
        let didaftarkan = P::PenggunaDidaftarkan(PenggunaDidaftarkan {
            nama: nama::isi("Petugas"),
            jabatan: nama::label("PPID Utama"),
            peran: Peran::PpidUtama,
        });
        app.handle_aliran::<Pengguna>(awal(pengguna, didaftarkan), Syarat::Baru).await?;
        let kini = app.clock.now();
        let (_, token) = token::buat(&app.pool, pengguna, kini, kini + Days::new(1)).await?;
        let task = tokio::spawn(axum::serve(pendengar, router(layanan)).into_future());
        Ok(Service { alamat, pengguna, unit, token, clock: app.clock.clone(), task })
    }

    /// Commands that so many clients, each on a connection of its own, have
    /// answered a second.
    async fn per_detik(&self, perkara: &Arc<Persediaan>, klien: u32) -> anyhow::Result<f64> {
        let sambungan = try_join_all((0..klien).map(|_| Sambungan::buka(self))).await?;
        let mulai = Instant::now();
        let klien = sambungan.into_iter().map(|mut sambungan| {
            let (unit, persediaan) = (self.unit, perkara.clone());
            tokio::spawn(async move {
                let (mut perkara, mut dijawab) = (Uuid::nil(), 0);
                while mulai.elapsed() < LAMA {
                    let ke = dijawab % FAKTA_PER_PERKARA;
                    if ke == 0 {
                        perkara = persediaan.ambil()?;
                    }
                    sambungan.perintah(perkara, unit, ke).await?;
                    dijawab += 1;
                }
                anyhow::Ok(u64::from(dijawab))
            })
        });
        let mut jumlah = 0;
        for dijawab in try_join_all(klien).await? {
            jumlah += dijawab?;
        }
        Ok(per_detik(jumlah, mulai))
    }
}

/// The first fact of a small stream.
pub(super) fn awal<F>(id: Uuid, fakta: F) -> TawaranAliran<F> {
    let (actor, kiriman) = (nama::label("pengukuran"), id.as_bytes().to_vec());
    TawaranAliran { command: id, actor, id, fakta, waktu: None, kiriman }
}

/// One client's connection.
struct Sambungan {
    kirim: SendRequest<Full<Bytes>>,
    token: String,
    clock: Clock,
}

impl Sambungan {
    async fn buka(service: &Service) -> anyhow::Result<Self> {
        let aliran = TcpStream::connect(service.alamat).await?;
        aliran.set_nodelay(true)?;
        let (kirim, sambungan) = handshake(TokioIo::new(aliran)).await?;
        tokio::spawn(sambungan);
        Ok(Sambungan { kirim, token: service.token.clone(), clock: service.clock.clone() })
    }

    /// The case is handed to a unit, and the unit answers, in turns.
    async fn perintah(&mut self, perkara: Uuid, unit: Uuid, ke: u32) -> anyhow::Result<()> {
        let (langkah, fakta) = match ke % 2 {
            0 => (
                "disposisi-diberikan",
                json!({"unit": unit, "peran": "bantuan",
                       "petunjuk": {"isi": "Mohon periksa dan siapkan dokumen yang diminta"}}),
            ),
            _ => (
                "jawaban-unit-diterima",
                json!({"unit": unit,
                       "isi": {"isi": "Dokumen yang diminta ada pada kami dan terlampir"}}),
            ),
        };
        let badan = json!({"perintah": new_id(self.clock.now()), "fakta": fakta}).to_string();
        let permintaan = Request::post(format!("/api/v1/perkara/{perkara}/{langkah}"))
            .header(header::HOST, "127.0.0.1")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::from(badan))?;
        self.kirim.ready().await?;
        let jawaban = self.kirim.send_request(permintaan).await?;
        let status = jawaban.status();
        let badan = jawaban.into_body().collect().await?.to_bytes();
        let kata = || serde_json::from_slice::<Value>(&badan).unwrap_or_default();
        ensure!(status.is_success(), "{langkah} dijawab {status}: {}", kata());
        Ok(())
    }
}

/// Cases that were filed and wait for a client.
struct Persediaan {
    perkara: Vec<Uuid>,
    diambil: AtomicUsize,
}

impl Persediaan {
    async fn buat(app: &App) -> anyhow::Result<Self> {
        let mut acak = StdRng::seed_from_u64(2026);
        let perkara: Vec<Uuid> = (0..PERKARA).map(|_| new_id(app.clock.now())).collect();
        for bagian in perkara.chunks(500) {
            let appends = bagian.iter().map(|id| diterima(app, &mut acak, *id)).collect();
            app.log.append(data::command(&app.clock, appends)).await?;
        }
        Ok(Persediaan { perkara, diambil: AtomicUsize::new(0) })
    }

    fn ambil(&self) -> anyhow::Result<Uuid> {
        let ke = self.diambil.fetch_add(1, Ordering::Relaxed);
        self.perkara.get(ke).copied().context("persediaan perkara habis")
    }
}

fn diterima(app: &App, acak: &mut StdRng, perkara: Uuid) -> Append {
    let (pemohon, kuasa) = nama::pemohon(acak);
    let (rincian, tujuan) = nama::permintaan(acak);
    let diterima = PermohonanDiterima {
        kanal: Kanal::Situs,
        pemohon,
        kuasa,
        rincian: Some(rincian),
        tujuan: Some(tujuan),
        cara_memperoleh: None,
        cara_pengiriman: None,
        dibantu_petugas: false,
    };
    let event = events::Event::Perkara(Box::new(Event::PermohonanDiterima(diterima)));
    Append {
        stream: AliranId::perkara(perkara),
        expected: Expected::Version(0),
        subject: subjek(perkara),
        facts: vec![Fakta::baru(event, Waktu::Saat(app.clock.now()))],
    }
}
