//! The outbox as people see it, what each officer wants to be told, and the link
//! to one's calendar.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::{get, post};
use chrono::{DateTime, NaiveDate, Utc};
use events::pengguna::Pengguna;
use events::surel::{JenisSurel, PILIHAN};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::{Jenis, Masalah};
use super::parameter::{Halaman, Laman, Tanya};
use super::pengguna;
use super::perintah::Kiriman;
use super::rute::Rute;
use crate::app::App;
use crate::surel::tabel::{self, BarisSurel};
use crate::surel::{Keadaan, naskah};
use crate::tautan;

const DAFTAR: &str = "surel";

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeadaanSurel {
    Menunggu,
    Terkirim,
    Tertahan,
    /// Overtaken by what happened.
    Gugur,
}

#[derive(Debug, Deserialize, IntoParams)]
struct SaringanSurel {
    /// Tanpa ini yang tertahan: yang perlu dilihat orang.
    #[param(inline)]
    keadaan: Option<KeadaanSurel>,
}

/// A mail, without its address: that is opened at the moment of sending alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct TampilanSurel {
    surel: Uuid,
    keadaan: KeadaanSurel,
    jenis: String,
    /// A user, and the office they were registered with; of a reminder the case,
    /// whose pemohon gets it.
    penerima: Uuid,
    jabatan: Option<String>,
    perkara: Option<Uuid>,
    hari: NaiveDate,
    dibuat: DateTime<Utc>,
    percobaan: i32,
    /// When it is tried again, while it waits.
    berikutnya: Option<DateTime<Utc>>,
    /// What came of the last attempt.
    jawaban: Option<String>,
    selesai: Option<DateTime<Utc>>,
}

/// A mail that is to be tried again.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct CobaLagi {
    surel: Uuid,
}

/// What an officer is told by mail.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PilihanSurel {
    /// Kinds of mail that they get.
    pub terima: Vec<JenisSurel>,
}

/// The same, and whether any mail reaches them.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanPilihan {
    terima: Vec<JenisSurel>,
    /// An admin has set an address.
    beralamat: bool,
}

/// The key of a link by which digests end.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct Berhenti {
    #[schema(min_length = 1, max_length = 100)]
    kunci: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct Dihentikan {
    dihentikan: JenisSurel,
}

/// What is done with the link to one's calendar.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
struct PerintahTautan {
    tautan: HalTautan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum HalTautan {
    /// A new one; the old one holds no more.
    Baru,
    Hapus,
}

/// The link to one's calendar.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanTautan {
    /// Since when there is one.
    sejak: Option<DateTime<Utc>>,
    /// Shown when it is made and never again.
    alamat: Option<String>,
}

pub(super) fn rute() -> Vec<Rute> {
    let mut rute = rute_kotak();
    rute.extend(rute_sendiri());
    rute
}

fn rute_kotak() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/surel",
            "surel",
            "Surel yang menunggu, terkirim, atau tertahan, yang terbaru dahulu",
            Akses::ACUAN,
            get(daftar),
        )
        .menanya::<SaringanSurel>()
        .menanya::<Halaman>()
        .menjawab_laman::<TampilanSurel>(),
        Rute::baru(
            Method::POST,
            "/api/v1/surel/coba-lagi",
            "surel_coba_lagi",
            "Kirim lagi surel yang tertahan",
            Akses::ACUAN,
            post(coba_lagi),
        )
        .menerima::<CobaLagi>()
        .menjawab::<CobaLagi>(),
        Rute::baru(
            Method::POST,
            "/api/v1/surel/berhenti",
            "surel_berhenti",
            "Berhenti menerima ringkasan pagi, dengan kunci dari surelnya",
            Akses::SIAPA_SAJA,
            post(berhenti),
        )
        .menerima::<Berhenti>()
        .menjawab::<Dihentikan>(),
    ]
}

fn rute_sendiri() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/akun/surel",
            "akun_surel",
            "Surel yang Anda terima",
            Akses::BACA_ACUAN,
            get(pilihan),
        )
        .menjawab::<TampilanPilihan>(),
        Rute::baru(
            Method::POST,
            "/api/v1/akun/surel",
            "akun_surel_dipilih",
            "Pilih surel yang Anda terima",
            Akses::BACA_ACUAN,
            post(pilih),
        )
        .menerima::<PilihanSurel>()
        .menjawab::<TampilanPilihan>(),
        Rute::baru(
            Method::GET,
            "/api/v1/akun/kalender",
            "akun_kalender",
            "Sejak kapan tautan kalender Anda berlaku",
            Akses::BACA_ACUAN,
            get(lihat_tautan),
        )
        .menjawab::<TampilanTautan>(),
        Rute::baru(
            Method::POST,
            "/api/v1/akun/kalender",
            "akun_kalender_diatur",
            "Buat tautan kalender baru, atau hapus; yang lama tidak berlaku lagi",
            Akses::BACA_ACUAN,
            post(atur_tautan),
        )
        .menerima::<PerintahTautan>()
        .menjawab::<TampilanTautan>(),
    ]
}

async fn daftar(
    State(layanan): State<Layanan>,
    Tanya(saringan): Tanya<SaringanSurel>,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanSurel>>, Masalah> {
    let banyak = halaman.banyak()?;
    let keadaan = saringan.keadaan.unwrap_or(KeadaanSurel::Tertahan);
    let sesudah: Option<(DateTime<Utc>, Uuid)> = halaman.sesudah(DAFTAR)?;
    let posisi = layanan.app.log.position().await?;
    let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
    let baris = tabel::daftar(&layanan.app.pool, keadaan.into(), sesudah, batas).await?;
    let jabatan = pengguna::jabatan(&layanan.app.log).await?;
    let kunci = |baris: &BarisSurel| (baris.dibuat, baris.surel);
    let bentuk = |baris: BarisSurel| TampilanSurel {
        surel: baris.surel,
        keadaan,
        jenis: baris.jenis,
        penerima: baris.penerima,
        jabatan: jabatan.iter().find(|(id, _)| *id == baris.penerima).map(|(_, j)| j.clone()),
        perkara: baris.perkara,
        hari: baris.hari,
        dibuat: baris.dibuat,
        percobaan: baris.percobaan,
        berikutnya: (keadaan == KeadaanSurel::Menunggu).then_some(baris.berikutnya),
        jawaban: baris.jawaban,
        selesai: baris.selesai,
    };
    let laman = Laman::dari(DAFTAR, posisi, baris, banyak, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

impl From<KeadaanSurel> for Keadaan {
    fn from(keadaan: KeadaanSurel) -> Self {
        match keadaan {
            KeadaanSurel::Menunggu => Keadaan::Menunggu,
            KeadaanSurel::Terkirim => Keadaan::Terkirim,
            KeadaanSurel::Tertahan => Keadaan::Tertahan,
            KeadaanSurel::Gugur => Keadaan::Gugur,
        }
    }
}

async fn coba_lagi(
    State(layanan): State<Layanan>,
    Kiriman(kiriman): Kiriman<CobaLagi>,
) -> Result<Tampak<CobaLagi>, Masalah> {
    let app = &layanan.app;
    if !tabel::coba_lagi(&app.pool, kiriman.surel, app.clock.now()).await? {
        let uraian = "surel itu tidak tertahan; muat ulang daftarnya";
        return Err(Masalah::ditolak("SurelTidakTertahan", uraian));
    }
    Ok(Tampak::baru(app.log.position().await?, kiriman))
}

/// Whoever holds the key asks; it ends the digests of its user and nothing else.
async fn berhenti(
    State(layanan): State<Layanan>,
    Kiriman(kiriman): Kiriman<Berhenti>,
) -> Result<Tampak<Dihentikan>, Masalah> {
    let app = &layanan.app;
    let pengguna = pemegang(app, &kiriman.kunci)?;
    tabel::tolak_satu(&app.pool, pengguna, JenisSurel::Ringkasan).await?;
    let isi = Dihentikan { dihentikan: JenisSurel::Ringkasan };
    Ok(Tampak::baru(app.log.position().await?, isi))
}

/// Whose digests a key ends.
pub fn pemegang(app: &App, kunci: &str) -> Result<Uuid, Masalah> {
    let keliru = "kunci ini tidak dikenal; pakai tautan pada surel ringkasan yang terakhir";
    naskah::pemegang_berhenti(app, kunci).ok_or_else(|| Masalah::kolom("/kunci", keliru))
}

async fn pilihan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
) -> Result<Tampak<TampilanPilihan>, Masalah> {
    tampilan_pilihan(&layanan, sendiri(&pelaku)?).await
}

async fn pilih(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PilihanSurel>,
) -> Result<Tampak<TampilanPilihan>, Masalah> {
    let id = sendiri(&pelaku)?;
    let ditolak = PILIHAN.into_iter().filter(|jenis| !kiriman.terima.contains(jenis));
    tabel::tolak(&layanan.app.pool, id, &ditolak.collect::<Vec<_>>()).await?;
    tampilan_pilihan(&layanan, id).await
}

async fn tampilan_pilihan(layanan: &Layanan, id: Uuid) -> Result<Tampak<TampilanPilihan>, Masalah> {
    let app = &layanan.app;
    let ditolak = tabel::ditolak(&app.pool, id).await?;
    let (pengguna, _) = app.aliran::<Pengguna>(id).await?;
    let terima = PILIHAN.into_iter().filter(|jenis| !ditolak.contains(jenis)).collect();
    let isi = TampilanPilihan { terima, beralamat: pengguna.surel.is_some() };
    Ok(Tampak::baru(app.log.position().await?, isi))
}

async fn lihat_tautan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
) -> Result<Tampak<TampilanTautan>, Masalah> {
    let app = &layanan.app;
    let sejak = tautan::sejak(&app.pool, sendiri(&pelaku)?).await?;
    Ok(Tampak::baru(app.log.position().await?, TampilanTautan { sejak, alamat: None }))
}

async fn atur_tautan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PerintahTautan>,
) -> Result<Tampak<TampilanTautan>, Masalah> {
    let (app, id) = (&layanan.app, sendiri(&pelaku)?);
    let alamat = match kiriman.tautan {
        HalTautan::Baru => {
            let rahasia = tautan::buat(app, id).await?;
            Some(format!("{}/umpan/tenggat/{rahasia}", layanan.kantor.url_publik))
        }
        HalTautan::Hapus => {
            tautan::hapus(&app.pool, id).await?;
            None
        }
    };
    let sejak = tautan::sejak(&app.pool, id).await?;
    Ok(Tampak::baru(app.log.position().await?, TampilanTautan { sejak, alamat }))
}

fn sendiri(pelaku: &Pelaku) -> Result<Uuid, Masalah> {
    match pelaku {
        Pelaku::Pengguna { id, .. } => Ok(*id),
        Pelaku::Publik => Err(Masalah::baru(Jenis::TakDikenal, "masuk dahulu")),
    }
}
