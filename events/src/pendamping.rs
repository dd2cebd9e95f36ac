//! The companion stream of a perkara: what machines add, and what officers note
//! for each other, so that it never makes an officer's page stale. History and
//! bundle show both streams. Alarms about what is no case, a catalogue entry, a
//! unit's report, stand in the companion of that.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::alarm::{AlarmDibunyikan, AlarmDihentikan, Penerima};
use crate::event::{AliranId, JenisAliran};
use crate::pihak::UnitId;
use crate::surel::{JenisSurel, PenerimaSurel};
use crate::teks::{Isi, Label, Sidik};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaPendamping))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    DataPribadiDilihat(DataPribadiDilihat),
    CatatanDitulis(CatatanDitulis),
    AlarmDibunyikan(AlarmDibunyikan),
    AlarmDihentikan(AlarmDihentikan),
    SurelDikirim(SurelDikirim),
    SurelGagal(SurelGagal),
    BerkasDiekspor(BerkasDiekspor),
    BatasJamDiingatkan(BatasJamDiingatkan),
}

/// Sealed values were opened for somebody; the actor of the fact is who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataPribadiDilihat {
    /// Why, as the one who looked stated it: `riwayat`, `berkas`.
    pub keperluan: Label,
    /// How many sealed values were shown.
    pub jumlah: u32,
    /// The book that was opened, where it was not one case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<PenglihatanRegister>,
}

/// A register with the people in it, as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenglihatanRegister {
    pub buku: BukuOrang,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dari: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sampai: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// How many rows were shown.
    pub baris: u32,
}

/// A book that names people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BukuOrang {
    Permohonan,
    Keberatan,
}

impl BukuOrang {
    pub const SEMUA: [BukuOrang; 2] = [BukuOrang::Permohonan, BukuOrang::Keberatan];

    pub fn nama(self) -> &'static str {
        match self {
            BukuOrang::Permohonan => "permohonan",
            BukuOrang::Keberatan => "keberatan",
        }
    }

    /// Where the views of the whole book stand; there is one companion a book.
    pub fn pendamping(self) -> AliranId {
        let ke = match self {
            BukuOrang::Permohonan => 1,
            BukuOrang::Keberatan => 2,
        };
        let awal = 0x7265_6769_7374_8000_8000_0000_0000_0000_u128;
        AliranId { jenis: JenisAliran::Pendamping, id: Uuid::from_u128(awal + ke) }
    }
}

/// An officer notes something for those who work on the case. It decides
/// nothing, and is opened like what the pemohon wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatatanDitulis {
    pub isi: Isi,
}

/// A mail about the case was taken over by the mail server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurelDikirim {
    /// The mail, as its Message-ID names it.
    pub surel: Uuid,
    pub jenis: JenisSurel,
    pub kepada: PenerimaSurel,
}

/// A mail about the case could not be delivered and is not tried any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurelGagal {
    pub surel: Uuid,
    pub jenis: JenisSurel,
    pub kepada: PenerimaSurel,
    /// What the mail server answered (RFC 5321), where it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kode: Option<u16>,
}

/// The bundle of the case was made, for somebody outside to check. The actor is
/// who made it; what it says follows from the facts up to `posisi`, from this
/// fact and from its moment: the same again gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BerkasDiekspor {
    pub untuk: PenerimaBundel,
    /// For what and on whose word, as the one who made it stated it.
    pub keperluan: Label,
    /// The last fact of the log that its checkpoint is over.
    pub posisi: u64,
    /// Whether the signer of the log signed that checkpoint.
    pub bertanda: bool,
    /// Version of the bundle's layout.
    pub susunan: u32,
    /// Sealed values that stand open in it.
    pub terbuka: u32,
    pub dokumen: u32,
    /// Of the time stamp on its checkpoint, where it holds one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stempel: Option<Sidik>,
    /// Of the whole archive.
    pub sha256: Sidik,
}

/// Officers were told of a limit in hours, at night and on closed days too: it
/// stands once for each rung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatasJamDiingatkan {
    /// The limit's code, as `D01`.
    pub batas: Label,
    pub pasal: Label,
    pub paling_awal: DateTime<Utc>,
    pub paling_lambat: DateTime<Utc>,
    /// The rung: hours before the earliest end, -1 behind it.
    pub anak_tangga: i32,
    pub kepada: Vec<Penerima>,
}

/// For whom the cut of a bundle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PenerimaBundel {
    /// Identity open.
    Majelis,
    /// Identity withheld; its digests stay.
    Pihak,
}

impl PenerimaBundel {
    pub fn sebutan(self) -> &'static str {
        match self {
            PenerimaBundel::Majelis => "Majelis",
            PenerimaBundel::Pihak => "pihak lain",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pengguna::PenggunaId;
    use crate::uji::assert_stored;

    #[test]
    fn stored_form() {
        let event = Event::DataPribadiDilihat(DataPribadiDilihat {
            keperluan: Label::try_new("riwayat").unwrap(),
            jumlah: 4,
            register: None,
        });
        let json = serde_json::json!({
            "type": "DataPribadiDilihat", "body": {"keperluan": "riwayat", "jumlah": 4}
        });
        assert_stored(event, json);
        let catatan = CatatanDitulis { isi: crate::contoh::isi("menelepon besok") };
        let json = serde_json::json!({
            "type": "CatatanDitulis", "body": {"isi": {"isi": "menelepon besok"}}
        });
        assert_stored(Event::CatatanDitulis(catatan), json);
        let ekspor = BerkasDiekspor {
            untuk: PenerimaBundel::Majelis,
            keperluan: Label::try_new("sidang 12 Maret").unwrap(),
            posisi: 9,
            bertanda: true,
            susunan: 1,
            terbuka: 7,
            dokumen: 2,
            stempel: None,
            sha256: Sidik::try_new("ab".repeat(32)).unwrap(),
        };
        let json = serde_json::json!({
            "type": "BerkasDiekspor",
            "body": {"untuk": "majelis", "keperluan": "sidang 12 Maret", "posisi": 9,
                     "bertanda": true, "susunan": 1, "terbuka": 7, "dokumen": 2,
                     "sha256": "ab".repeat(32)}
        });
        assert_stored(Event::BerkasDiekspor(ekspor.clone()), json);
        let distempel = Sidik::try_new("cd".repeat(32)).unwrap();
        let ekspor = BerkasDiekspor { stempel: Some(distempel), ..ekspor };
        let json = serde_json::json!({
            "type": "BerkasDiekspor",
            "body": {"untuk": "majelis", "keperluan": "sidang 12 Maret", "posisi": 9,
                     "bertanda": true, "susunan": 1, "terbuka": 7, "dokumen": 2,
                     "stempel": "cd".repeat(32), "sha256": "ab".repeat(32)}
        });
        assert_stored(Event::BerkasDiekspor(ekspor), json);
    }

    #[test]
    fn stored_form_of_a_limit_in_hours() {
        let ingat = BatasJamDiingatkan {
            batas: Label::try_new("D01").unwrap(),
            pasal: Label::try_new("Pasal 46 PDP").unwrap(),
            paling_awal: "2026-03-09T17:00:00Z".parse().unwrap(),
            paling_lambat: "2026-03-12T01:00:00Z".parse().unwrap(),
            anak_tangga: 24,
            kepada: vec![Penerima::PpidUtama, Penerima::AtasanPpid],
        };
        let body = serde_json::json!({
            "batas": "D01", "pasal": "Pasal 46 PDP", "paling_awal": "2026-03-09T17:00:00Z",
            "paling_lambat": "2026-03-12T01:00:00Z", "anak_tangga": 24,
            "kepada": ["ppid_utama", "atasan_ppid"],
        });
        let json = serde_json::json!({"type": "BatasJamDiingatkan", "body": body});
        assert_stored(Event::BatasJamDiingatkan(ingat), json);
    }

    #[test]
    fn stored_form_of_a_register_that_was_opened() {
        let register = PenglihatanRegister {
            buku: BukuOrang::Keberatan,
            dari: "2026-01-01".parse().ok(),
            sampai: None,
            unit: Some(crate::uji::unit(1)),
            baris: 3,
        };
        let event = DataPribadiDilihat {
            keperluan: Label::try_new("laporan KI").unwrap(),
            jumlah: 12,
            register: Some(register),
        };
        let register = serde_json::json!({
            "buku": "keberatan", "dari": "2026-01-01", "baris": 3,
            "unit": "00000000-0000-0000-0000-000000000001",
        });
        let body =
            serde_json::json!({"keperluan": "laporan KI", "jumlah": 12, "register": register});
        let json = serde_json::json!({"type": "DataPribadiDilihat", "body": body});
        assert_stored(Event::DataPribadiDilihat(event), json);
        assert_stored(BukuOrang::Permohonan, serde_json::json!("permohonan"));
        assert_ne!(BukuOrang::Permohonan.pendamping(), BukuOrang::Keberatan.pendamping());
    }

    #[test]
    fn stored_form_of_mails() {
        let surel = Uuid::from_u128(1);
        let kepada = PenerimaSurel::Pengguna(PenggunaId(Uuid::from_u128(2)));
        let dikirim = SurelDikirim { surel, jenis: JenisSurel::Baru, kepada };
        let isi = serde_json::json!({
            "surel": "00000000-0000-0000-0000-000000000001",
            "jenis": "baru",
            "kepada": {"pengguna": "00000000-0000-0000-0000-000000000002"},
        });
        let json = serde_json::json!({"type": "SurelDikirim", "body": isi});
        assert_stored(Event::SurelDikirim(dikirim), json);
        let jenis = JenisSurel::JatuhTempo;
        let gagal = |kode| Event::SurelGagal(SurelGagal { surel, jenis, kepada, kode });
        let mut isi = isi;
        isi["jenis"] = "jatuh_tempo".into();
        let json = serde_json::json!({"type": "SurelGagal", "body": isi});
        assert_stored(gagal(None), json);
        let jenis = JenisSurel::Pengingat;
        let pengingat = SurelDikirim { surel, jenis, kepada: PenerimaSurel::Pemohon };
        let json = serde_json::json!({"type": "SurelDikirim", "body": {
            "surel": surel, "jenis": "pengingat", "kepada": "pemohon",
        }});
        assert_stored(Event::SurelDikirim(pengingat), json);
        isi["kode"] = 550.into();
        let json = serde_json::json!({"type": "SurelGagal", "body": isi});
        assert_stored(gagal(Some(550)), json);
    }
}
