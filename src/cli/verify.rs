//! `jejak verify`: is the log what it was?

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use serde_json::json;

use super::impor::progress;
use super::{Bentuk, Ditemukan, tampilan};
use crate::app::App;

#[derive(Args, Debug)]
#[command(after_help = "\
Yang diperiksa: posisi tanpa celah; hash setiap daun; log, posisi, aliran, dan versi di
dalam daun; rantai setiap aliran; waktu pencatatan yang selalu maju; akar pohon RFC 6962;
nilai tersegel terhadap daunnya; daftar perintah.
Keluar dengan kode 1 dan menyebut posisi pertama yang tidak sesuai.

Log ini membuktikan tidak berubah sejak akar yang Anda pegang, bukan bahwa isinya benar.")]
pub(super) struct Arguments {
    #[command(flatten)]
    bentuk: Bentuk,
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
            "utuh": verdict.finding.is_none(), "log": verdict.log, "fakta": verdict.events,
            "aliran": verdict.streams, "akar": akar, "temuan": temuan
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
    if verdict.finding.is_some() { Err(Ditemukan.into()) } else { Ok(()) }
}
