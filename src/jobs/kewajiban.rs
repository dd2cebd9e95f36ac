//! What an alarm may be due for and is no tenggat of a case: hearings,
//! exemptions, the catalogue, reports, the calendar.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use events::alarm::{
    Calon, JenisAlarm, Pemegang, RiwayatLaporan, TenggatAlarm, kalender_tahun_depan,
    laporan_tahunan, laporan_unit,
};
use events::aturan::Aturan;
use events::kantor::Kantor;
use events::pihak::UnitId;
use events::tahunan::{self, Tahunan};
use events::teks::Label;
use events::{kantor, tenggat};
use projections::alarm::BarisTangga;
use projections::{katalog, sengketa};
use uuid::Uuid;

use crate::app::App;
use crate::laporan::masa::masa;

/// Everything of that kind that is open, however far its end is.
pub(super) async fn terbuka(
    app: &App,
    aturan: &Aturan,
    hari: NaiveDate,
) -> anyhow::Result<Vec<Calon>> {
    let mut calon = dari_tabel(app, aturan).await?;
    let mulai = mulai_kantor(app).await?;
    let laporan = app.semua_laporan().await?;
    let laporan: RiwayatLaporan =
        laporan.into_iter().map(|satu| (satu.disusun, satu.riwayat)).collect();
    let kantor = kantor::aliran().id;
    let periode = app.aliran::<Kantor>(kantor).await?.0.periode_laporan;
    for masa in masa(app, app.sudut_kini().await?).await? {
        let Some(hari_hari) = masa.dalam(mulai, hari) else { continue };
        let unit = UnitId(masa.unit);
        // Nobody works any more in a unit that is gone.
        let pemegang = if masa.bekerja() { Pemegang::Unit(unit) } else { Pemegang::Ppid };
        for tenggat in laporan_unit(&laporan, unit, hari_hari, &periode, &aturan.kerja) {
            calon.push(milik(unit.0, tenggat, pemegang, Some(unit)));
        }
    }
    for tenggat in laporan_tahunan(&laporan, mulai, hari) {
        let tahun = tenggat.paling_awal.year() - 1;
        let (ini, _) = app.aliran::<Tahunan>(tahunan::aliran(tahun).id).await?;
        if ini.kiriman.is_empty() {
            calon.push(milik(kantor, tenggat, Pemegang::Ppid, None));
        }
    }
    let kalender = kalender_tahun_depan(&aturan.kerja.kalender, hari);
    calon.extend(kalender.map(|tenggat| milik(kantor, tenggat, Pemegang::Pengelola, None)));
    Ok(calon)
}

/// Says of each how far its ladder was climbed.
pub(super) fn dengan_tangga(calon: &mut [Calon], tangga: &[BarisTangga]) {
    let terakhir: BTreeMap<_, i32> = tangga
        .iter()
        .map(|t| ((t.subjek, t.jenis.as_str(), t.unit, t.paling_awal), t.terakhir))
        .collect();
    for satu in calon {
        let tenggat = &satu.tenggat;
        let unit = tenggat.unit.map_or_else(Uuid::nil, |unit| unit.0);
        let kunci = (satu.subjek, tenggat.jenis.nama(), unit, tenggat.paling_awal);
        satu.terakhir = terakhir.get(&kunci).copied();
    }
}

fn milik(
    subjek: Uuid,
    tenggat: TenggatAlarm,
    pemegang: Pemegang,
    penanggung_jawab: Option<UnitId>,
) -> Calon {
    Calon { subjek, tenggat, pemegang, penanggung_jawab, terakhir: None }
}

/// Hearings, exemptions and what the catalogue owes.
async fn dari_tabel(app: &App, aturan: &Aturan) -> anyhow::Result<Vec<Calon>> {
    let mut tujuan = app.pool.acquire().await?;
    let mut calon = Vec::new();
    for (perkara, unit, hari) in sengketa::sidang(&mut tujuan).await? {
        let tenggat = ujung(JenisAlarm::Sidang, None, ("S10", hari), (hari, hari))?;
        // Known since the summons: all rungs before it count.
        let dibuka = hari.succ_opt().unwrap_or(hari);
        let tenggat = TenggatAlarm { dibuka, ..tenggat };
        calon.push(milik(perkara, tenggat, Pemegang::Ppid, unit.map(UnitId)));
    }
    for (entri, unit, berakhir) in katalog::pengecualian_berakhir(&mut tujuan).await? {
        let Some(batas) = tenggat::pengecualian(berakhir, aturan) else { continue };
        let ujung_ini = (batas.paling_awal(), batas.paling_lambat());
        let tenggat = ujung(JenisAlarm::Pengecualian, None, ("X01", berakhir), ujung_ini)?;
        let unit = UnitId(unit);
        calon.push(milik(entri, tenggat, Pemegang::Unit(unit), Some(unit)));
    }
    for (unit, hari) in katalog::mutakhir_per_unit(&mut tujuan).await? {
        let unit = UnitId(unit);
        let dibuka = hari.checked_sub_months(chrono::Months::new(6)).unwrap_or(hari);
        let tenggat = ujung(JenisAlarm::Katalog, Some(unit), ("L02", dibuka), (hari, hari))?;
        calon.push(milik(unit.0, tenggat, Pemegang::Unit(unit), Some(unit)));
    }
    Ok(calon)
}

fn ujung(
    jenis: JenisAlarm,
    unit: Option<UnitId>,
    (kode, dibuka): (&str, NaiveDate),
    (paling_awal, paling_lambat): (NaiveDate, NaiveDate),
) -> anyhow::Result<TenggatAlarm> {
    let pasal = events::batas::menurut_kode(kode).map_or("", |batas| batas.pasal);
    let (batas, pasal) = (Label::try_new(kode)?, Label::try_new(pasal)?);
    Ok(TenggatAlarm { jenis, unit, batas, pasal, dibuka, paling_awal, paling_lambat })
}

/// Since when the office keeps its cases here: what ended before is not asked for.
pub(super) async fn mulai_kantor(app: &App) -> anyhow::Result<NaiveDate> {
    let pertama = app.log.entries_at(&[1]).await?;
    let pertama = pertama.first().map(|entri| app.zona.tanggal(entri.fakta.dicatat));
    Ok(pertama.unwrap_or_else(|| app.hari_ini()))
}
