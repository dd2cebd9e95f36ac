//! `jejak verify`: whole, or not and where.

use serde_json::json;

use super::{Kantor, contoh, teks};

#[test]
fn an_untouched_log_is_whole_and_its_root_stays() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let satu = kantor.json(&["verify"]);
    assert_eq!((&satu["utuh"], &satu["temuan"]), (&json!(true), &json!(null)));
    assert_eq!(satu["fakta"], kantor.kepala().0);
    assert_eq!(kantor.json(&["verify"]), satu, "looking changes nothing");
    let kalimat = kantor.berhasil(&["verify"]);
    assert!(kalimat.contains(teks(&satu["akar"])), "{kalimat}");
}

/// Each thing that somebody with the owner's password may try.
#[test]
fn what_is_altered_behind_the_logs_back_is_found_and_named() {
    for (perintah, posisi) in [
        (
            "update events set leaf = convert_to(replace(convert_from(leaf, 'utf8'), '2023-01-13', '2023-01-16'), 'utf8') where position = 307",
            Some(307),
        ),
        ("delete from events where position = 307", Some(307)),
        ("delete from events where position = (select max(position) from events)", None),
        (
            "update events set leaf_hash = decode(repeat('00', 32), 'hex') where position = 1",
            Some(1),
        ),
        ("update events set version = 9 where position = 310", Some(310)),
        ("update disclosure set sealed = sealed || '\\x00' where position = 306", Some(306)),
        ("delete from disclosure where position = 306 and ordinal = 0", Some(306)),
        ("delete from commands where 307 between first_position and last_position", None),
        ("update log_head set root = decode(repeat('00', 32), 'hex')", None),
    ] {
        let kantor = Kantor::baru();
        kantor.impor("register", "buku", contoh("register.csv"));
        // The triggers keep the owner away, who has to step around them.
        kantor.sql(&format!("set session_replication_role = replica; {perintah}")).unwrap();
        let jawaban = kantor.jejak(&["verify"]);
        assert_eq!(jawaban.kode, 1, "{perintah}: {jawaban:?}");
        assert!(jawaban.keluaran.contains("TIDAK UTUH"), "{perintah}: {jawaban:?}");
        assert_eq!(jawaban.keluhan, "", "the finding is the answer");
        if let Some(posisi) = posisi {
            let tempat = format!("posisi {posisi}:");
            assert!(jawaban.keluaran.contains(&tempat), "{perintah}: {}", jawaban.keluaran);
        }
        let json = kantor.jejak(&["verify", "--json"]);
        let json: serde_json::Value = serde_json::from_str(&json.keluaran).unwrap();
        assert_eq!(json["utuh"], false);
        assert!(!teks(&json["temuan"]["uraian"]).is_empty());
    }
}

#[test]
fn the_owner_cannot_alter_the_log_by_mistake() {
    let kantor = Kantor::baru();
    kantor.berhasil(&["verify"]);
    let akar = kantor.kepala();
    for perintah in ["update events set version = 9", "delete from events", "truncate events"] {
        let ditolak = kantor.sql(perintah).unwrap_err();
        assert!(ditolak.contains("append-only"), "{ditolak}");
    }
    assert_eq!(kantor.kepala(), akar);
}
