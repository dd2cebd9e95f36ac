//! Letters of a case on pages: which may be made, how far each has come, and
//! what comes next.

mod langkah;
mod periksa;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::formulir::Terisi;
use super::kata::tanggal;
use super::kiriman::Terkirim;
use super::sesi::Petugas;
use super::{Antar, Halangan, Jawaban, Tata, laman, nama_peran, tak_berwenang, tanya, tidak_ada};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::surat::{CalonSurat, DaftarSurat, TahapSurat, TampilanSurat};
use events::pengguna::JenisPeran;
use events::surat::JenisSurat;
use events::teks::Label;

pub(super) use langkah::langkah;
pub(super) use periksa::{bandingkan, periksa};

/// What came with a form, one value a field.
pub(super) fn satu(terisi: &Terisi, nama: &str) -> Option<String> {
    let nilai = terisi.get(nama)?.first()?.trim();
    (!nilai.is_empty()).then(|| nilai.to_owned())
}

fn awal_kapital(teks: &str) -> String {
    let mut huruf = teks.chars();
    huruf.next().map(|awal| awal.to_uppercase().chain(huruf).collect()).unwrap_or_default()
}

/// One a line, as a form has them.
pub(super) fn baris(daftar: &[Label]) -> String {
    daftar.iter().map(Label::as_str).collect::<Vec<_>>().join("\n")
}

/// Commands of one page that differ by what they are about.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
fn baru(dasar: &str, ke: &usize) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{dasar}/{ke}").as_bytes()).to_string()
}

/// The letters of a case, as the API lists them.
pub(super) async fn daftar(
    antarmuka: &Antar,
    petugas: Petugas,
    id: Uuid,
) -> Result<DaftarSurat, Masalah> {
    antarmuka.baca(&petugas.pelaku(), &format!("/api/v1/perkara/{id}/surat")).await
}

#[derive(Template)]
#[template(path = "surat/baru.html")]
struct BaruHtml {
    tata: Tata,
    id: Uuid,
    nomor_perkara: String,
    calon: Vec<CalonSurat>,
    pilihan: Option<Pilihan>,
    masalah: Option<Masalah>,
}

/// The form of a letter that is about to be made.
struct Pilihan {
    calon: CalonSurat,
    perintah: String,
    surat: String,
    nomor: String,
    isian: Isian,
}

/// What a draft bears beside what the facts say.
pub(super) struct Isian {
    pub tanggal: String,
    pub jabatan: String,
    pub nama: String,
    pub tembusan: String,
}

impl Isian {
    fn dari(terisi: &Terisi, bawaan: Isian) -> Self {
        let atau = |nama: &str, bawaan: String| {
            if terisi.contains_key(nama) { satu(terisi, nama).unwrap_or_default() } else { bawaan }
        };
        Isian {
            tanggal: atau("tanggal", bawaan.tanggal),
            jabatan: atau("jabatan", bawaan.jabatan),
            nama: atau("nama", bawaan.nama),
            tembusan: atau("tembusan", bawaan.tembusan),
        }
    }

    /// Before anybody said otherwise: today, and whoever signs by the law.
    fn bawaan(layanan: &Layanan, jenis: JenisSurat) -> Self {
        let peran = match jenis {
            JenisSurat::TandaBuktiPenerimaan => JenisPeran::Petugas,
            JenisSurat::TanggapanKeberatan | JenisSurat::JawabanKomisiInformasi => {
                JenisPeran::AtasanPpid
            }
            JenisSurat::KeteranganTidakLengkap
            | JenisSurat::Perpanjangan
            | JenisSurat::PemberitahuanTertulis
            | JenisSurat::Penolakan
            | JenisSurat::PertimbanganTertulis
            | JenisSurat::LembarUjiKonsekuensi
            | JenisSurat::PenetapanKlasifikasi
            | JenisSurat::FormulirKeberatan => JenisPeran::PpidUtama,
        };
        let kantor = layanan.app.kantor();
        let (_, templat) = kantor.templat(jenis);
        let oleh = templat.and_then(|templat| templat.penandatangan.as_ref());
        let tembusan = templat.map(|templat| baris(&templat.tembusan));
        Isian {
            tanggal: layanan.app.hari_ini().to_string(),
            jabatan: oleh.map_or_else(|| nama_peran(layanan, peran), |o| o.jabatan.to_string()),
            nama: oleh.and_then(|o| o.nama.as_ref()).map(ToString::to_string).unwrap_or_default(),
            tembusan: tembusan.unwrap_or_default(),
        }
    }
}

/// What a form says of a draft, as the API takes it.
pub(super) fn rancangan(surat: &str, terisi: &Terisi) -> Value {
    let tembusan = satu(terisi, "tembusan").unwrap_or_default();
    let tembusan: Vec<&str> =
        tembusan.lines().map(str::trim).filter(|baris| !baris.is_empty()).collect();
    let mut penandatangan = json!({"jabatan": satu(terisi, "jabatan")});
    if let Some(nama) = satu(terisi, "nama") {
        penandatangan["nama"] = json!(nama);
    }
    json!({
        "surat": surat,
        "tanggal": satu(terisi, "tanggal"),
        "penandatangan": penandatangan,
        "tembusan": tembusan,
    })
}

#[derive(Default, Deserialize)]
struct Tanya {
    jenis: Option<JenisSurat>,
    dasar: Option<u32>,
}

/// Which letter to make, and then its form.
pub(super) async fn isi(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Jawaban {
    if !petugas.boleh(Akses::PERSURATAN) {
        return Err(tak_berwenang());
    }
    let Tanya { jenis, dasar } = tanya(&uri);
    tampilkan(&layanan, &antarmuka, petugas, id, (jenis.zip(dasar), &Terisi::new(), None)).await
}

type Terpilih<'a> = (Option<(JenisSurat, u32)>, &'a Terisi, Option<Masalah>);

async fn tampilkan(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    id: Uuid,
    (terpilih, terisi, masalah): Terpilih<'_>,
) -> Jawaban {
    let daftar = daftar(antarmuka, petugas, id).await?;
    let mut calon = daftar.dapat_dibuat;
    let tempat = terpilih.and_then(|(jenis, dasar)| {
        calon.iter().position(|satu| satu.jenis == jenis && satu.dasar == dasar)
    });
    let pilihan = tempat.map(|tempat| calon.swap_remove(tempat)).map(|calon| {
        let baru = || new_id(layanan.app.clock.now()).to_string();
        let bawaan = Isian::bawaan(layanan, calon.jenis);
        Pilihan {
            perintah: satu(terisi, "perintah").unwrap_or_else(baru),
            surat: satu(terisi, "surat").unwrap_or_else(baru),
            nomor: satu(terisi, "nomor").or_else(|| calon.nomor.clone()).unwrap_or_default(),
            isian: Isian::dari(terisi, bawaan),
            calon,
        }
    });
    let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
    let tata = Tata::petugas(layanan, petugas);
    let nomor_perkara = daftar.nomor;
    let html = laman(&BaruHtml { tata, id, nomor_perkara, calon, pilihan, masalah })?;
    Ok((status.unwrap_or(StatusCode::OK), html).into_response())
}

/// Takes a number and sets the letter in type. Where only the first was done,
/// the letter's page offers the second.
pub(super) async fn buat(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    Terkirim { terisi, .. }: Terkirim,
) -> Jawaban {
    let pelaku = petugas.pelaku();
    let alamat = format!("/api/v1/perkara/{id}");
    let jenis = satu(&terisi, "jenis").and_then(|kode| JenisSurat::dari_kode(&kode));
    let dasar = satu(&terisi, "dasar").and_then(|dasar| dasar.parse::<u32>().ok());
    let surat = satu(&terisi, "surat");
    let fakta = json!({"surat": surat, "jenis": jenis, "dasar": dasar,
                       "nomor": satu(&terisi, "nomor")});
    let badan = json!({"perintah": satu(&terisi, "perintah"), "fakta": fakta});
    let nomori = format!("{alamat}/surat-dinomori");
    if let Err(masalah) = antarmuka.kirim::<Value>(&pelaku, &nomori, &badan, None).await {
        if !petugas.boleh(Akses::PERSURATAN) {
            return Err(Halangan::dari_masalah(masalah));
        }
        let terpilih = (jenis.zip(dasar), &terisi, Some(masalah));
        return tampilkan(&layanan, &antarmuka, petugas, id, terpilih).await;
    }
    let surat = surat.unwrap_or_default();
    let perintah = satu(&terisi, "perintah").and_then(|satu| satu.parse::<Uuid>().ok());
    let perintah = perintah.map(|perintah| Uuid::new_v5(&perintah, b"naskah"));
    let badan = json!({"perintah": perintah, "fakta": rancangan(&surat, &terisi)});
    let rancang = format!("{alamat}/surat-dirancang");
    match antarmuka.kirim::<Value>(&pelaku, &rancang, &badan, None).await {
        Ok(_) => Ok(Redirect::to(&format!("/perkara/{id}/surat/{surat}")).into_response()),
        Err(masalah) => {
            let surat = surat.parse().map_err(|_| tidak_ada("surat ini"))?;
            let halaman = Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas, id, surat };
            halaman.tampilkan(&terisi, Some(masalah)).await
        }
    }
}

#[derive(Template)]
#[template(path = "surat/surat.html")]
struct SuratHtml {
    tata: Tata,
    id: Uuid,
    nomor_perkara: String,
    surat: TampilanSurat,
    isian: Isian,
    hari_ini: String,
    boleh: bool,
    boleh_membuka: bool,
    /// One for each form of the page.
    perintah: [String; 6],
    terulang: Option<String>,
    masalah: Option<Masalah>,
}

impl SuratHtml {
    /// May be drafted, or drafted anew.
    fn dapat_dirancang(&self) -> bool {
        self.boleh && matches!(self.surat.tahap, TahapSurat::Bernomor | TahapSurat::Dirancang)
    }

    fn dapat_ditandatangani(&self) -> bool {
        self.boleh && self.surat.tahap == TahapSurat::Dirancang
    }

    fn dapat_dikirim(&self) -> bool {
        let siap = if self.surat.perlu_tanda_tangan {
            TahapSurat::Ditandatangani
        } else {
            TahapSurat::Dirancang
        };
        self.boleh && (self.surat.tahap == siap || self.surat.tahap == TahapSurat::Ditandatangani)
    }

    fn dapat_diterima(&self) -> bool {
        self.boleh && self.surat.tahap == TahapSurat::Dikirim
    }

    /// The life of the letter, step by step.
    fn langkah(&self) -> Vec<(&'static str, Option<String>)> {
        let surat = &self.surat;
        [
            ("Bernomor", surat.dinomori),
            ("Naskah disusun", surat.dirancang),
            ("Ditandatangani", surat.ditandatangani),
            ("Dikirim", surat.dikirim),
            ("Diterima", surat.diterima),
        ]
        .map(|(nama, hari)| (nama, hari.as_ref().map(tanggal)))
        .to_vec()
    }

    fn berkas(&self) -> Vec<(&'static str, Uuid)> {
        let surat = &self.surat;
        let satu = |nama: &'static str, id: Option<Uuid>| id.map(|id| (nama, id));
        let naskah = satu("Naskah (PDF/A)", surat.naskah);
        let dokumen = satu("Surat bertanda tangan", surat.dokumen);
        let bukti = surat.bukti.iter().map(|id| ("Bukti kirim atau terima", *id));
        naskah.into_iter().chain(dokumen).chain(bukti).collect()
    }
}

/// The page of one letter.
pub(super) struct Halaman<'a> {
    pub layanan: &'a Layanan,
    pub antarmuka: &'a Antar,
    pub petugas: Petugas,
    pub id: Uuid,
    pub surat: Uuid,
}

impl Halaman<'_> {
    pub(super) fn alamat(&self) -> String {
        format!("/perkara/{}/surat/{}", self.id, self.surat)
    }

    pub(super) async fn tampilkan(&self, terisi: &Terisi, masalah: Option<Masalah>) -> Jawaban {
        self.dengan(terisi, masalah, None).await
    }

    pub(super) async fn dengan(
        &self,
        terisi: &Terisi,
        masalah: Option<Masalah>,
        terulang: Option<String>,
    ) -> Jawaban {
        let daftar = daftar(self.antarmuka, self.petugas, self.id).await?;
        let surat = daftar.surat.into_iter().find(|satu| satu.surat == self.surat);
        let surat = surat.ok_or_else(|| tidak_ada("surat ini"))?;
        let mut bawaan = Isian::bawaan(self.layanan, surat.jenis);
        if let Some(oleh) = &surat.penandatangan {
            bawaan.jabatan = oleh.jabatan.to_string();
            bawaan.nama = oleh.nama.as_ref().map(ToString::to_string).unwrap_or_default();
        }
        if let Some(tanggal) = surat.tanggal {
            bawaan.tanggal = tanggal.to_string();
        }
        if surat.naskah.is_some() {
            bawaan.tembusan = baris(&surat.tembusan);
        }
        let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
        let html = laman(&SuratHtml {
            tata: Tata::petugas(self.layanan, self.petugas),
            id: self.id,
            nomor_perkara: daftar.nomor,
            surat,
            isian: Isian::dari(terisi, bawaan),
            hari_ini: self.layanan.app.hari_ini().to_string(),
            boleh: self.petugas.boleh(Akses::PERSURATAN),
            boleh_membuka: self.petugas.boleh(Akses::DATA_PRIBADI),
            perintah: std::array::from_fn(|_| new_id(self.layanan.app.clock.now()).to_string()),
            terulang,
            masalah,
        })?;
        Ok((status.unwrap_or(StatusCode::OK), html).into_response())
    }
}

/// One letter.
pub(super) async fn surat(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, surat)): Path<(Uuid, Uuid)>,
) -> Jawaban {
    let halaman = Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas, id, surat };
    halaman.tampilkan(&Terisi::new(), None).await
}
