//! The auditor finds any fact, sees its proof, replays a case, and learns who saw
//! whom.

use events::pengguna::Peran;
use serde_json::json;

use super::peramban::{Peramban, html};
use crate::api::klien::{Jawaban, Kantor, id};

/// What of the log fits, after everything recorded so far was indexed.
async fn cari(kantor: &Kantor, tanya: &str) -> Jawaban {
    let posisi = kantor.app.log.position().await.expect("a position");
    let pemisah = if tanya.is_empty() { "" } else { "&" };
    let jalur = format!("/log/fakta?minimal_posisi={posisi}{pemisah}{tanya}");
    kantor.baca("auditor", &jalur).await.dengan(200)
}

fn tipe(jawaban: &Jawaban) -> Vec<&str> {
    jawaban.isi().iter().filter_map(|satu| satu["tipe"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_is_found_by_kind_type_actor_stream_and_day() {
    let kantor = Kantor::buka().await;
    let (satu, ..) = kantor.diajukan().await;
    let (dua, ..) = kantor.diajukan().await;
    kantor.pada("2026-03-04T09:00:00+07:00");
    let disposisi = json!({"unit": kantor.unit[0], "peran": "penanggung_jawab"});
    kantor.fakta("ppid-utama", satu, "disposisi-diberikan", disposisi).await.dengan(200);

    let temuan = cari(&kantor, "tipe=DisposisiDiberikan").await;
    assert_eq!(tipe(&temuan), ["DisposisiDiberikan"]);
    let ppid = temuan.isi()[0]["aktor"].as_str().expect("an actor").to_owned();
    assert_eq!(tipe(&cari(&kantor, &format!("aktor={ppid}")).await), ["DisposisiDiberikan"]);
    let milik = ["PermohonanDicatat", "NomorPendaftaranDiberikan", "PermohonanDiterima"];
    assert_eq!(tipe(&cari(&kantor, &format!("aliran={dua}")).await), milik, "the newest first");
    let publik = cari(&kantor, "aktor=publik&tipe=PermohonanDiterima").await;
    assert_eq!(tipe(&publik), ["PermohonanDiterima"; 2]);
    assert!(tipe(&cari(&kantor, &format!("aktor={ppid}&jenis=kalender")).await).is_empty());
    let hari = cari(&kantor, "jenis=perkara&dari=2026-03-04&sampai=2026-03-04").await;
    assert_eq!(tipe(&hari), ["DisposisiDiberikan"]);
    assert!(tipe(&cari(&kantor, "jenis=perkara&dari=2026-03-05").await).is_empty());
    let sebelum = cari(&kantor, "jenis=perkara&sampai=2026-03-03").await;
    assert_eq!(tipe(&sebelum).len(), 6);
    kantor.baca("auditor", "/log/fakta?dari=2026-03-05&sampai=2026-03-04").await.dengan(409);

    // Page after page, each fact once.
    let (mut semua, mut jalur) = (Vec::new(), "batas=2&jenis=perkara".to_owned());
    loop {
        let halaman = cari(&kantor, &jalur).await;
        semua.extend(halaman.isi().iter().map(|satu| satu["posisi"].as_u64()));
        let Some(berikutnya) = halaman.badan["berikutnya"].as_str() else { break };
        jalur = format!("batas=2&jenis=perkara&setelah={berikutnya}");
    }
    assert_eq!(semua.len(), 7);
    assert!(semua.is_sorted_by(|satu, lain| satu > lain), "{semua:?}");

    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let halaman = auditor.buka(&kantor, "/log?tipe=DisposisiDiberikan&jenis=&dari=").await;
    let teks = html(&halaman.dengan(200)).to_owned();
    assert!(teks.contains("<td>Disposisi diberikan</td>"), "{teks}");
    assert!(!teks.contains("<td>Permohonan diterima</td>"), "{teks}");
    let ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    assert_eq!(ppid.buka(&kantor, "/log").await.status, 403);
}

/// A companion may be that of a unit, which has no page of a case.
#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_leads_to_its_case_and_to_nothing_where_it_is_of_none() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    kantor.pada("2026-10-01T08:00:00+07:00");
    let job = jejak::jobs::cari("alarm").expect("a job");
    jejak::jobs::jalankan(&kantor.app, job, kantor.app.clock.now()).await.expect("a run");
    let unit = kantor.unit[0];
    for (aliran, milik) in [(perkara, json!(perkara)), (unit, json!(null))] {
        let temuan = cari(&kantor, &format!("tipe=AlarmDibunyikan&aliran={aliran}")).await;
        assert!(!temuan.isi().is_empty());
        assert!(temuan.isi().iter().all(|satu| satu["perkara"] == milik), "{}", temuan.badan);
    }
    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let halaman = auditor.buka(&kantor, "/log?tipe=AlarmDibunyikan").await.dengan(200);
    let teks = html(&halaman);
    assert!(teks.contains(&format!("href=\"/perkara/{perkara}\"")), "{teks}");
    assert!(!teks.contains(&format!("/perkara/{unit}")), "{teks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_is_shown_with_the_proof_that_it_is_in_the_log() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let posisi = cari(&kantor, &format!("aliran={perkara}")).await.isi()[0]["posisi"].clone();
    let jalur = format!("/log/fakta/{posisi}");
    let fakta = kantor.baca("auditor", &jalur).await.dengan(200).badan;
    assert_eq!(fakta["bukti"]["cocok"], true, "{fakta}");
    assert_eq!(fakta["bukti"]["akar_dihitung"], fakta["bukti"]["akar_log"]);
    let daun = fakta["daun"].as_str().expect("the leaf");
    assert!(daun.contains("\"type\":\"PermohonanDicatat\""), "{daun}");
    assert!(!daun.contains("Sri Wahyuni"), "{daun}");
    for takada in ["0", "999999", "18446744073709551615"] {
        kantor.baca("auditor", &format!("/log/fakta/{takada}")).await.dengan(404);
    }
    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let halaman = auditor.buka(&kantor, &format!("/log/{posisi}")).await.dengan(200);
    assert!(html(&halaman).contains("Terbukti"), "{}", html(&halaman));

    let halaman = auditor.buka(&kantor, &format!("/perkara/{perkara}/verifikasi")).await;
    assert!(html(&halaman.dengan(200)).contains("Utuh: 3 fakta"));
    let keutuhan = auditor.buka(&kantor, "/log/verifikasi?nomor=0001").await.dengan(200);
    let teks = html(&keutuhan);
    assert!(teks.contains(&format!("/perkara/{perkara}/verifikasi")), "{teks}");
    assert!(teks.contains("jejak verify"), "{teks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_saw_whom_is_found_by_person_case_and_day() {
    let kantor = Kantor::buka().await;
    let (satu, ..) = kantor.diajukan().await;
    let (dua, ..) = kantor.diajukan().await;
    for (siapa, perkara, untuk) in [
        ("petugas", satu, "menelepon"),
        ("ppid-utama", satu, "menjawab"),
        ("petugas", dua, "mencocokkan"),
    ] {
        let badan = json!({"perintah": id(), "keperluan": untuk});
        kantor.kirim(siapa, &format!("/perkara/{perkara}/data-pribadi"), badan).await.dengan(200);
    }
    let posisi = kantor.app.log.position().await.expect("a position");
    let lihat = async |tanya: &str| {
        let jalur = format!("/log/penglihatan?minimal_posisi={posisi}{tanya}");
        let badan = kantor.baca("auditor", &jalur).await.dengan(200);
        let isi = badan.isi().iter();
        let untuk = isi.map(|satu| satu["keperluan"].as_str().unwrap_or_default().to_owned());
        (untuk.collect::<Vec<_>>(), badan)
    };
    let (semua, badan) = lihat("").await;
    assert_eq!(semua, ["mencocokkan", "menjawab", "menelepon"]);
    let petugas = badan.isi()[0]["oleh"].as_str().expect("an actor").to_owned();
    assert_eq!(lihat(&format!("&perkara={satu}")).await.0, ["menjawab", "menelepon"]);
    assert_eq!(lihat(&format!("&aktor={petugas}")).await.0, ["mencocokkan", "menelepon"]);
    let keduanya = format!("&aktor={petugas}&perkara={satu}");
    assert_eq!(lihat(&keduanya).await.0, ["menelepon"]);
    assert!(lihat("&dari=2026-03-03").await.0.is_empty());
    assert_eq!(lihat("&sampai=2026-03-02").await.0.len(), 3);

    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let halaman = auditor.buka(&kantor, "/log/penglihatan").await.dengan(200);
    let teks = html(&halaman);
    assert!(teks.contains("menelepon") && teks.contains("Petugas layanan"), "{teks}");
    assert!(!teks.contains("Sri Wahyuni"), "who was seen stays closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_replayed_step_by_step() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    kantor.pada("2026-03-05T09:00:00+07:00");
    let perpanjangan = json!({"alasan": "belum_menguasai_atau_mendokumentasikan",
                              "uraian": {"isi": "arsip dicari"}});
    let langkah = "perpanjangan-diberitahukan";
    kantor.fakta("ppid-utama", perkara, langkah, perpanjangan).await.dengan(200);
    kantor.pada("2026-03-20T09:00:00+07:00");
    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let alamat = format!("/perkara/{perkara}/putar-ulang");

    let pertama = auditor.buka(&kantor, &alamat).await.dengan(200);
    let teks = html(&pertama);
    assert!(teks.contains("langkah 1 dari 4"), "{teks}");
    assert!(teks.contains("– → <strong>diproses</strong>"), "{teks}");
    assert!(teks.contains("13 Maret 2026 – 16 Maret 2026"), "what was due: {teks}");
    assert!(!teks.contains("rel=\"prev\"") && teks.contains("?langkah=2"), "{teks}");
    assert!(!teks.contains("perpanjangan waktu diberitahukan"), "not known yet: {teks}");

    let terakhir = auditor.buka(&kantor, &format!("{alamat}?langkah=4")).await.dengan(200);
    let teks = html(&terakhir);
    assert!(teks.contains("5 Maret 2026</strong>"), "on the day of the fact: {teks}");
    assert!(teks.contains("diproses → <strong>diperpanjang</strong>"), "{teks}");
    assert!(teks.contains("sisa 8 hari kerja") || teks.contains("31 Maret 2026"), "{teks}");
    assert!(teks.contains("?langkah=3") && !teks.contains("rel=\"next\""), "{teks}");

    for keliru in ["0", "5", "x"] {
        let halaman = auditor.buka(&kantor, &format!("{alamat}?langkah={keliru}")).await;
        assert_eq!(halaman.status, 400, "{keliru}");
    }
}

/// A look at a person is a step too, and what was corrected was once believed.
#[tokio::test(flavor = "multi_thread")]
async fn a_replay_shows_what_was_believed_before_it_was_corrected() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    kantor.pada("2026-03-06T09:00:00+07:00");
    let koreksi = json!({"versi": 3, "alasan": {"isi": "tercatat dua kali"}});
    kantor.fakta("ppid-utama", perkara, "koreksi-dicatat", koreksi).await.dengan(200);
    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let langkah = |ke: u32| format!("/perkara/{perkara}/putar-ulang?langkah={ke}");
    let sebelum = auditor.buka(&kantor, &langkah(3)).await.dengan(200);
    assert!(!html(&sebelum).contains("dibatalkan"), "{}", html(&sebelum));
    let sesudah = auditor.buka(&kantor, &langkah(4)).await.dengan(200);
    let teks = html(&sesudah);
    assert!(teks.contains("fakta ke-3 dibatalkan"), "{teks}");
    assert!(teks.contains("class=\"dikoreksi\">permohonan dicatat"), "{teks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_past_says_so() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    for alamat in ["/antrean", "/keberatan/meja", "/sengketa", &format!("/perkara/{perkara}")] {
        let kini = auditor.buka(&kantor, alamat).await.dengan(200);
        assert!(html(&kini).contains("name=\"sebagaimana\""), "{alamat} offers another day");
        let alamat = format!("{alamat}?sebagaimana=2026-03-02");
        let dahulu = auditor.buka(&kantor, &alamat).await.dengan(200);
        let teks = html(&dahulu);
        assert!(teks.contains("sebagaimana <strong>2026-03-02</strong>"), "{alamat}: {teks}");
        assert!(!teks.contains("/tindakan/"), "{alamat}");
    }
}
