//! Forms: made from the schema of a fact, so that a screen asks for exactly what
//! the API takes, and read back into that fact.
//!
//! A field's name is the path to it below the fact, with dots.

mod balik;

use std::collections::BTreeMap;

use askama::Template;
use serde_json::{Map, Value, json};

use super::kata;
use super::kiriman::BANYAK_BERKAS;
pub use balik::gabung;

/// Rows that a form takes at most.
const BARIS_TERBANYAK: usize = 200;

/// The OpenAPI document, as far as forms need it.
pub struct Skema(Value);

/// What a person filled in: each name with its values.
pub type Terisi = BTreeMap<String, Vec<String>>;

/// A choice of a field.
pub struct Pilihan {
    pub nilai: String,
    pub kata: String,
    pub terpilih: bool,
    /// Fields that belong to this choice alone.
    pub isian: Vec<Isian>,
}

/// One field, or several under one heading.
pub struct Isian {
    pub nama: String,
    pub label: String,
    pub bantuan: Option<&'static str>,
    pub wajib: bool,
    pub galat: Option<String>,
    pub nilai: String,
    pub bentuk: Bentuk,
}

pub enum Bentuk {
    Teks,
    Paragraf,
    Tanggal,
    Bilangan,
    YaTidak,
    Berkas(Unggahan),
    Pilih(Vec<Pilihan>),
    Centang(Vec<Pilihan>),
    Kelompok(Vec<Isian>),
}

/// A field for files, with those that are taken in already.
pub struct Unggahan {
    pub banyak: bool,
    pub terunggah: Vec<Terunggah>,
}

/// A file that was taken in, as the form carries it along.
pub struct Terunggah {
    pub tempat: String,
    pub id: String,
    pub nama: String,
    pub ukuran_bytes: String,
    pub sidik: String,
}

impl Terunggah {
    /// The file that the form has at this place.
    pub fn dari(terisi: &Terisi, tempat: &str) -> Option<Self> {
        let bagian = |nama: &str| terisi.get(&bawah(tempat, nama))?.first().cloned();
        Some(Terunggah {
            tempat: tempat.to_owned(),
            id: bagian("id")?,
            nama: bagian("nama")?,
            ukuran_bytes: bagian("ukuran_bytes")?,
            sidik: bagian("sidik")?,
        })
    }

    /// Every file of a field that may hold several.
    pub fn semua(terisi: &Terisi, nama: &str) -> Vec<Self> {
        let tempat = (0..BANYAK_BERKAS).map(|ke| bawah(nama, &ke_teks(ke)));
        tempat.filter_map(|tempat| Self::dari(terisi, &tempat)).collect()
    }

    fn nilai(&self) -> Value {
        let ukuran_bytes = self.ukuran_bytes.parse::<u64>();
        json!({
            "id": self.id,
            "nama": {"isi": self.nama},
            "ukuran_bytes": ukuran_bytes.map_or_else(|_| json!(self.ukuran_bytes), |n| json!(n)),
            "sidik": {"isi": self.sidik},
        })
    }
}

/// What stands in lists: units, books.
pub type Daftar = Vec<(String, String)>;

/// The lists that ids are chosen from.
#[derive(Default)]
pub struct Acuan {
    pub unit: Daftar,
    pub buku: Daftar,
    pub katalog: Daftar,
    pub pengguna: Daftar,
}

#[derive(Template)]
#[template(path = "isian.html")]
struct IsianHtml<'a> {
    isian: &'a Isian,
}

impl Isian {
    /// The field as HTML, with all that stands below it.
    pub fn html(&self) -> Result<String, askama::Error> {
        IsianHtml { isian: self }.render()
    }

    /// For its `id` and whatever refers to it.
    pub fn id(&self) -> String {
        format!("i-{}", self.nama.replace('.', "-"))
    }
}

impl Skema {
    pub fn dari(dokumen: Value) -> Self {
        Skema(dokumen)
    }

    /// The schema of the fact in a command's body.
    pub fn fakta(&self, jalur: &str) -> Option<&Value> {
        self.bagian(jalur, "fakta")
    }

    /// The schema of a part of what an address takes.
    pub fn bagian(&self, jalur: &str, nama: &str) -> Option<&Value> {
        let isi = &self.0["paths"][jalur]["post"]["requestBody"]["content"]["application/json"];
        let badan = self.buka(isi.get("schema")?);
        badan["properties"].get(nama)
    }

    fn nama(skema: &Value) -> Option<&str> {
        skema["$ref"].as_str()?.rsplit('/').next()
    }

    fn buka<'a>(&'a self, skema: &'a Value) -> &'a Value {
        match Self::nama(skema) {
            Some(nama) => self.buka(&self.0["components"]["schemas"][nama]),
            None => skema,
        }
    }

    /// The fields of a fact, with what was filled in and what is wrong with it.
    pub fn isian(
        &self,
        fakta: &Value,
        acuan: &Acuan,
        terisi: &Terisi,
        galat: &BTreeMap<String, String>,
    ) -> Vec<Isian> {
        let susun = Susun { skema: self, acuan, terisi, galat };
        susun.bidang(fakta, "")
    }

    /// The fact that was filled in. What is not right stays as it is: the API
    /// says what is wrong with it.
    pub fn baca(&self, fakta: &Value, terisi: &Terisi) -> Value {
        self.nilai(fakta, "", terisi).unwrap_or_else(|| json!({}))
    }

    fn nilai(&self, skema: &Value, nama: &str, terisi: &Terisi) -> Option<Value> {
        let satu = || terisi.get(nama)?.iter().map(|nilai| nilai.trim()).find(|n| !n.is_empty());
        if let Some(dalam) = tanpa_null(skema) {
            return self.nilai(dalam, nama, terisi);
        }
        match Self::nama(skema) {
            Some("Isi") => return satu().map(|teks| json!({"isi": teks})),
            Some("Berkas") => return Terunggah::dari(terisi, nama).map(|berkas| berkas.nilai()),
            Some("Nomor") => return None,
            _ => {}
        }
        let skema = self.buka(skema);
        if let Some(varian) = skema["oneOf"].as_array() {
            let dipilih = satu()?;
            return varian.iter().find_map(|v| self.pilihan_nilai(v, nama, dipilih, terisi));
        }
        match jenis(skema) {
            "array" => {
                if Self::nama(&skema["items"]) == Some("Berkas") {
                    let semua = Terunggah::semua(terisi, nama);
                    let semua: Vec<Value> = semua.iter().map(Terunggah::nilai).collect();
                    return (!semua.is_empty()).then_some(Value::Array(semua));
                }
                let isi = self.buka(&skema["items"]);
                if isi["enum"].is_array() {
                    let semua = terisi.get(nama).cloned().unwrap_or_default();
                    return (!semua.is_empty()).then(|| json!(semua));
                }
                let baris = |ke| self.nilai(&skema["items"], &bawah(nama, &ke_teks(ke)), terisi);
                let isi: Vec<Value> = (0..banyak_baris(nama, terisi)).filter_map(baris).collect();
                (!isi.is_empty()).then_some(Value::Array(isi))
            }
            "object" => {
                let mut isi = Map::new();
                for (kolom, skema) in skema["properties"].as_object().into_iter().flatten() {
                    if let Some(nilai) = self.nilai(skema, &bawah(nama, kolom), terisi) {
                        isi.insert(kolom.clone(), nilai);
                    }
                }
                // A tick that is off is said too where something has to be.
                for wajib in skema["required"].as_array().into_iter().flatten() {
                    let wajib = wajib.as_str().unwrap_or_default();
                    let boolean = jenis(self.buka(&skema["properties"][wajib])) == "boolean";
                    if boolean && (nama.is_empty() || !isi.is_empty()) {
                        isi.entry(wajib).or_insert(Value::Bool(false));
                    }
                }
                (nama.is_empty() || !isi.is_empty()).then_some(Value::Object(isi))
            }
            "boolean" => satu().map(|_| Value::Bool(true)),
            "integer" => {
                let teks = satu()?;
                let angka = teks.replace(['.', ' '], "").parse::<i64>();
                Some(angka.map_or_else(|_| json!(teks), |angka| json!(angka)))
            }
            _ => satu().map(|teks| json!(teks)),
        }
    }

    fn pilihan_nilai(
        &self,
        varian: &Value,
        nama: &str,
        dipilih: &str,
        terisi: &Terisi,
    ) -> Option<Value> {
        if let Some(kata) = tetapan(varian) {
            return (kata == dipilih).then(|| json!(kata));
        }
        let (kunci, dalam) = satu_kunci(varian)?;
        if kunci != dipilih {
            return None;
        }
        let nilai = self.nilai(dalam, &bawah(nama, kunci), terisi).unwrap_or(Value::Null);
        Some(json!({ kunci: nilai }))
    }
}

/// As many rows as were filled in, and some to spare on a form that was not.
fn banyak_baris(nama: &str, terisi: &Terisi) -> usize {
    let awal = format!("{nama}.");
    let ke = terisi.keys().filter_map(|satu| satu.strip_prefix(&awal)?.split('.').next());
    let terakhir = ke.filter_map(|ke| ke.parse::<usize>().ok()).max();
    // Nobody fills in more rows than a form of this size can hold.
    let ditawarkan = kata::baris(nama.rsplit('.').next().unwrap_or(nama));
    ditawarkan.max(terakhir.map_or(0, |ke| ke.min(BARIS_TERBANYAK) + 1))
}

/// What makes the fields of one form.
struct Susun<'a> {
    skema: &'a Skema,
    acuan: &'a Acuan,
    terisi: &'a Terisi,
    galat: &'a BTreeMap<String, String>,
}

impl Susun<'_> {
    fn bidang(&self, skema: &Value, atas: &str) -> Vec<Isian> {
        let skema = self.skema.buka(skema);
        let wajib: Vec<&str> =
            skema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let kolom = skema["properties"].as_object().into_iter().flatten();
        // What has to be filled in comes first.
        let (mut dulu, lalu): (Vec<_>, Vec<_>) =
            kolom.partition(|(nama, _)| wajib.contains(&nama.as_str()));
        dulu.sort_by_key(|(nama, _)| kata::urutan(nama));
        let semua = dulu.into_iter().chain(lalu);
        semua
            .filter_map(|(kolom, skema)| {
                self.isian(skema, &bawah(atas, kolom), kolom, wajib.contains(&kolom.as_str()))
            })
            .collect()
    }

    fn isian(&self, skema: &Value, nama: &str, kolom: &str, wajib: bool) -> Option<Isian> {
        if let Some(dalam) = tanpa_null(skema) {
            return self.isian(dalam, nama, kolom, false);
        }
        let bentuk = self.bentuk(skema, nama, kolom)?;
        let nilai = self.terisi.get(nama).and_then(|nilai| nilai.first()).cloned();
        Some(Isian {
            nama: nama.to_owned(),
            label: kata::kolom(kolom),
            bantuan: kata::bantuan(kolom),
            wajib,
            galat: self.galat.get(nama).cloned(),
            nilai: nilai.unwrap_or_default(),
            bentuk,
        })
    }

    fn bentuk(&self, skema: &Value, nama: &str, kolom: &str) -> Option<Bentuk> {
        match Skema::nama(skema) {
            Some("Isi") => {
                return Some(if kata::pendek(kolom) { Bentuk::Teks } else { Bentuk::Paragraf });
            }
            // Numbers are given by the book.
            Some("Nomor") => return None,
            Some("Berkas") => {
                let terunggah = Terunggah::dari(self.terisi, nama).into_iter().collect();
                return Some(Bentuk::Berkas(Unggahan { banyak: false, terunggah }));
            }
            Some("UnitId") => return Some(self.pilih_id(&self.acuan.unit, nama)),
            Some("PenggunaId") => return Some(self.pilih_id(&self.acuan.pengguna, nama)),
            _ => {}
        }
        match kolom {
            "buku" => return Some(self.pilih_id(&self.acuan.buku, nama)),
            "katalog" => return Some(self.pilih_id(&self.acuan.katalog, nama)),
            // Which case it is stands in the address.
            "perkara" => return None,
            _ => {}
        }
        let skema = self.skema.buka(skema);
        if let Some(kata) = skema["enum"].as_array() {
            let kata = kata.iter().filter_map(Value::as_str);
            return Some(Bentuk::Pilih(
                kata.map(|kata| self.pilihan(kolom, kata, nama, Vec::new())).collect(),
            ));
        }
        if let Some(varian) = skema["oneOf"].as_array() {
            let varian = varian.iter().filter_map(|varian| {
                if let Some(kata) = tetapan(varian) {
                    return Some(self.pilihan(kolom, kata, nama, Vec::new()));
                }
                let (kunci, dalam) = satu_kunci(varian)?;
                let bawah = bawah(nama, kunci);
                let isian = match jenis(self.skema.buka(dalam)) {
                    "object" if Skema::nama(dalam) != Some("Isi") => self.bidang(dalam, &bawah),
                    _ => self.isian(dalam, &bawah, kunci, true).into_iter().collect(),
                };
                Some(self.pilihan(kolom, kunci, nama, isian))
            });
            return Some(Bentuk::Pilih(varian.collect()));
        }
        Some(match jenis(skema) {
            "array" => {
                let isi = self.skema.buka(&skema["items"]);
                if Skema::nama(&skema["items"]) == Some("Berkas") {
                    let terunggah = Terunggah::semua(self.terisi, nama);
                    return Some(Bentuk::Berkas(Unggahan { banyak: true, terunggah }));
                }
                if let Some(kata) = isi["enum"].as_array() {
                    let kata = kata.iter().filter_map(Value::as_str);
                    let pilihan = kata.map(|kata| self.pilihan(kolom, kata, nama, Vec::new()));
                    return Some(Bentuk::Centang(pilihan.collect()));
                }
                let baris = (0..banyak_baris(nama, self.terisi)).filter_map(|ke| {
                    let mut isian =
                        self.isian(&skema["items"], &bawah(nama, &ke_teks(ke)), kolom, false)?;
                    isian.label = format!("{} {}", isian.label, ke + 1);
                    Some(isian)
                });
                Bentuk::Kelompok(baris.collect())
            }
            "object" => Bentuk::Kelompok(self.bidang(skema, nama)),
            "boolean" => Bentuk::YaTidak,
            "integer" => Bentuk::Bilangan,
            _ if skema["format"] == "date" => Bentuk::Tanggal,
            _ => Bentuk::Teks,
        })
    }

    fn pilihan(&self, kolom: &str, nilai: &str, nama: &str, isian: Vec<Isian>) -> Pilihan {
        let terisi = self.terisi.get(nama);
        Pilihan {
            nilai: nilai.to_owned(),
            kata: kata::nilai(kolom, nilai),
            terpilih: terisi.is_some_and(|terisi| terisi.iter().any(|satu| satu == nilai)),
            isian,
        }
    }

    fn pilih_id(&self, daftar: &Daftar, nama: &str) -> Bentuk {
        let pilihan = daftar.iter().map(|(id, kata)| Pilihan {
            kata: kata.clone(),
            ..self.pilihan("", id, nama, Vec::new())
        });
        Bentuk::Pilih(pilihan.collect())
    }
}

/// The schema beside null, where something may be absent.
fn tanpa_null(skema: &Value) -> Option<&Value> {
    let varian = skema["oneOf"].as_array()?;
    let kosong = |varian: &&Value| varian["type"] == "null";
    let (null, lain): (Vec<&Value>, Vec<&Value>) = varian.iter().partition(kosong);
    match lain.as_slice() {
        [satu] if !null.is_empty() => Some(satu),
        _ => None,
    }
}

/// The one word that a variant is.
fn tetapan(varian: &Value) -> Option<&str> {
    varian["enum"].as_array()?.first()?.as_str()
}

/// The one key of a variant that holds something, and its schema.
fn satu_kunci(varian: &Value) -> Option<(&str, &Value)> {
    let (kunci, dalam) = varian["properties"].as_object()?.iter().next()?;
    Some((kunci, dalam))
}

fn jenis(skema: &Value) -> &str {
    let jenis = &skema["type"];
    let banyak = || jenis.as_array()?.iter().filter_map(Value::as_str).find(|j| *j != "null");
    jenis.as_str().or_else(banyak).unwrap_or(match skema["properties"].is_object() {
        true => "object",
        false => "string",
    })
}

fn bawah(atas: &str, nama: &str) -> String {
    match atas {
        "" => nama.to_owned(),
        _ => format!("{atas}.{nama}"),
    }
}

fn ke_teks(ke: usize) -> String {
    ke.to_string()
}
