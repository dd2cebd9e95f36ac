//! Every page and who is shown it, written by hand and held against the router's
//! own list. What is checked of all pages goes through this list, so that a new
//! page is checked too.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::collections::BTreeMap;

use events::pengguna::{JenisPeran, Peran};
use events::pihak::UnitId;
use hyper::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::peramban::Peramban;
use crate::api::klien::{Kantor, id};

/// Roles that sign in, and `publik`, who does not.
pub(crate) const SEMUA: &[&str] =
    &["publik", "petugas", "ppid-utama", "pembantu", "atasan", "tim", "auditor", "admin"];
/// Who signs in.
const MASUK: &[&str] = &["petugas", "ppid-utama", "pembantu", "atasan", "tim", "auditor", "admin"];
/// Who works on cases.
const PERKARA: &[&str] = &["petugas", "ppid-utama", "pembantu", "atasan", "tim", "auditor"];

/// Roles, and the pages that are for them.
const LAMAN: &[(&[&str], &[&str])] = &[
    (
        SEMUA,
        &[
            "GET /",
            "GET /permohonan",
            "POST /permohonan",
            "GET /lacak",
            "POST /lacak",
            "GET /permohonan/saran/{entri}",
            "POST /lacak/berkas",
            "GET /keberatan",
            "POST /keberatan",
            "GET /katalog",
            "GET /katalog/{entri}",
            "GET /katalog/{entri}/dokumen/{dokumen}",
            "GET /kegiatan",
            "GET /umpan/katalog.json",
            "GET /umpan/katalog.csv",
            "GET /umpan/katalog.atom",
            "GET /umpan/kegiatan.json",
            "GET /umpan/kegiatan.atom",
            "GET /statistik",
            "GET /statistik/berkas",
            "GET /masuk",
            "POST /masuk",
            "POST /keluar",
            "GET /aset/jejak.css",
            "GET /aset/penghitaman.js",
            "GET /maklumat",
            "GET /sop",
            "GET /biaya",
            "GET /penyiapan",
            "POST /penyiapan",
            "GET /surel/berhenti/{kunci}",
            "POST /surel/berhenti/{kunci}",
            "GET /umpan/tenggat/{rahasia}",
            "GET /surat/periksa/{kode}",
            "POST /surat/periksa/{kode}",
            "GET /checkpoint",
            "GET /checkpoint/nota",
            "GET /checkpoint/stempel",
            "GET /checkpoint/bukti/{posisi}",
        ],
    ),
    (
        MASUK,
        &[
            "GET /masuk/kode",
            "POST /masuk/kode",
            "GET /akun",
            "GET /akun/sandi",
            "POST /akun/sandi",
            "GET /akun/kode",
            "POST /akun/kode",
            "POST /akun/kode/lepas",
            "POST /akun/sesi",
            "GET /akun/surel",
            "POST /akun/surel",
            "POST /akun/kalender",
        ],
    ),
    (
        &["ppid-utama", "admin"],
        &[
            "GET /kelola",
            "GET /kelola/teks",
            "POST /kelola/teks",
            "GET /kelola/biaya",
            "POST /kelola/biaya",
            "GET /kelola/kalender",
            "GET /kelola/surat",
            "POST /kelola/surat",
            "GET /kelola/surat/{jenis}",
            "POST /kelola/surat/{jenis}",
            "GET /kelola/buku",
            "GET /kelola/pekerjaan",
            "GET /kelola/alarm",
            "GET /kelola/surel",
            "POST /kelola/surel",
            "GET /kelola/langkah/{langkah}",
            "POST /kelola/langkah/{langkah}",
            "GET /kelola/langkah/{langkah}/{tempat}",
            "POST /kelola/langkah/{langkah}/{tempat}",
        ],
    ),
    (
        &["admin"],
        &[
            "GET /kelola/kantor",
            "POST /kelola/kantor",
            "POST /kelola/kode",
            "GET /kelola/unit",
            "GET /kelola/pengguna",
            "GET /kelola/pengguna/{pengguna}",
            "POST /kelola/pengguna/{pengguna}",
            "GET /kelola/aturan",
            "GET /kelola/impor/{apa}",
            "POST /kelola/impor/{apa}",
            "POST /kelola/impor/{apa}/tulis",
            "GET /kelola/templat/{apa}",
        ],
    ),
    (
        PERKARA,
        &[
            "GET /antrean",
            "GET /antrean.csv",
            "POST /antrean/saringan",
            "GET /dasbor",
            "GET /perkara/{perkara}",
            "GET /perkara/{perkara}/penghapusan",
            "GET /perkara/{perkara}/putar-ulang",
            "GET /perkara/{perkara}/verifikasi",
            "GET /perkara/{perkara}/surat/{surat}",
            "GET /keberatan/meja",
            "GET /sengketa",
            "GET /sengketa/{sengketa}",
            "GET /laporan",
            "GET /laporan/{laporan}",
            "GET /laporan/{laporan}/berkas",
            "GET /register",
            "GET /register/berkas",
        ],
    ),
    (
        &["ppid-utama", "atasan", "auditor"],
        &[
            "GET /perkara/{perkara}/bundel",
            "POST /perkara/{perkara}/bundel",
            "GET /pelindungan",
            "GET /kegagalan/{kegagalan}",
        ],
    ),
    (
        &["petugas", "ppid-utama", "pembantu"],
        &["GET /perkara/{perkara}/penghitaman", "POST /perkara/{perkara}/penghitaman"],
    ),
    (&["auditor"], &["GET /log", "GET /log/penglihatan", "GET /log/{posisi}"]),
    (
        &["petugas", "ppid-utama", "atasan", "tim", "auditor"],
        &[
            "GET /log/verifikasi",
            "GET /laporan/konsolidasi",
            "GET /laporan/rapat",
            "GET /laporan/tahunan",
            "GET /laporan/tahunan/{tahun}",
            "GET /monev",
        ],
    ),
    (
        &["petugas", "ppid-utama", "pembantu", "atasan", "auditor"],
        &[
            "POST /perkara/{perkara}/data-pribadi",
            "POST /perkara/{perkara}/berkas",
            "POST /register/dibuka",
        ],
    ),
    (
        &["petugas", "ppid-utama", "pembantu", "atasan", "tim", "auditor", "admin"],
        &["GET /katalog/meja"],
    ),
    (
        &["ppid-utama", "pembantu"],
        &[
            "GET /katalog/meja/usul",
            "POST /katalog/meja/usul",
            "GET /kegiatan/tulis",
            "POST /kegiatan/tulis",
            "GET /kegiatan/{kegiatan}/tindakan/{langkah}",
            "POST /kegiatan/{kegiatan}/tindakan/{langkah}",
            "GET /laporan/susun",
            "POST /laporan/susun",
            "GET /laporan/{laporan}/tindakan/{langkah}",
            "POST /laporan/{laporan}/tindakan/{langkah}",
        ],
    ),
    (
        &["ppid-utama", "pembantu", "atasan", "tim"],
        &["GET /katalog/{entri}/tindakan/{langkah}", "POST /katalog/{entri}/tindakan/{langkah}"],
    ),
    (
        &["petugas", "ppid-utama", "pembantu", "atasan", "tim"],
        &[
            "GET /perkara/{perkara}/tindakan/{langkah}",
            "POST /perkara/{perkara}/tindakan/{langkah}",
            "POST /perkara/{perkara}/catatan",
        ],
    ),
    (
        &["petugas", "ppid-utama", "atasan"],
        &[
            "GET /perkara/{perkara}/surat",
            "POST /perkara/{perkara}/surat",
            "POST /perkara/{perkara}/surat/{surat}/{kerja}",
            "POST /perkara/{perkara}/penghapusan",
        ],
    ),
    (
        &["ppid-utama"],
        &[
            "GET /kelola/register",
            "POST /kelola/register",
            "GET /pelindungan/kegagalan",
            "POST /pelindungan/kegagalan",
            "GET /kegagalan/{kegagalan}/tindakan/{langkah}",
            "POST /kegagalan/{kegagalan}/tindakan/{langkah}",
            "POST /laporan/tahunan/{tahun}/kata",
            "POST /laporan/tahunan/{tahun}/tetapkan",
            "POST /laporan/tahunan/{tahun}/kirim",
            "POST /monev/{tahun}/indikator",
            "POST /monev/{tahun}/nilai",
            "POST /monev/{tahun}/hasil",
            "GET /perkara/{perkara}/koreksi",
            "POST /perkara/{perkara}/koreksi",
            "GET /sengketa/{sengketa}/koreksi",
            "POST /sengketa/{sengketa}/koreksi",
        ],
    ),
    (
        &["ppid-utama", "pembantu"],
        &[
            "GET /sengketa/{sengketa}/tindakan/{langkah}",
            "POST /sengketa/{sengketa}/tindakan/{langkah}",
        ],
    ),
];

/// A page of the list above.
pub(crate) struct Laman {
    pub metode: Method,
    pub jalur: &'static str,
    pub untuk: &'static [&'static str],
}

impl Laman {
    pub(crate) fn nama(&self) -> String {
        format!("{} {}", self.metode, self.jalur)
    }

    /// It asks nobody who they are.
    pub(crate) fn publik(&self) -> bool {
        self.untuk.contains(&"publik")
    }
}

/// Every page; signing out comes last, for whoever goes through them signed in.
pub(crate) fn semua() -> Vec<Laman> {
    let laman = LAMAN.iter().flat_map(|(untuk, laman)| {
        laman.iter().map(|satu| {
            let (metode, jalur) = satu.split_once(' ').unwrap();
            Laman { metode: metode.parse().unwrap(), jalur, untuk }
        })
    });
    let mut laman: Vec<Laman> = laman.collect();
    laman.sort_by_key(|laman| laman.jalur == "/keluar");
    laman
}

/// A role by its name here.
pub(crate) fn peran(kantor: &Kantor, nama: &str) -> Peran {
    match nama {
        "petugas" => Peran::Petugas,
        "ppid-utama" => Peran::PpidUtama,
        "pembantu" => Peran::PpidPembantu(UnitId(kantor.unit[0])),
        "atasan" => Peran::AtasanPpid,
        "tim" => Peran::TimPertimbangan,
        "auditor" => Peran::Auditor,
        "admin" => Peran::Admin,
        _ => panic!("nobody is {nama}"),
    }
}

/// A browser of somebody of this role.
pub(crate) async fn masuk(kantor: &Kantor, nama: &str) -> Peramban {
    match nama {
        "publik" => Peramban::default(),
        _ => Peramban::masuk(kantor, &id().to_string(), peran(kantor, nama)).await,
    }
}

/// Something for every name that stands in an address.
pub(crate) struct Benda(BTreeMap<&'static str, String>);

impl Benda {
    /// A case of the first unit with a dispute about it, and one of everything
    /// else that an office keeps.
    pub(crate) async fn buat(kantor: &Kantor) -> Self {
        let (perkara, ..) = kantor.diajukan().await;
        let disposisi = json!({"unit": kantor.unit[0], "peran": "penanggung_jawab"});
        kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
        let keberatan = json!({"alasan": ["c"], "kanal": "langsung"});
        kantor.fakta("petugas", perkara, "keberatan-diterima", keberatan).await.dengan(201);
        let unit = kantor.unit[0];
        let baru = |fakta| json!({"perintah": id(), "fakta": fakta});
        let pengguna = kantor.terdaftar(Peran::Auditor).await;
        let mut benda = BTreeMap::from([
            ("perkara", perkara.to_string()),
            ("pengguna", pengguna.to_string()),
            ("lapisan", "kantor".to_owned()),
            ("apa", "unit".to_owned()),
            ("posisi", "1".to_owned()),
            ("kerja", "naskah".to_owned()),
            ("tahun", "2025".to_owned()),
            ("jenis", "perpanjangan".to_owned()),
        ]);
        let (surat, kode) = kantor.bersurat(perkara).await;
        benda.insert("surat", surat.to_string());
        benda.insert("kode", kode);
        let kegiatan = json!({"unit": unit, "judul": "Pekan imunisasi", "uraian": "Di puskesmas",
                              "tanggal": "2026-03-02"});
        for (siapa, jenis, nama, fakta) in [
            ("ppid-utama", "sengketa", "sengketa", json!({"perkara": [perkara]})),
            ("ppid-utama", "katalog", "entri", entri(unit)),
            ("ppid-utama", "kegiatan", "kegiatan", kegiatan),
            ("ppid-utama", "laporan", "laporan", laporan(unit)),
            ("admin", "unit", "unit", json!({"nama": "Dinas Arsip", "jenis": "dinas"})),
            ("admin", "buku", "buku", buku()),
            ("ppid-utama", "kegagalan", "kegagalan", kegagalan()),
        ] {
            let dibuat = kantor.kirim(siapa, &format!("/{jenis}"), baru(fakta)).await.dengan(201);
            benda.insert(nama, dibuat.badan["id"].as_str().unwrap().to_owned());
        }
        let berkas = kantor.unggah("ppid-utama", "profil.txt", "profil").await.dengan(201);
        let berkas = &berkas.badan["berkas"];
        for (langkah, fakta) in [
            ("dip-ditetapkan", json!({"nomor_sk": "SK 1", "disetujui": "Sekretaris Daerah"})),
            ("dokumen-dilampirkan", json!({"judul": "Profil", "berkas": berkas})),
        ] {
            let alamat = format!("/katalog/{}/{langkah}", benda["entri"]);
            kantor.kirim("ppid-utama", &alamat, baru(fakta)).await.dengan(200);
        }
        benda.insert("dokumen", berkas["id"].as_str().unwrap().to_owned());
        let pemilik = kantor.terdaftar(Peran::PpidUtama).await;
        benda.insert("rahasia", jejak::tautan::buat(&kantor.app, pemilik).await.unwrap());
        let berhenti = jejak::surel::naskah::berhenti(&kantor.app, "", pemilik);
        benda.insert("kunci", berhenti.rsplit('/').next().unwrap().to_owned());
        Benda(benda)
    }

    /// The same things with another one of a name.
    pub(crate) fn dengan(&self, nama: &'static str, id: &str) -> Self {
        let mut benda = self.0.clone();
        benda.insert(nama, id.to_owned());
        Benda(benda)
    }

    /// An address with what stands for its names; `None` where nothing does.
    pub(crate) fn isi(&self, jalur: &str) -> Option<String> {
        let isi = self.0.iter().fold(jalur.to_owned(), |alamat, (nama, nilai)| {
            alamat.replace(&format!("{{{nama}}}"), nilai)
        });
        (!isi.contains('{')).then_some(isi)
    }

    /// The address of a page for a role: a step is one that it may take.
    pub(crate) fn alamat(&self, jalur: &str, peran: &str) -> String {
        let milik = jalur.trim_start_matches('/').split('/').next().unwrap();
        // Steps of the office that both of those may take who keep it.
        let jalur = jalur.replace("{langkah}/{tempat}", "hari-ditutup/kantor");
        let jalur = jalur.replace("/kelola/langkah/{langkah}", "/kelola/langkah/buku-dibuka");
        let langkah = langkah(milik, peran).into_iter().next();
        let langkah = langkah.or_else(|| langkah_semua(milik).into_iter().next());
        let jalur = jalur.replace("{langkah}", &langkah.unwrap_or_default());
        self.isi(&jalur).unwrap_or_else(|| panic!("nothing stands for a name in {jalur}"))
    }
}

pub(crate) fn entri(unit: Uuid) -> Value {
    json!({
        "ringkasan": "Profil", "unit": unit, "penanggung_jawab": "Sekretaris",
        "kategori": "berkala", "dibuat": "2026-01-05", "tempat": "arsip", "bentuk": "cetak",
        "retensi": "5 tahun"
    })
}

fn laporan(unit: Uuid) -> Value {
    json!({"dari": "2026-01-01", "sampai": "2026-01-31", "unit": unit})
}

pub(crate) fn kegagalan() -> Value {
    let isi = |teks: &str| json!({"isi": teks});
    json!({
        "judul": "Lampiran surel salah kirim", "terjadi": "2026-03-01", "jumlah_orang": 2,
        "data_terungkap": isi("nama dan alamat"), "kronologi": isi("surel ke alamat lain"),
        "penanganan": isi("penerima diminta menghapusnya"),
    })
}

fn buku() -> Value {
    json!({"jenis": "permohonan", "nama": "Register kedua", "tahun": 2025, "pola": "{urut4}/II/2025"})
}

/// Steps that a role may take, by the first word of their address.
pub(crate) fn langkah(milik: &str, peran: &str) -> Vec<String> {
    let Some(jenis) = jenis(peran) else { return Vec::new() };
    langkah_dari(milik, |rute| rute.akses.peran.contains(&jenis))
}

/// A role as the list of routes names it.
pub(crate) fn jenis(peran: &str) -> Option<JenisPeran> {
    Some(match peran {
        "petugas" => JenisPeran::Petugas,
        "ppid-utama" => JenisPeran::PpidUtama,
        "pembantu" => JenisPeran::PpidPembantu,
        "atasan" => JenisPeran::AtasanPpid,
        "tim" => JenisPeran::TimPertimbangan,
        "auditor" => JenisPeran::Auditor,
        "admin" => JenisPeran::Admin,
        _ => return None,
    })
}

fn langkah_semua(milik: &str) -> Vec<String> {
    langkah_dari(milik, |_| true)
}

fn langkah_dari(milik: &str, pilih: impl Fn(&jejak::web::rute::Rute) -> bool) -> Vec<String> {
    let tempat = if milik == "katalog" { "entri" } else { milik };
    let awalan = format!("/api/v1/{milik}/{{{tempat}}}/");
    let rute = jejak::web::semua().into_iter().filter(|rute| rute.dokumen.bersyarat && pilih(rute));
    let langkah = rute.filter_map(|rute| rute.jalur.strip_prefix(&awalan).map(str::to_owned));
    // A correction names a whole other fact and has no form.
    langkah.filter(|langkah| langkah != "koreksi-dicatat").collect()
}
