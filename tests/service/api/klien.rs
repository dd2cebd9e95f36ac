//! An office that serves, and a small client for it.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use events::pengguna::{Event, Pengguna, PenggunaDidaftarkan, Peran};
use events::pihak::UnitId;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::{HeaderMap, Method, Request};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use jejak::aliran::TawaranAliran;
use jejak::app::{App, Chance, Syarat};
use jejak::berkas::TempatBerkas;
use jejak::checkpoint::penanda::TempatPenanda;
use jejak::checkpoint::stempel::Otoritas;
use jejak::clock::Clock;
use jejak::config::{Config, Database, Kantor as Nama};
use jejak::surel::konfigurasi::Setelan;
use jejak::web::laju::BatasLaju;
use jejak::web::{Layanan, layanan_jaringan};
use serde_json::{Value, json};
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnectOptions;
use tempfile::TempDir;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::facts::{isi, label, saat};
use crate::harness::empty_database;

/// Every role of the law's cast, and who has none.
pub(crate) const PERAN: [&str; 9] = [
    "publik",
    "petugas",
    "ppid-utama",
    "pembantu",
    "pembantu-lain",
    "atasan",
    "tim",
    "auditor",
    "admin",
];

/// A running service with a user of every role.
pub(crate) struct Kantor {
    pub app: Arc<App>,
    pub clock: Clock,
    /// Units of `pembantu` and `pembantu-lain`.
    pub unit: [Uuid; 2],
    alamat: SocketAddr,
    token: BTreeMap<&'static str, String>,
    klien: Client<HttpConnector, Full<Bytes>>,
    henti: Arc<Notify>,
    /// The owner's way into the database.
    pub basis_data: PgConnectOptions,
    folder: TempDir,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Jawaban {
    pub status: u16,
    pub kepala: HeaderMap,
    pub badan: Value,
}

/// A new command id.
pub(crate) fn id() -> Uuid {
    Uuid::from_u128(rand::random::<u128>() >> 1)
}

impl Kantor {
    /// On a Monday in March, at ten in the morning.
    pub(crate) async fn buka() -> Self {
        Self::buka_pada("2026-03-02T10:00:00+07:00").await
    }

    pub(crate) async fn buka_pada(mulai: &str) -> Self {
        Self::buka_dengan(mulai, BatasLaju::TANPA).await
    }

    /// With limits on how often one address may ask.
    pub(crate) async fn buka_dengan(mulai: &str, laju: BatasLaju) -> Self {
        Self::kosong(mulai, laju).await.terisi().await
    }

    /// Today, with a time stamp authority: its clock is the machine's.
    pub(crate) async fn buka_distempel(otoritas: Otoritas) -> Self {
        let kini = Clock::System.now().to_rfc3339();
        Self::kosong_dengan(&kini, BatasLaju::TANPA, Some(otoritas)).await.terisi().await
    }

    async fn terisi(self) -> Self {
        let mut kantor = self;
        kantor.isi_pengguna().await;
        // Most stories are of something else than the code at sign-in.
        let tanpa = json!({"perintah": id(), "fakta": {"peran": []}});
        kantor.kirim("admin", "/kantor/kode-masuk-diwajibkan", tanpa).await.dengan(200);
        kantor
    }

    /// Before anybody was registered.
    pub(crate) async fn kosong(mulai: &str, laju: BatasLaju) -> Self {
        Self::kosong_dengan(mulai, laju, None).await
    }

    async fn kosong_dengan(mulai: &str, laju: BatasLaju, otoritas: Option<Otoritas>) -> Self {
        let tempat = (empty_database().await, tempfile::tempdir().unwrap());
        Self::di_atas(tempat, mulai, laju, otoritas).await.unwrap()
    }

    /// Over a database and a folder with what is there already.
    pub(crate) async fn di_atas(
        ((owner, service), folder): ((PgConnectOptions, PgConnectOptions), TempDir),
        mulai: &str,
        laju: BatasLaju,
        otoritas: Option<Otoritas>,
    ) -> anyhow::Result<Self> {
        let database = Database::Server {
            url: service.to_url_lossy().to_string(),
            migrate_url: Some(owner.to_url_lossy().to_string()),
        };
        let zona = events::waktu::Zona::Wib;
        let berkas = TempatBerkas::Folder(folder.path().join("berkas"));
        let (kunci, surel) = (folder.path().join("kunci"), folder.path().join("surel"));
        // Nobody listens there, but in stories that have a signer.
        let penanda = Some(TempatPenanda::luar(folder.path().join("soket")));
        let kepada_checkpoint = vec!["inspektorat@contoh.go.id".to_owned()];
        let config = Config {
            database,
            zona,
            kunci,
            berkas,
            surel,
            penanda,
            saksi: Vec::new(),
            otoritas,
            kepada_checkpoint,
        };
        let clock = Clock::simulated(saat(mulai));
        let app = App::open(&config, clock.clone(), Chance::Seed(7)).await?;
        let app = Arc::new(app);
        let henti = Arc::new(Notify::new());
        tokio::spawn(app.tampilan.clone().ikuti(henti.clone()));
        let pendengar = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let alamat = pendengar.local_addr().unwrap();
        let nama = Nama {
            listen: alamat,
            metrik: alamat,
            nama: "Kota Uji".to_owned(),
            url_publik: format!("http://{alamat}"),
            proksi: Vec::new(),
            laju,
            surel: Setelan::default().baca(folder.path().join("surel")).unwrap(),
        };
        let layanan = Layanan { app: app.clone(), kantor: Arc::new(nama) };
        tokio::spawn(axum::serve(pendengar, layanan_jaringan(layanan)).into_future());
        let klien = Client::builder(TokioExecutor::new()).build_http();
        Ok(Kantor {
            app,
            clock,
            unit: [id(), id()],
            alamat,
            token: BTreeMap::new(),
            klien,
            henti,
            basis_data: owner,
            folder,
        })
    }

    pub(crate) async fn isi_pengguna(&mut self) {
        let [satu, dua] = self.unit.map(UnitId);
        for (nama, peran) in [
            ("petugas", Peran::Petugas),
            ("ppid-utama", Peran::PpidUtama),
            ("pembantu", Peran::PpidPembantu(satu)),
            ("pembantu-lain", Peran::PpidPembantu(dua)),
            ("atasan", Peran::AtasanPpid),
            ("tim", Peran::TimPertimbangan),
            ("auditor", Peran::Auditor),
            ("admin", Peran::Admin),
        ] {
            let token = self.pengguna(peran).await;
            self.token.insert(nama, token);
        }
        for (unit, nama) in self.unit.into_iter().zip(["Dinas Kesehatan", "Dinas Sosial"]) {
            let kirim = json!({"perintah": unit, "fakta": {"nama": nama, "jenis": "dinas"}});
            self.kirim("admin", "/unit", kirim).await.dengan(201);
        }
    }

    /// A new user.
    pub(crate) async fn terdaftar(&self, peran: Peran) -> Uuid {
        let id = id();
        let daftar =
            PenggunaDidaftarkan { nama: isi("Seseorang"), jabatan: label("Jabatan"), peran };
        let tawaran = TawaranAliran {
            command: id,
            actor: label("uji"),
            id,
            fakta: Event::PenggunaDidaftarkan(daftar),
            waktu: None,
            kiriman: id.as_bytes().to_vec(),
        };
        self.app.handle_aliran::<Pengguna>(tawaran, Syarat::Baru).await.unwrap();
        id
    }

    /// A token of a new user.
    pub(crate) async fn pengguna(&self, peran: Peran) -> String {
        let id = self.terdaftar(peran).await;
        let kini = self.app.clock.now();
        let sampai = kini + chrono::Duration::days(900);
        jejak::token::buat(&self.app.pool, id, kini, sampai).await.unwrap().1
    }

    /// Where its key, files and mails lie.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Where it serves.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.alamat)
    }

    /// Another moment.
    pub(crate) fn pada(&self, teks: &str) {
        self.clock.set(saat(teks));
    }

    /// Reads an address below `/api/v1`.
    pub(crate) async fn baca(&self, siapa: &str, jalur: &str) -> Jawaban {
        self.minta(siapa, Method::GET, &format!("/api/v1{jalur}"), None, &[]).await
    }

    /// Sends a body to an address below `/api/v1`.
    pub(crate) async fn kirim(&self, siapa: &str, jalur: &str, badan: Value) -> Jawaban {
        self.kirim_jika(siapa, jalur, badan, None).await
    }

    /// As `kirim`, with an `If-Match`.
    pub(crate) async fn kirim_jika(
        &self,
        siapa: &str,
        jalur: &str,
        badan: Value,
        versi: Option<&str>,
    ) -> Jawaban {
        let kepala: Vec<(&str, &str)> = versi.iter().map(|versi| ("If-Match", *versi)).collect();
        self.minta(siapa, Method::POST, &format!("/api/v1{jalur}"), Some(badan), &kepala).await
    }

    /// A fact on a perkara, as it is now.
    pub(crate) async fn fakta(
        &self,
        siapa: &str,
        perkara: Uuid,
        langkah: &str,
        fakta: Value,
    ) -> Jawaban {
        let badan = json!({"perintah": id(), "fakta": fakta});
        self.kirim(siapa, &format!("/perkara/{perkara}/{langkah}"), badan).await
    }

    /// Sends a file to where files are taken in.
    pub(crate) async fn unggah(&self, siapa: &str, nama: &str, isi: &str) -> Jawaban {
        let jenis = jenis_berbagian();
        let badan = Some(berbagian(&[], &[("berkas", nama, isi)]).into());
        let kepala = [("Content-Type", jenis.as_str())];
        self.minta(siapa, Method::POST, "/api/v1/berkas", badan, &kepala).await
    }

    /// Waits until every read model shows what is in the log.
    pub(crate) async fn ikuti(&self) {
        let posisi = self.app.log.position().await.expect("a position");
        for proyeksi in projections::proyeksi::SEMUA {
            self.app.tampilan.tunggu(proyeksi, posisi).await.expect("it follows");
        }
    }

    /// A filed permohonan: its id, its number, its secret.
    pub(crate) async fn diajukan(&self) -> (Uuid, String, String) {
        let badan = self.kirim("publik", "/permohonan", pengajuan(id())).await.dengan(201).badan;
        let teks = |nama: &str| badan[nama].as_str().unwrap().to_owned();
        (teks("perkara").parse().unwrap(), teks("nomor"), teks("rahasia"))
    }

    /// A receipt for a permohonan that was just filed, numbered and set in type.
    pub(crate) async fn bersurat(&self, perkara: Uuid) -> (Uuid, String) {
        let surat = id();
        let nomori = json!({"surat": surat, "jenis": "tanda_bukti_penerimaan", "dasar": 1,
                            "nomor": null});
        self.fakta("petugas", perkara, "surat-dinomori", nomori).await.dengan(200);
        let rancangan = json!({"surat": surat, "tanggal": "2026-03-02",
                               "penandatangan": {"jabatan": "Petugas"}});
        self.fakta("petugas", perkara, "surat-dirancang", rancangan).await.dengan(200);
        let semua = self.baca("petugas", &format!("/perkara/{perkara}/surat")).await.dengan(200);
        (surat, semua.badan["surat"][0]["kode"].as_str().unwrap().to_owned())
    }

    pub(crate) async fn minta(
        &self,
        siapa: &str,
        metode: Method,
        jalur: &str,
        badan: Option<Value>,
        kepala: &[(&str, &str)],
    ) -> Jawaban {
        let mut permintaan =
            Request::builder().method(metode).uri(format!("{}{jalur}", self.url()));
        if siapa != "publik" {
            permintaan =
                permintaan.header("Authorization", format!("Bearer {}", self.token[siapa]));
        }
        for (nama, nilai) in kepala {
            permintaan = permintaan.header(*nama, *nilai);
        }
        let isi = badan.map_or_else(Bytes::new, |badan| {
            if let Value::String(mentah) = badan { mentah.into() } else { badan.to_string().into() }
        });
        if !isi.is_empty() && !kepala.iter().any(|(nama, _)| *nama == "Content-Type") {
            permintaan = permintaan.header("Content-Type", "application/json");
        }
        let permintaan = permintaan.body(Full::new(isi)).unwrap();
        let jawaban = self.klien.request(permintaan).await.unwrap();
        let (bagian, badan) = jawaban.into_parts();
        let badan = badan.collect().await.unwrap().to_bytes();
        let badan = serde_json::from_slice(&badan)
            .unwrap_or_else(|_| String::from_utf8_lossy(&badan).into_owned().into());
        Jawaban { status: bagian.status.as_u16(), kepala: bagian.headers, badan }
    }
}

impl Drop for Kantor {
    fn drop(&mut self) {
        self.henti.notify_one();
    }
}

/// A complete permohonan of a person whose name and NIK must stand nowhere.
pub(crate) fn pengajuan(perintah: Uuid) -> Value {
    json!({"perintah": perintah, "permohonan": {
        "kanal": "situs",
        "pemohon": {
            "jenis": "perorangan", "nama": {"isi": "Sri Wahyuni Tersembunyi"},
            "nomor_identitas": {"isi": "3275014101900001"}, "surel": {"isi": "sri@rahasia.id"}
        },
        "rincian": {"isi": "Anggaran puskesmas tahun 2025"}, "tujuan": {"isi": "penelitian"}
    }})
}

impl Jawaban {
    /// With this status, or the test ends here and shows what came.
    #[track_caller]
    pub(crate) fn dengan(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.badan);
        if status >= 400 {
            assert_eq!(self.teks("content-type"), "application/problem+json");
            assert_eq!(self.badan["status"], status, "{}", self.badan);
        }
        self
    }

    #[track_caller]
    pub(crate) fn teks(&self, kepala: &str) -> &str {
        self.kepala.get(kepala).map_or("", |nilai| nilai.to_str().unwrap())
    }

    /// Names of what stands against it.
    pub(crate) fn kode(&self) -> Vec<&str> {
        let galat = self.badan["galat"].as_array().map(Vec::as_slice).unwrap_or_default();
        galat.iter().filter_map(|galat| galat["kode"].as_str()).collect()
    }

    #[track_caller]
    pub(crate) fn isi(&self) -> &[Value] {
        self.badan["isi"].as_array().unwrap()
    }
}

/// Chance enough to stand in no form.
const PEMISAH: &str = "----formulir-uji-4711";

/// A form as a browser sends it that has files in it.
pub(crate) fn berbagian(isian: &[(&str, &str)], berkas: &[(&str, &str, &str)]) -> String {
    let teks = isian.iter().map(|(nama, isi)| {
        format!("--{PEMISAH}\r\nContent-Disposition: form-data; name=\"{nama}\"\r\n\r\n{isi}\r\n")
    });
    let berkas = berkas.iter().map(|(nama, berkas, isi)| {
        let kepala = format!("name=\"{nama}\"; filename=\"{berkas}\"");
        format!("--{PEMISAH}\r\nContent-Disposition: form-data; {kepala}\r\n\r\n{isi}\r\n")
    });
    let isi: String = teks.chain(berkas).collect();
    format!("{isi}--{PEMISAH}--\r\n")
}

pub(crate) fn jenis_berbagian() -> String {
    format!("multipart/form-data; boundary={PEMISAH}")
}
