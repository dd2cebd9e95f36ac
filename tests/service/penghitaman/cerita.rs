//! From the document to the copy, to the end of both.

use std::path::Path;
use std::{fs, io};

use events::AliranId;
use jejak::log::Values;
use serde_json::json;

use super::{RAHASIA, diberikan, kantor, kata, kotak, pdf, perintah, salinan};
use crate::api::klien::id;

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_seen_blacked_out_and_listed() {
    let kantor = kantor().await;
    let (perkara, ..) = kantor.diajukan().await;
    let dokumen = diberikan(&kantor, perkara, "Slip gaji Sri.pdf", &pdf()).await;
    assert!(kata(pdf().as_bytes()).contains(RAHASIA), "the control says it");
    let lihat = json!({"perintah": id(), "keperluan": "menyiapkan salinan", "dokumen": dokumen,
                       "dari": 1});
    let alamat = format!("/perkara/{perkara}/halaman");
    let halaman = kantor.kirim("petugas", &alamat, lihat.clone()).await.dengan(200).badan;
    assert_eq!(halaman["banyak"], 1);
    let png = halaman["gambar"][0]["png"].as_str().unwrap();
    assert!(png.starts_with("iVBORw0KGgo"), "a picture: {}", &png[..20]);
    // The same view again, with a box on it: another picture and no other fact.
    let posisi = kantor.app.log.position().await.unwrap();
    let mut berkotak = lihat;
    berkotak["kotak"] = json!([kotak(1, "rekening")]);
    let hitam = kantor.kirim("petugas", &alamat, berkotak).await.dengan(200).badan;
    assert_ne!(hitam["gambar"][0]["png"], halaman["gambar"][0]["png"]);
    assert_eq!(kantor.app.log.position().await.unwrap(), posisi);

    let badan = perintah(dokumen, &[kotak(1, "rekening pribadi pegawai")]);
    let alamat = format!("/perkara/{perkara}/salinan-dihitamkan");
    let pertama = kantor.kirim("ppid-utama", &alamat, badan.clone()).await.dengan(200).badan;
    let lagi = kantor.kirim("ppid-utama", &alamat, badan.clone()).await.dengan(200).badan;
    assert_eq!(lagi["posisi"], pertama["posisi"], "sent twice it is one copy");
    let mut lain = badan;
    lain["sk"] = json!("SK 13/2026");
    kantor.kirim("ppid-utama", &alamat, lain).await.dengan(422);

    let semua = salinan(&kantor, perkara).await;
    let [satu] = semua.as_slice() else { panic!("{} copies", semua.len()) };
    let isinya = kantor.app.isi_berkas(AliranId::perkara(perkara), satu).await.unwrap().unwrap();
    let kata = kata(&isinya.bytes);
    assert!(!kata.contains("3275014101900001") && !kata.contains("TERBUKA"), "{kata}");
    for ada in ["Pasal 17 huruf h angka 3", "rekening pribadi pegawai", "SK 12/2026"] {
        assert!(kata.contains(ada), "{ada}: {kata}");
    }
    assert_eq!(isinya.nama, "salinan-dihitamkan.pdf", "nothing of the document's own name");

    let daftar = kantor.baca("auditor", &alamat).await.dengan(200).badan;
    let pertama = &daftar["salinan"][0];
    assert_eq!((&pertama["dokumen"], &pertama["sk"]), (&json!(dokumen), &json!("SK 12/2026")));
    assert_eq!(pertama["kotak"], json!([{"halaman": 1, "dasar": "17h3"}]));
    kantor.ikuti().await;
    let riwayat = kantor.baca("auditor", &format!("/perkara/{perkara}/riwayat?batas=50")).await;
    let riwayat = riwayat.dengan(200).badan.to_string();
    for ada in [
        "salinan dengan 1 bagian dihitamkan dibuat: Pasal 17 huruf h angka 3",
        "menghitamkan dokumen",
        "menyiapkan salinan",
    ] {
        assert!(riwayat.contains(ada), "{ada}: {riwayat}");
    }
    let tersegel = kantor.app.log.stream(AliranId::perkara(perkara), Values::Sealed).await.unwrap();
    assert!(!serde_json::to_string(&tersegel.last().unwrap().event).unwrap().contains("rekening"));
    let verdict = kantor.app.log.verify(|_, _| ()).await.unwrap();
    assert_eq!(verdict.finding, None);
}

/// Files below a folder.
fn berkas(folder: &Path) -> io::Result<usize> {
    let mut banyak = 0;
    for entri in fs::read_dir(folder)? {
        let jalur = entri?.path();
        banyak += if jalur.is_dir() { berkas(&jalur)? } else { 1 };
    }
    Ok(banyak)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_leaves_neither_the_document_nor_its_copy() {
    let kantor = kantor().await;
    let retensi = json!({"perintah": id(), "fakta": {"bulan": 3, "dasar": "JRA 2024"}});
    kantor.kirim("admin", "/kantor/retensi-ditetapkan", retensi).await.dengan(200);
    let (perkara, ..) = kantor.diajukan().await;
    let dokumen = diberikan(&kantor, perkara, "slip.pdf", &pdf()).await;
    let alamat = format!("/perkara/{perkara}");
    let badan = perintah(dokumen, &[kotak(1, "rekening")]);
    kantor.kirim("petugas", &format!("{alamat}/salinan-dihitamkan"), badan).await.dengan(200);
    let jawab = json!({"putusan": {"dikabulkan": "seluruhnya"}, "penguasaan": "dikuasai",
                       "bentuk": "elektronik", "biaya_rupiah": 0, "waktu_penyediaan_hk": 1});
    kantor.fakta("ppid-utama", perkara, "pemberitahuan-tertulis-dikirim", jawab).await.dengan(200);
    let folder = kantor.folder().join("berkas");
    assert_eq!(berkas(&folder).unwrap(), 2, "the document and its copy");
    kantor.pada("2026-11-02T10:00:00+07:00");
    kantor.ikuti().await;
    let usul = json!({"perintah": id(), "dasar": "retensi_berakhir", "alasan": {"isi": "lama"}});
    kantor.kirim("petugas", &format!("{alamat}/penghapusan-diusulkan"), usul).await.dengan(200);
    let putus = json!({"perintah": id(), "putusan": "setuju"});
    kantor.kirim("atasan", &format!("{alamat}/penghapusan-diputus"), putus).await.dengan(200);
    assert_eq!(berkas(&folder).unwrap(), 0);
    let [satu] = &salinan(&kantor, perkara).await[..] else { panic!("the fact stands") };
    assert_eq!(satu.sidik.teks(), None);
    kantor.ikuti().await;
    let daftar = kantor.baca("auditor", &format!("{alamat}/salinan-dihitamkan")).await.dengan(200);
    assert_eq!(daftar.badan["salinan"][0]["kotak"][0]["dasar"], "17h3", "what was done is told");
}
