//! Limitation of what is done with somebody's data, and failures to protect them
//! (Pasal 41 and 46 UU 27/2022), with their clocks in hours.

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use events::jam::TenggatJam;
use events::kegagalan::{Event as Gagal, Kegagalan, KegagalanDitemukan, PenerimaKegagalan};
use events::pembatasan::{JawabanPembatasan, Permintaan};
use events::perkara::Event;
use events::teks::Isi;
use events::waktu::Waktu;
use events::{AliranId, Event as Semua, JenisAliran, Perkara};
use projections::perkara as baris_perkara;
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::{Jenis, Masalah};
use super::parameter::{Jalur, Pandangan, Segar};
use super::perintah::{awal, langkah, lanjutan, perkara};
use super::rute::Rute;
use crate::app::App;
use crate::log::Values;
use crate::pelindungan::Tentang;

/// A limit in hours.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanBatasJam {
    pub kode: String,
    pub pasal: String,
    pub tindakan: String,
    pub paling_awal: DateTime<Utc>,
    pub paling_lambat: DateTime<Utc>,
    /// Whole hours to the earliest end, negative once it passed.
    pub sisa_jam: i64,
    pub keadaan: String,
    pub terbuka: bool,
}

/// A request to limit, and what came of it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanPembatasan {
    pub diminta: Waktu,
    pub dijawab: Option<Waktu>,
    /// In words.
    pub jawaban: Option<String>,
    pub dicabut: Option<Waktu>,
    pub berlaku: bool,
    pub batas: Option<TampilanBatasJam>,
}

/// An open limit, and whose it is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct BatasTerbuka {
    /// `perkara` or `kegagalan`.
    pub jenis: JenisAliran,
    pub id: Uuid,
    pub nama: String,
    pub batas: TampilanBatasJam,
}

/// Everything that the office has in hand about the protection of data.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Pelindungan {
    /// Whose end comes first first.
    pub batas: Vec<BatasTerbuka>,
    /// Cases whose data are under a limitation now.
    pub dibatasi: Vec<PerkaraDibatasi>,
    /// The newest first.
    pub kegagalan: Vec<BarisKegagalan>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PerkaraDibatasi {
    pub perkara: Uuid,
    pub nomor: String,
    pub sejak: Option<Waktu>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct BarisKegagalan {
    pub kegagalan: Uuid,
    pub judul: String,
    pub ditemukan: Waktu,
    pub ditangani: Option<Waktu>,
    /// Who is still to be told.
    pub belum: Vec<PenerimaKegagalan>,
}

/// A failure with its opened texts.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct KegagalanPenuh {
    pub kegagalan: Uuid,
    pub versi: u32,
    pub judul: String,
    pub ditemukan: Waktu,
    pub terjadi: Option<NaiveDate>,
    pub jumlah_orang: Option<u32>,
    pub register: Option<String>,
    pub data_terungkap: String,
    pub kronologi: String,
    pub penanganan: String,
    /// What closed it says.
    pub penutup: Option<String>,
    pub pemberitahuan: Vec<PemberitahuanKegagalan>,
    pub belum: Vec<PenerimaKegagalan>,
    pub ditangani: Option<Waktu>,
    pub batas: Option<TampilanBatasJam>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PemberitahuanKegagalan {
    pub kepada: PenerimaKegagalan,
    pub surat: String,
    pub waktu: Waktu,
}

pub(super) fn rute() -> Vec<Rute> {
    let mut semua = vec![
        perkara(
            langkah("PembatasanDiminta", "Catat permintaan pembatasan data pribadi", Akses::LOKET),
            Event::PembatasanDiminta,
        ),
        perkara(
            langkah("PembatasanDilaksanakan", "Laksanakan pembatasan data pribadi", Akses::PPID),
            Event::PembatasanDilaksanakan,
        ),
        perkara(
            langkah("PembatasanDitolak", "Tolak permintaan pembatasan data pribadi", Akses::PPID),
            Event::PembatasanDitolak,
        ),
        perkara(
            langkah("PembatasanDicabut", "Akhiri pembatasan data pribadi", Akses::PPID),
            Event::PembatasanDicabut,
        ),
    ];
    semua.extend(rute_kegagalan());
    semua
}

fn rute_kegagalan() -> Vec<Rute> {
    vec![
        awal::<Kegagalan, KegagalanDitemukan>(
            langkah("KegagalanDitemukan", "Catat kegagalan pelindungan data pribadi", Akses::PPID),
            Gagal::KegagalanDitemukan,
            |_| None,
        ),
        lanjutan::<Kegagalan, _>(
            langkah("KegagalanDiberitahukan", "Catat pemberitahuan kegagalan", Akses::PPID),
            "kegagalan",
            Gagal::KegagalanDiberitahukan,
        ),
        lanjutan::<Kegagalan, _>(
            langkah("KegagalanDitangani", "Tutup kegagalan yang sudah ditangani", Akses::PPID),
            "kegagalan",
            Gagal::KegagalanDitangani,
        ),
        Rute::baru(
            Method::GET,
            "/api/v1/pelindungan",
            "pelindungan",
            "Pelindungan data pribadi: batas 3 x 24 jam, pembatasan, kegagalan",
            Akses::PELINDUNGAN,
            get(semua),
        )
        .menanya::<Segar>()
        .menjawab::<Pelindungan>(),
        Rute::baru(
            Method::GET,
            "/api/v1/kegagalan/{kegagalan}",
            "kegagalan",
            "Satu kegagalan pelindungan data pribadi",
            Akses::PELINDUNGAN,
            get(satu),
        )
        .menjawab::<KegagalanPenuh>(),
    ]
}

impl TampilanBatasJam {
    fn dari(tenggat: &TenggatJam, kini: DateTime<Utc>) -> Self {
        TampilanBatasJam {
            kode: tenggat.batas.kode.to_owned(),
            pasal: tenggat.batas.pasal.to_owned(),
            tindakan: tenggat.batas.tindakan.to_owned(),
            paling_awal: tenggat.paling_awal(),
            paling_lambat: tenggat.paling_lambat(),
            sisa_jam: tenggat.sisa_jam(kini),
            keadaan: tenggat.keadaan(kini).nama().to_owned(),
            terbuka: tenggat.terbuka(),
        }
    }
}

impl TampilanPembatasan {
    /// Each request of a case, the oldest first.
    pub(super) fn semua(perkara: &Perkara, kini: DateTime<Utc>) -> Vec<Self> {
        let satu = |permintaan: &Permintaan| {
            let jawaban = permintaan.jawaban.map(|(_, jawaban)| match jawaban {
                JawabanPembatasan::Dilaksanakan(lingkup) => {
                    format!("dilaksanakan, {}", lingkup.nama())
                }
                JawabanPembatasan::Ditolak(dasar) => {
                    format!("tidak dilaksanakan: {}", dasar.nama())
                }
            });
            let tenggat = permintaan.tenggat(perkara.zona);
            TampilanPembatasan {
                diminta: permintaan.diminta.waktu,
                dijawab: permintaan.jawaban.map(|(kejadian, _)| kejadian.waktu),
                jawaban,
                dicabut: permintaan.dicabut.map(|kejadian| kejadian.waktu),
                berlaku: permintaan.berlaku(),
                batas: tenggat.map(|tenggat| TampilanBatasJam::dari(&tenggat, kini)),
            }
        };
        perkara.pembatasan.iter().map(satu).collect()
    }
}

/// Whether somebody sees data that are under a limitation.
pub(super) fn boleh_melihat_yang_dibatasi(pelaku: &Pelaku) -> bool {
    match pelaku {
        Pelaku::Publik => false,
        Pelaku::Pengguna { peran, .. } => Akses::PELINDUNGAN.mencakup(*peran),
    }
}

/// Who may not open the data of a case while they are limited hears why.
pub(super) fn periksa_pembatasan(perkara: &Perkara, pelaku: &Pelaku) -> Result<(), Masalah> {
    if boleh_melihat_yang_dibatasi(pelaku) || !perkara.dibatasi() {
        return Ok(());
    }
    let kata = "pemrosesan data pribadi pemohon ini sedang dibatasi (Pasal 41 UU 27/2022); \
                mintalah PPID Utama, Atasan PPID, atau Auditor membukanya";
    Err(Masalah::baru(Jenis::TakBerwenang, kata))
}

async fn semua(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
) -> Result<Tampak<Pelindungan>, Masalah> {
    let app = &layanan.app;
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Log]).await?;
    let kini = app.clock.now();
    let mut kegagalan: Vec<BarisKegagalan> =
        app.semua_aliran::<Kegagalan>().await?.into_iter().filter_map(baris).collect();
    kegagalan.reverse();
    let mut batas = Vec::new();
    for satu in app.batas_jam().await? {
        let id = satu.tentang.id();
        let (jenis, nama) = match satu.tentang {
            Tentang::Perkara(_) => (JenisAliran::Perkara, nomor(app, id).await?),
            Tentang::Kegagalan(_) => {
                let ini = kegagalan.iter().find(|baris| baris.kegagalan == id);
                (JenisAliran::Kegagalan, ini.map_or_else(String::new, |ini| ini.judul.clone()))
            }
        };
        let batas_ini = TampilanBatasJam::dari(&satu.tenggat, kini);
        batas.push(BatasTerbuka { jenis, id, nama, batas: batas_ini });
    }
    let mut dibatasi = Vec::new();
    for (perkara, state) in app.perkara_dengan_pembatasan().await? {
        if !state.dibatasi() {
            continue;
        }
        let sejak = state.pembatasan.last().and_then(|satu| satu.jawaban).map(|(k, _)| k.waktu);
        dibatasi.push(PerkaraDibatasi { perkara, nomor: nomor(app, perkara).await?, sejak });
    }
    Ok(Tampak::baru(posisi, Pelindungan { batas, dibatasi, kegagalan }))
}

async fn nomor(app: &App, perkara: Uuid) -> anyhow::Result<String> {
    let catatan = app.catatan_untuk(&[perkara], app.sudut_kini().await?).await?;
    let baris = baris_perkara::satu(&catatan, perkara);
    Ok(baris.map_or_else(|| perkara.to_string(), |baris| baris.nomor()))
}

fn baris((id, kegagalan, _): (Uuid, Kegagalan, u32)) -> Option<BarisKegagalan> {
    let belum = kegagalan.belum_diberitahu();
    let (ditemukan, fakta) = kegagalan.ditemukan?;
    Some(BarisKegagalan {
        kegagalan: id,
        judul: fakta.judul.to_string(),
        ditemukan,
        ditangani: kegagalan.ditangani,
        belum,
    })
}

async fn satu(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
) -> Result<Tampak<KegagalanPenuh>, Masalah> {
    let app = &layanan.app;
    let aliran = AliranId { jenis: JenisAliran::Kegagalan, id };
    let mut state = Kegagalan::default();
    let (mut versi, mut posisi, mut penutup) = (0, 0, None);
    for tercatat in app.log.stream(aliran, Values::Open).await? {
        (versi, posisi) = (tercatat.version, tercatat.position);
        let Semua::Kegagalan(fakta) = tercatat.event else { continue };
        if let Gagal::KegagalanDitangani(ditangani) = &fakta {
            penutup = Some(terbuka(&ditangani.uraian));
        }
        state.evolve(&fakta, tercatat.occurred_at);
    }
    let batas = state.tenggat(app.zona);
    let belum = state.belum_diberitahu();
    let Some((ditemukan, fakta)) = state.ditemukan else {
        return Err(Masalah::tidak_ada("kegagalan ini"));
    };
    let pemberitahuan = state.pemberitahuan.into_iter().map(|(waktu, satu)| {
        PemberitahuanKegagalan { kepada: satu.kepada, surat: satu.surat.to_string(), waktu }
    });
    let isi = KegagalanPenuh {
        kegagalan: id,
        versi,
        judul: fakta.judul.to_string(),
        ditemukan,
        terjadi: fakta.terjadi,
        jumlah_orang: fakta.jumlah_orang,
        register: fakta.register.as_ref().map(ToString::to_string),
        data_terungkap: terbuka(&fakta.data_terungkap),
        kronologi: terbuka(&fakta.kronologi),
        penanganan: terbuka(&fakta.penanganan),
        penutup,
        pemberitahuan: pemberitahuan.collect(),
        belum,
        ditangani: state.ditangani,
        batas: batas.map(|tenggat| TampilanBatasJam::dari(&tenggat, app.clock.now())),
    };
    Ok(Tampak { posisi, versi: Some(versi), isi })
}

fn terbuka(isi: &Isi) -> String {
    isi.teks().unwrap_or("dihapus").to_owned()
}
