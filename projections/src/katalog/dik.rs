//! The DIK: what of the catalogue is exempt, on what ground, by which decree and
//! until when.
//!
//! Perki 1/2021 has no form for it; these are the parts of a decree (Pasal 49(5))
//! that the law asks for.

use chrono::NaiveDate;
use events::Tercatat;
use events::katalog::{Entri, Event, KlasifikasiDitetapkan};
use events::pasal17::Pasal17;
use events::uji_konsekuensi::JangkaPengecualian;
use uuid::Uuid;

use crate::catatan::Catatan;

/// What is exempt on the day that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarisDik {
    pub entri: Uuid,
    pub posisi: i64,
    pub ringkasan: String,
    pub unit: Uuid,
    pub penanggung_jawab: String,
    pub dasar: Vec<Pasal17>,
    /// Offices of those who did the uji konsekuensi.
    pub pelaksana: Vec<String>,
    pub sk: String,
    pub ditetapkan: Option<NaiveDate>,
    pub disetujui: String,
    /// None is as long as the interest needs it.
    pub sampai: Option<NaiveDate>,
}

/// What was exempt on the day of `catatan`, in the order of the log.
pub fn dik(catatan: &Catatan) -> Vec<BarisDik> {
    let mut baris: Vec<BarisDik> =
        catatan.katalog.iter().filter_map(|(id, fakta)| satu(catatan, *id, fakta)).collect();
    baris.sort_by_key(|baris| baris.posisi);
    baris
}

fn satu(catatan: &Catatan, id: Uuid, fakta: &[Tercatat<Event>]) -> Option<BarisDik> {
    let zona = catatan.sudut.zona;
    let entri = Entri::dari(fakta, zona);
    let informasi = entri.informasi.as_ref()?;
    if !entri.tertutup_pada(catatan.sudut.hari()) {
        return None;
    }
    let mut akhir = fakta.iter().rev();
    let (ditetapkan, klasifikasi) = akhir.find_map(|tercatat| {
        let klasifikasi = klasifikasi(&tercatat.event)?;
        Some((tercatat.occurred_at.tanggal(zona), klasifikasi))
    })?;
    let uji = akhir.find_map(|tercatat| match &tercatat.event {
        Event::UjiKonsekuensiDilakukan(uji) => Some(uji),
        Event::InformasiDiusulkan(_)
        | Event::UsulanDikembalikan(_)
        | Event::UsulanDiperbaiki(_)
        | Event::PenetapanDisetujui {}
        | Event::DipDitetapkan(_)
        | Event::DipDimutakhirkan { .. }
        | Event::KlasifikasiDitetapkan(_)
        | Event::KlasifikasiDiubah(_)
        | Event::KlasifikasiBerakhir { .. }
        | Event::InformasiDitarik {}
        | Event::DokumenDilampirkan(_)
        | Event::DokumenDilepas { .. } => None,
    });
    let pelaksana = uji.map(|uji| uji.pelaksana.iter().map(ToString::to_string).collect());
    Some(BarisDik {
        entri: id,
        posisi: fakta.first()?.position.cast_signed(),
        ringkasan: informasi.ringkasan.to_string(),
        unit: informasi.unit.0,
        penanggung_jawab: informasi.penanggung_jawab.to_string(),
        dasar: klasifikasi.dasar.clone(),
        pelaksana: pelaksana.unwrap_or_default(),
        sk: klasifikasi.nomor_sk.to_string(),
        ditetapkan,
        disetujui: klasifikasi.disetujui.to_string(),
        sampai: match klasifikasi.jangka {
            JangkaPengecualian::Sampai(sampai) => Some(sampai),
            JangkaPengecualian::SelamaDiperlukan => None,
        },
    })
}

fn klasifikasi(event: &Event) -> Option<&KlasifikasiDitetapkan> {
    if let Event::KlasifikasiDitetapkan(klasifikasi) | Event::KlasifikasiDiubah(klasifikasi) = event
    {
        return Some(klasifikasi);
    }
    None
}
