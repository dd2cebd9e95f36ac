//! One sengketa: where it stands, and its history.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::NaiveDate;
use events::perkara::Kejadian;
use events::sengketa::Event;
use events::{AliranId, JenisAliran, Sengketa, Tercatat};
use projections::catatan::Catatan;
use projections::uraian;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::berkas::{TampilanBukti, TampilanKuasa, TampilanSidang, TampilanTugas, bukti};
use crate::log::Values;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::parameter::{Halaman, Jalur, Laman, Lihat, Pandangan, Tanya};
use crate::web::perkara::TampilanFakta;
use crate::web::rute::Rute;
use crate::web::tenggat::{TampilanTenggat, tampilan_tenggat};

/// A sengketa.
#[derive(Debug, Serialize, ToSchema)]
struct KeadaanSengketa {
    sengketa: Uuid,
    versi: u32,
    perkara: Vec<Uuid>,
    komisi: Option<String>,
    /// KI's number.
    nomor: Option<String>,
    tahap: String,
    diajukan: Option<NaiveDate>,
    diregistrasi: Option<NaiveDate>,
    /// The hearing that the office was summoned to and that was not held.
    panggilan: Option<TampilanSidang>,
    sidang: Vec<TampilanSidang>,
    kuasa: Vec<TampilanKuasa>,
    /// The office of the one who leads the office's side.
    fasilitator: Option<String>,
    tugas: Vec<TampilanTugas>,
    bukti: Vec<TampilanBukti>,
    diputus: Option<NaiveDate>,
    gugatan: Option<NaiveDate>,
    inkracht: Option<NaiveDate>,
    dilaksanakan: Option<NaiveDate>,
    /// Withdrawn, dropped, stopped, or never registered.
    berakhir_tanpa_putusan: bool,
    tenggat: Vec<TampilanTenggat>,
}

pub(in crate::web) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/sengketa/{sengketa}",
            "sengketa",
            "Keadaan satu sengketa",
            Akses::BACA_PERKARA,
            get(satu),
        )
        .menanya::<Lihat>()
        .menjawab::<KeadaanSengketa>(),
        Rute::baru(
            Method::GET,
            "/api/v1/sengketa/{sengketa}/riwayat",
            "sengketa_riwayat",
            "Semua fakta satu sengketa",
            Akses::BACA_PERKARA,
            get(riwayat),
        )
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<TampilanFakta>(),
    ]
}

/// The sengketa as it was seen, over the calendar of that moment.
async fn catatan(layanan: &Layanan, id: Uuid, pandangan: &Pandangan) -> anyhow::Result<Catatan> {
    let app = &layanan.app;
    let dasar = app.tampilan.dasar().await?.pada(pandangan.sudut);
    let aliran = AliranId { jenis: JenisAliran::Sengketa, id };
    let fakta = app.log.stream(aliran, Values::Sealed).await?;
    Ok(Catatan::di_atas(dasar, fakta, pandangan.sudut))
}

async fn satu(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
) -> Result<Tampak<KeadaanSengketa>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let catatan = catatan(&layanan, id, &pandangan).await?;
    let keadaan = keadaan(&catatan, id).ok_or_else(|| Masalah::tidak_ada("sengketa ini"))?;
    Ok(Tampak { posisi, versi: Some(keadaan.versi), isi: keadaan })
}

fn keadaan(catatan: &Catatan, id: Uuid) -> Option<KeadaanSengketa> {
    let state = Sengketa::dari(catatan.sengketa.get(&id)?, catatan.sudut.zona);
    let hari = |kejadian: Option<Kejadian>| kejadian.and_then(|kejadian| kejadian.tanggal);
    let hari_ini = catatan.sudut.hari();
    let diajukan = state.pengajuan.as_ref().and_then(|pengajuan| pengajuan.diajukan.tanggal);
    let aturan = catatan.aturan(diajukan);
    let tenggat = events::tenggat::sengketa(&state, aturan);
    let bentuk = |tenggat| tampilan_tenggat(tenggat, hari_ini, &aturan.kerja);
    let pengajuan = state.pengajuan.as_ref();
    let registrasi = state.registrasi.as_ref();
    Some(KeadaanSengketa {
        sengketa: id,
        versi: state.versi,
        perkara: pengajuan.map(|pengajuan| pengajuan.perkara.clone()).unwrap_or_default(),
        komisi: pengajuan.and_then(|p| p.komisi.as_ref()).map(ToString::to_string),
        nomor: registrasi.map(|(_, registrasi)| registrasi.nomor.to_string()),
        diajukan,
        diregistrasi: registrasi.and_then(|(kejadian, _)| kejadian.tanggal),
        tahap: state.tahap().to_owned(),
        panggilan: state.sidang_menanti().map(|(tanggal, acara)| TampilanSidang {
            tanggal: Some(tanggal),
            acara,
            pemohon: None,
            termohon: None,
        }),
        sidang: state.sidang.iter().map(TampilanSidang::from).collect(),
        kuasa: state.kuasa.iter().map(|kuasa| TampilanKuasa::from(*kuasa)).collect(),
        fasilitator: state.fasilitator.as_ref().map(ToString::to_string),
        tugas: state.tugas.iter().map(|tugas| TampilanTugas::dari(tugas, catatan)).collect(),
        bukti: bukti(catatan, id),
        diputus: state.putusan.as_ref().and_then(|putusan| putusan.dibacakan.tanggal),
        gugatan: state.gugatan.as_ref().and_then(|gugatan| gugatan.diajukan.tanggal),
        inkracht: hari(state.inkracht),
        dilaksanakan: hari(state.dilaksanakan),
        berakhir_tanpa_putusan: state.berakhir_tanpa_putusan(),
        tenggat: tenggat.iter().map(bentuk).collect(),
    })
}

async fn riwayat(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanFakta>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let catatan = catatan(&layanan, id, &pandangan).await?;
    let fakta = catatan.sengketa.get(&id).ok_or_else(|| Masalah::tidak_ada("sengketa ini"))?;
    let dikoreksi: BTreeSet<u32> = fakta.iter().filter_map(koreksi).collect();
    let fakta = fakta.iter().map(|tercatat| {
        let uraian = uraian::sengketa(&tercatat.event, &catatan);
        TampilanFakta::dari(tercatat, uraian, dikoreksi.contains(&tercatat.version))
    });
    let daftar = "riwayat-sengketa";
    Ok(Tampak::baru(posisi, TampilanFakta::laman(daftar, posisi, fakta.collect(), &halaman)?))
}

fn koreksi(tercatat: &Tercatat<Event>) -> Option<u32> {
    if let Event::KoreksiDicatat(koreksi) = &tercatat.event { Some(koreksi.versi) } else { None }
}
