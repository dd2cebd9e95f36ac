//! What KI and the courts decide, and when it is final.

use super::putusan::{AlasanSela, JenisPutusan, Pihak, PutusanSela};
use super::uji::{dengan, disalin, disidangkan, diterima, ditolak, terdaftar};
use crate::contoh_sengketa::*;

#[test]
fn a_putusan_stands_on_a_hearing_and_is_read_once() {
    let diputus_lama = diputus_dengan("2026-10-20", JenisPutusan::Ajudikasi, Some(2_601));
    let salin = |hari| salinan(hari, Pihak::Pemohon);
    let menerima = dengan(disidangkan(), [sela("2026-10-14", PutusanSela::Menerima)]);
    for (sejarah, langkah, harapan, mutlak) in [
        (vec![], diputus("2026-10-20"), &["BelumDiregistrasi", "BelumDisidangkan"][..], false),
        (terdaftar(), diputus("2026-10-20"), &["BelumDisidangkan"], false),
        (terdaftar(), sela("2026-10-20", PutusanSela::Menerima), &["BelumDisidangkan"], false),
        (terdaftar(), kesimpulan("2026-10-20", Pihak::Pemohon), &["BelumDisidangkan"], false),
        (disalin("2026-10-22", "2026-10-22"), diputus("2026-11-20"), &["SudahDiputus"], false),
        (disidangkan(), diputus_lama, &["PelaksanaanTidakMasukAkal"], true),
        (disidangkan(), salin("2026-10-22"), &["BelumDiputus"], true),
        (menerima, salin("2026-10-22"), &["BelumDiputus"], true),
        (
            disalin("2026-10-22", "2026-10-22"),
            salin("2026-10-30"),
            &["SalinanSudahDiterima"],
            false,
        ),
    ] {
        ditolak(&sejarah, langkah, harapan, mutlak);
    }
    diterima(&disidangkan(), diputus_dengan("2026-10-20", JenisPutusan::Ajudikasi, Some(2_600)));
    let menolak = sela("2026-10-14", PutusanSela::Menolak(AlasanSela::JangkaWaktu));
    diterima(&dengan(disidangkan(), [menolak]), salin("2026-10-22"));
}

/// Copy on 5 October 2026: 14 days end on 18 or 19 October, 14 hk on 22 or 23.
#[test]
fn a_party_goes_to_court_within_the_latest_reading_of_its_own_fourteen_days() {
    let sejarah = disalin("2026-10-05", "2026-10-12");
    for hari in ["2026-10-18", "2026-10-19", "2026-10-22", "2026-10-23"] {
        diterima(&sejarah, digugat(hari, Pihak::Pemohon));
    }
    ditolak(&sejarah, digugat("2026-10-24", Pihak::Pemohon), &["GugatanTerlambat"], false);
    diterima(&sejarah, digugat("2026-10-30", Pihak::BadanPublik));
    ditolak(&sejarah, digugat("2026-10-31", Pihak::BadanPublik), &["GugatanTerlambat"], false);
}

#[test]
fn the_courts_follow_each_other() {
    let menerima = dengan(disidangkan(), [sela("2026-10-14", PutusanSela::Menerima)]);
    let gugatan =
        || dengan(disalin("2026-10-05", "2026-10-05"), [digugat("2026-10-19", Pihak::Pemohon)]);
    let diadili = || dengan(gugatan(), [putusan_pengadilan("2026-11-02")]);
    let kasasi_diajukan = dengan(diadili(), [kasasi("2026-11-10")]);
    for (sejarah, langkah, harapan, mutlak) in [
        (disidangkan(), digugat("2026-10-19", Pihak::Pemohon), "BelumDiputus", false),
        (menerima, digugat("2026-10-19", Pihak::Pemohon), "BelumDiputus", false),
        (gugatan(), digugat("2026-10-20", Pihak::BadanPublik), "SudahDigugat", false),
        (
            disalin("2026-10-05", "2026-10-05"),
            putusan_pengadilan("2026-11-02"),
            "BelumDigugat",
            true,
        ),
        (disalin("2026-10-05", "2026-10-05"), kasasi("2026-11-02"), "BelumDigugat", true),
        (disalin("2026-10-05", "2026-10-05"), putusan_kasasi("2026-11-02"), "BelumDigugat", true),
        (gugatan(), kasasi("2026-11-02"), "BelumAdaPutusanPengadilan", false),
        (diadili(), putusan_kasasi("2027-01-04"), "BelumKasasi", false),
        (kasasi_diajukan, kasasi("2026-11-11"), "SudahKasasi", false),
        (diadili(), kasasi("2026-11-17"), "KasasiTerlambat", false),
    ] {
        ditolak(&sejarah, langkah, &[harapan], mutlak);
    }
    diterima(&diadili(), kasasi("2026-11-15"));
    diterima(&diadili(), kasasi("2026-11-16"));
}

#[test]
fn a_second_gugatan_does_not_undo_what_the_court_said() {
    let sejarah = dengan(
        disalin("2026-10-05", "2026-10-05"),
        [
            digugat("2026-10-12", Pihak::Pemohon),
            putusan_pengadilan("2026-11-02"),
            digugat("2026-11-03", Pihak::BadanPublik),
        ],
    );
    assert!(sengketa(sejarah).gugatan.unwrap().putusan.is_some());
}

#[test]
fn a_putusan_is_final_when_no_remedy_is_left() {
    let tanpa_salinan = dengan(disidangkan(), [diputus("2026-10-20")]);
    let menolak = PutusanSela::Menolak(AlasanSela::Kewenangan);
    let sela_disalin =
        dengan(disidangkan(), [sela("2026-10-02", menolak), salinan("2026-10-05", Pihak::Pemohon)]);
    let disalin = || disalin("2026-10-05", "2026-10-12");
    let gugatan = || dengan(disalin(), [digugat("2026-10-19", Pihak::Pemohon)]);
    let diadili = || dengan(gugatan(), [putusan_pengadilan("2026-11-02")]);
    let dikasasi = dengan(diadili(), [kasasi("2026-11-10")]);
    let inkracht_sebelumnya = dengan(disalin(), [inkracht("2026-11-02")]);
    for (sejarah, hari, harapan) in [
        (disidangkan(), "2026-12-01", "BelumDiputus"),
        (tanpa_salinan, "2026-12-01", "MasihAdaUpaya"),
        (sela_disalin.clone(), "2026-10-23", "MasihAdaUpaya"),
        (disalin(), "2026-10-30", "MasihAdaUpaya"),
        (gugatan(), "2026-12-01", "MasihAdaUpaya"),
        (diadili(), "2026-11-16", "MasihAdaUpaya"),
        (dikasasi, "2026-12-01", "MasihAdaUpaya"),
        (inkracht_sebelumnya, "2026-12-01", "SudahInkracht"),
    ] {
        ditolak(&sejarah, inkracht(hari), &[harapan], false);
    }
    diterima(&sela_disalin, inkracht("2026-10-24"));
    diterima(&disalin(), inkracht("2026-10-31"));
    diterima(&diadili(), inkracht("2026-11-17"));
}

#[test]
fn a_putusan_is_carried_out_once_it_binds() {
    let sejarah = disalin("2026-10-05", "2026-10-05");
    ditolak(&sejarah, eksekusi("2026-11-02"), &["BelumInkracht"], false);
    ditolak(&sejarah, dilaksanakan("2026-11-02"), &["BelumInkracht"], false);
    let sejarah = dengan(sejarah, [inkracht("2026-11-02"), dilaksanakan("2026-11-03")]);
    ditolak(&sejarah, dilaksanakan("2026-11-04"), &["SudahDilaksanakan"], false);
    diterima(&sejarah, eksekusi("2026-11-04"));
}

/// Pasal 39 UU 14/2008.
#[test]
fn a_putusan_mediasi_binds_at_once_and_goes_to_no_court() {
    let putusan = diputus_dengan("2026-10-20", JenisPutusan::Mediasi, None);
    let sejarah = dengan(disidangkan(), [putusan]);
    diterima(&sejarah, inkracht("2026-10-20"));
    diterima(&sejarah, dilaksanakan("2026-10-21"));
    ditolak(&sejarah, digugat("2026-10-21", Pihak::Pemohon), &["PutusanMediasiFinal"], false);
}
