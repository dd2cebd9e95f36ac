//! What holds for every command: said twice it is done once, a stale version is
//! refused, and a refusal says what is wrong where.

use hyper::Method;
use serde_json::{Value, json};

use super::klien::{Kantor, id, pengajuan};

#[tokio::test(flavor = "multi_thread")]
async fn a_command_said_twice_gives_its_first_answer() {
    let kantor = Kantor::buka().await;
    let kirim = pengajuan(id());
    let satu = kantor.kirim("publik", "/permohonan", kirim.clone()).await.dengan(201);
    kantor.pada("2026-03-03T10:00:00+07:00");
    let dua = kantor.kirim("publik", "/permohonan", kirim.clone()).await.dengan(201);
    assert_eq!(satu.badan, dua.badan, "number and secret again");
    let mut lain = kirim;
    lain["permohonan"]["tujuan"]["isi"] = json!("lain");
    kantor.kirim("publik", "/permohonan", lain).await.dengan(422);

    let alamat = format!(
        "/perkara/{}/kelengkapan-diperiksa",
        satu.badan["perkara"].as_str().unwrap_or_default()
    );
    let periksa = json!({"perintah": id(), "fakta": {}});
    let satu = kantor.kirim("petugas", &alamat, periksa.clone()).await.dengan(200);
    let dua = kantor.kirim("petugas", &alamat, periksa.clone()).await.dengan(200);
    assert_eq!((satu.badan, satu.kepala["etag"].clone()), (dua.badan, dua.kepala["etag"].clone()));
    let mut lain = periksa;
    lain["fakta"] = json!({"kekurangan": ["tujuan"]});
    kantor.kirim("petugas", &alamat, lain.clone()).await.dengan(422);
    // The same words at another address are another command.
    lain["fakta"] = json!({});
    let lain_alamat = alamat.replace("kelengkapan-diperiksa", "permohonan-dicatat");
    kantor.kirim("petugas", &lain_alamat, lain).await.dengan(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_version_is_refused() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let halaman = kantor.baca("petugas", &format!("/perkara/{perkara}")).await.dengan(200);
    let etag = halaman.teks("etag").to_owned();
    assert_eq!(etag, "\"3\"");
    let alamat = format!("/perkara/{perkara}/kelengkapan-diperiksa");
    let kirim = |kekurangan: Value| json!({"perintah": id(), "fakta": {"kekurangan": kekurangan}});
    let kurang = kirim(json!(["tujuan"]));
    let hasil = kantor.kirim_jika("petugas", &alamat, kurang, Some(&etag)).await.dengan(200);
    assert_eq!(hasil.teks("etag"), "\"4\"");
    let lengkap = kirim(json!([]));
    kantor.kirim_jika("petugas", &alamat, lengkap.clone(), Some(&etag)).await.dengan(412);
    kantor.kirim_jika("petugas", &alamat, lengkap.clone(), Some("tiga")).await.dengan(400);
    kantor.kirim_jika("petugas", &alamat, lengkap, Some("\"4\"")).await.dengan(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_names_the_field() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let alamat = format!("/perkara/{perkara}/biaya-dibayar");
    for (badan, kolom) in [
        (
            json!({"perintah": id(), "fakta": {"rupiah": "seribu", "cara": "tunai"}}),
            "/fakta/rupiah",
        ),
        (json!({"perintah": id(), "fakta": {"rupiah": 1, "cara": "tunai", "x": 1}}), "/fakta/x"),
        (json!({"perintah": "x", "fakta": {"rupiah": 1, "cara": "tunai"}}), "/perintah"),
        (
            json!({"perintah": id(), "waktu": "1900-01-01", "fakta": {"rupiah": 1, "cara": "tunai"}}),
            "/waktu",
        ),
    ] {
        let jawaban = kantor.kirim("petugas", &alamat, badan).await.dengan(400);
        assert_eq!(jawaban.badan["galat"][0]["kolom"], kolom, "{}", jawaban.badan);
    }
    kantor.pada("2026-03-02T10:00:00+07:00");
    for mendatang in ["2026-03-03", "2026-03-02T10:02:00+07:00"] {
        let fakta = json!({"rupiah": 1, "cara": "tunai"});
        let badan = json!({"perintah": id(), "waktu": mendatang, "fakta": fakta});
        let jawaban = kantor.kirim("petugas", &alamat, badan).await.dengan(409);
        assert_eq!(jawaban.kode(), ["WaktuMendatang"], "{mendatang}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_command_is_a_problem_too() {
    let kantor = Kantor::buka().await;
    let minta = |metode, jalur, badan: Option<&str>, kepala| {
        let badan = badan.map(|badan| Value::String(badan.to_owned()));
        kantor.minta("publik", metode, jalur, badan, kepala)
    };
    minta(Method::GET, "/api/v1/entah", None, &[]).await.dengan(404);
    let metode = minta(Method::DELETE, "/api/v1/perkara", None, &[]).await.dengan(405);
    assert!(metode.teks("allow").contains("GET"), "{:?}", metode.kepala);
    let ajukan = "/api/v1/permohonan";
    minta(Method::POST, ajukan, Some("{"), &[]).await.dengan(400);
    let lain = [("Content-Type", "text/plain")];
    minta(Method::POST, ajukan, Some("{}"), &lain).await.dengan(415);
    // More than fits into what the system holds for a connection, and often:
    // the reason must come, not a broken line.
    let besar = format!("{{\"x\": \"{}\"}}", "a".repeat(20 << 20));
    for _ in 0..20 {
        minta(Method::POST, ajukan, Some(&besar), &[]).await.dengan(413);
    }
    let dalam = "[".repeat(5_000);
    minta(Method::POST, ajukan, Some(&dalam), &[]).await.dengan(400);
    for jalur in [
        "/api/v1/katalog/bukan-id",
        "/api/v1/katalog/%ff",
        "/api/v1/katalog?entah=1",
        "/api/v1/katalog?batas=5&batas=6",
        "/api/v1/katalog?batas=101",
        "/api/v1/katalog?setelah=xx",
        "/api/v1/katalog?q=%00",
        "/api/v1/katalog?sebagaimana=kemarin",
        "/api/v1/statistik?dari=2026-01-01",
        "/api/v1/statistik?dari=0001-01-01&sampai=2026-01-01",
    ] {
        let jawaban = minta(Method::GET, jalur, None, &[]).await.dengan(400);
        assert!(jawaban.badan["galat"][0]["kolom"].is_string(), "{jalur}: {}", jawaban.badan);
    }
}

/// Each end is right, both together are not: told like that of a report.
#[tokio::test(flavor = "multi_thread")]
async fn a_period_does_not_end_before_it_begins() {
    let kantor = Kantor::buka().await;
    for daftar in ["statistik", "register/permohonan", "register/keberatan"] {
        let terbalik = format!("/{daftar}?dari=2026-02-01&sampai=2026-01-31");
        let jawaban = kantor.baca("petugas", &terbalik).await.dengan(409);
        assert_eq!(jawaban.kode(), ["PeriodeTerbalik"], "{daftar}");
        let sehari = format!("/{daftar}?dari=2026-02-01&sampai=2026-02-01");
        kantor.baca("petugas", &sehari).await.dengan(200);
    }
    let laporan =
        json!({"perintah": id(), "fakta": {"dari": "2026-02-01", "sampai": "2026-01-31"}});
    let jawaban = kantor.kirim("ppid-utama", "/laporan", laporan).await.dengan(409);
    assert_eq!(jawaban.kode(), ["PeriodeTerbalik"]);
}

/// What was sent may be a name or a NIK in the wrong field.
#[tokio::test(flavor = "multi_thread")]
async fn a_problem_says_what_may_stand_there_and_not_what_did() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let nik = "3275014101900001";
    let biaya = |kunci: &str| {
        let mut fakta = json!({"perintah": id(), "fakta": {"rupiah": 1, "cara": "tunai"}});
        *fakta.pointer_mut(kunci).unwrap_or(&mut Value::Null) = json!(nik);
        fakta
    };
    let mut tanpa_fakta = biaya("/perintah");
    tanpa_fakta["perintah"] = json!(id());
    tanpa_fakta["fakta"] = json!({"cara": "tunai"});
    let jalur = format!("/perkara/{perkara}/biaya-dibayar");
    for (badan, kolom, uraian) in [
        (biaya("/perintah"), "/perintah", "UUID"),
        (biaya("/fakta"), "/fakta", "objek"),
        (biaya("/fakta/rupiah"), "/fakta/rupiah", "bilangan bulat"),
        (tanpa_fakta, "/fakta/rupiah", "wajib"),
        (json!([nik]), "", "objek"),
    ] {
        let jawaban = kantor.kirim("petugas", &jalur, badan).await.dengan(400);
        assert_eq!(jawaban.badan["galat"][0]["kolom"], kolom, "{}", jawaban.badan);
        let teks = jawaban.badan.to_string();
        assert!(teks.contains(uraian) && !teks.contains(nik), "{teks}");
    }
    let pengajuan = json!({"perintah": id(), "permohonan": {
        "kanal": nik, "pemohon": {"jenis": "perorangan"}}});
    let jawaban = kantor.kirim("publik", "/permohonan", pengajuan).await.dengan(400);
    let galat = &jawaban.badan["galat"][0];
    assert_eq!(galat["kolom"], "/permohonan/kanal");
    assert!(galat["uraian"].as_str().is_some_and(|u| u.starts_with("pilih salah satu: langsung")));
    assert!(!jawaban.badan.to_string().contains(nik), "{}", jawaban.badan);
    for (jalur, kolom) in [
        (format!("/katalog?unit={nik}"), "unit"),
        (format!("/katalog?batas={nik}"), "batas"),
        (format!("/katalog?kategori={nik}"), "kategori"),
        (format!("/katalog?menurut_catatan={nik}"), "menurut_catatan"),
        (format!("/katalog?sebagaimana={nik}"), "sebagaimana"),
        (format!("/katalog/{nik}"), "entri"),
    ] {
        let jawaban = kantor.baca("publik", &jalur).await.dengan(400);
        assert_eq!(jawaban.badan["galat"][0]["kolom"], kolom, "{}", jawaban.badan);
        assert!(!jawaban.badan.to_string().contains(nik), "{}", jawaban.badan);
    }
}

/// Whatever became of what it named.
#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_is_answered_though_its_unit_has_closed() {
    let kantor = Kantor::buka().await;
    let unit = kantor.unit[0];
    let laporan = json!({"perintah": id(), "fakta": {
        "dari": "2026-01-01", "sampai": "2026-01-31", "unit": unit}});
    let satu = kantor.kirim("pembantu", "/laporan", laporan.clone()).await.dengan(201);
    let tutup = json!({"perintah": id(), "fakta": {}});
    kantor.kirim("admin", &format!("/unit/{unit}/unit-ditutup"), tutup).await.dengan(200);
    let lagi = kantor.kirim("pembantu", "/laporan", laporan.clone()).await.dengan(201);
    assert_eq!(satu.badan, lagi.badan);
    let mut baru = laporan;
    baru["perintah"] = json!(id());
    let ditolak = kantor.kirim("pembantu", "/laporan", baru).await.dengan(409);
    assert_eq!(ditolak.kode(), ["UnitTidakAktif"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_is_asked_of_what_is_there() {
    let kantor = Kantor::buka().await;
    kantor.fakta("petugas", id(), "kelengkapan-diperiksa", json!({})).await.dengan(404);
    let dipakai = id();
    let unit = |nama: &str| json!({"perintah": dipakai, "fakta": {"nama": nama, "jenis": "dinas"}});
    kantor.kirim("admin", "/unit", unit("Dinas A")).await.dengan(201);
    kantor.kirim("admin", "/unit", unit("Dinas B")).await.dengan(422);
    let entri = json!({"perintah": id(), "fakta": {
        "ringkasan": "Profil", "unit": id(), "penanggung_jawab": "Sekretaris",
        "kategori": "berkala", "dibuat": "2026-01-05", "tempat": "arsip", "bentuk": "cetak",
        "retensi": "5 tahun"}});
    let ditolak = kantor.kirim("ppid-utama", "/katalog", entri).await.dengan(409);
    assert_eq!(ditolak.kode(), ["UnitTidakAktif"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_day_is_known_since_its_instrument() {
    let kantor = Kantor::buka().await;
    let tutup = |terbit: &str| {
        json!({"perintah": id(), "fakta": {
            "tanggal": "2026-03-16", "jenis": "libur_kantor", "nama": "Ulang tahun kota",
            "instrumen": "SE 1/2026", "terbit": terbit, "sumber_terbit": "instrumen"}})
    };
    let jalur = "/kalender/kantor/hari-ditutup";
    let ditolak = kantor.kirim("admin", jalur, tutup("2026-03-03")).await.dengan(409);
    assert_eq!(ditolak.kode(), ["BelumTerbit"]);
    kantor.kirim("admin", jalur, tutup("2026-02-20")).await.dengan(200);
    let hari = |pada: &'static str| {
        let kantor = &kantor;
        async move {
            let jalur = format!("/kalender?tahun=2026&sebagaimana={pada}");
            let daftar = kantor.baca("petugas", &jalur).await.dengan(200);
            daftar.isi().iter().filter(|satu| satu["lapisan"] == "kantor").count()
        }
    };
    assert_eq!((hari("2026-02-19").await, hari("2026-02-20").await), (0, 1));
    kantor.kirim("admin", "/kalender/desa/hari-ditutup", tutup("2026-02-20")).await.dengan(400);
}
