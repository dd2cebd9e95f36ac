//! A dashboard agrees with the lists behind it, whatever was done and whenever
//! one looks.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use serde_json::{Value, json};
use uuid::Uuid;

use super::klien::{Kantor, id};

/// Cases of three months in every stage: granted in time and late, in part and
/// refused, extended, sent to a unit, objected to, before KI.
pub(crate) async fn kantor_sibuk() -> Kantor {
    let kantor = Kantor::buka_pada("2026-01-05T09:00:00+07:00").await;
    let [unit, lain] = kantor.unit;
    let terlambat = diajukan(&kantor, Some(unit)).await;
    let tepat = diajukan(&kantor, Some(unit)).await;
    let ditolak = diajukan(&kantor, Some(lain)).await;
    let bersengketa = diajukan(&kantor, Some(lain)).await;
    kantor.pada("2026-01-09T09:00:00+07:00");
    dikabulkan(&kantor, tepat, "seluruhnya").await;
    ditolak_dengan(
        &kantor,
        ditolak,
        json!({"dikecualikan": {"pasal": ["17h1", "17b"], "sk": null}}),
    )
    .await;
    kantor.pada("2026-02-02T09:00:00+07:00");
    dikabulkan(&kantor, terlambat, "sebagian").await;
    let keberatan = json!({"alasan": ["c"], "kanal": "langsung"});
    kantor.fakta("petugas", bersengketa, "keberatan-diterima", keberatan).await.dengan(201);
    let belum = diajukan(&kantor, None).await;
    ditolak_dengan(&kantor, belum, json!("belum_dikuasai")).await;
    // Still without an answer, and past every reading in March.
    diajukan(&kantor, Some(unit)).await;
    kantor.pada("2026-03-02T09:00:00+07:00");
    let sengketa = json!({"perintah": id(), "fakta": {"perkara": [bersengketa]}});
    kantor.kirim("ppid-utama", "/sengketa", sengketa).await.dengan(201);
    diajukan(&kantor, Some(lain)).await;
    let diperpanjang = diajukan(&kantor, None).await;
    let alasan = json!({"alasan": "belum_menguasai_atau_mendokumentasikan",
        "uraian": {"isi": "arsip masih dicari"}});
    kantor
        .fakta("ppid-utama", diperpanjang, "perpanjangan-diberitahukan", alasan)
        .await
        .dengan(200);
    kantor.pada("2026-03-06T09:00:00+07:00");
    kantor
}

async fn diajukan(kantor: &Kantor, unit: Option<Uuid>) -> Uuid {
    let (perkara, ..) = kantor.diajukan().await;
    kantor.fakta("petugas", perkara, "kelengkapan-diperiksa", json!({})).await.dengan(200);
    if let Some(unit) = unit {
        let disposisi = json!({"unit": unit, "peran": "penanggung_jawab"});
        kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
    }
    perkara
}

async fn catat(kantor: &Kantor, perkara: Uuid, langkah: &str, fakta: Value) {
    let badan = json!({"perintah": id(), "cara": "catat", "fakta": fakta});
    kantor.kirim("ppid-utama", &format!("/perkara/{perkara}/{langkah}"), badan).await.dengan(200);
}

async fn dikabulkan(kantor: &Kantor, perkara: Uuid, lingkup: &str) {
    let jawaban = json!({"putusan": {"dikabulkan": lingkup}, "penguasaan": "dikuasai"});
    catat(kantor, perkara, "pemberitahuan-tertulis-dikirim", jawaban).await;
    let diberikan = json!({"lingkup": lingkup});
    catat(kantor, perkara, "informasi-diberikan", diberikan).await;
}

async fn ditolak_dengan(kantor: &Kantor, perkara: Uuid, dasar: Value) {
    let fakta = json!({"dasar": dasar, "lingkup": "seluruhnya", "alasan": {"isi": "tertutup"},
        "hak_keberatan_disampaikan": true});
    catat(kantor, perkara, "penolakan-diberitahukan", fakta).await;
}

/// Every figure with an address, wherever it stands.
fn angka<'a>(nilai: &'a Value, semua: &mut Vec<&'a Value>) {
    match nilai {
        Value::Object(isi) if isi.contains_key("daftar") => semua.push(nilai),
        Value::Object(isi) => isi.values().for_each(|isi| angka(isi, semua)),
        Value::Array(isi) => isi.iter().for_each(|isi| angka(isi, semua)),
        _ => {}
    }
}

/// How many cases a list holds, page after page.
async fn panjang(kantor: &Kantor, siapa: &str, daftar: &str) -> u64 {
    let jalur = daftar.strip_prefix("/api/v1").unwrap();
    let (mut n, mut setelah) = (0, String::new());
    loop {
        let halaman = kantor.baca(siapa, &format!("{jalur}&batas=2{setelah}")).await.dengan(200);
        n += halaman.isi().len() as u64;
        let Some(berikutnya) = halaman.badan["berikutnya"].as_str() else { return n };
        setelah = format!("&setelah={berikutnya}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_is_as_long_as_its_list() {
    let kantor = kantor_sibuk().await;
    let posisi = kantor.app.log.position().await.unwrap();
    let (unit, mut bukan_nol) = (kantor.unit[0], 0);
    for (siapa, tanya) in [
        ("ppid-utama", format!("minimal_posisi={posisi}")),
        ("atasan", "dari=2026-02-01&sampai=2026-03-31".to_owned()),
        ("auditor", format!("unit={unit}")),
        ("pembantu", "dari=2026-01-01&sampai=2026-12-31".to_owned()),
        ("pembantu-lain", "dari=2026-01-01&sampai=2026-12-31".to_owned()),
        ("auditor", "sebagaimana=2026-02-20".to_owned()),
        ("auditor", format!("sebagaimana=2026-03-06&unit={unit}")),
    ] {
        let dasbor = kantor.baca(siapa, &format!("/dasbor?{tanya}")).await.dengan(200).badan;
        let mut semua = Vec::new();
        angka(&dasbor, &mut semua);
        assert!(semua.len() > 40, "{siapa} {tanya}: {} figures", semua.len());
        for satu in semua {
            let n = satu["n"].as_u64().unwrap();
            let daftar = satu["daftar"].as_str().unwrap();
            assert_eq!(panjang(&kantor, siapa, daftar).await, n, "{siapa} {tanya}: {satu}");
            bukan_nol += u64::from(n > 0);
        }
    }
    assert!(bukan_nol > 100, "{bukan_nol} figures were more than nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_those_counted_by_hand() {
    let kantor = kantor_sibuk().await;
    let posisi = kantor.app.log.position().await.unwrap();
    let tanya = format!("/dasbor?dari=2026-01-01&sampai=2026-03-31&minimal_posisi={posisi}");
    let dasbor = kantor.baca("ppid-utama", &tanya).await.dengan(200).badan;
    let n = |daftar: &str, kunci: &str| {
        let daftar = dasbor[daftar].as_array().unwrap();
        let satu = daftar.iter().find(|satu| satu["kunci"] == kunci);
        satu.map_or(0, |satu| satu["n"].as_u64().unwrap())
    };
    assert_eq!(dasbor["permohonan"]["n"], 8);
    assert_eq!(n("hasil", "dikabulkan"), 1);
    assert_eq!(n("hasil", "dikabulkan-sebagian"), 1);
    assert_eq!(n("hasil", "ditolak"), 2);
    assert_eq!(n("hasil", "belum-dijawab"), 4);
    assert_eq!((n("alasan", "17b"), n("alasan", "17h"), n("alasan", "belum dikuasai")), (1, 1, 1));
    assert_eq!(
        (dasbor["keberatan"]["n"].as_u64(), dasbor["sengketa"]["n"].as_u64()),
        (Some(1), Some(1))
    );
    let jam = &dasbor["pemberitahuan"];
    assert_eq!((&jam["tepat"]["n"], &jam["terlambat"]["n"]), (&json!(3), &json!(1)));
    // Of five: three in time, one answered late, one owed after every reading;
    // what went to KI unanswered is owed too.
    assert_eq!(n("belum_dijawab", "terlambat"), 2);
    assert_eq!(jam["persen_tepat"], 50.0);
    assert_eq!(dasbor["pemberian"]["tercatat"]["n"], 2);
    assert_eq!(dasbor["bulan"].as_array().unwrap().len(), 3);
    assert_eq!(dasbor["bulan"][0]["permohonan"]["n"], 4);
    // Both units are there; the one that is late stands first.
    let unit = dasbor["unit_terlambat"].as_array().unwrap();
    assert_eq!(unit[0]["nama"], "Dinas Kesehatan");
    assert_eq!(unit[0]["terlambat"]["n"], 1);
    assert_eq!(dasbor["unit_diam"][0]["hari"], Value::Null, "nothing was ever heard");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_is_of_whole_months_and_not_without_end() {
    let kantor = Kantor::buka().await;
    let dasbor = kantor.baca("atasan", "/dasbor?dari=2026-01-15&sampai=2026-02-10").await;
    let dasbor = dasbor.dengan(200).badan;
    assert_eq!((&dasbor["dari"], &dasbor["sampai"]), (&json!("2026-01-01"), &json!("2026-02-28")));
    let setahun = kantor.baca("atasan", "/dasbor").await.dengan(200).badan;
    assert_eq!(setahun["dari"], "2025-04-01");
    let lima = kantor.baca("atasan", "/dasbor?dari=2021-01-01&sampai=2025-12-31").await;
    assert_eq!(lima.dengan(200).badan["bulan"].as_array().unwrap().len(), 60);
    let lebih = kantor.baca("atasan", "/dasbor?dari=2021-01-01&sampai=2026-01-01").await;
    assert_eq!(lebih.dengan(409).kode(), ["PeriodeTerlaluPanjang"]);
    kantor.baca("atasan", "/dasbor?dari=2026-02-01&sampai=2026-01-31").await.dengan(409);
    kantor.baca("pembantu", &format!("/dasbor?unit={}", kantor.unit[1])).await.dengan(403);
}

/// A note is a sign of life, and one that was taken back is none.
#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_tells_of_its_doings_is_not_silent() {
    let kantor = Kantor::buka().await;
    let diam = async || {
        kantor.ikuti().await;
        let dasbor = kantor.baca("ppid-utama", "/dasbor").await.dengan(200).badan;
        let semua = dasbor["unit_diam"].as_array().unwrap().clone();
        let unit = kantor.unit[0].to_string();
        semua.into_iter().find(|satu| satu["unit"] == unit).unwrap()
    };
    assert_eq!((&diam().await["hari"], &diam().await["lama"]), (&Value::Null, &json!(true)));
    let fakta = json!({"unit": kantor.unit[0], "judul": "Pekan imunisasi",
                       "uraian": "Di puskesmas", "tanggal": "2026-02-20"});
    let kirim = json!({"perintah": id(), "fakta": fakta});
    let kegiatan = kantor.kirim("ppid-utama", "/kegiatan", kirim).await.dengan(201);
    let kini = diam().await;
    assert_eq!((&kini["kegiatan"], &kini["hari"]), (&json!("2026-02-20"), &json!(10)));
    assert_eq!(kini["lama"], false);
    let kegiatan = kegiatan.badan["id"].as_str().unwrap();
    let tarik = format!("/kegiatan/{kegiatan}/kegiatan-ditarik");
    let kirim = json!({"perintah": id(), "fakta": {}});
    kantor.kirim("ppid-utama", &tarik, kirim).await.dengan(200);
    assert_eq!(diam().await["kegiatan"], Value::Null);
}

/// What the public reads comes from counts by month; the same figures are counted
/// from every case for officers.
#[tokio::test(flavor = "multi_thread")]
async fn the_figures_of_a_year_are_those_counted_case_by_case() {
    let kantor = kantor_sibuk().await;
    kantor.ikuti().await;
    let tahun = kantor.baca("publik", "/statistik/tahunan?tahun=2026").await.dengan(200).badan;
    let kurun = "/statistik?dari=2026-01-01&sampai=2026-12-31";
    let kurun = kantor.baca("publik", kurun).await.dengan(200).badan;
    for nama in [
        "permohonan",
        "dikabulkan",
        "dikabulkan_sebagian",
        "ditolak",
        "alasan_penolakan",
        "lain",
        "terbuka",
        "per_bulan",
    ] {
        assert_eq!(tahun[nama], kurun[nama], "{nama}");
    }
    for nama in ["n", "rerata_hk", "median_hk"] {
        assert_eq!(tahun["pemberitahuan"][nama], kurun["pemberitahuan"][nama], "{nama}");
    }
    assert_eq!(tahun["permohonan"], 8);
    let kosong = kantor.baca("publik", "/statistik/tahunan?tahun=2019").await.dengan(200).badan;
    assert_eq!((&kosong["permohonan"], &kosong["pemberitahuan"]["n"]), (&json!(0), &json!(0)));
    kantor.baca("publik", "/statistik/tahunan?tahun=999999").await.dengan(409);
}
