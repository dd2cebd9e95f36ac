//! Filing: one short form that can be left and taken up again, beside which the
//! catalogue shows what is there already.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, NaiveDate, Utc};
use cookie::{Cookie, SameSite};
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::formulir::{Terisi, Terunggah, Unggahan};
use super::kata::tanggal;
use super::kiriman::Terkirim;
use super::sesi::{aman, satu_kuki};
use super::{Antar, Jawaban, Tata, laman, qr};
use crate::draf;
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::masalah::Masalah;

const KUKI: &str = "jejak-draf";
/// Bytes of a draft at most.
const BATAS_DRAF_BYTES: usize = 64 * 1024;

/// An entry of the catalogue that may be what is sought.
#[derive(Deserialize)]
struct Saran {
    entri: Uuid,
    ringkasan: String,
    penanggung_jawab: String,
    dimutakhirkan: Option<NaiveDate>,
    dokumen: i32,
}

#[derive(Default, Deserialize)]
struct SemuaSaran {
    isi: Vec<Saran>,
}

#[derive(Template)]
#[template(path = "permohonan.html")]
struct PermohonanHtml {
    tata: Tata,
    perintah: String,
    terisi: Terisi,
    /// Files that were taken in already.
    identitas: Unggahan,
    kuasa: Unggahan,
    /// Until when the draft is kept, where there is one.
    draf: Option<String>,
    /// `None` where nobody asked for it yet.
    saran: Option<Vec<Saran>>,
    masalah: Option<Masalah>,
}

impl PermohonanHtml {
    fn dari(layanan: &Layanan, terisi: Terisi) -> Self {
        let perintah = satu(&terisi, "_perintah");
        PermohonanHtml {
            tata: Tata::publik(layanan),
            perintah: perintah.unwrap_or_else(|| new_id(layanan.app.clock.now()).to_string()),
            identitas: Unggahan {
                banyak: true,
                terunggah: Terunggah::semua(&terisi, "pemohon.berkas_identitas"),
            },
            kuasa: Unggahan {
                banyak: false,
                terunggah: Terunggah::dari(&terisi, "kuasa.berkas").into_iter().collect(),
            },
            terisi,
            draf: None,
            saran: None,
            masalah: None,
        }
    }

    /// What was filled in for a field.
    fn isi(&self, nama: &str) -> &str {
        let nilai = self.terisi.get(nama).and_then(|nilai| nilai.first());
        nilai.map(String::as_str).unwrap_or_default()
    }

    fn dipilih(&self, nama: &str, nilai: &str) -> bool {
        self.isi(nama) == nilai
    }
}

fn satu(terisi: &Terisi, nama: &str) -> Option<String> {
    terisi.get(nama)?.first().filter(|nilai| !nilai.is_empty()).cloned()
}

/// The draft's secret, as it was given out.
fn rahasia(kepala: &HeaderMap) -> Option<String> {
    satu_kuki(kepala, KUKI).filter(|rahasia| rahasia.len() == draf::PANJANG_RAHASIA)
}

/// The form, with the draft that the cookie opens.
pub(super) async fn isi(State(layanan): State<Layanan>, kepala: HeaderMap) -> Jawaban {
    let mut terisi = Terisi::new();
    let mut sampai = None;
    if let Some(kunci) = rahasia(&kepala)
        && let Some((isi, kedaluwarsa)) = draf::buka(&layanan.app, &kunci).await?
    {
        terisi = serde_json::from_slice(&isi).map_err(anyhow::Error::from)?;
        sampai = Some(hari(&layanan, kedaluwarsa));
    }
    let draf = sampai.is_some();
    let halaman = PermohonanHtml { draf: sampai, ..PermohonanHtml::dari(&layanan, terisi) };
    let jawaban = laman(&halaman)?;
    Ok(if draf { tak_disimpan(jawaban) } else { jawaban })
}

fn hari(layanan: &Layanan, saat: DateTime<Utc>) -> String {
    tanggal_panjang(layanan.app.zona.tanggal(saat))
}

/// What is sent: to be filed, to be kept, or to be held against the catalogue.
pub(super) async fn kirim(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    kepala: HeaderMap,
    Terkirim { mut terisi, galat }: Terkirim,
) -> Jawaban {
    let langkah = terisi.remove("_langkah").and_then(|nilai| nilai.into_iter().next_back());
    let rahasia = rahasia(&kepala);
    match (langkah.as_deref(), galat) {
        (Some("buang"), _) => {
            if let Some(rahasia) = rahasia {
                draf::selesai(&layanan.app, &rahasia, false).await?;
            }
            Ok(dengan_kuki(Redirect::to("/permohonan").into_response(), None, &layanan))
        }
        (_, Some(masalah)) => tampilkan(&layanan, terisi, masalah),
        (Some("simpan"), None) => simpan(&layanan, &antarmuka, rahasia, terisi, false).await,
        (Some("periksa"), None) => simpan(&layanan, &antarmuka, rahasia, terisi, true).await,
        (_, None) => ajukan(&layanan, &antarmuka, rahasia, terisi).await,
    }
}

/// Shown again, with what is wrong.
fn tampilkan(layanan: &Layanan, terisi: Terisi, masalah: Masalah) -> Jawaban {
    let status = StatusCode::from_u16(masalah.status).unwrap_or_default();
    let halaman =
        PermohonanHtml { masalah: Some(masalah), ..PermohonanHtml::dari(layanan, terisi) };
    Ok((status, tak_disimpan(laman(&halaman)?)).into_response())
}

/// Keeps the draft; shows what the catalogue has where it is asked to.
async fn simpan(
    layanan: &Layanan,
    antarmuka: &Antar,
    rahasia: Option<String>,
    terisi: Terisi,
    periksa: bool,
) -> Jawaban {
    let app = &layanan.app;
    let mut halaman = PermohonanHtml::dari(layanan, terisi);
    // The same id when it is filed at last.
    halaman.terisi.insert("_perintah".to_owned(), vec![halaman.perintah.clone()]);
    let isi = serde_json::to_vec(&halaman.terisi).map_err(anyhow::Error::from)?;
    if isi.len() > BATAS_DRAF_BYTES {
        let uraian = "tulisan ini terlalu panjang untuk disimpan; persingkat rinciannya";
        return tampilkan(layanan, halaman.terisi, Masalah::kolom("rincian", uraian));
    }
    let rahasia = rahasia.unwrap_or_else(|| draf::rahasia_baru(app));
    let sampai = draf::simpan(app, &rahasia, &isi).await?;
    halaman.draf = Some(hari(layanan, sampai));
    if periksa {
        let saran = saran(antarmuka, &halaman).await?;
        if !saran.is_empty() {
            draf::ditampilkan(app, &rahasia).await?;
        }
        halaman.saran = Some(saran);
    }
    Ok(dengan_kuki(tak_disimpan(laman(&halaman)?), Some(&rahasia), layanan))
}

async fn saran(antarmuka: &Antar, halaman: &PermohonanHtml) -> Result<Vec<Saran>, Masalah> {
    let rincian = halaman.isi("rincian");
    if rincian.trim().is_empty() {
        return Ok(Vec::new());
    }
    let badan = json!({"rincian": {"isi": rincian}});
    let saran: SemuaSaran = antarmuka.kirim(&Pelaku::Publik, "/api/v1/saran", &badan, None).await?;
    Ok(saran.isi)
}

/// An entry that was shown is looked at.
pub(super) async fn buka_saran(
    State(layanan): State<Layanan>,
    Path(entri): Path<Uuid>,
    kepala: HeaderMap,
) -> Jawaban {
    if let Some(rahasia) = rahasia(&kepala) {
        draf::diklik(&layanan.app, &rahasia).await?;
    }
    Ok(Redirect::to(&format!("/katalog/{entri}")).into_response())
}

#[derive(Deserialize)]
pub(super) struct TandaBukti {
    nomor: String,
    rahasia: String,
    posisi: u64,
    daun: String,
}

#[derive(Template)]
#[template(path = "tanda_bukti.html")]
struct TandaBuktiHtml {
    tata: Tata,
    apa: &'static str,
    dasar: &'static str,
    bukti: TandaBukti,
    hari: String,
    /// Where the proof that the log has it is fetched, and its picture.
    kehadiran: String,
    gambar: String,
}

/// Filed and numbered at once. The form carries its own id: sent twice it is one
/// permohonan.
async fn ajukan(
    layanan: &Layanan,
    antarmuka: &Antar,
    rahasia: Option<String>,
    terisi: Terisi,
) -> Jawaban {
    let perintah = satu(&terisi, "_perintah");
    let skema = antarmuka.skema.bagian("/api/v1/permohonan", "permohonan");
    let mut permohonan = skema.map(|skema| antarmuka.skema.baca(skema, &terisi));
    if let Some(Value::Object(permohonan)) = &mut permohonan {
        permohonan.insert("kanal".to_owned(), json!("situs"));
        // A proxy is there once named.
        if satu(&terisi, "kuasa.nama").is_none() {
            permohonan.remove("kuasa");
        }
    }
    let badan = json!({"perintah": perintah, "permohonan": permohonan});
    match antarmuka.kirim(&Pelaku::Publik, "/api/v1/permohonan", &badan, None).await {
        Ok(bukti) => {
            if let Some(rahasia) = rahasia {
                draf::selesai(&layanan.app, &rahasia, true).await?;
            }
            Ok(dengan_kuki(tanda_bukti(layanan, PERMOHONAN, bukti)?, None, layanan))
        }
        Err(masalah) => tampilkan(layanan, terisi, masalah),
    }
}

/// What is received, and where the law gives its sender a proof of it.
const PERMOHONAN: (&str, &str) = ("Permohonan", "Pasal 22(4) UU 14/2008");
pub(super) const KEBERATAN: (&str, &str) = ("Keberatan", "Pasal 41(6) Perki 1/2021");

/// The proof of receipt, shown once.
pub(super) fn tanda_bukti(
    layanan: &Layanan,
    (apa, dasar): (&'static str, &'static str),
    bukti: TandaBukti,
) -> Jawaban {
    let hari = tanggal_panjang(layanan.app.hari_ini());
    let tata = Tata::publik(layanan);
    let kehadiran = format!("/checkpoint/bukti/{}?daun={}", bukti.posisi, bukti.daun);
    let gambar = qr::gambar(&format!("{}{kehadiran}", layanan.kantor.url_publik))?;
    let tanda = TandaBuktiHtml { tata, apa, dasar, bukti, hari, kehadiran, gambar };
    Ok(tak_disimpan(laman(&tanda)?))
}

/// Whoever shares the machine afterwards must not find it.
pub(super) fn tak_disimpan(mut jawaban: Response) -> Response {
    let simpan = header::HeaderValue::from_static("no-store");
    jawaban.headers_mut().insert(header::CACHE_CONTROL, simpan);
    jawaban
}

/// Sets the draft's cookie, or takes it away.
fn dengan_kuki(mut jawaban: Response, rahasia: Option<&str>, layanan: &Layanan) -> Response {
    let mut kuki = Cookie::new(KUKI, rahasia.unwrap_or_default().to_owned());
    kuki.set_http_only(true);
    kuki.set_same_site(SameSite::Lax);
    kuki.set_secure(aman(layanan));
    kuki.set_path("/permohonan");
    match rahasia {
        Some(_) => kuki.set_max_age(cookie::time::Duration::seconds(draf::BERLAKU.num_seconds())),
        None => kuki.make_removal(),
    }
    let nilai = header::HeaderValue::try_from(kuki.to_string());
    jawaban.headers_mut().append(header::SET_COOKIE, nilai.expect("made of letters and digits"));
    jawaban
}
