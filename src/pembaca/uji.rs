use events::perkara::Event;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::*;

fn di<T: DeserializeOwned>(kirim: &Value) -> (String, String) {
    let salah = nilai::<T>(kirim).err().expect("refused");
    (salah.jalur, salah.salah.to_string())
}

#[test]
fn a_value_is_read_as_serde_json_reads_it() {
    for kirim in [
        json!({"type": "BiayaDibayar", "body": {"rupiah": 1, "cara": "tunai"}}),
        json!({"type": "PermohonanDiterima", "body": {
            "kanal": {"lain": {"isi": "titipan"}}, "tujuan": null,
            "pemohon": {"jenis": "perorangan", "nama": {"isi": "Budi"}}}}),
        json!({"type": "KoreksiDicatat", "body": {
            "versi": 1, "alasan": {"isi": "keliru"}, "pengganti": {"waktu": "2026-03-02",
                "event": {"type": "PermohonanDicatat", "body": {}}}}}),
    ] {
        let kita: Event = nilai(&kirim).unwrap();
        assert_eq!(kita, serde_json::from_value(kirim).unwrap());
    }
}

#[derive(Debug, Deserialize)]
struct Contoh {
    #[expect(dead_code, reason = "only read")]
    id: Uuid,
    #[expect(dead_code, reason = "only read")]
    batas: Option<u32>,
    #[expect(dead_code, reason = "only read")]
    terbuka: Option<bool>,
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_without_the_value() {
    let nik = "3275014101900001";
    let id = Uuid::nil();
    for (kirim, jalur, kata) in [
        (json!({"id": nik}), "/id", UUID),
        (json!({"id": 7}), "/id", UUID),
        (json!({}), "/id", "bagian ini wajib ada"),
        (json!({"id": id, "batas": nik}), "/batas", "tulis bilangan bulat, 0 sampai 4294967295"),
        (json!({"id": id, "batas": -1}), "/batas", "tulis bilangan bulat, 0 sampai 4294967295"),
        (json!({"id": id, "terbuka": nik}), "/terbuka", "tulis true atau false"),
        (json!(nik), "", "tulis objek"),
        (json!([id, null, null]), "", "tulis objek"),
    ] {
        assert_eq!(di::<Contoh>(&kirim), (jalur.to_owned(), kata.to_owned()), "{kirim}");
    }
    let jenis = json!({"type": nik, "body": {}});
    assert!(!di::<Event>(&jenis).1.contains(nik));
}

#[test]
fn a_choice_is_told_with_all_that_may_be_chosen() {
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Cara {
        Tunai,
        Transfer,
    }
    for kirim in [json!("giro"), json!(7), json!({"giro": 1}), json!([])] {
        assert_eq!(di::<Cara>(&kirim).1, "pilih salah satu: tunai, transfer", "{kirim}");
    }
    assert!(matches!(teks("tunai"), Ok(Cara::Tunai)));
    assert!(matches!(nilai(&json!("transfer")), Ok(Cara::Transfer)));
    let salah = teks::<Cara>("giro").err().map(|salah| salah.to_string());
    assert_eq!(salah.as_deref(), Some("pilih salah satu: tunai, transfer"));
}

#[test]
fn a_date_of_another_library_is_told_in_our_words() {
    for hari in ["2026-02-30", "kemarin", "2026-1", "2026-01-01 pagi", "+262144-01-01"] {
        assert_eq!(di::<chrono::NaiveDate>(&json!(hari)).1, TANGGAL, "{hari}");
    }
}

#[test]
fn parameters_are_read_from_their_text() {
    let id = Uuid::nil();
    tanya::<Contoh>(&format!("id={id}&batas=5&terbuka=true")).unwrap();
    for (teks, nama, kata) in [
        (format!("id={id}&batas=lima"), "batas", "tulis bilangan bulat, 0 sampai 4294967295"),
        (format!("id={id}&terbuka=ya"), "terbuka", "tulis true atau false"),
        ("id=x".to_owned(), "id", UUID),
        (String::new(), "id", "bagian ini wajib ada"),
    ] {
        let salah = tanya::<Contoh>(&teks).expect_err("refused");
        assert_eq!((salah.jalur.as_str(), salah.salah.to_string().as_str()), (nama, kata));
    }
}
