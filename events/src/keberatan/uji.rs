use serde_json::json;

use super::AlasanKeberatan::{A, B, C, D, E, F, G};
use super::*;
use crate::perkara::Event;
use crate::pihak::JenisPemohon;
use crate::uji::*;

fn masuk(keberatan: KeberatanDiterima) -> Terjadi {
    Event::KeberatanDiterima(keberatan).pada("2026-04-01")
}

fn dicatat(nomor: &str, tanggal: &str) -> Terjadi {
    let nomor = Nomor::Tetap(label(nomor));
    let dicatat = KeberatanDicatat { buku: Uuid::from_u128(9), nomor };
    Event::KeberatanDicatat(dicatat).pada(tanggal)
}

fn dicabut(tanggal: &str) -> Terjadi {
    Event::KeberatanDicabut(KeberatanDicabut { alasan: None }).pada(tanggal)
}

#[test]
fn every_ground_has_its_case() {
    let diam = || vec![diterima("2026-03-02")];
    let ditolak = || [siap_ditolak("2026-03-02"), vec![ditolak("2026-03-10")]].concat();
    let dijawab = || vec![diterima("2026-03-02"), dijawab("2026-03-10")];
    for (riwayat, alasan) in [
        (ditolak(), A),
        (dijawab(), B),
        (diam(), C),
        (dijawab(), D),
        (diam(), E),
        (dijawab(), F),
        (dijawab(), G),
    ] {
        let perkara = given(riwayat).when(masuk(keberatan(&[alasan]))).then_taken();
        assert_eq!(perkara.keberatan_terakhir().unwrap().alasan, [alasan]);
    }
}

#[test]
fn ground_b_needs_no_permohonan_and_brings_its_own_pemohon() {
    let pemohon = Pemohon { jenis: JenisPemohon::KelompokOrang, ..Pemohon::default() };
    let tanpa_permohonan = KeberatanDiterima { pemohon: Some(pemohon), ..keberatan(&[B]) };
    let perkara = given([]).when(masuk(tanpa_permohonan)).then_taken();
    assert!(perkara.permohonan.is_none());
    given([]).when(masuk(keberatan(&[B, C]))).then_marked(KeberatanDitolak::TanpaPermohonan);
}

#[test]
fn a_keberatan_that_does_not_fit_is_taken_and_marked() {
    let dijawab = || given([diterima("2026-03-02"), dijawab("2026-03-10")]);
    dijawab().when(masuk(keberatan(&[A]))).then_marked(KeberatanDitolak::TidakDitolak);
    dijawab().when(masuk(keberatan(&[C]))).then_marked(KeberatanDitolak::SudahDitanggapi);
    for surat in [SuratKuasa::TanpaMeterai, SuratKuasa::TidakAda] {
        let kuasa = Some(Kuasa { nama: sd("a"), surat, berkas: None });
        dijawab()
            .when(masuk(KeberatanDiterima { kuasa, ..keberatan(&[D]) }))
            .then_marked(KeberatanDitolak::KuasaTanpaMeterai);
    }
    let surat = SuratKuasa::KhususBermeterai;
    let kuasa = Some(Kuasa { nama: sd("a"), surat, berkas: None });
    dijawab().when(masuk(KeberatanDiterima { kuasa, ..keberatan(&[D]) })).then_taken();
}

#[test]
fn what_is_blacked_out_may_be_objected_to_on_ground_a() {
    let sebagian = crate::pemberitahuan::PemberitahuanTertulisDikirim {
        putusan: crate::pemberitahuan::PutusanPemberitahuan::Dikabulkan(
            crate::pihak::Lingkup::Sebagian,
        ),
        ..pemberitahuan()
    };
    let sebagian = Event::PemberitahuanTertulisDikirim(sebagian).pada("2026-03-10");
    given([diterima("2026-03-02"), sebagian]).when(masuk(keberatan(&[A]))).then_taken();
}

#[test]
fn filing_is_blocked_by_no_date() {
    for tanggal in ["2026-03-02", "2026-03-11", "2027-12-31"] {
        given([diterima("2026-03-02"), dijawab("2026-03-10")])
            .when(keberatan_masuk(D, tanggal))
            .then_taken();
    }
}

#[test]
fn a_keberatan_without_any_ground_is_sent_back_unless_a_register_tells_none() {
    given([diterima("2026-03-02")])
        .when(masuk(keberatan(&[])))
        .then_defective(KeberatanDitolak::TanpaAlasan);
    given([baris_diimpor(), diterima("2026-03-02")]).when(masuk(keberatan(&[]))).then_taken();
}

#[test]
fn a_keberatan_enters_the_register_once() {
    given([diterima("2026-03-02")])
        .when(dicatat("1/K", "2026-04-01"))
        .then_impossible(KeberatanDitolak::BelumAdaKeberatan);
    let masuk = || given([keberatan_masuk(B, "2026-04-01")]);
    masuk().when(dicatat("1/K", "2026-04-01")).then_taken();
    masuk()
        .and([dicatat("1/K", "2026-04-01")])
        .when(dicatat("2/K", "2026-04-02"))
        .then_defective_without_effect(KeberatanDitolak::SudahDicatat);
}

#[test]
fn a_keberatan_is_taken_back_once_and_another_may_follow() {
    given([diterima("2026-03-02")])
        .when(dicabut("2026-04-02"))
        .then_impossible(KeberatanDitolak::BelumAdaKeberatan);
    let dicabut_sekali = || given([keberatan_masuk(B, "2026-04-01"), dicabut("2026-04-02")]);
    dicabut_sekali()
        .when(dicabut("2026-04-06"))
        .then_defective_without_effect(KeberatanDitolak::SudahDicabut);
    let perkara = dicabut_sekali().when(keberatan_masuk(B, "2026-04-07")).then_taken();
    assert_eq!(perkara.keberatan_terakhir().unwrap().dicabut, None);
}

#[test]
fn stored_form() {
    let penuh = KeberatanDiterima {
        alasan: vec![A, B, C, D, E, F, G],
        kanal: Kanal::Surel,
        pemohon: Some(Pemohon::default()),
        kuasa: Some(Kuasa { nama: sd("a"), surat: SuratKuasa::KhususBermeterai, berkas: None }),
        informasi: Some(sd("b")),
        tujuan: Some(sd("c")),
        kasus_posisi: Some(sd("d")),
        berkas: vec![Berkas { id: Some(Uuid::from_u128(9)), ..berkas() }],
    };
    for (event, json) in [
        (
            Event::KeberatanDiterima(penuh),
            json!({"type": "KeberatanDiterima", "body": {
                "alasan": ["a", "b", "c", "d", "e", "f", "g"], "kanal": "surel",
                "pemohon": {"jenis": "tidak_tercatat"},
                "kuasa": {"nama": {"sd": "a"}, "surat": "khusus_bermeterai"},
                "informasi": {"sd": "b"}, "tujuan": {"sd": "c"}, "kasus_posisi": {"sd": "d"},
                "berkas": [{"id": "00000000-0000-0000-0000-000000000009",
                            "nama": {"sd": "n"}, "ukuran_bytes": 12, "sidik": {"sd": "s"}}]
            }}),
        ),
        (
            keberatan_masuk(B, "2026-04-01").0,
            json!({"type": "KeberatanDiterima", "body": {
                "alasan": ["b"], "kanal": "tidak_tercatat"
            }}),
        ),
        (
            dicatat("1/K", "2026-04-01").0,
            json!({"type": "KeberatanDicatat", "body": {
                "buku": "00000000-0000-0000-0000-000000000009", "nomor": "1/K"
            }}),
        ),
        (dicabut("2026-04-01").0, json!({"type": "KeberatanDicabut", "body": {}})),
        (
            Event::KeberatanDicabut(KeberatanDicabut { alasan: Some(sd("a")) }),
            json!({"type": "KeberatanDicabut", "body": {"alasan": {"sd": "a"}}}),
        ),
    ] {
        assert_stored(event, json);
    }
}
