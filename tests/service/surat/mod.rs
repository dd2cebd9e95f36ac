//! Letters: what they say in poppler's eyes, the same bytes from the same facts,
//! and their life from number to receipt.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod cerita;
mod isi;
mod pengecualian;
mod templat;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use events::perkara::Event as P;
use events::{AliranId, Event};
use jejak::log::Values;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::klien::{Kantor, id};

/// Version of the last fact of a type in a case.
pub(crate) async fn versi(kantor: &Kantor, perkara: Uuid, jenis: &str) -> u32 {
    let fakta = kantor.app.log.stream(AliranId::perkara(perkara), Values::Sealed).await.unwrap();
    let cocok = |event: &Event| serde_json::to_value(event).unwrap()["type"] == jenis;
    fakta.iter().rev().find(|tercatat| cocok(&tercatat.event)).unwrap().version
}

/// Numbers a letter about the last fact of a type and sets it in type.
pub(crate) async fn surat(
    kantor: &Kantor,
    siapa: &str,
    perkara: Uuid,
    (jenis, dasar): (&str, &str),
) -> Uuid {
    let surat = id();
    let dasar = versi(kantor, perkara, dasar).await;
    let fakta = json!({"surat": surat, "jenis": jenis, "dasar": dasar, "nomor": null});
    kantor.fakta(siapa, perkara, "surat-dinomori", fakta).await.dengan(200);
    let rancangan = rancangan(surat);
    kantor.fakta(siapa, perkara, "surat-dirancang", rancangan).await.dengan(200);
    surat
}

pub(crate) fn rancangan(surat: Uuid) -> Value {
    json!({"surat": surat, "tanggal": "2026-03-03",
           "penandatangan": {"jabatan": "PPID Utama", "nama": "Rina Kusumawardani"},
           "tembusan": ["Sekretaris Daerah", "Inspektur"]})
}

/// The bytes of a letter in custody.
pub(crate) async fn naskah(kantor: &Kantor, perkara: Uuid, surat: Uuid) -> Vec<u8> {
    let aliran = AliranId::perkara(perkara);
    let fakta = kantor.app.log.stream(aliran, Values::Open).await.unwrap();
    let berkas = fakta.into_iter().rev().find_map(|tercatat| match tercatat.event {
        Event::Perkara(event) => match *event {
            P::SuratDirancang(f) if f.surat == surat => Some(f.naskah),
            _ => None,
        },
        _ => None,
    });
    kantor.app.isi_berkas(aliran, &berkas.unwrap()).await.unwrap().unwrap().bytes
}

/// What a program says, that opened a file.
fn jalankan(program: &str, argumen: &[&str]) -> String {
    let hasil = Command::new(program).args(argumen).output().unwrap();
    assert!(hasil.status.success(), "{program}: {}", String::from_utf8_lossy(&hasil.stderr));
    String::from_utf8_lossy(&hasil.stdout).into_owned()
}

/// The words of a PDF as poppler finds them, each blank one space; its picture is
/// kept, and it is PDF/A.
pub(crate) fn baca(nama: &str, pdf: &[u8]) -> String {
    let layar = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("layar");
    fs::create_dir_all(&layar).unwrap();
    let jalur = layar.join(format!("surat-{nama}.pdf")).display().to_string();
    fs::write(&jalur, pdf).unwrap();
    let keterangan = jalankan("pdfinfo", &["-meta", &jalur]);
    let pdf_a = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>";
    assert!(keterangan.contains(pdf_a), "{keterangan}");
    let gambar = layar.join(format!("surat-{nama}")).display().to_string();
    jalankan("pdftoppm", &["-r", "60", "-png", &jalur, &gambar]);
    let teks = jalankan("pdftotext", &[&jalur, "-"]);
    teks.split_whitespace().collect::<Vec<_>>().join(" ")
}
