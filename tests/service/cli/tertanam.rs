//! The embedded server end to end: stopped, killed, and gone on with.

use std::fs;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{Connection as _, PgConnection, query_scalar};

use super::{Kantor, REGISTER, block_on, contoh, tabel};

/// Rows of the import that is cut short.
const BARIS: u64 = 4_000;
const LONG_ENOUGH: Duration = Duration::from_mins(1);

impl Kantor {
    /// The lines of `postmaster.pid`, while there is a server.
    fn postmaster(&self) -> Option<Vec<String>> {
        let isi = fs::read_to_string(self.jalur("data/pg/postmaster.pid")).ok()?;
        Some(isi.lines().map(str::to_owned).collect())
    }

    fn pid(&self) -> Option<Pid> {
        Pid::from_raw(self.postmaster()?.first()?.trim().parse().ok()?)
    }

    /// The last position of the log while the embedded server runs.
    fn posisi(&self) -> Option<i64> {
        let soket = self.postmaster()?.get(4)?.clone();
        let pilihan = PgConnectOptions::new_without_pgpass()
            .socket(soket)
            .username("jejak_owner")
            .database("jejak")
            .ssl_mode(PgSslMode::Disable);
        block_on(async {
            let mut owner = PgConnection::connect_with(&pilihan).await.ok()?;
            query_scalar("select position from log_head").fetch_one(&mut owner).await.ok()
        })
    }
}

/// A test that fails must not leave its server behind.
struct Penjaga<'a>(&'a Kantor);

impl Drop for Penjaga<'_> {
    fn drop(&mut self) {
        if let Some(pid) = self.0.pid() {
            let _ = kill_process(pid, Signal::QUIT);
        }
    }
}

fn hingga(apa: &str, mut ya: impl FnMut() -> bool) {
    let mulai = Instant::now();
    while !ya() {
        assert!(mulai.elapsed() < LONG_ENOUGH, "not within {LONG_ENOUGH:?}: {apa}");
        sleep(Duration::from_millis(10));
    }
}

fn register_besar() -> String {
    let baris = |nomor| format!("{nomor},2023-01-13,2023-01-13,2023-01-24,Diberikan,Website");
    tabel(REGISTER, (1..=BARIS).map(baris))
}

/// Starts an import and comes back when it is in the midst of it.
fn impor_setengah(kantor: &Kantor, berkas: &str) -> Child {
    let mut perintah = kantor.perintah(&["import", "register", berkas, "--json"]);
    let mut anak = perintah.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    hingga("some rows are in", || {
        assert!(anak.try_wait().unwrap().is_none(), "the import was over too soon");
        kantor.posisi().is_some_and(|posisi| posisi > 1_000)
    });
    anak
}

/// The same command again completes it, and nothing stands there twice.
fn lanjutkan(kantor: &Kantor, berkas: &str) {
    let hasil = kantor.json(&["import", "register", berkas]);
    let [baru, ada] = ["baru", "sudah_ada"].map(|nama| hasil[nama].as_u64().unwrap());
    assert!(baru > 0 && ada > 0 && baru + ada == BARIS, "{baru} new, {ada} there");
    assert_eq!(hasil["berubah"], 0);
    let verdict = kantor.json(&["verify"]);
    assert_eq!(verdict["utuh"], true);
    assert_eq!(verdict["fakta"], 304 + 1 + 4 * BARIS, "calendar, book, four facts a row");
    let angka = kantor.json(&["statistik", "--dari", "2023-01-01", "--sampai", "2023-12-31"]);
    assert_eq!(angka["permohonan"], BARIS);
    let lagi = kantor.json(&["import", "register", berkas]);
    assert_eq!(lagi["sudah_ada"], BARIS);
    assert!(kantor.pid().is_none(), "no server is left behind");
}

#[test]
fn without_a_server_jejak_brings_its_own_and_leaves_nothing_behind() {
    let kantor = Kantor::tertanam();
    let _penjaga = Penjaga(&kantor);
    let hasil = kantor.impor("register", "buku", contoh("register.csv"));
    assert_eq!(hasil["baru"], 8);
    assert!(kantor.pid().is_none());
    assert_eq!(kantor.json(&["verify"])["utuh"], true);
    assert_eq!(kantor.json(&["riwayat", "8"])["fakta"].as_array().unwrap().len(), 4);
    kantor.ditolak(2, &["riwayat", "tiada"]);
    assert!(kantor.pid().is_none(), "a refusal stops the server as well");
}

#[test]
fn ctrl_c_ends_an_import_in_order_and_the_next_one_completes_it() {
    let kantor = Kantor::tertanam();
    let _penjaga = Penjaga(&kantor);
    let berkas = kantor.berkas("besar.csv", register_besar());
    let anak = impor_setengah(&kantor, &berkas);
    kill_process(Pid::from_child(&anak), Signal::INT).unwrap();
    let keluar = anak.wait_with_output().unwrap();
    let keluhan = String::from_utf8(keluar.stderr).unwrap();
    assert_eq!((keluar.status.code(), keluar.stdout.as_slice()), (Some(3), &b""[..]), "{keluhan}");
    assert!(keluhan.contains("tetap utuh, jalankan lagi untuk melanjutkan"), "{keluhan}");
    assert!(kantor.pid().is_none(), "the server was stopped in order");
    lanjutkan(&kantor, &berkas);
}

#[test]
fn a_kill_in_the_midst_of_an_import_loses_and_doubles_nothing() {
    let kantor = Kantor::tertanam();
    let _penjaga = Penjaga(&kantor);
    let berkas = kantor.berkas("besar.csv", register_besar());
    let mut anak = impor_setengah(&kantor, &berkas);
    let yatim = kantor.pid().unwrap();
    kill_process(Pid::from_child(&anak), Signal::KILL).unwrap();
    anak.wait().unwrap();
    lanjutkan(&kantor, &berkas);
    hingga("the orphan is gone", || test_kill_process(yatim).is_err());
}
