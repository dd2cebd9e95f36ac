//! Several runners, runners that vanish, rebuilds under way: every fact counts
//! once, and no reader sees a table that is empty or of two minds.

use std::future::{Future as _, poll_fn};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use events::AliranId;
use events::waktu::Zona;
use projections::proyeksi::{Proyeksi, SEMUA};
use sqlx::{AssertSqlSafe, query_as};
use uuid::Uuid;

use super::dunia::{Dunia, menurut_kasus, permohonan, sama};

const PERKARA: u32 = 60;
/// Places at which one batch waits, and some more.
const HENTI: u32 = 160;

async fn ajukan(dunia: &mut Dunia, dari: u32, sampai: u32) {
    for n in dari..sampai {
        let perkara = Uuid::from_u128(u128::from(n));
        dunia.maju(1);
        dunia.catat(vec![(AliranId::perkara(perkara), permohonan(n))]).await;
    }
}

async fn tepat(dunia: &Dunia) {
    let ujung = dunia.log.position().await.expect("readable");
    for proyeksi in SEMUA {
        let keadaan = dunia.keadaan(proyeksi).await;
        assert_eq!((keadaan.posisi.cast_unsigned(), keadaan.gagal), (ujung, None), "{proyeksi:?}");
    }
    sama("followed and computed", &dunia.isi(&menurut_kasus()).await, &dunia.dari_log().await);
    // What follows the order of the log is built anew to be held against.
    let berurut = [Proyeksi::Pohon, Proyeksi::Log];
    let diikuti = dunia.isi(&berurut).await;
    dunia.penjalan.bangun(&berurut, &mut |_| ()).await.expect("both can be built");
    sama("followed and built", &diikuti, &dunia.isi(&berurut).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_runners_at_once_neither_double_nor_skip() {
    let mut dunia = Dunia::baru().await;
    ajukan(&mut dunia, 1, PERKARA).await;
    let jalan = [3, 7].map(|halaman| {
        let penjalan = dunia.penjalan_lain(Zona::Wib, halaman);
        tokio::spawn(async move { while penjalan.langkah().await.expect("it goes on") {} })
    });
    for satu in jalan {
        satu.await.expect("no panic");
    }
    tepat(&dunia).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_runner_that_vanishes_leaves_every_table_exact() {
    let mut dunia = Dunia::baru().await;
    // Dropped at every place where it waits, one after the other.
    for kali in 1..=HENTI {
        ajukan(&mut dunia, kali, kali + 1).await;
        let penjalan = dunia.penjalan_lain(Zona::Wib, 3);
        let mut langkah = std::pin::pin!(penjalan.langkah());
        let mut sisa = kali;
        poll_fn(|cx| match langkah.as_mut().poll(cx) {
            Poll::Ready(_) => Poll::Ready(()),
            Poll::Pending if sisa == 0 => Poll::Ready(()),
            Poll::Pending => {
                sisa -= 1;
                Poll::Pending
            }
        })
        .await;
    }
    dunia.kejar().await;
    tepat(&dunia).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rebuild_in_many_pieces_leaves_none_out() {
    let mut dunia = Dunia::baru().await;
    ajukan(&mut dunia, 1, PERKARA).await;
    let penjalan = dunia.penjalan_lain(Zona::Wib, 3);
    penjalan.bangun(&SEMUA, &mut |_| ()).await.expect("it can be built");
    tepat(&dunia).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_see_whole_tables_while_they_are_built_anew() {
    let mut dunia = Dunia::baru().await;
    ajukan(&mut dunia, 1, PERKARA).await;
    dunia.kejar().await;
    let selesai = Arc::new(AtomicBool::new(false));
    let pembaca = {
        let (pool, selesai) = (dunia.pool.clone(), selesai.clone());
        tokio::spawn(async move {
            let (mut dilihat, mut terakhir) = (0_u32, 0);
            // Numbers and rows of one read model belong to each other.
            let baca = "select (select count(*) from perkara),
                               (select count(distinct perkara) from perkara_nomor)";
            while !selesai.load(Ordering::Relaxed) {
                let baris: (i64, i64) =
                    query_as(AssertSqlSafe(baca)).fetch_one(&pool).await.expect("always readable");
                assert_eq!(baris.0, baris.1, "rows and numbers of one moment");
                assert!(baris.0 >= terakhir, "no case vanishes");
                (dilihat, terakhir) = (dilihat + 1, baris.0);
            }
            (dilihat, terakhir)
        })
    };
    let pengikut = {
        let (penjalan, selesai) = (dunia.penjalan_lain(Zona::Wib, 4), selesai.clone());
        tokio::spawn(async move {
            while !selesai.load(Ordering::Relaxed) {
                if !penjalan.langkah().await.expect("it goes on") {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            }
        })
    };
    let pembangun = {
        let penjalan = dunia.penjalan_lain(Zona::Wib, 40);
        tokio::spawn(async move {
            for _ in 0..4 {
                penjalan.bangun(&SEMUA, &mut |_| ()).await.expect("it can be built");
            }
        })
    };
    let mut n = PERKARA;
    while !pembangun.is_finished() {
        ajukan(&mut dunia, n, n + 1).await;
        n += 1;
    }
    pembangun.await.expect("no panic");
    selesai.store(true, Ordering::Relaxed);
    pengikut.await.expect("no panic");
    let (dilihat, terakhir) = pembaca.await.expect("no panic");
    assert!(dilihat > 10 && terakhir >= i64::from(PERKARA) - 1, "{dilihat} {terakhir}");
    dunia.kejar().await;
    tepat(&dunia).await;
}
