//! Schemas of the facts as they are stored, for the HTTP API that takes and
//! shows them: whoever sends a fact sends what will stand in the log.
//!
//! Most are derived from the types. Those of types that check what they read
//! stand here, and so does what no derive can say of any of them: that a field
//! of another name is an error, and how large a number may be.

use std::borrow::Cow;
use std::collections::BTreeMap;

use utoipa::openapi::schema::{
    AdditionalProperties, AnyOfBuilder, ArrayItems, KnownFormat, Object, ObjectBuilder,
    OneOfBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{OpenApi, Ref, RefOr};
use utoipa::{Modify, Number, PartialSchema, ToSchema};

use crate::buku::{BATAS_POLA_KARAKTER, Pola};
use crate::event::{Cacat, Event, JenisAliran};
use crate::kalender::Lapisan;
use crate::koreksi::{KoreksiDicatat, Pengganti};
use crate::pasal17::Pasal17;
use crate::permohonan::Nomor;
use crate::teks::{
    BATAS_ISI_KARAKTER, BATAS_LABEL_KARAKTER, BATAS_SIDIK_KARAKTER, Isi, Label, Sidik,
};
use crate::waktu::{Waktu, Zona};
use crate::{
    aturan, buku, kalender, kantor, katalog, kegagalan, kegiatan, laporan, monev, pendamping,
    pengguna, perkara, sengketa, tahunan, unit,
};

/// Integers above this are rounded where numbers are doubles, and refused by
/// the log.
const BILANGAN_TERBESAR: usize = (1 << 53) - 1;

#[cfg(test)]
pub(crate) mod uji;

type Daftar = Vec<(String, RefOr<Schema>)>;

/// The schemas of all facts and of every type in them, by name.
pub fn komponen() -> BTreeMap<String, RefOr<Schema>> {
    let mut komponen: BTreeMap<_, _> = daftar().into_iter().collect();
    komponen.values_mut().for_each(perketat);
    komponen
}

/// Puts the schemas of the facts into a document, over those that its routes
/// have brought, which the derives alone leave too lax.
pub struct SkemaFakta;

impl Modify for SkemaFakta {
    fn modify(&self, dokumen: &mut OpenApi) {
        dokumen.components.get_or_insert_default().schemas.extend(komponen());
    }
}

fn daftar() -> Daftar {
    let mut daftar = Daftar::new();
    tambah::<Event>(&mut daftar);
    tambah::<Cacat>(&mut daftar);
    tambah::<JenisAliran>(&mut daftar);
    tambah::<Lapisan>(&mut daftar);
    tambah::<Waktu>(&mut daftar);
    tambah::<Zona>(&mut daftar);
    daftar
}

fn tambah<T: ToSchema>(daftar: &mut Daftar) {
    daftar.push((T::name().into_owned(), T::schema()));
    T::schemas(daftar);
}

fn acuan<T: ToSchema>() -> Ref {
    Ref::from_schema_name(T::name())
}

/// Closes objects and bounds numbers, all the way down.
fn perketat(skema: &mut RefOr<Schema>) {
    let RefOr::T(skema) = skema else { return };
    match skema {
        Schema::Object(objek) => perketat_objek(objek),
        Schema::Array(larik) => {
            if let ArrayItems::RefOrSchema(butir) = &mut larik.items {
                perketat(butir);
            }
        }
        Schema::OneOf(pilihan) => pilihan.items.iter_mut().for_each(perketat),
        Schema::AnyOf(pilihan) => pilihan.items.iter_mut().for_each(perketat),
        Schema::AllOf(gabungan) => gabungan.items.iter_mut().for_each(perketat),
        _ => unreachable!("the schema of a fact is one of these"),
    }
}

fn perketat_objek(objek: &mut Object) {
    objek.properties.values_mut().for_each(perketat);
    let berjenis = |jenis: Type| match &objek.schema_type {
        SchemaType::Type(satu) => *satu == jenis,
        SchemaType::Array(beberapa) => beberapa.contains(&jenis),
        SchemaType::AnyValue => false,
    };
    if berjenis(Type::Integer) {
        perketat_bilangan(objek);
    } else if matches!(
        &objek.format,
        Some(SchemaFormat::KnownFormat(KnownFormat::Date | KnownFormat::DateTime))
    ) {
        objek.pattern = Some(TAHUN_BERPOLA.to_owned());
    } else if berjenis(Type::Object) && objek.additional_properties.is_none() {
        objek.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
    }
}

fn perketat_bilangan(objek: &mut Object) {
    let tidak_negatif = objek.minimum.is_some();
    match &objek.format {
        Some(SchemaFormat::KnownFormat(KnownFormat::Int32)) if tidak_negatif => {
            // The format means a signed number.
            objek.format = None;
            objek.maximum = Some(Number::UInt(u32::MAX as usize));
        }
        Some(SchemaFormat::KnownFormat(KnownFormat::Int32)) => {
            objek.minimum = Some(Number::Int(i32::MIN as isize));
            objek.maximum = Some(Number::Int(i32::MAX as isize));
        }
        Some(_) | None => objek.maximum = Some(Number::UInt(BILANGAN_TERBESAR)),
    }
}

/// The years of `waktu::TAHUN`.
const TAHUN_BERPOLA: &str = "^(19(4[5-9]|[5-9][0-9])|2[01][0-9]{2})-";

/// A date in a year in which a case may lie.
pub fn tanggal() -> ObjectBuilder {
    let format = SchemaFormat::KnownFormat(KnownFormat::Date);
    teks().format(Some(format)).pattern(Some(TAHUN_BERPOLA))
}

/// An instant in such a year.
pub fn saat() -> ObjectBuilder {
    let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
    teks().format(Some(format)).pattern(Some(TAHUN_BERPOLA))
}

fn teks() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn null() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Null)
}

/// The insides of character classes, spelt out because engines disagree on
/// `\s` and `\p`. What turns the direction of writing is in no text.
const DWIARAH: &str = r"\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069";
const KENDALI: &str = r"\u0000-\u001F\u007F-\u009F";
const KENDALI_SELAIN_BARIS_DAN_TAB: &str = r"\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F";
const SPASI: &str = r"\u0020\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000";

/// Sixteen digits with the build of a NIK: `teks::memuat_nik` as a pattern.
const NIK: &str = "(1[1-9]|[2-8][0-9]|9[0-7])[0-9]{4}(0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(0[1-9]|1[0-2])[0-9]{6}";

/// A pattern that holds for no text with this in it. No text of ours has an `@`.
fn tanpa(bentuk: &str) -> String {
    format!("(?![^@]*({bentuk}))")
}

/// What in a pattern for numbers could give sixteen digits in a row: a number
/// has up to ten.
fn enam_belas_angka() -> String {
    let urut = r"\{urut4?\}";
    let sekitar = (0..=6).map(|kiri| format!("[0-9]{{{kiri}}}{urut}[0-9]{{{}}}", 6 - kiri));
    let beruntun = ["[0-9]{16}".to_owned(), format!("{urut}[0-9]*{urut}")];
    sekitar.chain(beruntun).collect::<Vec<_>>().join("|")
}

/// A character of a label, and one that may stand at its ends.
fn karakter_label() -> (String, String) {
    let dalam = format!("[^@{KENDALI}{DWIARAH}]");
    let tepi = format!("[^@{KENDALI}{DWIARAH}{SPASI}]");
    (dalam, tepi)
}

impl PartialSchema for Isi {
    fn schema() -> RefOr<Schema> {
        let isi = teks()
            .max_length(Some(BATAS_ISI_KARAKTER))
            .pattern(Some(format!("^[^{KENDALI_SELAIN_BARIS_DAN_TAB}{DWIARAH}]*$")))
            .description(Some("the text"));
        let sd = teks()
            .read_only(true)
            .description(Some("the salted digest that stands for a text that is sealed or erased"));
        ObjectBuilder::new()
            .property("isi", isi)
            .property("sd", sd)
            .min_properties(Some(1))
            .max_properties(Some(1))
            .description(Some(
                "Text that may tell about a person. It is sent as `isi`; in an answer it is \
                 `sd` where the reader may not see it or where it was erased.",
            ))
            .into()
    }
}

impl ToSchema for Isi {}

impl PartialSchema for Label {
    fn schema() -> RefOr<Schema> {
        let (dalam, tepi) = karakter_label();
        teks()
            .min_length(Some(1))
            .max_length(Some(BATAS_LABEL_KARAKTER))
            .pattern(Some(format!("^{}{tepi}({dalam}*{tepi})?$", tanpa(NIK))))
            .description(Some(
                "A short official text that is public by nature. Sixteen digits in a row that \
                 look like a NIK are refused.",
            ))
            .into()
    }
}

impl ToSchema for Label {}

impl PartialSchema for Sidik {
    fn schema() -> RefOr<Schema> {
        teks()
            .min_length(Some(1))
            .max_length(Some(BATAS_SIDIK_KARAKTER))
            .pattern(Some("^[0-9a-f]+$"))
            .description(Some("A digest in hex."))
            .into()
    }
}

impl ToSchema for Sidik {}

impl PartialSchema for Pola {
    fn schema() -> RefOr<Schema> {
        let (dalam, tepi) = karakter_label();
        teks()
            .max_length(Some(BATAS_POLA_KARAKTER))
            .pattern(Some(format!(
                r"^{}({tepi}{dalam}*)?\{{urut4?\}}({dalam}*{tepi})?$",
                tanpa(&enam_belas_angka())
            )))
            .description(Some(
                "How a number is written: `{urut}/PPID/2026`; `{urut4}` pads to four digits. What \
                 could give sixteen digits in a row is refused.",
            ))
            .into()
    }
}

impl ToSchema for Pola {}

impl PartialSchema for Pasal17 {
    fn schema() -> RefOr<Schema> {
        teks()
            .enum_values(Some(Pasal17::semua().map(String::from)))
            .description(Some("A letter of Pasal 17 UU 14/2008 and a number under it: `17h3`."))
            .into()
    }
}

impl ToSchema for Pasal17 {}

impl PartialSchema for Waktu {
    fn schema() -> RefOr<Schema> {
        let berformat = |format| teks().format(Some(SchemaFormat::KnownFormat(format)));
        AnyOfBuilder::new()
            .item(berformat(KnownFormat::DateTime))
            .item(berformat(KnownFormat::Date))
            .item(null())
            .description(Some("An instant, a local date, or null where none was recorded."))
            .into()
    }
}

impl ToSchema for Waktu {}

impl PartialSchema for Nomor {
    fn schema() -> RefOr<Schema> {
        AnyOfBuilder::new()
            .item(acuan::<Label>())
            .item(null())
            .description(Some("A number in a register book; null asks for the book's next one."))
            .into()
    }
}

impl ToSchema for Nomor {
    fn schemas(daftar: &mut Daftar) {
        tambah::<Label>(daftar);
    }
}

impl<E> PartialSchema for KoreksiDicatat<E>
where
    Pengganti<E>: ToSchema,
{
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .property("versi", u32::schema())
            .required("versi")
            .property("pengganti", OneOfBuilder::new().item(null()).item(acuan::<Pengganti<E>>()))
            .property("alasan", acuan::<Isi>())
            .required("alasan")
            .description(Some(
                "The fact with this version is replaced or, without a replacement, withdrawn.",
            ))
            .into()
    }
}

/// A fact holds its correction, which holds a fact: the schemas of `E` are
/// listed by whoever holds `E`, so that the list ends.
impl<E: ToSchema> ToSchema for KoreksiDicatat<E> {
    fn name() -> Cow<'static, str> {
        format!("Koreksi{}", E::name()).into()
    }

    fn schemas(daftar: &mut Daftar) {
        tambah::<Pengganti<E>>(daftar);
        tambah::<Isi>(daftar);
    }
}

impl<E: ToSchema> PartialSchema for Pengganti<E> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .property("waktu", acuan::<Waktu>())
            .required("waktu")
            .property("event", acuan::<E>())
            .required("event")
            .into()
    }
}

impl<E: ToSchema> ToSchema for Pengganti<E> {
    fn name() -> Cow<'static, str> {
        format!("Pengganti{}", E::name()).into()
    }

    fn schemas(daftar: &mut Daftar) {
        tambah::<Waktu>(daftar);
    }
}

/// Of any stream. Not exactly one: a type of two streams may have one form.
impl PartialSchema for Event {
    fn schema() -> RefOr<Schema> {
        AnyOfBuilder::new()
            .item(acuan::<perkara::Event>())
            .item(acuan::<sengketa::Event>())
            .item(acuan::<kalender::Event>())
            .item(acuan::<unit::Event>())
            .item(acuan::<katalog::Event>())
            .item(acuan::<buku::Event>())
            .item(acuan::<laporan::Event>())
            .item(acuan::<pengguna::Event>())
            .item(acuan::<aturan::Event>())
            .item(acuan::<pendamping::Event>())
            .item(acuan::<kantor::Event>())
            .item(acuan::<kegiatan::Event>())
            .item(acuan::<tahunan::Event>())
            .item(acuan::<monev::Event>())
            .item(acuan::<kegagalan::Event>())
            .description(Some("A fact of any stream: its type and its body."))
            .into()
    }
}

impl ToSchema for Event {
    fn name() -> Cow<'static, str> {
        "Fakta".into()
    }

    fn schemas(daftar: &mut Daftar) {
        tambah::<perkara::Event>(daftar);
        tambah::<sengketa::Event>(daftar);
        tambah::<kalender::Event>(daftar);
        tambah::<unit::Event>(daftar);
        tambah::<katalog::Event>(daftar);
        tambah::<buku::Event>(daftar);
        tambah::<laporan::Event>(daftar);
        tambah::<pengguna::Event>(daftar);
        tambah::<aturan::Event>(daftar);
        tambah::<pendamping::Event>(daftar);
        tambah::<kantor::Event>(daftar);
        tambah::<kegiatan::Event>(daftar);
        tambah::<tahunan::Event>(daftar);
        tambah::<monev::Event>(daftar);
        tambah::<kegagalan::Event>(daftar);
    }
}
