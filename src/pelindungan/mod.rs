//! Personal data that are to be protected: requests to limit what is done with
//! them, and failures. Both have clocks in hours (Pasal 41 and 46 UU 27/2022).

mod aliran;
pub mod ingat;

use events::jam::TenggatJam;
use events::kegagalan::Kegagalan;
use events::{JenisAliran, Perkara};
use projections::log::{self, Saringan};
use uuid::Uuid;

use crate::app::App;

/// Facts that are looked up at a time.
const SEKALI: usize = 500;

/// What a limit in hours is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tentang {
    /// A request in this case.
    Perkara(Uuid),
    Kegagalan(Uuid),
}

impl Tentang {
    /// In whose companion it is told.
    pub fn id(self) -> Uuid {
        match self {
            Tentang::Perkara(id) | Tentang::Kegagalan(id) => id,
        }
    }
}

/// A limit in hours that somebody has to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatasJam {
    pub tentang: Tentang,
    pub tenggat: TenggatJam,
}

impl App {
    /// Every limit in hours that is open, whose end comes first first.
    pub async fn batas_jam(&self) -> anyhow::Result<Vec<BatasJam>> {
        let mut semua = Vec::new();
        for (id, kegagalan, _) in self.semua_aliran::<Kegagalan>().await? {
            let tentang = Tentang::Kegagalan(id);
            semua.extend(kegagalan.tenggat(self.zona).map(|t| BatasJam { tentang, tenggat: t }));
        }
        for (id, perkara) in self.perkara_dengan_pembatasan().await? {
            let tentang = Tentang::Perkara(id);
            let tenggat = perkara.pembatasan.iter().filter_map(|satu| satu.tenggat(self.zona));
            semua.extend(tenggat.map(|tenggat| BatasJam { tentang, tenggat }));
        }
        semua.retain(|satu| satu.tenggat.terbuka());
        semua.sort_by_key(|satu| satu.tenggat.akhir);
        Ok(semua)
    }

    /// Cases in which a limitation was asked for: few, and found by the index of
    /// the log.
    pub async fn perkara_dengan_pembatasan(&self) -> anyhow::Result<Vec<(Uuid, Perkara)>> {
        let saringan = Saringan {
            jenis: Some(JenisAliran::Perkara.kode()),
            tipe: Some("PembatasanDiminta".to_owned()),
            aktor: None,
        };
        let mut sampai = Some(self.log.position().await?.cast_signed() + 1);
        let mut posisi = Vec::new();
        while let Some(di_bawah) = sampai {
            let mut tujuan = self.pool.acquire().await?;
            let halaman = log::cari(&saringan, (1, di_bawah), SEKALI, &mut tujuan).await?;
            posisi.extend(halaman.isi);
            sampai = halaman.lanjut;
        }
        let mut id: Vec<Uuid> =
            self.log.entries_at(&posisi).await?.iter().map(|entri| entri.fakta.aliran).collect();
        id.sort_unstable();
        id.dedup();
        let mut semua = Vec::with_capacity(id.len());
        for satu in id {
            semua.push((satu, self.perkara(satu).await?));
        }
        Ok(semua)
    }
}
