//! The year's register book: opened by whoever files first, so that nobody is
//! turned away on 1 January.

use chrono::Datelike;
use events::buku::{self, BukuDibuka, JenisBuku, Pola};
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta, JenisAliran};
use uuid::Uuid;

use crate::app::App;
use crate::log::{Append, AppendError, Command, Expected};

/// A book of the whole office, as far as it matters here.
struct BukuKantor {
    id: Uuid,
    dibuka: BukuDibuka,
    terbuka: bool,
}

impl App {
    /// The open book of this year, of the whole office; opened here where there
    /// is none. Two who ask at once open it once.
    pub async fn buku_tahun_ini(&self, jenis: JenisBuku) -> anyhow::Result<Uuid> {
        let tahun = self.hari_ini().year();
        let ada = self.buku_kantor(jenis).await?;
        if let Some(terbuka) = terbuka(&ada, tahun) {
            return Ok(terbuka);
        }
        // The id and the pattern follow from the year and the books that the
        // log has, so that two processes ask for the same thing.
        let ke = ada.iter().filter(|buku| buku.dibuka.tahun == Some(tahun)).count() + 1;
        let dibuka = bentuk(jenis, tahun, ke, &ada)?;
        let kode = format!("buku/{}/{tahun}/{ke}", kata(jenis));
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, kode.as_bytes());
        let command = Command {
            id: Uuid::new_v5(&id, b"dibuka"),
            actor: Label::try_new("sistem:buku")?,
            content: serde_json::to_vec(&dibuka)?,
            appends: vec![Append {
                stream: AliranId { jenis: JenisAliran::Buku, id },
                expected: Expected::Version(0),
                subject: id,
                facts: vec![Fakta::baru(
                    Event::Buku(buku::Event::BukuDibuka(dibuka)),
                    Waktu::Saat(self.clock.now()),
                )],
            }],
        };
        match self.log.append(command).await {
            // Somebody else opened it at the same moment.
            Ok(_) | Err(AppendError::Conflict { .. } | AppendError::OtherContent) => Ok(id),
            Err(error) => Err(error.into()),
        }
    }

    /// From the log and not from a table, which may be behind.
    async fn buku_kantor(&self, jenis: JenisBuku) -> anyhow::Result<Vec<BukuKantor>> {
        let mut daftar: Vec<BukuKantor> = Vec::new();
        for tercatat in self.log.ends(JenisAliran::Buku).await? {
            let Event::Buku(event) = tercatat.event else { continue };
            match event {
                buku::Event::BukuDibuka(dibuka) => {
                    daftar.push(BukuKantor { id: tercatat.stream.id, dibuka, terbuka: true });
                }
                buku::Event::BukuDitutup { .. } => {
                    let ini = daftar.iter_mut().find(|buku| buku.id == tercatat.stream.id);
                    if let Some(ini) = ini {
                        ini.terbuka = false;
                    }
                }
                buku::Event::NomorDiberikan(_) => {}
            }
        }
        daftar.retain(|buku| buku.dibuka.jenis == jenis && buku.dibuka.unit.is_none());
        Ok(daftar)
    }
}

/// One of the year before one that holds for any year.
fn terbuka(ada: &[BukuKantor], tahun: i32) -> Option<Uuid> {
    let berlaku = |dicari: Option<i32>| {
        let cocok = |buku: &&BukuKantor| buku.terbuka && buku.dibuka.tahun == dicari;
        ada.iter().find(cocok).map(|buku| buku.id)
    };
    berlaku(Some(tahun)).or_else(|| berlaku(None))
}

/// As last year's, with the year replaced. A second book of a year says so in
/// its numbers, which would be those of the first otherwise.
fn bentuk(
    jenis: JenisBuku,
    tahun: i32,
    ke: usize,
    ada: &[BukuKantor],
) -> anyhow::Result<BukuDibuka> {
    let lama = ada
        .iter()
        .filter_map(|buku| Some((buku.dibuka.tahun?, String::from(buku.dibuka.pola.clone()))))
        .filter(|(lama, pola)| *lama < tahun && pola.contains(&lama.to_string()))
        .max_by_key(|(lama, _)| *lama)
        .map(|(lama, pola)| pola.replace(&lama.to_string(), &tahun.to_string()));
    let urutan = if ke > 1 { format!("/{ke}") } else { String::new() };
    let singkatan = match jenis {
        JenisBuku::Permohonan | JenisBuku::Impor => "PPID",
        JenisBuku::Keberatan => "KBR",
        JenisBuku::Surat => "SRT-PPID",
    };
    let biasa = format!("{{urut4}}/{singkatan}/{tahun}{urutan}");
    let pola = lama.and_then(|pola| Pola::try_new(&format!("{pola}{urutan}")).ok());
    let pola = match pola {
        Some(pola) => pola,
        None => Pola::try_new(&biasa)?,
    };
    let nama = format!("Register {} {tahun}{urutan}", kata(jenis));
    Ok(BukuDibuka { jenis, nama: Label::try_new(nama)?, tahun: Some(tahun), unit: None, pola })
}

fn kata(jenis: JenisBuku) -> &'static str {
    match jenis {
        JenisBuku::Permohonan => "permohonan",
        JenisBuku::Keberatan => "keberatan",
        JenisBuku::Surat => "surat",
        JenisBuku::Impor => "impor",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buku(tahun: i32, pola: &str, terbuka: bool) -> BukuKantor {
        let nama = Label::try_new("Register").unwrap();
        let pola = Pola::try_new(pola).unwrap();
        let (jenis, tahun) = (JenisBuku::Permohonan, Some(tahun));
        let dibuka = BukuDibuka { jenis, nama, tahun, unit: None, pola };
        BukuKantor { id: Uuid::from_u128(1), dibuka, terbuka }
    }

    #[test]
    fn the_pattern_is_last_years_with_the_year_replaced() {
        let pola = |ke, ada: &[BukuKantor]| {
            String::from(bentuk(JenisBuku::Permohonan, 2027, ke, ada).unwrap().pola)
        };
        let lama = [buku(2025, "{urut}/A/2025", false), buku(2026, "{urut}/IP/2026", true)];
        assert_eq!(pola(1, &lama), "{urut}/IP/2027");
        assert_eq!(pola(1, &[]), "{urut4}/PPID/2027");
        assert_eq!(pola(1, &[buku(2026, "{urut}/IP", true)]), "{urut4}/PPID/2027");
        assert_eq!(pola(2, &lama), "{urut}/IP/2027/2", "no number is given twice");
        let keberatan = bentuk(JenisBuku::Keberatan, 2027, 1, &[]).unwrap().pola;
        assert_eq!(String::from(keberatan), "{urut4}/KBR/2027");
    }

    #[test]
    fn only_an_open_book_of_the_year_counts() {
        assert_eq!(terbuka(&[buku(2026, "{urut}/2026", true)], 2027), None);
        assert_eq!(terbuka(&[buku(2027, "{urut}/2027", false)], 2027), None);
        assert!(terbuka(&[buku(2027, "{urut}/2027", true)], 2027).is_some());
    }
}
