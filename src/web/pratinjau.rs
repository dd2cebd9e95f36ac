//! What a command on a perkara would change, before it is sent: decided as it
//! would be, on the case as it is, and recorded nowhere.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use events::kalender::{self, Lapisan};
use events::teks::Label;
use events::tenggat::Tenggat;
use events::waktu::Waktu;
use events::{Cacat, Event, Fakta, Tercatat};
use projections::catatan::{Catatan, Sudut};
use projections::tenggat;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::masalah::Masalah;
use crate::app::{App, Syarat, Tawaran};

/// Cases that are counted anew for a preview; the rest are told by their number.
const BATAS_DIPERIKSA: i64 = 200;

/// Beside a request: asks what the command would change. Only pages in this
/// process can set it.
#[derive(Clone, Copy)]
pub struct Pratinjau;

/// What a command would change.
#[derive(Debug, Serialize, Deserialize)]
pub struct Dampak {
    pub status: Beda<String>,
    pub tenggat: Vec<DampakTenggat>,
    /// What would be recorded as wrong in law.
    pub cacat: Vec<Cacat>,
}

/// As it is, and as it would be.
#[derive(Debug, Serialize, Deserialize)]
pub struct Beda<T> {
    pub kini: T,
    pub kelak: T,
}

/// A tenggat that would begin, move or end.
#[derive(Debug, Serialize, Deserialize)]
pub struct DampakTenggat {
    pub tindakan: String,
    /// Earliest and latest end; `None` where it is not open.
    pub rentang: Beda<Option<Rentang>>,
}

pub type Rentang = (NaiveDate, NaiveDate);

/// Decides on the facts and looks at the case with and without them.
pub async fn dampak(app: &App, tawaran: Tawaran, syarat: Syarat) -> Result<Dampak, Masalah> {
    let id = tawaran.perkara;
    let aturan = app.aturan().await?;
    let perkara = app.perkara(id).await?;
    syarat.periksa(perkara.versi)?;
    let sudut = app.sudut_kini().await?;
    let mut catatan = app.catatan_untuk(&[id], sudut).await?;
    let kini = Keadaan::dari(&catatan, id);
    let versi = perkara.versi;
    let command = tawaran.command(&perkara, &aturan)?;
    let mut cacat = Vec::new();
    for append in command.appends {
        let berikut = (versi + 1..).zip(append.facts);
        let berikut = berikut.filter_map(|(versi, fakta)| {
            cacat.extend(fakta.cacat.iter().cloned());
            seolah_tercatat(fakta, (append.stream, versi), command.id, &command.actor, sudut)
        });
        catatan.perkara.entry(id).or_default().extend(berikut);
    }
    let kelak = Keadaan::dari(&catatan, id);
    let semua: BTreeSet<&String> = kini.tenggat.keys().chain(kelak.tenggat.keys()).collect();
    let beda = semua.into_iter().filter(|nama| kini.tenggat.get(*nama) != kelak.tenggat.get(*nama));
    let tenggat = beda.map(|nama| {
        let (kini, kelak) = (kini.tenggat.get(nama).copied(), kelak.tenggat.get(nama).copied());
        DampakTenggat { tindakan: nama.clone(), rentang: Beda { kini, kelak } }
    });
    let tenggat = tenggat.collect();
    Ok(Dampak { status: Beda { kini: kini.status, kelak: kelak.status }, tenggat, cacat })
}

/// What a change of the calendar would move.
#[derive(Debug, Serialize, Deserialize)]
pub struct DampakKalender {
    /// Cases with an open tenggat over that day.
    pub melintasi: i64,
    /// How many of them were counted anew, the nearest first.
    pub diperiksa: usize,
    pub geser: Vec<Geser>,
}

/// A tenggat, as it is and as it would be.
#[derive(Debug, Serialize, Deserialize)]
pub struct Geser {
    pub nomor: String,
    pub tenggat: String,
    pub kini: Rentang,
    pub kelak: Rentang,
}

/// Decides on the change and counts the nearest cases with and without it.
pub async fn dampak_kalender(
    app: &App,
    lapisan: Lapisan,
    event: kalender::Event,
) -> Result<DampakKalender, Masalah> {
    let (hari, terbit) = match &event {
        kalender::Event::HariDitutup(hari) => (hari.tanggal, hari.terbit),
        kalender::Event::HariDibuka(hari) => (hari.tanggal, hari.terbit),
    };
    if terbit > app.hari_ini() {
        let uraian = "instrumen itu belum terbit; catat setelah terbit";
        return Err(Masalah::ditolak("BelumTerbit", uraian));
    }
    let (melintasi, perkara) = {
        let mut connection = app.pool.acquire().await?;
        tenggat::melintasi(hari, BATAS_DIPERIKSA, &mut connection).await?
    };
    let sudut = app.sudut_kini().await?;
    let fakta = app.tampilan.fakta_untuk(&perkara).await?;
    let sebelum = Catatan::dari(fakta.clone(), sudut);
    let kalender = sebelum.lapisan.get(&lapisan).cloned().unwrap_or_default();
    let event = kalender
        .decide(event)
        .map_err(|ditolak| Masalah::ditolak("KalenderDitolak", ditolak.to_string()))?;
    let sesudah = Catatan::dari(dengan_hari(fakta, lapisan, event, sudut), sudut);
    let geser = tenggat::pergeseran(&sebelum, &sesudah).into_iter().map(|geser| Geser {
        nomor: geser.nomor,
        tenggat: geser.jenis.nama().to_owned(),
        kini: geser.dari,
        kelak: geser.ke,
    });
    Ok(DampakKalender { melintasi, diperiksa: perkara.len(), geser: geser.collect() })
}

/// Facts as they would stand with one more change of the calendar.
pub fn dengan_hari(
    mut fakta: Vec<Tercatat<Event>>,
    lapisan: Lapisan,
    event: kalender::Event,
    sudut: Sudut,
) -> Vec<Tercatat<Event>> {
    let stream = lapisan.aliran();
    let version = fakta.iter().filter(|t| t.stream == stream).map(|t| t.version).max();
    fakta.push(Tercatat {
        position: u64::MAX,
        stream,
        version: version.unwrap_or_default() + 1,
        command: Uuid::nil(),
        actor: Label::try_new("pratinjau").expect("a label"),
        occurred_at: Waktu::Saat(sudut.sebagaimana),
        diketahui: sudut.sebagaimana,
        recorded_at: sudut.sebagaimana,
        cacat: Vec::new(),
        event: Event::Kalender(event),
    });
    fakta
}

fn seolah_tercatat(
    fakta: Fakta,
    (stream, version): (events::AliranId, u32),
    command: Uuid,
    actor: &events::teks::Label,
    sudut: Sudut,
) -> Option<Tercatat<events::perkara::Event>> {
    let Event::Perkara(event) = fakta.event else { return None };
    Some(Tercatat {
        position: u64::MAX,
        stream,
        version,
        command,
        actor: actor.clone(),
        occurred_at: fakta.occurred_at,
        diketahui: fakta.diketahui.unwrap_or(sudut.sebagaimana),
        recorded_at: sudut.sebagaimana,
        cacat: fakta.cacat,
        event: *event,
    })
}

/// Where a case stands, and which of its tenggat are open.
struct Keadaan {
    status: String,
    tenggat: BTreeMap<String, Rentang>,
}

impl Keadaan {
    fn dari(catatan: &Catatan, id: Uuid) -> Self {
        let baris = projections::perkara::satu(catatan, id);
        let status = baris.as_ref().map_or_else(String::new, |baris| baris.status().to_owned());
        let tenggat = baris.map(|baris| baris.tenggat()).unwrap_or_default();
        let terbuka = tenggat.iter().filter(|tenggat| Tenggat::terbuka(tenggat)).map(|tenggat| {
            (tenggat.tindakan().to_owned(), (tenggat.paling_awal(), tenggat.paling_lambat()))
        });
        Keadaan { status, tenggat: terbuka.collect() }
    }
}
