//! A leaf: the canonical bytes of one fact, written once and never again.

use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, Utc};
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Cacat, Event, JenisAliran, Tercatat};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::tree::Hash;
use super::upcast::{SCHEMA, upcast};

/// Version of the leaf's own form.
const FORM: &str = "jejak-leaf/1";

/// What stands in a leaf. Field order is no matter: RFC 8785 sorts the keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    pub v: String,
    pub log: Uuid,
    pub position: u64,
    pub stream: String,
    pub version: u32,
    /// Leaf hash of the stream's previous fact: a case cannot lose one unseen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
    #[serde(rename = "type")]
    pub kind: String,
    pub schema: u16,
    pub command: Uuid,
    pub actor: String,
    pub occurred_at: Waktu,
    pub diketahui: String,
    pub recorded_at: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cacat: Vec<Cacat>,
    pub body: Value,
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

impl Leaf {
    pub fn new(
        place: &Place,
        actor: &Label,
        fakta: &events::Fakta,
        kind: String,
        body: Value,
    ) -> Self {
        Leaf {
            v: FORM.to_owned(),
            log: place.log,
            position: place.position,
            stream: place.stream.to_string(),
            version: place.version,
            prev: place.prev.map(|hash| URL_SAFE_NO_PAD.encode(hash)),
            kind,
            schema: SCHEMA,
            command: place.command,
            actor: actor.as_str().to_owned(),
            occurred_at: fakta.occurred_at,
            diketahui: instant(fakta.diketahui.unwrap_or(place.recorded_at)),
            recorded_at: instant(place.recorded_at),
            cacat: fakta.cacat.clone(),
            body,
        }
    }

    /// RFC 8785.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json_canonicalizer::to_vec(self).expect("a leaf is plain JSON with text keys")
    }

    pub fn parse(bytes: &[u8]) -> anyhow::Result<Self> {
        let leaf: Leaf = serde_json::from_slice(bytes).context("bukan daun Jejak")?;
        ensure!(leaf.v == FORM, "bentuk daun {} tidak dikenal versi Jejak ini", leaf.v);
        Ok(leaf)
    }

    pub fn prev_hash(&self) -> anyhow::Result<Option<Hash>> {
        let Some(prev) = &self.prev else { return Ok(None) };
        let bytes = URL_SAFE_NO_PAD.decode(prev)?;
        Ok(Some(bytes.try_into().ok().context("hash sebelumnya bukan 32 bita")?))
    }

    pub fn recorded_at(&self) -> anyhow::Result<DateTime<Utc>> {
        Ok(self.recorded_at.parse()?)
    }

    /// The fact, through the one choke point of schema evolution.
    pub fn decode(self) -> anyhow::Result<Tercatat<Event>> {
        let stream: AliranId = self.stream.parse()?;
        let (diketahui, recorded_at) = (self.diketahui.parse()?, self.recorded_at.parse()?);
        let body = upcast(&self.kind, self.schema, self.body)?;
        let event = decode_event(stream.jenis, &self.kind, &body)
            .with_context(|| format!("fakta {} tidak dapat dibaca", self.kind))?;
        Ok(Tercatat {
            position: self.position,
            stream,
            version: self.version,
            command: self.command,
            actor: Label::try_new(self.actor)?,
            occurred_at: self.occurred_at,
            diketahui,
            recorded_at,
            cacat: self.cacat,
            event,
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
    }
}

fn decode_event(jenis: JenisAliran, kind: &str, body: &Value) -> serde_json::Result<Event> {
    let json = serde_json::json!({ "type": kind, "body": body });
    Ok(match jenis {
        JenisAliran::Perkara => Event::Perkara(serde_json::from_value(json)?),
        JenisAliran::Sengketa => Event::Sengketa(serde_json::from_value(json)?),
        JenisAliran::Kalender => Event::Kalender(serde_json::from_value(json)?),
        JenisAliran::Unit => Event::Unit(serde_json::from_value(json)?),
        JenisAliran::Katalog => Event::Katalog(serde_json::from_value(json)?),
        JenisAliran::Buku => Event::Buku(serde_json::from_value(json)?),
        JenisAliran::Laporan => Event::Laporan(serde_json::from_value(json)?),
        JenisAliran::Pengguna => Event::Pengguna(serde_json::from_value(json)?),
        JenisAliran::Aturan => Event::Aturan(serde_json::from_value(json)?),
        JenisAliran::Pendamping => Event::Pendamping(serde_json::from_value(json)?),
    })
}

/// Microseconds, always six digits, so that the bytes have one form.
fn instant(saat: DateTime<Utc>) -> String {
    saat.to_rfc3339_opts(SecondsFormat::Micros, true)
}
