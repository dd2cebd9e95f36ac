//! One story for each way a permohonan goes, each step by the role whose it is.

use serde_json::json;
use uuid::Uuid;

use super::klien::{Kantor, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_permohonan_is_granted() {
    let kantor = Kantor::buka().await;
    let (perkara, nomor, rahasia) = kantor.diajukan().await;
    assert_eq!(nomor, "0001/PPID/2026", "the book opened by itself");
    let unit = kantor.unit[0];
    kantor.fakta("petugas", perkara, "kelengkapan-diperiksa", json!({})).await.dengan(200);
    let disposisi =
        json!({"unit": unit, "peran": "penanggung_jawab", "batas_internal": "2026-03-06"});
    kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
    kantor.pada("2026-03-05T09:00:00+07:00");
    let jawaban = json!({"unit": unit, "isi": {"isi": "terlampir"}});
    kantor.fakta("pembantu", perkara, "jawaban-unit-diterima", jawaban).await.dengan(200);
    let pemberitahuan = json!({
        "putusan": {"dikabulkan": "seluruhnya"}, "penguasaan": "dikuasai", "bentuk": "elektronik",
        "biaya_rupiah": 0, "cara_bayar": {"isi": "tidak ada"}, "waktu_penyediaan_hk": 1
    });
    let langkah = "pemberitahuan-tertulis-dikirim";
    kantor.fakta("ppid-utama", perkara, langkah, pemberitahuan).await.dengan(200);
    kantor
        .fakta("petugas", perkara, "pemberitahuan-tertulis-diterima", json!({}))
        .await
        .dengan(200);
    let diberikan = json!({"lingkup": "seluruhnya"});
    kantor.fakta("petugas", perkara, "informasi-diberikan", diberikan).await.dengan(200);

    let halaman = kantor.baca("auditor", &format!("/perkara/{perkara}")).await.dengan(200);
    assert_eq!(halaman.badan["status"], "dikabulkan");
    assert_eq!(halaman.badan["tanggal"]["dijawab"], "2026-03-05");
    assert_eq!(halaman.badan["disposisi"][0]["nama"], "Dinas Kesehatan");
    assert_eq!(halaman.badan["disposisi"][0]["keadaan"], "dijawab");
    let riwayat = kantor.baca("pembantu", &format!("/perkara/{perkara}/riwayat")).await.dengan(200);
    assert_eq!(riwayat.isi().len(), 9);
    // All at once is what is told apart.
    let tenggat = kantor.baca("auditor", &format!("/perkara/{perkara}/tenggat")).await.dengan(200);
    let rinci = kantor.baca("auditor", &format!("/perkara/{perkara}?rinci=true")).await;
    let rinci = rinci.dengan(200).badan;
    assert_eq!(rinci["riwayat"], json!(riwayat.isi()));
    assert_eq!(rinci["tenggat"], json!(tenggat.isi()));
    assert!(!rinci["tenggat"][0]["bacaan"][0]["hari"].as_array().unwrap().is_empty());
    assert_eq!(halaman.badan["tenggat"][0]["bacaan"][0]["hari"], json!([]));
    assert!(halaman.badan.get("riwayat").is_none());
    let lacak = json!({"nomor": nomor, "rahasia": rahasia});
    let lacak = kantor.kirim("publik", "/lacak", lacak).await.dengan(200);
    assert_eq!(lacak.badan["status"], "dikabulkan");
    assert_eq!(lacak.badan["upaya"][0]["jenis"], "keberatan");
    let peristiwa = lacak.badan["peristiwa"].to_string();
    assert!(!peristiwa.contains("isposisi"), "between office and unit: {peristiwa}");
}

/// An exemption: tested, weighed, approved, considered in writing, refused.
async fn ditolak(kantor: &Kantor, perkara: Uuid) {
    let uji = json!({
        "informasi": {"isi": "rekam medis"}, "dasar": ["17h2"], "lingkup": "seluruhnya",
        "konsekuensi_dibuka": {"isi": "rahasia pasien terbuka"},
        "konsekuensi_ditutup": {"isi": "rahasia pasien terjaga"},
        "jangka": "selama_diperlukan", "pelaksana": ["Sekretaris Dinas"]
    });
    kantor.fakta("tim", perkara, "uji-konsekuensi-dilakukan", uji).await.dengan(200);
    let pendapat = json!({"pendapat": {"isi": "tutup"}});
    kantor.fakta("tim", perkara, "tim-pertimbangan-didengar", pendapat).await.dengan(200);
    for hal in ["pengecualian", "pertimbangan_tertulis", "penolakan"] {
        let setuju = json!({
            "hal": hal, "oleh": "atasan_ppid", "jabatan": "Sekretaris Daerah", "putusan": "setuju"
        });
        kantor.fakta("atasan", perkara, "persetujuan-diberikan", setuju).await.dengan(200);
    }
    let pertimbangan = json!({"isi": {"isi": "menimbang"}});
    let langkah = "pertimbangan-tertulis-ditetapkan";
    kantor.fakta("ppid-utama", perkara, langkah, pertimbangan).await.dengan(200);
    kantor.fakta("ppid-utama", perkara, "penolakan-diberitahukan", penolakan()).await.dengan(200);
}

fn penolakan() -> serde_json::Value {
    json!({
        "dasar": {"dikecualikan": {"pasal": ["17h2"],
            "sk": {"nomor": "SK 7/2026", "tanggal": "2026-03-02"}}},
        "lingkup": "seluruhnya", "alasan": {"isi": "rahasia pasien"},
        "alasan_tidak_dihitamkan": {"isi": "seluruhnya rahasia"},
        "hak_keberatan_disampaikan": true
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_needs_its_approvals() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let langkah = "penolakan-diberitahukan";
    let ditolak_dahulu =
        kantor.fakta("ppid-utama", perkara, langkah, penolakan()).await.dengan(409);
    for kode in ["BelumDiuji", "BelumDisetujui", "TanpaPertimbangan"] {
        assert!(ditolak_dahulu.kode().contains(&kode), "{:?}", ditolak_dahulu.kode());
    }
    let galat = &ditolak_dahulu.badan["galat"][0];
    assert!(galat["pasal"].as_str().unwrap().contains("Pasal"), "{galat}");
    ditolak(&kantor, perkara).await;
    let halaman = kantor.baca("atasan", &format!("/perkara/{perkara}")).await.dengan(200);
    assert_eq!(halaman.badan["status"], "ditolak");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keberatan_goes_to_sengketa() {
    let kantor = Kantor::buka().await;
    let (perkara, nomor, rahasia) = kantor.diajukan().await;
    ditolak(&kantor, perkara).await;
    kantor.pada("2026-03-10T09:00:00+07:00");
    let keberatan = json!({
        "perintah": id(), "perkara": {"nomor": nomor, "rahasia": rahasia},
        "keberatan": {"alasan": ["a"], "kanal": "situs"}
    });
    let bukti = kantor.kirim("publik", "/keberatan", keberatan).await.dengan(201);
    assert_eq!(bukti.badan["nomor"], "0001/KBR/2026");
    assert_eq!(bukti.badan["perkara"], perkara.to_string());
    let musyawarah = json!({"hasil": "tidak_sepakat"});
    let tertutup =
        kantor.fakta("atasan", perkara, "musyawarah-dilakukan", musyawarah).await.dengan(409);
    assert_eq!(tertutup.kode(), ["HurufA"], "an exemption is not talked over");
    let tanggapan = json!({
        "putusan": "menguatkan", "uraian": {"isi": "tetap rahasia"},
        "sk": {"nomor": "SK 7/2026", "tanggal": "2026-03-02"},
        "jabatan": "Sekretaris Daerah", "nomor_surat": "S 9/2026"
    });
    let langkah = "tanggapan-keberatan-dikirim";
    kantor.fakta("atasan", perkara, langkah, tanggapan).await.dengan(200);
    kantor.pada("2026-04-20T09:00:00+07:00");
    let sengketa = json!({
        "perintah": id(), "fakta": {"perkara": [perkara], "komisi": "KI Jawa Barat"}
    });
    let sengketa = kantor.kirim("ppid-utama", "/sengketa", sengketa).await.dengan(201);
    let alamat = format!("/sengketa/{}", sengketa.badan["id"].as_str().unwrap());
    assert_eq!(sengketa.teks("etag"), "\"1\"");
    let nomor = json!({"perintah": id(), "fakta": {"nomor": "009/REG-PSI/IV/2026"}});
    let registrasi = format!("{alamat}/sengketa-diregistrasi");
    kantor.kirim("ppid-utama", &registrasi, nomor).await.dengan(200);
    let keadaan = kantor.baca("auditor", &alamat).await.dengan(200);
    assert_eq!(keadaan.badan["nomor"], "009/REG-PSI/IV/2026");
    assert_eq!(keadaan.badan["perkara"][0], perkara.to_string());
    let halaman = kantor.baca("petugas", &format!("/perkara/{perkara}")).await.dengan(200);
    assert_eq!(halaman.badan["status"], "sengketa");
    let riwayat = kantor.baca("petugas", &format!("{alamat}/riwayat")).await.dengan(200);
    assert_eq!(riwayat.isi().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sengketa_over_what_is_not_there_is_not_filed() {
    let kantor = Kantor::buka().await;
    let ajukan = |perkara: Vec<Uuid>| json!({"perintah": id(), "cara": "catat", "fakta": {"perkara": perkara}});
    kantor.kirim("ppid-utama", "/sengketa", ajukan(vec![id()])).await.dengan(404);
    let kosong = kantor.kirim("ppid-utama", "/sengketa", ajukan(vec![])).await.dengan(409);
    assert_eq!(kosong.kode(), ["TanpaPerkara"]);
    let (perkara, ..) = kantor.diajukan().await;
    let keberatan = json!({"alasan": ["c"], "kanal": "langsung"});
    kantor.fakta("petugas", perkara, "keberatan-diterima", keberatan).await.dengan(201);
    let dua_kali = ajukan(vec![perkara, perkara]);
    kantor.kirim("ppid-utama", "/sengketa", dua_kali).await.dengan(201);
    let halaman = kantor.baca("petugas", &format!("/perkara/{perkara}")).await.dengan(200);
    assert_eq!(halaman.badan["sengketa"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_of_the_catalogue_opens_to_the_public() {
    let kantor = Kantor::buka().await;
    let baru = |fakta| json!({"perintah": id(), "fakta": fakta});
    let entri = json!({
        "ringkasan": "Anggaran puskesmas", "unit": kantor.unit[0],
        "penanggung_jawab": "Sekretaris", "kategori": "berkala", "dibuat": "2026-01-05",
        "tempat": "arsip", "bentuk": "cetak", "retensi": "5 tahun"
    });
    let dibuat = kantor.kirim("pembantu", "/katalog", baru(entri)).await.dengan(201);
    let alamat = format!("/katalog/{}", dibuat.badan["id"].as_str().unwrap());
    kantor.baca("publik", &alamat).await.dengan(404);
    kantor.baca("pembantu-lain", &alamat).await.dengan(404);
    kantor.baca("pembantu", &alamat).await.dengan(200);
    let sk = baru(json!({"nomor_sk": "SK 1/2026"}));
    let belum =
        kantor.kirim("ppid-utama", &format!("{alamat}/dip-ditetapkan"), sk).await.dengan(409);
    assert_eq!(belum.kode(), ["BelumDisetujui"]);
    let setuju = baru(json!({}));
    kantor.kirim("atasan", &format!("{alamat}/penetapan-disetujui"), setuju).await.dengan(200);
    let sk = baru(json!({"nomor_sk": "SK 1/2026"}));
    let ditetapkan =
        kantor.kirim("ppid-utama", &format!("{alamat}/dip-ditetapkan"), sk).await.dengan(200);
    kantor.baca("publik", &alamat).await.dengan(200);
    let posisi = ditetapkan.teks("jejak-posisi");
    let cari = format!("/katalog?q=anggaran&kategori=berkala&minimal_posisi={posisi}");
    assert_eq!(kantor.baca("publik", &cari).await.dengan(200).isi().len(), 1);
    let kemarin = "/katalog?q=anggaran&sebagaimana=2026-03-01";
    assert!(kantor.baca("publik", kemarin).await.dengan(200).isi().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_made_handed_in_and_accepted() {
    let kantor = Kantor::buka().await;
    let baru = |fakta| json!({"perintah": id(), "fakta": fakta});
    let susun = json!({"dari": "2025-07-01", "sampai": "2025-12-31", "unit": kantor.unit[0]});
    let dibuat = kantor.kirim("pembantu", "/laporan", baru(susun)).await.dengan(201);
    let alamat = format!("/laporan/{}", dibuat.badan["id"].as_str().unwrap());
    let dikarang = json!({"posisi": 1, "akar": "00", "versi_templat": 1, "sha256": "00"});
    let langkah = |nama: &str| format!("{alamat}/{nama}");
    kantor.kirim("ppid-utama", &langkah("laporan-diterima"), baru(json!({}))).await.dengan(409);
    // Its figures and digests are the log's, and no sender's.
    let sampaikan = langkah("laporan-disampaikan");
    kantor.kirim("pembantu", &sampaikan, baru(dikarang)).await.dengan(400);
    kantor.ikuti().await;
    kantor.kirim("pembantu", &sampaikan, baru(json!({}))).await.dengan(200);
    kantor.kirim("ppid-utama", &langkah("laporan-diterima"), baru(json!({}))).await.dengan(200);
    let daftar = kantor.baca("pembantu", "/laporan").await.dengan(200);
    assert_eq!(daftar.isi()[0]["keadaan"], "diterima");
}
