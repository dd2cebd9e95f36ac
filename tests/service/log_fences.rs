//! Fences around the log: roles, triggers, keys, and no personal data inside.

use events::AliranId;
use jejak::clock::Clock;
use jejak::log::{Expected, KeyError, Log, MasterKey, is_new, prepare};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use sqlx::{AssertSqlSafe, PgPool, query, query_as, query_scalar};

use crate::facts::{append, command, diterima, hex, id_acak, satu};
use crate::harness::{Database, LOG, database};

const DENIED: &str = "42501";

#[tokio::test]
async fn the_service_may_add_to_the_log_and_nothing_more() {
    let database = written().await;
    for statement in [
        "update events set leaf = ''",
        "delete from events",
        "truncate events",
        "update commands set first_position = 0",
        "delete from commands",
        "truncate commands",
        "update disclosure set sealed = ''",
        "delete from disclosure",
        "truncate disclosure",
        "update subject_key set wrapped = ''",
        "delete from subject_key",
        "insert into log_head (log, position, recorded_at, root, frontier)
         values (gen_random_uuid(), 0, 0, decode(repeat('00', 32), 'hex'), '')",
        "update log_head set log = gen_random_uuid()",
        "delete from log_head",
        "truncate log_head",
        "update master_key_check set tag = ''",
        "alter table events disable trigger all",
        "set session_replication_role = replica",
        "drop table events",
    ] {
        assert_eq!(denied(&database.service, statement).await, DENIED, "{statement}");
    }
    untouched(&database).await;
}

#[tokio::test]
async fn not_even_the_owner_changes_the_log_by_mistake() {
    let database = written().await;
    for statement in [
        "update events set version = version",
        "delete from events where position = 1",
        "truncate events",
        "truncate events cascade",
        "update commands set first_position = 0",
        "delete from commands",
        "truncate commands",
        "delete from log_head",
        "truncate log_head",
    ] {
        assert_eq!(denied(&database.owner, statement).await, DENIED, "{statement}");
    }
    untouched(&database).await;
}

#[tokio::test]
async fn a_log_does_not_open_with_another_master_key() {
    let database = written().await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut rng = StdRng::seed_from_u64(99);
    let other = MasterKey::open(&folder.path().join("lain"), true, &mut rng).expect("a new key");
    let mut owner = database.owner.acquire().await.expect("the server answers");
    prepare(&mut owner, &other, id_acak(), "jejak_app").await.expect("preparing changes no key");
    let Err(error) = Log::open(database.service.clone(), other, Clock::System, rng).await else {
        panic!("it opened");
    };
    let error = error.downcast_ref::<KeyError>().expect("a matter of keys");
    assert!(matches!(error, KeyError::Wrong), "{error:?}");
    let log = database.log(Clock::System, 2).await;
    assert_eq!(log.id(), LOG, "preparing again keeps the log");
}

#[tokio::test]
async fn a_missing_key_file_is_not_made_anew_beside_sealed_data() {
    let database = written().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kunci");
    let mut owner = database.owner.acquire().await.expect("the server answers");
    let new = is_new(&mut owner).await.expect("readable");
    assert!(!new);
    let refused = MasterKey::open(&path, new, &mut StdRng::seed_from_u64(1)).map(|_| ());
    assert!(matches!(refused, Err(KeyError::Missing(_))), "{refused:?}");
    assert!(!path.exists());

    query("drop table master_key_check").execute(&database.owner).await.expect("owner");
    assert!(is_new(&mut owner).await.expect("readable"), "no table: nothing was ever sealed");
}

#[tokio::test]
async fn no_personal_data_stands_anywhere_in_the_clear() {
    const CANARIES: [&str; 4] =
        ["3273019988776655", "Kenari Pelacak", "Jalan Kenari 77", "kenari@contoh.id"];
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    for _ in 0..20 {
        let stream = AliranId::perkara(id_acak());
        let rincian = CANARIES[2..].join("\n");
        let fakta = diterima(CANARIES[1], CANARIES[0], &rincian);
        let mut given = command(id_acak(), vec![append(stream, Expected::Any, vec![fakta])]);
        given.content = CANARIES.concat().into_bytes();
        let debug = format!("{:?}", given.appends);
        assert!(CANARIES.iter().all(|canary| !debug.contains(canary)), "not in a panic: {debug}");
        log.append(given).await.expect("new");
    }
    let sealed: i64 = query_scalar("select count(*) from disclosure")
        .fetch_one(&database.owner)
        .await
        .expect("the owner reads");
    assert_eq!(sealed, 60, "the values are there, sealed");

    let dump = dump(&database.owner).await;
    assert!(dump.contains("PermohonanDiterima"), "the leaves are in what is searched");
    for canary in CANARIES {
        use base64::Engine as _;
        let hex = hex(canary.as_bytes());
        let base64 = base64::engine::general_purpose::STANDARD_NO_PAD.encode(canary);
        // The last sextets depend on what follows.
        let base64 = &base64[..base64.len() - 3];
        for form in [canary, &hex, base64] {
            assert_eq!(dump.matches(form).count(), 0, "{form} is in the dump");
        }
    }
}

/// Every row of every table, as text, and every binary column also as the text
/// it would be.
async fn dump(owner: &PgPool) -> String {
    let columns: Vec<(String, String, String)> = query_as(
        "select table_schema::text, table_name::text, string_agg(
                case data_type when 'bytea'
                    then format('coalesce(encode(%1$I, ''hex'') || '' '' || encode(%1$I, ''escape''), '''')', column_name)
                    else format('coalesce(%I::text, '''')', column_name) end, ' || '' '' || ')
           from information_schema.columns join information_schema.tables
                using (table_schema, table_name)
          where table_type = 'BASE TABLE'
            and table_schema not in ('pg_catalog', 'information_schema')
          group by 1, 2",
    )
    .fetch_all(owner)
    .await
    .expect("the catalogue is readable");
    assert!(columns.len() >= 6, "{columns:?}");
    let mut dump = String::new();
    for (schema, table, row) in columns {
        let select = format!(r#"select {row} from "{schema}"."{table}""#);
        let rows: Vec<String> =
            query_scalar(AssertSqlSafe(select)).fetch_all(owner).await.expect("the owner reads");
        dump.push_str(&rows.join("\n"));
    }
    dump
}

async fn written() -> Database {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let stream = AliranId::perkara(id_acak());
    let fakta = diterima("Budi", "3273010101900001", "aset");
    log.append(command(id_acak(), vec![append(stream, Expected::Any, vec![fakta])]))
        .await
        .expect("new");
    database
}

async fn untouched(database: &Database) {
    let log = database.log(Clock::System, 2).await;
    assert_eq!(log.verify(|_, _| ()).await.expect("readable").finding, None);
    log.append(satu(id_acak(), id_acak())).await.expect("the log goes on");
    assert_eq!(log.position().await.expect("readable"), 2);
}

/// The code with which PostgreSQL refuses a statement.
async fn denied(pool: &PgPool, statement: &'static str) -> String {
    let refused = query(statement).execute(pool).await;
    let error = refused.expect_err(statement);
    let error = error.as_database_error().expect("the server refused it");
    error.code().expect("it has a code").into_owned()
}
