//! The catalogue: an entry of the DIP or, once exempt, of the DIK.
//!
//! Pasal 11(1) UU 14/2008; Pasal 21(2), 45, 49-53 and Lampiran I-V Perki 1/2021;
//! Pasal 3-11 PP 61/2010. A classification stands on an uji konsekuensi, and an
//! exemption ends: thirty hk before it the PPID sets it public, and otherwise it
//! opens by itself.

pub mod dokumen;
pub mod usulan;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::dokumen::DokumenDilampirkan;
use self::usulan::UsulanDikembalikan;
use crate::event::Tercatat;
use crate::pasal17::Pasal17;
use crate::pihak::UnitId;
use crate::teks::Label;
use crate::uji_konsekuensi::{JangkaPengecualian, periksa_jangka};
use crate::waktu::Zona;

/// A fact of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaKatalog))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    InformasiDiusulkan(InformasiDiusulkan),
    UsulanDikembalikan(UsulanDikembalikan),
    UsulanDiperbaiki(InformasiDiusulkan),
    PenetapanDisetujui {},
    DipDitetapkan(DipDitetapkan),
    DipDimutakhirkan { nomor_sk: Label },
    UjiKonsekuensiDilakukan(UjiKlasifikasi),
    KlasifikasiDitetapkan(KlasifikasiDitetapkan),
    KlasifikasiDiubah(KlasifikasiDitetapkan),
    KlasifikasiBerakhir { nomor_sk: Option<Label> },
    InformasiDitarik {},
    DokumenDilampirkan(DokumenDilampirkan),
    DokumenDilepas { berkas: Uuid },
}

/// Columns of Lampiran I, and the access category that monev asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kategori {
    Berkala,
    SertaMerta,
    SetiapSaat,
}

impl Kategori {
    pub fn nama(self) -> &'static str {
        match self {
            Kategori::Berkala => "berkala",
            Kategori::SertaMerta => "serta merta",
            Kategori::SetiapSaat => "setiap saat",
        }
    }
}

/// The decree on the DIP, with the approval of the Atasan PPID (Pasal 45 Perki
/// 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DipDitetapkan {
    pub nomor_sk: Label,
    /// Office held by the approver, where the approval is on paper alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disetujui: Option<Label>,
}

/// The worksheet of Lampiran II or, for a change, IV.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UjiKlasifikasi {
    pub dasar: Vec<Pasal17>,
    pub pelaksana: Vec<Label>,
}

/// The decree of Lampiran III or, for a change, V.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    /// The PPID sent the proposal back, and it was not mended yet.
    pub dikembalikan: bool,
    /// The Atasan PPID approved that it be set.
    pub disetujui: bool,
    pub dokumen: Vec<Uuid>,
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
    #[error("sebutkan jabatan yang melakukan uji konsekuensi")]
    TanpaPelaksana,
    #[error("jangka pengecualian tidak sesuai Pasal 51 Perki 1/2021")]
    JangkaTidakSah,
    #[error("informasi ini tidak sedang dikecualikan")]
    TidakDikecualikan,
    #[error("informasi ini sedang dikecualikan; ubah klasifikasinya lebih dahulu")]
    SedangDikecualikan,
    #[error("entri ini belum pernah ditetapkan dalam DIP")]
    BelumDitetapkan,
    #[error("entri ini sudah ditarik dari katalog")]
    SudahDitarik,
    #[error("entri ini bukan usulan lagi; yang sudah ditetapkan dimutakhirkan atau ditarik")]
    BukanUsulan,
    #[error("usulan ini sudah dikembalikan; tunggu perbaikan dari unitnya")]
    SedangDikembalikan,
    #[error("usulan tetap milik unit yang mengusulkannya")]
    UnitLain,
    #[error("penetapan ini sudah disetujui")]
    SudahDisetujui,
    #[error(
        "DIP ditetapkan setelah disetujui Atasan PPID, atau sebut jabatan yang menyetujui (Pasal 45 Perki 1/2021)"
    )]
    BelumDisetujui,
    #[error("paling banyak {} dokumen sebuah entri; gabungkan", dokumen::BATAS_DOKUMEN)]
    TerlaluBanyakDokumen,
    #[error("dokumen itu tidak ada pada entri ini")]
    DokumenTidakAda,
}

fn dasar_kurang(dasar: &[Pasal17]) -> bool {
    dasar.is_empty() || dasar.iter().any(|pasal| pasal.tanpa_angka())
}

impl Entri {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>, zona: Zona) -> Self {
        let mut entri = Entri::default();
        for tercatat in fakta {
            let tanggal = tercatat.occurred_at.tanggal(zona);
            entri.evolve(&tercatat.event, tanggal);
        }
        entri
    }

    pub fn decide(&self, event: Event, hari: NaiveDate) -> Result<Event, KatalogDitolak> {
        // What ran out has opened by itself: it is no longer closed.
        let tertutup = self.tertutup_pada(hari);
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
            Event::InformasiDiusulkan(_) => None,
            Event::UsulanDikembalikan(_)
            | Event::UsulanDiperbaiki(_)
            | Event::PenetapanDisetujui {} => self.halangan_usulan(&event),
            Event::DokumenDilampirkan(_) | Event::DokumenDilepas { .. } => {
                self.halangan_dokumen(&event, tertutup)
            }
            Event::InformasiDitarik {} => {
                let ditarik = self.keadaan == KeadaanEntri::Ditarik;
                ditarik.then_some(KatalogDitolak::SudahDitarik)
            }
            Event::DipDitetapkan(_) if tertutup => Some(KatalogDitolak::SedangDikecualikan),
            Event::DipDitetapkan(sk) => self.halangan_penetapan(sk),
            Event::DipDimutakhirkan { .. } if self.dimutakhirkan.is_none() => {
                Some(KatalogDitolak::BelumDitetapkan)
            }
            Event::DipDimutakhirkan { .. } => {
                tertutup.then_some(KatalogDitolak::SedangDikecualikan)
            }
            Event::UjiKonsekuensiDilakukan(uji) if dasar_kurang(&uji.dasar) => {
                Some(KatalogDitolak::TanpaDasar)
            }
            Event::UjiKonsekuensiDilakukan(uji) => {
                uji.pelaksana.is_empty().then_some(KatalogDitolak::TanpaPelaksana)
            }
            Event::KlasifikasiDitetapkan(klasifikasi) => {
                self.halangan_klasifikasi(klasifikasi, hari)
            }
            Event::KlasifikasiDiubah(klasifikasi) => {
                if tertutup {
                    self.halangan_klasifikasi(klasifikasi, hari)
                } else {
                    Some(KatalogDitolak::TidakDikecualikan)
                }
            }
            // The decree may follow the day on which it opened by itself.
            Event::KlasifikasiBerakhir { .. } => {
                let dikecualikan = matches!(self.keadaan, KeadaanEntri::Dikecualikan(_));
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
        if dasar_kurang(&klasifikasi.dasar) {
            return Some(KatalogDitolak::TanpaDasar);
        }
        periksa_jangka(&klasifikasi.dasar, klasifikasi.jangka, Some(hari))
            .map(|_| KatalogDitolak::JangkaTidakSah)
    }

    pub fn evolve(&mut self, event: &Event, tanggal: Option<NaiveDate>) {
        match event {
            Event::InformasiDiusulkan(informasi) => self.informasi = Some(informasi.clone()),
            Event::UsulanDikembalikan(_) => self.dikembalikan = true,
            Event::UsulanDiperbaiki(informasi) => {
                self.informasi = Some(informasi.clone());
                self.dikembalikan = false;
                // What was approved was something else.
                self.disetujui = false;
            }
            Event::PenetapanDisetujui {} => self.disetujui = true,
            Event::DokumenDilampirkan(dokumen) => self.dokumen.extend(dokumen.berkas.id),
            Event::DokumenDilepas { berkas } => self.dokumen.retain(|satu| satu != berkas),
            Event::DipDitetapkan(_) | Event::DipDimutakhirkan { .. } => {
                self.keadaan = KeadaanEntri::Terbuka;
                self.disetujui = false;
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

    /// The last day on which it counts as up to date: every six months at least
    /// (Pasal 18, 45(7) Perki 1/2021).
    pub fn mutakhir_sampai(&self) -> Option<NaiveDate> {
        self.dimutakhirkan?.checked_add_months(Months::new(6))
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

#[cfg(test)]
mod uji;
