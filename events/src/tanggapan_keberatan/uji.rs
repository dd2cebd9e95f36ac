use serde_json::json;

use super::PutusanKeberatan::{Mengabulkan, MengabulkanSebagian, Menguatkan, TidakTercatat};
use super::*;
use crate::perkara::Event;
use crate::uji::*;

fn dikirim(tanggapan: TanggapanKeberatanDikirim) -> Terjadi {
    Event::TanggapanKeberatanDikirim(tanggapan).pada("2026-04-08")
}

fn sampai(tanggal: &str) -> Terjadi {
    Event::TanggapanKeberatanDiterima(TanggapanKeberatanDiterima {}).pada(tanggal)
}

fn sikap(sikap: SikapPemohon) -> Terjadi {
    let dicatat = TanggapanPemohonDicatat { sikap, uraian: None };
    Event::TanggapanPemohonDicatat(dicatat).pada("2026-04-20")
}

fn keberatan_b() -> Riwayat {
    given([keberatan_masuk(AlasanKeberatan::B, "2026-04-01")])
}

fn keberatan_a() -> Riwayat {
    given(siap_ditolak("2026-03-02"))
        .and([ditolak("2026-03-10"), keberatan_masuk(AlasanKeberatan::A, "2026-04-01")])
}

#[test]
fn a_keberatan_is_answered_once_whatever_the_outcome() {
    given([diterima("2026-03-02")])
        .when(dikirim(tanggapan(Mengabulkan)))
        .then_impossible(TanggapanKeberatanDitolak::BelumAdaKeberatan);
    for putusan in [Mengabulkan, MengabulkanSebagian, Menguatkan] {
        let perkara = keberatan_a().when(dikirim(tanggapan(putusan))).then_taken();
        assert_eq!(perkara.keberatan[0].tanggapan.as_ref().unwrap().putusan, putusan);
        keberatan_b()
            .and([ditanggapi("2026-04-07")])
            .when(dikirim(tanggapan(putusan)))
            .then_defective_without_effect(TanggapanKeberatanDitolak::SudahDitanggapi);
    }
}

#[test]
fn upholding_the_ppid_in_whole_or_part_needs_reasons_and_for_ground_a_the_sk() {
    for putusan in [Menguatkan, MengabulkanSebagian] {
        let tanpa_alasan = TanggapanKeberatanDikirim { uraian: None, ..tanggapan(putusan) };
        let tanpa_sk = TanggapanKeberatanDikirim { sk: None, ..tanggapan(putusan) };
        keberatan_b()
            .when(dikirim(tanpa_alasan))
            .then_defective(TanggapanKeberatanDitolak::TanpaAlasan);
        keberatan_b().when(dikirim(tanpa_sk.clone())).then_taken();
        keberatan_a().when(dikirim(tanpa_sk)).then_defective(TanggapanKeberatanDitolak::TanpaSk);
    }
    let kabul = TanggapanKeberatanDikirim { uraian: None, sk: None, ..tanggapan(Mengabulkan) };
    keberatan_a().when(dikirim(kabul)).then_taken();
}

#[test]
fn a_letter_tells_its_outcome_though_a_register_may_not() {
    keberatan_b()
        .when(dikirim(tanggapan(TidakTercatat)))
        .then_defective(TanggapanKeberatanDitolak::TanpaPutusan);
    given([baris_diimpor(), keberatan_masuk(AlasanKeberatan::B, "2026-04-01")])
        .when(dikirim(tanggapan(TidakTercatat)))
        .then_taken();
}

#[test]
fn a_withdrawn_keberatan_is_not_answered() {
    let dicabut = crate::keberatan::KeberatanDicabut { alasan: None };
    keberatan_b()
        .and([Event::KeberatanDicabut(dicabut).pada("2026-04-06")])
        .when(dikirim(tanggapan(Mengabulkan)))
        .then_defective(TanggapanKeberatanDitolak::SudahDicabut);
}

#[test]
fn no_answer_precedes_its_keberatan() {
    keberatan_b().when(ditanggapi("2026-04-01")).then_taken();
    keberatan_b()
        .when(ditanggapi("2026-03-31"))
        .then_defective(TanggapanKeberatanDitolak::MendahuluiKeberatan);
}

#[test]
fn an_answer_is_received_once_and_after_it_was_sent() {
    for riwayat in [given([]), keberatan_b()] {
        riwayat
            .when(sampai("2026-04-08"))
            .then_impossible(TanggapanKeberatanDitolak::BelumDitanggapi);
    }
    let ditanggapi = || keberatan_b().and([ditanggapi("2026-04-08")]);
    let perkara = ditanggapi().when(sampai("2026-04-08")).then_taken();
    let berlaku = perkara.keberatan[0].tanggapan.as_ref().unwrap().berlaku_sejak();
    assert_eq!(berlaku.versi, 3);
    ditanggapi()
        .when(sampai("2026-04-07"))
        .then_defective(TanggapanKeberatanDitolak::DiterimaSebelumDikirim);
    ditanggapi()
        .and([sampai("2026-04-09")])
        .when(sampai("2026-04-30"))
        .then_defective_without_effect(TanggapanKeberatanDitolak::SudahDiterima);
}

#[test]
fn the_pemohon_replies_to_an_answer_and_may_think_again() {
    use SikapPemohon::{Menerima, TidakMenerima};
    given([]).when(sikap(Menerima)).then_impossible(TanggapanKeberatanDitolak::BelumAdaKeberatan);
    keberatan_b().when(sikap(Menerima)).then_impossible(TanggapanKeberatanDitolak::BelumDitanggapi);
    let menerima = || keberatan_b().and([ditanggapi("2026-04-08"), sikap(Menerima)]);
    assert_eq!(menerima().state().keberatan[0].sikap, Some(Menerima));
    menerima()
        .when(sikap(Menerima))
        .then_defective_without_effect(TanggapanKeberatanDitolak::SikapSudahDicatat);
    let perkara = menerima().when(sikap(TidakMenerima)).then_taken();
    assert_eq!(perkara.keberatan[0].sikap, Some(TidakMenerima));
}

#[test]
fn stored_form() {
    let penuh = TanggapanKeberatanDikirim {
        putusan: MengabulkanSebagian,
        uraian: Some(sd("a")),
        sk: Some(sk()),
        nomor_surat: Some(label("8/PPID")),
        jabatan: Some(label("Sekretaris Daerah")),
    };
    let tipis = TanggapanKeberatanDikirim { uraian: None, sk: None, ..tanggapan(TidakTercatat) };
    let uraian = Some(sd("a"));
    let tidak_menerima = TanggapanPemohonDicatat { sikap: SikapPemohon::TidakMenerima, uraian };
    for (event, json) in [
        (
            Event::TanggapanKeberatanDikirim(penuh),
            json!({"type": "TanggapanKeberatanDikirim", "body": {
                "putusan": "mengabulkan_sebagian", "uraian": {"sd": "a"},
                "sk": {"nomor": "SK 7/2026", "tanggal": "2026-01-12"},
                "nomor_surat": "8/PPID", "jabatan": "Sekretaris Daerah"
            }}),
        ),
        (
            Event::TanggapanKeberatanDikirim(tipis),
            json!({"type": "TanggapanKeberatanDikirim", "body": {"putusan": "tidak_tercatat"}}),
        ),
        (sampai("2026-04-08").0, json!({"type": "TanggapanKeberatanDiterima", "body": {}})),
        (
            sikap(SikapPemohon::Menerima).0,
            json!({"type": "TanggapanPemohonDicatat", "body": {"sikap": "menerima"}}),
        ),
        (
            Event::TanggapanPemohonDicatat(tidak_menerima),
            json!({"type": "TanggapanPemohonDicatat", "body": {
                "sikap": "tidak_menerima", "uraian": {"sd": "a"}
            }}),
        ),
    ] {
        assert_stored(event, json);
    }
    assert_stored(Mengabulkan, json!("mengabulkan"));
    assert_stored(Menguatkan, json!("menguatkan"));
}
