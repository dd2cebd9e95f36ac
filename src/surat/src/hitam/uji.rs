//! Nothing is left under a box: asked of poppler and of every byte, with
//! controls in which something is.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use hayro::hayro_syntax::object::Object;
use image::{DynamicImage, GenericImageView, Rgba};

use super::*;

/// On the page, in white, in a note, among the properties, in an attachment.
const RAHASIA: [&str; 6] =
    ["RAHASIA", "3276014101900001", "TERSEMBUNYI", "CATATAN", "JUDUL", "LAMPIRAN"];
const TEKS: &str = "BT /F1 12 Tf 20 60 Td (RAHASIA 3276014101900001) Tj ET\n";
const SEMUA: &str = "BT /F1 12 Tf 20 60 Td (RAHASIA 3276014101900001) Tj ET\n\
    1 1 1 rg BT /F1 8 Tf 20 10 Td (TERSEMBUNYI) Tj ET 0 g\n\
    BT /F1 12 Tf 20 30 Td (TERBUKA) Tj ET\n";
/// As somebody draws it who does not know better.
const KOTAK_DI_ATAS: &str = "0 g 10 50 180 25 re f\n";
/// Over the first line of a page of 200 by 100 points.
const BARIS: [u32; 4] = [500, 2_500, 9_400, 2_200];

/// A PDF with so many pages of one content; `halaman` is what else its page has.
fn pdf(halaman: &str, isi: &str, banyak: usize) -> Vec<u8> {
    let anak = "3 0 R ".repeat(banyak);
    berobjek(
        &[
            "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 7 0 R] >> >> >>"
                .to_owned(),
            format!("<< /Type /Pages /Kids [{anak}] /Count {banyak} >>"),
            format!(
                "<< /Type /Page /Parent 2 0 R {halaman} /Contents 4 0 R /Annots [6 0 R] \
                 /Resources << /Font << /F1 5 0 R >> >> >>"
            ),
            format!("<< /Length {} >>\nstream\n{isi}endstream", isi.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
            "<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] /Contents (CATATAN) /F 2 >>".to_owned(),
            "<< /Type /Filespec /F (a.txt) /EF << /F 8 0 R >> >>".to_owned(),
            "<< /Type /EmbeddedFile /Length 8 >>\nstream\nLAMPIRAN\nendstream".to_owned(),
            "<< /Title (JUDUL) >>".to_owned(),
        ],
        "/Info 9 0 R",
    )
}

/// With a table of where each object begins, and what else the trailer has.
fn berobjek(objek: &[String], ekor: &str) -> Vec<u8> {
    let mut teks = "%PDF-1.7\n".to_owned();
    let mut tabel = String::from("0000000000 65535 f \n");
    for (ke, isi) in (1..).zip(objek) {
        let _ = writeln!(tabel, "{:010} 00000 n ", teks.len());
        let _ = write!(teks, "{ke} 0 obj\n{isi}\nendobj\n");
    }
    let (tempat, banyak) = (teks.len(), objek.len() + 1);
    let _ = write!(
        teks,
        "xref\n0 {banyak}\n{tabel}trailer\n<< /Size {banyak} /Root 1 0 R {ekor} >>\n\
         startxref\n{tempat}\n%%EOF\n"
    );
    teks.into_bytes()
}

const BIASA: &str = "/MediaBox [0 0 200 100]";

fn kotak([kiri, atas, lebar, tinggi]: [u32; 4]) -> Kotak {
    let (pasal, alasan) = ("Pasal 17 huruf h angka 3".to_owned(), "nomor pribadi".to_owned());
    Kotak { halaman: 1, kiri, atas, lebar, tinggi, pasal, alasan }
}

fn keterangan() -> Keterangan {
    Keterangan {
        kantor: "Kota Uji".to_owned(),
        nomor: "0001/PPID/2026".to_owned(),
        sk: Some("SK 12/2026".to_owned()),
        tanggal: "21 November 2026".to_owned(),
        saat: "2026-11-21T09:00:00+07:00".parse().unwrap(),
    }
}

fn jalankan(folder: &Path, program: &str, argumen: &[&str]) -> String {
    let hasil = Command::new(program).args(argumen).current_dir(folder).output().unwrap();
    assert!(hasil.status.success(), "{program}: {}", String::from_utf8_lossy(&hasil.stderr));
    String::from_utf8_lossy(&hasil.stdout).into_owned()
}

fn dengan_poppler<T>(pdf: &[u8], tanya: impl FnOnce(&Path) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), pdf).unwrap();
    tanya(folder.path())
}

/// Secret words that poppler reads, or that stand in any byte, packed or not.
fn bocor(pdf: &[u8]) -> BTreeSet<&'static str> {
    let mut semua = dengan_poppler(pdf, |folder| {
        let kata = jalankan(folder, "pdftotext", &["a.pdf", "-"]);
        vec![kata.into_bytes(), jalankan(folder, "pdfinfo", &["a.pdf"]).into_bytes()]
    });
    semua.push(pdf.to_vec());
    let dibuka = Pdf::new(pdf.to_vec()).unwrap();
    for objek in dibuka.objects() {
        if let Object::Stream(aliran) = objek {
            semua.extend(aliran.decoded().ok().map(|isi| isi.to_vec()));
        }
    }
    let ada = |kata: &str| {
        semua.iter().any(|isi| isi.windows(kata.len()).any(|bagian| bagian == kata.as_bytes()))
    };
    RAHASIA.into_iter().filter(|kata| ada(kata)).collect()
}

/// The pictures in a PDF, page by page.
fn gambar_dalam(pdf: &[u8]) -> Vec<DynamicImage> {
    dengan_poppler(pdf, |folder| {
        jalankan(folder, "pdfimages", &["-png", "a.pdf", "g"]);
        let ada = fs::read_dir(folder).unwrap().map(|entri| entri.unwrap().path());
        let mut ada: Vec<_> = ada.filter(|jalur| jalur.extension().unwrap() == "png").collect();
        ada.sort();
        ada.iter().map(|jalur| image::open(jalur).unwrap()).collect()
    })
}

fn berwarna(gambar: &DynamicImage, warna: u8) -> BTreeSet<(u32, u32)> {
    let sama = |Rgba([r, g, b, _]): Rgba<u8>| [r, g, b] == [warna; 3];
    gambar.pixels().filter(|(_, _, titik)| sama(*titik)).map(|(x, y, _)| (x, y)).collect()
}

#[test]
fn nothing_stands_under_a_box_nor_anywhere_else() {
    let asli = pdf(BIASA, SEMUA, 1);
    assert_eq!(bocor(&asli), BTreeSet::from(RAHASIA), "the control finds every word");
    let digambari = pdf(BIASA, &format!("{SEMUA}{KOTAK_DI_ATAS}"), 1);
    assert_eq!(bocor(&digambari), BTreeSet::from(RAHASIA), "a box drawn above hides nothing");

    let salinan = hitamkan(asli.clone(), &[kotak(BARIS)], &keterangan()).unwrap();
    assert_eq!(bocor(&salinan), BTreeSet::new());
    let teks = dengan_poppler(&salinan, |folder| jalankan(folder, "pdftotext", &["a.pdf", "-"]));
    for kata in ["1 · Pasal 17 huruf h angka 3", "nomor pribadi", "SK 12/2026", "0001/PPID/2026"] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    assert!(!teks.contains("TERBUKA"), "a page is a picture: {teks}");
}

#[test]
fn the_box_is_black_and_all_around_it_is_as_it_was() {
    let asli = pdf(BIASA, SEMUA, 1);
    let dulu = gambar(asli.clone(), 1, TITIK_PER_INCI, &[]).unwrap();
    let dulu = image::load_from_memory(&dulu).unwrap();
    let salinan = hitamkan(asli, &[kotak(BARIS)], &keterangan()).unwrap();
    let semua = gambar_dalam(&salinan);
    let [hasil] = semua.as_slice() else { panic!("{} pictures", semua.len()) };
    assert_eq!(hasil.dimensions(), (417, 209), "200 by 100 points at 150 dots an inch");
    assert_eq!(hasil.dimensions(), dulu.dimensions());
    let [dari_kiri, dari_atas, lebar, tinggi] = BARIS.map(f64::from);
    let batas = |n: f64, sisi: u32| n * f64::from(sisi) / f64::from(SATUAN);
    let (mut hitam, mut sama) = (0, 0);
    for (x, y, titik) in hasil.pixels() {
        let tersentuh = |ke: u32, awal: f64, panjang: f64, sisi: u32| {
            f64::from(ke + 1) > batas(awal, sisi) && f64::from(ke) < batas(awal + panjang, sisi)
        };
        if tersentuh(x, dari_kiri, lebar, 417) && tersentuh(y, dari_atas, tinggi, 209) {
            assert_eq!(titik, Rgba([0, 0, 0, 255]), "{x} {y}");
            hitam += 1;
        } else {
            assert_eq!(titik, dulu.get_pixel(x, y), "{x} {y}");
            sama += 1;
        }
    }
    assert!(hitam > 15_000 && sama > 50_000, "{hitam} {sama}");
}

/// A word alone on the page: where the box is right, nothing but it is left.
#[test]
fn a_turned_and_a_cut_page_are_blacked_out_where_they_are_seen() {
    let dipotong = "/MediaBox [0 0 300 300] /CropBox [50 50 250 150]";
    let digeser = "BT /F1 12 Tf 70 110 Td (RAHASIA 3276014101900001) Tj ET\n";
    let [kiri, atas, lebar, tinggi] = BARIS;
    let putar = |derajat: u32| format!("{BIASA} /Rotate {derajat}");
    let dari_bawah = |awal: u32, panjang: u32| SATUAN - awal - panjang;
    for (halaman, isi, tempat, sisi) in [
        (BIASA.to_owned(), TEKS, BARIS, (200.0, 100.0)),
        (dipotong.to_owned(), digeser, BARIS, (200.0, 100.0)),
        (putar(90), TEKS, [dari_bawah(atas, tinggi), kiri, tinggi, lebar], (100.0, 200.0)),
        (
            putar(180),
            TEKS,
            [dari_bawah(kiri, lebar), dari_bawah(atas, tinggi), lebar, tinggi],
            (200.0, 100.0),
        ),
        (putar(270), TEKS, [atas, dari_bawah(kiri, lebar), tinggi, lebar], (100.0, 200.0)),
    ] {
        let asli = pdf(&halaman, isi, 1);
        let besar = ukuran(asli.clone()).unwrap();
        assert_eq!((besar[0].lebar, besar[0].tinggi), sisi, "{halaman}");
        let dulu = gambar(asli.clone(), 1, TITIK_PER_INCI, &[]).unwrap();
        let dulu = image::load_from_memory(&dulu).unwrap();
        assert!(berwarna(&dulu, 0).len() > 200, "{halaman}: the word is drawn");
        let salinan = hitamkan(asli, &[kotak(tempat)], &keterangan()).unwrap();
        let hasil = gambar_dalam(&salinan).remove(0);
        let banyak = (hasil.width() * hasil.height()) as usize;
        let (hitam, putih) = (berwarna(&hasil, 0).len(), berwarna(&hasil, 255).len());
        assert_eq!(hitam + putih, banyak, "{halaman}: a dot of the word is left");
        assert!(hitam < banyak / 3, "{halaman}");
    }
}

#[test]
fn a_box_at_the_edge_leaves_no_dot_of_it() {
    let salinan =
        hitamkan(pdf(BIASA, SEMUA, 1), &[kotak([0, 0, SATUAN, SATUAN])], &keterangan()).unwrap();
    let kini = gambar_dalam(&salinan).remove(0);
    assert_eq!(berwarna(&kini, 0).len(), 417 * 209);
}

#[test]
fn each_page_has_its_own_boxes_and_its_own_size() {
    let mut kedua = kotak(BARIS);
    kedua.halaman = 2;
    let salinan = hitamkan(pdf(BIASA, TEKS, 3), &[kedua], &keterangan()).unwrap();
    let hitam: Vec<bool> =
        gambar_dalam(&salinan).iter().map(|satu| berwarna(satu, 0).len() > 15_000).collect();
    assert_eq!(hitam, [false, true, false]);
    let besar = ukuran(salinan).unwrap();
    let besar: Vec<_> = besar.iter().map(|satu| satu.lebar.round()).collect();
    assert_eq!(besar, [200.0, 200.0, 200.0, 595.0], "and the list on A4");
}

#[test]
fn the_same_again_gives_the_same_bytes() {
    let buat = || hitamkan(pdf(BIASA, SEMUA, 2), &[kotak(BARIS)], &keterangan()).unwrap();
    assert_eq!(buat(), buat());
}

#[test]
fn what_cannot_be_blacked_out_is_told() {
    let biasa = || pdf(BIASA, TEKS, 1);
    let coba = |asli: Vec<u8>, kotak: &[Kotak]| hitamkan(asli, kotak, &keterangan()).unwrap_err();
    let satu = || [kotak(BARIS)];
    assert_eq!(coba(b"%PDF-1.7 bukan apa-apa".to_vec(), &satu()), HitamDitolak::Rusak);
    assert_eq!(coba(Vec::new(), &satu()), HitamDitolak::Rusak);
    assert_eq!(coba(biasa(), &[]), HitamDitolak::TanpaKotak);
    let lain = |halaman| [Kotak { halaman, ..kotak(BARIS) }];
    assert_eq!(coba(biasa(), &lain(2)), HitamDitolak::HalamanTidakAda(1));
    assert_eq!(coba(biasa(), &lain(0)), HitamDitolak::HalamanTidakAda(1));
    for tempat in [[0, 0, 0, 1], [0, 0, 1, 0], [1, 0, SATUAN, 1], [0, 9_999, 1, 2]] {
        let ditolak = coba(biasa(), &[kotak(BARIS), kotak(tempat)]);
        assert_eq!(ditolak, HitamDitolak::DiLuarHalaman(2), "{tempat:?}");
    }
    let banyak = vec![kotak(BARIS); BATAS_KOTAK + 1];
    assert_eq!(coba(biasa(), &banyak), HitamDitolak::TerlaluBanyakKotak);
    let halaman = |banyak| ukuran(pdf(BIASA, TEKS, banyak));
    assert_eq!(halaman(BATAS_HALAMAN).map(|h| h.len()), Ok(BATAS_HALAMAN));
    assert_eq!(halaman(BATAS_HALAMAN + 1), Err(HitamDitolak::TerlaluBanyakHalaman));
    let besar = pdf("/MediaBox [0 0 9000 9000]", TEKS, 1);
    assert_eq!(coba(besar, &satu()), HitamDitolak::HalamanTerlaluBesar(1));
}

#[test]
fn a_locked_pdf_is_told_so() {
    let kunci = "AB".repeat(32);
    let objek = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R {BIASA} >>"),
        format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{kunci}> /U <{kunci}> >>"),
    ];
    let terkunci = berobjek(&objek, "/Encrypt 4 0 R /ID [<01> <01>]");
    assert_eq!(ukuran(terkunci), Err(HitamDitolak::Bersandi));
}

#[test]
fn a_picture_that_cannot_be_read_is_not_passed_over() {
    let isi = "q 100 0 0 50 0 0 cm /G Do Q\n";
    let objek = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R {BIASA} /Contents 4 0 R \
             /Resources << /XObject << /G 5 0 R >> >> >>"
        ),
        format!("<< /Length {} >>\nstream\n{isi}endstream", isi.len()),
        "<< /Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 \
         /ColorSpace /DeviceRGB /Filter /DCTDecode /Length 4 >>\nstream\nrusa\nendstream"
            .to_owned(),
    ];
    let ditolak = gambar(berobjek(&objek, ""), 1, 72, &[]).unwrap_err();
    assert_eq!(ditolak, HitamDitolak::TidakUtuh(1));
}

/// A photograph goes along as JPEG, which rounds; what was black before it was
/// rounded tells nothing.
#[test]
fn a_scan_is_kept_small_and_its_box_black() {
    let (lebar, tinggi) = (417_u32, 209_u32);
    let mut acak = 1_u32;
    let mut titik = String::new();
    for ke in 0..lebar * tinggi {
        acak = acak.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let terang = ke % lebar / 4 + ke / lebar / 4 + (acak >> 28) + 60;
        let _ = write!(titik, "{terang:02x}{terang:02x}{:02x}", terang + 9);
    }
    let isi = "q 200 0 0 100 0 0 cm /G Do Q\n";
    let objek = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R {BIASA} /Contents 4 0 R \
             /Resources << /XObject << /G 5 0 R >> >> >>"
        ),
        format!("<< /Length {} >>\nstream\n{isi}endstream", isi.len()),
        format!(
            "<< /Type /XObject /Subtype /Image /Width {lebar} /Height {tinggi} \
             /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /ASCIIHexDecode /Length {} >>\n\
             stream\n{titik}>\nendstream",
            titik.len() + 1
        ),
    ];
    let asli = berobjek(&objek, "");
    let png = gambar(asli.clone(), 1, TITIK_PER_INCI, &[]).unwrap();
    let salinan = hitamkan(asli, &[kotak([0, 0, SATUAN, SATUAN / 2])], &keterangan()).unwrap();
    assert!(salinan.windows(9).any(|bagian| bagian == b"DCTDecode"), "it is a JPEG");
    assert!(salinan.len() < png.len() + 40_000, "{} of {}", salinan.len(), png.len());
    let kini = gambar_dalam(&salinan).remove(0);
    let terang = |y: u32| {
        (0..lebar).map(|x| kini.get_pixel(x, y).0[..3].iter().copied().max().unwrap()).max()
    };
    // One block of eight dots reaches over the edge of the box.
    assert!((0..96).all(|y| terang(y) == Some(0)), "nothing but black inside");
    assert!((96..104).all(|y| terang(y) < Some(60)), "and at its edge");
    assert!(terang(150) > Some(100), "below it the picture goes on");
}
