//! `jejak ketepatan`: keberatan and sengketa against their windows.

use clap::Args;
use events::ketepatan::{Kelas, Kesimpulan, Penilaian};
use projections::catatan::Sudut;
use projections::perkara;
use projections::proyeksi::Proyeksi;

use super::{Bentuk, Lihat, kejar, tampilan};
use crate::app::App;

#[derive(Args, Debug)]
#[command(after_help = "\
hari_berikutnya: hari kerja setelah pemicu adalah hari ke-1; hari_sama: hari pemicu
adalah hari ke-1 bila hari kerja. Bila keduanya berbeda, kesimpulannya batas: risiko,
bukan putusan Komisi Informasi. selisih_hk dihitung menurut hari_berikutnya.")]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) lihat: Lihat,
    #[command(flatten)]
    bentuk: Bentuk,
}

pub(super) async fn run(app: &App, a: Arguments, sudut: Sudut) -> anyhow::Result<()> {
    kejar(app, &[Proyeksi::Perkara]).await?;
    let mut tujuan = app.pool.acquire().await?;
    let calon = perkara::bersengketa(&mut tujuan).await?;
    drop(tujuan);
    let catatan = app.catatan_untuk(&calon, sudut).await?;
    let daftar = projections::ketepatan::semua(&catatan);
    if a.bentuk.json {
        return tampilan::json(&daftar);
    }
    if daftar.is_empty() {
        cetak!("Belum ada perkara dengan sengketa.");
        return Ok(());
    }
    let mut tabel = tampilan::tabel(&[
        "Nomor",
        "Keberatan: berikutnya",
        "sama",
        "kesimpulan",
        "Sengketa: berikutnya",
        "selisih hk",
        "sama",
        "kesimpulan",
    ]);
    for baris in &daftar {
        let [a, b, c, _] = kolom(baris.keberatan.as_ref());
        let [d, e, f, selisih] = kolom(baris.sengketa.as_ref());
        tabel.add_row([baris.nomor_register_ki.clone(), a, b, c, d, selisih, e, f]);
    }
    cetak!("{tabel}");
    cetak!("{} perkara dengan sengketa", daftar.len());
    Ok(())
}

fn kolom(penilaian: Option<&Penilaian>) -> [String; 4] {
    let Some(p) = penilaian else {
        return ["tanggal tidak tercatat", "", "", ""].map(str::to_owned);
    };
    let kelas = |kelas: Kelas| match kelas {
        Kelas::Tepat => "tepat",
        Kelas::Prematur => "prematur",
        Kelas::Daluwarsa => "daluwarsa",
    };
    let kesimpulan = match p.kesimpulan {
        Kesimpulan::Tepat => "tepat",
        Kesimpulan::Prematur => "prematur",
        Kesimpulan::Daluwarsa => "daluwarsa",
        Kesimpulan::Batas => "batas",
    };
    let selisih = p.selisih_hk.to_string();
    [
        kelas(p.hari_berikutnya).to_owned(),
        kelas(p.hari_sama).to_owned(),
        kesimpulan.to_owned(),
        selisih,
    ]
}
