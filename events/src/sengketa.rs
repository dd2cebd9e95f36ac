//! Sengketa: the dispute before Komisi Informasi and the courts, one stream.
//!
//! Pasal 37-50 UU 14/2008; Perki 1/2013. One sengketa may concern several
//! perkara, and each perkara points to it. Most facts here are acts of others
//! that the office learns of: guards mark what does not fit, and refuse only
//! what Jejak itself would issue.

pub mod bukti;
pub mod fasilitasi;
pub mod kuasa;
pub mod mediasi;
pub mod pendaftaran;
pub mod pengadilan;
pub mod putusan;
pub mod sidang;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::aturan::Aturan;
use crate::event::{self, Cara, Ditolak, Fakta, Konteks, Pelanggaran, Tercatat};
use crate::koreksi::{self, KoreksiDicatat};
use crate::perkara::{Kejadian, Langkah, Perkara, jalankan};
use crate::pihak::SuratKuasa;
use crate::teks::Label;
use crate::waktu::{Waktu, Zona};

use bukti::BuktiDisampaikan;
use fasilitasi::{FasilitatorDitunjuk, Tugas, TugasDiberikan, TugasDiselesaikan};
use kuasa::KuasaDiberikan;
use mediasi::{
    AjudikasiDitunda, Mediasi, MediasiBerhasil, MediasiDimulai, MediasiDiperpanjang, MediasiGagal,
};
use pendaftaran::{
    AktaTidakDiregistrasiTerbit, BerkasSengketaDilengkapi, JendelaMenurutKi, Pengajuan,
    SengketaDiajukan, SengketaDialihkan, SengketaDicabut, SengketaDihentikan, SengketaDiregistrasi,
    SuratKetidaklengkapanDiterima,
};
use pengadilan::{
    BerkekuatanHukumTetap, EksekusiDimohonkan, Gugatan, GugatanDiajukan, KasasiDiajukan,
    PutusanDilaksanakan, PutusanKasasiDiterima, PutusanPengadilanDiterima,
};
use putusan::{
    KesimpulanDisampaikan, Pihak, Putusan, PutusanDibacakan, PutusanSelaDibacakan,
    SalinanPutusanDiterima,
};
use sidang::{
    JawabanTermohonDisampaikan, PanggilanDiterima, PenggantianMajelisDiminta, SengketaGugur,
    SidangDigelar,
};

/// What can happen in a sengketa, in the order of Perki 1/2013.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaSengketa))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    SengketaDiajukan(SengketaDiajukan),
    SuratKetidaklengkapanDiterima(SuratKetidaklengkapanDiterima),
    BerkasSengketaDilengkapi(BerkasSengketaDilengkapi),
    AktaTidakDiregistrasiTerbit(AktaTidakDiregistrasiTerbit),
    SengketaDiregistrasi(SengketaDiregistrasi),
    SengketaDialihkan(SengketaDialihkan),
    SengketaDihentikan(SengketaDihentikan),
    JendelaMenurutKi(JendelaMenurutKi),
    KuasaDiberikan(KuasaDiberikan),
    FasilitatorDitunjuk(FasilitatorDitunjuk),
    TugasDiberikan(TugasDiberikan),
    TugasDiselesaikan(TugasDiselesaikan),
    PanggilanDiterima(PanggilanDiterima),
    PenggantianMajelisDiminta(PenggantianMajelisDiminta),
    JawabanTermohonDisampaikan(JawabanTermohonDisampaikan),
    SidangDigelar(SidangDigelar),
    SengketaGugur(SengketaGugur),
    SengketaDicabut(SengketaDicabut),
    PutusanSelaDibacakan(PutusanSelaDibacakan),
    AjudikasiDitunda(AjudikasiDitunda),
    MediasiDimulai(MediasiDimulai),
    MediasiDiperpanjang(MediasiDiperpanjang),
    MediasiBerhasil(MediasiBerhasil),
    MediasiGagal(MediasiGagal),
    BuktiDisampaikan(BuktiDisampaikan),
    KesimpulanDisampaikan(KesimpulanDisampaikan),
    PutusanDibacakan(PutusanDibacakan),
    SalinanPutusanDiterima(SalinanPutusanDiterima),
    GugatanDiajukan(GugatanDiajukan),
    PutusanPengadilanDiterima(PutusanPengadilanDiterima),
    KasasiDiajukan(KasasiDiajukan),
    PutusanKasasiDiterima(PutusanKasasiDiterima),
    BerkekuatanHukumTetap(BerkekuatanHukumTetap),
    EksekusiDimohonkan(EksekusiDimohonkan),
    PutusanDilaksanakan(PutusanDilaksanakan),
    KoreksiDicatat(KoreksiSengketa),
}

/// Named, because a schema knows a type by its name alone.
pub type KoreksiSengketa = KoreksiDicatat<Event>;

/// A perkara learns that it is in dispute. Its moment is that of the filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SengketaDiberitahukan {
    pub sengketa: Uuid,
}

/// What the next decision needs to know of a sengketa.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sengketa {
    pub versi: u32,
    pub zona: Zona,
    pub pengajuan: Option<Pengajuan>,
    pub surat_ketidaklengkapan: Option<Kejadian>,
    pub dilengkapi: Option<Kejadian>,
    pub tidak_diregistrasi: Option<Kejadian>,
    pub registrasi: Option<(Kejadian, SengketaDiregistrasi)>,
    /// The last transfer to another KI.
    pub dialihkan: Option<Kejadian>,
    pub dihentikan: Option<Kejadian>,
    pub jendela_ki: Vec<JendelaMenurutKi>,
    /// Special powers: when, by whom, with what paper.
    pub kuasa: Vec<(Kejadian, Pihak, SuratKuasa)>,
    /// The official of the PPID Utama who leads the office's side.
    pub fasilitator: Option<Label>,
    pub tugas: Vec<Tugas>,
    pub panggilan: Option<PanggilanDiterima>,
    pub penggantian_majelis: Option<Kejadian>,
    pub jawaban_termohon: Option<Kejadian>,
    pub sidang: Vec<(Kejadian, SidangDigelar)>,
    pub putusan_sela: Option<(Kejadian, PutusanSelaDibacakan)>,
    pub ajudikasi_ditunda: Option<Kejadian>,
    pub mediasi: Mediasi,
    /// The codes each party has used in its lists.
    pub bukti: Vec<(Pihak, Label)>,
    /// The office's own closing statement.
    pub kesimpulan: Option<Kejadian>,
    pub putusan: Option<Putusan>,
    /// Receipts of the putusan sela, where that ended the sengketa.
    pub salinan_sela: Vec<(Pihak, Kejadian)>,
    pub gugatan: Option<Gugatan>,
    pub inkracht: Option<Kejadian>,
    pub eksekusi: Option<Kejadian>,
    pub dilaksanakan: Option<Kejadian>,
    pub gugur: Option<Kejadian>,
    pub dicabut: Option<Kejadian>,
    pub versi_koreksi: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SengketaDitolak {
    #[error("belum ada keberatan; sengketa diajukan setelah keberatan")]
    BelumAdaKeberatan,
    #[error("perkara ini sudah dihubungkan dengan sengketa itu")]
    SudahDihubungkan,
}

impl Pelanggaran for SengketaDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 37(1) UU 14/2008 dan penjelasannya"
    }

    fn mutlak(&self) -> bool {
        matches!(self, SengketaDitolak::SudahDihubungkan)
    }
}

impl Langkah for SengketaDiberitahukan {
    type Pelanggaran = SengketaDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<SengketaDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.keberatan.is_empty() {
            pelanggaran.push(SengketaDitolak::BelumAdaKeberatan);
        }
        if perkara.sengketa.contains(&self.sengketa) {
            pelanggaran.push(SengketaDitolak::SudahDihubungkan);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.sengketa.push(self.sengketa);
        perkara.sengketa_diajukan.get_or_insert(kejadian);
    }
}

impl Sengketa {
    pub fn dari(fakta: &[Tercatat<Event>], zona: Zona) -> Self {
        let mut sengketa = Sengketa { zona, ..Sengketa::default() };
        for f in koreksi::berlaku(fakta) {
            sengketa.evolve(f.event, f.versi, f.waktu);
        }
        sengketa.versi = fakta.last().map_or(0, |tercatat| tercatat.version);
        sengketa
    }

    pub fn decide(
        &self,
        event: Event,
        waktu: Waktu,
        cara: Cara,
        aturan: &Aturan,
    ) -> Result<Fakta, Ditolak> {
        let konteks = Konteks { hari: waktu.tanggal(self.zona), aturan };
        let cacat = event.periksa(self, &konteks, cara)?;
        let event = event::Event::Sengketa(event);
        Ok(Fakta { event, occurred_at: waktu, diketahui: None, cacat })
    }

    /// Withdrawn, dropped, stopped, or never registered.
    pub fn berakhir_tanpa_putusan(&self) -> bool {
        self.gugur.is_some()
            || self.dicabut.is_some()
            || self.dihentikan.is_some()
            || self.tidak_diregistrasi.is_some()
    }

    /// Where it stands, in a word or two; empty before it is filed.
    pub fn tahap(&self) -> &'static str {
        let kasasi = self.gugatan.as_ref().is_some_and(|gugatan| gugatan.kasasi.is_some());
        let tahap = [
            (self.dilaksanakan.is_some(), "putusan dilaksanakan"),
            (self.gugur.is_some(), "gugur"),
            (self.dicabut.is_some(), "dicabut"),
            (self.dihentikan.is_some(), "dihentikan KI"),
            (self.tidak_diregistrasi.is_some(), "tidak diregistrasi"),
            (self.inkracht.is_some(), "berkekuatan hukum tetap"),
            (kasasi, "kasasi"),
            (self.gugatan.is_some(), "di pengadilan"),
            (self.diputus(), "diputus KI"),
            (matches!(self.mediasi, Mediasi::Berjalan { .. }), "mediasi"),
            (!self.sidang.is_empty(), "disidangkan"),
            (self.registrasi.is_some(), "diregistrasi"),
            (self.pengajuan.is_some(), "diajukan"),
        ];
        tahap.into_iter().find(|(sampai, _)| *sampai).map_or("", |(_, kata)| kata)
    }

    /// Nothing is left in it for the office to do: it ended, or what it ordered
    /// was carried out, or it ordered nothing.
    pub fn selesai(&self) -> bool {
        let dibebani = self.putusan.as_ref().is_some_and(|p| p.isi.amar != putusan::Amar::Menolak);
        self.berakhir_tanpa_putusan()
            || self.dilaksanakan.is_some()
            || (self.inkracht.is_some() && !dibebani)
    }

    /// The day of a hearing that the office was summoned to and that was not held.
    pub fn sidang_menanti(&self) -> Option<(NaiveDate, sidang::AcaraSidang)> {
        let panggilan = self.panggilan.as_ref()?;
        let hari = panggilan.tanggal_sidang;
        let digelar = self.sidang.iter().any(|(k, _)| k.tanggal.is_some_and(|t| t >= hari));
        (!digelar && !self.berakhir_tanpa_putusan()).then_some((hari, panggilan.acara))
    }

    pub fn evolve(&mut self, event: &Event, versi: u32, waktu: Waktu) {
        let kejadian = Kejadian { versi, waktu, tanggal: waktu.tanggal(self.zona) };
        self.versi = versi;
        match event {
            Event::SengketaDiajukan(f) => f.terapkan(self, kejadian),
            Event::SuratKetidaklengkapanDiterima(f) => f.terapkan(self, kejadian),
            Event::BerkasSengketaDilengkapi(f) => f.terapkan(self, kejadian),
            Event::AktaTidakDiregistrasiTerbit(f) => f.terapkan(self, kejadian),
            Event::SengketaDiregistrasi(f) => f.terapkan(self, kejadian),
            Event::SengketaDialihkan(f) => f.terapkan(self, kejadian),
            Event::SengketaDihentikan(f) => f.terapkan(self, kejadian),
            Event::JendelaMenurutKi(f) => f.terapkan(self, kejadian),
            Event::KuasaDiberikan(f) => f.terapkan(self, kejadian),
            Event::FasilitatorDitunjuk(f) => f.terapkan(self, kejadian),
            Event::TugasDiberikan(f) => f.terapkan(self, kejadian),
            Event::TugasDiselesaikan(f) => f.terapkan(self, kejadian),
            Event::PanggilanDiterima(f) => f.terapkan(self, kejadian),
            Event::PenggantianMajelisDiminta(f) => f.terapkan(self, kejadian),
            Event::JawabanTermohonDisampaikan(f) => f.terapkan(self, kejadian),
            Event::SidangDigelar(f) => f.terapkan(self, kejadian),
            Event::SengketaGugur(f) => f.terapkan(self, kejadian),
            Event::SengketaDicabut(f) => f.terapkan(self, kejadian),
            Event::PutusanSelaDibacakan(f) => f.terapkan(self, kejadian),
            Event::AjudikasiDitunda(f) => f.terapkan(self, kejadian),
            Event::MediasiDimulai(f) => f.terapkan(self, kejadian),
            Event::MediasiDiperpanjang(f) => f.terapkan(self, kejadian),
            Event::MediasiBerhasil(f) => f.terapkan(self, kejadian),
            Event::MediasiGagal(f) => f.terapkan(self, kejadian),
            Event::BuktiDisampaikan(f) => f.terapkan(self, kejadian),
            Event::KesimpulanDisampaikan(f) => f.terapkan(self, kejadian),
            Event::PutusanDibacakan(f) => f.terapkan(self, kejadian),
            Event::SalinanPutusanDiterima(f) => f.terapkan(self, kejadian),
            Event::GugatanDiajukan(f) => f.terapkan(self, kejadian),
            Event::PutusanPengadilanDiterima(f) => f.terapkan(self, kejadian),
            Event::KasasiDiajukan(f) => f.terapkan(self, kejadian),
            Event::PutusanKasasiDiterima(f) => f.terapkan(self, kejadian),
            Event::BerkekuatanHukumTetap(f) => f.terapkan(self, kejadian),
            Event::EksekusiDimohonkan(f) => f.terapkan(self, kejadian),
            Event::PutusanDilaksanakan(f) => f.terapkan(self, kejadian),
            Event::KoreksiDicatat(f) => f.terapkan(self, kejadian),
        }
    }
}

impl Event {
    fn periksa(
        &self,
        sengketa: &Sengketa,
        konteks: &Konteks<'_>,
        cara: Cara,
    ) -> Result<Vec<event::Cacat>, Ditolak> {
        match self {
            Event::SengketaDiajukan(f) => jalankan(f, sengketa, konteks, cara),
            Event::SuratKetidaklengkapanDiterima(f) => jalankan(f, sengketa, konteks, cara),
            Event::BerkasSengketaDilengkapi(f) => jalankan(f, sengketa, konteks, cara),
            Event::AktaTidakDiregistrasiTerbit(f) => jalankan(f, sengketa, konteks, cara),
            Event::SengketaDiregistrasi(f) => jalankan(f, sengketa, konteks, cara),
            Event::SengketaDialihkan(f) => jalankan(f, sengketa, konteks, cara),
            Event::SengketaDihentikan(f) => jalankan(f, sengketa, konteks, cara),
            Event::JendelaMenurutKi(f) => jalankan(f, sengketa, konteks, cara),
            Event::KuasaDiberikan(f) => jalankan(f, sengketa, konteks, cara),
            Event::FasilitatorDitunjuk(f) => jalankan(f, sengketa, konteks, cara),
            Event::TugasDiberikan(f) => jalankan(f, sengketa, konteks, cara),
            Event::TugasDiselesaikan(f) => jalankan(f, sengketa, konteks, cara),
            Event::PanggilanDiterima(f) => jalankan(f, sengketa, konteks, cara),
            Event::PenggantianMajelisDiminta(f) => jalankan(f, sengketa, konteks, cara),
            Event::JawabanTermohonDisampaikan(f) => jalankan(f, sengketa, konteks, cara),
            Event::SidangDigelar(f) => jalankan(f, sengketa, konteks, cara),
            Event::SengketaGugur(f) => jalankan(f, sengketa, konteks, cara),
            Event::SengketaDicabut(f) => jalankan(f, sengketa, konteks, cara),
            Event::PutusanSelaDibacakan(f) => jalankan(f, sengketa, konteks, cara),
            Event::AjudikasiDitunda(f) => jalankan(f, sengketa, konteks, cara),
            Event::MediasiDimulai(f) => jalankan(f, sengketa, konteks, cara),
            Event::MediasiDiperpanjang(f) => jalankan(f, sengketa, konteks, cara),
            Event::MediasiBerhasil(f) => jalankan(f, sengketa, konteks, cara),
            Event::MediasiGagal(f) => jalankan(f, sengketa, konteks, cara),
            Event::BuktiDisampaikan(f) => jalankan(f, sengketa, konteks, cara),
            Event::KesimpulanDisampaikan(f) => jalankan(f, sengketa, konteks, cara),
            Event::PutusanDibacakan(f) => jalankan(f, sengketa, konteks, cara),
            Event::SalinanPutusanDiterima(f) => jalankan(f, sengketa, konteks, cara),
            Event::GugatanDiajukan(f) => jalankan(f, sengketa, konteks, cara),
            Event::PutusanPengadilanDiterima(f) => jalankan(f, sengketa, konteks, cara),
            Event::KasasiDiajukan(f) => jalankan(f, sengketa, konteks, cara),
            Event::PutusanKasasiDiterima(f) => jalankan(f, sengketa, konteks, cara),
            Event::BerkekuatanHukumTetap(f) => jalankan(f, sengketa, konteks, cara),
            Event::EksekusiDimohonkan(f) => jalankan(f, sengketa, konteks, cara),
            Event::PutusanDilaksanakan(f) => jalankan(f, sengketa, konteks, cara),
            Event::KoreksiDicatat(f) => jalankan(f, sengketa, konteks, cara),
        }
    }
}

#[cfg(test)]
mod uji;
#[cfg(test)]
mod uji_bentuk;
#[cfg(test)]
mod uji_putusan;
