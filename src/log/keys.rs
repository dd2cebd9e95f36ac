//! Keys: one master key outside the data folder, one key for each subject.
//!
//! Destroying a subject's key and sealed values erases the person; the log keeps
//! salted digests and still verifies.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20::{R20, hchacha};
use hmac::{Hmac, Mac};
use rand::Rng;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, MAX_TAG_LEN, Nonce, UnboundKey};
use sha2::Sha256;

/// The master key. It wraps the subjects' keys and keys the fingerprints.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

#[derive(Clone)]
pub struct SubjectKey([u8; 32]);

/// Sealed bytes with their nonce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub nonce: Vec<u8>,
    pub bytes: Vec<u8>,
}

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("kunci induk {} tidak dapat dibaca; periksa berkas dan izinnya, atau tunjuk berkas lain dengan JEJAK_KUNCI", .0.display())]
    Unreadable(PathBuf, #[source] std::io::Error),
    #[error("kunci induk {} tidak dapat dibuat; buat foldernya atau tunjuk tempat lain dengan JEJAK_KUNCI", .0.display())]
    Unwritable(PathBuf, #[source] std::io::Error),
    #[error("isi {} bukan kunci induk Jejak; pulihkan berkas itu dari cadangan", .0.display())]
    Malformed(PathBuf),
    #[error("kunci induk {} dapat dibaca pengguna lain; jalankan: chmod 600 {}", .0.display(), .0.display())]
    Exposed(PathBuf),
    #[error("kunci induk {} tidak ada, padahal data ini disegel dengannya; pulihkan dari cadangan kunci", .0.display())]
    Missing(PathBuf),
    #[error(
        "kunci induk ini bukan kunci yang menyegel data ini; tunjuk kunci yang benar dengan JEJAK_KUNCI"
    )]
    Wrong,
    #[error("nilai tersegel tidak dapat dibuka: rusak atau kuncinya bukan kunci subjek ini")]
    Sealed,
}

impl MasterKey {
    /// Reads the key file, or makes it where `baru` says that nothing was
    /// sealed yet.
    pub fn open(path: &Path, baru: bool, rng: &mut impl Rng) -> Result<Self, KeyError> {
        match fs::read_to_string(path) {
            Ok(text) => {
                let mode = fs::metadata(path)
                    .map_err(|e| KeyError::Unreadable(path.to_owned(), e))?
                    .permissions()
                    .mode();
                if mode & 0o077 != 0 {
                    return Err(KeyError::Exposed(path.to_owned()));
                }
                let bytes = STANDARD.decode(text.trim()).ok();
                let key = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
                key.map(MasterKey).ok_or_else(|| KeyError::Malformed(path.to_owned()))
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && baru => Self::create(path, rng),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                Err(KeyError::Missing(path.to_owned()))
            }
            Err(e) if e.kind() == std::io::ErrorKind::InvalidData => {
                Err(KeyError::Malformed(path.to_owned()))
            }
            Err(e) => Err(KeyError::Unreadable(path.to_owned(), e)),
        }
    }

    fn create(path: &Path, rng: &mut impl Rng) -> Result<Self, KeyError> {
        let unwritable = |e| KeyError::Unwritable(path.to_owned(), e);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(unwritable)?;
        }
        let key = MasterKey(random(rng));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let mut file = options.open(path).map_err(unwritable)?;
        writeln!(file, "{}", STANDARD.encode(key.0)).map_err(unwritable)?;
        file.sync_all().map_err(unwritable)?;
        Ok(key)
    }

    /// A keyed digest that cannot be tried out without the key.
    pub fn mac(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.0)
            .expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    pub fn wrap(&self, subject: uuid::Uuid, key: &SubjectKey, rng: &mut impl Rng) -> Sealed {
        seal(&self.0, subject.as_bytes(), &key.0, rng)
    }

    pub fn unwrap_key(
        &self,
        subject: uuid::Uuid,
        wrapped: &Sealed,
    ) -> Result<SubjectKey, KeyError> {
        let mut room = Vec::new();
        let key = open(&self.0, subject.as_bytes(), &wrapped.nonce, &wrapped.bytes, &mut room)?;
        <[u8; 32]>::try_from(key).map(SubjectKey).map_err(|_| KeyError::Sealed)
    }
}

impl SubjectKey {
    /// A key that follows from something else.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        SubjectKey(bytes)
    }

    pub fn generate(rng: &mut impl Rng) -> Self {
        SubjectKey(random(rng))
    }

    /// Seals a disclosure; `context` ties it to its digest.
    pub fn seal(&self, context: &[u8], text: &[u8], rng: &mut impl Rng) -> Sealed {
        seal(&self.0, context, text, rng)
    }

    /// What was sealed, in a room that may be used for one value after another.
    pub fn open<'a>(
        &self,
        context: &[u8],
        nonce: &[u8],
        sealed: &[u8],
        room: &'a mut Vec<u8>,
    ) -> Result<&'a [u8], KeyError> {
        open(&self.0, context, nonce, sealed, room)
    }
}

pub(crate) fn random<const N: usize>(rng: &mut impl Rng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}

fn seal(key: &[u8; 32], aad: &[u8], text: &[u8], rng: &mut impl Rng) -> Sealed {
    let nonce: [u8; 24] = random(rng);
    let (key, rest) = extended(key, &nonce);
    let mut bytes = Vec::with_capacity(text.len() + MAX_TAG_LEN);
    bytes.extend_from_slice(text);
    key.seal_in_place_append_tag(rest, Aad::from(aad), &mut bytes)
        .expect("a value is far below the cipher's limit of 256 GiB");
    Sealed { nonce: nonce.to_vec(), bytes }
}

fn open<'a>(
    key: &[u8; 32],
    aad: &[u8],
    nonce: &[u8],
    sealed: &[u8],
    room: &'a mut Vec<u8>,
) -> Result<&'a [u8], KeyError> {
    let nonce = <[u8; 24]>::try_from(nonce).map_err(|_| KeyError::Sealed)?;
    let (key, rest) = extended(key, &nonce);
    room.clear();
    room.extend_from_slice(sealed);
    key.open_in_place(rest, Aad::from(aad), room).map(|text| &*text).map_err(|_| KeyError::Sealed)
}

/// XChaCha20-Poly1305 is ChaCha20-Poly1305 under a key that HChaCha20 makes of
/// the key and of most of the nonce; what is left of the nonce is used as such.
/// ring has the inner cipher, and several times as fast as others on the short
/// texts that are sealed here.
fn extended(key: &[u8; 32], nonce: &[u8; 24]) -> (LessSafeKey, Nonce) {
    let [first @ .., _, _, _, _, _, _, _, _] = *nonce;
    let subkey = hchacha::<R20>(&(*key).into(), &first.into());
    let subkey = UnboundKey::new(&CHACHA20_POLY1305, &subkey).expect("it is of 32 bytes");
    let mut rest = [0; 12];
    rest[4..].copy_from_slice(&nonce[16..]);
    (LessSafeKey::new(subkey), Nonce::assume_unique_for_key(rest))
}

#[cfg(test)]
mod tests {
    use chacha20poly1305::aead::{Aead, KeyInit, Payload};
    use chacha20poly1305::{XChaCha20Poly1305, XNonce};
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_sealed_value_opens_only_with_its_own_key_and_context() {
        let mut rng = StdRng::seed_from_u64(1);
        let key = SubjectKey::generate(&mut rng);
        let sealed = key.seal(b"a", b"Budi", &mut rng);
        let open = |key: &SubjectKey, context: &[u8]| {
            let mut room = vec![7; 100];
            key.open(context, &sealed.nonce, &sealed.bytes, &mut room).map(<[u8]>::to_vec)
        };
        assert_eq!(open(&key, b"a").unwrap(), b"Budi");
        assert!(matches!(open(&key, b"b"), Err(KeyError::Sealed)));
        let other = SubjectKey::generate(&mut rng);
        assert!(matches!(open(&other, b"a"), Err(KeyError::Sealed)));
    }

    proptest! {
        /// The bytes are those of an implementation that is not put together here.
        #[test]
        fn sealing_is_xchacha20_poly1305(
            key: [u8; 32], aad: Vec<u8>, msg in prop::collection::vec(any::<u8>(), 0..1000), seed: u64,
        ) {
            let sealed = seal(&key, &aad, &msg, &mut StdRng::seed_from_u64(seed));
            let nonce = XNonce::try_from(&sealed.nonce[..]).unwrap();
            let payload = Payload { msg: &msg, aad: &aad };
            let other = XChaCha20Poly1305::new(&key.into()).encrypt(&nonce, payload).unwrap();
            prop_assert_eq!(&sealed.bytes, &other);
            let mut room = Vec::new();
            prop_assert_eq!(open(&key, &aad, &sealed.nonce, &other, &mut room).unwrap(), &msg[..]);
            let mut changed = other;
            changed[0] ^= 1;
            prop_assert!(open(&key, &aad, &sealed.nonce, &changed, &mut room).is_err());
        }
    }

    #[test]
    fn a_subjects_key_is_wrapped_for_that_subject() {
        let mut rng = StdRng::seed_from_u64(2);
        let (master, subject) = (MasterKey([1; 32]), Uuid::from_u128(1));
        let key = SubjectKey::generate(&mut rng);
        let wrapped = master.wrap(subject, &key, &mut rng);
        assert_eq!(master.unwrap_key(subject, &wrapped).unwrap().0, key.0);
        assert!(master.unwrap_key(Uuid::from_u128(2), &wrapped).is_err(), "another subject");
    }

    #[test]
    fn the_key_file_is_made_once_and_guarded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kunci");
        let mut rng = StdRng::seed_from_u64(3);
        let missing = MasterKey::open(&path, false, &mut rng).map(|_| ());
        assert!(matches!(missing, Err(KeyError::Missing(_))));
        let made = MasterKey::open(&path, true, &mut rng).unwrap();
        let read = MasterKey::open(&path, true, &mut rng).unwrap();
        assert_eq!(made.0, read.0);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let exposed = MasterKey::open(&path, true, &mut rng).map(|_| ());
        assert!(matches!(exposed, Err(KeyError::Exposed(_))));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "bukan kunci").unwrap();
        let malformed = MasterKey::open(&path, true, &mut rng).map(|_| ());
        assert!(matches!(malformed, Err(KeyError::Malformed(_))));
    }
}
