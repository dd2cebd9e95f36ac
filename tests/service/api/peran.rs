//! Who may do what: written here by hand, held against every route, and asked of
//! every route over HTTP. A route whose access is widened, or that is new, fails
//! here first.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::collections::{BTreeMap, BTreeSet};

use hyper::Method;
use serde_json::json;
use uuid::Uuid;

use super::klien::{Kantor, PERAN, id};

/// Roles, and what they all and nobody else may do. A PPID Pembantu does it for
/// its own unit.
const BOLEH: &[(&[&str], &[&str])] = &[
    (
        &["publik", "petugas", "ppid-utama", "pembantu", "atasan", "tim", "auditor", "admin"],
        &[
            "POST berkas",
            "POST saran",
            "POST lacak",
            "POST lacak/berkas",
            "GET katalog",
            "GET katalog/{entri}",
            "GET statistik",
            "GET statistik/tahunan",
            "GET statistik/berkas",
            "GET katalog/unit",
            "GET katalog/{entri}/dokumen/{dokumen}",
            "GET kegiatan",
            "GET kegiatan/{kegiatan}",
            "GET kantor",
            "GET penyiapan",
            "POST penyiapan",
            "POST surel/berhenti",
            "GET surat/periksa/{kode}",
            "POST surat/periksa/{kode}",
            "GET checkpoint",
            "GET checkpoint/nota",
            "GET checkpoint/stempel",
            "GET checkpoint/bukti/{posisi}",
        ],
    ),
    (&["publik", "petugas", "ppid-utama"], &["POST permohonan", "POST keberatan"]),
    (
        &["petugas", "ppid-utama"],
        &[
            "POST perkara/{perkara}/permohonan-diterima",
            "POST perkara/{perkara}/nomor-pendaftaran-diberikan",
            "POST perkara/{perkara}/permohonan-dicatat",
            "POST perkara/{perkara}/kelengkapan-diperiksa",
            "POST perkara/{perkara}/surat-tidak-lengkap-dikirim",
            "POST perkara/{perkara}/surat-tidak-lengkap-diterima",
            "POST perkara/{perkara}/perbaikan-diterima",
            "POST perkara/{perkara}/permohonan-dialihkan",
            "POST perkara/{perkara}/pemberitahuan-tertulis-diterima",
            "POST perkara/{perkara}/biaya-dibayar",
            "POST perkara/{perkara}/informasi-diberikan",
            "POST perkara/{perkara}/permohonan-dicabut",
            "POST perkara/{perkara}/keberatan-diterima",
            "POST perkara/{perkara}/keberatan-dicatat",
            "POST perkara/{perkara}/keberatan-dicabut",
            "POST perkara/{perkara}/tanggapan-keberatan-diterima",
            "POST perkara/{perkara}/tanggapan-pemohon-dicatat",
            "POST perkara/{perkara}/penghapusan-diusulkan",
            "POST perkara/{perkara}/pembatasan-diminta",
        ],
    ),
    (
        &["ppid-utama"],
        &[
            "POST tahunan/{tahun}/kata-tahunan-ditulis",
            "POST tahunan/{tahun}/laporan-tahunan-ditetapkan",
            "POST tahunan/{tahun}/laporan-tahunan-dikirim-ke-ki",
            "POST monev/{tahun}/indikator-monev-ditetapkan",
            "POST monev/{tahun}/nilai-monev-diisi",
            "POST monev/{tahun}/hasil-monev-dicatat",
            "POST perkara/{perkara}/permohonan-tidak-ditindaklanjuti",
            "POST perkara/{perkara}/disposisi-diberikan",
            "POST perkara/{perkara}/pertimbangan-tertulis-ditetapkan",
            "POST perkara/{perkara}/perpanjangan-diberitahukan",
            "POST perkara/{perkara}/pemberitahuan-tertulis-dikirim",
            "POST perkara/{perkara}/penolakan-diberitahukan",
            "POST perkara/{perkara}/biaya-ditetapkan",
            "POST perkara/{perkara}/koreksi-dicatat",
            "POST perkara/{perkara}/pembatasan-dilaksanakan",
            "POST perkara/{perkara}/pembatasan-ditolak",
            "POST perkara/{perkara}/pembatasan-dicabut",
            "POST kegagalan",
            "POST kegagalan/{kegagalan}/kegagalan-diberitahukan",
            "POST kegagalan/{kegagalan}/kegagalan-ditangani",
            "POST perkara/{perkara}/penghapusan-ditahan",
            "POST perkara/{perkara}/penahanan-dilepas",
            "POST perkara/{perkara}/fakta",
            "POST sengketa",
            "POST sengketa/{sengketa}/surat-ketidaklengkapan-diterima",
            "POST sengketa/{sengketa}/berkas-sengketa-dilengkapi",
            "POST sengketa/{sengketa}/akta-tidak-diregistrasi-terbit",
            "POST sengketa/{sengketa}/sengketa-diregistrasi",
            "POST sengketa/{sengketa}/sengketa-dialihkan",
            "POST sengketa/{sengketa}/sengketa-dihentikan",
            "POST sengketa/{sengketa}/jendela-menurut-ki",
            "POST sengketa/{sengketa}/sengketa-dicabut",
            "POST sengketa/{sengketa}/koreksi-dicatat",
            "POST sengketa/{sengketa}/kuasa-diberikan",
            "POST sengketa/{sengketa}/fasilitator-ditunjuk",
            "POST sengketa/{sengketa}/tugas-diberikan",
            "POST sengketa/{sengketa}/fakta",
            "POST sengketa/{sengketa}/panggilan-diterima",
            "POST sengketa/{sengketa}/penggantian-majelis-diminta",
            "POST sengketa/{sengketa}/jawaban-termohon-disampaikan",
            "POST sengketa/{sengketa}/sidang-digelar",
            "POST sengketa/{sengketa}/sengketa-gugur",
            "POST sengketa/{sengketa}/ajudikasi-ditunda",
            "POST sengketa/{sengketa}/mediasi-dimulai",
            "POST sengketa/{sengketa}/mediasi-diperpanjang",
            "POST sengketa/{sengketa}/mediasi-berhasil",
            "POST sengketa/{sengketa}/mediasi-gagal",
            "POST sengketa/{sengketa}/bukti-disampaikan",
            "POST sengketa/{sengketa}/kesimpulan-disampaikan",
            "POST sengketa/{sengketa}/putusan-sela-dibacakan",
            "POST sengketa/{sengketa}/putusan-dibacakan",
            "POST sengketa/{sengketa}/salinan-putusan-diterima",
            "POST sengketa/{sengketa}/gugatan-diajukan",
            "POST sengketa/{sengketa}/putusan-pengadilan-diterima",
            "POST sengketa/{sengketa}/kasasi-diajukan",
            "POST sengketa/{sengketa}/putusan-kasasi-diterima",
            "POST sengketa/{sengketa}/berkekuatan-hukum-tetap",
            "POST sengketa/{sengketa}/eksekusi-dimohonkan",
            "POST sengketa/{sengketa}/putusan-dilaksanakan",
            "POST katalog/{entri}/usulan-dikembalikan",
            "POST katalog/{entri}/dip-ditetapkan",
            "POST katalog/{entri}/dip-dimutakhirkan",
            "POST katalog/{entri}/klasifikasi-ditetapkan",
            "POST katalog/{entri}/klasifikasi-diubah",
            "POST katalog/{entri}/klasifikasi-berakhir",
            "POST katalog/{entri}/informasi-ditarik",
            "POST laporan/{laporan}/laporan-dikembalikan",
            "POST laporan/{laporan}/laporan-diterima",
            "POST laporan/{laporan}/laporan-dikirim-ke-ki",
            "POST kantor/peta-impor-ditetapkan",
            "POST register/impor",
        ],
    ),
    (
        &["ppid-utama", "pembantu"],
        &[
            "POST perkara/{perkara}/disposisi-dikembalikan",
            "POST perkara/{perkara}/jawaban-unit-diterima",
            "POST sengketa/{sengketa}/tugas-diselesaikan",
            "POST katalog",
            "POST katalog/{entri}/usulan-diperbaiki",
            "POST katalog/{entri}/dokumen-dilampirkan",
            "POST katalog/{entri}/dokumen-dilepas",
            "POST kegiatan",
            "POST kegiatan/{kegiatan}/kegiatan-diperbarui",
            "POST kegiatan/{kegiatan}/kegiatan-ditarik",
            "POST laporan",
            "POST laporan/{laporan}/laporan-disampaikan",
        ],
    ),
    (
        &["ppid-utama", "pembantu", "tim"],
        &[
            "POST perkara/{perkara}/uji-konsekuensi-dilakukan",
            "POST katalog/{entri}/uji-konsekuensi-dilakukan",
        ],
    ),
    (
        &["ppid-utama", "atasan", "auditor"],
        &[
            "GET perkara/{perkara}/bundel",
            "POST perkara/{perkara}/bundel",
            "GET pelindungan",
            "GET kegagalan/{kegagalan}",
        ],
    ),
    (&["petugas", "ppid-utama", "pembantu"], &["POST perkara/{perkara}/salinan-dihitamkan"]),
    (&["ppid-utama", "tim"], &["POST perkara/{perkara}/tim-pertimbangan-didengar"]),
    (&["ppid-utama", "atasan"], &["POST perkara/{perkara}/musyawarah-dilakukan"]),
    (
        &["petugas", "ppid-utama", "atasan"],
        &[
            "POST perkara/{perkara}/surat-dinomori",
            "POST perkara/{perkara}/surat-dirancang",
            "POST perkara/{perkara}/surat-ditandatangani",
            "POST perkara/{perkara}/surat-dikirim",
            "POST perkara/{perkara}/surat-diterima",
        ],
    ),
    (
        &["atasan"],
        &[
            "POST perkara/{perkara}/persetujuan-diberikan",
            "POST perkara/{perkara}/penghapusan-diputus",
            "POST perkara/{perkara}/tanggapan-keberatan-dikirim",
            "POST katalog/{entri}/penetapan-disetujui",
        ],
    ),
    (
        &["ppid-utama", "admin"],
        &[
            "POST buku",
            "POST buku/{buku}/buku-ditutup",
            "POST kalender/{lapisan}/hari-ditutup",
            "POST kalender/{lapisan}/hari-dibuka",
            "POST kantor/teks-ditetapkan",
            "POST kantor/biaya-salinan-ditetapkan",
            "POST kantor/periode-laporan-ditetapkan",
            "POST kantor/templat-surat-ditetapkan",
            "POST kantor/logo-ditetapkan",
            "POST kantor/contoh-surat",
            "GET pekerjaan",
            "GET surel",
            "POST surel/coba-lagi",
        ],
    ),
    (
        &["admin"],
        &[
            "POST unit",
            "POST unit/{unit}/unit-berganti-nama",
            "POST unit/{unit}/unit-digabung",
            "POST unit/{unit}/unit-ditutup",
            "POST aturan",
            "POST pengguna",
            "POST pengguna/{pengguna}/peran-diubah",
            "POST pengguna/{pengguna}/pengguna-dinonaktifkan",
            "POST pengguna/{pengguna}/pengguna-diaktifkan",
            "POST pengguna/{pengguna}/penugasan-diberikan",
            "POST pengguna/{pengguna}/penugasan-diakhiri",
            "POST pengguna/{pengguna}/surel-ditetapkan",
            "POST pengguna/{pengguna}/akun",
            "GET pengguna/{pengguna}/akun",
            "POST pengguna/impor",
            "POST unit/impor",
            "POST kantor/kantor-ditetapkan",
            "POST kantor/kode-masuk-diwajibkan",
            "POST kantor/tangga-alarm-ditetapkan",
            "POST kantor/retensi-ditetapkan",
        ],
    ),
    (
        &["petugas", "ppid-utama", "pembantu", "atasan", "tim", "auditor"],
        &[
            "GET perkara",
            "GET antrean/csv",
            "GET dasbor",
            "GET saringan",
            "POST saringan",
            "POST saringan/hapus",
            "GET perkara/{perkara}",
            "GET perkara/{perkara}/riwayat",
            "GET perkara/{perkara}/tenggat",
            "GET perkara/{perkara}/balasan",
            "GET perkara/{perkara}/surat",
            "GET perkara/{perkara}/penghapusan",
            "GET perkara/{perkara}/salinan-dihitamkan",
            "GET tenggat",
            "GET keberatan",
            "GET sengketa",
            "GET perkara/{perkara}/putar-ulang",
            "GET perkara/{perkara}/verifikasi",
            "GET sengketa/{sengketa}",
            "GET sengketa/{sengketa}/riwayat",
            "GET register",
            "GET register/berkas",
            "GET register/permohonan",
            "GET register/keberatan",
            "GET laporan",
            "GET laporan/{laporan}",
            "GET laporan/{laporan}/naskah",
            "GET laporan/{laporan}/berkas",
            "GET laporan/{laporan}/uji",
            "GET laporan/{laporan}/revisi",
        ],
    ),
    (&["petugas", "ppid-utama", "pembantu", "atasan", "tim"], &["POST perkara/{perkara}/catatan"]),
    (
        &["petugas", "ppid-utama", "pembantu", "atasan", "auditor"],
        &[
            "POST perkara/{perkara}/data-pribadi",
            "POST perkara/{perkara}/berkas",
            "POST perkara/{perkara}/halaman",
            "POST register/data-pribadi",
            "POST register/data-pribadi/berkas",
            "POST perkara/{perkara}/surat/susun-ulang",
        ],
    ),
    (
        &["petugas", "ppid-utama", "atasan", "tim", "auditor"],
        &[
            "GET ketepatan",
            "GET log",
            "GET saran",
            "GET konsolidasi",
            "GET laporan/rapat",
            "GET laporan/rapat/berkas",
            "GET konsolidasi/berkas",
            "GET tahunan",
            "GET tahunan/{tahun}",
            "GET tahunan/{tahun}/berkas",
            "GET tahunan/{tahun}/uji",
            "GET monev",
            "GET monev/berkas",
        ],
    ),
    (
        &["petugas", "ppid-utama", "pembantu", "atasan", "tim", "auditor", "admin"],
        &[
            "GET unit",
            "GET buku",
            "GET kalender",
            "GET aturan",
            "GET batas",
            "GET kantor/riwayat",
            "GET kantor/tangga-alarm",
            "GET akun/surel",
            "POST akun/surel",
            "GET akun/kalender",
            "POST akun/kalender",
        ],
    ),
    (&["auditor"], &["GET log/fakta", "GET log/fakta/{posisi}", "GET log/penglihatan"]),
    (&["auditor", "admin"], &["GET pengguna"]),
];

/// What the list above says of each route.
fn matriks() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut matriks = BTreeMap::new();
    for (peran, rute) in BOLEH {
        for satu in *rute {
            let peran = peran.iter().copied().collect();
            assert!(matriks.insert((*satu).to_owned(), peran).is_none(), "{satu} twice");
        }
    }
    matriks
}

fn nama(rute: &jejak::web::rute::Rute) -> String {
    format!("{} {}", rute.metode, rute.jalur.strip_prefix("/api/v1/").unwrap())
}

#[test]
fn every_route_stands_in_the_matrix_and_the_other_way_round() {
    let rute: BTreeSet<String> = jejak::web::semua().iter().map(nama).collect();
    let matriks: BTreeSet<String> = matriks().into_keys().collect();
    assert_eq!(rute, matriks);
}

/// Things of the first unit, for every name that a path may hold.
struct Benda(BTreeMap<&'static str, String>);

impl Benda {
    async fn buat(kantor: &Kantor) -> Self {
        let (perkara, ..) = kantor.diajukan().await;
        let unit = kantor.unit[0];
        let disposisi = json!({"unit": unit, "peran": "penanggung_jawab"});
        kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
        let keberatan = json!({"alasan": ["c"], "kanal": "langsung"});
        kantor.fakta("petugas", perkara, "keberatan-diterima", keberatan).await.dengan(201);
        let baru = |fakta| json!({"perintah": id(), "fakta": fakta});
        let mut benda = BTreeMap::from([
            ("perkara", perkara.to_string()),
            ("unit", unit.to_string()),
            ("lapisan", "kantor".to_owned()),
            ("posisi", "1".to_owned()),
            ("tahun", "2025".to_owned()),
            ("buku", Uuid::nil().to_string()),
            ("pengguna", Uuid::nil().to_string()),
        ]);
        benda.insert("kode", kantor.bersurat(perkara).await.1);
        for (jenis, tempat, fakta) in [
            ("sengketa", "sengketa", json!({"perkara": [perkara]})),
            ("katalog", "entri", entri(unit)),
            ("kegiatan", "kegiatan", kegiatan(unit)),
            ("laporan", "laporan", laporan(unit)),
        ] {
            let dibuat = kantor.kirim("ppid-utama", &format!("/{jenis}"), baru(fakta)).await;
            benda.insert(tempat, dibuat.dengan(201).badan["id"].as_str().unwrap().to_owned());
        }
        Benda(benda)
    }

    fn jalur(&self, pola: &str) -> String {
        self.0.iter().fold(pola.to_owned(), |jalur, (nama, nilai)| {
            jalur.replace(&format!("{{{nama}}}"), nilai)
        })
    }
}

fn entri(unit: Uuid) -> serde_json::Value {
    json!({
        "ringkasan": "Profil", "unit": unit, "penanggung_jawab": "Sekretaris",
        "kategori": "berkala", "dibuat": "2026-01-05", "tempat": "arsip", "bentuk": "cetak",
        "retensi": "5 tahun"
    })
}

fn kegiatan(unit: Uuid) -> serde_json::Value {
    json!({"unit": unit, "judul": "Pekan imunisasi", "uraian": "Di puskesmas",
           "tanggal": "2026-03-02"})
}

fn laporan(unit: Uuid) -> serde_json::Value {
    json!({"dari": "2026-01-01", "sampai": "2026-01-31", "unit": unit})
}

/// Every route × every role: who is not listed is refused before anything is
/// looked at, and who is listed is not.
#[tokio::test(flavor = "multi_thread")]
async fn every_route_refuses_every_role_that_is_not_listed() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let matriks = matriks();
    let mut gagal = Vec::new();
    for rute in jejak::web::semua() {
        let nama = nama(&rute);
        let boleh = &matriks[&nama];
        for peran in PERAN {
            // Without a fact in it, nothing that is let in is done.
            let badan = (rute.metode == Method::POST).then(|| json!({}));
            let jalur = benda.jalur(&rute.jalur);
            let jawaban = kantor.minta(peran, rute.metode.clone(), &jalur, badan, &[]).await;
            let milik_unit = ["{perkara}", "{sengketa}", "{entri}", "{kegiatan}", "{laporan}"]
                .iter()
                .any(|t| nama.contains(t));
            let masuk = match peran {
                // Of another unit: only what is no unit's.
                "pembantu-lain" => {
                    boleh.contains("pembantu") && (!milik_unit || boleh.contains("publik"))
                }
                peran => boleh.contains(peran),
            };
            let ditolak = if peran == "publik" { 401 } else { 403 };
            let sesuai = if masuk {
                // An entry that is not out yet is hidden, not refused.
                // A report that was not set cannot be made again. Nobody signs here.
                let belum = [
                    "GET katalog/{entri}",
                    "GET tahunan/{tahun}/uji",
                    "GET checkpoint/nota",
                    "GET checkpoint/stempel",
                    "GET checkpoint/bukti/{posisi}",
                ];
                let tersembunyi = belum.contains(&nama.as_str()) && jawaban.status == 404;
                tersembunyi || ![401, 403, 404, 405, 500].contains(&jawaban.status)
            } else {
                jawaban.status == ditolak
            };
            if !sesuai {
                gagal.push(format!("{nama} as {peran}: {} {}", jawaban.status, jawaban.badan));
            }
        }
    }
    assert!(gagal.is_empty(), "{}", gagal.join("\n"));
}

/// Where the body names the unit and not the path.
#[tokio::test(flavor = "multi_thread")]
async fn a_ppid_pembantu_speaks_for_its_own_unit_alone() {
    let kantor = Kantor::buka().await;
    let [sendiri, lain] = kantor.unit;
    let (perkara, ..) = kantor.diajukan().await;
    for (unit, peran) in [(sendiri, "penanggung_jawab"), (lain, "bantuan")] {
        let disposisi = json!({"unit": unit, "peran": peran});
        kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
    }
    let baru = |fakta| json!({"perintah": id(), "fakta": fakta});
    for (jalur, fakta) in [("/katalog", entri(lain)), ("/laporan", laporan(lain))] {
        kantor.kirim("pembantu", jalur, baru(fakta.clone())).await.dengan(403);
        kantor.kirim("pembantu-lain", jalur, baru(fakta)).await.dengan(201);
    }
    let kantor_sendiri = json!({"dari": "2026-01-01", "sampai": "2026-01-31"});
    kantor.kirim("pembantu", "/laporan", baru(kantor_sendiri)).await.dengan(403);
    let jawab = |unit| json!({"unit": unit, "isi": {"isi": "terlampir"}});
    let kembali = |unit| json!({"unit": unit, "alasan": {"isi": "bukan milik kami"}});
    let langkah =
        [("jawaban-unit-diterima", jawab(lain)), ("disposisi-dikembalikan", kembali(lain))];
    for (langkah, fakta) in langkah {
        kantor.fakta("pembantu", perkara, langkah, fakta).await.dengan(403);
    }
    kantor.fakta("pembantu", perkara, "jawaban-unit-diterima", jawab(sendiri)).await.dengan(200);
    let lain_minta = format!("/perkara?unit={lain}");
    kantor.baca("pembantu", &lain_minta).await.dengan(403);
}

/// Lists show a PPID Pembantu its own cases and nothing of others.
#[tokio::test(flavor = "multi_thread")]
async fn lists_of_a_ppid_pembantu_hold_its_own() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let posisi = kantor.app.log.position().await.unwrap();
    for daftar in ["perkara", "tenggat", "register/permohonan", "register/keberatan", "laporan"] {
        let jalur = format!("/{daftar}?minimal_posisi={posisi}");
        let milik = kantor.baca("pembantu", &jalur).await.dengan(200);
        assert!(!milik.isi().is_empty(), "{daftar}");
        let asing = kantor.baca("pembantu-lain", &jalur).await.dengan(200);
        assert_eq!(asing.isi(), [] as [serde_json::Value; 0], "{daftar}");
    }
    let perkara = &benda.0["perkara"];
    let pada = format!("/perkara?sebagaimana=2026-03-02&minimal_posisi={posisi}");
    let kini = kantor.baca("pembantu", &pada).await.dengan(200);
    assert_eq!(kini.isi()[0]["perkara"], **perkara);
    assert!(kantor.baca("pembantu-lain", &pada).await.dengan(200).isi().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_does_not_count_is_refused_also_where_none_is_needed() {
    let kantor = Kantor::buka().await;
    for nilai in ["Bearer jejak_salah", "Basic abc", "Bearer", "", "Bearer "] {
        let kepala = [("Authorization", nilai)];
        for jalur in ["/api/v1/perkara", "/api/v1/katalog"] {
            let jawaban =
                kantor.minta("publik", Method::GET, jalur, None, &kepala).await.dengan(401);
            assert_eq!(jawaban.teks("www-authenticate"), "Bearer");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_who_left_is_nobody_at_once() {
    let kantor = Kantor::buka().await;
    kantor.baca("petugas", "/perkara").await.dengan(200);
    let semua = kantor.baca("admin", "/pengguna").await.dengan(200);
    let petugas = semua.isi().iter().find(|satu| satu["peran"] == "petugas").unwrap();
    let jalur =
        format!("/pengguna/{}/pengguna-dinonaktifkan", petugas["pengguna"].as_str().unwrap());
    let keluar = json!({"perintah": id(), "fakta": {}});
    kantor.kirim("admin", &jalur, keluar).await.dengan(200);
    kantor.baca("petugas", "/perkara").await.dengan(401);
}
