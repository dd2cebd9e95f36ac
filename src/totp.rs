//! Codes of an authenticator: RFC 6238 over RFC 4226, six digits, thirty
//! seconds, HMAC-SHA-1, which is what every authenticator takes.

use chrono::{DateTime, Utc};
use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use subtle::ConstantTimeEq;

/// As long as the digest (RFC 4226 section 4).
pub const PANJANG_RAHASIA_BYTES: usize = 20;
const LANGKAH_DETIK: i64 = 30;
/// Steps by which a clock may be off, either way (RFC 6238 section 5.2).
const TOLERANSI: i64 = 1;

/// The time step whose code this is, near this moment.
pub fn langkah(rahasia: &[u8], kode: &str, kini: DateTime<Utc>) -> Option<i64> {
    let kode: String = kode.chars().filter(|huruf| !huruf.is_whitespace()).collect();
    let pada = kini.timestamp().div_euclid(LANGKAH_DETIK);
    let mut cocok = None;
    for langkah in pada - TOLERANSI..=pada + TOLERANSI {
        let sama = kode_pada(rahasia, langkah).as_bytes().ct_eq(kode.as_bytes());
        if bool::from(sama) {
            cocok = Some(langkah);
        }
    }
    cocok
}

/// The code of one time step.
pub fn kode_pada(rahasia: &[u8], langkah: i64) -> String {
    let kunci = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, rahasia);
    let tanda = sign(&kunci, &langkah.to_be_bytes());
    let tanda = tanda.as_ref();
    // RFC 4226 section 5.3: the last four bits say where the number stands.
    let awal = usize::from(tanda[tanda.len() - 1] & 0xf);
    let empat = [tanda[awal] & 0x7f, tanda[awal + 1], tanda[awal + 2], tanda[awal + 3]];
    format!("{:06}", u32::from_be_bytes(empat) % 1_000_000)
}

/// The secret as people type it (RFC 4648 base32).
pub fn base32(rahasia: &[u8]) -> String {
    const HURUF: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut teks = String::new();
    let (mut sisa, mut bit) = (0_u32, 0);
    for byte in rahasia {
        sisa = (sisa << 8) | u32::from(*byte);
        bit += 8;
        while bit >= 5 {
            bit -= 5;
            teks.push(char::from(HURUF[(sisa >> bit) as usize & 31]));
        }
        sisa &= (1 << bit) - 1;
    }
    if bit > 0 {
        teks.push(char::from(HURUF[(sisa << (5 - bit)) as usize & 31]));
    }
    teks
}

/// What the QR code says to an authenticator.
pub fn alamat(rahasia: &[u8], penerbit: &str, nama: &str) -> String {
    let kode = |teks: &str| {
        form_urlencoded::byte_serialize(teks.as_bytes()).collect::<String>().replace('+', "%20")
    };
    let (penerbit, nama) = (kode(penerbit), kode(nama));
    format!("otpauth://totp/{penerbit}:{nama}?secret={}&issuer={penerbit}", base32(rahasia))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAHASIA: &[u8] = b"12345678901234567890";

    fn pada(detik: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(detik, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_standards() {
        // RFC 4226 appendix D.
        for (langkah, kode) in
            [(0, "755224"), (1, "287082"), (2, "359152"), (8, "399871"), (9, "520489")]
        {
            assert_eq!(kode_pada(RAHASIA, langkah), kode);
        }
        // RFC 6238 appendix B, its last six digits.
        for (detik, kode) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(langkah(RAHASIA, kode, pada(detik)), Some(detik / 30), "{detik}");
        }
    }

    #[test]
    fn a_clock_may_be_off_by_one_step_and_no_more() {
        // Step 37,037,036, which ends with second 1,111,111,109.
        let kode = "081804";
        for (detik, cocok) in [
            (1_111_111_049, false),
            (1_111_111_050, true),
            (1_111_111_139, true),
            (1_111_111_140, false),
        ] {
            assert_eq!(langkah(RAHASIA, kode, pada(detik)).is_some(), cocok, "{detik}");
        }
        assert_eq!(langkah(RAHASIA, "081 804", pada(1_111_111_109)), Some(37_037_036));
        for keliru in ["", "81804", "0818040", "08180x"] {
            assert_eq!(langkah(RAHASIA, keliru, pada(1_111_111_109)), None);
        }
    }

    #[test]
    fn base32_is_that_of_the_standard() {
        for (teks, kode) in [
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(teks.as_bytes()), kode);
        }
    }

    #[test]
    fn an_authenticator_reads_who_issued_it() {
        let alamat = alamat(b"foobar", "Kota Uji", "ppid");
        assert_eq!(alamat, "otpauth://totp/Kota%20Uji:ppid?secret=MZXW6YTBOI&issuer=Kota%20Uji");
    }
}
