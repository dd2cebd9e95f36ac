//! A reply in plain words, to be sent where the pemohon wrote from: made from
//! the facts that the pemohon may know, and with nobody's name in it.

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use events::tenggat::{JenisTenggat, Tenggat};
use events::waktu::tanggal_panjang;
use projections::catatan::Catatan;
use projections::perkara::{self, Baris};
use projections::uraian;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::lacak::{untuk_pemohon, upaya_dari};
use super::masalah::Masalah;
use super::parameter::{Jalur, Lihat, Pandangan};
use super::rute::Rute;

/// What may be copied into a message.
#[derive(Debug, Serialize, ToSchema)]
struct Balasan {
    /// How the permohonan came in.
    kanal: Option<String>,
    teks: String,
}

pub(super) fn rute() -> Rute {
    Rute::baru(
        Method::GET,
        "/api/v1/perkara/{perkara}/balasan",
        "perkara_balasan",
        "Teks balasan kepada pemohon, tanpa data pribadi",
        Akses::BACA_PERKARA,
        get(balasan),
    )
    .menanya::<Lihat>()
    .menjawab::<Balasan>()
}

async fn balasan(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
) -> Result<Tampak<Balasan>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let catatan = layanan.app.catatan_untuk(&[id], pandangan.sudut).await?;
    let baris = perkara::satu(&catatan, id).ok_or_else(|| Masalah::tidak_ada("perkara ini"))?;
    let kanal = baris.perkara.permohonan.as_ref().map(|p| p.kanal.nama().to_owned());
    let kantor = &layanan.kantor;
    let teks = teks(&catatan, &baris, &kantor.nama, &kantor.url_publik);
    Ok(Tampak::baru(posisi, Balasan { kanal, teks }))
}

fn teks(catatan: &Catatan, baris: &Baris<'_>, kantor: &str, url: &str) -> String {
    let nomor = baris.nomor();
    let apa = if baris.perkara.permohonan.is_some() { "Permohonan informasi" } else { "Keberatan" };
    let diterima = baris
        .diterima()
        .map_or(String::new(), |hari| format!(" yang kami terima pada {}", tanggal_panjang(hari)));
    let mut alinea = vec![
        "Selamat datang di layanan informasi publik.".to_owned(),
        format!("{apa} Anda bernomor {nomor}{diterima}."),
    ];
    let zona = catatan.sudut.zona;
    let fakta = events::koreksi::berlaku(&catatan.perkara[&baris.id]);
    if let Some(terakhir) = fakta.filter(|f| untuk_pemohon(f.event)).last() {
        let hari = terakhir.waktu.tanggal(zona).map(tanggal_panjang);
        let hari = hari.map_or(String::new(), |hari| format!(" ({hari})"));
        alinea.push(format!("Terakhir: {}{hari}.", uraian::perkara(terakhir.event, catatan)));
    }
    let tenggat = baris.tenggat();
    let berikutnya = tenggat.iter().filter(|t| t.terbuka() && !internal(t)).map(|t| {
        let (tindakan, pelaku) = (t.tindakan(), t.pelaku());
        let hari = tanggal_panjang(t.paling_lambat());
        format!("Berikutnya: {tindakan} oleh {pelaku}, paling lambat {hari}.")
    });
    alinea.extend(berikutnya);
    alinea.extend(upaya_dari(baris, catatan.sudut.hari()).into_iter().map(|upaya| upaya.uraian));
    alinea.push(format!(
        "Perkembangannya dapat dilihat di {}/lacak dengan nomor itu dan rahasia pada tanda bukti.",
        url.trim_end_matches('/')
    ));
    alinea.push(kantor.to_owned());
    alinea.join("\n\n")
}

/// What is between the office and its units stays there.
fn internal(tenggat: &Tenggat) -> bool {
    matches!(tenggat.jenis, JenisTenggat::BatasInternal(_))
}
