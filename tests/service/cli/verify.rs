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

/// Replaced together with its hash, the last fact of its stream has no follower
/// that would betray it: the head's root says only in which part of the log it
/// lies. The nodes of the tree, written when it was, name it.
#[test]
fn a_leaf_replaced_with_its_hash_is_named_by_the_trees_nodes() {
    let ganti = "set session_replication_role = replica;
        with korban as (
            select max(position) as posisi from events as satu
             where convert_from(leaf, 'utf8') like '%2023-%'
               and not exists (select from events as lain where lain.kind = satu.kind
                                  and lain.stream = satu.stream and lain.version > satu.version)
               and position < (select position - 5 from log_head)),
        baru as (
            select posisi, convert_to(replace(convert_from(leaf, 'utf8'), '2023-', '2022-'), 'utf8') as daun
              from korban join events on position = posisi),
        dicatat as (insert into korban_uji select posisi from korban)
        update events set leaf = daun, leaf_hash = sha256('\\x00'::bytea || daun)
          from baru where position = posisi";
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    kantor.sql("create table korban_uji (posisi bigint)").unwrap();
    // Reading brings the tree up to the log.
    kantor.berhasil(&["statistik", "--dari", "2023-01-01", "--sampai", "2023-12-31"]);
    kantor.sql(ganti).unwrap();
    let tepat = kantor.jejak(&["verify", "--json"]);
    assert_eq!(tepat.kode, 1, "{tepat:?}");
    let tepat: serde_json::Value = serde_json::from_str(&tepat.keluaran).unwrap();
    let posisi = &tepat["temuan"]["posisi"];
    assert_eq!(posisi, &tepat["temuan"]["sampai"], "{tepat}");
    let benar = format!("do $$ begin assert (select posisi = {posisi} from korban_uji); end $$");
    kantor.sql(&benar).unwrap();
    // Without the nodes, only the part of the log.
    let kosongkan = "do $$ declare skema text; begin
        select schemaname into strict skema from pg_tables where tablename = 'pohon';
        execute format('truncate %I.pohon', skema); end $$";
    kantor.sql(kosongkan).unwrap();
    let kasar = kantor.jejak(&["verify", "--json"]);
    assert_eq!(kasar.kode, 1, "{kasar:?}");
    let kasar: serde_json::Value = serde_json::from_str(&kasar.keluaran).unwrap();
    let (dari, sampai) = (&kasar["temuan"]["posisi"], &kasar["temuan"]["sampai"]);
    assert!(dari.as_u64() < sampai.as_u64(), "{kasar}");
    assert!((dari.as_u64()..=sampai.as_u64()).contains(&posisi.as_u64()), "{kasar}");
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
