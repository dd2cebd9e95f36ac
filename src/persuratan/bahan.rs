//! What a letter is made from: the facts of a case and of the office, opened, as
//! they stood at a position of the log.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::hari_kerja::KalenderKerja;
use events::kantor::{self, Kantor};
use events::koreksi::{Berlaku, berlaku};
use events::perkara::Event as Perkara;
use events::permohonan::PermohonanDiterima;
use events::pihak::{Berkas, Kuasa, Pemohon};
use events::sengketa::Event as Sengketa;
use events::teks::Isi;
use events::waktu::{Waktu, Zona, nama_hari, tanggal_panjang};
use events::{AliranId, Event, JenisAliran, Tercatat};
use projections::catatan::{Catatan, Sudut};
use uuid::Uuid;

use crate::app::App;
use crate::log::Values;

/// A picture, under a name that says of which kind.
pub type Logo = (&'static str, Vec<u8>);

/// Facts of one case and its disputes, and the office.
#[derive(Debug)]
pub struct Bahan {
    pub perkara: Vec<Tercatat<Perkara>>,
    pub sengketa: BTreeMap<Uuid, Vec<Tercatat<Sengketa>>>,
    pub kantor: Kantor,
    /// Under the name by which the letterhead asks for it.
    pub logo: Option<Logo>,
    pub zona: Zona,
    /// The calendar as it was known there.
    pub kerja: KalenderKerja,
}

/// The one to whom a letter goes.
#[derive(Debug, Default)]
pub struct Orang {
    pub nama: String,
    pub alamat: String,
    pub kontak: String,
    pub pekerjaan: String,
    pub kuasa: Option<String>,
}

/// The calendar as at a position of the log.
async fn kerja(app: &App, posisi: u64) -> anyhow::Result<KalenderKerja> {
    let entri = app.log.entries_at(&[posisi.cast_signed()]).await?;
    let sebagaimana = entri.first().map_or_else(|| app.clock.now(), |satu| satu.fakta.dicatat);
    let sudut = Sudut { sebagaimana, menurut_catatan: true, zona: app.zona };
    let dasar = app.tampilan.dasar().await?.pada(sudut);
    Ok(Catatan::di_atas(dasar, Vec::new(), sudut).aturan(None).kerja.clone())
}

impl Bahan {
    /// As at a position; `None` where there is no such case yet.
    pub async fn pada(app: &App, id: Uuid, posisi: u64) -> anyhow::Result<Option<Self>> {
        let mut aliran = vec![AliranId::perkara(id), kantor::aliran()];
        let jenis = JenisAliran::Sengketa;
        let sengketa = app.perkara(id).await?.sengketa;
        aliran.extend(sengketa.into_iter().map(|id| AliranId { jenis, id }));
        let mut bahan = Bahan {
            perkara: Vec::new(),
            sengketa: BTreeMap::new(),
            kantor: Kantor::default(),
            logo: None,
            zona: app.zona,
            kerja: kerja(app, posisi).await?,
        };
        for tercatat in app.log.streams(&aliran, Values::Open).await? {
            if tercatat.position <= posisi {
                bahan.tambah(tercatat);
            }
        }
        if let Some(berkas) = bahan.kantor.logo() {
            bahan.logo = logo(app, berkas).await?;
        }
        Ok((!bahan.perkara.is_empty()).then_some(bahan))
    }

    fn tambah(&mut self, tercatat: Tercatat<Event>) {
        let aliran = tercatat.stream.id;
        match tercatat.pisah() {
            (tempat, Event::Perkara(event)) => self.perkara.push(tempat.ganti(*event)),
            (tempat, Event::Sengketa(event)) => {
                self.sengketa.entry(aliran).or_default().push(tempat.ganti(event));
            }
            (_, Event::Kantor(event)) => self.kantor.evolve(&event),
            _ => {}
        }
    }

    /// How many sealed values were opened for it.
    pub fn terbuka(&self) -> usize {
        let perkara = self.perkara.iter().map(|t| serde_json::to_value(&t.event));
        let sengketa = self.sengketa.values().flatten().map(|t| serde_json::to_value(&t.event));
        perkara.chain(sengketa).flatten().map(|nilai| terbuka(&nilai)).sum()
    }

    /// The facts that hold, corrections applied.
    pub fn berlaku(&self) -> impl Iterator<Item = Berlaku<'_, Perkara>> {
        berlaku(&self.perkara)
    }

    /// The fact of this version as it holds.
    pub fn fakta(&self, versi: u32) -> Option<Berlaku<'_, Perkara>> {
        self.berlaku().find(|fakta| fakta.versi == versi)
    }

    /// The last fact that holds and that `pilih` takes, with its moment.
    pub fn terakhir<'a, T>(
        &'a self,
        pilih: impl Fn(&'a Perkara) -> Option<T>,
    ) -> Option<(T, Waktu)> {
        self.berlaku().filter_map(|fakta| Some((pilih(fakta.event)?, fakta.waktu))).last()
    }

    pub fn permohonan(&self) -> Option<(&PermohonanDiterima, Waktu)> {
        self.terakhir(|event| match event {
            Perkara::PermohonanDiterima(fakta) => Some(fakta),
            _ => None,
        })
    }

    /// The number of the permohonan, else the one under which its row was brought in.
    pub fn nomor_pendaftaran(&self) -> String {
        let nomor = self.terakhir(|event| match event {
            Perkara::NomorPendaftaranDiberikan(fakta) => {
                fakta.nomor.tetap().map(ToString::to_string)
            }
            Perkara::BarisDiimpor(fakta) => Some(fakta.nomor.to_string()),
            _ => None,
        });
        nomor.map_or_else(|| "–".to_owned(), |(nomor, _)| nomor)
    }

    /// The pemohon, from the permohonan or the keberatan with which it began.
    pub fn pemohon(&self) -> Orang {
        let dari_permohonan =
            self.permohonan().map(|(fakta, _)| orang(&fakta.pemohon, fakta.kuasa.as_ref()));
        let dari_keberatan = || {
            self.terakhir(|event| match event {
                Perkara::KeberatanDiterima(fakta) => {
                    Some(orang(fakta.pemohon.as_ref()?, fakta.kuasa.as_ref()))
                }
                _ => None,
            })
        };
        dari_permohonan.or_else(|| Some(dari_keberatan()?.0)).unwrap_or_default()
    }

    /// `Senin, 2 Maret 2026`, or that nobody recorded it.
    pub fn hari(&self, waktu: Waktu) -> String {
        waktu.tanggal(self.zona).map_or_else(|| "tanggal yang tidak tercatat".to_owned(), hari)
    }
}

/// The mark of the letterhead, where it is a picture and still there.
pub async fn logo(app: &App, berkas: &Berkas) -> anyhow::Result<Option<Logo>> {
    let isinya = app.isi_berkas(kantor::aliran(), berkas).await?;
    Ok(isinya.and_then(|isinya| match isinya.jenis.mime {
        "image/png" => Some(("logo.png", isinya.bytes)),
        "image/jpeg" => Some(("logo.jpg", isinya.bytes)),
        _ => None,
    }))
}

pub fn hari(tanggal: NaiveDate) -> String {
    format!("{}, {}", nama_hari(tanggal), tanggal_panjang(tanggal))
}

fn orang(pemohon: &Pemohon, kuasa: Option<&Kuasa>) -> Orang {
    let kontak: Vec<String> =
        [&pemohon.telepon, &pemohon.surel].into_iter().flatten().map(teks).collect();
    Orang {
        nama: mungkin(pemohon.nama.as_ref()),
        alamat: mungkin(pemohon.alamat.as_ref()),
        kontak: kontak.join(" / "),
        pekerjaan: mungkin(pemohon.pekerjaan.as_ref()),
        kuasa: kuasa.map(|kuasa| teks(&kuasa.nama)),
    }
}

/// What somebody typed, or that it is gone.
pub fn teks(isi: &Isi) -> String {
    isi.teks().map_or_else(|| "(dihapus)".to_owned(), |teks| teks.trim().to_owned())
}

pub fn mungkin(isi: Option<&Isi>) -> String {
    isi.map(teks).unwrap_or_default()
}

fn terbuka(nilai: &serde_json::Value) -> usize {
    use serde_json::Value;
    match nilai {
        Value::Object(objek)
            if objek.len() == 1 && objek.get("isi").is_some_and(Value::is_string) =>
        {
            1
        }
        Value::Object(objek) => objek.values().map(terbuka).sum(),
        Value::Array(larik) => larik.iter().map(terbuka).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}
