//! Signing in: with a code, with a password that was handed over, from one
//! address too often; and what one ends oneself.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use events::pengguna::Peran;
use hyper::Method;
use jejak::totp;
use jejak::web::laju::BatasLaju;
use serde_json::json;

use super::peramban::{Peramban, SANDI, html, keterangan, nilai};
use crate::api::klien::{Kantor, id};

/// The secret that stands on a page, as an authenticator reads it.
fn rahasia(html: &str) -> Vec<u8> {
    let (_, sisa) = html.split_once("Kunci: <code class=\"besar\">").unwrap();
    let (mut hasil, mut sisa_bit, mut bit) = (Vec::new(), 0_u32, 0);
    for huruf in sisa.split('<').next().unwrap().bytes() {
        let nilai = if huruf.is_ascii_uppercase() { huruf - b'A' } else { huruf - b'2' + 26 };
        sisa_bit = (sisa_bit << 5) | u32::from(nilai);
        bit += 5;
        if bit >= 8 {
            bit -= 8;
            hasil.push(u8::try_from(sisa_bit >> bit).unwrap());
            sisa_bit &= (1 << bit) - 1;
        }
    }
    hasil
}

fn kode(kantor: &Kantor, rahasia: &[u8]) -> String {
    totp::kode_pada(rahasia, kantor.app.clock.now().timestamp() / 30)
}

/// Sets a code up for whoever is signed in: its secret and the recovery codes.
pub(super) async fn pasang_kode(
    kantor: &Kantor,
    peramban: &mut Peramban,
) -> (Vec<u8>, Vec<String>) {
    let halaman = peramban.buka(kantor, "/akun/kode").await.dengan(200);
    assert!(html(&halaman).contains("<svg"), "there is something to scan");
    let rahasia = rahasia(html(&halaman));
    let salah = peramban.kirim(kantor, "/akun/kode", &[("kode", "abcdef")]).await;
    assert_eq!(salah.status, 400);
    let kode = kode(kantor, &rahasia);
    let terpasang = peramban.kirim(kantor, "/akun/kode", &[("kode", &kode)]).await.dengan(200);
    let bagian = html(&terpasang).split("<li><code>").skip(1);
    let pemulihan: Vec<String> =
        bagian.map(|satu| satu.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(pemulihan.len(), 10);
    (rahasia, pemulihan)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_asked_for_and_taken_once() {
    let kantor = Kantor::buka().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let (rahasia, pemulihan) = pasang_kode(&kantor, &mut ppid).await;
    let terpakai = kode(&kantor, &rahasia);

    let mut lain = Peramban::default();
    let masuk = lain.coba_masuk(&kantor, "ppid", SANDI).await;
    assert_eq!((masuk.status, masuk.teks("location")), (303, "/masuk/kode"));
    let antrean = lain.buka(&kantor, "/antrean").await;
    assert_eq!(antrean.teks("location"), "/masuk/kode", "half a sign-in opens nothing");
    assert_eq!(lain.buka(&kantor, "/akun").await.teks("location"), "/masuk/kode");
    // The code by which it was set up was seen already.
    let ulang = lain.kirim(&kantor, "/masuk/kode", &[("kode", &terpakai)]).await;
    assert_eq!(ulang.status, 401);
    assert!(html(&ulang).contains("sudah dipakai"), "{}", html(&ulang));
    kantor.pada("2026-03-02T10:00:30+07:00");
    let baru = kode(&kantor, &rahasia);
    assert_eq!(lain.kirim(&kantor, "/masuk/kode", &[("kode", &baru)]).await.status, 303);
    assert_eq!(lain.buka(&kantor, "/antrean").await.status, 200);

    // The same code once more, and a recovery code twice.
    let mut ketiga = Peramban::default();
    ketiga.coba_masuk(&kantor, "ppid", SANDI).await;
    assert_eq!(ketiga.kirim(&kantor, "/masuk/kode", &[("kode", &baru)]).await.status, 401);
    let pulih = pemulihan[0].replace('-', " ").to_uppercase();
    assert_eq!(ketiga.kirim(&kantor, "/masuk/kode", &[("kode", &pulih)]).await.status, 303);
    let akun = ketiga.buka(&kantor, "/akun").await.dengan(200);
    assert!(html(&akun).contains("Sisa kode pemulihan: 9"), "{}", html(&akun));
    let mut keempat = Peramban::default();
    keempat.coba_masuk(&kantor, "ppid", SANDI).await;
    assert_eq!(keempat.kirim(&kantor, "/masuk/kode", &[("kode", &pulih)]).await.status, 401);

    // Three are in; one of them ends the others.
    assert!(html(&akun).matches(">Akhiri</button>").count() == 2, "{}", html(&akun));
    ketiga.kirim(&kantor, "/akun/sesi", &[]).await;
    assert_eq!(lain.buka(&kantor, "/antrean").await.teks("location"), "/masuk");
    assert_eq!(ketiga.buka(&kantor, "/antrean").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_a_code_holds_the_name_up() {
    let kantor = Kantor::buka().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let (rahasia, _) = pasang_kode(&kantor, &mut ppid).await;
    let mut penebak = Peramban::default();
    for _ in 0..5 {
        // The right password in between forgives nothing.
        penebak.coba_masuk(&kantor, "ppid", SANDI).await;
        penebak.kirim(&kantor, "/masuk/kode", &[("kode", "000001")]).await;
    }
    let tertahan = penebak.coba_masuk(&kantor, "ppid", SANDI).await;
    assert!(html(&tertahan).contains("terlalu sering gagal"), "{}", html(&tertahan));

    // An admin lets go of it, and takes the code of a lost telephone away.
    let semua = kantor.baca("admin", "/pengguna").await.dengan(200);
    let ppid = semua.isi().iter().rfind(|satu| satu["peran"] == "ppid_utama").unwrap();
    let jalur = format!("/pengguna/{}/akun", ppid["pengguna"].as_str().unwrap());
    for hal in ["tahanan", "kode"] {
        let badan = json!({"perintah": id(), "hal": hal});
        kantor.kirim("admin", &jalur, badan).await.dengan(200);
    }
    let mut lagi = Peramban::default();
    let masuk = lagi.coba_masuk(&kantor, "ppid", SANDI).await;
    assert_eq!((masuk.status, masuk.teks("location")), (303, "/antrean"));
    assert_eq!(kode(&kantor, &rahasia).len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_to_have_a_code_sets_it_up_before_the_work() {
    let kantor = Kantor::buka().await;
    let wajib = json!({"perintah": id(), "fakta": {"peran": ["petugas"]}});
    kantor.kirim("admin", "/kantor/kode-masuk-diwajibkan", wajib).await.dengan(200);
    let mut petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    let antrean = petugas.buka(&kantor, "/antrean").await;
    assert_eq!((antrean.status, antrean.teks("location")), (303, "/akun/kode"));
    let _ = pasang_kode(&kantor, &mut petugas).await;
    assert_eq!(petugas.buka(&kantor, "/antrean").await.status, 200);
    let ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    assert_eq!(ppid.buka(&kantor, "/antrean").await.status, 200, "of others nothing is asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_was_handed_over_is_changed_first() {
    let kantor = Kantor::buka().await;
    let mut admin = Peramban::masuk(&kantor, "admin", Peran::Admin).await;
    let pengguna = kantor.terdaftar(Peran::Petugas).await;
    let alamat = format!("/kelola/pengguna/{pengguna}");
    let halaman = admin.buka(&kantor, &alamat).await.dengan(200);
    let perintah = nilai(html(&halaman), "_perintah").to_owned();
    let isian = [("_perintah", perintah.as_str()), ("hal", "sandi"), ("nama_masuk", "Loket")];
    let hasil = admin.kirim(&kantor, &alamat, &isian).await.dengan(200);
    let sandi = keterangan(html(&hasil), "Sandi sementara").to_owned();
    let ulang = admin.kirim(&kantor, &alamat, &isian).await.dengan(200);
    assert!(!html(&ulang).contains(&sandi), "it is shown once");

    let mut loket = Peramban::default();
    assert_eq!(loket.coba_masuk(&kantor, "loket", &sandi).await.status, 303);
    let antrean = loket.buka(&kantor, "/antrean").await;
    assert_eq!(antrean.teks("location"), "/akun/sandi");
    let ganti = |baru: &'static str, ulang: &'static str| {
        vec![("lama", sandi.clone()), ("baru", baru.to_owned()), ("ulang", ulang.to_owned())]
    };
    for (baru, ulang, status) in [
        ("sebelas kar", "sebelas kar", 400),
        ("dua belas kar", "dua belas kat", 400),
        ("dua belas ka", "dua belas ka", 303),
    ] {
        let isian = ganti(baru, ulang);
        let isian: Vec<(&str, &str)> = isian.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let jawaban = loket.kirim(&kantor, "/akun/sandi", &isian).await;
        assert_eq!(jawaban.status, status, "{baru}");
    }
    assert_eq!(loket.buka(&kantor, "/antrean").await.status, 200);

    // Nobody signs in a week later with one that was never changed.
    let badan = json!({"perintah": id(), "hal": "sandi"});
    let jalur = format!("/pengguna/{pengguna}/akun");
    let baru = kantor.kirim("admin", &jalur, badan).await.dengan(200).badan;
    let baru = baru["sandi_sementara"].as_str().unwrap();
    assert_eq!(loket.buka(&kantor, "/antrean").await.status, 303, "the old session is over");
    kantor.pada("2026-03-09T10:00:00+07:00");
    let lewat = Peramban::default().coba_masuk(&kantor, "loket", baru).await;
    assert!(html(&lewat).contains("sudah lewat waktunya"), "{}", html(&lewat));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_that_asks_too_often_is_told_to_wait() {
    let laju = BatasLaju { masuk: 2, pengajuan: 0, lacak: 2, token: 2, unggah: 1 };
    let kantor = Kantor::buka_dengan("2026-03-02T10:00:00+07:00", laju).await;
    let mut orang = Peramban::default();
    for _ in 0..2 {
        assert_eq!(orang.coba_masuk(&kantor, "x", SANDI).await.status, 401);
    }
    let terlalu = orang.coba_masuk(&kantor, "x", SANDI).await;
    assert_eq!(terlalu.status, 429);
    assert!(html(&terlalu).contains("terlalu sering dari alamat ini"));
    assert!(terlalu.teks("retry-after").parse::<u32>().unwrap() <= 31);

    let kunci = json!({"nomor": "1", "rahasia": "x"});
    for _ in 0..2 {
        kantor.kirim("publik", "/lacak", kunci.clone()).await.dengan(404);
    }
    // A header that anybody may send makes nobody another.
    let kepala = [("X-Forwarded-For", "203.0.113.9")];
    let jalur = "/api/v1/lacak";
    let terlalu = kantor.minta("publik", Method::POST, jalur, Some(kunci), &kepala).await;
    assert_eq!(terlalu.dengan(429).badan["type"], "/masalah/terlalu-sering");

    kantor.unggah("publik", "ktp.txt", "isi").await.dengan(201);
    kantor.unggah("publik", "ktp.txt", "isi").await.dengan(429);
    kantor.unggah("petugas", "ktp.txt", "isi").await.dengan(201);

    let salah = [("Authorization", "Bearer jejak_salah")];
    for status in [401, 401, 429] {
        let jawaban = kantor.minta("publik", Method::GET, "/api/v1/unit", None, &salah).await;
        assert_eq!(jawaban.status, status);
    }
    kantor.baca("petugas", "/unit").await.dengan(200);
}
