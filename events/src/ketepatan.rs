//! Ketepatan: was the keberatan, was the sengketa filed inside its window?
//!
//! Both datings are computed; where they differ the conclusion is `batas`, a
//! risk and never KI's outcome (KI Pusat accepted 021/V/2019 filed on day 30 and
//! rejected 009/III/2019 filed on day 30).

use chrono::NaiveDate;
use serde::Serialize;

use crate::aturan::Aturan;
use crate::hari_kerja::{Arah, CaraHitung, HariKerja};
use crate::perkara::Perkara;
use crate::sengketa::Sengketa;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kelas {
    Tepat,
    Prematur,
    Daluwarsa,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kesimpulan {
    Tepat,
    Prematur,
    Daluwarsa,
    Batas,
}

/// One filing under both datings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Penilaian {
    pub hari_berikutnya: Kelas,
    /// Working days past the last day, or before the first; by `hari_berikutnya`.
    pub selisih_hk: i64,
    pub hari_sama: Kelas,
    pub kesimpulan: Kesimpulan,
}

/// The window of a right under one dating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Jendela {
    /// The last day on which it is too early; none once an answer came.
    tertutup_sampai: Option<NaiveDate>,
    terakhir: NaiveDate,
}

/// The keberatan against the office's answer or silence.
pub fn keberatan(perkara: &Perkara, aturan: &Aturan) -> Option<Penilaian> {
    let diterima = perkara.permohonan.as_ref()?.diterima.tanggal;
    let diajukan = perkara.keberatan.first()?.diterima.tanggal?;
    let jawaban = perkara.jawaban.as_ref().and_then(|jawaban| jawaban.berlaku_sejak().tanggal);
    let jawaban = jawaban.filter(|tanggal| *tanggal <= diajukan);
    let panjang = aturan.hari_kerja("K01")?;
    let jendela = |cara| match (jawaban, diterima) {
        (Some(jawaban), _) => {
            Some(Jendela { tertutup_sampai: None, terakhir: maju(aturan, jawaban, panjang, cara) })
        }
        (None, Some(diterima)) => {
            let mut batas = maju(aturan, diterima, aturan.hari_kerja("P04a")?, cara);
            if perkara.perpanjangan.is_some() {
                let lanjut = aturan.hari_kerja("P06")?;
                batas = maju(aturan, batas, lanjut, CaraHitung::HariBerikutnya);
            }
            // The ground of silence is found on the working day after.
            let ditemukan = aturan.kerja.berikutnya(batas);
            let terakhir = maju(aturan, ditemukan, panjang, cara);
            Some(Jendela { tertutup_sampai: Some(batas), terakhir })
        }
        (None, None) => None,
    };
    nilai(diajukan, jendela, aturan)
}

/// The application to KI against the Atasan's answer or silence.
pub fn sengketa(perkara: &Perkara, sengketa: &Sengketa, aturan: &Aturan) -> Option<Penilaian> {
    let pengajuan = sengketa.pengajuan.as_ref().and_then(|p| p.diajukan.tanggal);
    let registrasi = sengketa.registrasi.as_ref().and_then(|(kejadian, _)| kejadian.tanggal);
    let diajukan = pengajuan.or(registrasi)?;
    let keberatan = perkara.keberatan_terakhir()?;
    let tanggapan = keberatan.tanggapan.as_ref().and_then(|t| t.berlaku_sejak().tanggal);
    let tanggapan = tanggapan.filter(|tanggal| *tanggal <= diajukan);
    let jendela = |cara| match (tanggapan, keberatan.diterima.tanggal) {
        (Some(tanggapan), _) => Some(Jendela {
            tertutup_sampai: None,
            terakhir: maju(aturan, tanggapan, aturan.hari_kerja("S01")?, cara),
        }),
        (None, Some(diterima)) => {
            let batas = maju(aturan, diterima, aturan.hari_kerja("K02a")?, cara);
            let panjang = aturan.hari_kerja("S02")?;
            let terakhir = maju(aturan, batas, panjang, CaraHitung::HariBerikutnya);
            Some(Jendela { tertutup_sampai: Some(batas), terakhir })
        }
        (None, None) => None,
    };
    nilai(diajukan, jendela, aturan)
}

fn maju(aturan: &Aturan, dari: NaiveDate, panjang: HariKerja, cara: CaraHitung) -> NaiveDate {
    aturan.kerja.hitung(dari, panjang, cara, Arah::Maju)
}

fn nilai(
    diajukan: NaiveDate,
    jendela: impl Fn(CaraHitung) -> Option<Jendela>,
    aturan: &Aturan,
) -> Option<Penilaian> {
    let berikutnya = jendela(CaraHitung::HariBerikutnya)?;
    let hari_berikutnya = berikutnya.kelas(diajukan);
    let hari_sama = jendela(CaraHitung::HariSama)?.kelas(diajukan);
    let kesimpulan = match (hari_berikutnya, hari_sama) {
        (Kelas::Tepat, Kelas::Tepat) => Kesimpulan::Tepat,
        (Kelas::Prematur, Kelas::Prematur) => Kesimpulan::Prematur,
        (Kelas::Daluwarsa, Kelas::Daluwarsa) => Kesimpulan::Daluwarsa,
        (Kelas::Tepat | Kelas::Prematur | Kelas::Daluwarsa, _) => Kesimpulan::Batas,
    };
    let selisih_hk = match (hari_berikutnya, berikutnya.tertutup_sampai) {
        (Kelas::Daluwarsa, _) => aturan.kerja.selisih(berikutnya.terakhir, diajukan),
        (Kelas::Prematur, Some(tertutup)) => {
            aturan.kerja.selisih(diajukan, aturan.kerja.berikutnya(tertutup))
        }
        (Kelas::Prematur | Kelas::Tepat, _) => 0,
    };
    Some(Penilaian { hari_berikutnya, selisih_hk, hari_sama, kesimpulan })
}

impl Jendela {
    fn kelas(self, hari: NaiveDate) -> Kelas {
        if self.tertutup_sampai.is_some_and(|tertutup| hari <= tertutup) {
            Kelas::Prematur
        } else if hari > self.terakhir {
            Kelas::Daluwarsa
        } else {
            Kelas::Tepat
        }
    }
}

#[cfg(test)]
mod uji;
