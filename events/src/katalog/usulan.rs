//! A proposal: the unit makes it, the PPID looks it through and sends it back or
//! on, the Atasan PPID approves, and then it is set by decree.
//!
//! Pasal 45 Perki 1/2021.

use serde::{Deserialize, Serialize};

use super::{DipDitetapkan, Entri, Event, KatalogDitolak, KeadaanEntri};
use crate::teks::Isi;

/// The PPID wants something mended first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsulanDikembalikan {
    pub alasan: Isi,
}

impl Entri {
    /// Proposed, and neither set nor exempt so far.
    pub fn masih_usulan(&self) -> bool {
        self.keadaan == KeadaanEntri::Diusulkan && self.dimutakhirkan.is_none()
    }

    pub(super) fn halangan_usulan(&self, event: &Event) -> Option<KatalogDitolak> {
        if !self.masih_usulan() {
            return Some(KatalogDitolak::BukanUsulan);
        }
        if let Event::UsulanDiperbaiki(baru) = event {
            let unit = self.informasi.as_ref().map(|informasi| informasi.unit);
            return (unit != Some(baru.unit)).then_some(KatalogDitolak::UnitLain);
        }
        if self.dikembalikan {
            return Some(KatalogDitolak::SedangDikembalikan);
        }
        let lagi = matches!(event, Event::PenetapanDisetujui {}) && self.disetujui;
        lagi.then_some(KatalogDitolak::SudahDisetujui)
    }

    pub(super) fn halangan_penetapan(&self, sk: &DipDitetapkan) -> Option<KatalogDitolak> {
        if self.dikembalikan {
            return Some(KatalogDitolak::SedangDikembalikan);
        }
        let disetujui = self.disetujui || sk.disetujui.is_some();
        (!disetujui).then_some(KatalogDitolak::BelumDisetujui)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::katalog::{InformasiDiusulkan, Kategori};
    use crate::pihak::UnitId;
    use crate::uji::*;
    use crate::waktu::Zona;

    fn informasi(milik: UnitId) -> InformasiDiusulkan {
        InformasiDiusulkan {
            ringkasan: label("Rencana kerja 2026"),
            unit: milik,
            penanggung_jawab: label("Sekretaris Dinas"),
            kategori: Kategori::Berkala,
            dibuat: hari("2026-01-05"),
            tempat: label("Sumedang"),
            bentuk: label("PDF"),
            retensi: label("5 tahun"),
        }
    }

    fn diusulkan() -> Event {
        Event::InformasiDiusulkan(informasi(unit(1)))
    }

    fn diperbaiki(milik: UnitId) -> Event {
        Event::UsulanDiperbaiki(informasi(milik))
    }

    fn dikembalikan() -> Event {
        Event::UsulanDikembalikan(UsulanDikembalikan { alasan: isi("tambah tahunnya") })
    }

    fn disetujui() -> Event {
        Event::PenetapanDisetujui {}
    }

    fn ditetapkan(oleh: Option<&str>) -> Event {
        let (nomor_sk, disetujui) = (label("SK 1/2026"), oleh.map(label));
        Event::DipDitetapkan(DipDitetapkan { nomor_sk, disetujui })
    }

    fn sesudah(riwayat: &[Event], event: Event) -> Result<Event, KatalogDitolak> {
        Entri::dari(&tercatat_tanpa_hari(riwayat), Zona::Wib).decide(event, hari("2026-03-02"))
    }

    fn sesudah_ditetapkan(event: Event) -> Result<Event, KatalogDitolak> {
        sesudah(&[diusulkan(), ditetapkan(Some("Sekda"))], event)
    }

    #[test]
    fn nothing_is_set_before_it_is_approved() {
        let belum = sesudah(&[diusulkan()], ditetapkan(None));
        assert_eq!(belum, Err(KatalogDitolak::BelumDisetujui));
        let disetujui = [diusulkan(), disetujui()];
        assert_eq!(sesudah(&disetujui, ditetapkan(None)), Ok(ditetapkan(None)));
        let di_kertas = ditetapkan(Some("Sekretaris Daerah"));
        assert_eq!(sesudah(&[diusulkan()], di_kertas.clone()), Ok(di_kertas));
    }

    #[test]
    fn what_was_sent_back_waits_for_its_unit() {
        let kembali = [diusulkan(), dikembalikan()];
        for event in [dikembalikan(), disetujui(), ditetapkan(Some("Sekda"))] {
            assert_eq!(sesudah(&kembali, event), Err(KatalogDitolak::SedangDikembalikan));
        }
        assert_eq!(sesudah(&kembali, diperbaiki(unit(2))), Err(KatalogDitolak::UnitLain));
        assert_eq!(sesudah(&kembali, diperbaiki(unit(1))), Ok(diperbaiki(unit(1))));
        let baik = [&kembali[..], &[diperbaiki(unit(1))]].concat();
        assert_eq!(sesudah(&baik, disetujui()), Ok(disetujui()));
    }

    #[test]
    fn an_approval_is_of_what_was_seen_and_given_once() {
        let riwayat = [diusulkan(), disetujui()];
        assert_eq!(sesudah(&riwayat, disetujui()), Err(KatalogDitolak::SudahDisetujui));
        let berubah = [&riwayat[..], &[diperbaiki(unit(1))]].concat();
        assert_eq!(sesudah(&berubah, ditetapkan(None)), Err(KatalogDitolak::BelumDisetujui));
    }

    #[test]
    fn what_was_set_is_no_proposal() {
        for event in [dikembalikan(), disetujui(), diperbaiki(unit(1))] {
            assert_eq!(sesudah_ditetapkan(event), Err(KatalogDitolak::BukanUsulan));
        }
    }

    #[test]
    fn stored_form() {
        let kembali = Event::UsulanDikembalikan(UsulanDikembalikan { alasan: sd("a") });
        let body = json!({"alasan": {"sd": "a"}});
        assert_stored(kembali, json!({"type": "UsulanDikembalikan", "body": body}));
        assert_stored(disetujui(), json!({"type": "PenetapanDisetujui", "body": {}}));
        assert_stored(
            diperbaiki(unit(1)),
            json!({"type": "UsulanDiperbaiki", "body": {
                "ringkasan": "Rencana kerja 2026",
                "unit": "00000000-0000-0000-0000-000000000001",
                "penanggung_jawab": "Sekretaris Dinas", "kategori": "berkala",
                "dibuat": "2026-01-05", "tempat": "Sumedang", "bentuk": "PDF",
                "retensi": "5 tahun"
            }}),
        );
    }
}
