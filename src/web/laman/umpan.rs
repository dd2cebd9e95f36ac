//! Feeds of the catalogue and of the units' notes, in open formats (Pasal 46
//! Perki 1/2021), to be shown on other sites: the one thing here that scripts of
//! other origins may read.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use projections::katalog::{self, Saringan};
use projections::kegiatan;
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::katalog::{nama_unit, semua_unit};
use super::{Antar, Halangan, Jawaban, Laman, alamat_dengan, tanya};
use crate::web::Layanan;
use crate::web::akses::Pelaku;

/// Entries of a feed at most; the API has all of them in pages.
const BANYAK: usize = 2_000;
/// Entries of one page of the API.
const SEHALAMAN: &str = "100";

#[derive(Default, Deserialize)]
struct Pilihan {
    kategori: Option<String>,
    unit: Option<Uuid>,
}

/// An entry as a feed has it: the columns of Lampiran I and where it is found.
#[derive(Deserialize, Serialize)]
struct Entri {
    #[serde(rename(deserialize = "entri"))]
    id: Uuid,
    ringkasan: String,
    #[serde(rename(deserialize = "unit"))]
    unit_id: Uuid,
    #[serde(skip_deserializing)]
    unit: String,
    penanggung_jawab: String,
    kategori: String,
    dibuat: NaiveDate,
    tempat: String,
    bentuk: String,
    retensi: String,
    dimutakhirkan: Option<NaiveDate>,
    dokumen: i32,
    diubah: DateTime<Utc>,
    #[serde(skip_deserializing)]
    alamat: String,
}

/// A note as a feed has it.
#[derive(Deserialize, Serialize)]
struct Kegiatan {
    #[serde(rename(deserialize = "kegiatan"))]
    id: Uuid,
    judul: String,
    uraian: String,
    tanggal: NaiveDate,
    tempat: Option<String>,
    #[serde(rename(deserialize = "unit"))]
    unit_id: Uuid,
    #[serde(skip_deserializing)]
    unit: String,
    diubah: DateTime<Utc>,
    #[serde(skip_deserializing)]
    alamat: String,
}

#[derive(Serialize)]
struct Umpan<'a, T> {
    kantor: &'a str,
    diubah: Option<DateTime<Utc>>,
    isi: &'a [T],
}

/// One thing in an Atom feed.
struct Butir {
    id: Uuid,
    judul: String,
    uraian: String,
    penulis: String,
    alamat: String,
    diubah: String,
}

#[derive(Template)]
#[template(path = "umpan.xml", escape = "html")]
struct AtomXml<'a> {
    judul: String,
    dasar: &'a str,
    sendiri: String,
    diubah: String,
    butir: Vec<Butir>,
}

/// What a feed stands on: it is the same feed for as long as this is the same.
struct Keadaan {
    etag: HeaderValue,
    diubah: Option<DateTime<Utc>>,
}

impl Keadaan {
    /// The day belongs to it: an exemption ends without a fact.
    fn dari(
        (banyak, diubah): (i64, Option<DateTime<Utc>>),
        hari: NaiveDate,
    ) -> anyhow::Result<Self> {
        let mikro = diubah.map_or(0, |saat| saat.timestamp_micros());
        let etag = HeaderValue::try_from(format!("W/\"{banyak}-{mikro}-{hari}\""))?;
        Ok(Keadaan { etag, diubah })
    }

    fn dikenal(&self, kepala: &HeaderMap) -> bool {
        let dikirim = kepala.get(header::IF_NONE_MATCH).and_then(|nilai| nilai.to_str().ok());
        let etag = self.etag.to_str().unwrap_or_default();
        dikirim.is_some_and(|semua| semua.split(", ").any(|satu| satu == etag))
    }

    /// The feed, or nothing where the reader has it.
    fn jawab(&self, kepala: &HeaderMap, jenis: &'static str, isi: String) -> Response {
        let mut jawaban = match self.dikenal(kepala) {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => isi.into_response(),
        };
        let kepala = jawaban.headers_mut();
        kepala.insert(header::CONTENT_TYPE, HeaderValue::from_static(jenis));
        kepala.insert(header::ETAG, self.etag.clone());
        let segar = HeaderValue::from_static("public, max-age=300");
        kepala.insert(header::CACHE_CONTROL, segar);
        // What is in it anybody may read, on whatever site; no cookie is sent
        // along.
        let siapa_saja = HeaderValue::from_static("*");
        kepala.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, siapa_saja);
        let nilai = self.diubah.map(|saat| saat.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
        if let Some(nilai) = nilai.and_then(|nilai| HeaderValue::try_from(nilai).ok()) {
            kepala.insert(header::LAST_MODIFIED, nilai);
        }
        jawaban
    }
}

/// The entries that a feed has, and what it stands on.
async fn entri(
    layanan: &Layanan,
    antarmuka: &Antar,
    kepala: &HeaderMap,
    uri: &Uri,
) -> Result<(Keadaan, Vec<Entri>), Halangan> {
    let pilihan: Pilihan = tanya(uri);
    let app = &layanan.app;
    app.tampilan.tunggu(Proyeksi::Katalog, app.log.position().await?).await?;
    let hari = app.hari_ini();
    let saringan = Saringan {
        publik_pada: Some(hari),
        // As the table has it.
        kategori: pilihan.kategori.as_ref().map(|kategori| kategori.replace('_', " ")),
        unit: pilihan.unit,
        ..Saringan::default()
    };
    let mut connection = app.pool.acquire().await?;
    let keadaan = katalog::keadaan_umpan(&saringan, &mut connection).await?;
    drop(connection);
    let keadaan = Keadaan::dari(keadaan, hari)?;
    if keadaan.dikenal(kepala) {
        return Ok((keadaan, Vec::new()));
    }
    let unit = pilihan.unit.map(|unit| unit.to_string());
    let tanya = [("kategori", pilihan.kategori.as_deref()), ("unit", unit.as_deref())];
    let mut entri: Vec<Entri> = semua(antarmuka, "/api/v1/katalog", &tanya).await?;
    let nama = semua_unit(antarmuka).await?;
    for satu in &mut entri {
        let milik = nama.iter().find(|unit| unit.id == satu.unit_id);
        satu.unit = milik.map(|unit| unit.nama.clone()).unwrap_or_default();
        satu.alamat = format!("{}/katalog/{}", layanan.kantor.url_publik, satu.id);
    }
    Ok((keadaan, entri))
}

/// Page after page, up to what a feed holds.
async fn semua<T: serde::de::DeserializeOwned>(
    antarmuka: &Antar,
    alamat: &str,
    pilihan: &[(&str, Option<&str>)],
) -> Result<Vec<T>, Halangan> {
    let mut isi: Vec<T> = Vec::new();
    let mut setelah: Option<String> = None;
    loop {
        let tempat = [("batas", Some(SEHALAMAN)), ("setelah", setelah.as_deref())];
        let tanya: Vec<_> = pilihan.iter().copied().chain(tempat).collect();
        let laman: Laman<T> =
            antarmuka.baca(&Pelaku::Publik, &alamat_dengan(alamat, &tanya)).await?;
        isi.extend(laman.isi);
        setelah = laman.berikutnya;
        if setelah.is_none() || isi.len() >= BANYAK {
            return Ok(isi);
        }
    }
}

pub(super) async fn katalog_json(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    kepala: HeaderMap,
    uri: Uri,
) -> Jawaban {
    let (keadaan, entri) = entri(&layanan, &antarmuka, &kepala, &uri).await?;
    let kantor = &layanan.kantor.nama;
    let isi = serde_json::to_string(&Umpan { kantor, diubah: keadaan.diubah, isi: &entri });
    Ok(keadaan.jawab(&kepala, "application/json", isi.map_err(anyhow::Error::from)?))
}

pub(super) async fn katalog_csv(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    kepala: HeaderMap,
    uri: Uri,
) -> Jawaban {
    let (keadaan, entri) = entri(&layanan, &antarmuka, &kepala, &uri).await?;
    let isi = csv_dari(&entri)?;
    Ok(keadaan.jawab(&kepala, "text/csv; charset=utf-8", isi))
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe.
fn csv_dari(entri: &[Entri]) -> anyhow::Result<String> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record([
        "nomor",
        "ringkasan",
        "unit",
        "penanggung_jawab",
        "kategori",
        "dibuat",
        "tempat",
        "bentuk",
        "retensi",
        "dimutakhirkan",
        "dokumen",
        "alamat",
    ])?;
    for (ke, satu) in entri.iter().enumerate() {
        let dimutakhirkan = satu.dimutakhirkan.map(|hari| hari.to_string()).unwrap_or_default();
        let sel = [
            (ke + 1).to_string(),
            satu.ringkasan.clone(),
            satu.unit.clone(),
            satu.penanggung_jawab.clone(),
            satu.kategori.clone(),
            satu.dibuat.to_string(),
            satu.tempat.clone(),
            satu.bentuk.clone(),
            satu.retensi.clone(),
            dimutakhirkan,
            satu.dokumen.to_string(),
            satu.alamat.clone(),
        ];
        csv.write_record(sel.map(bukan_rumus))?;
    }
    Ok(String::from_utf8(csv.into_inner()?)?)
}

fn bukan_rumus(sel: String) -> String {
    if sel.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{sel}") } else { sel }
}

pub(super) async fn katalog_atom(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    kepala: HeaderMap,
    uri: Uri,
) -> Jawaban {
    let (keadaan, mut entri) = entri(&layanan, &antarmuka, &kepala, &uri).await?;
    entri.sort_by_key(|satu| std::cmp::Reverse(satu.diubah));
    let butir = entri.into_iter().map(|satu| Butir {
        id: satu.id,
        uraian: format!("Informasi {}; {}", satu.kategori, satu.bentuk),
        judul: satu.ringkasan,
        penulis: satu.unit,
        alamat: satu.alamat,
        diubah: satu.diubah.to_rfc3339(),
    });
    atom(&layanan, &keadaan, &kepala, ("Informasi publik", &uri), butir.collect())
}

fn atom(
    layanan: &Layanan,
    keadaan: &Keadaan,
    kepala: &HeaderMap,
    (judul, uri): (&str, &Uri),
    butir: Vec<Butir>,
) -> Jawaban {
    let dasar = layanan.kantor.url_publik.as_str();
    let isi = AtomXml {
        judul: format!("{judul} {}", layanan.kantor.nama),
        dasar,
        sendiri: format!("{dasar}{uri}"),
        diubah: keadaan.diubah.unwrap_or_default().to_rfc3339(),
        butir,
    };
    let isi = isi.render().map_err(anyhow::Error::from)?;
    Ok(keadaan.jawab(kepala, "application/atom+xml; charset=utf-8", isi))
}

async fn catatan(
    layanan: &Layanan,
    antarmuka: &Antar,
    kepala: &HeaderMap,
    uri: &Uri,
) -> Result<(Keadaan, Vec<Kegiatan>), Halangan> {
    let pilihan: Pilihan = tanya(uri);
    let app = &layanan.app;
    app.tampilan.tunggu(Proyeksi::Kegiatan, app.log.position().await?).await?;
    let mut connection = app.pool.acquire().await?;
    let keadaan = kegiatan::keadaan_umpan(pilihan.unit, &mut connection).await?;
    drop(connection);
    let keadaan = Keadaan::dari(keadaan, app.hari_ini())?;
    if keadaan.dikenal(kepala) {
        return Ok((keadaan, Vec::new()));
    }
    let unit = pilihan.unit.map(|unit| unit.to_string());
    let tanya = [("unit", unit.as_deref()), ("batas", Some(SEHALAMAN))];
    // News: the newest page is enough.
    let alamat = alamat_dengan("/api/v1/kegiatan", &tanya);
    let laman: Laman<Kegiatan> = antarmuka.baca(&Pelaku::Publik, &alamat).await?;
    let mut isi = laman.isi;
    for satu in &mut isi {
        satu.unit = nama_unit(layanan, satu.unit_id).await?;
        satu.alamat = format!("{}/kegiatan#{}", layanan.kantor.url_publik, satu.id);
    }
    Ok((keadaan, isi))
}

pub(super) async fn kegiatan_json(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    kepala: HeaderMap,
    uri: Uri,
) -> Jawaban {
    let (keadaan, isi) = catatan(&layanan, &antarmuka, &kepala, &uri).await?;
    let kantor = &layanan.kantor.nama;
    let isi = serde_json::to_string(&Umpan { kantor, diubah: keadaan.diubah, isi: &isi });
    Ok(keadaan.jawab(&kepala, "application/json", isi.map_err(anyhow::Error::from)?))
}

pub(super) async fn kegiatan_atom(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    kepala: HeaderMap,
    uri: Uri,
) -> Jawaban {
    let (keadaan, isi) = catatan(&layanan, &antarmuka, &kepala, &uri).await?;
    let butir = isi.into_iter().map(|satu| Butir {
        id: satu.id,
        judul: satu.judul,
        uraian: satu.uraian,
        penulis: satu.unit,
        alamat: satu.alamat,
        diubah: satu.diubah.to_rfc3339(),
    });
    atom(&layanan, &keadaan, &kepala, ("Kegiatan", &uri), butir.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for sel in ["=1+1", "+62", "-1", "@a", "\tx"] {
            assert_eq!(bukan_rumus(sel.to_owned()), format!("'{sel}"));
        }
        assert_eq!(bukan_rumus("Anggaran = 5".to_owned()), "Anggaran = 5");
    }

    #[test]
    fn a_feed_changes_with_its_content_and_with_the_day() {
        let hari = |teks: &str| teks.parse::<NaiveDate>().unwrap();
        let pada = |banyak, diubah, h: &str| Keadaan::dari((banyak, diubah), hari(h)).unwrap().etag;
        let saat = Some(DateTime::UNIX_EPOCH);
        let dasar = pada(1, saat, "2026-03-02");
        assert_eq!(dasar, pada(1, saat, "2026-03-02"));
        assert_ne!(dasar, pada(2, saat, "2026-03-02"));
        assert_ne!(dasar, pada(1, saat.map(|s| s + chrono::Duration::seconds(1)), "2026-03-02"));
        assert_ne!(dasar, pada(1, saat, "2026-03-03"));
    }
}
