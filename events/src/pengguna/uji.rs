use serde_json::json;

use super::*;
use crate::contoh::isi;
use crate::uji::*;

fn didaftarkan(peran: Peran) -> Event {
    let jabatan = label("Pranata Humas");
    Event::PenggunaDidaftarkan(PenggunaDidaftarkan { nama: sd("a"), jabatan, peran })
}

fn diubah(peran: Peran) -> Event {
    Event::PeranDiubah { peran }
}

const NONAKTIF: Event = Event::PenggunaDinonaktifkan {};
const AKTIF: Event = Event::PenggunaDiaktifkan {};

fn sesudah(riwayat: &[Event], event: Event) -> Result<Event, PenggunaDitolak> {
    Pengguna::dari(&tercatat_tanpa_hari(riwayat)).decide(Uuid::nil(), event)
}

#[test]
fn an_account_is_opened_changed_closed_and_opened_again() {
    let jalan = [didaftarkan(Peran::Petugas), diubah(Peran::PpidUtama), NONAKTIF, AKTIF];
    for (i, event) in jalan.iter().enumerate() {
        assert_eq!(sesudah(&jalan[..i], event.clone()), Ok(event.clone()));
    }
    let akhir = Pengguna::dari(&tercatat_tanpa_hari(&jalan));
    assert_eq!(akhir.keadaan, Keadaan::Aktif(Peran::PpidUtama));
}

#[test]
fn every_refusal_has_its_account() {
    let petugas = didaftarkan(Peran::Petugas);
    let aktif = std::slice::from_ref(&petugas);
    let nonaktif = [petugas.clone(), NONAKTIF];
    for (riwayat, event, ditolak) in [
        (aktif, petugas.clone(), PenggunaDitolak::SudahTerdaftar),
        (&nonaktif[..], petugas.clone(), PenggunaDitolak::SudahTerdaftar),
        (&[], diubah(Peran::Admin), PenggunaDitolak::BelumTerdaftar),
        (&[], NONAKTIF, PenggunaDitolak::BelumTerdaftar),
        (&[], AKTIF, PenggunaDitolak::BelumTerdaftar),
        (&nonaktif[..], diubah(Peran::Admin), PenggunaDitolak::TidakAktif),
        (&nonaktif[..], NONAKTIF, PenggunaDitolak::TidakAktif),
        (aktif, AKTIF, PenggunaDitolak::MasihAktif),
    ] {
        assert_eq!(sesudah(riwayat, event), Err(ditolak));
    }
}

#[test]
fn a_changed_role_opens_no_closed_account() {
    let nonaktif = [didaftarkan(Peran::Petugas), NONAKTIF, diubah(Peran::Admin)];
    let pengguna = Pengguna::dari(&tercatat_tanpa_hari(&nonaktif));
    assert_eq!(pengguna.keadaan, Keadaan::Nonaktif(Peran::Admin));
    for event in [diubah(Peran::Admin), NONAKTIF, AKTIF] {
        assert_eq!(Pengguna::default().evolve(&event), Pengguna::default());
    }
}

fn ditugaskan(surat: &str, dari: &str, sampai: &str) -> PenugasanDiberikan {
    PenugasanDiberikan {
        status: StatusPenugasan::Plh,
        sebagai: Peran::PpidUtama,
        menggantikan: Some(PenggunaId(Uuid::from_u128(9))),
        dari: hari(dari),
        sampai: hari(sampai),
        surat_tugas: label(surat),
    }
}

fn diakhiri(surat: &str, sampai: &str) -> Event {
    let akhir = PenugasanDiakhiri { surat_tugas: label(surat), sampai: hari(sampai) };
    Event::PenugasanDiakhiri(akhir)
}

fn petugas_ditugaskan() -> Vec<Event> {
    let tugas = ditugaskan("ST 1", "2026-03-05", "2026-03-09");
    vec![didaftarkan(Peran::Petugas), Event::PenugasanDiberikan(tugas)]
}

#[test]
fn who_stands_in_has_the_role_from_the_first_day_to_the_last() {
    let pengguna = Pengguna::dari(&tercatat_tanpa_hari(&petugas_ditugaskan()));
    let sendiri = Kapasitas { peran: Peran::Petugas, status: None };
    let plh = Kapasitas { peran: Peran::PpidUtama, status: Some(StatusPenugasan::Plh) };
    for (tanggal, harapan) in [
        ("2026-03-04", vec![sendiri]),
        ("2026-03-05", vec![plh, sendiri]),
        ("2026-03-09", vec![plh, sendiri]),
        ("2026-03-10", vec![sendiri]),
    ] {
        assert_eq!(pengguna.kapasitas(hari(tanggal)), harapan, "{tanggal}");
    }
    let pulang = pengguna.evolve(&NONAKTIF);
    assert_eq!(pulang.kapasitas(hari("2026-03-06")), [], "whoever left acts for nobody");
}

#[test]
fn an_assignment_that_ends_early_ends_on_that_day() {
    let mut riwayat = petugas_ditugaskan();
    riwayat.push(diakhiri("ST 1", "2026-03-06"));
    let pengguna = Pengguna::dari(&tercatat_tanpa_hari(&riwayat));
    let banyak = |tanggal| pengguna.penugasan_pada(hari(tanggal)).count();
    assert_eq!((banyak("2026-03-06"), banyak("2026-03-07")), (1, 0));
}

#[test]
fn every_refusal_has_its_assignment() {
    let ada = petugas_ditugaskan();
    let beri = Event::PenugasanDiberikan;
    let mut sendiri = ditugaskan("ST 2", "2026-03-05", "2026-03-05");
    sendiri.menggantikan = Some(PenggunaId(Uuid::nil()));
    let satu_hari = ditugaskan("ST 2", "2026-03-05", "2026-03-05");
    assert_eq!(sesudah(&ada, beri(satu_hari.clone())), Ok(beri(satu_hari.clone())));
    let terbalik = ditugaskan("ST 2", "2026-03-05", "2026-03-04");
    let lagi = ditugaskan("ST 1", "2026-04-01", "2026-04-02");
    let nonaktif = [didaftarkan(Peran::Petugas), NONAKTIF];
    for (riwayat, event, ditolak) in [
        (&ada[..], beri(terbalik), PenggunaDitolak::TanggalTerbalik),
        (&ada[..], beri(sendiri), PenggunaDitolak::DiriSendiri),
        (&ada[..], beri(lagi), PenggunaDitolak::SudahDitugaskan),
        (&nonaktif[..], beri(satu_hari.clone()), PenggunaDitolak::TidakAktif),
        (&[], beri(satu_hari), PenggunaDitolak::BelumTerdaftar),
        (&ada[..], diakhiri("ST 7", "2026-03-06"), PenggunaDitolak::BelumDitugaskan),
        (&ada[..], diakhiri("ST 1", "2026-03-09"), PenggunaDitolak::BukanLebihAwal),
    ] {
        assert_eq!(sesudah(riwayat, event), Err(ditolak));
    }
    let lebih_awal = diakhiri("ST 1", "2026-03-08");
    assert_eq!(sesudah(&ada, lebih_awal.clone()), Ok(lebih_awal));
}

fn bersurel(surel: Option<Isi>) -> Event {
    Event::SurelDitetapkan(SurelDitetapkan { surel })
}

#[test]
fn an_address_is_set_changed_and_taken_away() {
    let satu = bersurel(Some(isi("dinkes@kota.go.id")));
    let jalan = [didaftarkan(Peran::Petugas), satu, bersurel(None)];
    for (i, event) in jalan.iter().enumerate().skip(1) {
        assert_eq!(sesudah(&jalan[..i], event.clone()), Ok(event.clone()));
    }
    let ada = |sampai| Pengguna::dari(&tercatat_tanpa_hari(&jalan[..sampai])).surel.is_some();
    assert_eq!([1, 2, 3].map(ada), [false, true, false]);
    let keliru = bersurel(Some(isi("dinkes@kota.go.id\r\nBcc: lain@kota.go.id")));
    let ditolak = Err(PenggunaDitolak::AlamatSurel(AlamatDitolak));
    assert_eq!(sesudah(&jalan, keliru), ditolak);
    assert_eq!(sesudah(&[], bersurel(None)), Err(PenggunaDitolak::BelumTerdaftar));
}

#[test]
fn stored_form() {
    let pembantu = json!({"ppid_pembantu": "00000000-0000-0000-0000-000000000001"});
    for (peran, kata) in [
        (Peran::Petugas, json!("petugas")),
        (Peran::PpidUtama, json!("ppid_utama")),
        (Peran::PpidPembantu(unit(1)), pembantu),
        (Peran::AtasanPpid, json!("atasan_ppid")),
        (Peran::TimPertimbangan, json!("tim_pertimbangan")),
        (Peran::Auditor, json!("auditor")),
        (Peran::Admin, json!("admin")),
    ] {
        let body = json!({"nama": {"sd": "a"}, "jabatan": "Pranata Humas", "peran": kata});
        assert_stored(didaftarkan(peran), json!({"type": "PenggunaDidaftarkan", "body": body}));
        let json = json!({"type": "PeranDiubah", "body": {"peran": kata}});
        assert_stored(diubah(peran), json);
    }
    let mut tugas = ditugaskan("ST 1", "2026-03-05", "2026-03-09");
    let mut body = json!({
        "status": "plh", "sebagai": "ppid_utama", "dari": "2026-03-05",
        "menggantikan": "00000000-0000-0000-0000-000000000009",
        "sampai": "2026-03-09", "surat_tugas": "ST 1"
    });
    let tercatat = |body: &serde_json::Value| json!({"type": "PenugasanDiberikan", "body": body});
    assert_stored(Event::PenugasanDiberikan(tugas.clone()), tercatat(&body));
    (tugas.status, tugas.menggantikan) = (StatusPenugasan::Plt, None);
    body["status"] = json!("plt");
    body.as_object_mut().map(|body| body.remove("menggantikan"));
    assert_stored(Event::PenugasanDiberikan(tugas), tercatat(&body));
    let body = json!({"surat_tugas": "ST 1", "sampai": "2026-03-06"});
    let json = json!({"type": "PenugasanDiakhiri", "body": body});
    assert_stored(diakhiri("ST 1", "2026-03-06"), json);
    for (hal, kata) in
        [(HalMasuk::Sandi, "sandi"), (HalMasuk::Kode, "kode"), (HalMasuk::Tahanan, "tahanan")]
    {
        let json = json!({"type": "MasukDiaturUlang", "body": {"hal": kata}});
        assert_stored(Event::MasukDiaturUlang { hal }, json);
    }
    let json = json!({"type": "SurelDitetapkan", "body": {"surel": {"sd": "a"}}});
    assert_stored(bersurel(Some(sd("a"))), json);
    let json = json!({"type": "SurelDitetapkan", "body": {}});
    assert_stored(bersurel(None), json);
    for peran in SEMUA_PERAN {
        assert_stored(peran, json!(peran.nama()));
    }
    assert_stored(NONAKTIF, json!({"type": "PenggunaDinonaktifkan", "body": {}}));
    assert_stored(AKTIF, json!({"type": "PenggunaDiaktifkan", "body": {}}));
}
