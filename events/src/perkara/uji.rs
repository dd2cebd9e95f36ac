use serde_json::json;

use super::*;
use crate::biaya::CaraBayar;
use crate::keberatan::AlasanKeberatan;
use crate::perpanjangan::PerpanjanganDitolak;
use crate::sengketa::SengketaDitolak;
use crate::uji::*;

/// Answered, paid, objected to, in dispute, withdrawn and erased.
fn berakhir() -> Riwayat {
    let dicabut = PermohonanDicabut { alasan: None, tertulis: true };
    given([
        diterima("2026-03-02"),
        dijawab("2026-03-10"),
        keberatan_masuk(AlasanKeberatan::D, "2026-03-12"),
        ditanggapi("2026-03-17"),
        disengketakan(5, "2026-03-25"),
        Event::PermohonanDicabut(dicabut).pada("2026-04-30"),
        Event::DataPribadiDihapus(DataPribadiDihapus::default()).pada("2026-09-01"),
    ])
}

#[test]
fn a_perkara_is_never_closed_for_good() {
    let standar = Some(label("SK Biaya 41/2026"));
    let biaya = BiayaDitetapkan { rupiah: 5_000, rincian: None, standar };
    let diberikan = InformasiDiberikan::default();
    for kemudian in [
        Event::BiayaDitetapkan(biaya),
        Event::InformasiDiberikan(diberikan),
        keberatan_masuk(AlasanKeberatan::E, "2026-10-01").0,
        disengketakan(6, "2026-10-01").0,
        diuji("2026-10-01").0,
        tim_didengar("2026-10-01").0,
        didisposisikan(1, crate::disposisi::PeranUnit::Bantuan, "2026-10-01").0,
        jawaban_sampai("2026-10-01").0,
    ] {
        berakhir().when(kemudian.pada("2026-10-01")).then_taken();
    }
}

#[test]
fn a_late_payment_for_an_old_answer_is_taken() {
    let biaya = BiayaDitetapkan { rupiah: 0, rincian: None, standar: None };
    let dibayar = BiayaDibayar { rupiah: 0, cara: CaraBayar::Tunai };
    berakhir()
        .and([Event::BiayaDitetapkan(biaya).pada("2026-03-10")])
        .when(Event::BiayaDibayar(dibayar).pada("2027-01-04"))
        .then_taken();
}

#[test]
fn an_office_owes_an_answer_until_it_answers_or_rightly_does_not() {
    assert!(!given([]).state().menunggu_jawaban());
    assert!(given([diterima("2026-03-02")]).state().menunggu_jawaban());
    assert!(!given([diterima("2026-03-02"), dijawab("2026-03-10")]).state().menunggu_jawaban());
    assert!(berakhir().state().berakhir_tanpa_jawaban());
}

#[test]
fn facts_of_one_action_stand_on_each_other_or_are_all_refused() {
    let aturan = aturan();
    let semua =
        |events| Perkara::default().decide_semua(events, Cara::Terbitkan, &aturan).map(|f| f.len());
    assert_eq!(semua(vec![diterima("2026-03-02"), dicatat("2026-03-02")]), Ok(2));
    let dua_kali =
        vec![diterima("2026-03-02"), diperpanjang("2026-03-12"), diperpanjang("2026-03-12")];
    let ditolak = Ditolak(vec![PerpanjanganDitolak::SudahDiperpanjang.cacat()]);
    assert_eq!(semua(dua_kali), Err(ditolak));
}

#[test]
fn a_date_is_the_offices_own() {
    let setengah_satu = Waktu::Saat("2026-03-01T15:30:00Z".parse().unwrap());
    let fakta = tercatat(&[(diterima("2026-03-02").0, setengah_satu)]);
    for (zona, tanggal) in [(Zona::Wib, "2026-03-01"), (Zona::Wit, "2026-03-02")] {
        let perkara = Perkara::dari(&fakta, zona);
        assert_eq!(perkara.permohonan.unwrap().diterima.tanggal, Some(hari(tanggal)));
    }
}

#[test]
fn a_sengketa_follows_a_keberatan_and_is_linked_once() {
    given([diterima("2026-03-02")])
        .when(disengketakan(5, "2026-04-20"))
        .then_defective(SengketaDitolak::BelumAdaKeberatan);
    let perkara = berakhir().when(disengketakan(6, "2026-04-20")).then_taken();
    let pertama = perkara.sengketa_diajukan.unwrap();
    assert_eq!((perkara.sengketa.len(), pertama.tanggal), (2, Some(hari("2026-03-25"))));
    berakhir()
        .when(disengketakan(5, "2026-04-20"))
        .then_impossible(SengketaDitolak::SudahDihubungkan);
}

#[test]
fn a_fact_has_the_same_stored_form_in_the_catalogue() {
    let event = event::Event::Perkara(Box::new(dicatat("2026-03-02").0));
    let json = json!({"type": "PermohonanDicatat", "body": {}});
    assert_eq!(serde_json::to_value(event).unwrap(), json);
}

#[test]
fn stored_form() {
    assert_stored(
        disengketakan(5, "2026-03-25").0,
        json!({"type": "SengketaDiberitahukan", "body": {
            "sengketa": "00000000-0000-0000-0000-000000000005"
        }}),
    );
}
