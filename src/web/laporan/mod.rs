//! Reports: drafted and handed in by a unit, accepted or sent back by the PPID
//! Utama (Pasal 56-57 Perki 1/2021; Permendagri 3/2017).

mod baca;
mod cetak;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::routing::{get, post};
use events::laporan::{Event, Laporan, LaporanDisusun};
use events::teks::{Isi, Label};
use events::{AliranId, JenisAliran};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::masalah::Masalah;
use super::naskah::{TampilanNaskah, TanyaBerkas};
use super::parameter::{Halaman, Jalur, Segar};
use super::perintah::{
    Hasil, Kiriman, PerintahKantor, TanpaIsi, awal, isi, langkah, lanjutan, syarat, waktu,
};
use super::rute::Rute;
use crate::aliran::TawaranAliran;
use crate::laporan::beku::{self, Kata, Uji};

pub(super) use baca::{KeadaanLaporan, RincianLaporan, TampilanLaporan, TampilanPenyampaian};
pub(super) use cetak::DaftarRevisi;
use cetak::TanyaKe;

/// What a unit says with its report; the figures come from the log.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PenyampaianLaporan {
    kendala: Option<Isi>,
    rekomendasi: Option<Isi>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct LaporanDikembalikan {
    catatan: Isi,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct LaporanDikirimKeKi {
    nomor_surat: Option<Label>,
}

const SATU: &str = "/api/v1/laporan/{laporan}";

pub(super) fn rute() -> Vec<Rute> {
    let mut semua = tulis();
    semua.extend(baca());
    semua
}

fn tulis() -> Vec<Rute> {
    let sampaikan = langkah("LaporanDisampaikan", "Sampaikan laporan ini", Akses::UNIT);
    vec![
        awal::<Laporan, LaporanDisusun>(
            langkah("LaporanDisusun", "Susun laporan satu kurun waktu", Akses::UNIT),
            Event::LaporanDisusun,
            |f| f.unit,
        ),
        Rute::baru(
            Method::POST,
            sampaikan.jalur(SATU),
            sampaikan.nama("laporan"),
            sampaikan.ringkasan,
            sampaikan.akses,
            post(disampaikan),
        )
        .menerima_dalam::<PerintahKantor<PenyampaianLaporan>, PenyampaianLaporan>()
        .bersyarat()
        .menjawab::<Hasil>(),
        lanjutan::<Laporan, LaporanDikembalikan>(
            langkah("LaporanDikembalikan", "Kembalikan dengan catatan", Akses::PPID),
            "laporan",
            |f| Event::LaporanDikembalikan { catatan: f.catatan },
        ),
        lanjutan::<Laporan, TanpaIsi>(
            langkah("LaporanDiterima", "Terima laporan ini", Akses::PPID),
            "laporan",
            |_| Event::LaporanDiterima {},
        ),
        lanjutan::<Laporan, LaporanDikirimKeKi>(
            langkah("LaporanDikirimKeKi", "Kirim laporan kepada Komisi Informasi", Akses::PPID),
            "laporan",
            |f| Event::LaporanDikirimKeKi { nomor_surat: f.nomor_surat },
        ),
    ]
}

fn baca() -> Vec<Rute> {
    let satu = |ekor: &str, nama: &str, ringkasan, layanan| {
        let jalur = format!("{SATU}{ekor}");
        Rute::baru(Method::GET, jalur, nama, ringkasan, Akses::BACA_PERKARA, layanan)
    };
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/laporan",
            "laporan",
            "Laporan dan keadaannya; PPID Pembantu melihat miliknya",
            Akses::BACA_PERKARA,
            get(baca::daftar),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<TampilanLaporan>(),
        satu("", "laporan_satu", "Satu laporan dan setiap penyampaiannya", get(baca::satu))
            .menanya::<Segar>()
            .menjawab::<RincianLaporan>(),
        satu(
            "/naskah",
            "laporan_naskah",
            "Isi laporan: rancangan dari keadaan sekarang, atau seperti yang disampaikan",
            get(cetak::naskah),
        )
        .menanya::<TanyaKe>()
        .menjawab::<TampilanNaskah>(),
        satu(
            "/berkas",
            "laporan_berkas",
            "Laporan sebagai PDF/A, XLSX, atau CSV; yang disampaikan dibuat ulang byte demi byte",
            get(cetak::berkas),
        )
        .menanya::<TanyaKe>()
        .menanya::<TanyaBerkas>()
        .menjawab_berkas(),
        satu(
            "/uji",
            "laporan_uji",
            "Buat ulang laporan yang disampaikan dan bandingkan sidiknya",
            get(cetak::uji),
        )
        .menanya::<TanyaKe>()
        .menjawab::<Uji>(),
        satu(
            "/revisi",
            "laporan_revisi",
            "Angka yang berubah sejak laporan disampaikan",
            get(cetak::revisi),
        )
        .menanya::<TanyaKe>()
        .menjawab::<DaftarRevisi>(),
    ]
}

/// Handed in: the figures and digests are those of the log as it stands, and no
/// sender's.
async fn disampaikan(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    kepala: HeaderMap,
    Kiriman(kiriman): Kiriman<PerintahKantor<PenyampaianLaporan>>,
) -> Result<Hasil, Masalah> {
    let app = &layanan.app;
    let aliran = AliranId { jenis: JenisAliran::Laporan, id };
    let isi = isi(&("LaporanDisampaikan", id, &kiriman))?;
    // A repeat is answered as before, without making it again.
    if let Some(outcome) = app.log.outcome(kiriman.perintah, &isi).await? {
        return Ok(Hasil::dari(app, aliran, outcome).await?);
    }
    let syarat = syarat(&kepala)?;
    let waktu = kiriman.waktu.map(|ini| waktu(app, Some(ini))).transpose()?;
    // Its figures are those of today: on no earlier day was it handed in.
    if waktu.is_some_and(|ini| ini.tanggal(app.zona) != Some(app.hari_ini())) {
        let uraian = "laporan disampaikan dengan mencatatnya di sini; kosongkan tanggalnya, atau \
                      tulis hari ini";
        return Err(Masalah::ditolak("BukanHariIni", uraian));
    }
    let (laporan, _) = app.aliran::<Laporan>(id).await?;
    let kata = Kata { kendala: kiriman.fakta.kendala, rekomendasi: kiriman.fakta.rekomendasi };
    let fakta = match laporan.disusun().filter(|_| laporan.dapat_disampaikan()) {
        Some(disusun) => beku::bekukan(app, disusun, kata).await?,
        None => return Err(cetak::belum_dapat(&laporan)),
    };
    let tawaran = TawaranAliran {
        command: kiriman.perintah,
        actor: pelaku.aktor(),
        id,
        fakta: Event::LaporanDisampaikan(fakta),
        waktu,
        kiriman: isi,
    };
    let outcome = app.handle_aliran::<Laporan>(tawaran, syarat).await?;
    Ok(Hasil::dari(app, aliran, outcome).await?)
}
