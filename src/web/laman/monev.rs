//! Monev: the score of a year with its evidence, and what the office says of it.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect};
use chrono::{Datelike, NaiveDate};
use events::monev::{BATAS_INDIKATOR, KelompokBukti, SEMUA_KELOMPOK};
use serde::Deserialize;
use serde_json::{Value, json};

use super::formulir::Terisi;
use super::kata::tanggal;
use super::kiriman::Terkirim;
use super::konsolidasi::{BENTUK, jawab};
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, alamat_dengan, laman, tak_berwenang, tanya};
use crate::log::new_id;
use crate::monev::puluhan;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::monev::TampilanMonev;

/// Rows for more indicators than there are.
const BARIS_LEBIH: usize = 3;

#[derive(Default, Deserialize)]
struct TanyaMonev {
    tahun: Option<String>,
    bentuk: Option<String>,
}

/// A row of the form of weights.
struct BarisBobot {
    ke: usize,
    nama: String,
    bobot: String,
    bukti: Option<KelompokBukti>,
}

#[derive(Template)]
#[template(path = "laporan/monev.html")]
struct MonevHtml {
    tata: Tata,
    monev: TampilanMonev,
    boleh: bool,
    target: String,
    bobot: Vec<BarisBobot>,
    kelompok: [KelompokBukti; 6],
    perintah: [String; 3],
    hari_ini: NaiveDate,
    unduhan: Vec<(&'static str, String)>,
    masalah: Option<Masalah>,
}

impl MonevHtml {
    /// The year after has begun.
    fn ada_berikut(&self) -> bool {
        self.monev.penilaian.tahun < self.hari_ini.year()
    }
}

impl BarisBobot {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn terpilih(&self, pilihan: &KelompokBukti) -> bool {
        self.bukti.as_ref() == Some(pilihan)
    }
}

fn atau(nilai: Option<&u16>) -> String {
    nilai.map_or_else(|| "–".to_owned(), |nilai| puluhan(*nilai))
}

pub(super) async fn monev(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaMonev = tanya(&uri);
    let kini = || layanan.app.hari_ini().year().to_string();
    let tahun = tanya.tahun.filter(|tahun| !tahun.is_empty()).unwrap_or_else(kini);
    if let Some(bentuk) = tanya.bentuk.as_deref() {
        let cari = [("tahun", Some(tahun.as_str())), ("bentuk", Some(bentuk))];
        let alamat = alamat_dengan("/api/v1/monev/berkas", &cari);
        return Ok(antarmuka.unduh(&petugas.pelaku(), &alamat).await?);
    }
    Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas, tahun }.tampilkan(None, None).await
}

struct Halaman<'a> {
    layanan: &'a Layanan,
    antarmuka: &'a Antar,
    petugas: Petugas,
    /// As it stands in the address: the API says what is wrong with it.
    tahun: String,
}

impl Halaman<'_> {
    async fn tampilkan(&self, terisi: Option<&Terisi>, masalah: Option<Masalah>) -> Jawaban {
        let alamat = alamat_dengan("/api/v1/monev", &[("tahun", Some(&self.tahun))]);
        let monev: TampilanMonev = self.antarmuka.baca(&self.petugas.pelaku(), &alamat).await?;
        let kini = self.layanan.app.clock.now();
        let perintah = || new_id(kini).to_string();
        let unduh = |bentuk| {
            alamat_dengan("/monev", &[("tahun", Some(&self.tahun)), ("bentuk", Some(bentuk))])
        };
        let target = terisi.map(|terisi| satu(terisi, "target")).filter(|satu| !satu.is_empty());
        let html = laman(&MonevHtml {
            tata: Tata::petugas(self.layanan, self.petugas),
            boleh: self.petugas.boleh(Akses::PPID),
            target: target.unwrap_or_else(|| puluhan(monev.penilaian.target)),
            bobot: bobot(&monev, terisi),
            kelompok: SEMUA_KELOMPOK,
            perintah: [perintah(), perintah(), perintah()],
            hari_ini: self.layanan.app.hari_ini(),
            unduhan: BENTUK.map(|(kata, bentuk)| (kata, unduh(bentuk))).to_vec(),
            masalah: masalah.clone(),
            monev,
        })?;
        Ok(jawab(html, masalah.as_ref()))
    }

    async fn kirim(&self, langkah: &str, terisi: &Terisi, mut badan: Value) -> Jawaban {
        if !self.petugas.boleh(Akses::PPID) {
            return Err(tak_berwenang());
        }
        badan["perintah"] = json!(satu(terisi, "_perintah"));
        let tahun: String = form_urlencoded::byte_serialize(self.tahun.as_bytes()).collect();
        let alamat = format!("/api/v1/monev/{tahun}/{langkah}");
        let hasil =
            self.antarmuka.kirim::<Value>(&self.petugas.pelaku(), &alamat, &badan, None).await;
        match hasil {
            Ok(_) => Ok(Redirect::to(&format!("/monev?tahun={tahun}")).into_response()),
            Err(masalah) => self.tampilkan(Some(terisi), Some(masalah)).await,
        }
    }
}

/// What stands there, or what was sent and not taken, with rows to spare.
fn bobot(monev: &TampilanMonev, terisi: Option<&Terisi>) -> Vec<BarisBobot> {
    let ada = &monev.penilaian.indikator;
    let banyak = (ada.len() + BARIS_LEBIH).min(BATAS_INDIKATOR);
    let baris = |ke: usize| {
        let lama = ada.get(ke);
        let kirim = |nama: &str| satu_di(terisi?, ke, nama);
        let nama = kirim("nama").or_else(|| Some(lama?.nama.clone()));
        let bobot = kirim("bobot").or_else(|| Some(puluhan(lama?.bobot)));
        BarisBobot {
            ke,
            nama: nama.unwrap_or_default(),
            bobot: bobot.unwrap_or_default(),
            bukti: lama.and_then(|lama| lama.bukti),
        }
    };
    (0..banyak).map(baris).collect()
}

fn satu(terisi: &Terisi, nama: &str) -> String {
    let satu = terisi.get(nama).and_then(|nilai| nilai.first());
    satu.map(|nilai| nilai.trim().to_owned()).unwrap_or_default()
}

fn satu_di(terisi: &Terisi, ke: usize, nama: &str) -> Option<String> {
    Some(terisi.get(&format!("{nama}.{ke}"))?.first()?.trim().to_owned())
}

/// `89,7` as tenths; what is none stays as it is, and the API says so.
fn persepuluh(teks: &str) -> Value {
    let rapi = teks.trim().trim_end_matches('%').replace('.', ",");
    let (bulat, pecahan) = rapi.split_once(',').unwrap_or((rapi.as_str(), "0"));
    let angka = |teks: &str| teks.bytes().all(|huruf| huruf.is_ascii_digit());
    let pecahan = pecahan.trim_end_matches('0');
    if bulat.is_empty() || bulat.len() > 3 || pecahan.len() > 1 || !angka(bulat) || !angka(pecahan)
    {
        return json!(teks);
    }
    let nilai = |teks: &str| teks.parse::<u16>().unwrap_or_default();
    json!(nilai(bulat) * 10 + nilai(pecahan))
}

fn halaman<'a>(
    (layanan, antarmuka): (&'a Layanan, &'a Antar),
    petugas: Petugas,
    tahun: String,
) -> Halaman<'a> {
    Halaman { layanan, antarmuka, petugas, tahun }
}

pub(super) async fn tetapkan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(tahun): Path<String>,
    Terkirim { terisi, .. }: Terkirim,
) -> Jawaban {
    let baris = (0..BATAS_INDIKATOR).filter_map(|ke| {
        let nama = satu_di(&terisi, ke, "nama").filter(|nama| !nama.is_empty())?;
        let bobot = persepuluh(&satu_di(&terisi, ke, "bobot").unwrap_or_default());
        let mut baris = json!({"nama": nama, "bobot": bobot});
        if let Some(bukti) = satu_di(&terisi, ke, "bukti").filter(|bukti| !bukti.is_empty()) {
            baris["bukti"] = json!(bukti);
        }
        Some(baris)
    });
    let target = persepuluh(&satu(&terisi, "target"));
    let fakta = json!({"target": target, "indikator": baris.collect::<Vec<_>>()});
    let halaman = halaman((&layanan, &antarmuka), petugas, tahun);
    halaman.kirim("indikator-monev-ditetapkan", &terisi, json!({"fakta": fakta})).await
}

pub(super) async fn isi(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(tahun): Path<String>,
    Terkirim { terisi, .. }: Terkirim,
) -> Jawaban {
    let nilai = satu(&terisi, "nilai");
    let nilai = if nilai.is_empty() { Value::Null } else { persepuluh(&nilai) };
    let mut fakta = json!({"indikator": satu(&terisi, "indikator"), "nilai": nilai});
    let alasan = satu(&terisi, "alasan");
    if !alasan.is_empty() {
        fakta["alasan"] = json!({"isi": alasan});
    }
    let halaman = halaman((&layanan, &antarmuka), petugas, tahun);
    halaman.kirim("nilai-monev-diisi", &terisi, json!({"fakta": fakta})).await
}

pub(super) async fn catat(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(tahun): Path<String>,
    Terkirim { terisi, .. }: Terkirim,
) -> Jawaban {
    let nilai = persepuluh(&satu(&terisi, "nilai"));
    let mut fakta = json!({"nilai": nilai, "komisi": satu(&terisi, "komisi")});
    let dasar = satu(&terisi, "dasar");
    if !dasar.is_empty() {
        fakta["dasar"] = json!(dasar);
    }
    let mut badan = json!({"fakta": fakta});
    let tanggal = satu(&terisi, "tanggal");
    if !tanggal.is_empty() {
        badan["waktu"] = json!(tanggal);
    }
    let halaman = halaman((&layanan, &antarmuka), petugas, tahun);
    halaman.kirim("hasil-monev-dicatat", &terisi, badan).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_as_people_write_them() {
        for (teks, nilai) in
            [("89,7", 897), ("89.7", 897), ("40", 400), ("100", 1_000), ("40,0%", 400), ("0", 0)]
        {
            assert_eq!(persepuluh(teks), json!(nilai), "{teks}");
        }
        for keliru in ["", "89,75", "-1", "seratus", "1000,0", "8 9"] {
            assert_eq!(persepuluh(keliru), json!(keliru));
        }
    }
}
