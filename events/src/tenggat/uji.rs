//! Every tenggat on both sides of its boundary days.
//!
//! Autumn 2026 has no closed day between 25 August and 24 December, so the
//! dates there can be counted on a wall calendar.

use chrono::{Days, NaiveDate};

use super::{JenisTenggat, Keadaan, Tenggat};
use crate::aturan::{Aturan, Himpunan};
use crate::contoh::*;
use crate::hari_kerja::{CaraHitung, Pekan};
use crate::pemberian::InformasiDiberikan;
use crate::perkara::{Event, Perkara};
use crate::pihak::Lingkup;
use crate::tenggat;

fn salah_satu(perkara: &Perkara, aturan: &Aturan, jenis: JenisTenggat) -> Tenggat {
    let mut daftar = tenggat::perkara(perkara, aturan);
    daftar.retain(|tenggat| tenggat.jenis == jenis);
    assert_eq!(daftar.len(), 1, "{jenis:?}");
    daftar.remove(0)
}

pub(super) fn pasangan(tenggat: &Tenggat) -> [String; 2] {
    [tenggat.paling_awal(), tenggat.paling_lambat()].map(|tanggal| tanggal.to_string())
}

fn kode(tenggat: &Tenggat) -> Vec<&str> {
    let mut kode: Vec<&str> = tenggat.bacaan().iter().map(|bacaan| bacaan.batas.kode).collect();
    kode.dedup();
    kode
}

fn besok(hari: NaiveDate) -> NaiveDate {
    hari + Days::new(1)
}

/// Open and met, on the last day of each reading and on the day after.
pub(super) fn periksa_batas(
    terbuka: &Tenggat,
    awal: &str,
    lambat: &str,
    dipenuhi: impl Fn(&str) -> Tenggat,
) {
    assert_eq!(pasangan(terbuka), [awal, lambat], "{:?}", terbuka.jenis);
    let (awal, lambat) = (tgl(awal), tgl(lambat));
    let di_antara = if awal < lambat { Keadaan::Batas } else { Keadaan::Terlambat };
    for (hari, keadaan_terbuka, keadaan_dipenuhi) in [
        (awal, Keadaan::Berjalan, Keadaan::Tepat),
        (besok(awal), di_antara, di_antara),
        (
            lambat,
            if awal < lambat { di_antara } else { Keadaan::Berjalan },
            if awal < lambat { di_antara } else { Keadaan::Tepat },
        ),
        (besok(lambat), Keadaan::Terlambat, Keadaan::Terlambat),
    ] {
        assert_eq!(terbuka.keadaan(hari), keadaan_terbuka, "{:?} {hari}", terbuka.jenis);
        let selesai = dipenuhi(&hari.to_string());
        assert_eq!(selesai.dipenuhi, Some(hari));
        let jauh = hari + Days::new(400);
        assert_eq!(selesai.keadaan(jauh), keadaan_dipenuhi, "{:?} {hari}", terbuka.jenis);
    }
}

fn periksa_perkara(
    sejarah: &[Langkah],
    jenis: JenisTenggat,
    awal: &str,
    lambat: &str,
    pemenuhan: impl Fn(&str) -> Langkah,
) {
    let aturan = aturan();
    let terbuka = salah_satu(&perkara(sejarah.iter().cloned()), &aturan, jenis);
    periksa_batas(&terbuka, awal, lambat, |hari| {
        let sejarah = sejarah.iter().cloned().chain([pemenuhan(hari)]);
        salah_satu(&perkara(sejarah), &aturan, jenis)
    });
}

type Pemenuhan = fn(&str) -> Langkah;

#[test]
fn every_limit_of_a_perkara_holds_on_both_sides_of_its_days() {
    use JenisTenggat as J;
    let minta = || diterima("2026-09-07");
    let objek = || keberatan("2026-10-05");
    #[rustfmt::skip]
    let tabel: [(Vec<Langkah>, J, [&str; 2], Pemenuhan); 12] = [
        (vec![minta(), dicatat("2026-09-07")], J::Kelengkapan, ["2026-09-09", "2026-09-10"], lengkap),
        (vec![minta(), dicatat("2026-09-07")], J::Kelengkapan, ["2026-09-09", "2026-09-10"], surat_kurang),
        (vec![minta(), surat_kurang_diterima("2026-09-10")], J::Perbaikan, ["2026-09-14", "2026-09-15"], diperbaiki),
        (vec![minta()], J::Pemberitahuan, ["2026-09-18", "2026-09-21"], dijawab),
        (vec![minta(), lengkap("2026-09-09")], J::Pemberitahuan, ["2026-09-18", "2026-09-23"], dijawab),
        (vec![minta()], J::Pemberitahuan, ["2026-09-18", "2026-09-21"], ditolak),
        (vec![minta(), didisposisi("2026-09-08", "2026-09-15")], J::BatasInternal(UNIT), ["2026-09-15"; 2], jawaban_unit),
        (vec![minta(), dijawab("2026-09-21")], J::Keberatan, ["2026-10-30", "2026-11-02"], keberatan),
        (vec![minta(), objek()], J::TanggapanKeberatan, ["2026-11-13", "2026-11-16"], ditanggapi),
        (vec![objek(), keberatan_dicatat("2026-10-07")], J::TanggapanKeberatan, ["2026-11-13", "2026-11-18"], ditanggapi),
        (vec![objek(), ditanggapi("2026-10-02"), tanggapan_diterima("2026-10-05")], J::Sengketa, ["2026-10-22", "2026-10-23"], disengketakan),
        (vec![objek(), keberatan_dicatat("2026-10-07")], J::Sengketa, ["2026-12-03", "2026-12-08"], disengketakan),
    ];
    for (sejarah, jenis, [awal, lambat], pemenuhan) in tabel {
        periksa_perkara(&sejarah, jenis, awal, lambat, pemenuhan);
    }
}

#[test]
fn competing_articles_are_each_shown() {
    let aturan = aturan();
    for (sejarah, jenis, harapan) in [
        (vec![diterima("2026-09-07")], JenisTenggat::Pemberitahuan, vec!["P04a"]),
        (
            vec![diterima("2026-09-07"), lengkap("2026-09-09")],
            JenisTenggat::Pemberitahuan,
            vec!["P04a", "P04b"],
        ),
        (
            vec![diterima("2026-09-07"), lengkap("2026-09-09"), ditolak("2026-09-10")],
            JenisTenggat::Pemberitahuan,
            vec!["P04a", "P05"],
        ),
        (
            vec![keberatan("2026-10-05"), keberatan_dicatat("2026-10-07")],
            JenisTenggat::TanggapanKeberatan,
            vec!["K02a", "K02b"],
        ),
    ] {
        assert_eq!(kode(&salah_satu(&perkara(sejarah), &aturan, jenis)), harapan);
    }
}

/// Pasal 34(3) Perki 1/2021: the ten hk of a refusal run from the receipt.
#[test]
fn a_refusal_has_no_more_time_for_having_been_completed_late() {
    let sejarah = [diterima("2026-09-07"), lengkap("2026-09-09"), ditolak("2026-09-23")];
    let tenggat = tenggat::pemberitahuan(&perkara(sejarah), &aturan()).unwrap();
    assert_eq!(pasangan(&tenggat), ["2026-09-18", "2026-09-21"]);
    assert_eq!(tenggat.keadaan(tgl("2026-09-23")), Keadaan::Terlambat);
}

#[test]
fn an_extension_starts_on_the_working_day_after_in_both_datings() {
    let sejarah = vec![diterima("2026-09-07"), diperpanjang("2026-09-18")];
    let jenis = JenisTenggat::Pemberitahuan;
    periksa_perkara(&sejarah, jenis, "2026-09-29", "2026-09-30", dijawab);
    let aturan = aturan();
    let tenggat = tenggat::pemberitahuan(&perkara(sejarah), &aturan).unwrap();
    assert_eq!(kode(&tenggat), ["P06"]);
    for bacaan in tenggat.bacaan() {
        let rinci = bacaan.rinci(&aturan.kerja);
        assert!(rinci[0].keterangan().ends_with("hari pemicu, tidak dihitung"));
        assert_eq!(bacaan.cara_dengan_kata(), "mulai hari kerja berikutnya");
    }
}

/// No article says what a notice after the end is worth.
#[test]
fn an_extension_told_too_late_leaves_both_readings() {
    for (hari, harapan) in
        [("2026-09-21", ["2026-09-29", "2026-09-30"]), ("2026-09-22", ["2026-09-18", "2026-09-30"])]
    {
        let sejarah = [diterima("2026-09-07"), diperpanjang(hari)];
        let tenggat = tenggat::pemberitahuan(&perkara(sejarah), &aturan()).unwrap();
        assert_eq!(pasangan(&tenggat), harapan, "{hari}");
    }
}

#[test]
fn the_ground_of_silence_is_found_on_the_working_day_after() {
    let aturan = aturan();
    for (sejarah, awal, lambat) in [
        (vec![diterima("2026-09-07")], "2026-10-30", "2026-11-03"),
        (vec![diterima("2026-09-07"), diperpanjang("2026-09-18")], "2026-11-10", "2026-11-12"),
    ] {
        let tenggat = salah_satu(&perkara(sejarah), &aturan, JenisTenggat::Keberatan);
        assert_eq!(pasangan(&tenggat), [awal, lambat]);
        assert_eq!(tenggat.bacaan().len(), 2, "each reading keeps its dating");
    }
}

#[test]
fn the_receipt_of_a_letter_goes_before_its_sending() {
    let sejarah = [diterima("2026-09-07"), dijawab("2026-09-15"), jawaban_diterima("2026-09-21")];
    let tenggat = tenggat::keberatan(&perkara(sejarah), &aturan()).unwrap();
    assert_eq!(pasangan(&tenggat), ["2026-10-30", "2026-11-02"]);
}

#[test]
fn an_answer_opens_the_keberatan_even_where_the_receipt_is_not_recorded() {
    let sejarah = [diterima("?"), dijawab("2026-09-21")];
    let tenggat = tenggat::keberatan(&perkara(sejarah), &aturan()).unwrap();
    assert_eq!(pasangan(&tenggat), ["2026-10-30", "2026-11-02"]);
}

#[test]
fn who_has_all_that_they_asked_for_keeps_the_right_and_is_not_reminded_of_it() {
    let minta = || vec![diterima("2026-09-07")];
    let diberi = |lingkup| {
        let fakta = InformasiDiberikan { lingkup, ..InformasiDiberikan::default() };
        (Event::InformasiDiberikan(fakta), pada("2026-09-22"))
    };
    let (seluruhnya, sebagian) = (Lingkup::Seluruhnya, Lingkup::Sebagian);
    for (langkah, sunyi) in [
        (vec![], false),
        (vec![dijawab("2026-09-21")], false),
        (vec![dijawab("2026-09-21"), diberi(sebagian)], false),
        (vec![dijawab("2026-09-21"), diberi(Lingkup::TidakTercatat)], false),
        (vec![dijawab("2026-09-21"), diberi(seluruhnya)], true),
        (vec![ditolak("2026-09-21"), diberi(seluruhnya)], false),
    ] {
        let perkara = perkara([minta(), langkah].concat());
        let tenggat = tenggat::keberatan(&perkara, &aturan()).unwrap();
        assert_eq!((tenggat.sunyi, tenggat.terbuka()), (sunyi, true), "{:?}", perkara.pemberian);
        let kantor = tenggat::pemberitahuan(&perkara, &aturan()).unwrap();
        assert!(!kantor.sunyi);
    }
}

#[test]
fn a_case_that_ended_without_an_answer_has_no_open_limit() {
    let akhir: [Pemenuhan; 3] = [dicabut, dialihkan, tidak_ditindaklanjuti];
    for akhir in akhir {
        let sejarah = [
            diterima("2026-09-07"),
            dicatat("2026-09-07"),
            surat_kurang_diterima("2026-09-08"),
            didisposisi("2026-09-08", "2026-09-15"),
            akhir("2026-09-14"),
        ];
        let daftar = tenggat::perkara(&perkara(sejarah), &aturan());
        assert_eq!(daftar.len(), 5);
        for tenggat in daftar {
            assert_eq!(tenggat.keadaan(tgl("2027-01-04")), Keadaan::Gugur, "{:?}", tenggat.jenis);
        }
    }
}

#[test]
fn what_was_met_before_the_end_stays_met() {
    let sejarah = [diterima("2026-09-07"), keberatan("2026-10-01"), dicabut("2026-10-05")];
    let tenggat = tenggat::keberatan(&perkara(sejarah), &aturan()).unwrap();
    assert_eq!(tenggat.keadaan(tgl("2027-01-04")), Keadaan::Tepat);
}

#[test]
fn a_check_whose_letter_went_out_in_time_is_not_late_when_mended_later() {
    let sejarah = [
        diterima("2026-09-07"),
        dicatat("2026-09-07"),
        surat_kurang("2026-09-09"),
        surat_kurang_diterima("2026-09-10"),
        diperbaiki("2026-09-15"),
        lengkap("2026-09-16"),
    ];
    let tenggat = tenggat::kelengkapan(&perkara(sejarah), &aturan()).unwrap();
    assert_eq!(tenggat.keadaan(tgl("2026-09-16")), Keadaan::Tepat);
}

#[test]
fn a_fact_without_a_date_ends_its_limit_without_a_verdict() {
    let aturan = aturan();
    for (sejarah, jenis) in [
        (
            vec![diterima("2026-09-07"), dicatat("2026-09-07"), lengkap("?")],
            JenisTenggat::Kelengkapan,
        ),
        (
            vec![diterima("2026-09-07"), surat_kurang_diterima("2026-09-08"), diperbaiki("?")],
            JenisTenggat::Perbaikan,
        ),
        (vec![diterima("2026-09-07"), dijawab("?")], JenisTenggat::Pemberitahuan),
        (
            vec![
                diterima("2026-09-07"),
                didisposisi("2026-09-08", "2026-09-15"),
                jawaban_unit("?"),
            ],
            JenisTenggat::BatasInternal(UNIT),
        ),
        (vec![diterima("2026-09-07"), keberatan("?")], JenisTenggat::Keberatan),
        (vec![keberatan("2026-10-05"), ditanggapi("?")], JenisTenggat::TanggapanKeberatan),
        (vec![keberatan("2026-10-05"), disengketakan("?")], JenisTenggat::Sengketa),
    ] {
        let tenggat = salah_satu(&perkara(sejarah), &aturan, jenis);
        assert_eq!(tenggat.keadaan(tgl("2028-01-04")), Keadaan::Gugur, "{jenis:?}");
    }
}

#[test]
fn a_withdrawn_keberatan_ends_the_limits_that_stand_on_it() {
    let sejarah = [keberatan("2026-10-05"), keberatan_dicabut("2026-10-20")];
    let aturan = aturan();
    let perkara = perkara(sejarah);
    for jenis in [JenisTenggat::TanggapanKeberatan, JenisTenggat::Sengketa] {
        let tenggat = salah_satu(&perkara, &aturan, jenis);
        assert_eq!(tenggat.keadaan(tgl("2027-06-01")), Keadaan::Gugur);
    }
}

/// Cuti bersama of 18 August 2025, known since 7 August 2025.
#[test]
fn a_late_cuti_bersama_moves_an_open_case_and_the_old_date_can_still_be_told() {
    let perkara = perkara([diterima("2025-08-04")]);
    for (diketahui, lambat) in [("2025-08-06", "2025-08-18"), ("2025-08-07", "2025-08-19")] {
        let tenggat = tenggat::pemberitahuan(&perkara, &dengan(kalender_pada(diketahui))).unwrap();
        assert_eq!(pasangan(&tenggat), ["2025-08-15", lambat], "{diketahui}");
    }
}

#[test]
fn idulfitri_stands_still_on_the_clock() {
    let sejarah = vec![diterima("2025-03-14")];
    let jenis = JenisTenggat::Pemberitahuan;
    periksa_perkara(&sejarah, jenis, "2025-03-27", "2025-04-08", dijawab);
    let sejarah = vec![diterima("2025-03-14"), diperpanjang("2025-03-27")];
    periksa_perkara(&sejarah, jenis, "2025-04-16", "2025-04-17", dijawab);
}

/// KI Pusat, putusan sela of 22 January 2024: 4 to 23 November 2020.
#[test]
fn the_window_of_ki_pusat_is_the_reading_of_the_next_day() {
    let sejarah = [keberatan("2020-10-01"), ditanggapi("2020-11-03"), disengketakan("2020-12-14")];
    let aturan = aturan();
    let tenggat = tenggat::pengajuan_sengketa(&perkara(sejarah), &aturan).unwrap();
    assert_eq!(pasangan(&tenggat), ["2020-11-20", "2020-11-23"]);
    let berikutnya = &tenggat.bacaan()[1];
    assert_eq!(berikutnya.cara, CaraHitung::HariBerikutnya);
    let rinci = berikutnya.rinci(&aturan.kerja);
    assert_eq!(rinci[1].tanggal, tgl("2020-11-04"));
    assert_eq!(rinci[1].keterangan(), "Rabu, hari kerja ke-1");
    assert_eq!(tenggat.keadaan(tgl("2020-12-14")), Keadaan::Terlambat);
}

/// KI Jabar 2382/2024: ten hk end on 14 November, thirty on 15 December 2023.
#[test]
fn the_windows_of_ki_jabar_are_the_readings_of_the_same_day() {
    let aturan = aturan();
    let kantor = tenggat::pemberitahuan(&perkara([diterima("2023-11-01")]), &aturan).unwrap();
    assert_eq!(pasangan(&kantor), ["2023-11-14", "2023-11-15"]);
    let sejarah = [diterima("2023-11-01"), dijawab("2023-11-06"), keberatan("2024-03-15")];
    let tenggat = tenggat::keberatan(&perkara(sejarah), &aturan).unwrap();
    assert_eq!(pasangan(&tenggat), ["2023-12-15", "2023-12-18"]);
    for tenggat in [&kantor, &tenggat] {
        assert_eq!(tenggat.bacaan()[0].cara, CaraHitung::HariSama);
    }
    assert_eq!(tenggat.keadaan(tgl("2024-03-15")), Keadaan::Terlambat);
}

#[test]
fn an_exemption_is_opened_thirty_working_days_before_its_end() {
    let tenggat = tenggat::pengecualian(tgl("2026-12-31"), &aturan()).unwrap();
    periksa_batas(&tenggat, "2026-11-17", "2026-11-18", |hari| Tenggat {
        dipenuhi: Some(tgl(hari)),
        ..tenggat.clone()
    });
}

#[test]
fn six_day_offices_and_election_bodies_have_their_own_lengths() {
    let mut enam = aturan();
    enam.kerja.pekan = Pekan::EnamHari;
    let pemilu = Aturan { himpunan: Himpunan::Pemilu, ..aturan() };
    let minta = || vec![diterima("2026-09-07")];
    let keberatan = || vec![keberatan("2026-09-07")];
    let perpanjangan = || vec![diterima("2026-09-07"), diperpanjang("2026-09-08")];
    for (aturan, sejarah, jenis, harapan) in [
        (&enam, minta(), JenisTenggat::Pemberitahuan, ["2026-09-17", "2026-09-18"]),
        (&enam, perpanjangan(), JenisTenggat::Pemberitahuan, ["2026-09-25", "2026-09-26"]),
        (&pemilu, minta(), JenisTenggat::Pemberitahuan, ["2026-09-09", "2026-09-10"]),
        (&pemilu, perpanjangan(), JenisTenggat::Pemberitahuan, ["2026-09-11", "2026-09-14"]),
        (&pemilu, keberatan(), JenisTenggat::TanggapanKeberatan, ["2026-09-09", "2026-09-10"]),
        (&pemilu, keberatan(), JenisTenggat::Sengketa, ["2026-09-29", "2026-09-30"]),
    ] {
        assert_eq!(pasangan(&salah_satu(&perkara(sejarah), aturan, jenis)), harapan);
    }
}
