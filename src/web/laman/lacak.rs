//! Where one's own case stands: what happened, what comes next and why then,
//! which remedy is open today; and the remedy itself.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::{Extension, Form};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::formulir::{Terisi, Terunggah, Unggahan};
use super::kata::{rentang, tanggal, ukuran};
use super::kiriman::Terkirim;
use super::perkara::{Bacaan, Berkas};
use super::permohonan::{KEBERATAN, tak_disimpan, tanda_bukti};
use super::{Antar, Jawaban, Tata, laman};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::masalah::Masalah;

/// The seven grounds of Pasal 35(1) UU 14/2008, in plain words.
const ALASAN: [(&str, &str); 7] = [
    ("a", "Permohonan saya ditolak karena informasinya dianggap dikecualikan"),
    ("b", "Informasi yang wajib diumumkan berkala tidak disediakan"),
    ("c", "Permohonan saya tidak dijawab"),
    ("d", "Jawabannya bukan yang saya minta"),
    ("e", "Permohonan saya dikabulkan tetapi informasinya tidak diberikan"),
    ("f", "Biayanya tidak wajar"),
    ("g", "Informasinya diberikan melewati batas waktu"),
];

#[derive(Deserialize)]
struct Lacakan {
    nomor: String,
    status: String,
    diterima: Option<NaiveDate>,
    peristiwa: Vec<Peristiwa>,
    berikutnya: Vec<Berikutnya>,
    upaya: Vec<Upaya>,
    berkas: Vec<Berkas>,
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
    bacaan: Vec<Bacaan>,
}

#[derive(Deserialize)]
struct Upaya {
    jenis: String,
    hari_ini: String,
    aman_dari: NaiveDate,
    aman_sampai: NaiveDate,
}

impl Upaya {
    fn nama(&self) -> &'static str {
        match self.jenis.as_str() {
            "keberatan" => "Keberatan kepada Atasan PPID",
            _ => "Sengketa di Komisi Informasi",
        }
    }

    /// What it means today.
    fn arti(&self) -> &'static str {
        match self.hari_ini.as_str() {
            "aman" => "Terbuka sekarang.",
            "berisiko_prematur" => {
                "Belum waktunya: bila diajukan hari ini dapat dinilai terlalu dini."
            }
            _ => {
                "Lewat waktunya menurut bacaan paling ketat: masih dapat diajukan, tetapi dapat \
                  dinilai daluwarsa."
            }
        }
    }

    fn warna(&self) -> &'static str {
        match self.hari_ini.as_str() {
            "aman" => "tenang",
            "berisiko_prematur" => "tunggu",
            _ => "waspada",
        }
    }

    /// A day is safe under every reading.
    fn berjendela(&self) -> bool {
        self.aman_dari <= self.aman_sampai
    }
}

#[derive(Template)]
#[template(path = "lacak.html")]
struct LacakHtml {
    tata: Tata,
    nomor: String,
    rahasia: String,
    lacakan: Option<Lacakan>,
    /// The form of a keberatan, where one can be filed.
    keberatan: Option<IsianKeberatan>,
    masalah: Option<Masalah>,
}

/// What a keberatan is filled in with.
struct IsianKeberatan {
    perintah: String,
    terisi: Terisi,
    unggahan: Unggahan,
}

impl IsianKeberatan {
    fn dari(layanan: &Layanan, terisi: Terisi) -> Self {
        let perintah = satu(&terisi, "_perintah");
        let terunggah = Terunggah::semua(&terisi, "berkas");
        IsianKeberatan {
            perintah: perintah.unwrap_or_else(|| new_id(layanan.app.clock.now()).to_string()),
            terisi,
            unggahan: Unggahan { banyak: true, terunggah },
        }
    }

    fn isi(&self, nama: &str) -> &str {
        let nilai = self.terisi.get(nama).and_then(|nilai| nilai.first());
        nilai.map(String::as_str).unwrap_or_default()
    }

    fn dicentang(&self, nama: &str, nilai: &str) -> bool {
        self.terisi.get(nama).is_some_and(|semua| semua.iter().any(|satu| satu == nilai))
    }
}

fn satu(terisi: &Terisi, nama: &str) -> Option<String> {
    let isi = terisi.get(nama)?.first().map(|isi| isi.trim().to_owned());
    isi.filter(|isi| !isi.is_empty())
}

impl LacakHtml {
    fn kosong(layanan: &Layanan, nomor: String, masalah: Option<Masalah>) -> Self {
        let (tata, rahasia) = (Tata::publik(layanan), String::new());
        LacakHtml { tata, nomor, rahasia, lacakan: None, keberatan: None, masalah }
    }
}

pub(super) async fn isi(State(layanan): State<Layanan>) -> Jawaban {
    laman(&LacakHtml::kosong(&layanan, String::new(), None))
}

#[derive(Deserialize)]
pub(super) struct Kunci {
    nomor: String,
    rahasia: String,
}

impl Kunci {
    fn badan(&self) -> Value {
        json!({"nomor": self.nomor.trim(), "rahasia": self.rahasia.trim()})
    }
}

/// Number and secret come in the body: nobody finds them in an address.
pub(super) async fn lacak(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Form(kunci): Form<Kunci>,
) -> Jawaban {
    tampilkan(&layanan, &antarmuka, kunci, Terisi::new(), None).await
}

async fn tampilkan(
    layanan: &Layanan,
    antarmuka: &Antar,
    kunci: Kunci,
    terisi: Terisi,
    masalah: Option<Masalah>,
) -> Jawaban {
    let badan = kunci.badan();
    let lacakan = antarmuka.kirim::<Lacakan>(&Pelaku::Publik, "/api/v1/lacak", &badan, None).await;
    let status = |masalah: &Masalah| StatusCode::from_u16(masalah.status).unwrap_or_default();
    match lacakan {
        Ok(lacakan) => {
            let dapat = lacakan.upaya.iter().any(|upaya| upaya.jenis == "keberatan");
            let keberatan = dapat.then(|| IsianKeberatan::dari(layanan, terisi));
            let status = masalah.as_ref().map_or(StatusCode::OK, status);
            let halaman = laman(&LacakHtml {
                rahasia: kunci.rahasia.trim().to_owned(),
                lacakan: Some(lacakan),
                keberatan,
                ..LacakHtml::kosong(layanan, kunci.nomor, masalah)
            })?;
            Ok((status, tak_disimpan(halaman)).into_response())
        }
        Err(masalah) => {
            let status = status(&masalah);
            let isi = laman(&LacakHtml::kosong(layanan, kunci.nomor, Some(masalah)))?;
            Ok((status, isi).into_response())
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Pengambilan {
    nomor: String,
    rahasia: String,
    berkas: Uuid,
}

/// What was given, fetched by whoever has number and secret.
pub(super) async fn berkas(
    Extension(antarmuka): Extension<Antar>,
    Form(kiriman): Form<Pengambilan>,
) -> Jawaban {
    let Pengambilan { nomor, rahasia, berkas } = kiriman;
    let badan = json!({"kunci": Kunci { nomor, rahasia }.badan(), "berkas": berkas});
    Ok(antarmuka.unduh_dengan(&Pelaku::Publik, "/api/v1/lacak/berkas", &badan).await?)
}

/// A keberatan on the case that number and secret open, or on ground b without
/// any.
pub(super) async fn keberatan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Terkirim { terisi, galat }: Terkirim,
) -> Jawaban {
    let kunci = satu(&terisi, "_nomor")
        .map(|nomor| Kunci { nomor, rahasia: satu(&terisi, "_rahasia").unwrap_or_default() });
    let masalah = match galat {
        Some(masalah) => masalah,
        None => match ajukan(&antarmuka, kunci.as_ref(), &terisi).await {
            Ok(bukti) => return tanda_bukti(&layanan, KEBERATAN, bukti),
            Err(masalah) => masalah,
        },
    };
    match kunci {
        Some(kunci) => tampilkan(&layanan, &antarmuka, kunci, terisi, Some(masalah)).await,
        None => tanpa_permohonan(&layanan, terisi, Some(masalah)),
    }
}

async fn ajukan(
    antarmuka: &Antar,
    kunci: Option<&Kunci>,
    terisi: &Terisi,
) -> Result<super::permohonan::TandaBukti, Masalah> {
    let skema = antarmuka.skema.bagian("/api/v1/keberatan", "keberatan");
    let mut keberatan = skema.map(|skema| antarmuka.skema.baca(skema, terisi));
    if let Some(Value::Object(keberatan)) = &mut keberatan {
        keberatan.insert("kanal".to_owned(), json!("situs"));
        if kunci.is_none() {
            keberatan.insert("alasan".to_owned(), json!(["b"]));
        }
        if satu(terisi, "kuasa.nama").is_none() {
            keberatan.remove("kuasa");
        }
    }
    let mut badan = json!({"perintah": satu(terisi, "_perintah"), "keberatan": keberatan});
    if let Some(kunci) = kunci {
        badan["perkara"] = kunci.badan();
    }
    antarmuka.kirim(&Pelaku::Publik, "/api/v1/keberatan", &badan, None).await
}

#[derive(Template)]
#[template(path = "keberatan.html")]
struct KeberatanHtml {
    tata: Tata,
    isian: IsianKeberatan,
    masalah: Option<Masalah>,
}

/// Ground b needs no permohonan: what should have been published was not.
pub(super) async fn isi_keberatan(State(layanan): State<Layanan>) -> Jawaban {
    tanpa_permohonan(&layanan, Terisi::new(), None)
}

fn tanpa_permohonan(layanan: &Layanan, terisi: Terisi, masalah: Option<Masalah>) -> Jawaban {
    let status = masalah.as_ref().map(|masalah| StatusCode::from_u16(masalah.status));
    let status = status.and_then(Result::ok).unwrap_or(StatusCode::OK);
    let isian = IsianKeberatan::dari(layanan, terisi);
    let halaman = laman(&KeberatanHtml { tata: Tata::publik(layanan), isian, masalah })?;
    Ok((status, tak_disimpan(halaman)).into_response())
}
