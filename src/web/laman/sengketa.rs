//! A dispute before Komisi Informasi and the courts: what may be done now, its
//! stages, hearings, powers, tasks and exhibits, its limits, its history.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use chrono::NaiveDate;
use events::pengguna::Peran;
use serde::Deserialize;
use uuid::Uuid;

use super::antarmuka::{Milik, Tindakan};
use super::kata::{manusiawi, rentang, tanggal};
use super::perkara::{Fakta, Langkah, Peristiwa, Tenggat, peristiwa};
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, alamat_dengan, laman, tanya};
use crate::web::Layanan;
use crate::web::akses::Akses;

#[derive(Deserialize)]
struct Keadaan {
    perkara: Vec<Uuid>,
    komisi: Option<String>,
    nomor: Option<String>,
    tahap: String,
    diajukan: Option<NaiveDate>,
    diregistrasi: Option<NaiveDate>,
    panggilan: Option<Sidang>,
    sidang: Vec<Sidang>,
    kuasa: Vec<Kuasa>,
    fasilitator: Option<String>,
    tugas: Vec<Tugas>,
    bukti: Vec<Bukti>,
    diputus: Option<NaiveDate>,
    gugatan: Option<NaiveDate>,
    inkracht: Option<NaiveDate>,
    dilaksanakan: Option<NaiveDate>,
    tenggat: Vec<Tenggat>,
}

#[derive(Deserialize)]
struct Sidang {
    tanggal: Option<NaiveDate>,
    acara: String,
    pemohon: Option<String>,
    termohon: Option<String>,
}

#[derive(Deserialize)]
struct Kuasa {
    oleh: String,
    surat: String,
    tanggal: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Tugas {
    #[serde(rename = "tugas")]
    versi: u32,
    unit: Uuid,
    nama_unit: Option<String>,
    sampai: Option<NaiveDate>,
    selesai: Option<NaiveDate>,
    terbuka: bool,
}

#[derive(Deserialize)]
struct Bukti {
    oleh: String,
    kode: String,
    jenis: String,
    disampaikan: Option<NaiveDate>,
}

#[derive(Default, Deserialize)]
struct Tanya {
    sebagaimana: Option<String>,
}

#[derive(Template)]
#[template(path = "sengketa.html")]
struct SengketaHtml {
    tata: Tata,
    id: Uuid,
    judul: String,
    tahap: Vec<(&'static str, Option<String>)>,
    keadaan: Keadaan,
    dianjurkan: Vec<Langkah>,
    lainnya: Vec<Langkah>,
    /// The unit of whoever looks, for its own tasks; the PPID Utama's are all.
    boleh_tugas: bool,
    boleh_koreksi: bool,
    tenggat: Vec<Tenggat>,
    riwayat: Vec<Peristiwa>,
}

pub(super) async fn sengketa(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Jawaban {
    let tanya: Tanya = tanya(&uri);
    let sebagaimana = tanya.sebagaimana.filter(|saat| !saat.is_empty());
    let pelaku = petugas.pelaku();
    let alamat = |bawah: &str| {
        let alamat = format!("/api/v1/sengketa/{id}{bawah}");
        alamat_dengan(&alamat, &[("sebagaimana", sebagaimana.as_deref())])
    };
    let mut keadaan: Keadaan = antarmuka.baca(&pelaku, &alamat("")).await?;
    let riwayat: Vec<Fakta> = antarmuka.baca_semua(&pelaku, &alamat("/riwayat")).await?;
    // Nothing is done in the past.
    let kini = sebagaimana.is_none();
    let boleh = |tindakan: &&Tindakan| {
        kini && tindakan.milik == Milik::Sengketa && petugas.boleh(tindakan.akses)
    };
    let anjuran = anjuran(&keadaan);
    let langkah = antarmuka.tindakan.iter().filter(boleh).map(|tindakan| Langkah {
        langkah: tindakan.langkah.clone(),
        ringkasan: tindakan.ringkasan,
    });
    let (mut dianjurkan, lainnya): (Vec<_>, Vec<_>) =
        langkah.partition(|langkah| anjuran.contains(&langkah.langkah.as_str()));
    dianjurkan.sort_by_key(|l| anjuran.iter().position(|satu| *satu == l.langkah));
    let komisi = keadaan.komisi.clone().unwrap_or_else(|| "Komisi Informasi".to_owned());
    let nomor = keadaan.nomor.as_ref().map(|nomor| format!("{nomor}, ")).unwrap_or_default();
    let tata = Tata::petugas(&layanan, petugas);
    laman(&SengketaHtml {
        tata: tata.pada(sebagaimana.as_deref().unwrap_or_default()),
        id,
        judul: format!("Sengketa {nomor}{komisi}"),
        tahap: tahap(&keadaan),
        dianjurkan,
        lainnya,
        boleh_tugas: kini && matches!(petugas.peran, Peran::PpidUtama | Peran::PpidPembantu(_)),
        boleh_koreksi: kini && Akses::PPID.mencakup(petugas.peran),
        tenggat: std::mem::take(&mut keadaan.tenggat),
        keadaan,
        riwayat: peristiwa(&layanan, riwayat).await?,
    })
}

/// The stages that every sengketa goes through, with their days.
fn tahap(keadaan: &Keadaan) -> Vec<(&'static str, Option<String>)> {
    let sidang = keadaan.sidang.first().and_then(|sidang| sidang.tanggal);
    let hari = [
        ("Diajukan", keadaan.diajukan),
        ("Diregistrasi", keadaan.diregistrasi),
        ("Sidang pertama", sidang),
        ("Diputus", keadaan.diputus),
        ("Gugatan", keadaan.gugatan),
        ("Berkekuatan hukum tetap", keadaan.inkracht),
        ("Dilaksanakan", keadaan.dilaksanakan),
    ];
    hari.iter().map(|(nama, hari)| (*nama, hari.as_ref().map(tanggal))).collect()
}

/// What usually comes next, from where the sengketa stands.
fn anjuran(keadaan: &Keadaan) -> &'static [&'static str] {
    match keadaan.tahap.as_str() {
        "diajukan" => &["sengketa-diregistrasi", "fasilitator-ditunjuk", "tugas-diberikan"],
        "diregistrasi" => &[
            "panggilan-diterima",
            "jawaban-termohon-disampaikan",
            "kuasa-diberikan",
            "tugas-diberikan",
            "sidang-digelar",
        ],
        "disidangkan" => &[
            "sidang-digelar",
            "panggilan-diterima",
            "bukti-disampaikan",
            "ajudikasi-ditunda",
            "kesimpulan-disampaikan",
            "putusan-dibacakan",
        ],
        "mediasi" => &["mediasi-berhasil", "mediasi-gagal", "mediasi-diperpanjang"],
        "diputus KI" => {
            &["salinan-putusan-diterima", "gugatan-diajukan", "berkekuatan-hukum-tetap"]
        }
        "di pengadilan" => &["putusan-pengadilan-diterima", "kasasi-diajukan"],
        "kasasi" => &["putusan-kasasi-diterima", "berkekuatan-hukum-tetap"],
        "berkekuatan hukum tetap" => &["putusan-dilaksanakan", "eksekusi-dimohonkan"],
        _ => &[],
    }
}
