//! Figures of the hundred cases.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use jejak::laporan::{Bahan, Dari, Titik, kantor, unit};
use projections::catatan::Sudut;
use projections::laporan::{Arus, Kurun, Laporan, Milik};

use super::dunia::{self, Baris, catat, fakta, nomor, perkara_id, seratus, tulis};
use crate::api::klien::Kantor;

fn hari(teks: &str) -> NaiveDate {
    teks.parse().unwrap()
}

fn kurun(dari: &str, sampai: &str) -> Kurun {
    Kurun { dari: hari(dari), sampai: hari(sampai) }
}

/// Half-years, a month, a day, a year before and one after everything.
fn semua_kurun() -> [Kurun; 8] {
    [
        kurun("2022-07-01", "2022-12-31"),
        kurun("2023-01-01", "2023-06-30"),
        kurun("2023-07-01", "2023-12-31"),
        kurun("2023-01-01", "2023-12-31"),
        kurun("2023-06-01", "2023-06-30"),
        kurun("2023-07-01", "2023-07-01"),
        kurun("2019-01-01", "2019-12-31"),
        kurun("2025-01-01", "2025-12-31"),
    ]
}

/// Closed days, from the same file that the calendar is seeded with.
fn tutup() -> BTreeSet<NaiveDate> {
    let isi = include_str!("../../../events/data/kalender-nasional.csv");
    let baris = isi.lines().filter(|baris| !baris.starts_with('#')).skip(1);
    baris.map(|baris| hari(baris.split(',').next().unwrap())).collect()
}

/// Working days after the first day up to the last, one by one.
pub(super) fn hk(dari: NaiveDate, sampai: NaiveDate) -> i64 {
    let libur = tutup();
    let kerja = |hari: &NaiveDate| {
        !matches!(hari.weekday(), Weekday::Sat | Weekday::Sun) && !libur.contains(hari)
    };
    let sesudah = (1..).map(|n| dari + Days::new(n)).take_while(|hari| *hari <= sampai);
    sesudah.filter(kerja).count().try_into().unwrap()
}

/// One figure for each word.
type Menurut = BTreeMap<String, u64>;

fn hitung<'a>(kata: impl IntoIterator<Item = &'a str>) -> Menurut {
    let mut menurut = Menurut::new();
    for satu in kata {
        *menurut.entry(satu.to_owned()).or_default() += 1;
    }
    menurut
}

/// Four loops over the rows, one for each figure.
fn arus(semua: &[(Option<NaiveDate>, bool, Option<NaiveDate>)], kurun: Kurun) -> Arus {
    let Kurun { dari, sampai } = kurun;
    let mut arus = Arus::default();
    for (mulai, tuntas, akhir) in semua {
        let Some(mulai) = *mulai else {
            arus.tanpa_tanggal += 1;
            continue;
        };
        let akhir = akhir.unwrap_or(mulai).max(mulai);
        let tuntas_sebelum = |batas: NaiveDate| *tuntas && akhir < batas;
        let besok = sampai.succ_opt().unwrap();
        arus.sisa_lalu += u64::from(mulai < dari && !tuntas_sebelum(dari));
        arus.masuk += u64::from(mulai >= dari && mulai <= sampai);
        arus.selesai += u64::from(mulai <= sampai && *tuntas && akhir >= dari && akhir <= sampai);
        arus.sisa += u64::from(mulai <= sampai && !tuntas_sebelum(besok));
    }
    arus
}

fn periksa(semua: &[&Baris], kurun: Kurun, laporan: &Laporan) {
    let masuk: Vec<&&Baris> = semua
        .iter()
        .filter(|b| b.diterima.is_some_and(|d| d >= kurun.dari && d <= kurun.sampai))
        .collect();
    let angka = &laporan.angka;
    let permohonan: Vec<_> =
        semua.iter().map(|b| (b.diterima, !b.hasil.is_empty(), b.selesai)).collect();
    assert_eq!(angka.permohonan, arus(&permohonan, kurun));
    let hasil = masuk.iter().map(|b| match b.hasil.as_str() {
        "" => "belum dijawab",
        hasil => hasil,
    });
    assert_eq!(angka.hasil, hitung(hasil));
    // A letter counts once for each refusal, whatever its numbers.
    let alasan: Vec<BTreeSet<&str>> = masuk
        .iter()
        .filter(|b| !b.alasan.is_empty())
        .map(|b| match b.alasan.strip_prefix("17") {
            Some(_) => b.alasan.split(' ').map(|kode| &kode[..3]).collect(),
            None => [b.alasan.as_str()].into(),
        })
        .collect();
    assert_eq!(angka.alasan_penolakan, hitung(alasan.into_iter().flatten()));
    let pemohon: Vec<String> = masuk.iter().map(|b| b.pemohon.replace('_', " ")).collect();
    assert_eq!(angka.jenis_pemohon, hitung(pemohon.iter().map(String::as_str)));
    let jenis: Vec<String> = masuk
        .iter()
        .map(|b| match (b.alasan.starts_with("17"), b.jenis_informasi.as_str()) {
            (true, _) => "dikecualikan".to_owned(),
            (false, "") => "tidak tercatat".to_owned(),
            (false, jenis) => jenis.replace('_', " "),
        })
        .collect();
    assert_eq!(angka.jenis_informasi, hitung(jenis.iter().map(String::as_str)));
    let dijawab = |b: &&&Baris| -> Option<i64> {
        let dengan_surat =
            !matches!(b.hasil.as_str(), "" | "dicabut" | "dialihkan" | "tidak ditindaklanjuti");
        let (dari, sampai) = (b.diterima?, b.selesai.filter(|_| dengan_surat)?);
        (sampai >= dari).then(|| hk(dari, sampai))
    };
    waktu(laporan.dijawab, masuk.iter().filter_map(dijawab).collect());
    let diberikan = masuk.iter().filter_map(|b| {
        let (dari, sampai) = (b.diterima?, b.diberikan?);
        (sampai >= dari).then(|| hk(dari, sampai))
    });
    waktu(laporan.diberikan, diberikan.collect());
    let nomor_masuk: Vec<String> = masuk.iter().map(|b| nomor(b.no)).collect();
    let nomor_tabel: Vec<String> = laporan.permohonan.iter().map(|b| b.nomor.clone()).collect();
    assert_eq!(nomor_tabel, nomor_masuk);
    keberatan(semua, kurun, laporan);
    sengketa(semua, kurun, laporan);
}

fn keberatan(semua: &[&Baris], kurun: Kurun, laporan: &Laporan) {
    let angka = &laporan.angka;
    let diajukan: Vec<&&Baris> = semua.iter().filter(|b| b.keberatan.is_some()).collect();
    let aliran: Vec<_> =
        diajukan.iter().map(|b| (b.keberatan, !b.tanggapan.is_empty(), b.ditanggapi)).collect();
    assert_eq!(angka.keberatan, arus(&aliran, kurun));
    let masuk: Vec<&&&Baris> = diajukan
        .iter()
        .filter(|b| b.keberatan.is_some_and(|d| d >= kurun.dari && d <= kurun.sampai))
        .collect();
    assert_eq!(angka.alasan_keberatan, hitung(masuk.iter().flat_map(|b| b.huruf.split(' '))));
    let putusan: Vec<String> = masuk
        .iter()
        .map(|b| match b.tanggapan.as_str() {
            "" => "belum ditanggapi".to_owned(),
            putusan => putusan.replace('_', " "),
        })
        .collect();
    assert_eq!(angka.putusan_keberatan, hitung(putusan.iter().map(String::as_str)));
    assert_eq!(laporan.keberatan.len(), masuk.len());
}

/// A putusan that was carried out, or that ordered nothing and is final, ends it;
/// here none is final.
fn sengketa(semua: &[&Baris], kurun: Kurun, laporan: &Laporan) {
    let angka = &laporan.angka;
    let diajukan: Vec<&&Baris> = semua.iter().filter(|b| b.sengketa.is_some()).collect();
    let tuntas = |b: &Baris| b.dilaksanakan.is_some();
    let aliran: Vec<_> = diajukan.iter().map(|b| (b.sengketa, tuntas(b), b.dilaksanakan)).collect();
    assert_eq!(angka.sengketa, arus(&aliran, kurun));
    let berjalan: Vec<&&&Baris> = diajukan
        .iter()
        .filter(|b| b.sengketa.is_some_and(|d| d <= kurun.sampai))
        .filter(|b| b.dilaksanakan.is_none_or(|akhir| akhir >= kurun.dari))
        .collect();
    let mediasi = berjalan.iter().map(|b| b.mediasi.as_str()).filter(|m| !m.is_empty());
    assert_eq!(angka.mediasi, hitung(mediasi));
    let putusan: Vec<String> = berjalan
        .iter()
        .map(|b| match b.amar.as_str() {
            "" => "belum diputus".to_owned(),
            "kesepakatan" => "kesepakatan mediasi".to_owned(),
            amar => amar.replace('_', " "),
        })
        .collect();
    assert_eq!(angka.putusan_sengketa, hitung(putusan.iter().map(String::as_str)));
    let dalam =
        |hari: Option<NaiveDate>| hari.is_some_and(|d| d >= kurun.dari && d <= kurun.sampai);
    let dilaksanakan = berjalan.iter().filter(|b| dalam(b.dilaksanakan)).count();
    assert_eq!(angka.dilaksanakan, dilaksanakan as u64);
    assert_eq!(laporan.sengketa.len(), berjalan.len());
}

/// Mean, extremes and classes by hand; the median as its definition has it.
fn waktu(w: projections::laporan::Waktu, mut hari: Vec<i64>) {
    hari.sort_unstable();
    assert_eq!(w.n, hari.len() as u64);
    assert_eq!((w.minimum_hk, w.maksimum_hk), (hari.first().copied(), hari.last().copied()));
    let kelas = [w.sampai_10_hk, w.sampai_17_hk, w.lebih_17_hk];
    let banyak = |syarat: fn(i64) -> bool| hari.iter().filter(|hk| syarat(**hk)).count() as u64;
    assert_eq!(kelas, [banyak(|h| h <= 10), banyak(|h| h > 10 && h <= 17), banyak(|h| h > 17)]);
    if hari.is_empty() {
        assert_eq!((w.rerata_hk, w.median_hk), (None, None));
        return;
    }
    let n = f64::from(u32::try_from(hari.len()).unwrap());
    let jumlah = f64::from(i32::try_from(hari.iter().sum::<i64>()).unwrap());
    assert_eq!(w.rerata_hk, Some((jumlah / n * 100.0).round() / 100.0));
    let tengah = hari.len() / 2;
    let median = match hari.len() % 2 {
        1 => f64::from(i32::try_from(hari[tengah]).unwrap()),
        _ => f64::from(i32::try_from(hari[tengah - 1] + hari[tengah]).unwrap()) / 2.0,
    };
    assert_eq!(w.median_hk, Some(median));
}

async fn bahan(kantor: &Kantor, kurun: Kurun, dari: fn(Sudut) -> Dari) -> Bahan {
    kantor.ikuti().await;
    let sudut = kantor.app.sudut_kini().await.unwrap();
    Bahan::kumpulkan(&kantor.app, kurun, dari(sudut), &mut |_, _| ()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_of_a_hundred_cases_is_what_plain_loops_give() {
    let kantor_ini = Kantor::buka().await;
    let semua = seratus();
    tulis(&kantor_ini.app, &semua).await;
    for kurun in semua_kurun() {
        let kini = bahan(&kantor_ini, kurun, Dari::Kini).await;
        let (konsolidasi, _) = kantor(&kini).unwrap();
        let seluruhnya = Laporan::dari(&kini.rekaman, kurun, Milik::Kantor);
        periksa(&semua.iter().collect::<Vec<_>>(), kurun, &seluruhnya);
        assert_eq!(konsolidasi.kantor, seluruhnya.angka);
        let milik = dunia::unit().into_iter().map(|(nama, id)| (nama, Milik::Unit(id)));
        for (nama, milik) in milik.chain([("", Milik::TanpaUnit)]) {
            let (laporan, _) = unit(&kini, milik);
            let miliknya: Vec<&Baris> = semua.iter().filter(|b| b.unit == nama).collect();
            periksa(&miliknya, kurun, &laporan);
            let dibantu = |b: &&Baris| {
                b.bantuan == nama
                    && b.diterima.is_some_and(|d| d >= kurun.dari && d <= kurun.sampai)
            };
            let dibantu = semua.iter().filter(|b| !nama.is_empty() && dibantu(b)).count();
            assert_eq!(laporan.bantuan, dibantu as u64, "{nama}");
        }
    }
}

fn kantor_angka(bahan: &Bahan) -> projections::laporan::Angka {
    kantor(bahan).unwrap().0.kantor
}

/// Nothing of the case is under way but a keberatan that nobody answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_keberatan_left_unanswered_is_in_every_later_report() {
    let kantor = Kantor::buka().await;
    let mut satu = seratus().into_iter().find(|baris| baris.no == 5).unwrap();
    satu.diterima = Some(hari("2026-01-12"));
    satu.keberatan = Some(hari("2026-02-03"));
    satu.selesai = Some(hari("2026-01-20"));
    // A dispute over it was settled and carried out, which answers no keberatan.
    (satu.sengketa, satu.mediasi) = (Some(hari("2026-02-17")), "berhasil".to_owned());
    (satu.diputus, satu.amar) = (Some(hari("2026-02-24")), "kesepakatan".to_owned());
    satu.dilaksanakan = Some(hari("2026-02-26"));
    tulis(&kantor.app, &[satu]).await;
    kantor.pada("2027-02-01T08:00:00+07:00");
    let semester = kurun("2026-07-01", "2026-12-31");
    let kini = bahan(&kantor, semester, Dari::Kini).await;
    let saat = bahan(&kantor, semester, Dari::Saat).await;
    assert_eq!(kini.rekaman.keberatan, saat.rekaman.keberatan);
    let angka = [kini, saat].map(|bahan| kantor_angka(&bahan));
    assert_eq!((angka[0].keberatan.sisa_lalu, &angka[0]), (1, &angka[1]));
    // Reports of the first layout did not have it, and are made again without.
    let sudut = kantor.app.sudut_kini().await.unwrap();
    let (posisi, _, akar) = kantor.app.log.head().await.unwrap();
    for (templat, ada) in [(1, 0), (2, 1)] {
        let titik = Titik { posisi, akar: hex::encode(akar), sudut, templat };
        let (dari, maju) = (Dari::Titik(titik), &mut |_, _| ());
        let beku = Bahan::kumpulkan(&kantor.app, semester, dari, maju).await.unwrap();
        assert_eq!(beku.rekaman.keberatan.len(), ada, "layout {templat}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_the_same_from_the_tables_and_from_the_facts() {
    let kantor_ini = Kantor::buka().await;
    tulis(&kantor_ini.app, &seratus()).await;
    for kurun in semua_kurun() {
        let kini = bahan(&kantor_ini, kurun, Dari::Kini).await;
        let saat = bahan(&kantor_ini, kurun, Dari::Saat).await;
        let milik = dunia::unit().into_values().map(Milik::Unit);
        for milik in milik.chain([Milik::Kantor, Milik::TanpaUnit]) {
            assert_eq!(unit(&kini, milik), unit(&saat, milik), "{kurun:?} {milik:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_as_at_a_moment_does_not_know_what_was_recorded_later() {
    let kantor_ini = Kantor::buka().await;
    tulis(&kantor_ini.app, &seratus()).await;
    kantor_ini.ikuti().await;
    let semester = kurun("2023-01-01", "2023-06-30");
    let dahulu = kantor_ini.app.sudut_kini().await.unwrap();
    let dahulu = Sudut { menurut_catatan: true, ..dahulu };
    let app = &kantor_ini.app;
    let sebelum =
        Bahan::kumpulkan(app, semester, Dari::Saat(dahulu), &mut |_, _| ()).await.unwrap();
    kantor_ini.clock.set(kantor_ini.clock.now() + chrono::TimeDelta::days(1));
    // Moved to another unit, answered, taken out of the period, put into it.
    let unit_lain = dunia::unit()["Dinas Kesehatan"];
    let body = serde_json::json!({"unit": unit_lain, "peran": "penanggung_jawab"});
    let pindah = fakta("DisposisiDiberikan", body, Some(hari("2026-03-02")));
    let dicabut = fakta("PermohonanDicabut", serde_json::json!({"tertulis": true}), None);
    let keluar = koreksi(1, "2024-05-05");
    for (no, fakta) in [(6, pindah), (7, dicabut), (3, keluar), (11, koreksi(1, "2023-02-01"))] {
        catat(app, vec![(events::AliranId::perkara(perkara_id(no)), vec![fakta])]).await;
    }
    kantor_ini.ikuti().await;
    let sesudah =
        Bahan::kumpulkan(app, semester, Dari::Saat(dahulu), &mut |_, _| ()).await.unwrap();
    let kini = bahan(&kantor_ini, semester, Dari::Kini).await;
    let milik = dunia::unit().into_values().map(Milik::Unit);
    for milik in milik.chain([Milik::Kantor, Milik::TanpaUnit]) {
        assert_eq!(unit(&sebelum, milik).0, unit(&sesudah, milik).0, "{milik:?}");
    }
    let (lama, baru) = (unit(&sebelum, Milik::Kantor).0, unit(&kini, Milik::Kantor).0);
    assert_ne!(lama.angka, baru.angka, "what changed is seen from now");
}

/// Another day of receipt.
fn koreksi(versi: u32, diterima: &str) -> events::Fakta {
    let pengganti = serde_json::json!({"waktu": diterima, "event": {
        "type": "PermohonanDiterima",
        "body": {"kanal": "langsung", "pemohon": {"jenis": "perorangan"}}}});
    let body = serde_json::json!({
        "versi": versi, "alasan": {"isi": "salah tulis"}, "pengganti": pengganti});
    fakta("KoreksiDicatat", body, Some(hari("2026-03-02")))
}
