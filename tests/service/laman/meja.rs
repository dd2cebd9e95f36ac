//! The desks of the Atasan and of whoever stands by a unit before KI.

use events::pengguna::Peran;
use events::pihak::UnitId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::peramban::{Peramban, html, nilai};
use crate::api::klien::{Kantor, id};

/// An objection against silence, on 25 March.
async fn keberatan(kantor: &Kantor) -> Uuid {
    let (perkara, ..) = kantor.diajukan().await;
    kantor.pada("2026-03-25T09:00:00+07:00");
    let fakta = json!({"alasan": ["c"], "kanal": "langsung"});
    kantor.fakta("petugas", perkara, "keberatan-diterima", fakta).await.dengan(201);
    kantor.ikuti().await;
    perkara
}

#[tokio::test(flavor = "multi_thread")]
async fn the_atasan_sees_what_waits_why_and_what_the_office_did() {
    let kantor = Kantor::buka().await;
    let perkara = keberatan(&kantor).await;
    let mut sekda = Peramban::masuk(&kantor, "sekda", Peran::AtasanPpid).await;
    let meja = sekda.buka(&kantor, "/keberatan/meja").await.dengan(200);
    let teks = html(&meja);
    assert!(teks.contains("0001/"), "its number: {teks}");
    assert!(teks.contains("c. Permohonan tidak ditanggapi"), "{teks}");
    assert!(teks.contains("permohonan belum dijawab"), "{teks}");
    let langkah = format!("/perkara/{perkara}/tindakan/tanggapan-keberatan-dikirim");
    assert!(teks.contains(&langkah), "{teks}");

    let formulir = sekda.buka(&kantor, &langkah).await.dengan(200);
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let isian = [
        ("_perintah", perintah.as_str()),
        ("_langkah", "kirim"),
        ("putusan", "mengabulkan"),
        ("jabatan", "Sekretaris Daerah"),
    ];
    let tercatat = sekda.kirim(&kantor, &langkah, &isian).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    let posisi = kantor.app.log.position().await.expect("a position");
    let daftar = format!("/keberatan?minimal_posisi={posisi}");
    assert!(kantor.baca("atasan", &daftar).await.dengan(200).isi().is_empty());
    let dahulu = format!("{daftar}&sebagaimana=2026-03-24");
    assert!(kantor.baca("atasan", &dahulu).await.dengan(200).isi().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_of_another_day_shows_what_waited_then() {
    let kantor = Kantor::buka().await;
    keberatan(&kantor).await;
    kantor.pada("2026-04-01T09:00:00+07:00");
    let posisi = kantor.app.log.position().await.expect("a position");
    let pada = |hari: &str| format!("/keberatan?sebagaimana={hari}&minimal_posisi={posisi}");
    assert!(kantor.baca("atasan", &pada("2026-03-24")).await.dengan(200).isi().is_empty());
    let dahulu = kantor.baca("atasan", &pada("2026-03-25")).await.dengan(200);
    let kini = kantor.baca("atasan", &format!("/keberatan?minimal_posisi={posisi}")).await;
    let (dahulu, kini) = (&dahulu.isi()[0], &kini.dengan(200).isi()[0].clone());
    assert_eq!(dahulu["nomor_keberatan"], kini["nomor_keberatan"]);
    assert_eq!(
        dahulu["alasan"],
        json!([{"huruf": "c", "uraian":
        "tidak ditanggapinya permintaan informasi"}])
    );
    let sisa = |satu: &Value| satu["sisa_hk"].as_i64().expect("days left");
    assert!(sisa(dahulu) > sisa(kini), "{dahulu} {kini}");
    assert!(
        kantor
            .baca("pembantu", &format!("/keberatan?minimal_posisi={posisi}"))
            .await
            .dengan(200)
            .isi()
            .is_empty(),
        "a unit sees its own alone"
    );
}

/// Filed, registered, summoned; the unit is asked, does it, hands in evidence.
#[tokio::test(flavor = "multi_thread")]
async fn a_sengketa_is_followed_from_the_filing_to_the_exhibits() {
    let kantor = Kantor::buka().await;
    let perkara = keberatan(&kantor).await;
    let unit = kantor.unit[0];
    let disposisi = json!({"unit": unit, "peran": "penanggung_jawab"});
    kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
    kantor.pada("2026-05-20T09:00:00+07:00");
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;

    let langkah = format!("/perkara/{perkara}/tindakan/sengketa-diajukan");
    let formulir = ppid.buka(&kantor, &langkah).await.dengan(200);
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let mut isian = vec![("_perintah", perintah.as_str()), ("komisi", "KI Jawa Barat")];
    let pratinjau = ppid.kirim(&kantor, &langkah, &isian).await.dengan(200);
    let teks = html(&pratinjau);
    assert!(teks.contains("perkara disengketakan di Komisi Informasi"), "{teks}");
    isian.push(("_langkah", "kirim"));
    let diajukan = ppid.kirim(&kantor, &langkah, &isian).await;
    assert_eq!(diajukan.status, 303, "{}", diajukan.badan);
    let alamat = format!("/sengketa/{perintah}");
    assert_eq!(diajukan.kepala["location"], alamat.as_str());

    let catat = async |langkah: &str, fakta: Value| {
        let badan = json!({"perintah": id(), "fakta": fakta});
        let jalur = format!("{alamat}/{langkah}");
        kantor.kirim("ppid-utama", &jalur, badan).await.dengan(200);
    };
    catat("sengketa-diregistrasi", json!({"nomor": "009/REG-PSI/V/2026"})).await;
    catat("panggilan-diterima", json!({"acara": "pertama", "tanggal_sidang": "2026-06-10"})).await;
    catat("fasilitator-ditunjuk", json!({"jabatan": "Kepala Bidang IKP"})).await;
    let penerima = json!({"isi": "Kepala Bagian Hukum Rahasia"});
    let kuasa = json!({"oleh": "badan_publik", "penerima": penerima, "surat": "khusus_bermeterai"});
    catat("kuasa-diberikan", kuasa).await;
    let tugas = json!({"unit": unit, "tugas": {"isi": "tanda terima"}, "sampai": "2026-06-04"});
    catat("tugas-diberikan", tugas).await;
    let daftar = json!([{"kode": "T-1", "jenis": "surat", "tujuan": {"isi": "tanggal terima"}}]);
    catat("bukti-disampaikan", json!({"oleh": "badan_publik", "daftar": daftar})).await;

    let posisi = kantor.app.log.position().await.expect("a position");
    let meja = kantor.baca("ppid-utama", &format!("/sengketa?minimal_posisi={posisi}")).await;
    let meja = meja.dengan(200).isi()[0].clone();
    assert_eq!((&meja["berikut"], &meja["tugas"]), (&json!("2026-06-04"), &json!(1)), "{meja}");
    assert_eq!(meja["fasilitator"], "Kepala Bidang IKP");
    let halaman = ppid.buka(&kantor, "/sengketa").await.dengan(200);
    assert!(html(&halaman).contains("009/REG-PSI/V/2026"), "{}", html(&halaman));
    let halaman = ppid.buka(&kantor, &alamat).await.dengan(200);
    let teks = html(&halaman);
    for isi in ["10 Juni 2026", "Kepala Bidang IKP", "Khusus bermeterai", "T-1", "tugas ke-"] {
        assert!(teks.contains(isi) || isi == "tugas ke-", "{isi}: {teks}");
    }
    assert!(!teks.contains("Rahasia") && !teks.contains("tanda terima"), "sealed: {teks}");

    let dinas = Peran::PpidPembantu(UnitId(unit));
    let mut dinas = Peramban::masuk(&kantor, "dinas", dinas).await;
    assert!(html(&dinas.buka(&kantor, "/sengketa").await.dengan(200)).contains("009/REG"));
    let halaman = dinas.buka(&kantor, &alamat).await.dengan(200);
    let (_, tautan) = html(&halaman).split_once("tugas-diselesaikan?").expect("its own task");
    let tautan = tautan.split('"').next().unwrap_or_default().replace("&amp;", "&");
    let langkah = format!("{alamat}/tindakan/tugas-diselesaikan");
    let formulir = dinas.buka(&kantor, &format!("{langkah}?{tautan}")).await.dengan(200);
    let (perintah, tugas) = (nilai(html(&formulir), "_perintah"), nilai(html(&formulir), "tugas"));
    let unit = unit.to_string();
    let isian = [("_perintah", perintah), ("tugas", tugas), ("unit", &unit), ("_langkah", "kirim")];
    let selesai = dinas.kirim(&kantor, &langkah, &isian).await;
    assert_eq!(selesai.status, 303, "{}", selesai.badan);
    let posisi = kantor.app.log.position().await.expect("a position");
    let meja = kantor.baca("pembantu", &format!("/sengketa?minimal_posisi={posisi}")).await;
    assert_eq!(meja.dengan(200).isi()[0]["tugas"], 0);
    let lain = kantor.baca("pembantu-lain", &format!("/sengketa?minimal_posisi={posisi}")).await;
    assert!(lain.dengan(200).isi().is_empty());
}
