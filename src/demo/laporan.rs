//! The reports of the last half-year: most units hand in, one report is sent
//! back, a few units are silent.

use chrono::NaiveDate;
use events::hari_kerja::{Arah, CaraHitung, HariKerja};
use events::laporan::periode::PeriodeLaporan;
use events::laporan::{Event, Laporan};

use super::nama::isi;
use super::pelaku::Pelaku;
use crate::jobs;
use crate::laporan::beku::{Kata, bekukan};

/// Every so manyth unit hands nothing in, and waits for the PPID Utama.
const DIAM: usize = 9;
const MENUNGGU: usize = 5;
/// The unit whose report comes back.
const DIKEMBALIKAN: usize = 3;
/// Working days after the period on which they are handed in.
const SAMPAI: HariKerja = HariKerja(6);

pub(super) async fn sehari(
    pelaku: &mut Pelaku<'_>,
    akhir: NaiveDate,
    hari: NaiveDate,
) -> anyhow::Result<()> {
    let periode = PeriodeLaporan::default();
    let berjalan = periode.memuat(akhir);
    let Some(terakhir) = berjalan.dari.pred_opt().map(|hari| periode.memuat(hari)) else {
        return Ok(());
    };
    let kerja = &pelaku.aturan.kerja;
    let sampai = kerja.hitung(terakhir.sampai, SAMPAI, CaraHitung::HariBerikutnya, Arah::Maju);
    if hari == terakhir.disusun(kerja) {
        jobs::laporan::run(pelaku.app, pelaku.app.clock.now()).await?;
    } else if hari == sampai {
        sampaikan(pelaku, terakhir.sampai).await?;
    }
    Ok(())
}

async fn sampaikan(pelaku: &mut Pelaku<'_>, sampai: NaiveDate) -> anyhow::Result<()> {
    let semua = pelaku.app.semua_laporan().await?;
    let semua = semua.into_iter().filter(|satu| satu.disusun.sampai == sampai);
    for (ke, satu) in semua.enumerate().filter(|(ke, _)| ke % DIAM != DIAM - 1) {
        let kata = Kata {
            kendala: Some(isi("Arsip sebelum 2020 belum dialihmediakan.")),
            rekomendasi: Some(isi("Alih media arsip dimasukkan dalam rencana kerja tahun depan.")),
        };
        // What is frozen stands on every fact, those of the reports before it too.
        pelaku.app.tampilan.kejar(&mut |_| ()).await?;
        let disampaikan = bekukan(pelaku.app, &satu.disusun, kata).await?;
        pelaku.putuskan::<Laporan>(satu.id, Event::LaporanDisampaikan(disampaikan)).await?;
        if ke == DIKEMBALIKAN {
            let catatan = isi("Dua permohonan di loket belum dicatat; mohon lengkapi.");
            pelaku.putuskan::<Laporan>(satu.id, Event::LaporanDikembalikan { catatan }).await?;
        } else if ke % MENUNGGU != 0 {
            pelaku.putuskan::<Laporan>(satu.id, Event::LaporanDiterima {}).await?;
        }
    }
    Ok(())
}
