//! Drafts the report of each unit on the first working day after its period, also
//! the last one of a unit that was merged or closed in it.
//!
//! Stream and command follow from unit and period: a second run, a second process
//! and a run after an outage draft nothing twice.

use chrono::{DateTime, Utc};
use events::kantor::Kantor;
use events::laporan::periode::Periode;
use events::laporan::{Event, Laporan, LaporanDisusun};
use events::pihak::UnitId;
use events::teks::Label;
use events::waktu::Waktu;
use uuid::Uuid;

use super::kewajiban::mulai_kantor;
use crate::aliran::TawaranAliran;
use crate::app::{App, Syarat};
use crate::laporan::masa::masa;

pub(crate) async fn run(app: &App, pada: DateTime<Utc>) -> anyhow::Result<String> {
    let (aturan, hari) = (app.aturan().await?, app.zona.tanggal(pada));
    let (kantor, _) = app.aliran::<Kantor>(events::kantor::aliran().id).await?;
    let ada = app.semua_laporan().await?;
    let mulai = mulai_kantor(app).await?;
    let mut disusun = 0_u32;
    for masa in masa(app, app.sudut_kini().await?).await? {
        let Some((awal, akhir)) = masa.dalam(mulai, hari) else { continue };
        let unit = UnitId(masa.unit);
        let sejak = kantor.periode_laporan.sejak(awal, akhir);
        // Of a period that is under way nothing can be reported yet.
        let usai = sejak.into_iter().filter(|satu| satu.sampai < hari);
        for periode in usai.filter(|satu| satu.disusun(&aturan.kerja) <= hari) {
            let baru =
                LaporanDisusun { dari: periode.dari, sampai: periode.sampai, unit: Some(unit) };
            if ada.iter().all(|satu| satu.disusun != baru) {
                susun(app, unit, periode, baru, pada).await?;
                disusun += 1;
            }
        }
    }
    Ok(format!("{disusun} laporan unit disusun"))
}

async fn susun(
    app: &App,
    unit: UnitId,
    Periode { dari, sampai, .. }: Periode,
    disusun: LaporanDisusun,
    pada: DateTime<Utc>,
) -> anyhow::Result<()> {
    let id = Uuid::new_v5(&unit.0, format!("laporan/{dari}/{sampai}").as_bytes());
    let command = Uuid::new_v5(&id, b"disusun");
    let tawaran = TawaranAliran {
        command,
        actor: Label::try_new("pekerjaan/laporan")?,
        id,
        fakta: Event::LaporanDisusun(disusun),
        waktu: Some(Waktu::Saat(pada)),
        kiriman: command.as_bytes().to_vec(),
    };
    app.handle_aliran::<Laporan>(tawaran, Syarat::Baru).await?;
    Ok(())
}
