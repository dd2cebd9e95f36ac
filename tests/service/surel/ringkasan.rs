//! The digest of a morning: to whom, of what, once.

use events::pengguna::Peran;
use jejak::surel::ringkasan_pagi;
use serde_json::json;

use super::peladen::Peladen;
use super::{URL, didisposisi, dinkes, habiskan, jalan, kotak, pekerja, petugas};
use crate::api::klien::{Kantor, id};

#[tokio::test(flavor = "multi_thread")]
async fn each_officer_gets_what_is_theirs_once_a_working_day() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    petugas(&kantor, Peran::PpidUtama, "Budi", "ppid@kota.uji").await;
    petugas(&kantor, Peran::Auditor, "Ani", "auditor@kota.uji").await;
    petugas(&kantor, Peran::AtasanPpid, "Sekda", "sekda@kota.uji").await;
    let lain = Peran::PpidPembantu(events::pihak::UnitId(kantor.unit[1]));
    petugas(&kantor, lain, "Dinsos", "dinsos@kota.uji").await;
    let (perkara, nomor) = didisposisi(&kantor).await;
    kantor.ikuti().await;
    // The earliest end of ten working days.
    kantor.pada("2026-03-13T07:30:00+07:00");
    let hari = kantor.app.hari_ini();
    assert_eq!(ringkasan_pagi(&kantor.app, hari).await.unwrap(), 2, "the PPID and the unit");
    assert_eq!(ringkasan_pagi(&kantor.app, hari).await.unwrap(), 0, "again adds nobody");
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    let surat = peladen.surat();
    let mut kepada: Vec<&str> = surat.iter().map(|satu| satu.kepada.as_str()).collect();
    kepada.sort_unstable();
    assert_eq!(kepada, ["dinkes@kota.uji", "ppid@kota.uji"]);
    for satu in &surat {
        let teks = satu.terbaca();
        assert_eq!(satu.kepala("Subject").as_deref(), Some("Ringkasan 13 Maret 2026"));
        for kata in ["Ringkasan Jumat, 13 Maret 2026", &nomor, "pemberitahuan tertulis"] {
            assert!(teks.contains(kata), "{kata}: {teks}");
        }
        assert!(teks.contains(&format!("{URL}/perkara/{perkara}")), "{teks}");
    }
    let unit = surat.iter().find(|satu| satu.kepada == "dinkes@kota.uji").unwrap().terbaca();
    assert!(unit.contains("1 perkara menunggu unit Anda"), "{unit}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_late_stands_above_what_is_due() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    didisposisi(&kantor).await;
    kantor.pada("2026-03-09T10:00:00+07:00");
    let (_, kedua) = didisposisi(&kantor).await;
    kantor.ikuti().await;
    for (saat, bagian) in [
        ("2026-03-09T11:00:00+07:00", &["Baru bagi unit Anda", "Menunggu"][..]),
        ("2026-03-13T07:30:00+07:00", &["Jatuh tempo", "Menunggu"]),
        ("2026-03-16T07:30:00+07:00", &["Jatuh tempo", "Menunggu"]),
        ("2026-03-17T07:30:00+07:00", &["Terlambat"]),
    ] {
        kantor.pada(saat);
        let unit = jejak::surel::ringkasan::Lingkup::Unit(kantor.unit[0]);
        let hari = kantor.app.hari_ini();
        let isi = jejak::surel::ringkasan::bagian(&kantor.app, hari, &[unit]).await.unwrap();
        let judul: Vec<&str> = isi.iter().map(|satu| satu.judul.as_str()).collect();
        assert!(bagian.iter().all(|satu| judul.contains(satu)), "{saat}: {judul:?}");
        assert_eq!(judul.first(), bagian.first(), "{saat}: {judul:?}");
        let baru = isi.iter().find(|satu| satu.judul == "Baru bagi unit Anda");
        let nomor: Option<Vec<String>> =
            baru.map(|satu| satu.baris.iter().map(|b| b.nama.clone()).collect());
        let harap = (saat < "2026-03-11").then(|| vec![kedua.clone()]);
        assert_eq!(nomor, harap, "{saat}: the first one is no news");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quiet_day_and_a_day_off_have_no_digest() {
    let kantor = Kantor::buka().await;
    petugas(&kantor, Peran::PpidUtama, "Budi", "ppid@kota.uji").await;
    let hari = kantor.app.hari_ini();
    assert_eq!(ringkasan_pagi(&kantor.app, hari).await.unwrap(), 0, "nothing to tell");
    didisposisi(&kantor).await;
    kantor.ikuti().await;
    // A Saturday.
    kantor.pada("2026-03-07T07:30:00+07:00");
    assert_eq!(ringkasan_pagi(&kantor.app, kantor.app.hari_ini()).await.unwrap(), 0);
    kantor.pada("2026-03-13T07:30:00+07:00");
    assert_eq!(ringkasan_pagi(&kantor.app, kantor.app.hari_ini()).await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_ends_the_digests_and_nothing_else() {
    let kantor = Kantor::buka().await;
    let siti = dinkes(&kantor).await;
    didisposisi(&kantor).await;
    kantor.ikuti().await;
    kantor.pada("2026-03-12T07:30:00+07:00");
    ringkasan_pagi(&kantor.app, kantor.app.hari_ini()).await.unwrap();
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    let surat = peladen.surat().remove(0);
    assert_eq!(
        surat.kepala("List-Unsubscribe-Post").as_deref(),
        Some("List-Unsubscribe=One-Click")
    );
    let tautan = surat.kepala("List-Unsubscribe").unwrap();
    let tautan = tautan.trim_matches(['<', '>']).strip_prefix(URL).unwrap().to_owned();
    // As a mail program does it: no session, no page before, a body of its own.
    let kepala = [("Content-Type", "application/x-www-form-urlencoded")];
    let sekali = Some("List-Unsubscribe=One-Click".into());
    let jawaban = kantor.minta("publik", hyper::Method::POST, &tautan, sekali, &kepala).await;
    assert_eq!(jawaban.status, 200, "{}", jawaban.badan);
    kantor.pada("2026-03-13T07:30:00+07:00");
    assert_eq!(ringkasan_pagi(&kantor.app, kantor.app.hari_ini()).await.unwrap(), 0);
    didisposisi(&kantor).await;
    super::ikuti(&kantor).await;
    assert_eq!(kotak(&kantor, "menunggu").await[0]["penerima"], siti.to_string());
    // A key that was made up ends nothing.
    for kunci in ["", "x", &"A".repeat(43), &"A".repeat(200)] {
        let salah = json!({"kunci": kunci});
        kantor.kirim("publik", "/surel/berhenti", salah).await.dengan(400);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_whose_day_is_over_is_not_sent() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    didisposisi(&kantor).await;
    kantor.ikuti().await;
    kantor.pada("2026-03-12T07:30:00+07:00");
    assert_eq!(ringkasan_pagi(&kantor.app, kantor.app.hari_ini()).await.unwrap(), 1);
    kantor.pada("2026-03-13T07:00:00+07:00");
    let peladen = Peladen::buka().await;
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    assert!(peladen.surat().is_empty());
    let gugur = kotak(&kantor, "gugur").await;
    assert_eq!(gugur[0]["jawaban"], "isinya tidak berlaku lagi");
    assert!(kotak(&kantor, "tertahan").await.is_empty(), "nobody has to look at it");
}

/// Whoever stands in for somebody gets that one's digest too.
#[tokio::test(flavor = "multi_thread")]
async fn a_stand_in_gets_the_digest_of_the_office_they_hold() {
    let kantor = Kantor::buka().await;
    let lain = Peran::PpidPembantu(events::pihak::UnitId(kantor.unit[1]));
    let siapa = petugas(&kantor, lain, "Dinsos", "dinsos@kota.uji").await;
    didisposisi(&kantor).await;
    kantor.ikuti().await;
    kantor.pada("2026-03-12T07:30:00+07:00");
    let hari = kantor.app.hari_ini();
    assert_eq!(ringkasan_pagi(&kantor.app, hari).await.unwrap(), 0);
    let tugas = json!({"perintah": id(), "fakta": {
        "status": "plh", "sebagai": "ppid_utama", "dari": "2026-03-12", "sampai": "2026-03-12",
        "surat_tugas": "ST 1"}});
    let jalur = format!("/pengguna/{siapa}/penugasan-diberikan");
    kantor.kirim("admin", &jalur, tugas).await.dengan(200);
    assert_eq!(ringkasan_pagi(&kantor.app, hari).await.unwrap(), 1);
}
