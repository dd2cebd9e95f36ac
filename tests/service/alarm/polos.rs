//! The rules of alarms said a second time, as plainly as they can be: day by day
//! and rung by rung, with nothing of the first implementation but the words.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, Months, NaiveDate};
use events::hari_kerja::KalenderKerja;
use events::kantor;
use events::laporan::Event as L;
use events::pemberitahuan::PutusanPemberitahuan;
use events::perkara::Event as P;
use events::pihak::Lingkup;
use events::sengketa::Event as S;
use events::tahunan::Event as T;
use events::unit::Unit;
use events::{AliranId, Event, JenisAliran};
use jejak::app::App;
use jejak::log::Values;
use projections::katalog;
use projections::sengketa;
use projections::tenggat::{Saringan, daftar_terbuka};
use uuid::Uuid;

use super::Kunci;

/// An end of a tenggat.
type Ujung = (Uuid, &'static str, Option<Uuid>, NaiveDate);

#[derive(Default)]
pub(super) struct Polos {
    /// Rungs that were told of or stood for, of each end.
    sudah: BTreeMap<Ujung, BTreeSet<i32>>,
    /// The day on which each unit was formed.
    dibentuk: BTreeMap<Uuid, NaiveDate>,
    /// What has to be in the log: the rung, its day, how many it stands for.
    pub harapan: BTreeMap<Kunci, (NaiveDate, u32)>,
}

const PEMOHON: [&str; 4] = [
    "perbaikan oleh pemohon",
    "keberatan oleh pemohon",
    "sengketa oleh pemohon",
    "kelengkapan berkas sengketa",
];
const KI: [&str; 8] = [
    "kelengkapan berkas sengketa",
    "permintaan ganti majelis",
    "jawaban termohon",
    "kesimpulan",
    "mediasi",
    "gugatan ke pengadilan",
    "kasasi",
    "pelaksanaan putusan",
];
const HAK: [&str; 5] = [
    "permintaan ganti majelis",
    "gugatan ke pengadilan",
    "kasasi",
    "mediasi",
    "sidang Komisi Informasi",
];

/// Rungs before the end, and whether there are any behind it.
fn tangga(jenis: &str) -> (&'static [i32], bool) {
    match jenis {
        "keberatan oleh pemohon" | "sengketa oleh pemohon" => (&[5], false),
        _ if PEMOHON.contains(&jenis) => (&[5, 1, 0], false),
        _ if HAK.contains(&jenis) => (&[5, 3, 1, 0], false),
        "laporan layanan tahunan" | "kalender tahun depan" => (&[20, 10, 5, 3, 1, 0], true),
        "pemutakhiran katalog unit" | "laporan enam bulanan unit" => (&[10, 5, 3, 1, 0], true),
        _ => (&[5, 3, 1, 0], true),
    }
}

/// The last working day up to a day, so many working days earlier.
fn mundur(kerja: &KalenderKerja, dari: NaiveDate, hk: i32) -> NaiveDate {
    let mut hari = dari;
    while !kerja.adalah_hari_kerja(hari) {
        hari = hari.pred_opt().unwrap();
    }
    for _ in 0..hk {
        hari = hari.pred_opt().unwrap();
        while !kerja.adalah_hari_kerja(hari) {
            hari = hari.pred_opt().unwrap();
        }
    }
    hari
}

/// Working days from the day after one up to another.
fn lewat(kerja: &KalenderKerja, dari: NaiveDate, sampai: NaiveDate) -> i32 {
    let hari = dari.iter_days().skip(1).take_while(|hari| *hari <= sampai);
    i32::try_from(hari.filter(|hari| kerja.adalah_hari_kerja(*hari)).count()).unwrap()
}

impl Polos {
    /// What a morning on which the job runs has to bring.
    pub(super) async fn pagi(&mut self, app: &App, hari: NaiveDate) {
        let aturan = app.aturan().await.unwrap();
        let kerja = &aturan.kerja;
        if !kerja.adalah_hari_kerja(hari) {
            return;
        }
        for (ujung, dibuka) in self.terbuka(app, hari).await {
            let baru = self.baru(kerja, hari, ujung, dibuka);
            if !baru.is_empty() && !diam(app, ujung).await {
                self.catat(hari, ujung, &baru);
            }
        }
    }

    /// Rungs that were reached and that nobody was told of.
    fn baru(
        &self,
        kerja: &KalenderKerja,
        hari: NaiveDate,
        ujung: Ujung,
        dibuka: Option<NaiveDate>,
    ) -> Vec<i32> {
        let akhir = ujung.3;
        let (sebelum, menegur) = tangga(ujung.1);
        let terlambat = if hari > akhir { lewat(kerja, akhir, hari) } else { 0 };
        if terlambat > 0 && !menegur {
            return Vec::new();
        }
        let mut tercapai: BTreeSet<i32> = BTreeSet::new();
        for anak in sebelum {
            let harinya = mundur(kerja, akhir, *anak);
            if harinya <= hari && dibuka.is_none_or(|dibuka| dibuka <= harinya) {
                tercapai.insert(*anak);
            }
        }
        for n in 1..=terlambat.min(60) {
            if n <= 5 || n % 5 == 0 {
                tercapai.insert(-n);
            }
        }
        let terendah = self.sudah.get(&ujung).and_then(|sudah| sudah.first().copied());
        tercapai.into_iter().filter(|anak| terendah.is_none_or(|sudah| *anak < sudah)).collect()
    }

    fn catat(&mut self, hari: NaiveDate, ujung: Ujung, baru: &[i32]) {
        self.sudah.entry(ujung).or_default().extend(baru);
        let (subjek, jenis, unit, awal) = ujung;
        let mengganti = u32::try_from(baru.len() - 1).unwrap();
        let lama = self.harapan.insert((subjek, jenis, unit, awal, baru[0]), (hari, mengganti));
        assert_eq!(lama, None, "a rung is reached once");
    }
}

/// Nobody is told: of the right to object to what was granted whole and handed
/// over, and of a dispute in any case but the one that it names first.
async fn diam(app: &App, (subjek, jenis, ..): Ujung) -> bool {
    let aliran = AliranId::perkara(subjek);
    let fakta = app.log.stream(aliran, Values::Sealed).await.unwrap();
    let fakta: Vec<P> = fakta.into_iter().filter_map(|t| perkara(t.event)).collect();
    if jenis == "keberatan oleh pemohon" {
        let dikabulkan = PutusanPemberitahuan::Dikabulkan(Lingkup::Seluruhnya);
        let kabul =
            |f: &P| matches!(f, P::PemberitahuanTertulisDikirim(f) if f.putusan == dikabulkan);
        let beri =
            |f: &P| matches!(f, P::InformasiDiberikan(f) if f.lingkup == Lingkup::Seluruhnya);
        return fakta.iter().any(kabul) && fakta.iter().any(beri);
    }
    if !KI.contains(&jenis) {
        return false;
    }
    for satu in fakta {
        let P::SengketaDiberitahukan(f) = satu else { continue };
        let aliran = AliranId { jenis: JenisAliran::Sengketa, id: f.sengketa };
        for tercatat in app.log.stream(aliran, Values::Sealed).await.unwrap() {
            if let Event::Sengketa(S::SengketaDiajukan(f)) = tercatat.event
                && f.perkara.first() == Some(&subjek)
            {
                return false;
            }
        }
    }
    true
}

fn perkara(event: Event) -> Option<P> {
    let Event::Perkara(event) = event else { return None };
    Some(*event)
}

impl Polos {
    /// Everything open, with the first day on which it ran; none where it is counted
    /// back from a day to come.
    async fn terbuka(&mut self, app: &App, hari: NaiveDate) -> Vec<(Ujung, Option<NaiveDate>)> {
        let mut tujuan = app.pool.acquire().await.unwrap();
        let mut semua = Vec::new();
        let kasus = daftar_terbuka(&Saringan::default(), None, 100_000, &mut tujuan).await.unwrap();
        for baris in kasus {
            let jenis = events::alarm::JenisAlarm::dari_nama(&baris.jenis).unwrap().nama();
            let dibuka = Some(baris.dibuka).filter(|dibuka| *dibuka <= baris.paling_awal);
            semua.push(((baris.perkara, jenis, baris.unit, baris.paling_awal), dibuka));
        }
        for baris in sengketa::terbuka(None, None, 100_000, &mut tujuan).await.unwrap() {
            if let Some(sidang) = baris.sidang {
                semua.push(((baris.perkara, "sidang Komisi Informasi", None, sidang), None));
            }
        }
        let mut mutakhir: BTreeMap<Uuid, NaiveDate> = BTreeMap::new();
        let katalog = katalog::Saringan::default();
        for entri in katalog::daftar(&katalog, 0, 100_000, &mut tujuan).await.unwrap() {
            if let (Some(sampai), "terbuka") = (entri.mutakhir_sampai, entri.keadaan.as_str()) {
                let terdekat = mutakhir.entry(entri.unit).or_insert(sampai);
                *terdekat = sampai.min(*terdekat);
            }
        }
        for (unit, sampai) in mutakhir {
            let dibuka = sampai.checked_sub_months(Months::new(6));
            semua.push(((unit, "pemutakhiran katalog unit", Some(unit), sampai), dibuka));
        }
        drop(tujuan);
        semua.extend(self.kewajiban(app, hari).await);
        semua
    }

    /// What the office owes of itself.
    async fn kewajiban(&mut self, app: &App, hari: NaiveDate) -> Vec<(Ujung, Option<NaiveDate>)> {
        let mut semua = Vec::new();
        let aturan = app.aturan().await.unwrap();
        let awal = app.log.page(0, 1).await.unwrap()[0].decode().unwrap();
        let awal = app.zona.tanggal(awal.recorded_at);
        let tersampaikan = tersampaikan(app).await;
        for (id, unit, _) in app.semua_aliran::<Unit>().await.unwrap() {
            if let Entry::Vacant(belum) = self.dibentuk.entry(id) {
                let aliran = AliranId { jenis: JenisAliran::Unit, id };
                let fakta = app.log.stream(aliran, Values::Sealed).await.unwrap();
                belum.insert(app.zona.tanggal(fakta[0].recorded_at).max(awal));
            }
            let berakhir = match unit {
                Unit::BelumAda | Unit::Aktif { .. } => None,
                Unit::Digabung { .. } | Unit::Ditutup { .. } => {
                    let aliran = AliranId { jenis: JenisAliran::Unit, id };
                    let fakta = app.log.stream(aliran, Values::Sealed).await.unwrap();
                    fakta.last().unwrap().occurred_at.tanggal(app.zona)
                }
            };
            for (tahun, bulan) in semester(self.dibentuk[&id], hari) {
                let dibuka = NaiveDate::from_ymd_opt(tahun, bulan, 1).unwrap();
                let mulai = dibuka.checked_sub_months(Months::new(6)).unwrap();
                let tiada = berakhir.is_some_and(|berakhir| berakhir < mulai);
                if tiada || tersampaikan.contains(&(id, dibuka - Days::new(1))) {
                    continue;
                }
                let mut kerja = dibuka.iter_days().filter(|h| aturan.kerja.adalah_hari_kerja(*h));
                let akhir = kerja.nth(9).unwrap();
                semua.push(((id, "laporan enam bulanan unit", Some(id), akhir), Some(dibuka)));
            }
        }
        let terkirim = terkirim(app).await;
        for tahun in (awal.year()..hari.year()).filter(|tahun| !terkirim.contains(tahun)) {
            let akhir = NaiveDate::from_ymd_opt(tahun + 1, 3, 31).unwrap();
            let dibuka = NaiveDate::from_ymd_opt(tahun + 1, 1, 1);
            semua.push(((kantor::aliran().id, "laporan layanan tahunan", None, akhir), dibuka));
        }
        let tahun = if hari.month() >= 11 { hari.year() + 1 } else { hari.year() };
        let ada = aturan.kerja.kalender.semua().any(|tutup| tutup.tanggal.year() == tahun);
        if !ada {
            let akhir = NaiveDate::from_ymd_opt(tahun - 1, 11, 30).unwrap();
            let dibuka = Some(akhir - Days::new(29));
            semua.push(((kantor::aliran().id, "kalender tahun depan", None, akhir), dibuka));
        }
        semua
    }
}

/// Units, with the last days of the half-years whose report they handed in and did
/// not get back.
async fn tersampaikan(app: &App) -> BTreeSet<(Uuid, NaiveDate)> {
    let mut semua = BTreeSet::new();
    for aliran in app.log.stream_ids(JenisAliran::Laporan).await.unwrap() {
        let mut ini = None;
        for tercatat in app.log.stream(aliran, Values::Sealed).await.unwrap() {
            let Event::Laporan(fakta) = tercatat.event else { continue };
            match fakta {
                L::LaporanDisusun(baru) => ini = baru.unit.map(|unit| (unit.0, baru.sampai)),
                L::LaporanDisampaikan(_) => semua.extend(ini),
                L::LaporanDikembalikan { .. } => semua.retain(|satu| Some(*satu) != ini),
                L::LaporanDiterima {} | L::LaporanDikirimKeKi { .. } => {}
            }
        }
    }
    semua
}

/// Years whose report went to KI.
async fn terkirim(app: &App) -> BTreeSet<i32> {
    let aliran = app.log.stream_ids(JenisAliran::Tahunan).await.unwrap();
    let fakta = app.log.streams(&aliran, Values::Sealed).await.unwrap();
    let kirim = fakta.into_iter().filter_map(|tercatat| match tercatat.event {
        Event::Tahunan(T::LaporanTahunanDikirimKeKi(fakta)) => Some(fakta.tahun),
        _ => None,
    });
    kirim.collect()
}

/// Year and month that follow each half-year which began before a day and was not
/// over when the unit was formed.
fn semester(dibentuk: NaiveDate, hari: NaiveDate) -> Vec<(i32, u32)> {
    let semua = (dibentuk.year()..=hari.year() + 1).flat_map(|tahun| [(tahun, 1), (tahun, 7)]);
    let sesudah = |(tahun, bulan): &(i32, u32)| {
        let awal = NaiveDate::from_ymd_opt(*tahun, *bulan, 1).unwrap();
        awal > dibentuk && awal - Months::new(6) <= hari
    };
    semua.filter(sesudah).collect()
}
