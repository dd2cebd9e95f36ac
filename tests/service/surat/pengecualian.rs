//! Letters about what is not given, about the keberatan that follows, and to
//! Komisi Informasi.

use serde_json::{Value, json};
use uuid::Uuid;

use super::isi::{diajukan, kantor, permohonan, tertulis};
use super::surat;
use crate::api::klien::{Kantor, id};

/// Tested, weighed, approved, considered in writing, refused.
async fn ditolak(kantor: &Kantor, perkara: Uuid) {
    let setuju = |hal: &str| {
        json!({"hal": hal, "oleh": "atasan_ppid", "jabatan": "Sekretaris Daerah",
               "putusan": "setuju"})
    };
    for (siapa, langkah, fakta) in [
        ("tim", "uji-konsekuensi-dilakukan", uji()),
        ("tim", "tim-pertimbangan-didengar", json!({"pendapat": {"isi": "Rekam medis tertutup."}})),
        ("atasan", "persetujuan-diberikan", setuju("pengecualian")),
        ("atasan", "persetujuan-diberikan", setuju("pertimbangan_tertulis")),
        ("atasan", "persetujuan-diberikan", setuju("penolakan")),
        (
            "ppid-utama",
            "pertimbangan-tertulis-ditetapkan",
            json!({"nomor": "PT-3/2026",
            "isi": {"isi": "Menimbang hak pasien atas rahasia kesehatannya."}}),
        ),
        ("ppid-utama", "penolakan-diberitahukan", penolakan()),
    ] {
        kantor.fakta(siapa, perkara, langkah, fakta).await.dengan(200);
    }
}

fn uji() -> Value {
    json!({
        "informasi": {"isi": "Rekam medis pasien Puskesmas Sukamaju tahun 2025"},
        "dasar": ["17h2"], "lingkup": "seluruhnya",
        "konsekuensi_dibuka": {"isi": "rahasia pasien terbuka kepada umum"},
        "konsekuensi_ditutup": {"isi": "rahasia pasien terjaga"},
        "jangka": "selama_diperlukan", "pelaksana": ["Sekretaris Dinas Kesehatan", "Kepala UPT"]
    })
}

fn penolakan() -> Value {
    json!({
        "dasar": {"dikecualikan": {"pasal": ["17h2"],
            "sk": {"nomor": "188/7/2026", "tanggal": "2026-03-02"}}},
        "lingkup": "seluruhnya", "alasan": {"isi": "Memuat rahasia kesehatan pasien."},
        "alasan_tidak_dihitamkan": {"isi": "seluruh halaman memuat diagnosis"},
        "hak_keberatan_disampaikan": true
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_of_an_exemption_name_its_law_its_test_and_its_decree() {
    let kantor = kantor().await;
    let perkara = diajukan(&kantor, permohonan()).await;
    ditolak(&kantor, perkara).await;
    for (nama, jenis, dasar, kata) in [
        (
            "lembar-uji",
            "lembar_uji_konsekuensi",
            "UjiKonsekuensiDilakukan",
            &[
                "LEMBAR PENGUJIAN KONSEKUENSI",
                "Pasal 17 huruf h angka 2",
                "kesehatan fisik",
                "terbuka kepada umum",
                "Kepala UPT",
                "Menyetujui",
            ][..],
        ),
        (
            "penetapan",
            "penetapan_klasifikasi",
            "UjiKonsekuensiDilakukan",
            &[
                "MEMUTUSKAN",
                "KESATU",
                "Kota Tirtamulya",
                "Nomor 1 Tahun 2021",
                "selama diperlukan",
                "Sekretaris Daerah (Atasan PPID) telah memberikan persetujuan",
            ],
        ),
        (
            "pertimbangan",
            "pertimbangan_tertulis",
            "PertimbanganTertulisDitetapkan",
            &["Nomor 61 Tahun 2010", "hak pasien", "Rekam medis tertutup"],
        ),
        (
            "penolakan",
            "penolakan",
            "PenolakanDiberitahukan",
            &[
                "ditolak seluruhnya",
                "Surat Keputusan Nomor 188/7/2026 tanggal 2 Maret 2026",
                "KUTIPAN",
                "keberatan",
                "seluruh halaman memuat diagnosis",
                "1 (satu) berkas",
            ],
        ),
    ] {
        let surat = surat(&kantor, "ppid-utama", perkara, (jenis, dasar)).await;
        tertulis(&kantor, nama, perkara, surat, kata).await;
    }
    let semua = kantor.baca("petugas", &format!("/perkara/{perkara}/surat")).await.dengan(200);
    let tersisa = semua.badan["dapat_dibuat"].as_array().unwrap();
    assert_eq!(tersisa[0]["jenis"], "tanda_bukti_penerimaan", "{tersisa:?}");
    assert_eq!(tersisa.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_of_a_keberatan_and_a_dispute_tell_what_came_before() {
    let kantor = kantor().await;
    let perkara = diajukan(&kantor, permohonan()).await;
    ditolak(&kantor, perkara).await;
    kantor.pada("2026-03-10T09:00:00+07:00");
    let keberatan = json!({"alasan": ["a", "e"], "kanal": "langsung",
                           "kasus_posisi": {"isi": "Data dapat disamarkan."}});
    kantor.fakta("petugas", perkara, "keberatan-diterima", keberatan).await.dengan(201);
    let tanggapan = json!({
        "putusan": "menguatkan", "uraian": {"isi": "Penyamaran tidak cukup melindungi pasien."},
        "sk": {"nomor": "188/7/2026", "tanggal": "2026-03-02"}, "jabatan": "Sekretaris Daerah"
    });
    let langkah = "tanggapan-keberatan-dikirim";
    kantor.fakta("atasan", perkara, langkah, tanggapan).await.dengan(200);
    let badan = |fakta: Value| json!({"perintah": id(), "fakta": fakta});
    let sengketa = badan(json!({"perkara": [perkara], "komisi": "Komisi Informasi Jawa Barat"}));
    let sengketa = kantor.kirim("ppid-utama", "/sengketa", sengketa).await.dengan(201);
    let alamat = format!("/sengketa/{}", sengketa.badan["id"].as_str().unwrap());
    for (langkah, fakta) in [
        ("sengketa-diregistrasi", json!({"nomor": "009/REG-PSI/III/2026"})),
        ("jawaban-termohon-disampaikan", json!({"uraian": {"isi": "Permohonan agar ditolak."}})),
    ] {
        let jalur = format!("{alamat}/{langkah}");
        kantor.kirim("ppid-utama", &jalur, badan(fakta)).await.dengan(200);
    }
    for (nama, jenis, dasar, kata) in [
        (
            "keberatan",
            "formulir_keberatan",
            "KeberatanDiterima",
            &[
                "PERNYATAAN KEBERATAN",
                "0001/KBR/2026",
                "disamarkan",
                "30 (tiga puluh)",
                "Guru",
                "Selasa, 10 Maret 2026",
                // The thirtieth working day, that of receipt being the first.
                "Selasa, 28 April 2026",
            ][..],
        ),
        (
            "tanggapan",
            "tanggapan_keberatan",
            "TanggapanKeberatanDikirim",
            &[
                "menguatkan putusan PPID",
                "huruf a",
                "huruf e",
                "14 (empat belas) hari kerja",
                "Penyamaran tidak cukup",
                "KUTIPAN",
            ],
        ),
        (
            "jawaban-ki",
            "jawaban_komisi_informasi",
            "SengketaDiberitahukan",
            &[
                "Majelis Komisioner Komisi Informasi Jawa Barat",
                "009/REG-PSI/III/2026",
                "Penolakan diberitahukan",
                "Permohonan agar ditolak",
                "Pasal 52",
            ],
        ),
    ] {
        let surat = surat(&kantor, "atasan", perkara, (jenis, dasar)).await;
        tertulis(&kantor, nama, perkara, surat, kata).await;
    }
}
