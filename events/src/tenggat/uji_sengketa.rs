//! The limits of a sengketa on both sides of their boundary days.

use super::uji::{pasangan, periksa_batas};
use super::{JenisTenggat, Keadaan, Tenggat};
use crate::aturan::Aturan;
use crate::contoh::{UNIT, aturan, tgl};
use crate::contoh_sengketa::*;
use crate::sengketa::putusan::{AlasanSela, JenisPutusan, Pihak, PutusanSela};
use crate::sengketa::sidang::AcaraSidang;
use crate::tenggat;

fn cari(sejarah: &[LangkahSengketa], aturan: &Aturan, jenis: JenisTenggat) -> Option<Tenggat> {
    let daftar = tenggat::sengketa(&sengketa(sejarah.iter().cloned()), aturan);
    daftar.into_iter().find(|tenggat| tenggat.jenis == jenis)
}

fn salah_satu(sejarah: &[LangkahSengketa], aturan: &Aturan, jenis: JenisTenggat) -> Tenggat {
    cari(sejarah, aturan, jenis).unwrap_or_else(|| panic!("{jenis:?}"))
}

type Pemenuhan = fn(&str) -> LangkahSengketa;

#[test]
fn every_limit_of_a_sengketa_holds_on_both_sides_of_its_days() {
    use JenisTenggat as J;
    let panggilan =
        |acara| vec![diajukan("2026-09-01"), dipanggil("2026-09-15", acara, "2026-10-14")];
    let putusan = || vec![diputus("2026-10-01"), salinan("2026-10-05", Pihak::Pemohon)];
    let gugatan = || {
        vec![
            diputus("2026-09-01"),
            digugat("2026-09-10", Pihak::Pemohon),
            putusan_pengadilan("2026-10-05"),
        ]
    };
    let tabel: [(Vec<LangkahSengketa>, J, &str, &str, Pemenuhan); 8] = [
        (
            vec![diajukan("2026-09-01"), surat_ki("2026-10-05")],
            J::KelengkapanSengketa,
            "2026-10-13",
            "2026-10-14",
            berkas_dilengkapi,
        ),
        (
            panggilan(AcaraSidang::Pertama),
            J::PenggantianMajelis,
            "2026-10-12",
            "2026-10-13",
            ganti_majelis,
        ),
        (
            panggilan(AcaraSidang::Pertama),
            J::JawabanTermohon,
            "2026-10-13",
            "2026-10-13",
            jawaban_termohon,
        ),
        (panggilan(AcaraSidang::Putusan), J::Kesimpulan, "2026-10-09", "2026-10-12", |hari| {
            kesimpulan(hari, Pihak::BadanPublik)
        }),
        (putusan(), J::Gugatan, "2026-10-18", "2026-10-23", |hari| digugat(hari, Pihak::Pemohon)),
        (gugatan(), J::Kasasi, "2026-10-18", "2026-10-19", kasasi),
        (
            vec![diputus("2026-09-01"), inkracht("2026-10-05")],
            J::Pelaksanaan,
            "2026-10-16",
            "2026-10-19",
            dilaksanakan,
        ),
        (
            vec![diajukan("2026-09-01"), tugas_unit("2026-09-15", Some("2026-10-09"))],
            J::BatasInternal(UNIT),
            "2026-10-09",
            "2026-10-09",
            |hari| tugas_selesai(hari, 2),
        ),
    ];
    let aturan = aturan();
    for (sejarah, jenis, awal, lambat, pemenuhan) in tabel {
        periksa_batas(&salah_satu(&sejarah, &aturan, jenis), awal, lambat, |hari| {
            let mut sejarah = sejarah.clone();
            sejarah.push(pemenuhan(hari));
            salah_satu(&sejarah, &aturan, jenis)
        });
    }
}

#[test]
fn a_task_without_a_day_is_due_on_none_and_one_ends_with_its_dispute() {
    let milik = JenisTenggat::BatasInternal(UNIT);
    let aturan = aturan();
    let mut sejarah = vec![diajukan("2026-09-01"), tugas_unit("2026-09-15", None)];
    assert_eq!(cari(&sejarah, &aturan, milik), None);
    sejarah.push(tugas_unit("2026-09-16", Some("2026-10-09")));
    assert!(salah_satu(&sejarah, &aturan, milik).terbuka());
    sejarah.extend([diputus("2026-10-01"), inkracht("2026-11-02")]);
    assert!(salah_satu(&sejarah, &aturan, milik).terbuka(), "the putusan is to be carried out");
    sejarah.push(dilaksanakan("2026-11-03"));
    assert!(!salah_satu(&sejarah, &aturan, milik).terbuka());
}

#[test]
fn mediation_has_fourteen_days_and_seven_more_by_agreement() {
    let aturan = aturan();
    let mut sejarah = vec![mediasi("2026-10-05")];
    let jenis = JenisTenggat::Mediasi;
    assert_eq!(pasangan(&salah_satu(&sejarah, &aturan, jenis)), ["2026-10-22", "2026-10-23"]);
    sejarah.push(mediasi_diperpanjang("2026-10-20", true));
    let tenggat = salah_satu(&sejarah, &aturan, jenis);
    assert_eq!(pasangan(&tenggat), ["2026-11-02", "2026-11-03"]);
    assert_eq!(tenggat.keadaan(tgl("2026-11-02")), Keadaan::Berjalan);
    assert_eq!(tenggat.keadaan(tgl("2026-11-04")), Keadaan::Terlambat);
    sejarah.push(mediasi_gagal("2026-11-02"));
    assert_eq!(cari(&sejarah, &aturan, jenis), None);
}

/// Fourteen hk of the law and fourteen days of Perki 1/2013, both shown.
#[test]
fn an_objection_has_two_articles_with_two_datings_each() {
    let sejarah = [diputus("2026-10-01"), salinan("2026-10-05", Pihak::Pemohon)];
    let tenggat = salah_satu(&sejarah, &aturan(), JenisTenggat::Gugatan);
    let bacaan = tenggat.bacaan().iter().map(|b| (b.batas.kode, b.akhir));
    let harapan = [
        ("S20a", "2026-10-22"),
        ("S20a", "2026-10-23"),
        ("S20b", "2026-10-18"),
        ("S20b", "2026-10-19"),
    ];
    assert!(bacaan.eq(harapan.map(|(kode, hari)| (kode, tgl(hari)))));
}

#[test]
fn each_party_has_its_own_fourteen_days_from_its_first_copy() {
    let aturan = aturan();
    let sengketa = sengketa([
        diputus("2026-10-01"),
        salinan("2026-10-05", Pihak::Pemohon),
        salinan("2026-10-12", Pihak::BadanPublik),
        salinan("2026-10-26", Pihak::Pemohon),
    ]);
    for (pihak, harapan) in [
        (Some(Pihak::Pemohon), ["2026-10-18", "2026-10-23"]),
        (Some(Pihak::BadanPublik), ["2026-10-25", "2026-10-30"]),
        (None, ["2026-10-25", "2026-10-30"]),
    ] {
        let tenggat = tenggat::gugatan(&sengketa, pihak, &aturan).unwrap();
        assert_eq!(pasangan(&tenggat), harapan, "{pihak:?}");
    }
}

#[test]
fn a_putusan_sela_that_closes_the_door_can_be_taken_to_court() {
    let sela = sela("2026-10-01", PutusanSela::Menolak(AlasanSela::JangkaWaktu));
    let sejarah = [sela, salinan("2026-10-05", Pihak::Pemohon)];
    let tenggat = salah_satu(&sejarah, &aturan(), JenisTenggat::Gugatan);
    assert_eq!(pasangan(&tenggat), ["2026-10-18", "2026-10-23"]);
}

/// Pasal 39 UU 14/2008.
#[test]
fn a_putusan_mediasi_leaves_no_objection() {
    let putusan = diputus_dengan("2026-10-01", JenisPutusan::Mediasi, None);
    let sejarah = [putusan, salinan("2026-10-05", Pihak::Pemohon)];
    assert_eq!(cari(&sejarah, &aturan(), JenisTenggat::Gugatan), None);
}

#[test]
fn the_closing_statement_of_the_other_party_is_not_ours() {
    let sejarah = [
        dipanggil("2026-09-15", AcaraSidang::Putusan, "2026-10-14"),
        kesimpulan("2026-10-08", Pihak::Pemohon),
    ];
    assert!(salah_satu(&sejarah, &aturan(), JenisTenggat::Kesimpulan).terbuka());
}

#[test]
fn what_ends_a_sengketa_ends_its_open_limits() {
    let aturan = aturan();
    let akhir: [Pemenuhan; 4] = [gugur, sengketa_dicabut, dihentikan, akta];
    for akhir in akhir {
        let sejarah = [
            diajukan("2026-09-01"),
            surat_ki("2026-09-02"),
            dipanggil("2026-09-15", AcaraSidang::Pertama, "2026-10-14"),
            mediasi("2026-10-14"),
            akhir("2026-10-15"),
        ];
        let daftar = tenggat::sengketa(&sengketa(sejarah), &aturan);
        assert_eq!(daftar.len(), 4);
        for tenggat in daftar {
            assert_eq!(tenggat.keadaan(tgl("2027-06-01")), Keadaan::Gugur, "{:?}", tenggat.jenis);
        }
    }
}

#[test]
fn finality_closes_the_way_to_the_courts() {
    let sejarah =
        [diputus("2026-10-01"), salinan("2026-10-05", Pihak::Pemohon), inkracht("2026-10-26")];
    let tenggat = salah_satu(&sejarah, &aturan(), JenisTenggat::Gugatan);
    assert_eq!(tenggat.keadaan(tgl("2027-06-01")), Keadaan::Gugur);
}
