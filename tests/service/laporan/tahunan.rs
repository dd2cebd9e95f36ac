//! The yearly report: figure by figure, frozen, made again, revised, sent.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use jejak::laporan::tahunan::beku;
use jejak::laporan::tahunan::{garis, kurun, ringkasan};
use jejak::laporan::{Bahan, Dari, Titik};
use jejak::naskah::{Naskah, Sel};
use serde_json::{Value, json};

use super::dunia::{Baris, catat, fakta, perkara_id, seratus, tulis};
use crate::api::klien::{Jawaban, Kantor, id};

const BAGIAN: [&str; 8] = [
    "kebijakan",
    "sarana",
    "sumber_daya",
    "anggaran",
    "kendala_internal",
    "kendala_eksternal",
    "rekomendasi",
    "rencana",
];

fn kata() -> Value {
    let satu =
        |nama: &&str| (nama.to_string(), json!({"isi": format!("Tentang {nama}.\n\nLagi.")}));
    Value::Object(BAGIAN.iter().map(satu).collect())
}

async fn kirim(kantor: &Kantor, langkah: &str, fakta: Value) -> Jawaban {
    let badan = json!({"perintah": id(), "fakta": fakta});
    kantor.kirim("ppid-utama", &format!("/tahunan/2023/{langkah}"), badan).await
}

async fn satu(kantor: &Kantor) -> Value {
    kantor.ikuti().await;
    kantor.baca("ppid-utama", "/tahunan/2023").await.dengan(200).badan
}

/// The first table below a heading that begins so, by its first column.
fn tabel(naskah: &Naskah, judul: &str) -> BTreeMap<String, u64> {
    let bagian = naskah.bagian.iter().find(|b| b.judul.starts_with(judul)).unwrap();
    let baris = bagian.tabel.as_ref().unwrap().baris.iter();
    let angka = |sel: &Sel| match sel {
        Sel::Bulat(n) => u64::try_from(*n).unwrap(),
        lain => panic!("{lain:?} is no count"),
    };
    baris.map(|baris| (baris[0].kata(), angka(&baris[1]))).collect()
}

/// Of the rows received in a year, how many are so.
fn banyak(semua: &[Baris], tahun: i32, syarat: impl Fn(&Baris) -> bool) -> u64 {
    let masuk = semua.iter().filter(|b| b.diterima.is_some_and(|d| d.year() == tahun));
    masuk.filter(|b| syarat(b)).count() as u64
}

#[tokio::test(flavor = "multi_thread")]
async fn the_four_figures_are_what_plain_loops_give() {
    let kantor = Kantor::buka().await;
    let semua = seratus();
    tulis(&kantor.app, &semua).await;
    kantor.ikuti().await;
    for tahun in [2022, 2023, 2019] {
        let sudut = kantor.app.sudut_kini().await.unwrap();
        let kurun = kurun(tahun).unwrap();
        let dari = Dari::Kini(sudut);
        let bahan = Bahan::kumpulkan(&kantor.app, kurun, dari, &mut |_, _| ()).await.unwrap();
        let naskah = ringkasan(&bahan, &events::tahunan::Tahunan::default()).unwrap();
        let angka = tabel(&naskah, "Pasal 12");
        let hasil = |nama: &[&str]| banyak(&semua, tahun, |b| nama.contains(&b.hasil.as_str()));
        let lain = ["tidak dikuasai", "dijawab", "dicabut", "dialihkan", "tidak ditindaklanjuti"];
        let sendiri = [
            ("a. Permohonan yang diterima", banyak(&semua, tahun, |_| true)),
            ("c. Dikabulkan seluruhnya", hasil(&["dikabulkan"])),
            ("c. Dikabulkan sebagian", hasil(&["dikabulkan sebagian"])),
            ("c. Ditolak", hasil(&["ditolak", "ditolak sebagian"])),
            ("Lain: tidak dikuasai, dicabut, dialihkan, tanpa hasil", hasil(&lain)),
            ("Belum dijawab", hasil(&[""])),
        ];
        assert_eq!(angka, sendiri.map(|(nama, n)| (nama.to_owned(), n)).into());
        let waktu = tabel(&naskah, "b. Waktu memenuhi setiap permohonan");
        assert_eq!(waktu.values().sum::<u64>(), sendiri[0].1, "each request has its time");
        let setiap = naskah.bagian.iter().find(|b| b.judul == "Waktu setiap permohonan").unwrap();
        let baris = setiap.tabel.as_ref().map_or(0, |tabel| tabel.baris.len());
        assert_eq!(baris as u64, sendiri[0].1);
        let teks = format!("{naskah:?}");
        assert!(!teks.contains("/PPID"), "the public is told no number: {teks}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_has_six_chapters_and_both_paths_give_the_same() {
    let kantor = Kantor::buka().await;
    tulis(&kantor.app, &seratus()).await;
    kirim(&kantor, "kata-tahunan-ditulis", kata()).await.dengan(200);
    kantor.ikuti().await;
    let sudut = kantor.app.sudut_kini().await.unwrap();
    let (kini, _) =
        beku::susun(&kantor.app, 2023, Dari::Kini(sudut), &mut |_, _| ()).await.unwrap();
    let titik = Titik::kini(&kantor.app).await.unwrap();
    let (beku, _) =
        beku::susun(&kantor.app, 2023, Dari::Titik(titik), &mut |_, _| ()).await.unwrap();
    assert_eq!(kini.naskah.bagian, beku.naskah.bagian);
    assert_eq!(garis(&kini.konsolidasi.kantor).unwrap(), garis(&beku.konsolidasi.kantor).unwrap());
    let judul: String = beku.naskah.bagian.iter().map(|b| b.judul.clone() + "\n").collect();
    for bab in ["a. ", "b. ", "b.1", "b.2", "b.3", "c. ", "c.6", "d. ", "e. ", "f. "] {
        assert!(judul.contains(&format!("\n{bab}")) || judul.starts_with(bab), "{bab}: {judul}");
    }
    let teks = format!("{:?}", beku.naskah);
    for nama in BAGIAN {
        assert!(teks.contains(&format!("Tentang {nama}.")), "{nama}");
    }
    assert!(!teks.contains("Belum ditulis"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_set_is_made_again_and_what_moved_is_a_revision() {
    let kantor = Kantor::buka().await;
    tulis(&kantor.app, &seratus()).await;
    let kurang = kirim(&kantor, "laporan-tahunan-ditetapkan", json!({})).await.dengan(409);
    assert_eq!(kurang.kode(), ["BelumLengkap"]);
    kirim(&kantor, "kata-tahunan-ditulis", kata()).await.dengan(200);
    let perintah = json!({"perintah": id(), "fakta": {}});
    let tetapkan = "/tahunan/2023/laporan-tahunan-ditetapkan";
    let pertama = kantor.kirim("ppid-utama", tetapkan, perintah.clone()).await.dengan(200);
    let lagi = kantor.kirim("ppid-utama", tetapkan, perintah).await.dengan(200);
    assert_eq!(pertama.badan, lagi.badan, "the same command is one setting");
    let laporan = satu(&kantor).await;
    assert_eq!(laporan["keadaan"], "ditetapkan");
    assert_eq!(laporan["batas"], "2024-03-31");
    assert_eq!(laporan["usahakan"], "2024-03-28");
    assert_eq!(laporan["terlambat"], true, "it is 2026");
    assert_eq!(laporan["revisi"], json!([]));
    let masuk = fakta_angka(&kantor).await["permohonan: masuk"];

    // A day later a request moves out of the year, and words are written anew.
    kantor.clock.set(kantor.clock.now() + chrono::TimeDelta::days(1));
    let pengganti = json!({"waktu": "2024-05-05", "event": {"type": "PermohonanDiterima",
        "body": {"kanal": "langsung", "pemohon": {"jenis": "perorangan"}}}});
    let koreksi = json!({"versi": 1, "alasan": {"isi": "salah tulis"}, "pengganti": pengganti});
    let koreksi = fakta("KoreksiDicatat", koreksi, Some("2026-03-03".parse().unwrap()));
    let perkara = events::AliranId::perkara(perkara_id(20));
    catat(&kantor.app, vec![(perkara, vec![koreksi])]).await;
    let mut baru = kata();
    baru["rencana"] = json!({"isi": "Lain sama sekali."});
    kirim(&kantor, "kata-tahunan-ditulis", baru).await.dengan(200);
    let laporan = satu(&kantor).await;
    let revisi = laporan["revisi"].as_array().unwrap();
    let satu_revisi = revisi.iter().find(|r| r["hal"] == "permohonan: masuk").unwrap();
    assert_eq!(
        (&satu_revisi["ditetapkan"], &satu_revisi["sekarang"]),
        (&json!(masuk), &json!(masuk - 1))
    );
    let uji = kantor.baca("auditor", "/tahunan/2023/uji").await.dengan(200).badan;
    assert_eq!((&uji["sama"], &uji["ke"]), (&json!(true), &json!(1)));
    let berkas = "/tahunan/2023/berkas?bentuk=pdf&ke=1";
    let (satu_kali, dua_kali) =
        (kantor.baca("auditor", berkas).await, kantor.baca("auditor", berkas).await);
    assert_eq!(satu_kali.teks("content-type"), "application/pdf");
    assert!(satu_kali.badan == dua_kali.badan && satu_kali.status == 200);
    dikirim_dan_ditetapkan_lagi(&kantor).await;
}

/// To KI once for each setting; a second setting tells what it revises.
async fn dikirim_dan_ditetapkan_lagi(kantor: &Kantor) {
    let kiriman = json!({"cara": "surel", "nomor_surat": "9/PPID/2026"});
    kirim(kantor, "laporan-tahunan-dikirim-ke-ki", kiriman.clone()).await.dengan(200);
    assert_eq!(satu(kantor).await["keadaan"], "dikirim");
    let lagi = kirim(kantor, "laporan-tahunan-dikirim-ke-ki", kiriman).await.dengan(409);
    assert_eq!(lagi.kode(), ["SudahDikirim"]);
    kirim(kantor, "laporan-tahunan-ditetapkan", json!({})).await.dengan(200);
    let laporan = satu(kantor).await;
    assert_eq!(laporan["penetapan"].as_array().unwrap().len(), 2);
    assert_eq!((&laporan["keadaan"], &laporan["revisi"]), (&json!("ditetapkan"), &json!([])));
    let csv = kantor.baca("ppid-utama", "/tahunan/2023/berkas?bentuk=csv&ke=2").await.dengan(200);
    let csv = csv.badan.as_str().unwrap().to_owned();
    assert!(csv.contains("Revisi terhadap laporan yang ditetapkan"), "{csv}");
    for ke in [1, 2] {
        let uji = kantor.baca("auditor", &format!("/tahunan/2023/uji?ke={ke}")).await.dengan(200);
        assert_eq!(uji.badan["sama"], true, "setting {ke}");
    }
    kantor.baca("auditor", "/tahunan/2023/uji?ke=3").await.dengan(404);
}

/// What the first setting says of itself in the log.
async fn fakta_angka(kantor: &Kantor) -> BTreeMap<String, u64> {
    let sudut = kantor.app.sudut_kini().await.unwrap();
    let (tahunan, _) = beku::tahunan_dari(&kantor.app, 2023, sudut).await.unwrap();
    let (_, penetapan) = tahunan.penetapan.first().unwrap();
    penetapan.angka.iter().map(|satu| (satu.hal.to_string(), satu.n)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn years_that_are_none_or_not_over_are_told_so() {
    let kantor = Kantor::buka().await;
    kirim(&kantor, "kata-tahunan-ditulis", kata()).await.dengan(200);
    for (jalur, status) in [
        ("/tahunan/2026", 200),
        ("/tahunan/2027", 409),
        ("/tahunan/1800", 400),
        ("/tahunan/x", 400),
        ("/statistik/berkas?tahun=2027&bentuk=csv", 409),
        ("/statistik/berkas?tahun=2019&bentuk=csv", 200),
        ("/konsolidasi?dari=2026-06-30&sampai=2026-01-01", 409),
        ("/konsolidasi?dari=2027-01-01&sampai=2027-06-30", 409),
        ("/konsolidasi?dari=2019-01-01&sampai=2019-06-30", 200),
    ] {
        let jawaban = kantor.baca("ppid-utama", jalur).await;
        assert_eq!(jawaban.status, status, "{jalur}: {}", jawaban.badan);
    }
    let badan = json!({"perintah": id(), "fakta": kata()});
    kantor.kirim("ppid-utama", "/tahunan/2026/kata-tahunan-ditulis", badan).await.dengan(200);
    let badan = json!({"perintah": id(), "fakta": {}});
    let jalur = "/tahunan/2026/laporan-tahunan-ditetapkan";
    let belum = kantor.kirim("ppid-utama", jalur, badan).await.dengan(409);
    assert_eq!(belum.kode(), ["BelumBerakhir"]);
    let daftar = kantor.baca("auditor", "/tahunan").await.dengan(200);
    let tahun: Vec<_> = daftar.isi().iter().map(|satu| satu["tahun"].clone()).collect();
    assert_eq!(tahun, [2026, 2025, 2023], "this one, the last, and what somebody wrote of");
    let ini: Vec<_> = daftar.isi().iter().map(|satu| satu["terlambat"].clone()).collect();
    assert_eq!(ini, [false, false, true]);
}
