//! The queue and the dashboards as officers have them.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use events::pengguna::Peran;
use events::pihak::UnitId;

use super::peramban::{Peramban, html};
use crate::api::dasbor::kantor_sibuk;
use crate::api::klien::Kantor;

/// Addresses on a page that begin so.
fn tautan<'a>(html: &'a str, awalan: &str) -> Vec<String> {
    let awalan = format!("href=\"{awalan}");
    let bagian: Vec<&'a str> = html.split(&awalan).skip(1).collect();
    let alamat = bagian.iter().map(|bagian| bagian.split('"').next().unwrap());
    alamat.map(|ekor| format!("{}{ekor}", &awalan[6..]).replace("&#38;", "&")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_lands_on_what_waits_for_them() {
    let kantor = kantor_sibuk().await;
    let ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let unit = Peran::PpidPembantu(UnitId(kantor.unit[0]));
    let unit = Peramban::masuk(&kantor, "dinkes", unit).await;
    let milik_ppid = ppid.buka(&kantor, "/antrean").await.dengan(200);
    assert!(html(&milik_ppid).contains("Pekerjaan saya"));
    assert!(!html(&milik_ppid).contains("0006/PPID/2026"), "the unit has that one");
    let milik_unit = unit.buka(&kantor, "/antrean").await.dengan(200);
    let teks = html(&milik_unit);
    for kata in ["0006/PPID/2026", "terlambat", "Dinas Kesehatan", "pemohon perorangan", "lewat "] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    assert!(!teks.contains("Tersembunyi"), "nobody's name in a list");
    let semua = ppid.buka(&kantor, "/antrean?berjalan=true").await.dengan(200);
    assert!(html(&semua).contains("0006/PPID/2026"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_number_leads_to_its_case() {
    let kantor = Kantor::buka().await;
    let (perkara, nomor, _) = kantor.diajukan().await;
    let petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    let posisi = kantor.app.log.position().await.unwrap();
    kantor.baca("petugas", &format!("/perkara?minimal_posisi={posisi}")).await.dengan(200);
    let cari = |q: &str| {
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        format!("/antrean?urut=tenggat&q={q}")
    };
    let jawaban = petugas.buka(&kantor, &cari(&format!(" {} ", nomor.to_lowercase()))).await;
    assert_eq!((jawaban.status, jawaban.teks("location")), (303, &*format!("/perkara/{perkara}")));
    let sebagian = petugas.buka(&kantor, &cari("0001 ppid")).await.dengan(200);
    assert!(html(&sebagian).contains(&nomor) && html(&sebagian).contains("tersegel"));
    let isi = petugas.buka(&kantor, &cari("puskesmas")).await.dengan(200);
    assert!(html(&isi).contains("Tidak ada perkara"), "what people typed is not searched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_is_kept_used_taken_away_and_forgotten() {
    let kantor = kantor_sibuk().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let tanya = "wajah=terlambat&urut=tenggat";
    let isian = [("nama", "Yang <terlambat>"), ("tanya", tanya)];
    let simpan = ppid.kirim(&kantor, "/antrean/saringan", &isian).await;
    assert_eq!(simpan.teks("location"), format!("/antrean?{tanya}"));
    let halaman = ppid.buka(&kantor, &format!("/antrean?{tanya}")).await.dengan(200);
    let teks = html(&halaman);
    assert!(teks.contains("Yang &#60;terlambat&#62;</a>"), "{teks}");
    assert!(teks.contains("0006/PPID/2026") && !teks.contains("0008/PPID/2026"));
    let csv = tautan(teks, "/antrean.csv");
    let berkas = ppid.buka(&kantor, &csv[0]).await;
    assert_eq!(berkas.status, 200);
    assert!(html(&berkas).starts_with("Nomor,Jenis,"), "{}", berkas.badan);
    let hapus = [("nama", "Yang <terlambat>"), ("hapus", "ya")];
    assert_eq!(ppid.kirim(&kantor, "/antrean/saringan", &hapus).await.status, 303);
    let halaman = ppid.buka(&kantor, "/antrean").await.dengan(200);
    assert!(!html(&halaman).contains("Yang &#60;"), "{}", html(&halaman));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dashboard_draws_its_figures_and_leads_to_their_cases() {
    let kantor = kantor_sibuk().await;
    let unit = Peran::PpidPembantu(UnitId(kantor.unit[1]));
    for (nama, peran) in [("sekda", Peran::AtasanPpid), ("dinsos", unit)] {
        let orang = Peramban::masuk(&kantor, nama, peran).await;
        let halaman = orang.buka(&kantor, "/dasbor?dari=2026-01-01&sampai=2026-03-31").await;
        let halaman = halaman.dengan(200);
        let teks = html(&halaman);
        assert!(teks.len() < 100_000, "{} bytes", teks.len());
        assert!(!teks.contains(" style="), "the policy would not let it in");
        let bagan = teks.matches("<svg").count();
        assert!(bagan >= 5, "{nama}: {bagan} charts");
        assert_eq!(teks.matches("role=\"img\"").count(), bagan);
        assert_eq!(teks.matches("<desc").count(), bagan, "each is told in words");
        let daftar = tautan(teks, "/antrean?");
        assert!(daftar.len() > 20, "{nama}: {} lists", daftar.len());
        let mut berisi = 0;
        for alamat in daftar {
            let daftar = orang.buka(&kantor, &alamat).await.dengan(200);
            berisi += usize::from(html(&daftar).contains("class=\"antrean\""));
        }
        assert!(berisi > 15, "{nama}: {berisi} lists hold cases");
        assert_eq!(teks.contains("Unit menurut keterlambatan"), nama == "sekda");
    }
    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let lalu = auditor.buka(&kantor, "/dasbor?sebagaimana=2026-02-20").await.dengan(200);
    assert!(html(&lalu).contains("sebagaimana <strong>2026-02-20"));
}
