//! The upgrade from an earlier release: its data, as it left them, are gone on
//! with; a release that is older than the data refuses them.
//!
//! `tests/lama/0.1.0` was made by `tests/lama/buat.py` with the program as it was
//! before time stamps came: a dump of its database, its master key and its files.
//! Facts of schemas that are no longer written are lifted in `log::upcast`.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bukti::checkpoint::Checkpoint;
use bukti::nota::KunciPublik;
use bukti::pohon::periksa_lanjutan;
use bukti::tanda::TandaBukti;
use events::perkara::Event as P;
use events::{AliranId, Event};
use jejak::log::Values;
use jejak::web::laju::BatasLaju;
use projections::pohon::konsistensi::Konsistensi;
use projections::proyeksi::SEMUA;
use serde_json::{Value, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection, query, query_scalar};
use tempfile::TempDir;
use uuid::Uuid;

use crate::api::klien::{Kantor, id, pengajuan};
use crate::harness::empty_database;

/// Some days after the data were made.
const KELAK: &str = "2026-12-01T10:00:00+07:00";
const SKEMA: &str = "select max(version) from _sqlx_migrations";

type Tempat = ((PgConnectOptions, PgConnectOptions), TempDir);

fn lama(nama: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lama/0.1.0").join(nama)
}

fn harapan() -> Value {
    serde_json::from_slice(&fs::read(lama("harapan.json")).unwrap()).unwrap()
}

fn teks<'a>(nilai: &'a Value, nama: &str) -> &'a str {
    nilai[nama].as_str().unwrap_or_else(|| panic!("{nama} in {nilai}"))
}

fn hash(nilai: &Value, nama: &str) -> [u8; 32] {
    hex::decode(teks(nilai, nama)).unwrap().try_into().unwrap()
}

/// Debian keeps it outside of PATH.
fn psql() -> PathBuf {
    let versi = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let calon = versi.map(|versi| versi.path().join("bin/psql")).find(|jalur| jalur.is_file());
    calon.unwrap_or_else(|| "psql".into())
}

/// The data as the earlier release left them.
async fn pulihkan() -> Tempat {
    let (owner, service) = empty_database().await;
    let folder = tempfile::tempdir().unwrap();
    let kunci = folder.path().join("kunci");
    fs::copy(lama("kunci"), &kunci).unwrap();
    // A clone knows no such modes.
    fs::set_permissions(kunci, Permissions::from_mode(0o600)).unwrap();
    let salin = Command::new("cp").arg("-r").arg(lama("berkas")).arg(folder.path()).status();
    assert!(salin.unwrap().success());
    let sql = Command::new("gzip").arg("-dc").arg(lama("data.sql.gz")).output().unwrap();
    fs::write(folder.path().join("data.sql"), sql.stdout).unwrap();
    let psql = Command::new(psql())
        .args(["-q", "-v", "ON_ERROR_STOP=1", "-U", owner.get_username()])
        .args(["-d", owner.get_database().unwrap(), "-p", &owner.get_port().to_string()])
        .arg("-h")
        .arg(owner.get_socket().unwrap())
        .arg("-f")
        .arg(folder.path().join("data.sql"))
        .stdout(Stdio::null())
        .output()
        .unwrap();
    assert!(psql.status.success(), "{}", String::from_utf8_lossy(&psql.stderr));
    ((owner, service), folder)
}

async fn skema(owner: &PgConnectOptions) -> i64 {
    let mut owner = PgConnection::connect_with(owner).await.unwrap();
    query_scalar(SKEMA).fetch_one(&mut owner).await.unwrap()
}

/// The newest migration of this program.
fn skema_kini() -> i64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let nama = fs::read_dir(folder).unwrap().map(|entri| entri.unwrap().file_name());
    nama.filter_map(|nama| nama.to_str()?.split('_').next()?.parse().ok()).max().unwrap()
}

/// Rows of every read model, as one digest a table.
async fn tampilan(kantor: &Kantor) -> Vec<(String, Option<String>)> {
    let mut owner = PgConnection::connect_with(&kantor.basis_data).await.unwrap();
    sqlx::query_as(
        "select schemaname || '.' || tablename,
                (xpath('/row/sidik/text()', query_to_xml(format(
                    'select md5(string_agg(t::text, chr(10) order by t::text)) as sidik
                       from %I.%I as t', schemaname, tablename), true, true, '')))[1]::text
           from pg_tables where schemaname ~ '_v[0-9]+$' order by 1",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap()
}

async fn utuh(kantor: &Kantor) {
    assert_eq!(kantor.app.log.verify(|_, _| ()).await.unwrap().finding, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_data_of_an_earlier_release_are_gone_on_with() {
    let (tempat, harapan) = (pulihkan().await, harapan());
    let dahulu = skema(&tempat.0.0).await;
    assert_eq!(dahulu, harapan["skema"].as_i64().unwrap());
    assert!(dahulu < skema_kini(), "it has fewer migrations than this program");
    let mut kantor = Kantor::di_atas(tempat, KELAK, BatasLaju::TANPA, None).await.unwrap();
    assert_eq!(skema(&kantor.basis_data).await, skema_kini());

    let (posisi, akar) = (harapan["posisi"].as_u64().unwrap(), hash(&harapan, "akar"));
    assert_eq!(kantor.app.log.id().to_string(), teks(&harapan, "log"));
    assert!(kantor.app.log.position().await.unwrap() >= posisi);
    assert_eq!(kantor.app.log.root_at(posisi).await.unwrap(), akar, "the same log");
    utuh(&kantor).await;
    // What the read models carried over is what they make of the log today.
    kantor.ikuti().await;
    let dibawa = tampilan(&kantor).await;
    assert!(dibawa.len() > 10, "{dibawa:?}");
    kantor.app.tampilan.bangun(&SEMUA, &mut |_| ()).await.unwrap();
    assert_eq!(tampilan(&kantor).await, dibawa);

    kantor.isi_pengguna().await;
    for kasus in harapan["perkara"].as_array().unwrap() {
        terbaca(&kantor, &harapan, kasus).await;
    }
    bersurat(&kantor, &harapan["surat"]).await;
    berlanjut(&kantor, &harapan).await;
}

/// A case with its people, its file, its secret and its receipt.
async fn terbaca(kantor: &Kantor, harapan: &Value, kasus: &Value) {
    let app = &kantor.app;
    let perkara: Uuid = teks(kasus, "perkara").parse().unwrap();
    let jalur = format!("/perkara/{perkara}");
    let baris = kantor.baca("auditor", &jalur).await.dengan(200).badan.to_string();
    assert!(baris.contains(teks(kasus, "nomor")), "{baris}");
    let riwayat = kantor.baca("auditor", &format!("{jalur}/riwayat?batas=100")).await.dengan(200);
    assert!(riwayat.isi().len() >= usize::try_from(kasus["fakta"].as_u64().unwrap()).unwrap());
    let kunci = json!({"nomor": kasus["nomor"], "rahasia": kasus["rahasia"]});
    kantor.kirim("publik", "/lacak", kunci).await.dengan(200);

    let aliran = AliranId::perkara(perkara);
    let fakta = app.log.stream(aliran, Values::Open).await.unwrap();
    let Event::Perkara(event) = &fakta[0].event else { panic!("no case") };
    let P::PermohonanDiterima(diterima) = event.as_ref() else { panic!("no permohonan") };
    let nama = diterima.pemohon.nama.as_ref().unwrap().teks();
    assert_eq!(nama, Some(teks(kasus, "nama")), "the key opens it");
    let ktp = app.isi_berkas(aliran, &diterima.pemohon.berkas_identitas[0]).await.unwrap();
    assert_eq!(ktp.unwrap().bytes, format!("%PDF-1.7 {}", teks(kasus, "nik")).as_bytes());

    let posisi = kasus["posisi"].as_u64().unwrap();
    let daun = app.log.page(posisi - 1, 1).await.unwrap().remove(0).leaf_hash;
    assert_eq!(daun, hash(kasus, "daun"));
    let kunci = KunciPublik::try_new(teks(harapan, "kunci_log")).unwrap();
    let tanda = TandaBukti::baca(teks(kasus, "tanda_bukti")).unwrap();
    tanda.periksa(&daun, &kunci).unwrap();
}

/// The code of a letter still leads to it, and to the scan that was kept.
async fn bersurat(kantor: &Kantor, surat: &Value) {
    let alamat = format!("/surat/periksa/{}", teks(surat, "kode"));
    let dilihat = kantor.baca("publik", &alamat).await.dengan(200).badan;
    assert_eq!(dilihat["nomor"], surat["nomor"]);
    let sidik = json!({"sidik": surat["sidik_pindaian"]});
    let cocok = kantor.kirim("publik", &alamat, sidik).await.dengan(200).badan;
    assert_eq!(cocok["hasil"], "bertandatangan");
}

/// The log and its books go on from where they were.
async fn berlanjut(kantor: &Kantor, harapan: &Value) {
    let app = &kantor.app;
    let baru = kantor.kirim("publik", "/permohonan", pengajuan(id())).await.dengan(201).badan;
    let nomor = teks(&harapan["perkara"][2], "nomor");
    assert_eq!(teks(&baru, "nomor"), nomor.replacen("0003", "0004", 1));
    let dua = teks(&harapan["perkara"][1], "perkara").parse().unwrap();
    kantor.fakta("petugas", dua, "surat-tidak-lengkap-dikirim", json!({})).await.dengan(200);
    kantor.ikuti().await;
    utuh(kantor).await;
    let kunci = KunciPublik::try_new(teks(harapan, "kunci_log")).unwrap();
    let lama = Checkpoint::baca_bertanda(teks(harapan, "checkpoint"), &kunci).unwrap();
    let (ukuran, _, akar) = app.log.head().await.unwrap();
    let mut tujuan = app.pool.acquire().await.unwrap();
    let bukti = Konsistensi::baca(lama.ukuran, ukuran, &mut tujuan).await.unwrap().unwrap();
    periksa_lanjutan((lama.ukuran, &lama.akar), (ukuran, &akar), &bukti.jalur).unwrap();
}

/// The control: data of a release that is newer than this program.
#[tokio::test(flavor = "multi_thread")]
async fn data_of_a_newer_release_are_refused_and_left_as_they_are() {
    let tempat = pulihkan().await;
    let pemilik = tempat.0.0.clone();
    let mut owner = PgConnection::connect_with(&pemilik).await.unwrap();
    query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (29991231000000, 'kelak', true, '', 0)",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    let banyak = "select count(*) from _sqlx_migrations";
    let sebelum: i64 = query_scalar(banyak).fetch_one(&mut owner).await.unwrap();
    let buka = Kantor::di_atas(tempat, KELAK, BatasLaju::TANPA, None).await;
    let galat = format!("{:#}", buka.err().unwrap());
    assert!(galat.contains("lebih baru (skema 29991231000000); perbarui program"), "{galat}");
    let sesudah: i64 = query_scalar(banyak).fetch_one(&mut owner).await.unwrap();
    assert_eq!(sesudah, sebelum, "nothing was applied");
}
