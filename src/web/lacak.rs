//! Tracking: where a case stands, for whoever has its number and its secret.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use chrono::NaiveDate;
use events::perkara::Event;
use events::teks::Label;
use events::upaya::{self, Risiko};
use projections::catatan::Catatan;
use projections::perkara::{self, Baris};
use projections::proyeksi::Proyeksi;
use projections::uraian;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::berkas::{TampilanBerkas, berkas_dari, diberikan};
use super::masalah::{Jenis, Masalah};
use super::perintah::Kiriman;
use super::permohonan::rahasia;
use super::rute::Rute;
use super::tenggat::{TampilanBacaan, hitungan};

/// The number of a case and the secret that came with it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Kunci {
    pub nomor: Label,
    /// From the proof of receipt.
    #[schema(max_length = 100)]
    pub rahasia: String,
}

/// What the pemohon may know of the case.
#[derive(Debug, Serialize, ToSchema)]
struct Lacakan {
    nomor: String,
    status: String,
    diterima: Option<NaiveDate>,
    /// What happened, the oldest first.
    peristiwa: Vec<Peristiwa>,
    /// What has to happen next, by whom, until when, and why.
    berikutnya: Vec<Berikutnya>,
    /// Remedies of the pemohon.
    upaya: Vec<TampilanUpaya>,
    /// What was given, to be fetched with number and secret.
    berkas: Vec<TampilanBerkas>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Peristiwa {
    tanggal: Option<NaiveDate>,
    uraian: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct Berikutnya {
    apa: String,
    oleh: String,
    /// By the strictest and by the most generous reading of the law.
    paling_awal: NaiveDate,
    paling_lambat: NaiveDate,
    keadaan: String,
    pasal: String,
    /// Each reading with its count, day by day.
    bacaan: Vec<TampilanBacaan>,
}

/// A remedy, and the days on which it is safe under every reading.
#[derive(Debug, Serialize, ToSchema)]
pub struct TampilanUpaya {
    pub jenis: JenisUpaya,
    pub aman_dari: NaiveDate,
    pub aman_sampai: NaiveDate,
    /// Today it is safe, too early, or too late under some reading.
    pub hari_ini: KeadaanUpaya,
    pub uraian: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JenisUpaya {
    Keberatan,
    Sengketa,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeadaanUpaya {
    Aman,
    BerisikoPrematur,
    BerisikoDaluwarsa,
}

pub(super) fn rute() -> Rute {
    let ringkasan = "Lacak perkara dengan nomor dan rahasia dari tanda bukti";
    let (jalur, akses) = ("/api/v1/lacak", Akses::SIAPA_SAJA);
    Rute::baru(Method::POST, jalur, "lacak", ringkasan, akses, post(lacak))
        .menerima::<Kunci>()
        .menjawab::<Lacakan>()
        .mencari()
}

async fn lacak(
    State(layanan): State<Layanan>,
    Kiriman(kunci): Kiriman<Kunci>,
) -> Result<Response, Masalah> {
    let id = perkara_terkunci(&layanan, &kunci).await?;
    let app = &layanan.app;
    let posisi = app.log.position().await?;
    let sudut = app.sudut_kini().await?;
    let catatan = app.catatan_untuk(&[id], sudut).await?;
    let baris = perkara::satu(&catatan, id).ok_or_else(tidak_cocok)?;
    let mut jawaban = Json(lacakan(&catatan, &baris)).into_response();
    jawaban.headers_mut().insert(super::perintah::POSISI, posisi.into());
    // Whoever shares the machine afterwards must not find it.
    let simpan = axum::http::HeaderValue::from_static("no-store");
    jawaban.headers_mut().insert(axum::http::header::CACHE_CONTROL, simpan);
    Ok(jawaban)
}

/// The perkara that number and secret open. A number that is not there and a
/// secret that is not its own get the same answer after the same comparisons.
pub async fn perkara_terkunci(layanan: &Layanan, kunci: &Kunci) -> Result<Uuid, Masalah> {
    let app = &layanan.app;
    // Whoever just filed finds the case.
    let ujung = app.log.position().await?;
    app.tampilan.tunggu(Proyeksi::Perkara, ujung).await?;
    let mut connection = app.pool.acquire().await?;
    let mut calon = perkara::cari(kunci.nomor.as_str(), &mut connection).await?;
    if calon.is_empty() {
        calon.push(Uuid::nil());
    }
    let dikirim = kunci.rahasia.as_bytes();
    let mut cocok = None;
    for id in calon {
        let milik = rahasia(app, id);
        if bool::from(milik.as_bytes().ct_eq(dikirim)) && !id.is_nil() {
            cocok = Some(id);
        }
    }
    let cocok = cocok.ok_or_else(tidak_cocok)?;
    // The secret was the pemohon's; it went with their data.
    if app.perkara(cocok).await?.dihapus.is_some() {
        return Err(tidak_cocok());
    }
    Ok(cocok)
}

fn tidak_cocok() -> Masalah {
    let detail = "nomor dan rahasia itu tidak cocok; periksa tanda bukti penerimaannya";
    Masalah::baru(Jenis::TidakAda, detail)
}

fn lacakan(catatan: &Catatan, baris: &Baris<'_>) -> Lacakan {
    let hari_ini = catatan.sudut.hari();
    let zona = catatan.sudut.zona;
    let fakta = &catatan.perkara[&baris.id];
    // What a correction withdrew is not told to the pemohon as if it held.
    let dikoreksi: BTreeSet<u32> = fakta.iter().filter_map(|t| koreksi(&t.event)).collect();
    let peristiwa = fakta
        .iter()
        .filter(|t| untuk_pemohon(&t.event) && !dikoreksi.contains(&t.version))
        .map(|t| Peristiwa {
            tanggal: t.occurred_at.tanggal(zona),
            uraian: uraian::perkara(&t.event, catatan),
        });
    let berikutnya = baris.tenggat().into_iter().filter(events::tenggat::Tenggat::terbuka);
    let berikutnya = berikutnya
        .filter(|tenggat| !matches!(tenggat.jenis, events::tenggat::JenisTenggat::BatasInternal(_)))
        .map(|tenggat| Berikutnya {
            apa: tenggat.tindakan().to_owned(),
            oleh: tenggat.pelaku().to_string(),
            paling_awal: tenggat.paling_awal(),
            paling_lambat: tenggat.paling_lambat(),
            keadaan: tenggat.keadaan_dengan_kata(hari_ini).to_owned(),
            pasal: tenggat.bacaan()[0].batas.pasal.to_owned(),
            bacaan: hitungan(&tenggat, &baris.aturan.kerja),
        });
    let sudah = fakta.iter().filter(|t| diberikan(&t.event) && !dikoreksi.contains(&t.version));
    let sudah: Vec<_> = sudah.cloned().collect();
    Lacakan {
        nomor: baris.nomor(),
        status: baris.status().to_owned(),
        diterima: baris.diterima(),
        peristiwa: peristiwa.collect(),
        berikutnya: berikutnya.collect(),
        upaya: upaya_dari(baris, hari_ini),
        berkas: berkas_dari(&sudah, catatan),
    }
}

/// The remedies of a case on a day.
pub fn upaya_dari(baris: &Baris<'_>, hari: NaiveDate) -> Vec<TampilanUpaya> {
    let upaya = upaya::upaya(&baris.perkara, baris.aturan).into_iter();
    let upaya = upaya.map(|upaya| TampilanUpaya {
        jenis: match upaya.jenis {
            upaya::JenisUpaya::Keberatan => JenisUpaya::Keberatan,
            upaya::JenisUpaya::Sengketa => JenisUpaya::Sengketa,
        },
        aman_dari: upaya.aman_dari,
        aman_sampai: upaya.aman_sampai,
        hari_ini: match upaya.pada(hari) {
            Risiko::Aman => KeadaanUpaya::Aman,
            Risiko::Prematur => KeadaanUpaya::BerisikoPrematur,
            Risiko::Daluwarsa => KeadaanUpaya::BerisikoDaluwarsa,
        },
        uraian: upaya.to_string(),
    });
    upaya.collect()
}

fn koreksi(event: &Event) -> Option<u32> {
    if let Event::KoreksiDicatat(koreksi) = event { Some(koreksi.versi) } else { None }
}

/// What is between the office and its units stays there.
pub(super) fn untuk_pemohon(event: &Event) -> bool {
    match event {
        Event::PermohonanDiterima(_)
        | Event::NomorPendaftaranDiberikan(_)
        | Event::PermohonanDicatat(_)
        | Event::KelengkapanDiperiksa(_)
        | Event::SuratTidakLengkapDikirim(_)
        | Event::SuratTidakLengkapDiterima(_)
        | Event::PerbaikanDiterima(_)
        | Event::PermohonanTidakDitindaklanjuti(_)
        | Event::PermohonanDialihkan(_)
        | Event::PerpanjanganDiberitahukan(_)
        | Event::PemberitahuanTertulisDikirim(_)
        | Event::PenolakanDiberitahukan(_)
        | Event::PemberitahuanTertulisDiterima(_)
        | Event::BiayaDitetapkan(_)
        | Event::BiayaDibayar(_)
        | Event::InformasiDiberikan(_)
        | Event::PermohonanDicabut(_)
        | Event::KeberatanDiterima(_)
        | Event::KeberatanDicatat(_)
        | Event::MusyawarahDilakukan(_)
        | Event::TanggapanKeberatanDikirim(_)
        | Event::TanggapanKeberatanDiterima(_)
        | Event::TanggapanPemohonDicatat(_)
        | Event::KeberatanDicabut(_)
        | Event::SengketaDiberitahukan(_)
        | Event::DataPribadiDihapus(_) => true,
        Event::BarisDiimpor(_)
        | Event::DisposisiDiberikan(_)
        | Event::DisposisiDikembalikan(_)
        | Event::JawabanUnitDiterima(_)
        | Event::UjiKonsekuensiDilakukan(_)
        | Event::TimPertimbanganDidengar(_)
        | Event::PersetujuanDiberikan(_)
        | Event::PertimbanganTertulisDitetapkan(_)
        | Event::SuratDinomori(_)
        | Event::SuratDirancang(_)
        | Event::SuratDitandatangani(_)
        | Event::SuratDikirim(_)
        | Event::SuratDiterima(_)
        | Event::PembatasanDiminta(_)
        | Event::PembatasanDilaksanakan(_)
        | Event::PembatasanDitolak(_)
        | Event::PembatasanDicabut(_)
        | Event::SalinanDihitamkan(_)
        | Event::PenghapusanDitahan(_)
        | Event::PenahananDilepas(_)
        | Event::PenghapusanDiusulkan(_)
        | Event::PenghapusanDiputus(_)
        | Event::KoreksiDicatat(_) => false,
    }
}
