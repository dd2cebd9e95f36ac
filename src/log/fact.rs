//! An event from its type and its body, read where they stand.
//!
//! The catalogues are enums with a tag beside the content (`type`, `body`). In a
//! leaf both are fields among others, so that the enum is shown a map of just
//! these two: serde reads the body straight from the leaf's bytes, and no tree
//! of JSON values is built on the way.

use events::{Event, JenisAliran};
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::{Error, Result};

/// The event of a stream of this kind.
pub fn event<'de, B>(jenis: JenisAliran, kind: &'de str, body: B) -> Result<Event>
where
    B: Deserializer<'de, Error = Error>,
{
    fn read<'de, T: Deserialize<'de>, B>(fact: Fact<'de, B>) -> Result<T>
    where
        B: Deserializer<'de, Error = Error>,
    {
        T::deserialize(fact)
    }
    let fact = Fact { kind, body };
    Ok(match jenis {
        JenisAliran::Perkara => Event::Perkara(read(fact)?),
        JenisAliran::Sengketa => Event::Sengketa(read(fact)?),
        JenisAliran::Kalender => Event::Kalender(read(fact)?),
        JenisAliran::Unit => Event::Unit(read(fact)?),
        JenisAliran::Katalog => Event::Katalog(read(fact)?),
        JenisAliran::Buku => Event::Buku(read(fact)?),
        JenisAliran::Laporan => Event::Laporan(read(fact)?),
        JenisAliran::Pengguna => Event::Pengguna(read(fact)?),
        JenisAliran::Aturan => Event::Aturan(read(fact)?),
        JenisAliran::Pendamping => Event::Pendamping(read(fact)?),
        JenisAliran::Kantor => Event::Kantor(read(fact)?),
        JenisAliran::Kegiatan => Event::Kegiatan(read(fact)?),
        JenisAliran::Tahunan => Event::Tahunan(read(fact)?),
        JenisAliran::Monev => Event::Monev(read(fact)?),
        JenisAliran::Kegagalan => Event::Kegagalan(read(fact)?),
    })
}

struct Fact<'de, B> {
    kind: &'de str,
    body: B,
}

impl<'de, B: Deserializer<'de, Error = Error>> Deserializer<'de> for Fact<'de, B> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_map(Fields { next: Next::Type(self.kind), body: Some(self.body) })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

/// The two fields, the type first: it tells how to read the body.
struct Fields<'de, B> {
    next: Next<'de>,
    body: Option<B>,
}

enum Next<'de> {
    Type(&'de str),
    Body,
    Nothing,
}

impl<'de, B: Deserializer<'de, Error = Error>> MapAccess<'de> for Fields<'de, B> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let key = match self.next {
            Next::Type(_) => "type",
            Next::Body => "body",
            Next::Nothing => return Ok(None),
        };
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        match std::mem::replace(&mut self.next, Next::Body) {
            Next::Type(kind) => seed.deserialize(BorrowedStrDeserializer::new(kind)),
            Next::Body | Next::Nothing => {
                self.next = Next::Nothing;
                seed.deserialize(self.body.take().expect("a value is asked for once a key"))
            }
        }
    }
}
