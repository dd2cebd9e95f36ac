//! Causes: reads on in the log and puts into the outbox what people are to be
//! told of a fact. Place in the log and mails move in one transaction.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{Duration, NaiveDate};
use events::alarm::{AlarmDibunyikan, Penerima as Dituju};
use events::pendamping::Event as Pendamping;
use events::pengguna::Peran;
use events::perkara::Event as Perkara;
use events::surel::JenisSurel;
use events::{Event, JenisAliran, Tercatat};
use sqlx::PgConnection;
use uuid::Uuid;

use super::penerima::{Penerima, yang_mau};
use super::{Surel, tabel};
use crate::app::App;

/// Facts that are read at a time.
const HALAMAN: i64 = 1_000;
/// What was recorded longer ago is no news to officers: the digest has what is
/// left of it.
const BERITA: Duration = Duration::days(3);
/// Alarms of a day that somebody is told of by a mail each. The digest of that
/// morning counts all of them.
const ALARM_SEHARI: i64 = 10;

/// What a fact is told to whom as.
struct Kabar {
    jenis: JenisSurel,
    kepada: Kepada,
    perkara: Option<Uuid>,
    unit: Option<Uuid>,
    posisi: u64,
}

enum Kepada {
    Peran(Vec<Peran>),
    /// Of the case.
    Pemohon,
}

/// Reads one page on; `false` where the log ends.
pub async fn ikuti(app: &App) -> anyhow::Result<bool> {
    let mut tx = app.pool.begin().await?;
    let sampai = tabel::posisi(&mut tx).await?;
    let halaman = app.log.page(sampai.cast_unsigned(), HALAMAN).await?;
    let Some(terakhir) = halaman.last() else { return Ok(false) };
    let terakhir = terakhir.position.cast_signed();
    let basi = app.clock.now() - BERITA;
    let mut kabar = Vec::new();
    let dibaca = [JenisAliran::Perkara, JenisAliran::Pendamping];
    for raw in halaman.iter().filter(|raw| dibaca.contains(&raw.stream.jenis)) {
        // A fact that nobody can read stops its read models, which is seen.
        let Ok(tercatat) = raw.decode() else { continue };
        let berita =
            |satu: &Kabar| tercatat.recorded_at > basi || matches!(satu.kepada, Kepada::Pemohon);
        kabar.extend(Kabar::dari(&tercatat).filter(berita));
    }
    let surel = surel(app, &kabar, &mut tx).await?;
    if !surel.is_empty() {
        tabel::antre(&surel, app.clock.now(), &mut tx).await?;
    }
    tabel::majukan(terakhir, &mut tx).await?;
    tx.commit().await?;
    Ok(true)
}

impl Kabar {
    fn dari(tercatat: &Tercatat<Event>) -> Option<Self> {
        let (milik, posisi) = (tercatat.stream.id, tercatat.position);
        match &tercatat.event {
            Event::Perkara(event) => Self::perkara(event, milik, posisi),
            Event::Pendamping(Pendamping::AlarmDibunyikan(alarm)) => {
                Self::alarm(alarm, milik, posisi)
            }
            Event::Pendamping(Pendamping::BatasJamDiingatkan(ingat)) => {
                let kepada = Kepada::Peran(ingat.kepada.iter().filter_map(peran).collect());
                let (jenis, perkara, unit) = (JenisSurel::BatasJam, None, None);
                Some(Kabar { jenis, kepada, perkara, unit, posisi })
            }
            _ => None,
        }
    }

    fn perkara(event: &Perkara, perkara: Uuid, posisi: u64) -> Option<Self> {
        let (jenis, kepada, unit) = match event {
            Perkara::PermohonanDiterima(_) => (JenisSurel::Baru, Peran::Petugas, None),
            Perkara::KeberatanDiterima(_) => (JenisSurel::Baru, Peran::AtasanPpid, None),
            Perkara::DisposisiDiberikan(f) => {
                (JenisSurel::Baru, Peran::PpidPembantu(f.unit), Some(f.unit.0))
            }
            Perkara::DisposisiDikembalikan(f) => {
                (JenisSurel::Dikembalikan, Peran::PpidUtama, Some(f.unit.0))
            }
            _ => return None,
        };
        let kepada = Kepada::Peran(vec![kepada]);
        Some(Kabar { jenis, kepada, perkara: Some(perkara), unit, posisi })
    }

    /// What is due or late is told at once; what is still to come is in the
    /// digest, which a pemohon has not.
    fn alarm(alarm: &AlarmDibunyikan, milik: Uuid, posisi: u64) -> Option<Self> {
        let perkara = alarm.tenggat.jenis.milik_perkara().then_some(milik);
        let unit = alarm.tenggat.unit.map(|unit| unit.0);
        let (jenis, kepada) = if alarm.kepada.contains(&Dituju::Pemohon) {
            (JenisSurel::Pengingat, Kepada::Pemohon)
        } else {
            let jenis = match alarm.anak_tangga {
                1.. => return None,
                0 => JenisSurel::JatuhTempo,
                _ => JenisSurel::Terlambat,
            };
            (jenis, Kepada::Peran(alarm.kepada.iter().filter_map(peran).collect()))
        };
        Some(Kabar { jenis, kepada, perkara, unit, posisi })
    }
}

/// In whose name a recipient of an alarm acts here.
fn peran(dituju: &Dituju) -> Option<Peran> {
    match dituju {
        Dituju::Pemohon => None,
        Dituju::Petugas => Some(Peran::Petugas),
        Dituju::Unit(unit) | Dituju::KepalaUnit(unit) => Some(Peran::PpidPembantu(*unit)),
        Dituju::PpidUtama => Some(Peran::PpidUtama),
        Dituju::AtasanPpid => Some(Peran::AtasanPpid),
        Dituju::Admin => Some(Peran::Admin),
    }
}

async fn surel(
    app: &App,
    kabar: &[Kabar],
    tujuan: &mut PgConnection,
) -> anyhow::Result<Vec<Surel>> {
    let hari = app.hari_ini();
    let mut surel = Vec::new();
    let mut semua: HashMap<JenisSurel, Vec<Penerima>> = HashMap::new();
    for satu in kabar {
        let sebab = Uuid::new_v5(&app.log.id(), format!("fakta/{}", satu.posisi).as_bytes());
        let (jenis, perkara, unit) = (satu.jenis, satu.perkara, satu.unit);
        let kepada = |penerima| {
            let posisi = Some(satu.posisi);
            Surel { sebab, penerima, jenis, perkara, unit, posisi, hari }
        };
        match &satu.kepada {
            Kepada::Pemohon => surel.extend(perkara.map(kepada)),
            Kepada::Peran(peran) => {
                let mau = match semua.entry(jenis) {
                    Entry::Occupied(ada) => ada.into_mut(),
                    Entry::Vacant(baru) => baru.insert(yang_mau(app, jenis, hari).await?),
                };
                let bekerja = |p: &&Penerima| peran.iter().any(|peran| p.berperan(*peran));
                surel.extend(mau.iter().filter(bekerja).map(|p| kepada(p.id)));
            }
        }
    }
    secukupnya(surel, hari, tujuan).await
}

/// Leaves out alarms beyond what somebody reads one by one.
async fn secukupnya(
    mut surel: Vec<Surel>,
    hari: NaiveDate,
    tujuan: &mut PgConnection,
) -> anyhow::Result<Vec<Surel>> {
    let alarm = |satu: &Surel| matches!(satu.jenis, JenisSurel::JatuhTempo | JenisSurel::Terlambat);
    let penerima: Vec<Uuid> = surel.iter().filter(|s| alarm(s)).map(|s| s.penerima).collect();
    let mut sudah = tabel::alarm_sehari(&penerima, hari, tujuan).await?;
    surel.retain(|satu| {
        let banyak = sudah.entry(satu.penerima).or_default();
        *banyak += i64::from(alarm(satu));
        !alarm(satu) || *banyak <= ALARM_SEHARI
    });
    Ok(surel)
}
