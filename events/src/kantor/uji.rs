use serde_json::json;

use super::*;
use crate::uji::*;

fn ditetapkan(peran: &[(JenisPeran, &str)]) -> Event {
    let peran = peran.iter().map(|(peran, nama)| NamaPeran { peran: *peran, nama: label(nama) });
    Event::KantorDitetapkan(KantorDitetapkan {
        nama: label("Kota Tirtamulya"),
        kop: vec![label("PEMERINTAH KOTA TIRTAMULYA")],
        peran: peran.collect(),
    })
}

fn teks(isi: Isi) -> Event {
    Event::TeksDitetapkan(TeksDitetapkan { teks: JenisTeks::Maklumat, isi })
}

fn biaya(berlaku_sejak: &str) -> Event {
    let butir = ButirBiaya { uraian: label("Fotokopi A4"), satuan: label("lembar"), rupiah: 250 };
    Event::BiayaSalinanDitetapkan(BiayaSalinanDitetapkan {
        dasar: label("SK 188/7/2026"),
        berlaku_sejak: hari(berlaku_sejak),
        butir: vec![butir],
    })
}

fn sesudah(riwayat: &[Event]) -> Kantor {
    let mut kantor = Kantor::default();
    for event in riwayat {
        kantor.evolve(event);
    }
    kantor
}

#[test]
fn a_role_goes_by_the_offices_own_name() {
    let kantor = sesudah(&[ditetapkan(&[(JenisPeran::PpidUtama, "PLID")])]);
    assert_eq!(kantor.nama_peran(JenisPeran::PpidUtama), Some(&label("PLID")));
    assert_eq!(kantor.nama_peran(JenisPeran::Admin), None);
    let ganda = ditetapkan(&[(JenisPeran::Admin, "A"), (JenisPeran::Admin, "B")]);
    assert_eq!(kantor.decide(ganda), Err(KantorDitolak::PeranGanda));
}

#[test]
fn what_is_said_already_is_no_second_fact() {
    let wajib = Event::KodeMasukDiwajibkan(KodeMasukDiwajibkan { peran: vec![] });
    for event in [ditetapkan(&[]), wajib] {
        assert_eq!(Kantor::default().decide(event.clone()), Ok(event.clone()));
        let kantor = sesudah(std::slice::from_ref(&event));
        assert_eq!(kantor.decide(event), Err(KantorDitolak::TidakBerubah));
    }
}

#[test]
fn those_who_decide_need_a_code_until_the_office_says_otherwise() {
    assert_eq!(Kantor::default().wajib_kode(), WAJIB_BAWAAN);
    let peran = vec![JenisPeran::Admin];
    let kantor = sesudah(&[Event::KodeMasukDiwajibkan(KodeMasukDiwajibkan { peran })]);
    assert_eq!(kantor.wajib_kode(), [JenisPeran::Admin]);
}

#[test]
fn costs_hold_from_their_day_on_and_only_move_forward() {
    let kantor = sesudah(&[biaya("2026-01-01"), biaya("2026-07-01")]);
    let sejak = |tanggal| kantor.biaya_pada(hari(tanggal)).map(|b| b.berlaku_sejak);
    assert_eq!(sejak("2025-12-31"), None);
    assert_eq!(sejak("2026-01-01"), Some(hari("2026-01-01")));
    assert_eq!(sejak("2026-06-30"), Some(hari("2026-01-01")));
    assert_eq!(sejak("2026-07-01"), Some(hari("2026-07-01")));
    assert_eq!(kantor.decide(biaya("2026-07-01")), Err(KantorDitolak::TidakMaju));
    assert_eq!(kantor.decide(biaya("2026-07-02")), Ok(biaya("2026-07-02")));
    let mut kosong = biaya("2027-01-01");
    if let Event::BiayaSalinanDitetapkan(biaya) = &mut kosong {
        biaya.butir.clear();
    }
    assert_eq!(kantor.decide(kosong), Err(KantorDitolak::TanpaButir));
}

fn tangga(sebelum: &[u32]) -> Event {
    let tangga = Tangga { sebelum: sebelum.to_vec(), ..Tangga::bawaan(JenisAlarm::Pemberitahuan) };
    Event::TanggaAlarmDitetapkan(TanggaAlarmDitetapkan { jenis: JenisAlarm::Pemberitahuan, tangga })
}

#[test]
fn a_ladder_is_the_laws_default_until_the_office_sets_its_own() {
    let bawaan = Kantor::default();
    assert_eq!(bawaan.tangga(JenisAlarm::Pemberitahuan).sebelum, [5, 3, 1, 0]);
    assert_eq!(bawaan.decide(tangga(&[5, 3, 1, 0])), Err(KantorDitolak::TidakBerubah));
    let kantor = sesudah(&[tangga(&[7, 2])]);
    assert_eq!(kantor.tangga(JenisAlarm::Pemberitahuan).sebelum, [7, 2]);
    assert_eq!(kantor.tangga(JenisAlarm::TanggapanKeberatan).sebelum, [5, 3, 1, 0]);
    assert_eq!(kantor.decide(tangga(&[7, 2])), Err(KantorDitolak::TidakBerubah));
    let ganda = bawaan.decide(tangga(&[3, 3]));
    assert_eq!(ganda, Err(KantorDitolak::Tangga(TanggaDitolak::HariTidakSah)));
}

#[test]
fn reports_are_cut_anew_from_a_day_on() {
    let baru =
        PeriodeLaporanDitetapkan { mulai: hari("2026-07-01"), panjang_bulan: 3, batas_hk: 5 };
    let event = Event::PeriodeLaporanDitetapkan(baru);
    assert_eq!(Kantor::default().decide(event.clone()), Ok(event.clone()));
    let kantor = sesudah(std::slice::from_ref(&event));
    assert_eq!(kantor.periode_laporan.memuat(hari("2026-07-01")).sampai, hari("2026-09-30"));
    let lagi = kantor.decide(event);
    assert_eq!(lagi, Err(KantorDitolak::Periode(PeriodeDitolak::TidakMaju)));
}

#[test]
fn an_empty_text_is_none() {
    let kantor = sesudah(&[teks(isi("Kami melayani."))]);
    assert_eq!(kantor.teks(JenisTeks::Maklumat), Some("Kami melayani."));
    assert_eq!(kantor.teks(JenisTeks::Sop), None);
    let kosong = [teks(isi("Kami melayani.")), teks(isi(" \n"))];
    assert_eq!(sesudah(&kosong).teks(JenisTeks::Maklumat), None);
    assert_eq!(sesudah(&[teks(sd("a"))]).teks(JenisTeks::Maklumat), None, "sealed");
}

#[test]
fn stored_form() {
    let nama = json!({"nama": "Kota Tirtamulya", "kop": ["PEMERINTAH KOTA TIRTAMULYA"],
                      "peran": [{"peran": "ppid_utama", "nama": "PLID"}]});
    let butir = json!([{"uraian": "Fotokopi A4", "satuan": "lembar", "rupiah": 250}]);
    let standar = json!({"dasar": "SK 188/7/2026", "berlaku_sejak": "2026-07-01", "butir": butir});
    let peran = vec![JenisPeran::PpidPembantu, JenisPeran::Admin];
    let wajib = Event::KodeMasukDiwajibkan(KodeMasukDiwajibkan { peran });
    let eskalasi = json!({"kepala_unit": 1, "ppid_utama": 0, "atasan_ppid": -1});
    let anak = json!({"sebelum": [5, 1], "terlambat_harian": 5, "terlambat_berkala": 5,
                      "terlambat_sampai": 60, "eskalasi": eskalasi});
    let alarm = json!({"jenis": "pemberitahuan", "tangga": anak});
    let triwulan =
        PeriodeLaporanDitetapkan { mulai: hari("2026-07-01"), panjang_bulan: 3, batas_hk: 5 };
    let periode = json!({"mulai": "2026-07-01", "panjang_bulan": 3, "batas_hk": 5});
    for (event, tipe, body) in [
        (Event::PeriodeLaporanDitetapkan(triwulan), "PeriodeLaporanDitetapkan", periode),
        (tangga(&[5, 1]), "TanggaAlarmDitetapkan", alarm),
        (ditetapkan(&[(JenisPeran::PpidUtama, "PLID")]), "KantorDitetapkan", nama),
        (wajib, "KodeMasukDiwajibkan", json!({"peran": ["ppid_pembantu", "admin"]})),
        (teks(sd("a")), "TeksDitetapkan", json!({"teks": "maklumat", "isi": {"sd": "a"}})),
        (biaya("2026-07-01"), "BiayaSalinanDitetapkan", standar),
    ] {
        assert_stored(event, json!({"type": tipe, "body": body}));
    }
    for (teks, kata) in SEMUA_TEKS.into_iter().zip([
        "maklumat",
        "sop",
        "jam_layanan",
        "alamat",
        "kontak",
        "disabilitas",
    ]) {
        assert_stored(teks, json!(kata));
    }
}
