//! Protection of personal data: limitation and failures, with clocks in hours.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use events::pengguna::Peran;
use events::{AliranId, Event, JenisAliran, pendamping};
use jejak::jobs;
use jejak::log::Values;
use jejak::surel::sebab;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::klien::{Kantor, id};
use crate::hapus::utuh;
use crate::laman::daftar;
use crate::laman::peramban::html;
use crate::surel::{habiskan, kotak, pekerja_folder, petugas};

/// A Friday, at four in the afternoon.
const JUMAT: &str = "2026-03-06T16:00:00+07:00";

async fn diminta(kantor: &Kantor) -> Uuid {
    let (perkara, ..) = kantor.diajukan().await;
    kantor.pada(JUMAT);
    let permintaan = json!({"permintaan": {"isi": "jangan dibagikan"}});
    kantor.fakta("petugas", perkara, "pembatasan-diminta", permintaan).await.dengan(200);
    perkara
}

async fn dilaksanakan(kantor: &Kantor, perkara: Uuid) {
    let fakta = json!({"lingkup": "seluruhnya", "pemberitahuan": "surat 41/PPID/2026"});
    kantor.fakta("ppid-utama", perkara, "pembatasan-dilaksanakan", fakta).await.dengan(200);
    kantor.ikuti().await;
}

async fn pembatasan(kantor: &Kantor, perkara: Uuid) -> Value {
    kantor.ikuti().await;
    let ini = kantor.baca("auditor", &format!("/perkara/{perkara}")).await.dengan(200).badan;
    ini["pembatasan"][0].clone()
}

/// Opens the people of a case, and says how that was answered.
async fn buka(kantor: &Kantor, siapa: &str, perkara: Uuid) -> u16 {
    let buka = json!({"perintah": id(), "keperluan": "memproses"});
    kantor.kirim(siapa, &format!("/perkara/{perkara}/data-pribadi"), buka).await.status
}

/// The book of one day with the names in it, as somebody opens it.
async fn register(kantor: &Kantor, siapa: &str) -> String {
    let buka = json!({"perintah": id(), "keperluan": "memeriksa", "buku": "permohonan"});
    kantor.kirim(siapa, "/register/data-pribadi", buka).await.dengan(200).badan.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn under_a_limitation_few_see_the_data_and_the_case_goes_on() {
    let kantor = Kantor::buka().await;
    let perkara = diminta(&kantor).await;
    let ini = pembatasan(&kantor, perkara).await;
    assert_eq!(ini["batas"]["paling_awal"], "2026-03-09T09:00:00Z", "{ini}");
    assert_eq!((&ini["batas"]["sisa_jam"], &ini["berlaku"]), (&json!(72), &json!(false)));
    assert_eq!(buka(&kantor, "petugas", perkara).await, 200, "a request alone closes nothing");
    assert!(register(&kantor, "petugas").await.contains("Tersembunyi"));

    kantor.pada("2026-03-09T16:00:00+07:00");
    dilaksanakan(&kantor, perkara).await;
    let ini = pembatasan(&kantor, perkara).await;
    assert_eq!((&ini["batas"]["keadaan"], &ini["berlaku"]), (&json!("tepat"), &json!(true)));
    for (siapa, status) in [
        ("petugas", 403),
        ("pembantu", 403),
        ("ppid-utama", 200),
        ("atasan", 200),
        ("auditor", 200),
    ] {
        assert_eq!(buka(&kantor, siapa, perkara).await, status, "{siapa}");
    }
    let tertutup = register(&kantor, "petugas").await;
    assert!(tertutup.contains("dibatasi") && !tertutup.contains("Tersembunyi"), "{tertutup}");
    assert!(register(&kantor, "auditor").await.contains("Tersembunyi"));
    // What the law obliges to goes on.
    let jawaban = json!({"kekurangan": []});
    kantor.fakta("petugas", perkara, "kelengkapan-diperiksa", jawaban).await.dengan(200);

    let berakhir = json!({"dasar": "surat pemohon"});
    kantor.fakta("ppid-utama", perkara, "pembatasan-dicabut", berakhir).await.dengan(200);
    kantor.ikuti().await;
    assert_eq!(buka(&kantor, "petugas", perkara).await, 200);
    let riwayat = kantor.baca("auditor", &format!("/perkara/{perkara}/riwayat")).await;
    let uraian = riwayat.dengan(200).badan.to_string();
    for kata in [
        "pembatasan pemrosesan data pribadi diminta",
        "data pribadi dibatasi seluruhnya; diberitahukan dengan surat 41/PPID/2026",
        "pembatasan data pribadi berakhir: surat pemohon",
    ] {
        assert!(uraian.contains(kata), "{kata}: {uraian}");
    }
}

/// Hours of the rungs that were told of, in the companion of this.
async fn anak_tangga(kantor: &Kantor, milik: Uuid) -> Vec<i32> {
    let fakta = kantor.app.log.stream(AliranId::pendamping(milik), Values::Sealed).await.unwrap();
    let jam = fakta.into_iter().filter_map(|tercatat| match tercatat.event {
        Event::Pendamping(pendamping::Event::BatasJamDiingatkan(f)) => Some(f.anak_tangga),
        _ => None,
    });
    jam.collect()
}

async fn jalankan(kantor: &Kantor) {
    let job = jobs::cari("pelindungan").unwrap();
    // Twice, as two processes would.
    for _ in 0..2 {
        jobs::jalankan(&kantor.app, job, kantor.app.clock.now()).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_are_reminded_of_on_a_sunday_night_and_each_once() {
    let kantor = Kantor::buka().await;
    petugas(&kantor, Peran::PpidUtama, "Ratna", "ppid@kota.uji").await;
    petugas(&kantor, Peran::AtasanPpid, "Budi", "sekda@kota.uji").await;
    petugas(&kantor, Peran::Petugas, "Siti", "loket@kota.uji").await;
    let perkara = diminta(&kantor).await;
    let pekerja = pekerja_folder(&kantor, &kantor.folder().join("keluar"));
    for (pada, tangga) in [
        (JUMAT, &[72][..]),
        ("2026-03-08T15:59:59+07:00", &[72]),
        // A day before its end, on a Sunday; at that hour no other alarm goes out.
        ("2026-03-08T16:00:00+07:00", &[72, 24]),
        ("2026-03-08T23:30:00+07:00", &[72, 24]),
        ("2026-03-09T12:00:00+07:00", &[72, 24, 6]),
        ("2026-03-09T16:00:01+07:00", &[72, 24, 6, -1]),
        ("2026-03-20T09:00:00+07:00", &[72, 24, 6, -1]),
    ] {
        kantor.pada(pada);
        jalankan(&kantor).await;
        assert_eq!(anak_tangga(&kantor, perkara).await, tangga, "{pada}");
        while sebab::ikuti(&kantor.app).await.unwrap() {}
        habiskan(&pekerja).await;
        let terkirim = kotak(&kantor, "terkirim").await;
        let ini = terkirim.iter().filter(|surel| surel["jenis"] == "batas_jam").count();
        assert_eq!(ini, tangga.len() * 2, "two officers hear of each rung at once, {pada}");
    }
    dilaksanakan(&kantor, perkara).await;
    jalankan(&kantor).await;
    assert_eq!(anak_tangga(&kantor, perkara).await.len(), 4, "it is over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_overtaken_does_not_go_out() {
    let kantor = Kantor::buka().await;
    petugas(&kantor, Peran::PpidUtama, "Ratna", "ppid@kota.uji").await;
    let perkara = diminta(&kantor).await;
    jalankan(&kantor).await;
    while sebab::ikuti(&kantor.app).await.unwrap() {}
    dilaksanakan(&kantor, perkara).await;
    let surel = kantor.folder().join("keluar");
    habiskan(&pekerja_folder(&kantor, &surel)).await;
    let isi = std::fs::read_dir(&surel).into_iter().flatten().flatten();
    let isi = isi.map(|satu| std::fs::read_to_string(satu.path()).unwrap());
    assert!(isi.into_iter().all(|isi| !isi.contains("3 x 24 jam")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_is_closed_after_people_and_institution_were_told() {
    let kantor = Kantor::buka_pada("2026-03-02T10:00:00+07:00").await;
    let baru = json!({"perintah": id(), "fakta": daftar::kegagalan()});
    kantor.kirim("petugas", "/kegagalan", baru.clone()).await.dengan(403);
    let dibuat = kantor.kirim("ppid-utama", "/kegagalan", baru).await.dengan(201).badan;
    let gagal: Uuid = dibuat["id"].as_str().unwrap().parse().unwrap();
    let jalur = format!("/kegagalan/{gagal}");
    kantor.baca("petugas", &jalur).await.dengan(403);
    let ini = kantor.baca("atasan", &jalur).await.dengan(200).badan;
    // From the first of March, 00.00, and from when it was known.
    assert_eq!(ini["batas"]["paling_awal"], "2026-03-03T17:00:00Z");
    assert_eq!(ini["batas"]["paling_lambat"], "2026-03-05T03:00:00Z");
    assert_eq!(ini["kronologi"], "surel ke alamat lain");
    jalankan(&kantor).await;
    assert_eq!(anak_tangga(&kantor, gagal).await, [72]);

    let langkah = |langkah: &str| format!("{jalur}/{langkah}");
    let fakta = |fakta: Value| json!({"perintah": id(), "fakta": fakta});
    let tutup = || fakta(json!({"uraian": {"isi": "penerima menghapusnya"}}));
    let belum = kantor.kirim("ppid-utama", &langkah("kegagalan-ditangani"), tutup()).await;
    assert_eq!(belum.dengan(409).kode(), ["BelumDiberitahukan"]);
    for kepada in ["subjek", "lembaga"] {
        let surat = json!({"kepada": kepada, "surat": "43/PPID/2026"});
        let jalur = langkah("kegagalan-diberitahukan");
        kantor.kirim("ppid-utama", &jalur, fakta(surat)).await.dengan(200);
    }
    let semua = kantor.baca("auditor", "/pelindungan").await.dengan(200).badan;
    assert_eq!(semua["batas"], json!([]), "both were told");
    kantor.kirim("ppid-utama", &langkah("kegagalan-ditangani"), tutup()).await.dengan(200);
    let ini = kantor.baca("auditor", &jalur).await.dengan(200).badan;
    assert_eq!((&ini["batas"]["keadaan"], &ini["belum"]), (&json!("tepat"), &json!([])));
    // Its texts are sealed in the log.
    let aliran = AliranId { jenis: JenisAliran::Kegagalan, id: gagal };
    for tercatat in kantor.app.log.stream(aliran, Values::Sealed).await.unwrap() {
        let teks = serde_json::to_string(&tercatat.event).unwrap();
        assert!(!teks.contains("alamat lain") && !teks.contains("menghapusnya"), "{teks}");
    }
    utuh(&kantor).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_lead_from_a_request_to_its_answer() {
    let kantor = Kantor::buka().await;
    let perkara = diminta(&kantor).await;
    kantor.ikuti().await;
    let mut ppid = daftar::masuk(&kantor, "ppid-utama").await;
    let semua = ppid.buka(&kantor, "/pelindungan").await.dengan(200);
    assert!(html(&semua).contains("9 Maret 2026 16.00 WIB"), "{}", html(&semua));
    assert!(html(&semua).contains("72 jam lagi"));
    let halaman = ppid.buka(&kantor, &format!("/perkara/{perkara}")).await.dengan(200);
    let anjuran = html(&halaman).split("Tindakan lain").next().unwrap().to_owned();
    assert!(
        anjuran.contains("tindakan/pembatasan-dilaksanakan"),
        "what has hours left comes first"
    );
    assert!(html(&halaman).contains("belum dijawab"));
    dilaksanakan(&kantor, perkara).await;
    let semua = ppid.buka(&kantor, "/pelindungan").await.dengan(200);
    assert!(html(&semua).contains("sejak 6 Maret 2026 16.00 WIB"), "{}", html(&semua));

    let formulir = ppid.buka(&kantor, "/pelindungan/kegagalan").await.dengan(200);
    assert!(html(&formulir).contains("Hari apa kantor mengetahuinya?"));
    let perintah = html(&formulir).split("name=\"_perintah\" value=\"").nth(1).unwrap().to_owned();
    let perintah = perintah.split('"').next().unwrap();
    let isian = [
        ("_perintah", perintah),
        ("_tanggal", "2026-03-05"),
        ("_jam", "14:05"),
        ("judul", "Berkas tertukar"),
        ("data_terungkap", "nama"),
        ("kronologi", "amplop tertukar"),
        ("penanganan", "ditarik kembali"),
    ];
    for (letak, keliru) in [(1, "-262143-01-01"), (1, "2026-02-30"), (2, "25:00")] {
        let mut isian = isian;
        isian[letak].1 = keliru;
        let ditolak = ppid.kirim(&kantor, "/pelindungan/kegagalan", &isian).await;
        assert_eq!(ditolak.status, 400, "{keliru}: {}", ditolak.badan);
    }
    let tercatat = ppid.kirim(&kantor, "/pelindungan/kegagalan", &isian).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    let semua = ppid.buka(&kantor, "/pelindungan").await.dengan(200);
    let teks = html(&semua).to_owned();
    assert!(teks.contains("Berkas tertukar") && teks.contains("5 Maret 2026 14.05 WIB"), "{teks}");
    let jalur = teks.split("href=\"/kegagalan/").nth(1).unwrap().split('"').next().unwrap();
    let satu = ppid.buka(&kantor, &format!("/kegagalan/{jalur}")).await.dengan(200);
    assert!(html(&satu).contains("amplop tertukar"), "{}", html(&satu));
    let langkah = format!("/kegagalan/{jalur}/tindakan/kegagalan-diberitahukan");
    ppid.buka(&kantor, &langkah).await.dengan(200);
}
