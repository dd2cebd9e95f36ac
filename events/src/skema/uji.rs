//! The schemas say what serde does: no more, no less.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use jsonschema::Validator;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::*;

/// A type among all components, formats checked.
fn validator(nama: &str) -> Validator {
    static KOMPONEN: LazyLock<Value> =
        LazyLock::new(|| serde_json::to_value(komponen()).expect("schemas are JSON"));
    let dokumen = json!({
        "$ref": format!("#/components/schemas/{nama}"),
        "components": {"schemas": *KOMPONEN},
    });
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&dokumen)
        .unwrap_or_else(|galat| panic!("{nama}: {galat}"))
}

fn dengan_validator<T>(nama: &str, pakai: impl FnOnce(&Validator) -> T) -> T {
    static SEMUA: LazyLock<Mutex<HashMap<String, Validator>>> = LazyLock::new(Mutex::default);
    let mut semua = SEMUA.lock().unwrap_or_else(PoisonError::into_inner);
    pakai(semua.entry(nama.to_owned()).or_insert_with(|| validator(nama)))
}

/// The schema of `E` takes this form and refuses it with a field it does not
/// know, in whichever object of it.
#[track_caller]
pub(crate) fn assert_valid<E: ToSchema>(json: &Value) {
    dengan_validator(&E::name(), |validator| {
        if let Err(galat) = validator.validate(json) {
            panic!("{}: {galat}\n{json}", E::name());
        }
        for mut asing in dengan_kunci_asing(json) {
            assert!(!validator.is_valid(&asing), "{}: {}", E::name(), asing.take());
        }
    });
}

/// The form with one field too many, once for each of its objects; a row's
/// cells are named by its source.
fn dengan_kunci_asing(json: &Value) -> Vec<Value> {
    let mut bentuk = Vec::new();
    let mut jalur = vec![String::new()];
    while let Some(di) = jalur.pop() {
        let di_sini = json.pointer(&di).expect("a path into it");
        let anak: Vec<String> = match di_sini {
            Value::Object(objek) => objek.keys().cloned().collect(),
            Value::Array(larik) => (0..larik.len()).map(|n| n.to_string()).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
        };
        if di_sini.is_object() && !di.ends_with("/sel") {
            let mut asing = json.clone();
            asing.pointer_mut(&di).expect("the same path")["asing"] = Value::Null;
            bentuk.push(asing);
        }
        jalur.extend(anak.into_iter().map(|kunci| format!("{di}/{kunci}")));
    }
    bentuk
}

fn sah<E: ToSchema>(json: &Value) -> bool {
    dengan_validator(&E::name(), |validator| validator.is_valid(json))
}

fn terbaca<E: DeserializeOwned>(json: &Value) -> bool {
    serde_json::from_value::<E>(json.clone()).is_ok()
}

#[track_caller]
fn assert_sepakat<E: ToSchema + DeserializeOwned>(json: &Value, diambil: bool) {
    assert_eq!((sah::<E>(json), terbaca::<E>(json)), (diambil, diambil), "{json}");
}

#[test]
fn a_name_means_one_schema() {
    let mut satu: BTreeMap<String, Value> = BTreeMap::new();
    for (nama, skema) in daftar() {
        let skema = serde_json::to_value(skema).unwrap();
        let lama = satu.entry(nama.clone()).or_insert_with(|| skema.clone());
        assert_eq!(*lama, skema, "{nama}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for nama in komponen().keys() {
        validator(nama);
    }
}

#[test]
fn a_whole_number_is_bounded_where_the_log_bounds_it() {
    let dibayar =
        |rupiah: u64| json!({"type": "BiayaDibayar", "body": {"rupiah": rupiah, "cara": "tunai"}});
    assert!(sah::<perkara::Event>(&dibayar((1 << 53) - 1)));
    assert!(!sah::<perkara::Event>(&dibayar(1 << 53)));
    let ditutup = |terakhir: i64| json!({"type": "BukuDitutup", "body": {"terakhir": terakhir}});
    for (terakhir, diambil) in
        [(0, true), (4_294_967_295, true), (4_294_967_296, false), (-1, false)]
    {
        assert_sepakat::<buku::Event>(&ditutup(terakhir), diambil);
    }
}

#[test]
fn a_moment_is_an_instant_a_date_or_unknown() {
    for (waktu, diambil) in [
        (json!(null), true),
        (json!("2026-11-21"), true),
        (json!("2026-11-21T01:02:03.000004Z"), true),
        (json!("2026-11-21T08:02:03+07:00"), true),
        (json!("2026-11-31"), false),
        (json!("kemarin"), false),
        (json!(20_261_121), false),
    ] {
        assert_sepakat::<Waktu>(&waktu, diambil);
    }
}

#[test]
fn the_articles_of_the_law_are_listed() {
    for (pasal, diambil) in
        [("17a", true), ("17a5", true), ("17a6", false), ("17k", false), ("17a01", false)]
    {
        assert_sepakat::<Pasal17>(&json!(pasal), diambil);
    }
}

#[test]
fn a_number_may_be_the_next_one() {
    assert_sepakat::<Nomor>(&json!(null), true);
    assert_sepakat::<Nomor>(&json!("1/PPID"), true);
    assert_sepakat::<Nomor>(&json!(1), false);
}

#[test]
fn long_texts_are_measured_alike() {
    for (panjang, diambil) in [(BATAS_ISI_KARAKTER, true), (BATAS_ISI_KARAKTER + 1, false)] {
        assert_sepakat::<Isi>(&json!({"isi": "é".repeat(panjang)}), diambil);
    }
    for (panjang, diambil) in [(BATAS_LABEL_KARAKTER, true), (BATAS_LABEL_KARAKTER + 1, false)] {
        assert_sepakat::<Label>(&json!("é".repeat(panjang)), diambil);
    }
    for (panjang, diambil) in [(BATAS_SIDIK_KARAKTER, true), (BATAS_SIDIK_KARAKTER + 1, false)] {
        assert_sepakat::<Sidik>(&json!("a".repeat(panjang)), diambil);
    }
    assert_sepakat::<Sidik>(&json!("A"), false);
    for (panjang, diambil) in [(BATAS_POLA_KARAKTER, true), (BATAS_POLA_KARAKTER + 1, false)] {
        assert_sepakat::<Pola>(&json!("é".repeat(panjang - 6) + "{urut}"), diambil);
    }
}

/// Texts of the characters on which engines and we could disagree.
fn sulit() -> impl Strategy<Value = String> {
    let karakter = prop_oneof![
        4 => any::<char>(),
        2 => prop::sample::select(vec!['a', '7', '@', ' ', '\t', '\n', '\r', '\u{b}', '\u{85}']),
        2 => prop::sample::select(vec!['\u{a0}', '\u{2028}', '\u{3000}', '\u{feff}', '\u{200b}']),
        2 => (0_u32..0xA1).prop_filter_map("a character", char::from_u32),
        1 => (0x200A_u32..0x2070).prop_filter_map("a character", char::from_u32),
    ];
    prop::collection::vec(karakter, 0..4).prop_map(|karakter| karakter.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn texts_are_taken_and_refused_alike(awal in sulit(), akhir in sulit()) {
        let teks = format!("{awal}{akhir}");
        let isi = json!({"isi": teks});
        prop_assert_eq!(sah::<Isi>(&isi), terbaca::<Isi>(&isi), "{:?}", &teks);
        let label = json!(teks);
        prop_assert_eq!(sah::<Label>(&label), terbaca::<Label>(&label), "{:?}", &teks);
        for penanda in ["{urut}", "{urut4}", "{urut5}"] {
            let pola = json!(format!("{awal}{penanda}{akhir}"));
            prop_assert_eq!(sah::<Pola>(&pola), terbaca::<Pola>(&pola), "{}", &pola);
        }
    }

    #[test]
    fn what_looks_like_a_nik_is_refused_alike(teks in "[a ]?[0-9]{15,18}[a@]?[0-9]{0,17}") {
        let label = json!(teks);
        prop_assert_eq!(sah::<Label>(&label), terbaca::<Label>(&label), "{}", &teks);
    }

    #[test]
    fn what_could_give_a_nik_is_refused_alike(
        pola in "[0-9]{0,8}/?(\\{urut4?\\}[0-9]{0,7}/?[0-9]{0,17}){1,2}"
    ) {
        let pola = json!(pola);
        prop_assert_eq!(sah::<Pola>(&pola), terbaca::<Pola>(&pola), "{}", &pola);
    }
}
