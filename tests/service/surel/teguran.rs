//! An alarm becomes a mail: at once where something is due or late, to the
//! pemohon where it is theirs to do, and not at all once it holds no more.

use events::pengguna::Peran;
use jejak::jobs;
use serde_json::json;
use uuid::Uuid;

use super::peladen::{Peladen, Surat};
use super::{
    didisposisi, dinkes, habiskan, ikuti, jalan, kotak, lengkap, pekerja, petugas, riwayat_surel,
};
use crate::api::klien::Kantor;

/// Raises what is due at a moment, and puts into the outbox who is told of it.
async fn alarm(kantor: &Kantor, saat: &str) {
    kantor.pada(saat);
    let job = jobs::cari("alarm").unwrap();
    jobs::jalankan(&kantor.app, job, kantor.app.clock.now()).await.unwrap();
    ikuti(kantor).await;
}

fn judul(surat: &[Surat]) -> Vec<String> {
    surat.iter().map(|satu| satu.kepala("Subject").unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_or_late_is_told_at_once_and_what_is_to_come_in_the_digest() {
    let kantor = Kantor::buka().await;
    petugas(&kantor, Peran::PpidUtama, "Budi", "ppid@kota.uji").await;
    let (perkara, nomor) = lengkap(&kantor).await;
    alarm(&kantor, "2026-03-06T08:00:00+07:00").await;
    assert!(kotak(&kantor, "menunggu").await.is_empty(), "five days before is the digest's");
    let peladen = Peladen::buka().await;
    let pekerja = pekerja(&kantor, jalan(&peladen));
    for (saat, kata) in
        [("13", "Jatuh tempo"), ("16", "Lewat batas paling awal"), ("17", "Terlambat")]
    {
        alarm(&kantor, &format!("2026-03-{saat}T08:00:00+07:00")).await;
        habiskan(&pekerja).await;
        assert_eq!(judul(&peladen.surat()).last().unwrap(), &format!("{kata}: {nomor}"));
    }
    let teks = peladen.surat()[0].terbaca();
    for kata in ["pemberitahuan tertulis: 13 Maret 2026 – 16 Maret 2026", "hari ini", "Pasal 22"]
    {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    assert_eq!(peladen.surat().len(), 3);
    let riwayat = riwayat_surel(&kantor, perkara).await;
    let kata = ["jatuh tempo", "terlambat", "terlambat"]
        .map(|k| format!("surel dikirim kepada petugas: {k}"));
    assert_eq!(riwayat, kata);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_holds_no_more_when_it_is_its_turn_is_not_sent() {
    let kantor = Kantor::buka().await;
    petugas(&kantor, Peran::PpidUtama, "Budi", "ppid@kota.uji").await;
    let (perkara, _) = lengkap(&kantor).await;
    let (masih, nomor) = lengkap(&kantor).await;
    alarm(&kantor, "2026-03-13T08:00:00+07:00").await;
    assert_eq!(kotak(&kantor, "menunggu").await.len(), 2);
    let cabut = json!({"alasan": {"isi": "sudah tidak perlu"}, "tertulis": true});
    kantor.fakta("petugas", perkara, "permohonan-dicabut", cabut).await.dengan(200);
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    assert_eq!(judul(&peladen.surat()), [format!("Jatuh tempo: {nomor}")]);
    let gugur = kotak(&kantor, "gugur").await;
    assert_eq!(gugur.len(), 1);
    assert_eq!(gugur[0]["perkara"], perkara.to_string());
    assert!(kotak(&kantor, "tertahan").await.is_empty(), "nobody has to look at it");
    assert!(riwayat_surel(&kantor, perkara).await.is_empty());
    assert_eq!(riwayat_surel(&kantor, masih).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pemohon_is_reminded_of_what_is_missing_and_told_nothing_of_officers() {
    let kantor = Kantor::buka().await;
    petugas(&kantor, Peran::PpidUtama, "Budi", "ppid@kota.uji").await;
    let (perkara, nomor, _) = kantor.diajukan().await;
    let kurang = json!({"kekurangan": ["identitas"]});
    kantor.fakta("petugas", perkara, "kelengkapan-diperiksa", kurang).await.dengan(200);
    kantor.pada("2026-03-04T10:00:00+07:00");
    for langkah in ["surat-tidak-lengkap-dikirim", "surat-tidak-lengkap-diterima"] {
        kantor.fakta("petugas", perkara, langkah, json!({})).await.dengan(200);
    }
    // Three working days with the fourth among them: the sixth; without: the ninth.
    alarm(&kantor, "2026-03-05T08:00:00+07:00").await;
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    let surat = peladen.surat();
    let satu = surat.iter().find(|satu| satu.kepada == "sri@rahasia.id").expect("a reminder");
    assert_eq!(satu.kepala("Subject").unwrap(), format!("Pengingat 6 Maret 2026: {nomor}"));
    let teks = satu.terbaca();
    for kata in [
        "Yth. Sri Wahyuni",
        "paling lambat 6 Maret 2026",
        "menurut pembacaan lain masih sampai 9 Maret 2026; 6 Maret 2026 yang aman",
        "/lacak",
        "sisa 1 hari kerja",
    ] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    for kata in ["/akun/surel", "3275014101900001", "/perkara/", "Budi"] {
        assert!(!teks.contains(kata), "{kata}: {teks}");
    }
    let riwayat = riwayat_surel(&kantor, perkara).await;
    assert_eq!(riwayat, ["surel dikirim kepada pemohon: pengingat pemohon"]);
    let semua = kantor.baca("admin", "/surel?keadaan=terkirim").await.dengan(200);
    assert!(!semua.badan.to_string().contains("rahasia.id"));
}

/// A mail server that is away until the evening: what it was to be told waits for
/// the next working day, and says how things stand then.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_held_up_is_told_of_in_office_hours_and_as_it_is_by_then() {
    let kantor = Kantor::buka().await;
    petugas(&kantor, Peran::PpidUtama, "Budi", "ppid@kota.uji").await;
    let (_, nomor) = lengkap(&kantor).await;
    // A Friday.
    alarm(&kantor, "2026-03-13T16:00:00+07:00").await;
    let peladen = Peladen::buka().await;
    let pekerja = pekerja(&kantor, jalan(&peladen));
    for saat in [
        "2026-03-13T17:00:00+07:00",
        "2026-03-14T00:05:00+07:00",
        "2026-03-14T10:00:00+07:00",
        "2026-03-16T06:59:59+07:00",
    ] {
        kantor.pada(saat);
        assert!(!pekerja.satu().await.unwrap(), "{saat}");
        assert_eq!(kotak(&kantor, "menunggu").await[0]["percobaan"], 0, "{saat}");
    }
    kantor.pada("2026-03-16T07:00:00+07:00");
    habiskan(&pekerja).await;
    assert_eq!(judul(&peladen.surat()), [format!("Lewat batas paling awal: {nomor}")]);
    let teks = peladen.surat()[0].terbaca();
    assert!(teks.contains("lewat 1 hari kerja"), "{teks}");
    // What is newly somebody's is told of when it is.
    dinkes(&kantor).await;
    kantor.pada("2026-03-16T20:00:00+07:00");
    didisposisi(&kantor).await;
    ikuti(&kantor).await;
    habiskan(&pekerja).await;
    assert!(judul(&peladen.surat())[1].starts_with("Perkara baru: "));
}

/// A right that ran out meanwhile is no news, however long the mail waited; one
/// that is still open is.
#[tokio::test(flavor = "multi_thread")]
async fn a_pemohon_is_told_late_rather_than_not_and_not_too_late() {
    for (saat, surat) in [("2026-03-06T08:00:00+07:00", 1), ("2026-03-09T08:00:00+07:00", 0)] {
        let kantor = Kantor::buka().await;
        let (perkara, ..) = kantor.diajukan().await;
        let kurang = json!({"kekurangan": ["identitas"]});
        kantor.fakta("petugas", perkara, "kelengkapan-diperiksa", kurang).await.dengan(200);
        for langkah in ["surat-tidak-lengkap-dikirim", "surat-tidak-lengkap-diterima"] {
            kantor.pada("2026-03-04T10:00:00+07:00");
            kantor.fakta("petugas", perkara, langkah, json!({})).await.dengan(200);
        }
        alarm(&kantor, "2026-03-05T08:00:00+07:00").await;
        assert_eq!(kotak(&kantor, "menunggu").await.len(), 1);
        kantor.pada(saat);
        let peladen = Peladen::buka().await;
        habiskan(&pekerja(&kantor, jalan(&peladen))).await;
        assert_eq!(peladen.surat().len(), surat, "{saat}");
        assert_eq!(kotak(&kantor, "gugur").await.len(), 1 - surat, "{saat}");
    }
}

/// A register with many late cases is one digest, not a mail a case.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_of_more_alarms_a_day_than_one_reads() {
    let kantor = Kantor::buka().await;
    petugas(&kantor, Peran::PpidUtama, "Budi", "ppid@kota.uji").await;
    for _ in 0..12 {
        lengkap(&kantor).await;
    }
    alarm(&kantor, "2026-03-13T08:00:00+07:00").await;
    assert_eq!(kotak(&kantor, "menunggu").await.len(), 10);
    assert_eq!(jejak::surel::ringkasan_pagi(&kantor.app, kantor.app.hari_ini()).await.unwrap(), 1);
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    let surat = peladen.surat();
    let ringkasan = surat.iter().find(|s| s.kepala("Subject").unwrap().starts_with("Ringkasan"));
    assert!(ringkasan.unwrap().terbaca().contains("12 perkara menunggu PPID"));
    alarm(&kantor, "2026-03-16T08:00:00+07:00").await;
    assert_eq!(kotak(&kantor, "menunggu").await.len(), 10, "another day");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_unit_owes_beside_cases_is_told_too_and_stands_in_its_companion() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    alarm(&kantor, "2026-10-01T08:00:00+07:00").await;
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    let judul = judul(&peladen.surat());
    assert!(judul.contains(&"Terlambat: laporan enam bulanan unit".to_owned()), "{judul:?}");
    let unit: Uuid = kantor.unit[0];
    let aliran = events::AliranId::pendamping(unit);
    let fakta = kantor.app.log.stream(aliran, jejak::log::Values::Sealed).await.unwrap();
    let dikirim = fakta.iter().filter(|t| format!("{:?}", t.event).contains("SurelDikirim"));
    assert_eq!(dikirim.count(), peladen.surat().len());
    // Before it is due it stands in the digest, from the first alarm on.
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    alarm(&kantor, "2026-07-08T08:00:00+07:00").await;
    assert!(kotak(&kantor, "menunggu").await.is_empty());
    let lingkup = [jejak::surel::ringkasan::Lingkup::Unit(kantor.unit[0])];
    kantor.ikuti().await;
    let hari = kantor.app.hari_ini();
    let bagian = jejak::surel::ringkasan::bagian(&kantor.app, hari, &lingkup).await.unwrap();
    assert_eq!(bagian[0].judul, "Kewajiban lain");
    assert_eq!(bagian[0].baris[0].nama, "laporan enam bulanan unit");
}
