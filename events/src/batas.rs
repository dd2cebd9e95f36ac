//! Every time limit of the law that touches an office or its pemohon.
//!
//! UU = UU 14/2008, PP = PP 61/2010, Perki 21 = Perki 1/2021 (Pasal 1 angka 22:
//! hari is hari kerja), Perki 13 = Perki 1/2013, PDP = UU 27/2022.

use crate::hari_kerja::{Arah, HariKerja};

/// One limit, as the law words it. Competing articles on one duty are separate
/// limits, so that each reading can be shown with its own words.
#[derive(Debug, PartialEq, Eq)]
pub struct Batas {
    pub kode: &'static str,
    pub pelaku: Pelaku,
    /// The fact from which it runs.
    pub pemicu: &'static str,
    pub panjang: Panjang,
    pub arah: Arah,
    pub kata: Kata,
    pub pasal: &'static str,
    /// What must be done by then.
    pub tindakan: &'static str,
    pub akibat: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pelaku {
    Ppid,
    PpidPembantu,
    AtasanPpid,
    BadanPublik,
    Pemohon,
    ParaPihak,
    KomisiInformasi,
    Pengadilan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panjang {
    HariKerja(HariKerja),
    /// Calendar days, where the text says `hari` and does not define it.
    Hari(u32),
    Bulan(u32),
    Tahun(u32),
    Jam(u32),
    /// A count of absences, not of days.
    Kali(u32),
    Segera,
    MenurutAmar,
    Berkala,
}

/// The law's own word, which suggests whether the trigger day counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kata {
    Sejak,
    Setelah,
    Sebelum,
    Lain,
}

pub fn menurut_kode(kode: &str) -> Option<&'static Batas> {
    SEMUA.iter().find(|batas| batas.kode == kode)
}

const fn hk(n: u32) -> Panjang {
    Panjang::HariKerja(HariKerja(n))
}

#[expect(clippy::too_many_arguments, reason = "one row of the table below, in column order")]
const fn b(
    kode: &'static str,
    pelaku: Pelaku,
    pemicu: &'static str,
    panjang: Panjang,
    kata: Kata,
    pasal: &'static str,
    tindakan: &'static str,
    akibat: &'static str,
) -> Batas {
    let arah = match kata {
        Kata::Sebelum => Arah::Mundur,
        Kata::Sejak | Kata::Setelah | Kata::Lain => Arah::Maju,
    };
    Batas { kode, pelaku, pemicu, panjang, arah, kata, pasal, tindakan, akibat }
}

use Kata::{Lain, Sebelum, Sejak, Setelah};
use Panjang::{Berkala, Bulan, Hari, Jam, Kali, MenurutAmar, Segera, Tahun};
use Pelaku::{
    AtasanPpid, BadanPublik, KomisiInformasi, ParaPihak, Pemohon, Pengadilan, Ppid, PpidPembantu,
};

/// Permohonan (P), keberatan (K), sengketa (S), laporan dan pengumuman (L),
/// pengecualian (X), data pribadi (D), pemilu (E).
#[rustfmt::skip]
pub const SEMUA: &[Batas] = &[
    b("P01", Ppid, "PermohonanDiterima", Segera, Sejak, "Pasal 22(4)-(6) UU; Pasal 29(3), 30(2) Perki 21", "beri nomor pendaftaran sebagai tanda bukti", "pemohon tidak punya bukti; beban berada pada PPID"),
    b("P02", Ppid, "PermohonanDicatat", hk(3), Sejak, "Pasal 31(2) Perki 21", "periksa kelengkapan; bila kurang terbitkan surat keterangan tidak lengkap (Lampiran IX)", "tidak menghentikan jangka 10 hk Pasal 22(7) UU"),
    b("P03", Pemohon, "SuratTidakLengkapDiterima", hk(3), Sejak, "Pasal 33(3)-(4) Perki 21", "serahkan perbaikan", "PPID mencatat dalam register dan tidak wajib menindaklanjuti"),
    b("P04a", Ppid, "PermohonanDiterima", hk(10), Sejak, "Pasal 22(7) UU", "sampaikan pemberitahuan tertulis", "alasan keberatan huruf c atau g terbuka"),
    b("P04b", Ppid, "KelengkapanDiperiksa", hk(10), Sejak, "Pasal 31(3) Perki 21", "sampaikan pemberitahuan tertulis (Lampiran VII)", "alasan keberatan huruf c atau g terbuka"),
    b("P05", Ppid, "PermohonanDiterima", hk(10), Sejak, "Pasal 34(3) Perki 21", "sampaikan pemberitahuan penolakan dengan alasan dan SK pengecualian", "penolakan tanpa SK atau uji konsekuensi lemah di KI"),
    b("P06", Ppid, "BatasPemberitahuan", hk(7), Lain, "Pasal 22(8) UU; Pasal 36 Perki 21", "sampaikan pemberitahuan tertulis setelah perpanjangan", "alasan keberatan huruf c atau g terbuka"),
    b("P07", Ppid, "PermohonanDiterima", hk(10), Sejak, "Pasal 22(7) huruf b UU; Pasal 31(4) huruf b Perki 21", "sebut badan publik yang menguasai informasi bila diketahui", "alasan keberatan huruf d atau e"),
    b("K01", Pemohon, "AlasanKeberatanDitemukan", hk(30), Setelah, "Pasal 36(1) UU", "ajukan keberatan tertulis kepada Atasan PPID", "berisiko dinilai daluwarsa"),
    b("K02a", AtasanPpid, "KeberatanDiterima", hk(30), Sejak, "Pasal 36(2) UU; Pasal 5 huruf b Perki 13", "beri tanggapan tertulis atas keberatan", "pemohon berhak ke Komisi Informasi"),
    b("K02b", AtasanPpid, "KeberatanDicatat", hk(30), Sejak, "Pasal 44(1) Perki 21", "beri tanggapan tertulis atas keberatan", "pemohon berhak ke Komisi Informasi"),
    b("S01", Pemohon, "TanggapanKeberatanDiterima", hk(14), Setelah, "Pasal 37(2) UU; Pasal 13 huruf a Perki 13", "ajukan penyelesaian sengketa ke Komisi Informasi", "berisiko putusan sela daluwarsa (Pasal 36(1) huruf d Perki 13)"),
    b("S02", Pemohon, "BatasTanggapanKeberatan", hk(14), Lain, "Pasal 13 huruf b, Pasal 5 huruf b Perki 13", "ajukan penyelesaian sengketa ke Komisi Informasi", "sebelum jendela prematur, sesudahnya daluwarsa"),
    b("S03", KomisiInformasi, "SengketaDiajukan", hk(3), Sejak, "Pasal 17(1) Perki 13", "beri tahu kekurangan permohonan sengketa", "tidak ada"),
    b("S04", Pemohon, "SuratKetidaklengkapanDiterima", hk(7), Sejak, "Pasal 17(2)-(3), 18(2) Perki 13", "lengkapi berkas sengketa", "tanpa identitas tidak diregistrasi"),
    b("S05", KomisiInformasi, "AktaTidakDiregistrasi", hk(3), Sejak, "Pasal 17(4) Perki 13", "sampaikan akta tidak diregistrasi", "tidak ada"),
    b("S06", KomisiInformasi, "SengketaDiregistrasi", hk(3), Sejak, "Pasal 18(3) Perki 13", "kirim bukti registrasi", "tidak ada"),
    b("S07", KomisiInformasi, "SengketaDiajukan", hk(14), Setelah, "Pasal 38(1) UU", "mulai mediasi atau ajudikasi", "tidak ada; lazim terlampaui"),
    b("S08", KomisiInformasi, "SengketaDiregistrasi", hk(100), Lain, "Pasal 38(2) UU", "selesaikan sengketa (informatif)", "tidak ada: \"dapat\"; PTUN 38/G/KI/2022"),
    b("S09", ParaPihak, "SidangPertama", hk(2), Sebelum, "Pasal 22(3) Perki 13", "minta penggantian mediator atau majelis", "tidak ada"),
    b("S10", KomisiInformasi, "SidangPertama", hk(3), Sebelum, "Pasal 24(2) Perki 13", "panggilan diterima para pihak", "tidak ada"),
    b("S11", BadanPublik, "SidangPertama", Hari(1), Sebelum, "Pasal 25 Perki 13", "serahkan jawaban tertulis (tidak wajib)", "diminta keterangan lisan singkat (Pasal 35(3))"),
    b("S12", KomisiInformasi, "SidangPertama", Segera, Lain, "Pasal 36(1), 38(3) Perki 13", "periksa kewenangan, kedudukan hukum, dan jangka waktu", "tidak ada"),
    b("S13", KomisiInformasi, "AjudikasiDitunda", hk(3), Setelah, "Pasal 38(4) Perki 13", "adakan pertemuan mediasi pertama", "tidak ada"),
    b("S14", KomisiInformasi, "MediasiDimulai", hk(14), Sejak, "Pasal 41(1) Perki 13", "selesaikan mediasi", "mediasi gagal (Pasal 48(1) huruf c)"),
    b("S15", KomisiInformasi, "BatasMediasi", hk(7), Lain, "Pasal 41(2) Perki 13", "selesaikan mediasi yang diperpanjang", "mediasi gagal"),
    b("S16", Pemohon, "TidakHadir", Kali(2), Lain, "Pasal 30, 45 Perki 13", "hadir", "permohonan sengketa gugur"),
    b("S17", BadanPublik, "TidakHadirMediasi", Kali(2), Lain, "Pasal 48(1) huruf d, Pasal 31 Perki 13", "hadir", "mediasi gagal; sidang dapat diputus tanpa kehadiran"),
    b("S18", ParaPihak, "SidangPutusan", hk(3), Sebelum, "Pasal 57(3) Perki 13", "sampaikan kesimpulan", "tidak ada"),
    b("S19", KomisiInformasi, "PutusanDibacakan", hk(3), Sejak, "Pasal 59(4) Perki 13", "sampaikan salinan putusan", "tidak ada"),
    b("S20a", ParaPihak, "SalinanPutusanDiterima", hk(14), Setelah, "Pasal 48(1) UU", "ajukan gugatan ke PTUN atau PN", "putusan berkekuatan hukum tetap (Pasal 60(3) Perki 13)"),
    b("S20b", ParaPihak, "SalinanPutusanDiterima", Hari(14), Sejak, "Pasal 60(2) Perki 13", "ajukan gugatan ke PTUN atau PN", "putusan berkekuatan hukum tetap (Pasal 60(3) Perki 13)"),
    b("S21", ParaPihak, "PutusanPengadilanDiterima", Hari(14), Sejak, "Pasal 50 UU", "ajukan kasasi ke Mahkamah Agung", "putusan berkekuatan hukum tetap"),
    b("S22", BadanPublik, "BerkekuatanHukumTetap", MenurutAmar, Lain, "Pasal 59(2) huruf f Perki 13", "laksanakan putusan; informasi yang dibuka masuk DIP (Pasal 52(3)-(4) Perki 21)", "eksekusi; Pasal 52 UU"),
    b("S23", Pengadilan, "GugatanDiajukan", Hari(60), Lain, "PERMA 2/2011 (dari ingatan, belum diperiksa)", "putus gugatan", "tidak ada"),
    b("L01", BadanPublik, "PengumumanBerkala", Bulan(6), Lain, "Pasal 9(3) UU; Pasal 14(2) huruf e, 15(5), 18 Perki 21", "umumkan informasi berkala dengan ringkasan laporan akses", "alasan keberatan huruf b"),
    b("L02", Ppid, "DipDitetapkan", Bulan(6), Lain, "Pasal 45(7) Perki 21", "mutakhirkan DIP dengan Keputusan dan persetujuan Atasan PPID", "nilai monev"),
    b("L03", BadanPublik, "TahunAnggaranBerakhir", Bulan(3), Setelah, "Pasal 56(1), (3) Perki 21", "tetapkan laporan layanan dan kirim salinan ke KI", "nilai monev"),
    b("L04", BadanPublik, "TahunKalender", Tahun(1), Lain, "Pasal 12 UU", "umumkan empat angka layanan", "tidak ada"),
    b("L05", PpidPembantu, "PenyampaianTerakhir", Bulan(6), Lain, "Permendagri 3/2017 (nomor pasal belum diperiksa)", "serahkan informasi dan dokumentasi kepada PPID Utama", "tidak ada"),
    b("L06", PpidPembantu, "LaporanTerakhir", Berkala, Lain, "Permendagri 3/2017 (nomor pasal belum diperiksa)", "laporkan kebijakan teknis dan pelayanan kepada PPID Utama", "tidak ada"),
    b("L07", KomisiInformasi, "Tahun", Tahun(1), Lain, "Pasal 59(2) Perki 21", "monitoring dan evaluasi", "tidak ada"),
    b("L08", BadanPublik, "KeadaanMengancam", Segera, Lain, "Pasal 10 UU; Pasal 19, 25(1) Perki 21", "umumkan serta merta", "Pasal 52 UU"),
    b("X01", Ppid, "BerakhirnyaPengecualian", hk(30), Sebelum, "Pasal 11(2) PP; Pasal 52(1) Perki 21", "tetapkan sebagai informasi publik", "terbuka dengan sendirinya saat berakhir"),
    b("X02", Ppid, "PenetapanPengecualianHurufA", Tahun(30), Lain, "Pasal 5(1) PP; Pasal 51(1) Perki 21", "batas terlama pengecualian huruf a", "jangka yang lebih lama adalah kesalahan data"),
    b("D01", BadanPublik, "KegagalanPelindunganData", Jam(72), Lain, "Pasal 46 PDP", "beri tahu subjek data dan lembaga", "sanksi administratif Pasal 57 PDP"),
    b("D02", BadanPublik, "PermintaanPembatasan", Jam(72), Lain, "Pasal 41 PDP", "batasi pemrosesan", "sanksi administratif Pasal 57 PDP"),
    b("E01", Ppid, "PermohonanInformasiPemilu", hk(3), Lain, "Pasal 12 Perki 1/2019 (dari berita)", "jawab permohonan informasi pemilu", "hanya penyelenggara pemilu"),
    b("E02", AtasanPpid, "KeberatanInformasiPemilu", hk(3), Lain, "Pasal 14 Perki 1/2019 (dari berita)", "tanggapi keberatan informasi pemilu", "hanya penyelenggara pemilu"),
];

impl Batas {
    /// The length in working days, where the limit is one.
    pub fn hari_kerja(&self) -> Option<HariKerja> {
        match self.panjang {
            Panjang::HariKerja(panjang) => Some(panjang),
            Panjang::Hari(_)
            | Bulan(_)
            | Tahun(_)
            | Jam(_)
            | Kali(_)
            | Segera
            | MenurutAmar
            | Berkala => None,
        }
    }
}

impl std::fmt::Display for Pelaku {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Pelaku::Ppid => "PPID",
            Pelaku::PpidPembantu => "PPID Pembantu",
            Pelaku::AtasanPpid => "Atasan PPID",
            Pelaku::BadanPublik => "Badan Publik",
            Pelaku::Pemohon => "Pemohon",
            Pelaku::ParaPihak => "Para pihak",
            Pelaku::KomisiInformasi => "Komisi Informasi",
            Pelaku::Pengadilan => "Pengadilan",
        })
    }
}

impl std::fmt::Display for Panjang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Panjang::HariKerja(HariKerja(n)) => write!(f, "{n} hari kerja"),
            Panjang::Hari(n) => write!(f, "{n} hari kalender"),
            Panjang::Bulan(n) => write!(f, "{n} bulan"),
            Panjang::Tahun(n) => write!(f, "{n} tahun"),
            Panjang::Jam(n) => write!(f, "{n} jam"),
            Panjang::Kali(n) => write!(f, "{n} kali"),
            Panjang::Segera => f.write_str("segera"),
            Panjang::MenurutAmar => f.write_str("menurut amar putusan"),
            Panjang::Berkala => f.write_str("berkala"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_its_own_code_and_an_article() {
        assert_eq!(SEMUA.len(), 49);
        for (i, batas) in SEMUA.iter().enumerate() {
            assert!(SEMUA[..i].iter().all(|lain| lain.kode != batas.kode), "{}", batas.kode);
            assert!(!batas.pasal.is_empty() && !batas.tindakan.is_empty(), "{}", batas.kode);
        }
    }

    #[test]
    fn the_lengths_are_those_of_the_law() {
        let panjang = |kode: &str| menurut_kode(kode).expect(kode).panjang.to_string();
        for (kode, kata) in [
            ("P02", "3 hari kerja"),
            ("P03", "3 hari kerja"),
            ("P04a", "10 hari kerja"),
            ("P04b", "10 hari kerja"),
            ("P05", "10 hari kerja"),
            ("P06", "7 hari kerja"),
            ("K01", "30 hari kerja"),
            ("K02a", "30 hari kerja"),
            ("S01", "14 hari kerja"),
            ("S02", "14 hari kerja"),
            ("S14", "14 hari kerja"),
            ("S15", "7 hari kerja"),
            ("S20a", "14 hari kerja"),
            ("S20b", "14 hari kalender"),
            ("S21", "14 hari kalender"),
            ("X01", "30 hari kerja"),
            ("X02", "30 tahun"),
            ("D01", "72 jam"),
        ] {
            assert_eq!(panjang(kode), kata, "{kode}");
        }
    }
}
