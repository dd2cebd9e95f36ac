//! Decisions as offices write them: what has a meaning in law, and the rest in its
//! own words.

use events::pencabutan::PermohonanDicabut;
use events::perkara::Event;

use super::sel::{KOSONG, TanggalSel};
use super::{Langkah, cacat};

/// What the office decided, as far as its word has a meaning in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keputusan {
    Dikabulkan,
    DikabulkanSebagian,
    Ditolak,
    DitolakSebagian,
    TidakDikuasai,
    /// The pemohon took it back.
    Dicabut,
    Kosong,
    /// Words that are not known: kept as they stand.
    Lain,
}

/// Words behind which a reason may stand. The longer ones come first.
const BERALASAN: [(&str, Keputusan); 3] = [
    ("ditolak sebagian", Keputusan::DitolakSebagian),
    ("ditolak", Keputusan::Ditolak),
    ("dicabut", Keputusan::Dicabut),
];

/// Whether what stands behind such a word is its reason.
fn beralasan(sisa: &str) -> bool {
    sisa.starts_with([',', ':', ';', '('])
        || [" (", " - ", " – ", " karena ", " sebab ", " berdasarkan ", " sesuai "]
            .iter()
            .any(|awal| sisa.starts_with(awal))
}

impl Keputusan {
    /// Whether the word tells of an answer, even where no date of one stands.
    pub fn menjawab(self) -> bool {
        !matches!(self, Keputusan::Kosong | Keputusan::Dicabut | Keputusan::Lain)
    }

    /// The fact of a request that was taken back; on which day, no column says, and a
    /// notice that stands beside it was none.
    pub fn pencabutan(self, kolom: &'static str, pemberitahuan: &TanggalSel) -> Option<Langkah> {
        let uraian = "permohonan dicabut; tanggal pemberitahuannya disimpan apa adanya";
        (self == Keputusan::Dicabut).then_some(Langkah {
            event: Event::PermohonanDicabut(PermohonanDicabut { alasan: None, tertulis: false }),
            tanggal: TanggalSel::Kosong,
            kolom,
            cacat: pemberitahuan.ada().then(|| cacat("PemberitahuanSesudahDicabut", uraian)),
        })
    }

    pub fn baca(isi: &str) -> Self {
        let kata = isi.to_lowercase();
        let kata: Vec<&str> =
            kata.trim().trim_end_matches(['.', ',', ';']).split_whitespace().collect();
        let kata = kata.join(" ");
        if KOSONG.contains(&kata.as_str()) {
            return Keputusan::Kosong;
        }
        let kata = kata.strip_prefix("permohonan ").unwrap_or(&kata);
        match kata {
            "diberikan"
            | "dikabulkan"
            | "dipenuhi"
            | "terpenuhi"
            | "diberikan seluruhnya"
            | "diberikan sepenuhnya"
            | "diberikan semua"
            | "dikabulkan seluruhnya"
            | "dikabulkan sepenuhnya"
            | "dikabulkan semua"
            | "dipenuhi seluruhnya"
            | "dipenuhi sepenuhnya" => Keputusan::Dikabulkan,
            "diberikan sebagian" | "dikabulkan sebagian" | "dipenuhi sebagian" | "sebagian" => {
                Keputusan::DikabulkanSebagian
            }
            "ditolak"
            | "penolakan"
            | "menolak"
            | "ditolak seluruhnya"
            | "tidak dikabulkan"
            | "tidak diberikan"
            | "tidak dapat diberikan"
            | "dikecualikan" => Keputusan::Ditolak,
            "ditolak sebagian" | "penolakan sebagian" => Keputusan::DitolakSebagian,
            "dicabut" | "dicabut pemohon" | "dicabut oleh pemohon" | "pencabutan" => {
                Keputusan::Dicabut
            }
            "tidak dikuasai"
            | "belum dikuasai"
            | "tidak dalam penguasaan"
            | "belum didokumentasikan" => Keputusan::TidakDikuasai,
            // With its reason: `ditolak, informasi dikecualikan`.
            _ => BERALASAN
                .iter()
                .find(|(awal, _)| kata.strip_prefix(awal).is_some_and(beralasan))
                .map_or(Keputusan::Lain, |(_, keputusan)| *keputusan),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_without_meaning_stay_words() {
        assert_eq!(Keputusan::baca(" Diberikan "), Keputusan::Dikabulkan);
        assert_eq!(Keputusan::baca("DIKABULKAN  SEBAGIAN"), Keputusan::DikabulkanSebagian);
        assert_eq!(Keputusan::baca("Ditolak"), Keputusan::Ditolak);
        assert_eq!(Keputusan::baca("Permohonan Dikabulkan."), Keputusan::Dikabulkan);
        for alasan in ["Ditolak, dikecualikan", "DITOLAK (Pasal 17)", "ditolak karena rahasia"] {
            assert_eq!(Keputusan::baca(alasan), Keputusan::Ditolak, "{alasan}");
        }
        for kata in
            ["tidak jelas", "ditolak pemohon", "dalam proses", "diterima", "dicabut izinnya"]
        {
            assert_eq!(Keputusan::baca(kata), Keputusan::Lain, "{kata}");
        }
        assert_eq!(Keputusan::baca("Ditolak Sebagian"), Keputusan::DitolakSebagian);
        for alasan in ["Ditolak sebagian, Pasal 17 huruf h", "ditolak sebagian karena rahasia"] {
            assert_eq!(Keputusan::baca(alasan), Keputusan::DitolakSebagian, "{alasan}");
        }
        for alasan in ["Ditolak berdasarkan Pasal 17 huruf h", "Ditolak - rahasia"] {
            assert_eq!(Keputusan::baca(alasan), Keputusan::Ditolak, "{alasan}");
        }
        for kata in ["Dicabut oleh Pemohon", "dicabut (ganda)"] {
            assert_eq!(Keputusan::baca(kata), Keputusan::Dicabut, "{kata}");
        }
        assert_eq!(Keputusan::baca("NULL"), Keputusan::Kosong);
    }
}
