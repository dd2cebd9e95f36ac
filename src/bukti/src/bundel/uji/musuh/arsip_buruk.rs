//! Archives that are none, or that other programs would read otherwise.

use super::*;

/// An entry written as a hostile hand likes it.
struct Entri<'a> {
    nama: &'a str,
    isi: &'a [u8],
    metode: u16,
    modus: u32,
    besar: Option<u32>,
    crc: Option<u32>,
}

fn entri<'a>(nama: &'a str, isi: &'a [u8]) -> Entri<'a> {
    Entri { nama, isi, metode: 0, modus: 0o100_644, besar: None, crc: None }
}

fn mentah(semua: &[Entri<'_>]) -> Vec<u8> {
    let (mut zip, mut pusat) = (Vec::new(), Vec::new());
    for satu in semua {
        let mut umum = vec![20, 0, 0, 0];
        umum.extend(satu.metode.to_le_bytes());
        umum.extend([0, 0, 0x21, 0]);
        umum.extend(satu.crc.unwrap_or_else(|| crc32fast::hash(satu.isi)).to_le_bytes());
        let terkemas = u32::try_from(satu.isi.len()).unwrap();
        umum.extend(satu.besar.filter(|_| satu.metode == 0).unwrap_or(terkemas).to_le_bytes());
        umum.extend(satu.besar.unwrap_or(terkemas).to_le_bytes());
        umum.extend(u16::try_from(satu.nama.len()).unwrap().to_le_bytes());
        umum.extend([0, 0]);
        pusat.extend([b"PK\x01\x02\x14\x03", umum.as_slice(), &[0; 6]].concat());
        pusat.extend((satu.modus << 16).to_le_bytes());
        pusat.extend(u32::try_from(zip.len()).unwrap().to_le_bytes());
        pusat.extend(satu.nama.as_bytes());
        zip.extend([b"PK\x03\x04", umum.as_slice(), satu.nama.as_bytes(), satu.isi].concat());
    }
    let jumlah = u16::try_from(semua.len()).unwrap().to_le_bytes();
    let letak = u32::try_from(zip.len()).unwrap().to_le_bytes();
    let besar = u32::try_from(pusat.len()).unwrap().to_le_bytes();
    zip.extend(pusat);
    zip.extend([b"PK\x05\x06", &[0; 4][..], &jumlah, &jumlah, &besar, &letak, &[0; 2]].concat());
    zip
}

/// A good bundle with more entries.
fn dengan_entri(nama: &str, kode: Kode, tambahan: &[Entri<'_>]) -> Kasus {
    let isi = isi(&Log::baru());
    let isi: Vec<(String, Vec<u8>)> =
        isi.into_iter().map(|(nama, isi)| (format!("berkas-0001/{nama}"), isi)).collect();
    let mut semua: Vec<Entri<'_>> = isi.iter().map(|(nama, isi)| entri(nama, isi)).collect();
    for satu in tambahan {
        semua.retain(|entri| {
            entri.nama != satu.nama || kode == Kode::ZipGanda || satu.isi == b"apa saja"
        });
        semua.push(Entri { ..*satu });
    }
    Kasus::baru(nama, mentah(&semua), kunci_log()).harus(kode)
}

pub(super) fn arsip_buruk() -> Vec<Kasus> {
    let baik = zip(&isi(&Log::baru()));
    let mut semua = Vec::new();
    for panjang in [0, 1, 21, 22, 100, baik.len() / 2, baik.len() - 22, baik.len() - 1] {
        let zip = baik[..panjang].to_vec();
        semua.push(Kasus::baru(format!("cut to {panjang}"), zip, kunci_log()).harus(Kode::Zip));
    }
    let tambah = |nama: &str, zip: Vec<u8>| Kasus::baru(nama, zip, kunci_log()).harus(Kode::Zip);
    semua.push(tambah("a byte more", [baik.as_slice(), b"x"].concat()));
    semua.push(tambah("a byte before", [b"x", baik.as_slice()].concat()));
    semua.push(tambah("twice", [baik.as_slice(), &baik].concat()));
    // Headers: the first entry's, and the end's.
    for di in (0..40).chain(baik.len() - 22..baik.len()) {
        let mut zip = baik.clone();
        zip[di] ^= 0x40;
        semua.push(Kasus::baru(format!("header byte {di}"), zip, kunci_log()));
    }
    for nama in [
        "../luar",
        "berkas-0001/../../luar",
        "/etc/passwd",
        "berkas-0001//x",
        "berkas-0001/./x",
        "berkas-0001\\x",
        "C:/x",
        "berkas-0001/data/",
        "berkas-0001/a b",
        "berkas-0001/\u{202e}x",
        "berkas-0001/a\nb",
        "",
        "lain-0002/x",
        "luar",
    ] {
        let kasus = format!("named {nama:?}");
        semua.push(dengan_entri(&kasus, Kode::ZipNama, &[entri(nama, b"apa saja")]));
    }
    let (surat, bagit) = ("berkas-0001/data/00-SURAT-PENGANTAR.pdf", "berkas-0001/bagit.txt");
    let bom = Entri { metode: 8, besar: Some(u32::MAX), ..entri(surat, b"K\x04\0") };
    semua.push(dengan_entri("a bomb", Kode::ZipMetode, &[bom]));
    let metode = Entri { metode: 8, ..entri(surat, b"%PDF-1.7") };
    semua.push(dengan_entri("called deflated", Kode::ZipMetode, &[metode]));
    let besar = Entri { besar: Some(65 << 20), ..entri(surat, b"%PDF-1.7") };
    semua.push(dengan_entri("larger than allowed", Kode::ZipBesar, &[besar]));
    let besar = Entri { besar: Some(1 << 20), ..entri(surat, b"%PDF-1.7") };
    semua.push(dengan_entri("larger than the archive", Kode::Zip, &[besar]));
    let jumlah = Entri { crc: Some(7), ..entri(surat, b"%PDF-1.7") };
    semua.push(dengan_entri("a wrong check sum", Kode::ZipCrc, &[jumlah]));
    let tautan = Entri { modus: 0o120_777, ..entri(surat, b"%PDF-1.7") };
    semua.push(dengan_entri("a symbolic link", Kode::ZipTautan, &[tautan]));
    let kembar = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    semua.push(dengan_entri("a name twice", Kode::ZipGanda, &[entri(bagit, kembar)]));
    let kapital = entri("berkas-0001/BAGIT.txt", b"lain");
    semua.push(dengan_entri("a name in other letters", Kode::ZipGanda, &[kapital]));
    semua
}
