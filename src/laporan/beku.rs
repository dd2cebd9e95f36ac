//! Handing a report in freezes what it was made from: how far the log was read,
//! the template, and the digest of the bytes. From these the very same bytes are
//! made again, whatever was recorded since.

use anyhow::Context;
use chrono::{DateTime, Utc};
use events::laporan::{AngkaLaporan, LaporanDisampaikan, LaporanDisusun};
use events::teks::{Isi, Label, Sidik};
use projections::catatan::Sudut;
use projections::laporan::{Angka, Kurun, Milik};
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{Bahan, Dari, Titik, kantor, unit};
use crate::app::App;
use crate::naskah::pdf::Asal;
use crate::naskah::{Bagian, Naskah, pdf};

/// Of the layout of these reports. Whoever changes what they look like or what
/// they say gives it the next number, and keeps the one before: what was handed
/// in under it is made again with it.
pub const VERSI_TEMPLAT: u32 = 2;

/// What the unit says in its own words.
#[derive(Clone, Debug, Default)]
pub struct Kata {
    pub kendala: Option<Isi>,
    pub rekomendasi: Option<Isi>,
}

/// A report made from the log up to one position.
pub struct Cetakan {
    pub naskah: Naskah,
    pub angka: Angka,
    titik: Titik,
    asal: Asal,
}

/// Whether a report that was handed in can still be made as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Uji {
    /// Digests of what was made now.
    pub sha256: String,
    pub sha256_isi: String,
    /// The same bytes.
    pub sama: bool,
    /// It says the same, however it looks.
    pub isi_sama: bool,
}

/// A figure that is another one today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Revisi {
    pub hal: String,
    pub dulu: u64,
    pub kini: u64,
}

impl Cetakan {
    /// Makes the report from the log as it stands at a point.
    pub async fn buat(
        app: &App,
        disusun: &LaporanDisusun,
        kata: &Kata,
        titik: Titik,
    ) -> anyhow::Result<Self> {
        for tampilan in [Proyeksi::Perkara, Proyeksi::Laporan] {
            app.tampilan.tunggu(tampilan, titik.posisi).await?;
        }
        let asal = Asal::dari(&app.kantor_pada(titik.posisi).await?, titik.sudut, app.zona);
        let (naskah, angka) = susun(app, disusun, kata, Dari::Titik(titik.clone())).await?;
        Ok(Cetakan { naskah, angka, titik, asal })
    }

    /// As PDF/A. Takes processor time.
    pub async fn pdf(&self) -> anyhow::Result<Vec<u8>> {
        let (naskah, asal) = (self.naskah.clone(), self.asal.clone());
        tokio::task::spawn_blocking(move || pdf::tulis(&naskah, &asal)).await?
    }

    /// The fact that hands it in.
    pub async fn menjadi(self, kata: Kata) -> anyhow::Result<LaporanDisampaikan> {
        let sha256 = Sidik::try_new(hex::encode(Sha256::digest(self.pdf().await?)))?;
        Ok(LaporanDisampaikan {
            posisi: self.titik.posisi,
            akar: Sidik::try_new(self.titik.akar)?,
            versi_templat: VERSI_TEMPLAT,
            mesin: Some(Label::try_new(surat::MESIN)?),
            sha256,
            sha256_isi: Some(Sidik::try_new(self.naskah.sidik()?)?),
            angka: garis(&self.angka)?,
            kendala: kata.kendala,
            rekomendasi: kata.rekomendasi,
        })
    }
}

/// Lays a report out: of a unit, or without one of the office.
pub async fn susun(
    app: &App,
    disusun: &LaporanDisusun,
    kata: &Kata,
    dari: Dari,
) -> anyhow::Result<(Naskah, Angka)> {
    let kurun = Kurun { dari: disusun.dari, sampai: disusun.sampai };
    let bahan = match disusun.unit {
        Some(id) => Bahan::unit(app, kurun, id.0, dari).await?,
        None => Bahan::kumpulkan(app, kurun, dari, &mut |_, _| ()).await?,
    };
    let (mut naskah, angka) = if let Some(id) = disusun.unit {
        let (laporan, naskah) = unit(&bahan, Milik::Unit(id.0));
        (naskah, laporan.angka)
    } else {
        let (konsolidasi, naskah) = kantor(&bahan)?;
        (naskah, konsolidasi.kantor)
    };
    naskah.bagian.extend(kata.bagian());
    Ok((naskah, angka))
}

impl Kata {
    fn bagian(&self) -> [Bagian; 2] {
        let satu = |judul: &str, isi: &Option<Isi>| {
            let teks = isi.as_ref().and_then(Isi::teks).map(str::trim).filter(|t| !t.is_empty());
            let teks = teks.unwrap_or("Tidak ada yang disampaikan unit.");
            Bagian {
                judul: judul.to_owned(),
                alinea: teks.split("\n\n").map(|alinea| alinea.trim().to_owned()).collect(),
                tabel: None,
            }
        };
        [
            satu("Kendala (Pasal 56 Perki 1/2021)", &self.kendala),
            satu("Rekomendasi dan tindak lanjut", &self.rekomendasi),
        ]
    }

    /// The words with which a report was handed in, as far as they can be read.
    pub fn dari(disampaikan: &LaporanDisampaikan) -> Self {
        Kata { kendala: disampaikan.kendala.clone(), rekomendasi: disampaikan.rekomendasi.clone() }
    }
}

impl Titik {
    /// Where the log ends now.
    pub async fn kini(app: &App) -> anyhow::Result<Self> {
        let (posisi, dicatat, akar) = app.log.head().await?;
        Ok(Titik::pada(app, posisi, hex::encode(akar), (dicatat, VERSI_TEMPLAT)))
    }

    /// Where the log ended when a report was handed in.
    pub async fn beku(app: &App, disampaikan: &LaporanDisampaikan) -> anyhow::Result<Self> {
        let posisi = disampaikan.posisi;
        let entri = app.log.entries_at(&[posisi.cast_signed()]).await?;
        let dicatat = entri.first().map(|entri| entri.fakta.dicatat);
        let dicatat = dicatat.with_context(|| format!("posisi {posisi} tidak ada dalam log"))?;
        let akar = disampaikan.akar.as_str().to_owned();
        Ok(Titik::pada(app, posisi, akar, (dicatat, disampaikan.versi_templat)))
    }

    fn pada(
        app: &App,
        posisi: u64,
        akar: String,
        (dicatat, templat): (DateTime<Utc>, u32),
    ) -> Self {
        let sudut = Sudut { sebagaimana: dicatat, menurut_catatan: true, zona: app.zona };
        Titik { posisi, akar, sudut, templat }
    }
}

/// The fact with which a report is handed in as the log stands now.
pub async fn bekukan(
    app: &App,
    disusun: &LaporanDisusun,
    kata: Kata,
) -> anyhow::Result<LaporanDisampaikan> {
    let titik = Titik::kini(app).await?;
    Cetakan::buat(app, disusun, &kata, titik).await?.menjadi(kata).await
}

/// What was handed in, made again.
pub async fn buat_ulang(
    app: &App,
    disusun: &LaporanDisusun,
    disampaikan: &LaporanDisampaikan,
) -> anyhow::Result<Cetakan> {
    let titik = Titik::beku(app, disampaikan).await?;
    Cetakan::buat(app, disusun, &Kata::dari(disampaikan), titik).await
}

/// Makes a report again and holds it against what was handed in.
pub async fn uji(
    app: &App,
    disusun: &LaporanDisusun,
    disampaikan: &LaporanDisampaikan,
) -> anyhow::Result<Uji> {
    let cetakan = buat_ulang(app, disusun, disampaikan).await?;
    let sha256 = hex::encode(Sha256::digest(cetakan.pdf().await?));
    let sha256_isi = cetakan.naskah.sidik()?;
    Ok(Uji {
        sama: sha256 == disampaikan.sha256.as_str(),
        isi_sama: disampaikan.sha256_isi.as_ref().is_some_and(|s| s.as_str() == sha256_isi),
        sha256,
        sha256_isi,
    })
}

/// Figures that are others today: a correction, a late holiday, an answer that
/// came since.
pub async fn revisi(
    app: &App,
    disusun: &LaporanDisusun,
    disampaikan: &LaporanDisampaikan,
) -> anyhow::Result<Vec<Revisi>> {
    let dari = Dari::Kini(app.sudut_kini().await?);
    let (_, angka) = susun(app, disusun, &Kata::default(), dari).await?;
    Ok(beda(&disampaikan.angka, &garis(&angka)?))
}

/// Every figure that is not zero.
fn garis(angka: &Angka) -> anyhow::Result<Vec<AngkaLaporan>> {
    let terisi = angka.garis().into_iter().filter(|(_, n)| *n > 0);
    terisi.map(|(hal, n)| Ok(AngkaLaporan { hal: Label::try_new(hal)?, n })).collect()
}

/// In the order of the report; what only one of both has is zero in the other.
fn beda(dulu: &[AngkaLaporan], kini: &[AngkaLaporan]) -> Vec<Revisi> {
    let pada = |semua: &[AngkaLaporan], hal: &Label| {
        semua.iter().find(|satu| satu.hal == *hal).map_or(0, |satu| satu.n)
    };
    let baru = kini.iter().filter(|satu| dulu.iter().all(|lama| lama.hal != satu.hal));
    let semua = dulu.iter().chain(baru).map(|satu| Revisi {
        hal: satu.hal.to_string(),
        dulu: pada(dulu, &satu.hal),
        kini: pada(kini, &satu.hal),
    });
    semua.filter(|satu| satu.dulu != satu.kini).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn angka(isi: &[(&str, u64)]) -> Vec<AngkaLaporan> {
        let satu = |(hal, n): &(&str, u64)| AngkaLaporan {
            hal: Label::try_new(*hal).expect("a label"),
            n: *n,
        };
        isi.iter().map(satu).collect()
    }

    #[test]
    fn a_revision_names_both_figures_and_nothing_that_stayed() {
        let dulu = angka(&[("masuk", 5), ("selesai", 4), ("hilang", 1)]);
        let kini = angka(&[("masuk", 5), ("selesai", 5), ("baru", 2)]);
        let semua = beda(&dulu, &kini);
        let semua: Vec<_> = semua.iter().map(|r| (r.hal.as_str(), r.dulu, r.kini)).collect();
        assert_eq!(semua, [("selesai", 4, 5), ("hilang", 1, 0), ("baru", 0, 2)]);
        assert!(beda(&kini, &kini).is_empty());
    }

    #[test]
    fn the_templates_of_what_was_handed_in_stay() {
        let naskah = include_bytes!("../surat/templat/naskah.typ");
        let jejak = include_bytes!("../surat/templat/jejak.typ");
        let sidik = hex::encode(Sha256::new().chain_update(naskah).chain_update(jejak).finalize());
        assert_eq!(
            sidik, "4247fc39bef164537ea040308d37e747a4fcb49414519677777875dfbe1a7d37",
            "what was handed in is set with these: keep them, and give others the next number"
        );
    }
}
