//! What the office tells the public of itself: maklumat, SOP, costs.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::routing::get;
use events::kantor::{BiayaSalinanDitetapkan, JenisTeks};
use events::waktu::tanggal_panjang;

use super::{Antar, Daftar, Jawaban, Tata, laman};
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::kantor::{TampilanKantor, nama_teks};

#[derive(Template)]
#[template(path = "teks_kantor.html")]
struct TeksHtml {
    tata: Tata,
    judul: &'static str,
    dasar: &'static str,
    /// Its paragraphs; none where the office has not written it yet.
    paragraf: Vec<String>,
}

#[derive(Template)]
#[template(path = "biaya.html")]
struct BiayaHtml {
    tata: Tata,
    berlaku: Option<Standar>,
    /// Those of other days, the newest first.
    lain: Vec<Standar>,
}

struct Standar {
    sejak: String,
    dasar: String,
    butir: Vec<(String, String, String)>,
}

pub(super) fn semua() -> Daftar {
    vec![("/maklumat", get(maklumat)), ("/sop", get(sop)), ("/biaya", get(biaya))]
}

async fn maklumat(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
) -> Jawaban {
    let dasar = "Pasal 47–48 Perki 1/2021";
    teks(&layanan, &antarmuka, JenisTeks::Maklumat, ("Maklumat pelayanan", dasar)).await
}

async fn sop(State(layanan): State<Layanan>, Extension(antarmuka): Extension<Antar>) -> Jawaban {
    let judul = ("Standar operasional prosedur", "layanan informasi publik");
    teks(&layanan, &antarmuka, JenisTeks::Sop, judul).await
}

async fn teks(
    layanan: &Layanan,
    antarmuka: &Antar,
    jenis: JenisTeks,
    (judul, dasar): (&'static str, &'static str),
) -> Jawaban {
    let kantor = baca(antarmuka).await?;
    let teks = kantor.teks.get(nama_teks(jenis)).map(String::as_str).unwrap_or_default();
    let paragraf = paragraf(teks);
    laman(&TeksHtml { tata: Tata::publik(layanan), judul, dasar, paragraf })
}

pub(super) async fn baca(
    antarmuka: &Antar,
) -> Result<TampilanKantor, crate::web::masalah::Masalah> {
    antarmuka.baca(&Pelaku::Publik, "/api/v1/kantor").await
}

/// Paragraphs stand apart by an empty line.
pub(super) fn paragraf(teks: &str) -> Vec<String> {
    let teks = teks.replace("\r\n", "\n");
    let semua = teks.split("\n\n").map(str::trim).filter(|satu| !satu.is_empty());
    semua.map(str::to_owned).collect()
}

async fn biaya(State(layanan): State<Layanan>, Extension(antarmuka): Extension<Antar>) -> Jawaban {
    let kantor = baca(&antarmuka).await?;
    let hari_ini = layanan.app.hari_ini();
    let ke = kantor.biaya.iter().rposition(|biaya| biaya.berlaku_sejak <= hari_ini);
    let berlaku = ke.and_then(|ke| kantor.biaya.get(ke)).map(Standar::dari);
    let lain = kantor.biaya.iter().enumerate().rev().filter(|(n, _)| Some(*n) != ke);
    let lain = lain.map(|(_, biaya)| Standar::dari(biaya)).collect();
    laman(&BiayaHtml { tata: Tata::publik(&layanan), berlaku, lain })
}

impl Standar {
    fn dari(biaya: &BiayaSalinanDitetapkan) -> Self {
        let butir = biaya
            .butir
            .iter()
            .map(|satu| (satu.uraian.to_string(), satu.satuan.to_string(), rupiah(satu.rupiah)));
        Standar {
            sejak: tanggal_panjang(biaya.berlaku_sejak),
            dasar: biaya.dasar.to_string(),
            butir: butir.collect(),
        }
    }
}

/// `Rp1.250`; nothing to pay is said so.
pub(super) fn rupiah(jumlah: u64) -> String {
    if jumlah == 0 {
        return "tanpa biaya".to_owned();
    }
    let angka = jumlah.to_string();
    let kelompok = angka.as_bytes().rchunks(3).rev();
    let kelompok = kelompok.map(|tiga| String::from_utf8_lossy(tiga).into_owned());
    format!("Rp{}", kelompok.collect::<Vec<_>>().join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rupiah_are_grouped_by_three() {
        for (jumlah, teks) in
            [(0, "tanpa biaya"), (250, "Rp250"), (1_250, "Rp1.250"), (1_000_000, "Rp1.000.000")]
        {
            assert_eq!(rupiah(jumlah), teks);
        }
    }

    #[test]
    fn an_empty_line_begins_a_paragraph() {
        assert_eq!(paragraf("satu\r\ndua\r\n\r\n\r\ntiga\n"), ["satu\ndua", "tiga"]);
        assert_eq!(paragraf(" \n\n "), Vec::<String>::new());
    }
}
