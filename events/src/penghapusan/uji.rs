use serde_json::json;

use super::*;
use crate::keberatan::AlasanKeberatan;
use crate::uji::*;
use crate::waktu::Waktu;

fn orang(n: u128) -> PenggunaId {
    PenggunaId(Uuid::from_u128(n))
}

/// Kept for two months.
fn syarat() -> SyaratPenghapusan {
    let retensi = RetensiDitetapkan { bulan: 2, dasar: label("JRA 2024") };
    SyaratPenghapusan { retensi: Some(retensi), sengketa_selesai: Vec::new() }
}

fn usul(syarat: SyaratPenghapusan, tanggal: &str) -> Terjadi {
    let (oleh, dasar) = (orang(1), DasarPenghapusan::RetensiBerakhir);
    Event::PenghapusanDiusulkan(PenghapusanDiusulkan { oleh, dasar, alasan: sd("a"), syarat })
        .pada(tanggal)
}

fn diusulkan(tanggal: &str) -> Terjadi {
    usul(syarat(), tanggal)
}

fn diputus(oleh: u128, putusan: PutusanPersetujuan, tanggal: &str) -> Terjadi {
    let (oleh, syarat) = (orang(oleh), syarat());
    Event::PenghapusanDiputus(PenghapusanDiputus { oleh, putusan, syarat }).pada(tanggal)
}

fn disetujui(tanggal: &str) -> Terjadi {
    diputus(2, PutusanPersetujuan::Setuju, tanggal)
}

fn ditahan(tanggal: &str) -> Terjadi {
    let dasar = label("Perkara 12/G/2026/PTUN.BDG");
    Event::PenghapusanDitahan(PenghapusanDitahan { dasar, alasan: sd("a") }).pada(tanggal)
}

fn dilepas(tanggal: &str) -> Terjadi {
    Event::PenahananDilepas(PenahananDilepas { dasar: label("inkracht") }).pada(tanggal)
}

fn dihapus(tanggal: &str) -> Terjadi {
    let dihapus = DataPribadiDihapus { nilai: 7, berkas: 1, ..DataPribadiDihapus::default() };
    Event::DataPribadiDihapus(dihapus).pada(tanggal)
}

/// Answered on 10 March 2026: thirty hk after it end on 29 April, two months
/// on 10 May.
fn dijawab_maret() -> Riwayat {
    given([diterima("2026-03-02"), dijawab("2026-03-10")])
}

/// Of a keberatan alone, answered on that day; its retention is long over.
fn ditanggapi_maret() -> Riwayat {
    given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02"), ditanggapi("2026-03-10")])
}

#[test]
fn nothing_is_erased_where_there_is_nothing() {
    for langkah in [dihapus("2026-09-01"), ditahan("2026-09-01"), diusulkan("2026-09-01")] {
        given([]).when(langkah).then_impossible(PenghapusanDitolak::BelumAdaPerkara);
    }
}

#[test]
fn an_unanswered_permohonan_keeps_its_data() {
    given([diterima("2026-03-02")])
        .when(diusulkan("2027-09-01"))
        .then_refused(PenghapusanDitolak::PermohonanTerbuka);
}

#[test]
fn data_stay_until_the_last_day_of_a_keberatan() {
    let pendek = || {
        let retensi = RetensiDitetapkan { bulan: 1, dasar: label("JRA 2024") };
        SyaratPenghapusan { retensi: Some(retensi), ..SyaratPenghapusan::default() }
    };
    let terakhir = dijawab_maret().when(usul(pendek(), "2026-04-29"));
    terakhir.then_refused(PenghapusanDitolak::KeberatanTerbuka);
    dijawab_maret().when(usul(pendek(), "2026-04-30")).then_taken();
}

#[test]
fn data_stay_until_the_last_day_of_the_retention_period() {
    dijawab_maret().when(diusulkan("2026-05-10")).then_refused(PenghapusanDitolak::RetensiBerjalan);
    dijawab_maret().when(diusulkan("2026-05-11")).then_taken();
    dijawab_maret()
        .when(usul(SyaratPenghapusan::default(), "2026-09-01"))
        .then_refused(PenghapusanDitolak::RetensiBelumDitetapkan);
}

#[test]
fn retention_runs_from_the_last_thing_that_happened() {
    let dibuka = dijawab_maret().and([jawaban_sampai("2026-06-01")]);
    dibuka.when(diusulkan("2026-08-01")).then_refused(PenghapusanDitolak::RetensiBerjalan);
    let dibuka = dijawab_maret().and([jawaban_sampai("2026-06-01"), ditahan("2026-07-30")]);
    let dibuka = dibuka.and([dilepas("2026-07-31")]);
    dibuka.when(diusulkan("2026-08-02")).then_taken();
}

#[test]
fn an_open_keberatan_or_a_dispute_that_goes_on_keeps_its_data() {
    given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
        .when(diusulkan("2027-09-01"))
        .then_refused(PenghapusanDitolak::KeberatanTerbuka);
    let bersengketa = || ditanggapi_maret().and([disengketakan(5, "2026-03-20")]);
    bersengketa().when(diusulkan("2027-09-01")).then_refused(PenghapusanDitolak::SengketaTerbuka);
    let selesai = SyaratPenghapusan { sengketa_selesai: vec![Uuid::from_u128(5)], ..syarat() };
    bersengketa().when(usul(selesai.clone(), "2027-09-01")).then_taken();
    let lagi = bersengketa().and([disengketakan(6, "2026-03-21")]);
    lagi.when(usul(selesai, "2027-09-01")).then_refused(PenghapusanDitolak::SengketaTerbuka);
}

#[test]
fn a_legal_hold_keeps_the_data_until_it_is_let_go() {
    let tertahan = || dijawab_maret().and([ditahan("2026-06-01")]);
    tertahan().when(diusulkan("2026-09-01")).then_refused(PenghapusanDitolak::Ditahan);
    tertahan().when(ditahan("2026-06-02")).then_refused(PenghapusanDitolak::Ditahan);
    tertahan().and([dilepas("2026-06-03")]).when(diusulkan("2026-09-01")).then_taken();
    dijawab_maret().when(dilepas("2026-06-03")).then_impossible(PenghapusanDitolak::TidakDitahan);
}

#[test]
fn nobody_approves_an_erasure_of_their_own() {
    dijawab_maret()
        .when(disetujui("2026-09-02"))
        .then_impossible(PenghapusanDitolak::BelumDiusulkan);
    let usulan = || dijawab_maret().and([diusulkan("2026-09-01")]);
    usulan().when(diusulkan("2026-09-01")).then_refused(PenghapusanDitolak::SudahDiusulkan);
    usulan()
        .when(diputus(1, PutusanPersetujuan::Setuju, "2026-09-02"))
        .then_impossible(PenghapusanDitolak::OrangSama);
    let perkara = usulan().when(disetujui("2026-09-02")).then_taken();
    assert!(perkara.penghapusan.disetujui.is_some() && perkara.penghapusan.usulan.is_none());
}

#[test]
fn what_came_up_since_the_proposal_stops_the_approval() {
    let usulan = || dijawab_maret().and([diusulkan("2026-09-01"), ditahan("2026-09-02")]);
    usulan().when(disetujui("2026-09-03")).then_refused(PenghapusanDitolak::Ditahan);
    let tidak = PutusanPersetujuan::TidakSetuju { alasan: sd("b") };
    let perkara = usulan().when(diputus(2, tidak, "2026-09-03")).then_taken();
    assert_eq!((perkara.penghapusan.usulan, perkara.penghapusan.disetujui), (None, None));
}

#[test]
fn data_are_erased_once_that_was_approved() {
    dijawab_maret().when(dihapus("2026-09-03")).then_defective(PenghapusanDitolak::BelumDisetujui);
    let disetujui = dijawab_maret().and([diusulkan("2026-09-01"), disetujui("2026-09-02")]);
    let perkara = disetujui.when(dihapus("2026-09-03")).then_taken();
    assert_eq!(perkara.dihapus.unwrap().tanggal, Some(hari("2026-09-03")));
    assert_eq!(perkara.penghapusan.disetujui, None);
    let ulangan = Some(Waktu::Tanggal(hari("2026-09-02")));
    let lagi = DataPribadiDihapus { ulangan, ..DataPribadiDihapus::default() };
    dijawab_maret().when(Event::DataPribadiDihapus(lagi).pada("2026-09-03")).then_taken();
}

#[test]
fn stored_form() {
    let retensi = json!({"bulan": 2, "dasar": "JRA 2024"});
    let lima = "00000000-0000-0000-0000-000000000005";
    let dengan = SyaratPenghapusan { sengketa_selesai: vec![Uuid::from_u128(5)], ..syarat() };
    let jelas = json!({"retensi": retensi, "sengketa_selesai": [lima]});
    let tempat = vec![TempatDihapus { tempat: TempatData::Nilai, jumlah: 7 }];
    let ulangan = Some(Waktu::Tanggal(hari("2026-08-31")));
    let sengketa = vec![Uuid::from_u128(5)];
    let penuh = DataPribadiDihapus { nilai: 7, berkas: 1, tempat, sengketa, ulangan };
    let satu = "00000000-0000-0000-0000-000000000001";
    let dua = "00000000-0000-0000-0000-000000000002";
    for ((event, _), tipe, body) in [
        (dihapus("2026-09-01"), "DataPribadiDihapus", json!({"nilai": 7, "berkas": 1})),
        (
            Event::DataPribadiDihapus(penuh).pada("2026-09-01"),
            "DataPribadiDihapus",
            json!({"nilai": 7, "berkas": 1, "tempat": [{"tempat": "nilai", "jumlah": 7}],
                   "sengketa": [lima], "ulangan": "2026-08-31"}),
        ),
        (
            usul(dengan, "2026-09-01"),
            "PenghapusanDiusulkan",
            json!({"oleh": satu, "dasar": "retensi_berakhir", "alasan": {"sd": "a"}, "syarat": jelas}),
        ),
        (
            disetujui("2026-09-01"),
            "PenghapusanDiputus",
            json!({"oleh": dua, "putusan": "setuju", "syarat": {"retensi": retensi}}),
        ),
        (
            ditahan("2026-09-01"),
            "PenghapusanDitahan",
            json!({"dasar": "Perkara 12/G/2026/PTUN.BDG", "alasan": {"sd": "a"}}),
        ),
        (dilepas("2026-09-01"), "PenahananDilepas", json!({"dasar": "inkracht"})),
    ] {
        assert_stored(event, json!({"type": tipe, "body": body}));
    }
    for (dasar, kata) in [
        (DasarPenghapusan::PermintaanSubjek, "permintaan_subjek"),
        (DasarPenghapusan::PersetujuanDitarik, "persetujuan_ditarik"),
        (DasarPenghapusan::MelawanHukum, "melawan_hukum"),
    ] {
        assert_stored(dasar, json!(kata));
    }
    for (tempat, kata) in
        [(TempatData::Kunci, "kunci"), (TempatData::Berkas, "berkas"), (TempatData::Surel, "surel")]
    {
        assert_stored(tempat, json!(kata));
    }
}
