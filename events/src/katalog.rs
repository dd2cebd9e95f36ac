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
mod tests {
    use serde_json::json;

    use super::JangkaPengecualian::{Sampai, SelamaDiperlukan};
    use super::*;
    use crate::uji::*;

    fn diusulkan() -> Event {
        Event::InformasiDiusulkan(InformasiDiusulkan {
            ringkasan: label("Rencana kerja 2026"),
            unit: unit(1),
            penanggung_jawab: label("Sekretaris Dinas"),
            kategori: Kategori::SetiapSaat,
            dibuat: hari("2026-01-05"),
            tempat: label("Sumedang"),
            bentuk: label("PDF"),
            retensi: label("5 tahun"),
        })
    }

    fn diuji(dasar: &[&str]) -> UjiKlasifikasi {
        let dasar = dasar.iter().map(|kode| pasal(kode)).collect();
        UjiKlasifikasi { dasar, pelaksana: vec![label("Kepala Bidang")] }
    }

    fn klasifikasi(dasar: &[&str], jangka: JangkaPengecualian) -> KlasifikasiDitetapkan {
        let nomor_sk = label("SK 7/2026");
        let dasar = dasar.iter().map(|kode| pasal(kode)).collect();
        KlasifikasiDitetapkan { nomor_sk, dasar, jangka, disetujui: label("Sekretaris Daerah") }
    }

    fn uji() -> Event {
        Event::UjiKonsekuensiDilakukan(diuji(&["17a1"]))
    }

    fn dikecualikan(sampai: &str) -> Event {
        Event::KlasifikasiDitetapkan(klasifikasi(&["17a1"], Sampai(hari(sampai))))
    }

    fn ditetapkan() -> Event {
        let disetujui = Some(label("Sekretaris Daerah"));
        Event::DipDitetapkan(DipDitetapkan { nomor_sk: label("SK 1/2026"), disetujui })
    }

    fn dimutakhirkan() -> Event {
        Event::DipDimutakhirkan { nomor_sk: label("SK 2/2026") }
    }

    fn berakhir() -> Event {
        Event::KlasifikasiBerakhir { nomor_sk: None }
    }

    /// Offers a fact on 2 March 2026 to an entry with this history.
    fn sesudah(riwayat: &[Event], event: Event) -> Result<Event, KatalogDitolak> {
        Entri::dari(&tercatat_tanpa_hari(riwayat), Zona::Wib).decide(event, hari("2026-03-02"))
    }

    fn ditetapkan_pada(tanggal: &str) -> Entri {
        let mut entri = Entri::default();
        entri.evolve(&diusulkan(), None);
        entri.evolve(&ditetapkan(), Some(hari(tanggal)));
        entri
    }

    #[test]
    fn an_entry_is_proposed_once_and_first() {
        assert_eq!(sesudah(&[], diusulkan()), Ok(diusulkan()));
        assert_eq!(sesudah(&[diusulkan()], diusulkan()), Err(KatalogDitolak::SudahAda));
        for event in [ditetapkan(), uji(), dikecualikan("2030-01-01"), Event::InformasiDitarik {}] {
            assert_eq!(sesudah(&[], event), Err(KatalogDitolak::BelumAda));
        }
    }

    #[test]
    fn a_test_names_letter_number_and_who_did_it() {
        let ditolak = |uji| sesudah(&[diusulkan()], Event::UjiKonsekuensiDilakukan(uji));
        for dasar in [&[][..], &["17a"][..]] {
            assert_eq!(ditolak(diuji(dasar)), Err(KatalogDitolak::TanpaDasar));
        }
        let tanpa_pelaksana = UjiKlasifikasi { pelaksana: Vec::new(), ..diuji(&["17a1"]) };
        assert_eq!(ditolak(tanpa_pelaksana), Err(KatalogDitolak::TanpaPelaksana));
    }

    #[test]
    fn nothing_is_exempt_before_it_is_tested() {
        let event = dikecualikan("2030-01-01");
        assert_eq!(sesudah(&[diusulkan()], event.clone()), Err(KatalogDitolak::BelumDiuji));
        assert_eq!(sesudah(&[diusulkan(), uji()], event.clone()), Ok(event));
    }

    #[test]
    fn an_exemption_names_letter_and_number_and_a_term_the_law_allows() {
        for (klasifikasi, ditolak) in [
            (klasifikasi(&[], SelamaDiperlukan), KatalogDitolak::TanpaDasar),
            (klasifikasi(&["17a"], SelamaDiperlukan), KatalogDitolak::TanpaDasar),
            (klasifikasi(&["17a1"], Sampai(hari("2026-03-01"))), KatalogDitolak::JangkaTidakSah),
            (klasifikasi(&["17a1"], Sampai(hari("2056-03-03"))), KatalogDitolak::JangkaTidakSah),
        ] {
            let event = Event::KlasifikasiDitetapkan(klasifikasi);
            assert_eq!(sesudah(&[diusulkan(), uji()], event), Err(ditolak));
        }
        let terlama = dikecualikan("2056-03-02");
        assert_eq!(sesudah(&[diusulkan(), uji()], terlama.clone()), Ok(terlama));
    }

    #[test]
    fn a_change_needs_an_exemption_and_a_test_of_its_own() {
        let diubah = Event::KlasifikasiDiubah(klasifikasi(&["17h2"], SelamaDiperlukan));
        let tertutup = [diusulkan(), uji(), dikecualikan("2030-01-01")];
        let sekali = sesudah(&[diusulkan(), uji()], diubah.clone());
        assert_eq!(sekali, Err(KatalogDitolak::TidakDikecualikan));
        assert_eq!(sesudah(&tertutup, diubah.clone()), Err(KatalogDitolak::BelumDiuji));
        let diuji_lagi = [&tertutup[..], &[uji()]].concat();
        assert_eq!(sesudah(&diuji_lagi, diubah.clone()), Ok(diubah));
    }

    #[test]
    fn what_is_exempt_enters_no_dip_until_it_opens() {
        let tertutup = [diusulkan(), uji(), dikecualikan("2030-01-01")];
        assert_eq!(sesudah(&tertutup, ditetapkan()), Err(KatalogDitolak::SedangDikecualikan));
        let dibuka = [&tertutup[..], &[berakhir()]].concat();
        assert_eq!(sesudah(&dibuka, ditetapkan()), Ok(ditetapkan()));
        assert_eq!(sesudah(&dibuka, berakhir()), Err(KatalogDitolak::TidakDikecualikan));
    }

    #[test]
    fn an_update_of_the_dip_opens_nothing_that_is_exempt() {
        let mut entri = ditetapkan_pada("2026-01-12");
        entri.evolve(&uji(), None);
        entri.evolve(&dikecualikan("2030-01-01"), None);
        let ditolak = entri.decide(dimutakhirkan(), hari("2026-07-01"));
        assert_eq!(ditolak, Err(KatalogDitolak::SedangDikecualikan));
    }

    #[test]
    fn an_exemption_that_ran_out_opened_by_itself() {
        let tertutup = [diusulkan(), uji(), dikecualikan("2026-03-02")];
        assert_eq!(sesudah(&tertutup, ditetapkan()), Err(KatalogDitolak::SedangDikecualikan));
        let entri = Entri::dari(&tercatat_tanpa_hari(&tertutup), Zona::Wib);
        let (terakhir, berikut) = (hari("2026-03-02"), hari("2026-03-03"));
        assert!(entri.tertutup_pada(terakhir) && !entri.tertutup_pada(berikut));
        assert_eq!(entri.decide(ditetapkan(), berikut), Ok(ditetapkan()));
        assert_eq!(entri.decide(berakhir(), berikut), Ok(berakhir()));
        let diubah = Event::KlasifikasiDiubah(klasifikasi(&["17h2"], SelamaDiperlukan));
        assert_eq!(entri.decide(diubah, berikut), Err(KatalogDitolak::TidakDikecualikan));
    }

    #[test]
    fn a_dip_is_updated_once_it_was_set() {
        let belum = sesudah(&[diusulkan()], dimutakhirkan());
        assert_eq!(belum, Err(KatalogDitolak::BelumDitetapkan));
        let mut entri = ditetapkan_pada("2026-01-12");
        assert_eq!(entri.decide(dimutakhirkan(), hari("2026-07-01")), Ok(dimutakhirkan()));
        entri.evolve(&dimutakhirkan(), Some(hari("2026-07-01")));
        assert_eq!(entri.dimutakhirkan, Some(hari("2026-07-01")));
        assert_eq!(entri.keadaan, KeadaanEntri::Terbuka);
    }

    #[test]
    fn what_was_set_is_up_to_date_for_six_months() {
        assert_eq!(Entri::default().mutakhir_sampai(), None);
        let entri = ditetapkan_pada("2026-01-12");
        assert_eq!(entri.mutakhir_sampai(), Some(hari("2026-07-12")));
        let entri = ditetapkan_pada("2026-08-31");
        assert_eq!(entri.mutakhir_sampai(), Some(hari("2027-02-28")));
    }

    #[test]
    fn an_entry_is_taken_out_once() {
        let ditarik = Event::InformasiDitarik {};
        assert_eq!(sesudah(&[diusulkan()], ditarik.clone()), Ok(ditarik.clone()));
        let lagi = sesudah(&[diusulkan(), ditarik.clone()], ditarik);
        assert_eq!(lagi, Err(KatalogDitolak::SudahDitarik));
    }

    #[test]
    fn stored_form() {
        let body = json!({
            "ringkasan": "Rencana kerja 2026", "unit": "00000000-0000-0000-0000-000000000001",
            "penanggung_jawab": "Sekretaris Dinas", "kategori": "setiap_saat",
            "dibuat": "2026-01-05", "tempat": "Sumedang", "bentuk": "PDF", "retensi": "5 tahun"
        });
        let sk = |jangka: serde_json::Value| {
            json!({
                "nomor_sk": "SK 7/2026", "dasar": ["17a1"], "jangka": jangka,
                "disetujui": "Sekretaris Daerah"
            })
        };
        let nomor_sk = Some(label("SK 8/2026"));
        for (event, nama, body) in [
            (diusulkan(), "InformasiDiusulkan", body),
            (
                ditetapkan(),
                "DipDitetapkan",
                json!({"nomor_sk": "SK 1/2026", "disetujui": "Sekretaris Daerah"}),
            ),
            (
                Event::DipDitetapkan(DipDitetapkan {
                    nomor_sk: label("SK 1/2026"),
                    disetujui: None,
                }),
                "DipDitetapkan",
                json!({"nomor_sk": "SK 1/2026"}),
            ),
            (dimutakhirkan(), "DipDimutakhirkan", json!({"nomor_sk": "SK 2/2026"})),
            (
                uji(),
                "UjiKonsekuensiDilakukan",
                json!({"dasar": ["17a1"], "pelaksana": ["Kepala Bidang"]}),
            ),
            (
                dikecualikan("2030-01-01"),
                "KlasifikasiDitetapkan",
                sk(json!({"sampai": "2030-01-01"})),
            ),
            (
                Event::KlasifikasiDiubah(klasifikasi(&["17a1"], SelamaDiperlukan)),
                "KlasifikasiDiubah",
                sk(json!("selama_diperlukan")),
            ),
            (berakhir(), "KlasifikasiBerakhir", json!({"nomor_sk": null})),
            (
                Event::KlasifikasiBerakhir { nomor_sk },
                "KlasifikasiBerakhir",
                json!({"nomor_sk": "SK 8/2026"}),
            ),
            (Event::InformasiDitarik {}, "InformasiDitarik", json!({})),
        ] {
            assert_stored(event, json!({"type": nama, "body": body}));
        }
        assert_stored(Kategori::Berkala, json!("berkala"));
        assert_stored(Kategori::SertaMerta, json!("serta_merta"));
    }
}
