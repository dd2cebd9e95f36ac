//! Starts that are refused, each with a sentence that says what to do.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::path::Path;

use jejak::postgres::Tempat;

use crate::harness::{Room, assert_says, refusal, root_or_say};
use crate::holder::Holder;

const NOBODY: u32 = 65534;

#[tokio::test]
async fn without_programs_it_says_what_to_install() {
    let room = Room::new();
    let empty = Tempat { program: Vec::new(), ..room.places() };
    let sentence = refusal(&room.data(), &empty).await;
    assert_says(&sentence, &["tidak ditemukan", "sudo apt-get install postgresql", "klaster"]);
    assert!(!room.data().exists(), "nothing is made");
}

#[tokio::test]
async fn a_file_is_no_data_folder() {
    let room = Room::new();
    fs::write(room.data(), "").unwrap();
    assert_says(&room.refusal().await, &["data bukan folder", "JEJAK_DATA lain"]);
    let below = refusal(&room.data().join("bawah"), &room.places()).await;
    assert_says(&below, &["data bukan folder"]);
}

#[tokio::test]
async fn a_closed_parent_is_named_before_anything_is_made() {
    if !root_or_say("to run as postgres") {
        return;
    }
    let room = Room::new();
    let closed = room.path().join("tertutup");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
    let data = closed.join("jejak");
    let sentence = refusal(&data, &room.places()).await;
    let remedy = format!("chmod o+x {}", closed.display());
    assert_says(&sentence, &["postgres", "JEJAK_DATA=/var/lib/jejak", &remedy]);
    assert!(!data.join("pg").exists());
}

#[tokio::test]
async fn an_empty_private_folder_is_opened_and_a_full_one_is_not() {
    if !root_or_say("to run as postgres") {
        return;
    }
    let room = Room::new();
    fs::create_dir(room.data()).unwrap();
    fs::set_permissions(room.data(), Permissions::from_mode(0o700)).unwrap();
    let cluster = room.start().await.expect("an empty folder is taken");
    assert_eq!(fs::metadata(room.data()).unwrap().permissions().mode() & 0o777, 0o711);
    cluster.stop().await.unwrap();

    let room = Room::new();
    fs::create_dir(room.data()).unwrap();
    fs::write(room.data().join("milik-orang"), "").unwrap();
    fs::set_permissions(room.data(), Permissions::from_mode(0o700)).unwrap();
    let remedy = format!("chmod o+x {}", room.data().display());
    assert_says(&room.refusal().await, &[&remedy]);
    assert_eq!(fs::metadata(room.data()).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn a_folder_of_another_user_is_refused() {
    if !root_or_say("to give a folder away") {
        return;
    }
    let room = Room::new();
    fs::create_dir(room.data()).unwrap();
    chown(room.data(), Some(NOBODY), None).unwrap();
    assert_says(&room.refusal().await, &["milik nobody", "sebagai root", "JEJAK_DATA lain"]);

    let room = Room::new();
    fs::create_dir_all(room.data().join("pg")).unwrap();
    chown(room.data().join("pg"), Some(NOBODY), None).unwrap();
    assert_says(&room.refusal().await, &["data/pg milik nobody", "sebagai postgres"]);
}

#[tokio::test]
async fn something_else_named_pg_is_not_touched() {
    let room = Room::new();
    let cluster = room.start().await.unwrap();
    cluster.stop().await.unwrap();
    let pg = room.data().join("pg");
    fs::remove_file(pg.join("PG_VERSION")).unwrap();
    assert_says(&room.refusal().await, &["bukan klaster PostgreSQL", "mv "]);
    assert!(pg.join("base").exists());
}

#[tokio::test]
async fn a_cluster_of_another_version_names_the_package() {
    let room = Room::new();
    room.start().await.unwrap().stop().await.unwrap();
    fs::write(room.data().join("pg/PG_VERSION"), "99\n").unwrap();
    let words = ["dibuat oleh PostgreSQL 99", "sudo apt-get install postgresql-99"];
    assert_says(&room.refusal().await, &words);
}

#[tokio::test]
async fn a_long_socket_path_is_refused() {
    let room = Room::new();
    let soket = room.path().join("s".repeat(100));
    let sentence = refusal(&room.data(), &Tempat { soket, ..room.places() }).await;
    assert_says(&sentence, &["jalur soket", "paling panjang 107", "XDG_RUNTIME_DIR"]);
}

#[tokio::test]
async fn a_socket_folder_that_others_prepared_is_refused() {
    let room = Room::new();
    let soket = room.places().soket;
    symlink(room.path(), &soket).unwrap();
    assert_says(&room.refusal().await, &["tidak aman", "bukan folder sungguhan", "rm -r"]);

    fs::remove_file(&soket).unwrap();
    make_with_mode(&soket, 0o777);
    assert_says(&room.refusal().await, &["tidak aman", "terbuka bagi pengguna lain"]);

    if root_or_say("to give a folder away") {
        fs::set_permissions(&soket, Permissions::from_mode(0o700)).unwrap();
        chown(&soket, Some(NOBODY), None).unwrap();
        assert_says(&room.refusal().await, &["tidak aman", "milik pengguna lain"]);
    }
}

#[tokio::test]
async fn a_second_jejak_hears_who_holds_the_folder() {
    let room = Room::new();
    let cluster = room.start().await.unwrap();
    let mine = format!("pid {}", std::process::id());
    assert_says(&room.refusal().await, &["sedang dipakai Jejak lain", &mine, "JEJAK_DATA lain"]);
    cluster.stop().await.unwrap();

    let holder = Holder::start(&room);
    assert_says(&room.refusal().await, &["sedang dipakai Jejak lain", "hentikan dahulu"]);
    holder.stop();
    room.start().await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_broken_setting_is_quoted_from_the_log() {
    let room = Room::new();
    room.start().await.unwrap().stop().await.unwrap();
    let conf = room.data().join("pg/postgresql.auto.conf");
    fs::write(conf, "max_connections = 'banyak'\n").unwrap();
    assert_says(&room.refusal().await, &["gagal mulai", "FATAL", "pg.log"]);
}

fn make_with_mode(folder: &Path, mode: u32) {
    fs::create_dir(folder).unwrap();
    fs::set_permissions(folder, Permissions::from_mode(mode)).unwrap();
}
