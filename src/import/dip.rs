//! An office's DIP in the columns of Lampiran I, by a map of its headings. Each
//! row becomes a proposal in the catalogue, which the PPID sets by decree as any
//! other (Pasal 45 Perki 1/2021).

use std::collections::BTreeMap;

use events::katalog::{Event as Katalog, InformasiDiusulkan, Kategori};
use events::pihak::UnitId;
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta, JenisAliran};
use uuid::Uuid;

use super::peta::Peta;
use super::sel::{self, TanggalSel};
use super::tabel::{Baris, Tabel};
use super::{Coba, Hasil, Putusan};
use crate::app::App;
use crate::log::{Append, Command, Expected};
use crate::register::nama_unit;

/// A row that can be written: its entry, and what is proposed.
struct Usulan {
    entri: Uuid,
    informasi: InformasiDiusulkan,
}

impl Usulan {
    fn perintah(&self) -> Uuid {
        Uuid::new_v5(&self.entri, b"impor")
    }
}

/// Writes every row, or none where one of them cannot be a proposal; with `coba`
/// only says what would happen.
pub async fn jalankan(
    app: &App,
    tabel: &Tabel,
    peta: &Peta,
    nama: &Label,
    (coba, aktor): (Coba, &Label),
) -> anyhow::Result<Vec<Putusan>> {
    let unit = nama_unit(app, app.sudut_kini().await?).await?;
    let unit: BTreeMap<String, Uuid> =
        unit.into_iter().map(|(id, nama)| (rapi(&nama), id)).collect();
    let buku = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("jejak:impor:dip:{nama}").as_bytes());
    let identitas = super::identitas(tabel, peta.judul("nomor").unwrap_or_default())?;
    let mut rencana = Vec::new();
    for (baris, (nomor, _)) in tabel.baris().zip(identitas) {
        let entri = Uuid::new_v5(&buku, nomor.as_str().as_bytes());
        let informasi = informasi(&baris, peta, &unit);
        rencana.push((baris.nomor, nomor, informasi.map(|i| Usulan { entri, informasi: i })));
    }
    let keliru = rencana.iter().any(|(_, _, usulan)| usulan.is_err());
    let mut putusan = Vec::new();
    for (baris, nomor, usulan) in rencana {
        let (hasil, catatan) = match usulan {
            Err(catatan) => (Hasil::Keliru, catatan),
            Ok(usulan) => satu(app, &usulan, coba == Coba::Tidak && !keliru, aktor).await?,
        };
        putusan.push(Putusan { baris, nomor: nomor.to_string(), hasil, catatan, bercacat: false });
    }
    Ok(putusan)
}

async fn satu(
    app: &App,
    usulan: &Usulan,
    tulis: bool,
    aktor: &Label,
) -> anyhow::Result<(Hasil, Vec<String>)> {
    let content = serde_json::to_vec(&usulan.informasi)?;
    let perintah = usulan.perintah();
    match app.log.outcomes(&[(perintah, &content)]).await?.remove(&perintah) {
        Some(Ok(_)) => return Ok((Hasil::SudahAda, Vec::new())),
        Some(Err(_)) => {
            let catatan = "baris ini berubah di sumber, tidak diterapkan; perbaiki di katalog";
            return Ok((Hasil::Berubah, vec![catatan.to_owned()]));
        }
        None => {}
    }
    if tulis {
        let event = Event::Katalog(Katalog::InformasiDiusulkan(usulan.informasi.clone()));
        let append = Append {
            stream: AliranId { jenis: JenisAliran::Katalog, id: usulan.entri },
            expected: Expected::Version(0),
            subject: usulan.entri,
            facts: vec![Fakta::baru(event, Waktu::Saat(app.clock.now()))],
        };
        let appends = vec![append];
        app.log.append(Command { id: perintah, actor: aktor.clone(), content, appends }).await?;
    }
    Ok((Hasil::Baru, Vec::new()))
}

/// What the row proposes, or everything that stands against it.
fn informasi(
    baris: &Baris<'_>,
    peta: &Peta,
    unit: &BTreeMap<String, Uuid>,
) -> Result<InformasiDiusulkan, Vec<String>> {
    let mut salah = Vec::new();
    let mut label = |kunci: &str, nama: &str| {
        let teks = sel::isi(peta.sel(baris, kunci)).unwrap_or("tidak tercatat");
        Label::try_new(teks).map_err(|galat| salah.push(format!("{nama} {galat}"))).ok()
    };
    let ringkasan = label("ringkasan", "ringkasan");
    let penanggung_jawab = label("penanggung_jawab", "penanggung jawab");
    let tempat = label("tempat", "tempat pembuatan");
    let bentuk = label("bentuk", "bentuk");
    let retensi = label("retensi", "jangka waktu penyimpanan");
    if sel::isi(peta.sel(baris, "ringkasan")).is_none() {
        salah.push("ringkasan kosong; isilah".to_owned());
    }
    let milik = unit.get(&rapi(peta.sel(baris, "unit")));
    if milik.is_none() {
        salah.push("unit tidak terdaftar; samakan dengan nama unit di Jejak".to_owned());
    }
    let dibuat = TanggalSel::baca(peta.sel(baris, "dibuat")).tanggal();
    if dibuat.is_none() {
        salah.push("waktu pembuatan bukan tanggal; tulis seperti 2024-01-31".to_owned());
    }
    let kategori = kategori(peta.sel(baris, "kategori"));
    if kategori.is_none() {
        salah.push("kategori tidak dikenal; tulis berkala, serta merta, atau setiap saat".into());
    }
    let lengkap = || {
        Some(InformasiDiusulkan {
            ringkasan: ringkasan?,
            unit: UnitId(*milik?),
            penanggung_jawab: penanggung_jawab?,
            kategori: kategori?,
            dibuat: dibuat?,
            tempat: tempat?,
            bentuk: bentuk?,
            retensi: retensi?,
        })
    };
    match lengkap() {
        Some(informasi) if salah.is_empty() => Ok(informasi),
        Some(_) | None => Err(salah),
    }
}

fn kategori(sel: &str) -> Option<Kategori> {
    let kata = rapi(sel).replace('-', " ");
    let kata = kata.trim_start_matches("informasi ").trim_start_matches("wajib ");
    match kata {
        _ if kata.contains("berkala") => Some(Kategori::Berkala),
        _ if kata.contains("serta merta") => Some(Kategori::SertaMerta),
        _ if kata.contains("setiap saat") => Some(Kategori::SetiapSaat),
        _ => None,
    }
}

fn rapi(teks: &str) -> String {
    teks.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use events::impor::peta::BukuImpor;

    use super::*;

    fn baca(isi: &str) -> Vec<Result<InformasiDiusulkan, Vec<String>>> {
        let tabel = crate::import::baca_buku(isi.as_bytes(), BukuImpor::Dip).unwrap();
        let peta = Peta::usulan(BukuImpor::Dip, tabel.judul());
        let unit = BTreeMap::from([("dinas kesehatan".to_owned(), Uuid::from_u128(1))]);
        tabel.baris().map(|baris| informasi(&baris, &peta, &unit)).collect()
    }

    #[test]
    fn a_row_of_lampiran_i_is_a_proposal_or_says_what_it_lacks() {
        let isi = "No,Ringkasan Isi Informasi,Unit,Penanggung Jawab,Waktu Pembuatan,Tempat,Bentuk,Retensi,Kategori\n\
                   1,Profil,Dinas  Kesehatan,Sekretaris,5 Januari 2024,Sumedang,PDF,5 tahun,Informasi Berkala\n\
                   2,,Dinas X,Sekretaris,2024,,PDF,,rahasia\n";
        let semua = baca(isi);
        let satu = semua[0].as_ref().unwrap();
        assert_eq!(
            (satu.kategori, satu.dibuat),
            (Kategori::Berkala, "2024-01-05".parse().unwrap())
        );
        let salah = semua[1].as_ref().unwrap_err().join("; ");
        for kata in ["ringkasan kosong", "unit tidak terdaftar", "bukan tanggal", "kategori"] {
            assert!(salah.contains(kata), "{kata}: {salah}");
        }
    }
}
