//! The OpenAPI document against the facts and the routes.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::collections::BTreeSet;

use hyper::Method;
use serde_json::Value;

use super::klien::Kantor;

fn dokumen() -> Value {
    serde_json::to_value(jejak::web::dokumen::dokumen(&jejak::web::semua())).unwrap()
}

/// Every reference in a document.
fn acuan(nilai: &Value, semua: &mut BTreeSet<String>) {
    match nilai {
        Value::Object(objek) => {
            if let Some(Value::String(acuan)) = objek.get("$ref") {
                semua.insert(acuan.clone());
            }
            objek.values().for_each(|anak| acuan(anak, semua));
        }
        Value::Array(larik) => larik.iter().for_each(|anak| acuan(anak, semua)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let dokumen = dokumen();
    assert_eq!(dokumen["openapi"], "3.1.0");
    let mut semua = BTreeSet::new();
    acuan(&dokumen, &mut semua);
    for satu in semua {
        let jalur = satu.strip_prefix('#').unwrap();
        assert!(dokumen.pointer(jalur).is_some(), "{satu}");
    }
}

#[test]
fn every_operation_has_its_own_name_and_says_what_can_come() {
    let dokumen = dokumen();
    let mut nama = BTreeSet::new();
    for (jalur, metode) in dokumen["paths"].as_object().unwrap() {
        for (metode, operasi) in metode.as_object().unwrap() {
            let id = operasi["operationId"].as_str().unwrap();
            assert!(nama.insert(id.to_owned()), "{id} twice");
            let jawaban = operasi["responses"].as_object().unwrap();
            assert!(jawaban.contains_key("200") || jawaban.contains_key("201"), "{jalur}");
            for status in ["400", "401", "500", "503"] {
                let jenis = &jawaban[status]["content"]["application/problem+json"];
                assert!(jenis.is_object(), "{metode} {jalur}: {status}");
            }
            assert!(operasi["summary"].is_string() && operasi["tags"].is_array());
        }
    }
}

/// Where an answer is said to lead, an operation takes what it brings.
#[test]
fn every_link_leads_to_an_operation() {
    let dokumen = dokumen();
    let jalur = dokumen["paths"].as_object().unwrap();
    let operasi: Vec<&Value> =
        jalur.values().flat_map(|metode| metode.as_object().unwrap().values()).collect();
    let mut sambungan = 0;
    for dari in &operasi {
        let jawaban = dari["responses"].as_object().unwrap().values();
        for link in jawaban.filter_map(|jawaban| jawaban["links"].as_object()).flatten() {
            let (nama, isi) = link;
            let ke = operasi.iter().find(|ke| ke["operationId"] == isi["operationId"]);
            let ke = ke.unwrap_or_else(|| panic!("{nama} leads nowhere"));
            for parameter in isi["parameters"].as_object().into_iter().flat_map(|p| p.keys()) {
                let dikenal = ke["parameters"].as_array().unwrap();
                assert!(dikenal.iter().any(|satu| satu["name"] == **parameter), "{nama}");
            }
            assert!(isi["requestBody"].is_null() || ke["requestBody"].is_object(), "{nama}");
            sambungan += 1;
        }
    }
    assert!(sambungan > 0);
}

/// No answer grows with the register: a list comes in pages.
#[test]
fn every_list_comes_in_pages() {
    let dokumen = dokumen();
    let mut daftar = 0;
    for (jalur, metode) in dokumen["paths"].as_object().unwrap() {
        let isi = &metode["get"]["responses"]["200"]["content"]["application/json"];
        let nama = isi["schema"]["$ref"].as_str().unwrap_or_default();
        if !nama.starts_with("#/components/schemas/Laman") {
            continue;
        }
        daftar += 1;
        for parameter in ["batas", "setelah"] {
            let dikenal = metode["get"]["parameters"].as_array().unwrap();
            assert!(dikenal.iter().any(|satu| satu["name"] == parameter), "{jalur}: {parameter}");
        }
    }
    assert!(daftar > 10, "{daftar}");
}

/// Every fact that a client may offer has its route: a new one is missed here.
#[test]
fn every_fact_has_its_route() {
    let dokumen = serde_json::to_value(events::skema::komponen()).unwrap();
    let rute: BTreeSet<String> = jejak::web::semua().into_iter().map(|rute| rute.nama).collect();
    let bukan = [
        // By import, by erasure, with the sengketa, by the writer, by the job that
        // raises alarms, with a view, with a bundle, with a password that is shown,
        // by the worker that sends.
        "perkara_baris_diimpor",
        "perkara_data_pribadi_dihapus",
        "perkara_sengketa_diberitahukan",
        "buku_nomor_diberikan",
        "pendamping_alarm_dibunyikan",
        "pendamping_alarm_dihentikan",
        "pendamping_data_pribadi_dilihat",
        "pendamping_berkas_diekspor",
        "pendamping_batas_jam_diingatkan",
        "pendamping_surel_dikirim",
        "pendamping_surel_gagal",
        "pengguna_masuk_diatur_ulang",
    ];
    for aliran in [
        "Perkara",
        "Sengketa",
        "Kalender",
        "Unit",
        "Katalog",
        "Kegiatan",
        "Buku",
        "Laporan",
        "Pengguna",
        "Aturan",
        "Pendamping",
        "Kantor",
        "Tahunan",
        "Monev",
        "Kegagalan",
    ] {
        let skema = &dokumen[format!("Fakta{aliran}")];
        let bentuk = skema["oneOf"].as_array().cloned().unwrap_or_else(|| vec![skema.clone()]);
        assert!(!bentuk.is_empty());
        for satu in bentuk {
            let fakta = satu["properties"]["type"]["enum"][0].as_str().unwrap();
            let pisah: String = fakta
                .chars()
                .flat_map(|huruf| {
                    let garis = huruf.is_ascii_uppercase().then_some('_');
                    garis.into_iter().chain([huruf.to_ascii_lowercase()])
                })
                .collect();
            let nama = format!("{}{pisah}", aliran.to_lowercase());
            assert_ne!(rute.contains(&nama), bukan.contains(&nama.as_str()), "{nama}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_is_served_to_anybody() {
    let kantor = Kantor::buka().await;
    let jawaban = kantor.minta("publik", Method::GET, "/api/openapi.json", None, &[]).await;
    assert_eq!((jawaban.status, jawaban.badan), (200, dokumen()));
    let hidup = kantor.minta("publik", Method::GET, "/health", None, &[]).await;
    assert_eq!((hidup.status, hidup.badan.as_str()), (200, Some("ok\n")));
}
