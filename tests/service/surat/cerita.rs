//! A letter's life on pages: from the case to the number, the signed scan, the
//! sending, the receipt; and anybody's check.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{naskah, versi};
use crate::api::klien::Kantor;
use crate::laman::daftar;
use crate::laman::peramban::{Peramban, html, nilai};

const PINDAIAN: &str = "%PDF-1.4 pindaian bertanda tangan";

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_lives_from_its_number_to_its_receipt() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let jawab = json!({"putusan": {"dikabulkan": "seluruhnya"}, "penguasaan": "dikuasai",
                       "bentuk": "elektronik", "biaya_rupiah": 0, "waktu_penyediaan_hk": 1});
    kantor.fakta("ppid-utama", perkara, "pemberitahuan-tertulis-dikirim", jawab).await.dengan(200);
    let mut ppid = daftar::masuk(&kantor, "ppid-utama").await;
    let halaman = format!("/perkara/{perkara}");
    let isi = ppid.buka(&kantor, &halaman).await.dengan(200);
    assert!(html(&isi).contains("Surat yang dapat dibuat"), "{}", html(&isi));
    let dasar = versi(&kantor, perkara, "PemberitahuanTertulisDikirim").await;
    let alamat = format!("{halaman}/surat?jenis=pemberitahuan_tertulis&dasar={dasar}");
    let formulir = ppid.buka(&kantor, &alamat).await.dengan(200);
    let kolom = |nama| nilai(html(&formulir), nama);
    let (surat, dasar) = (kolom("surat").to_owned(), dasar.to_string());
    let isian = [
        ("perintah", kolom("perintah")),
        ("surat", surat.as_str()),
        ("jenis", "pemberitahuan_tertulis"),
        ("dasar", dasar.as_str()),
        ("nomor", ""),
        ("tanggal", "2026-03-02"),
        ("jabatan", "PPID Utama"),
        ("nama", "Rina Kusumawardani"),
        ("tembusan", "Sekretaris Daerah\r\n\r\nInspektur\r\n"),
    ];
    for _ in 0..2 {
        // Sent twice it is one letter.
        let dibuat = ppid.kirim(&kantor, &format!("{halaman}/surat"), &isian).await;
        assert_eq!(dibuat.status, 303, "{}", dibuat.badan);
        assert_eq!(dibuat.teks("location"), format!("{halaman}/surat/{surat}"));
    }
    let alamat = format!("{halaman}/surat/{surat}");
    let isi = ppid.buka(&kantor, &alamat).await.dengan(200);
    let isi = html(&isi);
    assert!(isi.contains("0001/SRT-PPID/2026") && isi.contains("Catat tanda tangan"), "{isi}");
    let kode = isi.split("/surat/periksa/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    jalani(&kantor, &mut ppid, &alamat).await;
    umum(&kantor, &kode, &naskah(&kantor, perkara, surat.parse().unwrap()).await).await;
}

async fn jalani(kantor: &Kantor, ppid: &mut Peramban, alamat: &str) {
    let tanpa_berkas = [
        ("perintah", "0198b0ee-0000-7000-8000-000000000001"),
        ("cara", "basah"),
        ("jabatan", "PPID Utama"),
        ("pada", "2026-03-02"),
    ];
    let kurang = ppid.kirim(kantor, &format!("{alamat}/tanda-tangan"), &tanpa_berkas).await;
    assert_eq!(kurang.status, 400, "{}", kurang.badan);
    let pindaian = [("dokumen", "surat.pdf", PINDAIAN)];
    for (langkah, isian, berkas, kata) in [
        (
            "tanda-tangan",
            vec![("cara", "basah"), ("jabatan", "PPID Utama")],
            &pindaian[..],
            "Catat pengiriman",
        ),
        ("kirim", vec![("melalui", "pos"), ("resi", "P2603")], &[], "Catat penerimaan"),
        ("terima", vec![("oleh", "Sri Wahyuni Tersembunyi")], &[], "Catat juga langkah itu"),
    ] {
        let halaman = ppid.buka(kantor, alamat).await.dengan(200);
        let bagian = html(&halaman).split(&format!("{alamat}/{langkah}\"")).nth(1).unwrap();
        let perintah = nilai(bagian, "perintah").to_owned();
        let mut semua = vec![("perintah", perintah.as_str()), ("pada", "2026-03-02")];
        semua.extend(isian);
        let tujuan = format!("{alamat}/{langkah}");
        let tercatat = ppid.kirim_berkas(kantor, &tujuan, &semua, berkas).await;
        assert_eq!(tercatat.status, 303, "{langkah}: {}", tercatat.badan);
        let sesudah = ppid.buka(kantor, alamat).await.dengan(200);
        assert!(html(&sesudah).contains(kata), "{langkah}: {}", html(&sesudah));
    }
}

/// What anybody sees who has the code: no name, and whether a file is the one.
async fn umum(kantor: &Kantor, kode: &str, naskah: &[u8]) {
    let orang = Peramban::default();
    let alamat = format!("/surat/periksa/{kode}");
    let isi = orang.buka(kantor, &alamat).await.dengan(200);
    let isi = html(&isi);
    assert!(isi.contains("0001/SRT-PPID/2026") && isi.contains("2 Maret 2026"), "{isi}");
    assert!(isi.contains("/checkpoint/bukti/"), "the proof is there for who keeps it: {isi}");
    for rahasia in ["Tersembunyi", "Rina", "puskesmas"] {
        assert!(!isi.contains(rahasia), "{rahasia}");
    }
    let sama = orang.unggah(kantor, &alamat, PINDAIAN.as_bytes()).await.dengan(200);
    assert!(html(&sama).contains("bertanda tangan yang diterbitkan"), "{}", html(&sama));
    let lain = orang.unggah(kantor, &alamat, b"%PDF-1.4 lain").await.dengan(200);
    assert!(html(&lain).contains("berbeda dari yang diterbitkan"));
    let kosong = orang.unggah(kantor, &alamat, b"").await;
    assert_eq!(kosong.status, 400);
    let sidik = json!({"sidik": hex::encode(Sha256::digest(naskah))});
    let jalur = format!("/surat/periksa/{kode}");
    let cocok = kantor.kirim("publik", &jalur, sidik).await.dengan(200);
    assert_eq!(cocok.badan["hasil"], "naskah");
    for salah in ["x".to_owned(), kode.replace(&kode[..1], "_"), format!("{}A", &kode[..42])] {
        if salah != kode {
            kantor.baca("publik", &format!("/surat/periksa/{salah}")).await.dengan(404);
        }
    }
}
