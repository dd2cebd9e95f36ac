//! Cases as an office has them: the demo's scripts, some hundreds at a time,
//! each with its own pemohon, through the real writer.

use std::collections::VecDeque;

use chrono::{Days, NaiveDate, NaiveTime};
use events::buku::{self, BukuDibuka, JenisBuku, Pola};
use events::perkara::Event as P;
use events::sengketa::{Event as S, SengketaDiberitahukan};
use events::unit::{self, JenisUnit, Unit};
use events::waktu::{Waktu, Zona};
use events::{AliranId, Event, Fakta, JenisAliran};
use futures_util::{StreamExt, TryStreamExt, stream};
use rand::rngs::StdRng;
use rand::{Rng, RngExt};
use uuid::Uuid;

use crate::aliran::TawaranAliran;
use crate::app::{App, Syarat, subjek};
use crate::clock::Clock;
use crate::demo::{Apa, Langkah, kalender_kerja, nama, skrip};
use crate::log::{Append, Command, Expected, new_id};

/// Cases that are open at the same time.
const TERBUKA: usize = 600;
/// Scripts that the cases take turns at: enough that each way occurs.
const SKRIP: usize = 400;
/// Cases in one pair of books.
pub(super) const PERKARA_PER_BUKU: usize = 5_000;
/// One case in so many is remembered, to be looked at.
const CONTOH: usize = 50;
/// Commands that wait for the writer together.
const BERSAMA: usize = 2_000;

pub(super) struct Data {
    acak: StdRng,
    skrip: Vec<Vec<Langkah>>,
    unit: Vec<Uuid>,
    /// Some of the cases, in the order in which they were filed.
    pub(super) contoh: Vec<Uuid>,
    terbuka: VecDeque<Perkara>,
    dibuka: usize,
    /// Permohonan and keberatan.
    buku: (Uuid, Uuid),
}

struct Perkara {
    id: Uuid,
    sengketa: Uuid,
    versi: u32,
    versi_sengketa: u32,
    buku: (Uuid, Uuid),
    /// Next step last.
    langkah: Vec<Langkah>,
}

impl Data {
    pub(super) fn baru(mut acak: StdRng) -> Self {
        let kerja = kalender_kerja();
        let unit: Vec<Uuid> = (0..40).map(|_| id(&mut acak)).collect();
        let mulai = NaiveDate::from_ymd_opt(2025, 1, 6).unwrap_or_default();
        let buku = (Uuid::nil(), Uuid::nil());
        let skrip = (0..SKRIP)
            .map(|_| {
                let hari = mulai + Days::new(acak.random_range(0..300));
                let (masuk, _, mut langkah) = skrip(&kerja, &mut acak, hari, &unit, buku);
                let jam = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
                langkah.insert(0, Langkah { hari, jam, apa: Apa::Perkara(masuk) });
                langkah.sort_by_key(|langkah| langkah.hari);
                langkah.reverse();
                langkah
            })
            .collect();
        let (contoh, terbuka) = (Vec::new(), VecDeque::new());
        Data { acak, skrip, unit, contoh, terbuka, dibuka: 0, buku }
    }

    /// Lets cases live until the log has this many facts.
    pub(super) async fn tulis(
        &mut self,
        app: &App,
        fakta: u64,
        maju: impl Fn(u64),
    ) -> anyhow::Result<()> {
        let mut posisi = app.log.position().await?;
        while posisi < fakta {
            let banyak = usize::try_from(fakta - posisi)?.div_ceil(3).clamp(1, 10 * BERSAMA);
            let commands = stream::iter((0..banyak).flat_map(|_| self.langkah(app)));
            let mut hasil = commands.map(|command| app.log.append(command)).buffered(BERSAMA);
            while let Some(outcome) = hasil.try_next().await? {
                posisi = posisi.max(outcome.last_position);
                maju(posisi);
            }
        }
        Ok(())
    }

    /// Lets cases live until so many were filed.
    pub(super) async fn tulis_perkara(
        &mut self,
        app: &App,
        perkara: usize,
        maju: impl Fn(u64),
    ) -> anyhow::Result<()> {
        while self.dibuka < perkara {
            let banyak = (perkara - self.dibuka).clamp(1, 10 * BERSAMA);
            let commands = stream::iter((0..banyak).flat_map(|_| self.langkah(app)));
            let mut hasil = commands.map(|command| app.log.append(command)).buffered(BERSAMA);
            while hasil.try_next().await?.is_some() {}
            drop(hasil);
            maju(self.dibuka as u64);
        }
        Ok(())
    }

    /// The units that the cases name.
    pub(super) async fn bentuk_unit(&self, app: &App) -> anyhow::Result<()> {
        for (ke, unit) in self.unit.iter().enumerate() {
            let nama = nama::label(&format!("Dinas {}", ke + 1));
            let dibentuk = unit::Event::UnitDibentuk { nama, jenis: JenisUnit::Dinas };
            let (actor, kiriman) = (nama::label("pengukuran"), unit.as_bytes().to_vec());
            let (command, fakta) = (*unit, dibentuk);
            let tawaran = TawaranAliran { command, actor, id: *unit, fakta, waktu: None, kiriman };
            app.handle_aliran::<Unit>(tawaran, Syarat::Baru).await?;
        }
        Ok(())
    }

    /// The next step of the case whose turn it is.
    pub(super) fn langkah(&mut self, app: &App) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.terbuka.len() < TERBUKA {
            if self.dibuka.is_multiple_of(PERKARA_PER_BUKU) {
                commands.extend(self.buka_buku(app));
            }
            self.dibuka += 1;
            let langkah = self.skrip[self.acak.random_range(0..SKRIP)].clone();
            let (id, sengketa) = (new_id(app.clock.now()), new_id(app.clock.now()));
            let perkara =
                Perkara { id, sengketa, versi: 0, versi_sengketa: 0, buku: self.buku, langkah };
            if self.dibuka.is_multiple_of(CONTOH) {
                self.contoh.push(perkara.id);
            }
            self.terbuka.push_back(perkara);
        }
        let Some(mut perkara) = self.terbuka.pop_front() else { return commands };
        if let Some(langkah) = perkara.langkah.pop() {
            commands.push(perkara.jalani(app, langkah, &mut self.acak));
            self.terbuka.push_back(perkara);
        }
        commands
    }

    fn buka_buku(&mut self, app: &App) -> [Command; 2] {
        let ke = self.dibuka / PERKARA_PER_BUKU + 1;
        self.buku = (new_id(app.clock.now()), new_id(app.clock.now()));
        [(self.buku.0, JenisBuku::Permohonan, "PPID"), (self.buku.1, JenisBuku::Keberatan, "KBR")]
            .map(|(id, jenis, singkatan)| {
                let event = buku::Event::BukuDibuka(BukuDibuka {
                    jenis,
                    nama: nama::label(&format!("Register {singkatan} {ke}")),
                    tahun: None,
                    unit: None,
                    pola: Pola::try_new(&format!("{{urut4}}/{singkatan}/{ke}"))
                        .expect("the pattern has a running number"),
                });
                let stream = AliranId { jenis: JenisAliran::Buku, id };
                let fakta = Fakta::baru(Event::Buku(event), Waktu::Saat(app.clock.now()));
                let append = Append {
                    stream,
                    expected: Expected::Version(0),
                    subject: id,
                    facts: vec![fakta],
                };
                command(&app.clock, vec![append])
            })
    }
}

/// A unit answers: one fact with one sealed value.
pub(super) fn jawaban(clock: &Clock, unit: Uuid, perkara: Uuid, versi: u32) -> Command {
    command(clock, vec![jawaban_dari(clock, unit, perkara, versi, 1)])
}

/// So many answers in one append.
pub(super) fn jawaban_dari(
    clock: &Clock,
    unit: Uuid,
    perkara: Uuid,
    versi: u32,
    banyak: u32,
) -> Append {
    let event = events::disposisi::JawabanUnitDiterima {
        unit: events::pihak::UnitId(unit),
        isi: Some(nama::isi("Dokumen yang diminta ada pada kami dan terlampir seluruhnya")),
        berkas: Vec::new(),
    };
    let event = Event::Perkara(Box::new(P::JawabanUnitDiterima(event)));
    let fakta = Fakta::baru(event, Waktu::Saat(clock.now()));
    Append {
        stream: AliranId::perkara(perkara),
        expected: Expected::Version(versi),
        subject: subjek(perkara),
        facts: (0..banyak).map(|_| fakta.clone()).collect(),
    }
}

impl Perkara {
    fn jalani(&mut self, app: &App, langkah: Langkah, acak: &mut StdRng) -> Command {
        let waktu = Waktu::Saat(Zona::Wib.pukul(langkah.hari, langkah.jam));
        let mut appends = Vec::new();
        match langkah.apa {
            Apa::Perkara(mut events) => {
                for event in &mut events {
                    self.sesuaikan(event, acak);
                }
                let facts: Vec<Fakta> = events
                    .into_iter()
                    .map(|event| Fakta::baru(Event::Perkara(Box::new(event)), waktu))
                    .collect();
                appends.push(self.append(facts));
            }
            Apa::Sengketa(mut event) => {
                if let S::SengketaDiajukan(diajukan) = event.as_mut() {
                    diajukan.perkara = vec![self.id];
                    let tautan = SengketaDiberitahukan { sengketa: self.sengketa };
                    let tautan = Event::Perkara(Box::new(P::SengketaDiberitahukan(tautan)));
                    appends.push(self.append(vec![Fakta::baru(tautan, waktu)]));
                }
                appends.push(Append {
                    stream: AliranId { jenis: JenisAliran::Sengketa, id: self.sengketa },
                    expected: Expected::Version(self.versi_sengketa),
                    subject: subjek(self.sengketa),
                    facts: vec![Fakta::baru(Event::Sengketa(*event), waktu)],
                });
                self.versi_sengketa += 1;
            }
        }
        command(&app.clock, appends)
    }

    fn append(&mut self, facts: Vec<Fakta>) -> Append {
        let expected = Expected::Version(self.versi);
        self.versi += u32::try_from(facts.len()).expect("a step has a few facts");
        Append { stream: AliranId::perkara(self.id), expected, subject: subjek(self.id), facts }
    }

    /// The script's fact, with this case's people and books.
    fn sesuaikan(&self, event: &mut P, acak: &mut StdRng) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "all others stay as they are")]
        match event {
            P::PermohonanDiterima(diterima) => {
                (diterima.pemohon, diterima.kuasa) = nama::pemohon(acak);
                let (rincian, tujuan) = nama::permintaan(acak);
                (diterima.rincian, diterima.tujuan) = (Some(rincian), Some(tujuan));
            }
            P::NomorPendaftaranDiberikan(diberikan) => diberikan.buku = self.buku.0,
            P::KeberatanDicatat(dicatat) => dicatat.buku = self.buku.1,
            _ => {}
        }
    }
}

pub(super) fn command(clock: &Clock, appends: Vec<Append>) -> Command {
    let id = new_id(clock.now());
    // What an application would have been sent.
    let content = id.as_bytes().repeat(12);
    Command { id, actor: nama::label("petugas:2f41"), content, appends }
}

fn id(acak: &mut StdRng) -> Uuid {
    let mut bytes = [0; 16];
    acak.fill_bytes(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
