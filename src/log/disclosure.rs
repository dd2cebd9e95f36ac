//! Disclosures: what a person typed leaves the body before it is a leaf.
//!
//! The RFC 9901 form: a disclosure is base64url of the JSON array
//! `[salt, name, value]`, its digest is base64url of its SHA-256. A salt of 128
//! bits makes the digest of even a guessable value say nothing.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use anyhow::{bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::keys::random;

/// A value taken out of a body, and the digest that stands in its place.
#[derive(Clone, PartialEq, Eq)]
pub struct Disclosure {
    pub digest: String,
    pub text: String,
}

/// Integers above this are rounded by RFC 8785, whose numbers are doubles.
const EXACT: u64 = (1 << 53) - 1;

/// How many open values a body holds. What a leaf could not keep is refused: a
/// number that would be rounded, and a value that is sealed already and whose
/// text would stay behind with the old fact.
pub fn count_open(body: &Value) -> anyhow::Result<usize> {
    match body {
        Value::Object(object)
            if object.len() == 1 && object.get("sd").is_some_and(Value::is_string) =>
        {
            bail!("nilai yang tersegel tidak dapat ditulis lagi; buka dahulu")
        }
        Value::Object(object)
            if object.len() == 1 && object.get("isi").is_some_and(Value::is_string) =>
        {
            Ok(1)
        }
        Value::Object(object) => object.values().map(count_open).sum(),
        Value::Array(items) => items.iter().map(count_open).sum(),
        Value::Number(number) => {
            let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            ensure!(size.is_none_or(|size| size <= EXACT), "bilangan {number} terlalu besar");
            Ok(0)
        }
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(0),
    }
}

/// Replaces every open value (`{"isi": …}`) by its digest (`{"sd": …}`).
pub fn take_out(body: &mut Value, rng: &mut impl Rng) -> Vec<Disclosure> {
    let mut taken = Vec::new();
    walk(body, &mut String::new(), &mut |name, object| {
        let Some(Value::String(value)) = object.remove("isi") else { return };
        let disclosure = Disclosure::new(&random::<16>(rng), name, &value);
        object.insert("sd".to_owned(), Value::String(disclosure.digest.clone()));
        taken.push(disclosure);
    });
    taken
}

/// Puts opened values back where their digests stand. Digests without a value
/// stay: they are sealed, or erased.
pub fn put_back(body: &mut Value, opened: &HashMap<String, String>) {
    walk(body, &mut String::new(), &mut |_, object| {
        let Some(Value::String(digest)) = object.get("sd") else { return };
        if let Some(value) = opened.get(digest) {
            let value = Value::String(value.clone());
            object.clear();
            object.insert("isi".to_owned(), value);
        }
    });
}

/// All digests that stand in a stored body, in their order.
pub fn digests(body: &RawValue) -> Vec<Cow<'_, str>> {
    let body = body.get();
    if let Some(found) = plain_digests(body) {
        return found;
    }
    let mut found = Vec::new();
    // What stands in a leaf is JSON already.
    let _ = Digests(&mut found).deserialize(&mut serde_json::Deserializer::from_str(body));
    found
}

/// The same where every `"sd"` stands as the writer puts it, which is seen
/// without taking the body apart: nowhere in JSON are these four characters part
/// of something else than a text of just these two letters.
fn plain_digests(body: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut found = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find(r#""sd""#) {
        let (before, after) = rest.split_at(at);
        let (digest, after) = after.strip_prefix(r#""sd":""#)?.split_once('"')?;
        if !before.ends_with('{') || digest.contains('\\') || !after.starts_with('}') {
            return None;
        }
        found.push(Cow::Borrowed(digest));
        rest = after;
    }
    Some(found)
}

/// Collects digests from a body without building it, and gives back the value
/// itself where it is a text.
struct Digests<'a, 'de>(&'a mut Vec<Cow<'de, str>>);

impl<'de> DeserializeSeed<'de> for Digests<'_, 'de> {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Digests<'_, 'de> {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body of a fact")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut fields, mut digest) = (0, None);
        while let Some(is_sd) = map.next_key_seed(IsSd)? {
            fields += 1;
            digest = map.next_value_seed(Digests(self.0))?.filter(|_| is_sd);
        }
        if fields == 1 {
            self.0.extend(digest);
        }
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element_seed(Digests(self.0))?.is_some() {}
        Ok(None)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// Whether a key is that of a digest.
struct IsSd;

impl<'de> DeserializeSeed<'de> for IsSd {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for IsSd {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == "sd")
    }
}

impl Disclosure {
    fn new(salt: &[u8; 16], name: &str, value: &str) -> Self {
        let salt = URL_SAFE_NO_PAD.encode(salt);
        let json = Value::from(vec![salt.as_str(), name, value]).to_string();
        let text = URL_SAFE_NO_PAD.encode(json);
        Disclosure { digest: digest(&text), text }
    }
}

pub fn digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

/// Whether this is the digest of that text.
pub fn is_digest(digest: &str, text: &str) -> bool {
    let mut encoded = [0; 43];
    let length = URL_SAFE_NO_PAD.encode_slice(Sha256::digest(text.as_bytes()), &mut encoded);
    length == Ok(encoded.len()) && encoded == *digest.as_bytes()
}

/// The value inside a disclosure; `None` when it is not one.
pub fn value(text: &str) -> Option<String> {
    Some(name_and_value(text)?.1)
}

/// Where the value stood in the body, and the value.
pub fn name_and_value(text: &str) -> Option<(String, String)> {
    let json = URL_SAFE_NO_PAD.decode(text).ok()?;
    let [_, name, value]: [Text; 3] = serde_json::from_slice(&json).ok()?;
    Some((name.0.into_owned(), value.0.into_owned()))
}

/// Whether there is a value inside a disclosure.
pub fn has_value(text: &str, room: &mut Vec<u8>) -> bool {
    room.clear();
    URL_SAFE_NO_PAD.decode_vec(text, room).is_ok()
        && serde_json::from_slice::<[Text; 3]>(room).is_ok()
}

/// A text that is copied only where it has escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Visits each object that is an `Isi`: one key, `isi` or `sd`, with a string.
fn walk(
    value: &mut Value,
    name: &mut String,
    visit: &mut impl FnMut(&str, &mut Map<String, Value>),
) {
    match value {
        Value::Object(object) => {
            let is_isi = object.len() == 1
                && ["isi", "sd"].iter().any(|key| object.get(*key).is_some_and(Value::is_string));
            if is_isi {
                visit(name, object);
                return;
            }
            for (key, child) in object {
                let length = name.len();
                if !name.is_empty() {
                    name.push('.');
                }
                name.push_str(key);
                walk(child, name, visit);
                name.truncate(length);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, name, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;
    use serde_json::json;

    use super::*;

    #[test]
    fn values_leave_the_body_and_come_back() {
        let original = json!({
            "pemohon": {"nama": {"isi": "Budi"}, "jenis": "perorangan"},
            "isi": {"isi": "teks"},
            "daftar": [{"isi": "a"}, {"isi": "b"}],
            "kosong": null
        });
        let mut body = original.clone();
        let taken = take_out(&mut body, &mut StdRng::seed_from_u64(1));
        assert_eq!(taken.len(), 4);
        assert!(!body.to_string().contains("Budi"));
        let raw = serde_json::value::to_raw_value(&body).unwrap();
        let taken_digests: Vec<&str> = taken.iter().map(|d| d.digest.as_str()).collect();
        assert_eq!(digests(&raw), taken_digests, "in the order in which they were taken");
        let opened = taken
            .iter()
            .map(|d| (digest(&d.text), value(&d.text).unwrap()))
            .collect::<HashMap<_, _>>();
        put_back(&mut body, &opened);
        assert_eq!(body, original);
    }

    #[test]
    fn only_an_object_of_one_digest_is_a_sealed_value() {
        let body = json!({
            "a": {"sd": "satu"}, "b": {"sd": "x", "y": 1}, "c": {"sd": null}, "d": "sd",
            "e": [1, -1, 1.5, true, {"sd": {"sd": "dua"}}], "sd": "tiga", "z": {"isi": "sd"}
        });
        let raw = serde_json::value::to_raw_value(&body).unwrap();
        assert_eq!(digests(&raw), ["satu", "dua"]);
    }

    #[test]
    fn the_same_value_twice_has_two_digests() {
        let mut body = json!([{"isi": "sama"}, {"isi": "sama"}]);
        let taken = take_out(&mut body, &mut StdRng::seed_from_u64(1));
        assert_ne!(taken[0].digest, taken[1].digest);
    }

    /// RFC 9901, section 4.2.3: the example disclosure and its digest.
    #[test]
    fn the_digest_is_that_of_the_standard() {
        let text = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
        assert_eq!(digest(text), "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
        assert_eq!(value(text).unwrap(), "Möbius");
    }
}
