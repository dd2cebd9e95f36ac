//! Pemberitahuan tertulis: the answer on which the statutory clock runs.
//!
//! Pasal 22(7) UU 14/2008; Pasal 31(4) huruf a-i and Lampiran VII Perki 1/2021.
//! Handing over the documents is another fact, and so is the letter's receipt.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::katalog::Kategori;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::Lingkup;
use crate::teks::{Isi, Label};

/// The written notice went out. Contents by the letters of Pasal 31(4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PemberitahuanTertulisDikirim {
    /// c and h: granted whole or in part, or not held at all.
    pub putusan: PutusanPemberitahuan,
    /// a: under the body's control or not.
    pub penguasaan: Penguasaan,
    /// b: the body that holds it, where the PPID knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badan_lain: Option<Label>,
    /// d: the form that is available.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bentuk: Option<Bentuk>,
    /// e: the cost in rupiah, and how to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub biaya_rupiah: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cara_bayar: Option<Isi>,
    /// f: working days needed to provide it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waktu_penyediaan_hk: Option<u32>,
    /// g: what is blacked out and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penghitaman: Option<Isi>,
    /// i: why it is not held or documented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penjelasan: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
    /// Of which kind the information is, for the reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jenis_informasi: Option<Kategori>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PutusanPemberitahuan {
    Dikabulkan(Lingkup),
    TidakDikuasai,
    /// The source does not say, or says it in words of no legal meaning.
    TidakTercatat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Penguasaan {
    Dikuasai,
    BelumDikuasai,
    BelumDidokumentasikan,
    TidakTercatat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Bentuk {
    Cetak,
    Elektronik,
    CetakDanElektronik,
}

/// The pemohon has the notice or the refusal; their clocks run from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PemberitahuanTertulisDiterima {}

/// What a perkara remembers of the answer it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jawaban {
    pub dikirim: Kejadian,
    pub diterima: Option<Kejadian>,
    pub hasil: Hasil,
}

impl Jawaban {
    /// The receipt where it is known, else the sending.
    pub fn berlaku_sejak(&self) -> Kejadian {
        self.diterima.unwrap_or(self.dikirim)
    }

    pub fn ditolak(&self) -> bool {
        matches!(self.hasil, Hasil::Ditolak(_))
    }

    /// Something stays closed: refused, or granted with parts blacked out.
    pub(crate) fn menutup(&self) -> bool {
        self.ditolak() || self.hasil == Hasil::Dikabulkan(Lingkup::Sebagian)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hasil {
    Dikabulkan(Lingkup),
    Ditolak(Lingkup),
    TidakDikuasai,
    Lain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PemberitahuanDitolak {
    #[error("belum ada permohonan yang dapat dijawab")]
    BelumAdaPermohonan,
    #[error("permohonan ini sudah dijawab; jawaban yang keliru dikoreksi")]
    SudahDijawab,
    #[error("sebutkan apakah permohonan dikabulkan, seluruhnya atau sebagian")]
    TanpaPutusan,
    #[error("sebutkan bentuk informasi yang tersedia")]
    TanpaBentuk,
    #[error("sebutkan biaya dan cara pembayaran, nol bila gratis")]
    TanpaBiaya,
    #[error("sebutkan waktu yang dibutuhkan untuk menyediakan informasi")]
    TanpaWaktuPenyediaan,
    #[error("pengabulan sebagian memerlukan penjelasan atas bagian yang tidak diberikan")]
    TanpaPenjelasanPenghitaman,
    #[error("informasi yang tidak dikuasai memerlukan penjelasan")]
    TanpaPenjelasan,
    #[error("penguasaan informasi belum disebutkan")]
    TanpaPenguasaan,
    #[error("penguasaan informasi bertentangan dengan putusannya")]
    PenguasaanBertentangan,
    #[error("tanggal pemberitahuan mendahului tanggal permohonan diterima")]
    MendahuluiPermohonan,
    #[error("belum ada pemberitahuan tertulis yang dapat diterima pemohon")]
    BelumDikirim,
    #[error("penerimaan tercatat sebelum pengiriman")]
    DiterimaSebelumDikirim,
    #[error("penerimaan oleh pemohon sudah tercatat; tanggal yang keliru dikoreksi")]
    SudahDiterima,
}

impl Pelanggaran for PemberitahuanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PemberitahuanDitolak::TanpaPutusan => "Pasal 31(4) huruf c, h Perki 1/2021",
            PemberitahuanDitolak::TanpaBentuk => "Pasal 31(4) huruf d Perki 1/2021",
            PemberitahuanDitolak::TanpaBiaya => "Pasal 31(4) huruf e Perki 1/2021",
            PemberitahuanDitolak::TanpaWaktuPenyediaan => "Pasal 31(4) huruf f Perki 1/2021",
            PemberitahuanDitolak::TanpaPenjelasanPenghitaman => "Pasal 31(4) huruf g Perki 1/2021",
            PemberitahuanDitolak::TanpaPenjelasan => "Pasal 31(4) huruf i Perki 1/2021",
            PemberitahuanDitolak::TanpaPenguasaan
            | PemberitahuanDitolak::PenguasaanBertentangan => "Pasal 31(4) huruf a Perki 1/2021",
            PemberitahuanDitolak::BelumAdaPermohonan
            | PemberitahuanDitolak::SudahDijawab
            | PemberitahuanDitolak::MendahuluiPermohonan
            | PemberitahuanDitolak::BelumDikirim
            | PemberitahuanDitolak::DiterimaSebelumDikirim
            | PemberitahuanDitolak::SudahDiterima => "Pasal 22(7) UU 14/2008",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(
            self,
            PemberitahuanDitolak::BelumAdaPermohonan | PemberitahuanDitolak::BelumDikirim
        )
    }
}

impl PemberitahuanTertulisDikirim {
    /// A notice of which only the fact is known, as from a register.
    pub fn dari_register(putusan: PutusanPemberitahuan) -> Self {
        PemberitahuanTertulisDikirim {
            jenis_informasi: None,
            putusan,
            penguasaan: Penguasaan::TidakTercatat,
            badan_lain: None,
            bentuk: None,
            biaya_rupiah: None,
            cara_bayar: None,
            waktu_penyediaan_hk: None,
            penghitaman: None,
            penjelasan: None,
            nomor_surat: None,
        }
    }

    fn isi_yang_kurang(&self) -> Vec<PemberitahuanDitolak> {
        let mut kurang = self.penguasaan_yang_kurang();
        match self.putusan {
            PutusanPemberitahuan::Dikabulkan(lingkup) => {
                if lingkup == Lingkup::TidakTercatat {
                    kurang.push(PemberitahuanDitolak::TanpaPutusan);
                }
                if self.bentuk.is_none() {
                    kurang.push(PemberitahuanDitolak::TanpaBentuk);
                }
                let gratis = self.biaya_rupiah == Some(0);
                if self.biaya_rupiah.is_none() || (!gratis && self.cara_bayar.is_none()) {
                    kurang.push(PemberitahuanDitolak::TanpaBiaya);
                }
                if self.waktu_penyediaan_hk.is_none() {
                    kurang.push(PemberitahuanDitolak::TanpaWaktuPenyediaan);
                }
                if lingkup == Lingkup::Sebagian {
                    kurang.extend(self.penjelasan_sisanya());
                }
            }
            PutusanPemberitahuan::TidakDikuasai => {
                if self.penjelasan.is_none() {
                    kurang.push(PemberitahuanDitolak::TanpaPenjelasan);
                }
            }
            PutusanPemberitahuan::TidakTercatat => kurang.push(PemberitahuanDitolak::TanpaPutusan),
        }
        kurang
    }

    /// The rest is not held, which needs its reason, or it is blacked out.
    fn penjelasan_sisanya(&self) -> Option<PemberitahuanDitolak> {
        let kurang = match self.penguasaan {
            Penguasaan::BelumDikuasai | Penguasaan::BelumDidokumentasikan => {
                PemberitahuanDitolak::TanpaPenjelasan
            }
            Penguasaan::Dikuasai | Penguasaan::TidakTercatat if self.penghitaman.is_some() => {
                return None;
            }
            Penguasaan::Dikuasai | Penguasaan::TidakTercatat => {
                PemberitahuanDitolak::TanpaPenjelasanPenghitaman
            }
        };
        self.penjelasan.is_none().then_some(kurang)
    }

    fn penguasaan_yang_kurang(&self) -> Vec<PemberitahuanDitolak> {
        let seluruhnya = self.putusan == PutusanPemberitahuan::Dikabulkan(Lingkup::Seluruhnya);
        let bertentangan = match self.penguasaan {
            Penguasaan::TidakTercatat => return vec![PemberitahuanDitolak::TanpaPenguasaan],
            Penguasaan::Dikuasai => self.putusan == PutusanPemberitahuan::TidakDikuasai,
            Penguasaan::BelumDikuasai | Penguasaan::BelumDidokumentasikan => seluruhnya,
        };
        if bertentangan { vec![PemberitahuanDitolak::PenguasaanBertentangan] } else { Vec::new() }
    }
}

/// Guards that a notice and a refusal share: both are the one written answer.
pub(crate) fn periksa_jawaban(
    perkara: &Perkara,
    konteks: &Konteks<'_>,
) -> Vec<PemberitahuanDitolak> {
    let Some(permohonan) = &perkara.permohonan else {
        return vec![PemberitahuanDitolak::BelumAdaPermohonan];
    };
    let mut pelanggaran = Vec::new();
    if perkara.jawaban.is_some() {
        pelanggaran.push(PemberitahuanDitolak::SudahDijawab);
    }
    if konteks.hari.zip(permohonan.diterima.tanggal).is_some_and(|(hari, dari)| hari < dari) {
        pelanggaran.push(PemberitahuanDitolak::MendahuluiPermohonan);
    }
    pelanggaran
}

impl Langkah for PemberitahuanTertulisDikirim {
    type Pelanggaran = PemberitahuanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PemberitahuanDitolak> {
        let mut pelanggaran = periksa_jawaban(perkara, konteks);
        // A register has no columns for the contents: what it leaves out is
        // unknown, not wrong.
        if perkara.impor.is_none() {
            pelanggaran.extend(self.isi_yang_kurang());
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        let hasil = match self.putusan {
            PutusanPemberitahuan::Dikabulkan(lingkup) => Hasil::Dikabulkan(lingkup),
            PutusanPemberitahuan::TidakDikuasai => Hasil::TidakDikuasai,
            PutusanPemberitahuan::TidakTercatat => Hasil::Lain,
        };
        perkara.jawab(kejadian, hasil);
    }
}

impl Perkara {
    /// The first answer ends the clock; a second is a supplement.
    pub(crate) fn jawab(&mut self, dikirim: Kejadian, hasil: Hasil) {
        if self.jawaban.is_none() {
            self.jawaban = Some(Jawaban { dikirim, diterima: None, hasil });
        }
    }
}

impl Langkah for PemberitahuanTertulisDiterima {
    type Pelanggaran = PemberitahuanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PemberitahuanDitolak> {
        let Some(jawaban) = &perkara.jawaban else {
            return vec![PemberitahuanDitolak::BelumDikirim];
        };
        if jawaban.diterima.is_some() {
            return vec![PemberitahuanDitolak::SudahDiterima];
        }
        let mendahului =
            konteks.hari.zip(jawaban.dikirim.tanggal).is_some_and(|(hari, dikirim)| hari < dikirim);
        if mendahului { vec![PemberitahuanDitolak::DiterimaSebelumDikirim] } else { Vec::new() }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(jawaban) = &mut perkara.jawaban {
            // The pemohon's limit runs from the first receipt.
            jawaban.diterima.get_or_insert(kejadian);
        }
    }
}

#[cfg(test)]
mod uji;
