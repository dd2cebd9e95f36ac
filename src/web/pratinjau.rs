//! What a command would change, before it is sent: decided as it would be, on
//! the case as it is, and recorded nowhere.

mod kalender;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use events::perkara::Event as Perkara;
use events::tenggat::{JenisTenggat, Tenggat};
use events::waktu::tanggal_panjang;
use events::{AliranId, Cacat, Event, Fakta, JenisAliran, Sengketa, Tercatat, sengketa};
use projections::catatan::Catatan;
use projections::{perkara, uraian};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::lacak::{untuk_pemohon, upaya_dari};
use super::masalah::Masalah;
use crate::app::{App, Syarat, Tawaran, TawaranSengketa};
use crate::log::{Command, Expected};
pub use kalender::{DampakKalender, Geser, dampak_kalender, perubahan};

/// Beside a request: asks what the command would change. Only pages in this
/// process can set it.
#[derive(Clone, Copy)]
pub struct Pratinjau;

/// What a command would change.
#[derive(Debug, Serialize, Deserialize)]
pub struct Dampak {
    pub beda: Perubahan,
    /// What would be recorded as wrong in law.
    pub cacat: Vec<Cacat>,
    /// What the pemohon would read on the tracking page, that is new there.
    pub untuk_pemohon: Vec<String>,
    /// What is allowed, and may still go wrong.
    pub peringatan: Vec<String>,
}

/// How a case or a sengketa stands before and after facts.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Perubahan {
    pub status: BedaStatus,
    pub tenggat: Vec<BedaTenggat>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct BedaStatus {
    pub kini: String,
    pub kelak: String,
}

/// A tenggat that would begin, move or end.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct BedaTenggat {
    pub tindakan: String,
    /// Earliest and latest end; none where it is not open.
    pub kini: Option<Rentang>,
    pub kelak: Option<Rentang>,
}

/// Both ends of an open tenggat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rentang {
    pub paling_awal: NaiveDate,
    pub paling_lambat: NaiveDate,
}

/// Decides on the facts of a perkara and looks at it with and without them.
pub async fn dampak(app: &App, tawaran: Tawaran, syarat: Syarat) -> Result<Dampak, Masalah> {
    let id = tawaran.perkara;
    let aturan = app.aturan().await?;
    let perkara = app.perkara(id).await?;
    syarat.periksa(perkara.versi)?;
    let sudut = app.sudut_kini().await?;
    let catatan = app.catatan_untuk(&[id], sudut).await?;
    let command = tawaran.command(&perkara, &aturan)?;
    Ok(Seolah { catatan, utama: AliranId::perkara(id), perkara: vec![id] }.dampak(command))
}

/// The same of a sengketa; the filing also changes its perkara.
pub async fn dampak_sengketa(
    app: &App,
    tawaran: TawaranSengketa,
    syarat: Syarat,
) -> Result<Dampak, Masalah> {
    let id = tawaran.sengketa;
    let aturan = app.aturan().await?;
    let keadaan = app.sengketa(id).await?;
    syarat.periksa(keadaan.versi)?;
    let diajukan = match &tawaran.event {
        sengketa::Event::SengketaDiajukan(diajukan) => diajukan.perkara.clone(),
        _ => Vec::new(),
    };
    let terkait = keadaan.pengajuan.iter().flat_map(|p| &p.perkara).chain(&diajukan);
    let terkait: BTreeSet<Uuid> = terkait.copied().collect();
    let terkait: Vec<Uuid> = terkait.into_iter().collect();
    let mut perkara = Vec::new();
    for id in diajukan.iter().copied().collect::<BTreeSet<Uuid>>() {
        let state = app.perkara(id).await?;
        Syarat::Ada.periksa(state.versi)?;
        perkara.push((id, state));
    }
    let catatan = app.catatan_untuk(&terkait, app.sudut_kini().await?).await?;
    let command = tawaran.command(&keadaan, &perkara, &aturan)?;
    let utama = AliranId { jenis: JenisAliran::Sengketa, id };
    Ok(Seolah { catatan, utama, perkara: terkait }.dampak(command))
}

/// A case or a sengketa as it would be.
struct Seolah {
    catatan: Catatan,
    /// What the page is about.
    utama: AliranId,
    perkara: Vec<Uuid>,
}

impl Seolah {
    fn dampak(mut self, command: Command) -> Dampak {
        let kini = Keadaan::dari(&self.catatan, self.utama);
        let upaya_kini = self.upaya();
        let (mut cacat, mut untuk_pemohon) = (Vec::new(), Vec::new());
        for append in command.appends {
            let Expected::Version(versi) = append.expected else { continue };
            for (versi, fakta) in (versi + 1..).zip(append.facts) {
                cacat.extend(fakta.cacat.iter().cloned());
                untuk_pemohon.extend(kata_pemohon(&fakta.event, &self.catatan));
                let tempat = (append.stream, versi, command.id);
                tambah(&mut self.catatan, seolah_tercatat(fakta, tempat, &command.actor));
            }
        }
        let kelak = Keadaan::dari(&self.catatan, self.utama);
        let baru = self.upaya().into_iter().filter(|satu| !upaya_kini.contains(satu));
        untuk_pemohon.extend(baru);
        let peringatan = kelak.peringatan(&kini);
        Dampak { beda: kini.beda(kelak), cacat, untuk_pemohon, peringatan }
    }

    /// The remedies that the pemohon is told of.
    fn upaya(&self) -> Vec<String> {
        let hari = self.catatan.sudut.hari();
        let baris = self.perkara.iter().filter_map(|id| perkara::satu(&self.catatan, *id));
        baris.flat_map(|baris| upaya_dari(&baris, hari)).map(|upaya| upaya.uraian).collect()
    }
}

/// The line that a fact adds to what the pemohon sees. A number that the book
/// has not given yet cannot be told.
fn kata_pemohon(event: &Event, catatan: &Catatan) -> Option<String> {
    let Event::Perkara(event) = event else { return None };
    let bernomor = match event.as_ref() {
        Perkara::KeberatanDicatat(f) => f.nomor.tetap().is_some(),
        Perkara::NomorPendaftaranDiberikan(f) => f.nomor.tetap().is_some(),
        _ => true,
    };
    (bernomor && untuk_pemohon(event)).then(|| uraian::perkara(event, catatan))
}

fn seolah_tercatat(
    fakta: Fakta,
    (stream, version, command): (AliranId, u32, Uuid),
    actor: &events::teks::Label,
) -> Tercatat<Event> {
    Tercatat {
        position: u64::MAX,
        stream,
        version,
        command,
        actor: actor.clone(),
        occurred_at: fakta.occurred_at,
        diketahui: fakta.diketahui.unwrap_or_default(),
        recorded_at: chrono::DateTime::default(),
        cacat: fakta.cacat,
        event: fakta.event,
    }
}

fn tambah(catatan: &mut Catatan, tercatat: Tercatat<Event>) {
    let id = tercatat.stream.id;
    let (tempat, event) = tercatat.pisah();
    match event {
        Event::Perkara(event) => {
            catatan.perkara.entry(id).or_default().push(tempat.ganti(*event));
        }
        Event::Sengketa(event) => {
            catatan.sengketa.entry(id).or_default().push(tempat.ganti(event));
        }
        _ => {}
    }
}

/// Where a case or a sengketa stands, and which of its tenggat are open.
pub struct Keadaan {
    pub status: String,
    tenggat: BTreeMap<String, Rentang>,
    /// The latest of the units' own limits, and the earliest of the law's.
    internal: Option<NaiveDate>,
    undang_undang: Option<NaiveDate>,
}

impl Keadaan {
    pub fn dari(catatan: &Catatan, aliran: AliranId) -> Self {
        let (status, tenggat) = if aliran.jenis == JenisAliran::Sengketa {
            let fakta = catatan.sengketa.get(&aliran.id).map_or(&[][..], Vec::as_slice);
            let state = Sengketa::dari(fakta, catatan.sudut.zona);
            let diajukan = state.pengajuan.as_ref().and_then(|p| p.diajukan.tanggal);
            let tenggat = events::tenggat::sengketa(&state, catatan.aturan(diajukan));
            (state.tahap().to_owned(), tenggat)
        } else {
            let baris = perkara::satu(catatan, aliran.id);
            let status = baris.as_ref().map_or("", |baris| baris.status()).to_owned();
            (status, baris.map(|baris| baris.tenggat()).unwrap_or_default())
        };
        let terbuka: Vec<&Tenggat> = tenggat.iter().filter(|t| t.terbuka()).collect();
        let unit = |t: &&&Tenggat| matches!(t.jenis, JenisTenggat::BatasInternal(_));
        let hukum = |t: &&&Tenggat| {
            matches!(t.jenis, JenisTenggat::Pemberitahuan | JenisTenggat::TanggapanKeberatan)
        };
        Keadaan {
            status,
            internal: terbuka.iter().filter(unit).map(|t| t.paling_lambat()).max(),
            undang_undang: terbuka.iter().filter(hukum).map(|t| t.paling_awal()).min(),
            tenggat: terbuka.iter().map(|t| (t.tindakan().to_owned(), Rentang::dari(t))).collect(),
        }
    }

    /// What is different from one to the other.
    pub fn beda(self, kelak: Keadaan) -> Perubahan {
        let semua: BTreeSet<&String> = self.tenggat.keys().chain(kelak.tenggat.keys()).collect();
        let beda = semua.into_iter().map(|nama| BedaTenggat {
            tindakan: nama.clone(),
            kini: self.tenggat.get(nama).copied(),
            kelak: kelak.tenggat.get(nama).copied(),
        });
        let tenggat = beda.filter(|beda| beda.kini != beda.kelak).collect();
        Perubahan { status: BedaStatus { kini: self.status, kelak: kelak.status }, tenggat }
    }

    /// A unit that may answer when the law's limit is over by its earliest
    /// reading: allowed up to the latest one, and a risk.
    fn peringatan(&self, kini: &Keadaan) -> Vec<String> {
        let (Some(internal), Some(hukum)) = (self.internal, self.undang_undang) else {
            return Vec::new();
        };
        if internal <= hukum || (kini.internal, kini.undang_undang) == (Some(internal), Some(hukum))
        {
            return Vec::new();
        }
        vec![batas_berisiko(internal, hukum)]
    }
}

/// The warning on a unit's limit that ends behind the law's earliest reading.
pub fn batas_berisiko(internal: NaiveDate, hukum: NaiveDate) -> String {
    format!(
        "batas unit {} lewat dari pembacaan paling awal tenggat undang-undang, {}; \
         bila pembacaan itu yang dipakai, jawaban PPID terlambat",
        tanggal_panjang(internal),
        tanggal_panjang(hukum)
    )
}

impl Rentang {
    pub fn dari(tenggat: &Tenggat) -> Self {
        Rentang { paling_awal: tenggat.paling_awal(), paling_lambat: tenggat.paling_lambat() }
    }
}
