//! Text that may enter the log: public by nature, or sealed.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// Longest text that one field may hold. Characters, not bytes: they are what
/// a person counts, and what a JSON schema counts.
pub const BATAS_ISI_KARAKTER: usize = 20_000;
/// Longest name or number, in characters.
pub const BATAS_LABEL_KARAKTER: usize = 300;

/// Text that may tell about a person: it never stands in a leaf.
///
/// The log keeps a salted digest in its place (the RFC 9901 disclosure form)
/// and the text apart, sealed, where it can be erased while the proof stands.
/// Everything that people type goes here, because a request, a reason or a note
/// may name somebody.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Isi {
    #[serde(rename = "isi", deserialize_with = "isi_terbuka")]
    Terbuka(String),
    #[serde(rename = "sd")]
    Tersegel(String),
}

impl Isi {
    /// Parses what a person typed. Line breaks and tabs are kept; other control
    /// characters and bidirectional overrides are refused.
    pub fn try_new(teks: impl Into<String>) -> Result<Self, TeksDitolak> {
        let teks = teks.into();
        periksa_isi(&teks)?;
        Ok(Isi::Terbuka(teks))
    }

    /// The text, unless it is sealed or was erased.
    pub fn teks(&self) -> Option<&str> {
        match self {
            Isi::Terbuka(teks) => Some(teks),
            Isi::Tersegel(_) => None,
        }
    }
}

/// Text in the open is read as strictly as it is made, because clients send it.
fn isi_terbuka<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let teks = String::deserialize(deserializer)?;
    periksa_isi(&teks).map_err(D::Error::custom)?;
    Ok(teks)
}

impl fmt::Debug for Isi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[isi]")
    }
}

/// A short official text that is public by nature: the name of a unit, a
/// holiday, a legal instrument, the number of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Label(String);

impl Label {
    pub fn try_new(teks: impl Into<String>) -> Result<Self, TeksDitolak> {
        let mut teks: String = teks.into();
        let rapi = teks.trim();
        if rapi.is_empty() {
            return Err(TeksDitolak::Kosong);
        }
        periksa(rapi, BATAS_LABEL_KARAKTER, |_| true)?;
        if memuat_nik(rapi) {
            return Err(TeksDitolak::MemuatNik);
        }
        if rapi.contains('@') {
            return Err(TeksDitolak::MemuatSurel);
        }
        if rapi.len() < teks.len() {
            teks = rapi.to_owned();
        }
        Ok(Label(teks))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A digest in hex. It is no text: sixteen digits in a row mean nothing in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sidik(String);

/// Characters of a digest at most: SHA-512 in hex.
pub const BATAS_SIDIK_KARAKTER: usize = 128;

impl Sidik {
    pub fn try_new(teks: impl Into<String>) -> Result<Self, TeksDitolak> {
        let teks: String = teks.into();
        if teks.is_empty() {
            return Err(TeksDitolak::Kosong);
        }
        if teks.len() > BATAS_SIDIK_KARAKTER {
            let (panjang, batas) = (teks.len(), BATAS_SIDIK_KARAKTER);
            return Err(TeksDitolak::TerlaluPanjang { panjang, batas });
        }
        let heks = |huruf: u8| matches!(huruf, b'0'..=b'9' | b'a'..=b'f');
        if teks.bytes().all(heks) { Ok(Sidik(teks)) } else { Err(TeksDitolak::BukanHeks) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Sidik {
    type Error = TeksDitolak;

    fn try_from(teks: String) -> Result<Self, TeksDitolak> {
        Sidik::try_new(teks)
    }
}

impl From<Sidik> for String {
    fn from(sidik: Sidik) -> Self {
        sidik.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The stored form, which has no blanks around it.
impl TryFrom<String> for Label {
    type Error = TeksDitolak;

    fn try_from(teks: String) -> Result<Self, TeksDitolak> {
        let label = Label::try_new(teks.as_str())?;
        if label.0 == teks { Ok(label) } else { Err(TeksDitolak::SpasiTepi) }
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.0
    }
}

/// Why a text cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeksDitolak {
    #[error("kosong; isilah")]
    Kosong,
    #[error("terlalu panjang: {panjang} karakter, paling banyak {batas}; persingkat")]
    TerlaluPanjang { panjang: usize, batas: usize },
    #[error("diawali atau diakhiri spasi; hapus spasi itu")]
    SpasiTepi,
    #[error("memuat karakter kendali U+{0:04X}; hapus karakter itu")]
    KarakterKendali(u32),
    #[error("memuat karakter pembalik arah tulisan U+{0:04X}; hapus karakter itu")]
    KarakterDwiarah(u32),
    #[error("memuat angka yang menyerupai NIK; data pribadi tidak boleh berada di sini")]
    MemuatNik,
    #[error("memuat alamat surel; data pribadi tidak boleh berada di sini")]
    MemuatSurel,
    #[error("bukan angka heksadesimal huruf kecil")]
    BukanHeks,
}

fn periksa_isi(teks: &str) -> Result<(), TeksDitolak> {
    periksa(teks, BATAS_ISI_KARAKTER, |c| c != '\n' && c != '\r' && c != '\t')
}

fn periksa(
    teks: &str,
    batas: usize,
    kendali_dilarang: impl Fn(char) -> bool,
) -> Result<(), TeksDitolak> {
    let panjang = teks.chars().count();
    if panjang > batas {
        return Err(TeksDitolak::TerlaluPanjang { panjang, batas });
    }
    for c in teks.chars() {
        if c.is_control() && kendali_dilarang(c) {
            return Err(TeksDitolak::KarakterKendali(c as u32));
        }
        let dwiarah = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if dwiarah {
            return Err(TeksDitolak::KarakterDwiarah(c as u32));
        }
    }
    Ok(())
}

/// Whether sixteen digits in a row have the build of a NIK: a province code,
/// then day (plus forty for women), month and year of birth.
pub fn memuat_nik(teks: &str) -> bool {
    let dua = |a: &[u8]| (a[0] - b'0') * 10 + (a[1] - b'0');
    teks.as_bytes().windows(16).any(|w| {
        w.iter().all(u8::is_ascii_digit)
            && (11..=97).contains(&dua(w))
            && matches!(dua(&w[6..]), 1..=31 | 41..=71)
            && (1..=12).contains(&dua(&w[8..]))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::uji::assert_stored;

    #[test]
    fn debug_never_shows_the_text() {
        let isi = Isi::try_new("Budi 3275010101900001").unwrap();
        assert_eq!(format!("{isi:?}"), "[isi]");
    }

    #[test]
    fn a_digest_is_hex_and_may_hold_any_digits() {
        let mirip_nik = "3275014101900001".repeat(4);
        assert!(Label::try_new(mirip_nik.as_str()).is_err(), "the control");
        assert_stored(Sidik::try_new(mirip_nik.as_str()).unwrap(), json!(mirip_nik));
        for keliru in ["", "9F2C", "9f2g", "9f 2c"] {
            assert!(serde_json::from_value::<Sidik>(json!(keliru)).is_err(), "{keliru}");
        }
        assert!(Sidik::try_new("a".repeat(BATAS_SIDIK_KARAKTER)).is_ok());
        let panjang = BATAS_SIDIK_KARAKTER + 1;
        let ditolak = TeksDitolak::TerlaluPanjang { panjang, batas: BATAS_SIDIK_KARAKTER };
        assert_eq!(Sidik::try_new("a".repeat(panjang)).unwrap_err(), ditolak);
    }

    #[test]
    fn hostile_characters_are_refused_with_their_code() {
        assert_eq!(Isi::try_new("a\0b").unwrap_err(), TeksDitolak::KarakterKendali(0));
        assert_eq!(Label::try_new("a\u{202E}b").unwrap_err(), TeksDitolak::KarakterDwiarah(0x202E));
        assert_eq!(Label::try_new("dua\nbaris").unwrap_err(), TeksDitolak::KarakterKendali(10));
        assert!(Isi::try_new("dua\nbaris").is_ok());
    }

    #[test]
    fn length_is_bounded_on_both_sides() {
        let (batas, panjang) = (BATAS_ISI_KARAKTER, BATAS_ISI_KARAKTER + 1);
        assert!(Isi::try_new("é".repeat(batas)).is_ok(), "characters are counted");
        let galat = Isi::try_new("a".repeat(panjang)).unwrap_err();
        assert_eq!(galat, TeksDitolak::TerlaluPanjang { panjang, batas });
        assert!(Label::try_new("é".repeat(BATAS_LABEL_KARAKTER)).is_ok());
        assert_eq!(Label::try_new("  ").unwrap_err(), TeksDitolak::Kosong);
    }

    #[test]
    fn a_text_in_the_open_is_read_as_strictly_as_it_is_made() {
        let baca = |teks: &str| serde_json::from_value::<Isi>(json!({"isi": teks}));
        assert_eq!(baca("dua\r\n\tbaris").unwrap().teks(), Some("dua\r\n\tbaris"));
        let panjang = "a".repeat(BATAS_ISI_KARAKTER + 1);
        for keliru in ["a\0b", "a\u{1B}[2J", "a\u{85}b", "a\u{202E}b", "a\u{2066}b", &panjang] {
            let galat = baca(keliru).unwrap_err().to_string();
            assert_eq!(galat, Isi::try_new(keliru).unwrap_err().to_string());
        }
        let tersegel: Isi = serde_json::from_value(json!({"sd": "a\u{202E}b"})).unwrap();
        assert_eq!(tersegel, Isi::Tersegel("a\u{202E}b".to_owned()), "digests pass as they are");
    }

    #[test]
    fn a_stored_label_has_no_blanks_around_it() {
        for keliru in [" SK 7", "SK 7 ", "SK 7\u{3000}", "SK 7\n"] {
            assert!(Label::try_new(keliru).is_ok());
            let galat = serde_json::from_value::<Label>(json!(keliru)).unwrap_err();
            assert_eq!(galat.to_string(), TeksDitolak::SpasiTepi.to_string());
        }
    }

    #[test]
    fn a_nik_is_no_label() {
        assert_eq!(Label::try_new("No 3275014101900001").unwrap_err(), TeksDitolak::MemuatNik);
        assert_eq!(Label::try_new("budi@contoh.id").unwrap_err(), TeksDitolak::MemuatSurel);
        assert!(Label::try_new("2023999900000001").is_ok(), "no such birth month");
        assert!(Label::try_new("009/REG-PSI/III/2019").is_ok());
    }

    #[test]
    fn stored_form() {
        assert_stored(Isi::try_new("Budi").unwrap(), json!({"isi": "Budi"}));
        assert_stored(Isi::Tersegel("ab12".to_owned()), json!({"sd": "ab12"}));
        assert_stored(Label::try_new(" SK 7/2026 ").unwrap(), json!("SK 7/2026"));
        let galat = serde_json::from_value::<Label>(json!("budi@contoh.id")).unwrap_err();
        assert_eq!(galat.to_string(), TeksDitolak::MemuatSurel.to_string());
    }

    #[test]
    fn a_sealed_text_tells_nothing() {
        assert_eq!(Isi::Tersegel("ab12".to_owned()).teks(), None);
        assert_eq!(Isi::try_new("Budi").unwrap().teks(), Some("Budi"));
    }

    proptest! {
        #[test]
        fn any_text_is_taken_or_refused_without_panic(teks in any::<String>()) {
            if let Ok(label) = Label::try_new(teks.clone()) {
                prop_assert_eq!(Label::try_new(label.as_str()).unwrap(), label);
            }
            let _ = Isi::try_new(teks);
        }
    }
}
