//! Mail to officers, from the cause to what the mail server answers.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod cerita;
mod kalender;
mod kirim;
mod mati;
pub(crate) mod peladen;
mod ringkasan;
mod teguran;

use std::time::Duration;

use events::pengguna::{PenggunaDidaftarkan, Peran};
use events::pihak::UnitId;
use jejak::aliran::TawaranAliran;
use jejak::app::Syarat;
use jejak::surel::konfigurasi::{Jalan, Lapisan, Setelan, Smtp, SuratKeluar};
use jejak::surel::pekerja::Pekerja;
use jejak::surel::sebab;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::klien::{Kantor, id};
use crate::facts::{isi, label};
use peladen::Peladen;

pub(crate) const URL: &str = "https://ppid.kota.uji";

/// A user with this name, whom mail reaches.
pub(crate) async fn petugas(kantor: &Kantor, peran: Peran, nama: &str, alamat: &str) -> Uuid {
    let pengguna = id();
    let baru = PenggunaDidaftarkan { nama: isi(nama), jabatan: label("Sekretaris"), peran };
    let tawaran = TawaranAliran {
        command: pengguna,
        actor: label("uji"),
        id: pengguna,
        fakta: events::pengguna::Event::PenggunaDidaftarkan(baru),
        waktu: None,
        kiriman: pengguna.as_bytes().to_vec(),
    };
    kantor.app.handle_aliran::<events::pengguna::Pengguna>(tawaran, Syarat::Baru).await.unwrap();
    beralamat(kantor, pengguna, Some(alamat)).await;
    pengguna
}

pub(crate) async fn beralamat(kantor: &Kantor, pengguna: Uuid, alamat: Option<&str>) {
    let surel = alamat.map_or_else(|| json!({}), |alamat| json!({"surel": {"isi": alamat}}));
    let kirim = json!({"perintah": id(), "fakta": surel});
    let jalur = format!("/pengguna/{pengguna}/surel-ditetapkan");
    kantor.kirim("admin", &jalur, kirim).await.dengan(200);
}

/// An officer of the first unit.
pub(crate) async fn dinkes(kantor: &Kantor) -> Uuid {
    let peran = Peran::PpidPembantu(UnitId(kantor.unit[0]));
    petugas(kantor, peran, "Siti Rahayu", "dinkes@kota.uji").await
}

/// A new case whose papers are complete.
pub(crate) async fn lengkap(kantor: &Kantor) -> (Uuid, String) {
    let (perkara, nomor, _) = kantor.diajukan().await;
    let lengkap = json!({"kekurangan": []});
    kantor.fakta("petugas", perkara, "kelengkapan-diperiksa", lengkap).await.dengan(200);
    (perkara, nomor)
}

/// One that is handed to the first unit.
pub(crate) async fn didisposisi(kantor: &Kantor) -> (Uuid, String) {
    let (perkara, nomor) = lengkap(kantor).await;
    let disposisi = json!({"unit": kantor.unit[0], "peran": "penanggung_jawab"});
    kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
    (perkara, nomor)
}

pub(crate) async fn ikuti(kantor: &Kantor) {
    while sebab::ikuti(&kantor.app).await.unwrap() {}
}

pub(crate) fn jalan(peladen: &Peladen) -> Smtp {
    Smtp {
        server: "127.0.0.1".to_owned(),
        porta: peladen.alamat.port(),
        lapisan: Lapisan::Polos,
        masuk: None,
        ca: None,
        sabar: Duration::from_secs(20),
    }
}

pub(crate) fn pekerja(kantor: &Kantor, smtp: Smtp) -> Pekerja {
    let pengirim = "PPID Kota Uji <ppid@kota.uji>".parse().unwrap();
    let keluar = SuratKeluar { jalan: Jalan::Smtp(smtp), pengirim };
    Pekerja::baru(kantor.app.clone(), URL, &keluar).unwrap()
}

pub(crate) fn pekerja_folder(kantor: &Kantor, folder: &std::path::Path) -> Pekerja {
    let keluar = Setelan::default().baca(folder.to_owned()).unwrap();
    Pekerja::baru(kantor.app.clone(), URL, &keluar).unwrap()
}

/// Sends until nothing is due, and puts it into the log.
pub(crate) async fn habiskan(pekerja: &Pekerja) {
    while pekerja.satu().await.unwrap() {}
    pekerja.catat().await.unwrap();
}

/// Mails in a state, as whoever keeps the office sees them.
pub(crate) async fn kotak(kantor: &Kantor, keadaan: &str) -> Vec<Value> {
    let jalur = format!("/surel?keadaan={keadaan}");
    kantor.baca("admin", &jalur).await.dengan(200).isi().to_vec()
}

/// What the history of a case says of mails.
pub(crate) async fn riwayat_surel(kantor: &Kantor, perkara: Uuid) -> Vec<String> {
    let jalur = format!("/perkara/{perkara}/riwayat");
    let riwayat = kantor.baca("ppid-utama", &jalur).await.dengan(200);
    let uraian = riwayat.isi().iter().map(|satu| satu["uraian"].as_str().unwrap().to_owned());
    uraian.filter(|uraian| uraian.starts_with("surel")).collect()
}
