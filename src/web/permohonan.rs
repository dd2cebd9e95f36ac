//! Filing a permohonan: registered with its number in the same moment (Pasal
//! 22(4) UU 14/2008), by the public or by a petugas for somebody. And the later
//! steps of the register where a permohonan came without them.

use axum::extract::State;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use events::buku::JenisBuku;
use events::perkara::Event;
use events::permohonan::{Nomor, NomorPendaftaranDiberikan, PermohonanDicatat, PermohonanDiterima};
use events::pihak::Kanal;
use events::waktu::Waktu;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::masalah::{Jenis, Masalah};
use super::perintah::{
    CaraPerintah, Kiriman, POSISI, di_antara, disebut, etag, langkah, perkara, waktu,
};
use super::rute::Rute;
use crate::app::{App, HandleError, Syarat, Tawaran};
use crate::log::{AppendError, Outcome, leaf_hash};

/// A permohonan as it is filed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Pengajuan {
    /// Made by the client, best a UUIDv7; it becomes the id of the perkara.
    pub perintah: Uuid,
    /// When it came in; only a petugas may say so, and without it now.
    #[serde(default, deserialize_with = "disebut", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Waktu, required = false)]
    pub waktu: Option<Waktu>,
    pub permohonan: PermohonanDiterima,
}

/// The proof of receipt (tanda bukti penerimaan).
#[derive(Debug, Serialize, ToSchema)]
pub struct TandaBukti {
    pub perkara: Uuid,
    /// The number in the register.
    pub nomor: String,
    /// With the number it opens the tracking; it is shown here only.
    pub rahasia: String,
    pub posisi: u64,
    /// The leaf at that position, in hexadecimal: with it anybody sees whether the
    /// log still has what was filed.
    pub daun: String,
    #[serde(skip)]
    pub versi: u32,
}

impl IntoResponse for TandaBukti {
    fn into_response(self) -> Response {
        let kepala = [(POSISI, HeaderValue::from(self.posisi)), (header::ETAG, etag(self.versi))];
        (StatusCode::CREATED, kepala, Json(self)).into_response()
    }
}

impl TandaBukti {
    /// From the facts of the command, so that a repeat gets the same proof, its
    /// secret too: whoever lost the first answer has no other way to it, and would
    /// be left with a case out of their reach. The id alone, which every official
    /// sees as that of the case, opens nothing: a repeat comes from the same sender
    /// with the same whole body, whose sealed text nobody is shown without a view
    /// that is recorded.
    pub async fn dari(
        app: &App,
        perkara: Uuid,
        outcome: Outcome,
        nomor: fn(&Event) -> Option<String>,
    ) -> anyhow::Result<Self> {
        let fakta = app.fakta_perintah(outcome).await?;
        let nomor = di_antara(&fakta, nomor);
        let aliran = events::AliranId::perkara(perkara);
        let terakhir = app.log.page(outcome.last_position - 1, 1).await?.pop();
        let terakhir = terakhir.ok_or_else(|| anyhow::anyhow!("fakta yang diajukan tidak ada"))?;
        let versi = fakta.iter().filter(|t| t.stream == aliran).map(|t| t.version).max();
        Ok(TandaBukti {
            perkara,
            nomor: nomor.ok_or_else(|| anyhow::anyhow!("yang diajukan tidak bernomor"))?,
            rahasia: rahasia(app, perkara),
            posisi: outcome.last_position,
            daun: hex::encode(leaf_hash(&terakhir.leaf)),
            versi: versi.unwrap_or_default(),
        })
    }
}

/// Number and secret, as a link of the document takes them from a proof.
pub fn kunci() -> serde_json::Value {
    json!({"nomor": "$response.body#/nomor", "rahasia": "$response.body#/rahasia"})
}

/// What opens the tracking of a perkara, besides its number.
pub fn rahasia(app: &App, perkara: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(&app.log.secret("jejak/lacak/v1", perkara)[..16])
}

pub(super) fn rute() -> Vec<Rute> {
    let ringkasan = "Ajukan permohonan informasi (Pasal 22 UU 14/2008)";
    let (jalur, nama) = ("/api/v1/permohonan", "permohonan_diajukan");
    vec![
        Rute::baru(Method::POST, jalur, nama, ringkasan, Akses::PENGAJUAN, post(terima))
            .menerima::<Pengajuan>()
            .membuat::<TandaBukti>()
            .menuju("perkara", "perkara", "/perkara")
            .menuju_badan("lacak", kunci()),
        perkara(
            langkah("PermohonanDiterima", "Catat permohonan pada perkara impor", Akses::LOKET),
            Event::PermohonanDiterima,
        ),
        perkara(
            langkah(
                "NomorPendaftaranDiberikan",
                "Beri nomor pendaftaran; nomor null berarti nomor berikutnya dari buku",
                Akses::LOKET,
            ),
            Event::NomorPendaftaranDiberikan,
        ),
        perkara(
            langkah(
                "PermohonanDicatat",
                "Catat dalam register (Pasal 32 Perki 1/2021)",
                Akses::LOKET,
            ),
            Event::PermohonanDicatat,
        ),
    ]
}

/// What the public may not say of a filing that it makes itself.
pub fn periksa_publik(pelaku: &Pelaku, waktu: Option<Waktu>) -> Result<(), Masalah> {
    if *pelaku == Pelaku::Publik && waktu.is_some() {
        let detail = "hanya petugas yang menyebut waktu; tanpa itu, saat ini";
        return Err(Masalah::baru(Jenis::TakBerwenang, detail));
    }
    Ok(())
}

async fn terima(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(pengajuan): Kiriman<Pengajuan>,
) -> Result<TandaBukti, Masalah> {
    let app = &layanan.app;
    periksa_publik(&pelaku, pengajuan.waktu)?;
    let isi = serde_json::to_vec(&(pelaku.aktor(), &pengajuan)).map_err(anyhow::Error::from)?;
    let Pengajuan { perintah, waktu: saat, mut permohonan } = pengajuan;
    if pelaku == Pelaku::Publik {
        permohonan.kanal = Kanal::Situs;
        permohonan.dibantu_petugas = false;
    }
    let saat = waktu(app, saat)?;
    let buat = |buku| {
        let nomor = NomorPendaftaranDiberikan { buku, nomor: Nomor::Berikutnya };
        vec![
            (Event::PermohonanDiterima(permohonan.clone()), saat),
            (Event::NomorPendaftaranDiberikan(nomor), saat),
            (Event::PermohonanDicatat(PermohonanDicatat {}), saat),
        ]
    };
    let pengajuan =
        TawaranBernomor { perintah, perkara: perintah, isi, cara: CaraPerintah::Terbitkan };
    let outcome =
        bernomor(app, &pelaku, pengajuan, JenisBuku::Permohonan, Syarat::Baru, buat).await?;
    let bukti = TandaBukti::dari(app, perintah, outcome, |event| match event {
        Event::NomorPendaftaranDiberikan(f) => f.nomor.tetap().map(ToString::to_string),
        _ => None,
    });
    Ok(bukti.await?)
}

/// What is filed and numbered in one command.
pub struct TawaranBernomor {
    pub perintah: Uuid,
    pub perkara: Uuid,
    pub isi: Vec<u8>,
    pub cara: CaraPerintah,
}

/// Offers facts with the next number of this year's book. A book that closes in
/// the same moment is looked for once more.
pub async fn bernomor(
    app: &App,
    pelaku: &Pelaku,
    tawaran: TawaranBernomor,
    jenis: JenisBuku,
    syarat: Syarat,
    fakta: impl Fn(Uuid) -> Vec<(Event, Waktu)>,
) -> Result<Outcome, Masalah> {
    // Before a book is chosen: a repeat after New Year opens none.
    if let Some(outcome) = app.log.outcome(tawaran.perintah, &tawaran.isi).await? {
        return Ok(outcome);
    }
    let aturan = app.aturan().await?;
    let mut lagi = 2;
    loop {
        let buku = app.buku_tahun_ini(jenis).await?;
        let satu = Tawaran {
            command: tawaran.perintah,
            actor: pelaku.aktor(),
            perkara: tawaran.perkara,
            events: fakta(buku),
            cara: tawaran.cara.into(),
            kiriman: Some(tawaran.isi.clone()),
        };
        match app.handle_pada(satu, syarat, &aturan).await {
            Err(HandleError::Append(AppendError::Book(_) | AppendError::Conflict { .. }))
                if lagi > 0 =>
            {
                lagi -= 1;
            }
            hasil => return Ok(hasil?),
        }
    }
}
