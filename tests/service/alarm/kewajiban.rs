//! What hangs on no case: an exemption that ends, a catalogue that grows old, a
//! unit's report, the yearly one, the calendar of the next year.

use chrono::Days;
use events::kalender::{self, HariDitutup, JenisHari, Lapisan, SumberTerbit};
use events::katalog::{self, InformasiDiusulkan, Kategori, KlasifikasiDitetapkan};
use events::laporan::periode::PeriodeLaporanDitetapkan;
use events::laporan::{self, LaporanDisampaikan, LaporanDisusun};
use events::pendamping::Event as Pendamping;
use events::pihak::UnitId;
use events::tahunan::{self, CaraKirim, LaporanTahunanDikirimKeKi};
use events::teks::Sidik;
use events::uji_konsekuensi::JangkaPengecualian;
use events::unit::{self, JenisUnit};
use events::waktu::{Waktu, Zona};
use events::{AliranId, Event, Fakta, JenisAliran, kantor};
use jejak::app::App;
use jejak::clock::Clock;
use jejak::jobs;
use jejak::log::{Append, Command, Expected, Values};
use uuid::Uuid;

use super::{Rumah, saat};
use crate::facts::label;

const UNIT: Uuid = Uuid::from_u128(7);

struct Cerita {
    rumah: Rumah,
    app: App,
}

impl Cerita {
    async fn baru() -> Self {
        let clock = Clock::simulated(saat("2026-01-05T09:00:00+07:00"));
        let rumah = Rumah::baru(clock, Zona::Wib).await;
        let app = rumah.proses(1).await;
        let cerita = Cerita { rumah, app };
        let dibentuk =
            unit::Event::UnitDibentuk { nama: label("Dinas Kesehatan"), jenis: JenisUnit::Dinas };
        cerita.catat(JenisAliran::Unit, UNIT, vec![Event::Unit(dibentuk)]).await;
        cerita
    }

    async fn catat(&self, jenis: JenisAliran, id: Uuid, event: Vec<Event>) {
        let waktu = Waktu::Saat(self.app.clock.now());
        let facts = event.into_iter().map(|event| Fakta::baru(event, waktu)).collect();
        let stream = AliranId { jenis, id };
        let append = Append { stream, expected: Expected::Any, subject: id, facts };
        let command = Command {
            id: Uuid::from_u128(rand::random()),
            actor: label("uji"),
            content: Vec::new(),
            appends: vec![append],
        };
        self.app.log.append(command).await.unwrap();
    }

    async fn pagi(&self, hari: &str) {
        self.rumah.clock.set(saat(&format!("{hari}T08:00:00+07:00")));
        let job = jobs::cari("alarm").unwrap();
        jobs::jalankan(&self.app, job, self.app.clock.now()).await.unwrap();
    }

    /// Alarms and ends of ladders of a kind: rung and earliest end, or why it ended.
    async fn alarm(&self, subjek: Uuid, jenis: &str) -> Vec<String> {
        let aliran = AliranId::pendamping(subjek);
        let fakta = self.app.log.stream(aliran, Values::Sealed).await.unwrap();
        let satu = fakta.into_iter().filter_map(|tercatat| match tercatat.event {
            Event::Pendamping(Pendamping::AlarmDibunyikan(a))
                if a.tenggat.jenis.nama() == jenis =>
            {
                Some(format!("{} {}", a.anak_tangga, a.tenggat.paling_awal))
            }
            Event::Pendamping(Pendamping::AlarmDihentikan(h))
                if h.tenggat.jenis.nama() == jenis =>
            {
                let sebab = serde_json::to_value(h.sebab).unwrap();
                Some(sebab.as_str().map_or_else(|| "bergeser".to_owned(), ToOwned::to_owned))
            }
            _ => None,
        });
        satu.collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exemption_is_told_of_thirty_working_days_before_it_ends() {
    let cerita = Cerita::baru().await;
    let entri = Uuid::from_u128(9);
    let diusulkan = katalog::Event::InformasiDiusulkan(InformasiDiusulkan {
        ringkasan: label("Rekam data pasien"),
        unit: UnitId(UNIT),
        penanggung_jawab: label("Sekretaris Dinas"),
        kategori: Kategori::SetiapSaat,
        dibuat: "2026-01-05".parse().unwrap(),
        tempat: label("arsip"),
        bentuk: label("cetak"),
        retensi: label("5 tahun"),
    });
    let sampai = |hari: &str| {
        katalog::Event::KlasifikasiDitetapkan(KlasifikasiDitetapkan {
            nomor_sk: label("SK 1/2026"),
            dasar: Vec::new(),
            jangka: JangkaPengecualian::Sampai(hari.parse().unwrap()),
            disetujui: label("Sekretaris Daerah"),
        })
    };
    let fakta = [diusulkan, sampai("2026-05-29")].map(Event::Katalog).into();
    cerita.catat(JenisAliran::Katalog, entri, fakta).await;
    let aturan = cerita.app.aturan().await.unwrap();
    let batas = events::tenggat::pengecualian("2026-05-29".parse().unwrap(), &aturan).unwrap();
    let awal = batas.paling_awal();
    let mundur = (0..30).map(|n| awal - Days::new(n));
    let kerja: Vec<_> = mundur.filter(|hari| aturan.kerja.adalah_hari_kerja(*hari)).collect();
    let [enam, lima, empat] = [kerja[6], kerja[5], kerja[4]];
    cerita.pagi(&enam.to_string()).await;
    assert_eq!(cerita.alarm(entri, "akhir pengecualian").await, Vec::<String>::new());
    cerita.pagi(&lima.to_string()).await;
    assert_eq!(cerita.alarm(entri, "akhir pengecualian").await, [format!("5 {awal}")]);
    let berakhir = katalog::Event::KlasifikasiBerakhir { nomor_sk: None };
    cerita.catat(JenisAliran::Katalog, entri, vec![Event::Katalog(berakhir)]).await;
    cerita.pagi(&empat.to_string()).await;
    let akhir = cerita.alarm(entri, "akhir pengecualian").await;
    assert_eq!(akhir, [format!("5 {awal}"), "dipenuhi".to_owned()]);
}

/// A unit's report, drafted and handed in.
fn disampaikan(dari: &str, sampai: &str) -> Vec<Event> {
    let disusun = LaporanDisusun {
        dari: dari.parse().unwrap(),
        sampai: sampai.parse().unwrap(),
        unit: Some(UnitId(UNIT)),
    };
    let disampaikan = LaporanDisampaikan {
        posisi: 1,
        akar: Sidik::try_new("9f").unwrap(),
        versi_templat: 1,
        mesin: None,
        sha256: Sidik::try_new("ab").unwrap(),
        sha256_isi: None,
        angka: Vec::new(),
        kendala: None,
        rekomendasi: None,
    };
    let fakta =
        [laporan::Event::LaporanDisusun(disusun), laporan::Event::LaporanDisampaikan(disampaikan)];
    fakta.map(Event::Laporan).into()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_is_asked_for_the_report_of_each_half_year_that_is_over() {
    let cerita = Cerita::baru().await;
    let jenis = "laporan enam bulanan unit";
    // Ten working days after 30 June.
    cerita.pagi("2026-07-06").await;
    assert_eq!(cerita.alarm(UNIT, jenis).await, Vec::<String>::new());
    cerita.pagi("2026-07-07").await;
    assert_eq!(cerita.alarm(UNIT, jenis).await, ["5 2026-07-14"]);
    let fakta = disampaikan("2026-01-01", "2026-06-30");
    cerita.catat(JenisAliran::Laporan, Uuid::from_u128(30), fakta).await;
    cerita.pagi("2026-07-08").await;
    let satu = ["5 2026-07-14", "dipenuhi"];
    assert_eq!(cerita.alarm(UNIT, jenis).await, satu);
    // The year to come has no closed days yet.
    cerita.pagi("2027-01-07").await;
    assert_eq!(cerita.alarm(UNIT, jenis).await, [&satu[..], &["5 2027-01-14"]].concat());
    let periode = PeriodeLaporanDitetapkan {
        mulai: "2026-07-01".parse().unwrap(),
        panjang_bulan: 6,
        batas_hk: 12,
    };
    let periode = Event::Kantor(kantor::Event::PeriodeLaporanDitetapkan(periode));
    let aliran = kantor::aliran();
    cerita.catat(aliran.jenis, aliran.id, vec![periode]).await;
    cerita.pagi("2027-01-08").await;
    let digeser = cerita.alarm(UNIT, jenis).await;
    assert!(digeser[3].contains("bergeser"), "{digeser:?}");
    cerita.pagi("2027-01-18").await;
    assert_eq!(cerita.alarm(UNIT, jenis).await.last().unwrap(), "0 2027-01-18");
    let ditutup = Event::Unit(unit::Event::UnitDitutup {});
    cerita.catat(JenisAliran::Unit, UNIT, vec![ditutup]).await;
    cerita.pagi("2027-01-19").await;
    let terakhir = cerita.alarm(UNIT, jenis).await.pop().unwrap();
    assert_eq!(terakhir, "-1 2027-01-18", "it is no more, and its last report is owed still");
    let fakta = disampaikan("2026-07-01", "2026-12-31");
    cerita.catat(JenisAliran::Laporan, Uuid::from_u128(31), fakta).await;
    cerita.pagi("2027-01-20").await;
    assert_eq!(cerita.alarm(UNIT, jenis).await.last().unwrap(), "dipenuhi");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_yearly_report_is_asked_for_until_it_went_to_ki() {
    let cerita = Cerita::baru().await;
    let (kantor, jenis) = (kantor::aliran().id, "laporan layanan tahunan");
    cerita.pagi("2026-12-30").await;
    assert_eq!(cerita.alarm(kantor, jenis).await, Vec::<String>::new());
    cerita.pagi("2027-03-31").await;
    assert_eq!(cerita.alarm(kantor, jenis).await, ["0 2027-03-31"]);
    cerita.pagi("2027-04-01").await;
    let dua = ["0 2027-03-31", "-1 2027-03-31"];
    assert_eq!(cerita.alarm(kantor, jenis).await, dua);
    let disusun = LaporanDisusun {
        dari: "2026-01-01".parse().unwrap(),
        sampai: "2026-12-31".parse().unwrap(),
        unit: None,
    };
    let fakta = [
        laporan::Event::LaporanDisusun(disusun),
        laporan::Event::LaporanDikirimKeKi { nomor_surat: None },
    ];
    let fakta = fakta.map(Event::Laporan).into();
    cerita.catat(JenisAliran::Laporan, Uuid::from_u128(31), fakta).await;
    cerita.pagi("2027-04-05").await;
    assert_eq!(cerita.alarm(kantor, jenis).await, [&dua[..], &["dipenuhi"]].concat());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yearly_report_that_went_to_ki_from_its_own_stream_is_owed_no_more() {
    let cerita = Cerita::baru().await;
    let (kantor, jenis) = (kantor::aliran().id, "laporan layanan tahunan");
    cerita.pagi("2027-03-31").await;
    assert_eq!(cerita.alarm(kantor, jenis).await, ["0 2027-03-31"]);
    let dikirim =
        LaporanTahunanDikirimKeKi { tahun: 2026, cara: CaraKirim::Langsung, nomor_surat: None };
    let fakta = Event::Tahunan(tahunan::Event::LaporanTahunanDikirimKeKi(dikirim));
    let aliran = tahunan::aliran(2026);
    cerita.catat(aliran.jenis, aliran.id, vec![fakta]).await;
    cerita.pagi("2027-04-01").await;
    assert_eq!(cerita.alarm(kantor, jenis).await, ["0 2027-03-31", "dipenuhi"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_that_nobody_entered_is_asked_for_from_november_on() {
    let cerita = Cerita::baru().await;
    let (kantor, jenis) = (kantor::aliran().id, "kalender tahun depan");
    cerita.pagi("2026-10-30").await;
    assert_eq!(cerita.alarm(kantor, jenis).await, Vec::<String>::new());
    cerita.pagi("2026-11-02").await;
    assert_eq!(cerita.alarm(kantor, jenis).await, ["20 2026-11-30"]);
    let tahun_baru = kalender::Event::HariDitutup(HariDitutup {
        tanggal: "2027-01-01".parse().unwrap(),
        jenis: JenisHari::LiburNasional,
        nama: label("Tahun Baru Masehi"),
        perkiraan: false,
        instrumen: label("SKB 3 Menteri"),
        terbit: "2026-09-17".parse().unwrap(),
        sumber_terbit: SumberTerbit::Instrumen,
    });
    let nasional = Lapisan::Nasional.aliran();
    cerita.catat(nasional.jenis, nasional.id, vec![Event::Kalender(tahun_baru)]).await;
    cerita.pagi("2026-11-03").await;
    assert_eq!(cerita.alarm(kantor, jenis).await, ["20 2026-11-30", "dipenuhi"]);
}
