//! Reads what clients send, and says what is wrong with it in the language of
//! those who sent it: what may stand in a field, and never what stood there.
//!
//! Serde's own messages are English and quote what they refuse, which may be a
//! name or a NIK in the wrong field. So JSON and parameters are read by readers
//! of ours, whose error takes from serde what was asked for and nothing else.

use std::borrow::Cow;
use std::fmt::Display;

use serde::de::value::{
    CowStrDeserializer, MapAccessDeserializer, MapDeserializer, SeqDeserializer, StrDeserializer,
};
use serde::de::{
    DeserializeOwned, Deserializer, Error, Expected, IntoDeserializer, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use serde_path_to_error::Segment;

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Salah {
    #[error("pilih salah satu: {}", .0.join(", "))]
    Pilihan(&'static [&'static str]),
    #[error("bagian ini wajib ada")]
    Wajib(&'static str),
    /// What is asked for.
    #[error("{0}")]
    Bentuk(&'static str),
    /// In the words of the type that refused it.
    #[error("{0}")]
    Kata(String),
}

/// What is wrong, and where: an RFC 6901 pointer, or the name of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalahDi {
    pub jalur: String,
    pub salah: Salah,
}

const UUID: &str = "tulis UUID, seperti 01985b5e-7d3c-7000-8000-000000000001";
const TANGGAL: &str = "tulis tanggal yang ada, seperti 2026-01-31";
const LAIN: &str = "bentuknya bukan yang diminta di sini";

/// Reads a value of JSON.
pub fn nilai<T: DeserializeOwned>(nilai: &Value) -> Result<T, SalahDi> {
    serde_path_to_error::deserialize(Nilai(nilai)).map_err(|galat| {
        let jalur = galat.path().iter().fold(String::new(), |jalur, bagian| match bagian {
            Segment::Seq { index } => anak(&jalur, &index.to_string()),
            Segment::Map { key } => anak(&jalur, key),
            Segment::Enum { .. } | Segment::Unknown => jalur,
        });
        let salah = galat.into_inner();
        let jalur = if let Salah::Wajib(nama) = salah { anak(&jalur, nama) } else { jalur };
        SalahDi { jalur, salah }
    })
}

/// Reads what stands behind the question mark.
pub fn tanya<T: DeserializeOwned>(tanya: &str) -> Result<T, SalahDi> {
    let pasangan = form_urlencoded::parse(tanya.as_bytes());
    let pembaca = MapDeserializer::<_, Salah>::new(pasangan.map(|(nama, teks)| (nama, Teks(teks))));
    serde_path_to_error::deserialize(pembaca).map_err(|galat| {
        let jalur = galat.path().to_string();
        let salah = galat.into_inner();
        let jalur = if let Salah::Wajib(nama) = salah { nama.to_owned() } else { jalur };
        SalahDi { jalur, salah }
    })
}

/// Reads one part of a path.
pub fn teks<T: DeserializeOwned>(teks: &str) -> Result<T, Salah> {
    T::deserialize(Teks(teks.into()))
}

/// A pointer to what stands below another.
pub fn anak(jalur: &str, kunci: &str) -> String {
    format!("{jalur}/{}", kunci.replace('~', "~0").replace('/', "~1"))
}

impl Error for Salah {
    /// Types of ours speak for themselves; those of others are known by how they
    /// begin, because this is all that serde hands on.
    fn custom<T: Display>(kata: T) -> Self {
        let kata = kata.to_string();
        let mulai = |awal: &[&str]| awal.iter().any(|awal| kata.starts_with(awal));
        if mulai(&["UUID parsing failed"]) {
            Salah::Bentuk(UUID)
        } else if mulai(&[
            "input ",
            "no possible date",
            "premature end",
            "trailing input",
            "bad or unsupported",
        ]) {
            Salah::Bentuk(TANGGAL)
        } else if mulai(&["data did not match", "invalid ", "can only flatten"]) {
            Salah::Bentuk(LAIN)
        } else {
            Salah::Kata(kata)
        }
    }

    fn invalid_type(_: Unexpected<'_>, diminta: &dyn Expected) -> Self {
        Salah::Bentuk(bentuk(&diminta.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, diminta: &dyn Expected) -> Self {
        Salah::Bentuk(bentuk(&diminta.to_string()))
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Salah::Bentuk("jumlah butirnya bukan yang diminta di sini")
    }

    fn unknown_variant(_: &str, pilihan: &'static [&'static str]) -> Self {
        Salah::Pilihan(pilihan)
    }

    fn unknown_field(_: &str, pilihan: &'static [&'static str]) -> Self {
        Salah::Pilihan(pilihan)
    }

    fn missing_field(nama: &'static str) -> Self {
        Salah::Wajib(nama)
    }

    fn duplicate_field(_: &'static str) -> Self {
        Salah::Bentuk("bagian ini tertulis dua kali")
    }
}

/// What is asked for, from what a type says that it expects.
fn bentuk(diminta: &str) -> &'static str {
    match diminta {
        "a string" => "tulis teks",
        "a boolean" => "tulis true atau false",
        "u8" => "tulis bilangan bulat, 0 sampai 255",
        "u16" => "tulis bilangan bulat, 0 sampai 65535",
        "u32" => "tulis bilangan bulat, 0 sampai 4294967295",
        "i32" => "tulis bilangan bulat, -2147483648 sampai 2147483647",
        "u64" | "usize" => "tulis bilangan bulat, nol atau lebih",
        "i64" => "tulis bilangan bulat",
        "a formatted UUID string" => UUID,
        "a formatted date string" => TANGGAL,
        "an RFC 3339 formatted date and time string" => {
            "tulis saat, seperti 2026-01-31T09:00:00+07:00"
        }
        "an instant, a date, or null" => {
            "tulis tanggal seperti 2026-01-31, saat seperti 2026-01-31T09:00:00+07:00, atau null"
        }
        "a sequence" => "tulis larik",
        "a map" | "map" => "tulis objek",
        "unit" => "tulis null",
        "newtype variant" | "tuple variant" | "struct variant" => {
            "pilihan ini membawa isi; tulis objek dengan pilihan itu sebagai kuncinya"
        }
        lain if lain.starts_with("struct ") || lain.contains("tagged enum") => "tulis objek",
        _ => LAIN,
    }
}

/// As `serde_json` reads a value, with our errors.
struct Nilai<'a>(&'a Value);

impl<'de> Deserializer<'de> for Nilai<'de> {
    type Error = Salah;

    fn deserialize_any<V: Visitor<'de>>(self, tamu: V) -> Result<V::Value, Salah> {
        match self.0 {
            Value::Null => tamu.visit_unit(),
            Value::Bool(benar) => tamu.visit_bool(*benar),
            Value::Number(bilangan) => {
                if let Some(bulat) = bilangan.as_u64() {
                    tamu.visit_u64(bulat)
                } else if let Some(bulat) = bilangan.as_i64() {
                    tamu.visit_i64(bulat)
                } else {
                    tamu.visit_f64(bilangan.as_f64().unwrap_or(f64::NAN))
                }
            }
            Value::String(teks) => tamu.visit_borrowed_str(teks),
            Value::Array(larik) => {
                let mut butir = SeqDeserializer::new(larik.iter().map(Nilai));
                let hasil = tamu.visit_seq(&mut butir)?;
                butir.end()?;
                Ok(hasil)
            }
            Value::Object(objek) => {
                let mut bagian = MapDeserializer::new(pasangan(objek));
                let hasil = tamu.visit_map(&mut bagian)?;
                bagian.end()?;
                Ok(hasil)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, tamu: V) -> Result<V::Value, Salah> {
        if self.0.is_null() { tamu.visit_none() } else { tamu.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        tamu: V,
    ) -> Result<V::Value, Salah> {
        tamu.visit_newtype_struct(self)
    }

    /// Serde would also take a list for it.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        tamu: V,
    ) -> Result<V::Value, Salah> {
        if self.0.is_object() {
            self.deserialize_any(tamu)
        } else {
            Err(Salah::Bentuk(bentuk("a map")))
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        pilihan: &'static [&'static str],
        tamu: V,
    ) -> Result<V::Value, Salah> {
        match self.0 {
            Value::String(teks) => tamu.visit_enum(StrDeserializer::new(teks)),
            Value::Object(objek) if objek.len() == 1 => {
                tamu.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(pasangan(objek))))
            }
            _ => Err(Salah::Pilihan(pilihan)),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

fn pasangan(objek: &serde_json::Map<String, Value>) -> impl Iterator<Item = (&str, Nilai<'_>)> {
    objek.iter().map(|(kunci, nilai)| (kunci.as_str(), Nilai(nilai)))
}

impl<'de> IntoDeserializer<'de, Salah> for Nilai<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A part of an address: numbers and truth are written in its text.
struct Teks<'a>(Cow<'a, str>);

macro_rules! dari_teks {
    ($($baca:ident $kunjungi:ident $jenis:ident;)*) => {$(
        fn $baca<V: Visitor<'de>>(self, tamu: V) -> Result<V::Value, Salah> {
            let terbaca = self.0.parse::<$jenis>();
            tamu.$kunjungi(terbaca.map_err(|_| Salah::Bentuk(bentuk(stringify!($jenis))))?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Teks<'de> {
    type Error = Salah;

    dari_teks! {
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, tamu: V) -> Result<V::Value, Salah> {
        let terbaca = self.0.parse();
        tamu.visit_bool(terbaca.map_err(|_| Salah::Bentuk(bentuk("a boolean")))?)
    }

    fn deserialize_any<V: Visitor<'de>>(self, tamu: V) -> Result<V::Value, Salah> {
        CowStrDeserializer::new(self.0).deserialize_any(tamu)
    }

    fn deserialize_option<V: Visitor<'de>>(self, tamu: V) -> Result<V::Value, Salah> {
        tamu.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        tamu: V,
    ) -> Result<V::Value, Salah> {
        tamu.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        tamu: V,
    ) -> Result<V::Value, Salah> {
        tamu.visit_enum(CowStrDeserializer::new(self.0))
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Salah> for Teks<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod uji;
