//! The page: pictures, fields, a look, and the record; without a script.

use serde_json::json;
use uuid::Uuid;

use super::{diberikan, kantor, kotak, pdf, perintah, salinan};
use crate::api::klien::{Jawaban, Kantor, id};
use crate::laman::daftar;
use crate::laman::peramban::{Peramban, html, nilai};

/// The page may load its pictures and the one script, and nobody keeps it.
fn terkunci(jawaban: &Jawaban) {
    let csp = jawaban.teks("content-security-policy");
    assert!(csp.contains("script-src 'self'") && csp.contains("img-src 'self' data:"), "{csp}");
    assert!(csp.contains("default-src 'none'") && !csp.contains("unsafe"), "{csp}");
    assert_eq!(jawaban.teks("cache-control"), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn boxes_are_typed_looked_at_and_recorded() {
    let kantor = kantor().await;
    let (perkara, ..) = kantor.diajukan().await;
    let dokumen = diberikan(&kantor, perkara, "slip.pdf", &pdf()).await.to_string();
    kantor.ikuti().await;
    let mut petugas = daftar::masuk(&kantor, "petugas").await;
    let halaman = format!("/perkara/{perkara}/penghitaman");
    let perkara_html = petugas.buka(&kantor, &format!("/perkara/{perkara}")).await.dengan(200);
    assert!(html(&perkara_html).contains(&format!("href=\"{halaman}\"")));
    let isi = petugas.buka(&kantor, &halaman).await.dengan(200);
    assert_eq!(nilai(html(&isi), "dokumen"), dokumen);
    let lihat = nilai(html(&isi), "lihat").to_owned();
    let keperluan = ("keperluan", "menyiapkan salinan");
    let awal = [("lihat", lihat.as_str()), ("dokumen", &dokumen), keperluan, ("kerja", "buka")];
    let terbuka = petugas.kirim(&kantor, &halaman, &awal).await.dengan(200);
    assert!(html(&terbuka).contains("src=\"data:image/png;base64,iVBORw0KGgo"));
    assert!(html(&terbuka).contains("alt=\"Halaman 1 dari 1\""));
    assert!(!html(&terbuka).contains("value=\"kirim\""), "one looks first");
    terkunci(&terbuka);

    let perintah = nilai(html(&terbuka), "perintah").to_owned();
    let jahat = "rekening <b onclick=kenari(1)>\"'>";
    let mut isian = vec![
        ("lihat", lihat.as_str()),
        ("perintah", &perintah),
        ("dokumen", &dokumen),
        keperluan,
        ("dari", "1"),
        ("sk", "SK 12/2026"),
        ("kotak.0.halaman", "1"),
        ("kotak.0.kiri", "5"),
        ("kotak.0.atas", "25"),
        ("kotak.0.lebar", "90,25"),
        ("kotak.0.tinggi", "banyak"),
        ("kotak.0.dasar", "17h3"),
        ("kotak.0.alasan", jahat),
        ("kotak.1.halaman", ""),
    ];
    let dengan_kerja = |isian: &[(&'static str, &str)], kerja: &'static str| {
        let mut semua: Vec<(String, String)> =
            isian.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        semua.push(("kerja".to_owned(), kerja.to_owned()));
        semua
    };
    let kirim = async |petugas: &mut Peramban, semua: Vec<(String, String)>| {
        let semua: Vec<_> = semua.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        petugas.kirim(&kantor, &halaman, &semua).await
    };
    let keliru = kirim(&mut petugas, dengan_kerja(&isian, "kirim")).await;
    assert_eq!(keliru.status, 400, "{}", keliru.badan);
    assert!(html(&keliru).contains("kotak 1: tulis tempatnya dalam persen"));
    assert!(!html(&keliru).contains("<b onclick"));
    isian[10].1 = "25";
    isian[6].1 = "2";
    let keliru = kirim(&mut petugas, dengan_kerja(&isian, "lihat")).await;
    assert_eq!(keliru.status, 409, "{}", keliru.badan);
    assert!(html(&keliru).contains("kotak ke-1 menunjuk halaman yang tidak ada"));
    assert!(html(&keliru).contains("value=\"90,25\""), "what was typed stays");
    isian[6].1 = "1";
    let dilihat = kirim(&mut petugas, dengan_kerja(&isian, "lihat")).await.dengan(200);
    assert!(html(&dilihat).contains("Begini salinannya"));
    assert!(!html(&dilihat).contains("<b onclick"));
    assert!(salinan(&kantor, perkara).await.is_empty(), "a look records no copy");
    let tercatat = kirim(&mut petugas, dengan_kerja(&isian, "kirim")).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    assert_eq!(salinan(&kantor, perkara).await.len(), 1);
    let sesudah = petugas.buka(&kantor, &halaman).await.dengan(200);
    assert!(html(&sesudah).contains("halaman 1: Pasal 17 huruf h angka 3"), "{}", html(&sesudah));
    assert!(!html(&sesudah).contains("rekening"), "reasons are sealed");
    let perkara_html = petugas.buka(&kantor, &format!("/perkara/{perkara}")).await.dengan(200);
    assert!(html(&perkara_html).contains("salinan dengan 1 bagian dihitamkan dibuat"));
}

/// Every hidden field of the first form to this address.
fn tersembunyi(html: &str, alamat: &str) -> Vec<(String, String)> {
    let (_, formulir) = html.split_once(&format!("action=\"{alamat}\"")).unwrap();
    let formulir = formulir.split("</form>").next().unwrap();
    let kolom = formulir.split("type=\"hidden\" name=\"").skip(1).map(|sisa| {
        let (nama, sisa) = sisa.split_once("\" value=\"").unwrap();
        (nama.to_owned(), sisa.split('"').next().unwrap().to_owned())
    });
    kolom.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_given_to_the_pemohon_without_another_upload() {
    let kantor = kantor().await;
    let (perkara, nomor, rahasia) = kantor.diajukan().await;
    let dokumen = unit_menjawab(&kantor, perkara).await;
    let badan = perintah(dokumen, &[kotak(1, "rekening")]);
    let alamat = format!("/perkara/{perkara}/salinan-dihitamkan");
    kantor.kirim("petugas", &alamat, badan).await.dengan(200);
    let jawab = json!({"putusan": {"dikabulkan": "sebagian"}, "penguasaan": "dikuasai",
                       "bentuk": "elektronik", "biaya_rupiah": 0, "waktu_penyediaan_hk": 1});
    let jawab = json!({"perintah": id(), "cara": "catat", "fakta": jawab});
    let langkah = format!("/perkara/{perkara}/pemberitahuan-tertulis-dikirim");
    kantor.kirim("ppid-utama", &langkah, jawab).await.dengan(200);
    kantor.ikuti().await;
    let mut petugas = daftar::masuk(&kantor, "petugas").await;
    let halaman = format!("/perkara/{perkara}/penghitaman");
    let isi = petugas.buka(&kantor, &halaman).await.dengan(200);
    let bagian = html(&isi).split("Salinan yang pernah dibuat").nth(1).unwrap();
    let mut kirim = tersembunyi(bagian, &halaman);
    kirim.push(("kerja".to_owned(), "berikan".to_owned()));
    let siap = kirim_isian(&kantor, &mut petugas, &halaman, &kirim).await.dengan(200);
    let tindakan = format!("/perkara/{perkara}/tindakan/informasi-diberikan");
    let kirim = tersembunyi(html(&siap), &tindakan);
    let akibat = kirim_isian(&kantor, &mut petugas, &tindakan, &kirim).await.dengan(200);
    let mut kirim = tersembunyi(html(&akibat), &tindakan);
    kirim.push(("_langkah".to_owned(), "kirim".to_owned()));
    let tercatat = kirim_isian(&kantor, &mut petugas, &tindakan, &kirim).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    let salinan = salinan(&kantor, perkara).await[0].id.unwrap();
    let ambil = json!({"kunci": {"nomor": nomor, "rahasia": rahasia}, "berkas": salinan});
    let diambil = kantor.kirim("publik", "/lacak/berkas", ambil).await;
    assert_eq!((diambil.status, diambil.teks("content-type")), (200, "application/pdf"));
    let asli = json!({"kunci": {"nomor": nomor, "rahasia": rahasia}, "berkas": dokumen});
    kantor.kirim("publik", "/lacak/berkas", asli).await.dengan(404);
}

async fn kirim_isian(
    kantor: &Kantor,
    petugas: &mut Peramban,
    alamat: &str,
    isian: &[(String, String)],
) -> Jawaban {
    let isian: Vec<_> = isian.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    petugas.kirim(kantor, alamat, &isian).await
}

/// A unit hands a document to the PPID; nobody else has it yet.
async fn unit_menjawab(kantor: &Kantor, perkara: Uuid) -> Uuid {
    let unit = kantor.unit[0];
    let berkas = kantor.unggah("petugas", "slip.pdf", &pdf()).await.dengan(201);
    let berkas = berkas.badan["berkas"].clone();
    let disposisi = json!({"unit": unit, "peran": "penanggung_jawab"});
    kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
    let jawaban = json!({"unit": unit, "berkas": [berkas]});
    kantor.fakta("pembantu", perkara, "jawaban-unit-diterima", jawaban).await.dengan(200);
    berkas["id"].as_str().unwrap().parse().unwrap()
}
