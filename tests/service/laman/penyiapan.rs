//! The first run: from the token of the console to an office that tells the
//! public who it is.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jejak::web::laju::BatasLaju;

use super::masuk::pasang_kode;
use super::peramban::{Peramban, SANDI, html, nilai};
use crate::api::klien::Kantor;

const MULAI: &str = "2026-03-02T10:00:00+07:00";

/// What `jejak serve` tells on its console.
fn token(kantor: &Kantor) -> String {
    let log = &kantor.app.log;
    URL_SAFE_NO_PAD.encode(&log.secret("jejak/penyiapan/v1", log.id())[..16])
}

fn isian<'a>(perintah: &'a str, token: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("_perintah", perintah),
        ("token", token),
        ("nama", "Wira Adnyana"),
        ("jabatan", "Pranata Komputer"),
        ("nama_masuk", "wira"),
        ("sandi", SANDI),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_admin_sets_the_office_up_and_the_public_sees_it() {
    let kantor = Kantor::kosong(MULAI, BatasLaju::TANPA).await;
    let mut admin = Peramban::default();
    let formulir = admin.buka(&kantor, "/penyiapan").await.dengan(200);
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let salah = admin.kirim(&kantor, "/penyiapan", &isian(&perintah, "bukan-tokennya")).await;
    assert_eq!(salah.status, 409);
    assert!(html(&salah).contains("layar layanan"), "{}", html(&salah));
    assert_eq!(nilai(html(&salah), "jabatan"), "Pranata Komputer", "what was filled in stays");

    let token = token(&kantor);
    let masuk = admin.kirim(&kantor, "/penyiapan", &isian(&perintah, &token)).await;
    assert_eq!(masuk.status, 303, "{}", masuk.badan);
    // Who gives rights needs a code from the first day on.
    let belum = admin.buka(&kantor, "/kelola").await;
    assert_eq!((belum.status, belum.teks("location")), (303, "/akun/kode"));
    pasang_kode(&kantor, &mut admin).await;
    let kelola = admin.buka(&kantor, "/kelola").await.dengan(200);
    assert!(html(&kelola).contains("belum diisi"));

    // The token opens nothing any more.
    let mut lain = Peramban::default();
    let tutup = lain.buka(&kantor, "/penyiapan").await;
    assert_eq!((tutup.status, tutup.teks("location")), (303, "/"));
    let perintah = crate::api::klien::id().to_string();
    let lagi = lain.kirim(&kantor, "/penyiapan", &isian(&perintah, &token)).await;
    assert_eq!(lagi.status, 409);
    assert!(html(&lagi).contains("sudah punya pengguna"), "{}", html(&lagi));

    isi_kantor(&kantor, &mut admin).await;
    let beranda = Peramban::default().buka(&kantor, "/").await.dengan(200);
    let teks = html(&beranda);
    for harapan in ["Pemerintah Kota Uji", "PEMERINTAH KOTA UJI", "Kami sanggup.", "Telepon 021"] {
        assert!(teks.contains(harapan), "{harapan}: {teks}");
    }
    let biaya = Peramban::default().buka(&kantor, "/biaya").await.dengan(200);
    assert!(html(&biaya).contains("Rp1.250") && html(&biaya).contains("SK 7/2026"));
    let maklumat = Peramban::default().buka(&kantor, "/maklumat").await.dengan(200);
    assert!(html(&maklumat).contains("Kami sanggup."));
    let akun = admin.buka(&kantor, "/akun").await.dengan(200);
    assert!(html(&akun).contains("Pengelola sistem"), "the role goes by the office's name");
    let lama = admin.buka(&kantor, "/kelola/teks").await.dengan(200);
    assert!(html(&lama).contains("Kami berusaha."), "what it said before stays");
}

async fn isi_kantor(kantor: &Kantor, admin: &mut Peramban) {
    let halaman = admin.buka(kantor, "/kelola/kantor").await.dengan(200);
    let perintah = nilai(html(&halaman), "_perintah").to_owned();
    let isian = [
        ("_perintah", perintah.as_str()),
        ("nama", "Pemerintah Kota Uji"),
        ("kop.0", "PEMERINTAH KOTA UJI"),
        ("kop.1", ""),
        ("peran.admin", "Pengelola sistem"),
    ];
    assert_eq!(admin.kirim(kantor, "/kelola/kantor", &isian).await.status, 303);
    for (teks, isi) in [
        ("maklumat", "Kami berusaha."),
        ("maklumat", "Kami sanggup."),
        ("disabilitas", "Telepon 021-555, petugas menuliskan permohonan Anda."),
    ] {
        let perintah = crate::api::klien::id().to_string();
        let isian = [("_perintah", perintah.as_str()), ("teks", teks), ("isi", isi)];
        assert_eq!(admin.kirim(kantor, "/kelola/teks", &isian).await.status, 303);
    }
    let perintah = crate::api::klien::id().to_string();
    let mut isian = vec![
        ("_perintah", perintah.as_str()),
        ("dasar", "SK 7/2026"),
        ("berlaku_sejak", "2026-03-02"),
        ("butir.0.uraian", "Cetak A3 warna"),
        ("butir.0.satuan", "lembar"),
        ("butir.0.rupiah", "Rp1.250"),
        ("butir.1.uraian", ""),
    ];
    assert_eq!(admin.kirim(kantor, "/kelola/biaya", &isian).await.status, 303);
    isian.truncate(3);
    let perintah = crate::api::klien::id().to_string();
    isian[0].1 = &perintah;
    let kosong = admin.kirim(kantor, "/kelola/biaya", &isian).await;
    assert_eq!(kosong.status, 409);
    assert!(html(&kosong).contains("paling sedikit satu butir"), "{}", html(&kosong));
}
