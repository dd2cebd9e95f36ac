//! The catalogue's desk: proposals to look through, what has to be brought up to
//! date, exemptions and their ends.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use events::pengguna::Peran;
use events::waktu::{TAHUN, Zona};
use serde::Deserialize;
use serde_json::{Value, json};

use super::formulir::{Acuan, Isian, Terisi};
use super::galat::galat;
use super::kata::{manusiawi, rentang, tanggal};
use super::katalog::Entri;
use super::kiriman::Terkirim;
use super::sesi::Petugas;
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, laman, tak_berwenang};
use crate::app::App;
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use projections::proyeksi::Proyeksi;

/// How long before its end an entry is shown as due.
const SEGERA: Days = Days::new(30);

#[derive(Template)]
#[template(path = "meja.html")]
struct MejaHtml {
    tata: Tata,
    hari_ini: NaiveDate,
    boleh_usul: bool,
    usulan: Daftar,
    usang: Daftar,
    dikecualikan: Daftar,
}

/// The first page of a list, and whether there is more of it.
struct Daftar {
    isi: Vec<Entri>,
    lebih: bool,
}

pub(super) async fn meja(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
) -> Jawaban {
    let pelaku = petugas.pelaku();
    let unit = pelaku.unit().map(|unit| unit.0.to_string());
    let daftar = async |nama: &str, nilai: &str| -> Result<Daftar, Masalah> {
        let cari = [(nama, Some(nilai)), ("unit", unit.as_deref()), ("batas", Some("100"))];
        let alamat = alamat_dengan("/api/v1/katalog", &cari);
        let satu: Laman<Entri> = antarmuka.baca(&pelaku, &alamat).await?;
        Ok(Daftar { isi: satu.isi, lebih: satu.berikutnya.is_some() })
    };
    let hari_ini = layanan.app.hari_ini();
    let segera = (hari_ini + SEGERA).to_string();
    let mut usang = daftar("usang_sebelum", &segera).await?;
    usang.isi.sort_by_key(|entri| entri.mutakhir_sampai);
    let mut dikecualikan = daftar("keadaan", "dikecualikan").await?;
    // What ends comes first, the nearest before all.
    dikecualikan.isi.sort_by_key(|e| (e.dikecualikan_sampai.is_none(), e.dikecualikan_sampai));
    laman(&MejaHtml {
        tata: Tata::petugas(&layanan, petugas),
        hari_ini,
        boleh_usul: boleh_usul(petugas.peran),
        usulan: daftar("keadaan", "diusulkan").await?,
        usang,
        dikecualikan,
    })
}

/// Those who do a unit's work.
pub(super) fn boleh_usul(peran: Peran) -> bool {
    matches!(peran, Peran::PpidUtama | Peran::PpidPembantu(_))
}

/// A form that begins something new.
#[derive(Template)]
#[template(path = "baru.html")]
pub(super) struct BaruHtml {
    tata: Tata,
    judul: &'static str,
    alamat: &'static str,
    kembali: &'static str,
    perintah: String,
    isian: Vec<Isian>,
    kapan: Option<Kapan>,
    masalah: Option<Masalah>,
}

/// Since when: what the day is asked by, the day, and the hour where it is known.
struct Kapan {
    tanya: &'static str,
    hari: String,
    jam: String,
    zona: Zona,
}

/// What is begun, and where.
#[derive(Clone, Copy)]
pub(super) struct Baru {
    pub judul: &'static str,
    /// Of the page, of the API, and where one came from.
    pub alamat: &'static str,
    pub api: &'static str,
    pub kembali: &'static str,
    pub tampilan: Proyeksi,
    pub akses: Akses,
    /// What the day of the fact is asked by, where it need not be today's.
    pub tanggal: Option<&'static str>,
}

const USUL: Baru = Baru {
    judul: "Usulkan informasi untuk katalog",
    alamat: "/katalog/meja/usul",
    api: "/api/v1/katalog",
    kembali: "/katalog/meja",
    tampilan: Proyeksi::Katalog,
    akses: Akses::UNIT,
    tanggal: None,
};

pub(super) async fn isi_usul(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
) -> Jawaban {
    USUL.tampilkan(&layanan, &antarmuka, petugas, &Terisi::new(), None).await
}

pub(super) async fn usulkan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    terkirim: Terkirim,
) -> Jawaban {
    USUL.kirim(&layanan, &antarmuka, petugas, terkirim).await
}

#[derive(Deserialize)]
struct Diterima {
    posisi: u64,
}

/// A fact is of its hour where that is known. Without one it is of its day, and one of
/// today of this moment.
fn kapan(app: &App, hari: &str, jam: Option<&String>) -> Option<Value> {
    let Some(jam) = jam else {
        return (hari != app.hari_ini().to_string()).then(|| json!(hari));
    };
    let hari_itu = hari.parse().ok().filter(|hari: &NaiveDate| TAHUN.contains(&hari.year()));
    let terbaca = hari_itu.zip(NaiveTime::parse_from_str(jam, "%H:%M").ok());
    Some(match terbaca {
        Some((hari, jam)) => json!(app.zona.pukul(hari, jam)),
        // What is no day or no hour is refused where it is read.
        None => json!(format!("{hari}T{jam}")),
    })
}

impl Baru {
    pub(super) async fn tampilkan(
        self,
        layanan: &Layanan,
        antarmuka: &Antar,
        petugas: Petugas,
        terisi: &Terisi,
        masalah: Option<Masalah>,
    ) -> Jawaban {
        if !petugas.boleh(self.akses) {
            return Err(tak_berwenang());
        }
        let acuan = self.acuan(antarmuka, petugas).await?;
        let fakta = antarmuka.skema.fakta(self.api);
        let galat = galat(masalah.as_ref());
        let isian = fakta.map(|fakta| antarmuka.skema.isian(fakta, &acuan, terisi, &galat));
        let satu = |nama: &str| terisi.get(nama).and_then(|nilai| nilai.first()).cloned();
        let perintah = satu("_perintah");
        let hari_ini = || layanan.app.hari_ini().to_string();
        let kapan = self.tanggal.map(|tanya| Kapan {
            tanya,
            hari: satu("_tanggal").unwrap_or_else(hari_ini),
            jam: satu("_jam").unwrap_or_default(),
            zona: layanan.app.zona,
        });
        let status = masalah.as_ref().map(|masalah| StatusCode::from_u16(masalah.status));
        let halaman = laman(&BaruHtml {
            tata: Tata::petugas(layanan, petugas),
            judul: self.judul,
            alamat: self.alamat,
            kembali: self.kembali,
            perintah: perintah.unwrap_or_else(|| new_id(layanan.app.clock.now()).to_string()),
            isian: isian.unwrap_or_default(),
            kapan,
            masalah,
        })?;
        Ok((status.and_then(Result::ok).unwrap_or(StatusCode::OK), halaman).into_response())
    }

    /// A PPID Pembantu chooses its own unit alone.
    async fn acuan(self, antarmuka: &Antar, petugas: Petugas) -> Result<Acuan, Masalah> {
        let mut acuan = antarmuka.acuan(&petugas.pelaku()).await?;
        if let Peran::PpidPembantu(unit) = petugas.peran {
            acuan.unit.retain(|(id, _)| *id == unit.0.to_string());
        }
        Ok(acuan)
    }

    pub(super) async fn kirim(
        self,
        layanan: &Layanan,
        antarmuka: &Antar,
        petugas: Petugas,
        Terkirim { terisi, galat }: Terkirim,
    ) -> Jawaban {
        if galat.is_some() {
            return self.tampilkan(layanan, antarmuka, petugas, &terisi, galat).await;
        }
        let satu = |nama: &str| terisi.get(nama).and_then(|nilai| nilai.first());
        let perintah = satu("_perintah");
        let fakta = antarmuka.skema.fakta(self.api);
        let fakta = fakta.map(|fakta| antarmuka.skema.baca(fakta, &terisi));
        let mut badan = json!({"perintah": perintah, "fakta": fakta});
        let hari = satu("_tanggal").filter(|hari| self.tanggal.is_some() && !hari.is_empty());
        let jam = satu("_jam").filter(|jam| !jam.is_empty());
        if let Some(waktu) = hari.and_then(|hari| kapan(&layanan.app, hari, jam)) {
            badan["waktu"] = waktu;
        }
        let hasil = antarmuka.kirim::<Diterima>(&petugas.pelaku(), self.api, &badan, None).await;
        match hasil {
            Ok(hasil) => {
                layanan.app.tampilan.tunggu(self.tampilan, hasil.posisi).await?;
                Ok(Redirect::to(self.kembali).into_response())
            }
            Err(masalah) => {
                self.tampilkan(layanan, antarmuka, petugas, &terisi, Some(masalah)).await
            }
        }
    }
}
