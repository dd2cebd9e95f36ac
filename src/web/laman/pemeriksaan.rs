//! The auditor's pages: the log with its filters, one fact with its proof, and
//! who saw whom.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use chrono::{DateTime, Utc};
use events::JenisAliran;
use events::event::SEMUA_ALIRAN;
use events::pengguna::Peran;
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use uuid::Uuid;

use super::kata::manusiawi;
use super::koreksi::kata_jenis;
use super::sesi::Petugas;
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, laman, nama_peran, tanya};
use crate::web::Layanan;
use crate::web::masalah::Masalah;

/// Somebody whose acts can be looked for.
#[derive(Deserialize)]
struct Pengguna {
    #[serde(rename = "pengguna")]
    id: Uuid,
    jabatan: Option<String>,
    peran: Peran,
}

/// Everybody with an account: the actor that a fact names, and how people call
/// them.
struct Pelaku(Vec<(String, String)>);

impl Pelaku {
    async fn semua(
        layanan: &Layanan,
        antarmuka: &Antar,
        petugas: Petugas,
    ) -> Result<Self, Masalah> {
        let pelaku = petugas.pelaku();
        let pengguna = antarmuka.baca_semua::<Pengguna>(&pelaku, "/api/v1/pengguna").await?;
        let pengguna = pengguna.into_iter().map(|satu| {
            let peran = nama_peran(layanan, satu.peran.into());
            let jabatan = satu.jabatan.map(|jabatan| format!("{jabatan} ({peran})"));
            (format!("pengguna/{}", satu.id), jabatan.unwrap_or(peran))
        });
        Ok(Pelaku(pengguna.collect()))
    }

    /// Whoever stood in for somebody is named with that behind their id.
    fn sebutan(&self, aktor: &str) -> String {
        let dikenal = self.0.iter().find_map(|(satu, sebutan)| {
            let sisa = aktor.strip_prefix(satu.as_str())?;
            match sisa.strip_prefix('/') {
                None => sisa.is_empty().then(|| sebutan.clone()),
                Some(kapasitas) => Some(format!("{sebutan}, {}", kapasitas.replace('/', " "))),
            }
        });
        dikenal.unwrap_or_else(|| aktor.to_owned())
    }
}

#[derive(Clone, Default, Deserialize)]
struct Tanya {
    jenis: Option<String>,
    tipe: Option<String>,
    aktor: Option<String>,
    aliran: Option<String>,
    perkara: Option<String>,
    dari: Option<String>,
    sampai: Option<String>,
    setelah: Option<String>,
}

impl Tanya {
    /// What was filled in, as it is asked.
    fn terisi(&self) -> Self {
        let isi = |teks: &Option<String>| {
            teks.as_ref().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
        };
        Tanya {
            jenis: isi(&self.jenis),
            tipe: isi(&self.tipe),
            aktor: isi(&self.aktor),
            aliran: isi(&self.aliran),
            perkara: isi(&self.perkara),
            dari: isi(&self.dari),
            sampai: isi(&self.sampai),
            setelah: isi(&self.setelah),
        }
    }

    fn alamat(&self, dasar: &str, setelah: Option<&str>) -> String {
        alamat_dengan(
            dasar,
            &[
                ("jenis", self.jenis.as_deref()),
                ("tipe", self.tipe.as_deref()),
                ("aktor", self.aktor.as_deref()),
                ("aliran", self.aliran.as_deref()),
                ("perkara", self.perkara.as_deref()),
                ("dari", self.dari.as_deref()),
                ("sampai", self.sampai.as_deref()),
                ("setelah", setelah),
            ],
        )
    }
}

#[derive(Deserialize)]
struct Entri {
    posisi: u64,
    jenis: String,
    aliran: Uuid,
    perkara: Option<Uuid>,
    versi: i32,
    tipe: String,
    aktor: String,
    dicatat: DateTime<Utc>,
}

impl Entri {
    /// The page of what it belongs to, where there is one.
    fn halaman(&self) -> Option<String> {
        match (self.jenis.as_str(), self.perkara) {
            (_, Some(perkara)) => Some(format!("/perkara/{perkara}")),
            ("sengketa", None) => Some(format!("/sengketa/{}", self.aliran)),
            (_, None) => None,
        }
    }

    fn kata(&self) -> String {
        manusiawi(&kata_jenis(&self.tipe))
    }
}

#[derive(Template)]
#[template(path = "log.html")]
struct LogHtml {
    tata: Tata,
    tanya: Tanya,
    jenis: Vec<&'static str>,
    tipe: Vec<String>,
    pelaku: Pelaku,
    baris: Vec<(Entri, String)>,
    berikutnya: Option<String>,
}

impl LogHtml {
    fn oleh(&self, entri: &Entri) -> String {
        self.pelaku.sebutan(&entri.aktor)
    }
}

/// What stands in a field of the form.
#[expect(clippy::ref_option, reason = "templates hand over references")]
fn nilai(teks: &Option<String>) -> &str {
    teks.as_deref().unwrap_or_default()
}

/// Day and time in the office's zone, to the second.
pub(super) fn saat(layanan: &Layanan, saat: DateTime<Utc>) -> String {
    let zona = layanan.app.zona;
    let hari = zona.tanggal(saat);
    format!("{}, {} {zona}", tanggal_panjang(hari), zona.jam(saat))
}

pub(super) async fn log(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let tanya: Tanya = tanya::<Tanya>(&uri).terisi();
    let pelaku = petugas.pelaku();
    let alamat = tanya.alamat("/api/v1/log/fakta", tanya.setelah.as_deref());
    let daftar: Laman<Entri> = antarmuka.baca(&pelaku, &alamat).await?;
    let pelaku = Pelaku::semua(&layanan, &antarmuka, petugas).await?;
    let lanjut = daftar.berikutnya.as_deref();
    let baris = daftar.isi.into_iter().map(|entri| {
        let dicatat = saat(&layanan, entri.dicatat);
        (entri, dicatat)
    });
    laman(&LogHtml {
        tata: Tata::petugas(&layanan, petugas),
        jenis: SEMUA_ALIRAN.into_iter().map(JenisAliran::nama).collect(),
        tipe: antarmuka.skema.semua_fakta(),
        pelaku,
        baris: baris.collect(),
        berikutnya: lanjut.map(|setelah| tanya.alamat("/log", Some(setelah))),
        tanya,
    })
}

#[derive(Deserialize)]
struct Bukti {
    ukuran: u64,
    jalur: Vec<String>,
    akar_dihitung: String,
    akar_log: String,
    cocok: bool,
}

#[derive(Deserialize)]
struct Fakta {
    posisi: u64,
    daun: String,
    hash: String,
    bukti: Bukti,
}

#[derive(Template)]
#[template(path = "log_fakta.html")]
struct FaktaHtml {
    tata: Tata,
    fakta: Fakta,
    /// The leaf with a line for each part, for reading.
    terbaca: String,
}

pub(super) async fn fakta(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(posisi): Path<u64>,
) -> Jawaban {
    let alamat = format!("/api/v1/log/fakta/{posisi}");
    let fakta: Fakta = antarmuka.baca(&petugas.pelaku(), &alamat).await?;
    let daun = serde_json::from_str::<serde_json::Value>(&fakta.daun);
    let terbaca = daun.and_then(|daun| serde_json::to_string_pretty(&daun));
    let tata = Tata::petugas(&layanan, petugas);
    laman(&FaktaHtml { tata, terbaca: terbaca.unwrap_or_default(), fakta })
}

#[derive(Deserialize)]
struct Penglihatan {
    posisi: u64,
    perkara: Option<Uuid>,
    register: Option<String>,
    oleh: String,
    dicatat: DateTime<Utc>,
    keperluan: String,
    jumlah: i64,
}

#[derive(Template)]
#[template(path = "penglihatan.html")]
struct PenglihatanHtml {
    tata: Tata,
    tanya: Tanya,
    pelaku: Pelaku,
    baris: Vec<(Penglihatan, String, String)>,
    berikutnya: Option<String>,
}

pub(super) async fn penglihatan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let tanya: Tanya = tanya::<Tanya>(&uri).terisi();
    let pelaku = petugas.pelaku();
    let alamat = tanya.alamat("/api/v1/log/penglihatan", tanya.setelah.as_deref());
    let daftar: Laman<Penglihatan> = antarmuka.baca(&pelaku, &alamat).await?;
    let pelaku = Pelaku::semua(&layanan, &antarmuka, petugas).await?;
    let lanjut = daftar.berikutnya.as_deref();
    let baris = daftar.isi.into_iter().map(|satu| {
        let oleh = pelaku.sebutan(&satu.oleh);
        let dicatat = saat(&layanan, satu.dicatat);
        (satu, oleh, dicatat)
    });
    laman(&PenglihatanHtml {
        tata: Tata::petugas(&layanan, petugas),
        baris: baris.collect(),
        berikutnya: lanjut.map(|setelah| tanya.alamat("/log/penglihatan", Some(setelah))),
        pelaku,
        tanya,
    })
}
