//! The columns of the DIP, Lampiran I with the category that monev asks for, and
//! of the DIK.

use projections::katalog::{BarisDik, BarisKatalog};

use super::lajur::{Lajur, ada};
use crate::naskah::Sel;

pub const DIP: [Lajur<BarisKatalog>; 9] = [
    Lajur {
        kunci: "ringkasan",
        nama: "Ringkasan isi informasi",
        lebar: 9,
        isi: |b, _| Sel::teks(&b.ringkasan),
    },
    Lajur {
        kunci: "unit",
        nama: "Pejabat atau unit yang menguasai informasi",
        lebar: 6,
        isi: |b, m| m.unit(Some(b.unit)),
    },
    Lajur {
        kunci: "penanggung_jawab",
        nama: "Penanggung jawab pembuatan atau penerbitan",
        lebar: 6,
        isi: |b, _| Sel::teks(&b.penanggung_jawab),
    },
    Lajur { kunci: "dibuat", nama: "Waktu pembuatan", lebar: 4, isi: |b, _| b.dibuat.into() },
    Lajur { kunci: "tempat", nama: "Tempat pembuatan", lebar: 4, isi: |b, _| Sel::teks(&b.tempat) },
    Lajur {
        kunci: "bentuk",
        nama: "Bentuk informasi yang tersedia",
        lebar: 4,
        isi: |b, _| Sel::teks(&b.bentuk),
    },
    Lajur {
        kunci: "retensi",
        nama: "Jangka waktu penyimpanan",
        lebar: 4,
        isi: |b, _| Sel::teks(&b.retensi),
    },
    Lajur { kunci: "kategori", nama: "Kategori", lebar: 4, isi: |b, _| Sel::teks(&b.kategori) },
    Lajur {
        kunci: "dimutakhirkan",
        nama: "Terakhir dimutakhirkan",
        lebar: 4,
        isi: |b, _| ada(b.dimutakhirkan),
    },
];

pub const DIK: [Lajur<BarisDik>; 9] = [
    Lajur {
        kunci: "ringkasan",
        nama: "Informasi yang dikecualikan",
        lebar: 9,
        isi: |b, _| Sel::teks(&b.ringkasan),
    },
    Lajur {
        kunci: "unit",
        nama: "Unit yang menguasai informasi",
        lebar: 6,
        isi: |b, m| m.unit(Some(b.unit)),
    },
    Lajur {
        kunci: "penanggung_jawab",
        nama: "Penanggung jawab",
        lebar: 5,
        isi: |b, _| Sel::teks(&b.penanggung_jawab),
    },
    Lajur {
        kunci: "dasar",
        nama: "Dasar hukum pengecualian",
        lebar: 8,
        isi: |b, _| {
            let dasar = b.dasar.iter().map(|pasal| format!("{pasal} ({})", pasal.label()));
            Sel::teks(dasar.collect::<Vec<_>>().join("; "))
        },
    },
    Lajur {
        kunci: "pelaksana",
        nama: "Pelaksana uji konsekuensi",
        lebar: 6,
        isi: |b, _| {
            let semua = (!b.pelaksana.is_empty()).then(|| b.pelaksana.join(", "));
            ada(semua)
        },
    },
    Lajur { kunci: "sk", nama: "Keputusan", lebar: 5, isi: |b, _| Sel::teks(&b.sk) },
    Lajur { kunci: "ditetapkan", nama: "Ditetapkan", lebar: 4, isi: |b, _| ada(b.ditetapkan) },
    Lajur { kunci: "disetujui", nama: "Disetujui", lebar: 5, isi: |b, _| Sel::teks(&b.disetujui) },
    Lajur {
        kunci: "sampai",
        nama: "Jangka waktu pengecualian",
        lebar: 5,
        isi: |b, _| b.sampai.map_or_else(|| Sel::teks("selama diperlukan"), Sel::Tanggal),
    },
];
