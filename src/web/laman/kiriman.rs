//! What a form sent: as text alone, or with files. A file is taken in at once and
//! stands in the form from then on as what a fact refers to it by, so that
//! nobody chooses it twice.

use axum::Form;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use events::pihak::Berkas;

use super::Halangan;
use super::formulir::Terisi;
use super::publik::terisi;
use crate::web::Layanan;
use crate::web::berkas::{baca, tak_diterima};
use crate::web::masalah::{Jenis, Masalah};

/// Files of one field at most.
pub(super) const BANYAK_BERKAS: usize = 5;

/// A form that was sent.
pub(super) struct Terkirim {
    pub terisi: Terisi,
    /// A file was not taken: the form is shown again.
    pub galat: Option<Masalah>,
}

impl FromRequest<Layanan> for Terkirim {
    type Rejection = Halangan;

    async fn from_request(permintaan: Request, layanan: &Layanan) -> Result<Self, Halangan> {
        let jenis = permintaan.headers().get(header::CONTENT_TYPE);
        if jenis.is_some_and(|jenis| jenis.as_bytes().starts_with(b"multipart/")) {
            let kiriman = Multipart::from_request(permintaan, layanan).await;
            return berbagian(layanan, kiriman.map_err(|_| terputus())?).await;
        }
        let pasangan = Form::<Vec<(String, String)>>::from_request(permintaan, layanan).await;
        let Form(pasangan) = pasangan.map_err(|_| terputus())?;
        Ok(Terkirim { terisi: terisi(pasangan), galat: None })
    }
}

async fn berbagian(layanan: &Layanan, mut kiriman: Multipart) -> Result<Terkirim, Halangan> {
    let mut terkirim = Terkirim { terisi: Terisi::new(), galat: None };
    while let Some(bagian) = kiriman.next_field().await.map_err(|_| terputus())? {
        let nama = bagian.name().unwrap_or_default().to_owned();
        let Some(berkas) = bagian.file_name().map(str::to_owned) else {
            let teks = bagian.text().await.map_err(|_| terputus())?;
            terkirim.terisi.entry(nama).or_default().push(teks);
            continue;
        };
        // A field that was left empty.
        if berkas.is_empty() {
            continue;
        }
        if let Err(galat) = terkirim.simpan(layanan, &nama, &berkas, baca(bagian).await).await {
            terkirim.galat.get_or_insert(galat);
        }
    }
    Ok(terkirim)
}

impl Terkirim {
    async fn simpan(
        &mut self,
        layanan: &Layanan,
        kolom: &str,
        nama: &str,
        bytes: Result<Vec<u8>, Masalah>,
    ) -> Result<(), Masalah> {
        let unggahan = layanan.app.unggah(nama, &bytes?).await;
        let berkas = unggahan.map_err(|galat| tak_diterima(kolom, galat))?;
        let tempat = self.tempat(kolom).ok_or_else(|| {
            Masalah::kolom(kolom, format!("paling banyak {BANYAK_BERKAS} berkas; gabungkan"))
        })?;
        self.isi(&tempat, &berkas);
        Ok(())
    }

    /// A field ending in `[]` holds several.
    fn tempat(&self, kolom: &str) -> Option<String> {
        let Some(dasar) = kolom.strip_suffix("[]") else { return Some(kolom.to_owned()) };
        let mut tempat = (0..BANYAK_BERKAS).map(|ke| format!("{dasar}.{ke}"));
        tempat.find(|tempat| !self.terisi.contains_key(&format!("{tempat}.id")))
    }

    fn isi(&mut self, tempat: &str, berkas: &Berkas) {
        let teks = |isi: &events::teks::Isi| isi.teks().unwrap_or_default().to_owned();
        for (bagian, nilai) in [
            ("id", berkas.id.map(|id| id.to_string()).unwrap_or_default()),
            ("nama", teks(&berkas.nama)),
            ("ukuran_bytes", berkas.ukuran_bytes.to_string()),
            ("sidik", teks(&berkas.sidik)),
        ] {
            self.terisi.insert(format!("{tempat}.{bagian}"), vec![nilai]);
        }
    }
}

fn terputus() -> Masalah {
    Masalah::baru(Jenis::Masukan, "kiriman formulir tidak terbaca; kembali lalu kirim lagi")
}
