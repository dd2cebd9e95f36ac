//! A perkara: one case, one stream, from the permohonan to what became of it.
//!
//! A perkara is never closed for good: a late payment, an objection or a court
//! order may always follow, so every step only asks for what it stands on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::aturan::Aturan;
use crate::biaya::{BiayaDibayar, BiayaDitetapkan};
use crate::disposisi::{Disposisi, DisposisiDiberikan, DisposisiDikembalikan, JawabanUnitDiterima};
use crate::event::{self, Cara, Ditolak, Fakta, Konteks, Pelanggaran, Tercatat, timbang};
use crate::impor::BarisDiimpor;
use crate::keberatan::{Keberatan, KeberatanDicabut, KeberatanDicatat, KeberatanDiterima};
use crate::kelengkapan::{
    Kekurangan, KelengkapanDiperiksa, PerbaikanDiterima, PermohonanTidakDitindaklanjuti,
    SuratTidakLengkapDikirim, SuratTidakLengkapDiterima,
};
use crate::koreksi::{self, KoreksiDicatat};
use crate::musyawarah::MusyawarahDilakukan;
use crate::pembatasan::{
    PembatasanDicabut, PembatasanDilaksanakan, PembatasanDiminta, PembatasanDitolak, Permintaan,
};
use crate::pemberian::InformasiDiberikan;
use crate::pemberitahuan::{
    Hasil, Jawaban, PemberitahuanTertulisDikirim, PemberitahuanTertulisDiterima,
};
use crate::pencabutan::PermohonanDicabut;
use crate::pengalihan::PermohonanDialihkan;
use crate::penghapusan::{
    DataPribadiDihapus, PenahananDilepas, Penghapusan, PenghapusanDiputus, PenghapusanDitahan,
    PenghapusanDiusulkan,
};
use crate::penghitaman::SalinanDihitamkan;
use crate::penolakan::PenolakanDiberitahukan;
use crate::permohonan::{
    NomorPendaftaranDiberikan, Permohonan, PermohonanDicatat, PermohonanDiterima,
};
use crate::perpanjangan::{Perpanjangan, PerpanjanganDiberitahukan};
use crate::persetujuan::{Persetujuan, PersetujuanDiberikan, TimPertimbanganDidengar};
use crate::pertimbangan::PertimbanganTertulisDitetapkan;
use crate::pihak::Lingkup;
use crate::sengketa::SengketaDiberitahukan;
use crate::surat::{
    JenisSurat, Surat, SuratDikirim, SuratDinomori, SuratDirancang, SuratDitandatangani,
    SuratDiterima,
};
use crate::tanggapan_keberatan::{
    TanggapanKeberatanDikirim, TanggapanKeberatanDiterima, TanggapanPemohonDicatat,
};
use crate::uji_konsekuensi::UjiKonsekuensiDilakukan;
use crate::waktu::{Waktu, Zona};

/// What can happen in a perkara, in the order of the law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaPerkara))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    BarisDiimpor(BarisDiimpor),
    PermohonanDiterima(PermohonanDiterima),
    NomorPendaftaranDiberikan(NomorPendaftaranDiberikan),
    PermohonanDicatat(PermohonanDicatat),
    KelengkapanDiperiksa(KelengkapanDiperiksa),
    SuratTidakLengkapDikirim(SuratTidakLengkapDikirim),
    SuratTidakLengkapDiterima(SuratTidakLengkapDiterima),
    PerbaikanDiterima(PerbaikanDiterima),
    PermohonanTidakDitindaklanjuti(PermohonanTidakDitindaklanjuti),
    PermohonanDialihkan(PermohonanDialihkan),
    DisposisiDiberikan(DisposisiDiberikan),
    DisposisiDikembalikan(DisposisiDikembalikan),
    JawabanUnitDiterima(JawabanUnitDiterima),
    UjiKonsekuensiDilakukan(UjiKonsekuensiDilakukan),
    TimPertimbanganDidengar(TimPertimbanganDidengar),
    PersetujuanDiberikan(PersetujuanDiberikan),
    PertimbanganTertulisDitetapkan(PertimbanganTertulisDitetapkan),
    PerpanjanganDiberitahukan(PerpanjanganDiberitahukan),
    PemberitahuanTertulisDikirim(PemberitahuanTertulisDikirim),
    PenolakanDiberitahukan(PenolakanDiberitahukan),
    PemberitahuanTertulisDiterima(PemberitahuanTertulisDiterima),
    BiayaDitetapkan(BiayaDitetapkan),
    BiayaDibayar(BiayaDibayar),
    InformasiDiberikan(InformasiDiberikan),
    PermohonanDicabut(PermohonanDicabut),
    KeberatanDiterima(KeberatanDiterima),
    KeberatanDicatat(KeberatanDicatat),
    MusyawarahDilakukan(MusyawarahDilakukan),
    TanggapanKeberatanDikirim(TanggapanKeberatanDikirim),
    TanggapanKeberatanDiterima(TanggapanKeberatanDiterima),
    TanggapanPemohonDicatat(TanggapanPemohonDicatat),
    KeberatanDicabut(KeberatanDicabut),
    SengketaDiberitahukan(SengketaDiberitahukan),
    SuratDinomori(SuratDinomori),
    SuratDirancang(SuratDirancang),
    SuratDitandatangani(SuratDitandatangani),
    SuratDikirim(SuratDikirim),
    SuratDiterima(SuratDiterima),
    PembatasanDiminta(PembatasanDiminta),
    PembatasanDilaksanakan(PembatasanDilaksanakan),
    PembatasanDitolak(PembatasanDitolak),
    PembatasanDicabut(PembatasanDicabut),
    SalinanDihitamkan(SalinanDihitamkan),
    PenghapusanDitahan(PenghapusanDitahan),
    PenahananDilepas(PenahananDilepas),
    PenghapusanDiusulkan(PenghapusanDiusulkan),
    PenghapusanDiputus(PenghapusanDiputus),
    DataPribadiDihapus(DataPribadiDihapus),
    KoreksiDicatat(KoreksiDicatat),
}

/// What the next decision needs to know of a perkara.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Perkara {
    pub versi: u32,
    pub zona: Zona,
    pub impor: Option<BarisDiimpor>,
    pub nomor: Option<NomorPendaftaranDiberikan>,
    pub permohonan: Option<Permohonan>,
    pub dicatat: Option<Kejadian>,
    pub lengkap: Option<Kejadian>,
    pub kekurangan: Vec<Kekurangan>,
    pub surat_tidak_lengkap: Option<Kejadian>,
    pub surat_tidak_lengkap_diterima: Option<Kejadian>,
    pub perbaikan: Option<Kejadian>,
    pub tidak_ditindaklanjuti: Option<Kejadian>,
    pub dialihkan: Option<Kejadian>,
    pub disposisi: Vec<Disposisi>,
    pub uji_konsekuensi: Vec<UjiKonsekuensiDilakukan>,
    pub tim_pertimbangan: Option<Kejadian>,
    pub persetujuan: Vec<Persetujuan>,
    pub pertimbangan: Option<Kejadian>,
    pub perpanjangan: Option<Perpanjangan>,
    pub jawaban: Option<Jawaban>,
    pub biaya: Option<u64>,
    pub dibayar: u64,
    pub pemberian: Vec<(Kejadian, InformasiDiberikan)>,
    pub dicabut: Option<Kejadian>,
    pub keberatan: Vec<Keberatan>,
    pub sengketa: Vec<Uuid>,
    /// When the first dispute was filed.
    pub sengketa_diajukan: Option<Kejadian>,
    /// Facts that letters can tell of.
    pub dasar_surat: Vec<(JenisSurat, Kejadian)>,
    pub surat: Vec<Surat>,
    /// Requests to limit the processing of the data, oldest first.
    pub pembatasan: Vec<Permintaan>,
    pub penghapusan: Penghapusan,
    pub dihapus: Option<Kejadian>,
    pub versi_koreksi: Vec<u32>,
}

/// When something happened, and which fact says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kejadian {
    pub versi: u32,
    pub waktu: Waktu,
    /// The office's local date; `None` where the source tells none.
    pub tanggal: Option<NaiveDate>,
}

/// One step of a perkara or a sengketa: its guards and what it leaves behind.
pub trait Langkah<State = Perkara> {
    type Pelanggaran: Pelanggaran;

    /// What the law, or the case so far, holds against this fact.
    fn periksa(&self, state: &State, konteks: &Konteks<'_>) -> Vec<Self::Pelanggaran>;

    /// Changes the state. Never refuses: the log is what happened.
    fn terapkan(&self, state: &mut State, kejadian: Kejadian);
}

/// Runs the guards of one step and sorts what they found.
pub(crate) fn jalankan<State, L: Langkah<State>>(
    langkah: &L,
    state: &State,
    konteks: &Konteks<'_>,
    cara: Cara,
) -> Result<Vec<event::Cacat>, Ditolak> {
    let pelanggaran = langkah.periksa(state, konteks);
    let daftar: Vec<&dyn Pelanggaran> = pelanggaran.iter().map(|p| p as &dyn Pelanggaran).collect();
    timbang(&daftar, cara)
}

impl Perkara {
    /// Folds a whole stream. A correction puts its fact in the place of the
    /// one it corrects before anything is folded, so that the state is the one
    /// the corrected history has.
    pub fn dari(fakta: &[Tercatat<Event>], zona: Zona) -> Self {
        let mut perkara = Perkara { zona, ..Perkara::default() };
        for f in koreksi::berlaku(fakta) {
            perkara.evolve(f.event, f.versi, f.waktu);
        }
        perkara.versi = fakta.last().map_or(0, |tercatat| tercatat.version);
        perkara
    }

    /// Takes a proposed fact or refuses it.
    pub fn decide(
        &self,
        event: Event,
        waktu: Waktu,
        cara: Cara,
        aturan: &Aturan,
    ) -> Result<Fakta, Ditolak> {
        let konteks = Konteks { hari: waktu.tanggal(self.zona), aturan };
        let cacat = event.periksa(self, &konteks, cara)?;
        let event = event::Event::Perkara(Box::new(event));
        Ok(Fakta { event, occurred_at: waktu, diketahui: None, cacat })
    }

    /// Decides several facts of one action, each on the state the one before
    /// leaves. A correction stands last: only folding the whole stream applies it.
    pub fn decide_semua(
        &self,
        events: Vec<(Event, Waktu)>,
        cara: Cara,
        aturan: &Aturan,
    ) -> Result<Vec<Fakta>, Ditolak> {
        let mut perkara = self.clone();
        let mut fakta = Vec::with_capacity(events.len());
        for (event, waktu) in events {
            fakta.push(perkara.decide(event.clone(), waktu, cara, aturan)?);
            perkara.evolve(&event, perkara.versi + 1, waktu);
        }
        Ok(fakta)
    }

    pub fn evolve(&mut self, event: &Event, versi: u32, waktu: Waktu) {
        let kejadian = Kejadian { versi, waktu, tanggal: waktu.tanggal(self.zona) };
        self.versi = versi;
        self.ingat_dasar_surat(event, kejadian);
        self.ingat_hari_terakhir(event, kejadian);
        match event {
            Event::BarisDiimpor(f) => f.terapkan(self, kejadian),
            Event::PermohonanDiterima(f) => f.terapkan(self, kejadian),
            Event::NomorPendaftaranDiberikan(f) => f.terapkan(self, kejadian),
            Event::PermohonanDicatat(f) => f.terapkan(self, kejadian),
            Event::KelengkapanDiperiksa(f) => f.terapkan(self, kejadian),
            Event::SuratTidakLengkapDikirim(f) => f.terapkan(self, kejadian),
            Event::SuratTidakLengkapDiterima(f) => f.terapkan(self, kejadian),
            Event::PerbaikanDiterima(f) => f.terapkan(self, kejadian),
            Event::PermohonanTidakDitindaklanjuti(f) => f.terapkan(self, kejadian),
            Event::PermohonanDialihkan(f) => f.terapkan(self, kejadian),
            Event::DisposisiDiberikan(f) => f.terapkan(self, kejadian),
            Event::DisposisiDikembalikan(f) => f.terapkan(self, kejadian),
            Event::JawabanUnitDiterima(f) => f.terapkan(self, kejadian),
            Event::UjiKonsekuensiDilakukan(f) => f.terapkan(self, kejadian),
            Event::TimPertimbanganDidengar(f) => f.terapkan(self, kejadian),
            Event::PersetujuanDiberikan(f) => f.terapkan(self, kejadian),
            Event::PertimbanganTertulisDitetapkan(f) => f.terapkan(self, kejadian),
            Event::PerpanjanganDiberitahukan(f) => f.terapkan(self, kejadian),
            Event::PemberitahuanTertulisDikirim(f) => f.terapkan(self, kejadian),
            Event::PenolakanDiberitahukan(f) => f.terapkan(self, kejadian),
            Event::PemberitahuanTertulisDiterima(f) => f.terapkan(self, kejadian),
            Event::BiayaDitetapkan(f) => f.terapkan(self, kejadian),
            Event::BiayaDibayar(f) => f.terapkan(self, kejadian),
            Event::InformasiDiberikan(f) => f.terapkan(self, kejadian),
            Event::PermohonanDicabut(f) => f.terapkan(self, kejadian),
            Event::KeberatanDiterima(f) => f.terapkan(self, kejadian),
            Event::KeberatanDicatat(f) => f.terapkan(self, kejadian),
            Event::MusyawarahDilakukan(f) => f.terapkan(self, kejadian),
            Event::TanggapanKeberatanDikirim(f) => f.terapkan(self, kejadian),
            Event::TanggapanKeberatanDiterima(f) => f.terapkan(self, kejadian),
            Event::TanggapanPemohonDicatat(f) => f.terapkan(self, kejadian),
            Event::KeberatanDicabut(f) => f.terapkan(self, kejadian),
            Event::SengketaDiberitahukan(f) => f.terapkan(self, kejadian),
            Event::SuratDinomori(f) => f.terapkan(self, kejadian),
            Event::SuratDirancang(f) => f.terapkan(self, kejadian),
            Event::SuratDitandatangani(f) => f.terapkan(self, kejadian),
            Event::SuratDikirim(f) => f.terapkan(self, kejadian),
            Event::SuratDiterima(f) => f.terapkan(self, kejadian),
            Event::PembatasanDiminta(f) => f.terapkan(self, kejadian),
            Event::PembatasanDilaksanakan(f) => f.terapkan(self, kejadian),
            Event::PembatasanDitolak(f) => f.terapkan(self, kejadian),
            Event::PembatasanDicabut(f) => f.terapkan(self, kejadian),
            Event::SalinanDihitamkan(f) => f.terapkan(self, kejadian),
            Event::PenghapusanDitahan(f) => f.terapkan(self, kejadian),
            Event::PenahananDilepas(f) => f.terapkan(self, kejadian),
            Event::PenghapusanDiusulkan(f) => f.terapkan(self, kejadian),
            Event::PenghapusanDiputus(f) => f.terapkan(self, kejadian),
            Event::DataPribadiDihapus(f) => f.terapkan(self, kejadian),
            Event::KoreksiDicatat(f) => f.terapkan(self, kejadian),
        }
    }

    /// The office still owes the written notice.
    pub fn menunggu_jawaban(&self) -> bool {
        self.permohonan.is_some() && self.jawaban.is_none() && !self.berakhir_tanpa_jawaban()
    }

    /// Granted whole, and all of it handed over.
    pub fn terpenuhi(&self) -> bool {
        let dikabulkan = Hasil::Dikabulkan(Lingkup::Seluruhnya);
        self.jawaban.as_ref().is_some_and(|jawaban| jawaban.hasil == dikabulkan)
            && self.pemberian.iter().any(|(_, satu)| satu.lingkup == Lingkup::Seluruhnya)
    }

    /// Withdrawn, sent elsewhere, or rightly not followed up.
    pub fn berakhir_tanpa_jawaban(&self) -> bool {
        self.dicabut.is_some() || self.dialihkan.is_some() || self.tidak_ditindaklanjuti.is_some()
    }
}

impl Event {
    /// The dispatch of the guards: one line a step.
    fn periksa(
        &self,
        perkara: &Perkara,
        konteks: &Konteks<'_>,
        cara: Cara,
    ) -> Result<Vec<event::Cacat>, Ditolak> {
        match self {
            Event::BarisDiimpor(f) => jalankan(f, perkara, konteks, cara),
            Event::PermohonanDiterima(f) => jalankan(f, perkara, konteks, cara),
            Event::NomorPendaftaranDiberikan(f) => jalankan(f, perkara, konteks, cara),
            Event::PermohonanDicatat(f) => jalankan(f, perkara, konteks, cara),
            Event::KelengkapanDiperiksa(f) => jalankan(f, perkara, konteks, cara),
            Event::SuratTidakLengkapDikirim(f) => jalankan(f, perkara, konteks, cara),
            Event::SuratTidakLengkapDiterima(f) => jalankan(f, perkara, konteks, cara),
            Event::PerbaikanDiterima(f) => jalankan(f, perkara, konteks, cara),
            Event::PermohonanTidakDitindaklanjuti(f) => jalankan(f, perkara, konteks, cara),
            Event::PermohonanDialihkan(f) => jalankan(f, perkara, konteks, cara),
            Event::DisposisiDiberikan(f) => jalankan(f, perkara, konteks, cara),
            Event::DisposisiDikembalikan(f) => jalankan(f, perkara, konteks, cara),
            Event::JawabanUnitDiterima(f) => jalankan(f, perkara, konteks, cara),
            Event::UjiKonsekuensiDilakukan(f) => jalankan(f, perkara, konteks, cara),
            Event::TimPertimbanganDidengar(f) => jalankan(f, perkara, konteks, cara),
            Event::PersetujuanDiberikan(f) => jalankan(f, perkara, konteks, cara),
            Event::PertimbanganTertulisDitetapkan(f) => jalankan(f, perkara, konteks, cara),
            Event::PerpanjanganDiberitahukan(f) => jalankan(f, perkara, konteks, cara),
            Event::PemberitahuanTertulisDikirim(f) => jalankan(f, perkara, konteks, cara),
            Event::PenolakanDiberitahukan(f) => jalankan(f, perkara, konteks, cara),
            Event::PemberitahuanTertulisDiterima(f) => jalankan(f, perkara, konteks, cara),
            Event::BiayaDitetapkan(f) => jalankan(f, perkara, konteks, cara),
            Event::BiayaDibayar(f) => jalankan(f, perkara, konteks, cara),
            Event::InformasiDiberikan(f) => jalankan(f, perkara, konteks, cara),
            Event::PermohonanDicabut(f) => jalankan(f, perkara, konteks, cara),
            Event::KeberatanDiterima(f) => jalankan(f, perkara, konteks, cara),
            Event::KeberatanDicatat(f) => jalankan(f, perkara, konteks, cara),
            Event::MusyawarahDilakukan(f) => jalankan(f, perkara, konteks, cara),
            Event::TanggapanKeberatanDikirim(f) => jalankan(f, perkara, konteks, cara),
            Event::TanggapanKeberatanDiterima(f) => jalankan(f, perkara, konteks, cara),
            Event::TanggapanPemohonDicatat(f) => jalankan(f, perkara, konteks, cara),
            Event::KeberatanDicabut(f) => jalankan(f, perkara, konteks, cara),
            Event::SengketaDiberitahukan(f) => jalankan(f, perkara, konteks, cara),
            Event::SuratDinomori(f) => jalankan(f, perkara, konteks, cara),
            Event::SuratDirancang(f) => jalankan(f, perkara, konteks, cara),
            Event::SuratDitandatangani(f) => jalankan(f, perkara, konteks, cara),
            Event::SuratDikirim(f) => jalankan(f, perkara, konteks, cara),
            Event::SuratDiterima(f) => jalankan(f, perkara, konteks, cara),
            Event::PembatasanDiminta(f) => jalankan(f, perkara, konteks, cara),
            Event::PembatasanDilaksanakan(f) => jalankan(f, perkara, konteks, cara),
            Event::PembatasanDitolak(f) => jalankan(f, perkara, konteks, cara),
            Event::PembatasanDicabut(f) => jalankan(f, perkara, konteks, cara),
            Event::SalinanDihitamkan(f) => jalankan(f, perkara, konteks, cara),
            Event::PenghapusanDitahan(f) => jalankan(f, perkara, konteks, cara),
            Event::PenahananDilepas(f) => jalankan(f, perkara, konteks, cara),
            Event::PenghapusanDiusulkan(f) => jalankan(f, perkara, konteks, cara),
            Event::PenghapusanDiputus(f) => jalankan(f, perkara, konteks, cara),
            Event::DataPribadiDihapus(f) => jalankan(f, perkara, konteks, cara),
            Event::KoreksiDicatat(f) => jalankan(f, perkara, konteks, cara),
        }
    }
}

#[cfg(test)]
mod uji;
