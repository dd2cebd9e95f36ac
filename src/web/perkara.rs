//! Cases: the queue, one case with all that its page shows, and its history.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use events::disposisi::{KeadaanDisposisi, PeranUnit};
use events::keberatan::Keberatan;
use events::waktu::{TAHUN, Waktu};
use events::{Cacat, Tercatat};
use projections::bahan::Kasus;
use projections::catatan::Catatan;
use projections::perkara::{self, BarisPerkara, Kursor, Saringan};
use projections::proyeksi::Proyeksi;
use projections::riwayat;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::lacak::{TampilanUpaya, upaya_dari};
use super::masalah::Masalah;
use super::parameter::{Halaman, Jalur, Laman, Lihat, Pandangan, Tanya, TeksCari};
use super::rute::Rute;
use super::tenggat::{TampilanTenggat, tampilan_tenggat};

const DAFTAR: &str = "perkara";

/// Which cases.
#[derive(Debug, Deserialize, IntoParams)]
struct SaringanPerkara {
    #[param(inline)]
    status: Option<StatusPerkara>,
    /// Unit yang memegang atau pernah memegang.
    unit: Option<Uuid>,
    /// Unit yang menjawab untuk perkara itu.
    penanggung_jawab: Option<Uuid>,
    buku: Option<Uuid>,
    /// Kantor masih harus berbuat sesuatu.
    terbuka: Option<bool>,
    menunggu_jawaban: Option<bool>,
    /// Awal salah satu nomornya.
    #[param(value_type = Option<TeksCari>, inline)]
    nomor: Option<TeksCari>,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(rename_all = "kebab-case")]
enum StatusPerkara {
    Diproses,
    MenungguPemohon,
    Diperpanjang,
    TidakDitindaklanjuti,
    Dialihkan,
    Dicabut,
    Dijawab,
    TidakDikuasai,
    Ditolak,
    Dikabulkan,
    Keberatan,
    KeberatanDitanggapi,
    KeberatanDicabut,
    Sengketa,
}

impl StatusPerkara {
    /// As the table has it.
    fn kata(self) -> &'static str {
        match self {
            StatusPerkara::Diproses => "diproses",
            StatusPerkara::MenungguPemohon => "menunggu pemohon",
            StatusPerkara::Diperpanjang => "diperpanjang",
            StatusPerkara::TidakDitindaklanjuti => "tidak ditindaklanjuti",
            StatusPerkara::Dialihkan => "dialihkan",
            StatusPerkara::Dicabut => "dicabut",
            StatusPerkara::Dijawab => "dijawab",
            StatusPerkara::TidakDikuasai => "tidak dikuasai",
            StatusPerkara::Ditolak => "ditolak",
            StatusPerkara::Dikabulkan => "dikabulkan",
            StatusPerkara::Keberatan => "keberatan",
            StatusPerkara::KeberatanDitanggapi => "keberatan ditanggapi",
            StatusPerkara::KeberatanDicabut => "keberatan dicabut",
            StatusPerkara::Sengketa => "sengketa",
        }
    }
}

/// A case in the queue.
#[derive(Debug, Serialize, ToSchema)]
struct PerkaraRingkas {
    perkara: Uuid,
    versi: i32,
    nomor: String,
    status: String,
    buku: Option<Uuid>,
    kanal: Option<String>,
    jenis_pemohon: Option<String>,
    diterima: Option<NaiveDate>,
    /// The unit that answers for it.
    unit: Option<Uuid>,
    menunggu_jawaban: bool,
    /// The nearest thing the office has to do, and by when under both readings.
    tenggat: Option<String>,
    tenggat_awal: Option<NaiveDate>,
    tenggat_lambat: Option<NaiveDate>,
    batas_internal: Option<NaiveDate>,
    /// How many things are wrong, in law, with its facts.
    cacat: i32,
}

impl From<BarisPerkara> for PerkaraRingkas {
    fn from(baris: BarisPerkara) -> Self {
        PerkaraRingkas {
            perkara: baris.perkara,
            versi: baris.versi,
            nomor: baris.nomor,
            status: baris.status,
            buku: baris.buku,
            kanal: baris.kanal,
            jenis_pemohon: baris.jenis_pemohon,
            diterima: baris.diterima,
            unit: baris.unit,
            menunggu_jawaban: baris.menunggu_jawaban,
            tenggat: baris.tenggat,
            tenggat_awal: baris.tenggat_awal,
            tenggat_lambat: baris.tenggat_lambat,
            batas_internal: baris.batas_internal,
            cacat: baris.cacat,
        }
    }
}

/// A case with all that its page shows, but for the people.
#[derive(Debug, Serialize, ToSchema)]
struct KeadaanPerkara {
    perkara: Uuid,
    versi: u32,
    nomor: String,
    /// Every number by which it is known.
    nomor_semua: Vec<String>,
    status: String,
    diterima: Option<NaiveDate>,
    tanggal: Tanggal,
    disposisi: Vec<TampilanDisposisi>,
    biaya: Option<u64>,
    dibayar: u64,
    keberatan: Vec<TampilanKeberatan>,
    sengketa: Vec<Uuid>,
    tenggat: Vec<TampilanTenggat>,
    upaya: Vec<TampilanUpaya>,
    /// What is wrong, in law, with its facts.
    cacat: Vec<Cacat>,
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
            "/api/v1/perkara",
            "antrean",
            "Antrean perkara, tenggat terdekat dahulu; PPID Pembantu melihat miliknya",
            Akses::BACA_PERKARA,
            get(antrean),
        )
        .menanya::<SaringanPerkara>()
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<PerkaraRingkas>(),
        Rute::baru(
            Method::GET,
            "/api/v1/perkara/{perkara}",
            "perkara",
            "Keadaan satu perkara, tanpa data pribadi",
            Akses::BACA_PERKARA,
            get(satu),
        )
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

async fn antrean(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(saringan): Tanya<SaringanPerkara>,
) -> Result<Tampak<Laman<PerkaraRingkas>>, Masalah> {
    let banyak = halaman.banyak()?;
    let sesudah: Option<(Option<NaiveDate>, Uuid)> = halaman.sesudah(DAFTAR)?;
    let sesudah = sesudah.map(|(tenggat_awal, perkara)| Kursor { tenggat_awal, perkara });
    let unit = super::akses::persempit(&pelaku, saringan.unit)?;
    let saringan = Saringan {
        status: saringan.status.map(|status| status.kata().to_owned()),
        penanggung_jawab: saringan.penanggung_jawab,
        unit,
        buku: saringan.buku,
        terbuka: saringan.terbuka,
        menunggu_jawaban: saringan.menunggu_jawaban,
        nomor: saringan.nomor.map(|nomor| nomor.0),
    };
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara]).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let baris = if pandangan.kini {
        let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
        perkara::antrean(&saringan, sesudah, batas, &mut connection).await?
    } else {
        let terbuka = saringan.terbuka == Some(true) || saringan.menunggu_jawaban == Some(true);
        let calon = if terbuka {
            perkara::calon_pada(pandangan.sudut, &mut connection).await?
        } else {
            perkara::calon_periode(kapan_saja(), pandangan.sudut, &mut connection).await?
        };
        drop(connection);
        let catatan = layanan.app.catatan_untuk(&calon, pandangan.sudut).await?;
        antrean_pada(&catatan, &saringan, sesudah, banyak + 1)
    };
    let kunci = |baris: &BarisPerkara| (baris.tenggat_awal, baris.perkara);
    let laman = Laman::dari(DAFTAR, posisi, baris, banyak, kunci, PerkaraRingkas::from)?;
    Ok(Tampak::baru(posisi, laman))
}

/// Every day on which a case can have come in.
pub(super) fn kapan_saja() -> (NaiveDate, NaiveDate) {
    let hari = |tahun| NaiveDate::from_yo_opt(tahun, 1).expect("a year has a first day");
    (hari(*TAHUN.start()), hari(*TAHUN.end() + 1))
}

/// As the query does it, of cases that were computed as at a moment.
fn antrean_pada(
    catatan: &Catatan,
    saringan: &Saringan,
    sesudah: Option<Kursor>,
    batas: usize,
) -> Vec<BarisPerkara> {
    let urutan = |awal: Option<NaiveDate>, perkara| (awal.unwrap_or(NaiveDate::MAX), perkara);
    let nomor = saringan.nomor.as_ref().map(|nomor| nomor.trim().to_lowercase());
    let mut daftar = Vec::new();
    for kasus in perkara::semua(catatan).into_iter().map(Kasus::dari) {
        let baris = BarisPerkara::dari(&kasus, catatan);
        let state = &kasus.baris.perkara;
        let pernah = |unit| state.disposisi.iter().any(|d| d.unit.0 == unit);
        let bernomor = |awal: &String| {
            let semua = kasus.baris.nomor_semua();
            semua.iter().any(|nomor| nomor.to_lowercase().starts_with(awal))
        };
        let cocok = saringan.status.as_ref().is_none_or(|status| *status == baris.status)
            && saringan.penanggung_jawab.is_none_or(|unit| baris.unit == Some(unit))
            && saringan.unit.is_none_or(pernah)
            && saringan.buku.is_none_or(|buku| baris.buku == Some(buku))
            && saringan.terbuka.is_none_or(|ada| baris.tenggat_awal.is_some() == ada)
            && saringan.menunggu_jawaban.is_none_or(|ada| baris.menunggu_jawaban == ada)
            && nomor.as_ref().is_none_or(bernomor);
        let lewat = sesudah.is_none_or(|k| {
            urutan(baris.tenggat_awal, baris.perkara) > urutan(k.tenggat_awal, k.perkara)
        });
        if cocok && lewat {
            daftar.push(baris);
        }
    }
    daftar.sort_by_key(|baris| urutan(baris.tenggat_awal, baris.perkara));
    daftar.truncate(batas);
    daftar
}

async fn satu(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
) -> Result<Tampak<KeadaanPerkara>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let catatan = layanan.app.catatan_untuk(&[id], pandangan.sudut).await?;
    let keadaan = keadaan(&catatan, id).ok_or_else(|| Masalah::tidak_ada("perkara ini"))?;
    Ok(Tampak { posisi, versi: Some(keadaan.versi), isi: keadaan })
}

fn keadaan(catatan: &Catatan, id: Uuid) -> Option<KeadaanPerkara> {
    let baris = perkara::satu(catatan, id)?;
    let hari = catatan.sudut.hari();
    let state = &baris.perkara;
    let nama = |unit| catatan.nama_unit(unit).map(ToString::to_string);
    let disposisi = state.disposisi.iter().map(|d| {
        let (keadaan, selesai) = match d.keadaan {
            KeadaanDisposisi::Menunggu => (KataDisposisi::Menunggu, None),
            KeadaanDisposisi::Dijawab(kejadian) => (KataDisposisi::Dijawab, kejadian.tanggal),
            KeadaanDisposisi::Dikembalikan(kejadian) => {
                (KataDisposisi::Dikembalikan, kejadian.tanggal)
            }
        };
        TampilanDisposisi {
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
    let tenggat = tenggat.iter().map(|t| tampilan_tenggat(t, hari, &baris.aturan.kerja));
    let fakta = &catatan.perkara[&id];
    Some(KeadaanPerkara {
        perkara: id,
        versi: state.versi,
        nomor: baris.nomor(),
        nomor_semua: baris.nomor_semua(),
        status: baris.status().to_owned(),
        diterima: baris.diterima(),
        tanggal: Tanggal::dari(state),
        disposisi: disposisi.collect(),
        biaya: state.biaya,
        dibayar: state.dibayar,
        keberatan: state.keberatan.iter().map(TampilanKeberatan::from).collect(),
        sengketa: state.sengketa.clone(),
        tenggat: tenggat.collect(),
        upaya: upaya_dari(&baris, hari),
        cacat: fakta.iter().flat_map(|t| t.cacat.iter().cloned()).collect(),
    })
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
    let fakta = riwayat::riwayat(&catatan, id).into_iter().map(TampilanFakta::from).collect();
    Ok(Tampak::baru(posisi, TampilanFakta::laman("riwayat-perkara", posisi, fakta, &halaman)?))
}
