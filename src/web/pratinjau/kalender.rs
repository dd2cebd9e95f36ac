//! What a change of the calendar would move, before it is sent.

use chrono::NaiveDate;
use events::kalender::{self, Lapisan};
use events::teks::Label;
use events::waktu::Waktu;
use events::{Event, Tercatat};
use projections::catatan::{Catatan, Sudut};
use projections::tenggat;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::web::masalah::Masalah;

/// Cases that are counted anew for a preview; the rest are told by their number.
const BATAS_DIPERIKSA: i64 = 200;

/// What a change of the calendar would move.
#[derive(Debug, Serialize, Deserialize)]
pub struct DampakKalender {
    /// Cases with an open tenggat over that day.
    pub melintasi: i64,
    /// How many of them were counted anew, the nearest first.
    pub diperiksa: usize,
    pub geser: Vec<Geser>,
}

/// A tenggat, as it is and as it would be: its earliest and its latest end.
#[derive(Debug, Serialize, Deserialize)]
pub struct Geser {
    pub nomor: String,
    pub tenggat: String,
    pub kini: (NaiveDate, NaiveDate),
    pub kelak: (NaiveDate, NaiveDate),
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
    let dasar = app.tampilan.dasar().await?.pada(sudut);
    let mut fakta = app.tampilan.fakta_untuk(&perkara).await?;
    let sebelum = Catatan::di_atas(dasar.clone(), fakta.clone(), sudut);
    let kalender = sebelum.dasar.lapisan.get(&lapisan).cloned().unwrap_or_default();
    let event = kalender
        .decide(event)
        .map_err(|ditolak| Masalah::ditolak("KalenderDitolak", ditolak.to_string()))?;
    fakta.push(perubahan(lapisan, event, sudut));
    let sesudah = Catatan::di_atas(dasar, fakta, sudut);
    let geser = tenggat::pergeseran(&sebelum, &sesudah).into_iter().map(|geser| Geser {
        nomor: geser.nomor,
        tenggat: geser.jenis.nama().to_owned(),
        kini: geser.dari,
        kelak: geser.ke,
    });
    Ok(DampakKalender { melintasi, diperiksa: perkara.len(), geser: geser.collect() })
}

/// One more change of the calendar, as if it had been recorded.
pub fn perubahan(lapisan: Lapisan, event: kalender::Event, sudut: Sudut) -> Tercatat<Event> {
    Tercatat {
        position: u64::MAX,
        stream: lapisan.aliran(),
        version: u32::MAX,
        command: Uuid::nil(),
        actor: Label::try_new("pratinjau").expect("a label"),
        occurred_at: Waktu::Saat(sudut.sebagaimana),
        diketahui: sudut.sebagaimana,
        recorded_at: sudut.sebagaimana,
        cacat: Vec::new(),
        event: Event::Kalender(event),
    }
}
