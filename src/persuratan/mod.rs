//! Letters of a case: what each says is gathered from the facts up to a position
//! of the log, laid out by a template of its kind over one frame, and set in
//! type. The same facts, the same version of the layout and the same signer give
//! the same bytes, so that what is in custody can be made again and compared.

pub mod bahan;
pub mod contoh;
mod isi;
pub mod periksa;

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use events::kantor::JenisTeks;
use events::surat::{Penandatangan, SuratDinomori};
use events::teks::{Isi as Isinya, Label};
use events::waktu::tanggal_panjang;
use qrcode::QrCode;
use qrcode::render::svg;
use serde_json::{Value, json};
use surat::Cetakan;

use bahan::Bahan;
pub use isi::susunan;

/// The frame, under the name by which templates import it.
const BINGKAI: &[u8] = include_bytes!("../surat/templat/surat/surat.typ");
/// The annex of a letter that refers to a decree.
const KUTIPAN: &[u8] = include_bytes!("../surat/templat/surat/kutipan.typ");
/// Unless the office says otherwise.
const PEMBUKA: &str = "Dengan hormat,";
const PENUTUP: &str = "Demikian kami sampaikan. Atas perhatian Saudara kami ucapkan terima kasih.";

/// A letter as it is to be laid out.
#[derive(Clone, Debug)]
pub struct Rancangan<'a> {
    pub surat: &'a SuratDinomori,
    /// The date that it bears.
    pub tanggal: NaiveDate,
    pub penandatangan: &'a Penandatangan,
    pub tembusan: &'a [Label],
    /// Where the public checks it.
    pub periksa: String,
}

/// Why a letter cannot be set in type.
#[derive(Debug, thiserror::Error)]
pub enum Halangan {
    #[error(
        "fakta yang disampaikan surat ini sudah dibatalkan; buat surat dari fakta yang berlaku"
    )]
    DasarBatal,
    #[error(transparent)]
    Lain(#[from] anyhow::Error),
}

/// What a kind of letter has of its own.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "the word that templates know")]
struct Isi {
    templat: &'static str,
    /// A form's title; a letter has a matter instead.
    judul: Option<&'static str>,
    hal: &'static str,
    lampiran: &'static str,
    tujuan: Vec<String>,
    /// Who signs beside the office.
    kiri: Option<&'static str>,
    isi: Value,
}

/// Takes processor time: not for a thread that others wait for.
pub fn tulis(bahan: &Bahan, rancangan: &Rancangan<'_>) -> Result<Vec<u8>, Halangan> {
    let isi = isi::dari(bahan, rancangan.surat)?;
    let data = data(bahan, rancangan, &isi);
    let mut berkas = BTreeMap::from([
        ("surat.typ".to_owned(), BINGKAI.to_vec()),
        ("kutipan.typ".to_owned(), KUTIPAN.to_vec()),
        ("periksa.svg".to_owned(), qr(&rancangan.periksa)?),
    ]);
    if let Some((nama, bytes)) = &bahan.logo {
        berkas.insert((*nama).to_owned(), bytes.clone());
    }
    let awal = bahan.zona.awal_hari(rancangan.tanggal);
    let saat = awal.with_timezone(&bahan.zona.offset());
    let cetakan = Cetakan { templat: isi.templat, data: &data, berkas: &berkas, saat };
    Ok(surat::pdf(&cetakan).context("surat tidak tersusun")?)
}

fn data(bahan: &Bahan, rancangan: &Rancangan<'_>, isi: &Isi) -> Value {
    let ditetapkan = bahan.kantor.ditetapkan.as_ref();
    let kantor = ditetapkan.map_or_else(|| "Badan Publik".to_owned(), |k| k.nama.to_string());
    let mut kop: Vec<String> =
        ditetapkan.into_iter().flat_map(|k| &k.kop).map(ToString::to_string).collect();
    if kop.is_empty() {
        kop = vec![kantor.to_uppercase(), "PEJABAT PENGELOLA INFORMASI DAN DOKUMENTASI".to_owned()];
        let teks = [JenisTeks::Alamat, JenisTeks::Kontak];
        kop.extend(teks.into_iter().filter_map(|jenis| bahan.kantor.teks(jenis)).map(sebaris));
    }
    let nomor = rancangan.surat.nomor.tetap().map_or("–", Label::as_str);
    let (_, templat) = bahan.kantor.templat(rancangan.surat.jenis);
    let tanggal = tanggal_panjang(rancangan.tanggal);
    let di = templat.and_then(|templat| templat.tempat.as_ref());
    let surat_biasa = isi.judul.is_none();
    let sendiri = |teks: Option<&Isinya>| teks.map(bahan::teks).filter(|teks| !teks.is_empty());
    let pembuka = sendiri(templat.and_then(|templat| templat.pembuka.as_ref()));
    let penutup = sendiri(templat.and_then(|templat| templat.penutup.as_ref()));
    let bawaan = |teks: &str| surat_biasa.then(|| teks.to_owned());
    json!({
        "kantor": kantor,
        "kop": kop,
        "logo": bahan.logo.as_ref().map(|(nama, _)| nama),
        "judul": isi.judul,
        "nomor": nomor,
        "hal": isi.hal,
        "lampiran": isi.lampiran,
        "tempat_tanggal": di.map_or(tanggal.clone(), |di| format!("{di}, {tanggal}")),
        "tujuan": isi.tujuan,
        "pembuka": pembuka.or_else(|| bawaan(PEMBUKA)),
        "penutup": penutup.or_else(|| bawaan(PENUTUP)),
        "kiri": isi.kiri,
        "penandatangan": {
            "jabatan": rancangan.penandatangan.jabatan,
            "nama": rancangan.penandatangan.nama,
        },
        "tembusan": rancangan.tembusan,
        "periksa": rancangan.periksa,
        "isi": isi.isi,
    })
}

fn sebaris(teks: &str) -> String {
    teks.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn qr(alamat: &str) -> anyhow::Result<Vec<u8>> {
    let qr = QrCode::new(alamat.as_bytes()).context("alamat pemeriksaan terlalu panjang")?;
    Ok(qr.render::<svg::Color<'_>>().min_dimensions(200, 200).build().into_bytes())
}
