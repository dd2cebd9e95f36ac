//! What is asked of a time stamp authority and what it answers (RFC 3161), as far
//! as that can be judged without its certificate: whether it answers this
//! question, over this text, at a time that can be. Who signed it is for whoever
//! trusts the authority to see, with `openssl ts -verify`.

#![expect(clippy::result_large_err, reason = "of the code that asn1 derives")]

use asn1::{
    Asn1Read, Asn1Write, BigInt, BigUint, BitString, Explicit, GeneralizedTime, ObjectIdentifier,
    Sequence, SequenceOf, Tlv, Utf8String,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sha2::{Digest, Sha256};

const SHA256: ObjectIdentifier = asn1::oid!(2, 16, 840, 1, 101, 3, 4, 2, 1);
const SIGNED_DATA: ObjectIdentifier = asn1::oid!(1, 2, 840, 113_549, 1, 7, 2);
const TST_INFO: ObjectIdentifier = asn1::oid!(1, 2, 840, 113_549, 1, 9, 16, 1, 4);

/// How far the authority's clock may be from this machine's. Two that follow the
/// same world time are seconds apart, and an answer takes seconds; minutes mean
/// that one of them is wrong, and then a person has to see which.
pub const TOLERANSI: TimeDelta = TimeDelta::minutes(5);
/// Words of the authority that are passed on.
const BATAS_KATA: usize = 200;

/// Why an answer is no time stamp for what was asked.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum StempelDitolak {
    #[error("otoritas menolak permintaan stempel: {0}")]
    Otoritas(String),
    #[error("jawaban otoritas bukan stempel waktu RFC 3161 yang terbaca")]
    TakTerbaca,
    #[error("stempel dari otoritas dibuat atas teks lain")]
    TeksLain,
    #[error("jawaban otoritas bukan atas permintaan ini: bilangan acaknya lain")]
    NonceLain,
    #[error(
        "waktu stempel {stempel} berjarak lebih dari lima menit dari jam mesin ini {kini}; periksa jam mesin"
    )]
    WaktuJauh { stempel: DateTime<Utc>, kini: DateTime<Utc> },
}

/// One question to an authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pertanyaan {
    sidik: [u8; 32],
    nonce: [u8; 16],
}

#[derive(Asn1Read, Asn1Write)]
struct Algoritma<'a> {
    jenis: ObjectIdentifier,
    _parameter: Option<Tlv<'a>>,
}

#[derive(Asn1Read, Asn1Write)]
struct Cetakan<'a> {
    algoritma: Algoritma<'a>,
    sidik: &'a [u8],
}

#[derive(Asn1Write)]
struct TimeStampReq<'a> {
    versi: u8,
    cetakan: Cetakan<'a>,
    nonce: BigUint<'a>,
    sertifikat: bool,
}

#[derive(Asn1Read)]
struct TimeStampResp<'a> {
    status: Status<'a>,
    tanda: Option<ContentInfo<'a>>,
}

#[derive(Asn1Read)]
struct Status<'a> {
    nilai: u8,
    kata: Option<SequenceOf<'a, Utf8String<'a>>>,
    _sebab: Option<BitString<'a>>,
}

#[derive(Asn1Read)]
struct ContentInfo<'a> {
    jenis: ObjectIdentifier,
    isi: Explicit<SignedData<'a>, 0>,
}

#[derive(Asn1Read)]
struct SignedData<'a> {
    _versi: u8,
    _sidik: Tlv<'a>,
    isi: TerbungkusInfo<'a>,
    #[implicit(0)]
    _sertifikat: Option<Sequence<'a>>,
    #[implicit(1)]
    _pencabutan: Option<Sequence<'a>>,
    _penanda: Tlv<'a>,
}

#[derive(Asn1Read)]
struct TerbungkusInfo<'a> {
    jenis: ObjectIdentifier,
    isi: Explicit<&'a [u8], 0>,
}

#[derive(Asn1Read)]
struct TstInfo<'a> {
    _versi: u8,
    _kebijakan: ObjectIdentifier,
    cetakan: Cetakan<'a>,
    _seri: BigInt<'a>,
    saat: GeneralizedTime,
    _ketelitian: Option<Sequence<'a>>,
    #[default(false)]
    _berurut: bool,
    nonce: Option<BigInt<'a>>,
    #[explicit(0)]
    _otoritas: Option<Tlv<'a>>,
    #[implicit(1)]
    _lain: Option<Sequence<'a>>,
}

impl Pertanyaan {
    /// Over a text; the chance makes that no earlier answer fits.
    pub fn atas(teks: &[u8], mut acak: [u8; 16]) -> Self {
        // A positive number that needs all of its bytes.
        acak[0] = acak[0] & 0x3f | 0x40;
        Pertanyaan { sidik: Sha256::digest(teks).into(), nonce: acak }
    }

    /// Its bytes; it asks for the certificate too, so that the answer is enough
    /// to be checked.
    pub fn der(&self) -> Vec<u8> {
        let algoritma = Algoritma { jenis: SHA256, _parameter: None };
        let cetakan = Cetakan { algoritma, sidik: &self.sidik };
        let nonce = BigUint::new(&self.nonce).expect("positive and without leading zeros");
        let semua = TimeStampReq { versi: 1, cetakan, nonce, sertifikat: true };
        asn1::write_single(&semua).expect("a few short fields")
    }

    /// The authority's time, where its answer is one to this question.
    pub fn periksa(
        &self,
        jawaban: &[u8],
        kini: DateTime<Utc>,
    ) -> Result<DateTime<Utc>, StempelDitolak> {
        let tolak = |_| StempelDitolak::TakTerbaca;
        let jawaban: TimeStampResp<'_> = asn1::parse_single(jawaban).map_err(tolak)?;
        // Granted, or granted with modifications.
        if jawaban.status.nilai > 1 {
            return Err(StempelDitolak::Otoritas(jawaban.status.kata()));
        }
        let tanda = jawaban.tanda.filter(|tanda| tanda.jenis == SIGNED_DATA);
        let isi = tanda.map(|tanda| tanda.isi.into_inner().isi).filter(|isi| isi.jenis == TST_INFO);
        let isi = isi.ok_or(StempelDitolak::TakTerbaca)?.isi.into_inner();
        let info: TstInfo<'_> = asn1::parse_single(isi).map_err(tolak)?;
        if info.cetakan.algoritma.jenis != SHA256 || info.cetakan.sidik != self.sidik {
            return Err(StempelDitolak::TeksLain);
        }
        if info.nonce.is_none_or(|nonce| nonce.as_bytes() != self.nonce) {
            return Err(StempelDitolak::NonceLain);
        }
        let stempel = saat(&info.saat).ok_or(StempelDitolak::TakTerbaca)?;
        if (stempel - kini).abs() > TOLERANSI {
            return Err(StempelDitolak::WaktuJauh { stempel, kini });
        }
        Ok(stempel)
    }
}

impl Status<'_> {
    /// What the authority says of a refusal, on one line.
    fn kata(self) -> String {
        let kata: Vec<&str> = self.kata.into_iter().flatten().map(|satu| satu.as_str()).collect();
        let kata = kata.join("; ");
        let kata: String = kata.chars().filter(|c| !c.is_control()).take(BATAS_KATA).collect();
        if kata.is_empty() { format!("status {}, tanpa keterangan", self.nilai) } else { kata }
    }
}

fn saat(waktu: &GeneralizedTime) -> Option<DateTime<Utc>> {
    let dt = waktu.as_datetime();
    let hari = NaiveDate::from_ymd_opt(dt.year().into(), dt.month().into(), dt.day().into())?;
    let (jam, menit, detik) = (dt.hour().into(), dt.minute().into(), dt.second().into());
    // As precise as the database keeps it.
    let mikro = waktu.nanoseconds().unwrap_or(0) / 1_000;
    Some(hari.and_hms_micro_opt(jam, menit, detik, mikro)?.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEKS: &[u8] = b"ppid.example.go.id/log/1\n7\n";

    fn tlv(jenis: u8, isi: &[&[u8]]) -> Vec<u8> {
        let isi = isi.concat();
        let panjang = isi.len().to_be_bytes();
        let kepala = match isi.len() {
            ..128 => vec![jenis, panjang[7]],
            128..256 => vec![jenis, 0x81, panjang[7]],
            _ => vec![jenis, 0x82, panjang[6], panjang[7]],
        };
        [kepala, isi].concat()
    }

    fn tanya() -> Pertanyaan {
        Pertanyaan::atas(TEKS, [0xc3; 16])
    }

    /// An answer as an authority gives it, unsigned.
    fn jawaban(pertanyaan: &Pertanyaan, saat: &str) -> Vec<u8> {
        let oid = |oid: &ObjectIdentifier| tlv(6, &[oid.as_der()]);
        let cetakan =
            tlv(0x30, &[&tlv(0x30, &[&oid(&SHA256), &[5, 0]]), &tlv(4, &[&pertanyaan.sidik])]);
        let info = tlv(
            0x30,
            &[
                &[2, 1, 1],
                &oid(&asn1::oid!(1, 2, 3, 4)),
                &cetakan,
                &[2, 1, 9],
                &tlv(0x18, &[saat.as_bytes()]),
                &tlv(0x30, &[&[2, 1, 1]]),
                &tlv(2, &[&pertanyaan.nonce]),
            ],
        );
        let isi = tlv(0x30, &[&oid(&TST_INFO), &tlv(0xa0, &[&tlv(4, &[&info])])]);
        // Two certificates that are none: nobody looks at them here.
        let sertifikat = tlv(0xa0, &[&[0x30, 0], &[0x30, 0]]);
        let data = tlv(0x30, &[&[2, 1, 3], &[0x31, 0], &isi, &sertifikat, &[0x31, 0]]);
        let tanda = tlv(0x30, &[&oid(&SIGNED_DATA), &tlv(0xa0, &[&data])]);
        tlv(0x30, &[&tlv(0x30, &[&[2, 1, 0]]), &tanda])
    }

    fn pada(saat: &str) -> DateTime<Utc> {
        saat.parse().unwrap()
    }

    #[test]
    fn a_question_is_of_this_text_and_of_a_number_that_nobody_guesses() {
        let der = tanya().der();
        assert!(der.starts_with(&[0x30]) && der.ends_with(&[1, 1, 0xff]), "{der:02x?}");
        let sidik: [u8; 32] = Sha256::digest(TEKS).into();
        assert!(der.windows(32).any(|satu| satu == sidik));
        assert_ne!(Pertanyaan::atas(TEKS, [1; 16]), Pertanyaan::atas(TEKS, [2; 16]));
        for acak in [[0; 16], [0xff; 16]] {
            let nonce = Pertanyaan::atas(TEKS, acak).nonce;
            assert!((1..0x80).contains(&nonce[0]), "a positive number of sixteen bytes");
        }
    }

    #[test]
    fn an_answer_is_to_this_question_and_near_this_clock() {
        let kini = pada("2026-11-23T08:00:00Z");
        let saat = |teks: &str| tanya().periksa(&jawaban(&tanya(), teks), kini);
        assert_eq!(saat("20261123080000.25Z"), Ok(pada("2026-11-23T08:00:00.250Z")));
        // Both sides of the five minutes.
        assert_eq!(saat("20261123075500Z"), Ok(pada("2026-11-23T07:55:00Z")));
        assert_eq!(saat("20261123080500Z"), Ok(pada("2026-11-23T08:05:00Z")));
        for jauh in ["20261123075459Z", "20261123080501Z", "20251123080000Z"] {
            let galat = saat(jauh).unwrap_err();
            assert!(matches!(galat, StempelDitolak::WaktuJauh { .. }), "{galat}");
        }
        let lain = Pertanyaan::atas(b"lain", [0xc3; 16]);
        let galat = tanya().periksa(&jawaban(&lain, "20261123080000Z"), kini);
        assert_eq!(galat, Err(StempelDitolak::TeksLain));
        let lain = Pertanyaan::atas(TEKS, [0xc4; 16]);
        let galat = tanya().periksa(&jawaban(&lain, "20261123080000Z"), kini);
        assert_eq!(galat, Err(StempelDitolak::NonceLain));
    }

    #[test]
    fn a_refusal_is_told_in_the_words_of_the_authority() {
        let kata = tlv(0x30, &[&tlv(0x0c, &["kuota\nhabis".as_bytes()])]);
        let tolak = tlv(0x30, &[&tlv(0x30, &[&[2, 1, 2], &kata])]);
        let galat = tanya().periksa(&tolak, pada("2026-11-23T08:00:00Z")).unwrap_err();
        assert_eq!(galat.to_string(), "otoritas menolak permintaan stempel: kuotahabis");
        let bisu = tlv(0x30, &[&tlv(0x30, &[&[2, 1, 2]])]);
        let galat = tanya().periksa(&bisu, pada("2026-11-23T08:00:00Z")).unwrap_err();
        assert!(galat.to_string().contains("status 2"), "{galat}");
    }

    #[test]
    fn what_is_no_answer_is_none() {
        let kini = pada("2026-11-23T08:00:00Z");
        let baik = jawaban(&tanya(), "20261123080000Z");
        let tanpa_tanda = tlv(0x30, &[&tlv(0x30, &[&[2, 1, 0]])]);
        for buruk in [b"halo".to_vec(), Vec::new(), baik[..baik.len() - 1].to_vec(), tanpa_tanda] {
            assert_eq!(tanya().periksa(&buruk, kini), Err(StempelDitolak::TakTerbaca));
        }
        // Wherever it is cut or changed, it never comes out as another time.
        for di in 0..baik.len() {
            let mut lain = baik.clone();
            lain[di] ^= 1;
            if let Ok(saat) = tanya().periksa(&lain, kini) {
                assert!((saat - kini).abs() <= TOLERANSI);
            }
            assert!(tanya().periksa(&baik[..di], kini).is_err(), "{di}");
        }
    }
}
