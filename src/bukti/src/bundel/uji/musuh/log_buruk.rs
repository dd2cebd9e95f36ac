//! Notes of others, and a content that is not what it says.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::*;

pub(super) fn log_buruk() -> Vec<Kasus> {
    let log = Log::baru();
    let nota = |checkpoint: &Checkpoint, kunci: &KunciRahasia| {
        kunci.tanda_tangani(&checkpoint.teks()).unwrap().into_bytes()
    };
    let checkpoint = |nama: &str, kode, bytes: Vec<u8>| {
        ubah(nama, |isi| drop(isi.insert(log::CHECKPOINT.to_owned(), bytes))).harus(kode)
    };
    let baik = log.checkpoint();
    let lain = Checkpoint { ukuran: 8, ..baik.clone() };
    let asing = Checkpoint { asal: "lain.example/log/2".to_owned(), ..baik.clone() };
    let teks = String::from_utf8(nota(&baik, &kunci(1))).unwrap();
    let palsu = teks.replace("\n7\n", "\n6\n").into_bytes();
    let tanpa_kunci = Kasus { kunci: None, ..checkpoint("", Kode::Kunci, nota(&baik, &kunci(2))) };
    vec![
        checkpoint("another key's note", Kode::Kunci, nota(&baik, &kunci(2))),
        Kasus { nama: "a note not of the bundle's key".to_owned(), ..tanpa_kunci },
        checkpoint("a forged size", Kode::TandaTangan, palsu),
        checkpoint("another log", Kode::LogLain, nota(&asing, &kunci(1))),
        checkpoint("another size, signed", Kode::Jalur, nota(&lain, &kunci(1))),
        checkpoint("a smaller log", Kode::Jalur, {
            let daun = &log.daun[..6];
            nota(
                &Checkpoint { ukuran: 6, akar: crate::pohon::akar(daun), ..baik.clone() },
                &kunci(1),
            )
        }),
        ubah("a stamp on another text", |isi| {
            isi.insert(log::STEMPEL.to_owned(), contoh::stempel(&baik.teks()));
        })
        .harus(Kode::Stempel),
        ubah("a stamp that is none", |isi| {
            isi.insert(log::STEMPEL.to_owned(), Vec::new());
        })
        .harus(Kode::Stempel),
        checkpoint("no note at all", Kode::Checkpoint, b"halo\n".to_vec()),
        checkpoint("four lines", Kode::Checkpoint, {
            kunci(1).tanda_tangani(&format!("{}tambah\n", baik.teks())).unwrap().into_bytes()
        }),
        checkpoint("not text", Kode::Checkpoint, vec![0xff; 9]),
        checkpoint("far too long", Kode::Checkpoint, vec![b'x'; 20_000]),
        Kasus::baru("unsigned, and a key was asked for", contoh::tanpa_tanda(&log), kunci_log())
            .harus(Kode::Kunci),
        Kasus::baru(
            "another log's key",
            contoh::baik(&log, Untuk::Majelis),
            kunci(2).publik().clone(),
        )
        .harus(Kode::Kunci),
    ]
}

/// Keys in the bundle that only look like the log's.
pub(super) fn kunci_buruk() -> Vec<Kasus> {
    let baik = kunci_log().teks().to_owned();
    let (nama, _) = baik.split_once('+').unwrap();
    // No point of the curve has this y.
    let bukan_titik = [&[1, 2][..], &[0; 31]].concat();
    let id = Sha256::digest([nama.as_bytes(), b"\n", &bukan_titik].concat());
    let bukan_titik = format!("{nama}+{}+{}", hex::encode(&id[..4]), STANDARD.encode(bukan_titik));
    let berkas = |nama: &str, vkey: String| {
        let kasus = ubah(nama, |isi| drop(isi.insert(log::VKEY.to_owned(), vkey.into_bytes())));
        Kasus { kunci: None, ..kasus.harus(Kode::Kunci) }
    };
    vec![
        berkas("a key after a space", format!(" {baik}\n")),
        berkas("a key before a space", format!("{baik} \n")),
        berkas("a key after a separator", format!("\u{1c}{baik}\n")),
        berkas("a key before a separator", format!("{baik}\u{1f}\n")),
        berkas("a key that is no point", format!("{bukan_titik}\n")),
    ]
}

/// What a bundle says of itself, in a shape that some parser takes for an object.
pub(super) fn bentuk_lain() -> Vec<Kasus> {
    let nilai = |objek: &Value| -> Value {
        ["nama", "stream", "fakta"].iter().map(|kunci| objek[*kunci].clone()).collect()
    };
    let isi_lain = |nama: &str, ganti: &dyn Fn(Value) -> Value| {
        ubah(nama, |isi| {
            let lama = serde_json::from_slice(&isi[isi::NAMA]).unwrap();
            isi.insert(isi::NAMA.to_owned(), ganti(lama).to_string().into_bytes());
        })
        .harus(Kode::Isi)
    };
    let urut = ["v", "log", "untuk", "bertanda", "aliran", "dokumen", "tanpa_berkas"];
    vec![
        isi_lain("a list for an object", &|lama| {
            urut.iter().map(|kunci| lama[*kunci].clone()).collect()
        }),
        isi_lain("streams as lists", &|mut lama| {
            let aliran: Value = lama["aliran"].as_array().unwrap().iter().map(nilai).collect();
            lama["aliran"] = aliran;
            lama
        }),
        isi_lain("whom it is for as an object", &|mut lama| {
            lama["untuk"] = json!({"majelis": null});
            lama
        }),
        ubah("no fact at all, and less than that", |isi| {
            let mut lama: Value = serde_json::from_slice(&isi[isi::NAMA]).unwrap();
            let baru = json!({"nama": "lain", "stream": "lain-1", "fakta": 77});
            lama["aliran"].as_array_mut().unwrap().push(baru);
            let teks = lama.to_string().replace("\"fakta\":77", "\"fakta\":-0");
            assert!(teks.contains("-0}") || teks.contains("-0,"), "{teks}");
            isi.insert(isi::NAMA.to_owned(), teks.into_bytes());
        })
        .harus(Kode::Isi),
    ]
}

/// What a bundle says of itself.
pub(super) fn isi_buruk() -> Vec<Kasus> {
    vec![
        ganti("not signed, it says", isi::NAMA, "true", "false").harus(Kode::Kunci),
        ganti("another log's id", isi::NAMA, LOG, &LOG.replace('1', "2")).harus(Kode::LogLain),
        ganti("a form unknown", isi::NAMA, "berkas/1", "berkas/2").harus(Kode::Isi),
        ganti("a cut unknown", isi::NAMA, "majelis", "siapapun").harus(Kode::Isi),
        ganti("a number that is none", isi::NAMA, "\"fakta\": 4", "\"fakta\": 4.0")
            .harus(Kode::Isi),
        ganti("a yes that is a number", isi::NAMA, "true", "1").harus(Kode::Isi),
        ganti("a field more", isi::NAMA, "\"log\"", "\"lagi\": 1, \"log\"").harus(Kode::Isi),
        ganti("a field twice", isi::NAMA, "\"log\"", "\"log\": \"x\", \"log\"").harus(Kode::Isi),
        ganti("a stream renamed", isi::NAMA, "\"perkara\"", "\"lain\"").harus(Kode::Isi),
        ganti("a fact less", isi::NAMA, "\"fakta\": 4", "\"fakta\": 3").harus(Kode::AliranLebih),
        ganti("a fact more", isi::NAMA, "\"fakta\": 4", "\"fakta\": 5").harus(Kode::AliranKurang),
        ganti("another case", isi::NAMA, PERKARA, "perkara-lain").harus(Kode::DaunAliran),
        ganti("the same case twice", isi::NAMA, PENDAMPING, PERKARA).harus(Kode::Isi),
        ganti("a document outside", isi::NAMA, "data/bukti/", "data/bukti/../").harus(Kode::Isi),
        ganti("a document elsewhere", isi::NAMA, "T-01", "T-02").harus(Kode::DokumenKurang),
        ubah("a document of nobody", |isi| {
            isi.insert("data/bukti/T-02.pdf".to_owned(), b"x".to_vec());
        })
        .harus(Kode::DokumenLebih),
        ubah("a document changed", |isi| {
            isi.insert("data/bukti/T-01/surat.pdf".to_owned(), b"%PDF-1.7 surat lain".to_vec());
        })
        .harus(Kode::Dokumen),
        ubah("a document left out in silence", |isi| {
            isi.remove("data/bukti/T-01/surat.pdf");
            let mut nilai: Value = serde_json::from_slice(&isi[isi::NAMA]).unwrap();
            nilai["dokumen"] = json!([]);
            isi.insert(isi::NAMA.to_owned(), nilai.to_string().into_bytes());
        })
        .harus(Kode::DokumenHilang),
        ubah("a document promised by its name only", |isi| {
            isi.remove("data/bukti/T-01/surat.pdf");
            isi.insert("data/salinan.pdf".to_owned(), contoh::SURAT.to_vec());
        })
        .harus(Kode::DokumenKurang),
        ubah("a fact more in the folder", |isi| {
            isi.insert("data/peristiwa/perkara/0005.leaf".to_owned(), b"{}".to_vec());
        })
        .harus(Kode::AliranLebih),
    ]
}
