//! Import of registers that offices and Komisi Informasi keep as tables.
//!
//! The whole file is read and checked before anything is written; then every
//! row is one atomic command. A row is kept as recorded and marked, never
//! guessed and never dropped; importing again adds nothing.

mod alasan;
pub mod berkas;
pub mod dip;
mod judul;
mod keberatan;
mod keputusan;
mod nomor;
mod permohonan;
pub mod peta;
pub mod register;
pub mod sel;
pub mod tabel;
mod terpeta;
pub mod timelines;
mod xlsx;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use events::aturan::Aturan;
use events::buku::{self, BukuDibuka, JenisBuku, Pola};
use events::impor::{BarisDiimpor, BentukSumber};
use events::teks::{Isi, Label};
use events::waktu::{Waktu, nama_hari};
use events::{
    AliranId, Cacat, Cara, Ditolak, Event, Fakta, JenisAliran, Perkara, Sengketa, perkara, sengketa,
};
use futures_util::{StreamExt, TryStreamExt};
use uuid::Uuid;

use crate::app::{App, subjek};
use crate::log::{Append, AppendError, Command, Expected, Outcome, Values};
use sel::TanggalSel;
use tabel::Tabel;

pub(crate) use nomor::identitas;
pub use terpeta::{baca_buku, lebih_dari_baku, rencana, simpan_peta};

/// Rows that wait for the log at the same time.
const BERSAMAAN: usize = 64;

/// What happened, or would happen, to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Putusan {
    pub baris: u64,
    pub nomor: String,
    pub hasil: Hasil,
    /// What is wrong with it, and what is merely worth knowing, in words.
    pub catatan: Vec<String>,
    pub bercacat: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hasil {
    Baru,
    SudahAda,
    /// The source changed since; the log keeps what it has.
    Berubah,
    /// It cannot be what it should be, and nothing of the file is written.
    Keliru,
}

/// A row on its way into the log.
pub struct Rencana {
    pub baris: u64,
    pub perkara: Uuid,
    pub impor: BarisDiimpor,
    pub langkah: Vec<Langkah>,
    pub sengketa: Vec<LangkahSengketa>,
    pub cacat: Vec<Cacat>,
}

/// A fact that a row tells, with the date it tells for it.
pub struct Langkah {
    pub event: perkara::Event,
    pub tanggal: TanggalSel,
    pub kolom: &'static str,
    /// What is odd about the words, apart from the date.
    pub cacat: Option<Cacat>,
}

pub struct LangkahSengketa {
    pub event: sengketa::Event,
    pub tanggal: TanggalSel,
    pub kolom: &'static str,
}

/// Reads a file into plans. Errors name the row and column; nothing is written.
pub fn baca(path: &Path, bentuk: BentukSumber, buku: &Label) -> anyhow::Result<Vec<Rencana>> {
    let buku = id_buku(bentuk, buku);
    match bentuk {
        BentukSumber::Register => register::rencana(&Tabel::baca(path, &register::KOLOM)?, buku),
        BentukSumber::Timelines => timelines::rencana(&Tabel::baca(path, &timelines::KOLOM)?, buku),
        BentukSumber::Keberatan => anyhow::bail!("register keberatan dibaca dengan peta kolom"),
    }
}

/// The imported book is known by its shape and name.
pub fn id_buku(bentuk: BentukSumber, nama: &Label) -> Uuid {
    let bentuk = match bentuk {
        BentukSumber::Register => "register",
        BentukSumber::Timelines => "timelines",
        BentukSumber::Keberatan => "keberatan",
    };
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("jejak:impor:{bentuk}:{nama}").as_bytes())
}

pub(crate) fn cacat(kode: &str, uraian: &str) -> Cacat {
    Cacat { kode: kode.to_owned(), pasal: String::new(), uraian: uraian.to_owned() }
}

/// Every cell of a row in its own words.
pub(crate) fn semua_sel(baris: &tabel::Baris<'_>) -> anyhow::Result<BTreeMap<String, Isi>> {
    let mut sel = BTreeMap::new();
    for (kolom, isi) in baris.semua() {
        let isi =
            Isi::try_new(isi).with_context(|| format!("baris {}, kolom {kolom}", baris.nomor))?;
        sel.insert(kolom.to_owned(), isi);
    }
    Ok(sel)
}

/// Opens the book of an import, once.
pub async fn buka_buku(
    app: &App,
    bentuk: BentukSumber,
    nama: &Label,
    aktor: &Label,
) -> anyhow::Result<()> {
    let id = id_buku(bentuk, nama);
    let event = buku::Event::BukuDibuka(BukuDibuka {
        jenis: JenisBuku::Impor,
        nama: nama.clone(),
        tahun: None,
        unit: None,
        pola: Pola::try_new("{urut}")?,
    });
    let command = Command {
        id: Uuid::new_v5(&id, b"buka"),
        actor: aktor.clone(),
        content: nama.as_str().as_bytes().to_vec(),
        appends: vec![Append {
            stream: AliranId { jenis: JenisAliran::Buku, id },
            expected: Expected::Version(0),
            subject: id,
            // The book is as old as its oldest row: when one looks back, its
            // rows are there and so is it.
            facts: vec![Fakta {
                diketahui: Some(DateTime::UNIX_EPOCH),
                ..Fakta::baru(Event::Buku(event), Waktu::Saat(app.clock.now()))
            }],
        }],
    };
    match app.log.append(command).await {
        Ok(_) | Err(AppendError::Conflict { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Writes the plans, or with `coba` only says what would happen. `maju` hears
/// of each row that is done.
pub async fn jalankan(
    app: &App,
    rencana: Vec<Rencana>,
    (coba, aktor): (Coba, &Label),
    maju: impl Fn(),
) -> anyhow::Result<Vec<Putusan>> {
    let aturan = &app.aturan().await?;
    let isi: Vec<Vec<u8>> =
        rencana.iter().map(|r| serde_json::to_vec(&r.impor)).collect::<Result<_, _>>()?;
    let perintah: Vec<(Uuid, &[u8])> =
        rencana.iter().zip(&isi).map(|(r, isi)| (r.perintah(), isi.as_slice())).collect();
    let mut dikenal = app.log.outcomes(&perintah).await?;
    let maju = &maju;
    let pekerjaan = rencana.iter().zip(&isi).map(|(rencana, isi)| {
        let dikenal = dikenal.remove(&rencana.perintah());
        // The first poll reaches the log's queue, so that rows enter it in the
        // order of the file.
        async move {
            let putusan = satu(app, rencana, isi.clone(), dikenal, aturan, (coba, aktor)).await;
            maju();
            putusan
        }
    });
    let pekerjaan: Vec<_> = pekerjaan.collect();
    futures_util::stream::iter(pekerjaan).buffered(BERSAMAAN).try_collect().await
}

/// Whether an import only shows what it would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coba {
    Ya,
    Tidak,
}

async fn satu(
    app: &App,
    rencana: &Rencana,
    content: Vec<u8>,
    dikenal: Option<Result<Outcome, AppendError>>,
    aturan: &Aturan,
    (coba, aktor): (Coba, &Label),
) -> anyhow::Result<Putusan> {
    let (baris, nomor) = (rencana.baris, rencana.impor.nomor.to_string());
    let (hasil, catatan, bercacat) = match dikenal {
        Some(Ok(_)) => (Hasil::SudahAda, Vec::new(), false),
        Some(Err(_)) => (Hasil::Berubah, perbedaan(app, rencana).await?, false),
        None => {
            let appends = rencana.fakta(app, aturan)?;
            let catatan = rencana.catatan(&appends, aturan);
            let mut fakta = appends.iter().flat_map(|append| &append.facts);
            let bercacat = fakta.any(|fakta| !fakta.cacat.is_empty());
            if coba == Coba::Tidak {
                let id = rencana.perintah();
                app.log.append(Command { id, actor: aktor.clone(), content, appends }).await?;
            }
            (Hasil::Baru, catatan, bercacat)
        }
    };
    Ok(Putusan { baris, nomor, hasil, catatan, bercacat })
}

/// Which cells of the source are not what the log has.
async fn perbedaan(app: &App, rencana: &Rencana) -> anyhow::Result<Vec<String>> {
    let aliran = AliranId::perkara(rencana.perkara);
    let tercatat = app.log.stream(aliran, Values::Open).await?;
    let Some(Event::Perkara(event)) = tercatat.first().map(|t| &t.event) else {
        return Ok(vec!["isi tercatat tidak dapat dibandingkan".to_owned()]);
    };
    let perkara::Event::BarisDiimpor(lama) = event.as_ref() else {
        return Ok(vec!["isi tercatat tidak dapat dibandingkan".to_owned()]);
    };
    let mut kolom: Vec<&String> = lama.sel.keys().chain(rencana.impor.sel.keys()).collect();
    kolom.sort();
    kolom.dedup();
    let beda = kolom.into_iter().filter(|k| lama.sel.get(*k) != rencana.impor.sel.get(*k));
    // The cells themselves may hold personal data; the columns are enough.
    Ok(beda.map(|kolom| format!("kolom {kolom} berubah di sumber, tidak diterapkan")).collect())
}

impl Rencana {
    /// The command is the row: importing it again is the same command.
    fn perintah(&self) -> Uuid {
        Uuid::new_v5(&self.perkara, b"impor")
    }

    /// What a person should know of the row: what is marked, and what is odd.
    fn catatan(&self, appends: &[Append], aturan: &Aturan) -> Vec<String> {
        let cacat = appends.iter().flat_map(|append| &append.facts).flat_map(|fakta| &fakta.cacat);
        let mut catatan: Vec<String> = cacat.map(ToString::to_string).collect();
        let diterima = self.langkah.first().and_then(|langkah| langkah.tanggal.tanggal());
        if let Some(diterima) = diterima.filter(|hari| !aturan.kerja.adalah_hari_kerja(*hari)) {
            let tutup = aturan.kerja.kalender.pada(diterima).first();
            let nama = tutup.map_or(String::new(), |tutup| format!(", {}", tutup.nama));
            catatan.push(format!("diterima pada hari tutup, {}{nama}", nama_hari(diterima)));
        }
        catatan.sort();
        catatan.dedup();
        catatan
    }

    /// The facts of a row, decided as things that already happened.
    fn fakta(&self, app: &App, aturan: &Aturan) -> anyhow::Result<Vec<Append>> {
        let now = app.clock.now();
        let mut perkara = Perkara { zona: app.zona, ..Perkara::default() };
        let mut diketahui = Diketahui::dari(self, app, now);
        let mut facts = Vec::new();
        let impor = perkara::Event::BarisDiimpor(self.impor.clone());
        let mut pertama = perkara.decide(impor, diketahui.pertama, Cara::Catat, aturan)?;
        pertama.diketahui = Some(diketahui.saat);
        pertama.cacat.extend(self.cacat.clone());
        perkara.evolve(&perkara::Event::BarisDiimpor(self.impor.clone()), 1, diketahui.pertama);
        facts.push(pertama);
        for langkah in &self.langkah {
            let waktu = langkah.tanggal.waktu();
            let mut fakta = match perkara.decide(langkah.event.clone(), waktu, Cara::Catat, aturan)
            {
                Ok(fakta) => fakta,
                Err(ditolak) => {
                    facts[0].cacat.push(tidak_menjadi_fakta(langkah.kolom, &ditolak));
                    continue;
                }
            };
            fakta.cacat.retain(|cacat| !tanpa_kolom(&langkah.event, cacat));
            fakta.cacat.extend(langkah.tanggal.cacat(langkah.kolom, app.hari_ini()));
            fakta.cacat.extend(langkah.cacat.clone());
            fakta.diketahui = Some(diketahui.maju(langkah.tanggal.tanggal(), now));
            perkara.evolve(&langkah.event, perkara.versi + 1, waktu);
            facts.push(fakta);
        }
        let mut appends = vec![Append {
            stream: AliranId::perkara(self.perkara),
            expected: Expected::Version(0),
            subject: subjek(self.perkara),
            facts,
        }];
        let mut sengketa = Sengketa { zona: app.zona, ..Sengketa::default() };
        let mut facts = Vec::new();
        for langkah in &self.sengketa {
            let waktu = langkah.tanggal.waktu();
            let mut fakta = match sengketa.decide(langkah.event.clone(), waktu, Cara::Catat, aturan)
            {
                Ok(fakta) => fakta,
                Err(ditolak) => {
                    let cacat = tidak_menjadi_fakta(langkah.kolom, &ditolak);
                    appends[0].facts[0].cacat.push(cacat);
                    continue;
                }
            };
            fakta.cacat.extend(langkah.tanggal.cacat(langkah.kolom, app.hari_ini()));
            fakta.diketahui = Some(diketahui.maju(langkah.tanggal.tanggal(), now));
            sengketa.evolve(&langkah.event, sengketa.versi + 1, waktu);
            facts.push(fakta);
        }
        if !facts.is_empty() {
            appends.push(Append {
                stream: AliranId { jenis: JenisAliran::Sengketa, id: id_sengketa(self.perkara) },
                expected: Expected::Version(0),
                subject: subjek(self.perkara),
                facts,
            });
        }
        Ok(appends)
    }
}

/// Whether a register has no column for what is asked of a refusal or a withdrawal:
/// left out there it is unknown, not wrong.
fn tanpa_kolom(event: &perkara::Event, cacat: &Cacat) -> bool {
    let diminta: &[&str] = match event {
        perkara::Event::PenolakanDiberitahukan(_) => &[
            "TanpaPasal",
            "TanpaSk",
            "BelumDiuji",
            "TanpaPertimbangan",
            "BelumDisetujui",
            "TanpaAlasanTidakDihitamkan",
        ],
        perkara::Event::PermohonanDicabut(_) => &["TidakTertulis"],
        _ => &[],
    };
    diminta.contains(&cacat.kode.as_str())
}

/// A cell that the case has no place for: its words stay in the row as recorded.
fn tidak_menjadi_fakta(kolom: &str, ditolak: &Ditolak) -> Cacat {
    cacat("TidakMenjadiFakta", &format!("kolom {kolom} tidak menjadi fakta: {ditolak}"))
}

pub(crate) fn id_sengketa(perkara: Uuid) -> Uuid {
    Uuid::new_v5(&perkara, b"sengketa")
}

/// When the office could know what a row tells: not before the row began, and
/// an answer not before its question.
struct Diketahui<'a> {
    app: &'a App,
    pertama: Waktu,
    saat: DateTime<Utc>,
}

impl<'a> Diketahui<'a> {
    fn dari(rencana: &Rencana, app: &'a App, now: DateTime<Utc>) -> Self {
        let langkah = rencana.langkah.iter().map(|langkah| &langkah.tanggal);
        let semua = langkah.chain(rencana.sengketa.iter().map(|langkah| &langkah.tanggal));
        let pertama = semua.into_iter().find_map(TanggalSel::tanggal);
        let saat = pertama.map_or(now, |hari| app.zona.awal_hari(hari).min(now));
        let pertama = pertama.map_or(Waktu::TidakTercatat, Waktu::Tanggal);
        Diketahui { app, pertama, saat }
    }

    fn maju(&mut self, tanggal: Option<NaiveDate>, now: DateTime<Utc>) -> DateTime<Utc> {
        if let Some(tanggal) = tanggal {
            self.saat = self.saat.max(self.app.zona.awal_hari(tanggal)).min(now);
        }
        self.saat
    }
}
