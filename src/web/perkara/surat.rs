//! Letters and decrees that the facts of a case name.

use chrono::NaiveDate;
use events::koreksi::berlaku;
use projections::catatan::Catatan;
use projections::uraian;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A letter or a decree, by its number.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuratTertaut {
    nomor: String,
    /// The fact that names it.
    uraian: String,
    tanggal: Option<NaiveDate>,
}

/// Every number of a letter or a decree that a fact which holds names.
pub(super) fn surat(catatan: &Catatan, id: Uuid) -> Vec<SuratTertaut> {
    let fakta = catatan.perkara.get(&id).map_or(&[][..], Vec::as_slice);
    let mut daftar = Vec::new();
    for f in berlaku(fakta) {
        let mut nomor = Vec::new();
        nomor_surat(&serde_json::to_value(f.event).unwrap_or_default(), &mut nomor);
        daftar.extend(nomor.into_iter().map(|nomor| SuratTertaut {
            nomor,
            uraian: uraian::perkara(f.event, catatan),
            tanggal: f.waktu.tanggal(catatan.sudut.zona),
        }));
    }
    daftar
}

fn nomor_surat(nilai: &Value, daftar: &mut Vec<String>) {
    for (kunci, anak) in nilai.as_object().into_iter().flatten() {
        match (kunci.as_str(), anak) {
            ("nomor_surat" | "standar", Value::String(nomor)) => daftar.push(nomor.clone()),
            ("sk", anak) => daftar.extend(anak["nomor"].as_str().map(|n| format!("SK {n}"))),
            (_, anak) => nomor_surat(anak, daftar),
        }
    }
}
