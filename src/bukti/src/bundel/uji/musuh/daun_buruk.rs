//! Leaves that are really in the log, and should not be in this bundle.

use super::*;

/// The log itself is made so: the proofs hold, the leaves do not.
pub(super) fn daun_buruk() -> Vec<Kasus> {
    let pada = |nama: &str, kode, posisi: usize, kunci: &'static str, nilai: Value| {
        dari_log(nama, move |di, isi| {
            if di == posisi {
                isi.insert(kunci, nilai.clone());
            }
        })
        .harus(kode)
    };
    let mut semua = vec![
        pada("a version left out", Kode::DaunVersi, 3, "version", json!(3)),
        pada("a version twice", Kode::DaunVersi, 3, "version", json!(1)),
        pada("another log's leaf", Kode::DaunLog, 3, "log", json!("lain")),
        pada("another case's leaf", Kode::DaunAliran, 3, "stream", json!("perkara-lain")),
        pada("a link to another", Kode::DaunSebelum, 3, "prev", json!("AAAA")),
        pada("a link before the first", Kode::DaunSebelum, 1, "prev", json!("AAAA")),
        pada("a place too early", Kode::DaunPosisi, 3, "position", json!(1)),
        pada("a place of another", Kode::Jalur, 3, "position", json!(2)),
        pada("a place outside", Kode::DaunPosisi, 7, "position", json!(8)),
        pada("place zero", Kode::DaunPosisi, 1, "position", json!(0)),
        pada("a form unknown", Kode::Daun, 3, "v", json!("jejak-leaf/2")),
        pada("a field unknown", Kode::Daun, 3, "zzz", json!(1)),
        pada("a fraction", Kode::Daun, 3, "body", json!({"n": 1.5})),
        pada("a number too large", Kode::Daun, 3, "body", json!({"n": 1_u64 << 53})),
        pada("an actor that is a number", Kode::Daun, 3, "actor", json!(7)),
        pada("a version that is a text", Kode::Daun, 3, "version", json!("2")),
        pada("too deep", Kode::Daun, 3, "body", (0..70).fold(json!(1), |dalam, _| json!([dalam]))),
        pada(
            "far too deep",
            Kode::Daun,
            3,
            "body",
            (0..126).fold(json!(1), |dalam, _| json!([dalam])),
        ),
    ];
    // Leaves that are not in their canonical bytes, proved all the same.
    for (nama, dari, ke) in [
        ("a blank", "{\"actor\"", "{ \"actor\""),
        ("a key twice", "{\"actor\"", "{\"actor\":\"x\",\"actor\""),
        ("keys out of order", "\"schema\":1,\"stream\":\"S\"", "\"stream\":\"S\",\"schema\":1"),
        ("an escape more", "petugas", "\\u0070etugas"),
        ("half a pair", "petugas", "\\ud800"),
        ("a number with a sign", "\"schema\":1", "\"schema\":-0"),
    ] {
        let (dari, ke) = (dari.replace('S', PERKARA), ke.replace('S', PERKARA));
        let mut log = Log::baru();
        let teks = String::from_utf8(log.perkara[3].daun.clone()).unwrap();
        assert!(teks.contains(&dari), "{nama}: {teks}");
        log.perkara[3].daun = teks.replacen(&dari, &ke, 1).into_bytes();
        log.daun[6] = crate::pohon::hash_daun(&log.perkara[3].daun);
        semua.push(Kasus::baru(nama, dikemas(&isi(&log)), kunci_log()).harus(Kode::Daun));
    }
    let tanpa = ["actor", "body", "log", "recorded_at", "schema", "stream", "type", "version"];
    for kunci in tanpa {
        let nama = format!("a leaf without {kunci}");
        semua.push(
            dari_log(&nama, |di, isi| {
                if di == 3 {
                    isi.remove(kunci);
                }
            })
            .harus(Kode::Daun),
        );
    }
    semua
}
