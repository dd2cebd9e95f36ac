//! Keberatan: the pemohon objects to the Atasan PPID.
//!
//! Pasal 35-36 UU 14/2008; Pasal 39-43 and Lampiran X-XI Perki 1/2021. Ground b
//! (periodic information missing) needs no permohonan. Filing is never blocked:
//! premature and late are risks that are shown, not doors that are shut.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{Konteks, Pelanggaran};
use crate::musyawarah::HasilMusyawarah;
use crate::pemberitahuan::Jawaban;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::permohonan::Nomor;
use crate::pihak::{Berkas, Kanal, Kuasa, Pemohon, SuratKuasa};
use crate::tanggapan_keberatan::{SikapPemohon, TanggapanKeberatan};
use crate::teks::Isi;

/// The written keberatan came in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeberatanDiterima {
    pub alasan: Vec<AlasanKeberatan>,
    pub kanal: Kanal,
    /// Filled where the perkara starts with the keberatan, or a proxy files it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pemohon: Option<Pemohon>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kuasa: Option<Kuasa>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub informasi: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tujuan: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kasus_posisi: Option<Isi>,
    /// What the pemohon shows for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub berkas: Vec<Berkas>,
}

/// The seven grounds of Pasal 35(1) UU 14/2008.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum AlasanKeberatan {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
}

impl AlasanKeberatan {
    pub fn huruf(self) -> char {
        match self {
            AlasanKeberatan::A => 'a',
            AlasanKeberatan::B => 'b',
            AlasanKeberatan::C => 'c',
            AlasanKeberatan::D => 'd',
            AlasanKeberatan::E => 'e',
            AlasanKeberatan::F => 'f',
            AlasanKeberatan::G => 'g',
        }
    }

    /// The law's words. Ground e follows the law; Perki 1/2021 Pasal 39 says
    /// "tidak dikabulkannya".
    pub fn uraian(self) -> &'static str {
        match self {
            AlasanKeberatan::A => "penolakan berdasarkan alasan pengecualian Pasal 17",
            AlasanKeberatan::B => "tidak disediakannya informasi berkala",
            AlasanKeberatan::C => "tidak ditanggapinya permintaan informasi",
            AlasanKeberatan::D => "permintaan ditanggapi tidak sebagaimana yang diminta",
            AlasanKeberatan::E => "tidak dipenuhinya permintaan informasi",
            AlasanKeberatan::F => "pengenaan biaya yang tidak wajar",
            AlasanKeberatan::G => "penyampaian informasi melebihi waktu yang diatur",
        }
    }
}

/// Written into the keberatan register; one reading of the Atasan's thirty hk
/// runs from here (Pasal 44(1) Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeberatanDicatat {
    pub buku: Uuid,
    pub nomor: Nomor,
}

/// Taken back by the pemohon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeberatanDicabut {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alasan: Option<Isi>,
}

/// What a perkara remembers of one keberatan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keberatan {
    pub diterima: Kejadian,
    pub alasan: Vec<AlasanKeberatan>,
    pub dicatat: Option<(Kejadian, KeberatanDicatat)>,
    pub musyawarah: Option<(Kejadian, HasilMusyawarah)>,
    pub tanggapan: Option<TanggapanKeberatan>,
    pub sikap: Option<SikapPemohon>,
    pub dicabut: Option<Kejadian>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeberatanDitolak {
    #[error("sebutkan sedikitnya satu alasan keberatan, huruf a sampai g")]
    TanpaAlasan,
    #[error("keberatan selain huruf b memerlukan permohonan informasi")]
    TanpaPermohonan,
    #[error("alasan huruf a memerlukan penolakan, tetapi permohonan ini tidak ditolak")]
    TidakDitolak,
    #[error(
        "alasan huruf c memerlukan permohonan yang tidak ditanggapi, tetapi permohonan ini sudah dijawab"
    )]
    SudahDitanggapi,
    #[error("kuasa memerlukan surat kuasa khusus bermeterai")]
    KuasaTanpaMeterai,
    #[error("belum ada keberatan dalam perkara ini")]
    BelumAdaKeberatan,
    #[error("keberatan ini sudah dicatat dalam register")]
    SudahDicatat,
    #[error("keberatan ini sudah dicabut")]
    SudahDicabut,
}

impl Pelanggaran for KeberatanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            KeberatanDitolak::TanpaAlasan | KeberatanDitolak::TanpaPermohonan => {
                "Pasal 35(1) UU 14/2008"
            }
            KeberatanDitolak::TidakDitolak => "Pasal 35(1) huruf a UU 14/2008",
            KeberatanDitolak::SudahDitanggapi => "Pasal 35(1) huruf c UU 14/2008",
            KeberatanDitolak::KuasaTanpaMeterai => "Pasal 27(6)-(7), 39 Perki 1/2021",
            KeberatanDitolak::BelumAdaKeberatan
            | KeberatanDitolak::SudahDicatat
            | KeberatanDitolak::SudahDicabut => "Pasal 43 Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, KeberatanDitolak::BelumAdaKeberatan)
    }

    /// Filing is never blocked: what is odd about a keberatan is marked on it.
    /// Only one without any ground is sent back to be completed.
    fn hanya_ditandai(&self) -> bool {
        match self {
            KeberatanDitolak::TanpaPermohonan
            | KeberatanDitolak::TidakDitolak
            | KeberatanDitolak::SudahDitanggapi
            | KeberatanDitolak::KuasaTanpaMeterai => true,
            KeberatanDitolak::TanpaAlasan
            | KeberatanDitolak::BelumAdaKeberatan
            | KeberatanDitolak::SudahDicatat
            | KeberatanDitolak::SudahDicabut => false,
        }
    }
}

impl Perkara {
    /// The keberatan that later facts speak of: the last one.
    pub fn keberatan_terakhir(&self) -> Option<&Keberatan> {
        self.keberatan.last()
    }
}

impl Langkah for KeberatanDiterima {
    type Pelanggaran = KeberatanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<KeberatanDitolak> {
        let hanya_b = self.alasan.iter().all(|alasan| *alasan == AlasanKeberatan::B);
        let menutup = perkara.jawaban.as_ref().is_some_and(Jawaban::menutup);
        let mut pelanggaran = Vec::new();
        if self.alasan.is_empty() && perkara.impor.is_none() {
            pelanggaran.push(KeberatanDitolak::TanpaAlasan);
        }
        // An imported row names its permohonan by the number of its source.
        let bersumber = perkara.impor.as_ref().is_some_and(|impor| impor.terkait.is_some());
        if perkara.permohonan.is_none() && !hanya_b && !bersumber {
            pelanggaran.push(KeberatanDitolak::TanpaPermohonan);
        }
        if self.alasan.contains(&AlasanKeberatan::A) && perkara.permohonan.is_some() && !menutup {
            pelanggaran.push(KeberatanDitolak::TidakDitolak);
        }
        if self.alasan.contains(&AlasanKeberatan::C) && perkara.jawaban.is_some() {
            pelanggaran.push(KeberatanDitolak::SudahDitanggapi);
        }
        if self.kuasa.as_ref().is_some_and(|kuasa| kuasa.surat != SuratKuasa::KhususBermeterai) {
            pelanggaran.push(KeberatanDitolak::KuasaTanpaMeterai);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.keberatan.push(Keberatan {
            diterima: kejadian,
            alasan: self.alasan.clone(),
            dicatat: None,
            musyawarah: None,
            tanggapan: None,
            sikap: None,
            dicabut: None,
        });
    }
}

impl Langkah for KeberatanDicatat {
    type Pelanggaran = KeberatanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<KeberatanDitolak> {
        match perkara.keberatan_terakhir() {
            None => vec![KeberatanDitolak::BelumAdaKeberatan],
            Some(keberatan) if keberatan.dicatat.is_some() => vec![KeberatanDitolak::SudahDicatat],
            Some(_) => Vec::new(),
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(keberatan) = perkara.keberatan.last_mut() {
            keberatan.dicatat.get_or_insert_with(|| (kejadian, self.clone()));
        }
    }
}

impl Langkah for KeberatanDicabut {
    type Pelanggaran = KeberatanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<KeberatanDitolak> {
        match perkara.keberatan_terakhir() {
            None => vec![KeberatanDitolak::BelumAdaKeberatan],
            Some(keberatan) if keberatan.dicabut.is_some() => vec![KeberatanDitolak::SudahDicabut],
            Some(_) => Vec::new(),
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(keberatan) = perkara.keberatan.last_mut() {
            keberatan.dicabut.get_or_insert(kejadian);
        }
    }
}

#[cfg(test)]
mod uji;
