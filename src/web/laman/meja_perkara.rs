//! The desks: keberatan that wait for the Atasan, and open sengketa.

use std::collections::HashMap;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use chrono::NaiveDate;
use events::pengguna::Peran;
use projections::perkara::Hari;
use serde::Deserialize;
use uuid::Uuid;

use super::kata::{self, nilai, rentang, tanggal};
use super::sesi::Petugas;
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, laman, tanya};
use crate::web::Layanan;

#[derive(Default, Deserialize)]
struct Tanya {
    setelah: Option<String>,
    sebagaimana: Option<String>,
}

impl Tanya {
    fn saat(&self) -> Option<&str> {
        self.sebagaimana.as_deref().filter(|saat| !saat.is_empty())
    }

    /// An address of the API or of the page that shows it.
    fn alamat(&self, dasar: &str, setelah: Option<&str>) -> String {
        alamat_dengan(dasar, &[("setelah", setelah), ("sebagaimana", self.saat())])
    }
}

#[derive(Deserialize)]
struct Keberatan {
    perkara: Uuid,
    nomor: String,
    #[serde(rename = "nomor_keberatan")]
    nomor_buku: Option<String>,
    diterima: Option<NaiveDate>,
    alasan: Vec<Alasan>,
    paling_awal: NaiveDate,
    paling_lambat: NaiveDate,
    keadaan: String,
    sisa_hk: i64,
    unit: Option<String>,
    kedudukan: Vec<String>,
}

#[derive(Deserialize)]
struct Alasan {
    huruf: String,
}

#[derive(Template)]
#[template(path = "keberatan_meja.html")]
struct KeberatanHtml {
    tata: Tata,
    hari: Hari,
    baris: Vec<Keberatan>,
    /// Behind the address of a case, where one looks back.
    ekor: String,
    /// The steps of the Atasan are offered.
    atasan: bool,
    berikutnya: Option<String>,
}

impl KeberatanHtml {
    fn kelas(&self, satu: &Keberatan) -> &'static str {
        let tenggat = Some((satu.paling_awal, satu.paling_lambat));
        kata::kelas_wajah(self.hari.wajah("keberatan", true, tenggat).into())
    }
}

pub(super) async fn keberatan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let tanya: Tanya = tanya(&uri);
    let alamat = tanya.alamat("/api/v1/keberatan", tanya.setelah.as_deref());
    let daftar: Laman<Keberatan> = antarmuka.baca(&petugas.pelaku(), &alamat).await?;
    let lanjut = daftar.berikutnya.as_deref();
    laman(&KeberatanHtml {
        tata: Tata::petugas(&layanan, petugas).pada(tanya.saat().unwrap_or_default()),
        hari: Hari::dari(layanan.app.hari_ini(), &layanan.app.aturan().await?.kerja),
        berikutnya: lanjut.map(|setelah| tanya.alamat("/keberatan/meja", Some(setelah))),
        ekor: tanya.alamat("", None),
        atasan: petugas.peran == Peran::AtasanPpid && tanya.saat().is_none(),
        baris: daftar.isi,
    })
}

#[derive(Deserialize)]
struct Sengketa {
    #[serde(rename = "sengketa")]
    id: Uuid,
    nomor: Option<String>,
    komisi: Option<String>,
    tahap: String,
    perkara: Uuid,
    nomor_perkara: String,
    unit: Option<Uuid>,
    fasilitator: Option<String>,
    tugas: i32,
    berikut: Option<NaiveDate>,
    berikut_apa: Option<String>,
}

#[derive(Template)]
#[template(path = "sengketa_meja.html")]
struct SengketaHtml {
    tata: Tata,
    hari: NaiveDate,
    baris: Vec<Sengketa>,
    unit: HashMap<Uuid, String>,
    ekor: String,
    berikutnya: Option<String>,
}

impl SengketaHtml {
    fn nama_unit(&self, satu: &Sengketa) -> &str {
        let nama = satu.unit.and_then(|unit| self.unit.get(&unit));
        nama.map_or("PPID Utama", String::as_str)
    }

    /// Past, or within three days.
    fn kelas(&self, satu: &Sengketa) -> &'static str {
        match satu.berikut.map(|hari| (hari - self.hari).num_days()) {
            Some(..0) => "gawat",
            Some(0..=3) => "waspada",
            Some(_) | None => "tenang",
        }
    }
}

pub(super) async fn sengketa(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let tanya: Tanya = tanya(&uri);
    let pelaku = petugas.pelaku();
    let alamat = tanya.alamat("/api/v1/sengketa", tanya.setelah.as_deref());
    let daftar: Laman<Sengketa> = antarmuka.baca(&pelaku, &alamat).await?;
    let lanjut = daftar.berikutnya.as_deref();
    laman(&SengketaHtml {
        tata: Tata::petugas(&layanan, petugas).pada(tanya.saat().unwrap_or_default()),
        hari: layanan.app.hari_ini(),
        unit: antarmuka.nama_unit(&pelaku).await?.into_iter().collect(),
        berikutnya: lanjut.map(|setelah| tanya.alamat("/sengketa", Some(setelah))),
        ekor: tanya.alamat("", None),
        baris: daftar.isi,
    })
}
