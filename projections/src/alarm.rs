//! Ladders of alarms as they were raised, laid beside what is open: what an
//! alarm may be due for, and which ladder lost its tenggat.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::alarm::{AlarmDibunyikan, TenggatAlarm};
use events::pendamping::Event;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::bahan::Bahan;
use crate::catatan::Catatan;
use crate::lembar::{Lembar, baris_tabel};
use crate::proyeksi::Bentuk;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "alarm",
    versi: 1,
    sql: include_str!("alarm.sql"),
    milik_perkara: &[],
    pengaruh: None,
    sengketa: None,
};

/// The ladder of one end of one tenggat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisTangga {
    pub subjek: Uuid,
    pub jenis: String,
    pub unit: Uuid,
    pub batas: String,
    pub pasal: String,
    pub dibuka: NaiveDate,
    pub paling_awal: NaiveDate,
    pub paling_lambat: NaiveDate,
    pub dari_tenggat: bool,
    pub terakhir: i32,
    pub hari: NaiveDate,
    pub banyak: i32,
    pub berhenti: bool,
}

baris_tabel! {
    BarisTangga as "alarm_tangga":
    subjek, jenis, unit, batas, pasal, dibuka, paling_awal, paling_lambat, dari_tenggat, terakhir,
    hari, banyak, berhenti
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let tangga = bahan.pendamping.iter().flat_map(|subjek| tangga(bahan.catatan, *subjek));
    vec![Lembar::dari(tangga)]
}

/// Every ladder of a subject. One that ended and is climbed again runs again.
pub fn tangga(catatan: &Catatan, subjek: Uuid) -> Vec<BarisTangga> {
    let mut tangga: BTreeMap<_, BarisTangga> = BTreeMap::new();
    for tercatat in catatan.pendamping.get(&subjek).into_iter().flatten() {
        match &tercatat.event {
            Event::AlarmDibunyikan(alarm) => {
                let baru = || BarisTangga::dari(subjek, alarm);
                let satu = tangga.entry(kunci(&alarm.tenggat)).or_insert_with(baru);
                satu.terakhir = satu.terakhir.min(alarm.anak_tangga);
                satu.hari = satu.hari.max(alarm.hari);
                satu.banyak += 1;
                satu.berhenti = false;
            }
            Event::AlarmDihentikan(henti) => {
                if let Some(satu) = tangga.get_mut(&kunci(&henti.tenggat)) {
                    satu.berhenti = true;
                }
            }
            Event::DataPribadiDilihat(_)
            | Event::CatatanDitulis(_)
            | Event::SurelDikirim(_)
            | Event::SurelGagal(_)
            | Event::BerkasDiekspor(_)
            | Event::BatasJamDiingatkan(_) => {}
        }
    }
    tangga.into_values().collect()
}

fn kunci(tenggat: &TenggatAlarm) -> (&'static str, Uuid, NaiveDate) {
    let unit = tenggat.unit.map_or_else(Uuid::nil, |unit| unit.0);
    (tenggat.jenis.nama(), unit, tenggat.paling_awal)
}

impl BarisTangga {
    fn dari(subjek: Uuid, alarm: &AlarmDibunyikan) -> Self {
        let tenggat = &alarm.tenggat;
        let (jenis, unit, paling_awal) = kunci(tenggat);
        BarisTangga {
            subjek,
            jenis: jenis.to_owned(),
            unit,
            batas: tenggat.batas.to_string(),
            pasal: tenggat.pasal.to_string(),
            dibuka: tenggat.dibuka,
            paling_awal,
            paling_lambat: tenggat.paling_lambat,
            dari_tenggat: tenggat.jenis.dari_tenggat(),
            terakhir: alarm.anak_tangga,
            hari: alarm.hari,
            banyak: 0,
            berhenti: false,
        }
    }
}

/// An open tenggat of a case, and how far its ladder was climbed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarisTerbuka {
    pub perkara: Uuid,
    pub jenis: String,
    pub unit: Option<Uuid>,
    pub penanggung_jawab: Option<Uuid>,
    pub batas: String,
    pub pasal: String,
    pub dibuka: NaiveDate,
    pub paling_awal: NaiveDate,
    pub paling_lambat: NaiveDate,
    pub pemegang_unit: Option<Uuid>,
    pub terakhir: Option<i32>,
}

/// Open tenggat of cases that end on a day or earlier, and of which somebody is
/// told. One of a dispute stands in each of its cases: it is told of in the case
/// that the dispute names first.
pub async fn terbuka(
    sampai: NaiveDate,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisTerbuka>> {
    sqlx::query_as!(
        BarisTerbuka,
        r#"select t.perkara, t.jenis, t.unit, t.penanggung_jawab, t.batas, t.pasal,
                  t.dibuka, t.paling_awal, t.paling_lambat,
                  p.pemegang_unit as "pemegang_unit?", a.terakhir as "terakhir?"
             from tenggat t
             left join perkara p on p.perkara = t.perkara
             left join alarm_tangga a on a.subjek = t.perkara and a.jenis = t.jenis
              and a.unit = coalesce(t.unit, '00000000-0000-0000-0000-000000000000'::uuid)
              and a.paling_awal = t.paling_awal
             left join sengketa s on s.perkara = t.perkara and s.sengketa = t.sengketa
            where t.terbuka and not t.sunyi and t.paling_awal <= $1
              and (t.sengketa is null or not exists (
                select from tenggat lain
                  left join sengketa u on u.perkara = lain.perkara and u.sengketa = lain.sengketa
                 where lain.sengketa = t.sengketa and lain.jenis = t.jenis and lain.terbuka
                   and (u.utama is not true, lain.perkara) < (s.utama is not true, t.perkara)))
            order by t.paling_awal, t.perkara, t.urut"#,
        sampai,
    )
    .fetch_all(tujuan)
    .await
}

/// A running ladder whose tenggat is open no more on that end; and that tenggat
/// as it is now, where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TanggaLepas {
    pub subjek: Uuid,
    pub jenis: String,
    pub unit: Uuid,
    pub batas: String,
    pub pasal: String,
    pub dibuka: NaiveDate,
    pub paling_awal: NaiveDate,
    pub paling_lambat: NaiveDate,
    pub terakhir: i32,
    pub kini_terbuka: Option<bool>,
    pub kini_dipenuhi: Option<NaiveDate>,
    pub kini_batas: Option<String>,
    pub kini_dibuka: Option<NaiveDate>,
    pub kini_awal: Option<NaiveDate>,
    pub kini_lambat: Option<NaiveDate>,
}

/// Ladders of cases that ended without being told so yet.
pub async fn lepas(tujuan: &mut PgConnection) -> sqlx::Result<Vec<TanggaLepas>> {
    sqlx::query_as!(
        TanggaLepas,
        r#"select a.subjek, a.jenis, a.unit, a.batas, a.pasal, a.dibuka, a.paling_awal,
                  a.paling_lambat, a.terakhir, k.terbuka as "kini_terbuka?",
                  k.dipenuhi as "kini_dipenuhi?", k.batas as "kini_batas?",
                  k.dibuka as "kini_dibuka?", k.paling_awal as "kini_awal?",
                  k.paling_lambat as "kini_lambat?"
             from alarm_tangga a
             left join lateral (
                select t.terbuka and not t.sunyi as terbuka, t.dipenuhi, t.batas, t.dibuka, t.paling_awal, t.paling_lambat
                  from tenggat t
                 where t.perkara = a.subjek and t.jenis = a.jenis
                   and coalesce(t.unit, '00000000-0000-0000-0000-000000000000'::uuid) = a.unit
                 order by (t.terbuka and not t.sunyi) desc, t.dipenuhi desc nulls last,
                          t.paling_awal desc
                 limit 1) k on true
            where not a.berhenti and a.dari_tenggat
              and not exists (
                select from tenggat t
                 where t.perkara = a.subjek and t.terbuka and not t.sunyi
                   and t.jenis = a.jenis
                   and coalesce(t.unit, '00000000-0000-0000-0000-000000000000'::uuid) = a.unit
                   and t.paling_awal = a.paling_awal)
            order by a.subjek, a.jenis, a.unit, a.paling_awal"#,
    )
    .fetch_all(tujuan)
    .await
}

/// Every ladder of what is no tenggat of a case.
pub async fn tangga_lain(tujuan: &mut PgConnection) -> sqlx::Result<Vec<BarisTangga>> {
    sqlx::query_as!(
        BarisTangga,
        "select subjek, jenis, unit, batas, pasal, dibuka, paling_awal, paling_lambat,
                dari_tenggat, terakhir, hari, banyak, berhenti
           from alarm_tangga where not dari_tenggat
          order by subjek, jenis, unit, paling_awal",
    )
    .fetch_all(tujuan)
    .await
}
