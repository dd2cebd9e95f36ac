//! The checkpoint that a bundle is proved against.

use anyhow::Context;
use bukti::bundel::bagit;
use bukti::checkpoint::{Checkpoint, asal};
use bukti::nota::teks_belum_diperiksa;
use bukti::penanda::soket::PermintaanGagal;
use events::teks::Sidik;
use projections::pohon::bukti::Bukti;
use projections::proyeksi::Proyeksi;

use super::BundelGagal;
use crate::app::App;
use crate::checkpoint::{Halangan, Terbit, simpan, stempel, terbitkan};

/// What stands in the place of an office's public name where nobody signs.
const TANPA_PENANDA: &str = "tanpa-penanda";

pub(super) struct Pegangan {
    pub ukuran: u64,
    pub akar: [u8; 32],
    /// The signed note; only its text where nobody signs.
    pub teks: String,
    pub vkey: Option<String>,
    /// An authority's answer that stamps it.
    pub stempel: Option<Vec<u8>>,
}

impl Pegangan {
    /// The log as it stands, signed now; where the signer cannot be reached, the
    /// last checkpoint that covers the whole case; where there is none, unsigned.
    /// A signer that refuses holds everything up.
    pub async fn kini(app: &App, paling_sedikit: u64) -> Result<Self, BundelGagal> {
        let terbit = match terbitkan(app).await {
            Ok(terbit) => Some(terbit),
            Err(Halangan::Penanda(galat @ PermintaanGagal::Ditolak { .. })) => {
                return Err(BundelGagal::Penanda(galat.to_string()));
            }
            Err(Halangan::Lain(galat)) => return Err(galat.into()),
            Err(Halangan::TanpaPenanda | Halangan::Penanda(_)) => {
                let mut tujuan = app.pool.acquire().await.map_err(anyhow::Error::from)?;
                let lama = simpan::terakhir(paling_sedikit, &mut tujuan).await;
                lama.map_err(anyhow::Error::from)?
            }
        };
        Ok(match terbit {
            Some(terbit) => {
                let stempel = stempel::atas(app, &terbit).await?.map(|satu| satu.jawaban);
                Pegangan { stempel, ..Pegangan::dari(terbit)? }
            }
            None => Pegangan::tanpa_tanda(app, app.log.position().await?).await?,
        })
    }

    /// The same as a bundle had that was made before.
    pub async fn pada(app: &App, ukuran: u64, bertanda: bool) -> anyhow::Result<Self> {
        if !bertanda {
            return Pegangan::tanpa_tanda(app, ukuran).await;
        }
        let mut tujuan = app.pool.acquire().await?;
        let terbit = simpan::sebesar(ukuran, &mut tujuan).await?;
        let terbit = terbit.context("checkpoint berkas itu tidak ada lagi")?;
        let stempel = simpan::stempel_atas(&terbit, &mut tujuan).await?.map(|satu| satu.jawaban);
        Ok(Pegangan { stempel, ..Pegangan::dari(terbit)? })
    }

    /// With the stamp that a bundle had: it may have come only later.
    pub fn distempel(&mut self, harus: Option<&Sidik>) -> Result<(), &'static str> {
        match (harus, &self.stempel) {
            (None, _) => self.stempel = None,
            (Some(sidik), Some(ada)) if bagit::sha256(ada) == sidik.as_str() => {}
            (Some(_), _) => return Err("stempel waktunya tidak ada lagi"),
        }
        Ok(())
    }

    fn dari(terbit: Terbit) -> anyhow::Result<Self> {
        let isi = Checkpoint::baca(&teks_belum_diperiksa(&terbit.nota)?)?;
        let Terbit { ukuran, kunci, nota, .. } = terbit;
        Ok(Pegangan { ukuran, akar: isi.akar, teks: nota, vkey: Some(kunci), stempel: None })
    }

    async fn tanpa_tanda(app: &App, ukuran: u64) -> anyhow::Result<Self> {
        app.tampilan.tunggu(Proyeksi::Pohon, ukuran).await?;
        let mut tujuan = app.pool.acquire().await?;
        let bukti = Bukti::baca(ukuran, ukuran, &mut tujuan).await?;
        let akar = bukti.context("akar log belum terhitung")?.akar();
        let asal = asal(TANPA_PENANDA, &app.log.id().to_string());
        let teks = Checkpoint { asal, ukuran, akar }.teks();
        Ok(Pegangan { ukuran, akar, teks, vkey: None, stempel: None })
    }
}
