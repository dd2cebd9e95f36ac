//! The steps of a report of a PPID Pembantu.

use super::{Hukum, hukum};

pub(super) const SEMUA: &[Hukum] = &[
    hukum(
        "laporan-disampaikan",
        "Permendagri 3/2017; Pasal 56(4)e-f, 57(2)-(3) Perki 1/2021",
        "Angkanya dihitung dari log pada saat ini dan dibekukan. Unit menambahkan kendala dan rekomendasinya sendiri.",
        "Dua permohonan menunggu salinan dari kontraktor; perlu klausul salinan dalam setiap kontrak baru.",
    ),
    hukum(
        "laporan-dikembalikan",
        "Permendagri 3/2017; Pasal 10 Perki 1/2021",
        "PPID Utama memeriksa laporan unit; yang belum tepat kembali dengan catatan dan ditagih lagi.",
        "Register Februari belum memuat dua permohonan yang diterima di loket; mohon dicatat lalu sampaikan lagi.",
    ),
    hukum(
        "laporan-diterima",
        "Permendagri 3/2017; Pasal 10 Perki 1/2021",
        "Laporan yang diterima masuk dalam konsolidasi PPID Utama.",
        "Tidak ada yang perlu diisi.",
    ),
    hukum(
        "laporan-dikirim-ke-ki",
        "Pasal 56(3) Perki 1/2021",
        "Salinan laporan disampaikan kepada Komisi Informasi.",
        "900/12/PPID/2027",
    ),
];
