//! `jejak verify`: is the log what it was? With a file: is this bundle of a case
//! what it says?

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bukti::bundel::{self, Putusan, Tanda, Untuk};
use bukti::nota::KunciPublik;
use clap::Args;
use serde_json::{Value, json};

use super::impor::progress;
use super::{Bentuk, Ditemukan, Keliru, tampilan};
use crate::app::App;
use crate::berkas::{BerkasRusak, HasilBerkas};

#[derive(Args, Debug)]
#[command(after_help = "\
Yang diperiksa: posisi tanpa celah; hash setiap daun; log, posisi, aliran, dan versi di
dalam daun; rantai setiap aliran; waktu pencatatan yang selalu maju; akar pohon RFC 6962;
nilai tersegel terhadap daunnya; daftar perintah; setiap berkas yang disebut fakta.
Keluar dengan kode 1 dan menyebut posisi pertama yang tidak sesuai.

Dengan BERKAS, yang diperiksa adalah berkas perkara itu saja, tanpa basis data dan tanpa
jaringan: setiap berkas di dalamnya, setiap fakta beserta sambungan dan letaknya dalam log,
tanda tangan checkpoint, nilai yang dibuka, dan dokumennya. Kunci publik log diambil dari
tempat yang Anda percaya (--kunci-log), bukan dari berkas itu sendiri.

Log ini membuktikan tidak berubah sejak akar yang Anda pegang, bukan bahwa isinya benar.")]
pub(super) struct Arguments {
    /// Berkas perkara (ZIP) yang diperiksa; tanpa ini, seluruh log
    #[arg(value_name = "BERKAS")]
    berkas: Option<PathBuf>,
    /// Kunci publik log, dari tempat yang dipercaya
    #[arg(long, value_name = "KUNCI", requires = "berkas")]
    kunci_log: Option<String>,
    #[command(flatten)]
    bentuk: Bentuk,
}

impl Arguments {
    pub(super) fn berkas(&self) -> Option<&Path> {
        self.berkas.as_deref()
    }
}

/// Checks a bundle, offline.
pub(super) fn periksa_berkas(berkas: &Path, a: &Arguments) -> anyhow::Result<()> {
    let kunci = a.kunci_log.as_deref().map(KunciPublik::try_new).transpose();
    let kunci = kunci.map_err(|error| Keliru(error.to_string()))?;
    let nama = berkas.display();
    let tak_terbaca = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Keliru(format!("berkas {nama} tidak ada")),
        _ => Keliru(format!("berkas {nama} tidak dapat dibaca: {error}")),
    };
    let besar = std::fs::metadata(berkas).map_err(tak_terbaca)?.len();
    if besar > bundel::arsip::BATAS_ARSIP_BYTES as u64 {
        return Err(Keliru(format!("{nama} terlalu besar untuk berkas perkara")).into());
    }
    let isi = std::fs::read(berkas).map_err(tak_terbaca)?;
    match bundel::periksa(&isi, kunci.as_ref()) {
        Ok(putusan) if a.bentuk.json => {
            let mut nilai = serde_json::to_value(&putusan)?;
            nilai["sah"] = json!(true);
            tampilan::json(&nilai)
        }
        Ok(putusan) => {
            ceritakan(&putusan);
            Ok(())
        }
        Err(tolak) => {
            if a.bentuk.json {
                let (kode, uraian) = (tolak.kode.to_string(), tolak.kode.uraian());
                let berkas = &tolak.berkas;
                tampilan::json(
                    &json!({"sah": false, "kode": kode, "berkas": berkas, "uraian": uraian}),
                )?;
            } else {
                cetak!("DITOLAK: {tolak}");
            }
            Err(Ditemukan.into())
        }
    }
}

fn ceritakan(putusan: &Putusan) {
    cetak!("Sah: {} fakta, lengkap dan berurutan, terbukti dalam log", putusan.fakta);
    cetak!("Log     : {}, {} fakta", putusan.asal, putusan.ukuran);
    cetak!("Akar    : {}", putusan.akar);
    let untuk = match putusan.untuk {
        Untuk::Majelis => "Majelis (identitas terbuka)",
        Untuk::Pihak => "pihak lain (identitas ditahan)",
    };
    cetak!("Untuk   : {untuk}");
    let Putusan { terbuka, ditahan, dihapus, .. } = putusan;
    cetak!("Nilai   : {terbuka} dibuka, {ditahan} ditahan, {dihapus} dihapus");
    if putusan.stempel {
        cetak!(
            "Stempel : ada, atas checkpoint ini; otoritasnya Anda nilai dengan openssl ts -verify"
        );
    }
    cetak!("Dokumen : {}, sama dengan yang tercatat", putusan.dokumen);
    cetak!(
        "{}",
        match putusan.tanda {
            Tanda::KunciPembaca => "Ditandatangani kunci log yang Anda berikan.",
            Tanda::KunciBerkas =>
                "PERHATIAN: kunci diambil dari berkas ini sendiri; yang terbukti hanya bahwa isinya \
             saling sesuai. Minta kunci publik log dari tempat yang Anda percaya, lalu periksa \
             lagi dengan --kunci-log.",
            Tanda::TanpaTandaTangan =>
                "PERHATIAN: tanpa tanda tangan. Yang terbukti hanya bahwa isinya saling sesuai; \
             bandingkan akar di atas dengan akar yang Anda pegang.",
        }
    );
    cetak!("Terbukti tidak berubah sejak checkpoint itu, bukan bahwa isinya benar.");
}

pub(super) async fn run(app: &App, a: Arguments) -> anyhow::Result<()> {
    let bar = progress(0, "fakta");
    let mut verdict = app
        .log
        .verify(|posisi, jumlah| {
            if posisi % 1_000 == 0 {
                bar.set_length(jumlah);
                bar.set_position(posisi);
            }
        })
        .await?;
    bar.finish_and_clear();
    let bar = progress(0, "berkas");
    let berkas = app.periksa_berkas(&mut |banyak| bar.set_position(banyak)).await?;
    bar.finish_and_clear();
    if let Some(temuan) = &mut verdict.finding
        && let Some(posisi) = app.tampilan.daun_yang_diganti(temuan.positions).await?
    {
        temuan.positions = (posisi, posisi);
    }
    let akar = STANDARD.encode(verdict.root);
    if a.bentuk.json {
        let temuan = verdict.finding.as_ref().map(|temuan| {
            json!({"posisi": temuan.positions.0, "sampai": temuan.positions.1, "uraian": temuan.what})
        });
        tampilan::json(&json!({
            "utuh": verdict.finding.is_none() && berkas.rusak.is_empty(), "log": verdict.log,
            "fakta": verdict.events, "aliran": verdict.streams, "akar": akar, "temuan": temuan,
            "berkas": {"diperiksa": berkas.diperiksa, "rusak": rusak_json(&berkas)}
        }))?;
    } else if let Some(temuan) = &verdict.finding {
        let (dari, sampai) = temuan.positions;
        let posisi = if dari == sampai {
            format!("posisi {dari}")
        } else {
            format!("antara posisi {dari} dan {sampai}")
        };
        cetak!("TIDAK UTUH: {posisi}: {}", temuan.what);
    } else {
        cetak!("Utuh: {} fakta dalam {} aliran", verdict.events, verdict.streams);
        cetak!("Log  : {}", verdict.log);
        cetak!("Akar : {akar}");
    }
    if !a.bentuk.json {
        ceritakan_berkas(&berkas);
    }
    let baik = verdict.finding.is_none() && berkas.rusak.is_empty();
    if baik { Ok(()) } else { Err(Ditemukan.into()) }
}

/// Which files are not as the log knows them.
pub(super) fn ceritakan_berkas(hasil: &HasilBerkas) {
    if hasil.rusak.is_empty() {
        cetak!("Berkas: {}, semuanya ada dan sama dengan yang tercatat", hasil.diperiksa);
        return;
    }
    cetak!("BERKAS RUSAK: {} dari {}", hasil.rusak.len(), hasil.diperiksa);
    for satu in &hasil.rusak {
        cetak!(
            "  {} {}: berkas {} {}",
            satu.pemilik.jenis.nama(),
            satu.pemilik.id,
            satu.berkas,
            satu.sebab
        );
    }
}

fn rusak_json(hasil: &HasilBerkas) -> Vec<Value> {
    let satu = |rusak: &BerkasRusak| {
        let BerkasRusak { berkas, pemilik, sebab } = rusak;
        json!({"berkas": berkas, "aliran": pemilik.to_string(), "sebab": sebab})
    };
    hasil.rusak.iter().map(satu).collect()
}
