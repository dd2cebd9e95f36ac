//! The way back: a form that is filled in from a fact, for it to be corrected.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Skema, Terisi, bawah, ke_teks, satu_kunci, tanpa_null};

impl Skema {
    /// The name of every fact that there can be, in order.
    pub fn semua_fakta(&self) -> Vec<String> {
        let skema = self.0["components"]["schemas"].as_object().into_iter().flatten();
        let fakta = skema.filter(|(nama, _)| nama.starts_with("Fakta"));
        let fakta = fakta.flat_map(|(_, skema)| skema["oneOf"].as_array().into_iter().flatten());
        let nama = fakta.filter_map(|satu| satu["properties"]["type"]["enum"][0].as_str());
        let nama: BTreeSet<String> = nama.map(str::to_owned).collect();
        nama.into_iter().collect()
    }

    /// The body of one kind of fact, among all that a component lists.
    pub fn varian(&self, komponen: &str, jenis: &str) -> Option<&Value> {
        let semua = self.0["components"]["schemas"][komponen]["oneOf"].as_array()?;
        let satu = semua.iter().find(|satu| satu["properties"]["type"]["enum"][0] == jenis)?;
        satu["properties"].get("body")
    }

    /// How a form is filled in for this value to be read from it.
    pub fn terisi(&self, skema: &Value, nilai: &Value) -> Terisi {
        let mut terisi = Terisi::new();
        self.isi(skema, "", nilai, &mut terisi);
        terisi
    }

    fn isi(&self, skema: &Value, nama: &str, nilai: &Value, terisi: &mut Terisi) {
        if let Some(dalam) = tanpa_null(skema) {
            return self.isi(dalam, nama, nilai, terisi);
        }
        if matches!(Self::nama(skema), Some("Berkas" | "Nomor")) {
            return;
        }
        let mut satu = |teks: String| terisi.entry(nama.to_owned()).or_default().push(teks);
        match nilai {
            Value::Null | Value::Bool(false) => {}
            Value::Bool(true) => satu("ya".to_owned()),
            Value::Number(angka) => satu(angka.to_string()),
            Value::String(teks) => satu(teks.clone()),
            Value::Array(larik) => {
                let isi = &self.buka(skema)["items"];
                let pilihan = self.buka(isi)["enum"].is_array();
                for (ke, anak) in larik.iter().enumerate() {
                    let nama = if pilihan { nama.to_owned() } else { bawah(nama, &ke_teks(ke)) };
                    self.isi(isi, &nama, anak, terisi);
                }
            }
            Value::Object(objek) => {
                if let (Some("Isi"), Some(Value::String(teks))) =
                    (Self::nama(skema), objek.get("isi"))
                {
                    return satu(teks.clone());
                }
                let skema = self.buka(skema);
                let varian = skema["oneOf"].as_array().into_iter().flatten();
                let milik = varian.filter_map(satu_kunci).find(|(k, _)| objek.contains_key(*k));
                if let Some((kunci, dalam)) = milik {
                    satu(kunci.to_owned());
                    return self.isi(dalam, &bawah(nama, kunci), &objek[kunci], terisi);
                }
                for (kolom, anak) in objek {
                    self.isi(&skema["properties"][kolom], &bawah(nama, kolom), anak, terisi);
                }
            }
        }
    }
}

/// Puts what a form does not ask, files and numbers, back where it was.
pub fn gabung(baru: Value, semula: &Value) -> Value {
    let (Value::Object(mut baru), Value::Object(semula)) = (baru, semula) else {
        return semula.clone();
    };
    for (kunci, nilai) in semula {
        let tak_ditanya = matches!(kunci.as_str(), "berkas" | "berkas_identitas" | "nomor");
        let tak_ditanya = tak_ditanya || (kunci == "perkara" && nilai.is_array());
        if tak_ditanya {
            baru.entry(kunci.clone()).or_insert_with(|| nilai.clone());
        } else if let (Some(dalam), Value::Object(_)) = (baru.get_mut(kunci), nilai)
            && dalam.as_object().is_some_and(|dalam| !dalam.contains_key("isi"))
        {
            *dalam = gabung(dalam.take(), nilai);
        }
    }
    Value::Object(baru)
}
