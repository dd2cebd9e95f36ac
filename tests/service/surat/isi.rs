//! What each letter says: the words of the law, the facts of its case, and
//! nothing that somebody typed as anything but text.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{baca, naskah, rancangan, surat, versi};
use crate::api::klien::{Kantor, id};

/// Text that would be code to a typesetter that read it as markup.
const JAHAT: &str = "#panic(\"x\") *tebal* $1/0$ `kode` #read(\"data.json\") <a> @b \\ // -- 😀 漢字 \
                     سلام \u{E001} [x](y) \"]}";

/// An office with a letterhead, and a case that was received.
pub(super) async fn kantor() -> Kantor {
    let kantor = Kantor::buka().await;
    let fakta = json!({"nama": "Kota Tirtamulya", "kop": [
        "PEMERINTAH KOTA TIRTAMULYA", "DINAS KOMUNIKASI DAN INFORMATIKA",
        "Jalan Merdeka Nomor 1 Tirtamulya 40111, telepon (022) 123456"]});
    let badan = json!({"perintah": id(), "fakta": fakta});
    kantor.kirim("admin", "/kantor/kantor-ditetapkan", badan).await.dengan(200);
    kantor
}

pub(super) async fn diajukan(kantor: &Kantor, permohonan: Value) -> Uuid {
    let badan = json!({"perintah": id(), "permohonan": permohonan});
    let bukti = kantor.kirim("petugas", "/permohonan", badan).await.dengan(201);
    bukti.badan["perkara"].as_str().unwrap().parse().unwrap()
}

pub(super) fn permohonan() -> Value {
    json!({
        "kanal": "langsung",
        "pemohon": {
            "jenis": "perorangan", "nama": {"isi": "Sri Wahyuni"},
            "nomor_identitas": {"isi": "3275014101900001"}, "surel": {"isi": "sri@contoh.id"},
            "telepon": {"isi": "0812-0000-0000"}, "pekerjaan": {"isi": "Guru"},
            "alamat": {"isi": "Jalan Melati 7 RT 02/RW 05, Tirtamulya"}
        },
        "rincian": {"isi": "Salinan rencana anggaran dan realisasi Puskesmas Sukamaju tahun 2025"},
        "tujuan": {"isi": "penelitian skripsi"},
        "cara_memperoleh": "salinan_elektronik", "cara_pengiriman": "surel"
    })
}

fn pemberitahuan() -> Value {
    json!({"putusan": {"dikabulkan": "sebagian"}, "penguasaan": "dikuasai",
           "bentuk": "cetak_dan_elektronik", "biaya_rupiah": 12_500,
           "cara_bayar": {"isi": "tunai di loket PPID"}, "waktu_penyediaan_hk": 2,
           "penghitaman": {"isi": "nama dan nomor rekening penerima bantuan (Pasal 17 huruf h)"},
           "nomor_surat": "480/21/PPID"})
}

pub(super) async fn tertulis(
    kantor: &Kantor,
    nama: &str,
    perkara: Uuid,
    surat: Uuid,
    kata: &[&str],
) {
    let pdf = naskah(kantor, perkara, surat).await;
    let teks = baca(nama, &pdf);
    // A line may end within a number that has strokes.
    let rapat = |teks: &str| teks.split_whitespace().collect::<String>();
    let isinya = rapat(&teks);
    for kata in kata {
        assert!(isinya.contains(&rapat(kata)), "{nama}: {kata}: {teks}");
    }
    let ulang = json!({"perintah": id(), "surat": surat});
    let alamat = format!("/perkara/{perkara}/surat/susun-ulang");
    let ulang = kantor.kirim("auditor", &alamat, ulang).await.dengan(200);
    assert_eq!(ulang.badan["sama"], true, "{nama}: {}", ulang.badan);
}

/// What stands in each letter of a permohonan.
const KATA: [(&str, &[&str]); 4] = [
    (
        "tanda-bukti",
        &[
            "PEMERINTAH KOTA TIRTAMULYA",
            "Sri Wahyuni",
            "Senin, 2 Maret 2026",
            "10 (sepuluh)",
            "penelitian skripsi",
            "3 Maret 2026",
            "Rina Kusumawardani",
            "pukul 10.00 WIB",
        ],
    ),
    (
        "tidak-lengkap",
        &[
            "belum lengkap",
            "salinan KTP",
            "tujuan penggunaan",
            "3 (tiga) hari kerja",
            "Nomor 1 Tahun 2021",
        ],
    ),
    (
        "perpanjangan",
        &[
            "24 Maret 2026",
            "belum dapat memutuskan status",
            "Inspektorat",
            "Dua berkas lagi",
            "Sekretaris Daerah",
        ],
    ),
    (
        "pemberitahuan",
        &[
            "dikabulkan sebagian",
            "Rp12.500",
            "2 hari kerja",
            "tunai di loket",
            "rekening",
            "penghitaman",
            "keberatan",
        ],
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn letters_of_a_permohonan_say_what_the_law_asks_for() {
    let kantor = kantor().await;
    let perkara = diajukan(&kantor, permohonan()).await;
    let bukti = ("tanda_bukti_penerimaan", "PermohonanDiterima");
    let bukti = surat(&kantor, "petugas", perkara, bukti).await;
    let kurang = json!({"kekurangan": ["identitas", "tujuan"]});
    kantor.fakta("petugas", perkara, "kelengkapan-diperiksa", kurang).await.dengan(200);
    let kurang = ("keterangan_tidak_lengkap", "KelengkapanDiperiksa");
    let kurang = surat(&kantor, "petugas", perkara, kurang).await;
    let alasan = json!({"alasan": "belum_dapat_memutuskan_status", "sampai": "2026-03-24",
                        "uraian": {"isi": "Dokumen masih diperiksa Inspektorat.\nDua berkas lagi."}});
    kantor.fakta("ppid-utama", perkara, "perpanjangan-diberitahukan", alasan).await.dengan(200);
    let waktu = ("perpanjangan", "PerpanjanganDiberitahukan");
    let waktu = surat(&kantor, "ppid-utama", perkara, waktu).await;
    let jawab = pemberitahuan();
    kantor.fakta("ppid-utama", perkara, "pemberitahuan-tertulis-dikirim", jawab).await.dengan(200);
    let jawab = ("pemberitahuan_tertulis", "PemberitahuanTertulisDikirim");
    let jawab = surat(&kantor, "ppid-utama", perkara, jawab).await;
    let semua = [bukti, kurang, waktu, jawab];
    for ((nama, kata), surat) in KATA.into_iter().zip(semua) {
        tertulis(&kantor, nama, perkara, surat, kata).await;
    }
    let semua = kantor.baca("petugas", &format!("/perkara/{perkara}/surat")).await.dengan(200);
    assert_eq!(semua.badan["surat"].as_array().unwrap().len(), 4);
    assert_eq!(semua.badan["surat"][1]["nomor"], "0002/SRT-PPID/2026");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_typed_stays_text_however_it_looks_and_however_long() {
    let kantor = kantor().await;
    let panjang = format!("awal {} akhir", "rencana kerja dan anggaran ".repeat(700));
    let jahat = json!({"isi": JAHAT});
    let perkara = diajukan(
        &kantor,
        json!({"kanal": "situs", "pemohon": {"jenis": "perorangan", "nama": jahat, "alamat": jahat},
               "rincian": {"isi": panjang}, "tujuan": jahat}),
    )
    .await;
    let bukti = ("tanda_bukti_penerimaan", "PermohonanDiterima");
    let bukti = surat(&kantor, "petugas", perkara, bukti).await;
    let teks = baca("jahat", &naskah(&kantor, perkara, bukti).await);
    for kata in ["#panic(\"x\")", "*tebal*", "$1/0$", "`kode`", "#read(\"data.json\")", "akhir"] {
        assert!(teks.contains(kata), "{kata}: {}", &teks[..600]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_of_next_to_nothing_is_a_letter() {
    let kantor = Kantor::buka().await;
    let perkara =
        diajukan(&kantor, json!({"kanal": "lisan", "pemohon": {"jenis": "tidak_tercatat"}})).await;
    let tidak_dikuasai = json!({"putusan": "tidak_dikuasai", "penguasaan": "belum_dikuasai",
                                "penjelasan": {"isi": "tidak pernah dibuat"}});
    let dikirim = "pemberitahuan-tertulis-dikirim";
    kantor.fakta("ppid-utama", perkara, dikirim, tidak_dikuasai).await.dengan(200);
    let jawab = ("pemberitahuan_tertulis", "PemberitahuanTertulisDikirim");
    for (nama, jenis) in
        [("tipis-bukti", ("tanda_bukti_penerimaan", "PermohonanDiterima")), ("tipis", jawab)]
    {
        let surat = id();
        let dasar = versi(&kantor, perkara, jenis.1).await;
        let nomor = json!({"surat": surat, "jenis": jenis.0, "dasar": dasar, "nomor": "7"});
        kantor.fakta("petugas", perkara, "surat-dinomori", nomor).await.dengan(200);
        let tipis = json!({"surat": surat, "tanggal": "2026-03-03",
                           "penandatangan": {"jabatan": "PPID Utama"}});
        kantor.fakta("petugas", perkara, "surat-dirancang", tipis).await.dengan(200);
        tertulis(&kantor, nama, perkara, surat, &["PPID Utama", "BADAN PUBLIK"]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_drafted_of_what_holds_and_for_those_who_write_letters() {
    let kantor = kantor().await;
    let perkara = diajukan(&kantor, permohonan()).await;
    let surat = id();
    for (jenis, dasar, kode) in
        [("penolakan", 1, "DasarTidakAda"), ("tanda_bukti_penerimaan", 9, "DasarTidakAda")]
    {
        let fakta = json!({"surat": surat, "jenis": jenis, "dasar": dasar, "nomor": "7"});
        let ditolak = kantor.fakta("petugas", perkara, "surat-dinomori", fakta).await.dengan(409);
        assert_eq!(ditolak.kode(), [kode]);
    }
    let belum = kantor.fakta("petugas", perkara, "surat-dirancang", rancangan(surat)).await;
    assert_eq!(belum.dengan(409).kode(), ["SuratTidakAda"]);
    kantor.fakta("auditor", perkara, "surat-dirancang", rancangan(surat)).await.dengan(403);
    // Each set in type is a view of what the pemohon wrote.
    let bukti = ("tanda_bukti_penerimaan", "PermohonanDiterima");
    super::surat(&kantor, "petugas", perkara, bukti).await;
    let riwayat = kantor.baca("auditor", &format!("/perkara/{perkara}/riwayat")).await.dengan(200);
    let uraian: Vec<&str> = riwayat.isi().iter().filter_map(|f| f["uraian"].as_str()).collect();
    let dilihat = uraian.iter().any(|uraian| uraian.contains("menyusun tanda bukti"));
    assert!(dilihat, "{uraian:?}");
}
