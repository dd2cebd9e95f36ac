//! Signed notes (c2sp.org/signed-note) and the text form of their keys, and the
//! cosignatures of witnesses (c2sp.org/tlog-cosignature, Ed25519).
//!
//! Crate `signed_note` reads, signs and checks notes; what it leaves open is
//! closed here: the hexadecimal of a key id has no sign, and witnesses sign
//! another text than the note's.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use signed_note::{
    Note, NoteError, Signer as _, StandardSigner, StandardVerifier, VerifierList,
    is_key_name_valid, key_id, new_ed25519_verifier_key,
};

/// Signature types of the standard.
const ED25519: u8 = 1;
const SAKSI_ED25519: u8 = 4;
/// Bytes of one note at most.
pub const BATAS_NOTA_BYTES: usize = 16 << 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotaDitolak {
    #[error("teks kunci tidak dapat dibaca; bentuknya nama+sidik+base64")]
    Kunci,
    #[error("nota tidak dapat dibaca")]
    Bentuk,
    #[error("nota ini tidak ditandatangani oleh kunci yang diminta")]
    KunciLain,
    #[error("tanda tangan pada nota tidak sah")]
    Tanda,
}

/// A key to check notes with, from its text (vkey).
#[derive(Clone)]
pub struct KunciPublik {
    teks: String,
    kunci: StandardVerifier,
}

impl std::fmt::Debug for KunciPublik {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.teks)
    }
}

impl KunciPublik {
    pub fn try_new(teks: &str) -> Result<Self, NotaDitolak> {
        let teks = teks.trim();
        pisah(teks)?;
        let kunci = StandardVerifier::new(teks).map_err(|_| NotaDitolak::Kunci)?;
        Ok(KunciPublik { teks: teks.to_owned(), kunci })
    }

    pub fn teks(&self) -> &str {
        &self.teks
    }

    pub fn nama(&self) -> &str {
        signed_note::Verifier::name(&self.kunci)
    }
}

/// Name, id and key bytes with their type.
fn pisah(teks: &str) -> Result<(&str, u32, Vec<u8>), NotaDitolak> {
    let (nama, sisa) = teks.split_once('+').ok_or(NotaDitolak::Kunci)?;
    let (id, kunci) = sisa.split_once('+').ok_or(NotaDitolak::Kunci)?;
    let hex = |satu: u8| satu.is_ascii_digit() || (b'a'..=b'f').contains(&satu);
    if id.len() != 8 || !id.bytes().all(hex) || !is_key_name_valid(nama) {
        return Err(NotaDitolak::Kunci);
    }
    let id = u32::from_str_radix(id, 16).map_err(|_| NotaDitolak::Kunci)?;
    let kunci = STANDARD.decode(kunci).map_err(|_| NotaDitolak::Kunci)?;
    if id == key_id(nama, &kunci) { Ok((nama, id, kunci)) } else { Err(NotaDitolak::Kunci) }
}

/// A key to sign notes with, from its text (skey).
pub struct KunciRahasia {
    kunci: StandardSigner,
    publik: KunciPublik,
}

impl KunciRahasia {
    /// The text of a new key; the seed is 32 bytes of chance.
    pub fn teks_baru(nama: &str, benih: &[u8; 32]) -> Result<String, NotaDitolak> {
        if !is_key_name_valid(nama) || nama.contains(char::is_control) {
            return Err(NotaDitolak::Kunci);
        }
        let publik = SigningKey::from_bytes(benih).verifying_key();
        let id = key_id(nama, &[&[ED25519], publik.as_bytes().as_slice()].concat());
        let rahasia = STANDARD.encode([&[ED25519], benih.as_slice()].concat());
        Ok(format!("PRIVATE+KEY+{nama}+{id:08x}+{rahasia}"))
    }

    pub fn try_new(teks: &str) -> Result<Self, NotaDitolak> {
        let teks = teks.trim();
        let kunci = StandardSigner::new(teks).map_err(|_| NotaDitolak::Kunci)?;
        let publik = new_ed25519_verifier_key(kunci.name(), &benih(teks)?.verifying_key());
        Ok(KunciRahasia { kunci, publik: KunciPublik::try_new(&publik)? })
    }

    pub fn publik(&self) -> &KunciPublik {
        &self.publik
    }

    /// The text as a note with this one signature.
    pub fn tanda_tangani(&self, teks: &str) -> Result<String, NotaDitolak> {
        let mut nota = Note::new(teks.as_bytes(), &[]).map_err(|_| NotaDitolak::Bentuk)?;
        nota.add_sigs(&[&self.kunci]).map_err(|_| NotaDitolak::Bentuk)?;
        String::from_utf8(nota.to_bytes()).map_err(|_| NotaDitolak::Bentuk)
    }
}

/// The Ed25519 key in a text that was found well-formed.
fn benih(skey: &str) -> Result<SigningKey, NotaDitolak> {
    // The base64 at the end may hold a plus itself.
    let kunci = skey.splitn(5, '+').nth(4).and_then(|teks| STANDARD.decode(teks).ok());
    let kunci = kunci.ok_or(NotaDitolak::Kunci)?;
    SigningKey::try_from(kunci.get(1..).unwrap_or_default()).map_err(|_| NotaDitolak::Kunci)
}

fn urai(nota: &str) -> Result<Note, NotaDitolak> {
    if nota.len() > BATAS_NOTA_BYTES {
        return Err(NotaDitolak::Bentuk);
    }
    Note::from_bytes(nota.as_bytes()).map_err(|_| NotaDitolak::Bentuk)
}

/// What a note says, before anybody's signature was looked at.
pub fn teks_belum_diperiksa(nota: &str) -> Result<String, NotaDitolak> {
    String::from_utf8(urai(nota)?.text().to_vec()).map_err(|_| NotaDitolak::Bentuk)
}

/// What a note says, its signature by this key checked.
pub fn periksa(nota: &str, kunci: &KunciPublik) -> Result<String, NotaDitolak> {
    let terurai = urai(nota)?;
    let dikenal = VerifierList::new(vec![Box::new(kunci.kunci.clone())]);
    terurai.verify(&dikenal).map_err(|error| match error {
        NoteError::UnverifiedNote => NotaDitolak::KunciLain,
        _ => NotaDitolak::Tanda,
    })?;
    teks_belum_diperiksa(nota)
}

/// A witness's key: the same bytes under another type, so that one of its
/// signatures never passes for a log's.
pub struct KunciSaksi {
    nama: String,
    id: u32,
    kunci: SigningKey,
}

impl KunciSaksi {
    pub fn dari(rahasia: &str) -> Result<Self, NotaDitolak> {
        let nama = KunciRahasia::try_new(rahasia)?.publik().nama().to_owned();
        let kunci = benih(rahasia.trim())?;
        let id = key_id(&nama, &bertipe_saksi(&kunci.verifying_key()));
        Ok(KunciSaksi { nama, id, kunci })
    }

    /// The key as others configure it.
    pub fn teks_publik(&self) -> String {
        let kunci = STANDARD.encode(bertipe_saksi(&self.kunci.verifying_key()));
        format!("{}+{:08x}+{kunci}", self.nama, self.id)
    }

    /// The line that says: seen at this moment, and consistent with all before.
    pub fn tanda_tangani(&self, teks: &str, detik: u64) -> String {
        let tanda = self.kunci.sign(pesan_saksi(teks, detik).as_bytes());
        let id = self.id.to_be_bytes();
        let bytes = [&id, detik.to_be_bytes().as_slice(), &tanda.to_bytes()].concat();
        format!("— {} {}\n", self.nama, STANDARD.encode(bytes))
    }
}

fn bertipe_saksi(kunci: &VerifyingKey) -> Vec<u8> {
    [&[SAKSI_ED25519], kunci.as_bytes().as_slice()].concat()
}

fn pesan_saksi(teks: &str, detik: u64) -> String {
    format!("cosignature/v1\ntime {detik}\n{teks}")
}

/// When a witness says that it saw this note, its signature checked.
pub fn periksa_saksi(nota: &str, vkey: &str) -> Result<u64, NotaDitolak> {
    let (nama, id, kunci) = pisah(vkey.trim())?;
    let Some((&SAKSI_ED25519, kunci)) = kunci.split_first() else {
        return Err(NotaDitolak::Kunci);
    };
    let kunci = <[u8; 32]>::try_from(kunci).map_err(|_| NotaDitolak::Kunci)?;
    let kunci = VerifyingKey::from_bytes(&kunci).map_err(|_| NotaDitolak::Kunci)?;
    let teks = teks_belum_diperiksa(nota)?;
    for baris in nota.lines().filter(|baris| baris.starts_with("— ")) {
        let tanda = signed_note::Signature::from_bytes(baris.as_bytes());
        let Ok(tanda) = tanda else { continue };
        if tanda.name() != nama || tanda.id() != id {
            continue;
        }
        let (detik, sah) = tanda.signature().split_first_chunk::<8>().ok_or(NotaDitolak::Tanda)?;
        let detik = u64::from_be_bytes(*detik);
        let sah = Signature::from_slice(sah).map_err(|_| NotaDitolak::Tanda)?;
        let pesan = pesan_saksi(&teks, detik);
        kunci.verify_strict(pesan.as_bytes(), &sah).map_err(|_| NotaDitolak::Tanda)?;
        return Ok(detik);
    }
    Err(NotaDitolak::KunciLain)
}

#[cfg(test)]
mod uji {
    use super::*;

    const PUISI: &str = "Ognuno sta solo sul cuor della terra\n\
                         trafitto da un raggio di sole:\n\ned è subito sera.\n";

    /// The example of the format's first implementation, key and note.
    #[test]
    fn the_note_of_the_go_standard_is_made_and_read() {
        let rahasia =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
        let teks = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n";
        let nota = format!(
            "{teks}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSN\
             XgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
        );
        let kunci = KunciRahasia::try_new(rahasia).unwrap();
        let publik = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!(kunci.publik().teks(), publik);
        assert_eq!(kunci.tanda_tangani(teks).unwrap(), nota);
        assert_eq!(periksa(&nota, kunci.publik()).unwrap(), teks);
        let lain = nota.replace("your problem", "my problem");
        assert_eq!(periksa(&lain, kunci.publik()), Err(NotaDitolak::Tanda));
    }

    /// The example that opens c2sp.org/signed-note; its key is not published.
    #[test]
    fn the_note_of_the_standard_is_read() {
        let nota = format!(
            "{PUISI}\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC\
             +EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
        );
        assert_eq!(teks_belum_diperiksa(&nota).unwrap(), PUISI);
        let tanda = nota.lines().last().unwrap();
        let tanda = signed_note::Signature::from_bytes(tanda.as_bytes()).unwrap();
        assert_eq!((tanda.name(), tanda.id()), ("quasimodo.example/salvatore", 0x367b_a04b));
    }

    /// The example of c2sp.org/signed-note whose key is published.
    #[test]
    fn the_signature_of_the_standard_is_checked() {
        let kunci = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        let kunci = KunciPublik::try_new(kunci).unwrap();
        let teks = "This is an example message.\n";
        let nota = format!(
            "{teks}\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZ\
             XsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
        );
        assert_eq!(periksa(&nota, &kunci).unwrap(), teks);
        let lain = nota.replace("example message", "other message");
        assert_eq!(periksa(&lain, &kunci), Err(NotaDitolak::Tanda));
    }

    #[test]
    fn a_note_of_another_key_is_not_taken_for_signed() {
        let kunci = |benih| {
            KunciRahasia::try_new(&KunciRahasia::teks_baru("a/b", &[benih; 32]).unwrap()).unwrap()
        };
        let nota = kunci(1).tanda_tangani(PUISI).unwrap();
        assert_eq!(periksa(&nota, kunci(1).publik()).unwrap(), PUISI);
        assert_eq!(periksa(&nota, kunci(2).publik()), Err(NotaDitolak::KunciLain));
        assert_eq!(periksa(PUISI, kunci(1).publik()), Err(NotaDitolak::Bentuk));
    }

    #[test]
    fn a_key_whose_text_was_changed_is_refused() {
        let baik = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        for buruk in [
            baik.replace("c74f20a3", "c74f20a4"),
            baik.replace("c74f20a3", "+74f20a3"),
            baik.replace("c74f20a3", "C74F20A3"),
            baik.replace("Peter", "Pet er"),
            baik.replace("+ARpc", "+BRpc"),
            baik[..baik.len() - 4].to_owned(),
            String::new(),
        ] {
            assert!(matches!(KunciPublik::try_new(&buruk), Err(NotaDitolak::Kunci)), "{buruk}");
        }
    }

    #[test]
    fn a_witness_signs_another_text_under_another_id() {
        let rahasia = KunciRahasia::teks_baru("saksi.example/w1", &[7; 32]).unwrap();
        let saksi = KunciSaksi::dari(&rahasia).unwrap();
        let log = KunciRahasia::try_new(&rahasia).unwrap();
        assert_ne!(saksi.teks_publik(), log.publik().teks());
        let nota = log.tanda_tangani("asal\n1\nx\n").unwrap();
        let bersaksi = format!("{nota}{}", saksi.tanda_tangani("asal\n1\nx\n", 1_679_315_147));
        assert_eq!(periksa_saksi(&bersaksi, &saksi.teks_publik()), Ok(1_679_315_147));
        assert_eq!(periksa_saksi(&nota, &saksi.teks_publik()), Err(NotaDitolak::KunciLain));
        assert_eq!(periksa(&bersaksi, log.publik()).unwrap(), "asal\n1\nx\n");
        let palsu = format!("{nota}{}", saksi.tanda_tangani("asal\n2\nx\n", 1_679_315_147));
        assert_eq!(periksa_saksi(&palsu, &saksi.teks_publik()), Err(NotaDitolak::Tanda));
    }
}
