//! What is too large for a disclosure: bytes sealed under a key of their own,
//! which the master key wraps. Whoever destroys the wrapped key destroys them.

use std::sync::PoisonError;

use rand::SeedableRng;
use rand::rngs::StdRng;
use uuid::Uuid;

use super::Log;
use super::keys::{KeyError, Sealed, SubjectKey, random};

/// Sealed bytes, and the wrapped key that opens them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    pub key: Sealed,
    pub content: Sealed,
}

impl Log {
    /// Seals bytes under a new key that belongs to `id`.
    pub fn seal_apart(&self, id: Uuid, bytes: &[u8]) -> Apart {
        let seed = random(&mut *self.seeds.lock().unwrap_or_else(PoisonError::into_inner));
        let mut rng = StdRng::from_seed(seed);
        let key = SubjectKey::generate(&mut rng);
        let content = key.seal(id.as_bytes(), bytes, &mut rng);
        Apart { key: self.key.wrap(id, &key, &mut rng), content }
    }

    /// Opens what was sealed for `id`.
    pub fn open_apart(&self, id: Uuid, apart: &Apart) -> Result<Vec<u8>, KeyError> {
        let key = self.key.unwrap_key(id, &apart.key)?;
        let mut room = Vec::new();
        let Sealed { nonce, bytes } = &apart.content;
        let length = key.open(id.as_bytes(), nonce, bytes, &mut room)?.len();
        room.truncate(length);
        Ok(room)
    }

    /// Seals bytes so that only this secret and the master key together open
    /// them.
    pub fn seal_under(&self, purpose: &str, secret: &[u8], bytes: &[u8]) -> Sealed {
        let seed = random(&mut *self.seeds.lock().unwrap_or_else(PoisonError::into_inner));
        let key = SubjectKey::from_bytes(self.key.mac(purpose, secret));
        key.seal(purpose.as_bytes(), bytes, &mut StdRng::from_seed(seed))
    }

    /// Opens what was sealed under that secret.
    pub fn open_under(
        &self,
        purpose: &str,
        secret: &[u8],
        sealed: &Sealed,
    ) -> Result<Vec<u8>, KeyError> {
        let key = SubjectKey::from_bytes(self.key.mac(purpose, secret));
        let mut room = Vec::new();
        let opened = key.open(purpose.as_bytes(), &sealed.nonce, &sealed.bytes, &mut room)?;
        Ok(opened.to_vec())
    }

    /// A digest that nobody can try out without the master key.
    pub fn keyed_digest(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        self.key.mac(purpose, bytes)
    }

    /// Sixteen bytes of chance.
    pub fn chance(&self) -> [u8; 16] {
        random(&mut *self.seeds.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
