//! Tables of books whose columns a map tells.

use events::impor::BentukSumber;
use events::impor::peta::{BukuImpor, PetaImporDitetapkan};
use events::kantor::{self, Kantor};
use events::teks::Label;

use super::peta::{self, Peta};
use super::tabel::Tabel;
use super::{Rencana, id_buku, keberatan, permohonan, register, timelines};
use crate::aliran::TawaranAliran;
use crate::app::{App, Syarat};
use crate::log;

/// A table of a book as an office keeps it, whatever its headings are.
pub fn baca_buku(bytes: &[u8], buku: BukuImpor) -> anyhow::Result<Tabel> {
    Tabel::berjudul(bytes, |judul| peta::dikenal(buku, judul))
}

/// Whether a table of permohonan tells more than the six columns that need no
/// map.
pub fn lebih_dari_baku(tabel: &Tabel) -> bool {
    let lain = |judul: &&String| !register::KOLOM.contains(&judul.as_str());
    let lain: Vec<String> = tabel.judul().iter().filter(lain).cloned().collect();
    peta::dikenal(BukuImpor::Permohonan, &lain) > 0
}

/// The plans of a register's rows, by a map of its columns.
pub fn rencana(
    tabel: &Tabel,
    peta: &Peta,
    bentuk: BentukSumber,
    nama: &Label,
) -> anyhow::Result<Vec<Rencana>> {
    let buku = id_buku(bentuk, nama);
    match bentuk {
        BentukSumber::Register => permohonan::rencana(tabel, peta, buku),
        BentukSumber::Keberatan => keberatan::rencana(tabel, peta, buku),
        BentukSumber::Timelines => timelines::rencana(tabel, buku),
    }
}

/// Keeps a map of columns for the next file; said twice it is one fact.
pub async fn simpan_peta(
    app: &App,
    peta: PetaImporDitetapkan,
    aktor: &Label,
) -> anyhow::Result<()> {
    let tawaran = TawaranAliran {
        command: log::new_id(app.clock.now()),
        actor: aktor.clone(),
        id: kantor::aliran().id,
        kiriman: serde_json::to_vec(&peta)?,
        fakta: kantor::Event::PetaImporDitetapkan(peta.clone()),
        waktu: None,
    };
    if app.kantor_kini().await?.peta(peta.buku).any(|ada| *ada == peta) {
        return Ok(());
    }
    app.handle_aliran::<Kantor>(tawaran, Syarat::Apa).await?;
    Ok(())
}
