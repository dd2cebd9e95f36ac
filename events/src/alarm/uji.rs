use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::hari_kerja::{KalenderKerja, NomorHari};
use crate::kalender::Kalender;
use crate::laporan::periode::PeriodeLaporan;
use crate::laporan::{Event as Lapor, LaporanDisampaikan, LaporanDisusun};
use crate::pendamping::Event;
use crate::teks::Sidik;
use crate::uji::*;

fn tangga() -> Tangga {
    Tangga::bawaan(JenisAlarm::Pemberitahuan)
}

/// What is due so many working days before the end, after these were raised.
fn jatuh(sisa: i64, terakhir: Option<i32>) -> Option<(i32, u32)> {
    let kedudukan = Kedudukan { sisa, saat_dibuka: Some(10), terakhir };
    tangga().jatuh_tempo(kedudukan).map(|bunyi| (bunyi.anak_tangga, bunyi.terlewat))
}

#[test]
fn each_rung_is_due_on_its_day_and_not_before() {
    for (sisa, terakhir, due) in [
        (6, None, None),
        (5, None, Some((5, 0))),
        (4, Some(5), None),
        (3, Some(5), Some((3, 0))),
        (2, Some(3), None),
        (1, Some(3), Some((1, 0))),
        (0, Some(1), Some((0, 0))),
        (-1, Some(0), Some((-1, 0))),
        (-5, Some(-4), Some((-5, 0))),
        (-6, Some(-5), None),
        (-9, Some(-5), None),
        (-10, Some(-5), Some((-10, 0))),
        (-14, Some(-10), None),
        (-15, Some(-10), Some((-15, 0))),
    ] {
        assert_eq!(jatuh(sisa, terakhir), due, "{sisa} after {terakhir:?}");
    }
}

#[test]
fn what_was_raised_is_not_due_again() {
    for (sisa, terakhir) in [(5, 5), (4, 5), (0, 0), (3, 0), (-3, -3), (-12, -10)] {
        assert_eq!(jatuh(sisa, Some(terakhir)), None, "{sisa} after {terakhir}");
    }
}

#[test]
fn an_outage_gives_one_alarm_that_stands_for_the_others() {
    assert_eq!(jatuh(4, None), Some((5, 0)), "a day late is the same rung");
    assert_eq!(jatuh(0, None), Some((0, 3)));
    assert_eq!(jatuh(-3, Some(3)), Some((-3, 4)), "one, zero and two days late");
    assert_eq!(jatuh(-11, Some(-2)), Some((-10, 3)));
    assert_eq!(jatuh(-59, None), Some((-55, 4 + 5 + 10 - 1)));
}

#[test]
fn what_ended_long_ago_is_told_of_once_and_then_left_to_the_digest() {
    assert_eq!(jatuh(-60, Some(-55)), Some((-60, 0)));
    for sisa in [-61, -65, -400, -40_000] {
        assert_eq!(jatuh(sisa, Some(-60)), None, "{sisa}");
        assert_eq!(jatuh(sisa, None), Some((-60, 4 + 5 + 11 - 1)), "{sisa}: taken over as it was");
    }
    let setahun = Tangga { terlambat_sampai: 250, ..tangga() };
    let kedudukan = Kedudukan { sisa: -250, saat_dibuka: Some(10), terakhir: Some(-245) };
    assert_eq!(setahun.jatuh_tempo(kedudukan).map(|bunyi| bunyi.anak_tangga), Some(-250));
}

#[test]
fn rungs_before_it_began_never_were() {
    let buka = |dibuka, sisa| {
        let kedudukan = Kedudukan { sisa, saat_dibuka: dibuka, terakhir: None };
        tangga().jatuh_tempo(kedudukan).map(|bunyi| (bunyi.anak_tangga, bunyi.terlewat))
    };
    assert_eq!(buka(Some(2), 2), None, "three hk: five and three lie before the first day");
    assert_eq!(buka(Some(3), 3), Some((3, 0)));
    assert_eq!(buka(Some(2), 1), Some((1, 0)));
    assert_eq!(buka(None, 2), Some((3, 1)), "counted back from a hearing, all of them count");
    assert_eq!(buka(Some(2), -1), Some((-1, 2)));
}

#[test]
fn nobody_is_told_of_a_right_that_has_passed() {
    let hak = Tangga::bawaan(JenisAlarm::Keberatan);
    let pada = |sisa| {
        hak.jatuh_tempo(Kedudukan { sisa, saat_dibuka: Some(30), terakhir: None })
            .map(|bunyi| bunyi.anak_tangga)
    };
    assert_eq!((pada(6), pada(5), pada(4), pada(0)), (None, Some(5), Some(5), Some(5)));
    assert_eq!(pada(-1), None);
}

#[test]
fn a_right_of_the_pemohon_is_told_of_once_and_a_duty_until_its_day() {
    use JenisAlarm::{Keberatan, KelengkapanSengketa, Perbaikan, Sengketa};
    let sebelum = |jenis: JenisAlarm| Tangga::bawaan(jenis).sebelum;
    assert_eq!([Keberatan, Sengketa].map(sebelum), [[5], [5]]);
    assert_eq!([Perbaikan, KelengkapanSengketa].map(sebelum), [[5, 1, 0], [5, 1, 0]]);
}

#[test]
fn an_office_says_only_what_can_be_followed() {
    let kantor = |sebelum: &[u32], harian, berkala| Tangga {
        sebelum: sebelum.to_vec(),
        terlambat_harian: harian,
        terlambat_berkala: berkala,
        terlambat_sampai: 60,
        eskalasi: Eskalasi::default(),
    };
    let ini = JenisAlarm::Pemberitahuan;
    assert_eq!(kantor(&[60], 60, 60).periksa(ini), Ok(()));
    assert_eq!(kantor(&[61], 5, 5).periksa(ini), Err(TanggaDitolak::HariTidakSah));
    assert_eq!(kantor(&[1, 1], 5, 5).periksa(ini), Err(TanggaDitolak::HariTidakSah));
    assert_eq!(kantor(&[1], 61, 5).periksa(ini), Err(TanggaDitolak::TerlaluJarang));
    assert_eq!(kantor(&[1], 5, 61).periksa(ini), Err(TanggaDitolak::TerlaluJarang));
    assert_eq!(kantor(&[], 0, 0).periksa(ini), Err(TanggaDitolak::Kosong));
    assert_eq!(kantor(&[], 1, 0).periksa(ini), Ok(()));
    let sampai = |terlambat_sampai| Tangga { terlambat_sampai, ..tangga() }.periksa(ini);
    assert_eq!((sampai(1), sampai(250)), (Ok(()), Ok(())));
    for salah in [0, 251] {
        assert_eq!(sampai(salah), Err(TanggaDitolak::TanpaAkhir), "{salah}");
    }
    let pemohon = JenisAlarm::Sengketa;
    assert_eq!(kantor(&[1], 1, 0).periksa(pemohon), Err(TanggaDitolak::MilikPemohon));
    assert_eq!(kantor(&[1], 0, 0).periksa(pemohon), Ok(()));
    for jenis in SEMUA_JENIS {
        assert_eq!(Tangga::bawaan(jenis).periksa(jenis), Ok(()), "{jenis:?}");
    }
}

/// The same rules said plainly: the rungs that were reached, one by one.
fn polos(tangga: &Tangga, kedudukan: Kedudukan) -> Option<Bunyi> {
    let Kedudukan { sisa, saat_dibuka, terakhir } = kedudukan;
    let menegur = tangga.terlambat_harian + tangga.terlambat_berkala > 0;
    if sisa < 0 && !menegur {
        return None;
    }
    let mut anak: BTreeSet<i64> = tangga.sebelum.iter().map(|n| i64::from(*n)).collect();
    anak.retain(|n| saat_dibuka.is_none_or(|dibuka| *n <= dibuka));
    let (harian, berkala) = (tangga.terlambat_harian, tangga.terlambat_berkala);
    for hari in 1..=tangga.terlambat_sampai {
        let tiap_hari = hari <= harian;
        if tiap_hari || berkala > 0 && (hari - harian) % berkala == 0 {
            anak.insert(-i64::from(hari));
        }
    }
    anak.retain(|n| *n >= sisa && terakhir.is_none_or(|t| *n < i64::from(t)));
    let terendah = anak.first()?;
    let terlewat = u32::try_from(anak.len() - 1).unwrap();
    Some(Bunyi { anak_tangga: i32::try_from(*terendah).unwrap(), terlewat })
}

proptest! {
    #[test]
    fn the_ladder_agrees_with_its_rungs_one_by_one(
        sebelum in prop::collection::btree_set(0_u32..15, 0..5),
        harian in 0_u32..8, berkala in 0_u32..8, sisa in -60_i64..20,
        saat_dibuka in prop::option::of(0_i64..20), terakhir in prop::option::of(-60_i32..15),
        sampai in 1_u32..80,
    ) {
        let eskalasi = Eskalasi::default();
        let sebelum = sebelum.into_iter().rev().collect();
        let tangga = Tangga {
            sebelum, terlambat_harian: harian, terlambat_berkala: berkala,
            terlambat_sampai: sampai, eskalasi,
        };
        let kedudukan = Kedudukan { sisa, saat_dibuka, terakhir };
        prop_assert_eq!(tangga.jatuh_tempo(kedudukan), polos(&tangga, kedudukan));
    }
}

#[test]
fn the_holder_hears_first_and_then_one_above_the_other() {
    let eskalasi = tangga().eskalasi;
    let (satu, dinas) = (unit(1), Pemegang::Unit(unit(1)));
    let kepada = |anak| penerima(JenisAlarm::Pemberitahuan, dinas, Some(satu), eskalasi, anak);
    assert_eq!(kepada(5), [Penerima::Unit(satu)]);
    assert_eq!(kepada(2), [Penerima::Unit(satu)]);
    assert_eq!(kepada(1), [Penerima::Unit(satu), Penerima::KepalaUnit(satu)]);
    let utama = [Penerima::Unit(satu), Penerima::KepalaUnit(satu), Penerima::PpidUtama];
    assert_eq!(kepada(0), utama);
    assert_eq!(kepada(-1), [&utama[..], &[Penerima::AtasanPpid]].concat());
}

#[test]
fn a_pemohon_is_told_alone_and_nobody_twice() {
    let semua = Eskalasi { kepala_unit: Some(9), ppid_utama: Some(9), atasan_ppid: Some(9) };
    let (jenis, satu) = (JenisAlarm::Perbaikan, Some(unit(1)));
    assert_eq!(penerima(jenis, Pemegang::Pemohon, satu, semua, 1), [Penerima::Pemohon]);
    let meja = penerima(JenisAlarm::Kelengkapan, Pemegang::Ppid, None, semua, 1);
    assert_eq!(meja, [Penerima::Petugas, Penerima::PpidUtama, Penerima::AtasanPpid]);
}

fn tenggat(awal: &str, lambat: &str) -> TenggatAlarm {
    TenggatAlarm {
        jenis: JenisAlarm::Pemberitahuan,
        unit: None,
        batas: label("P04a"),
        pasal: label("Pasal 22(7) UU"),
        dibuka: hari("2026-03-02"),
        paling_awal: hari(awal),
        paling_lambat: hari(lambat),
    }
}

#[test]
fn a_command_is_of_one_rung_of_one_end_of_one_tenggat() {
    let (satu, dua) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let ini = tenggat("2026-03-13", "2026-03-16");
    let lambat_lain = tenggat("2026-03-13", "2026-03-18");
    assert_eq!(ini.perintah_bunyi(satu, 3), lambat_lain.perintah_bunyi(satu, 3));
    let lain = [
        ini.perintah_bunyi(satu, 3),
        ini.perintah_bunyi(satu, 1),
        ini.perintah_bunyi(dua, 3),
        ini.perintah_henti(satu, 3),
        tenggat("2026-03-14", "2026-03-16").perintah_bunyi(satu, 3),
        TenggatAlarm { jenis: JenisAlarm::Keberatan, ..ini.clone() }.perintah_bunyi(satu, 3),
        TenggatAlarm { unit: Some(unit(1)), ..ini }.perintah_bunyi(satu, 3),
    ];
    assert_eq!(lain.iter().collect::<BTreeSet<_>>().len(), lain.len());
}

#[test]
fn a_move_tells_what_moved_it() {
    let lama = tenggat("2026-03-13", "2026-03-16");
    let baru = tenggat("2026-03-16", "2026-03-17");
    assert_eq!(lama.bergeser_ke(&baru).karena, SebabGeser::Kalender);
    let koreksi = TenggatAlarm { dibuka: hari("2026-03-03"), ..baru.clone() };
    assert_eq!(lama.bergeser_ke(&koreksi).karena, SebabGeser::PemicuLain);
    let diperpanjang = TenggatAlarm { batas: label("P06"), ..koreksi };
    assert_eq!(lama.bergeser_ke(&diperpanjang).karena, SebabGeser::BatasLain);
}

#[test]
fn the_calendar_of_the_next_year_is_asked_for_from_november_on() {
    let kosong = Kalender::default();
    let mut ada = Kalender::default();
    ada.evolve(&crate::kalender::Event::HariDitutup(ditutup("2027-01-01", "Tahun Baru")));
    ada.evolve(&crate::kalender::Event::HariDitutup(ditutup("2026-01-01", "Tahun Baru")));
    let pada = |kalender: &Kalender, hari_ini| kalender_tahun_depan(kalender, hari(hari_ini));
    assert_eq!(pada(&ada, "2026-11-01"), None);
    let ini = pada(&kosong, "2026-11-01").map(|t| (t.dibuka, t.paling_awal));
    assert_eq!(ini, Some((hari("2026-11-01"), hari("2026-11-30"))));
    let lupa = pada(&kosong, "2027-01-04").map(|t| t.paling_awal);
    assert_eq!(lupa, Some(hari("2026-11-30")), "what was forgotten stays owed");
    assert_eq!(pada(&ada, "2026-10-31"), None);
}

fn laporan(
    dari: &str,
    sampai: &str,
    milik: Option<u128>,
    fakta: Lapor,
    pada: &str,
) -> RiwayatLaporan {
    let disusun = LaporanDisusun { dari: hari(dari), sampai: hari(sampai), unit: milik.map(unit) };
    let awal = Lapor::LaporanDisusun(disusun.clone());
    vec![(disusun, vec![(awal, Some(hari(pada))), (fakta, Some(hari(pada)))])]
}

#[test]
fn the_yearly_report_is_owed_until_it_went_to_ki() {
    let mulai = hari("2025-05-01");
    let utang = |riwayat: &RiwayatLaporan, pada: &str| -> Vec<NaiveDate> {
        let daftar = laporan_tahunan(riwayat, mulai, hari(pada));
        daftar.iter().map(|t| t.paling_awal).collect()
    };
    let kosong = Vec::new();
    assert_eq!(utang(&kosong, "2025-12-31"), []);
    assert_eq!(utang(&kosong, "2026-01-01"), [hari("2026-03-31")]);
    assert_eq!(utang(&kosong, "2027-01-01"), [hari("2026-03-31"), hari("2027-03-31")]);
    let dikirim = || Lapor::LaporanDikirimKeKi { nomor_surat: None };
    let penuh = laporan("2025-01-01", "2025-12-31", None, dikirim(), "2026-03-30");
    assert_eq!(utang(&penuh, "2026-04-01"), []);
    let kurang = laporan("2025-01-01", "2025-12-30", None, dikirim(), "2026-03-30");
    assert_eq!(utang(&kurang, "2026-04-01"), [hari("2026-03-31")]);
    let unit = laporan("2025-01-01", "2025-12-31", Some(1), dikirim(), "2026-03-30");
    assert_eq!(utang(&unit, "2026-04-01"), [hari("2026-03-31")]);
    let diterima =
        laporan("2025-01-01", "2025-12-31", None, Lapor::LaporanDiterima {}, "2026-03-30");
    assert_eq!(utang(&diterima, "2026-04-01"), [hari("2026-03-31")]);
}

fn disampaikan() -> Lapor {
    Lapor::LaporanDisampaikan(LaporanDisampaikan {
        posisi: 1,
        akar: Sidik::try_new("9f").expect("hex"),
        versi_templat: 1,
        mesin: None,
        sha256: Sidik::try_new("ab").expect("hex"),
        sha256_isi: None,
        angka: Vec::new(),
        kendala: None,
        rekomendasi: None,
    })
}

#[test]
fn a_unit_owes_each_period_that_is_over_and_the_one_under_way() {
    let (mulai, kerja) = (hari("2026-01-05"), crate::contoh::aturan().kerja);
    let akhir = |riwayat: &RiwayatLaporan, pada: &str| -> Vec<NaiveDate> {
        let periode = PeriodeLaporan::default();
        let hari_hari = (mulai, hari(pada));
        let semua = laporan_unit(riwayat, unit(1), hari_hari, &periode, &kerja);
        assert!(semua.iter().all(|t| t.batas.as_str() == "L06"));
        semua.iter().map(|t| t.paling_awal).collect()
    };
    // Ten working days after 30 June and 31 December.
    let (pertama, kedua) = (hari("2026-07-14"), hari("2027-01-18"));
    assert_eq!(akhir(&Vec::new(), "2026-06-30"), [pertama]);
    assert_eq!(akhir(&Vec::new(), "2026-07-01"), [pertama, kedua]);
    let satu = laporan("2026-01-01", "2026-06-30", Some(1), disampaikan(), "2026-07-01");
    assert_eq!(akhir(&satu, "2026-07-02"), [kedua]);
    let lain = laporan("2026-01-01", "2026-06-30", Some(2), disampaikan(), "2026-07-01");
    assert_eq!(akhir(&lain, "2026-07-02"), [pertama, kedua]);
    let kurang = laporan("2026-01-01", "2026-06-29", Some(1), disampaikan(), "2026-07-01");
    assert_eq!(akhir(&kurang, "2026-07-02"), [pertama, kedua]);
}

#[test]
fn a_report_that_was_sent_back_is_owed_again() {
    let (kerja, periode) = (aturan().kerja, PeriodeLaporan::default());
    let mut riwayat = laporan("2026-01-01", "2026-06-30", Some(1), disampaikan(), "2026-07-01");
    let terutang = |riwayat: &RiwayatLaporan| {
        let hari_hari = (hari("2026-01-05"), hari("2026-07-20"));
        laporan_unit(riwayat, unit(1), hari_hari, &periode, &kerja).len()
    };
    assert_eq!(terutang(&riwayat), 1);
    let kembali = Lapor::LaporanDikembalikan { catatan: sd("a") };
    riwayat[0].1.push((kembali, Some(hari("2026-07-10"))));
    assert_eq!(terutang(&riwayat), 2);
}

#[test]
fn every_kind_has_a_name_of_its_own_that_leads_back() {
    for jenis in SEMUA_JENIS {
        assert_eq!(JenisAlarm::dari_nama(jenis.nama()), Some(jenis));
    }
    assert_eq!(JenisAlarm::dari_nama("lain"), None);
}

#[test]
fn rungs_are_counted_over_the_working_days() {
    let kerja = KalenderKerja::default();
    let nomor = NomorHari::baru(&kerja, hari("2026-03-01"), hari("2026-03-31"));
    let sisa = |pada| nomor.selisih(hari(pada), hari("2026-03-16"));
    assert_eq!((sisa("2026-03-13"), sisa("2026-03-16"), sisa("2026-03-17")), (1, 0, -1));
}

/// What the stored forms speak of.
fn internal() -> (TenggatAlarm, serde_json::Value) {
    let ini = TenggatAlarm {
        jenis: JenisAlarm::BatasInternal,
        unit: Some(unit(1)),
        ..tenggat("2026-03-13", "2026-03-16")
    };
    let bentuk = json!({
        "jenis": "batas_internal", "unit": UNIT_1, "batas": "P04a", "pasal": "Pasal 22(7) UU",
        "dibuka": "2026-03-02", "paling_awal": "2026-03-13", "paling_lambat": "2026-03-16"
    });
    (ini, bentuk)
}

const UNIT_1: &str = "00000000-0000-0000-0000-000000000001";

#[test]
fn stored_form_of_an_alarm() {
    let (ini, bentuk) = internal();
    let dibunyikan = AlarmDibunyikan {
        tenggat: ini,
        anak_tangga: -5,
        sisa_hk: -6,
        hari: hari("2026-03-23"),
        terlewat: 2,
        kepada: vec![
            Penerima::Pemohon,
            Penerima::Petugas,
            Penerima::Unit(unit(1)),
            Penerima::KepalaUnit(unit(1)),
            Penerima::PpidUtama,
            Penerima::AtasanPpid,
            Penerima::Admin,
        ],
    };
    let kepada = json!(["pemohon", "petugas", {"unit": UNIT_1}, {"kepala_unit": UNIT_1},
                        "ppid_utama", "atasan_ppid", "admin"]);
    let body = json!({"tenggat": bentuk, "anak_tangga": -5, "sisa_hk": -6, "hari": "2026-03-23",
                      "terlewat": 2, "kepada": kepada});
    let event = Event::AlarmDibunyikan(dibunyikan.clone());
    assert_stored(event, json!({"type": "AlarmDibunyikan", "body": body}));
    let sendiri = AlarmDibunyikan { terlewat: 0, kepada: vec![], ..dibunyikan };
    let body = json!({"tenggat": bentuk, "anak_tangga": -5, "sisa_hk": -6,
                      "hari": "2026-03-23", "kepada": []});
    assert_stored(
        Event::AlarmDibunyikan(sendiri),
        json!({"type": "AlarmDibunyikan", "body": body}),
    );
}

#[test]
fn stored_form_of_an_end() {
    let (ini, mut bentuk) = internal();
    let pergeseran = Pergeseran {
        paling_awal: hari("2026-03-24"),
        paling_lambat: hari("2026-03-25"),
        karena: SebabGeser::Kalender,
    };
    bentuk.as_object_mut().unwrap().remove("unit");
    let ini = TenggatAlarm { unit: None, ..ini };
    for (sebab, kata) in [
        (SebabBerhenti::Dipenuhi, json!("dipenuhi")),
        (SebabBerhenti::Gugur, json!("gugur")),
        (
            SebabBerhenti::Bergeser(pergeseran),
            json!({"bergeser": {"paling_awal": "2026-03-24", "paling_lambat": "2026-03-25",
                                "karena": "kalender"}}),
        ),
    ] {
        let body = json!({"tenggat": bentuk, "sebab": kata});
        let event = Event::AlarmDihentikan(AlarmDihentikan { tenggat: ini.clone(), sebab });
        assert_stored(event, json!({"type": "AlarmDihentikan", "body": body}));
    }
    assert_stored(SebabGeser::BatasLain, json!("batas_lain"));
    assert_stored(SebabGeser::PemicuLain, json!("pemicu_lain"));
}

#[test]
fn stored_form_of_the_kinds_and_of_a_ladder() {
    let kata = [
        "kelengkapan",
        "perbaikan",
        "pemberitahuan",
        "batas_internal",
        "keberatan",
        "tanggapan_keberatan",
        "sengketa",
        "kelengkapan_sengketa",
        "penggantian_majelis",
        "jawaban_termohon",
        "kesimpulan",
        "sidang",
        "mediasi",
        "gugatan",
        "kasasi",
        "pelaksanaan",
        "pengecualian",
        "katalog",
        "laporan_unit",
        "laporan_tahunan",
        "kalender_tahun_depan",
    ];
    for (jenis, kata) in SEMUA_JENIS.into_iter().zip(kata) {
        assert_stored(jenis, json!(kata));
    }
    let tanpa = Tangga {
        sebelum: vec![1],
        terlambat_harian: 0,
        terlambat_berkala: 0,
        terlambat_sampai: 0,
        eskalasi: Eskalasi::default(),
    };
    let bentuk = json!({"sebelum": [1], "terlambat_harian": 0, "terlambat_berkala": 0,
                        "terlambat_sampai": 0, "eskalasi": {}});
    assert_stored(tanpa, bentuk);
}
