//! Pages for people: the public portal and the officers' application. They read
//! through the same handlers as the API and record through its routes, so that
//! nothing is decided twice; without JavaScript.

mod akun;
mod antarmuka;
mod antrean;
mod bagan;
mod berkas;
mod bundel;
mod checkpoint;
mod dasbor;
mod formulir;
mod galat;
mod hukum;
mod kantor;
mod kata;
mod katalog;
mod kegiatan;
mod kelola;
mod keutuhan;
mod kiriman;
mod konsolidasi;
mod koreksi;
mod lacak;
mod laporan;
mod masuk;
mod meja;
mod meja_perkara;
mod monev;
mod naskah;
mod pemeriksaan;
mod pelindungan;
mod penghapusan;
mod penghitaman;
mod perkara;
mod permohonan;
mod penyiapan;
mod publik;
mod putar_ulang;
mod qr;
mod register;
mod rapat;
mod saringan;
mod sengketa;
mod sesi;
mod surat;
mod surel;
mod tahunan;
mod tindakan;
mod umpan;
mod tolakan;

use std::sync::Arc;

use askama::Template;
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::{StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use events::kantor::JenisTeks;
use events::pengguna::{JenisPeran, Kapasitas, Peran, StatusPenugasan};
use serde::de::DeserializeOwned;
use tower_http::csrf::CsrfLayer;

use super::Layanan;
use super::berkas::BATAS_UNGGAHAN_BYTES;
use super::masalah::{Jenis, Masalah};
pub(super) use antarmuka::Antarmuka;
use antarmuka::{Laman, Milik};

/// Bytes of a form at most.
const BATAS_FORMULIR_BYTES: usize = 256 * 1024;

/// What stands around every page.
pub(super) struct Tata {
    pub kantor: String,
    /// What the officer acts as; `None` on a public page.
    pub peran: Option<String>,
    /// What stands in the menu: the address, and its word.
    pub menu: &'static [(&'static str, &'static str)],
    /// The moment that is looked at, on a page that can look back; empty for now.
    pub saat: Option<String>,
    /// Lines of the letterhead, then where and when the office is found.
    pub kop: Vec<String>,
    pub bawah: Vec<String>,
}

impl Tata {
    pub(super) fn publik(layanan: &Layanan) -> Self {
        let kantor = layanan.app.kantor();
        let ditetapkan = kantor.ditetapkan.as_ref();
        let kop = ditetapkan.map(|d| d.kop.iter().map(ToString::to_string).collect());
        let bawah = [JenisTeks::Alamat, JenisTeks::JamLayanan, JenisTeks::Kontak];
        let bawah = bawah.into_iter().filter_map(|jenis| kantor.teks(jenis));
        Tata {
            kantor: ditetapkan.map_or_else(|| layanan.kantor.nama.clone(), |d| d.nama.to_string()),
            peran: None,
            menu: &[],
            saat: None,
            kop: kop.unwrap_or_default(),
            bawah: bawah.map(str::to_owned).collect(),
        }
    }

    pub(super) fn petugas(layanan: &Layanan, kapasitas: impl Into<Kapasitas>) -> Self {
        let Kapasitas { peran, status } = kapasitas.into();
        Tata {
            peran: Some(kapasitas_teks(layanan, peran, status)),
            menu: menu(peran),
            ..Tata::publik(layanan)
        }
    }

    /// On a page that shows what stood at any moment.
    pub(super) fn pada(self, sebagaimana: &str) -> Self {
        Tata { saat: Some(sebagaimana.to_owned()), ..self }
    }
}

/// What an officer of this role works with.
fn menu(peran: Peran) -> &'static [(&'static str, &'static str)] {
    match peran {
        Peran::PpidUtama => &[
            ("/antrean", "Antrean"),
            ("/dasbor", "Dasbor"),
            ("/keberatan/meja", "Keberatan"),
            ("/sengketa", "Sengketa"),
            ("/katalog/meja", "Katalog"),
            ("/laporan", "Laporan"),
            ("/register", "Register"),
            ("/pelindungan", "Pelindungan data"),
            ("/kelola", "Kelola"),
        ],
        Peran::AtasanPpid => &[
            ("/antrean", "Antrean"),
            ("/dasbor", "Dasbor"),
            ("/keberatan/meja", "Keberatan"),
            ("/sengketa", "Sengketa"),
            ("/katalog/meja", "Katalog"),
            ("/laporan", "Laporan"),
            ("/register", "Register"),
            ("/pelindungan", "Pelindungan data"),
        ],
        Peran::Petugas | Peran::PpidPembantu(_) | Peran::TimPertimbangan => &[
            ("/antrean", "Antrean"),
            ("/dasbor", "Dasbor"),
            ("/keberatan/meja", "Keberatan"),
            ("/sengketa", "Sengketa"),
            ("/katalog/meja", "Katalog"),
            ("/laporan", "Laporan"),
            ("/register", "Register"),
        ],
        Peran::Auditor => &[
            ("/antrean", "Antrean"),
            ("/dasbor", "Dasbor"),
            ("/keberatan/meja", "Keberatan"),
            ("/sengketa", "Sengketa"),
            ("/katalog/meja", "Katalog"),
            ("/laporan", "Laporan"),
            ("/register", "Register"),
            ("/pelindungan", "Pelindungan data"),
            ("/log", "Log"),
            ("/log/penglihatan", "Siapa melihat apa"),
            ("/log/verifikasi", "Keutuhan"),
        ],
        Peran::Admin => &[("/kelola", "Kelola"), ("/statistik", "Angka"), ("/katalog", "Katalog")],
    }
}

/// What the office calls a role.
fn nama_peran(layanan: &Layanan, peran: JenisPeran) -> String {
    if let Some(nama) = layanan.app.kantor().nama_peran(peran) {
        return nama.to_string();
    }
    let nama = match peran {
        JenisPeran::Petugas => "Petugas layanan",
        JenisPeran::PpidUtama => "PPID Utama",
        JenisPeran::PpidPembantu => "PPID Pembantu",
        JenisPeran::AtasanPpid => "Atasan PPID",
        JenisPeran::TimPertimbangan => "Tim Pertimbangan",
        JenisPeran::Auditor => "Auditor",
        JenisPeran::Admin => "Admin",
    };
    nama.to_owned()
}

/// `Plh. PPID Utama`.
fn kapasitas_teks(
    layanan: &Layanan,
    peran: impl Into<JenisPeran>,
    status: Option<StatusPenugasan>,
) -> String {
    let nama = nama_peran(layanan, peran.into());
    match status {
        None => nama,
        Some(StatusPenugasan::Plt) => format!("Plt. {nama}"),
        Some(StatusPenugasan::Plh) => format!("Plh. {nama}"),
    }
}

/// A page that could not be shown, as a page.
pub(super) struct Halangan(Masalah);

impl<E: Into<Masalah>> From<E> for Halangan {
    fn from(error: E) -> Self {
        Halangan(error.into())
    }
}

impl Halangan {
    /// What a page itself has against what was sent.
    fn dari_kalimat(kalimat: &str) -> Self {
        Halangan(Masalah::baru(Jenis::Masukan, kalimat))
    }

    /// As a page, of a problem that was met outside of it.
    pub(super) fn dari_masalah(masalah: Masalah) -> Self {
        Halangan(masalah)
    }
}

#[derive(Template)]
#[template(path = "halangan.html")]
struct HalanganHtml<'a> {
    tata: Tata,
    masalah: &'a Masalah,
}

impl IntoResponse for Halangan {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::BAD_REQUEST);
        let tata = Tata {
            kantor: "Jejak".to_owned(),
            peran: None,
            menu: &[],
            saat: None,
            kop: Vec::new(),
            bawah: Vec::new(),
        };
        let html = HalanganHtml { tata, masalah: &self.0 }.render();
        (status, Html(html.unwrap_or_default())).into_response()
    }
}

/// The API, for every page.
type Antar = Arc<Antarmuka>;

type Jawaban = Result<Response, Halangan>;

/// An address with what is to stand behind its question mark.
fn alamat_dengan(alamat: &str, tanya: &[(&str, Option<&str>)]) -> String {
    let terisi = tanya.iter().filter_map(|(nama, nilai)| Some((nama, (*nilai)?)));
    let mut isi = form_urlencoded::Serializer::new(String::new());
    let isi = isi.extend_pairs(terisi).finish();
    if isi.is_empty() { alamat.to_owned() } else { format!("{alamat}?{isi}") }
}

/// What stands behind the question mark; what cannot be read counts as not there.
fn tanya<T: DeserializeOwned + Default>(uri: &Uri) -> T {
    Query::try_from_uri(uri).map(|Query(tanya)| tanya).unwrap_or_default()
}

/// A page of a template.
fn laman(template: &impl Template) -> Jawaban {
    let html = template.render().map_err(anyhow::Error::from)?;
    Ok(Html(html).into_response())
}

/// Pages: each its address, and what answers there.
type Daftar = Vec<(&'static str, MethodRouter<Layanan>)>;

/// Every page.
fn semua() -> Daftar {
    let mut semua = perkara_semua();
    semua.extend(akun_semua());
    semua.extend(kantor::semua());
    semua.extend(laporan::semua());
    semua.extend(register::semua());
    semua.extend(kelola::semua());
    semua.extend(penyiapan::semua());
    semua.extend(laporan_semua());
    semua
}

fn perkara_semua() -> Daftar {
    // Forms with files may be larger.
    let besar = DefaultBodyLimit::max(BATAS_UNGGAHAN_BYTES);
    vec![
        ("/", get(publik::beranda)),
        ("/permohonan", get(permohonan::isi).merge(post(permohonan::kirim).layer(besar))),
        ("/permohonan/saran/{entri}", get(permohonan::buka_saran)),
        ("/lacak", get(lacak::isi).post(lacak::lacak)),
        ("/lacak/berkas", post(lacak::berkas)),
        ("/keberatan", get(lacak::isi_keberatan).merge(post(lacak::keberatan).layer(besar))),
        ("/katalog", get(katalog::katalog)),
        ("/katalog/meja", get(meja::meja)),
        ("/katalog/meja/usul", get(meja::isi_usul).post(meja::usulkan)),
        ("/katalog/{entri}", get(katalog::entri)),
        ("/katalog/{entri}/dokumen/{dokumen}", get(katalog::dokumen)),
        ("/katalog/{entri}/tindakan/{langkah}", tindakan::rute(Milik::Entri, besar)),
        ("/kegiatan", get(kegiatan::kegiatan)),
        ("/kegiatan/tulis", get(kegiatan::isi_tulis).post(kegiatan::terbitkan)),
        ("/kegiatan/{kegiatan}/tindakan/{langkah}", tindakan::rute(Milik::Kegiatan, besar)),
        ("/umpan/katalog.json", get(umpan::katalog_json)),
        ("/umpan/katalog.csv", get(umpan::katalog_csv)),
        ("/umpan/katalog.atom", get(umpan::katalog_atom)),
        ("/umpan/kegiatan.json", get(umpan::kegiatan_json)),
        ("/umpan/kegiatan.atom", get(umpan::kegiatan_atom)),
        ("/statistik", get(publik::statistik)),
        ("/antrean", get(antrean::antrean)),
        ("/antrean.csv", get(antrean::csv)),
        ("/antrean/saringan", post(antrean::simpan)),
        ("/dasbor", get(dasbor::dasbor)),
        ("/perkara/{perkara}", get(perkara::perkara)),
        ("/perkara/{perkara}/data-pribadi", post(perkara::data_pribadi)),
        ("/perkara/{perkara}/berkas", post(perkara::berkas)),
        ("/perkara/{perkara}/catatan", post(perkara::catatan)),
        ("/perkara/{perkara}/koreksi", koreksi::rute(Milik::Perkara)),
        ("/perkara/{perkara}/bundel", get(bundel::isi).post(bundel::kirim)),
        ("/perkara/{perkara}/penghapusan", get(penghapusan::isi).post(penghapusan::kirim)),
        ("/perkara/{perkara}/penghitaman", get(penghitaman::isi).post(penghitaman::kirim)),
        ("/perkara/{perkara}/putar-ulang", get(putar_ulang::putar_ulang)),
        ("/perkara/{perkara}/verifikasi", get(keutuhan::perkara)),
        ("/perkara/{perkara}/surat", get(surat::isi).post(surat::buat)),
        ("/perkara/{perkara}/surat/{surat}", get(surat::surat)),
        ("/perkara/{perkara}/surat/{surat}/{kerja}", post(surat::langkah).layer(besar)),
        ("/surat/periksa/{kode}", get(surat::periksa).merge(post(surat::bandingkan).layer(besar))),
        ("/checkpoint", get(checkpoint::checkpoint)),
        ("/checkpoint/nota", get(checkpoint::nota)),
        ("/checkpoint/stempel", get(checkpoint::stempel)),
        ("/checkpoint/bukti/{posisi}", get(checkpoint::bukti)),
        ("/pelindungan", get(pelindungan::semua)),
        ("/pelindungan/kegagalan", get(pelindungan::isi_kegagalan).post(pelindungan::catat)),
        ("/kegagalan/{kegagalan}", get(pelindungan::kegagalan)),
        ("/kegagalan/{kegagalan}/tindakan/{langkah}", tindakan::rute(Milik::Kegagalan, besar)),
        ("/keberatan/meja", get(meja_perkara::keberatan)),
        ("/sengketa", get(meja_perkara::sengketa)),
        ("/sengketa/{sengketa}/koreksi", koreksi::rute(Milik::Sengketa)),
        ("/log", get(pemeriksaan::log)),
        ("/log/penglihatan", get(pemeriksaan::penglihatan)),
        ("/log/verifikasi", get(keutuhan::keutuhan)),
        ("/log/{posisi}", get(pemeriksaan::fakta)),
        ("/perkara/{perkara}/tindakan/{langkah}", tindakan::rute(Milik::Perkara, besar)),
        ("/sengketa/{sengketa}", get(sengketa::sengketa)),
        ("/sengketa/{sengketa}/tindakan/{langkah}", tindakan::rute(Milik::Sengketa, besar)),
        ("/aset/jejak.css", get(berkas::gaya)),
        ("/aset/penghitaman.js", get(berkas::skrip_penghitaman)),
    ]
}

/// What the office reports.
fn laporan_semua() -> Daftar {
    vec![
        ("/laporan/konsolidasi", get(konsolidasi::konsolidasi)),
        ("/laporan/rapat", get(rapat::rapat)),
        ("/laporan/tahunan", get(tahunan::daftar)),
        ("/laporan/tahunan/{tahun}", get(tahunan::satu)),
        ("/laporan/tahunan/{tahun}/kata", post(tahunan::tulis)),
        ("/laporan/tahunan/{tahun}/tetapkan", post(tahunan::tetapkan)),
        ("/laporan/tahunan/{tahun}/kirim", post(tahunan::kirim)),
        ("/statistik/berkas", get(publik::berkas)),
        ("/monev", get(monev::monev)),
        ("/monev/{tahun}/indikator", post(monev::tetapkan)),
        ("/monev/{tahun}/nilai", post(monev::isi)),
        ("/monev/{tahun}/hasil", post(monev::catat)),
    ]
}

/// Signing in, and one's own account.
fn akun_semua() -> Daftar {
    vec![
        ("/masuk", get(masuk::isi).post(masuk::masuk)),
        ("/masuk/kode", get(masuk::isi_kode).post(masuk::kode)),
        ("/keluar", post(masuk::keluar)),
        ("/akun", get(akun::isi)),
        ("/akun/sandi", get(akun::isi_sandi).post(akun::ganti_sandi)),
        ("/akun/kode", get(akun::isi_kode).post(akun::pasang_kode)),
        ("/akun/kode/lepas", post(akun::lepas_kode)),
        ("/akun/sesi", post(akun::akhiri_sesi)),
        ("/akun/surel", get(surel::pilihan).post(surel::pilih)),
        ("/akun/kalender", post(surel::atur_tautan)),
        ("/surel/berhenti/{kunci}", get(surel::isi_berhenti).post(surel::berhenti)),
        ("/umpan/tenggat/{rahasia}", get(surel::umpan)),
    ]
}

/// The address of every page, as the router has it.
pub fn jalur() -> Vec<&'static str> {
    semua().into_iter().map(|(jalur, _)| jalur).collect()
}

pub(super) fn router(antarmuka: Antarmuka, layanan: &Layanan) -> Router<Layanan> {
    let laman = |router: Router<Layanan>, (jalur, layanan)| router.route(jalur, layanan);
    semua()
        .into_iter()
        .fold(Router::new(), laman)
        .layer(from_fn_with_state(layanan.clone(), segarkan))
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(BATAS_FORMULIR_BYTES))
        .layer(axum::middleware::from_fn(tolakan::sebagai_laman))
        .layer(Extension(Arc::new(antarmuka)))
}

/// What stands around each page is the office's as it is now.
async fn segarkan(State(layanan): State<Layanan>, permintaan: Request, berikut: Next) -> Response {
    match layanan.app.kantor_kini().await {
        Ok(_) => berikut.run(permintaan).await,
        Err(galat) => Halangan::from(galat).into_response(),
    }
}

fn tidak_ada(apa: &str) -> Halangan {
    Halangan(Masalah::tidak_ada(apa))
}

fn tak_berwenang() -> Halangan {
    Halangan(Masalah::baru(Jenis::TakBerwenang, "peran Anda tidak berwenang melakukan itu"))
}
