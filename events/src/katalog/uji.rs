use serde_json::json;

use super::JangkaPengecualian::{Sampai, SelamaDiperlukan};
use super::*;
use crate::uji::*;

fn diusulkan() -> Event {
    Event::InformasiDiusulkan(InformasiDiusulkan {
        ringkasan: label("Rencana kerja 2026"),
        unit: unit(1),
        penanggung_jawab: label("Sekretaris Dinas"),
        kategori: Kategori::SetiapSaat,
        dibuat: hari("2026-01-05"),
        tempat: label("Sumedang"),
        bentuk: label("PDF"),
        retensi: label("5 tahun"),
    })
}

fn diuji(dasar: &[&str]) -> UjiKlasifikasi {
    let dasar = dasar.iter().map(|kode| pasal(kode)).collect();
    UjiKlasifikasi { dasar, pelaksana: vec![label("Kepala Bidang")] }
}

fn klasifikasi(dasar: &[&str], jangka: JangkaPengecualian) -> KlasifikasiDitetapkan {
    let nomor_sk = label("SK 7/2026");
    let dasar = dasar.iter().map(|kode| pasal(kode)).collect();
    KlasifikasiDitetapkan { nomor_sk, dasar, jangka, disetujui: label("Sekretaris Daerah") }
}

fn uji() -> Event {
    Event::UjiKonsekuensiDilakukan(diuji(&["17a1"]))
}

fn dikecualikan(sampai: &str) -> Event {
    Event::KlasifikasiDitetapkan(klasifikasi(&["17a1"], Sampai(hari(sampai))))
}

fn ditetapkan() -> Event {
    let disetujui = Some(label("Sekretaris Daerah"));
    Event::DipDitetapkan(DipDitetapkan { nomor_sk: label("SK 1/2026"), disetujui })
}

fn dimutakhirkan() -> Event {
    Event::DipDimutakhirkan { nomor_sk: label("SK 2/2026") }
}

fn berakhir() -> Event {
    Event::KlasifikasiBerakhir { nomor_sk: None }
}

/// Offers a fact on 2 March 2026 to an entry with this history.
fn sesudah(riwayat: &[Event], event: Event) -> Result<Event, KatalogDitolak> {
    Entri::dari(&tercatat_tanpa_hari(riwayat), Zona::Wib).decide(event, hari("2026-03-02"))
}

fn ditetapkan_pada(tanggal: &str) -> Entri {
    let mut entri = Entri::default();
    entri.evolve(&diusulkan(), None);
    entri.evolve(&ditetapkan(), Some(hari(tanggal)));
    entri
}

#[test]
fn an_entry_is_proposed_once_and_first() {
    assert_eq!(sesudah(&[], diusulkan()), Ok(diusulkan()));
    assert_eq!(sesudah(&[diusulkan()], diusulkan()), Err(KatalogDitolak::SudahAda));
    for event in [ditetapkan(), uji(), dikecualikan("2030-01-01"), Event::InformasiDitarik {}] {
        assert_eq!(sesudah(&[], event), Err(KatalogDitolak::BelumAda));
    }
}

#[test]
fn a_test_names_letter_number_and_who_did_it() {
    let ditolak = |uji| sesudah(&[diusulkan()], Event::UjiKonsekuensiDilakukan(uji));
    for dasar in [&[][..], &["17a"][..]] {
        assert_eq!(ditolak(diuji(dasar)), Err(KatalogDitolak::TanpaDasar));
    }
    let tanpa_pelaksana = UjiKlasifikasi { pelaksana: Vec::new(), ..diuji(&["17a1"]) };
    assert_eq!(ditolak(tanpa_pelaksana), Err(KatalogDitolak::TanpaPelaksana));
}

#[test]
fn nothing_is_exempt_before_it_is_tested() {
    let event = dikecualikan("2030-01-01");
    assert_eq!(sesudah(&[diusulkan()], event.clone()), Err(KatalogDitolak::BelumDiuji));
    assert_eq!(sesudah(&[diusulkan(), uji()], event.clone()), Ok(event));
}

#[test]
fn an_exemption_names_letter_and_number_and_a_term_the_law_allows() {
    for (klasifikasi, ditolak) in [
        (klasifikasi(&[], SelamaDiperlukan), KatalogDitolak::TanpaDasar),
        (klasifikasi(&["17a"], SelamaDiperlukan), KatalogDitolak::TanpaDasar),
        (klasifikasi(&["17a1"], Sampai(hari("2026-03-01"))), KatalogDitolak::JangkaTidakSah),
        (klasifikasi(&["17a1"], Sampai(hari("2056-03-03"))), KatalogDitolak::JangkaTidakSah),
    ] {
        let event = Event::KlasifikasiDitetapkan(klasifikasi);
        assert_eq!(sesudah(&[diusulkan(), uji()], event), Err(ditolak));
    }
    let terlama = dikecualikan("2056-03-02");
    assert_eq!(sesudah(&[diusulkan(), uji()], terlama.clone()), Ok(terlama));
}

#[test]
fn a_change_needs_an_exemption_and_a_test_of_its_own() {
    let diubah = Event::KlasifikasiDiubah(klasifikasi(&["17h2"], SelamaDiperlukan));
    let tertutup = [diusulkan(), uji(), dikecualikan("2030-01-01")];
    let sekali = sesudah(&[diusulkan(), uji()], diubah.clone());
    assert_eq!(sekali, Err(KatalogDitolak::TidakDikecualikan));
    assert_eq!(sesudah(&tertutup, diubah.clone()), Err(KatalogDitolak::BelumDiuji));
    let diuji_lagi = [&tertutup[..], &[uji()]].concat();
    assert_eq!(sesudah(&diuji_lagi, diubah.clone()), Ok(diubah));
}

#[test]
fn what_is_exempt_enters_no_dip_until_it_opens() {
    let tertutup = [diusulkan(), uji(), dikecualikan("2030-01-01")];
    assert_eq!(sesudah(&tertutup, ditetapkan()), Err(KatalogDitolak::SedangDikecualikan));
    let dibuka = [&tertutup[..], &[berakhir()]].concat();
    assert_eq!(sesudah(&dibuka, ditetapkan()), Ok(ditetapkan()));
    assert_eq!(sesudah(&dibuka, berakhir()), Err(KatalogDitolak::TidakDikecualikan));
}

#[test]
fn an_update_of_the_dip_opens_nothing_that_is_exempt() {
    let mut entri = ditetapkan_pada("2026-01-12");
    entri.evolve(&uji(), None);
    entri.evolve(&dikecualikan("2030-01-01"), None);
    let ditolak = entri.decide(dimutakhirkan(), hari("2026-07-01"));
    assert_eq!(ditolak, Err(KatalogDitolak::SedangDikecualikan));
}

#[test]
fn an_exemption_that_ran_out_opened_by_itself() {
    let tertutup = [diusulkan(), uji(), dikecualikan("2026-03-02")];
    assert_eq!(sesudah(&tertutup, ditetapkan()), Err(KatalogDitolak::SedangDikecualikan));
    let entri = Entri::dari(&tercatat_tanpa_hari(&tertutup), Zona::Wib);
    let (terakhir, berikut) = (hari("2026-03-02"), hari("2026-03-03"));
    assert!(entri.tertutup_pada(terakhir) && !entri.tertutup_pada(berikut));
    assert_eq!(entri.decide(ditetapkan(), berikut), Ok(ditetapkan()));
    assert_eq!(entri.decide(berakhir(), berikut), Ok(berakhir()));
    let diubah = Event::KlasifikasiDiubah(klasifikasi(&["17h2"], SelamaDiperlukan));
    assert_eq!(entri.decide(diubah, berikut), Err(KatalogDitolak::TidakDikecualikan));
}

#[test]
fn a_dip_is_updated_once_it_was_set() {
    let belum = sesudah(&[diusulkan()], dimutakhirkan());
    assert_eq!(belum, Err(KatalogDitolak::BelumDitetapkan));
    let mut entri = ditetapkan_pada("2026-01-12");
    assert_eq!(entri.decide(dimutakhirkan(), hari("2026-07-01")), Ok(dimutakhirkan()));
    entri.evolve(&dimutakhirkan(), Some(hari("2026-07-01")));
    assert_eq!(entri.dimutakhirkan, Some(hari("2026-07-01")));
    assert_eq!(entri.keadaan, KeadaanEntri::Terbuka);
}

#[test]
fn what_was_set_is_up_to_date_for_six_months() {
    assert_eq!(Entri::default().mutakhir_sampai(), None);
    let entri = ditetapkan_pada("2026-01-12");
    assert_eq!(entri.mutakhir_sampai(), Some(hari("2026-07-12")));
    let entri = ditetapkan_pada("2026-08-31");
    assert_eq!(entri.mutakhir_sampai(), Some(hari("2027-02-28")));
}

#[test]
fn an_entry_is_taken_out_once() {
    let ditarik = Event::InformasiDitarik {};
    assert_eq!(sesudah(&[diusulkan()], ditarik.clone()), Ok(ditarik.clone()));
    let lagi = sesudah(&[diusulkan(), ditarik.clone()], ditarik);
    assert_eq!(lagi, Err(KatalogDitolak::SudahDitarik));
}

#[test]
fn stored_form() {
    let body = json!({
        "ringkasan": "Rencana kerja 2026", "unit": "00000000-0000-0000-0000-000000000001",
        "penanggung_jawab": "Sekretaris Dinas", "kategori": "setiap_saat",
        "dibuat": "2026-01-05", "tempat": "Sumedang", "bentuk": "PDF", "retensi": "5 tahun"
    });
    let sk = |jangka: serde_json::Value| {
        json!({
            "nomor_sk": "SK 7/2026", "dasar": ["17a1"], "jangka": jangka,
            "disetujui": "Sekretaris Daerah"
        })
    };
    let nomor_sk = Some(label("SK 8/2026"));
    for (event, nama, body) in [
        (diusulkan(), "InformasiDiusulkan", body),
        (
            ditetapkan(),
            "DipDitetapkan",
            json!({"nomor_sk": "SK 1/2026", "disetujui": "Sekretaris Daerah"}),
        ),
        (
            Event::DipDitetapkan(DipDitetapkan { nomor_sk: label("SK 1/2026"), disetujui: None }),
            "DipDitetapkan",
            json!({"nomor_sk": "SK 1/2026"}),
        ),
        (dimutakhirkan(), "DipDimutakhirkan", json!({"nomor_sk": "SK 2/2026"})),
        (
            uji(),
            "UjiKonsekuensiDilakukan",
            json!({"dasar": ["17a1"], "pelaksana": ["Kepala Bidang"]}),
        ),
        (dikecualikan("2030-01-01"), "KlasifikasiDitetapkan", sk(json!({"sampai": "2030-01-01"}))),
        (
            Event::KlasifikasiDiubah(klasifikasi(&["17a1"], SelamaDiperlukan)),
            "KlasifikasiDiubah",
            sk(json!("selama_diperlukan")),
        ),
        (berakhir(), "KlasifikasiBerakhir", json!({"nomor_sk": null})),
        (
            Event::KlasifikasiBerakhir { nomor_sk },
            "KlasifikasiBerakhir",
            json!({"nomor_sk": "SK 8/2026"}),
        ),
        (Event::InformasiDitarik {}, "InformasiDitarik", json!({})),
    ] {
        assert_stored(event, json!({"type": nama, "body": body}));
    }
    assert_stored(Kategori::Berkala, json!("berkala"));
    assert_stored(Kategori::SertaMerta, json!("serta_merta"));
}
