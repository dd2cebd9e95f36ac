//! Protection of personal data: what has hours left, cases under a limitation,
//! failures and who was told of them.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use events::JenisAliran;
use events::waktu::Waktu;
use projections::proyeksi::Proyeksi;
use uuid::Uuid;

use super::formulir::Terisi;
use super::kata::tanggal;
use super::kiriman::Terkirim;
use super::meja::Baru;
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, laman};
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::pelindungan::{
    BatasTerbuka, KegagalanPenuh, Pelindungan, TampilanBatasJam, TampilanPembatasan,
};

const KEGAGALAN: Baru = Baru {
    judul: "Catat kegagalan pelindungan data pribadi",
    alamat: "/pelindungan/kegagalan",
    api: "/api/v1/kegagalan",
    kembali: "/pelindungan",
    tampilan: Proyeksi::Log,
    akses: Akses::PPID,
    tanggal: Some("Hari apa kantor mengetahuinya?"),
};

/// A request of a case in words.
pub(super) struct BarisPembatasan {
    pub diminta: String,
    pub batas: String,
    pub jawaban: String,
    pub keadaan: String,
}

/// An open limit in words.
struct BarisBatas {
    jalur: String,
    nama: String,
    tindakan: String,
    pasal: String,
    batas: String,
    sisa: String,
    /// The name of its colour.
    kelas: &'static str,
}

struct Dibatasi {
    perkara: Uuid,
    nomor: String,
    sejak: String,
}

struct Gagal {
    id: Uuid,
    judul: String,
    ditemukan: String,
    keadaan: String,
}

#[derive(Template)]
#[template(path = "pelindungan.html")]
struct PelindunganHtml {
    tata: Tata,
    batas: Vec<BarisBatas>,
    dibatasi: Vec<Dibatasi>,
    kegagalan: Vec<Gagal>,
    boleh_mencatat: bool,
}

#[derive(Template)]
#[template(path = "kegagalan.html")]
struct KegagalanHtml {
    tata: Tata,
    ini: KegagalanPenuh,
    ditemukan: String,
    batas: Option<(String, String, &'static str)>,
    /// Whom, by which letter, when.
    pemberitahuan: Vec<(&'static str, String, String)>,
    belum: Vec<&'static str>,
    ditangani: Option<String>,
    boleh: bool,
}

/// `21 November 2026 14.05 WIB`, or as much as was recorded.
fn kapan(layanan: &Layanan, waktu: Waktu) -> String {
    match waktu {
        Waktu::Saat(saat) => layanan.app.zona.saat_panjang(saat),
        Waktu::Tanggal(hari) => tanggal(&hari),
        Waktu::TidakTercatat => "tidak tercatat".to_owned(),
    }
}

/// Both ends of a limit, where they differ.
fn ujung(layanan: &Layanan, batas: &TampilanBatasJam) -> String {
    let zona = layanan.app.zona;
    let awal = zona.saat_panjang(batas.paling_awal);
    if batas.paling_awal == batas.paling_lambat {
        return awal;
    }
    format!("{awal} – {}", zona.saat_panjang(batas.paling_lambat))
}

/// What is left, and the colour that goes with it.
fn sisa(batas: &TampilanBatasJam) -> (String, &'static str) {
    let jam = batas.sisa_jam;
    if !batas.terbuka {
        return (
            batas.keadaan.clone(),
            if batas.keadaan == "terlambat" { "gawat" } else { "tenang" },
        );
    }
    match batas.keadaan.as_str() {
        "terlambat" => ("lewat batas".to_owned(), "gawat"),
        "batas" => ("lewat batas paling awal".to_owned(), "gawat"),
        _ if jam < 24 => (format!("{jam} jam lagi"), "waspada"),
        _ => (format!("{jam} jam lagi"), "tenang"),
    }
}

/// The requests of a case.
pub(super) fn pembatasan(
    layanan: &Layanan,
    semua: Vec<TampilanPembatasan>,
) -> Vec<BarisPembatasan> {
    let satu = |satu: TampilanPembatasan| {
        let batas = satu.batas.as_ref();
        let jawaban = match (satu.jawaban, satu.dijawab) {
            (Some(jawaban), Some(waktu)) => format!("{jawaban}, {}", kapan(layanan, waktu)),
            (Some(jawaban), None) => jawaban,
            (None, _) => "belum dijawab".to_owned(),
        };
        let keadaan = match (satu.dicabut, satu.berlaku) {
            (Some(waktu), _) => format!("dicabut {}", kapan(layanan, waktu)),
            (None, true) => "berlaku".to_owned(),
            (None, false) => batas.map(|batas| sisa(batas).0).unwrap_or_default(),
        };
        BarisPembatasan {
            diminta: kapan(layanan, satu.diminta),
            batas: batas.map_or_else(String::new, |batas| ujung(layanan, batas)),
            jawaban,
            keadaan,
        }
    };
    semua.into_iter().map(satu).collect()
}

pub(super) async fn semua(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
) -> Jawaban {
    let isi: Pelindungan = antarmuka.baca(&petugas.pelaku(), "/api/v1/pelindungan").await?;
    let baris = |satu: BatasTerbuka| {
        let jalur = match satu.jenis {
            JenisAliran::Perkara => format!("/perkara/{}#pembatasan", satu.id),
            _ => format!("/kegagalan/{}", satu.id),
        };
        let (sisa, kelas) = sisa(&satu.batas);
        let batas = ujung(&layanan, &satu.batas);
        let TampilanBatasJam { tindakan, pasal, .. } = satu.batas;
        BarisBatas { jalur, nama: satu.nama, tindakan, pasal, batas, sisa, kelas }
    };
    let dibatasi = isi.dibatasi.into_iter().map(|satu| Dibatasi {
        perkara: satu.perkara,
        nomor: satu.nomor,
        sejak: satu.sejak.map_or_else(String::new, |sejak| kapan(&layanan, sejak)),
    });
    let kegagalan = isi.kegagalan.into_iter().map(|satu| {
        let belum: Vec<&str> = satu.belum.iter().map(|kepada| kepada.nama()).collect();
        let keadaan = match satu.ditangani {
            Some(waktu) => format!("ditutup {}", kapan(&layanan, waktu)),
            None if belum.is_empty() => "sudah diberitahukan, belum ditutup".to_owned(),
            None => format!("belum diberi tahu: {}", belum.join(", ")),
        };
        let ditemukan = kapan(&layanan, satu.ditemukan);
        Gagal { id: satu.kegagalan, judul: satu.judul, ditemukan, keadaan }
    });
    laman(&PelindunganHtml {
        tata: Tata::petugas(&layanan, petugas),
        batas: isi.batas.into_iter().map(baris).collect(),
        dibatasi: dibatasi.collect(),
        kegagalan: kegagalan.collect(),
        boleh_mencatat: petugas.boleh(Akses::PPID),
    })
}

pub(super) async fn kegagalan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
) -> Jawaban {
    let alamat = format!("/api/v1/kegagalan/{id}");
    let ini: KegagalanPenuh = antarmuka.baca(&petugas.pelaku(), &alamat).await?;
    let batas = ini.batas.as_ref().map(|batas| {
        let (sisa, kelas) = sisa(batas);
        (ujung(&layanan, batas), sisa, kelas)
    });
    let pemberitahuan = ini
        .pemberitahuan
        .iter()
        .map(|satu| (satu.kepada.nama(), satu.surat.clone(), kapan(&layanan, satu.waktu)));
    laman(&KegagalanHtml {
        tata: Tata::petugas(&layanan, petugas),
        ditemukan: kapan(&layanan, ini.ditemukan),
        batas,
        pemberitahuan: pemberitahuan.collect(),
        belum: ini.belum.iter().map(|kepada| kepada.nama()).collect(),
        ditangani: ini.ditangani.map(|waktu| kapan(&layanan, waktu)),
        boleh: ini.ditangani.is_none() && petugas.boleh(Akses::PPID),
        ini,
    })
}

pub(super) async fn isi_kegagalan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
) -> Jawaban {
    KEGAGALAN.tampilkan(&layanan, &antarmuka, petugas, &Terisi::new(), None).await
}

pub(super) async fn catat(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    terkirim: Terkirim,
) -> Jawaban {
    KEGAGALAN.kirim(&layanan, &antarmuka, petugas, terkirim).await
}
