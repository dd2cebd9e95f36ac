//! The reports of the last half-year: most units hand in, one report is sent
//! back, a few units are silent. Those of the years, set and sent to KI in time.

use chrono::{Datelike, NaiveDate};
use events::hari_kerja::{Arah, CaraHitung, HariKerja};
use events::laporan::periode::PeriodeLaporan;
use events::laporan::{Event, Laporan};
use events::tahunan::{
    self, CaraKirim, KataTahunan, KataTahunanDitulis, LaporanTahunanDikirimKeKi, Tahunan,
};

use super::nama::{isi, label};
use super::pelaku::Pelaku;
use crate::jobs;
use crate::laporan::beku::{Kata, bekukan};
use crate::laporan::tahunan::beku::susun;
use crate::laporan::{Dari, Titik};

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
    let tahun = hari.year() - 1;
    let batas = tahunan::batas(tahun, &pelaku.aturan.kerja);
    if batas.is_some_and(|(_, usahakan)| hari == usahakan) {
        setahun(pelaku, tahun).await?;
    }
    Ok(())
}

async fn setahun(pelaku: &mut Pelaku<'_>, tahun: i32) -> anyhow::Result<()> {
    use tahunan::Event::{
        KataTahunanDitulis as Ditulis, LaporanTahunanDikirimKeKi as DikirimKeKi,
        LaporanTahunanDitetapkan as Ditetapkan,
    };
    let id = tahunan::aliran(tahun).id;
    let kata = KataTahunan {
        kebijakan: Some(isi("Standar layanan ditetapkan dengan Keputusan Sekretaris Daerah.")),
        sarana: Some(isi("Satu ruang layanan dengan dua loket, dan situs PPID.")),
        sumber_daya: Some(isi("Enam petugas; empat puluh PPID Pembantu.")),
        anggaran: Some(isi("Dibiayai APBD melalui Dinas Komunikasi dan Informatika.")),
        kendala_internal: Some(isi("Arsip sebelum 2020 belum dialihmediakan.")),
        kendala_eksternal: Some(isi("Sebagian permohonan ditujukan kepada badan publik lain.")),
        rekomendasi: Some(isi("Alih media arsip, dan pelatihan PPID Pembantu.")),
        rencana: Some(isi("Daftar informasi publik dimutakhirkan setiap triwulan.")),
    };
    pelaku.putuskan::<Tahunan>(id, Ditulis(KataTahunanDitulis { tahun, kata })).await?;
    pelaku.app.tampilan.kejar(&mut |_| ()).await?;
    let titik = Dari::Titik(Titik::kini(pelaku.app).await?);
    let (susunan, _) = susun(pelaku.app, tahun, titik, &mut |_, _| ()).await?;
    let ditetapkan = susunan.penetapan(tahun, &susunan.pdf().await?)?;
    pelaku.putuskan::<Tahunan>(id, Ditetapkan(ditetapkan)).await?;
    let nomor_surat = Some(label(&format!("045/PPID/{}", tahun + 1)));
    let dikirim = LaporanTahunanDikirimKeKi { tahun, cara: CaraKirim::Pos, nomor_surat };
    pelaku.putuskan::<Tahunan>(id, DikirimKeKi(dikirim)).await
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
