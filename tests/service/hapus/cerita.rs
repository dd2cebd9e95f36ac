//! One proposes, another decides; what is left afterwards.

use serde_json::json;

use super::{KELAK, berisi, kantor, putuskan, riwayat, usulkan, utuh};
use crate::api::klien::{Kantor, id};
use crate::laman::daftar;
use crate::laman::peramban::html;

#[tokio::test(flavor = "multi_thread")]
async fn one_proposes_another_approves_and_the_case_keeps_its_number() {
    let kantor = kantor().await;
    let (perkara, nomor, rahasia) = berisi(&kantor).await;
    let kunci = json!({"nomor": nomor, "rahasia": rahasia});
    kantor.kirim("publik", "/lacak", kunci.clone()).await.dengan(200);
    usulkan(&kantor, perkara, "ppid-utama").await.dengan(200);
    let jalur = format!("/perkara/{perkara}/penghapusan");
    let menunggu = kantor.baca("ppid-utama", &jalur).await.dengan(200).badan;
    assert_eq!(
        (&menunggu["diusulkan"], &menunggu["usulan_sendiri"]),
        (&json!("2026-11-02"), &json!(true))
    );
    putuskan(&kantor, perkara, "atasan", json!("setuju")).await.dengan(200);
    kantor.ikuti().await;
    let sesudah = kantor.baca("auditor", &jalur).await.dengan(200).badan;
    assert_eq!(sesudah["dihapus"], "2026-11-02");
    for (tempat, sedikitnya) in [("kunci", 1), ("nilai", 5), ("berkas", 1), ("surel", 1)] {
        let satu = sesudah["tempat"].as_array().unwrap().iter().find(|t| t["tempat"] == tempat);
        assert!(satu.unwrap()["jumlah"].as_i64().unwrap() >= sedikitnya, "{tempat}: {sesudah}");
    }
    let riwayat = riwayat(&kantor, perkara).await;
    for kata in [
        "penghapusan data pribadi diusulkan: masa retensi berakhir",
        "penghapusan data pribadi disetujui",
        "data pribadi dihapus: ",
    ] {
        assert!(riwayat.iter().any(|satu| satu.starts_with(kata)), "{kata}: {riwayat:?}");
    }
    let buka = json!({"perintah": id(), "keperluan": "memeriksa"});
    let dibuka = kantor.kirim("auditor", &format!("/perkara/{perkara}/data-pribadi"), buka).await;
    assert_eq!(dibuka.dengan(200).badan["isi"], json!([]));
    let lagi = kantor.baca("auditor", &format!("/perkara/{perkara}")).await.dengan(200).badan;
    assert_eq!(lagi["nomor"], nomor);
    kantor.kirim("publik", "/lacak", kunci).await.dengan(404);
    utuh(&kantor).await;
}

/// What comes afterwards is sealed anew and can be read.
#[tokio::test(flavor = "multi_thread")]
async fn a_note_written_after_an_erasure_is_readable() {
    let kantor = kantor().await;
    let (perkara, ..) = berisi(&kantor).await;
    usulkan(&kantor, perkara, "petugas").await.dengan(200);
    putuskan(&kantor, perkara, "atasan", json!("setuju")).await.dengan(200);
    let catatan = json!({"perintah": id(), "isi": {"isi": "arsip sudah dipindahkan"}});
    let jalur = format!("/perkara/{perkara}/catatan");
    kantor.kirim("petugas", &jalur, catatan).await.dengan(200);
    let buka = json!({"perintah": id(), "keperluan": "memeriksa"});
    let dibuka = kantor.kirim("auditor", &format!("/perkara/{perkara}/data-pribadi"), buka).await;
    let isi = &dibuka.dengan(200).badan["isi"];
    assert_eq!(
        (isi.as_array().unwrap().len(), &isi[0]["teks"]),
        (1, &json!("arsip sudah dipindahkan"))
    );
    utuh(&kantor).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_against_an_erasure_is_named() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let jawaban = usulkan(&kantor, perkara, "ppid-utama").await.dengan(409);
    assert_eq!(jawaban.kode(), ["PermohonanTerbuka", "RetensiBelumDitetapkan"]);
    let tahan = json!({"dasar": "12/G/2026/PTUN.BDG", "alasan": {"isi": "gugatan"}});
    kantor.fakta("ppid-utama", perkara, "penghapusan-ditahan", tahan).await.dengan(200);
    kantor.pada(KELAK);
    let jawaban = usulkan(&kantor, perkara, "ppid-utama").await.dengan(409);
    assert!(jawaban.kode().contains(&"Ditahan"), "{:?}", jawaban.kode());
    putuskan(&kantor, perkara, "atasan", json!("setuju")).await.dengan(409);
    for siapa in ["atasan", "pembantu", "auditor", "tim", "admin"] {
        usulkan(&kantor, perkara, siapa).await.dengan(403);
    }
    for siapa in ["ppid-utama", "petugas"] {
        putuskan(&kantor, perkara, siapa, json!("setuju")).await.dengan(403);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_lead_from_the_proposal_to_what_was_destroyed() {
    let kantor = kantor().await;
    let (perkara, ..) = berisi(&kantor).await;
    let alamat = format!("/perkara/{perkara}/penghapusan");
    let mut ppid = daftar::masuk(&kantor, "ppid-utama").await;
    let mut atasan = daftar::masuk(&kantor, "atasan").await;
    for (siapa, kerja, kata) in [
        (&mut ppid, "usul", "orang lain yang memutus"),
        (&mut atasan, "setuju", "Dihapus pada 2 November 2026"),
    ] {
        let isi = siapa.buka(&kantor, &alamat).await.dengan(200);
        let bagian = html(&isi).split(&format!("value=\"{kerja}\"")).next().unwrap().to_owned();
        let perintah = bagian.rsplit("name=\"perintah\" value=\"").next().unwrap();
        let perintah = perintah.split('"').next().unwrap().to_owned();
        let isian = [
            ("perintah", perintah.as_str()),
            ("kerja", kerja),
            ("dasar", "permintaan_subjek"),
            ("alasan", "diminta pemohon"),
        ];
        let tercatat = siapa.kirim(&kantor, &alamat, &isian).await;
        assert_eq!(tercatat.status, 303, "{kerja}: {}", tercatat.badan);
        let isi = siapa.buka(&kantor, &alamat).await.dengan(200);
        assert!(html(&isi).contains(kata), "{kata}: {}", html(&isi));
    }
    let jalur = format!("/perkara/{perkara}/penghapusan");
    let isi = kantor.baca("auditor", &jalur).await.dengan(200).badan;
    assert_eq!(isi["usulan_sendiri"], false);
}
