//! Raises what is due, and stops ladders whose tenggat moved or ended.
//!
//! What is open is read from the read models, brought to the end of the log
//! first. The command of each fact follows from what it says, so that a run that
//! died half-way, a second run, and a second process add nothing twice.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use events::alarm::{
    AlarmDibunyikan, AlarmDihentikan, Calon, JenisAlarm, Pemegang, SEMUA_JENIS, SebabBerhenti,
    TenggatAlarm, nilai,
};
use events::aturan::Aturan;
use events::hari_kerja::{Arah, CaraHitung, HariKerja};
use events::kantor::Kantor;
use events::pendamping::Event as Pendamping;
use events::pihak::UnitId;
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta};
use futures_util::future::join_all;
use projections::alarm::{self, BarisTangga, BarisTerbuka, TanggaLepas};
use projections::proyeksi::Proyeksi;
use uuid::Uuid;

use super::{JAM_ALARM, kewajiban};
use crate::app::{App, subjek};
use crate::log::{Append, Command, Expected};

/// Facts on their way to the writer together.
const BERSAMA: usize = 500;

/// What is to be recorded this morning.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Daftar {
    pub bunyi: Vec<(Uuid, AlarmDibunyikan)>,
    /// With the last rung that was raised.
    pub henti: Vec<(Uuid, AlarmDihentikan, i32)>,
}

pub(super) async fn run(app: &App, pada: DateTime<Utc>) -> anyhow::Result<String> {
    let aturan = app.aturan().await?;
    if !aturan.kerja.adalah_hari_kerja(app.zona.tanggal(pada)) {
        return Ok("hari ini kantor tutup; tidak ada alarm".to_owned());
    }
    if JAM_ALARM.terakhir(pada, app.zona, &aturan.kerja).is_none() {
        return Ok("di luar jam kerja; tidak ada alarm".to_owned());
    }
    let daftar = daftar(app, &aturan, pada).await?;
    bunyikan(app, daftar, pada).await
}

/// Everything that is due at a moment; records nothing.
pub async fn daftar(app: &App, aturan: &Aturan, pada: DateTime<Utc>) -> anyhow::Result<Daftar> {
    app.tampilan.kejar(&mut |_| ()).await?;
    let perlu = [
        Proyeksi::Tenggat,
        Proyeksi::Perkara,
        Proyeksi::Alarm,
        Proyeksi::Katalog,
        Proyeksi::Sengketa,
    ];
    app.tampilan.periksa(&perlu).await?;
    let kantor = app.aliran::<Kantor>(events::kantor::aliran().id).await?.0;
    let hari = app.zona.tanggal(pada);
    let terjauh = SEMUA_JENIS.map(|jenis| kantor.tangga(jenis).terjauh()).into_iter().max();
    let panjang = HariKerja(terjauh.unwrap_or(0));
    let sampai = aturan.kerja.hitung(hari, panjang, CaraHitung::HariBerikutnya, Arah::Maju);
    // An end on a closed day is told of on the working day before it.
    let sampai = aturan.kerja.berikutnya(sampai);
    let mut lain = kewajiban::terbuka(app, aturan, hari).await?;
    let mut tujuan = app.pool.acquire().await?;
    let tangga_lain = alarm::tangga_lain(&mut tujuan).await?;
    let mut henti = lepas(alarm::lepas(&mut tujuan).await?)?;
    henti.extend(lepas_lain(&tangga_lain, &lain, hari)?);
    kewajiban::dengan_tangga(&mut lain, &tangga_lain);
    let mut calon = perkara(alarm::terbuka(sampai, &mut tujuan).await?)?;
    calon.append(&mut lain);
    let bunyi = nilai(calon, |jenis| kantor.tangga(jenis), &aturan.kerja, hari);
    Ok(Daftar { bunyi, henti })
}

/// Rows of open tenggat, each with who has it in hand.
pub fn perkara(baris: Vec<BarisTerbuka>) -> anyhow::Result<Vec<Calon>> {
    baris.into_iter().map(satu_perkara).collect()
}

fn satu_perkara(baris: BarisTerbuka) -> anyhow::Result<Calon> {
    let tenggat = tenggat(
        &baris.jenis,
        baris.unit.unwrap_or_default(),
        (baris.batas, baris.pasal),
        [baris.dibuka, baris.paling_awal, baris.paling_lambat],
    )?;
    let pemegang = if tenggat.jenis.milik_pemohon() {
        Pemegang::Pemohon
    } else if let Some(unit) = tenggat.unit.or(baris.pemegang_unit.map(UnitId)) {
        Pemegang::Unit(unit)
    } else if tenggat.jenis == JenisAlarm::TanggapanKeberatan {
        Pemegang::AtasanPpid
    } else {
        Pemegang::Ppid
    };
    Ok(Calon {
        subjek: baris.perkara,
        tenggat,
        pemegang,
        penanggung_jawab: baris.penanggung_jawab.map(UnitId),
        terakhir: baris.terakhir,
    })
}

/// Why ladders of cases ended.
fn lepas(tangga: Vec<TanggaLepas>) -> anyhow::Result<Vec<(Uuid, AlarmDihentikan, i32)>> {
    let satu = |t: TanggaLepas| {
        let (subjek, terakhir) = (t.subjek, t.terakhir);
        let kini = kini(&t)?;
        let tenggat = tenggat(
            &t.jenis,
            t.unit,
            (t.batas, t.pasal),
            [t.dibuka, t.paling_awal, t.paling_lambat],
        )?;
        let sebab = match kini {
            Some(kini) if t.kini_terbuka == Some(true) => {
                SebabBerhenti::Bergeser(tenggat.bergeser_ke(&kini))
            }
            _ if t.kini_dipenuhi.is_some() => SebabBerhenti::Dipenuhi,
            _ => SebabBerhenti::Gugur,
        };
        anyhow::Ok((subjek, AlarmDihentikan { tenggat, sebab }, terakhir))
    };
    tangga.into_iter().map(satu).collect()
}

/// The tenggat as it is now.
fn kini(t: &TanggaLepas) -> anyhow::Result<Option<TenggatAlarm>> {
    let (Some(batas), Some(dibuka), Some(awal), Some(lambat)) =
        (&t.kini_batas, t.kini_dibuka, t.kini_awal, t.kini_lambat)
    else {
        return Ok(None);
    };
    let dasar = (batas.clone(), t.pasal.clone());
    tenggat(&t.jenis, t.unit, dasar, [dibuka, awal, lambat]).map(Some)
}

fn tenggat(
    jenis: &str,
    unit: Uuid,
    (batas, pasal): (String, String),
    [dibuka, paling_awal, paling_lambat]: [NaiveDate; 3],
) -> anyhow::Result<TenggatAlarm> {
    let jenis =
        JenisAlarm::dari_nama(jenis).with_context(|| format!("alarm {jenis} tidak dikenal"))?;
    Ok(TenggatAlarm {
        jenis,
        unit: (!unit.is_nil()).then_some(UnitId(unit)),
        batas: Label::try_new(batas)?,
        pasal: Label::try_new(pasal)?,
        dibuka,
        paling_awal,
        paling_lambat,
    })
}

/// Why ladders of everything else ended. What comes round again was done where
/// it goes on; what has one end moved there, while it was still to come.
fn lepas_lain(
    tangga: &[BarisTangga],
    terbuka: &[Calon],
    hari: NaiveDate,
) -> anyhow::Result<Vec<(Uuid, AlarmDihentikan, i32)>> {
    let mut henti = Vec::new();
    for t in tangga.iter().filter(|t| !t.berhenti) {
        let dasar = (t.batas.clone(), t.pasal.clone());
        let lama = tenggat(&t.jenis, t.unit, dasar, [t.dibuka, t.paling_awal, t.paling_lambat])?;
        let sama: Vec<&TenggatAlarm> = terbuka
            .iter()
            .filter(|c| c.subjek == t.subjek)
            .map(|c| &c.tenggat)
            .filter(|c| c.jenis == lama.jenis && c.unit == lama.unit)
            .collect();
        if sama.iter().any(|c| c.paling_awal == t.paling_awal) {
            continue;
        }
        // The same duty with another end: the office or its calendar moved it.
        let pindah = sama.iter().find(|c| c.dibuka == lama.dibuka && lama.jenis.berkala());
        let sebab = match pindah.or(sama.first()) {
            Some(kini) if pindah.is_some() => SebabBerhenti::Bergeser(lama.bergeser_ke(kini)),
            Some(kini) if bergeser(&lama, hari) => SebabBerhenti::Bergeser(lama.bergeser_ke(kini)),
            // A unit that was closed or merged owes nothing more.
            None if lama.unit.is_some() => SebabBerhenti::Gugur,
            None if lama.jenis == JenisAlarm::Sidang && bergeser(&lama, hari) => {
                SebabBerhenti::Gugur
            }
            Some(_) | None => SebabBerhenti::Dipenuhi,
        };
        henti.push((t.subjek, AlarmDihentikan { tenggat: lama, sebab }, t.terakhir));
    }
    Ok(henti)
}

/// It has one end, and that was not over yet.
fn bergeser(lama: &TenggatAlarm, hari: NaiveDate) -> bool {
    let selesai = lama.jenis == JenisAlarm::Sidang && lama.paling_awal < hari;
    !lama.jenis.berkala() && !selesai
}

/// Records all of it, each by itself: one that is refused keeps no other back.
pub async fn bunyikan(app: &App, daftar: Daftar, pada: DateTime<Utc>) -> anyhow::Result<String> {
    let sebelum = app.log.position().await?;
    let jumlah_henti = daftar.henti.len();
    let mut perintah = perintah(daftar, pada)?.into_iter().enumerate().peekable();
    let (mut bunyi, mut henti, mut galat) = (0_u32, 0_u32, None);
    while perintah.peek().is_some() {
        let potongan: Vec<_> = perintah.by_ref().take(BERSAMA).collect();
        let (urut, potongan): (Vec<usize>, Vec<Command>) = potongan.into_iter().unzip();
        let hasil = join_all(potongan.into_iter().map(|satu| app.log.append(satu))).await;
        for (urut, satu) in urut.into_iter().zip(hasil) {
            match satu {
                // Otherwise another process was quicker.
                Ok(outcome) if outcome.first_position <= sebelum => {}
                Ok(_) if urut < jumlah_henti => henti += 1,
                Ok(_) => bunyi += 1,
                Err(satu) => galat = Some(satu),
            }
        }
    }
    let kalimat = format!("{bunyi} alarm dibunyikan, {henti} dihentikan");
    match galat {
        None => Ok(kalimat),
        Some(galat) => Err(anyhow::Error::from(galat).context(kalimat)),
    }
}

/// The commands, those that stop a ladder first. What makes one the same as
/// another is in its id alone: two processes may word it differently.
pub fn perintah(daftar: Daftar, pada: DateTime<Utc>) -> anyhow::Result<Vec<Command>> {
    let actor = Label::try_new("pekerjaan/alarm")?;
    let satu = |id: Uuid, milik: Uuid, event: Pendamping| Command {
        id,
        actor: actor.clone(),
        content: id.as_bytes().to_vec(),
        appends: vec![Append {
            stream: AliranId::pendamping(milik),
            expected: Expected::Any,
            subject: subjek(milik),
            facts: vec![Fakta::baru(Event::Pendamping(event), Waktu::Saat(pada))],
        }],
    };
    let henti = daftar.henti.into_iter().map(|(milik, henti, terakhir)| {
        let id = henti.tenggat.perintah_henti(milik, terakhir);
        satu(id, milik, Pendamping::AlarmDihentikan(henti))
    });
    let bunyi = daftar.bunyi.into_iter().map(|(milik, alarm)| {
        let id = alarm.tenggat.perintah_bunyi(milik, alarm.anak_tangga);
        satu(id, milik, Pendamping::AlarmDibunyikan(alarm))
    });
    Ok(henti.chain(bunyi).collect())
}
