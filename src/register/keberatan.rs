//! The columns of the register of keberatan: Lampiran XI in its order, with the
//! ticks a to g, and what Pasal 43(2) has besides (the reason of the answer).

use projections::register::BarisKeberatan;

use super::lajur::{Lajur, Mata, ada, centang, tidak_tercatat};
use crate::naskah::Sel;

type B = BarisKeberatan;

pub const LAJUR: [Lajur<B>; 27] = [
    Lajur { kunci: "nomor", nama: "Nomor keberatan", lebar: 5, isi: |b, _| ada(b.nomor.clone()) },
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
        kunci: "nomor_permohonan",
        nama: "Nomor pendaftaran permohonan",
        lebar: 5,
        isi: nomor_permohonan,
    },
    Lajur {
        kunci: "informasi",
        nama: "Informasi yang diminta",
        lebar: 8,
        isi: |b, m| m.isi(b.informasi.as_ref()),
    },
    Lajur {
        kunci: "tujuan",
        nama: "Tujuan penggunaan informasi",
        lebar: 6,
        isi: |b, m| m.isi(b.tujuan.as_ref()),
    },
    Lajur {
        kunci: "kasus_posisi",
        nama: "Kasus posisi",
        lebar: 6,
        isi: |b, m| b.kasus_posisi.as_ref().map(|isi| m.buka(isi)).into(),
    },
    Lajur { kunci: "alasan_a", nama: "Alasan a", lebar: 3, isi: |b, _| alasan(b, "a") },
    Lajur { kunci: "alasan_b", nama: "Alasan b", lebar: 3, isi: |b, _| alasan(b, "b") },
    Lajur { kunci: "alasan_c", nama: "Alasan c", lebar: 3, isi: |b, _| alasan(b, "c") },
    Lajur { kunci: "alasan_d", nama: "Alasan d", lebar: 3, isi: |b, _| alasan(b, "d") },
    Lajur { kunci: "alasan_e", nama: "Alasan e", lebar: 3, isi: |b, _| alasan(b, "e") },
    Lajur { kunci: "alasan_f", nama: "Alasan f", lebar: 3, isi: |b, _| alasan(b, "f") },
    Lajur { kunci: "alasan_g", nama: "Alasan g", lebar: 3, isi: |b, _| alasan(b, "g") },
    Lajur { kunci: "putusan", nama: "Keputusan Atasan PPID", lebar: 5, isi: putusan },
    Lajur {
        kunci: "alasan_putusan",
        nama: "Alasan penolakan atau pemberian",
        lebar: 8,
        isi: alasan_putusan,
    },
    Lajur {
        kunci: "tanggal_tanggapan",
        nama: "Pemberian tanggapan",
        lebar: 5,
        isi: |b, _| match (b.tanggal_tanggapan, &b.putusan) {
            (None, Some(_)) => tidak_tercatat(),
            (tanggal, _) => tanggal.into(),
        },
    },
    Lajur {
        kunci: "jabatan",
        nama: "Nama dan posisi Atasan PPID",
        lebar: 5,
        isi: |b, _| match (&b.jabatan, &b.putusan) {
            (None, Some(_)) => tidak_tercatat(),
            (jabatan, _) => jabatan.clone().into(),
        },
    },
    Lajur {
        kunci: "tanggapan_pemohon",
        nama: "Tanggapan pemohon",
        lebar: 5,
        isi: |b, m| {
            let uraian = b.uraian_pemohon.as_ref().map(|uraian| m.buka(uraian));
            let semua: Vec<String> = b.tanggapan_pemohon.iter().cloned().chain(uraian).collect();
            if semua.is_empty() { Sel::Kosong } else { Sel::teks(semua.join(": ")) }
        },
    },
    Lajur { kunci: "kanal", nama: "Kanal", lebar: 4, isi: |b, _| Sel::teks(&b.kanal) },
    Lajur { kunci: "unit", nama: "Unit", lebar: 6, isi: |b, m| m.unit(b.unit) },
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
        &b.informasi,
        &b.tujuan,
        &b.kasus_posisi,
        &b.alasan_putusan,
        &b.uraian_pemohon,
    ];
    semua.into_iter().flatten().count()
}

fn alasan(b: &B, huruf: &str) -> Sel {
    centang(b.alasan.iter().any(|satu| satu == huruf))
}

fn surat_kuasa(b: &B, mata: &Mata<'_>) -> Sel {
    let nama = b.kuasa.as_ref().map(|nama| mata.buka(nama));
    let semua: Vec<String> = b.surat_kuasa.iter().cloned().chain(nama).collect();
    if semua.is_empty() { Sel::Kosong } else { Sel::teks(semua.join(": ")) }
}

/// Left empty for ground b: it needs no permohonan.
fn nomor_permohonan(b: &B, _: &Mata<'_>) -> Sel {
    match &b.nomor_permohonan {
        None if b.alasan.iter().any(|satu| satu == "b") => Sel::Kosong,
        nomor => ada(nomor.clone()),
    }
}

fn putusan(b: &B, _: &Mata<'_>) -> Sel {
    let lain = match (b.tanggal_dicabut, b.tanggal_tanggapan) {
        (Some(_), _) => "dicabut",
        (None, Some(_)) => "tidak tercatat",
        (None, None) => "belum ditanggapi",
    };
    Sel::teks(b.putusan.as_deref().unwrap_or(lain))
}

fn alasan_putusan(b: &B, mata: &Mata<'_>) -> Sel {
    let uraian = b.alasan_putusan.iter().map(|uraian| mata.buka(uraian));
    let semua: Vec<String> = b.sk.iter().map(|sk| format!("SK {sk}")).chain(uraian).collect();
    if semua.is_empty() { Sel::Kosong } else { Sel::teks(semua.join("; ")) }
}
