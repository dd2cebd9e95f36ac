//! One case with all that its page shows, and its history.

mod surat;

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use events::disposisi::{KeadaanDisposisi, PeranUnit};
use events::keberatan::Keberatan;
use events::pendamping::Event as Pendamping;
use events::tenggat::JenisTenggat;
use events::waktu::Waktu;
use events::{Cacat, Tercatat};
use projections::catatan::Catatan;
use projections::perkara;
use projections::riwayat;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::berkas::{TampilanBerkas, berkas_dari};
use super::jawaban::Tampak;
use super::lacak::{TampilanUpaya, upaya_dari};
use super::masalah::Masalah;
use super::parameter::{Halaman, Jalur, Laman, Lihat, Pandangan, Tanya};
use super::pelindungan::TampilanPembatasan;
use super::pratinjau::batas_berisiko;
use super::rute::Rute;
use super::surat::{CalonSurat, TampilanSurat, tampilan};
use super::tenggat::{TampilanTenggat, tampilan_rinci, tampilan_tenggat};
use crate::app::App;
use surat::{SuratTertaut, surat};

/// A case with all that its page shows, but for the people.
#[derive(Debug, Serialize, ToSchema)]
struct KeadaanPerkara {
    perkara: Uuid,
    versi: u32,
    nomor: String,
    /// Every number by which it is known.
    nomor_semua: Vec<String>,
    status: String,
    kanal: Option<String>,
    diterima: Option<NaiveDate>,
    tanggal: Tanggal,
    disposisi: Vec<TampilanDisposisi>,
    biaya: Option<u64>,
    dibayar: u64,
    keberatan: Vec<TampilanKeberatan>,
    sengketa: Vec<Uuid>,
    /// Files that its facts refer to; their names are personal data.
    berkas: Vec<TampilanBerkas>,
    /// Letters and decrees that its facts name.
    surat: Vec<SuratTertaut>,
    /// Letters made here, as far as each has come, and those that may be made.
    persuratan: Vec<TampilanSurat>,
    dapat_dibuat: Vec<CalonSurat>,
    /// Notes on the companion stream; what they say is sealed.
    catatan: usize,
    /// Requests to limit the processing of the pemohon's data.
    pembatasan: Vec<TampilanPembatasan>,
    tenggat: Vec<TampilanTenggat>,
    upaya: Vec<TampilanUpaya>,
    /// What is wrong, in law, with its facts.
    cacat: Vec<Cacat>,
    /// Its whole history, where `rinci` was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    riwayat: Option<Vec<TampilanFakta>>,
}

#[derive(Debug, Deserialize, IntoParams)]
struct Rincian {
    /// Sekaligus hitungan setiap tenggat hari demi hari dan seluruh riwayat.
    rinci: Option<bool>,
}

/// When each step was, where it was.
#[derive(Debug, Serialize, ToSchema)]
struct Tanggal {
    dicatat: Option<NaiveDate>,
    lengkap: Option<NaiveDate>,
    surat_tidak_lengkap: Option<NaiveDate>,
    perbaikan: Option<NaiveDate>,
    tidak_ditindaklanjuti: Option<NaiveDate>,
    dialihkan: Option<NaiveDate>,
    diperpanjang: Option<NaiveDate>,
    dijawab: Option<NaiveDate>,
    diberikan: Option<NaiveDate>,
    dicabut: Option<NaiveDate>,
    dihapus: Option<NaiveDate>,
}

#[derive(Debug, Serialize, ToSchema)]
struct TampilanDisposisi {
    unit: Uuid,
    nama: Option<String>,
    peran: PeranUnit,
    diberikan: Option<NaiveDate>,
    batas_internal: Option<NaiveDate>,
    /// The unit's limit ends behind the law's earliest reading.
    peringatan: Option<String>,
    keadaan: KataDisposisi,
    /// When it was answered or sent back.
    selesai: Option<NaiveDate>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum KataDisposisi {
    Menunggu,
    Dijawab,
    Dikembalikan,
}

#[derive(Debug, Serialize, ToSchema)]
struct TampilanKeberatan {
    nomor: Option<String>,
    /// Letters of Pasal 35(1) UU 14/2008.
    alasan: Vec<String>,
    diterima: Option<NaiveDate>,
    dicatat: Option<NaiveDate>,
    ditanggapi: Option<NaiveDate>,
    dicabut: Option<NaiveDate>,
}

/// One fact in the history of a case or a sengketa.
#[derive(Debug, Serialize, ToSchema)]
pub struct TampilanFakta {
    posisi: u64,
    aliran: String,
    versi: u32,
    /// The legal moment.
    terjadi: Waktu,
    diketahui: DateTime<Utc>,
    dicatat: DateTime<Utc>,
    oleh: String,
    uraian: String,
    cacat: Vec<Cacat>,
    /// A later correction replaced or withdrew it.
    dikoreksi: bool,
}

impl TampilanFakta {
    pub fn dari<E>(tercatat: &Tercatat<E>, uraian: String, dikoreksi: bool) -> Self {
        TampilanFakta {
            posisi: tercatat.position,
            aliran: tercatat.stream.jenis.nama().to_owned(),
            versi: tercatat.version,
            terjadi: tercatat.occurred_at,
            diketahui: tercatat.diketahui,
            dicatat: tercatat.recorded_at,
            oleh: tercatat.actor.to_string(),
            uraian,
            cacat: tercatat.cacat.clone(),
            dikoreksi,
        }
    }

    /// A page of a history.
    pub fn laman(
        daftar: &str,
        posisi: u64,
        fakta: Vec<Self>,
        halaman: &Halaman,
    ) -> Result<Laman<Self>, Masalah> {
        Laman::potongan(daftar, posisi, fakta, halaman, |fakta| fakta.posisi, |fakta| fakta)
    }
}

impl From<riwayat::Baris> for TampilanFakta {
    fn from(baris: riwayat::Baris) -> Self {
        TampilanFakta {
            posisi: baris.position,
            aliran: baris.aliran.to_owned(),
            versi: baris.version,
            terjadi: baris.occurred_at,
            diketahui: baris.diketahui,
            dicatat: baris.recorded_at,
            oleh: baris.actor,
            uraian: baris.uraian,
            cacat: baris.cacat,
            dikoreksi: baris.dikoreksi,
        }
    }
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/perkara/{perkara}",
            "perkara",
            "Keadaan satu perkara, tanpa data pribadi",
            Akses::BACA_PERKARA,
            get(satu),
        )
        .menanya::<Rincian>()
        .menanya::<Lihat>()
        .menjawab::<KeadaanPerkara>(),
        Rute::baru(
            Method::GET,
            "/api/v1/perkara/{perkara}/riwayat",
            "perkara_riwayat",
            "Semua fakta satu perkara, dengan tiga waktunya",
            Akses::BACA_PERKARA,
            get(riwayat_perkara),
        )
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<TampilanFakta>(),
    ]
}

async fn satu(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
    Tanya(Rincian { rinci }): Tanya<Rincian>,
) -> Result<Tampak<KeadaanPerkara>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let catatan = layanan.app.catatan_untuk(&[id], pandangan.sudut).await?;
    let keadaan = keadaan(&layanan.app, &catatan, id, rinci.unwrap_or_default())
        .ok_or_else(|| Masalah::tidak_ada("perkara ini"))?;
    Ok(Tampak { posisi, versi: Some(keadaan.versi), isi: keadaan })
}

fn keadaan(app: &App, catatan: &Catatan, id: Uuid, rinci: bool) -> Option<KeadaanPerkara> {
    let baris = perkara::satu(catatan, id)?;
    let hari = catatan.sudut.hari();
    let state = &baris.perkara;
    let nama = |unit| catatan.nama_unit(unit).map(ToString::to_string);
    let hukum = baris.tenggat().into_iter().filter(|t| t.terbuka() && mengikat_unit(t.jenis));
    let hukum = hukum.map(|t| t.paling_awal()).min();
    let disposisi = state.disposisi.iter().map(|d| {
        let (keadaan, selesai) = match d.keadaan {
            KeadaanDisposisi::Menunggu => (KataDisposisi::Menunggu, None),
            KeadaanDisposisi::Dijawab(kejadian) => (KataDisposisi::Dijawab, kejadian.tanggal),
            KeadaanDisposisi::Dikembalikan(kejadian) => {
                (KataDisposisi::Dikembalikan, kejadian.tanggal)
            }
        };
        let menunggu = d.keadaan == KeadaanDisposisi::Menunggu;
        let lewat = d.batas_internal.zip(hukum).filter(|(batas, hukum)| menunggu && batas > hukum);
        TampilanDisposisi {
            peringatan: lewat.map(|(batas, hukum)| batas_berisiko(batas, hukum)),
            unit: d.unit.0,
            nama: nama(d.unit.0),
            peran: d.peran,
            diberikan: d.diberikan.tanggal,
            batas_internal: d.batas_internal,
            keadaan,
            selesai,
        }
    });
    let tenggat = baris.tenggat();
    let kerja = &baris.aturan.kerja;
    let tenggat = tenggat.iter().map(|t| match rinci {
        true => tampilan_rinci(t, hari, kerja),
        false => tampilan_tenggat(t, hari, kerja),
    });
    let fakta = &catatan.perkara[&id];
    let (persuratan, dapat_dibuat) = tampilan(app, catatan, id, state);
    Some(KeadaanPerkara {
        perkara: id,
        versi: state.versi,
        nomor: baris.nomor(),
        nomor_semua: baris.nomor_semua(),
        status: baris.status().to_owned(),
        kanal: state.permohonan.as_ref().map(|p| p.kanal.nama().to_owned()),
        diterima: baris.diterima(),
        tanggal: Tanggal::dari(state),
        disposisi: disposisi.collect(),
        biaya: state.biaya,
        dibayar: state.dibayar,
        keberatan: state.keberatan.iter().map(TampilanKeberatan::from).collect(),
        sengketa: state.sengketa.clone(),
        berkas: berkas_dari(fakta, catatan),
        surat: surat(catatan, id),
        persuratan,
        dapat_dibuat,
        catatan: catatan.pendamping.get(&id).map_or(0, |fakta| {
            fakta.iter().filter(|t| matches!(t.event, Pendamping::CatatanDitulis(_))).count()
        }),
        pembatasan: TampilanPembatasan::semua(state, app.clock.now()),
        tenggat: tenggat.collect(),
        upaya: upaya_dari(&baris, hari),
        cacat: fakta.iter().flat_map(|t| t.cacat.iter().cloned()).collect(),
        riwayat: rinci.then(|| semua_fakta(catatan, id)),
    })
}

/// The history, in the order of the log.
fn semua_fakta(catatan: &Catatan, id: Uuid) -> Vec<TampilanFakta> {
    let mut riwayat = riwayat::riwayat(catatan, id);
    riwayat.sort_by_key(|baris| baris.position);
    riwayat.into_iter().map(TampilanFakta::from).collect()
}

/// The limits of the law that a unit's own has to end before.
fn mengikat_unit(jenis: JenisTenggat) -> bool {
    matches!(jenis, JenisTenggat::Pemberitahuan | JenisTenggat::TanggapanKeberatan)
}

impl Tanggal {
    fn dari(state: &events::Perkara) -> Self {
        let pada = |kejadian: Option<events::perkara::Kejadian>| kejadian.and_then(|k| k.tanggal);
        Tanggal {
            dicatat: pada(state.dicatat),
            lengkap: pada(state.lengkap),
            surat_tidak_lengkap: pada(state.surat_tidak_lengkap),
            perbaikan: pada(state.perbaikan),
            tidak_ditindaklanjuti: pada(state.tidak_ditindaklanjuti),
            dialihkan: pada(state.dialihkan),
            diperpanjang: state.perpanjangan.as_ref().and_then(|p| p.diberitahukan.tanggal),
            dijawab: state.jawaban.as_ref().and_then(|jawaban| jawaban.dikirim.tanggal),
            diberikan: state.pemberian.first().and_then(|(kejadian, _)| kejadian.tanggal),
            dicabut: pada(state.dicabut),
            dihapus: pada(state.dihapus),
        }
    }
}

impl From<&Keberatan> for TampilanKeberatan {
    fn from(keberatan: &Keberatan) -> Self {
        let dicatat = keberatan.dicatat.as_ref();
        let nomor = dicatat.and_then(|(_, dicatat)| dicatat.nomor.tetap());
        TampilanKeberatan {
            nomor: nomor.map(ToString::to_string),
            alasan: keberatan.alasan.iter().map(|alasan| alasan.huruf().to_string()).collect(),
            diterima: keberatan.diterima.tanggal,
            dicatat: dicatat.and_then(|(kejadian, _)| kejadian.tanggal),
            ditanggapi: keberatan.tanggapan.as_ref().and_then(|t| t.dikirim.tanggal),
            dicabut: keberatan.dicabut.and_then(|kejadian| kejadian.tanggal),
        }
    }
}

async fn riwayat_perkara(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanFakta>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let catatan = layanan.app.catatan_untuk(&[id], pandangan.sudut).await?;
    if !catatan.perkara.contains_key(&id) {
        return Err(Masalah::tidak_ada("perkara ini"));
    }
    let fakta = semua_fakta(&catatan, id);
    Ok(Tampak::baru(posisi, TampilanFakta::laman("riwayat-perkara", posisi, fakta, &halaman)?))
}
