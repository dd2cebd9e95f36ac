//! Monev: what the log itself shows of a year, scored against the indicators of
//! that year, beside what the office fills in and what KI announced.

mod aliran;
mod bukti;
mod butir;
mod naskah;

use events::Event;
use events::monev::{KelompokBukti, Monev, PENUH, Predikat, aliran as aliran_tahun, jumlah};
use projections::catatan::Sudut;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::log::Values;

pub use bukti::PERLU;
pub use butir::Butir;
pub use naskah::{naskah, puluhan};

/// Years beside each other, the one that is looked at among them.
const TAHUN_BERDAMPINGAN: i32 = 5;

/// A year with its score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Penilaian {
    pub tahun: i32,
    /// Scores are tenths of a point, weights tenths of a per cent.
    pub target: u16,
    pub nilai: u16,
    pub predikat: String,
    /// The office set its indicators itself; otherwise they are proposed.
    pub sendiri: bool,
    pub indikator: Vec<NilaiIndikator>,
    pub resmi: Option<HasilResmi>,
}

/// One indicator with what stands behind its score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NilaiIndikator {
    pub nama: String,
    pub bobot: u16,
    pub bukti: Option<KelompokBukti>,
    /// What the evidence gives; none where there is none.
    pub data: Option<u16>,
    /// What the office gives itself instead, and why.
    pub diisi: Option<u16>,
    pub alasan: Option<String>,
    pub nilai: u16,
    /// Weight by score.
    pub sumbangan: u16,
    pub butir: Vec<Butir>,
}

/// What KI announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HasilResmi {
    pub nilai: u16,
    pub predikat: String,
    pub komisi: String,
    pub dasar: Option<String>,
    pub tanggal: Option<chrono::NaiveDate>,
}

/// A year beside the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Berdampingan {
    pub tahun: i32,
    pub target: u16,
    pub nilai: u16,
    pub predikat: String,
    pub resmi: Option<u16>,
    pub predikat_resmi: Option<String>,
}

/// The year's stream as it is now, with its words, and its version.
pub async fn monev_dari(app: &App, tahun: i32) -> anyhow::Result<(Monev, u32)> {
    let mut monev = Monev::default();
    let mut versi = 0;
    for tercatat in app.log.stream(aliran_tahun(tahun), Values::Open).await? {
        versi = tercatat.version;
        let hari = tercatat.occurred_at.tanggal(app.zona);
        if let Event::Monev(fakta) = &tercatat.event {
            monev.evolve(fakta, hari);
        }
    }
    Ok((monev, versi))
}

/// Scores a year by what is known now.
pub async fn nilai(app: &App, tahun: i32, sudut: Sudut) -> anyhow::Result<Penilaian> {
    let (monev, _) = monev_dari(app, tahun).await?;
    let bukti = bukti::kumpulkan(app, tahun, sudut).await?;
    Ok(susun(tahun, &monev, &butir::semua(&bukti)))
}

/// The years that anybody said something of, and the one that is looked at.
pub async fn berdampingan(
    app: &App,
    ini: &Penilaian,
    sudut: Sudut,
) -> anyhow::Result<Vec<Berdampingan>> {
    let mut semua = vec![Berdampingan::from(ini)];
    for tahun in (ini.tahun - TAHUN_BERDAMPINGAN + 1..ini.tahun).rev() {
        if monev_dari(app, tahun).await?.1 > 0 {
            semua.push(Berdampingan::from(&nilai(app, tahun, sudut).await?));
        }
    }
    Ok(semua)
}

impl From<&Penilaian> for Berdampingan {
    fn from(satu: &Penilaian) -> Self {
        let resmi = satu.resmi.as_ref();
        Berdampingan {
            tahun: satu.tahun,
            target: satu.target,
            nilai: satu.nilai,
            predikat: satu.predikat.clone(),
            resmi: resmi.map(|resmi| resmi.nilai),
            predikat_resmi: resmi.map(|resmi| resmi.predikat.clone()),
        }
    }
}

/// The mean of what can be judged.
fn rerata(butir: &[Butir]) -> Option<u16> {
    let skor: Vec<u32> = butir.iter().filter_map(|satu| satu.skor).map(u32::from).collect();
    let banyak = u32::try_from(skor.len()).ok().filter(|banyak| *banyak > 0)?;
    u16::try_from(skor.iter().sum::<u32>() / banyak).ok()
}

fn susun(tahun: i32, monev: &Monev, semua: &[(KelompokBukti, Butir)]) -> Penilaian {
    let ditetapkan = monev.indikator(tahun);
    let indikator = ditetapkan.indikator.iter().map(|satu| {
        let milik = |(kelompok, _): &&(KelompokBukti, Butir)| Some(*kelompok) == satu.bukti;
        let butir: Vec<Butir> = semua.iter().filter(milik).map(|(_, b)| b.clone()).collect();
        let (data, diisi) = (rerata(&butir), monev.diisi(&satu.nama));
        let alasan = diisi.and_then(|diisi| diisi.alasan.as_ref()?.teks());
        let diisi = diisi.and_then(|diisi| diisi.nilai);
        let nilai = diisi.or(data).unwrap_or_default();
        NilaiIndikator {
            nama: satu.nama.to_string(),
            bobot: satu.bobot,
            bukti: satu.bukti,
            data,
            diisi,
            alasan: alasan.map(str::to_owned),
            nilai,
            sumbangan: jumlah([(satu.bobot, nilai)]),
            butir,
        }
    });
    let indikator: Vec<NilaiIndikator> = indikator.collect();
    let nilai = jumlah(indikator.iter().map(|satu| (satu.bobot, satu.nilai)));
    Penilaian {
        tahun,
        target: ditetapkan.target,
        nilai,
        predikat: Predikat::dari(nilai).nama().to_owned(),
        sendiri: monev.sendiri(),
        indikator,
        resmi: monev.hasil.as_ref().map(|(tanggal, hasil)| HasilResmi {
            nilai: hasil.nilai,
            predikat: Predikat::dari(hasil.nilai).nama().to_owned(),
            komisi: hasil.komisi.to_string(),
            dasar: hasil.dasar.as_ref().map(ToString::to_string),
            tanggal: *tanggal,
        }),
    }
}

/// How many of how many, in tenths of a per cent; nothing where there are none.
fn bagian(banyak: u64, dari: u64) -> Option<u16> {
    let tenth = banyak.min(dari) * u64::from(PENUH);
    u16::try_from(tenth.checked_div(dari)?).ok()
}

#[cfg(test)]
mod tests {
    use events::monev::{Event as Fakta, NilaiMonevDiisi};
    use events::teks::Label;

    use super::*;

    fn butir(skor: Option<u16>) -> Butir {
        let teks = String::new;
        Butir { hal: teks(), dasar: teks(), skor, bukti: teks(), tautan: teks() }
    }

    #[test]
    fn what_cannot_be_judged_counts_for_nothing_and_against_nobody() {
        assert_eq!(rerata(&[butir(Some(1_000)), butir(None), butir(Some(0))]), Some(500));
        assert_eq!((rerata(&[butir(None)]), rerata(&[])), (None, None));
        assert_eq!((bagian(1, 3), bagian(3, 3), bagian(0, 0)), (Some(333), Some(1_000), None));
    }

    #[test]
    fn what_the_office_fills_in_stands_for_what_data_show() {
        let semua = events::monev::SEMUA_KELOMPOK.map(|k| (k, butir(Some(900))));
        let mut monev = Monev::default();
        assert_eq!(susun(2026, &monev, &semua).nilai, 900);
        let diisi = NilaiMonevDiisi {
            tahun: 2026,
            indikator: Label::try_new("Jenis informasi").expect("a label"),
            nilai: Some(500),
            alasan: None,
        };
        monev.evolve(&Fakta::NilaiMonevDiisi(diisi), None);
        let penilaian = susun(2026, &monev, &semua);
        // 40% of 50 and 60% of 90.
        assert_eq!((penilaian.nilai, penilaian.predikat.as_str()), (740, "Cukup Informatif"));
        let satu = &penilaian.indikator[0];
        assert_eq!((satu.data, satu.diisi, satu.sumbangan), (Some(900), Some(500), 200));
    }
}
