//! Commands: a fact in its stored form, in an envelope with the command's id and
//! the moment. One function for each kind of stream makes the route of a fact.

mod kantor;
mod kasus;

use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use events::pihak::UnitId;
use events::waktu::Waktu;
use events::{AliranId, Cara, Event, perkara as fakta_perkara};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::akses::{Akses, Pelaku, bukan_milik};
use super::masalah::{Jenis, Masalah};
use crate::app::{App, Syarat};
use crate::kiriman;
use crate::log::Outcome;

pub use kantor::{aliran_ditawari, awal, lanjutan, tunggal};
pub use kasus::{
    perkara, perkara_ditawari, perkara_unit, sengketa, sengketa_ditawari, sengketa_unit,
};

/// Where the answer says up to which position a page must have read.
pub const POSISI: HeaderName = HeaderName::from_static("jejak-posisi");

/// A command: what is to be recorded.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the word that clients know")]
pub struct Perintah<F> {
    /// Made by the client, best a UUIDv7. Sent again with the same content it
    /// gives the first answer, with other content it is refused.
    pub perintah: Uuid,
    /// The legal moment; without it, now; null where none was recorded.
    #[serde(default, deserialize_with = "disebut", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Waktu, required = false)]
    pub waktu: Option<Waktu>,
    #[serde(default)]
    pub cara: CaraPerintah,
    pub fakta: F,
}

/// A command on one of the office's own streams, where nothing is in doubt
/// enough to be recorded against the rules.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PerintahKantor<F> {
    /// As in every command.
    pub perintah: Uuid,
    /// The legal moment; without it, now; null where none was recorded.
    #[serde(default, deserialize_with = "disebut", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Waktu, required = false)]
    pub waktu: Option<Waktu>,
    pub fakta: F,
}

/// A moment that is named, be it as one that nobody recorded.
pub fn disebut<'de, D: Deserializer<'de>>(nilai: D) -> Result<Option<Waktu>, D::Error> {
    Waktu::deserialize(nilai).map(Some)
}

/// Whether Jejak issues the fact now, guarded, or records what already
/// happened, marked where something is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaraPerintah {
    #[default]
    Terbitkan,
    Catat,
}

impl From<CaraPerintah> for Cara {
    fn from(cara: CaraPerintah) -> Self {
        match cara {
            CaraPerintah::Terbitkan => Cara::Terbitkan,
            CaraPerintah::Catat => Cara::Catat,
        }
    }
}

/// A fact that says nothing but that it happened.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct TanpaIsi {}

/// What a command did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hasil {
    /// The stream's id.
    pub id: Uuid,
    /// The stream's version after it, as the `ETag` says it too.
    pub versi: u32,
    /// Position of the first and the last fact.
    pub posisi_awal: u64,
    pub posisi: u64,
}

impl IntoResponse for Hasil {
    fn into_response(self) -> Response {
        let kepala = [(POSISI, HeaderValue::from(self.posisi)), (header::ETAG, etag(self.versi))];
        (StatusCode::OK, kepala, Json(self)).into_response()
    }
}

/// A stream's version, as `If-Match` names it.
pub fn etag(versi: u32) -> HeaderValue {
    HeaderValue::try_from(format!("\"{versi}\"")).expect("digits between quotes")
}

impl Hasil {
    /// From the log, so that a repeat hears what the first one heard.
    pub async fn dari(app: &App, aliran: AliranId, outcome: Outcome) -> anyhow::Result<Self> {
        let fakta = app.fakta_perintah(outcome).await?;
        let versi = fakta.iter().filter(|t| t.stream == aliran).map(|t| t.version).max();
        Ok(Hasil {
            id: aliran.id,
            versi: versi.unwrap_or_default(),
            posisi_awal: outcome.first_position,
            posisi: outcome.last_position,
        })
    }
}

/// A JSON body read strictly: nothing in it is passed over.
pub struct Kiriman<T>(pub T);

impl<T: Serialize + DeserializeOwned, S: Send + Sync> FromRequest<S> for Kiriman<T> {
    type Rejection = Masalah;

    async fn from_request(permintaan: Request, state: &S) -> Result<Self, Masalah> {
        let Json(nilai) =
            Json::<Value>::from_request(permintaan, state).await.map_err(|galat| {
                let jenis = match galat.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Jenis::TerlaluBesar,
                    StatusCode::UNSUPPORTED_MEDIA_TYPE => Jenis::MediaTidakDidukung,
                    _ => Jenis::Masukan,
                };
                Masalah::baru(jenis, "kirim JSON dengan Content-Type: application/json")
            })?;
        Ok(Kiriman(kiriman::baca(nilai)?))
    }
}

/// What `If-Match` asks of a stream that must be there.
pub fn syarat(kepala: &HeaderMap) -> Result<Syarat, Masalah> {
    let Some(nilai) = kepala.get(header::IF_MATCH) else { return Ok(Syarat::Ada) };
    let angka = nilai.to_str().ok().and_then(|nilai| {
        let nilai = nilai.trim();
        // The quotes are the standard's; what they hold is what counts.
        let angka = match nilai.strip_prefix('"') {
            Some(sisa) => sisa.strip_suffix('"')?,
            None => nilai,
        };
        angka.bytes().all(|huruf| huruf.is_ascii_digit()).then_some(angka).filter(|a| !a.is_empty())
    });
    let salah = || Masalah::kolom("If-Match", "tulis ETag yang diterima, seperti \"7\"");
    // A version that no stream can have is simply another one.
    Ok(Syarat::Versi(angka.ok_or_else(salah)?.parse().unwrap_or(u32::MAX)))
}

/// How far the clock of a client may be ahead.
const SELISIH_JAM: TimeDelta = TimeDelta::minutes(1);

/// The moment of a fact: one that lies ahead did not happen.
pub fn waktu(app: &App, waktu: Option<Waktu>) -> Result<Waktu, Masalah> {
    let waktu = waktu.unwrap_or_else(|| Waktu::Saat(app.clock.now()));
    let mendatang = match waktu {
        Waktu::Saat(saat) => saat > app.clock.now() + SELISIH_JAM,
        Waktu::Tanggal(hari) => hari > app.hari_ini(),
        Waktu::TidakTercatat => false,
    };
    if mendatang {
        return Err(Masalah::ditolak("WaktuMendatang", "waktu fakta ini belum tiba"));
    }
    Ok(waktu)
}

/// A PPID Pembantu speaks for its own unit and no other, nor for the office.
fn periksa_unit(pelaku: &Pelaku, disebut: Option<UnitId>) -> Result<(), Masalah> {
    match pelaku.unit() {
        Some(sendiri) if disebut != Some(sendiri) => Err(bukan_milik()),
        Some(_) | None => Ok(()),
    }
}

/// A fact as it is sent.
pub trait Isian: Serialize + DeserializeOwned + ToSchema + Send + 'static {}

impl<F: Serialize + DeserializeOwned + ToSchema + Send + 'static> Isian for F {}

/// A fact's address and its words.
#[derive(Clone, Copy)]
pub struct Langkah {
    /// The fact's name: `PermohonanDiterima` stands below
    /// `/permohonan-diterima`.
    pub fakta: &'static str,
    pub ringkasan: &'static str,
    pub akses: Akses,
}

/// Short, because there are eighty of them.
pub const fn langkah(fakta: &'static str, ringkasan: &'static str, akses: Akses) -> Langkah {
    Langkah { fakta, ringkasan, akses }
}

impl Langkah {
    pub fn jalur(&self, atas: &str) -> String {
        format!("{atas}/{}", pisah(self.fakta, '-'))
    }

    pub fn nama(&self, aliran: &str) -> String {
        format!("{aliran}_{}", pisah(self.fakta, '_'))
    }
}

fn pisah(nama: &str, pemisah: char) -> String {
    let mut hasil = String::new();
    for huruf in nama.chars() {
        if huruf.is_ascii_uppercase() && !hasil.is_empty() {
            hasil.push(pemisah);
        }
        hasil.push(huruf.to_ascii_lowercase());
    }
    hasil
}

/// What a repeat is known by.
pub fn isi(kiriman: &impl Serialize) -> anyhow::Result<Vec<u8>> {
    Ok(serde_json::to_vec(kiriman)?)
}

/// The first of the facts that a step added.
pub fn di_antara<T>(
    fakta: &[events::Tercatat<Event>],
    pilih: fn(&fakta_perkara::Event) -> Option<T>,
) -> Option<T> {
    fakta.iter().find_map(|tercatat| match &tercatat.event {
        Event::Perkara(event) => pilih(event),
        Event::Sengketa(_)
        | Event::Kalender(_)
        | Event::Unit(_)
        | Event::Katalog(_)
        | Event::Kegiatan(_)
        | Event::Tahunan(_)
        | Event::Monev(_)
        | Event::Kegagalan(_)
        | Event::Buku(_)
        | Event::Laporan(_)
        | Event::Pengguna(_)
        | Event::Aturan(_)
        | Event::Pendamping(_)
        | Event::Kantor(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_name_of_its_fact() {
        let langkah = langkah("LaporanDikirimKeKi", "", Akses::PPID);
        assert_eq!(langkah.jalur("/laporan"), "/laporan/laporan-dikirim-ke-ki");
        assert_eq!(langkah.nama("laporan"), "laporan_laporan_dikirim_ke_ki");
    }

    #[test]
    fn an_etag_is_taken_as_it_was_given() {
        let baca = |nilai: &'static str| {
            let mut kepala = HeaderMap::new();
            kepala.insert(header::IF_MATCH, HeaderValue::from_static(nilai));
            syarat(&kepala).ok()
        };
        assert_eq!(baca("\"7\""), Some(Syarat::Versi(7)));
        assert_eq!(baca("7"), Some(Syarat::Versi(7)));
        assert_eq!(baca("\"99999999999\""), Some(Syarat::Versi(u32::MAX)));
        for keliru in ["", "\"\"", "\"x\"", "W/\"7\"", "\"-7\"", "\"7"] {
            assert_eq!(baca(keliru), None, "{keliru}");
        }
    }
}
