//! A case replayed step by step: at each, what had become known, what was due,
//! and what the fact changed.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use events::{AliranId, Event, Tercatat};
use projections::catatan::{Catatan, Sudut};
use projections::perkara;
use projections::riwayat::{self, riwayat};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Jalur, Pandangan, Segar, Tanya};
use super::perkara::TampilanFakta;
use super::pratinjau::{Keadaan, Perubahan};
use super::rute::Rute;
use super::tenggat::{TampilanTenggat, tampilan_tenggat};
use crate::proyeksi::Terbaca;

#[derive(Debug, Deserialize, IntoParams)]
struct LangkahDiminta {
    /// Langkah keberapa, mulai dari 1; tanpa ini yang pertama.
    #[param(minimum = 1)]
    langkah: Option<u32>,
}

/// One step.
#[derive(Debug, Serialize, ToSchema)]
struct PutarUlang {
    langkah: u32,
    jumlah: u32,
    nomor: String,
    /// The day on which the fact could be known; what is due is told as of it.
    hari: NaiveDate,
    diketahui: DateTime<Utc>,
    /// The fact of this step.
    fakta: TampilanFakta,
    /// What it changed.
    beda: Perubahan,
    /// What was to be done then, by whomever.
    terbuka: Vec<TampilanTenggat>,
    /// What was known by then, this step the last.
    diketahui_sebelumnya: Vec<TampilanFakta>,
}

pub(super) fn rute() -> Rute {
    Rute::baru(
        Method::GET,
        "/api/v1/perkara/{perkara}/putar-ulang",
        "perkara_putar_ulang",
        "Satu langkah perkara: yang diketahui, yang jatuh tempo, dan yang diubah faktanya",
        Akses::BACA_PERKARA,
        get(putar),
    )
    .menanya::<LangkahDiminta>()
    .menanya::<Segar>()
    .menjawab::<PutarUlang>()
}

async fn putar(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
    Tanya(diminta): Tanya<LangkahDiminta>,
) -> Result<Tampak<PutarUlang>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let fakta = layanan.app.tampilan.fakta_untuk(&[id]).await?;
    let dasar = layanan.app.tampilan.dasar().await?;
    let pita = Pita::dari(id, fakta, dasar, pandangan.sudut).ok_or_else(tidak_ada)?;
    let jumlah = u32::try_from(pita.milik.len()).unwrap_or(u32::MAX);
    let langkah = diminta.langkah.unwrap_or(1);
    if !(1..=jumlah).contains(&langkah) {
        return Err(Masalah::kolom("langkah", format!("pilih langkah 1 sampai {jumlah}")));
    }
    Ok(Tampak::baru(posisi, pita.langkah(langkah, jumlah).ok_or_else(tidak_ada)?))
}

fn tidak_ada() -> Masalah {
    Masalah::tidak_ada("perkara ini")
}

/// The facts of a case in the order in which they could be known, and what they
/// are read over.
struct Pita {
    id: Uuid,
    milik: Vec<Tercatat<Event>>,
    dasar: Arc<Terbaca>,
    sudut: Sudut,
}

impl Pita {
    fn dari(
        id: Uuid,
        mut milik: Vec<Tercatat<Event>>,
        dasar: Arc<Terbaca>,
        sudut: Sudut,
    ) -> Option<Self> {
        milik.sort_by_key(|tercatat| (tercatat.diketahui, tercatat.position));
        (!milik.is_empty()).then_some(Pita { id, milik, dasar, sudut })
    }

    /// The case as it was after so many steps, on the day of the last of them.
    fn catatan(&self, sampai: usize, saat: DateTime<Utc>) -> Catatan {
        let mut fakta = self.milik[..sampai].to_vec();
        // A stream is folded in its own order, whatever became known first.
        fakta.sort_by_key(|tercatat| tercatat.position);
        let sudut = Sudut { sebagaimana: saat, menurut_catatan: false, ..self.sudut };
        Catatan::di_atas(self.dasar.pada(sudut), fakta, sudut)
    }

    fn langkah(&self, langkah: u32, jumlah: u32) -> Option<PutarUlang> {
        let sampai = usize::try_from(langkah).ok()?;
        let ini = self.milik.get(sampai - 1)?;
        let sebelum = self.catatan(sampai - 1, ini.diketahui);
        let sesudah = self.catatan(sampai, ini.diketahui);
        let aliran = AliranId::perkara(self.id);
        let beda = Keadaan::dari(&sebelum, aliran).beda(Keadaan::dari(&sesudah, aliran));
        let hari = sesudah.sudut.hari();
        let baris = perkara::satu(&sesudah, self.id);
        let terbuka = baris.iter().flat_map(|baris| {
            let tenggat = baris.tenggat().into_iter().filter(events::tenggat::Tenggat::terbuka);
            tenggat.map(|tenggat| tampilan_tenggat(&tenggat, hari, &baris.aturan.kerja))
        });
        let diketahui: Vec<riwayat::Baris> = riwayat(&sesudah, self.id);
        let (kini, lalu): (Vec<_>, Vec<_>) =
            diketahui.into_iter().partition(|baris| baris.position == ini.position);
        Some(PutarUlang {
            langkah,
            jumlah,
            nomor: baris.as_ref().map_or_else(String::new, perkara::Baris::nomor),
            hari,
            diketahui: ini.diketahui,
            fakta: kini.into_iter().next().map(TampilanFakta::from)?,
            beda,
            terbuka: terbuka.collect(),
            diketahui_sebelumnya: lalu.into_iter().map(TampilanFakta::from).collect(),
        })
    }
}
