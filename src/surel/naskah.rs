//! What a mail says, written at the moment of sending: numbers of cases, what is
//! due and when. Of the people behind a case it says nothing; who wants to know
//! opens the case, and that view stands in its history.

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use events::surel::JenisSurel;
use events::waktu::{nama_hari, tanggal_panjang};
use projections::{perkara, tenggat};
use uuid::Uuid;

use super::penerima::{self, Tujuan};
use super::pesan::{Naskah, sebaris};
use super::ringkasan::{self, Bagian};
use super::tabel::Terambil;
use super::teguran;
use super::{batas_jam, checkpoint};
use crate::app::App;

/// What the key of an unsubscribing link is made for.
const KEGUNAAN_BERHENTI: &str = "jejak/surel/berhenti/v1";
/// Characters of a salutation at most.
const BATAS_SAPAAN: usize = 80;

/// A mail, or why there is none to write.
pub enum Ditulis {
    Surat(Tujuan, Naskah),
    /// Nobody can be written to any more.
    TanpaTujuan,
    /// What it was to tell holds no more.
    Lewat,
}

/// What stands around every mail.
pub(super) struct Bingkai {
    pub kantor: String,
    pub sapaan: String,
    pub url: String,
    /// To an officer, who chooses what to be told.
    pub petugas: bool,
}

#[derive(Template)]
#[template(path = "surel_kabar.txt")]
struct KabarTxt<'a> {
    bingkai: &'a Bingkai,
    isi: &'a Isi,
}

#[derive(Template)]
#[template(path = "surel_kabar.html")]
struct KabarHtml<'a> {
    bingkai: &'a Bingkai,
    judul: &'a str,
    isi: &'a Isi,
}

/// A mail about one thing.
pub(super) struct Kabar {
    pub judul: String,
    pub isi: Isi,
}

pub(super) struct Isi {
    pub kalimat: String,
    pub rincian: Vec<String>,
    /// What the link is called, and where it leads under the office's address.
    pub ajakan: &'static str,
    pub jalur: String,
}

impl Kabar {
    pub fn tulis(self, bingkai: &Bingkai) -> anyhow::Result<Naskah> {
        let Kabar { judul, isi } = self;
        let polos = KabarTxt { bingkai, isi: &isi }.render()?;
        let html = KabarHtml { bingkai, judul: &judul, isi: &isi }.render()?;
        Ok(Naskah { judul, polos, html, berhenti: None })
    }
}

#[derive(Template)]
#[template(path = "surel_ringkasan.txt")]
struct RingkasanTxt<'a> {
    bingkai: &'a Bingkai,
    hari: &'a str,
    bagian: &'a [Bagian],
    berhenti: &'a str,
}

#[derive(Template)]
#[template(path = "surel_ringkasan.html")]
struct RingkasanHtml<'a> {
    bingkai: &'a Bingkai,
    judul: &'a str,
    hari: &'a str,
    bagian: &'a [Bagian],
    berhenti: &'a str,
}

/// Writes a mail as things stand now.
pub async fn tulis(app: &App, url: &str, surel: &Terambil) -> anyhow::Result<Ditulis> {
    let hari_ini = app.hari_ini();
    if surel.jenis == JenisSurel::Ringkasan && surel.hari < hari_ini {
        return Ok(Ditulis::Lewat);
    }
    let petugas = !matches!(surel.jenis, JenisSurel::Pengingat | JenisSurel::Checkpoint);
    let tujuan = match surel.jenis {
        JenisSurel::Pengingat => penerima::buka_pemohon(app, surel.penerima).await?,
        JenisSurel::Checkpoint => checkpoint::buka(app, surel.penerima),
        _ => penerima::buka(app, surel.penerima, hari_ini).await?,
    };
    let Some(tujuan) = tujuan else {
        return Ok(Ditulis::TanpaTujuan);
    };
    let kantor = app.kantor_kini().await?;
    let kantor = kantor.ditetapkan.as_ref().map(|kantor| kantor.nama.to_string());
    let nama = tujuan.nama.as_deref().and_then(|nama| sebaris(nama, BATAS_SAPAAN));
    let bingkai = Bingkai {
        kantor: kantor.unwrap_or_else(|| "PPID".to_owned()),
        sapaan: nama.unwrap_or_else(|| tujuan.jabatan.clone()),
        url: url.to_owned(),
        petugas,
    };
    let naskah = match surel.jenis {
        JenisSurel::Ringkasan => {
            let lingkup = ringkasan::lingkup(&tujuan.kapasitas);
            let bagian = ringkasan::bagian(app, surel.hari, &lingkup).await?;
            naskah_ringkasan(&bingkai, surel, &bagian, &berhenti(app, url, surel.penerima))?
        }
        JenisSurel::Baru | JenisSurel::Dikembalikan => perkara(app, &bingkai, surel).await?,
        JenisSurel::Checkpoint => match checkpoint::tulis(app, &bingkai, surel).await? {
            Some(naskah) => naskah,
            None => return Ok(Ditulis::Lewat),
        },
        JenisSurel::BatasJam => match batas_jam::tulis(app, &bingkai, surel).await? {
            Some(naskah) => naskah,
            None => return Ok(Ditulis::Lewat),
        },
        JenisSurel::JatuhTempo | JenisSurel::Terlambat | JenisSurel::Pengingat => {
            match teguran::tulis(app, &bingkai, surel).await? {
                Some(naskah) => naskah,
                None => return Ok(Ditulis::Lewat),
            }
        }
    };
    Ok(Ditulis::Surat(tujuan, naskah))
}

/// A case that is newly somebody's, or came back.
async fn perkara(app: &App, bingkai: &Bingkai, surel: &Terambil) -> anyhow::Result<Naskah> {
    let id = surel.perkara.unwrap_or_default();
    let catatan = app.catatan_untuk(&[id], app.sudut_kini().await?).await?;
    let baris = perkara::satu(&catatan, id);
    let nomor = baris.as_ref().map_or_else(|| id.to_string(), perkara::Baris::nomor);
    let unit = surel.unit.and_then(|unit| catatan.nama_unit(unit));
    let (judul, kalimat) = match (surel.jenis, unit) {
        (JenisSurel::Dikembalikan, unit) => {
            let unit = unit.map_or("Unit", |unit| unit.as_str());
            let kalimat = format!(
                "{unit} mengembalikan perkara {nomor}. Disposisikan kepada unit yang menguasai informasinya; jam undang-undang tetap berjalan."
            );
            (format!("Disposisi dikembalikan: {nomor}"), kalimat)
        }
        (_, Some(unit)) => (
            format!("Perkara baru: {nomor}"),
            format!("Perkara {nomor} didisposisikan kepada {unit}."),
        ),
        (_, None) => {
            let keberatan = baris.as_ref().is_some_and(|b| !b.perkara.keberatan.is_empty());
            let apa = if keberatan { "Keberatan" } else { "Permohonan" };
            (format!("{apa} baru: {nomor}"), format!("{apa} baru masuk: {nomor}."))
        }
    };
    let tenggat = tenggat::terbuka(&catatan).into_iter().map(|satu| {
        let rentang = rentang(satu.tenggat.paling_awal(), satu.tenggat.paling_lambat());
        format!("{}: {rentang}, {}", satu.tenggat.jenis.nama(), sisa(satu.sisa_hk))
    });
    let tahap = baris.as_ref().map(|baris| format!("tahap: {}", baris.status()));
    let rincian = tahap.into_iter().chain(tenggat).collect();
    let (ajakan, jalur) = ("Buka perkaranya", format!("/perkara/{id}"));
    Kabar { judul, isi: Isi { kalimat, rincian, ajakan, jalur } }.tulis(bingkai)
}

fn naskah_ringkasan(
    bingkai: &Bingkai,
    surel: &Terambil,
    bagian: &[Bagian],
    berhenti: &str,
) -> anyhow::Result<Naskah> {
    let hari = format!("{}, {}", nama_hari(surel.hari), tanggal_panjang(surel.hari));
    let judul = format!("Ringkasan {}", tanggal_panjang(surel.hari));
    let polos = RingkasanTxt { bingkai, hari: &hari, bagian, berhenti }.render()?;
    let html = RingkasanHtml { bingkai, judul: &judul, hari: &hari, bagian, berhenti }.render()?;
    Ok(Naskah { judul, polos, html, berhenti: Some(berhenti.to_owned()) })
}

/// Both ends where they differ.
pub(super) fn rentang(awal: NaiveDate, lambat: NaiveDate) -> String {
    match awal == lambat {
        true => tanggal_panjang(awal),
        false => format!("{} – {}", tanggal_panjang(awal), tanggal_panjang(lambat)),
    }
}

/// Working days to the earliest end, in words.
pub(super) fn sisa(sisa_hk: i64) -> String {
    match sisa_hk {
        0 => "hari ini".to_owned(),
        1.. => format!("sisa {sisa_hk} hari kerja"),
        _ => format!("lewat {} hari kerja", -sisa_hk),
    }
}

/// A link with which its holder, without signing in, ends the digests of one
/// user and does nothing else.
pub fn berhenti(app: &App, url: &str, pengguna: Uuid) -> String {
    let tanda = app.log.keyed_digest(KEGUNAAN_BERHENTI, pengguna.as_bytes());
    let kunci = URL_SAFE_NO_PAD.encode([&pengguna.as_bytes()[..], &tanda[..16]].concat());
    format!("{url}/surel/berhenti/{kunci}")
}

/// Whose digests the key of such a link ends.
pub fn pemegang_berhenti(app: &App, kunci: &str) -> Option<Uuid> {
    use subtle::ConstantTimeEq;
    let isi = URL_SAFE_NO_PAD.decode(kunci).ok()?;
    let (id, tanda) = isi.split_at_checked(16)?;
    let pengguna = Uuid::from_slice(id).ok()?;
    let harapan = app.log.keyed_digest(KEGUNAAN_BERHENTI, pengguna.as_bytes());
    bool::from(harapan[..16].ct_eq(tanda)).then_some(pengguna)
}
