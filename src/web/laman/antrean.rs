//! Where an officer lands: what to do, and by when.

use std::collections::HashMap;

use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use chrono::NaiveDate;
use events::pengguna::Peran;
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use uuid::Uuid;

use super::sesi::Petugas;
use super::wajah::Wajah;
use super::{Antar, Jawaban, Laman, Tata, kata, laman, tak_berwenang};
use crate::web::Layanan;

/// What a case shows in the list.
#[derive(Deserialize)]
struct Perkara {
    perkara: Uuid,
    nomor: String,
    status: String,
    jenis_pemohon: Option<String>,
    unit: Option<Uuid>,
    tenggat: Option<String>,
    tenggat_awal: Option<NaiveDate>,
    tenggat_lambat: Option<NaiveDate>,
    batas_internal: Option<NaiveDate>,
}

/// What the page was asked for; the rest goes to the API as it is.
#[derive(Default, Deserialize)]
struct Tanya {
    nomor: Option<String>,
    semua: Option<String>,
    setelah: Option<String>,
    sebagaimana: Option<String>,
}

#[derive(Template)]
#[template(path = "antrean.html")]
struct AntreanHtml {
    tata: Tata,
    baris: Vec<Baris>,
    nomor: String,
    semua: bool,
    sebagaimana: String,
    /// The address of the next page.
    berikutnya: Option<String>,
    hari: String,
}

struct Baris {
    perkara: Uuid,
    nomor: String,
    pemohon: String,
    status: String,
    unit: String,
    batas_unit: String,
    tindakan: String,
    tenggat: String,
    sisa: String,
    wajah: Wajah,
}

pub(super) async fn antrean(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    RawQuery(tanya): RawQuery,
) -> Jawaban {
    if petugas.peran == Peran::Admin {
        return Err(tak_berwenang());
    }
    let tanya: Tanya =
        serde_urlencoded::from_str(tanya.as_deref().unwrap_or_default()).unwrap_or_default();
    let terisi = |teks: Option<String>| teks.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let nomor = terisi(tanya.nomor);
    let semua = tanya.semua.is_some();
    let sebagaimana = terisi(tanya.sebagaimana);
    let mut alamat = form_urlencoded::Serializer::new("/api/v1/perkara?".to_owned());
    alamat.append_pair("batas", "50");
    // One's own work first: what is still to be done.
    if nomor.is_none() && !semua {
        alamat.append_pair("terbuka", "true");
    }
    for (nama, nilai) in
        [("nomor", &nomor), ("setelah", &tanya.setelah), ("sebagaimana", &sebagaimana)]
    {
        if let Some(nilai) = nilai {
            alamat.append_pair(nama, nilai);
        }
    }
    let alamat = alamat.finish();
    let daftar: Laman<Perkara> = antarmuka.baca(&petugas.pelaku(), &alamat).await?;
    let hari = layanan.app.hari_ini();
    let aturan = layanan.app.aturan().await?;
    let unit: HashMap<Uuid, String> =
        antarmuka.nama_unit(&petugas.pelaku()).await?.into_iter().collect();
    let baris = daftar.isi.iter().map(|perkara| {
        let sisa = perkara.tenggat_awal.map(|awal| aturan.kerja.selisih(hari, awal));
        let unit = perkara.unit.and_then(|id| unit.get(&id)).cloned().unwrap_or_default();
        Baris::dari(perkara, hari, sisa, unit)
    });
    let baris = baris.collect();
    let berikutnya = daftar.berikutnya.map(|setelah| {
        let mut alamat = form_urlencoded::Serializer::new("/antrean?".to_owned());
        alamat.append_pair("setelah", &setelah);
        for (nama, nilai) in [("nomor", &nomor), ("sebagaimana", &sebagaimana)] {
            if let Some(nilai) = nilai {
                alamat.append_pair(nama, nilai);
            }
        }
        if semua {
            alamat.append_pair("semua", "ya");
        }
        alamat.finish()
    });
    laman(&AntreanHtml {
        tata: Tata::petugas(&layanan, petugas.peran),
        baris,
        nomor: nomor.unwrap_or_default(),
        semua,
        sebagaimana: sebagaimana.unwrap_or_default(),
        berikutnya,
        hari: tanggal_panjang(hari),
    })
}

impl Baris {
    fn dari(perkara: &Perkara, hari: NaiveDate, sisa: Option<i64>, unit: String) -> Self {
        let tenggat = perkara.tenggat_awal.zip(perkara.tenggat_lambat);
        let pemohon = perkara.jenis_pemohon.as_deref().unwrap_or("tidak tercatat");
        Baris {
            perkara: perkara.perkara,
            nomor: perkara.nomor.clone(),
            pemohon: kata::manusiawi(pemohon),
            status: perkara.status.clone(),
            unit,
            batas_unit: perkara.batas_internal.map(tanggal_panjang).unwrap_or_default(),
            tindakan: perkara.tenggat.clone().unwrap_or_default(),
            tenggat: tenggat.map(rentang).unwrap_or_default(),
            sisa: sisa.map(sisa_hk).unwrap_or_default(),
            wajah: Wajah::dari(&perkara.status, tenggat, hari, sisa),
        }
    }
}

/// Both ends where they differ.
pub(super) fn rentang((awal, lambat): (NaiveDate, NaiveDate)) -> String {
    if awal == lambat {
        return tanggal_panjang(awal);
    }
    format!("{} – {}", tanggal_panjang(awal), tanggal_panjang(lambat))
}

fn sisa_hk(sisa: i64) -> String {
    match sisa {
        0 => "hari ini".to_owned(),
        1.. => format!("sisa {sisa} hk"),
        _ => format!("lewat {} hk", -sisa),
    }
}
