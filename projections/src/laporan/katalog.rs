//! What a unit handed over for the catalogue in a period, and what changed in it
//! (Pasal 45 Perki 1/2021; Permendagri 3/2017: every six months at least).

use chrono::NaiveDate;
use events::Tercatat;
use events::katalog::{Entri, Event};
use serde::Serialize;
use uuid::Uuid;

use super::Kurun;
use crate::catatan::Catatan;

/// One change of one entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Perubahan {
    pub hari: NaiveDate,
    pub ringkasan: String,
    pub kategori: &'static str,
    pub unit: Uuid,
    pub perubahan: &'static str,
    pub sk: Option<String>,
}

/// Every change of a period, oldest first.
pub fn perubahan(catatan: &Catatan, kurun: Kurun) -> Vec<Perubahan> {
    let mut semua: Vec<Perubahan> =
        catatan.katalog.values().flat_map(|fakta| dari_entri(catatan, fakta, kurun)).collect();
    semua.sort();
    semua
}

fn dari_entri(
    catatan: &Catatan,
    fakta: &[Tercatat<Event>],
    kurun: Kurun,
) -> impl Iterator<Item = Perubahan> {
    let zona = catatan.sudut.zona;
    fakta.iter().enumerate().filter_map(move |(ke, tercatat)| {
        let hari = tercatat.occurred_at.tanggal(zona).filter(|hari| kurun.memuat(Some(*hari)))?;
        let (perubahan, sk) = kata(&tercatat.event)?;
        // As it was called then.
        let informasi = Entri::dari(&fakta[..=ke], zona).informasi?;
        Some(Perubahan {
            hari,
            ringkasan: informasi.ringkasan.to_string(),
            kategori: informasi.kategori.nama(),
            unit: informasi.unit.0,
            perubahan,
            sk: sk.map(ToString::to_string),
        })
    })
}

/// What happened, and by which decree; nothing for a step on the way.
fn kata(event: &Event) -> Option<(&'static str, Option<&events::teks::Label>)> {
    Some(match event {
        Event::InformasiDiusulkan(_) => ("diserahkan", None),
        Event::UsulanDiperbaiki(_) => ("diperbaiki", None),
        Event::DipDitetapkan(f) => ("ditetapkan dalam DIP", Some(&f.nomor_sk)),
        Event::DipDimutakhirkan { nomor_sk } => ("dimutakhirkan", Some(nomor_sk)),
        Event::KlasifikasiDitetapkan(f) => ("dikecualikan", Some(&f.nomor_sk)),
        Event::KlasifikasiDiubah(f) => ("klasifikasi diubah", Some(&f.nomor_sk)),
        Event::KlasifikasiBerakhir { nomor_sk } => ("pengecualian berakhir", nomor_sk.as_ref()),
        Event::InformasiDitarik {} => ("ditarik", None),
        Event::DokumenDilampirkan(_) => ("dokumen ditambah", None),
        Event::DokumenDilepas { .. } => ("dokumen dilepas", None),
        Event::UsulanDikembalikan(_)
        | Event::PenetapanDisetujui {}
        | Event::UjiKonsekuensiDilakukan(_) => return None,
    })
}
