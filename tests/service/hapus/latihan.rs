//! The drill: a backup, an erasure after it, a restore. Nobody comes back, and
//! what was restored is a prefix of what was.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use bukti::checkpoint::{Checkpoint, asal};
use events::kantor::{self, Kantor, RetensiDitetapkan};
use events::pencabutan::PermohonanDicabut;
use events::pengguna::PenggunaId;
use events::penghapusan::DasarPenghapusan;
use events::permohonan::PermohonanDiterima;
use events::persetujuan::PutusanPersetujuan;
use events::pihak::Pemohon;
use events::waktu::{Waktu, Zona};
use events::{Cara, perkara};
use jejak::aliran::TawaranAliran;
use jejak::app::{App, Chance, Syarat, Tawaran, subjek};
use jejak::berkas::TempatBerkas;
use jejak::cadangan::{cadangkan, manifes, pulihkan};
use jejak::clock::Clock;
use jejak::config::{Config, Database};
use jejak::hapus::{Pejabat, daftar};
use tempfile::TempDir;
use uuid::Uuid;

use crate::facts::{isi, label};

/// A machine with one key and room for several data folders.
struct Mesin(TempDir);

impl Mesin {
    fn baru() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // The user `postgres` must be able to enter; tempfile makes 0700.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        Mesin(folder)
    }

    fn jalur(&self, nama: &str) -> PathBuf {
        self.0.path().join(nama)
    }

    fn config(&self, data: &str) -> Config {
        let data = self.jalur(data);
        Config {
            database: Database::Embedded(data.clone()),
            zona: Zona::Wib,
            kunci: self.jalur("kunci/induk"),
            berkas: TempatBerkas::Folder(data.join("berkas")),
            surel: data.join("surel"),
            penanda: None,
            saksi: Vec::new(),
            otoritas: None,
            kepada_checkpoint: Vec::new(),
        }
    }

    async fn buka(&self, data: &str) -> App {
        fs::create_dir_all(self.jalur("kunci")).unwrap();
        App::open(&self.config(data), Clock::System, Chance::System).await.unwrap()
    }
}

/// A permohonan of long ago, withdrawn, with a file.
async fn lama(app: &App) -> Uuid {
    let perkara = Uuid::from_u128(rand::random());
    let berkas = app.unggah("ktp.txt", b"pindaian kartu").await.unwrap();
    let nama = Some(isi("Budi Kenari"));
    let pemohon = Pemohon { nama, berkas_identitas: vec![berkas], ..Pemohon::default() };
    let diterima = PermohonanDiterima { pemohon, ..PermohonanDiterima::default() };
    let dicabut = PermohonanDicabut { alasan: None, tertulis: true };
    let pada = |tanggal: &str| Waktu::Tanggal(tanggal.parse().unwrap());
    for (event, waktu) in [
        (perkara::Event::PermohonanDiterima(diterima), pada("2024-03-04")),
        (perkara::Event::PermohonanDicabut(dicabut), pada("2024-03-05")),
    ] {
        let tawaran = Tawaran {
            command: Uuid::from_u128(rand::random()),
            actor: label("uji"),
            perkara,
            events: vec![(event, waktu)],
            cara: Cara::Catat,
            kiriman: None,
        };
        let aturan = app.aturan().await.unwrap();
        app.handle_pada(tawaran, Syarat::Apa, &aturan).await.unwrap();
    }
    perkara
}

async fn beretensi(app: &App) {
    let retensi = RetensiDitetapkan { bulan: 12, dasar: label("JRA 2024") };
    let tawaran = TawaranAliran {
        command: Uuid::from_u128(1),
        actor: label("uji"),
        id: kantor::aliran().id,
        fakta: kantor::Event::RetensiDitetapkan(retensi),
        waktu: None,
        kiriman: vec![1],
    };
    app.handle_aliran::<Kantor>(tawaran, Syarat::Apa).await.unwrap();
}

async fn hapus(app: &App, perkara: Uuid) {
    let pejabat = |n| Pejabat { id: PenggunaId(Uuid::from_u128(n)), aktor: label("pengguna") };
    let acak = || Uuid::from_u128(rand::random());
    let usulan = (DasarPenghapusan::RetensiBerakhir, isi("lama"));
    app.usulkan_penghapusan(acak(), perkara, &pejabat(1), usulan).await.unwrap();
    let setuju = PutusanPersetujuan::Setuju;
    app.putuskan_penghapusan(acak(), perkara, &pejabat(2), setuju).await.unwrap();
    assert!(app.perkara(perkara).await.unwrap().dihapus.is_some());
}

async fn nilai(app: &App, perkara: Uuid) -> i64 {
    app.log.sealed_of(&[subjek(perkara)]).await.unwrap().0
}

fn berkas(folder: &Path) -> usize {
    let Ok(isi) = fs::read_dir(folder) else { return 0 };
    isi.map(|e| e.unwrap().path()).map(|j| if j.is_dir() { berkas(&j) } else { 1 }).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_brings_back_the_log_and_nobody_who_was_erased() {
    let mesin = Mesin::baru();
    let app = mesin.buka("data").await;
    beretensi(&app).await;
    let (pergi, tinggal) = (lama(&app).await, lama(&app).await);
    let config = mesin.config("data");
    let cadangan = cadangkan(&app, &config, &mesin.jalur("cadangan"), &|_| ()).await.unwrap();
    let manifes = manifes(&cadangan).unwrap();
    let _sesudah = lama(&app).await;
    hapus(&app, pergi).await;
    let akar = hex::encode(app.log.root_at(manifes.posisi).await.unwrap());
    assert_eq!(akar, manifes.akar, "what was backed up is a prefix");
    app.close().await.unwrap();

    let pulih = pulihkan(&mesin.config("lain"), &cadangan, None, &|_| ()).await.unwrap();
    assert_eq!((pulih.dihapus, pulih.dibuang), (1, 0));
    assert!(pulih.posisi > manifes.posisi, "the erasure is a fact here too");
    let app = mesin.buka("lain").await;
    assert_eq!((nilai(&app, pergi).await, nilai(&app, tinggal).await > 0), (0, true));
    assert_eq!(berkas(&mesin.jalur("lain/berkas")), 1);
    assert_eq!(app.penghapusan_diulang(), 0, "once is enough");
    assert_eq!(app.log.verify(|_, _| ()).await.unwrap().finding, None);
    let akar = hex::encode(app.log.root_at(manifes.posisi).await.unwrap());
    assert_eq!(akar, manifes.akar);
    app.close().await.unwrap();

    // The control: without the list beside the key they are back.
    fs::remove_file(daftar::tempat(&mesin.config("data").kunci)).unwrap();
    let pulih = pulihkan(&mesin.config("tanpa"), &cadangan, None, &|_| ()).await.unwrap();
    assert_eq!(pulih.dihapus, 0);
    let app = mesin.buka("tanpa").await;
    assert!(nilai(&app, pergi).await > 0);
    app.close().await.unwrap();
}

/// Of the first file below a folder.
fn berkas_pertama(folder: &Path) -> PathBuf {
    let mut isi: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    isi.sort();
    let pertama = isi.remove(0);
    if pertama.is_dir() { berkas_pertama(&pertama) } else { pertama }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_gone_or_altered_is_told_of() {
    let mesin = Mesin::baru();
    let app = mesin.buka("data").await;
    let (satu, dua) = (lama(&app).await, lama(&app).await);
    let config = mesin.config("data");
    let cadangan = cadangkan(&app, &config, &mesin.jalur("cadangan"), &|_| ()).await.unwrap();
    let hasil = app.periksa_berkas(&mut |_| ()).await.unwrap();
    assert_eq!((hasil.diperiksa, hasil.rusak.len()), (2, 0), "the control");
    app.close().await.unwrap();
    let berkas = berkas_pertama(&cadangan.join("berkas"));
    let mut isi = fs::read(&berkas).unwrap();
    isi[0] ^= 1;
    for (data, rusak, kata) in [("ubah", Some(isi), "berubah"), ("hilang", None, "hilang")] {
        match rusak {
            Some(isi) => fs::write(&berkas, isi).unwrap(),
            None => fs::remove_file(&berkas).unwrap(),
        }
        let pulih = pulihkan(&mesin.config(data), &cadangan, None, &|_| ()).await.unwrap();
        let [satu_ini] = pulih.berkas.rusak[..] else { panic!("{:?}", pulih.berkas) };
        assert!(satu_ini.sebab.contains(kata), "{satu_ini:?}");
        assert!([satu, dua].contains(&satu_ini.pemilik.id));
        assert_eq!(pulih.berkas.diperiksa, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_does_not_hold_is_refused_and_nothing_is_overwritten() {
    let mesin = Mesin::baru();
    let app = mesin.buka("data").await;
    let config = mesin.config("data");
    for tempat in ["data/cadangan", "."] {
        let ditolak = cadangkan(&app, &config, &mesin.jalur(tempat), &|_| ()).await;
        assert!(format!("{:#}", ditolak.unwrap_err()).contains("di dalam folder"), "{tempat}");
    }
    let cadangan = cadangkan(&app, &config, &mesin.jalur("cadangan"), &|_| ()).await.unwrap();
    app.close().await.unwrap();
    let ditolak = async |data: &str, kata: &str| {
        let galat = pulihkan(&mesin.config(data), &cadangan, None, &|_| ()).await.unwrap_err();
        assert!(format!("{galat:#}").contains(kata), "{kata}: {galat:#}");
    };
    ditolak("data", "tidak kosong").await;
    let utuh = fs::read_to_string(cadangan.join("manifes.json")).unwrap();
    let akar = manifes(&cadangan).unwrap().akar;
    fs::write(cadangan.join("manifes.json"), utuh.replace(&akar, &"0".repeat(64))).unwrap();
    ditolak("satu", "bukan akar yang disebut manifes").await;
    assert!(!mesin.jalur("satu/pg").exists() && mesin.jalur("satu/pg.ditolak").exists());
    fs::write(cadangan.join("manifes.json"), &utuh).unwrap();
    fs::write(cadangan.join("pg/PG_VERSION"), "15\n\n").unwrap();
    ditolak("dua", "pg_verifybackup").await;
    assert!(!mesin.jalur("dua/pg").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_goes_through_the_checkpoint_that_others_kept() {
    let mesin = Mesin::baru();
    let app = mesin.buka("data").await;
    lama(&app).await;
    let checkpoint = async |ukuran: u64| Checkpoint {
        asal: asal("ppid.contoh.go.id", &app.log.id().to_string()),
        ukuran,
        akar: app.log.root_at(ukuran).await.unwrap(),
    };
    let dulu = checkpoint(app.log.position().await.unwrap()).await;
    lama(&app).await;
    let config = mesin.config("data");
    let cadangan = cadangkan(&app, &config, &mesin.jalur("cadangan"), &|_| ()).await.unwrap();
    lama(&app).await;
    let sesudah = checkpoint(app.log.position().await.unwrap()).await;
    app.close().await.unwrap();
    let pulihkan = async |data: &str, pegangan: &Checkpoint| {
        pulihkan(&mesin.config(data), &cadangan, Some(pegangan), &|_| ()).await
    };
    pulihkan("satu", &dulu).await.unwrap();
    let cabang = Checkpoint { akar: [7; 32], ..dulu.clone() };
    let galat = format!("{:#}", pulihkan("dua", &cabang).await.unwrap_err());
    assert!(galat.contains("tidak melalui checkpoint"), "{galat}");
    assert!(!mesin.jalur("dua/pg").exists(), "nothing may serve it");
    let galat = format!("{:#}", pulihkan("tiga", &sesudah).await.unwrap_err());
    assert!(galat.contains("catat kehilangannya"), "{galat}");
    let lain = Checkpoint { asal: asal("ppid.contoh.go.id", "lain"), ..dulu };
    let galat = format!("{:#}", pulihkan("empat", &lain).await.unwrap_err());
    assert!(galat.contains("log lain"), "{galat}");
}
