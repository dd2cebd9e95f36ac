//! Searching the log, and who read what of whom: for the auditor.

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use events::JenisAliran;
use events::pendamping::BukuOrang;
use projections::log::{self, BarisFakta, BarisPenglihatan, Saringan, SaringanPenglihatan};
use projections::perkara;
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::parameter::{
    Halaman, Laman, Pandangan, Segar, Tanggal, Tanya, TeksCari, kursor, periksa_periode,
};
use crate::web::rute::Rute;

const DAFTAR_FAKTA: &str = "log-fakta";
const DAFTAR_PENGLIHATAN: &str = "log-penglihatan";

/// Which facts.
#[derive(Debug, Deserialize, IntoParams)]
struct TanyaFakta {
    #[param(inline)]
    jenis: Option<JenisAliran>,
    /// Nama fakta, seperti `PermohonanDiterima`.
    #[param(value_type = Option<TeksCari>, inline)]
    tipe: Option<TeksCari>,
    /// Siapa yang mencatat, seperti `publik` atau `pengguna/{id}`.
    #[param(value_type = Option<TeksCari>, inline)]
    aktor: Option<TeksCari>,
    /// Id perkara, sengketa, atau aliran lain.
    aliran: Option<Uuid>,
    /// Dicatat sejak hari ini.
    #[param(value_type = Option<Tanggal>, inline)]
    dari: Option<Tanggal>,
    /// Dicatat sampai akhir hari ini.
    #[param(value_type = Option<Tanggal>, inline)]
    sampai: Option<Tanggal>,
}

/// Which views.
#[derive(Debug, Deserialize, IntoParams)]
struct TanyaPenglihatan {
    perkara: Option<Uuid>,
    /// Siapa yang melihat, seperti `pengguna/{id}`.
    #[param(value_type = Option<TeksCari>, inline)]
    aktor: Option<TeksCari>,
    /// Dilihat sejak hari ini.
    #[param(value_type = Option<Tanggal>, inline)]
    dari: Option<Tanggal>,
    /// Dilihat sampai akhir hari ini.
    #[param(value_type = Option<Tanggal>, inline)]
    sampai: Option<Tanggal>,
}

/// A fact by what it is found by.
#[derive(Debug, Serialize, ToSchema)]
struct EntriLog {
    posisi: u64,
    jenis: String,
    aliran: Uuid,
    /// The case that it is of; a companion may be that of a unit too, of a
    /// catalogue entry, or of the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    perkara: Option<Uuid>,
    versi: i32,
    tipe: String,
    aktor: String,
    dicatat: DateTime<Utc>,
}

/// A view of the people behind a case.
#[derive(Debug, Serialize, ToSchema)]
struct Penglihatan {
    posisi: u64,
    /// Of one case; none where a whole register was opened.
    perkara: Option<Uuid>,
    /// `permohonan` or `keberatan`, where it was a register.
    register: Option<String>,
    oleh: String,
    dicatat: DateTime<Utc>,
    keperluan: String,
    /// How many sealed values were shown.
    jumlah: i64,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/log/fakta",
            "log_fakta",
            "Fakta dalam log, yang terbaru dahulu; halaman dapat pendek dan tetap berlanjut",
            Akses::PEMERIKSAAN,
            get(fakta),
        )
        .menanya::<TanyaFakta>()
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<EntriLog>(),
        Rute::baru(
            Method::GET,
            "/api/v1/log/penglihatan",
            "log_penglihatan",
            "Siapa melihat data pribadi perkara atau register mana, kapan, dan untuk apa",
            Akses::PEMERIKSAAN,
            get(penglihatan),
        )
        .menanya::<TanyaPenglihatan>()
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<Penglihatan>(),
    ]
}

/// The first moment of a period, and the first after it.
type Periode = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

fn periode(app: &App, dari: Option<Tanggal>, sampai: Option<Tanggal>) -> Result<Periode, Masalah> {
    if let (Some(dari), Some(sampai)) = (&dari, &sampai) {
        periksa_periode(dari.0, sampai.0)?;
    }
    let awal = |hari: NaiveDate| app.zona.pukul(hari, chrono::NaiveTime::MIN);
    let dari = dari.map(|dari| awal(dari.0));
    Ok((dari, sampai.and_then(|sampai| sampai.0.succ_opt()).map(awal)))
}

async fn fakta(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(tanya): Tanya<TanyaFakta>,
) -> Result<Tampak<Laman<EntriLog>>, Masalah> {
    let banyak = halaman.banyak()?;
    let di_bawah: Option<i64> = halaman.sesudah(DAFTAR_FAKTA)?;
    let periode = periode(&layanan.app, tanya.dari, tanya.sampai)?;
    let saringan = Saringan {
        jenis: tanya.jenis.map(JenisAliran::kode),
        tipe: tanya.tipe.map(|tipe| tipe.0),
        aktor: tanya.aktor.map(|aktor| aktor.0),
    };
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Log, Proyeksi::Perkara]).await?;
    let rentang = rentang(&layanan.app, periode, di_bawah).await?;
    let temuan = match tanya.aliran {
        Some(aliran) => dalam_aliran(&layanan.app, aliran, rentang, banyak).await?,
        None if saringan.kosong() => semua(rentang, banyak),
        None => {
            let mut connection = layanan.app.pool.acquire().await?;
            log::cari(&saringan, rentang, banyak, &mut connection).await?
        }
    };
    let berikutnya = temuan.lanjut.map(|posisi| kursor(DAFTAR_FAKTA, &posisi)).transpose()?;
    let entri = layanan.app.log.entries_at(&temuan.isi).await?.into_iter().rev();
    let isi = entri.map(|entri| entri.fakta).filter(|fakta| saringan.cocok(fakta));
    let mut isi: Vec<EntriLog> = isi.map(EntriLog::from).collect();
    dengan_perkara(&layanan.app, &mut isi).await?;
    Ok(Tampak::baru(posisi, Laman { posisi, isi, berikutnya }))
}

/// Says of each entry which case it is of.
async fn dengan_perkara(app: &App, isi: &mut [EntriLog]) -> Result<(), Masalah> {
    let aliran: Vec<Uuid> = isi.iter().map(|entri| entri.aliran).collect();
    let mut connection = app.pool.acquire().await?;
    let ada = perkara::yang_ada(&aliran, &mut connection).await?;
    for entri in isi {
        let milik = ada.contains(&entri.aliran).then_some(entri.aliran);
        entri.perkara = milik;
    }
    Ok(())
}

/// The positions of a period, up to below where a page goes on.
async fn rentang(
    app: &App,
    (dari, sebelum): Periode,
    di_bawah: Option<i64>,
) -> Result<(i64, i64), Masalah> {
    let awal = match dari {
        Some(dari) => app.log.first_since(dari).await?.cast_signed(),
        None => 1,
    };
    let akhir = match sebelum {
        Some(sebelum) => app.log.first_since(sebelum).await?,
        None => app.log.position().await? + 1,
    };
    let akhir = akhir.cast_signed();
    Ok((awal, di_bawah.map_or(akhir, |di_bawah| di_bawah.min(akhir))))
}

/// Every position of a range, the newest first.
fn semua((dari, di_bawah): (i64, i64), banyak: usize) -> log::Halaman<i64> {
    let isi: Vec<i64> = (dari..di_bawah).rev().take(banyak).collect();
    let lanjut = isi.last().copied().filter(|posisi| *posisi > dari);
    log::Halaman { isi, lanjut }
}

/// Those of one stream. Its other conditions are looked at on the page: it may
/// be short, and goes on.
async fn dalam_aliran(
    app: &App,
    aliran: Uuid,
    rentang: (i64, i64),
    banyak: usize,
) -> Result<log::Halaman<i64>, Masalah> {
    let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
    let mut isi = app.log.positions_of(aliran, rentang, batas).await?;
    let lebih = isi.len() > banyak;
    isi.truncate(banyak);
    let lanjut = isi.last().copied().filter(|_| lebih);
    Ok(log::Halaman { isi, lanjut })
}

impl From<BarisFakta> for EntriLog {
    fn from(baris: BarisFakta) -> Self {
        let jenis = JenisAliran::dari_kode(baris.jenis).map_or("?", JenisAliran::nama);
        EntriLog {
            posisi: baris.posisi.cast_unsigned(),
            jenis: jenis.to_owned(),
            aliran: baris.aliran,
            perkara: None,
            versi: baris.versi,
            tipe: baris.tipe,
            aktor: baris.aktor,
            dicatat: baris.dicatat,
        }
    }
}

async fn penglihatan(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(tanya): Tanya<TanyaPenglihatan>,
) -> Result<Tampak<Laman<Penglihatan>>, Masalah> {
    let banyak = halaman.banyak()?;
    let di_bawah: Option<i64> = halaman.sesudah(DAFTAR_PENGLIHATAN)?;
    let periode = periode(&layanan.app, tanya.dari, tanya.sampai)?;
    let aktor = tanya.aktor.map(|aktor| aktor.0);
    let saringan = SaringanPenglihatan { perkara: tanya.perkara, aktor };
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Log]).await?;
    let rentang = rentang(&layanan.app, periode, di_bawah).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let temuan = log::penglihatan(&saringan, rentang, banyak, &mut connection).await?;
    let lanjut = temuan.lanjut;
    let berikutnya = lanjut.map(|posisi| kursor(DAFTAR_PENGLIHATAN, &posisi)).transpose()?;
    let isi = temuan.isi.into_iter().map(Penglihatan::from).collect();
    Ok(Tampak::baru(posisi, Laman { posisi, isi, berikutnya }))
}

impl From<BarisPenglihatan> for Penglihatan {
    fn from(baris: BarisPenglihatan) -> Self {
        let buku = |satu: &BukuOrang| satu.pendamping().id == baris.perkara;
        let register = BukuOrang::SEMUA.into_iter().find(buku);
        Penglihatan {
            posisi: baris.posisi.cast_unsigned(),
            perkara: register.is_none().then_some(baris.perkara),
            register: register.map(|buku| buku.nama().to_owned()),
            oleh: baris.aktor,
            dicatat: baris.dicatat,
            keperluan: baris.keperluan,
            jumlah: baris.jumlah,
        }
    }
}
