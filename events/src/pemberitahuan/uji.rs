use serde_json::json;

use super::PutusanPemberitahuan::{Dikabulkan, TidakDikuasai};
use super::*;
use crate::keberatan::AlasanKeberatan;
use crate::perkara::Event;
use crate::uji::*;

fn dikirim(pemberitahuan: PemberitahuanTertulisDikirim) -> Terjadi {
    Event::PemberitahuanTertulisDikirim(pemberitahuan).pada("2026-03-10")
}

fn sebagian() -> PemberitahuanTertulisDikirim {
    PemberitahuanTertulisDikirim {
        putusan: Dikabulkan(Lingkup::Sebagian),
        penghitaman: Some(isi("nama pasien, rahasia pribadi")),
        ..pemberitahuan()
    }
}

fn tidak_dikuasai() -> PemberitahuanTertulisDikirim {
    PemberitahuanTertulisDikirim {
        penguasaan: Penguasaan::BelumDidokumentasikan,
        penjelasan: Some(isi("arsip belum dibuat")),
        ..PemberitahuanTertulisDikirim::dari_register(TidakDikuasai)
    }
}

#[test]
fn a_permohonan_is_granted_whole_in_part_or_found_not_held() {
    for (pemberitahuan, hasil) in [
        (pemberitahuan(), Hasil::Dikabulkan(Lingkup::Seluruhnya)),
        (sebagian(), Hasil::Dikabulkan(Lingkup::Sebagian)),
        (tidak_dikuasai(), Hasil::TidakDikuasai),
    ] {
        let perkara = given([diterima("2026-03-02")]).when(dikirim(pemberitahuan)).then_taken();
        assert_eq!(perkara.jawaban.as_ref().unwrap().hasil, hasil);
        assert!(!perkara.menunggu_jawaban());
    }
}

#[test]
fn a_permohonan_is_answered_once() {
    given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
        .when(dikirim(pemberitahuan()))
        .then_impossible(PemberitahuanDitolak::BelumAdaPermohonan);
    given([diterima("2026-03-02"), dijawab("2026-03-09")])
        .when(dikirim(sebagian()))
        .then_defective_without_effect(PemberitahuanDitolak::SudahDijawab);
}

#[test]
fn a_grant_has_all_that_the_article_asks_for() {
    use PemberitahuanDitolak::{
        PenguasaanBertentangan, TanpaBentuk, TanpaBiaya, TanpaPenguasaan, TanpaPutusan,
        TanpaWaktuPenyediaan,
    };
    let penuh = pemberitahuan;
    for (pemberitahuan, ditolak) in [
        (PemberitahuanTertulisDikirim { bentuk: None, ..penuh() }, TanpaBentuk),
        (PemberitahuanTertulisDikirim { biaya_rupiah: None, ..penuh() }, TanpaBiaya),
        (PemberitahuanTertulisDikirim { biaya_rupiah: Some(5_000), ..penuh() }, TanpaBiaya),
        (
            PemberitahuanTertulisDikirim { waktu_penyediaan_hk: None, ..penuh() },
            TanpaWaktuPenyediaan,
        ),
        (
            PemberitahuanTertulisDikirim { penguasaan: Penguasaan::TidakTercatat, ..penuh() },
            TanpaPenguasaan,
        ),
        (
            PemberitahuanTertulisDikirim { penguasaan: Penguasaan::BelumDikuasai, ..penuh() },
            PenguasaanBertentangan,
        ),
        (
            PemberitahuanTertulisDikirim { putusan: Dikabulkan(Lingkup::TidakTercatat), ..penuh() },
            TanpaPutusan,
        ),
        (
            PemberitahuanTertulisDikirim {
                putusan: PutusanPemberitahuan::TidakTercatat,
                ..penuh()
            },
            TanpaPutusan,
        ),
    ] {
        let perkara = given([diterima("2026-03-02")]);
        perkara.when(dikirim(pemberitahuan)).then_defective(ditolak);
    }
    let berbayar = PemberitahuanTertulisDikirim {
        biaya_rupiah: Some(5_000),
        cara_bayar: Some(isi("tunai di loket")),
        ..penuh()
    };
    given([diterima("2026-03-02")]).when(dikirim(berbayar)).then_taken();
}

#[test]
fn what_is_not_given_is_explained() {
    use PemberitahuanDitolak::{TanpaPenjelasan, TanpaPenjelasanPenghitaman};
    let belum = Penguasaan::BelumDikuasai;
    let alasan = Some(isi("dikuasai Dinas Kesehatan"));
    for (pemberitahuan, ditolak) in [
        (
            PemberitahuanTertulisDikirim { penghitaman: None, ..sebagian() },
            TanpaPenjelasanPenghitaman,
        ),
        (PemberitahuanTertulisDikirim { penguasaan: belum, ..sebagian() }, TanpaPenjelasan),
        (PemberitahuanTertulisDikirim { penjelasan: None, ..tidak_dikuasai() }, TanpaPenjelasan),
    ] {
        let dijelaskan =
            PemberitahuanTertulisDikirim { penjelasan: alasan.clone(), ..pemberitahuan.clone() };
        let perkara = || given([diterima("2026-03-02")]);
        perkara().when(dikirim(pemberitahuan)).then_defective(ditolak);
        perkara().when(dikirim(dijelaskan)).then_taken();
    }
}

#[test]
fn what_is_held_is_not_answered_as_not_held() {
    let dikuasai =
        PemberitahuanTertulisDikirim { penguasaan: Penguasaan::Dikuasai, ..tidak_dikuasai() };
    given([diterima("2026-03-02")])
        .when(dikirim(dikuasai))
        .then_defective(PemberitahuanDitolak::PenguasaanBertentangan);
}

#[test]
fn what_a_register_leaves_out_is_unknown_and_not_wrong() {
    let tipis = PutusanPemberitahuan::TidakTercatat;
    let tipis = dikirim(PemberitahuanTertulisDikirim::dari_register(tipis));
    let perkara = given([baris_diimpor(), diterima("2026-03-02")]).when(tipis).then_taken();
    assert_eq!(perkara.jawaban.unwrap().hasil, Hasil::Lain);
}

#[test]
fn no_answer_precedes_its_permohonan() {
    given([diterima("2026-03-10")]).when(dikirim(pemberitahuan())).then_taken();
    given([diterima("2026-03-11")])
        .when(dikirim(pemberitahuan()))
        .then_defective(PemberitahuanDitolak::MendahuluiPermohonan);
}

#[test]
fn an_answer_is_received_once_and_after_it_was_sent() {
    given([diterima("2026-03-02")])
        .when(jawaban_sampai("2026-03-10"))
        .then_impossible(PemberitahuanDitolak::BelumDikirim);
    let dijawab = || given([diterima("2026-03-02"), dijawab("2026-03-10")]);
    let perkara = dijawab().when(jawaban_sampai("2026-03-10")).then_taken();
    let berlaku = perkara.jawaban.unwrap().berlaku_sejak();
    assert_eq!(berlaku.tanggal, Some(hari("2026-03-10")));
    dijawab()
        .when(jawaban_sampai("2026-03-09"))
        .then_defective(PemberitahuanDitolak::DiterimaSebelumDikirim);
    dijawab()
        .and([jawaban_sampai("2026-03-11")])
        .when(jawaban_sampai("2026-03-20"))
        .then_defective_without_effect(PemberitahuanDitolak::SudahDiterima);
}

#[test]
fn stored_form() {
    let penuh = PemberitahuanTertulisDikirim {
        jenis_informasi: None,
        putusan: Dikabulkan(Lingkup::Sebagian),
        penguasaan: Penguasaan::Dikuasai,
        badan_lain: Some(label("Dinas Kesehatan")),
        bentuk: Some(Bentuk::CetakDanElektronik),
        biaya_rupiah: Some(5_000),
        cara_bayar: Some(sd("a")),
        waktu_penyediaan_hk: Some(2),
        penghitaman: Some(sd("b")),
        penjelasan: Some(sd("c")),
        nomor_surat: Some(label("6/PPID")),
    };
    let tipis = PemberitahuanTertulisDikirim::dari_register(TidakDikuasai);
    for (pemberitahuan, body) in [
        (
            penuh,
            json!({
                "putusan": {"dikabulkan": "sebagian"}, "penguasaan": "dikuasai",
                "badan_lain": "Dinas Kesehatan", "bentuk": "cetak_dan_elektronik",
                "biaya_rupiah": 5000, "cara_bayar": {"sd": "a"}, "waktu_penyediaan_hk": 2,
                "penghitaman": {"sd": "b"}, "penjelasan": {"sd": "c"}, "nomor_surat": "6/PPID"
            }),
        ),
        (tipis, json!({"putusan": "tidak_dikuasai", "penguasaan": "tidak_tercatat"})),
    ] {
        assert_stored(
            Event::PemberitahuanTertulisDikirim(pemberitahuan),
            json!({"type": "PemberitahuanTertulisDikirim", "body": body}),
        );
    }
    assert_stored(
        jawaban_sampai("2026-03-10").0,
        json!({"type": "PemberitahuanTertulisDiterima", "body": {}}),
    );
    assert_stored(PutusanPemberitahuan::TidakTercatat, json!("tidak_tercatat"));
    assert_stored(Dikabulkan(Lingkup::TidakTercatat), json!({"dikabulkan": "tidak_tercatat"}));
    assert_stored(Penguasaan::BelumDikuasai, json!("belum_dikuasai"));
    assert_stored(Penguasaan::BelumDidokumentasikan, json!("belum_didokumentasikan"));
    assert_stored(Bentuk::Cetak, json!("cetak"));
    assert_stored(Bentuk::Elektronik, json!("elektronik"));
}
