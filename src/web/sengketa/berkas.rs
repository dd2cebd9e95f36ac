//! What a sengketa's file holds, as its page shows it: hearings, powers, tasks,
//! exhibits.

use chrono::NaiveDate;
use events::koreksi::berlaku;
use events::perkara::Kejadian;
use events::pihak::SuratKuasa;
use events::sengketa::Event;
use events::sengketa::bukti::JenisBukti;
use events::sengketa::fasilitasi::Tugas;
use events::sengketa::putusan::Pihak;
use events::sengketa::sidang::{AcaraSidang, Kehadiran, SidangDigelar};
use projections::catatan::Catatan;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A hearing, held or to be held.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TampilanSidang {
    pub tanggal: Option<NaiveDate>,
    pub acara: AcaraSidang,
    pub pemohon: Option<Kehadiran>,
    pub termohon: Option<Kehadiran>,
}

/// A special power; who holds it is sealed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TampilanKuasa {
    oleh: Pihak,
    surat: SuratKuasa,
    tanggal: Option<NaiveDate>,
}

/// A task of a unit; what it is stands sealed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TampilanTugas {
    /// Version of the fact that gave it.
    tugas: u32,
    unit: Uuid,
    nama_unit: Option<String>,
    diberikan: Option<NaiveDate>,
    sampai: Option<NaiveDate>,
    selesai: Option<NaiveDate>,
    terbuka: bool,
}

/// A line of a list of evidence.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TampilanBukti {
    oleh: Pihak,
    kode: String,
    jenis: JenisBukti,
    disampaikan: Option<NaiveDate>,
}

impl From<&(Kejadian, SidangDigelar)> for TampilanSidang {
    fn from((kejadian, sidang): &(Kejadian, SidangDigelar)) -> Self {
        TampilanSidang {
            tanggal: kejadian.tanggal,
            acara: sidang.acara,
            pemohon: Some(sidang.pemohon),
            termohon: Some(sidang.termohon),
        }
    }
}

impl From<(Kejadian, Pihak, SuratKuasa)> for TampilanKuasa {
    fn from((kejadian, oleh, surat): (Kejadian, Pihak, SuratKuasa)) -> Self {
        TampilanKuasa { oleh, surat, tanggal: kejadian.tanggal }
    }
}

impl TampilanTugas {
    pub(super) fn dari(tugas: &Tugas, catatan: &Catatan) -> Self {
        TampilanTugas {
            tugas: tugas.diberikan.versi,
            unit: tugas.unit.0,
            nama_unit: catatan.nama_unit(tugas.unit.0).map(ToString::to_string),
            diberikan: tugas.diberikan.tanggal,
            sampai: tugas.sampai,
            selesai: tugas.selesai.and_then(|selesai| selesai.tanggal),
            terbuka: tugas.selesai.is_none(),
        }
    }
}

/// Every exhibit in the order in which it was handed in: the index of the file.
pub(super) fn bukti(catatan: &Catatan, id: Uuid) -> Vec<TampilanBukti> {
    let fakta = catatan.sengketa.get(&id).map_or(&[][..], Vec::as_slice);
    let mut daftar = Vec::new();
    for f in berlaku(fakta) {
        let Event::BuktiDisampaikan(disampaikan) = f.event else { continue };
        daftar.extend(disampaikan.daftar.iter().map(|bukti| TampilanBukti {
            oleh: disampaikan.oleh,
            kode: bukti.kode.to_string(),
            jenis: bukti.jenis,
            disampaikan: f.waktu.tanggal(catatan.sudut.zona),
        }));
    }
    daftar
}
