//! What an office says around its letters, and the mark at their head.
//!
//! Each kind of letter has words of its own, which the office may set: whatever
//! it leaves out is as Jejak has it. How often that was done is the version that
//! a draft names.

use serde::{Deserialize, Serialize};

use crate::pihak::Berkas;
use crate::surat::{JenisSurat, Penandatangan};
use crate::teks::{Isi, Label};

/// The office's own words for a kind of letter; all of them at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemplatSuratDitetapkan {
    pub jenis: JenisSurat,
    /// Before what the law asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pembuka: Option<Isi>,
    /// After it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penutup: Option<Isi>,
    /// Where it is written, before the date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tempat: Option<Label>,
    /// Who signs, unless the draft says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penandatangan: Option<Penandatangan>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tembusan: Vec<Label>,
}

/// The mark of the letterhead; none takes it away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogoDitetapkan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Berkas>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::kantor::{Event, Kantor};
    use crate::uji::*;

    fn templat(penutup: Isi) -> TemplatSuratDitetapkan {
        TemplatSuratDitetapkan {
            jenis: JenisSurat::Perpanjangan,
            pembuka: None,
            penutup: Some(penutup),
            tempat: None,
            penandatangan: None,
            tembusan: Vec::new(),
        }
    }

    #[test]
    fn a_template_replaces_the_one_before_and_counts_up() {
        let mut kantor = Kantor::default();
        assert_eq!(kantor.templat(JenisSurat::Perpanjangan), (0, None));
        for penutup in ["Terima kasih.", "Salam."] {
            let event = Event::TemplatSuratDitetapkan(templat(isi(penutup)));
            assert_eq!(kantor.decide(event.clone()), Ok(event.clone()));
            kantor.evolve(&event);
        }
        let kini = templat(isi("Salam."));
        assert_eq!(kantor.templat(JenisSurat::Perpanjangan), (2, Some(&kini)));
        assert_eq!(kantor.templat(JenisSurat::Penolakan), (0, None));
    }

    #[test]
    fn a_logo_is_put_up_and_taken_away() {
        let mut kantor = Kantor::default();
        let logo = |logo| Event::LogoDitetapkan(LogoDitetapkan { logo });
        kantor.evolve(&logo(Some(berkas())));
        assert_eq!(kantor.logo(), Some(&berkas()));
        kantor.evolve(&logo(None));
        assert_eq!(kantor.logo(), None);
    }

    #[test]
    fn stored_form() {
        let penuh = TemplatSuratDitetapkan {
            pembuka: Some(sd("a")),
            tempat: Some(label("Tirtamulya")),
            penandatangan: Some(Penandatangan { jabatan: label("PPID Utama"), nama: None }),
            tembusan: vec![label("Wali Kota")],
            ..templat(sd("b"))
        };
        let body = json!({"jenis": "perpanjangan", "pembuka": {"sd": "a"}, "penutup": {"sd": "b"},
                          "tempat": "Tirtamulya", "penandatangan": {"jabatan": "PPID Utama"},
                          "tembusan": ["Wali Kota"]});
        let tipe = "TemplatSuratDitetapkan";
        assert_stored(Event::TemplatSuratDitetapkan(penuh), json!({"type": tipe, "body": body}));
        let logo = LogoDitetapkan { logo: Some(berkas()) };
        let contoh = serde_json::to_value(berkas()).unwrap();
        assert_stored(
            Event::LogoDitetapkan(logo),
            json!({"type": "LogoDitetapkan", "body": {"logo": contoh}}),
        );
        assert_stored(
            Event::LogoDitetapkan(LogoDitetapkan { logo: None }),
            json!({"type": "LogoDitetapkan", "body": {}}),
        );
    }
}
