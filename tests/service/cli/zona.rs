//! The office's zone decides which day it is.

use super::{Kantor, REGISTER};

#[test]
fn a_day_begins_earlier_in_the_east() {
    for (zona, diketahui) in [
        ("WIB", "2025-08-03T17:00:00Z"),
        ("WITA", "2025-08-03T16:00:00Z"),
        ("wit", "2025-08-03T15:00:00Z"),
    ] {
        let kantor = Kantor::baru();
        let berkas = kantor.berkas("b.csv", format!("{REGISTER}\n1,2025-08-04,,,,Pos\n"));
        let zona = [("JEJAK_ZONA", zona)];
        assert_eq!(kantor.dengan(&zona, &["import", "register", &berkas]).kode, 0);
        let riwayat = kantor.dengan(&zona, &["riwayat", "1", "--json"]).keluaran;
        assert!(riwayat.contains(diketahui), "{zona:?}: {riwayat}");
        // The same minute is the 7th in the east and still the 6th in the west.
        let saat = ["tenggat", "1", "--sebagaimana", "2025-08-06T15:30:00Z"];
        let dilihat = kantor.dengan(&zona, &saat).keluaran;
        let hari = if zona[0].1 == "wit" { "7 Agustus 2025" } else { "6 Agustus 2025" };
        assert!(dilihat.contains(&format!("dilihat {hari}")), "{zona:?}: {dilihat}");
    }
}

#[test]
fn a_local_time_is_read_in_the_offices_zone() {
    let kantor = Kantor::baru();
    let berkas = kantor.berkas("b.csv", format!("{REGISTER}\n1,2025-08-04,,,,Pos\n"));
    kantor.berhasil(&["import", "register", &berkas]);
    // The flag wins over the variable; a whole day means its end.
    for (argumen, hari) in [
        (["tenggat", "1", "--sebagaimana", "2025-08-06T23:30", "--zona", "WIT"], "6 Agustus"),
        (
            ["tenggat", "1", "--sebagaimana", "2025-08-06T23:30:00+07:00", "--zona", "WIT"],
            "7 Agustus",
        ),
        (["tenggat", "1", "--sebagaimana", "2025-08-06", "--zona", "WITA"], "6 Agustus"),
    ] {
        let jawaban = kantor.dengan(&[("JEJAK_ZONA", "WIB")], &argumen);
        assert!(jawaban.keluaran.contains(&format!("dilihat {hari} 2025")), "{jawaban:?}");
    }
}
