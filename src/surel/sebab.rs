//! Causes: reads on in the log and puts into the outbox what officers are to be
//! told of a fact. Place in the log and mails move in one transaction.

use chrono::{Duration, NaiveDate};
use events::pengguna::Peran;
use events::perkara::Event as Perkara;
use events::pihak::UnitId;
use events::surel::JenisSurel;
use events::{Event, JenisAliran, Tercatat};
use uuid::Uuid;

use super::penerima::{Penerima, yang_mau};
use super::{Surel, tabel};
use crate::app::App;

/// Facts that are read at a time.
const HALAMAN: i64 = 1_000;
/// What was recorded longer ago is no news: the digest has what is left of it.
const BERITA: Duration = Duration::days(3);

/// What a fact is told to whom as.
struct Kabar {
    jenis: JenisSurel,
    kepada: Peran,
    unit: UnitId,
    perkara: Uuid,
    posisi: u64,
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
    for raw in halaman.iter().filter(|raw| raw.stream.jenis == JenisAliran::Perkara) {
        // A fact that nobody can read stops its read models, which is seen.
        let Ok(tercatat) = raw.decode() else { continue };
        if tercatat.recorded_at > basi {
            kabar.extend(Kabar::dari(&tercatat));
        }
    }
    let surel = surel(app, &kabar).await?;
    if !surel.is_empty() {
        tabel::antre(&surel, app.clock.now(), &mut tx).await?;
    }
    tabel::majukan(terakhir, &mut tx).await?;
    tx.commit().await?;
    Ok(true)
}

impl Kabar {
    fn dari(tercatat: &Tercatat<Event>) -> Option<Self> {
        let Event::Perkara(event) = &tercatat.event else { return None };
        let (jenis, kepada, unit) = match event.as_ref() {
            Perkara::DisposisiDiberikan(f) => {
                (JenisSurel::Baru, Peran::PpidPembantu(f.unit), f.unit)
            }
            Perkara::DisposisiDikembalikan(f) => {
                (JenisSurel::Dikembalikan, Peran::PpidUtama, f.unit)
            }
            _ => return None,
        };
        let (perkara, posisi) = (tercatat.stream.id, tercatat.position);
        Some(Kabar { jenis, kepada, unit, perkara, posisi })
    }
}

async fn surel(app: &App, kabar: &[Kabar]) -> anyhow::Result<Vec<Surel>> {
    let hari = app.hari_ini();
    let mut surel = Vec::new();
    for jenis in [JenisSurel::Baru, JenisSurel::Dikembalikan] {
        let kabar: Vec<&Kabar> = kabar.iter().filter(|satu| satu.jenis == jenis).collect();
        if kabar.is_empty() {
            continue;
        }
        let penerima = yang_mau(app, jenis, hari).await?;
        for satu in kabar {
            surel.extend(kepada(app, satu, &penerima, hari));
        }
    }
    Ok(surel)
}

fn kepada(
    app: &App,
    kabar: &Kabar,
    penerima: &[Penerima],
    hari: NaiveDate,
) -> impl Iterator<Item = Surel> {
    let sebab = Uuid::new_v5(&app.log.id(), format!("fakta/{}", kabar.posisi).as_bytes());
    let (jenis, perkara, unit) = (kabar.jenis, Some(kabar.perkara), Some(kabar.unit.0));
    let untuk = penerima.iter().filter(|satu| satu.berperan(kabar.kepada));
    untuk.map(move |satu| Surel { sebab, penerima: satu.id, jenis, perkara, unit, hari })
}
