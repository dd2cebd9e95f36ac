//! What most commands begin with: read models that are up to date, and the case that
//! a number means.

use projections::catatan::{Catatan, Sudut};
use projections::perkara;
use projections::proyeksi::Proyeksi;

use super::{Keliru, rebuild, tampilan};
use crate::app::App;

/// Brings the read models to the end of the log, and says how far that is where
/// it takes long. Those that the command reads must not have stopped.
pub(super) async fn kejar(app: &App, perlu: &[Proyeksi]) -> anyhow::Result<()> {
    let mut bar = None;
    app.tampilan.kejar(&mut |kemajuan| rebuild::tunjukkan(&mut bar, kemajuan)).await?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    app.tampilan.periksa(perlu).await
}

/// The cases that a number may mean.
pub(super) async fn bernomor(app: &App, nomor: &str, sudut: Sudut) -> anyhow::Result<Catatan> {
    kejar(app, &[Proyeksi::Perkara]).await?;
    let mut tujuan = app.pool.acquire().await?;
    let calon = perkara::cari(nomor, &mut tujuan).await?;
    drop(tujuan);
    app.catatan_untuk(&calon, sudut).await
}

/// The cases in which anything can be open.
pub(super) async fn terbuka(app: &App, sudut: Sudut) -> anyhow::Result<Vec<uuid::Uuid>> {
    kejar(app, &[Proyeksi::Perkara]).await?;
    let mut tujuan = app.pool.acquire().await?;
    Ok(perkara::calon_pada(sudut, &mut tujuan).await?)
}

/// The one perkara that a number means, in one book where it is named.
pub(super) fn cari<'a>(
    catatan: &'a Catatan,
    nomor: &str,
    buku: Option<&str>,
) -> anyhow::Result<perkara::Baris<'a>> {
    let mut baris = perkara::menurut_nomor(catatan, nomor);
    if let Some(buku) = buku {
        baris.retain(|baris| {
            let dibuka = baris.buku().and_then(|id| catatan.buku_dibuka(id));
            dibuka.is_some_and(|dibuka| dibuka.nama.as_str() == buku)
        });
    }
    match baris.len() {
        0 => Err(Keliru(format!(
            "perkara bernomor {nomor:?} tidak ditemukan pada {}; periksa nomornya, atau lihat yang terbuka dengan: jejak tenggat",
            events::waktu::tanggal_panjang(catatan.sudut.hari())
        ))
        .into()),
        1 => Ok(baris.remove(0)),
        _ => {
            let id: Vec<String> = baris.iter().map(|b| tampilan::pilihan(catatan, b)).collect();
            let pilihan = id.join("\n  ");
            let pesan = format!(
                "nomor {nomor} dipakai beberapa perkara; sebut bukunya dengan --buku, atau pilih salah satu id:\n  {pilihan}"
            );
            Err(Keliru(pesan).into())
        }
    }
}
