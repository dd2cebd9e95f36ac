//! Mail: what is told to whom, and what an address looks like.
//!
//! An address tells about a person and is sealed like a name; what a mail is
//! about is a case, which it names by its number alone.

use serde::{Deserialize, Serialize};

use crate::pengguna::PenggunaId;

/// What a mail tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisSurel {
    /// A case is newly theirs.
    Baru,
    /// A unit sent a case back.
    Dikembalikan,
    /// A tenggat ends on this day.
    JatuhTempo,
    /// A tenggat has passed.
    Terlambat,
    /// The digest of a working day.
    Ringkasan,
    /// What a pemohon has to do or may still do, and until when.
    Pengingat,
    /// The signed root of the log, to those outside who keep it.
    Checkpoint,
    /// A limit in hours, which waits for no working day and may not be declined.
    BatasJam,
}

/// To whom a mail went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PenerimaSurel {
    Pengguna(PenggunaId),
    /// Of the case, or of its keberatan.
    Pemohon,
}

/// Those that an officer may choose to get or not.
pub const PILIHAN: [JenisSurel; 5] = [
    JenisSurel::Baru,
    JenisSurel::Dikembalikan,
    JenisSurel::JatuhTempo,
    JenisSurel::Terlambat,
    JenisSurel::Ringkasan,
];

impl JenisSurel {
    /// As it is stored.
    pub fn nama(self) -> &'static str {
        match self {
            JenisSurel::Baru => "baru",
            JenisSurel::Dikembalikan => "dikembalikan",
            JenisSurel::JatuhTempo => "jatuh_tempo",
            JenisSurel::Terlambat => "terlambat",
            JenisSurel::Ringkasan => "ringkasan",
            JenisSurel::Pengingat => "pengingat",
            JenisSurel::Checkpoint => "checkpoint",
            JenisSurel::BatasJam => "batas_jam",
        }
    }

    pub fn dari_nama(nama: &str) -> Option<Self> {
        let lain = [JenisSurel::Pengingat, JenisSurel::Checkpoint, JenisSurel::BatasJam];
        let mut semua = PILIHAN.into_iter().chain(lain);
        semua.find(|jenis| jenis.nama() == nama)
    }

    /// As people call it.
    pub fn sebutan(self) -> &'static str {
        match self {
            JenisSurel::Baru => "perkara baru",
            JenisSurel::Dikembalikan => "disposisi dikembalikan",
            JenisSurel::JatuhTempo => "jatuh tempo",
            JenisSurel::Terlambat => "terlambat",
            JenisSurel::Ringkasan => "ringkasan pagi",
            JenisSurel::Pengingat => "pengingat pemohon",
            JenisSurel::Checkpoint => "checkpoint harian",
            JenisSurel::BatasJam => "batas 3 x 24 jam",
        }
    }
}

/// Why an address cannot be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("bukan alamat surel; tulis satu alamat, seperti nama@dinas.kota.go.id")]
pub struct AlamatDitolak;

/// Characters of an address at most (RFC 5321, 4.5.3.1), and of what stands
/// before its sign.
const BATAS_ALAMAT: usize = 254;
const BATAS_NAMA: usize = 64;

/// Whether this is one plain address: what every mail server takes, and nothing
/// that could end a header or a command.
pub fn periksa_alamat(alamat: &str) -> Result<(), AlamatDitolak> {
    let (nama, domain) = alamat.rsplit_once('@').ok_or(AlamatDitolak)?;
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let bagian = |teks: &str, boleh: &dyn Fn(char) -> bool| {
        teks.split('.').all(|satu| !satu.is_empty() && satu.chars().all(boleh))
    };
    let label = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let tepi = |satu: &str| satu.starts_with('-') || satu.ends_with('-') || satu.len() > 63;
    let sah = alamat.len() <= BATAS_ALAMAT
        && nama.len() <= BATAS_NAMA
        && bagian(nama, &atom)
        && bagian(domain, &label)
        && domain.contains('.')
        && !domain.split('.').any(tepi);
    if sah { Ok(()) } else { Err(AlamatDitolak) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_and_plain() {
        for sah in ["a@b.id", "siti.rahayu+ppid@dinkes.kota-uji.go.id", "o'neil@x.co"] {
            assert_eq!(periksa_alamat(sah), Ok(()), "{sah}");
        }
        for keliru in [
            "",
            "siti",
            "siti@",
            "@kota.go.id",
            "siti@localhost",
            "siti@kota..id",
            ".siti@kota.id",
            "siti@-kota.id",
            "a b@kota.id",
            "a@kota.id, b@kota.id",
            "Siti <a@kota.id>",
            "a@kota.id\r\nBcc: b@kota.id",
            "a\0@kota.id",
            "sití@kota.id",
            "a@b@kota.id",
        ] {
            assert_eq!(periksa_alamat(keliru), Err(AlamatDitolak), "{keliru:?}");
        }
    }

    #[test]
    fn length_is_bounded_on_both_sides() {
        let nama = |n: usize| format!("{}@kota.id", "a".repeat(n));
        assert_eq!(periksa_alamat(&nama(64)), Ok(()));
        assert_eq!(periksa_alamat(&nama(65)), Err(AlamatDitolak));
        let label = "d".repeat(61);
        let panjang = |ekor: &str| format!("a@{label}.{label}.{label}.{label}.{ekor}");
        assert_eq!(periksa_alamat(&panjang("idid")).map(|()| panjang("idid").len()), Ok(254));
        assert_eq!(periksa_alamat(&panjang("ididi")), Err(AlamatDitolak));
    }

    #[test]
    fn a_kind_is_found_by_its_name_and_stored_under_it() {
        for jenis in PILIHAN.into_iter().chain([JenisSurel::Pengingat, JenisSurel::Checkpoint]) {
            assert_eq!(JenisSurel::dari_nama(jenis.nama()), Some(jenis));
            assert_eq!(serde_json::json!(jenis), jenis.nama());
        }
    }
}
