//! A SHA-256 as it stands in a fact: 64 hexadecimal digits. A `Label` would
//! refuse one in some thousand, whose digits happen to look like a NIK.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Bytes of a SHA-256, twice.
const PANJANG: usize = 64;

/// The digest of bytes that anybody can make again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sidik(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("bukan SHA-256: tulis 64 angka heksadesimal kecil")]
pub struct BukanSidik;

impl Sidik {
    pub fn try_new(teks: impl Into<String>) -> Result<Self, BukanSidik> {
        let teks: String = teks.into();
        let heksa = |huruf: u8| matches!(huruf, b'0'..=b'9' | b'a'..=b'f');
        if teks.len() == PANJANG && teks.bytes().all(heksa) {
            Ok(Sidik(teks))
        } else {
            Err(BukanSidik)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Sidik {
    type Error = BukanSidik;

    fn try_from(teks: String) -> Result<Self, BukanSidik> {
        Sidik::try_new(teks)
    }
}

impl From<Sidik> for String {
    fn from(sidik: Sidik) -> Self {
        sidik.0
    }
}

impl fmt::Display for Sidik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Sidik {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[0-9a-f]{64}$"))
            .description(Some("A SHA-256 in hexadecimal digits."))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Sidik {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::assert_stored;

    #[test]
    fn a_digest_is_64_small_hexadecimal_digits() {
        let sah = "0f".repeat(32);
        assert_eq!(Sidik::try_new(sah.as_str()).map(String::from), Ok(sah));
        // Digits that a label would take for a NIK.
        let angka = "3275014101900001".repeat(4);
        assert!(Sidik::try_new(angka).is_ok());
        for keliru in ["", "0f", &"0F".repeat(32), &"0g".repeat(32), &"0f".repeat(33)] {
            assert_eq!(Sidik::try_new(keliru), Err(BukanSidik));
        }
    }

    #[test]
    fn stored_form() {
        let teks = "ab".repeat(32);
        assert_stored(Sidik::try_new(teks.as_str()).unwrap(), json!(teks));
    }
}
