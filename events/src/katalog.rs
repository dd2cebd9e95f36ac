//! The catalogue: an entry of the DIP or, once exempt, of the DIK.
//!
//! Pasal 11(1) UU 14/2008; Pasal 21(2), 45, 49-53 and Lampiran I-V Perki 1/2021;
//! Pasal 3-11 PP 61/2010. A classification stands on an uji konsekuensi, and an
//! exemption ends: thirty hk before it the PPID sets it public, and otherwise it
//! opens by itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::Tercatat;
use crate::pasal17::Pasal17;
use crate::pihak::UnitId;
use crate::teks::Label;
use crate::uji_konsekuensi::{JangkaPengecualian, periksa_jangka};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "body")]
pub enum Event {
    InformasiDiusulkan(InformasiDiusulkan),
    DipDitetapkan { nomor_sk: Label },
    DipDimutakhirkan { nomor_sk: Label },
    UjiKonsekuensiDilakukan(UjiKlasifikasi),
    KlasifikasiDitetapkan(KlasifikasiDitetapkan),
    KlasifikasiDiubah(KlasifikasiDitetapkan),
    KlasifikasiBerakhir { nomor_sk: Option<Label> },
    InformasiDitarik {},
}

/// Columns of Lampiran I, and the access category that monev asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformasiDiusulkan {
    pub ringkasan: Label,
    pub unit: UnitId,
    pub penanggung_jawab: Label,
    pub kategori: Kategori,
    pub dibuat: NaiveDate,
    pub tempat: Label,
    pub bentuk: Label,
    pub retensi: Label,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kategori {
    Berkala,
    SertaMerta,
    SetiapSaat,
}

/// The worksheet of Lampiran II or, for a change, IV.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UjiKlasifikasi {
    pub dasar: Vec<Pasal17>,
    pub pelaksana: Vec<Label>,
}

/// The decree of Lampiran III or, for a change, V.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KlasifikasiDitetapkan {
    pub nomor_sk: Label,
    pub dasar: Vec<Pasal17>,
    pub jangka: JangkaPengecualian,
    /// Office held by the approver.
    pub disetujui: Label,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entri {
    pub informasi: Option<InformasiDiusulkan>,
    pub diuji: bool,
    pub keadaan: KeadaanEntri,
    /// Date of the last decree on the DIP.
    pub dimutakhirkan: Option<NaiveDate>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeadaanEntri {
    #[default]
    Diusulkan,
    Terbuka,
    Dikecualikan(JangkaPengecualian),
    Ditarik,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KatalogDitolak {
    #[error("entri katalog ini sudah ada")]
    SudahAda,
    #[error("entri katalog ini belum diusulkan")]
    BelumAda,
    #[error("pengecualian memerlukan uji konsekuensi lebih dahulu (Pasal 19 UU 14/2008)")]
    BelumDiuji,
    #[error("sebutkan huruf Pasal 17 yang diuji, dengan angkanya bila ada")]
    TanpaDasar,
    #[error("jangka pengecualian tidak sesuai Pasal 51 Perki 1/2021")]
    JangkaTidakSah,
    #[error("informasi ini tidak sedang dikecualikan")]
    TidakDikecualikan,
    #[error("informasi ini sedang dikecualikan; ubah klasifikasinya lebih dahulu")]
    SedangDikecualikan,
    #[error("entri ini belum pernah ditetapkan dalam DIP")]
    BelumDitetapkan,
}

impl Entri {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        let mut entri = Entri::default();
        for tercatat in fakta {
            let tanggal = tercatat.occurred_at.tanggal(crate::waktu::Zona::Wib);
            entri.evolve(&tercatat.event, tanggal);
        }
        entri
    }

    pub fn decide(&self, event: Event, hari: NaiveDate) -> Result<Event, KatalogDitolak> {
        let dikecualikan = matches!(self.keadaan, KeadaanEntri::Dikecualikan(_));
        if let Event::InformasiDiusulkan(_) = &event {
            return if self.informasi.is_none() {
                Ok(event)
            } else {
                Err(KatalogDitolak::SudahAda)
            };
        }
        if self.informasi.is_none() {
            return Err(KatalogDitolak::BelumAda);
        }
        let halangan = match &event {
            Event::InformasiDiusulkan(_) | Event::InformasiDitarik {} => None,
            Event::DipDitetapkan { .. } => {
                dikecualikan.then_some(KatalogDitolak::SedangDikecualikan)
            }
            Event::DipDimutakhirkan { .. } => {
                self.dimutakhirkan.is_none().then_some(KatalogDitolak::BelumDitetapkan)
            }
            Event::UjiKonsekuensiDilakukan(uji) => {
                let kurang = uji.dasar.is_empty() || uji.dasar.iter().any(|p| p.tanpa_angka());
                kurang.then_some(KatalogDitolak::TanpaDasar)
            }
            Event::KlasifikasiDitetapkan(klasifikasi) => {
                self.halangan_klasifikasi(klasifikasi, hari)
            }
            Event::KlasifikasiDiubah(klasifikasi) => {
                if dikecualikan {
                    self.halangan_klasifikasi(klasifikasi, hari)
                } else {
                    Some(KatalogDitolak::TidakDikecualikan)
                }
            }
            Event::KlasifikasiBerakhir { .. } => {
                (!dikecualikan).then_some(KatalogDitolak::TidakDikecualikan)
            }
        };
        halangan.map_or(Ok(event), Err)
    }

    fn halangan_klasifikasi(
        &self,
        klasifikasi: &KlasifikasiDitetapkan,
        hari: NaiveDate,
    ) -> Option<KatalogDitolak> {
        if !self.diuji {
            return Some(KatalogDitolak::BelumDiuji);
        }
        if klasifikasi.dasar.is_empty() {
            return Some(KatalogDitolak::TanpaDasar);
        }
        periksa_jangka(&klasifikasi.dasar, klasifikasi.jangka, Some(hari))
            .map(|_| KatalogDitolak::JangkaTidakSah)
    }

    pub fn evolve(&mut self, event: &Event, tanggal: Option<NaiveDate>) {
        match event {
            Event::InformasiDiusulkan(informasi) => self.informasi = Some(informasi.clone()),
            Event::DipDitetapkan { .. } | Event::DipDimutakhirkan { .. } => {
                self.keadaan = KeadaanEntri::Terbuka;
                self.dimutakhirkan = tanggal.or(self.dimutakhirkan);
            }
            Event::UjiKonsekuensiDilakukan(_) => self.diuji = true,
            Event::KlasifikasiDitetapkan(klasifikasi) | Event::KlasifikasiDiubah(klasifikasi) => {
                self.keadaan = KeadaanEntri::Dikecualikan(klasifikasi.jangka);
                // A change needs a test of its own (Pasal 53 Perki 1/2021).
                self.diuji = false;
            }
            Event::KlasifikasiBerakhir { .. } => self.keadaan = KeadaanEntri::Terbuka,
            Event::InformasiDitarik {} => self.keadaan = KeadaanEntri::Ditarik,
        }
    }

    /// Still exempt on a day: an exemption that ran out opened by itself
    /// (Pasal 11(3) PP 61/2010).
    pub fn tertutup_pada(&self, hari: NaiveDate) -> bool {
        match self.keadaan {
            KeadaanEntri::Dikecualikan(JangkaPengecualian::Sampai(sampai)) => hari <= sampai,
            KeadaanEntri::Dikecualikan(JangkaPengecualian::SelamaDiperlukan) => true,
            KeadaanEntri::Diusulkan | KeadaanEntri::Terbuka | KeadaanEntri::Ditarik => false,
        }
    }
}
