//! The office's own small streams: units, books, calendar, rules, catalogue,
//! reports, users. One way in for all of them: load, fold, decide, append.

use chrono::{DateTime, NaiveDate, Utc};
use events::aturan::{self, AturanDitolak, RiwayatAturan};
use events::buku::{self, Buku, BukuDitolak};
use events::kalender::{self, Kalender, KalenderDitolak};
use events::kantor::{self, Kantor, KantorDitolak};
use events::katalog::{self, Entri, KatalogDitolak};
use events::kegiatan::{self, Kegiatan, KegiatanDitolak};
use events::laporan::{self, Laporan, LaporanDitolak};
use events::pengguna::{self, Pengguna, PenggunaDitolak};
use events::pihak::UnitId;
use events::teks::Label;
use events::unit::{self, Unit, UnitDitolak};
use events::waktu::{Waktu, Zona};
use events::{AliranId, Cacat, Ditolak, Event, Fakta, JenisAliran};
use uuid::Uuid;

use crate::app::{App, HandleError, Syarat};
use crate::log::{Append, Command, Expected, Outcome, Values};

/// A state that is folded from one small stream and decides the next fact.
pub trait Aliran: Default + Sized {
    type Fakta: Clone;
    type Penolakan: std::error::Error;
    const JENIS: JenisAliran;

    /// `None` for a fact of another kind of stream, which is not in this one.
    fn buka(event: Event) -> Option<Self::Fakta>;
    fn bungkus(fakta: Self::Fakta) -> Event;
    fn evolve(self, fakta: &Self::Fakta, hari: Option<NaiveDate>) -> Self;
    fn decide(
        &self,
        id: Uuid,
        fakta: Self::Fakta,
        hari: NaiveDate,
    ) -> Result<Self::Fakta, Self::Penolakan>;

    /// As `evolve`, for a state that counts in hours.
    fn evolve_pada(self, fakta: &Self::Fakta, waktu: Waktu, zona: Zona) -> Self {
        self.evolve(fakta, waktu.tanggal(zona))
    }

    /// The day of the instrument behind a fact, since when it could be known.
    fn terbit(_: &Self::Fakta) -> Option<NaiveDate> {
        None
    }
}

/// A fact offered to a small stream.
#[derive(Clone, Debug)]
pub struct TawaranAliran<F> {
    pub command: Uuid,
    pub actor: Label,
    pub id: Uuid,
    pub fakta: F,
    /// Without it, now, or the day of the instrument.
    pub waktu: Option<Waktu>,
    /// What the caller sent, as in `Tawaran`.
    pub kiriman: Vec<u8>,
}

impl App {
    /// The state of a small stream, and its version.
    pub async fn aliran<S: Aliran>(&self, id: Uuid) -> anyhow::Result<(S, u32)> {
        let aliran = AliranId { jenis: S::JENIS, id };
        let mut state = S::default();
        let mut versi = 0;
        for tercatat in self.log.stream(aliran, Values::Sealed).await? {
            versi = tercatat.version;
            if let Some(fakta) = S::buka(tercatat.event) {
                state = state.evolve_pada(&fakta, tercatat.occurred_at, self.zona);
            }
        }
        Ok((state, versi))
    }

    /// Every stream of a small kind, folded, with its version, in the order of the
    /// log.
    pub async fn semua_aliran<S: Aliran>(&self) -> anyhow::Result<Vec<(Uuid, S, u32)>> {
        let aliran = self.log.stream_ids(S::JENIS).await?;
        let mut daftar: Vec<(u64, Uuid, S, u32)> = Vec::new();
        for tercatat in self.log.streams(&aliran, Values::Sealed).await? {
            let (posisi, id, versi) = (tercatat.position, tercatat.stream.id, tercatat.version);
            let waktu = tercatat.occurred_at;
            let Some(fakta) = S::buka(tercatat.event) else { continue };
            // Facts come stream by stream.
            match daftar.last_mut() {
                Some((_, ini, state, sampai)) if *ini == id => {
                    *state = std::mem::take(state).evolve_pada(&fakta, waktu, self.zona);
                    *sampai = versi;
                }
                Some(_) | None => {
                    let state = S::default().evolve_pada(&fakta, waktu, self.zona);
                    daftar.push((posisi, id, state, versi));
                }
            }
        }
        daftar.sort_by_key(|(posisi, ..)| *posisi);
        Ok(daftar.into_iter().map(|(_, id, state, versi)| (id, state, versi)).collect())
    }

    /// Offers a fact to a small stream.
    pub async fn handle_aliran<S: Aliran>(
        &self,
        tawaran: TawaranAliran<S::Fakta>,
        syarat: Syarat,
    ) -> Result<Outcome, HandleError> {
        if let Some(outcome) = self.log.outcome(tawaran.command, &tawaran.kiriman).await? {
            return Ok(outcome);
        }
        let (state, versi) = self.aliran::<S>(tawaran.id).await?;
        syarat.periksa(versi)?;
        let fakta = self.fakta_aliran(&state, tawaran.id, tawaran.fakta, tawaran.waktu)?;
        let append = Append {
            stream: AliranId { jenis: S::JENIS, id: tawaran.id },
            expected: Expected::Version(versi),
            subject: tawaran.id,
            facts: vec![fakta],
        };
        let TawaranAliran { command: id, actor, kiriman: content, .. } = tawaran;
        self.append_dengan_berkas(Command { id, actor, content, appends: vec![append] }).await
    }

    fn fakta_aliran<S: Aliran>(
        &self,
        state: &S,
        id: Uuid,
        fakta: S::Fakta,
        waktu: Option<Waktu>,
    ) -> Result<Fakta, Ditolak> {
        let (kini, hari_ini) = (self.clock.now(), self.hari_ini());
        let terbit = S::terbit(&fakta);
        if terbit.is_some_and(|terbit| terbit > hari_ini) {
            let uraian = "instrumen itu belum terbit; catat setelah terbit".to_owned();
            let kode = "BelumTerbit".to_owned();
            return Err(Ditolak(vec![Cacat { kode, pasal: String::new(), uraian }]));
        }
        let biasa = terbit.map_or(Waktu::Saat(kini), Waktu::Tanggal);
        let occurred_at = waktu.unwrap_or(biasa);
        let hari = occurred_at.tanggal(self.zona).unwrap_or(hari_ini);
        let fakta = state.decide(id, fakta, hari).map_err(|penolakan| ditolak(&penolakan))?;
        let diketahui = S::terbit(&fakta).map(|terbit| diketahui(terbit, self.zona, kini));
        Ok(Fakta { event: S::bungkus(fakta), occurred_at, diketahui, cacat: Vec::new() })
    }
}

fn diketahui(terbit: NaiveDate, zona: Zona, kini: DateTime<Utc>) -> DateTime<Utc> {
    zona.awal_hari(terbit).min(kini)
}

fn ditolak(penolakan: &impl std::error::Error) -> Ditolak {
    let nama = format!("{penolakan:?}");
    let kode = nama.split([' ', '(', '{']).next().unwrap_or_default().to_owned();
    Ditolak(vec![Cacat { kode, pasal: String::new(), uraian: penolakan.to_string() }])
}

impl Aliran for Unit {
    type Fakta = unit::Event;
    type Penolakan = UnitDitolak;
    const JENIS: JenisAliran = JenisAliran::Unit;

    fn buka(event: Event) -> Option<unit::Event> {
        if let Event::Unit(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: unit::Event) -> Event {
        Event::Unit(fakta)
    }

    fn evolve(self, fakta: &unit::Event, _: Option<NaiveDate>) -> Self {
        Unit::evolve(self, fakta)
    }

    fn decide(
        &self,
        id: Uuid,
        fakta: unit::Event,
        _: NaiveDate,
    ) -> Result<unit::Event, UnitDitolak> {
        Unit::decide(self, UnitId(id), fakta)
    }
}

impl Aliran for Buku {
    type Fakta = buku::Event;
    type Penolakan = BukuDitolak;
    const JENIS: JenisAliran = JenisAliran::Buku;

    fn buka(event: Event) -> Option<buku::Event> {
        if let Event::Buku(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: buku::Event) -> Event {
        Event::Buku(fakta)
    }

    fn evolve(self, fakta: &buku::Event, _: Option<NaiveDate>) -> Self {
        Buku::evolve(self, fakta)
    }

    /// The last number is the book's to say, not the caller's.
    fn decide(
        &self,
        _: Uuid,
        fakta: buku::Event,
        _: NaiveDate,
    ) -> Result<buku::Event, BukuDitolak> {
        match fakta {
            buku::Event::BukuDibuka(dibuka) => Buku::buka(self, dibuka),
            buku::Event::BukuDitutup { .. } => self.tutup(),
            buku::Event::NomorDiberikan(nomor) => {
                self.beri_nomor(nomor.perkara).map(buku::Event::NomorDiberikan)
            }
        }
    }
}

impl Aliran for Kalender {
    type Fakta = kalender::Event;
    type Penolakan = KalenderDitolak;
    const JENIS: JenisAliran = JenisAliran::Kalender;

    fn buka(event: Event) -> Option<kalender::Event> {
        if let Event::Kalender(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: kalender::Event) -> Event {
        Event::Kalender(fakta)
    }

    fn evolve(mut self, fakta: &kalender::Event, _: Option<NaiveDate>) -> Self {
        Kalender::evolve(&mut self, fakta);
        self
    }

    fn decide(
        &self,
        _: Uuid,
        fakta: kalender::Event,
        _: NaiveDate,
    ) -> Result<kalender::Event, KalenderDitolak> {
        Kalender::decide(self, fakta)
    }

    fn terbit(fakta: &kalender::Event) -> Option<NaiveDate> {
        Some(match fakta {
            kalender::Event::HariDitutup(hari) => hari.terbit,
            kalender::Event::HariDibuka(hari) => hari.terbit,
        })
    }
}

impl Aliran for RiwayatAturan {
    type Fakta = aturan::Event;
    type Penolakan = AturanDitolak;
    const JENIS: JenisAliran = JenisAliran::Aturan;

    fn buka(event: Event) -> Option<aturan::Event> {
        if let Event::Aturan(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: aturan::Event) -> Event {
        Event::Aturan(fakta)
    }

    fn evolve(mut self, fakta: &aturan::Event, _: Option<NaiveDate>) -> Self {
        RiwayatAturan::evolve(&mut self, fakta);
        self
    }

    fn decide(
        &self,
        _: Uuid,
        fakta: aturan::Event,
        _: NaiveDate,
    ) -> Result<aturan::Event, AturanDitolak> {
        RiwayatAturan::decide(self, fakta)
    }
}

impl Aliran for Entri {
    type Fakta = katalog::Event;
    type Penolakan = KatalogDitolak;
    const JENIS: JenisAliran = JenisAliran::Katalog;

    fn buka(event: Event) -> Option<katalog::Event> {
        if let Event::Katalog(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: katalog::Event) -> Event {
        Event::Katalog(fakta)
    }

    fn evolve(mut self, fakta: &katalog::Event, hari: Option<NaiveDate>) -> Self {
        Entri::evolve(&mut self, fakta, hari);
        self
    }

    fn decide(
        &self,
        _: Uuid,
        fakta: katalog::Event,
        hari: NaiveDate,
    ) -> Result<katalog::Event, KatalogDitolak> {
        Entri::decide(self, fakta, hari)
    }
}

impl Aliran for Kegiatan {
    type Fakta = kegiatan::Event;
    type Penolakan = KegiatanDitolak;
    const JENIS: JenisAliran = JenisAliran::Kegiatan;

    fn buka(event: Event) -> Option<kegiatan::Event> {
        if let Event::Kegiatan(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: kegiatan::Event) -> Event {
        Event::Kegiatan(fakta)
    }

    fn evolve(self, fakta: &kegiatan::Event, _: Option<NaiveDate>) -> Self {
        Kegiatan::evolve(self, fakta)
    }

    fn decide(
        &self,
        _: Uuid,
        fakta: kegiatan::Event,
        _: NaiveDate,
    ) -> Result<kegiatan::Event, KegiatanDitolak> {
        Kegiatan::decide(self, fakta)
    }
}

impl Aliran for Laporan {
    type Fakta = laporan::Event;
    type Penolakan = LaporanDitolak;
    const JENIS: JenisAliran = JenisAliran::Laporan;

    fn buka(event: Event) -> Option<laporan::Event> {
        if let Event::Laporan(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: laporan::Event) -> Event {
        Event::Laporan(fakta)
    }

    fn evolve(self, fakta: &laporan::Event, _: Option<NaiveDate>) -> Self {
        Laporan::evolve(self, fakta)
    }

    fn decide(
        &self,
        _: Uuid,
        fakta: laporan::Event,
        _: NaiveDate,
    ) -> Result<laporan::Event, LaporanDitolak> {
        Laporan::decide(self, fakta)
    }
}

impl Aliran for Pengguna {
    type Fakta = pengguna::Event;
    type Penolakan = PenggunaDitolak;
    const JENIS: JenisAliran = JenisAliran::Pengguna;

    fn buka(event: Event) -> Option<pengguna::Event> {
        if let Event::Pengguna(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: pengguna::Event) -> Event {
        Event::Pengguna(fakta)
    }

    fn evolve(self, fakta: &pengguna::Event, _: Option<NaiveDate>) -> Self {
        Pengguna::evolve(self, fakta)
    }

    fn decide(
        &self,
        id: Uuid,
        fakta: pengguna::Event,
        _: NaiveDate,
    ) -> Result<pengguna::Event, PenggunaDitolak> {
        Pengguna::decide(self, id, fakta)
    }
}

impl Aliran for Kantor {
    type Fakta = kantor::Event;
    type Penolakan = KantorDitolak;
    const JENIS: JenisAliran = JenisAliran::Kantor;

    fn buka(event: Event) -> Option<kantor::Event> {
        if let Event::Kantor(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: kantor::Event) -> Event {
        Event::Kantor(fakta)
    }

    fn evolve(mut self, fakta: &kantor::Event, _: Option<NaiveDate>) -> Self {
        Kantor::evolve(&mut self, fakta);
        self
    }

    fn decide(
        &self,
        _: Uuid,
        fakta: kantor::Event,
        _: NaiveDate,
    ) -> Result<kantor::Event, KantorDitolak> {
        Kantor::decide(self, fakta)
    }
}
