//! Steps of a failure to protect personal data.

use super::{Hukum, hukum};

pub(super) const SEMUA: &[Hukum] = &[
    hukum(
        "kegagalan-diberitahukan",
        "Pasal 46 UU 27/2022",
        "Orang yang datanya terdampak dan lembaga diberi tahu secara tertulis dalam 3 x 24 jam: \
         data apa, kapan dan bagaimana, dan apa yang dilakukan. Bila layanan publik terganggu atau \
         dampaknya besar, masyarakat juga.",
        "Surat 43/PPID/2026 tanggal 22 November 2026 kepada semua orang yang terdampak.",
    ),
    hukum(
        "kegagalan-ditangani",
        "Pasal 46(2) huruf c UU 27/2022",
        "Ditutup setelah mereka diberi tahu dan penyebabnya ditangani.",
        "Lampiran ditarik, penerima menyatakan menghapusnya; lampiran surel kini diperiksa dua orang.",
    ),
];
