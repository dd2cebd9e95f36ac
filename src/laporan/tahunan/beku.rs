//! Freezing a yearly report, and making the same bytes again.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, ensure};
use events::Event;
use events::kantor::{self, Kantor};
use events::tahunan::{LaporanTahunanDitetapkan, Tahunan, aliran};
use events::teks::{Label, Sidik};
use projections::catatan::Sudut;
use projections::laporan::Konsolidasi;
use projections::proyeksi::Proyeksi;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{garis, kurun, tahunan};
use crate::app::App;
use crate::laporan::{Bahan, Dari, Titik};
use crate::log::Values;
use crate::naskah::Naskah;
use crate::naskah::pdf::{self, Asal};

/// Of the layout that `pdf` gives: another one gives other bytes of the same
/// report, and has another number.
pub const VERSI_TEMPLAT: u32 = 2;

/// Which read models must have come to a position before a report is made of it.
pub const PERLU: [Proyeksi; 2] = [Proyeksi::Perkara, Proyeksi::Laporan];

/// A report with what its bytes are made of.
pub struct Susunan {
    pub konsolidasi: Konsolidasi,
    pub naskah: Naskah,
    pub posisi: u64,
    pub akar: String,
    /// Units with their names then.
    pub unit: BTreeMap<Uuid, String>,
    asal: Asal,
}

/// What was set, made again.
pub struct Ulangan {
    pub naskah: Naskah,
    pub pdf: Vec<u8>,
    pub sha256: String,
    /// The very bytes that were set.
    pub sama: bool,
}

/// Where the log ended when a report was set.
async fn titik(app: &App, penetapan: &LaporanTahunanDitetapkan) -> anyhow::Result<Titik> {
    let posisi = penetapan.posisi;
    let sebelum = posisi.checked_sub(1).context("posisi dimulai dari 1")?;
    let halaman = app.log.page(sebelum, 1).await?;
    let fakta = halaman.first().context("posisi itu tidak ada dalam log")?.decode()?;
    // By what was recorded up to there, and nothing else.
    let sudut = Sudut { sebagaimana: fakta.recorded_at, menurut_catatan: true, zona: app.zona };
    let akar = penetapan.akar.as_str().to_owned();
    Ok(Titik { posisi, akar, sudut, templat: penetapan.versi_templat })
}

/// The words and the settings of a year as they were seen from somewhere.
pub async fn tahunan_dari(app: &App, tahun: i32, sudut: Sudut) -> anyhow::Result<(Tahunan, u32)> {
    let mut tahunan = Tahunan::default();
    let mut versi = 0;
    for tercatat in app.log.stream(aliran(tahun), Values::Open).await? {
        if !sudut.melihat(&tercatat) {
            break;
        }
        versi = tercatat.version;
        let hari = tercatat.occurred_at.tanggal(app.zona);
        if let Event::Tahunan(fakta) = &tercatat.event {
            tahunan.evolve(fakta, hari);
        }
    }
    Ok((tahunan, versi))
}

/// The office as it was seen from somewhere.
pub async fn kantor_dari(app: &App, sudut: Sudut) -> anyhow::Result<Kantor> {
    let mut kantor = Kantor::default();
    for tercatat in app.log.stream(kantor::aliran(), Values::Open).await? {
        if sudut.melihat(&tercatat)
            && let Event::Kantor(fakta) = &tercatat.event
        {
            kantor.evolve(fakta);
        }
    }
    Ok(kantor)
}

/// The report as it stands now, of the tables, or as at a moment or a position,
/// of the facts.
pub async fn susun(
    app: &App,
    tahun: i32,
    dari: Dari,
    maju: &mut (dyn FnMut(u64, u64) + Send),
) -> anyhow::Result<(Susunan, Tahunan)> {
    let sudut = dari.sudut();
    let kurun = kurun(tahun).context("tahun itu tidak ada")?;
    let bahan = Bahan::kumpulkan(app, kurun, dari, maju).await?;
    let kantor = kantor_dari(app, sudut).await?;
    let (state, _) = tahunan_dari(app, tahun, sudut).await?;
    let (konsolidasi, naskah) = tahunan(&bahan, &kantor, &state)?;
    let asal = Asal::dari(&kantor, sudut, app.zona);
    let Bahan { posisi, akar, unit, .. } = bahan;
    Ok((Susunan { konsolidasi, naskah, posisi, akar, unit, asal }, state))
}

impl Susunan {
    /// As PDF/A, set apart from those who wait for answers.
    pub async fn pdf(&self) -> anyhow::Result<Vec<u8>> {
        let (naskah, asal) = (Arc::new(self.naskah.clone()), self.asal.clone());
        tokio::task::spawn_blocking(move || pdf::tulis(&naskah, &asal)).await?
    }

    /// The fact that sets this report.
    pub fn penetapan(&self, tahun: i32, pdf: &[u8]) -> anyhow::Result<LaporanTahunanDitetapkan> {
        Ok(LaporanTahunanDitetapkan {
            tahun,
            posisi: self.posisi,
            akar: Sidik::try_new(self.akar.as_str())?,
            versi_templat: VERSI_TEMPLAT,
            mesin: Label::try_new(surat::MESIN)?,
            sha256: Sidik::try_new(sidik(pdf))?,
            angka: garis(&self.konsolidasi.kantor)?,
        })
    }
}

/// Makes what was set again, of the log up to where it was set.
pub async fn ulang(app: &App, penetapan: &LaporanTahunanDitetapkan) -> anyhow::Result<Ulangan> {
    let (versi, mesin) = (penetapan.versi_templat, penetapan.mesin.as_str());
    ensure!(
        versi <= VERSI_TEMPLAT && mesin == surat::MESIN,
        "laporan ini ditetapkan dengan templat versi {versi} dan {mesin}; program ini memakai templat versi {VERSI_TEMPLAT} dan {}",
        surat::MESIN
    );
    let dari = Dari::Titik(titik(app, penetapan).await?);
    let (susunan, _) = susun(app, penetapan.tahun, dari, &mut |_, _| ()).await?;
    let pdf = susunan.pdf().await?;
    let sha256 = sidik(&pdf);
    let sama = sha256 == penetapan.sha256.as_str();
    Ok(Ulangan { naskah: susunan.naskah, pdf, sha256, sama })
}

fn sidik(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_of_what_was_set_stay() {
        let templat = [
            include_bytes!("../../surat/templat/naskah.typ").as_slice(),
            include_bytes!("../../surat/templat/jejak.typ").as_slice(),
        ];
        let ingat = "4247fc39bef164537ea040308d37e747a4fcb49414519677777875dfbe1a7d37";
        assert_eq!(sidik(&templat.concat()), ingat);
    }
}
