//! Leaves with the disclosures behind their digests, as others are shown them.

use events::{AliranId, Event, Tercatat};

use super::Log;
use super::disclosure::{digests, name_and_value};
use super::leaf::Stored;
use super::store;

/// A fact, the very bytes that were hashed, and what its digests hide.
#[derive(Clone, Debug)]
pub struct Disclosed {
    pub leaf: Vec<u8>,
    /// Its type, as the leaf names it.
    pub kind: String,
    /// With its values sealed, and with those that are left opened.
    pub sealed: Tercatat<Event>,
    pub open: Tercatat<Event>,
    /// In the order of the body.
    pub values: Vec<DisclosedValue>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosedValue {
    pub digest: String,
    /// None once it was erased.
    pub disclosure: Option<Disclosure>,
}

/// A disclosure taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// As RFC 9901 writes it: the digest is of this text.
    pub text: String,
    /// Where the value stands in the body: `pemohon.nama`.
    pub name: String,
    pub value: String,
}

impl Log {
    /// The facts of one stream up to a position, oldest first, everything opened.
    pub async fn disclosed(&self, stream: AliranId, up_to: u64) -> anyhow::Result<Vec<Disclosed>> {
        let bytes = store::leaves_of(&self.pool, &[stream]).await?;
        let leaves: Vec<Stored> =
            bytes.iter().map(|leaf| Stored::parse(leaf)).collect::<anyhow::Result<_>>()?;
        let texts = self.disclosure_texts(&leaves).await?;
        let opened = texts
            .iter()
            .filter_map(|(digest, text)| Some((digest.clone(), name_and_value(text)?.1)))
            .collect();
        let mut facts = Vec::new();
        for (leaf, bytes) in leaves.iter().zip(&bytes).filter(|(leaf, _)| leaf.position <= up_to) {
            let values = digests(leaf.body).into_iter().map(|digest| {
                let disclosure = texts.get(&*digest).and_then(|text| {
                    let (name, value) = name_and_value(text)?;
                    Some(Disclosure { text: text.clone(), name, value })
                });
                DisclosedValue { digest: digest.into_owned(), disclosure }
            });
            facts.push(Disclosed {
                leaf: bytes.clone(),
                kind: leaf.kind.clone().into_owned(),
                sealed: leaf.decode()?,
                open: leaf.decode_open(&opened)?,
                values: values.collect(),
            });
        }
        Ok(facts)
    }
}
