//! Hostile text in every fact that the API takes.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::collections::BTreeMap;

use hyper::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::daftar::{self, Benda};
use super::muatan::{self, Pembuat};
use crate::api::klien::{Jawaban, Kantor, id, pengajuan};

/// Rounds in which each choice of a fact, and each text in a short field, has its
/// turn.
const RONDE: usize = 4;

/// A page as it is looked at: nothing of what was typed is more than text.
pub(crate) fn periksa(tempat: &str, jawaban: &Jawaban) {
    assert!(jawaban.status < 500, "{tempat}: {}", jawaban.badan);
    let Value::String(teks) = &jawaban.badan else { return };
    // What is saved and opened by another program is no page.
    if ["application/pdf", "application/vnd."]
        .iter()
        .any(|jenis| jawaban.teks("content-type").starts_with(jenis))
    {
        return;
    }
    assert_eq!(muatan::lolos(teks), None, "{tempat}: {teks}");
}

/// Facts that are offered in vain: a correction names another fact of the case and
/// holds it whole, a permohonan is filed and numbered and not added to a case that
/// has one, a letter is one that was begun before, a map names columns of a table, an
/// address of mail has no room for such text, a period holds none,
/// weights make a whole and a score has its indicator, and with some it is never
/// their turn.
pub(crate) const TAK_DITABUR: [&str; 22] = [
    "/api/v1/kantor/periode-laporan-ditetapkan",
    "/api/v1/kantor/peta-impor-ditetapkan",
    "/api/v1/kantor/retensi-ditetapkan",
    "/api/v1/katalog/{entri}/klasifikasi-diubah",
    "/api/v1/laporan/{laporan}/laporan-dikirim-ke-ki",
    "/api/v1/laporan/{laporan}/laporan-diterima",
    "/api/v1/monev/{tahun}/indikator-monev-ditetapkan",
    "/api/v1/monev/{tahun}/nilai-monev-diisi",
    "/api/v1/pengguna/{pengguna}/penugasan-diakhiri",
    "/api/v1/pengguna/{pengguna}/surel-ditetapkan",
    "/api/v1/perkara/{perkara}/koreksi-dicatat",
    "/api/v1/perkara/{perkara}/nomor-pendaftaran-diberikan",
    "/api/v1/perkara/{perkara}/pembatasan-ditolak",
    "/api/v1/perkara/{perkara}/permohonan-dicatat",
    "/api/v1/perkara/{perkara}/permohonan-diterima",
    "/api/v1/perkara/{perkara}/surat-dikirim",
    "/api/v1/perkara/{perkara}/surat-dinomori",
    "/api/v1/perkara/{perkara}/surat-dirancang",
    "/api/v1/perkara/{perkara}/surat-ditandatangani",
    "/api/v1/perkara/{perkara}/surat-diterima",
    "/api/v1/sengketa/{sengketa}/koreksi-dicatat",
    "/api/v1/unit/{unit}/unit-digabung",
];

/// Offers every fact of the API, with hostile text in every field; gives the
/// cases, and what took none in any round, with why.
pub(crate) async fn tabur(kantor: &Kantor, benda: &Benda) -> (Vec<Uuid>, BTreeMap<String, String>) {
    let dokumen = kantor.minta("publik", Method::GET, "/api/openapi.json", None, &[]).await.badan;
    let mut perkara = Vec::new();
    let mut ditolak = BTreeMap::new();
    let mut diambil = Vec::new();
    for ronde in 0..RONDE {
        let (satu, jawaban) = tabur_ronde(kantor, benda, &dokumen, ronde).await;
        perkara.push(satu);
        for (jalur, jawaban) in jawaban {
            if jawaban.status < 300 {
                diambil.push(jalur);
            } else {
                ditolak.insert(jalur, jawaban.badan["galat"].to_string());
            }
        }
    }
    ditolak.retain(|jalur, _| !diambil.contains(jalur));
    (perkara, ditolak)
}

async fn tabur_ronde(
    kantor: &Kantor,
    benda: &Benda,
    dokumen: &Value,
    ronde: usize,
) -> (Uuid, Vec<(String, Jawaban)>) {
    let mut kirim = pengajuan(id());
    let tetap = [("unit", kantor.unit[0].to_string()), ("kanal", "situs".to_owned())];
    let pembuat = Pembuat { dokumen, benda: &tetap, ronde };
    kirim["permohonan"] = pembuat.bagian("/api/v1/permohonan", "permohonan").unwrap();
    let diajukan = kantor.kirim("publik", "/permohonan", kirim).await.dengan(201);
    let perkara: Uuid = diajukan.badan["perkara"].as_str().unwrap().parse().unwrap();
    let disposisi = json!({"unit": kantor.unit[0], "peran": "penanggung_jawab"});
    kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
    let buku = kantor.baca("admin", "/buku").await.dengan(200);
    let buku = buku.isi()[0]["buku"].as_str().unwrap().to_owned();
    // A proposal can be sent back and put right; what was set cannot.
    let usul = json!({"perintah": id(), "fakta": daftar::entri(kantor.unit[0])});
    let usul = kantor.kirim("ppid-utama", "/katalog", usul).await.dengan(201);
    let benda = &benda.dengan("entri", usul.badan["id"].as_str().unwrap());
    let berkas = kantor.unggah("ppid-utama", "a.txt", "a").await.dengan(201);
    let berkas = &berkas.badan["berkas"];
    let benda_ronde = [
        ("buku", buku),
        ("pola", "{urut4}/<b onclick=kenari(1)>".to_owned()),
        ("unit", kantor.unit[0].to_string()),
        ("perkara", perkara.to_string()),
        ("katalog", id().to_string()),
        ("kanal", "langsung".to_owned()),
    ];
    let pembuat = Pembuat { dokumen, benda: &benda_ronde, ronde };
    let mut dijawab = Vec::new();
    for rute in jejak::web::semua().into_iter().filter(|rute| rute.metode == Method::POST) {
        let Some(mut fakta) = pembuat.bagian(&rute.jalur, "fakta") else { continue };
        match rute.jalur.rsplit('/').next() {
            Some("dokumen-dilampirkan") => fakta["berkas"] = berkas.clone(),
            Some("dokumen-dilepas") => fakta["berkas"] = berkas["id"].clone(),
            Some("tugas-diselesaikan") => fakta["tugas"] = tugas(kantor, benda).await,
            _ => {}
        }
        let pola = rute.jalur.replace("{perkara}", &perkara.to_string());
        let Some(jalur) = benda.isi(&pola) else { continue };
        let siapa = ["ppid-utama", "atasan", "admin"]
            .into_iter()
            .find(|siapa| rute.akses.peran.contains(&daftar::jenis(siapa).unwrap()))
            .unwrap();
        let milik_perkara = pola.contains("/perkara/") || pola.contains("/sengketa");
        let mut badan = json!({"perintah": id(), "fakta": fakta});
        if milik_perkara {
            // What already happened can always be recorded.
            badan["cara"] = json!("catat");
        }
        let jawaban = kantor.minta(siapa, Method::POST, &jalur, Some(badan), &[]).await;
        periksa(&rute.jalur, &jawaban);
        dijawab.push((rute.jalur, jawaban));
    }
    (perkara, dijawab)
}

/// The last task that was given in the dispute.
async fn tugas(kantor: &Kantor, benda: &Benda) -> Value {
    kantor.ikuti().await;
    let alamat = benda.isi("/sengketa/{sengketa}").unwrap();
    let sengketa = kantor.baca("ppid-utama", &alamat).await.dengan(200).badan;
    let tugas = sengketa["tugas"].as_array().and_then(|tugas| tugas.last());
    tugas.map_or(Value::Null, |tugas| tugas["tugas"].clone())
}
