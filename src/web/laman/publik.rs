//! What anybody sees: how to ask, the catalogue, the figures; filing, and where
//! one's own case stands.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;
use axum::{Extension, Form};
use chrono::{Datelike, NaiveDate};
use events::kantor::JenisTeks;
use events::waktu::tanggal_panjang;
use projections::alasan::kata as kata_alasan;
use serde::Deserialize;
use serde_json::{Value, json};

use super::formulir::Terisi;
use super::kantor::{baca, paragraf};
use super::kata::{desimal, nilai, rentang, tanggal};
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, laman, tanya};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::kantor::nama_teks;
use crate::web::masalah::Masalah;

#[derive(Deserialize)]
struct Entri {
    ringkasan: String,
    penanggung_jawab: String,
    kategori: String,
    bentuk: String,
    tempat: String,
    retensi: String,
    dibuat: NaiveDate,
    dimutakhirkan: Option<NaiveDate>,
}

#[derive(Template)]
#[template(path = "beranda.html")]
struct BerandaHtml {
    tata: Tata,
    serta_merta: Vec<Entri>,
    maklumat: Vec<String>,
    disabilitas: Vec<String>,
}

pub(super) async fn beranda(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
) -> Jawaban {
    let alamat = "/api/v1/katalog?kategori=serta_merta&batas=5";
    let serta_merta: Laman<Entri> = antarmuka.baca(&Pelaku::Publik, alamat).await?;
    let kantor = baca(&antarmuka).await?;
    let teks = |jenis| paragraf(kantor.teks.get(nama_teks(jenis)).map_or("", String::as_str));
    laman(&BerandaHtml {
        tata: Tata::publik(&layanan),
        serta_merta: serta_merta.isi,
        maklumat: teks(JenisTeks::Maklumat),
        disabilitas: teks(JenisTeks::Disabilitas),
    })
}

#[derive(Default, Deserialize)]
struct TanyaKatalog {
    q: Option<String>,
    kategori: Option<String>,
    setelah: Option<String>,
}

#[derive(Template)]
#[template(path = "katalog.html")]
struct KatalogHtml {
    tata: Tata,
    entri: Vec<Entri>,
    q: String,
    kategori: String,
    berikutnya: Option<String>,
}

pub(super) async fn katalog(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaKatalog = tanya(&uri);
    let terisi = |teks: &Option<String>| teks.clone().filter(|teks| !teks.trim().is_empty());
    let (q, kategori) = (terisi(&tanya.q), terisi(&tanya.kategori));
    let dengan = |alamat: &str, setelah: Option<&str>| {
        let cari = [("q", q.as_deref()), ("kategori", kategori.as_deref()), ("setelah", setelah)];
        alamat_dengan(alamat, &cari)
    };
    let dasar = dengan("/api/v1/katalog", tanya.setelah.as_deref());
    let daftar: Laman<Entri> = antarmuka.baca(&Pelaku::Publik, &dasar).await?;
    laman(&KatalogHtml {
        tata: Tata::publik(&layanan),
        berikutnya: daftar.berikutnya.map(|setelah| dengan("/katalog", Some(&setelah))),
        entri: daftar.isi,
        q: tanya.q.unwrap_or_default(),
        kategori: tanya.kategori.unwrap_or_default(),
    })
}

#[derive(Deserialize)]
struct Waktu {
    n: usize,
    rerata_hk: Option<f64>,
    median_hk: Option<f64>,
}

impl Waktu {
    /// In words; `None` while nothing was answered.
    fn kata(&self) -> Option<String> {
        let (rerata, median) = (desimal(self.rerata_hk?), desimal(self.median_hk?));
        Some(format!("{rerata} hari kerja, median {median}"))
    }
}

#[derive(Deserialize)]
struct Angka {
    permohonan: usize,
    dikabulkan: usize,
    dikabulkan_sebagian: usize,
    ditolak: usize,
    alasan_penolakan: BTreeMap<String, usize>,
    lain: usize,
    terbuka: usize,
    per_bulan: Vec<usize>,
    pemberitahuan: Waktu,
}

#[derive(Default, Deserialize)]
struct TanyaTahun {
    tahun: Option<i32>,
}

#[derive(Template)]
#[template(path = "statistik.html")]
struct StatistikHtml {
    tata: Tata,
    tahun: i32,
    angka: Angka,
    /// Month, number, and the height of its bar.
    bulan: Vec<(&'static str, usize, usize)>,
}

const BULAN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

/// Figures of Pasal 12 UU 14/2008, of a year.
pub(super) async fn statistik(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaTahun = tanya(&uri);
    let tahun = tanya.tahun.unwrap_or_else(|| layanan.app.hari_ini().year());
    let alamat = format!("/api/v1/statistik?dari={tahun:04}-01-01&sampai={tahun:04}-12-31");
    let angka: Angka = antarmuka.baca(&Pelaku::Publik, &alamat).await?;
    let tertinggi = angka.per_bulan.iter().copied().max().unwrap_or(0).max(1);
    let bulan = BULAN.iter().zip(&angka.per_bulan);
    let bulan = bulan.map(|(nama, n)| (*nama, *n, n * 100 / tertinggi)).collect();
    laman(&StatistikHtml { tata: Tata::publik(&layanan), tahun, angka, bulan })
}

#[derive(Template)]
#[template(path = "permohonan.html")]
struct PermohonanHtml {
    tata: Tata,
    perintah: String,
    terisi: Terisi,
    masalah: Option<Masalah>,
}

impl PermohonanHtml {
    /// What was filled in for a field.
    fn isi(&self, nama: &str) -> &str {
        let nilai = self.terisi.get(nama).and_then(|nilai| nilai.first());
        nilai.map(String::as_str).unwrap_or_default()
    }

    fn dipilih(&self, nama: &str, nilai: &str) -> bool {
        self.isi(nama) == nilai
    }
}

pub(super) async fn isi_permohonan(State(layanan): State<Layanan>) -> Jawaban {
    laman(&PermohonanHtml {
        tata: Tata::publik(&layanan),
        perintah: new_id(layanan.app.clock.now()).to_string(),
        terisi: Terisi::new(),
        masalah: None,
    })
}

#[derive(Deserialize)]
struct TandaBukti {
    nomor: String,
    rahasia: String,
}

#[derive(Template)]
#[template(path = "tanda_bukti.html")]
struct TandaBuktiHtml {
    tata: Tata,
    apa: &'static str,
    bukti: TandaBukti,
    hari: String,
}

/// Filed and numbered at once. The form carries its own id: sent twice it is one
/// permohonan.
pub(super) async fn ajukan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let terisi = terisi(pasangan);
    let perintah = terisi.get("_perintah").and_then(|nilai| nilai.first()).cloned();
    let skema = antarmuka.skema.bagian("/api/v1/permohonan", "permohonan");
    let mut permohonan = skema.map(|skema| antarmuka.skema.baca(skema, &terisi));
    if let Some(Value::Object(permohonan)) = &mut permohonan {
        permohonan.insert("kanal".to_owned(), json!("situs"));
    }
    let badan = json!({"perintah": perintah, "permohonan": permohonan});
    let bukti = antarmuka.kirim(&Pelaku::Publik, "/api/v1/permohonan", &badan, None).await;
    match bukti {
        Ok(bukti) => tanda_bukti(&layanan, "Permohonan", bukti),
        Err(masalah) => {
            let status = masalah.status;
            let perintah = perintah.unwrap_or_default();
            let tata = Tata::publik(&layanan);
            let isi = laman(&PermohonanHtml { tata, perintah, terisi, masalah: Some(masalah) })?;
            let status = StatusCode::from_u16(status).unwrap_or_default();
            Ok((status, isi).into_response())
        }
    }
}

fn tanda_bukti(layanan: &Layanan, apa: &'static str, bukti: TandaBukti) -> Jawaban {
    let hari = tanggal_panjang(layanan.app.hari_ini());
    laman(&TandaBuktiHtml { tata: Tata::publik(layanan), apa, bukti, hari })
}

/// A keberatan on the case that number and secret open.
pub(super) async fn keberatan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let terisi = terisi(pasangan);
    let satu = |nama: &str| terisi.get(nama).and_then(|nilai| nilai.first()).cloned();
    let skema = antarmuka.skema.bagian("/api/v1/keberatan", "keberatan");
    let mut keberatan = skema.map(|skema| antarmuka.skema.baca(skema, &terisi));
    if let Some(Value::Object(keberatan)) = &mut keberatan {
        keberatan.insert("kanal".to_owned(), json!("situs"));
    }
    let badan = json!({
        "perintah": satu("_perintah"),
        "perkara": {"nomor": satu("_nomor"), "rahasia": satu("_rahasia")},
        "keberatan": keberatan,
    });
    let bukti = antarmuka.kirim(&Pelaku::Publik, "/api/v1/keberatan", &badan, None).await?;
    tanda_bukti(&layanan, "Keberatan", bukti)
}

/// What a form sent: each name with its values.
pub(super) fn terisi(pasangan: Vec<(String, String)>) -> Terisi {
    let mut terisi = Terisi::new();
    for (nama, nilai) in pasangan {
        terisi.entry(nama).or_default().push(nilai);
    }
    terisi
}

#[derive(Deserialize)]
struct Lacakan {
    nomor: String,
    status: String,
    diterima: Option<NaiveDate>,
    peristiwa: Vec<Peristiwa>,
    berikutnya: Vec<Berikutnya>,
    upaya: Vec<Upaya>,
}

#[derive(Deserialize)]
struct Peristiwa {
    tanggal: Option<NaiveDate>,
    uraian: String,
}

#[derive(Deserialize)]
struct Berikutnya {
    apa: String,
    oleh: String,
    paling_awal: NaiveDate,
    paling_lambat: NaiveDate,
    keadaan: String,
    pasal: String,
}

#[derive(Deserialize)]
struct Upaya {
    jenis: String,
    hari_ini: String,
    uraian: String,
}

#[derive(Template)]
#[template(path = "lacak.html")]
struct LacakHtml {
    tata: Tata,
    nomor: String,
    rahasia: String,
    lacakan: Option<Lacakan>,
    /// The id of a keberatan, where one can be filed.
    keberatan: Option<String>,
    masalah: Option<Masalah>,
}

impl LacakHtml {
    fn kosong(layanan: &Layanan, nomor: String, masalah: Option<Masalah>) -> Self {
        let (tata, rahasia) = (Tata::publik(layanan), String::new());
        LacakHtml { tata, nomor, rahasia, lacakan: None, keberatan: None, masalah }
    }
}

pub(super) async fn isi_lacak(State(layanan): State<Layanan>) -> Jawaban {
    laman(&LacakHtml::kosong(&layanan, String::new(), None))
}

#[derive(Deserialize)]
pub(super) struct Kunci {
    nomor: String,
    rahasia: String,
}

/// Number and secret come in the body: nobody finds them in an address.
pub(super) async fn lacak(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Form(kunci): Form<Kunci>,
) -> Jawaban {
    let badan = json!({"nomor": kunci.nomor.trim(), "rahasia": kunci.rahasia.trim()});
    match antarmuka.kirim::<Lacakan>(&Pelaku::Publik, "/api/v1/lacak", &badan, None).await {
        Ok(lacakan) => {
            let dapat = lacakan.upaya.iter().any(|upaya| upaya.jenis == "keberatan");
            let keberatan = dapat.then(|| new_id(layanan.app.clock.now()).to_string());
            laman(&LacakHtml {
                rahasia: kunci.rahasia.trim().to_owned(),
                lacakan: Some(lacakan),
                keberatan,
                ..LacakHtml::kosong(&layanan, kunci.nomor, None)
            })
        }
        Err(masalah) => {
            let status = StatusCode::from_u16(masalah.status).unwrap_or_default();
            let isi = laman(&LacakHtml::kosong(&layanan, kunci.nomor, Some(masalah)))?;
            Ok((status, isi).into_response())
        }
    }
}
