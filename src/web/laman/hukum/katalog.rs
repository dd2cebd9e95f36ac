//! The steps of an entry of the catalogue and of a unit's notes.

use super::{Hukum, hukum};

pub(super) const ENTRI: &[Hukum] = &[
    hukum(
        "usulan-dikembalikan",
        "Pasal 45 Perki 1/2021",
        "PPID memeriksa usulan unit; yang belum tepat kembali dengan catatan.",
        "Retensi belum sesuai jadwal retensi arsip; mohon diperbaiki.",
    ),
    hukum(
        "usulan-diperbaiki",
        "Pasal 21(2), 45 Perki 1/2021 (Lampiran I)",
        "Ringkasan, penguasa, penanggung jawab, waktu dan tempat pembuatan, bentuk, dan retensi harus terisi.",
        "Laporan realisasi anggaran 2025, Dinas Keuangan, cetak dan digital, retensi 10 tahun.",
    ),
    hukum(
        "penetapan-disetujui",
        "Pasal 45 Perki 1/2021",
        "PPID menetapkan dengan persetujuan Atasan PPID; persetujuan mendahului keputusan.",
        "Disetujui untuk ditetapkan dalam DIP semester ini.",
    ),
    hukum(
        "dip-ditetapkan",
        "Pasal 45 Perki 1/2021",
        "Dengan keputusan ini informasi masuk DIP dan terlihat oleh siapa saja.",
        "Keputusan PPID 188/12/2026, disetujui Sekretaris Daerah.",
    ),
    hukum(
        "dokumen-dilampirkan",
        "Pasal 46 Perki 1/2021",
        "DIP tersedia sebagai salinan lunak dan keras, dalam format terbuka yang dapat diolah.",
        "Lampirkan CSV di samping PDF; hitamkan dahulu yang dikecualikan.",
    ),
    hukum(
        "dokumen-dilepas",
        "Pasal 46 Perki 1/2021",
        "Dokumen yang dilepas tidak dapat diunduh lagi; riwayatnya tetap.",
        "Dilepas karena digantikan versi yang sudah diaudit.",
    ),
    hukum(
        "dip-dimutakhirkan",
        "Pasal 45(7) Perki 1/2021",
        "DIP dimutakhirkan sekurang-kurangnya sekali dalam enam bulan; hitungannya mulai lagi dari sini.",
        "Keputusan PPID 188/90/2026.",
    ),
    hukum(
        "uji-konsekuensi-dilakukan",
        "Pasal 19 UU 14/2008; Pasal 49(2) Perki 1/2021 (Lampiran II)",
        "Sebelum dikecualikan: dasar hukum, akibat bila dibuka dan bila ditutup, jangka waktu, dan siapa yang menguji.",
        "Bila dibuka, letak pipa gas menjadi sasaran; bila ditutup, warga tetap tahu jadwal perawatannya.",
    ),
    hukum(
        "klasifikasi-ditetapkan",
        "Pasal 3-4 PP 61/2010; Pasal 49(5), 50 Perki 1/2021 (Lampiran III)",
        "Hanya setelah uji konsekuensi dan dengan persetujuan pimpinan; sebagian tidak menjadi alasan menutup seluruhnya.",
        "Pasal 17 huruf b, lima tahun sejak 3 Maret 2026, Dinas Perindustrian.",
    ),
    hukum(
        "klasifikasi-diubah",
        "Pasal 10 PP 61/2010; Pasal 53 Perki 1/2021 (Lampiran IV, V)",
        "Perubahan perlu uji konsekuensi baru dan persetujuan pimpinan.",
        "Jangka waktu dipersingkat menjadi dua tahun karena kontraknya selesai.",
    ),
    hukum(
        "klasifikasi-berakhir",
        "Pasal 11 PP 61/2010; Pasal 52 Perki 1/2021",
        "Ditetapkan paling lambat 30 hari kerja sebelum masanya habis; sesudah itu terbuka dengan sendirinya.",
        "Keputusan pengakhiran bernomor, lalu masuk DIP.",
    ),
    hukum(
        "informasi-ditarik",
        "Pasal 45 Perki 1/2021",
        "Yang ditarik tidak tampil lagi di katalog; sejarahnya tetap dapat diperiksa.",
        "Salah masuk: milik badan publik lain.",
    ),
];

pub(super) const KEGIATAN: &[Hukum] = &[
    hukum(
        "kegiatan-diperbarui",
        "di luar daftar informasi publik",
        "Catatan kegiatan adalah kabar unit; ia tidak menggantikan informasi publik yang wajib tersedia.",
        "Pekan imunisasi di tiga puskesmas, 2 Maret 2026.",
    ),
    hukum(
        "kegiatan-ditarik",
        "di luar daftar informasi publik",
        "Catatan yang ditarik tidak tampil lagi; sejarahnya tetap.",
        "Kegiatan dibatalkan.",
    ),
];
