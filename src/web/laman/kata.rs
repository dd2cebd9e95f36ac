//! The words on forms. Names in the log are Indonesian already; here stands what
//! they do not say by themselves.

use chrono::NaiveDate;
use events::pasal17::Pasal17;
use events::waktu::tanggal_panjang;

use crate::web::antrean::WajahPerkara;

/// `21 November 2026`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub fn tanggal(hari: &NaiveDate) -> String {
    tanggal_panjang(*hari)
}

/// Both ends where they differ.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub fn rentang((awal, lambat): &(NaiveDate, NaiveDate)) -> String {
    if awal == lambat {
        return tanggal_panjang(*awal);
    }
    format!("{} – {}", tanggal_panjang(*awal), tanggal_panjang(*lambat))
}

/// The face of a case in words.
pub fn wajah(wajah: WajahPerkara) -> String {
    match wajah {
        WajahPerkara::Segera => "segera jatuh tempo".to_owned(),
        wajah => wajah.nama().replace('-', " "),
    }
}

/// The name of its colour in the stylesheet; the word always stands with it.
pub fn kelas_wajah(wajah: WajahPerkara) -> &'static str {
    match wajah {
        WajahPerkara::TepatWaktu | WajahPerkara::Selesai => "tenang",
        WajahPerkara::Segera | WajahPerkara::Batas => "waspada",
        WajahPerkara::Terlambat => "gawat",
        WajahPerkara::Diperpanjang | WajahPerkara::MenungguPemohon | WajahPerkara::TanpaTanggal => {
            "tunggu"
        }
        WajahPerkara::Keberatan | WajahPerkara::Sengketa => "sengketa",
    }
}

/// One digit behind the comma.
pub fn desimal(angka: f64) -> String {
    format!("{angka:.1}").replace('.', ",")
}

/// `1,2 MB`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub fn ukuran(bytes: &u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} byte"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// A field's name for people.
pub fn kolom(nama: &str) -> String {
    let tetap = match nama {
        "alasan" => "Alasan",
        "atasan_ppid" => "Atasan PPID",
        "alasan_tidak_dihitamkan" => "Mengapa tidak cukup dihitamkan sebagian",
        "badan_lain" => "Badan publik yang menguasainya",
        "batas_internal" => "Batas bagi unit",
        "bentuk" => "Bentuk yang tersedia",
        "berkas_identitas" => "Berkas identitas",
        "berkas" => "Berkas",
        "biaya_rupiah" => "Biaya (rupiah)",
        // Of a notice that grants: whole or in part.
        "dikabulkan" => "Lingkup",
        "cara_bayar" => "Cara pembayaran",
        "dasar" => "Dasar",
        "dibuat" => "Waktu pembuatan",
        "dikecualikan" => "Informasi dikecualikan",
        "eskalasi" => "Siapa lagi yang diberi tahu",
        "hak_keberatan_disampaikan" => "Hak mengajukan keberatan disampaikan",
        "hal" => "Yang disetujui",
        "informasi" => "Informasi yang dimaksud",
        "isi" => "Isi jawaban",
        "data_terungkap" => "Data pribadi yang terungkap",
        "judul" => "Judul",
        "jumlah_orang" => "Jumlah orang yang terdampak",
        "kepada" => "Kepada",
        "kronologi" => "Kapan dan bagaimana terjadinya",
        "pemberitahuan" => "Pemberitahuan kepada pemohon",
        "penanganan" => "Upaya penanganan dan pemulihan",
        "permintaan" => "Yang diminta pemohon",
        "register" => "Nomor register yang terdampak",
        "surat" => "Surat atau pengumuman",
        "terjadi" => "Tanggal terjadinya, bila diketahui",
        "kasus_posisi" => "Kasus posisi",
        "kekurangan" => "Yang belum lengkap",
        "konsekuensi_dibuka" => "Akibat bila dibuka",
        "konsekuensi_ditutup" => "Manfaat bila ditutup",
        "layanan_lain" => "Layanan lain",
        "melengkapi" => "Yang dilengkapi",
        "nomor_identitas" => "Nomor identitas (NIK atau akta)",
        "pasal" => "Huruf Pasal 17 UU 14/2008",
        "penanggung_jawab" => "Penanggung jawab pembuatan atau penerbitan",
        "penghitaman" => "Bagian yang dihitamkan",
        "ppid_utama" => "PPID Utama",
        "petunjuk" => "Petunjuk kepada unit",
        "putusan" => "Putusan",
        "retensi" => "Jangka waktu penyimpanan",
        "rincian" => "Rincian informasi yang diminta",
        "ringkasan" => "Ringkasan isi informasi",
        "rupiah" => "Jumlah (rupiah)",
        "dari" => "Dari tanggal",
        "sampai" => "Sampai tanggal",
        "sebelum" => "Hari kerja sebelum tenggat",
        "sumber_terbit" => "Asal tanggal terbit",
        "tangga" => "Hari kerja yang diberi alarm",
        "terbit" => "Tanggal terbit instrumen",
        "terlambat_berkala" => "Lalu setiap berapa hari kerja",
        "terlambat_harian" => "Setiap hari pada berapa hari kerja pertama setelah lewat",
        "terlambat_sampai" => "Sampai berapa hari kerja setelah lewat",
        "sk" => "SK pengecualian",
        "surel" => "Alamat surel",
        "tujuan" => "Tujuan",
        "uraian" => "Uraian",
        "waktu_penyediaan_hk" => "Waktu penyediaan (hari kerja)",
        _ => return manusiawi(nama),
    };
    tetap.to_owned()
}

/// Columns that open a form, in the order of Lampiran I Perki 1/2021; and the
/// steps of a ladder.
const DAHULU: [&str; 13] = [
    "ringkasan",
    "judul",
    "unit",
    "penanggung_jawab",
    "kategori",
    "dibuat",
    "tempat",
    "bentuk",
    "retensi",
    "sebelum",
    "terlambat_harian",
    "terlambat_berkala",
    "terlambat_sampai",
];

/// Rows that are offered where a fact holds several of something.
pub fn baris(nama: &str) -> usize {
    if nama == "sebelum" { 6 } else { 3 }
}

/// Where a field stands among its neighbours.
pub fn urutan(nama: &str) -> usize {
    DAHULU.iter().position(|satu| *satu == nama).unwrap_or(DAHULU.len())
}

/// What a field asks for, where its name is not enough.
pub fn bantuan(nama: &str) -> Option<&'static str> {
    Some(match nama {
        "berkas_identitas" => {
            "KTP atau surat keterangan Dukcapil; akta badan hukum; kuasa dan KTP pemberi kuasa."
        }
        "batas_internal" => "Harus berakhir sebelum tenggat undang-undang.",
        "eskalasi" => {
            "Sejak berapa hari kerja tersisa; 0 hari terakhirnya, -1 sehari setelah lewat, kosong tidak diberi tahu."
        }
        "hak_keberatan_disampaikan" => {
            "Penolakan menyebut hak keberatan (Pasal 35 UU 14/2008); tanpa itu penolakannya cacat."
        }
        "konsekuensi_dibuka" => "Pasal 2(4) dan 19 UU 14/2008: bahaya yang nyata, bukan dugaan.",
        "penghitaman" => "Selebihnya diberikan (Pasal 22(7) huruf e UU 14/2008).",
        "rincian" => "Sebutkan jenis, tahun, atau unit yang memilikinya bila diketahui.",
        "terlambat_sampai" => {
            "Setelah itu tidak ada alarm lagi; tenggatnya tetap tampak di dasbor dan ringkasan pagi."
        }
        "tujuan" => "Untuk apa informasi itu dipakai (Pasal 4(3) UU 14/2008).",
        "surat" => "Wakil membawa surat kuasa khusus bermeterai (Lampiran VI Perki 1/2021).",
        _ => return None,
    })
}

/// Whether a text fits on one line.
pub fn pendek(nama: &str) -> bool {
    matches!(
        nama,
        "nama" | "nomor_identitas" | "telepon" | "surel" | "pekerjaan" | "cara_bayar" | "bagian"
    )
}

/// A choice's name for people.
pub fn nilai(kolom: &str, nilai: &str) -> String {
    let tetap = match (kolom, nilai) {
        ("alasan", "a") => "a. Permohonan ditolak berdasarkan pengecualian (Pasal 17)",
        ("alasan", "b") => "b. Informasi berkala tidak disediakan",
        ("alasan", "c") => "c. Permohonan tidak ditanggapi",
        ("alasan", "d") => "d. Permohonan ditanggapi tidak sebagaimana diminta",
        ("alasan", "e") => "e. Permohonan tidak dipenuhi",
        ("alasan", "f") => "f. Biaya yang dikenakan tidak wajar",
        ("alasan", "g") => "g. Informasi diberikan melebihi jangka waktu",
        ("sumber_terbit", "instrumen") => "Dari instrumennya sendiri",
        ("sumber_terbit", "pers") => "Dari pemberitaan",
        ("sumber_terbit", "ingatan") => "Dari ingatan",
        ("sumber_terbit", "paling_lambat") => "Paling lambat pada tanggal itu",
        ("dasar", "peraturan_tidak_memungkinkan") => "Peraturan tidak memungkinkan (huruf a)",
        ("dasar", "membahayakan_pihak_lain") => "Membahayakan keselamatan pihak lain (huruf b)",
        ("dasar", "perjanjian_tertulis") => "Terikat perjanjian tertulis (huruf c)",
        ("kepada", "subjek") => "Orang yang datanya terdampak",
        ("kepada", "lembaga") => "Lembaga pelindungan data pribadi",
        ("status", "plt") => "Plt., karena jabatannya kosong",
        ("status", "plh") => "Plh., karena pejabatnya berhalangan",
        (_, "ppid_utama") => "PPID Utama",
        (_, "ppid_pembantu") => "PPID Pembantu",
        (_, "atasan_ppid") => "Atasan PPID",
        (_, "tim_pertimbangan") => "Tim Pertimbangan",
        (_, "rumah_sakit") => "Rumah sakit",
        (_, "bumd") => "BUMD",
        (_, "surel") => "Surel",
        (_, "lapor") => "SP4N-LAPOR!",
        (_, "dukcapil") => "Layanan kependudukan (Dukcapil)",
        (_, "penanggung_jawab") => "Penanggung jawab",
        (_, "sk") => "SK",
        (_, nilai) if nilai.starts_with("17") => return pasal17(nilai),
        (_, nilai) => return manusiawi(nilai),
    };
    tetap.to_owned()
}

/// `17c4` is letter c, number 4 of Pasal 17, with what the law says there.
fn pasal17(kode: &str) -> String {
    let Ok(pasal) = Pasal17::try_from(kode.to_owned()) else { return kode.to_owned() };
    let isi = pasal.isi_angka().unwrap_or_else(|| pasal.label());
    format!("{pasal}: {isi}")
}

/// `cara_memperoleh` is "Cara memperoleh".
pub fn manusiawi(nama: &str) -> String {
    let teks = nama.replace(['_', '-'], " ");
    let mut huruf = teks.chars();
    let awal = huruf.next().map(|huruf| huruf.to_uppercase().to_string()).unwrap_or_default();
    awal + huruf.as_str()
}
