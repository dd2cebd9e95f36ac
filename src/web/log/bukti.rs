//! What proves a fact: its leaf as it is hashed, the way from there to the root
//! of the tree, and the verification of one case.

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use events::{AliranId, JenisAliran};
use projections::pohon::bukti::Bukti;
use projections::proyeksi::Proyeksi;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::{App, Syarat};
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::parameter::Jalur;
use crate::web::rute::Rute;

/// A fact as it stands in the log, with its proof.
#[derive(Debug, Serialize, ToSchema)]
struct FaktaTerbukti {
    posisi: u64,
    /// The very bytes that were hashed; what is sealed stands in them as digests.
    daun: String,
    /// `SHA-256(0x00 ‖ daun)`, in hexadecimal.
    hash: String,
    bukti: TampilanBukti,
}

/// The way from a leaf to the root (RFC 6962).
#[derive(Debug, Serialize, ToSchema)]
struct TampilanBukti {
    /// Leaves in the tree.
    ukuran: u64,
    /// The hashes beside the way, from the leaf up.
    jalur: Vec<String>,
    /// Where leaf and way lead.
    akar_dihitung: String,
    /// The root of the log at that size.
    akar_log: String,
    cocok: bool,
}

/// Every fact of a case, its sengketa and its companion, computed anew.
#[derive(Debug, Serialize, ToSchema)]
struct VerifikasiPerkara {
    perkara: Uuid,
    ukuran: u64,
    akar: String,
    /// Nothing is wrong with any of them.
    utuh: bool,
    fakta: Vec<FaktaDiperiksa>,
}

#[derive(Debug, Serialize, ToSchema)]
struct FaktaDiperiksa {
    posisi: u64,
    aliran: String,
    versi: u32,
    tipe: String,
    hash: String,
    /// What is wrong with it.
    temuan: Option<String>,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/log/fakta/{posisi}",
            "log_bukti",
            "Satu fakta seperti tertulis dalam log, dengan bukti bahwa ia ada dalam pohonnya",
            Akses::PEMERIKSAAN,
            get(satu),
        )
        .menjawab::<FaktaTerbukti>(),
        Rute::baru(
            Method::GET,
            "/api/v1/perkara/{perkara}/verifikasi",
            "perkara_verifikasi",
            "Hitung ulang setiap fakta satu perkara terhadap akar log",
            Akses::BACA_PERKARA,
            get(perkara),
        )
        .menjawab::<VerifikasiPerkara>(),
    ]
}

async fn satu(
    State(layanan): State<Layanan>,
    Jalur(posisi): Jalur<u64>,
) -> Result<Tampak<FaktaTerbukti>, Masalah> {
    let app = &layanan.app;
    let tidak_ada = || Masalah::tidak_ada("fakta ini");
    let raw = match posisi {
        0 | 0x8000_0000_0000_0000.. => None,
        posisi => app.log.page(posisi - 1, 1).await?.pop(),
    };
    let raw = raw.ok_or_else(tidak_ada)?;
    let (ukuran, akar) = pohon(app).await?;
    let bukti = bukti(app, posisi, ukuran).await?.ok_or_else(tidak_ada)?;
    let dihitung = bukti.akar();
    let hash = crate::log::leaf_hash(&raw.leaf);
    let isi = FaktaTerbukti {
        posisi,
        daun: String::from_utf8_lossy(&raw.leaf).into_owned(),
        hash: hex::encode(hash),
        bukti: TampilanBukti {
            ukuran,
            jalur: bukti.jalur.iter().map(hex::encode).collect(),
            akar_dihitung: hex::encode(dihitung),
            akar_log: hex::encode(akar),
            cocok: hash == bukti.daun && dihitung == akar,
        },
    };
    Ok(Tampak::baru(ukuran, isi))
}

/// Size and root of the log, once the nodes of its tree are there.
async fn pohon(app: &App) -> Result<(u64, [u8; 32]), Masalah> {
    let (ukuran, _, akar) = app.log.head().await?;
    app.tampilan.tunggu(Proyeksi::Pohon, ukuran).await?;
    Ok((ukuran, akar))
}

async fn bukti(app: &App, posisi: u64, ukuran: u64) -> anyhow::Result<Option<Bukti>> {
    let mut connection = app.pool.acquire().await?;
    Ok(Bukti::baca(posisi, ukuran, &mut connection).await?)
}

async fn perkara(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
) -> Result<Tampak<VerifikasiPerkara>, Masalah> {
    let app = &layanan.app;
    let state = app.perkara(id).await?;
    Syarat::Ada.periksa(state.versi)?;
    let mut aliran = vec![AliranId::perkara(id), AliranId::pendamping(id)];
    let sengketa = |id: &Uuid| AliranId { jenis: JenisAliran::Sengketa, id: *id };
    aliran.extend(state.sengketa.iter().map(sengketa));
    let (ukuran, akar) = pohon(app).await?;
    let mut fakta = Vec::new();
    for satu in app.log.inspect(&aliran).await? {
        // What came after the root was read is for the next time.
        if satu.position > ukuran {
            continue;
        }
        let terbukti = bukti(app, satu.position, ukuran).await?;
        let dalam_pohon = terbukti.is_some_and(|b| b.daun == satu.hash && b.akar() == akar);
        let luar = (!dalam_pohon).then(|| "daun ini bukan yang ada dalam pohon log".to_owned());
        fakta.push(FaktaDiperiksa {
            posisi: satu.position,
            aliran: satu.stream.jenis.nama().to_owned(),
            versi: satu.version,
            tipe: satu.kind,
            hash: hex::encode(satu.hash),
            temuan: satu.problem.or(luar),
        });
    }
    let utuh = fakta.iter().all(|fakta| fakta.temuan.is_none());
    let isi = VerifikasiPerkara { perkara: id, ukuran, akar: hex::encode(akar), utuh, fakta };
    Ok(Tampak::baru(ukuran, isi))
}
