//! A leaf: the canonical bytes of one fact, written once and never again.

use std::borrow::Cow;
use std::collections::HashMap;

use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, Utc};
use events::teks::Label;
use events::waktu::{self, Waktu};
use events::{AliranId, Cacat, Event, JenisAliran, Tercatat};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::disclosure::put_back;
use super::fact;
use super::tree::Hash;
use super::upcast::{Body, SCHEMA, upcast};

/// Version of the leaf's own form.
const FORM: &str = "jejak-leaf/1";

/// What stands in a leaf, its body as the writer made it or as it is stored.
///
/// The fields are declared in the order of their names: that is the order in
/// which RFC 8785 writes them, and a body's own keys are sorted by its map.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf<'a, B> {
    #[serde(borrow)]
    pub actor: Cow<'a, str>,
    pub body: B,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cacat: Vec<Cacat>,
    pub command: Uuid,
    #[serde(borrow)]
    pub diketahui: Cow<'a, str>,
    pub log: Uuid,
    pub occurred_at: Waktu,
    pub position: u64,
    /// Leaf hash of the stream's previous fact: a case cannot lose one unseen.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub recorded_at: Cow<'a, str>,
    pub schema: u16,
    #[serde(borrow)]
    pub stream: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    pub kind: Cow<'a, str>,
    #[serde(borrow)]
    pub v: Cow<'a, str>,
    pub version: u32,
}

/// A leaf as it is read: nothing of it is copied.
pub type Stored<'a> = Leaf<'a, &'a RawValue>;

/// The little of a leaf by which it is found; the rest is passed over.
#[derive(Debug, Deserialize)]
pub struct Found<'a> {
    #[serde(borrow)]
    pub actor: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    pub kind: Cow<'a, str>,
    #[serde(borrow)]
    v: Cow<'a, str>,
}

impl<'a> Found<'a> {
    pub fn parse(bytes: &'a [u8]) -> anyhow::Result<Self> {
        let found: Self = serde_json::from_slice(bytes).context("bukan daun Jejak")?;
        ensure!(found.v == FORM, "bentuk daun {} tidak dikenal versi Jejak ini", found.v);
        Ok(found)
    }
}

/// What the writer knows of a fact besides the fact.
pub struct Place {
    pub log: Uuid,
    pub position: u64,
    pub stream: AliranId,
    pub version: u32,
    pub prev: Option<Hash>,
    pub command: Uuid,
    pub recorded_at: DateTime<Utc>,
}

/// Type and body of an event, as JSON. A fact in a stream of another kind could
/// never be read again.
pub fn to_json(event: &Event, jenis: JenisAliran) -> anyhow::Result<(String, Value)> {
    ensure!(own_kind(event) == jenis, "fakta ini bukan milik aliran {}", jenis.nama());
    let Value::Object(mut object) = serde_json::to_value(event)? else {
        bail!("an event is an object");
    };
    let Some(Value::String(kind)) = object.remove("type") else { bail!("an event has a type") };
    let body = object.remove("body").context("an event has a body")?;
    Ok((kind, body))
}

/// Room for a leaf without its body, so that its bytes are written in one piece.
const FRAME_BYTES: usize = 640;

impl<'a, B: Serialize> Leaf<'a, B> {
    pub fn new(
        place: &Place,
        actor: &'a Label,
        fakta: &events::Fakta,
        kind: &'a str,
        body: B,
    ) -> Self {
        let recorded_at = instant(place.recorded_at);
        Leaf {
            actor: Cow::Borrowed(actor.as_str()),
            body,
            cacat: fakta.cacat.clone(),
            command: place.command,
            diketahui: Cow::Owned(fakta.diketahui.map_or_else(|| recorded_at.clone(), instant)),
            log: place.log,
            occurred_at: fakta.occurred_at,
            position: place.position,
            prev: place.prev.map(|hash| Cow::Owned(URL_SAFE_NO_PAD.encode(hash))),
            recorded_at: Cow::Owned(recorded_at),
            schema: SCHEMA,
            stream: Cow::Owned(place.stream.to_string()),
            kind: Cow::Borrowed(kind),
            v: Cow::Borrowed(FORM),
            version: place.version,
        }
    }

    /// RFC 8785: sorted keys, no blanks, and text escaped as JSON.stringify
    /// does. Numbers are whole and small enough to be exact, which is checked
    /// before a body comes here.
    pub fn bytes(&self, body_bytes: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FRAME_BYTES + body_bytes);
        serde_json::to_writer(&mut bytes, self).expect("a leaf is plain JSON with text keys");
        bytes
    }
}

impl<'a> Stored<'a> {
    pub fn parse(bytes: &'a [u8]) -> anyhow::Result<Self> {
        let text = std::str::from_utf8(bytes).context("bukan daun Jejak")?;
        let leaf: Self = serde_json::from_str(text).context("bukan daun Jejak")?;
        ensure!(leaf.v == FORM, "bentuk daun {} tidak dikenal versi Jejak ini", leaf.v);
        Ok(leaf)
    }

    pub fn prev_hash(&self) -> anyhow::Result<Option<Hash>> {
        let Some(prev) = self.prev.as_deref() else { return Ok(None) };
        let mut hash = [0; 32];
        let length = URL_SAFE_NO_PAD.decode_slice(prev, &mut hash)?;
        ensure!(length == hash.len(), "hash sebelumnya bukan 32 bita");
        Ok(Some(hash))
    }

    pub fn recorded_at(&self) -> anyhow::Result<DateTime<Utc>> {
        waktu::saat(&self.recorded_at).context("waktu pencatatan tidak terbaca")
    }

    /// The fact, its values sealed.
    pub fn decode(&self) -> anyhow::Result<Tercatat<Event>> {
        self.decode_body(Body::Stored(self.body))
    }

    /// The fact with what was opened of its values.
    pub fn decode_open(&self, opened: &HashMap<String, String>) -> anyhow::Result<Tercatat<Event>> {
        let mut body = serde_json::from_str(self.body.get())?;
        put_back(&mut body, opened);
        self.decode_body(Body::Changed(body))
    }

    /// Through the one choke point of schema evolution.
    fn decode_body(&self, body: Body<'a>) -> anyhow::Result<Tercatat<Event>> {
        let stream: AliranId = self.stream.parse()?;
        let event = match upcast(&self.kind, self.schema, body)? {
            Body::Stored(raw) => fact::event(stream.jenis, &self.kind, raw),
            Body::Changed(value) => fact::event(stream.jenis, &self.kind, value),
        };
        Ok(Tercatat {
            position: self.position,
            stream,
            version: self.version,
            command: self.command,
            actor: Label::try_new(&*self.actor)?,
            occurred_at: self.occurred_at,
            diketahui: waktu::saat(&self.diketahui).context("saat diketahui tidak terbaca")?,
            recorded_at: self.recorded_at()?,
            cacat: self.cacat.clone(),
            event: event.with_context(|| format!("fakta {} tidak dapat dibaca", self.kind))?,
        })
    }
}

fn own_kind(event: &Event) -> JenisAliran {
    match event {
        Event::Perkara(_) => JenisAliran::Perkara,
        Event::Sengketa(_) => JenisAliran::Sengketa,
        Event::Kalender(_) => JenisAliran::Kalender,
        Event::Unit(_) => JenisAliran::Unit,
        Event::Katalog(_) => JenisAliran::Katalog,
        Event::Buku(_) => JenisAliran::Buku,
        Event::Laporan(_) => JenisAliran::Laporan,
        Event::Pengguna(_) => JenisAliran::Pengguna,
        Event::Aturan(_) => JenisAliran::Aturan,
        Event::Pendamping(_) => JenisAliran::Pendamping,
        Event::Kantor(_) => JenisAliran::Kantor,
        Event::Kegiatan(_) => JenisAliran::Kegiatan,
        Event::Tahunan(_) => JenisAliran::Tahunan,
        Event::Monev(_) => JenisAliran::Monev,
        Event::Kegagalan(_) => JenisAliran::Kegagalan,
    }
}

/// Microseconds, always six digits, so that the bytes have one form.
fn instant(saat: DateTime<Utc>) -> String {
    saat.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use events::Fakta;
    use events::pendamping::{self, DataPribadiDilihat};
    use proptest::prelude::*;

    use super::*;

    /// Any body of text, numbers, lists and objects, with text of every kind.
    fn any_body() -> impl Strategy<Value = Value> {
        let number = -((1_i64 << 53) - 1)..(1_i64 << 53);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            number.prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            prop::collection::vec(0_u8..=0x7f, 0..8)
                .prop_map(|ascii| Value::from(String::from_utf8(ascii).unwrap())),
        ];
        leaf.prop_recursive(3, 24, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map("[a-z_]{0,12}", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// The bytes are those of an implementation of RFC 8785 that is not ours.
        #[test]
        fn a_leaf_is_canonical(
            body in any_body(), actor in "\\PC{1,20}", position in 1..1_u64 << 53, prev in any::<bool>(),
        ) {
            let Ok(actor) = Label::try_new(actor) else { return Ok(()) };
            let place = Place {
                log: Uuid::from_u128(1),
                position,
                stream: AliranId::pendamping(Uuid::from_u128(2)),
                version: 3,
                prev: prev.then_some([7; 32]),
                command: Uuid::from_u128(4),
                recorded_at: DateTime::from_timestamp_micros(1_700_000_000_000_001).unwrap(),
            };
            let event = DataPribadiDilihat { keperluan: actor.clone(), jumlah: 1, register: None };
            let event = Event::Pendamping(pendamping::Event::DataPribadiDilihat(event));
            let mut fakta = Fakta::baru(event, Waktu::TidakTercatat);
            fakta.cacat = vec![Cacat {
                kode: "k".to_owned(), pasal: "\"p\"".to_owned(), uraian: "é\n\u{7f}".to_owned(),
            }];
            let leaf = Leaf::new(&place, &actor, &fakta, "DataPribadiDilihat", &body);
            let bytes = leaf.bytes(0);
            prop_assert_eq!(&bytes, &serde_json_canonicalizer::to_vec(&leaf).unwrap());
            let read = Stored::parse(&bytes).unwrap();
            prop_assert_eq!(read.actor, actor.as_str());
            prop_assert_eq!(serde_json::from_str::<Value>(read.body.get()).unwrap(), body);
        }
    }
}
