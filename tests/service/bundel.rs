//! The bundle of a case: both verifiers take it, papers say what happened, the
//! cut for the other party tells nobody, and making it is a fact.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bukti::bundel::{Putusan, Tanda, periksa};
use bukti::nota::KunciPublik;
use bukti::penanda::soket;
use events::pendamping::PenerimaBundel;
use events::teks::Label;
use jejak::bundel::{Bundel, BundelGagal, Pesanan};
use jejak::checkpoint::stempel::minta;
use jejak::checkpoint::{Terbit, simpan, terbitkan};
use jejak::clock::Clock;
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::api::klien::{Kantor, id, pengajuan};
use crate::checkpoint::penanda;
use crate::laman::peramban::{Peramban, html};
use crate::stempel::Tsa;

/// What names the pemohon, in small letters.
const PRIBADI: [&str; 4] = ["tersembunyi", "3275014101900001", "sri@rahasia", "kartu penduduk"];
const KTP: &str = "%PDF-1.7 kartu penduduk";
const ANGGARAN: &str = "pos;jumlah\nobat;10\n";

struct Rumah {
    kantor: Kantor,
    folder: TempDir,
    kunci: KunciPublik,
    perkara: Uuid,
}

impl Rumah {
    /// A case with a card, an answer, a letter and a dispute, and a signer.
    async fn baru() -> Self {
        let kantor = Kantor::buka().await;
        let folder = tempfile::tempdir().unwrap();
        let kunci = penanda(&kantor, &folder.path().join("penanda"));
        let perkara = bersengketa(&kantor).await;
        Rumah { kantor, folder, kunci, perkara }
    }

    async fn buat(&self, untuk: PenerimaBundel, perintah: Uuid) -> Result<Bundel, BundelGagal> {
        let keperluan = Label::try_new("sidang pembuktian, surat KI 12/III/2026").unwrap();
        let oleh = Label::try_new("cli:berkas").unwrap();
        let pesanan = Pesanan { untuk, keperluan };
        self.kantor.app.buat_bundel(self.perkara, (perintah, oleh), pesanan).await
    }

    /// Where a bundle lies open.
    fn buka(&self, bundel: &Bundel) -> PathBuf {
        let zip = self.folder.path().join(&bundel.nama);
        fs::write(&zip, &bundel.bytes).unwrap();
        let tujuan = self.folder.path().join("terbuka");
        let zip = [zip.as_os_str(), tujuan.as_os_str()];
        let buka = Command::new("python3").args(["-m", "zipfile", "-e"]).args(zip).status();
        assert!(buka.unwrap().success());
        tujuan.join(bundel.nama.trim_end_matches(".zip"))
    }

    /// As the script in the bundle sees it.
    fn python(&self, bytes: &[u8], buka: &Path) -> Value {
        self.python_dengan(bytes, buka, &[])
    }

    /// The same, with the certificate of a time stamp authority.
    fn python_dengan(&self, bytes: &[u8], buka: &Path, otoritas: &[&Path]) -> Value {
        let zip = self.folder.path().join("diperiksa.zip");
        fs::write(&zip, bytes).unwrap();
        let jawaban = Command::new("python3")
            .arg(buka.join("data/verifikasi/verify.py"))
            .arg(&zip)
            .arg(self.kunci.teks())
            .args(otoritas)
            .output()
            .unwrap();
        serde_json::from_slice(&jawaban.stdout)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&jawaban.stderr)))
    }
}

async fn unggah(kantor: &Kantor, nama: &str, isi: &str) -> Value {
    kantor.unggah("publik", nama, isi).await.dengan(201).badan["berkas"].clone()
}

async fn bersengketa(kantor: &Kantor) -> Uuid {
    let mut badan = pengajuan(id());
    let ktp = unggah(kantor, "KTP Sri Tersembunyi.pdf", KTP).await;
    badan["permohonan"]["pemohon"]["berkas_identitas"] = json!([ktp]);
    let bukti = kantor.kirim("publik", "/permohonan", badan).await.dengan(201).badan;
    let perkara = bukti["perkara"].as_str().unwrap().parse().unwrap();
    let catat = async |langkah: &str, fakta: Value| {
        let badan = json!({"perintah": id(), "cara": "catat", "fakta": fakta});
        let alamat = format!("/perkara/{perkara}/{langkah}");
        kantor.kirim("ppid-utama", &alamat, badan).await.dengan(200);
    };
    let putusan = json!({"putusan": {"dikabulkan": "sebagian"}, "penguasaan": "dikuasai"});
    catat("pemberitahuan-tertulis-dikirim", putusan).await;
    let berkas = unggah(kantor, "anggaran.csv", ANGGARAN).await;
    catat("informasi-diberikan", json!({"lingkup": "sebagian", "berkas": [berkas]})).await;
    kantor.bersurat(perkara).await;
    let isi = json!({"perintah": id(), "isi": {"isi": "Sri Tersembunyi menelepon"}});
    kantor.kirim("petugas", &format!("/perkara/{perkara}/catatan"), isi).await.dengan(200);
    let (sengketa, diajukan) = (id(), json!({"perkara": [perkara], "alasan": ["d"]}));
    let badan = json!({"perintah": sengketa, "cara": "catat", "fakta": diajukan});
    kantor.kirim("ppid-utama", "/sengketa", badan).await.dengan(201);
    let surat = unggah(kantor, "jawaban.pdf", "%PDF-1.7 surat jawaban").await;
    let daftar = json!([{"kode": "T-1", "jenis": "surat", "tujuan": {"isi": "jawaban tepat waktu"},
                         "berkas": surat}]);
    let fakta = json!({"oleh": "badan_publik", "daftar": daftar});
    let badan = json!({"perintah": id(), "cara": "catat", "fakta": fakta});
    let alamat = format!("/sengketa/{sengketa}/bukti-disampaikan");
    kantor.kirim("ppid-utama", &alamat, badan).await.dengan(200);
    perkara
}

/// Every file below a folder, PDFs as their words, disclosures as their values.
fn terbaca(folder: &Path) -> Vec<(String, String)> {
    let mut semua = Vec::new();
    for entri in fs::read_dir(folder).unwrap() {
        let jalur = entri.unwrap().path();
        if jalur.is_dir() {
            semua.extend(terbaca(&jalur));
            continue;
        }
        let bytes = fs::read(&jalur).unwrap();
        let mut teks = String::from_utf8_lossy(&bytes).into_owned();
        if jalur.extension().is_some_and(|akhir| akhir == "pdf") && !teks.contains("1.7 ") {
            let kata = Command::new("pdftotext").arg(&jalur).arg("-").output().unwrap();
            teks = String::from_utf8(kata.stdout).unwrap();
        }
        if let Ok(ungkap) = serde_json::from_slice::<Value>(&bytes) {
            for buka in ungkap["buka"].as_array().into_iter().flatten() {
                let isi = URL_SAFE_NO_PAD.decode(buka.as_str().unwrap()).unwrap();
                teks.push_str(&String::from_utf8(isi).unwrap());
            }
        }
        semua.push((jalur.display().to_string(), teks.to_lowercase()));
    }
    semua
}

fn membuka(folder: &Path) -> Vec<String> {
    let nama = |teks: &str| PRIBADI.iter().any(|satu| teks.contains(satu));
    let semua = terbaca(folder)
        .into_iter()
        .filter(|(jalur, teks)| nama(teks) || nama(&jalur.to_lowercase()));
    semua.map(|(jalur, _)| jalur).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn both_cuts_pass_both_verifiers_and_one_of_them_names_nobody() {
    let rumah = Rumah::baru().await;
    let app = &rumah.kantor.app;
    let majelis = rumah.buat(PenerimaBundel::Majelis, id()).await.unwrap();
    assert!(majelis.bertanda);
    let buka = rumah.buka(&majelis);
    let pihak = rumah.buat(PenerimaBundel::Pihak, id()).await.unwrap();
    for (bundel, dokumen) in [(&majelis, 4), (&pihak, 1)] {
        let rust: Putusan = periksa(&bundel.bytes, Some(&rumah.kunci)).unwrap();
        assert_eq!((rust.tanda, rust.dokumen), (Tanda::KunciPembaca, dokumen), "{rust:?}");
        let mut harus = serde_json::to_value(&rust).unwrap();
        harus["sah"] = json!(true);
        assert_eq!(rumah.python(&bundel.bytes, &buka), harus);
    }
    // The same events stand in both.
    let hash = |folder: &Path| fs::read(folder.join("data/peristiwa/perkara/0001.leaf")).unwrap();
    let buka_pihak = rumah.buka(&pihak);
    assert_eq!(hash(&buka), hash(&buka_pihak));
    assert!(membuka(&buka).len() > 3, "the Majelis sees who it is: {:?}", membuka(&buka));
    assert_eq!(membuka(&buka_pihak), [""; 0]);
    let satu = |nama: &str| {
        let semua = terbaca(&buka_pihak);
        semua.into_iter().find(|(jalur, _)| jalur.ends_with(nama)).unwrap().1
    };
    for kata in ["t-1", "jawaban tepat waktu", "ditahan dalam potongan ini"] {
        assert!(satu("01-DAFTAR-BUKTI.csv").contains(kata), "{kata}");
    }
    assert!(satu("03-ISI.pdf").contains("anggaran puskesmas tahun 2025"), "the matter is open");
    assert!(satu("06-REDAKSI.csv").contains("pemohon: nomor identitas"));
    for kata in ["pemberitahuan", "hari kerja"] {
        assert!(satu("02-KRONOLOGI.pdf").contains(kata), "{kata}");
    }
    // The second one tells of the first.
    assert!(satu("05-KUSTODI.csv").contains(&bukti::bundel::bagit::sha256(&majelis.bytes)));
    let utuh = app.log.verify(|_, _| ()).await.unwrap();
    assert!(utuh.finding.is_none());
    // Who looked at people: the Majelis with the first one, nobody with the second.
    rumah.kantor.ikuti().await;
    let dilihat = rumah.kantor.baca("auditor", "/log/penglihatan").await.dengan(200);
    let ekspor = dilihat.isi().iter().filter(|satu| {
        satu["keperluan"].as_str().unwrap().starts_with("berkas untuk Majelis: sidang")
    });
    assert_eq!(ekspor.count(), 1, "{}", dilihat.badan);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_byte_changed_anywhere_is_refused_by_both_for_the_same_reason() {
    let rumah = Rumah::baru().await;
    let bundel = rumah.buat(PenerimaBundel::Majelis, id()).await.unwrap();
    let buka = rumah.buka(&bundel);
    let banyak = 40;
    for ke in 0..banyak {
        let mut bytes = bundel.bytes.clone();
        let di = bytes.len() * ke / banyak + 7;
        bytes[di] ^= 1;
        let ditolak = periksa(&bytes, Some(&rumah.kunci)).unwrap_err();
        let python = rumah.python(&bytes, &buka);
        let harus =
            json!({"sah": false, "kode": ditolak.kode.to_string(), "berkas": ditolak.berkas});
        assert_eq!(python, harus, "byte {di}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_command_gives_the_same_bytes_until_something_was_erased() {
    let rumah = Rumah::baru().await;
    let perintah = id();
    let pertama = rumah.buat(PenerimaBundel::Majelis, perintah).await.unwrap();
    let posisi = rumah.kantor.app.log.position().await.unwrap();
    rumah.kantor.pada("2026-03-09T10:00:00+07:00");
    rumah.kantor.fakta("petugas", rumah.perkara, "kelengkapan-diperiksa", json!({})).await;
    let lagi = rumah.buat(PenerimaBundel::Majelis, perintah).await.unwrap();
    assert_eq!((&lagi.nama, &lagi.bytes), (&pertama.nama, &pertama.bytes));
    let sesudah = rumah.kantor.app.log.position().await.unwrap();
    assert!(sesudah <= posisi + 1, "making it again is no second fact");
    let lain = rumah.buat(PenerimaBundel::Pihak, perintah).await.unwrap_err();
    assert!(lain.to_string().contains("isi lain"), "{lain}");
    // A file that is gone cannot be put into it again.
    fs::remove_dir_all(rumah.kantor.folder().join("berkas")).unwrap();
    let berubah = rumah.buat(PenerimaBundel::Majelis, perintah).await.unwrap_err();
    assert!(matches!(berubah, BundelGagal::Berubah(_)), "{berubah}");
    let tanpa = rumah.buat(PenerimaBundel::Majelis, id()).await.unwrap();
    assert_eq!(tanpa.dokumen, 0, "it says that they are missing, and verifies");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_signs_or_the_signer_refuses() {
    let kantor = Kantor::buka().await;
    let folder = tempfile::tempdir().unwrap();
    let perkara = bersengketa(&kantor).await;
    let buat = async || {
        let badan = json!({"perintah": id(), "untuk": "majelis", "keperluan": "audit"});
        kantor.kirim("auditor", &format!("/perkara/{perkara}/bundel"), badan).await
    };
    let jawaban = buat().await.dengan(200);
    assert_eq!(jawaban.teks("content-type"), "application/zip");
    assert!(jawaban.teks("content-disposition").contains("berkas-"), "{:?}", jawaban.kepala);
    let alamat = format!("/perkara/{perkara}/bundel");
    let daftar = kantor.baca("auditor", &alamat).await.dengan(200).badan;
    assert_eq!(daftar["bundel"][0]["bertanda"], false);
    // More was signed than the log has.
    penanda(&kantor, &folder.path().join("penanda"));
    let soket = &kantor.app.penanda.as_ref().unwrap().soket;
    soket::minta_tanda(soket, 9_999, &[7; 32], &[]).unwrap();
    let posisi = kantor.app.log.position().await.unwrap();
    let ditolak = buat().await.dengan(409);
    let sebab = ditolak.badan["detail"].as_str().unwrap();
    assert!(sebab.contains("periksa log dan penandanya"), "{sebab}");
    assert_eq!(kantor.app.log.position().await.unwrap(), posisi, "nothing was recorded");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_makes_it_and_the_page_keeps_the_list() {
    let rumah = Rumah::baru().await;
    let peran = events::pengguna::Peran::PpidUtama;
    let mut orang = Peramban::masuk(&rumah.kantor, "ppid", peran).await;
    let alamat = format!("/perkara/{}", rumah.perkara);
    let halaman = orang.buka(&rumah.kantor, &alamat).await.dengan(200);
    let bundel = format!("{alamat}/bundel");
    assert!(html(&halaman).contains(&bundel));
    let kosong = orang.buka(&rumah.kantor, &bundel).await.dengan(200);
    assert!(html(&kosong).contains("Belum ada."));
    let perintah = id().to_string();
    let isian = |keperluan| {
        vec![("perintah", perintah.as_str()), ("untuk", "pihak"), ("keperluan", keperluan)]
    };
    let keliru = orang.kirim(&rumah.kantor, &bundel, &isian("")).await;
    assert_eq!(keliru.status, 400);
    assert!(html(&keliru).contains("Buat berkas"), "{}", html(&keliru));
    let jadi = orang.kirim(&rumah.kantor, &bundel, &isian("mediasi")).await.dengan(200);
    assert_eq!(jadi.teks("content-type"), "application/zip");
    let daftar = orang.buka(&rumah.kantor, &bundel).await.dengan(200);
    let teks = html(&daftar);
    assert!(teks.contains("mediasi") && teks.contains("pihak lain"), "{teks}");
    let riwayat = orang.buka(&rumah.kantor, &alamat).await.dengan(200);
    assert!(html(&riwayat).contains("berkas perkara dibuat untuk pihak lain: mediasi"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_made_after_an_erasure_names_nobody_and_holds() {
    let rumah = Rumah::baru().await;
    let kantor = &rumah.kantor;
    let sebelum = rumah.buat(PenerimaBundel::Majelis, id()).await.unwrap();
    assert!(!membuka(&rumah.buka(&sebelum)).is_empty());
    let retensi = json!({"perintah": id(), "fakta": {"bulan": 3, "dasar": "JRA 2024"}});
    kantor.kirim("admin", "/kantor/retensi-ditetapkan", retensi).await.dengan(200);
    let sengketa = kantor.app.perkara(rumah.perkara).await.unwrap().sengketa[0];
    let badan = json!({"perintah": id(), "cara": "catat", "fakta": {}});
    let alamat = format!("/sengketa/{sengketa}/sengketa-dicabut");
    kantor.kirim("ppid-utama", &alamat, badan).await.dengan(200);
    kantor.pada("2027-03-01T10:00:00+07:00");
    let alamat = format!("/perkara/{}", rumah.perkara);
    let usul = json!({"perintah": id(), "dasar": "retensi_berakhir", "alasan": {"isi": "JRA"}});
    kantor.kirim("petugas", &format!("{alamat}/penghapusan-diusulkan"), usul).await.dengan(200);
    let putus = json!({"perintah": id(), "putusan": "setuju"});
    kantor.kirim("atasan", &format!("{alamat}/penghapusan-diputus"), putus).await.dengan(200);
    let sesudah = rumah.buat(PenerimaBundel::Majelis, id()).await.unwrap();
    let putusan = periksa(&sesudah.bytes, Some(&rumah.kunci)).unwrap();
    assert!(putusan.dihapus > 5 && putusan.terbuka == 0, "{putusan:?}");
    let buka = rumah.buka(&sesudah);
    assert_eq!(membuka(&buka), [""; 0]);
    let redaksi = fs::read_to_string(buka.join("data/06-REDAKSI.csv")).unwrap();
    assert!(redaksi.contains("dihapus"), "{redaksi}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_stamp_goes_with_a_bundle_and_the_same_bytes_come_again() {
    let rumah = Rumah::baru().await;
    let (app, tsa) = (&rumah.kantor.app, Tsa::mulai().await);
    rumah.kantor.pada(&Clock::System.now().to_rfc3339());
    let (tanpa, dengan) = (id(), id());
    let polos = rumah.buat(PenerimaBundel::Majelis, tanpa).await.unwrap();
    let putusan = periksa(&polos.bytes, Some(&rumah.kunci)).unwrap();
    assert!(!putusan.stempel, "nobody stamps here");
    minta(app, &tsa.otoritas(), &terbitkan(app).await.unwrap()).await.unwrap();
    let bundel = rumah.buat(PenerimaBundel::Majelis, dengan).await.unwrap();
    let putusan = periksa(&bundel.bytes, Some(&rumah.kunci)).unwrap();
    assert!(putusan.stempel, "{putusan:?}");
    let buka = rumah.buka(&bundel);
    let mut harus = serde_json::to_value(&putusan).unwrap();
    harus["sah"] = json!(true);
    assert_eq!(rumah.python(&bundel.bytes, &buka), harus);
    assert_eq!(rumah.python_dengan(&bundel.bytes, &buka, &[&tsa.ca()]), harus);
    // Another authority's certificate, and a bundle that has no stamp.
    let (lain, stempel) = (Tsa::mulai().await, "data/log/checkpoint.tsr");
    let ditolak = json!({"sah": false, "kode": "Stempel", "berkas": stempel});
    assert_eq!(rumah.python_dengan(&bundel.bytes, &buka, &[&lain.ca()]), ditolak);
    assert_eq!(rumah.python_dengan(&polos.bytes, &buka, &[&tsa.ca()]), ditolak);
    assert!(tsa.sah(&buka.join("data/log/checkpoint"), &buka.join(stempel)).is_ok());
    let mut kertas = terbaca(&buka).into_iter();
    let cara = kertas.find(|(jalur, _)| jalur.ends_with("CARA-MEMERIKSA.pdf")).unwrap().1;
    assert!(cara.contains("openssl ts -verify"), "{cara}");
    // A stamp that came after the first bundle changes nothing of it.
    let ukuran = periksa(&polos.bytes, None).unwrap().ukuran;
    let mut tujuan = app.pool.acquire().await.unwrap();
    let lama: Terbit = simpan::sebesar(ukuran, &mut tujuan).await.unwrap().unwrap();
    drop(tujuan);
    minta(app, &tsa.otoritas(), &lama).await.unwrap();
    for (perintah, dahulu) in [(tanpa, &polos), (dengan, &bundel)] {
        let lagi = rumah.buat(PenerimaBundel::Majelis, perintah).await.unwrap();
        assert_eq!(lagi.bytes, dahulu.bytes);
    }
}
