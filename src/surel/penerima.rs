//! Who is written to: officers, by what they act as, whether they have an
//! address, and what they want to be told; and the pemohon of a case.

use chrono::NaiveDate;
use events::pengguna::{Event as FaktaPengguna, Kapasitas, Pengguna, Peran};
use events::perkara::Event as FaktaPerkara;
use events::surel::JenisSurel;
use events::teks::Isi;
use events::{AliranId, Event, JenisAliran, Perkara};
use uuid::Uuid;

use super::tabel;
use crate::app::App;
use crate::log::Values;

/// An officer who can be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Penerima {
    pub id: Uuid,
    /// What they act as on that day.
    pub kapasitas: Vec<Kapasitas>,
}

impl Penerima {
    pub fn berperan(&self, peran: Peran) -> bool {
        self.kapasitas.iter().any(|satu| satu.peran == peran)
    }
}

/// To whom a mail goes, opened at the moment of sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tujuan {
    pub nama: Option<String>,
    pub jabatan: String,
    pub alamat: String,
    pub kapasitas: Vec<Kapasitas>,
}

/// Officers at work with an address who want mails of this kind, in the order
/// of the log.
pub async fn yang_mau(
    app: &App,
    jenis: JenisSurel,
    hari: NaiveDate,
) -> anyhow::Result<Vec<Penerima>> {
    let penolak = tabel::penolak(&app.pool, jenis).await?;
    let semua = app.semua_aliran::<Pengguna>().await?;
    let mau = semua.into_iter().filter_map(|(id, pengguna, _)| {
        let kapasitas = pengguna.kapasitas(hari);
        let mau = pengguna.surel.is_some() && !kapasitas.is_empty() && !penolak.contains(&id);
        mau.then_some(Penerima { id, kapasitas })
    });
    Ok(mau.collect())
}

/// Name and address of a user. `None` where they left, have no address any more,
/// or it was erased.
pub async fn buka(app: &App, id: Uuid, hari: NaiveDate) -> anyhow::Result<Option<Tujuan>> {
    let aliran = AliranId { jenis: JenisAliran::Pengguna, id };
    let mut pengguna = Pengguna::default();
    let (mut nama, mut jabatan) = (None, String::new());
    for tercatat in app.log.stream(aliran, Values::Open).await? {
        let Event::Pengguna(fakta) = tercatat.event else { continue };
        if let FaktaPengguna::PenggunaDidaftarkan(baru) = &fakta {
            nama = baru.nama.teks().map(str::to_owned);
            jabatan = baru.jabatan.to_string();
        }
        pengguna = pengguna.evolve(&fakta);
    }
    let kapasitas = pengguna.kapasitas(hari);
    let alamat = pengguna.surel.as_ref().and_then(Isi::teks).map(str::to_owned);
    let alamat = alamat.filter(|_| !kapasitas.is_empty());
    Ok(alamat.map(|alamat| Tujuan { nama, jabatan, alamat, kapasitas }))
}

/// Name and address of the pemohon of a case, or of its keberatan. `None` where
/// they gave no address, or it was erased.
pub async fn buka_pemohon(app: &App, perkara: Uuid) -> anyhow::Result<Option<Tujuan>> {
    let aliran = AliranId { jenis: JenisAliran::Perkara, id: perkara };
    let fakta = app.log.stream(aliran, Values::Open).await?.into_iter();
    let fakta: Vec<_> = fakta
        .filter_map(|tercatat| {
            let (tercatat, event) = tercatat.pisah();
            let Event::Perkara(event) = event else { return None };
            Some(tercatat.ganti(*event))
        })
        .collect();
    // As corrections have it.
    let perkara = Perkara::dari(&fakta, app.zona);
    let pemohon = perkara.permohonan.map(|permohonan| permohonan.pemohon);
    let pemohon = pemohon.or_else(|| {
        fakta.iter().find_map(|tercatat| match &tercatat.event {
            FaktaPerkara::KeberatanDiterima(f) => f.pemohon.clone(),
            _ => None,
        })
    });
    let Some(pemohon) = pemohon else { return Ok(None) };
    let alamat = pemohon.surel.as_ref().and_then(Isi::teks).map(str::to_owned);
    let nama = pemohon.nama.as_ref().and_then(Isi::teks).map(str::to_owned);
    let (jabatan, kapasitas) = ("Pemohon".to_owned(), Vec::new());
    Ok(alamat.map(|alamat| Tujuan { nama, jabatan, alamat, kapasitas }))
}
