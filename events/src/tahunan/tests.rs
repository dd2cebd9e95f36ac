use serde_json::json;

use super::*;
use crate::contoh;
use crate::hari_kerja::Pekan;
use crate::uji::*;

fn sidik(satu: &str) -> Sidik {
    Sidik::try_new(satu.repeat(32)).unwrap()
}

fn kata() -> KataTahunan {
    let isi = || Some(sd("a"));
    KataTahunan {
        kebijakan: isi(),
        sarana: isi(),
        sumber_daya: isi(),
        anggaran: isi(),
        kendala_internal: isi(),
        kendala_eksternal: isi(),
        rekomendasi: isi(),
        rencana: isi(),
    }
}

fn ditulis(kata: KataTahunan) -> Event {
    Event::KataTahunanDitulis(KataTahunanDitulis { tahun: 2023, kata })
}

fn ditetapkan(satu: &str) -> Event {
    Event::LaporanTahunanDitetapkan(LaporanTahunanDitetapkan {
        tahun: 2023,
        posisi: 1_204,
        akar: sidik("9f"),
        versi_templat: 1,
        mesin: label("typst 0.15"),
        sha256: sidik(satu),
        angka: vec![AngkaTahunan { hal: label("permohonan: masuk"), n: 12 }],
    })
}

fn dikirim() -> Event {
    Event::LaporanTahunanDikirimKeKi(LaporanTahunanDikirimKeKi {
        tahun: 2023,
        cara: CaraKirim::Surel,
        nomor_surat: None,
    })
}

fn sesudah(riwayat: &[(Event, &str)], event: Event, pada: &str) -> Result<Event, TahunanDitolak> {
    let mut tahunan = Tahunan::default();
    for (event, pada) in riwayat {
        tahunan.evolve(event, Some(hari(pada)));
    }
    tahunan.decide(aliran(2023).id, event, hari(pada))
}

#[test]
fn a_report_is_written_set_and_sent() {
    let jalan = [
        (ditulis(kata()), "2023-12-01"),
        (ditetapkan("ab"), "2024-01-15"),
        (dikirim(), "2024-01-15"),
        (ditetapkan("cd"), "2024-06-01"),
        (dikirim(), "2024-06-02"),
    ];
    for (ke, (event, pada)) in jalan.iter().enumerate() {
        assert_eq!(sesudah(&jalan[..ke], event.clone(), pada), Ok(event.clone()));
    }
}

#[test]
fn a_year_is_set_after_its_last_day() {
    let ditulis = [(ditulis(kata()), "2023-12-01")];
    let pada = |pada: &str| sesudah(&ditulis, ditetapkan("ab"), pada);
    assert_eq!(pada("2023-12-31"), Err(TahunanDitolak::BelumBerakhir));
    assert_eq!(pada("2024-01-01"), Ok(ditetapkan("ab")));
}

#[test]
fn what_nobody_wrote_is_named() {
    let kosong = sesudah(&[], ditulis(KataTahunan::default()), "2024-01-02");
    assert_eq!(kosong, Err(TahunanDitolak::TanpaKata));
    let sebagian = KataTahunan { anggaran: None, rencana: None, ..kata() };
    let riwayat = [(ditulis(sebagian), "2024-01-02")];
    let ditolak = sesudah(&riwayat, ditetapkan("ab"), "2024-01-02").unwrap_err();
    let kurang = vec!["Anggaran dan penggunaannya", "Rencana tindak lanjut"];
    assert_eq!(ditolak, TahunanDitolak::BelumLengkap(kurang));
}

#[test]
fn a_year_names_nobody_by_nik() {
    let rencana = |teks: &str| KataTahunan {
        rencana: Some(Isi::try_new(teks).expect("a text")),
        ..KataTahunan::default()
    };
    let memuat = sesudah(&[], ditulis(rencana("undang 3275014101900001")), "2024-01-02");
    assert_eq!(memuat, Err(TahunanDitolak::MemuatNik("Rencana tindak lanjut")));
    let tanpa = ditulis(rencana("undang pemohon 0007/PPID/2023"));
    assert_eq!(sesudah(&[], tanpa.clone(), "2024-01-02"), Ok(tanpa));
}

#[test]
fn the_same_bytes_are_not_set_twice() {
    let riwayat = [(ditulis(kata()), "2024-01-02"), (ditetapkan("ab"), "2024-01-03")];
    let lagi = sesudah(&riwayat, ditetapkan("ab"), "2024-02-01");
    assert_eq!(lagi, Err(TahunanDitolak::TidakBerubah));
    assert_eq!(sesudah(&riwayat, ditetapkan("cd"), "2024-02-01"), Ok(ditetapkan("cd")));
}

#[test]
fn what_was_set_goes_to_ki_once_and_not_before() {
    let riwayat = [
        (ditulis(kata()), "2024-01-02"),
        (ditetapkan("ab"), "2024-01-03"),
        (dikirim(), "2024-01-03"),
    ];
    let belum = sesudah(&riwayat[..1], dikirim(), "2024-01-03");
    assert_eq!(belum, Err(TahunanDitolak::BelumDitetapkan));
    let sebelum = sesudah(&riwayat[..2], dikirim(), "2024-01-02");
    assert_eq!(sebelum, Err(TahunanDitolak::DikirimSebelumDitetapkan));
    assert_eq!(sesudah(&riwayat[..2], dikirim(), "2024-01-03"), Ok(dikirim()));
    assert_eq!(sesudah(&riwayat, dikirim(), "2024-01-04"), Err(TahunanDitolak::SudahDikirim));
}

#[test]
fn a_stream_tells_of_its_own_year() {
    let id = aliran(2024).id;
    let lain = Tahunan::default().decide(id, ditulis(kata()), hari("2024-01-02"));
    assert_eq!(lain, Err(TahunanDitolak::TahunLain));
    assert_eq!(aliran(2023).id.to_string(), "9ca8756c-e3e9-5e0b-99c4-9b192693da41");
}

/// 31 March 2024 is a Sunday after a long weekend, 2025 Idulfitri, 2026 a
/// Tuesday.
#[test]
fn the_last_working_day_before_a_closed_31_march_is_aimed_for() {
    let kerja = KalenderKerja {
        kalender: contoh::kalender(),
        pekan: Pekan::LimaHari,
        cuti_bersama_bekerja: false,
    };
    for (tahun, terakhir, usahakan) in [
        (2023, "2024-03-31", "2024-03-28"),
        (2024, "2025-03-31", "2025-03-27"),
        (2025, "2026-03-31", "2026-03-31"),
    ] {
        assert_eq!(batas(tahun, &kerja), Some((hari(terakhir), hari(usahakan))));
    }
    assert_eq!(batas(i32::MAX, &kerja), None);
}

#[test]
fn stored_form() {
    let semua = [
        "kebijakan",
        "sarana",
        "sumber_daya",
        "anggaran",
        "kendala_internal",
        "kendala_eksternal",
        "rekomendasi",
        "rencana",
    ];
    let mut isi = json!({});
    for nama in semua {
        isi[nama] = json!({"sd": "a"});
    }
    let body = json!({"tahun": 2023, "kata": isi});
    assert_stored(ditulis(kata()), json!({"type": "KataTahunanDitulis", "body": body}));
    let sarana = KataTahunan { sarana: Some(sd("a")), ..KataTahunan::default() };
    let body = json!({"tahun": 2023, "kata": {"sarana": {"sd": "a"}}});
    assert_stored(ditulis(sarana), json!({"type": "KataTahunanDitulis", "body": body}));
    let body = json!({
        "tahun": 2023, "posisi": 1204, "akar": "9f".repeat(32), "versi_templat": 1,
        "mesin": "typst 0.15", "sha256": "ab".repeat(32),
        "angka": [{"hal": "permohonan: masuk", "n": 12}]
    });
    assert_stored(ditetapkan("ab"), json!({"type": "LaporanTahunanDitetapkan", "body": body}));
    let body = json!({"tahun": 2023, "cara": "surel"});
    assert_stored(dikirim(), json!({"type": "LaporanTahunanDikirimKeKi", "body": body}));
    for cara in SEMUA_CARA_KIRIM {
        let event = Event::LaporanTahunanDikirimKeKi(LaporanTahunanDikirimKeKi {
            tahun: 2023,
            cara,
            nomor_surat: Some(label("9/PPID")),
        });
        let body = json!({"tahun": 2023, "cara": cara.nama().0, "nomor_surat": "9/PPID"});
        assert_stored(event, json!({"type": "LaporanTahunanDikirimKeKi", "body": body}));
    }
}
