//! Pasal 17 UU 14/2008: the closed list of exemptions, by letter and number.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A letter of Pasal 17 and, where the letter has them, a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pasal17 {
    huruf: char,
    angka: Option<u8>,
}

/// How many numbers each letter has; none where the law lists none.
const ANGKA: [(char, u8); 10] = [
    ('a', 5),
    ('b', 0),
    ('c', 7),
    ('d', 0),
    ('e', 7),
    ('f', 4),
    ('g', 0),
    ('h', 5),
    ('i', 0),
    ('j', 0),
];

impl Pasal17 {
    pub fn try_new(huruf: char, angka: Option<u8>) -> Result<Self, Pasal17Ditolak> {
        let (_, terbanyak) = ANGKA
            .into_iter()
            .find(|(nama, _)| *nama == huruf)
            .ok_or(Pasal17Ditolak::HurufTidakAda)?;
        match angka {
            Some(n) if n == 0 || n > terbanyak => Err(Pasal17Ditolak::AngkaTidakAda),
            Some(_) | None => Ok(Pasal17 { huruf, angka }),
        }
    }

    /// Each letter, and each number under it.
    pub fn semua() -> impl Iterator<Item = Self> {
        ANGKA.into_iter().flat_map(|(huruf, terbanyak)| {
            let angka = std::iter::once(None).chain((1..=terbanyak).map(Some));
            angka.map(move |angka| Pasal17 { huruf, angka })
        })
    }

    pub fn huruf(self) -> char {
        self.huruf
    }

    /// The law lists numbers under this letter and none was chosen.
    pub fn tanpa_angka(self) -> bool {
        self.angka.is_none() && ANGKA.iter().any(|(nama, n)| *nama == self.huruf && *n > 0)
    }

    pub fn label(self) -> &'static str {
        match self.huruf {
            'a' => "proses penegakan hukum",
            'b' => "hak atas kekayaan intelektual dan persaingan usaha tidak sehat",
            'c' => "pertahanan dan keamanan negara",
            'd' => "kekayaan alam Indonesia",
            'e' => "ketahanan ekonomi nasional",
            'f' => "hubungan luar negeri",
            'g' => "akta otentik yang bersifat pribadi dan wasiat",
            'h' => "rahasia pribadi",
            'i' => "memorandum atau surat yang dirahasiakan",
            _ => "tidak boleh diungkapkan berdasarkan undang-undang",
        }
    }
}

/// What the law lists under a letter, in short.
const ISI: [(char, &[&str]); 5] = [
    (
        'a',
        &[
            "menghambat penyelidikan dan penyidikan",
            "identitas informan, pelapor, saksi, atau korban",
            "data intelijen kriminal dan rencana kejahatan transnasional",
            "keselamatan penegak hukum atau keluarganya",
            "keamanan peralatan dan prasarana penegak hukum",
        ],
    ),
    (
        'c',
        &[
            "strategi, intelijen, operasi, teknik, dan taktik pertahanan",
            "dokumen tentang hal itu",
            "jumlah, komposisi, dan disposisi kekuatan",
            "gambar dan data pangkalan atau instalasi militer",
            "perkiraan kemampuan negara lain dan kerja sama yang dirahasiakan",
            "sistem persandian negara",
            "sistem intelijen negara",
        ],
    ),
    (
        'e',
        &[
            "rencana awal jual beli mata uang, saham, dan aset vital negara",
            "rencana awal nilai tukar, suku bunga, dan operasi lembaga keuangan",
            "rencana awal suku bunga, pinjaman, pajak, dan pendapatan lain",
            "rencana awal jual beli tanah atau properti",
            "rencana awal investasi asing",
            "proses dan hasil pengawasan lembaga keuangan",
            "pencetakan uang",
        ],
    ),
    (
        'f',
        &[
            "posisi dan strategi dalam negosiasi internasional",
            "korespondensi diplomatik",
            "sistem komunikasi dan persandian",
            "perlindungan prasarana strategis di luar negeri",
        ],
    ),
    (
        'h',
        &[
            "riwayat dan keadaan anggota keluarga",
            "kesehatan fisik dan psikis",
            "keuangan, aset, pendapatan, dan rekening",
            "hasil evaluasi kemampuan, kecerdasan, dan rekomendasi",
            "catatan pendidikan formal dan nonformal",
        ],
    ),
];

impl Pasal17 {
    /// What stands under its number.
    pub fn isi_angka(self) -> Option<&'static str> {
        let (_, isi) = ISI.into_iter().find(|(huruf, _)| *huruf == self.huruf)?;
        isi.get(usize::from(self.angka?.checked_sub(1)?)).copied()
    }
}

impl fmt::Display for Pasal17 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pasal 17 huruf {}", self.huruf)?;
        match self.angka {
            Some(angka) => write!(f, " angka {angka}"),
            None => Ok(()),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Pasal17Ditolak {
    #[error("Pasal 17 UU 14/2008 hanya memiliki huruf a sampai j")]
    HurufTidakAda,
    #[error("huruf itu tidak memiliki angka tersebut dalam Pasal 17 UU 14/2008")]
    AngkaTidakAda,
}

/// Stored as `17a1` or `17j`.
impl From<Pasal17> for String {
    fn from(pasal: Pasal17) -> Self {
        let angka = pasal.angka.map_or(String::new(), |n| n.to_string());
        format!("17{}{angka}", pasal.huruf)
    }
}

impl TryFrom<String> for Pasal17 {
    type Error = Pasal17Ditolak;

    fn try_from(kode: String) -> Result<Self, Self::Error> {
        let sisa = kode.strip_prefix("17").ok_or(Pasal17Ditolak::HurufTidakAda)?;
        let mut huruf = sisa.chars();
        let nama = huruf.next().ok_or(Pasal17Ditolak::HurufTidakAda)?;
        let angka = huruf.as_str();
        if angka.is_empty() {
            return Pasal17::try_new(nama, None);
        }
        // `parse` would also take "+1" and "01".
        if !angka.starts_with(|c: char| c.is_ascii_digit() && c != '0') {
            return Err(Pasal17Ditolak::AngkaTidakAda);
        }
        let angka = angka.parse().map_err(|_| Pasal17Ditolak::AngkaTidakAda)?;
        Pasal17::try_new(nama, Some(angka))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_are_those_of_the_law() {
        for (huruf, n) in ANGKA {
            assert!(Pasal17::try_new(huruf, None).is_ok());
            if n > 0 {
                assert!(Pasal17::try_new(huruf, Some(n)).is_ok());
            }
            let lebih = Pasal17::try_new(huruf, Some(n + 1));
            assert_eq!(lebih.unwrap_err(), Pasal17Ditolak::AngkaTidakAda);
        }
        assert_eq!(Pasal17::try_new('k', None).unwrap_err(), Pasal17Ditolak::HurufTidakAda);
        assert!(Pasal17::try_new('a', Some(0)).is_err(), "numbers start at one");
    }

    #[test]
    fn stored_form() {
        let pasal = Pasal17::try_new('h', Some(3)).unwrap();
        assert_eq!(serde_json::to_string(&pasal).unwrap(), r#""17h3""#);
        assert_eq!(serde_json::from_str::<Pasal17>(r#""17h3""#).unwrap(), pasal);
        assert_eq!(pasal.to_string(), "Pasal 17 huruf h angka 3");
        for keliru in ["17b1", "17a+1", "17a01"] {
            let galat = Pasal17::try_from(keliru.to_owned()).unwrap_err();
            assert_eq!(galat, Pasal17Ditolak::AngkaTidakAda);
        }
        assert_eq!(Pasal17::semua().count(), 38);
        for pasal in Pasal17::semua() {
            assert_eq!(Pasal17::try_from(String::from(pasal)), Ok(pasal));
        }
    }

    #[test]
    fn every_number_says_what_the_law_lists_there() {
        for pasal in Pasal17::semua() {
            assert_eq!(pasal.isi_angka().is_some(), pasal.angka.is_some(), "{pasal}");
        }
    }
}
