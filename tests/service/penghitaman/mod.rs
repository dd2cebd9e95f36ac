//! Blacking-out: a document goes in, a copy comes out under whose boxes nothing
//! stands, and it is in the history, in the bundle, and gone after an erasure.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod berkas;
mod cerita;
mod laman;
mod penolakan;

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use events::perkara::Event as P;
use events::pihak::Berkas;
use events::{AliranId, Event};
use jejak::log::Values;
use jejak::penghitaman::anak;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::klien::{Kantor, id};

/// What the document says and its copy must not.
pub(crate) const RAHASIA: &str = "REKENING 3275014101900001";

pub(crate) async fn kantor() -> Kantor {
    // The program itself lies beside the tests of it.
    anak::PROGRAM.get_or_init(|| env!("CARGO_BIN_EXE_jejak").into());
    Kantor::buka().await
}

/// A page of 200 by 100 points, with a secret in its upper half.
pub(crate) fn pdf() -> String {
    let isi =
        format!("BT /F1 10 Tf 20 60 Td ({RAHASIA}) Tj ET BT /F1 10 Tf 20 20 Td (TERBUKA) Tj ET\n");
    berobjek(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{isi}endstream", isi.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ])
}

pub(crate) fn berobjek(objek: &[String]) -> String {
    let mut teks = "%PDF-1.7\n".to_owned();
    let mut tabel = String::from("0000000000 65535 f \n");
    for (ke, isi) in (1..).zip(objek) {
        let _ = writeln!(tabel, "{:010} 00000 n ", teks.len());
        let _ = write!(teks, "{ke} 0 obj\n{isi}\nendobj\n");
    }
    let (tempat, banyak) = (teks.len(), objek.len() + 1);
    let _ = write!(
        teks,
        "xref\n0 {banyak}\n{tabel}trailer\n<< /Size {banyak} /Root 1 0 R >>\nstartxref\n{tempat}\n%%EOF\n"
    );
    teks
}

pub(crate) fn kotak(halaman: u32, alasan: &str) -> Value {
    json!({"halaman": halaman, "kiri": 500, "atas": 2_500, "lebar": 9_000, "tinggi": 2_500,
           "dasar": "17h3", "alasan": {"isi": alasan}})
}

/// A document that went out with a case, as it was handed in; its id.
pub(crate) async fn diberikan(kantor: &Kantor, perkara: Uuid, nama: &str, isi: &str) -> Uuid {
    let berkas = kantor.unggah("petugas", nama, isi).await.dengan(201).badan["berkas"].clone();
    let fakta = json!({"lingkup": "seluruhnya", "berkas": [berkas]});
    let badan = json!({"perintah": id(), "cara": "catat", "fakta": fakta});
    let alamat = format!("/perkara/{perkara}/informasi-diberikan");
    kantor.kirim("petugas", &alamat, badan).await.dengan(200);
    berkas["id"].as_str().unwrap().parse().unwrap()
}

pub(crate) fn perintah(dokumen: Uuid, kotak: &[Value]) -> Value {
    json!({"perintah": id(), "dokumen": dokumen, "kotak": kotak, "sk": "SK 12/2026"})
}

/// The copies of a case, the oldest first.
pub(crate) async fn salinan(kantor: &Kantor, perkara: Uuid) -> Vec<Berkas> {
    let fakta = kantor.app.log.stream(AliranId::perkara(perkara), Values::Open).await.unwrap();
    let salinan = fakta.into_iter().filter_map(|tercatat| match tercatat.event {
        Event::Perkara(event) => match *event {
            P::SalinanDihitamkan(f) => Some(f.salinan),
            _ => None,
        },
        _ => None,
    });
    salinan.collect()
}

/// The words of a PDF, as poppler finds them.
pub(crate) fn kata(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let jalur = folder.path().join("a.pdf");
    fs::write(&jalur, pdf).unwrap();
    let hasil = Command::new("pdftotext").arg(&jalur).arg("-").output().unwrap();
    assert!(hasil.status.success(), "{}", String::from_utf8_lossy(&hasil.stderr));
    String::from_utf8(hasil.stdout).unwrap()
}
