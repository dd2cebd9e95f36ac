//! What a read model cannot take stops that read model, visibly, and nothing
//! else; a rebuild heals it. Another zone is another content.

use events::AliranId;
use events::waktu::Zona;
use projections::proyeksi::{Proyeksi, SEMUA};
use sqlx::{AssertSqlSafe, query_scalar, raw_sql};
use uuid::Uuid;

use super::dunia::{Dunia, menurut_kasus, permohonan, sama};

async fn ajukan(dunia: &mut Dunia, n: u32) {
    let perkara = Uuid::from_u128(u128::from(n));
    dunia.maju(1);
    dunia.catat(vec![(AliranId::perkara(perkara), permohonan(n))]).await;
}

#[tokio::test]
async fn a_row_that_does_not_fit_stops_its_read_model_and_no_other() {
    let mut dunia = Dunia::baru().await;
    ajukan(&mut dunia, 1).await;
    dunia.kejar().await;
    let skema = Proyeksi::Perkara.skema();
    let racun = format!(
        "alter table {skema}.perkara add constraint tanpa_dua check (nomor <> '0002/PPID/2026')"
    );
    raw_sql(AssertSqlSafe(racun)).execute(&dunia.pool).await.expect("its tables are the service's");
    ajukan(&mut dunia, 2).await;
    ajukan(&mut dunia, 3).await;
    dunia.kejar().await;

    let berhenti = dunia.keadaan(Proyeksi::Perkara).await;
    assert_eq!(berhenti.posisi, 2);
    assert_eq!(berhenti.gagal.as_deref(), Some("SQLSTATE 23514, aturan tanpa_dua"));
    for proyeksi in SEMUA.into_iter().filter(|p| *p != Proyeksi::Perkara) {
        let keadaan = dunia.keadaan(proyeksi).await;
        assert_eq!((keadaan.posisi, keadaan.gagal), (6, None), "{proyeksi:?}");
    }
    let pesan = dunia.penjalan.periksa(&[Proyeksi::Perkara]).await.expect_err("it stopped");
    assert!(pesan.to_string().contains("jejak rebuild perkara"), "{pesan}");
    dunia.penjalan.periksa(&[Proyeksi::Tenggat]).await.expect("this one goes on");

    let bangun = dunia.penjalan.bangun(&[Proyeksi::Perkara], &mut |_| ()).await;
    bangun.expect("without the constraint the row fits");
    assert_eq!(dunia.keadaan(Proyeksi::Perkara).await.gagal, None);
    ajukan(&mut dunia, 4).await;
    dunia.kejar().await;
    sama("healed", &dunia.isi(&menurut_kasus()).await, &dunia.dari_log().await);
}

#[tokio::test]
async fn a_fact_that_nobody_can_read_stops_all_but_the_tree_and_the_index_of_the_log() {
    let mut dunia = Dunia::baru().await;
    ajukan(&mut dunia, 1).await;
    ajukan(&mut dunia, 2).await;
    // As a newer Jejak would have written it.
    let baru = "alter table events disable trigger all;
        update events set leaf = convert_to(replace(convert_from(leaf, 'UTF8'),
               '\"PermohonanDiterima\"', '\"BelumDikenal\"'), 'UTF8') where position = 3;
        alter table events enable trigger all";
    raw_sql(baru).execute(&dunia.database.owner).await.expect("the owner may");
    ajukan(&mut dunia, 3).await;
    dunia.kejar().await;
    for proyeksi in menurut_kasus() {
        let keadaan = dunia.keadaan(proyeksi).await;
        assert_eq!(keadaan.posisi, 2, "{proyeksi:?} took what came before");
        assert!(keadaan.gagal.is_some_and(|sebab| sebab.contains("posisi 3")), "{proyeksi:?}");
    }
    for proyeksi in [Proyeksi::Pohon, Proyeksi::Log] {
        let keadaan = dunia.keadaan(proyeksi).await;
        assert_eq!((keadaan.posisi, keadaan.gagal), (6, None), "{proyeksi:?}");
    }
    let skema = Proyeksi::Perkara.skema();
    let perkara = format!("select count(*) from {skema}.perkara");
    let perkara: i64 =
        query_scalar(AssertSqlSafe(perkara)).fetch_one(&dunia.pool).await.expect("readable");
    assert_eq!(perkara, 1, "readers go on");
}

#[tokio::test]
async fn another_zone_is_built_anew() {
    let mut dunia = Dunia::baru().await;
    let perkara = AliranId::perkara(Uuid::from_u128(1));
    let mut fakta = permohonan(1);
    // Half past eleven at night in the west is the next day in the east.
    let malam = "2026-03-01T16:30:00Z".parse().expect("an instant");
    fakta[0].occurred_at = events::waktu::Waktu::Saat(malam);
    dunia.catat(vec![(perkara, fakta)]).await;
    dunia.kejar().await;
    let diterima = format!("select diterima::text from {}.perkara", Proyeksi::Perkara.skema());
    let baca = || query_scalar::<_, String>(AssertSqlSafe(diterima.clone())).fetch_one(&dunia.pool);
    assert_eq!(baca().await.expect("a row"), "2026-03-01");

    let timur = dunia.penjalan_lain(Zona::Wit, 100);
    timur.kejar(&mut |_| ()).await.expect("built for the other zone");
    assert_eq!(baca().await.expect("a row"), "2026-03-02");
    assert_eq!(dunia.keadaan(Proyeksi::Perkara).await.zona, "WIT");
    dunia.penjalan.langkah().await.expect("a runner of the old zone leaves it alone");
    assert_eq!(baca().await.expect("a row"), "2026-03-02");
}
