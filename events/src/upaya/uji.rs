//! When each remedy is safe, and the risk on the days around.

use super::*;
use crate::contoh::*;

/// The history; `keberatan` or `sengketa`; safe from; safe until.
fn tabel() -> [(Vec<Langkah>, JenisUpaya, &'static str, &'static str); 6] {
    use JenisUpaya::{Keberatan, Sengketa};
    let minta = || diterima("2026-09-07");
    [
        (vec![minta()], Keberatan, "2026-09-22", "2026-10-30"),
        (vec![minta(), dijawab("2026-09-21")], Keberatan, "2026-09-21", "2026-10-30"),
        (vec![minta(), diperpanjang("2026-09-18")], Keberatan, "2026-10-01", "2026-11-10"),
        (
            vec![
                crate::contoh::keberatan("2026-10-05"),
                ditanggapi("2026-11-02"),
                tanggapan_diterima("2026-11-03"),
            ],
            Sengketa,
            "2026-11-03",
            "2026-11-20",
        ),
        (vec![crate::contoh::keberatan("2026-10-05")], Sengketa, "2026-11-17", "2026-12-03"),
        (
            vec![crate::contoh::keberatan("2026-10-05"), keberatan_dicatat("2026-10-07")],
            Sengketa,
            "2026-11-19",
            "2026-12-03",
        ),
    ]
}

#[test]
fn a_remedy_is_safe_between_the_two_latest_certain_days() {
    let aturan = aturan();
    for (sejarah, jenis, dari, sampai) in tabel() {
        let daftar = upaya(&perkara(sejarah), &aturan);
        let [upaya] = daftar.as_slice() else { panic!("{jenis:?} {dari}: {}", daftar.len()) };
        assert_eq!(
            (upaya.jenis, upaya.aman_dari, upaya.aman_sampai),
            (jenis, tgl(dari), tgl(sampai))
        );
        for (hari, risiko) in [
            (tgl(dari) - Days::new(1), Risiko::Prematur),
            (tgl(dari), Risiko::Aman),
            (tgl(sampai), Risiko::Aman),
            (tgl(sampai) + Days::new(1), Risiko::Daluwarsa),
        ] {
            assert_eq!(upaya.pada(hari), risiko, "{jenis:?} {hari}");
        }
    }
}

#[test]
fn a_remedy_once_taken_or_given_up_is_no_longer_shown() {
    let aturan = aturan();
    for sejarah in [
        vec![diterima("2026-09-07"), dicabut("2026-09-08")],
        vec![
            diterima("2026-09-07"),
            crate::contoh::keberatan("2026-10-05"),
            disengketakan("2026-11-20"),
        ],
        vec![
            diterima("2026-09-07"),
            crate::contoh::keberatan("2026-10-05"),
            keberatan_dicabut("2026-10-06"),
        ],
        vec![diterima("2026-09-07"), crate::contoh::keberatan("?")],
    ] {
        assert_eq!(upaya(&perkara(sejarah), &aturan), []);
    }
}

#[test]
fn a_keberatan_leaves_only_the_way_to_the_commission() {
    let sejarah = [diterima("2026-09-07"), crate::contoh::keberatan("2026-10-05")];
    let jenis: Vec<JenisUpaya> =
        upaya(&perkara(sejarah), &aturan()).iter().map(|upaya| upaya.jenis).collect();
    assert_eq!(jenis, [JenisUpaya::Sengketa]);
}

#[test]
fn the_pemohon_reads_the_safe_days_or_that_there_are_none() {
    let aturan = aturan();
    let kata = |sejarah: Vec<Langkah>| upaya(&perkara(sejarah), &aturan)[0].to_string();
    assert_eq!(
        kata(vec![diterima("2026-09-07")]),
        "keberatan kepada Atasan PPID: aman dari 22 September 2026 sampai 30 Oktober 2026"
    );
    let terlambat_dicatat =
        vec![crate::contoh::keberatan("2026-10-05"), keberatan_dicatat("2026-11-02")];
    assert_eq!(
        kata(terlambat_dicatat),
        "penyelesaian sengketa di Komisi Informasi: tidak ada hari yang aman menurut semua bacaan \
         (paling cepat 15 Desember 2026, paling lambat 3 Desember 2026)"
    );
}
