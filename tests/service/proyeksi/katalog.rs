//! What words find in the catalogue, for whom, and on which day.

use events::katalog::{DipDitetapkan, Event, InformasiDiusulkan, Kategori, KlasifikasiDitetapkan};
use events::pihak::UnitId;
use events::uji_konsekuensi::JangkaPengecualian;
use events::{Event as Fakta, JenisAliran};
use projections::katalog::{self, Saringan};
use uuid::Uuid;

use super::dunia::Dunia;
use crate::facts::label;

impl Dunia {
    async fn entri(&mut self, id: u128, ringkasan: &str, events: Vec<Event>) {
        let diusulkan = Event::InformasiDiusulkan(InformasiDiusulkan {
            ringkasan: label(ringkasan),
            unit: UnitId(Uuid::from_u128(1)),
            penanggung_jawab: label("Sekretaris Dinas"),
            kategori: Kategori::Berkala,
            dibuat: Dunia::hari(0),
            tempat: label("Sumedang"),
            bentuk: label("PDF"),
            retensi: label("5 tahun"),
        });
        for event in std::iter::once(diusulkan).chain(events) {
            self.satu(JenisAliran::Katalog, id, Fakta::Katalog(event)).await;
        }
    }

    async fn temuan(&self, kata: &str, saringan: &Saringan) -> Vec<String> {
        let mut tujuan = self.pool.acquire().await.expect("the service connects");
        let (mut temuan, mut sesudah) = (Vec::new(), None);
        loop {
            // Pages of one: each goes on where the last ended.
            let halaman = katalog::cari(kata, saringan, sesudah, 1, &mut tujuan).await;
            let halaman = halaman.expect("any words may be typed");
            let Some((kursor, baris)) = halaman.into_iter().next() else { return temuan };
            sesudah = Some(kursor);
            temuan.push(baris.ringkasan);
        }
    }
}

fn ditetapkan() -> Event {
    Event::DipDitetapkan(DipDitetapkan { nomor_sk: label("SK 1/2026"), disetujui: None })
}

fn dikecualikan(jangka: JangkaPengecualian) -> Event {
    let (nomor_sk, disetujui) = (label("SK 7/2026"), label("Sekretaris Daerah"));
    Event::KlasifikasiDitetapkan(KlasifikasiDitetapkan {
        nomor_sk,
        dasar: Vec::new(),
        jangka,
        disetujui,
    })
}

#[tokio::test]
async fn words_find_entries_as_people_write_them() {
    let mut dunia = Dunia::baru().await;
    dunia.entri(1, "Laporan keuangan tahunan", vec![ditetapkan()]).await;
    dunia.entri(2, "Keuangan: laporan keuangan dan rencana keuangan", vec![ditetapkan()]).await;
    dunia.entri(3, "Daftar jalan kabupaten", vec![ditetapkan()]).await;
    dunia.kejar().await;
    let semua = Saringan::default();
    let temuan = dunia.temuan("keuangan", &semua).await;
    assert_eq!(
        temuan,
        ["Keuangan: laporan keuangan dan rencana keuangan", "Laporan keuangan tahunan"],
        "the best first, each once"
    );
    // Stems of Indonesian words.
    assert_eq!(dunia.temuan("pelaporan", &semua).await.len(), 2);
    assert_eq!(dunia.temuan("laporan -rencana", &semua).await, ["Laporan keuangan tahunan"]);
    assert_eq!(dunia.temuan("\"jalan kabupaten\" or rencana", &semua).await.len(), 2);
    for kata in ["", "'", "((", "&|!", "\"", "tidakada"] {
        assert!(dunia.temuan(kata, &semua).await.is_empty(), "{kata}");
    }
}

#[tokio::test]
async fn the_public_sees_what_is_set_in_the_dip_and_not_closed_on_that_day() {
    let mut dunia = Dunia::baru().await;
    let sampai = JangkaPengecualian::Sampai(Dunia::hari(30));
    dunia.entri(1, "rencana terbuka", vec![ditetapkan()]).await;
    dunia.entri(2, "rencana diusulkan", vec![]).await;
    dunia.entri(3, "rencana sampai", vec![ditetapkan(), dikecualikan(sampai)]).await;
    let selamanya = JangkaPengecualian::SelamaDiperlukan;
    dunia.entri(4, "rencana selamanya", vec![ditetapkan(), dikecualikan(selamanya)]).await;
    dunia.entri(5, "rencana ditarik", vec![ditetapkan(), Event::InformasiDitarik {}]).await;
    dunia.entri(6, "rencana dikecualikan saja", vec![dikecualikan(sampai)]).await;
    dunia.kejar().await;
    for (hari, harapan) in
        [(30, &["rencana terbuka"][..]), (31, &["rencana terbuka", "rencana sampai"])]
    {
        let publik_pada = Some(Dunia::hari(hari));
        let publik = Saringan { publik_pada, ..Saringan::default() };
        assert_eq!(dunia.temuan("rencana", &publik).await, harapan, "hari {hari}");
    }
    assert_eq!(dunia.temuan("rencana", &Saringan::default()).await.len(), 6, "officers see all");
}
