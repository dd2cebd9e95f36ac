use chrono::{DateTime, Utc};
use serde_json::json;

use super::*;
use crate::tenggat::Keadaan;
use crate::uji::{assert_stored, hari, label, sd};

fn ditemukan(terjadi: Option<&str>) -> Event {
    Event::KegagalanDitemukan(KegagalanDitemukan {
        judul: label("Lampiran surel salah kirim"),
        terjadi: terjadi.map(hari),
        data_terungkap: sd("a"),
        kronologi: sd("b"),
        penanganan: sd("c"),
        jumlah_orang: Some(12),
        register: None,
    })
}

fn diberitahukan(kepada: PenerimaKegagalan) -> Event {
    let surat = label("surat 7/2026");
    Event::KegagalanDiberitahukan(KegagalanDiberitahukan { kepada, surat })
}

fn ditangani() -> Event {
    Event::KegagalanDitangani(KegagalanDitangani { uraian: sd("d") })
}

fn saat(teks: &str) -> Waktu {
    Waktu::Saat(pada(teks))
}

fn pada(teks: &str) -> DateTime<Utc> {
    teks.parse().unwrap()
}

fn dari(fakta: &[(Event, Waktu)]) -> Kegagalan {
    let mut state = Kegagalan::default();
    for (event, waktu) in fakta {
        state.evolve(event, *waktu);
    }
    state
}

/// Known on Monday, 9 March 2026 at 08.00 WIB; it happened on the Saturday before.
fn senin() -> Vec<(Event, Waktu)> {
    vec![(ditemukan(Some("2026-03-07")), saat("2026-03-09T01:00:00Z"))]
}

#[test]
fn both_readings_of_the_trigger_stand_side_by_side() {
    let tenggat = dari(&senin()).tenggat(Zona::Wib).unwrap();
    assert_eq!(tenggat.paling_awal(), pada("2026-03-09T17:00:00Z"), "from Saturday, 00.00 WIB");
    assert_eq!(tenggat.paling_lambat(), pada("2026-03-12T01:00:00Z"), "from Monday, 08.00 WIB");
    for (kini, keadaan) in [
        ("2026-03-09T17:00:00Z", Keadaan::Berjalan),
        ("2026-03-09T17:00:01Z", Keadaan::Batas),
        ("2026-03-12T01:00:00Z", Keadaan::Batas),
        ("2026-03-12T01:00:01Z", Keadaan::Terlambat),
    ] {
        assert_eq!(tenggat.keadaan(pada(kini)), keadaan, "{kini}");
    }
    let tanpa = dari(&[(ditemukan(None), saat("2026-03-09T01:00:00Z"))]);
    let tenggat = tanpa.tenggat(Zona::Wib).unwrap();
    assert_eq!(tenggat.paling_awal(), tenggat.paling_lambat(), "only when it was known is");
}

#[test]
fn it_is_met_when_people_and_institution_were_told() {
    let mut fakta = senin();
    fakta.push((diberitahukan(PenerimaKegagalan::Subjek), saat("2026-03-09T02:00:00Z")));
    fakta.push((diberitahukan(PenerimaKegagalan::Masyarakat), saat("2026-03-09T03:00:00Z")));
    let setengah = dari(&fakta);
    assert_eq!(setengah.belum_diberitahu(), [PenerimaKegagalan::Lembaga]);
    assert!(setengah.tenggat(Zona::Wib).unwrap().terbuka());
    for (kapan, keadaan) in [
        ("2026-03-09T17:00:00Z", Keadaan::Tepat),
        ("2026-03-12T01:00:00Z", Keadaan::Batas),
        ("2026-03-12T01:00:01Z", Keadaan::Terlambat),
    ] {
        let mut lengkap = fakta.clone();
        lengkap.push((diberitahukan(PenerimaKegagalan::Lembaga), saat(kapan)));
        // Told once more, later: the first time counts.
        lengkap.push((diberitahukan(PenerimaKegagalan::Lembaga), saat("2026-05-01T00:00:00Z")));
        let tenggat = dari(&lengkap).tenggat(Zona::Wib).unwrap();
        assert_eq!(tenggat.keadaan(pada("2027-01-01T00:00:00Z")), keadaan, "{kapan}");
    }
    fakta.push((diberitahukan(PenerimaKegagalan::Lembaga), Waktu::TidakTercatat));
    let tenggat = dari(&fakta).tenggat(Zona::Wib).unwrap();
    assert_eq!(tenggat.keadaan(pada("2027-01-01T00:00:00Z")), Keadaan::Gugur);
}

#[test]
fn a_failure_is_closed_only_after_those_concerned_were_told() {
    let tanggal = hari("2026-03-10");
    let putus = |fakta: &[(Event, Waktu)], event: Event| dari(fakta).decide(event, tanggal);
    assert_eq!(putus(&[], ditemukan(None)), Ok(ditemukan(None)));
    let (besok, hari_ini) = (ditemukan(Some("2026-03-11")), ditemukan(Some("2026-03-10")));
    assert_eq!(putus(&[], besok), Err(KegagalanDitolak::TerjadiMendatang));
    assert!(putus(&[], hari_ini).is_ok());
    assert_eq!(putus(&senin(), ditemukan(None)), Err(KegagalanDitolak::SudahAda));
    for event in [diberitahukan(PenerimaKegagalan::Lembaga), ditangani()] {
        assert_eq!(putus(&[], event), Err(KegagalanDitolak::BelumAda));
    }
    let mut fakta = senin();
    assert_eq!(putus(&fakta, ditangani()), Err(KegagalanDitolak::BelumDiberitahukan));
    for kepada in [PenerimaKegagalan::Lembaga, PenerimaKegagalan::Subjek] {
        assert!(putus(&fakta, diberitahukan(kepada)).is_ok());
        fakta.push((diberitahukan(kepada), saat("2026-03-09T02:00:00Z")));
    }
    assert_eq!(putus(&fakta, ditangani()), Ok(ditangani()));
    fakta.push((ditangani(), saat("2026-03-10T02:00:00Z")));
    for event in [ditangani(), diberitahukan(PenerimaKegagalan::Masyarakat)] {
        assert_eq!(putus(&fakta, event), Err(KegagalanDitolak::SudahDitangani));
    }
}

#[test]
fn stored_form() {
    let sd = |nilai: &str| json!({"sd": nilai});
    let penuh = json!({
        "judul": "Lampiran surel salah kirim", "terjadi": "2026-03-07",
        "data_terungkap": sd("a"), "kronologi": sd("b"), "penanganan": sd("c"),
        "jumlah_orang": 12,
    });
    for (event, nama, body) in [
        (ditemukan(Some("2026-03-07")), "KegagalanDitemukan", penuh),
        (
            diberitahukan(PenerimaKegagalan::Lembaga),
            "KegagalanDiberitahukan",
            json!({"kepada": "lembaga", "surat": "surat 7/2026"}),
        ),
        (ditangani(), "KegagalanDitangani", json!({"uraian": sd("d")})),
    ] {
        assert_stored(event, json!({"type": nama, "body": body}));
    }
    for (kepada, nama) in
        [(PenerimaKegagalan::Subjek, "subjek"), (PenerimaKegagalan::Masyarakat, "masyarakat")]
    {
        assert_stored(kepada, json!(nama));
    }
}
