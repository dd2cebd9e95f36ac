//! Letters, registers and reports as PDF/A: Typst templates over JSON.
//!
//! The same template, data and files give the same bytes on every machine: the
//! fonts are part of the program, and there is no clock but the one that is
//! given.

pub mod hitam;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::LazyLock;

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Under which these bytes are made. Another number may give other bytes of the
/// same content.
pub const MESIN: &str = "typst 0.15";

/// What a page is made of.
#[derive(Clone, Debug)]
pub struct Cetakan<'a> {
    /// The text of the template.
    pub templat: &'a str,
    /// What the template reads as `data.json`.
    pub data: &'a Value,
    /// Other files that it may read, by name: a logo, a code.
    pub berkas: &'a BTreeMap<String, Vec<u8>>,
    /// The moment that the document tells of itself.
    pub saat: DateTime<FixedOffset>,
}

/// A template does not give a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct TemplatKeliru {
    /// The line of the template, from 1.
    pub baris: Option<usize>,
    /// In the words of Typst.
    pub uraian: String,
}

impl fmt::Display for TemplatKeliru {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.baris {
            Some(baris) => write!(f, "templat baris {baris}: {}", self.uraian),
            None => write!(f, "templat: {}", self.uraian),
        }
    }
}

/// Typesets. Takes processor time: not for a thread that others wait for.
pub fn pdf(cetakan: &Cetakan<'_>) -> Result<Vec<u8>, TemplatKeliru> {
    let dunia = Dunia::dari(cetakan)?;
    let hasil = typst::compile::<PagedDocument>(&dunia).output;
    let keliru = |semua: &[SourceDiagnostic]| dunia.keliru(semua);
    let pilihan = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Jejak".into())),
        timestamp: datetime(cetakan.saat.to_utc().fixed_offset()).map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::A_2a]).map_err(|e| lain(e.message()))?,
        ..PdfOptions::default()
    };
    let pdf = hasil
        .and_then(|dokumen| typst_pdf::pdf(&dokumen, &pilihan))
        .map_err(|semua| keliru(&semua));
    // What was kept to typeset the next one faster grows with every document.
    typst::comemo::evict(0);
    pdf
}

/// What the packages of a template see: itself, its data and its files.
struct Dunia {
    templat: Source,
    berkas: HashMap<FileId, Bytes>,
    saat: Option<Datetime>,
}

static PUSTAKA: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

static HURUF: LazyLock<(LazyHash<FontBook>, Vec<Font>)> = LazyLock::new(|| {
    let huruf: Vec<Font> =
        typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    (LazyHash::new(FontBook::from_fonts(&huruf)), huruf)
});

/// What stands for a character that no font has: a sign that something stood
/// there. PDF/A knows no character without a picture.
const TAK_TERCETAK: char = '\u{25A1}';

/// Puts a sign in the place of every character that cannot be set in type.
fn hanya_tercetak(nilai: &mut Value) {
    match nilai {
        Value::String(teks) => {
            if !teks.chars().all(tercetak) {
                *teks = teks.chars().map(pengganti).collect();
            }
        }
        Value::Array(isi) => isi.iter_mut().for_each(hanya_tercetak),
        Value::Object(isi) => isi.values_mut().for_each(hanya_tercetak),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn pengganti(huruf: char) -> char {
    match huruf {
        _ if tercetak(huruf) => huruf,
        _ if huruf.is_whitespace() => ' ',
        _ => TAK_TERCETAK,
    }
}

/// PDF/A-2a takes no byte-order mark and nothing of the private areas.
fn tercetak(huruf: char) -> bool {
    let terlarang =
        matches!(huruf, '\u{FEFF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
    matches!(huruf, '\n' | '\t')
        || !terlarang && HURUF.1.iter().any(|f| f.info().coverage.contains(huruf.into()))
}

/// The names are few and the same each time: Typst keeps each for ever.
fn tempat(nama: &str) -> Result<FileId, TemplatKeliru> {
    let jalur = VirtualPath::new(nama).map_err(|_| lain("nama berkas tidak dapat dipakai"))?;
    Ok(RootedPath::new(VirtualRoot::Project, jalur).intern())
}

fn lain(uraian: &str) -> TemplatKeliru {
    TemplatKeliru { baris: None, uraian: uraian.to_owned() }
}

impl Dunia {
    fn dari(cetakan: &Cetakan<'_>) -> Result<Self, TemplatKeliru> {
        let mut berkas = HashMap::new();
        for (nama, isi) in cetakan.berkas {
            berkas.insert(tempat(nama)?, Bytes::new(isi.clone()));
        }
        let mut data = cetakan.data.clone();
        hanya_tercetak(&mut data);
        let data = serde_json::to_vec(&data).map_err(|e| lain(&e.to_string()))?;
        berkas.insert(tempat("data.json")?, Bytes::new(data));
        berkas.insert(tempat("jejak.typ")?, Bytes::new(include_bytes!("../templat/jejak.typ")));
        let templat = Source::new(tempat("templat.typ")?, cetakan.templat.to_owned());
        Ok(Dunia { templat, berkas, saat: datetime(cetakan.saat) })
    }

    fn keliru(&self, semua: &[SourceDiagnostic]) -> TemplatKeliru {
        let Some(satu) = semua.first() else { return lain("sebabnya tidak diketahui") };
        let milik_templat = satu.span.id() == Some(self.templat.id());
        let baris = self.range(satu.span).filter(|_| milik_templat);
        let baris = baris.and_then(|r| self.templat.lines().byte_to_line(r.start));
        TemplatKeliru { baris: baris.map(|nol| nol + 1), uraian: satu.message.to_string() }
    }
}

fn datetime(saat: DateTime<FixedOffset>) -> Option<Datetime> {
    let kecil = |n: u32| u8::try_from(n).ok();
    Datetime::from_ymd_hms(
        saat.year(),
        kecil(saat.month())?,
        kecil(saat.day())?,
        kecil(saat.hour())?,
        kecil(saat.minute())?,
        kecil(saat.second())?,
    )
}

impl World for Dunia {
    fn library(&self) -> &LazyHash<Library> {
        &PUSTAKA
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &HURUF.0
    }

    fn main(&self) -> FileId {
        self.templat.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.templat.id() {
            return Ok(self.templat.clone());
        }
        let isi = self.file(id)?;
        let teks = isi.as_str().map_err(|_| FileError::NotSource)?;
        Ok(Source::new(id, teks.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.berkas.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, nomor: usize) -> Option<Font> {
        HURUF.1.get(nomor).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.saat
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cetak(templat: &str, data: &Value) -> Result<Vec<u8>, TemplatKeliru> {
        let saat = "2026-11-21T09:00:00+07:00".parse().unwrap();
        pdf(&Cetakan { templat, data, berkas: &BTreeMap::new(), saat })
    }

    const SURAT: &str = "#let d = json(\"data.json\")\n#set document(title: d.judul)\n#d.judul";

    #[test]
    fn the_same_template_and_data_give_the_same_bytes() {
        let data = json!({"judul": "Tanda bukti penerimaan"});
        let satu = cetak(SURAT, &data).unwrap();
        assert_eq!(cetak(SURAT, &data).unwrap(), satu);
        assert!(satu.starts_with(b"%PDF-1.7"));
        let lain = cetak(SURAT, &json!({"judul": "Pemberitahuan tertulis"})).unwrap();
        assert_ne!(lain, satu);
    }

    #[test]
    fn a_template_that_is_wrong_says_where() {
        let keliru = cetak("#set document(title: [a])\n\n#tidak-ada()", &json!({})).unwrap_err();
        assert_eq!(keliru.baris, Some(3));
        assert!(keliru.uraian.contains("tidak-ada"), "{}", keliru.uraian);
    }

    #[test]
    fn a_template_sees_its_own_files_and_no_others() {
        for berkas in ["/etc/passwd", "../Cargo.toml", "lain.json", "@preview/a:1.0.0"] {
            let templat = format!("#import \"{berkas}\": a");
            assert!(cetak(&templat, &json!({})).is_err(), "{berkas}");
            assert!(cetak(&format!("#read(\"{berkas}\")"), &json!({})).is_err(), "{berkas}");
        }
    }

    /// PDF/A refuses text without a picture, and people write what they like.
    #[test]
    fn whatever_somebody_writes_can_be_printed() {
        assert!(tercetak(TAK_TERCETAK));
        for teks in [
            "Jalan Merdeka 1, Rp1.250,00 \u{2013} \u{201c}ya\u{201d}",
            "\u{1F600} terima kasih",
            "\u{A98F}\u{A9B8}\u{A9A0}",
            "\u{4E2D}\u{6587} \u{D55C}\u{AD6D}",
            "\u{0627}\u{0644} \u{05D0}",
            "a\u{200B}b\u{200D}c\u{AD}d\u{FEFF}e\u{301}",
            "\u{E000}\u{F8FF}\u{10FFFF}\u{FFFD}",
            "#read(\"a\") $x$ *tebal* \\ `kode` <b> @acuan",
        ] {
            let hasil = cetak(SURAT, &json!({"judul": teks}));
            assert!(hasil.is_ok(), "{teks:?}: {hasil:?}");
        }
    }
}
