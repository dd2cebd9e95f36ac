//! A paper as PDF/A, set in type by crate `surat`.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use events::kantor::Kantor;
use events::waktu::Zona;
use projections::catatan::Sudut;
use serde_json::{Value, json};
use surat::Cetakan;

use super::{Naskah, Sel, Tabel};

/// Widths of columns that still fit the smaller paper side by side.
const LEBAR_A4: u32 = 80;

/// How papers with tables are laid out.
const TEMPLAT: &str = include_str!("../surat/templat/naskah.typ");

/// Who makes the paper, and when.
#[derive(Clone, Debug)]
pub struct Asal {
    pub kantor: String,
    /// Lines of the letterhead.
    pub kop: Vec<String>,
    /// The moment that the figures are of.
    pub saat: DateTime<FixedOffset>,
}

impl Asal {
    pub fn dari(kantor: &Kantor, sudut: Sudut, zona: Zona) -> Self {
        let ditetapkan = kantor.ditetapkan.as_ref();
        Asal {
            kantor: ditetapkan.map_or_else(|| "Badan Publik".to_owned(), |k| k.nama.to_string()),
            kop: ditetapkan.into_iter().flat_map(|k| &k.kop).map(ToString::to_string).collect(),
            saat: sudut.sebagaimana.with_timezone(&zona.offset()),
        }
    }
}

impl Asal {
    /// Of the day alone, so that the same log on the same day gives the same bytes.
    pub fn sehari(kantor: &Kantor, sudut: Sudut, zona: Zona) -> Self {
        let saat = zona.awal_hari(sudut.hari()).with_timezone(&zona.offset());
        Asal { saat, ..Asal::dari(kantor, sudut, zona) }
    }
}

/// Takes processor time: not for a thread that others wait for.
pub fn tulis(naskah: &Naskah, asal: &Asal) -> anyhow::Result<Vec<u8>> {
    let kaki = naskah.keterangan.iter().filter(|(nama, _)| nama.ends_with("log"));
    let kaki: Vec<String> = kaki.map(|(nama, isi)| format!("{nama} {isi}")).collect();
    let data = json!({
        "judul": naskah.judul,
        "kantor": asal.kantor,
        "kop": asal.kop,
        "melebar": naskah.melebar,
        "kertas": if sangat_lebar(naskah) { "a3" } else { "a4" },
        "kaki": kaki.join(" · "),
        "keterangan": naskah.keterangan.iter()
            .filter(|(nama, _)| !nama.ends_with("log"))
            .map(|(nama, isi)| json!({"nama": nama, "isi": isi})).collect::<Vec<_>>(),
        "bagian": naskah.bagian.iter().map(|bagian| json!({
            "judul": bagian.judul,
            "alinea": bagian.alinea,
            "tabel": bagian.tabel.as_ref().map(tabel),
        })).collect::<Vec<_>>(),
    });
    let berkas = BTreeMap::new();
    let cetakan = Cetakan { templat: TEMPLAT, data: &data, berkas: &berkas, saat: asal.saat };
    Ok(surat::pdf(&cetakan)?)
}

/// A register has more columns than the office's usual paper takes.
fn sangat_lebar(naskah: &Naskah) -> bool {
    let tabel = naskah.bagian.iter().filter_map(|bagian| bagian.tabel.as_ref());
    let lebar = |tabel: &Tabel| tabel.kolom.iter().map(|k| u32::from(k.lebar)).sum::<u32>();
    tabel.map(lebar).any(|lebar| lebar > LEBAR_A4)
}

fn tabel(tabel: &Tabel) -> Value {
    let kolom = tabel.kolom.iter().map(|k| json!({"nama": k.nama, "lebar": k.lebar}));
    let sel = |sel: &Sel| {
        let angka = matches!(sel, Sel::Bulat(_) | Sel::Desimal(_));
        json!({"teks": sel.kata(), "angka": angka})
    };
    let baris = tabel.baris.iter().map(|baris| baris.iter().map(sel).collect::<Vec<_>>());
    json!({"kolom": kolom.collect::<Vec<_>>(), "baris": baris.collect::<Vec<_>>()})
}
