//! `jejak berkas`: the bundle of a case for those outside.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::iter;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use events::pendamping::PenerimaBundel;
use events::teks::Label;
use serde_json::json;
use uuid::Uuid;

use super::{Bentuk, Keliru, bernomor, cari, tampilan};
use crate::app::App;
use crate::bundel::{BundelGagal, Pesanan};
use crate::checkpoint::penanda::Penjaga;
use crate::log::new_id;

#[derive(Args, Debug)]
#[command(after_help = "\
Arsip ZIP (BagIt, RFC 8493) dengan seluruh fakta perkara dan buktinya, dokumen, daftar bukti,
kronologi, surat pengantar, dan alat pemeriksa. Pembuatannya dicatat sebagai fakta, dengan
keperluan dan sidik arsipnya. Akar lognya ditandatangani penanda bila penanda berjalan.
Contoh:
  jejak berkas 0012/PPID/2026 --untuk majelis --keperluan \"sidang pembuktian 12 Maret 2026\"
  jejak verify berkas-….zip --kunci-log KUNCI")]
pub(super) struct Arguments {
    /// Nomor register, nomor keberatan, nomor KI, atau id perkara
    nomor: String,
    /// Untuk siapa: majelis (identitas terbuka) atau pihak (identitas ditahan)
    #[arg(long, value_enum, default_value_t = Untuk::Majelis)]
    untuk: Untuk,
    /// Untuk apa dan atas dasar apa; tertulis dalam riwayat, tanpa nama orang
    #[arg(long, value_name = "TEKS")]
    keperluan: String,
    /// Berkas tujuan; tanpa ini di folder ini dengan nama dari id perkaranya
    #[arg(long, value_name = "FILE")]
    keluar: Option<PathBuf>,
    /// Buku register, bila nomor itu ada di beberapa buku
    #[arg(long, value_name = "NAMA")]
    buku: Option<String>,
    #[command(flatten)]
    bentuk: Bentuk,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Untuk {
    Majelis,
    Pihak,
}

pub(super) async fn run(app: &App, a: Arguments) -> anyhow::Result<()> {
    let keperluan = Label::try_new(a.keperluan);
    let keperluan = keperluan.map_err(|galat| Keliru(format!("--keperluan: {galat}")))?;
    let catatan = bernomor(app, &a.nomor, app.sudut_kini().await?).await?;
    let perkara = cari(&catatan, &a.nomor, a.buku.as_deref())?.id;
    if let Some(keluar) = a.keluar.as_ref().filter(|keluar| keluar.exists()) {
        return Err(Keliru(format!("{} sudah ada; pilih nama lain", keluar.display())).into());
    }
    let untuk = match a.untuk {
        Untuk::Majelis => PenerimaBundel::Majelis,
        Untuk::Pihak => PenerimaBundel::Pihak,
    };
    let oleh = Label::try_new("cli:berkas")?;
    let perintah = new_id(app.clock.now());
    let pesanan = Pesanan { untuk, keperluan };
    // Whether it can be written at all, before the making of it becomes a fact.
    let folder = a.keluar.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let tulisan = Tulisan::baru(folder, perintah)?;
    let penanda = Penjaga::sementara(app.penanda.as_ref()).await;
    let bundel = app.buat_bundel(perkara, (perintah, oleh), pesanan).await;
    penanda.henti().await;
    let bundel = bundel.map_err(|gagal| match gagal {
        BundelGagal::Lain(galat) => galat,
        lain => Keliru(lain.to_string()).into(),
    })?;
    let keluar = a.keluar.unwrap_or_else(|| nama_bebas(&bundel.nama));
    tulisan.jadi(&bundel.bytes, &keluar)?;
    if a.bentuk.json {
        return tampilan::json(&json!({
            "berkas": keluar, "dokumen": bundel.dokumen, "bertanda": bundel.bertanda,
        }));
    }
    cetak!("Ditulis: {}", keluar.display());
    cetak!("Dokumen: {}", bundel.dokumen);
    if bundel.tanpa_berkas > 0 {
        cetak!(
            "PERHATIAN: {} dokumen tercatat tidak ada dalam berkas ini, hanya sidiknya; periksa \
             dengan: jejak verify",
            bundel.tanpa_berkas
        );
    }
    if !bundel.bertanda {
        cetak!("PERHATIAN: akar lognya tidak ditandatangani; jalankan penanda (jejak penanda).");
    }
    cetak!("Periksa: jejak verify {} --kunci-log KUNCI", keluar.display());
    Ok(())
}

/// A second bundle of the same minute stands beside the first.
fn nama_bebas(nama: &str) -> PathBuf {
    let (badan, akhiran) = nama.rsplit_once('.').unwrap_or((nama, "zip"));
    let lain = (2..).map(|ke| PathBuf::from(format!("{badan}-{ke}.{akhiran}")));
    let mut semua = iter::once(PathBuf::from(nama)).chain(lain);
    semua.find(|jalur| !jalur.exists()).unwrap_or_else(|| PathBuf::from(nama))
}

/// A file that takes its name when it is whole. It opens people: for its owner
/// alone.
struct Tulisan {
    jalur: PathBuf,
    berkas: File,
}

impl Tulisan {
    fn baru(folder: &Path, id: Uuid) -> anyhow::Result<Self> {
        let jalur = folder.join(format!(".berkas-{}", id.simple()));
        let berkas = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&jalur);
        let berkas = berkas
            .with_context(|| format!("tidak dapat menulis di folder {:?}", folder.display()))?;
        Ok(Tulisan { jalur, berkas })
    }

    fn jadi(mut self, isi: &[u8], nama: &Path) -> anyhow::Result<()> {
        let tulis = self.berkas.write_all(isi).and_then(|()| self.berkas.sync_all());
        // A link, unlike a renaming, takes no name that another file has.
        let tulis = tulis.and_then(|()| fs::hard_link(&self.jalur, nama));
        tulis.with_context(|| format!("{} tidak dapat ditulis", nama.display()))
    }
}

impl Drop for Tulisan {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.jalur);
    }
}
