//! Made-up people and requests. The region code 99 exists nowhere, so no NIK
//! here can be somebody's.

use events::pihak::{JenisPemohon, Kanal, Kuasa, Pemohon, SuratKuasa};
use events::teks::{Isi, Label};
use rand::RngExt;
use rand::rngs::StdRng;

const DEPAN: [&str; 24] = [
    "Adi", "Ayu", "Bagas", "Citra", "Dewi", "Eko", "Fajar", "Gita", "Hendra", "Indah", "Joko",
    "Kartika", "Lestari", "Made", "Nanda", "Oki", "Putri", "Rina", "Sari", "Teguh", "Utami",
    "Wahyu", "Yanti", "Zainal",
];
const BELAKANG: [&str; 20] = [
    "Pranata",
    "Wulandari",
    "Saputra",
    "Handayani",
    "Nugraha",
    "Maharani",
    "Santika",
    "Permadi",
    "Kusumah",
    "Anggara",
    "Lukita",
    "Basuki",
    "Rahayu",
    "Siregar",
    "Tarigan",
    "Manuaba",
    "Daeng",
    "Hasibuan",
    "Palar",
    "Wenda",
];
const LEMBAGA: [&str; 6] = [
    "Yayasan Suluh Warga",
    "Perkumpulan Jaga Anggaran",
    "PT Kabar Tirtamulya",
    "Lembaga Pantau Layanan",
    "Koperasi Pedagang Pasar Baru",
    "Forum Warga Bantaran",
];
/// What is asked, and why.
const PERMINTAAN: [(&str, &str); 24] = [
    ("Salinan DPA tahun berjalan beserta lampirannya", "kajian anggaran"),
    ("Daftar penerima hibah dan bantuan sosial tahun lalu", "pemantauan warga"),
    ("Dokumen kontrak pekerjaan perbaikan jalan lingkungan", "pemantauan warga"),
    ("Laporan realisasi anggaran triwulan terakhir", "penulisan skripsi"),
    ("Data jumlah siswa dan guru per sekolah", "penelitian"),
    ("Hasil uji mutu air sungai dua tahun terakhir", "penelitian"),
    ("Rencana tata ruang wilayah dan peta zonasi", "pengurusan usaha"),
    ("Notulen rapat pembahasan tarif parkir", "liputan berita"),
    ("Daftar aset tanah milik pemerintah kota", "kajian hukum"),
    ("SOP pelayanan perizinan dan waktu penyelesaiannya", "pengurusan usaha"),
    ("Data kasus demam berdarah per kelurahan", "penelitian"),
    ("Laporan hasil pemeriksaan internal", "liputan berita"),
    ("Dokumen AMDAL pembangunan pasar", "advokasi lingkungan"),
    ("Jumlah dan jenis kendaraan dinas", "pemantauan warga"),
    ("Daftar informasi publik dan SK penetapannya", "pemantauan warga"),
    ("Jadwal dan hasil penertiban bangunan", "liputan berita"),
    ("Data retribusi pasar per bulan", "kajian anggaran"),
    ("Berita acara serah terima pekerjaan drainase", "pemantauan warga"),
    ("Data tenaga non-ASN per unit", "penulisan skripsi"),
    ("Rekapitulasi pengaduan masyarakat dan tindak lanjutnya", "penelitian"),
    ("Formasi dan hasil seleksi jabatan terbuka", "kajian hukum"),
    ("Laporan kinerja instansi tahun lalu", "penulisan skripsi"),
    ("Daftar izin reklame yang masih berlaku", "pengurusan usaha"),
    ("Data penerima rumah tidak layak huni", "pemantauan warga"),
];

pub(crate) fn isi(teks: &str) -> Isi {
    Isi::try_new(teks).expect("the demo's texts are plain")
}

pub(crate) fn label(teks: &str) -> Label {
    Label::try_new(teks).expect("the demo's labels are plain")
}

pub(super) fn pilih<'a, T>(acak: &mut StdRng, daftar: &'a [T]) -> &'a T {
    &daftar[acak.random_range(0..daftar.len())]
}

/// True in so many of a hundred cases.
pub(super) fn persen(acak: &mut StdRng, n: u32) -> bool {
    acak.random_range(0..100) < n
}

pub(crate) fn permintaan(acak: &mut StdRng) -> (Isi, Isi) {
    let (rincian, tujuan) = pilih(acak, &PERMINTAAN);
    (isi(rincian), isi(tujuan))
}

fn orang(acak: &mut StdRng) -> String {
    format!("{} {}", pilih(acak, &DEPAN), pilih(acak, &BELAKANG))
}

pub(crate) fn pemohon(acak: &mut StdRng) -> (Pemohon, Option<Kuasa>) {
    let nama = orang(acak);
    let jenis = match acak.random_range(0..10) {
        0..7 => JenisPemohon::Perorangan,
        7..9 => JenisPemohon::BadanHukum,
        _ => JenisPemohon::KelompokOrang,
    };
    let (nama, nomor) = match jenis {
        JenisPemohon::BadanHukum => (
            (*pilih(acak, &LEMBAGA)).to_owned(),
            format!("AHU-{:07}.AH.01.04", acak.random_range(1..9_999_999)),
        ),
        JenisPemohon::Perorangan | JenisPemohon::KelompokOrang | JenisPemohon::TidakTercatat => {
            (nama, format!("99{:014}", acak.random_range(0_u64..100_000_000_000_000)))
        }
    };
    let surel = format!("{}@contoh.id", nama.to_lowercase().replace(' ', "."));
    let pemohon = Pemohon {
        jenis,
        nama: Some(isi(&nama)),
        nomor_identitas: Some(isi(&nomor)),
        alamat: Some(isi(&format!("Jalan Contoh {}, Tirtamulya", acak.random_range(1..200)))),
        telepon: Some(isi(&format!("0899{:08}", acak.random_range(0..100_000_000)))),
        surel: Some(isi(&surel)),
        pekerjaan: None,
        berkas_identitas: Vec::new(),
    };
    let kuasa = persen(acak, 4).then(|| Kuasa {
        nama: isi(&orang(acak)),
        surat: SuratKuasa::KhususBermeterai,
        berkas: None,
    });
    (pemohon, kuasa)
}

pub(super) fn kanal(acak: &mut StdRng) -> Kanal {
    match acak.random_range(0..100) {
        0..52 => Kanal::Situs,
        52..70 => Kanal::Langsung,
        70..84 => Kanal::Surel,
        84..93 => Kanal::WhatsApp,
        93..98 => Kanal::Pos,
        _ => Kanal::Lisan,
    }
}
