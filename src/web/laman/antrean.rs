//! Where an officer lands: what to do, and by when.

use std::collections::HashMap;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use chrono::NaiveDate;
use events::pengguna::Peran;
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use uuid::Uuid;

use super::sesi::Petugas;
use super::wajah::Wajah;
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, kata, laman, tak_berwenang, tanya};
use crate::web::Layanan;

/// What a case shows in the list.
#[derive(Deserialize)]
struct Perkara {
    #[serde(rename = "perkara")]
    id: Uuid,
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
    uri: Uri,
) -> Jawaban {
    if petugas.peran == Peran::Admin {
        return Err(tak_berwenang());
    }
    let tanya: Tanya = tanya(&uri);
    let terisi = |teks: Option<String>| teks.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let nomor = terisi(tanya.nomor);
    let semua = tanya.semua.is_some();
    let sebagaimana = terisi(tanya.sebagaimana);
    // One's own work first: what is still to be done.
    let terbuka = (nomor.is_none() && !semua).then_some("true");
    let (cari, saat) = (nomor.as_deref(), sebagaimana.as_deref());
    let alamat = alamat_dengan(
        "/api/v1/perkara",
        &[
            ("terbuka", terbuka),
            ("nomor", cari),
            ("setelah", tanya.setelah.as_deref()),
            ("sebagaimana", saat),
        ],
    );
    let daftar: Laman<Perkara> = antarmuka.baca(&petugas.pelaku(), &alamat).await?;
    let hari = layanan.app.hari_ini();
    let aturan = layanan.app.aturan().await?;
    let unit: HashMap<Uuid, String> =
        antarmuka.nama_unit(&petugas.pelaku()).await?.into_iter().collect();
    let baris = daftar.isi.iter().map(|perkara| {
        let sisa = |sampai: Option<NaiveDate>| sampai.map(|s| aturan.kerja.selisih(hari, s));
        let sisa = (sisa(perkara.tenggat_awal), sisa(perkara.tenggat_lambat));
        let unit = perkara.unit.and_then(|id| unit.get(&id)).cloned().unwrap_or_default();
        Baris::dari(perkara, hari, sisa, unit)
    });
    let baris = baris.collect();
    let berikutnya = daftar.berikutnya.map(|setelah| {
        let semua = semua.then_some("ya");
        let setelah = Some(setelah.as_str());
        let tanya =
            [("setelah", setelah), ("nomor", cari), ("sebagaimana", saat), ("semua", semua)];
        alamat_dengan("/antrean", &tanya)
    });
    laman(&AntreanHtml {
        tata: Tata::petugas(&layanan, petugas),
        baris,
        nomor: nomor.unwrap_or_default(),
        semua,
        sebagaimana: sebagaimana.unwrap_or_default(),
        berikutnya,
        hari: tanggal_panjang(hari),
    })
}

impl Baris {
    fn dari(
        perkara: &Perkara,
        hari: NaiveDate,
        (sisa_awal, sisa_lambat): (Option<i64>, Option<i64>),
        unit: String,
    ) -> Self {
        let tenggat = perkara.tenggat_awal.zip(perkara.tenggat_lambat);
        let wajah = Wajah::dari(&perkara.status, tenggat, hari, sisa_awal);
        // Between the readings what is left is left to the later one.
        let sisa = if wajah == Wajah::Batas { sisa_lambat } else { sisa_awal };
        let pemohon = perkara.jenis_pemohon.as_deref().unwrap_or("tidak tercatat");
        Baris {
            perkara: perkara.id,
            nomor: perkara.nomor.clone(),
            pemohon: kata::manusiawi(pemohon),
            status: perkara.status.clone(),
            unit,
            batas_unit: perkara.batas_internal.map(tanggal_panjang).unwrap_or_default(),
            tindakan: perkara.tenggat.clone().unwrap_or_default(),
            tenggat: tenggat.as_ref().map(kata::rentang).unwrap_or_default(),
            sisa: sisa.map(sisa_hk).unwrap_or_default(),
            wajah,
        }
    }
}

fn sisa_hk(sisa: i64) -> String {
    match sisa {
        0 => "hari ini".to_owned(),
        1.. => format!("sisa {sisa} hk"),
        _ => format!("lewat {} hk", -sisa),
    }
}
