//! The steps of a perkara, in the order of the law.

use super::{Hukum, hukum};

pub(super) const SEMUA: &[Hukum] = &[
    hukum(
        "permohonan-diterima",
        "Pasal 22(1)-(3) UU 14/2008",
        "Permohonan boleh tertulis atau lisan; yang lisan dituliskan petugas.",
        "Rincian: laporan realisasi anggaran Dinas Pendidikan tahun 2025, per triwulan.",
    ),
    hukum(
        "nomor-pendaftaran-diberikan",
        "Pasal 22(4) UU 14/2008",
        "Pemohon menerima nomor pendaftaran saat permohonan diterima.",
        "Biarkan buku memberi nomor berikutnya.",
    ),
    hukum(
        "permohonan-dicatat",
        "Pasal 32 Perki 1/2021",
        "Setiap permohonan dicatat dalam register.",
        "Catat pada hari permohonan diterima.",
    ),
    hukum(
        "kelengkapan-diperiksa",
        "Pasal 31(2) Perki 1/2021",
        "Kelengkapan diperiksa paling lambat tiga hari kerja sejak dicatat.",
        "Centang hanya yang sungguh kurang; tanpa centang berarti lengkap.",
    ),
    hukum(
        "surat-tidak-lengkap-dikirim",
        "Pasal 33 Perki 1/2021, Lampiran IX",
        "Yang belum lengkap diberi tahu secara tertulis dan boleh diperbaiki.",
        "Sebutkan berkas yang kurang dan cara menyusulkannya.",
    ),
    hukum(
        "surat-tidak-lengkap-diterima",
        "Pasal 33 Perki 1/2021",
        "Tiga hari kerja pemohon berjalan sejak surat ini diterimanya.",
        "Tanggal pada tanda terima kurir, bukan tanggal surat.",
    ),
    hukum(
        "perbaikan-diterima",
        "Pasal 33 Perki 1/2021",
        "Perbaikan melengkapi permohonan; tenggat undang-undang tetap berjalan sejak diterima.",
        "Centang yang dilengkapi: identitas.",
    ),
    hukum(
        "permohonan-tidak-ditindaklanjuti",
        "Pasal 33 Perki 1/2021",
        "Hanya setelah tiga hari kerja pemohon lewat tanpa perbaikan.",
        "Salinan KTP tidak disusulkan sampai batas pada surat tidak lengkap.",
    ),
    hukum(
        "permohonan-dialihkan",
        "Pasal 22 UU 14/2008",
        "Yang bukan permohonan informasi diteruskan kepada layanan yang tepat.",
        "Pengaduan jalan rusak, diteruskan ke SP4N-LAPOR!; pemohon diberi tahu.",
    ),
    hukum(
        "disposisi-diberikan",
        "Pasal 12 Perki 1/2021",
        "Unit yang menguasai informasi diminta menyiapkannya. Batas unit harus berakhir di dalam \
         tenggat undang-undang.",
        "Petunjuk: siapkan rekap 2025 dalam format terbuka; hitamkan nomor rekening.",
    ),
    hukum(
        "disposisi-dikembalikan",
        "Pasal 12 Perki 1/2021",
        "Unit yang tidak menguasai informasi mengembalikannya dengan alasan.",
        "Data itu disusun Bappeda, bukan dinas kami.",
    ),
    hukum(
        "jawaban-unit-diterima",
        "Pasal 12 Perki 1/2021",
        "Jawaban unit adalah bahan bagi PPID; yang memberi tahu pemohon adalah PPID.",
        "Dokumen tersedia, dua berkas, tanpa bagian yang dikecualikan.",
    ),
    hukum(
        "uji-konsekuensi-dilakukan",
        "Pasal 19 UU 14/2008; Pasal 49 dan Lampiran II Perki 1/2021",
        "Sebelum menutup informasi, timbang akibat membukanya dan manfaat menutupnya, per butir.",
        "Akibat bila dibuka: riwayat penyakit pasien yang dapat dikenali tersebar.",
    ),
    hukum(
        "tim-pertimbangan-didengar",
        "Pasal 6 Perki 1/2021",
        "Tim Pertimbangan memberi pendapat atas pengecualian.",
        "Tim sependapat: halaman 4 dihitamkan, selebihnya dibuka.",
    ),
    hukum(
        "persetujuan-diberikan",
        "Pasal 10(2) huruf e dan f Perki 1/2021",
        "Pengecualian dan penolakannya memerlukan persetujuan atasan PPID.",
        "Setuju menolak sebagian, berdasarkan uji konsekuensi tanggal 4 Maret 2026.",
    ),
    hukum(
        "pertimbangan-tertulis-ditetapkan",
        "Pasal 2 PP 61/2010",
        "Setiap permohonan mempunyai pertimbangan tertulis yang dapat dilihat pemohon.",
        "Informasi diberikan karena termasuk informasi yang tersedia setiap saat.",
    ),
    hukum(
        "perpanjangan-diberitahukan",
        "Pasal 22(8) UU 14/2008; Pasal 36 Perki 1/2021",
        "Satu kali, paling lama tujuh hari kerja, diberitahukan tertulis dengan alasannya sebelum \
         tenggat berakhir.",
        "Arsip tahun 2019 masih dicari di depo kearsipan.",
    ),
    hukum(
        "pemberitahuan-tertulis-dikirim",
        "Pasal 22(7) UU 14/2008; Pasal 31(4) Perki 1/2021",
        "Sepuluh hari kerja sejak diterima: dikuasai atau tidak, diberikan seluruhnya atau \
         sebagian, bentuk, biaya, dan waktunya.",
        "Dikabulkan seluruhnya, salinan elektronik, tanpa biaya, dua hari kerja.",
    ),
    hukum(
        "penolakan-diberitahukan",
        "Pasal 17, 22(7) huruf c UU 14/2008; Pasal 34, 50 Perki 1/2021",
        "Sebut huruf dan angka Pasal 17, SK pengecualian, hasil uji konsekuensi, mengapa tidak \
         cukup dihitamkan, dan hak mengajukan keberatan.",
        "Huruf h angka 2: rekam medis. Rekapitulasi tanpa nama tetap diberikan.",
    ),
    hukum(
        "pemberitahuan-tertulis-diterima",
        "Pasal 36(1) UU 14/2008",
        "Jangka keberatan pemohon dihitung dari penerimaan, bukan dari pengiriman.",
        "Tanggal pada tanda terima atau bukti surel terkirim.",
    ),
    hukum(
        "biaya-ditetapkan",
        "Pasal 21, 22(7) huruf g UU 14/2008; Pasal 37-38 Perki 1/2021",
        "Biaya hanya penggandaan dan pengiriman, menurut standar yang diumumkan.",
        "Penggandaan 40 lembar menurut SK Biaya 41/2026: 10000.",
    ),
    hukum(
        "biaya-dibayar",
        "Pasal 38 Perki 1/2021",
        "Pembayaran diberi tanda terima.",
        "Jumlah yang diterima, cara tunai.",
    ),
    hukum(
        "informasi-diberikan",
        "Pasal 35, 50 Perki 1/2021",
        "Menyerahkan dokumen adalah fakta tersendiri setelah pemberitahuan tertulis.",
        "Diberikan sebagian: kolom nomor rekening dihitamkan.",
    ),
    hukum(
        "permohonan-dicabut",
        "Pasal 22 UU 14/2008",
        "Pemohon boleh menarik permohonannya; simpan pernyataan tertulisnya.",
        "Pemohon sudah menemukan dokumennya di situs.",
    ),
    hukum(
        "keberatan-diterima",
        "Pasal 35-36 UU 14/2008; Pasal 39-42 Perki 1/2021",
        "Keberatan tidak pernah ditolak di loket: yang terlalu dini atau terlambat hanya ditandai.",
        "Alasan huruf c; sepuluh hari kerja lewat tanpa jawaban.",
    ),
    hukum(
        "keberatan-dicatat",
        "Pasal 43 Perki 1/2021",
        "Keberatan dicatat dalam register keberatan pada hari diterima.",
        "Biarkan buku memberi nomor berikutnya.",
    ),
    hukum(
        "keberatan-dicabut",
        "Pasal 35 UU 14/2008",
        "Pemohon boleh menarik keberatannya; simpan pernyataan tertulisnya.",
        "Pemohon menerima penjelasan PPID.",
    ),
    hukum(
        "musyawarah-dilakukan",
        "Pasal 35(2) UU 14/2008",
        "Alasan huruf b sampai g boleh diselesaikan dengan musyawarah; huruf a tidak.",
        "Sepakat: dokumen diserahkan dalam tiga hari kerja.",
    ),
    hukum(
        "tanggapan-keberatan-dikirim",
        "Pasal 36(2)-(3) UU 14/2008; Pasal 44 Perki 1/2021",
        "Tiga puluh hari kerja sejak diterima; bila menguatkan PPID, dengan alasan tertulis, dan \
         SK bila informasinya dikecualikan.",
        "Mengabulkan: PPID menyerahkan dokumen paling lambat 10 April 2026.",
    ),
    hukum(
        "tanggapan-keberatan-diterima",
        "Pasal 37(2) UU 14/2008",
        "Empat belas hari kerja ke Komisi Informasi dihitung dari penerimaan ini.",
        "Tanggal pada tanda terima.",
    ),
    hukum(
        "tanggapan-pemohon-dicatat",
        "Lampiran XI Perki 1/2021",
        "Kolom terakhir register: pemohon menerima atau tidak.",
        "Tidak menerima; akan mengajukan sengketa.",
    ),
    hukum(
        "sengketa-diajukan",
        "Pasal 37 UU 14/2008; Pasal 13 Perki 1/2013",
        "Pemohon membawa perkara ini ke Komisi Informasi; catat begitu kantor mengetahuinya.",
        "KI Jawa Barat, alasan huruf c.",
    ),
    hukum(
        "pembatasan-diminta",
        "Pasal 11 dan 41 UU 27/2022",
        "Pemohon meminta datanya tidak atau belum diolah. Jam berjalan: dijawab dalam 3 x 24 jam, \
         juga pada hari libur.",
        "Meminta nama dan alamatnya tidak dibuka kepada unit selama sengketa.",
    ),
    hukum(
        "pembatasan-dilaksanakan",
        "Pasal 41(1), (3) UU 27/2022",
        "Sejak ini data pribadi perkara hanya dibuka PPID Utama, Atasan PPID, dan Auditor; \
         pengingat kepada pemohon berhenti. Register, jawaban, dan sengketa tetap berjalan. \
         Pemohon diberi tahu.",
        "Seluruhnya; surat 41/PPID/2026 tanggal 22 November 2026.",
    ),
    hukum(
        "pembatasan-ditolak",
        "Pasal 41(2) UU 27/2022",
        "Hanya tiga alasan: peraturan tidak memungkinkan, membahayakan keselamatan pihak lain, \
         atau perjanjian tertulis.",
        "Pasal 31 Perki 1/2021 mewajibkan nama pemohon dalam register.",
    ),
    hukum(
        "pembatasan-dicabut",
        "Pasal 11, 41 UU 27/2022",
        "Pembatasan berakhir; data diolah seperti semula.",
        "Surat pemohon tanggal 3 Februari 2027.",
    ),
    hukum(
        "penghapusan-ditahan",
        "Pasal 44(1) huruf c UU 27/2022",
        "Data yang berkaitan dengan proses hukum tidak dimusnahkan, juga bila gugatannya di luar \
         Komisi Informasi.",
        "Gugatan 12/G/2026/PTUN.BDG; permintaan Inspektorat 700/15/2026.",
    ),
    hukum(
        "penahanan-dilepas",
        "Pasal 44(1) UU 27/2022",
        "Setelah proses hukumnya selesai, penghapusan kembali mengikuti masa retensi.",
        "Putusan 12/G/2026/PTUN.BDG berkekuatan hukum tetap 3 Maret 2027.",
    ),
];
