//! Documents of an entry: what the public fetches without asking.
//!
//! Pasal 9-11 UU 14/2008, Pasal 46 Perki 1/2021 (open form, soft copy). What is
//! exempt has none.

use serde::{Deserialize, Serialize};

use super::{Entri, Event, KatalogDitolak, KeadaanEntri};
use crate::pihak::Berkas;
use crate::teks::Label;

/// Documents of one entry at most.
pub const BATAS_DOKUMEN: usize = 20;

/// A document is there to be fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DokumenDilampirkan {
    pub judul: Label,
    pub berkas: Berkas,
}

impl Entri {
    pub(super) fn halangan_dokumen(&self, event: &Event, tertutup: bool) -> Option<KatalogDitolak> {
        if let Event::DokumenDilepas { berkas } = event {
            let ada = self.dokumen.contains(berkas);
            return (!ada).then_some(KatalogDitolak::DokumenTidakAda);
        }
        if self.keadaan == KeadaanEntri::Ditarik {
            return Some(KatalogDitolak::SudahDitarik);
        }
        if tertutup {
            return Some(KatalogDitolak::SedangDikecualikan);
        }
        let penuh = self.dokumen.len() >= BATAS_DOKUMEN;
        penuh.then_some(KatalogDitolak::TerlaluBanyakDokumen)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::katalog::{InformasiDiusulkan, Kategori};
    use crate::uji::*;
    use crate::uji_konsekuensi::JangkaPengecualian::Sampai;

    fn dilampirkan(n: u128) -> Event {
        let berkas = Berkas { id: Some(Uuid::from_u128(n)), ..berkas() };
        Event::DokumenDilampirkan(DokumenDilampirkan { judul: label("Rencana kerja"), berkas })
    }

    fn dilepas(n: u128) -> Event {
        Event::DokumenDilepas { berkas: Uuid::from_u128(n) }
    }

    fn entri(keadaan: KeadaanEntri) -> Entri {
        let informasi = InformasiDiusulkan {
            ringkasan: label("Rencana kerja 2026"),
            unit: unit(1),
            penanggung_jawab: label("Sekretaris Dinas"),
            kategori: Kategori::Berkala,
            dibuat: hari("2026-01-05"),
            tempat: label("Sumedang"),
            bentuk: label("PDF"),
            retensi: label("5 tahun"),
        };
        Entri { informasi: Some(informasi), keadaan, ..Entri::default() }
    }

    fn pada() -> NaiveDate {
        hari("2026-03-02")
    }

    #[test]
    fn an_open_entry_has_documents_and_an_exempt_one_has_none() {
        for keadaan in [KeadaanEntri::Diusulkan, KeadaanEntri::Terbuka] {
            assert_eq!(entri(keadaan).decide(dilampirkan(1), pada()), Ok(dilampirkan(1)));
        }
        let terakhir = entri(KeadaanEntri::Dikecualikan(Sampai(hari("2026-03-02"))));
        let ditolak = terakhir.decide(dilampirkan(1), pada());
        assert_eq!(ditolak, Err(KatalogDitolak::SedangDikecualikan));
        let berakhir = terakhir.decide(dilampirkan(1), hari("2026-03-03"));
        assert_eq!(berakhir, Ok(dilampirkan(1)), "it opened by itself");
        let ditarik = entri(KeadaanEntri::Ditarik).decide(dilampirkan(1), pada());
        assert_eq!(ditarik, Err(KatalogDitolak::SudahDitarik));
    }

    #[test]
    fn what_is_taken_off_was_there() {
        let mut entri = entri(KeadaanEntri::Terbuka);
        assert_eq!(entri.decide(dilepas(1), pada()), Err(KatalogDitolak::DokumenTidakAda));
        entri.evolve(&dilampirkan(1), None);
        assert_eq!(entri.decide(dilepas(1), pada()), Ok(dilepas(1)));
        entri.evolve(&dilepas(1), None);
        assert!(entri.dokumen.is_empty());
    }

    #[test]
    fn an_entry_holds_twenty_documents() {
        let mut entri = entri(KeadaanEntri::Terbuka);
        for n in 1..BATAS_DOKUMEN as u128 {
            entri.evolve(&dilampirkan(n), None);
        }
        assert_eq!(entri.decide(dilampirkan(20), pada()), Ok(dilampirkan(20)));
        entri.evolve(&dilampirkan(20), None);
        let penuh = entri.decide(dilampirkan(21), pada());
        assert_eq!(penuh, Err(KatalogDitolak::TerlaluBanyakDokumen));
    }

    #[test]
    fn stored_form() {
        let id = "00000000-0000-0000-0000-000000000007";
        let file = json!({"id": id, "nama": {"sd": "n"}, "ukuran_bytes": 12, "sidik": {"sd": "s"}});
        let body = json!({"judul": "Rencana kerja", "berkas": file});
        assert_stored(dilampirkan(7), json!({"type": "DokumenDilampirkan", "body": body}));
        assert_stored(dilepas(7), json!({"type": "DokumenDilepas", "body": {"berkas": id}}));
    }
}
