//! The columns of the register of permohonan: Lampiran VIII in its order, with
//! what Pasal 32(1) has besides (identity number, surat kuasa khusus).

use projections::alasan;
use projections::register::BarisPermohonan;

use super::lajur::{Lajur, Mata, TIDAK_TERCATAT, ada, centang, tidak_tercatat};
use crate::naskah::Sel;

type B = BarisPermohonan;

pub const LAJUR: [Lajur<B>; 26] = [
    Lajur { kunci: "nomor", nama: "Nomor pendaftaran", lebar: 5, isi: |b, _| Sel::teks(&b.nomor) },
    Lajur { kunci: "tanggal", nama: "Tanggal diterima", lebar: 4, isi: |b, _| ada(b.tanggal) },
    Lajur { kunci: "nama", nama: "Nama", lebar: 5, isi: |b, m| m.isi(b.nama.as_ref()) },
    Lajur {
        kunci: "jenis_pemohon",
        nama: "Jenis pemohon",
        lebar: 5,
        isi: |b, _| Sel::teks(&b.jenis_pemohon),
    },
    Lajur {
        kunci: "nomor_identitas",
        nama: "NIK atau nomor pengesahan badan hukum",
        lebar: 5,
        isi: |b, m| m.isi(b.nomor_identitas.as_ref()),
    },
    Lajur { kunci: "alamat", nama: "Alamat", lebar: 5, isi: |b, m| m.isi(b.alamat.as_ref()) },
    Lajur {
        kunci: "kontak",
        nama: "Nomor kontak",
        lebar: 5,
        isi: |b, m| m.kontak(b.telepon.as_ref(), b.surel.as_ref()),
    },
    Lajur {
        kunci: "pekerjaan",
        nama: "Pekerjaan",
        lebar: 4,
        isi: |b, m| m.isi(b.pekerjaan.as_ref()),
    },
    Lajur { kunci: "surat_kuasa", nama: "Surat kuasa khusus", lebar: 4, isi: surat_kuasa },
    Lajur {
        kunci: "rincian",
        nama: "Informasi yang diminta",
        lebar: 8,
        isi: |b, m| m.isi(b.rincian.as_ref()),
    },
    Lajur {
        kunci: "tujuan",
        nama: "Tujuan penggunaan informasi",
        lebar: 6,
        isi: |b, m| m.isi(b.tujuan.as_ref()),
    },
    Lajur {
        kunci: "dikuasai",
        nama: "Di bawah penguasaan: ya",
        lebar: 5,
        isi: |b, _| match b.penguasaan.as_deref() {
            None if dijawab(b) => tidak_tercatat(),
            lain => centang(lain == Some("dikuasai")),
        },
    },
    Lajur {
        kunci: "tidak_dikuasai",
        nama: "Di bawah penguasaan: tidak",
        lebar: 5,
        isi: |b, _| match (b.penguasaan.as_deref(), &b.badan_lain) {
            (Some("belum dikuasai"), Some(badan)) => Sel::teks(format!("ya, pada {badan}")),
            (lain, _) => centang(lain == Some("belum dikuasai")),
        },
    },
    Lajur {
        kunci: "belum_didokumentasikan",
        nama: "Belum didokumentasikan",
        lebar: 8,
        isi: |b, _| centang(b.penguasaan.as_deref() == Some("belum didokumentasikan")),
    },
    Lajur {
        kunci: "softcopy",
        nama: "Bentuk: softcopy",
        lebar: 4,
        isi: |b, _| match b.bentuk.as_deref() {
            None if dikabulkan(b) => tidak_tercatat(),
            lain => centang(lain.is_some_and(|bentuk| bentuk.contains("elektronik"))),
        },
    },
    Lajur {
        kunci: "hardcopy",
        nama: "Bentuk: hardcopy",
        lebar: 4,
        isi: |b, _| centang(b.bentuk.as_deref().is_some_and(|bentuk| bentuk.contains("cetak"))),
    },
    Lajur {
        kunci: "melihat",
        nama: "Jenis: melihat atau mengetahui",
        lebar: 5,
        isi: |b, _| match b.cara_memperoleh.as_deref() {
            None => tidak_tercatat(),
            Some(cara) => centang(cara.starts_with("melihat")),
        },
    },
    Lajur {
        kunci: "salinan",
        nama: "Jenis: meminta salinan",
        lebar: 4,
        isi: |b, _| {
            let salinan = b.cara_memperoleh.as_deref().and_then(|c| c.strip_prefix("salinan "));
            salinan.map(|bentuk| format!("ya, {bentuk}")).into()
        },
    },
    Lajur {
        kunci: "keputusan",
        nama: "Keputusan",
        lebar: 5,
        isi: |b, _| Sel::teks(b.keputusan.as_deref().unwrap_or("belum dijawab")),
    },
    Lajur { kunci: "alasan_penolakan", nama: "Alasan penolakan", lebar: 7, isi: alasan_penolakan },
    Lajur {
        kunci: "tanggal_pemberitahuan",
        nama: "Pemberitahuan tertulis",
        lebar: 7,
        isi: |b, _| match b.tanggal_pemberitahuan {
            None if dijawab(b) => tidak_tercatat(),
            tanggal => tanggal.into(),
        },
    },
    Lajur {
        kunci: "tanggal_pemberian",
        nama: "Pemberian informasi",
        lebar: 5,
        isi: |b, _| b.tanggal_pemberian.into(),
    },
    Lajur {
        kunci: "biaya",
        nama: "Biaya (rupiah)",
        lebar: 4,
        isi: |b, _| match b.biaya {
            None if dikabulkan(b) => tidak_tercatat(),
            biaya => biaya.into(),
        },
    },
    Lajur { kunci: "cara_bayar", nama: "Cara pembayaran", lebar: 5, isi: cara_bayar },
    Lajur { kunci: "kanal", nama: "Kanal", lebar: 4, isi: |b, _| Sel::teks(&b.kanal) },
    Lajur { kunci: "unit", nama: "Unit", lebar: 7, isi: |b, m| m.unit(b.unit) },
];

/// How many values of a row are sealed.
pub fn tersegel(b: &B) -> usize {
    let semua = [
        &b.nama,
        &b.nomor_identitas,
        &b.alamat,
        &b.telepon,
        &b.surel,
        &b.pekerjaan,
        &b.kuasa,
        &b.rincian,
        &b.tujuan,
        &b.alasan_penolakan,
        &b.cara_bayar,
    ];
    semua.into_iter().flatten().count()
}

/// It was answered, and not laid aside before that.
fn dijawab(b: &B) -> bool {
    let tanpa_jawaban = ["dicabut", "dialihkan", "tidak ditindaklanjuti"];
    b.keputusan.as_deref().is_some_and(|keputusan| !tanpa_jawaban.contains(&keputusan))
}

fn dikabulkan(b: &B) -> bool {
    b.keputusan.as_deref().is_some_and(|keputusan| keputusan.starts_with("dikabulkan"))
}

fn surat_kuasa(b: &B, mata: &Mata<'_>) -> Sel {
    let nama = b.kuasa.as_ref().map(|nama| mata.buka(nama));
    let semua: Vec<String> = b.surat_kuasa.iter().cloned().chain(nama).collect();
    if semua.is_empty() { Sel::Kosong } else { Sel::teks(semua.join(": ")) }
}

/// The article and its decree stand open; the office's own words may name
/// somebody.
fn alasan_penolakan(b: &B, mata: &Mata<'_>) -> Sel {
    let mut semua: Vec<String> = b.pasal.iter().map(|pasal| alasan::kata(pasal)).collect();
    semua.dedup();
    if semua.is_empty() {
        semua.extend(b.dasar_penolakan.clone());
    }
    semua.extend(b.sk.iter().map(|sk| format!("SK {sk}")));
    semua.extend(b.alasan_penolakan.iter().map(|alasan| mata.buka(alasan)));
    let ditolak = b.keputusan.as_deref().is_some_and(|keputusan| keputusan.starts_with("ditolak"));
    match (semua.is_empty(), ditolak) {
        (true, true) => Sel::teks(TIDAK_TERCATAT),
        (true, false) => Sel::Kosong,
        (false, _) => Sel::teks(semua.join("; ")),
    }
}

fn cara_bayar(b: &B, mata: &Mata<'_>) -> Sel {
    let dinyatakan = b.cara_bayar.as_ref().map(|cara| mata.buka(cara));
    let semua: Vec<String> = b.pembayaran.iter().cloned().chain(dinyatakan).collect();
    if semua.is_empty() { Sel::Kosong } else { Sel::teks(semua.join("; ")) }
}
