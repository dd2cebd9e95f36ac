//! Scripts: what becomes of each case, and on which day.
//!
//! The office acts on working days, and on the days the law gives it; some
//! cases go wrong the way real ones do.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use events::hari_kerja::{Arah, CaraHitung, HariKerja, KalenderKerja};
use events::kalender::{Event as FaktaKalender, Kalender};
use events::permohonan::PermohonanDiterima;
use events::waktu::Waktu;
use events::{Cara, Perkara, Sengketa, perkara::Event as P, sengketa::Event as S};
use rand::RngExt;
use rand::rngs::StdRng;
use uuid::Uuid;

use super::Ringkasan;
use super::alur::{self, Apa, Langkah};
use super::nama;
use super::pelaku::Pelaku;
use crate::app::{App, Tawaran, TawaranSengketa};
use crate::log::Command;

pub(super) struct Naskah {
    hari_ini: NaiveDate,
    /// The calendar as it will turn out, to place scripted days.
    kerja: KalenderKerja,
    kasus: Vec<Kasus>,
    /// Indexes of cases that still have steps to take.
    berjalan: Vec<usize>,
}

struct Kasus {
    id: Uuid,
    perkara: Perkara,
    sengketa: Option<(Uuid, Sengketa)>,
    /// Next step last.
    langkah: Vec<Langkah>,
    ciri: &'static str,
}

impl Naskah {
    pub(super) fn baru(hari_ini: NaiveDate) -> Self {
        let kerja = kalender_kerja();
        Naskah { hari_ini, kerja, kasus: Vec::new(), berjalan: Vec::new() }
    }

    /// The permohonan that come in on a day, each with its script.
    pub(super) fn permohonan_baru(
        &mut self,
        pelaku: &mut Pelaku<'_>,
        acak: &mut StdRng,
        hari: NaiveDate,
    ) {
        let kerja = self.kerja.adalah_hari_kerja(hari);
        let n = if kerja { acak.random_range(1..=5) } else { u32::from(nama::persen(acak, 25)) };
        for _ in 0..n {
            let jam =
                NaiveTime::from_hms_opt(acak.random_range(8..16), acak.random_range(0..60), 0);
            let (permohonan, ciri, langkah) = self.naskah_baru(pelaku, acak, hari);
            let jam = jam.unwrap_or_default();
            let semua = langkah.len();
            let mut langkah = langkah;
            langkah.retain(|langkah| langkah.hari <= self.hari_ini);
            let ciri = if langkah.len() < semua { "masih diproses" } else { ciri };
            langkah.insert(0, Langkah { hari, jam, apa: Apa::Perkara(permohonan) });
            // Taken from the end; steps of one day keep the order of the script.
            langkah.reverse();
            langkah.sort_by_key(|langkah| std::cmp::Reverse(langkah.hari));
            self.berjalan.push(self.kasus.len());
            let perkara = Perkara { zona: pelaku.app.zona, ..Perkara::default() };
            self.kasus.push(Kasus { id: pelaku.id(), perkara, sengketa: None, langkah, ciri });
        }
    }

    fn naskah_baru(
        &self,
        pelaku: &Pelaku<'_>,
        acak: &mut StdRng,
        hari: NaiveDate,
    ) -> (Vec<P>, &'static str, Vec<Langkah>) {
        let (buku, buku_keberatan) = buku_tahun(pelaku, hari);
        skrip(&self.kerja, acak, hari, pelaku.unit.as_slice(), (buku, buku_keberatan))
    }

    /// The commands of a day, in the order in which the cases came.
    pub(super) fn langkah_hari_ini(
        &mut self,
        pelaku: &mut Pelaku<'_>,
        hari: NaiveDate,
    ) -> anyhow::Result<Vec<Command>> {
        let mut commands = Vec::new();
        for i in &self.berjalan {
            let kasus = &mut self.kasus[*i];
            while kasus.langkah.last().is_some_and(|langkah| langkah.hari <= hari) {
                let Some(langkah) = kasus.langkah.pop() else { break };
                commands.push(kasus.jalani(pelaku, langkah)?);
            }
        }
        let kasus = &self.kasus;
        self.berjalan.retain(|i| !kasus[*i].langkah.is_empty());
        Ok(commands)
    }

    /// Numbers of cases worth a look.
    pub(super) async fn ringkasan(&self, app: &App) -> anyhow::Result<Ringkasan> {
        let mut contoh = Vec::new();
        for ciri in alur::CIRI_MENARIK {
            let Some(kasus) = self.kasus.iter().rev().find(|kasus| {
                kasus.ciri == ciri && kasus.langkah.is_empty() && kasus.perkara.versi > 0
            }) else {
                continue;
            };
            let perkara = app.perkara(kasus.id).await?;
            let nomor = perkara.nomor.as_ref().and_then(|n| n.nomor.tetap());
            let keberatan = perkara.keberatan.first().and_then(|k| k.dicatat.as_ref());
            let nomor = nomor.or_else(|| keberatan.and_then(|(_, k)| k.nomor.tetap()));
            contoh.extend(nomor.map(|nomor| (nomor.to_string(), ciri)));
        }
        Ok(Ringkasan { perkara: self.kasus.len(), contoh })
    }
}

impl Kasus {
    /// Decides a step on the state so far, as the application would.
    fn jalani(&mut self, pelaku: &mut Pelaku<'_>, langkah: Langkah) -> anyhow::Result<Command> {
        let waktu = pelaku.saat(langkah.hari, langkah.jam);
        let (command, actor) = (pelaku.id(), nama::label("petugas:demo"));
        match langkah.apa {
            Apa::Perkara(mut events) => {
                for event in &mut events {
                    // Numbered in the year in which it comes, whenever it was asked.
                    if let P::KeberatanDicatat(dicatat) = event {
                        (_, dicatat.buku) = buku_tahun(pelaku, langkah.hari);
                    }
                }
                let tawaran = Tawaran {
                    command,
                    actor,
                    perkara: self.id,
                    events: events.into_iter().map(|event| (event, waktu)).collect(),
                    cara: Cara::Terbitkan,
                    kiriman: None,
                };
                let events = tawaran.events.clone();
                let command = tawaran.command(&self.perkara, &pelaku.aturan)?;
                for (event, waktu) in events {
                    self.perkara.evolve(&event, self.perkara.versi + 1, waktu);
                }
                Ok(command)
            }
            Apa::Sengketa(event) => self.jalani_sengketa(pelaku, *event, waktu, command),
        }
    }

    fn jalani_sengketa(
        &mut self,
        pelaku: &mut Pelaku<'_>,
        mut event: S,
        waktu: Waktu,
        command: Uuid,
    ) -> anyhow::Result<Command> {
        let zona = pelaku.app.zona;
        let baru = pelaku.id();
        let (id, sengketa) =
            self.sengketa.get_or_insert_with(|| (baru, Sengketa { zona, ..Sengketa::default() }));
        let mut terkait = Vec::new();
        if let S::SengketaDiajukan(diajukan) = &mut event {
            diajukan.perkara = vec![self.id];
            terkait.push((self.id, self.perkara.clone()));
        }
        let tawaran = TawaranSengketa {
            command,
            actor: nama::label("petugas:demo"),
            sengketa: *id,
            event: event.clone(),
            waktu,
            cara: Cara::Terbitkan,
            kiriman: None,
        };
        let command = tawaran.command(sengketa, &terkait, &pelaku.aturan)?;
        sengketa.evolve(&event, sengketa.versi + 1, waktu);
        if !terkait.is_empty() {
            let tautan = events::sengketa::SengketaDiberitahukan { sengketa: *id };
            let versi = self.perkara.versi + 1;
            self.perkara.evolve(&P::SengketaDiberitahukan(tautan), versi, waktu);
        }
        Ok(command)
    }
}

/// The calendar as it will turn out.
pub(crate) fn kalender_kerja() -> KalenderKerja {
    let mut kalender = Kalender::default();
    for hari in events::kalender_nasional::nasional() {
        kalender.evolve(&FaktaKalender::HariDitutup(hari));
    }
    KalenderKerja { kalender, ..KalenderKerja::default() }
}

/// The books of a year: of permohonan, of keberatan.
fn buku_tahun(pelaku: &Pelaku<'_>, hari: NaiveDate) -> (Uuid, Uuid) {
    let tahun_itu = pelaku.buku.iter().rev().find(|(tahun, _, _)| *tahun == hari.year());
    let (_, permohonan, keberatan) =
        *tahun_itu.or(pelaku.buku.last()).expect("a book is opened on the first day");
    (permohonan, keberatan)
}

/// What comes in on a day, what marks its way, and the steps it takes from
/// there. The books are those of permohonan and of keberatan.
pub(crate) fn skrip(
    kerja: &KalenderKerja,
    acak: &mut StdRng,
    hari: NaiveDate,
    unit: &[Uuid],
    (buku, buku_keberatan): (Uuid, Uuid),
) -> (Vec<P>, &'static str, Vec<Langkah>) {
    let (pemohon, kuasa) = nama::pemohon(acak);
    let (rincian, tujuan) = nama::permintaan(acak);
    let alur = alur::Alur::baru(kerja, acak, hari, unit, buku_keberatan);
    if nama::persen(alur.acak, 1) {
        let (ciri, langkah) = alur.keberatan_tanpa_permohonan(pemohon);
        return (langkah.0, ciri, langkah.1);
    }
    let diterima = PermohonanDiterima {
        kanal: nama::kanal(alur.acak),
        pemohon,
        kuasa,
        rincian: Some(rincian),
        tujuan: Some(tujuan),
        ..PermohonanDiterima::default()
    };
    let permohonan = alur::penerimaan(diterima, buku);
    let (ciri, langkah) = alur.permohonan();
    (permohonan, ciri, langkah)
}

/// The n-th working day after a day.
pub(super) fn hk(kerja: &KalenderKerja, hari: NaiveDate, n: u32) -> NaiveDate {
    match n {
        0 if kerja.adalah_hari_kerja(hari) => hari,
        0 => kerja.berikutnya(hari),
        _ => kerja.hitung(hari, HariKerja(n), CaraHitung::HariBerikutnya, Arah::Maju),
    }
}

/// A calendar day later, for what the post and the pemohon do.
pub(super) fn lusa(hari: NaiveDate, n: u64) -> NaiveDate {
    hari + Days::new(n)
}
