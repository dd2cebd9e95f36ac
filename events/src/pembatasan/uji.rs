use chrono::{DateTime, Utc};
use serde_json::json;

use super::*;
use crate::perkara::Event;
use crate::tenggat::Keadaan;
use crate::uji::*;
use crate::waktu::Waktu;

fn diminta() -> Event {
    Event::PembatasanDiminta(PembatasanDiminta { permintaan: sd("jangan disebarkan") })
}

fn dilaksanakan(lingkup: Lingkup) -> Event {
    let pemberitahuan = label("surat 12/PPID/2026");
    Event::PembatasanDilaksanakan(PembatasanDilaksanakan { lingkup, pemberitahuan })
}

fn ditolak() -> Event {
    let dasar = PengecualianPembatasan::PeraturanTidakMemungkinkan;
    Event::PembatasanDitolak(PembatasanDitolak { dasar, alasan: sd("register wajib") })
}

fn dicabut() -> Event {
    Event::PembatasanDicabut(PembatasanDicabut { dasar: label("surat pemohon") })
}

fn saat(teks: &str) -> Waktu {
    Waktu::Saat(teks.parse().unwrap())
}

/// A case with a request on Friday, 6 March 2026 at 16.00 WIB.
fn meminta() -> Riwayat {
    given([diterima("2026-03-02"), (diminta(), saat("2026-03-06T09:00:00Z"))])
}

fn tenggat(riwayat: &Riwayat) -> TenggatJam {
    let perkara = riwayat.state();
    perkara.pembatasan.last().unwrap().tenggat(perkara.zona).unwrap()
}

#[test]
fn a_request_is_answered_within_three_times_twenty_four_hours() {
    let pada = |teks: &str| teks.parse::<DateTime<Utc>>().unwrap();
    let (akhir, lewat) = ("2026-03-09T09:00:00Z", "2026-03-09T09:00:01Z");
    assert_eq!(tenggat(&meminta()).keadaan(pada(akhir)), Keadaan::Berjalan);
    assert_eq!(tenggat(&meminta()).keadaan(pada(lewat)), Keadaan::Terlambat);
    for jawaban in [dilaksanakan(Lingkup::Seluruhnya), ditolak()] {
        let tepat = meminta().and([(jawaban.clone(), saat(akhir))]);
        assert_eq!(tenggat(&tepat).keadaan(pada("2027-01-01T00:00:00Z")), Keadaan::Tepat);
        let terlambat = meminta().and([(jawaban, saat(lewat))]);
        assert_eq!(tenggat(&terlambat).keadaan(pada(lewat)), Keadaan::Terlambat);
    }
    let ditarik = meminta().and([dicabut().pada("2026-03-07")]);
    assert_eq!(tenggat(&ditarik).keadaan(pada(lewat)), Keadaan::Gugur);
    let tanpa = meminta().and([ditolak().tanpa_tanggal()]);
    assert_eq!(tenggat(&tanpa).keadaan(pada(lewat)), Keadaan::Gugur, "answered, nobody knows when");
}

#[test]
fn a_late_answer_is_still_given() {
    meminta().when(dilaksanakan(Lingkup::Sebagian).pada("2026-04-01")).then_taken();
}

#[test]
fn the_data_are_limited_from_the_answer_to_its_end() {
    assert!(!meminta().state().dibatasi(), "a request alone limits nothing");
    let berlaku = || meminta().and([dilaksanakan(Lingkup::Sebagian).pada("2026-03-07")]);
    assert!(berlaku().state().dibatasi());
    assert!(!berlaku().and([dicabut().pada("2026-03-08")]).state().dibatasi());
    assert!(!meminta().and([ditolak().pada("2026-03-07")]).state().dibatasi());
}

#[test]
fn one_request_at_a_time() {
    let ada = PembatasanPelanggaran::SudahAda;
    given([])
        .when(diminta().pada("2026-03-02"))
        .then_impossible(PembatasanPelanggaran::BelumAdaPerkara);
    meminta().when(diminta().pada("2026-03-07")).then_impossible(ada);
    let berlaku = || meminta().and([dilaksanakan(Lingkup::Seluruhnya).pada("2026-03-07")]);
    berlaku().when(diminta().pada("2026-03-08")).then_impossible(ada);
    let lagi = berlaku().and([dicabut().pada("2026-03-08")]);
    let lagi = lagi.when(diminta().pada("2026-03-09")).then_taken();
    assert_eq!(lagi.pembatasan.len(), 2);
    meminta().and([ditolak().pada("2026-03-07")]).when(diminta().pada("2026-03-08")).then_taken();
}

#[test]
fn an_answer_needs_a_request_that_waits() {
    let tidak_ada = PembatasanPelanggaran::TidakAdaPermintaan;
    let tanpa = || given([diterima("2026-03-02")]);
    for jawaban in [dilaksanakan(Lingkup::Seluruhnya), ditolak()] {
        tanpa().when(jawaban.clone().pada("2026-03-07")).then_impossible(tidak_ada);
        let dijawab = meminta().and([ditolak().pada("2026-03-07")]);
        dijawab.when(jawaban.pada("2026-03-08")).then_impossible(tidak_ada);
    }
    tanpa()
        .when(dicabut().pada("2026-03-07"))
        .then_impossible(PembatasanPelanggaran::TidakAdaPembatasan);
    meminta()
        .when(dilaksanakan(Lingkup::TidakTercatat).pada("2026-03-07"))
        .then_refused(PembatasanPelanggaran::LingkupTidakDisebut);
}

#[test]
fn a_request_prolongs_no_retention() {
    let sebelum = given([diterima("2026-03-02"), dijawab("2026-03-10")]);
    let terakhir = sebelum.state().penghapusan.terakhir;
    let sesudah = sebelum.and([diminta().pada("2026-06-01"), ditolak().pada("2026-06-02")]);
    assert_eq!(sesudah.state().penghapusan.terakhir, terakhir);
}

#[test]
fn stored_form() {
    let isi = |teks: &str| json!({"sd": teks});
    for (event, nama, body) in [
        (diminta(), "PembatasanDiminta", json!({"permintaan": isi("jangan disebarkan")})),
        (
            dilaksanakan(Lingkup::Sebagian),
            "PembatasanDilaksanakan",
            json!({"lingkup": "sebagian", "pemberitahuan": "surat 12/PPID/2026"}),
        ),
        (
            ditolak(),
            "PembatasanDitolak",
            json!({"dasar": "peraturan_tidak_memungkinkan", "alasan": isi("register wajib")}),
        ),
        (dicabut(), "PembatasanDicabut", json!({"dasar": "surat pemohon"})),
    ] {
        assert_stored(event, json!({"type": nama, "body": body}));
    }
    for (dasar, nama) in [
        (PengecualianPembatasan::MembahayakanPihakLain, "membahayakan_pihak_lain"),
        (PengecualianPembatasan::PerjanjianTertulis, "perjanjian_tertulis"),
    ] {
        assert_stored(dasar, json!(nama));
    }
}
