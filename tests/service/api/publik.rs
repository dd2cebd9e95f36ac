//! What the public does, and what it must never see.

use serde_json::json;

use super::klien::{Kantor, id, pengajuan};

/// What `pengajuan` says about a person.
const RAHASIA: [&str; 5] =
    ["Tersembunyi", "3275014101900001", "sri@rahasia", "puskesmas", "penelitian"];

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_but_one_shows_a_person() {
    let kantor = Kantor::buka().await;
    let (perkara, nomor, rahasia) = kantor.diajukan().await;
    let keberatan =
        json!({"alasan": ["c"], "kanal": "situs", "kasus_posisi": {"isi": "Sri Tersembunyi"}});
    kantor.fakta("petugas", perkara, "keberatan-diterima", keberatan).await.dengan(201);
    let sengketa = json!({"perintah": id(), "fakta": {"perkara": [perkara], "termohon": {"isi": "Tersembunyi"}}});
    let sengketa = kantor.kirim("ppid-utama", "/sengketa", sengketa).await.dengan(201);
    let sengketa = sengketa.badan["id"].as_str().unwrap().to_owned();
    let posisi = kantor.app.log.position().await.unwrap();
    for rute in jejak::web::semua().iter().filter(|rute| rute.metode == "GET") {
        let jalur = rute.jalur.replace("{perkara}", &perkara.to_string());
        // What is named and not there is told so.
        let tak_ada = ["{entri}", "{dokumen}", "{kegiatan}", "{laporan}", "{kode}", "{kegagalan}"];
        // A year that was not set has nothing to be made again.
        // Nobody signs here.
        let kosong = ["tahunan_uji", "checkpoint_nota", "checkpoint_stempel", "checkpoint_bukti"];
        let bernama =
            tak_ada.iter().any(|nama| jalur.contains(nama)) || kosong.contains(&rute.nama.as_str());
        let jalur = jalur
            .replace("{sengketa}", &sengketa)
            .replace("{posisi}", "1")
            .replace("{tahun}", "2026");
        let jalur = tak_ada.iter().fold(jalur, |j, nama| j.replace(nama, &id().to_string()));
        let tanya = match rute.nama.as_str() {
            "statistik" | "saran_hitungan" => "?dari=2026-01-01&sampai=2026-12-31".to_owned(),
            "statistik_tahunan" => "?tahun=2026".to_owned(),
            "laporan_berkas" => "?bentuk=csv".to_owned(),
            "statistik_berkas" => "?tahun=2026&bentuk=csv".to_owned(),
            "laporan_rapat" => "?dari=2026-01-01&sampai=2026-12-31".to_owned(),
            "laporan_rapat_berkas" => "?dari=2026-01-01&sampai=2026-12-31&bentuk=csv".to_owned(),
            "konsolidasi" => "?dari=2026-01-01&sampai=2026-12-31".to_owned(),
            "konsolidasi_berkas" => "?dari=2026-01-01&sampai=2026-12-31&bentuk=csv".to_owned(),
            "monev" => "?tahun=2026".to_owned(),
            "monev_berkas" => "?tahun=2026&bentuk=csv".to_owned(),
            "tahunan_berkas" => "?bentuk=csv".to_owned(),
            "log" | "log_bukti" | "perkara_verifikasi" | "penyiapan" | "akun" | "surel"
            | "akun_surel" | "akun_kalender" | "pekerjaan" | "checkpoint" => String::new(),
            _ if bernama => String::new(),
            _ => format!("?minimal_posisi={posisi}"),
        };
        let jalur = jalur.replace("{pengguna}", &id().to_string());
        let admin = ["pengguna", "akun", "surel", "pekerjaan"].contains(&rute.nama.as_str());
        let siapa = if admin { "admin" } else { "auditor" };
        let alamat = format!("{jalur}{tanya}");
        let jawaban = kantor.minta(siapa, rute.metode.clone(), &alamat, None, &[]).await;
        assert!(jawaban.status == if bernama { 404 } else { 200 }, "{jalur}: {}", jawaban.badan);
        let teks = format!("{} {:?}", jawaban.badan, jawaban.kepala);
        for kata in RAHASIA {
            assert!(!teks.contains(kata), "{jalur}: {teks}");
        }
    }
    let lacak = json!({"nomor": nomor, "rahasia": rahasia});
    let lacak = kantor.kirim("publik", "/lacak", lacak).await.dengan(200).badan.to_string();
    assert!(RAHASIA.iter().all(|kata| !lacak.contains(kata)), "{lacak}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_view_of_a_person_is_taken_down() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let jalur = format!("/perkara/{perkara}/data-pribadi");
    let buka = |nik: bool| json!({"perintah": id(), "keperluan": "balas surat", "nik": nik});
    let satu = buka(false);
    let tertutup = kantor.kirim("petugas", &jalur, satu.clone()).await.dengan(200);
    assert_eq!(tertutup.teks("cache-control"), "no-store");
    let teks = tertutup.badan.to_string();
    assert!(teks.contains("Sri Wahyuni") && teks.contains("••••••••••••0001"), "{teks}");
    assert!(!teks.contains("3275014101900001"));
    // The same view again is no other one, and shows nothing newer.
    kantor
        .fakta(
            "petugas",
            perkara,
            "permohonan-dicabut",
            json!({"tertulis": true, "alasan": {"isi": "baru sekali"}}),
        )
        .await
        .dengan(200);
    let lagi = kantor.kirim("petugas", &jalur, satu).await.dengan(200);
    assert_eq!(lagi.badan, tertutup.badan);
    let terbuka = kantor.kirim("auditor", &jalur, buka(true)).await.dengan(200);
    assert!(terbuka.badan.to_string().contains("3275014101900001"));
    let riwayat = kantor.baca("auditor", &format!("/perkara/{perkara}/riwayat")).await.dengan(200);
    let dilihat: Vec<&str> = riwayat
        .isi()
        .iter()
        .filter(|fakta| fakta["aliran"] == "pendamping")
        .map(|fakta| fakta["oleh"].as_str().unwrap())
        .collect();
    assert_eq!(dilihat.len(), 2);
    assert!(dilihat.iter().all(|oleh| oleh.starts_with("pengguna/")) && dilihat[0] != dilihat[1]);
    kantor
        .kirim("petugas", &format!("/perkara/{}/data-pribadi", id()), buka(false))
        .await
        .dengan(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_number_and_a_wrong_secret_are_told_alike() {
    let kantor = Kantor::buka().await;
    let (_, nomor, rahasia) = kantor.diajukan().await;
    let lacak = async |nomor: &str, rahasia: &str| {
        kantor.kirim("publik", "/lacak", json!({"nomor": nomor, "rahasia": rahasia})).await
    };
    let salah = lacak(&nomor, "AAAAAAAAAAAAAAAAAAAAAA").await.dengan(404);
    let tidak_ada = lacak("9999/PPID/2026", &rahasia).await.dengan(404);
    assert_eq!(salah.badan, tidak_ada.badan);
    let benar = lacak(&nomor, &rahasia).await.dengan(200);
    assert_eq!(benar.badan["berikutnya"][0]["oleh"], "PPID");
    assert!(benar.badan["upaya"][0]["uraian"].as_str().unwrap().contains("aman dari"));
    let keberatan = |rahasia: &str| {
        json!({"perintah": id(), "perkara": {"nomor": nomor, "rahasia": rahasia},
               "keberatan": {"alasan": ["c"], "kanal": "situs"}})
    };
    kantor.kirim("publik", "/keberatan", keberatan("salah")).await.dengan(404);
    kantor.kirim("publik", "/keberatan", keberatan(&rahasia)).await.dengan(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn ground_b_needs_no_permohonan_and_the_others_do() {
    let kantor = Kantor::buka().await;
    let ajukan = |alasan: &str| {
        json!({"perintah": id(), "keberatan": {
            "alasan": [alasan], "kanal": "situs", "pemohon": {"jenis": "perorangan"}}})
    };
    let tanpa = kantor.kirim("publik", "/keberatan", ajukan("c")).await.dengan(409);
    assert_eq!(tanpa.kode(), ["TanpaPermohonan"]);
    let bukti = kantor.kirim("publik", "/keberatan", ajukan("b")).await.dengan(201);
    assert_eq!(bukti.badan["nomor"], "0001/KBR/2026");
    let lacak = json!({"nomor": bukti.badan["nomor"], "rahasia": bukti.badan["rahasia"]});
    kantor.kirim("publik", "/lacak", lacak).await.dengan(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_turned_away_on_the_first_of_january() {
    let kantor = Kantor::buka_pada("2026-12-31T23:00:00+07:00").await;
    assert_eq!(kantor.diajukan().await.1, "0001/PPID/2026");
    kantor.pada("2027-01-01T00:00:01+07:00");
    let (satu, dua) = tokio::join!(kantor.diajukan(), kantor.diajukan());
    let mut nomor = [satu.1, dua.1];
    nomor.sort();
    assert_eq!(nomor, ["0001/PPID/2027", "0002/PPID/2027"]);
    let posisi = kantor.app.log.position().await.unwrap();
    let buku = kantor.baca("admin", &format!("/buku?minimal_posisi={posisi}")).await.dengan(200);
    let buku = buku.isi().iter().filter(|buku| buku["tahun"] == 2027).count();
    assert_eq!(buku, 1, "opened once");
}

/// Its answer was lost on the last evening of the year.
#[tokio::test(flavor = "multi_thread")]
async fn a_filing_said_again_in_the_new_year_keeps_its_number_and_opens_no_book() {
    let kantor = Kantor::buka_pada("2026-12-31T23:59:00+07:00").await;
    let permohonan = pengajuan(id());
    let satu = kantor.kirim("publik", "/permohonan", permohonan.clone()).await.dengan(201);
    let keberatan = json!({"perintah": id(), "keberatan": {
        "alasan": ["b"], "kanal": "situs", "pemohon": {"jenis": "perorangan"}}});
    let dua = kantor.kirim("publik", "/keberatan", keberatan.clone()).await.dengan(201);
    let posisi = kantor.app.log.position().await.unwrap();
    kantor.pada("2027-01-01T00:00:01+07:00");
    let lagi = kantor.kirim("publik", "/permohonan", permohonan).await.dengan(201);
    assert_eq!(lagi.badan, satu.badan);
    let lagi = kantor.kirim("publik", "/keberatan", keberatan).await.dengan(201);
    assert_eq!(lagi.badan, dua.badan);
    assert_eq!(kantor.app.log.position().await.unwrap(), posisi, "nothing was written");
}

/// The id of a case is known to every official.
#[tokio::test(flavor = "multi_thread")]
async fn a_proof_is_given_again_to_who_filed_and_to_nobody_else() {
    let kantor = Kantor::buka().await;
    let permohonan = pengajuan(id());
    let satu = kantor.kirim("petugas", "/permohonan", permohonan.clone()).await.dengan(201);
    for lain in ["publik", "ppid-utama"] {
        kantor.kirim(lain, "/permohonan", permohonan.clone()).await.dengan(422);
    }
    let lagi = kantor.kirim("petugas", "/permohonan", permohonan).await.dengan(201);
    assert_eq!(lagi.badan, satu.badan);
    let permohonan = pengajuan(id());
    kantor.kirim("publik", "/permohonan", permohonan.clone()).await.dengan(201);
    kantor.kirim("petugas", "/permohonan", permohonan).await.dengan(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_speaks_for_now_and_for_itself() {
    let kantor = Kantor::buka().await;
    let mut kemarin = pengajuan(id());
    kemarin["waktu"] = json!("2026-03-01");
    kantor.kirim("publik", "/permohonan", kemarin.clone()).await.dengan(403);
    kemarin["permohonan"]["kanal"] = json!("surat");
    let bukti = kantor.kirim("petugas", "/permohonan", kemarin).await.dengan(201);
    let jalur = format!("/perkara/{}", bukti.badan["perkara"].as_str().unwrap());
    let halaman = kantor.baca("petugas", &jalur).await.dengan(200);
    assert_eq!(halaman.badan["diterima"], "2026-03-01");
    // An id that is taken opens nothing.
    let mut dipakai = pengajuan(id());
    dipakai["perintah"] = bukti.badan["perkara"].clone();
    kantor.kirim("publik", "/permohonan", dipakai).await.dengan(422);
}
