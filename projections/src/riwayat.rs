//! The history of one perkara: every fact of its streams, in the order of the
//! log, with its three moments.

use chrono::{DateTime, Utc};
use events::perkara::Event as Perkara;
use events::sengketa::Event as Sengketa;
use events::surel::PenerimaSurel;
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
    let mut baris = aliran(
        fakta,
        |event| uraian::perkara(event, catatan),
        |event| {
            let Perkara::KoreksiDicatat(koreksi) = event else { return None };
            Some(koreksi.versi)
        },
    );
    for sengketa in &state.sengketa {
        let fakta = catatan.sengketa.get(sengketa).map_or(&[][..], Vec::as_slice);
        baris.extend(aliran(
            fakta,
            |event| uraian::sengketa(event, catatan),
            |event| {
                let Sengketa::KoreksiDicatat(koreksi) = event else { return None };
                Some(koreksi.versi)
            },
        ));
    }
    let pendamping = catatan.pendamping.get(&perkara).map_or(&[][..], Vec::as_slice);
    baris.extend(pendamping.iter().map(|t| match &t.event {
        pendamping::Event::DataPribadiDilihat(f) => {
            dari(t, format!("data pribadi dilihat: {} nilai untuk {}", f.jumlah, f.keperluan))
        }
        pendamping::Event::CatatanDitulis(_) => dari(t, "catatan ditulis".to_owned()),
        pendamping::Event::AlarmDibunyikan(f) => dari(t, uraian::alarm(f, catatan)),
        pendamping::Event::AlarmDihentikan(f) => dari(t, uraian::alarm_berhenti(f, catatan)),
        pendamping::Event::SurelDikirim(f) => {
            dari(t, format!("surel dikirim kepada {}: {}", siapa(f.kepada), f.jenis.sebutan()))
        }
        pendamping::Event::SurelGagal(f) => {
            dari(t, format!("surel kepada {} gagal: {}", siapa(f.kepada), f.jenis.sebutan()))
        }
        pendamping::Event::BerkasDiekspor(f) => {
            dari(t, format!("berkas perkara dibuat untuk {}: {}", f.untuk.sebutan(), f.keperluan))
        }
        pendamping::Event::BatasJamDiingatkan(f) => dari(t, uraian::batas_jam(f, catatan)),
    }));
    baris.sort_by_key(|baris| baris.position);
    baris
}

fn siapa(penerima: PenerimaSurel) -> &'static str {
    match penerima {
        PenerimaSurel::Pengguna(_) => "petugas",
        PenerimaSurel::Pemohon => "pemohon",
    }
}

/// The facts of one stream, those marked that a correction replaced.
fn aliran<E>(
    fakta: &[Tercatat<E>],
    uraian: impl Fn(&E) -> String,
    dikoreksi: impl Fn(&E) -> Option<u32>,
) -> Vec<Baris> {
    let versi: Vec<u32> = fakta.iter().filter_map(|t| dikoreksi(&t.event)).collect();
    let satu = |tercatat: &Tercatat<E>| Baris {
        dikoreksi: versi.contains(&tercatat.version),
        ..dari(tercatat, uraian(&tercatat.event))
    };
    fakta.iter().map(satu).collect()
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
