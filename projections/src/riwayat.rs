//! The history of one perkara: every fact of its streams, in the order of the
//! log, with its three moments.

use chrono::{DateTime, Utc};
use events::waktu::Waktu;
use events::{Cacat, Tercatat, pendamping};
use uuid::Uuid;

use crate::catatan::Catatan;
use crate::uraian;

pub struct Baris {
    pub position: u64,
    pub aliran: &'static str,
    pub version: u32,
    pub occurred_at: Waktu,
    pub diketahui: DateTime<Utc>,
    pub recorded_at: DateTime<Utc>,
    pub actor: String,
    pub uraian: String,
    pub cacat: Vec<Cacat>,
    /// A later correction replaced or withdrew it.
    pub dikoreksi: bool,
}

pub fn riwayat(catatan: &Catatan, perkara: Uuid) -> Vec<Baris> {
    let fakta = catatan.perkara.get(&perkara).map_or(&[][..], Vec::as_slice);
    let state = events::Perkara::dari(fakta, catatan.sudut.zona);
    let dikoreksi: Vec<u32> = fakta.iter().filter_map(|t| versi_dikoreksi(&t.event)).collect();
    let mut baris: Vec<Baris> = Vec::new();
    for tercatat in fakta {
        let mut satu = dari(tercatat, uraian::perkara(&tercatat.event, catatan));
        satu.dikoreksi = dikoreksi.contains(&tercatat.version);
        baris.push(satu);
    }
    for sengketa in &state.sengketa {
        let fakta = catatan.sengketa.get(sengketa).map_or(&[][..], Vec::as_slice);
        baris.extend(fakta.iter().map(|t| dari(t, uraian::sengketa(&t.event))));
    }
    let pendamping = catatan.pendamping.get(&perkara).map_or(&[][..], Vec::as_slice);
    baris.extend(pendamping.iter().map(|t| match &t.event {
        pendamping::Event::DataPribadiDilihat(f) => {
            dari(t, format!("data pribadi dilihat: {} nilai untuk {}", f.jumlah, f.keperluan))
        }
    }));
    baris.sort_by_key(|baris| baris.position);
    baris
}

fn versi_dikoreksi(event: &events::perkara::Event) -> Option<u32> {
    if let events::perkara::Event::KoreksiDicatat(koreksi) = event {
        Some(koreksi.versi)
    } else {
        None
    }
}

fn dari<E>(tercatat: &Tercatat<E>, uraian: String) -> Baris {
    Baris {
        position: tercatat.position,
        aliran: tercatat.stream.jenis.nama(),
        version: tercatat.version,
        occurred_at: tercatat.occurred_at,
        diketahui: tercatat.diketahui,
        recorded_at: tercatat.recorded_at,
        actor: tercatat.actor.to_string(),
        uraian,
        cacat: tercatat.cacat.clone(),
        dikoreksi: false,
    }
}
