//! The letters of a case: how far each has come, and which may still be made.

use axum::extract::State;
use chrono::NaiveDate;
use events::Perkara;
use events::koreksi::berlaku;
use events::perkara::{Event, Kejadian};
use events::surat::{JenisSurat, Penandatangan, Surat, SuratDirancang, Tahap};
use events::teks::Label;
use projections::catatan::Catatan;
use projections::{perkara, uraian};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::persuratan::periksa;
use crate::web::Layanan;
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::parameter::{Jalur, Pandangan};

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DaftarSurat {
    pub nomor: String,
    pub surat: Vec<TampilanSurat>,
    pub dapat_dibuat: Vec<CalonSurat>,
}

/// A letter as far as it has come; what it says is in its files.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanSurat {
    pub surat: Uuid,
    pub jenis: JenisSurat,
    pub nama: String,
    pub nomor: String,
    /// Version of the fact that it tells of, and that fact in words.
    pub dasar: u32,
    pub uraian: String,
    pub tahap: TahapSurat,
    /// Under which anybody may check it.
    pub kode: String,
    /// The date that it bears.
    pub tanggal: Option<NaiveDate>,
    pub penandatangan: Option<Penandatangan>,
    pub tembusan: Vec<Label>,
    pub perlu_tanda_tangan: bool,
    pub dinomori: Option<NaiveDate>,
    pub dirancang: Option<NaiveDate>,
    pub ditandatangani: Option<NaiveDate>,
    pub dikirim: Option<NaiveDate>,
    pub diterima: Option<NaiveDate>,
    /// Files, to be fetched as files of the case.
    pub naskah: Option<Uuid>,
    pub dokumen: Option<Uuid>,
    pub bukti: Vec<Uuid>,
    /// A step of the law that this letter asks for and that is not recorded yet.
    pub langkah_hukum: Option<String>,
}

/// A letter that a fact of the case asks for.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct CalonSurat {
    pub jenis: JenisSurat,
    pub nama: String,
    pub dasar: u32,
    pub uraian: String,
    pub tanggal: Option<NaiveDate>,
    /// The number that the fact has for it.
    pub nomor: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TahapSurat {
    Bernomor,
    Dirancang,
    Ditandatangani,
    Dikirim,
    Diterima,
}

impl From<Tahap> for TahapSurat {
    fn from(tahap: Tahap) -> Self {
        match tahap {
            Tahap::Bernomor => TahapSurat::Bernomor,
            Tahap::Dirancang => TahapSurat::Dirancang,
            Tahap::Ditandatangani => TahapSurat::Ditandatangani,
            Tahap::Dikirim => TahapSurat::Dikirim,
            Tahap::Diterima => TahapSurat::Diterima,
        }
    }
}

impl TampilanSurat {
    /// What is to be done with it next.
    pub fn berikutnya(&self) -> &'static str {
        match self.tahap {
            TahapSurat::Bernomor => "susun naskahnya",
            TahapSurat::Dirancang if self.perlu_tanda_tangan => "tanda tangani, lalu unggah",
            TahapSurat::Dirancang | TahapSurat::Ditandatangani => "kirim, lalu catat",
            TahapSurat::Dikirim => "catat penerimaannya",
            TahapSurat::Diterima => "selesai",
        }
    }
}

impl TahapSurat {
    pub fn nama(self) -> &'static str {
        match self {
            TahapSurat::Bernomor => "bernomor, belum disusun",
            TahapSurat::Dirancang => "naskah",
            TahapSurat::Ditandatangani => "ditandatangani",
            TahapSurat::Dikirim => "dikirim",
            TahapSurat::Diterima => "diterima",
        }
    }
}

pub(super) async fn daftar(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
) -> Result<Tampak<DaftarSurat>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let catatan = layanan.app.catatan_untuk(&[id], pandangan.sudut).await?;
    let baris = perkara::satu(&catatan, id).ok_or_else(|| Masalah::tidak_ada("perkara ini"))?;
    let (surat, dapat_dibuat) = tampilan(&layanan.app, &catatan, id, &baris.perkara);
    let isi = DaftarSurat { nomor: baris.nomor(), surat, dapat_dibuat };
    Ok(Tampak { posisi, versi: Some(baris.perkara.versi), isi })
}

/// The letters of a case, and those that may be made.
pub fn tampilan(
    app: &App,
    catatan: &Catatan,
    id: Uuid,
    state: &Perkara,
) -> (Vec<TampilanSurat>, Vec<CalonSurat>) {
    let surat = state.surat.iter().map(|surat| satu(app, catatan, id, state, surat));
    (surat.collect(), calon(catatan, id, state))
}

/// The fact of this version as it holds.
fn fakta(catatan: &Catatan, id: Uuid, versi: u32) -> Option<&Event> {
    berlaku(&catatan.perkara[&id]).find(|fakta| fakta.versi == versi).map(|fakta| fakta.event)
}

fn satu(app: &App, catatan: &Catatan, id: Uuid, state: &Perkara, surat: &Surat) -> TampilanSurat {
    let pada = |kejadian: Option<Kejadian>| kejadian.and_then(|kejadian| kejadian.tanggal);
    let dasar = fakta(catatan, id, surat.dasar);
    let rancangan: Option<&SuratDirancang> =
        surat.dirancang.and_then(|kejadian| match fakta(catatan, id, kejadian.versi)? {
            Event::SuratDirancang(f) => Some(f),
            _ => None,
        });
    let mut dokumen = None;
    let mut oleh = None;
    let mut bukti = Vec::new();
    for fakta in berlaku(&catatan.perkara[&id]) {
        match fakta.event {
            Event::SuratDitandatangani(f) if f.surat == surat.id => {
                dokumen = f.dokumen.id;
                oleh = Some(f.oleh.clone());
            }
            Event::SuratDikirim(f) if f.surat == surat.id => {
                bukti.extend(f.bukti.as_ref().and_then(|bukti| bukti.id));
            }
            Event::SuratDiterima(f) if f.surat == surat.id => {
                bukti.extend(f.bukti.as_ref().and_then(|bukti| bukti.id));
            }
            _ => {}
        }
    }
    TampilanSurat {
        surat: surat.id,
        jenis: surat.jenis,
        nama: surat.jenis.nama().to_owned(),
        nomor: surat.nomor.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string),
        dasar: surat.dasar,
        uraian: dasar.map_or_else(
            || "fakta yang sudah dibatalkan".to_owned(),
            |event| uraian::perkara(event, catatan),
        ),
        tahap: surat.tahap().into(),
        kode: periksa::kode(app, id, surat.dinomori.versi),
        tanggal: rancangan.map(|rancangan| rancangan.tanggal),
        penandatangan: oleh.or_else(|| rancangan.map(|r| r.penandatangan.clone())),
        tembusan: rancangan.map(|r| r.tembusan.clone()).unwrap_or_default(),
        perlu_tanda_tangan: surat.jenis.perlu_tanda_tangan(),
        dinomori: surat.dinomori.tanggal,
        dirancang: pada(surat.dirancang),
        ditandatangani: pada(surat.ditandatangani),
        dikirim: pada(surat.dikirim),
        diterima: pada(surat.diterima),
        naskah: rancangan.and_then(|rancangan| rancangan.naskah.id),
        dokumen,
        bukti,
        langkah_hukum: langkah_hukum(state, surat).map(str::to_owned),
    }
}

/// The clock of the law runs on the step's own fact: which of them is still to
/// be recorded, now that the letter went out or arrived.
fn langkah_hukum(state: &Perkara, surat: &Surat) -> Option<&'static str> {
    let (terkirim, sampai) = (surat.dikirim.is_some(), surat.diterima.is_some());
    match surat.jenis {
        JenisSurat::KeteranganTidakLengkap if terkirim && state.surat_tidak_lengkap.is_none() => {
            Some("surat-tidak-lengkap-dikirim")
        }
        JenisSurat::KeteranganTidakLengkap => {
            let belum = state.surat_tidak_lengkap_diterima.is_none();
            (sampai && belum).then_some("surat-tidak-lengkap-diterima")
        }
        JenisSurat::PemberitahuanTertulis | JenisSurat::Penolakan => {
            let belum = state.jawaban.as_ref().is_some_and(|jawaban| jawaban.diterima.is_none());
            (sampai && belum).then_some("pemberitahuan-tertulis-diterima")
        }
        JenisSurat::TanggapanKeberatan => {
            let mut tanggapan = state.keberatan.iter().filter_map(|satu| satu.tanggapan.as_ref());
            let belum = tanggapan.next_back().is_some_and(|satu| satu.diterima.is_none());
            (sampai && belum).then_some("tanggapan-keberatan-diterima")
        }
        JenisSurat::TandaBuktiPenerimaan
        | JenisSurat::Perpanjangan
        | JenisSurat::PertimbanganTertulis
        | JenisSurat::LembarUjiKonsekuensi
        | JenisSurat::PenetapanKlasifikasi
        | JenisSurat::FormulirKeberatan
        | JenisSurat::JawabanKomisiInformasi => None,
    }
}

/// Facts that ask for a letter which is not there yet.
fn calon(catatan: &Catatan, id: Uuid, state: &Perkara) -> Vec<CalonSurat> {
    let belum = |jenis: JenisSurat, versi: u32| {
        !state.surat.iter().any(|surat| surat.jenis == jenis && surat.dasar == versi)
    };
    let dasar = state.dasar_surat.iter().filter(|(jenis, kejadian)| belum(*jenis, kejadian.versi));
    let calon = dasar.filter_map(|(jenis, kejadian)| {
        let event = fakta(catatan, id, kejadian.versi)?;
        Some(CalonSurat {
            jenis: *jenis,
            nama: jenis.nama().to_owned(),
            dasar: kejadian.versi,
            uraian: uraian::perkara(event, catatan),
            tanggal: kejadian.tanggal,
            nomor: nomor(state, event),
        })
    });
    calon.collect()
}

/// The number that a fact already names for its letter.
fn nomor(state: &Perkara, event: &Event) -> Option<String> {
    let label = match event {
        Event::PermohonanDiterima(_) => state.nomor.as_ref()?.nomor.tetap(),
        Event::PerpanjanganDiberitahukan(f) => f.nomor_surat.as_ref(),
        Event::PemberitahuanTertulisDikirim(f) => f.nomor_surat.as_ref(),
        Event::PenolakanDiberitahukan(f) => f.nomor_surat.as_ref(),
        Event::TanggapanKeberatanDikirim(f) => f.nomor_surat.as_ref(),
        Event::PertimbanganTertulisDitetapkan(f) => f.nomor.as_ref(),
        _ => None,
    };
    label.map(ToString::to_string)
}
