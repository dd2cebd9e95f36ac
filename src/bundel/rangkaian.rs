//! The streams of a case, leaf by leaf, as they are proved.

use anyhow::Context;
use bukti::bundel::{AliranBerbukti, FaktaBerbukti};
use events::{AliranId, Event, JenisAliran, Perkara};
use projections::pohon::bukti::Bukti;
use uuid::Uuid;

use super::potongan::Potongan;
use crate::app::{App, aliran_perkara};
use crate::log::{Disclosed, Values};

pub(super) struct Rangkaian {
    /// Lower-case letters: its folder in the bundle.
    pub nama: String,
    pub aliran: AliranId,
    pub fakta: Vec<Disclosed>,
}

/// The last position of a case and of what accompanies it; nothing where there is
/// no case.
pub(super) async fn terakhir(app: &App, perkara: Uuid) -> anyhow::Result<Option<u64>> {
    let state = app.perkara(perkara).await?;
    if state.versi == 0 {
        return Ok(None);
    }
    let fakta = app.log.streams(&aliran_perkara(perkara, &state), Values::Sealed).await?;
    Ok(fakta.iter().map(|tercatat| tercatat.position).max())
}

/// The case first, then its disputes, then what machines and officers noted
/// beside it.
pub(super) async fn kumpulkan(
    app: &App,
    perkara: Uuid,
    sampai: u64,
) -> anyhow::Result<Vec<Rangkaian>> {
    let aliran = AliranId::perkara(perkara);
    let fakta = app.log.disclosed(aliran, sampai).await?;
    let kasus: Vec<_> = fakta
        .iter()
        .filter_map(|satu| match satu.sealed.clone().pisah() {
            (tempat, Event::Perkara(event)) => Some(tempat.ganti(*event)),
            _ => None,
        })
        .collect();
    let sengketa = Perkara::dari(&kasus, app.zona).sengketa;
    let mut semua = vec![Rangkaian { nama: "perkara".to_owned(), aliran, fakta }];
    for (ke, id) in sengketa.into_iter().enumerate() {
        let aliran = AliranId { jenis: JenisAliran::Sengketa, id };
        let fakta = app.log.disclosed(aliran, sampai).await?;
        semua.push(Rangkaian { nama: nama_sengketa(ke), aliran, fakta });
    }
    let aliran = AliranId::pendamping(perkara);
    let fakta = app.log.disclosed(aliran, sampai).await?;
    semua.push(Rangkaian { nama: "pendamping".to_owned(), aliran, fakta });
    semua.retain(|rangkaian| !rangkaian.fakta.is_empty());
    Ok(semua)
}

/// `sengketa`, `sengketab`, `sengketac`: a folder has letters alone.
fn nama_sengketa(ke: usize) -> String {
    let mut nama = "sengketa".to_owned();
    let mut sisa = ke;
    while sisa > 0 {
        nama.push(char::from(b'a' + u8::try_from(sisa % 26).unwrap_or_default()));
        sisa /= 26;
    }
    nama
}

impl Rangkaian {
    /// Every fact with the proof that it is under the checkpoint, and with what
    /// this reader is shown of it.
    pub async fn berbukti(
        &self,
        app: &App,
        ukuran: u64,
        potongan: &Potongan,
    ) -> anyhow::Result<AliranBerbukti> {
        let mut tujuan = app.pool.acquire().await?;
        let mut fakta = Vec::with_capacity(self.fakta.len());
        for satu in &self.fakta {
            let bukti = Bukti::baca(satu.sealed.position, ukuran, &mut tujuan).await?;
            let bukti = bukti.context("pohon log belum sampai di sini")?;
            fakta.push(FaktaBerbukti {
                daun: satu.leaf.clone(),
                jalur: bukti.jalur,
                ungkap: potongan.ungkap(satu),
            });
        }
        Ok(AliranBerbukti { nama: self.nama.clone(), stream: self.aliran.to_string(), fakta })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_dispute_has_a_folder_of_its_own() {
        let nama: BTreeSet<String> = (0..800).map(nama_sengketa).collect();
        assert_eq!(nama.len(), 800);
        assert!(nama.iter().all(|nama| nama.bytes().all(|b| b.is_ascii_lowercase())));
        assert_eq!(nama_sengketa(0), "sengketa");
    }
}
