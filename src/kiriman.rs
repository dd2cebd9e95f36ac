//! A fact as a client sends it: exactly in its stored form.
//!
//! Serde passes over fields it does not know, so that old leaves stay readable.
//! From a client such a field is a slip of the pen that would lose what it
//! says, so the fact is written again and compared with what was sent.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use events::waktu::TAHUN;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::pembaca::{self, Salah, SalahDi, anak};

/// Numbers above this are rounded where numbers are doubles, as in a leaf.
const BILANGAN_TERBESAR: u64 = (1 << 53) - 1;

#[derive(Debug, thiserror::Error)]
pub enum KirimanDitolak {
    #[error("{}", di_tempatnya(.0))]
    Bentuk(SalahDi),
    /// Paths into what was sent.
    #[error("{}: {}", self.uraian(), .0.join(", "))]
    TidakDikenal(Vec<String>),
    #[error("teks tersegel tidak dapat dikirim ({0}); kirimkan isinya")]
    Tersegel(String),
    #[error("bilangan terlalu besar ({0}); paling besar {BILANGAN_TERBESAR}")]
    TerlaluBesar(String),
    #[error("tahun di luar {}–{} ({kolom}); periksa tanggalnya", TAHUN.start(), TAHUN.end())]
    TahunTidakMasukAkal { kolom: String },
}

impl KirimanDitolak {
    /// What is wrong, for those who see where.
    pub fn uraian(&self) -> String {
        match self {
            KirimanDitolak::Bentuk(salah) => salah.salah.to_string(),
            KirimanDitolak::TidakDikenal(_) => "bagian ini tidak dikenal".to_owned(),
            KirimanDitolak::Tersegel(_) => {
                "teks tersegel tidak dapat dikirim; kirimkan isinya".to_owned()
            }
            KirimanDitolak::TerlaluBesar(_) => {
                format!("bilangan terlalu besar; paling besar {BILANGAN_TERBESAR}")
            }
            KirimanDitolak::TahunTidakMasukAkal { .. } => {
                let (awal, akhir) = (TAHUN.start(), TAHUN.end());
                format!("tahun di luar {awal}–{akhir}; periksa tanggalnya")
            }
        }
    }
}

/// Reads a fact, and refuses what would not be stored as it was sent.
pub fn baca<E: Serialize + DeserializeOwned>(mut kiriman: Value) -> Result<E, KirimanDitolak> {
    bulatkan(&mut kiriman);
    periksa_nilai(&kiriman, "")?;
    let fakta: E = pembaca::nilai(&kiriman).map_err(KirimanDitolak::Bentuk)?;
    periksa_tahun::<E>(&kiriman, &kiriman, "")?;
    let tersimpan = serde_json::to_value(&fakta).map_err(|_| {
        let salah = Salah::Bentuk("kiriman ini tidak dapat ditulis kembali");
        KirimanDitolak::Bentuk(SalahDi { jalur: String::new(), salah })
    })?;
    let mut beda = Vec::new();
    bandingkan(&kiriman, &tersimpan, "", &mut beda);
    beda.retain(|beda| !beda.kosong || !dikenal::<E>(&kiriman, &beda.jalur));
    if beda.is_empty() {
        Ok(fakta)
    } else {
        Err(KirimanDitolak::TidakDikenal(beda.into_iter().map(|beda| beda.jalur).collect()))
    }
}

fn di_tempatnya(SalahDi { jalur, salah }: &SalahDi) -> String {
    if jalur.is_empty() { salah.to_string() } else { format!("{salah} ({jalur})") }
}

/// Dates in which no case can lie are typing errors, and day counts from them
/// may leave the calendar. Text that only looks like a date may stay.
fn periksa_tahun<E: DeserializeOwned>(
    seluruhnya: &Value,
    nilai: &Value,
    jalur: &str,
) -> Result<(), KirimanDitolak> {
    match nilai {
        Value::Object(objek) => objek.iter().try_for_each(|(kunci, nilai)| {
            periksa_tahun::<E>(seluruhnya, nilai, &anak(jalur, kunci))
        }),
        Value::Array(larik) => {
            let mut butir = larik.iter().enumerate();
            butir.try_for_each(|(n, nilai)| {
                periksa_tahun::<E>(seluruhnya, nilai, &anak(jalur, &n.to_string()))
            })
        }
        Value::String(teks) if tahun(teks).is_some_and(|tahun| !TAHUN.contains(&tahun)) => {
            let mut ganti = seluruhnya.clone();
            *ganti.pointer_mut(jalur).expect("a path into what was sent") = json!("bukan tanggal");
            if E::deserialize(&ganti).is_err() {
                let kolom = jalur.to_owned();
                return Err(KirimanDitolak::TahunTidakMasukAkal { kolom });
            }
            Ok(())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

/// The year of what reads as a date or an instant.
fn tahun(teks: &str) -> Option<i32> {
    let saat = || teks.parse::<DateTime<Utc>>().ok().map(|saat| saat.year());
    teks.parse::<NaiveDate>().ok().map(|tanggal| tanggal.year()).or_else(saat)
}

/// JSON knows one kind of number, and to its schemas 7.0 is an integer.
fn bulatkan(nilai: &mut Value) {
    match nilai {
        Value::Object(objek) => objek.values_mut().for_each(bulatkan),
        Value::Array(larik) => larik.iter_mut().for_each(bulatkan),
        Value::Number(bilangan) if bilangan.is_f64() => {
            let bulat = bilangan.as_f64().filter(|pecahan| pecahan.fract() == 0.0);
            if let Some(bulat) = bulat.and_then(|bulat| format!("{bulat:.0}").parse::<i64>().ok()) {
                *nilai = bulat.into();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What the log could not write.
fn periksa_nilai(nilai: &Value, jalur: &str) -> Result<(), KirimanDitolak> {
    match nilai {
        Value::Object(objek) => {
            if objek.len() == 1 && objek.get("sd").is_some_and(Value::is_string) {
                return Err(KirimanDitolak::Tersegel(jalur.to_owned()));
            }
            objek.iter().try_for_each(|(kunci, nilai)| periksa_nilai(nilai, &anak(jalur, kunci)))
        }
        Value::Array(larik) => {
            let mut butir = larik.iter().enumerate();
            butir.try_for_each(|(n, nilai)| periksa_nilai(nilai, &anak(jalur, &n.to_string())))
        }
        Value::Number(bilangan) => match bilangan.as_u64() {
            Some(besar) if besar > BILANGAN_TERBESAR => {
                Err(KirimanDitolak::TerlaluBesar(jalur.to_owned()))
            }
            Some(_) | None => Ok(()),
        },
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}

/// Something sent that was not stored.
struct Beda {
    /// An RFC 6901 pointer.
    jalur: String,
    /// It may be a known field whose value is left out of the stored form.
    kosong: bool,
}

fn bandingkan(kiriman: &Value, tersimpan: &Value, jalur: &str, beda: &mut Vec<Beda>) {
    match (kiriman, tersimpan) {
        (Value::Object(dikirim), Value::Object(disimpan)) => {
            for (kunci, nilai) in dikirim {
                let jalur = anak(jalur, kunci);
                match disimpan.get(kunci) {
                    Some(tersimpan) => bandingkan(nilai, tersimpan, &jalur, beda),
                    None => beda.push(Beda { jalur, kosong: kosong(nilai) }),
                }
            }
        }
        (Value::Array(dikirim), Value::Array(disimpan)) if dikirim.len() == disimpan.len() => {
            for (n, (dikirim, disimpan)) in dikirim.iter().zip(disimpan).enumerate() {
                bandingkan(dikirim, disimpan, &anak(jalur, &n.to_string()), beda);
            }
        }
        // An instant and an id may be written in several ways.
        (Value::String(_), Value::String(_)) => {}
        (dikirim, disimpan) if dikirim == disimpan => {}
        // Serde also takes a list for an object, and an object for a name.
        _ => beda.push(Beda { jalur: jalur.to_owned(), kosong: false }),
    }
}

/// Values that a fact leaves out when it is stored.
fn kosong(nilai: &Value) -> bool {
    match nilai {
        Value::Null | Value::Bool(false) => true,
        Value::Array(larik) => larik.is_empty(),
        Value::String(teks) => teks.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// A known field does not take this in its place; an unknown one is passed over.
fn dikenal<E: DeserializeOwned>(kiriman: &Value, jalur: &str) -> bool {
    let mut ganti = kiriman.clone();
    *ganti.pointer_mut(jalur).expect("a path into what was sent") = json!({"bukan": {"nilai": 0}});
    E::deserialize(&ganti).is_err()
}

#[cfg(test)]
mod tests {
    use events::{buku, perkara, unit};

    use super::*;

    fn diterima(body: &Value) -> Value {
        json!({"type": "PermohonanDiterima", "body": body})
    }

    #[track_caller]
    fn ditolak<E: Serialize + DeserializeOwned>(kiriman: &Value) -> String {
        baca::<E>(kiriman.clone()).err().expect("refused").to_string()
    }

    #[test]
    fn a_fact_in_its_stored_form_is_taken() {
        let kiriman = diterima(&json!({
            "kanal": {"lain": {"isi": "titipan"}},
            "pemohon": {"jenis": "perorangan", "nama": {"isi": "Budi"}},
        }));
        let fakta: perkara::Event = baca(kiriman.clone()).unwrap();
        assert_eq!(serde_json::to_value(fakta).unwrap(), kiriman);
    }

    #[test]
    fn what_is_left_out_when_empty_may_be_sent_empty() {
        let kiriman = diterima(&json!({
            "kanal": "surel", "tujuan": null, "dibantu_petugas": false,
            "pemohon": {"jenis": "perorangan", "berkas_identitas": [], "nama": null},
        }));
        baca::<perkara::Event>(kiriman).unwrap();
    }

    #[test]
    fn a_field_that_would_be_lost_is_named() {
        for (nilai, jalur) in
            [(json!({"isi": "x"}), "tujan"), (json!(null), "a/b"), (json!([]), "c")]
        {
            let mut kiriman =
                diterima(&json!({"kanal": "surel", "pemohon": {"jenis": "perorangan"}}));
            kiriman["body"]["pemohon"][jalur] = nilai;
            let jalur = jalur.replace('/', "~1");
            assert_eq!(
                ditolak::<perkara::Event>(&kiriman),
                format!("bagian ini tidak dikenal: /body/pemohon/{jalur}")
            );
        }
        let di_luar = json!({"type": "UnitDitutup", "body": {}, "alasan": null});
        assert_eq!(ditolak::<unit::Event>(&di_luar), "bagian ini tidak dikenal: /alasan");
    }

    #[test]
    fn a_correction_is_compared_to_its_innermost_fact() {
        let kiriman = json!({"type": "KoreksiDicatat", "body": {
            "versi": 1, "alasan": {"isi": "keliru"}, "pengganti": {"waktu": "2026-03-02", "event":
                {"type": "BiayaDibayar", "body": {"rupiah": 1, "cara": "tunai", "kuitansi": 7}}}}});
        assert_eq!(
            ditolak::<perkara::Event>(&kiriman),
            "bagian ini tidak dikenal: /body/pengganti/event/body/kuitansi"
        );
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_fraction_of_nothing() {
        let ditutup =
            |terakhir: Value| json!({"type": "BukuDitutup", "body": {"terakhir": terakhir}});
        for (terakhir, bulat) in
            [(json!(7.0), 7), (json!(4_294_967_295.0), u32::MAX), (json!(-0.0), 0)]
        {
            let fakta: buku::Event = baca(ditutup(terakhir)).unwrap();
            assert_eq!(fakta, buku::Event::BukuDitutup { terakhir: bulat });
        }
        for terakhir in [json!(7.5), json!(-1.0), json!(4_294_967_296.0), json!(1e300)] {
            let galat = ditolak::<buku::Event>(&ditutup(terakhir));
            assert!(galat.starts_with("tulis bilangan bulat, 0 sampai 4294967295"), "{galat}");
        }
    }

    #[test]
    fn a_year_in_which_no_case_lies_is_refused_in_a_date_and_not_in_a_text() {
        let koreksi = |waktu: &str, alasan: &str| {
            json!({"type": "KoreksiDicatat", "body": {
                "versi": 1, "alasan": {"isi": alasan}, "pengganti": {"waktu": waktu, "event":
                    {"type": "PermohonanDicatat", "body": {}}}}})
        };
        for waktu in ["1944-12-31", "2200-01-01", "+262142-01-01T00:00:00Z", "-0001-01-01"] {
            let galat = ditolak::<perkara::Event>(&koreksi(waktu, "keliru"));
            assert!(galat.contains("(/body/pengganti/waktu)"), "{galat}");
        }
        for waktu in ["1945-01-01", "2199-12-31T23:59:59Z"] {
            baca::<perkara::Event>(koreksi(waktu, "0001-01-01")).unwrap();
        }
    }

    #[test]
    fn forms_that_only_serde_knows_are_refused() {
        let jenis = json!({"jenis": "perorangan"});
        for (kanal, pemohon, jalur) in [
            (json!("surel"), json!(["perorangan"]), "/body/pemohon"),
            (json!({"surel": null}), jenis, "/body/kanal"),
        ] {
            let kiriman = diterima(&json!({"kanal": kanal, "pemohon": pemohon}));
            let galat = format!("bagian ini tidak dikenal: {jalur}");
            assert_eq!(ditolak::<perkara::Event>(&kiriman), galat);
        }
    }

    #[test]
    fn what_the_log_could_not_write_is_refused() {
        let tersegel = diterima(&json!({
            "kanal": "surel", "pemohon": {"jenis": "perorangan", "nama": {"sd": "ab12"}},
        }));
        assert_eq!(
            ditolak::<perkara::Event>(&tersegel),
            "teks tersegel tidak dapat dikirim (/body/pemohon/nama); kirimkan isinya"
        );
        let biaya = |rupiah: u64| json!({"type": "BiayaDibayar", "body": {"rupiah": rupiah, "cara": "tunai"}});
        baca::<perkara::Event>(biaya(BILANGAN_TERBESAR)).unwrap();
        assert_eq!(
            ditolak::<perkara::Event>(&biaya(1 << 53)),
            "bilangan terlalu besar (/body/rupiah); paling besar 9007199254740991"
        );
    }
}
