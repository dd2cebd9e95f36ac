//! Answers from the tables against answers from the whole log.

use chrono::{DateTime, TimeDelta, Utc};
use jejak::log::Values;
use projections::catatan::{Catatan, Sudut};
use projections::perkara::{Belum, Kursor, Saringan, Urutan};
use projections::statistik::{self, Periode};
use projections::{katalog as dip, ketepatan, perkara, register, tenggat};
use proptest::sample::Index;
use sqlx::PgConnection;
use uuid::Uuid;

use super::dunia::Dunia;
use super::peristiwa::{HARI, buku_id, unit_id};

impl Dunia {
    /// Moments to look back from: those of facts, and one before them.
    pub(super) async fn saat(&self, pilihan: &[Index]) -> Vec<(DateTime<Utc>, bool)> {
        let fakta = self.log.replay(0, Values::Sealed).await.expect("no gap");
        let mut saat = Vec::new();
        for pilih in pilihan {
            if fakta.is_empty() {
                break;
            }
            let satu = pilih.get(&fakta);
            saat.push((satu.diketahui, false));
            saat.push((satu.diketahui - TimeDelta::microseconds(1), false));
            saat.push((satu.recorded_at, true));
            saat.push((satu.recorded_at, false));
        }
        saat
    }

    /// Answers from the tables against answers from the whole log, now.
    pub(super) async fn bandingkan_kini(&self) {
        let sudut = Dunia::sudut(self.clock.now(), false);
        let penuh = self.penuh(sudut).await;
        let mut tujuan = self.pool.acquire().await.expect("the service connects");
        for (periode, buku) in periode() {
            let tabel = statistik::dari_tabel(periode, buku, sudut.hari(), &mut tujuan).await;
            let tabel = tabel.expect("readable");
            assert_eq!(tabel, statistik::hitung(&penuh, periode, buku), "{periode:?} {buku:?}");
        }
        for satu in saringan() {
            let tabel = halaman_permohonan(satu, &mut tujuan).await;
            assert_eq!(tabel, register::permohonan_pada(&penuh, satu, None, 1_000), "{satu:?}");
            let tabel = halaman_keberatan(satu, &mut tujuan).await;
            assert_eq!(tabel, register::keberatan_pada(&penuh, satu, None, 1_000), "{satu:?}");
        }
        let hari = sudut.hari();
        let tabel = halaman_tenggat(&mut tujuan).await;
        let tabel: Vec<_> =
            tabel.iter().map(|b| (b.paling_awal, b.nomor.clone(), b.keadaan(hari))).collect();
        let dari_log: Vec<_> = tenggat::terbuka(&penuh)
            .iter()
            .map(|b| (b.tenggat.paling_awal(), b.nomor.clone(), b.keadaan))
            .collect();
        assert_eq!(tabel, dari_log);
        let pada = perkara::Hari::dari(hari, &penuh.aturan(None).kerja);
        for satu in saringan_perkara() {
            for awal in [Urutan::Tenggat(None), Urutan::Terbaru(None)] {
                let tabel = halaman_perkara(&satu, pada, awal, &mut tujuan).await;
                let dari_log = perkara::daftar_pada(&penuh, &satu, pada, awal, 1_000);
                assert_eq!(tabel, dari_log, "{satu:?} {awal:?}");
            }
        }
        let publik = dip::Saringan { publik_pada: Some(hari), ..Default::default() };
        let publik = dip::daftar(&publik, 0, 1_000, &mut tujuan).await.expect("readable");
        let mut harapan = dip::semua(&penuh);
        harapan.retain(|entri| entri.publik(hari));
        assert_eq!(publik, harapan);
    }

    /// Looking back through the read models against folding the whole log.
    pub(super) async fn bandingkan(&self, sudut: Sudut) {
        let penuh = self.penuh(sudut).await;
        let mut tujuan = self.pool.acquire().await.expect("the service connects");
        let calon = perkara::calon_pada(sudut, &mut tujuan).await.expect("readable");
        let sebagian = self.sebagian(&calon, sudut).await;
        assert_eq!(terbuka(&sebagian), terbuka(&penuh), "{sudut:?}");
        assert_eq!(tenggat::tanpa_tanggal(&sebagian), tenggat::tanpa_tanggal(&penuh), "{sudut:?}");
        let pada = perkara::Hari::dari(sudut.hari(), &penuh.aturan(None).kerja);
        let calon = perkara::calon_berjalan(sudut, &mut tujuan).await.expect("readable");
        let sebagian = self.sebagian(&calon, sudut).await;
        let kantor = |c: &Catatan| {
            let mut baris = tenggat::baris_terbuka(c);
            baris.retain(|baris| baris.milik_kantor);
            baris
        };
        assert_eq!(kantor(&sebagian), kantor(&penuh), "{sudut:?}");
        for saringan in [
            Saringan { berjalan: Some(true), ..Default::default() },
            Saringan { terbuka: Some(true), ..Default::default() },
            Saringan { menunggu_jawaban: Some(true), ..Default::default() },
        ] {
            let daftar = |c: &Catatan| {
                perkara::daftar_pada(c, &saringan, pada, Urutan::Tenggat(None), 1_000)
            };
            assert_eq!(daftar(&sebagian), daftar(&penuh), "{sudut:?} {saringan:?}");
        }
        let (terbaru, semua) = (Urutan::Terbaru(None), Saringan::default());
        let calon = perkara::calon_terbaru(sudut, (None, None), None, 3, &mut tujuan).await;
        let (calon, putus) = calon.expect("readable");
        let sebagian = self.sebagian(&calon, sudut).await;
        let daftar = |c: &Catatan| perkara::daftar_pada(c, &semua, pada, terbaru, 1_000);
        let (mut sebagian, mut penuh_urut) = (daftar(&sebagian), daftar(&penuh));
        for satu in [&mut sebagian, &mut penuh_urut] {
            satu.retain(|b| putus.is_none_or(|k| (b.diterima, b.perkara) >= (k.hari, k.perkara)));
        }
        assert_eq!(sebagian, penuh_urut, "{sudut:?} by receipt");
        for (periode, buku) in periode() {
            let kurun = (periode.dari, periode.sampai);
            let calon = perkara::calon_periode(kurun, sudut, &mut tujuan).await;
            let sebagian = self.sebagian(&calon.expect("readable"), sudut).await;
            let [kiri, kanan] = [&sebagian, &penuh].map(|c| statistik::hitung(c, periode, buku));
            assert_eq!(kiri, kanan, "{sudut:?} {periode:?}");
            let saringan = register::Saringan {
                dari: Some(periode.dari),
                sampai: Some(periode.sampai),
                ..Default::default()
            };
            let baris = |c: &Catatan| register::permohonan_pada(c, saringan, None, 1_000);
            assert_eq!(baris(&sebagian), baris(&penuh), "{sudut:?} {periode:?}");
        }
        let calon = perkara::bersengketa(&mut tujuan).await.expect("readable");
        let sebagian = self.sebagian(&calon, sudut).await;
        assert_eq!(ketepatan::semua(&sebagian), ketepatan::semua(&penuh), "{sudut:?}");
        let nomor: Vec<String> =
            perkara::semua(&penuh).iter().flat_map(perkara::Baris::nomor_semua).collect();
        for nomor in nomor {
            let calon = perkara::cari(&nomor, &mut tujuan).await.expect("readable");
            let sebagian = self.sebagian(&calon, sudut).await;
            let milik = |c: &Catatan| -> Vec<Uuid> {
                perkara::menurut_nomor(c, &nomor).iter().map(|baris| baris.id).collect()
            };
            assert_eq!(milik(&sebagian), milik(&penuh), "{sudut:?} {nomor}");
        }
    }
}

fn terbuka(catatan: &Catatan) -> Vec<String> {
    let satu = |b: tenggat::Baris| {
        let (awal, lambat) = (b.tenggat.paling_awal(), b.tenggat.paling_lambat());
        format!("{} {:?} {awal} {lambat} {:?} {}", b.nomor, b.tenggat.jenis, b.keadaan, b.sisa_hk)
    };
    tenggat::terbuka(catatan).into_iter().map(satu).collect()
}

fn periode() -> Vec<(Periode, Option<Uuid>)> {
    let periode = |dari, sampai| Periode { dari: Dunia::hari(dari), sampai: Dunia::hari(sampai) };
    vec![
        (periode(0, HARI), None),
        (periode(0, HARI), Some(buku_id(1))),
        (periode(20, 70), None),
        (periode(50, 50), None),
    ]
}

fn saringan() -> Vec<register::Saringan> {
    let semua = register::Saringan::default();
    vec![
        semua,
        register::Saringan { buku: Some(buku_id(0)), ..semua },
        register::Saringan { unit: Some(unit_id(1).0), ..semua },
        register::Saringan { dari: Some(Dunia::hari(30)), sampai: Some(Dunia::hari(90)), ..semua },
    ]
}

/// Pages of two, each going on where the last one ended.
async fn halaman_permohonan(
    saringan: register::Saringan,
    tujuan: &mut PgConnection,
) -> Vec<register::BarisPermohonan> {
    let (mut semua, mut sesudah) = (Vec::new(), None);
    loop {
        let halaman = register::permohonan(saringan, sesudah, 2, tujuan).await.expect("readable");
        let Some(terakhir) = halaman.last() else { return semua };
        sesudah = Some(terakhir.kursor());
        semua.extend(halaman);
    }
}

async fn halaman_keberatan(
    saringan: register::Saringan,
    tujuan: &mut PgConnection,
) -> Vec<register::BarisKeberatan> {
    let (mut semua, mut sesudah) = (Vec::new(), None);
    loop {
        let halaman = register::keberatan(saringan, sesudah, 2, tujuan).await.expect("readable");
        let Some(terakhir) = halaman.last() else { return semua };
        sesudah = Some(terakhir.kursor());
        semua.extend(halaman);
    }
}

async fn halaman_tenggat(tujuan: &mut PgConnection) -> Vec<tenggat::BarisTenggat> {
    let kantor = tenggat::Saringan { milik_kantor: true, ..Default::default() };
    let (mut semua, mut sesudah) = (Vec::new(), None);
    loop {
        let halaman = tenggat::daftar_terbuka(&kantor, sesudah, 2, tujuan).await;
        let halaman = halaman.expect("readable");
        let Some(terakhir) = halaman.last() else { return semua };
        sesudah = Some(terakhir.kursor());
        semua.extend(halaman);
    }
}

/// Every face, every mark that a case may have, and some days.
fn saringan_perkara() -> Vec<perkara::Saringan> {
    let semua = perkara::Saringan::default();
    let bertanda = |tanda: &str| {
        let mut cari = perkara::Cari::default();
        cari.persis(tanda.to_owned());
        perkara::Saringan { cari, ..perkara::Saringan::default() }
    };
    let mut saringan: Vec<perkara::Saringan> = perkara::Wajah::SEMUA
        .into_iter()
        .map(|wajah| perkara::Saringan { wajah: Some(wajah), ..semua.clone() })
        .collect();
    saringan.extend(
        [Belum::Berjalan, Belum::Batas, Belum::Terlambat]
            .map(|belum| perkara::Saringan { belum_dijawab: Some(belum), ..semua.clone() }),
    );
    saringan.extend(
        [perkara::ADA_PERMOHONAN, perkara::ADA_KEBERATAN, "pemberitahuan=tepat", "hasil=ditolak"]
            .map(bertanda),
    );
    let rentang = (Some(Dunia::hari(20)), Some(Dunia::hari(70)));
    saringan.push(perkara::Saringan { diterima: rentang, ..semua.clone() });
    saringan.push(perkara::Saringan { tenggat: rentang, ..semua.clone() });
    saringan.push(perkara::Saringan { berjalan: Some(true), ..semua.clone() });
    saringan.push(semua);
    saringan
}

async fn halaman_perkara(
    saringan: &perkara::Saringan,
    hari: perkara::Hari,
    mut urutan: Urutan,
    tujuan: &mut PgConnection,
) -> Vec<perkara::BarisPerkara> {
    let mut semua = Vec::new();
    loop {
        let halaman = perkara::daftar(saringan, hari, urutan, 2, tujuan).await.expect("readable");
        let Some(terakhir) = halaman.last() else { return semua };
        let kursor = Kursor { hari: urutan.hari(terakhir), perkara: terakhir.perkara };
        urutan = match urutan {
            Urutan::Tenggat(_) => Urutan::Tenggat(Some(kursor)),
            Urutan::Terbaru(_) => Urutan::Terbaru(Some(kursor)),
        };
        semua.extend(halaman);
    }
}
