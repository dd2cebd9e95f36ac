//! Time stamps on checkpoints: what an authority says is checked, kept as it came,
//! and checked again by anybody with OpenSSL; an authority that misbehaves leaves
//! nothing behind and holds nothing up.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use jejak::checkpoint::stempel::Otoritas;
use jejak::checkpoint::{simpan, terbitkan};
use jejak::clock::Clock;
use jejak::jobs;
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::api::klien::{Kantor, id, pengajuan};
use crate::checkpoint::penanda;
use crate::laman::peramban::{Peramban, html};

const TATANAN: &str = "
[baik]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
[menolak]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha512
ess_cert_id_alg = sha256
[tsa]
extendedKeyUsage = critical,timeStamping
";

/// How the authority behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tingkah {
    Baik,
    /// Answers as if another number had been sent.
    NonceLain,
    /// Stamps another text.
    TeksLain,
    Menolak,
    Sampah,
    Panjang,
    Rusak,
    /// Takes the question and says nothing.
    Diam,
}

/// A time stamp authority with OpenSSL behind it; its keys live as long as it does.
pub(crate) struct Tsa {
    folder: Arc<TempDir>,
    alamat: SocketAddr,
    tingkah: Arc<Mutex<Tingkah>>,
}

#[derive(Clone)]
struct Layanan {
    folder: Arc<TempDir>,
    tingkah: Arc<Mutex<Tingkah>>,
}

fn openssl(folder: &Path, argumen: &[&str]) -> Output {
    Command::new("openssl").args(argumen).current_dir(folder).output().unwrap()
}

impl Tsa {
    pub(crate) async fn mulai() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        fs::write(folder.path().join("tatanan"), TATANAN).unwrap();
        fs::write(folder.path().join("serial"), "01\n").unwrap();
        let ec = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        for perintah in [
            format!("req -x509 {ec} -keyout ca.key -out ca.pem -subj /CN=Uji -days 30"),
            format!("req {ec} -keyout tsa.key -out tsa.csr -subj /CN=Stempel"),
            "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 30 \
             -extfile tatanan -extensions tsa"
                .to_owned(),
        ] {
            let argumen: Vec<&str> = perintah.split_whitespace().collect();
            let hasil = openssl(folder.path(), &argumen);
            assert!(hasil.status.success(), "{}", String::from_utf8_lossy(&hasil.stderr));
        }
        let tingkah = Arc::new(Mutex::new(Tingkah::Baik));
        let layanan = Layanan { folder: folder.clone(), tingkah: tingkah.clone() };
        let pendengar = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let alamat = pendengar.local_addr().unwrap();
        let router = Router::new().route("/tsr", post(jawab)).with_state(layanan);
        tokio::spawn(async move { axum::serve(pendengar, router).await });
        Tsa { folder, alamat, tingkah }
    }

    pub(crate) fn otoritas(&self) -> Otoritas {
        format!("http://{}/tsr", self.alamat).parse().unwrap()
    }

    /// What whoever trusts it has of it.
    pub(crate) fn ca(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// What OpenSSL says of a stamp on a file.
    pub(crate) fn sah(&self, data: &Path, stempel: &Path) -> Result<(), String> {
        let (data, stempel) = (data.to_str().unwrap(), stempel.to_str().unwrap());
        let argumen = ["ts", "-verify", "-data", data, "-in", stempel, "-CAfile", "ca.pem"];
        let hasil = openssl(self.folder.path(), &argumen);
        let kata = [hasil.stdout, hasil.stderr].concat();
        let kata = String::from_utf8(kata).unwrap();
        if hasil.status.success() { Ok(()) } else { Err(kata) }
    }

    fn bertingkah(&self, tingkah: Tingkah) {
        *self.tingkah.lock().unwrap() = tingkah;
    }
}

async fn jawab(
    State(layanan): State<Layanan>,
    kepala: HeaderMap,
    pertanyaan: Bytes,
) -> (StatusCode, Vec<u8>) {
    assert_eq!(kepala["content-type"], "application/timestamp-query");
    let tingkah = *layanan.tingkah.lock().unwrap();
    let mut pertanyaan = pertanyaan.to_vec();
    // The number stands before the last three bytes, the digest before it.
    let akhir = pertanyaan.len();
    let bagian = match tingkah {
        Tingkah::Sampah => return (StatusCode::OK, b"halo".to_vec()),
        Tingkah::Panjang => return (StatusCode::OK, vec![0x30; 1 << 20]),
        Tingkah::Rusak => return (StatusCode::SERVICE_UNAVAILABLE, Vec::new()),
        Tingkah::Diam => std::future::pending().await,
        Tingkah::NonceLain => {
            pertanyaan[akhir - 4] ^= 1;
            "baik"
        }
        Tingkah::TeksLain => {
            pertanyaan[akhir - 3 - 18 - 1] ^= 1;
            "baik"
        }
        Tingkah::Menolak => "menolak",
        Tingkah::Baik => "baik",
    };
    let folder = layanan.folder.path();
    let nama = format!("tanya-{}", id());
    fs::write(folder.join(&nama), pertanyaan).unwrap();
    let keluar = format!("{nama}.tsr");
    let argumen = ["ts", "-reply", "-config", "tatanan", "-section", bagian];
    let hasil = openssl(folder, &[&argumen[..], &["-queryfile", &nama, "-out", &keluar]].concat());
    let kata = String::from_utf8_lossy(&hasil.stderr);
    let jawaban = fs::read(folder.join(keluar)).unwrap_or_else(|_| panic!("{kata}"));
    (StatusCode::OK, jawaban)
}

async fn stempel(kantor: &Kantor) -> Result<String, String> {
    let job = jobs::cari("stempel").unwrap();
    let hasil = jobs::jalankan(&kantor.app, job, kantor.app.clock.now()).await;
    hasil.map_err(|galat| format!("{:#}", anyhow::Error::from(galat)))
}

async fn daftar(kantor: &Kantor) -> Value {
    kantor.baca("publik", "/checkpoint").await.dengan(200).badan
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checkpoint_of_a_day_is_stamped_and_anybody_checks_it() {
    let tsa = Tsa::mulai().await;
    let kantor = Kantor::buka_distempel(tsa.otoritas()).await;
    let folder = tempfile::tempdir().unwrap();
    penanda(&kantor, &folder.path().join("penanda"));
    let belum = stempel(&kantor).await.unwrap();
    assert!(belum.contains("tidak ada checkpoint"), "{belum}");
    let terbit = terbitkan(&kantor.app).await.unwrap();
    let hasil = stempel(&kantor).await.unwrap();
    assert!(hasil.contains("distempel 127.0.0.1 pada "), "{hasil}");
    let tampil = daftar(&kantor).await;
    assert_eq!(tampil["stempel"].as_array().unwrap().len(), 1);
    assert_eq!(tampil["stempel"][0]["ukuran"], terbit.ukuran);
    assert_eq!(tampil["stempel_tertunda"], Value::Null);
    // Once a day, also where the log went on.
    kantor.kirim("publik", "/permohonan", pengajuan(id())).await.dengan(201);
    terbitkan(&kantor.app).await.unwrap();
    stempel(&kantor).await.unwrap();
    assert_eq!(daftar(&kantor).await["stempel"].as_array().unwrap().len(), 1);

    // As the page tells how.
    let publik = Peramban::default();
    let halaman = publik.buka(&kantor, "/checkpoint").await.dengan(200);
    let ukuran = terbit.ukuran;
    let cara = format!(
        "openssl ts -verify -data checkpoint-{ukuran}.txt -in checkpoint-{ukuran}.tsr -CAfile"
    );
    assert!(html(&halaman).contains(&cara), "{}", html(&halaman));
    assert!(html(&halaman).contains("tidak menilai sertifikat"));
    let (data, tsr) = (folder.path().join("data"), folder.path().join("tsr"));
    let alamat = |apa: &str| format!("/checkpoint/{apa}?ukuran={ukuran}");
    let nota = publik.buka(&kantor, &alamat("nota")).await.dengan(200);
    assert_eq!(html(&nota), terbit.nota);
    let jawaban = publik.buka(&kantor, &alamat("stempel")).await.dengan(200);
    assert_eq!(jawaban.teks("content-type"), "application/timestamp-reply");
    assert!(jawaban.teks("content-disposition").contains(&format!("checkpoint-{ukuran}.tsr")));
    let mut tujuan = kantor.app.pool.acquire().await.unwrap();
    let tersimpan = simpan::stempel_atas(&terbit, &mut tujuan).await.unwrap().unwrap();
    drop(tujuan);
    fs::write(&data, html(&nota)).unwrap();
    fs::write(&tsr, tersimpan.jawaban).unwrap();
    assert_eq!(tsa.sah(&data, &tsr), Ok(()));
    // The control: another text, and another authority.
    fs::write(&data, html(&nota).replacen(&format!("\n{ukuran}\n"), "\n9\n", 1)).unwrap();
    let galat = tsa.sah(&data, &tsr).unwrap_err();
    assert!(galat.contains("message imprint mismatch"), "{galat}");
    fs::write(&data, html(&nota)).unwrap();
    assert!(Tsa::mulai().await.sah(&data, &tsr).is_err());
    kantor.baca("publik", "/checkpoint/stempel?ukuran=999999").await.dengan(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_misbehaves_leaves_nothing_and_holds_nothing_up() {
    let tsa = Tsa::mulai().await;
    let kantor = Kantor::buka_distempel(tsa.otoritas()).await;
    let folder = tempfile::tempdir().unwrap();
    penanda(&kantor, &folder.path().join("penanda"));
    terbitkan(&kantor.app).await.unwrap();
    for (tingkah, kata) in [
        (Tingkah::NonceLain, "bilangan acaknya lain"),
        (Tingkah::TeksLain, "atas teks lain"),
        (Tingkah::Menolak, "otoritas menolak permintaan stempel: Message digest algorithm is not"),
        (Tingkah::Sampah, "bukan stempel waktu RFC 3161"),
        (Tingkah::Panjang, "terlalu panjang"),
        (Tingkah::Rusak, "tidak menjawab: jawabannya 503"),
        (Tingkah::Diam, "tidak menjawab"),
    ] {
        tsa.bertingkah(tingkah);
        let galat = stempel(&kantor).await.unwrap_err();
        assert!(galat.contains(kata), "{tingkah:?}: {galat}");
        let tampil = daftar(&kantor).await;
        assert_eq!(tampil["stempel"].as_array().unwrap().len(), 0, "{tingkah:?}");
        assert!(tampil["stempel_tertunda"]["sebab"].as_str().unwrap().contains(kata));
        assert_eq!(tampil["tertunda"], Value::Null, "the log is signed all the same");
        terbitkan(&kantor.app).await.unwrap();
    }
    let halaman = Peramban::default().buka(&kantor, "/checkpoint").await.dengan(200);
    assert!(html(&halaman).contains("Stempel waktu tertunda"), "{}", html(&halaman));
    // A clock that is wrong here: the stamp is not of our time.
    tsa.bertingkah(Tingkah::Baik);
    let kini = Clock::System.now();
    kantor.pada(&(kini + chrono::Duration::minutes(6)).to_rfc3339());
    let galat = stempel(&kantor).await.unwrap_err();
    assert!(galat.contains("periksa jam mesin"), "{galat}");
    // Asked again, it is stamped.
    kantor.pada(&Clock::System.now().to_rfc3339());
    stempel(&kantor).await.unwrap();
    let tampil = daftar(&kantor).await;
    assert_eq!(tampil["stempel"].as_array().unwrap().len(), 1);
    assert_eq!(tampil["stempel_tertunda"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_away_is_told_of() {
    let pergi: Otoritas = "http://jejak:rahasia@127.0.0.1:9/tsr?kunci=rahasia".parse().unwrap();
    let kantor = Kantor::buka_distempel(pergi).await;
    let folder = tempfile::tempdir().unwrap();
    penanda(&kantor, &folder.path().join("penanda"));
    let terbit = terbitkan(&kantor.app).await.unwrap();
    let galat = stempel(&kantor).await.unwrap_err();
    assert!(galat.contains("otoritas stempel waktu 127.0.0.1 tidak menjawab"), "{galat}");
    assert!(!galat.contains("rahasia"), "{galat}");
    let tanpa = jejak::checkpoint::stempel::atas(&kantor.app, &terbit).await.unwrap();
    assert_eq!(tanpa, None, "a bundle goes out without");
}
