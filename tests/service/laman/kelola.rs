//! Administration: units and users from a table, the calendar with what it
//! moves, the rules.

use events::pengguna::Peran;
use hyper::Method;

use super::peramban::{Peramban, html, nilai};
use crate::api::klien::Kantor;

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_units_is_looked_at_then_written_and_again_adds_nothing() {
    let kantor = Kantor::buka().await;
    let mut admin = Peramban::masuk(&kantor, "admin", Peran::Admin).await;
    let keliru = b"nama;jenis\nDinas Pangan;dinas\nDinas Pangan;dinas\nBalai Lama;balai\n";
    let lihat = admin.unggah(&kantor, "/kelola/impor/unit", keliru).await.dengan(200);
    let teks = html(&lihat);
    assert!(teks.contains("1 baru") && teks.contains("2 keliru"), "{teks}");
    assert!(teks.contains("sama dengan baris 2") && teks.contains("jenis tidak dikenal"), "{teks}");
    assert!(!teks.contains("/tulis"), "nothing is offered while a row is wrong");

    let tabel = b"nama;jenis\nDinas Pangan;dinas\nDinas Sosial;dinas\nDinas Kesehatan;badan\n";
    let lihat = admin.unggah(&kantor, "/kelola/impor/unit", tabel).await.dengan(200);
    let teks = html(&lihat);
    assert!(teks.contains("1 baru, 1 sudah ada, 1 berbeda, 0 keliru"), "{teks}");
    let ada = |nama: &'static str| {
        let kantor = &kantor;
        async move {
            let semua = kantor.baca("admin", "/unit").await.dengan(200);
            semua.isi().iter().filter(|satu| satu["nama"] == nama).count()
        }
    };
    assert_eq!(ada("Dinas Pangan").await, 0, "a look writes nothing");
    let perintah = nilai(teks, "_perintah").to_owned();
    let baris = nilai(teks, "baris").replace("&#34;", "\"");
    let isian = [("_perintah", perintah.as_str()), ("baris", baris.as_str())];
    for _ in 0..2 {
        let tulis = admin.kirim(&kantor, "/kelola/impor/unit/tulis", &isian).await.dengan(200);
        assert!(html(&tulis).contains("Sudah ditulis"), "{}", html(&tulis));
        assert_eq!(ada("Dinas Pangan").await, 1);
    }
    let lagi = admin.unggah(&kantor, "/kelola/impor/unit", tabel).await.dengan(200);
    assert!(html(&lagi).contains("0 baru, 2 sudah ada"), "{}", html(&lagi));
}

#[tokio::test(flavor = "multi_thread")]
async fn users_of_a_table_sign_in_with_what_is_shown_once() {
    let kantor = Kantor::buka().await;
    let mut admin = Peramban::masuk(&kantor, "admin", Peran::Admin).await;
    let tabel = "nama,jabatan,peran,unit,nama_masuk\n\
        Tari Kencana,Sekretaris,PPID Pembantu,dinas kesehatan,dinkes\n\
        Sinta,Petugas Loket,petugas,,loket\n";
    let lihat = admin.unggah(&kantor, "/kelola/impor/pengguna", tabel.as_bytes()).await.dengan(200);
    assert!(html(&lihat).contains("2 baru"), "{}", html(&lihat));
    let perintah = nilai(html(&lihat), "_perintah").to_owned();
    let baris = nilai(html(&lihat), "baris").replace("&#34;", "\"");
    let isian = [("_perintah", perintah.as_str()), ("baris", baris.as_str())];
    let tulis = admin.kirim(&kantor, "/kelola/impor/pengguna/tulis", &isian).await.dengan(200);
    let sandi: Vec<&str> = html(&tulis).split("<td><code>").skip(1).collect();
    assert_eq!(sandi.len(), 2, "{}", html(&tulis));
    let sandi = sandi[0].split('<').next().unwrap();
    assert_eq!(tulis.teks("cache-control"), "no-store");
    let mut dinkes = Peramban::default();
    let masuk = dinkes.coba_masuk(&kantor, "dinkes", sandi).await;
    assert_eq!(masuk.status, 303);
    assert_eq!(dinkes.buka(&kantor, "/antrean").await.teks("location"), "/akun/sandi");

    let ulang = admin.kirim(&kantor, "/kelola/impor/pengguna/tulis", &isian).await.dengan(200);
    assert!(!html(&ulang).contains("<td><code>"), "again adds nobody and shows nothing");
    let keliru = "nama,jabatan,peran,unit,nama_masuk\n\
        A,B,PPID Pembantu,Dinas Antah,dua\nA,B,raja,,tiga\nA,B,petugas,Dinas Sosial,empat\n\
        A,B,petugas,,x\n,B,petugas,,lima\n";
    let lihat = admin.unggah(&kantor, "/kelola/impor/pengguna", keliru.as_bytes()).await;
    let teks = html(&lihat);
    for harapan in [
        "unit itu tidak ada",
        "peran tidak dikenal",
        "unit hanya bagi",
        "3 sampai 64",
        "nama kosong",
    ] {
        assert!(teks.contains(harapan), "{harapan}: {teks}");
    }
    let tanpa_kolom = admin.unggah(&kantor, "/kelola/impor/pengguna", b"nama\nA\n").await;
    assert_eq!(tanpa_kolom.status, 400);
    let templat = admin.buka(&kantor, "/kelola/templat/pengguna").await.dengan(200);
    let isi = html(&templat).trim_start_matches('\u{feff}');
    let lihat = admin.unggah(&kantor, "/kelola/impor/pengguna", isi.as_bytes()).await.dengan(200);
    assert!(html(&lihat).contains("0 keliru"), "the template can be imported as it is");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holiday_shows_what_it_moves_before_it_is_recorded() {
    let kantor = Kantor::buka().await;
    let (_, nomor, _) = kantor.diajukan().await;
    kantor.ikuti().await;
    let mut admin = Peramban::masuk(&kantor, "admin", Peran::Admin).await;
    let alamat = "/kelola/langkah/hari-ditutup/kantor";
    let formulir = admin.buka(&kantor, alamat).await.dengan(200);
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let isian = |hari: &'static str| {
        vec![
            ("_perintah", perintah.as_str()),
            ("tanggal", hari),
            ("jenis", "libur_kantor"),
            ("nama", "Pindah kantor"),
            ("instrumen", "SE Wali Kota 3/2026"),
            ("terbit", "2026-03-02"),
            ("sumber_terbit", "instrumen"),
        ]
    };
    // A day before the filing, and the last day under both readings.
    let lewat = admin.kirim(&kantor, alamat, &isian("2026-02-27")).await.dengan(200);
    assert!(html(&lewat).contains("Tidak ada tenggat terbuka yang bergeser"), "{}", html(&lewat));
    let lihat = admin.kirim(&kantor, alamat, &isian("2026-03-16")).await.dengan(200);
    let teks = html(&lihat);
    assert!(teks.contains(&nomor) && teks.contains("Ya, catat"), "{teks}");
    assert!(teks.contains("17 Maret 2026"), "{teks}");
    let kalender = admin.buka(&kantor, "/kelola/kalender?tahun=2026").await.dengan(200);
    assert!(!html(&kalender).contains("Pindah kantor"), "a look records nothing");

    let mut kirim = isian("2026-03-16");
    kirim.push(("_langkah", "kirim"));
    let tercatat = admin.kirim(&kantor, alamat, &kirim).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    let kalender = admin.buka(&kantor, "/kelola/kalender?tahun=2026").await.dengan(200);
    assert!(html(&kalender).contains("SE Wali Kota 3/2026, diketahui 2 Maret 2026"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lists_and_every_step_of_the_office_have_their_pages() {
    let kantor = Kantor::buka().await;
    let admin = Peramban::masuk(&kantor, "admin", Peran::Admin).await;
    for (alamat, isi) in [
        ("/kelola/unit", "Dinas Kesehatan"),
        ("/kelola/pengguna", "Jabatan"),
        ("/kelola/aturan", "Pasal 22(7) UU"),
        ("/kelola/buku", "Pola nomor"),
    ] {
        if alamat == "/kelola/buku" {
            // A list of books may lag behind the filing that opened one.
            kantor.diajukan().await;
            kantor.ikuti().await;
        }
        let halaman = admin.buka(&kantor, alamat).await.dengan(200);
        assert!(html(&halaman).contains(isi), "{alamat}: {}", html(&halaman));
    }
    let unit = kantor.unit[0];
    for langkah in [
        "unit-dibentuk".to_owned(),
        format!("unit-berganti-nama/{unit}"),
        format!("unit-digabung/{unit}"),
        format!("unit-ditutup/{unit}"),
        "pengguna-didaftarkan".to_owned(),
        format!("peran-diubah/{unit}"),
        format!("pengguna-dinonaktifkan/{unit}"),
        format!("pengguna-diaktifkan/{unit}"),
        format!("penugasan-diakhiri/{unit}"),
        "hari-dibuka/kantor".to_owned(),
        "buku-dibuka".to_owned(),
        "aturan-ditetapkan".to_owned(),
    ] {
        let alamat = format!("/kelola/langkah/{langkah}");
        let formulir = admin.buka(&kantor, &alamat).await.dengan(200);
        assert!(html(&formulir).contains("Contoh: "), "{langkah}");
    }
    let alamat = "/kelola/langkah/unit-berganti-nama";
    let tanpa = kantor.minta("publik", Method::GET, alamat, None, &[]).await;
    assert_eq!(tanpa.status, 303, "nobody is let in without a session");
    assert_eq!(admin.buka(&kantor, alamat).await.status, 404, "a step needs what it is done to");
}
