//! Fourteen disputes of KI Pusat, 2019-2020. Dates compiled by a third party
//! from KI's register.

use super::*;
use crate::contoh::{aturan, dijawab, ditanggapi, diterima, perkara};
use crate::contoh_sengketa::{diajukan, diregistrasi, sengketa};
use Kelas::{Daluwarsa as D, Prematur as P, Tepat as T};

type Kasus = (&'static str, [&'static str; 5], [Kelas; 2], (Kelas, i64, Kelas), Kesimpulan);

/// Number; permohonan, its answer, keberatan, its answer, sengketa (`-`: it
/// never came); keberatan by the next and by the same day; sengketa by the
/// next day, with its distance, and by the same day; the conclusion on it.
#[rustfmt::skip]
const KASUS: [Kasus; 14] = [
    ("009/III/2019", ["2019-01-11", "-", "2019-01-24", "-", "2019-03-11"], [P, P], (P, 1, T), Kesimpulan::Batas),
    ("015/IV/2019", ["2019-03-06", "-", "2019-03-25", "-", "2019-04-10"], [T, T], (P, 20, P), Kesimpulan::Prematur),
    ("021/V/2019", ["2019-02-21", "-", "2019-03-15", "-", "2019-05-02"], [T, T], (P, 1, T), Kesimpulan::Batas),
    ("023/V/2019", ["2019-04-04", "2019-04-05", "2019-04-18", "2019-04-22", "2019-05-13"], [T, T], (T, 0, D), Kesimpulan::Batas),
    ("036/VIII/2019", ["2019-05-20", "-", "2019-06-18", "2019-07-05", "2019-08-06"], [T, T], (D, 8, D), Kesimpulan::Daluwarsa),
    ("037/VIII/2019", ["2019-05-20", "-", "2019-06-18", "2019-07-25", "2019-08-06"], [T, T], (T, 0, T), Kesimpulan::Tepat),
    ("039/VIII/2019", ["2019-06-27", "-", "2019-07-15", "-", "2019-09-12"], [T, T], (T, 0, T), Kesimpulan::Tepat),
    ("047/IX/2019", ["2019-08-03", "2019-08-12", "2019-08-15", "2019-09-10", "2019-09-27"], [T, T], (T, 0, T), Kesimpulan::Tepat),
    ("051/X/2019", ["2019-06-25", "2019-07-09", "2019-07-31", "-", "2019-10-24"], [T, T], (D, 17, D), Kesimpulan::Daluwarsa),
    ("052/X/2019", ["2019-09-04", "2019-09-09", "2019-09-11", "-", "2019-10-24"], [T, T], (T, 0, T), Kesimpulan::Tepat),
    ("058/XI/2019", ["2019-08-26", "-", "2019-09-13", "-", "2019-11-08"], [T, T], (T, 0, T), Kesimpulan::Tepat),
    ("061/XII/2019", ["2019-09-02", "2019-09-13", "2019-10-15", "2019-11-25", "2019-12-11"], [T, T], (T, 0, T), Kesimpulan::Tepat),
    ("001/I/2020", ["2019-09-12", "2019-10-11", "2019-11-12", "2019-12-23", "2020-01-13"], [T, T], (T, 0, T), Kesimpulan::Tepat),
    ("013/VI/2020", ["2020-05-12", "2020-06-10", "2020-06-03", "2020-06-11", "2020-06-18"], [T, T], (T, 0, T), Kesimpulan::Tepat),
];

/// The answer to the keberatan, when it came, and to the permohonan.
fn riwayat([permohonan, jawaban, keberatan, tanggapan, _]: [&str; 5]) -> Perkara {
    let ada = |hari: &&str| *hari != "-";
    let mut sejarah = vec![diterima(permohonan)];
    sejarah.extend(Some(jawaban).filter(ada).map(dijawab));
    sejarah.push(crate::contoh::keberatan(keberatan));
    sejarah.extend(Some(tanggapan).filter(ada).map(ditanggapi));
    perkara(sejarah)
}

#[test]
fn fourteen_disputes_are_judged_as_computed_by_hand() {
    let aturan = aturan();
    for (nomor, hari, [berikutnya, sama], putus, kesimpulan) in KASUS {
        let perkara = riwayat(hari);
        let k = keberatan(&perkara, &aturan).unwrap();
        assert_eq!((k.hari_berikutnya, k.hari_sama), (berikutnya, sama), "keberatan {nomor}");
        let s = super::sengketa(&perkara, &sengketa([diajukan(hari[4])]), &aturan).unwrap();
        let hasil = (s.hari_berikutnya, s.selisih_hk, s.hari_sama);
        assert_eq!(hasil, putus, "sengketa {nomor}");
        assert_eq!(s.kesimpulan, kesimpulan, "{nomor}");
    }
}

#[test]
fn the_registration_stands_in_where_the_filing_has_no_date() {
    let aturan = aturan();
    let perkara = riwayat(KASUS[3].1);
    let dengan_registrasi = sengketa([diajukan("?"), diregistrasi("2019-05-13")]);
    let langsung = sengketa([diajukan("2019-05-13")]);
    let nilai = |s: &Sengketa| super::sengketa(&perkara, s, &aturan);
    assert_eq!(nilai(&dengan_registrasi), nilai(&langsung));
    assert_eq!(nilai(&sengketa([diajukan("?")])), None);
}

#[test]
fn a_keberatan_too_early_or_too_late_is_told_with_its_distance() {
    let aturan = aturan();
    for (jawaban, hari, kelas, selisih, kesimpulan) in [
        ("-", "2026-09-18", [P, P], 2, Kesimpulan::Prematur),
        ("-", "2026-09-21", [P, T], 1, Kesimpulan::Batas),
        ("-", "2026-09-22", [T, T], 0, Kesimpulan::Tepat),
        ("-", "2026-10-30", [T, T], 0, Kesimpulan::Tepat),
        ("-", "2026-11-02", [T, D], 0, Kesimpulan::Batas),
        ("-", "2026-11-03", [T, D], 0, Kesimpulan::Batas),
        ("-", "2026-11-04", [D, D], 1, Kesimpulan::Daluwarsa),
        ("2026-09-21", "2026-10-30", [T, T], 0, Kesimpulan::Tepat),
        ("2026-09-21", "2026-11-02", [T, D], 0, Kesimpulan::Batas),
        ("2026-09-21", "2026-11-04", [D, D], 2, Kesimpulan::Daluwarsa),
    ] {
        let k = keberatan(&riwayat(["2026-09-07", jawaban, hari, "-", "-"]), &aturan).unwrap();
        assert_eq!([k.hari_berikutnya, k.hari_sama], kelas, "{jawaban} {hari}");
        assert_eq!((k.selisih_hk, k.kesimpulan), (selisih, kesimpulan), "{jawaban} {hari}");
    }
}

/// 30 hk of the Atasan end on 13 or 16 November, 14 hk more on 3 or 4 December.
#[test]
fn a_sengketa_against_silence_waits_for_the_atasan() {
    let aturan = aturan();
    let perkara = riwayat(["2026-09-07", "2026-09-21", "2026-10-05", "-", "-"]);
    for (hari, kelas, selisih, kesimpulan) in [
        ("2026-11-13", [P, P], 2, Kesimpulan::Prematur),
        ("2026-11-16", [P, T], 1, Kesimpulan::Batas),
        ("2026-11-17", [T, T], 0, Kesimpulan::Tepat),
        ("2026-12-03", [T, T], 0, Kesimpulan::Tepat),
        ("2026-12-04", [T, D], 0, Kesimpulan::Batas),
        ("2026-12-07", [D, D], 1, Kesimpulan::Daluwarsa),
    ] {
        let s = super::sengketa(&perkara, &sengketa([diajukan(hari)]), &aturan).unwrap();
        assert_eq!([s.hari_berikutnya, s.hari_sama], kelas, "{hari}");
        assert_eq!((s.selisih_hk, s.kesimpulan), (selisih, kesimpulan), "{hari}");
    }
}

#[test]
fn the_assessment_has_the_words_of_the_report() {
    let penilaian = Penilaian {
        hari_berikutnya: Kelas::Prematur,
        selisih_hk: 1,
        hari_sama: Kelas::Tepat,
        kesimpulan: Kesimpulan::Batas,
    };
    let json = serde_json::json!({
        "hari_berikutnya": "prematur", "selisih_hk": 1, "hari_sama": "tepat", "kesimpulan": "batas"
    });
    assert_eq!(serde_json::to_value(penilaian).unwrap(), json);
}
