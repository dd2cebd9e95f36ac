//! Stories through HTTP: an end that moves, a case that ends, a night, an office
//! that sets its own ladder, and what a page shows of it.

use events::pendamping::Event as Pendamping;
use events::{AliranId, Event};
use jejak::jobs;
use jejak::log::Values;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::klien::{Kantor, id};

/// Runs the job at a moment, and tells what it said.
async fn pada(kantor: &Kantor, teks: &str) -> String {
    kantor.pada(teks);
    let job = jobs::cari("alarm").unwrap();
    jobs::jalankan(&kantor.app, job, kantor.app.clock.now()).await.unwrap()
}

/// What stands in the companion of a case, as stored.
async fn pendamping(kantor: &Kantor, perkara: Uuid) -> Vec<Value> {
    let aliran = AliranId::pendamping(perkara);
    let fakta = kantor.app.log.stream(aliran, Values::Sealed).await.unwrap();
    let alarm = fakta.into_iter().filter_map(|tercatat| match tercatat.event {
        Event::Pendamping(
            ini @ (Pendamping::AlarmDibunyikan(_) | Pendamping::AlarmDihentikan(_)),
        ) => Some(serde_json::to_value(ini).unwrap()),
        _ => None,
    });
    alarm.collect()
}

/// The alarms of the notice, as rungs with their earliest end.
async fn pemberitahuan(kantor: &Kantor, perkara: Uuid) -> Vec<(i64, String)> {
    let semua = pendamping(kantor, perkara).await;
    let bunyi = semua.iter().filter(|satu| satu["type"] == "AlarmDibunyikan");
    let bunyi = bunyi.map(|satu| &satu["body"]);
    let bunyi = bunyi.filter(|satu| satu["tenggat"]["jenis"] == "pemberitahuan");
    let satu = |satu: &Value| {
        let awal = satu["tenggat"]["paling_awal"].as_str().unwrap().to_owned();
        (satu["anak_tangga"].as_i64().unwrap(), awal)
    };
    bunyi.map(satu).collect()
}

async fn berhenti(kantor: &Kantor, perkara: Uuid, jenis: &str) -> Vec<Value> {
    let semua = pendamping(kantor, perkara).await;
    let henti = semua.iter().filter(|satu| satu["type"] == "AlarmDihentikan");
    let henti = henti.filter(|satu| satu["body"]["tenggat"]["jenis"] == jenis);
    henti.map(|satu| satu["body"]["sebab"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holiday_told_late_ends_one_ladder_and_begins_another_and_the_history_says_why() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let akhir = |hari: &str| hari.to_owned();
    // Received on 2 March: the earliest of ten is 13 March.
    pada(&kantor, "2026-03-06T08:00:00+07:00").await;
    assert_eq!(pemberitahuan(&kantor, perkara).await, [(5, akhir("2026-03-13"))]);
    let libur = json!({"perintah": id(), "fakta": {
        "tanggal": "2026-03-11", "jenis": "libur_daerah", "nama": "Hari Jadi Kota",
        "instrumen": "Keputusan Wali Kota 1/2026", "terbit": "2026-03-06",
        "sumber_terbit": "instrumen"}});
    kantor.kirim("admin", "/kalender/daerah/hari-ditutup", libur).await.dengan(200);
    pada(&kantor, "2026-03-09T08:00:00+07:00").await;
    let bunyi = pemberitahuan(&kantor, perkara).await;
    assert_eq!(bunyi, [(5, akhir("2026-03-13")), (5, akhir("2026-03-16"))]);
    let sebab = berhenti(&kantor, perkara, "pemberitahuan").await;
    assert_eq!(sebab.len(), 1);
    assert_eq!(sebab[0]["bergeser"]["karena"], "kalender");
    assert_eq!(sebab[0]["bergeser"]["paling_awal"], "2026-03-16");
    let riwayat =
        kantor.baca("ppid-utama", &format!("/perkara/{perkara}/riwayat")).await.dengan(200);
    let uraian: Vec<&str> = riwayat.isi().iter().filter_map(|b| b["uraian"].as_str()).collect();
    let kata = "alarm pemberitahuan tertulis 13 Maret 2026 berhenti: bergeser ke 16 Maret 2026: kalender atau aturan berubah";
    assert!(uraian.contains(&kata), "{uraian:?}");
    assert!(uraian.iter().any(|u| u.starts_with(
        "alarm pemberitahuan tertulis 13 Maret 2026: 5 hari kerja lagi, kepada petugas, PPID Utama"
    )));
    // Once more that day, and nothing is added.
    let sebelum = pendamping(&kantor, perkara).await;
    let lagi = pada(&kantor, "2026-03-09T09:00:00+07:00").await;
    assert_eq!(lagi, "0 alarm dibunyikan, 0 dihentikan");
    assert_eq!(pendamping(&kantor, perkara).await, sebelum);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answered_case_is_left_alone() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    pada(&kantor, "2026-03-12T08:00:00+07:00").await;
    let sebelum = pemberitahuan(&kantor, perkara).await;
    assert_eq!(sebelum.len(), 1, "five and three were missed: one alarm for all");
    assert_eq!(sebelum[0].0, 1);
    let cabut = json!({"alasan": {"isi": "sudah tidak perlu"}, "tertulis": true});
    kantor.fakta("petugas", perkara, "permohonan-dicabut", cabut).await.dengan(200);
    pada(&kantor, "2026-03-13T08:00:00+07:00").await;
    pada(&kantor, "2026-03-16T08:00:00+07:00").await;
    assert_eq!(pemberitahuan(&kantor, perkara).await, sebelum);
    assert_eq!(berhenti(&kantor, perkara, "pemberitahuan").await, [json!("gugur")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_at_night_nor_on_a_closed_day() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    for (saat, kata) in [
        ("2026-03-12T00:00:00+07:00", "di luar jam kerja; tidak ada alarm"),
        ("2026-03-12T06:59:59+07:00", "di luar jam kerja; tidak ada alarm"),
        ("2026-03-12T17:00:00+07:00", "di luar jam kerja; tidak ada alarm"),
        ("2026-03-14T10:00:00+07:00", "hari ini kantor tutup; tidak ada alarm"),
        ("2026-03-20T10:00:00+07:00", "hari ini kantor tutup; tidak ada alarm"),
    ] {
        assert_eq!(pada(&kantor, saat).await, kata);
    }
    assert_eq!(pendamping(&kantor, perkara).await, Vec::<Value>::new());
}

/// The kinds that somebody was told of, each as often as it was.
async fn jenis(kantor: &Kantor, perkara: Uuid) -> Vec<String> {
    let semua = pendamping(kantor, perkara).await;
    let bunyi = semua.iter().filter(|satu| satu["type"] == "AlarmDibunyikan");
    bunyi.map(|satu| satu["body"]["tenggat"]["jenis"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pemohon_is_reminded_of_the_right_to_object_once_and_not_of_what_was_granted() {
    let kantor = Kantor::buka().await;
    let mut semua = Vec::new();
    for (putusan, diberi) in
        [("seluruhnya", None), ("sebagian", Some("sebagian")), ("seluruhnya", Some("seluruhnya"))]
    {
        let (perkara, ..) = kantor.diajukan().await;
        kantor.fakta("petugas", perkara, "kelengkapan-diperiksa", json!({})).await.dengan(200);
        let jawaban = json!({"putusan": {"dikabulkan": putusan}, "penguasaan": "dikuasai"});
        let diberi = diberi.map(|lingkup| ("informasi-diberikan", json!({"lingkup": lingkup})));
        let langkah = [("pemberitahuan-tertulis-dikirim", jawaban)].into_iter().chain(diberi);
        for (langkah, fakta) in langkah {
            let badan = json!({"perintah": id(), "cara": "catat", "fakta": fakta});
            let jalur = format!("/perkara/{perkara}/{langkah}");
            kantor.kirim("ppid-utama", &jalur, badan).await.dengan(200);
        }
        semua.push(perkara);
    }
    // The last day by the earliest reading, and a month of mornings before it.
    let terbuka = format!("/perkara/{}/tenggat", semua[2]);
    let terbuka = kantor.baca("ppid-utama", &terbuka).await.dengan(200);
    let keberatan = terbuka.isi().iter().find(|t| t["tenggat"] == "keberatan oleh pemohon");
    let awal = keberatan.expect("the right stays")["paling_awal"].as_str().unwrap();
    let awal: chrono::NaiveDate = awal.parse().unwrap();
    for lalu in (0..30).rev() {
        pada(&kantor, &format!("{}T08:00:00+07:00", awal - chrono::Days::new(lalu))).await;
    }
    let mut kali = Vec::new();
    for perkara in semua {
        let ini = jenis(&kantor, perkara).await;
        kali.push(ini.iter().filter(|satu| *satu == "keberatan").count());
    }
    assert_eq!(kali, [1, 1, 0], "not handed over, in part, all of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_of_a_dispute_is_told_of_in_the_case_that_it_names_first() {
    let kantor = Kantor::buka().await;
    let mut perkara = Vec::new();
    for _ in 0..3 {
        let (satu, ..) = kantor.diajukan().await;
        let keberatan = json!({"alasan": ["c"], "kanal": "situs",
                               "kasus_posisi": {"isi": "tidak ditanggapi"}});
        kantor.fakta("petugas", satu, "keberatan-diterima", keberatan).await.dengan(201);
        perkara.push(satu);
    }
    let [a, b, c] = [perkara[1], perkara[0], perkara[2]];
    let diajukan = json!({"perintah": id(), "fakta": {"perkara": [a, b, c]}});
    let diajukan = kantor.kirim("ppid-utama", "/sengketa", diajukan).await.dengan(201);
    let sengketa = diajukan.badan["id"].as_str().unwrap().to_owned();
    let panggilan = json!({"acara": "pertama", "tanggal_sidang": "2026-03-12"});
    for (langkah, fakta) in [
        ("sengketa-diregistrasi", json!({"nomor": "009/REG-PSI/III/2026"})),
        ("panggilan-diterima", panggilan),
    ] {
        let badan = json!({"perintah": id(), "fakta": fakta});
        let jalur = format!("/sengketa/{sengketa}/{langkah}");
        kantor.kirim("ppid-utama", &jalur, badan).await.dengan(200);
    }
    pada(&kantor, "2026-03-09T08:00:00+07:00").await;
    let utama = jenis(&kantor, a).await;
    for wajib in ["jawaban_termohon", "sidang"] {
        assert!(utama.iter().any(|satu| satu == wajib), "{wajib}: {utama:?}");
    }
    for lain in [b, c] {
        let lain = jenis(&kantor, lain).await;
        let milik_sengketa =
            lain.iter().any(|j| ["jawaban_termohon", "sidang"].contains(&j.as_str()));
        assert!(!milik_sengketa, "{lain:?}");
    }
}

/// What was never answered and lies years back: told of once, then no more.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_due_long_ago_is_told_of_once() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    for saat in ["2027-03-10T08:00:00+07:00", "2027-03-11T08:00:00+07:00"] {
        pada(&kantor, saat).await;
    }
    for hari in 15..=26 {
        pada(&kantor, &format!("2027-03-{hari}T08:00:00+07:00")).await;
    }
    assert_eq!(pemberitahuan(&kantor, perkara).await, [(-60, "2026-03-13".to_owned())]);
    let semua = pendamping(&kantor, perkara).await;
    let ini = semua.iter().find(|s| s["body"]["tenggat"]["jenis"] == "pemberitahuan").unwrap();
    assert!(ini["body"]["sisa_hk"].as_i64().unwrap() < -200, "{ini}");
    assert!(berhenti(&kantor, perkara, "pemberitahuan").await.is_empty(), "it is still owed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_sets_its_own_ladder() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let tangga = |sebelum: Value| {
        json!({"perintah": id(), "fakta": {"jenis": "pemberitahuan", "tangga": {
            "sebelum": sebelum, "terlambat_harian": 0, "terlambat_berkala": 2,
            "terlambat_sampai": 20,
            "eskalasi": {"atasan_ppid": 7}}}})
    };
    let jalur = "/kantor/tangga-alarm-ditetapkan";
    let keliru = kantor.kirim("admin", jalur, tangga(json!([61]))).await.dengan(409);
    assert_eq!(keliru.kode(), ["Tangga"]);
    kantor.kirim("admin", jalur, tangga(json!([7]))).await.dengan(200);
    let semua = kantor.baca("ppid-utama", "/kantor/tangga-alarm").await.dengan(200);
    let ini = semua.isi().iter().find(|satu| satu["jenis"] == "pemberitahuan").unwrap();
    assert_eq!((&ini["bawaan"], &ini["tangga"]["sebelum"]), (&json!(false), &json!([7])));
    pada(&kantor, "2026-03-03T08:00:00+07:00").await;
    assert!(pemberitahuan(&kantor, perkara).await.is_empty());
    pada(&kantor, "2026-03-04T08:00:00+07:00").await;
    assert_eq!(pemberitahuan(&kantor, perkara).await, [(7, "2026-03-13".to_owned())]);
    let kepada = pendamping(&kantor, perkara).await;
    let bunyi = kepada.iter().find(|s| s["body"]["tenggat"]["jenis"] == "pemberitahuan").unwrap();
    assert_eq!(bunyi["body"]["kepada"], json!(["petugas", "ppid_utama", "atasan_ppid"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_tell_when_they_ran_and_what_they_did() {
    let kantor = Kantor::buka().await;
    let alarm = async || {
        let daftar = kantor.baca("ppid-utama", "/pekerjaan").await.dengan(200);
        daftar.isi().iter().find(|satu| satu["nama"] == "alarm").unwrap().clone()
    };
    let belum = alarm().await;
    assert_eq!((&belum["selesai"], &belum["berjalan"]), (&Value::Null, &json!(false)));
    assert_eq!(belum["berikut"], "2026-03-03T00:30:00Z");
    pada(&kantor, "2026-03-03T09:00:00+07:00").await;
    let sudah = alarm().await;
    assert_eq!(sudah["berhasil"], true);
    assert_eq!(sudah["selesai"], "2026-03-03T02:00:00Z");
    assert_eq!(sudah["hasil"], "0 alarm dibunyikan, 0 dihentikan");
}
