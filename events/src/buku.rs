//! Register books: whole numbers without gaps, per kind, year and unit.
//!
//! Pasal 22(4) UU 14/2008, Pasal 32 and 43 Perki 1/2021. An imported register
//! is a book of its own whose numbers are data.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::Tercatat;
use crate::pihak::UnitId;
use crate::teks::{Label, TeksDitolak};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaBuku))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    BukuDibuka(BukuDibuka),
    NomorDiberikan(NomorDiberikan),
    BukuDitutup { terakhir: u32 },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BukuDibuka {
    pub jenis: JenisBuku,
    pub nama: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tahun: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    pub pola: Pola,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisBuku {
    Permohonan,
    Keberatan,
    /// Letters that go out.
    Surat,
    /// Kept elsewhere and brought in; its numbers are not ours to give.
    Impor,
}

/// The next number went to a perkara.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NomorDiberikan {
    pub urut: u32,
    pub nomor: Label,
    pub perkara: Uuid,
}

/// Longest pattern: filled in, even one of nothing but numbers is a label.
pub const BATAS_POLA_KARAKTER: usize = 100;

/// How a number is written: `{urut}/PPID/2026`. `{urut4}` pads to four digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pola(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolaDitolak {
    #[error("pola nomor harus memuat {{urut}} atau {{urut4}}")]
    TanpaUrut,
    #[error("pola nomor terlalu panjang; paling banyak {BATAS_POLA_KARAKTER} karakter")]
    TerlaluPanjang,
    #[error("pola nomor dapat menghasilkan enam belas angka berturut-turut, seperti NIK")]
    MenyerupaiNik,
    #[error("pola nomor {0}")]
    Teks(#[from] TeksDitolak),
}

impl Pola {
    pub fn try_new(pola: &str) -> Result<Self, PolaDitolak> {
        let pola = Label::try_new(pola)?;
        let pola = pola.as_str();
        if !pola.contains("{urut}") && !pola.contains("{urut4}") {
            return Err(PolaDitolak::TanpaUrut);
        }
        if pola.chars().count() > BATAS_POLA_KARAKTER {
            return Err(PolaDitolak::TerlaluPanjang);
        }
        let terpanjang = isian(pola, u32::MAX);
        let angka = terpanjang.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
        if angka.is_some_and(|angka| angka >= 16) {
            return Err(PolaDitolak::MenyerupaiNik);
        }
        Ok(Pola(pola.to_owned()))
    }

    pub fn nomor(&self, urut: u32) -> Label {
        Label::try_new(isian(&self.0, urut)).expect("a checked pattern filled in is a label")
    }
}

fn isian(pola: &str, urut: u32) -> String {
    pola.replace("{urut4}", &format!("{urut:04}")).replace("{urut}", &urut.to_string())
}

impl TryFrom<String> for Pola {
    type Error = PolaDitolak;

    fn try_from(pola: String) -> Result<Self, PolaDitolak> {
        Label::try_from(pola.clone())?;
        Pola::try_new(&pola)
    }
}

impl From<Pola> for String {
    fn from(pola: Pola) -> Self {
        pola.0
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Buku {
    #[default]
    BelumAda,
    Terbuka {
        dibuka: BukuDibuka,
        terakhir: u32,
    },
    Ditutup {
        dibuka: BukuDibuka,
        terakhir: u32,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BukuDitolak {
    #[error("buku register ini sudah dibuka")]
    SudahDibuka,
    #[error("buku register ini belum dibuka")]
    BelumDibuka,
    #[error("buku register ini sudah ditutup")]
    SudahDitutup,
    #[error("nomor buku impor berasal dari sumbernya dan tidak diberikan oleh Jejak")]
    BukuImpor,
}

impl Buku {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        fakta.into_iter().fold(Buku::default(), |buku, tercatat| buku.evolve(&tercatat.event))
    }

    pub fn buka(&self, dibuka: BukuDibuka) -> Result<Event, BukuDitolak> {
        match self {
            Buku::BelumAda => Ok(Event::BukuDibuka(dibuka)),
            Buku::Terbuka { .. } | Buku::Ditutup { .. } => Err(BukuDitolak::SudahDibuka),
        }
    }

    /// The next number, for this perkara.
    pub fn beri_nomor(&self, perkara: Uuid) -> Result<NomorDiberikan, BukuDitolak> {
        match self {
            Buku::BelumAda => Err(BukuDitolak::BelumDibuka),
            Buku::Ditutup { .. } => Err(BukuDitolak::SudahDitutup),
            Buku::Terbuka { dibuka, .. } if dibuka.jenis == JenisBuku::Impor => {
                Err(BukuDitolak::BukuImpor)
            }
            Buku::Terbuka { dibuka, terakhir } => {
                let urut = terakhir + 1;
                Ok(NomorDiberikan { urut, nomor: dibuka.pola.nomor(urut), perkara })
            }
        }
    }

    pub fn tutup(&self) -> Result<Event, BukuDitolak> {
        match self {
            Buku::BelumAda => Err(BukuDitolak::BelumDibuka),
            Buku::Ditutup { .. } => Err(BukuDitolak::SudahDitutup),
            Buku::Terbuka { terakhir, .. } => Ok(Event::BukuDitutup { terakhir: *terakhir }),
        }
    }

    pub fn evolve(self, event: &Event) -> Self {
        match event {
            Event::BukuDibuka(dibuka) => Buku::Terbuka { dibuka: dibuka.clone(), terakhir: 0 },
            Event::NomorDiberikan(nomor) => match self {
                Buku::Terbuka { dibuka, .. } => Buku::Terbuka { dibuka, terakhir: nomor.urut },
                Buku::BelumAda | Buku::Ditutup { .. } => self,
            },
            Event::BukuDitutup { .. } => match self {
                Buku::Terbuka { dibuka, terakhir } => Buku::Ditutup { dibuka, terakhir },
                Buku::BelumAda | Buku::Ditutup { .. } => self,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::{assert_stored, label, unit};

    fn dibuka(jenis: JenisBuku) -> BukuDibuka {
        BukuDibuka {
            jenis,
            nama: Label::try_new("Permohonan 2026").unwrap(),
            tahun: Some(2026),
            unit: None,
            pola: Pola::try_new("{urut4}/PPID/2026").unwrap(),
        }
    }

    #[test]
    fn numbers_follow_each_other() {
        let perkara = Uuid::from_u128(7);
        let mut buku = Buku::default().evolve(&Event::BukuDibuka(dibuka(JenisBuku::Permohonan)));
        for urut in 1..=3 {
            let nomor = buku.beri_nomor(perkara).unwrap();
            assert_eq!(nomor.nomor.as_str(), format!("{urut:04}/PPID/2026"));
            buku = buku.evolve(&Event::NomorDiberikan(nomor));
        }
        let ditutup = buku.tutup().unwrap();
        assert_eq!(ditutup, Event::BukuDitutup { terakhir: 3 });
        assert_eq!(buku.evolve(&ditutup).beri_nomor(perkara), Err(BukuDitolak::SudahDitutup));
    }

    #[test]
    fn an_imported_book_gives_no_numbers() {
        let buku = Buku::default().evolve(&Event::BukuDibuka(dibuka(JenisBuku::Impor)));
        assert_eq!(buku.beri_nomor(Uuid::nil()), Err(BukuDitolak::BukuImpor));
        assert_eq!(Buku::default().beri_nomor(Uuid::nil()), Err(BukuDitolak::BelumDibuka));
    }

    #[test]
    fn a_book_is_opened_once_and_closed_once() {
        let permohonan = || dibuka(JenisBuku::Permohonan);
        assert_eq!(Buku::default().buka(permohonan()), Ok(Event::BukuDibuka(permohonan())));
        assert_eq!(Buku::default().tutup(), Err(BukuDitolak::BelumDibuka));
        let terbuka = Buku::default().evolve(&Event::BukuDibuka(permohonan()));
        assert_eq!(terbuka.buka(permohonan()), Err(BukuDitolak::SudahDibuka));
        let ditutup = terbuka.clone().evolve(&terbuka.tutup().unwrap());
        assert_eq!(ditutup.buka(permohonan()), Err(BukuDitolak::SudahDibuka));
        assert_eq!(ditutup.tutup(), Err(BukuDitolak::SudahDitutup));
    }

    #[test]
    fn a_pattern_needs_its_number() {
        assert_eq!(Pola::try_new("PPID/2026"), Err(PolaDitolak::TanpaUrut));
        assert!(matches!(Pola::try_new("\0{urut}"), Err(PolaDitolak::Teks(_))));
    }

    #[test]
    fn a_pattern_filled_in_with_any_number_is_a_label() {
        let terbanyak = "{urut}".repeat(16) + "/26";
        for (pola, hasil) in [
            (&"{urut}-".repeat(14), Ok(())),
            (&"{urut} / ".repeat(12), Err(PolaDitolak::TerlaluPanjang)),
            (&terbanyak, Err(PolaDitolak::MenyerupaiNik)),
            (&"3275014101900{urut}".to_owned(), Err(PolaDitolak::MenyerupaiNik)),
            (&"20260{urut4}".to_owned(), Ok(())),
        ] {
            assert_eq!(Pola::try_new(pola).map(|pola| drop(pola.nomor(u32::MAX))), hasil);
        }
        let galat = serde_json::from_str::<Pola>(r#"" {urut}""#).unwrap_err().to_string();
        assert_eq!(galat, PolaDitolak::Teks(TeksDitolak::SpasiTepi).to_string());
    }

    #[test]
    fn stored_form() {
        let id = |n: u8| format!("00000000-0000-0000-0000-00000000000{n}");
        let nomor =
            NomorDiberikan { urut: 3, nomor: label("0003/PPID/2026"), perkara: Uuid::from_u128(7) };
        let penuh = BukuDibuka { unit: Some(unit(1)), ..dibuka(JenisBuku::Keberatan) };
        let tipis = BukuDibuka { tahun: None, ..dibuka(JenisBuku::Impor) };
        let pola = "{urut4}/PPID/2026";
        for (event, nama, body) in [
            (
                Event::BukuDibuka(penuh),
                "BukuDibuka",
                json!({
                    "jenis": "keberatan", "nama": "Permohonan 2026", "tahun": 2026,
                    "unit": id(1), "pola": pola
                }),
            ),
            (
                Event::BukuDibuka(tipis),
                "BukuDibuka",
                json!({"jenis": "impor", "nama": "Permohonan 2026", "pola": pola}),
            ),
            (
                Event::NomorDiberikan(nomor),
                "NomorDiberikan",
                json!({"urut": 3, "nomor": "0003/PPID/2026", "perkara": id(7)}),
            ),
            (Event::BukuDitutup { terakhir: 3 }, "BukuDitutup", json!({"terakhir": 3})),
        ] {
            assert_stored(event, json!({"type": nama, "body": body}));
        }
        assert_stored(JenisBuku::Permohonan, json!("permohonan"));
    }
}
