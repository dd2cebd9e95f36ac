//! The canary: a made-up person whose NIK, name and address the load sends, and
//! who must not turn up in anything that Jejak or PostgreSQL write for people
//! who run them.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::harness::send;
use crate::load::{Count, Load, Peer, Wish, request};
use crate::office::Office;

const NAME: &str = "Siti Kenari Mustikasari";
const NIK: &str = "3171019912310001";
const EMAIL: &str = "kenari.siti@contoh.example";
const TEXT: &str = "dokumen kenari tetangga saya";

/// What betrays her, in small letters: also part of her name, and the address
/// as a URL writes it.
const TRACES: [&str; 5] = ["kenari", "mustikasari", NIK, "siti%40", "siti@contoh"];

/// Her permohonan.
pub(crate) fn permohonan() -> Value {
    let sealed = |text: &str| json!({ "isi": text });
    json!({
        "kanal": "situs",
        "pemohon": {
            "jenis": "perorangan",
            "nama": sealed(NAME),
            "nomor_identitas": sealed(NIK),
            "surel": sealed(EMAIL),
        },
        "rincian": sealed(TEXT),
    })
}

/// The files below a folder in which she turns up, with the line.
pub(crate) fn sightings(folder: &Path) -> Vec<String> {
    files(folder).iter().flat_map(|path| sightings_in(path)).collect()
}

fn sightings_in(path: &Path) -> Vec<String> {
    let text = String::from_utf8_lossy(&fs::read(path).unwrap()).to_lowercase();
    let seen = text.lines().filter(|line| TRACES.iter().any(|trace| line.contains(trace)));
    seen.map(|line| format!("{}: {line}", path.display())).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).collect()
}

/// Everything that people get wrong with her data in it, told as much as Jejak
/// can tell, while its database dies.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn even_the_most_talkative_log_holds_no_personal_data() {
    let office = Office::on_a_server().await;
    let mut jejak = office.serve_with(&[("JEJAK_LOG", "trace")]).await;
    let mut load = Load::start(2, &office.doors);
    let email = EMAIL.replace('@', "%40");
    let (twice, other) = (Wish::new(), permohonan().to_string().replace("tetangga", "kakak"));
    let mut peer = Peer::default();
    peer.file(&office.doors, &twice, &Count::default()).await;
    let other = format!("{{\"perintah\":\"{}\",\"permohonan\":{other}}}", twice.id);
    for (method, path, body, status) in [
        ("POST", "/api/v1/permohonan".to_owned(), other, 422),
        ("POST", "/api/v1/permohonan".to_owned(), format!("{{\"nama\": \"{NAME}\""), 400),
        (
            "POST",
            "/api/v1/permohonan".to_owned(),
            json!({ "nik": NIK, NAME: EMAIL }).to_string(),
            400,
        ),
        ("POST", format!("/api/v1/perkara/{NIK}/perpanjangan-diberitahukan"), "{}".to_owned(), 401),
        ("GET", format!("/api/v1/permohonan?surel={email}"), String::new(), 405),
        ("GET", format!("/lacak/{NIK}"), String::new(), 404),
    ] {
        let reply = peer.ask(jejak.door(), &request(method, &path, &body)).await.unwrap();
        assert_eq!(reply.status, status, "{method} {path}");
    }
    send(office.room.postmaster(), Signal::KILL);
    load.go_on(10).await;
    let said = jejak.said();
    assert!(jejak.lives() && said.contains("\"DEBUG\""), "it is talkative");
    office.close(vec![jejak], &load.stop().await).await;
}

#[test]
fn what_is_sent_holds_her_and_a_leak_would_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("catatan");
    for (line, leaks) in [
        (permohonan().to_string(), true),
        (format!("permintaan gagal: nomor {NIK}"), true),
        (format!("GET /lacak?surel={}", EMAIL.replace('@', "%40")), true),
        ("duplicate key: (nama)=(SITI KENARI)".to_owned(), true),
        ("permintaan POST /api/v1/permohonan 201".to_owned(), false),
    ] {
        fs::write(&file, format!("baris pertama\n{line}\n")).unwrap();
        assert_eq!(sightings(folder.path()).len(), usize::from(leaks), "{line}");
    }
}
