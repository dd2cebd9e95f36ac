//! Searching the log over more facts than one block holds, against reading them
//! all.

use events::{AliranId, JenisAliran};
use projections::log::{self, Entri, Saringan};
use projections::proyeksi::Proyeksi;
use sqlx::PgConnection;
use uuid::Uuid;

use super::dunia::{Dunia, permohonan, sama};

/// Facts over two blocks and a part of the third.
const FAKTA: u64 = 2_100;

fn saringan() -> Vec<Saringan> {
    let perkara = Some(JenisAliran::Perkara.kode());
    let bernomor = Some("NomorPendaftaranDiberikan".to_owned());
    let petugas = Some("petugas".to_owned());
    vec![
        Saringan { jenis: perkara, ..Default::default() },
        Saringan { tipe: bernomor.clone(), ..Default::default() },
        Saringan { jenis: perkara, tipe: bernomor, aktor: petugas },
        Saringan { aktor: Some("tak ada".to_owned()), ..Default::default() },
        Saringan {
            jenis: Some(JenisAliran::Unit.kode()),
            tipe: Some("PermohonanDiterima".to_owned()),
            ..Default::default()
        },
    ]
}

/// Every position that a search gives, page by page.
async fn semua(saringan: &Saringan, rentang: (i64, i64), tujuan: &mut PgConnection) -> Vec<i64> {
    let (mut temuan, mut akhir) = (Vec::new(), rentang.1);
    loop {
        let halaman = log::cari(saringan, (rentang.0, akhir), 97, &mut *tujuan).await;
        let halaman = halaman.expect("readable");
        assert!(halaman.isi.len() <= 97);
        temuan.extend(halaman.isi);
        let Some(lanjut) = halaman.lanjut else { return temuan };
        assert!(lanjut < akhir, "it goes on");
        akhir = lanjut;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_what_reading_every_fact_finds() {
    let mut dunia = Dunia::baru().await;
    let mut n = 0;
    while dunia.log.position().await.expect("readable") < FAKTA {
        let baru = (n..n + 100).map(|n| {
            let perkara = AliranId::perkara(Uuid::from_u128(u128::from(n) + 1));
            (perkara, permohonan(n % 100 + 1))
        });
        dunia.catat(baru.collect()).await;
        n += 100;
    }
    dunia.kejar().await;
    let ujung = dunia.log.position().await.expect("readable");
    let halaman = dunia.log.page(0, ujung.cast_signed()).await.expect("readable");
    let entri: Vec<Entri> = halaman.iter().map(|raw| raw.entry().expect("readable")).collect();
    let mut tujuan = dunia.pool.acquire().await.expect("the service connects");
    let (akhir, mut ada) = (ujung.cast_signed() + 1, 0);
    for rentang in [(1, akhir), (1_024, 1_026), (1_025, 2_049), (900, 1_024), (7, 7)] {
        for saringan in saringan() {
            let dalam = entri.iter().map(|entri| &entri.fakta).rev();
            let dalam = dalam.filter(|f| (rentang.0..rentang.1).contains(&f.posisi));
            let harapan: Vec<i64> =
                dalam.filter(|fakta| saringan.cocok(fakta)).map(|fakta| fakta.posisi).collect();
            let temuan = semua(&saringan, rentang, &mut tujuan).await;
            assert_eq!(temuan, harapan, "{rentang:?} {saringan:?}");
            ada += usize::from(!temuan.is_empty());
        }
    }
    assert!(ada >= 9, "{ada} searches found something");
    drop(tujuan);
    let diikuti = dunia.isi(&[Proyeksi::Log]).await;
    dunia.penjalan.bangun(&[Proyeksi::Log], &mut |_| ()).await.expect("it can be built");
    sama("followed and built", &diikuti, &dunia.isi(&[Proyeksi::Log]).await);
}
