//! Letters under test: each step, each refusal, both sides of each day.

use serde_json::json;

use super::*;
use crate::kelengkapan::Kekurangan;
use crate::koreksi::{KoreksiDicatat, KoreksiDitolak, Pengganti};
use crate::uji::*;

const SURAT: Uuid = Uuid::from_u128(21);

/// Told of the notice of Tuesday 10 March, the second fact of its case.
fn bernomor() -> Vec<Terjadi> {
    vec![diterima("2026-03-02"), dijawab("2026-03-10"), dinomori("2026-03-10")]
}

fn dinomori(tanggal: &str) -> Terjadi {
    Event::SuratDinomori(surat_dinomori(JenisSurat::PemberitahuanTertulis, 2)).pada(tanggal)
}

fn bertanda_tangan() -> Vec<Terjadi> {
    let mut riwayat = bernomor();
    riwayat.push(Event::SuratDirancang(surat_dirancang()).pada("2026-03-10"));
    riwayat.push(ditandatangani("2026-03-10"));
    riwayat
}

fn ditandatangani(tanggal: &str) -> Terjadi {
    Event::SuratDitandatangani(surat_ditandatangani()).pada(tanggal)
}

fn dikirim(tanggal: &str) -> Terjadi {
    Event::SuratDikirim(surat_dikirim()).pada(tanggal)
}

fn sampai(tanggal: &str) -> Terjadi {
    let fakta = SuratDiterima { surat: SURAT, oleh: None, bukti: None };
    Event::SuratDiterima(fakta).pada(tanggal)
}

#[test]
fn a_letter_goes_from_its_number_to_its_receipt() {
    let perkara = given(bertanda_tangan()).and([dikirim("2026-03-10")]);
    let perkara = perkara.when(sampai("2026-03-12")).then_taken();
    let surat = perkara.surat(SURAT).unwrap();
    assert_eq!(surat.tahap(), Tahap::Diterima);
    assert_eq!(surat.nomor, Some(label("480/7/PPID")));
    let jawaban = perkara.jawaban.unwrap();
    assert_eq!(jawaban.diterima, None, "the clock of the law is not the letter's");
    for (langkah, tahap) in
        [(3, Tahap::Bernomor), (4, Tahap::Dirancang), (5, Tahap::Ditandatangani)]
    {
        let riwayat = bertanda_tangan().into_iter().take(langkah);
        assert_eq!(given(riwayat).state().surat(SURAT).unwrap().tahap(), tahap);
    }
}

#[test]
fn a_letter_tells_of_a_fact_that_is_there_and_is_of_its_kind() {
    for (jenis, dasar) in [
        (JenisSurat::PemberitahuanTertulis, 1),
        (JenisSurat::PemberitahuanTertulis, 3),
        (JenisSurat::Penolakan, 2),
        (JenisSurat::TandaBuktiPenerimaan, 0),
    ] {
        given([diterima("2026-03-02"), dijawab("2026-03-10")])
            .when(Event::SuratDinomori(surat_dinomori(jenis, dasar)).pada("2026-03-10"))
            .then_impossible(SuratDitolak::DasarTidakAda);
    }
    let lengkap = given([diterima("2026-03-02"), diperiksa(&[], "2026-03-03")]);
    let surat = surat_dinomori(JenisSurat::KeteranganTidakLengkap, 2);
    lengkap
        .when(Event::SuratDinomori(surat.clone()).pada("2026-03-03"))
        .then_impossible(SuratDitolak::DasarTidakAda);
    given([diterima("2026-03-02"), diperiksa(&[Kekurangan::Tujuan], "2026-03-03")])
        .when(Event::SuratDinomori(surat).pada("2026-03-03"))
        .then_taken();
}

#[test]
fn a_number_is_written_or_comes_from_a_book() {
    let notice = || given([diterima("2026-03-02"), dijawab("2026-03-10")]);
    let berikutnya = |buku| {
        let jenis = JenisSurat::PemberitahuanTertulis;
        let fakta = SuratDinomori { buku, nomor: Nomor::Berikutnya, ..surat_dinomori(jenis, 2) };
        Event::SuratDinomori(fakta).pada("2026-03-10")
    };
    notice().when(berikutnya(None)).then_impossible(SuratDitolak::NomorTanpaBuku);
    notice().when(berikutnya(Some(Uuid::from_u128(9)))).then_taken();
    given(bernomor()).when(dinomori("2026-03-11")).then_impossible(SuratDitolak::SuratSudahAda);
}

#[test]
fn a_draft_is_made_anew_until_it_is_signed() {
    let rancangan = || Event::SuratDirancang(surat_dirancang()).pada("2026-03-11");
    given([diterima("2026-03-02")]).when(rancangan()).then_impossible(SuratDitolak::SuratTidakAda);
    let perkara = given(bertanda_tangan().into_iter().take(4)).when(rancangan()).then_taken();
    let dirancang = perkara.surat(SURAT).unwrap().dirancang.unwrap();
    assert_eq!(dirancang.tanggal, Some(hari("2026-03-11")));
    given(bertanda_tangan()).when(rancangan()).then_defective(SuratDitolak::SudahDitandatangani);
}

#[test]
fn what_jejak_issues_is_drafted_then_signed_then_sent() {
    given(bernomor())
        .when(ditandatangani("2026-03-10"))
        .then_defective(SuratDitolak::BelumDirancang);
    given(bernomor()).when(dikirim("2026-03-10")).then_defective(SuratDitolak::BelumDirancang);
    given(bertanda_tangan().into_iter().take(4))
        .when(dikirim("2026-03-10"))
        .then_defective(SuratDitolak::BelumDitandatangani);
    given(bertanda_tangan())
        .when(ditandatangani("2026-03-11"))
        .then_defective_without_effect(SuratDitolak::SudahDitandatangani);
    given(bertanda_tangan())
        .when(sampai("2026-03-12"))
        .then_defective(SuratDitolak::SuratBelumDikirim);
}

#[test]
fn a_receipt_goes_out_without_a_signature() {
    let riwayat = [
        diterima("2026-03-02"),
        Event::SuratDinomori(surat_dinomori(JenisSurat::TandaBuktiPenerimaan, 1))
            .pada("2026-03-02"),
        Event::SuratDirancang(surat_dirancang()).pada("2026-03-02"),
    ];
    given(riwayat).when(dikirim("2026-03-05")).then_taken();
}

#[test]
fn a_letter_is_sent_and_received_once_and_in_order() {
    let terkirim = || given(bertanda_tangan()).and([dikirim("2026-03-10")]);
    terkirim()
        .when(dikirim("2026-03-10"))
        .then_defective_without_effect(SuratDitolak::SudahDikirim);
    terkirim().when(sampai("2026-03-10")).then_taken();
    terkirim().when(sampai("2026-03-09")).then_defective(SuratDitolak::MendahuluiSebelumnya);
    terkirim()
        .and([sampai("2026-03-12")])
        .when(sampai("2026-03-13"))
        .then_defective_without_effect(SuratDitolak::SudahDiterima);
}

#[test]
fn a_letter_sent_on_another_day_than_its_step_is_marked() {
    given(bertanda_tangan()).when(dikirim("2026-03-10")).then_taken();
    given(bertanda_tangan())
        .when(dikirim("2026-03-11"))
        .then_marked(SuratDitolak::BerbedaDariLangkah);
}

#[test]
fn a_correction_takes_no_number_from_a_book() {
    let jenis = JenisSurat::PemberitahuanTertulis;
    let event = SuratDinomori {
        buku: Some(Uuid::from_u128(9)),
        nomor: Nomor::Berikutnya,
        ..surat_dinomori(jenis, 2)
    };
    let event = Box::new(Event::SuratDinomori(event));
    let waktu = crate::waktu::Waktu::Tanggal(hari("2026-03-10"));
    let pengganti = Some(Pengganti { waktu, event });
    let koreksi = KoreksiDicatat { versi: 3, pengganti, alasan: isi("salah") };
    given(bernomor())
        .when(Event::KoreksiDicatat(koreksi).pada("2026-03-11"))
        .then_impossible(KoreksiDitolak::NomorBelumTetap);
}

#[test]
fn every_kind_has_a_code_of_its_own() {
    for jenis in SEMUA_SURAT {
        assert_stored(jenis, json!(jenis.kode()));
        assert_eq!(JenisSurat::dari_kode(jenis.kode()), Some(jenis));
    }
    assert_eq!(JenisSurat::dari_kode("undangan"), None);
}

#[test]
fn stored_form() {
    let surat = SURAT;

    let contoh = serde_json::to_value(berkas()).unwrap();

    for (event, tipe, body) in [
        (
            Event::SuratDinomori(surat_dinomori(JenisSurat::Perpanjangan, 4)),
            "SuratDinomori",
            json!({"surat": surat, "jenis": "perpanjangan", "dasar": 4, "nomor": "480/7/PPID"}),
        ),
        (
            Event::SuratDinomori(SuratDinomori {
                buku: Some(Uuid::from_u128(9)),
                nomor: Nomor::Berikutnya,
                ..surat_dinomori(JenisSurat::Penolakan, 4)
            }),
            "SuratDinomori",
            json!({"surat": surat, "jenis": "penolakan", "dasar": 4,
                   "buku": Uuid::from_u128(9), "nomor": null}),
        ),
        (
            Event::SuratDirancang(surat_dirancang()),
            "SuratDirancang",
            json!({"surat": surat, "posisi": 12, "susunan": 1, "templat": 0,
                   "tanggal": "2026-03-10", "penandatangan": {"jabatan": "PPID Utama"},
                   "situs": "https://ppid.contoh.go.id", "naskah": contoh}),
        ),
        (
            Event::SuratDirancang(SuratDirancang {
                tembusan: vec![label("Sekretaris Daerah")],
                ..surat_dirancang()
            }),
            "SuratDirancang",
            json!({"surat": surat, "posisi": 12, "susunan": 1, "templat": 0,
                   "tanggal": "2026-03-10", "penandatangan": {"jabatan": "PPID Utama"},
                   "tembusan": ["Sekretaris Daerah"], "situs": "https://ppid.contoh.go.id", "naskah": contoh}),
        ),
        (
            Event::SuratDitandatangani(surat_ditandatangani()),
            "SuratDitandatangani",
            json!({"surat": surat, "cara": "basah", "dokumen": contoh,
                   "oleh": {"jabatan": "PPID Utama", "nama": "Rina Kusuma"}}),
        ),
        (
            Event::SuratDikirim(SuratDikirim { bukti: Some(berkas()), ..surat_dikirim() }),
            "SuratDikirim",
            json!({"surat": surat, "melalui": "pos", "resi": "P2603", "bukti": contoh}),
        ),
        (
            Event::SuratDiterima(SuratDiterima { surat, oleh: Some(sd("a")), bukti: None }),
            "SuratDiterima",
            json!({"surat": surat, "oleh": {"sd": "a"}}),
        ),
    ] {
        assert_stored(event, json!({"type": tipe, "body": body}));
    }
    for (saluran, kata) in [
        (Saluran::DiambilLangsung, "diambil_langsung"),
        (Saluran::Kurir, "kurir"),
        (Saluran::Surel, "surel"),
        (Saluran::WhatsApp, "whatsapp"),
        (Saluran::Faksimili, "faksimili"),
        (Saluran::Lain, "lain"),
    ] {
        assert_stored(saluran, json!(kata));
    }
    assert_stored(CaraTandaTangan::Elektronik, json!("elektronik"));
}
