use serde_json::json;

use super::*;
use crate::keberatan::AlasanKeberatan;
use crate::perkara::Event;
use crate::uji::*;

const KURANG: [Kekurangan; 2] = [Kekurangan::Identitas, Kekurangan::Tujuan];

/// Incomplete, and the pemohon has the letter since Friday 13 March: their
/// third hk is the 17th or, past the closed days of Lebaran, the 25th.
fn menunggu_perbaikan() -> Vec<Terjadi> {
    vec![
        diterima("2026-03-12"),
        dicatat("2026-03-12"),
        diperiksa(&KURANG, "2026-03-12"),
        surat_tidak_lengkap("2026-03-13"),
        surat_sampai("2026-03-13"),
    ]
}

fn diperbaiki(melengkapi: &[Kekurangan], tanggal: &str) -> Terjadi {
    let melengkapi = melengkapi.to_vec();
    Event::PerbaikanDiterima(PerbaikanDiterima { melengkapi }).pada(tanggal)
}

fn ditinggalkan(tanggal: &str) -> Terjadi {
    let fakta = PermohonanTidakDitindaklanjuti { catatan: None };
    Event::PermohonanTidakDitindaklanjuti(fakta).pada(tanggal)
}

#[test]
fn every_step_needs_a_permohonan() {
    for langkah in [
        diperiksa(&[], "2026-03-12"),
        surat_tidak_lengkap("2026-03-12"),
        diperbaiki(&KURANG, "2026-03-12"),
        ditinggalkan("2026-03-12"),
    ] {
        let perkara = given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")]);
        perkara.when(langkah).then_impossible(KelengkapanDitolak::BelumAdaPermohonan);
    }
}

#[test]
fn a_complete_permohonan_stays_complete_from_its_day() {
    let lengkap = || [diterima("2026-03-12"), diperiksa(&[], "2026-03-12")];
    let perkara = given([diterima("2026-03-12")]).when(diperiksa(&[], "2026-03-12"));
    assert_eq!(perkara.then_taken().lengkap.unwrap().tanggal, Some(hari("2026-03-12")));
    for pemeriksaan in [diperiksa(&[], "2026-03-16"), diperiksa(&KURANG, "2026-03-16")] {
        given(lengkap())
            .when(pemeriksaan)
            .then_defective_without_effect(KelengkapanDitolak::SudahLengkap);
    }
}

#[test]
fn the_same_gaps_are_noted_once_and_others_may_be_found_later() {
    let kurang = || [diterima("2026-03-12"), diperiksa(&KURANG, "2026-03-12")];
    given(kurang())
        .when(diperiksa(&KURANG, "2026-03-13"))
        .then_defective_without_effect(KelengkapanDitolak::SudahDiperiksa);
    let perkara = given(kurang()).when(diperiksa(&[Kekurangan::Tujuan], "2026-03-13"));
    assert_eq!(perkara.then_taken().kekurangan, [Kekurangan::Tujuan]);
}

#[test]
fn the_letter_needs_gaps_and_goes_out_once() {
    given([diterima("2026-03-12")])
        .when(surat_tidak_lengkap("2026-03-12"))
        .then_defective(KelengkapanDitolak::TidakAdaKekurangan);
    given(menunggu_perbaikan())
        .when(surat_tidak_lengkap("2026-03-16"))
        .then_defective_without_effect(KelengkapanDitolak::SuratSudahDikirim);
}

#[test]
fn the_letter_arrives_once_and_after_it_was_sent() {
    given([diterima("2026-03-12")])
        .when(surat_sampai("2026-03-13"))
        .then_defective(KelengkapanDitolak::SuratBelumDikirim);
    given(menunggu_perbaikan())
        .when(surat_sampai("2026-03-25"))
        .then_defective_without_effect(KelengkapanDitolak::SuratSudahDiterima);
    let dikirim = || menunggu_perbaikan().into_iter().take(4);
    given(dikirim()).when(surat_sampai("2026-03-13")).then_taken();
    given(dikirim())
        .when(surat_sampai("2026-03-12"))
        .then_defective(KelengkapanDitolak::DiterimaSebelumDikirim);
}

#[test]
fn a_repair_is_taken_however_late_and_reopens_the_permohonan() {
    let perkara = given(menunggu_perbaikan())
        .and([ditinggalkan("2026-03-26")])
        .when(diperbaiki(&KURANG, "2026-06-30"));
    let perkara = perkara.then_taken();
    assert_eq!(perkara.tidak_ditindaklanjuti, None);
    assert!(perkara.menunggu_jawaban());
}

#[test]
fn a_repair_needs_gaps_and_is_made_once() {
    given([diterima("2026-03-12")])
        .when(diperbaiki(&KURANG, "2026-03-12"))
        .then_defective(KelengkapanDitolak::TidakAdaKekurangan);
    given(menunggu_perbaikan())
        .and([diperbaiki(&KURANG, "2026-03-16")])
        .when(diperbaiki(&KURANG, "2026-03-17"))
        .then_defective_without_effect(KelengkapanDitolak::TidakAdaKekurangan);
}

#[test]
fn a_permohonan_is_left_only_after_the_latest_reading_of_three_hk() {
    for tanggal in ["2026-03-13", "2026-03-17", "2026-03-18", "2026-03-25"] {
        given(menunggu_perbaikan())
            .when(ditinggalkan(tanggal))
            .then_defective(KelengkapanDitolak::JangkaPerbaikanBelumBerakhir);
    }
    let perkara = given(menunggu_perbaikan()).when(ditinggalkan("2026-03-26")).then_taken();
    assert!(!perkara.menunggu_jawaban());
    given(menunggu_perbaikan())
        .and([ditinggalkan("2026-03-26")])
        .when(ditinggalkan("2026-03-27"))
        .then_defective_without_effect(KelengkapanDitolak::SudahTidakDitindaklanjuti);
}

#[test]
fn a_permohonan_is_not_left_before_the_pemohon_has_the_letter() {
    let belum_sampai = menunggu_perbaikan().into_iter().take(4);
    given(belum_sampai)
        .when(ditinggalkan("2026-04-30"))
        .then_defective(KelengkapanDitolak::PenerimaanSuratBelumTercatat);
}

#[test]
fn a_mended_complete_or_answered_permohonan_is_not_left() {
    for (kemudian, ditolak) in [
        (diperbaiki(&KURANG, "2026-03-17"), KelengkapanDitolak::SudahDiperbaiki),
        (diperiksa(&[], "2026-03-17"), KelengkapanDitolak::SudahLengkap),
        (dijawab("2026-03-17"), KelengkapanDitolak::SudahDijawab),
    ] {
        given(menunggu_perbaikan())
            .and([kemudian])
            .when(ditinggalkan("2026-03-26"))
            .then_defective(ditolak);
    }
}

#[test]
fn a_repair_of_a_part_leaves_the_rest_missing() {
    let perkara = given(menunggu_perbaikan())
        .and([diperbaiki(&[Kekurangan::Tujuan], "2026-03-17")])
        .when(ditinggalkan("2026-03-26"))
        .then_taken();
    assert_eq!(perkara.kekurangan, [Kekurangan::Identitas]);
}

#[test]
fn stored_form() {
    for (event, json) in [
        (diperiksa(&[], "2026-03-12").0, json!({"type": "KelengkapanDiperiksa", "body": {}})),
        (
            diperiksa(&KURANG, "2026-03-12").0,
            json!({"type": "KelengkapanDiperiksa", "body": {
                "kekurangan": ["identitas", "tujuan"]
            }}),
        ),
        (
            surat_tidak_lengkap("2026-03-12").0,
            json!({"type": "SuratTidakLengkapDikirim", "body": {}}),
        ),
        (
            Event::SuratTidakLengkapDikirim(SuratTidakLengkapDikirim {
                nomor_surat: Some(label("3/PPID")),
            }),
            json!({"type": "SuratTidakLengkapDikirim", "body": {"nomor_surat": "3/PPID"}}),
        ),
        (surat_sampai("2026-03-12").0, json!({"type": "SuratTidakLengkapDiterima", "body": {}})),
        (diperbaiki(&[], "2026-03-12").0, json!({"type": "PerbaikanDiterima", "body": {}})),
        (
            diperbaiki(&[Kekurangan::SuratKuasaKhusus], "2026-03-12").0,
            json!({"type": "PerbaikanDiterima", "body": {"melengkapi": ["surat_kuasa_khusus"]}}),
        ),
        (
            ditinggalkan("2026-03-12").0,
            json!({"type": "PermohonanTidakDitindaklanjuti", "body": {}}),
        ),
        (
            Event::PermohonanTidakDitindaklanjuti(PermohonanTidakDitindaklanjuti {
                catatan: Some(sd("a")),
            }),
            json!({"type": "PermohonanTidakDitindaklanjuti", "body": {"catatan": {"sd": "a"}}}),
        ),
    ] {
        assert_stored(event, json);
    }
    for (kurang, kata) in [
        (Kekurangan::AktaBadanHukum, "akta_badan_hukum"),
        (Kekurangan::AlamatAtauKontak, "alamat_atau_kontak"),
        (Kekurangan::RincianInformasi, "rincian_informasi"),
        (Kekurangan::CaraMemperoleh, "cara_memperoleh"),
    ] {
        assert_stored(kurang, json!(kata));
    }
}
