//! A hundred cases as the rows of a file tell them, written as facts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta, JenisAliran, perkara, sengketa};
use jejak::app::App;
use jejak::log::{Append, Command, Expected};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::facts::label;

/// One row; an empty field is something that never came, or that nobody wrote
/// down.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Baris {
    pub no: u32,
    pub unit: String,
    pub bantuan: String,
    pub pemohon: String,
    pub diterima: Option<NaiveDate>,
    pub hasil: String,
    pub alasan: String,
    pub jenis_informasi: String,
    pub selesai: Option<NaiveDate>,
    pub diberikan: Option<NaiveDate>,
    pub keberatan: Option<NaiveDate>,
    pub huruf: String,
    pub ditanggapi: Option<NaiveDate>,
    pub tanggapan: String,
    pub sengketa: Option<NaiveDate>,
    pub mediasi: String,
    pub diputus: Option<NaiveDate>,
    pub amar: String,
    pub dilaksanakan: Option<NaiveDate>,
}

pub(super) fn seratus() -> Vec<Baris> {
    let isi = include_str!("seratus.csv");
    csv::Reader::from_reader(isi.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// Units by their names in the file.
pub(super) fn unit() -> BTreeMap<&'static str, Uuid> {
    let nama = ["Dinas Kesehatan", "Dinas Pendidikan", "Kecamatan Lengkong"];
    nama.into_iter().zip((1..).map(|n| Uuid::from_u128(7_000 + n))).collect()
}

pub(super) fn perkara_id(no: u32) -> Uuid {
    Uuid::from_u128(8_000 + u128::from(no))
}

pub(super) fn sengketa_id(no: u32) -> Uuid {
    Uuid::from_u128(9_000 + u128::from(no))
}

pub(super) fn nomor(no: u32) -> String {
    format!("{no:04}/PPID")
}

/// Writes units and cases.
pub(super) async fn tulis(app: &App, semua: &[Baris]) {
    for (nama, id) in unit() {
        let dibentuk = json!({"type": "UnitDibentuk", "body": {"nama": nama, "jenis": "dinas"}});
        let fakta = Event::Unit(serde_json::from_value(dibentuk).unwrap());
        let aliran = AliranId { jenis: JenisAliran::Unit, id };
        catat(app, vec![(aliran, vec![Fakta::baru(fakta, Waktu::TidakTercatat)])]).await;
    }
    for baris in semua {
        catat(app, baris.fakta()).await;
    }
}

pub(super) async fn catat(app: &App, appends: Vec<(AliranId, Vec<Fakta>)>) {
    let appends = appends.into_iter().map(|(stream, facts)| Append {
        stream,
        expected: Expected::Any,
        subject: stream.id,
        facts,
    });
    let (id, actor) = (crate::api::klien::id(), label("uji"));
    let command = Command { id, actor, content: Vec::new(), appends: appends.collect() };
    app.log.append(command).await.unwrap();
}

pub(super) fn fakta(jenis: &str, body: Value, hari: Option<NaiveDate>) -> Fakta {
    let event: perkara::Event = serde_json::from_value(bertajuk(jenis, body)).unwrap();
    Fakta::baru(Event::Perkara(Box::new(event)), waktu(hari))
}

fn fakta_sengketa(jenis: &str, body: Value, hari: Option<NaiveDate>) -> Fakta {
    let event: sengketa::Event = serde_json::from_value(bertajuk(jenis, body)).unwrap();
    Fakta::baru(Event::Sengketa(event), waktu(hari))
}

fn bertajuk(jenis: &str, body: Value) -> Value {
    let mut fakta = json!({ "type": jenis });
    fakta["body"] = body;
    fakta
}

fn waktu(hari: Option<NaiveDate>) -> Waktu {
    hari.map_or(Waktu::TidakTercatat, Waktu::Tanggal)
}

fn teks(isi: &str) -> Value {
    json!({ "isi": isi })
}

impl Baris {
    /// Every third came through the site.
    pub(super) fn kanal(&self) -> &'static str {
        if self.no.is_multiple_of(3) { "situs" } else { "langsung" }
    }

    fn fakta(&self) -> Vec<(AliranId, Vec<Fakta>)> {
        let mut perkara = vec![
            fakta(
                "PermohonanDiterima",
                json!({"kanal": self.kanal(), "pemohon": {"jenis": self.pemohon}}),
                self.diterima,
            ),
            fakta(
                "NomorPendaftaranDiberikan",
                json!({"buku": Uuid::nil(), "nomor": nomor(self.no)}),
                self.diterima,
            ),
        ];
        for (nama, peran) in [(&self.unit, "penanggung_jawab"), (&self.bantuan, "bantuan")] {
            if let Some(unit) = unit().get(nama.as_str()) {
                let body = json!({"unit": unit, "peran": peran});
                perkara.push(fakta("DisposisiDiberikan", body, self.diterima));
            }
        }
        perkara.extend(self.jawaban());
        if let Some(hari) = self.diberikan {
            let body = json!({"lingkup": "seluruhnya"});
            perkara.push(fakta("InformasiDiberikan", body, Some(hari)));
        }
        if let Some(hari) = self.keberatan {
            let huruf: Vec<&str> = self.huruf.split(' ').collect();
            let body = json!({"alasan": huruf, "kanal": "langsung"});
            perkara.push(fakta("KeberatanDiterima", body, Some(hari)));
        }
        match self.tanggapan.as_str() {
            "" => {}
            "dicabut" => perkara.push(fakta("KeberatanDicabut", json!({}), self.ditanggapi)),
            putusan => {
                let body = json!({ "putusan": putusan });
                perkara.push(fakta("TanggapanKeberatanDikirim", body, self.ditanggapi));
            }
        }
        let mut appends = Vec::new();
        if let Some(hari) = self.sengketa {
            let id = sengketa_id(self.no);
            let body = json!({ "sengketa": id });
            perkara.push(fakta("SengketaDiberitahukan", body, Some(hari)));
            let aliran = AliranId { jenis: JenisAliran::Sengketa, id };
            appends.push((aliran, self.sengketa(hari)));
        }
        appends.push((AliranId::perkara(perkara_id(self.no)), perkara));
        appends
    }

    /// How it ended, where it did.
    fn jawaban(&self) -> Option<Fakta> {
        let diberitahukan = |putusan: Value| {
            let mut body = json!({"putusan": putusan, "penguasaan": "dikuasai"});
            if !self.jenis_informasi.is_empty() {
                body["jenis_informasi"] = json!(self.jenis_informasi);
            }
            ("PemberitahuanTertulisDikirim", body)
        };
        let (jenis, body) = match self.hasil.as_str() {
            "dikabulkan" => diberitahukan(json!({"dikabulkan": "seluruhnya"})),
            "dikabulkan sebagian" => diberitahukan(json!({"dikabulkan": "sebagian"})),
            "tidak dikuasai" => diberitahukan(json!("tidak_dikuasai")),
            "dijawab" => diberitahukan(json!("tidak_tercatat")),
            "ditolak" => ("PenolakanDiberitahukan", self.penolakan("seluruhnya")),
            "ditolak sebagian" => ("PenolakanDiberitahukan", self.penolakan("sebagian")),
            "dicabut" => ("PermohonanDicabut", json!({"tertulis": true})),
            "dialihkan" => (
                "PermohonanDialihkan",
                json!({"tujuan": "lapor", "alasan": teks("aduan"), "pemohon_diberi_tahu": true}),
            ),
            "tidak ditindaklanjuti" => ("PermohonanTidakDitindaklanjuti", json!({})),
            _ => return None,
        };
        Some(fakta(jenis, body, self.selesai))
    }

    fn penolakan(&self, lingkup: &str) -> Value {
        let dasar = match self.alasan.as_str() {
            "belum dikuasai" => json!("belum_dikuasai"),
            "belum didokumentasikan" => json!("belum_didokumentasikan"),
            "tidak tercatat" => json!("tidak_tercatat"),
            pasal => {
                let pasal: Vec<&str> = pasal.split(' ').collect();
                json!({"dikecualikan": {"pasal": pasal, "sk": null}})
            }
        };
        json!({"dasar": dasar, "lingkup": lingkup, "alasan": teks("rahasia"),
               "hak_keberatan_disampaikan": true})
    }

    fn sengketa(&self, diajukan: NaiveDate) -> Vec<Fakta> {
        let perkara = [perkara_id(self.no)];
        let mut fakta = vec![
            fakta_sengketa("SengketaDiajukan", json!({"perkara": perkara}), Some(diajukan)),
            fakta_sengketa(
                "SengketaDiregistrasi",
                json!({"nomor": format!("{:03}/REG-PSI/2023", self.no)}),
                Some(diajukan),
            ),
        ];
        if !self.mediasi.is_empty() {
            fakta.push(fakta_sengketa("MediasiDimulai", json!({}), Some(diajukan)));
        }
        match self.mediasi.as_str() {
            "berhasil" => fakta.push(fakta_sengketa("MediasiBerhasil", json!({}), Some(diajukan))),
            "gagal" => {
                let body = json!({"sebab": "menarik_diri"});
                fakta.push(fakta_sengketa("MediasiGagal", body, Some(diajukan)));
            }
            _ => {}
        }
        if let Some(hari) = self.diputus {
            let jenis = if self.amar == "kesepakatan" { "mediasi" } else { "ajudikasi" };
            let body = json!({"jenis": jenis, "amar": self.amar});
            fakta.push(fakta_sengketa("PutusanDibacakan", body, Some(hari)));
        }
        if let Some(hari) = self.dilaksanakan {
            fakta.push(fakta_sengketa("PutusanDilaksanakan", json!({}), Some(hari)));
        }
        fakta
    }
}
