//! Random programs: whatever happens in whatever order, a table that followed
//! the log holds what one built anew holds, and what the facts give; and looking
//! back through the read models gives what folding the whole log gives.

use chrono::{DateTime, TimeDelta, Utc};
use events::aturan::{self, AturanDitetapkan, Himpunan};
use events::biaya::{BiayaDibayar, BiayaDitetapkan, CaraBayar};
use events::buku::{self, BukuDibuka, JenisBuku, Pola};
use events::disposisi::{
    DisposisiDiberikan, DisposisiDikembalikan, JawabanUnitDiterima, PeranUnit,
};
use events::hari_kerja::Pekan;
use events::impor::{BarisDiimpor, BentukSumber};
use events::kalender::{self, HariDibuka, HariDitutup, JenisHari, Lapisan, SumberTerbit};
use events::katalog;
use events::keberatan::{AlasanKeberatan, KeberatanDicabut, KeberatanDicatat, KeberatanDiterima};
use events::kelengkapan::{
    KelengkapanDiperiksa, PerbaikanDiterima, SuratTidakLengkapDikirim, SuratTidakLengkapDiterima,
};
use events::koreksi::{KoreksiDicatat, Pengganti};
use events::pemberian::InformasiDiberikan;
use events::pemberitahuan::{
    PemberitahuanTertulisDikirim, PemberitahuanTertulisDiterima, PutusanPemberitahuan,
};
use events::pencabutan::PermohonanDicabut;
use events::penolakan::{DasarPenolakan, PenolakanDiberitahukan};
use events::perkara::Event as P;
use events::permohonan::{Nomor, NomorPendaftaranDiberikan, PermohonanDicatat, PermohonanDiterima};
use events::perpanjangan::{AlasanPerpanjangan, PerpanjanganDiberitahukan};
use events::pihak::{Kanal, Lingkup, Pemohon, Penyetuju, UnitId};
use events::sengketa::pendaftaran::{SengketaDiajukan, SengketaDicabut, SengketaDiregistrasi};
use events::sengketa::putusan::{
    Amar, JenisPutusan, Pihak, PutusanDibacakan, SalinanPutusanDiterima,
};
use events::sengketa::{self, SengketaDiberitahukan};
use events::tanggapan_keberatan::{
    PutusanKeberatan, SikapPemohon, TanggapanKeberatanDikirim, TanggapanKeberatanDiterima,
    TanggapanPemohonDicatat,
};
use events::uji_konsekuensi::JangkaPengecualian;
use events::unit::{self, JenisUnit};
use events::waktu::{Waktu, Zona};
use events::{AliranId, Cara, Event, Fakta, JenisAliran, Perkara, Sengketa};
use jejak::log::Values;
use projections::catatan::{Catatan, Sudut};
use projections::proyeksi::SEMUA;
use projections::statistik::{self, Periode};
use projections::{katalog as dip, ketepatan, perkara, register, tenggat};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use uuid::Uuid;

use super::dunia::{Dunia, sama, tanpa_pohon};
use crate::facts::{isi, label};

const PROGRAM: u32 = 16;
const LANGKAH: std::ops::Range<usize> = 25..60;
const PERKARA: u128 = 5;
const SENGKETA: u128 = 2;
const UNIT: u128 = 3;
const BUKU: u128 = 2;
const HARI: u32 = 120;

#[derive(Clone, Debug)]
enum Langkah {
    Fakta {
        siapa: u128,
        apa: Apa,
        hari: Option<u32>,
        tahu: Option<u32>,
    },
    Koreksi {
        siapa: u128,
        versi: prop::sample::Index,
        ganti: Option<Apa>,
        hari: Option<u32>,
    },
    Impor {
        no: u64,
        tanpa_no: bool,
        hari: [Option<u32>; 3],
    },
    Ajukan {
        sengketa: u128,
        perkara: Vec<u128>,
        hari: u32,
    },
    Sengketa {
        sengketa: u128,
        apa: ApaSengketa,
        hari: u32,
    },
    Tutup {
        hari: u32,
        kantor: bool,
    },
    Buka {
        hari: u32,
        kantor: bool,
    },
    Aturan {
        sejak: u32,
        enam_hari: bool,
        pemilu: bool,
    },
    Unit {
        unit: u128,
        apa: u8,
    },
    Buku {
        buku: u128,
        tutup: bool,
    },
    Katalog {
        entri: u128,
        apa: u8,
        hari: u32,
    },
    /// The runner does some batches of this length.
    Jalan {
        halaman: i64,
        kali: u8,
    },
}

#[derive(Clone, Copy, Debug)]
enum Apa {
    Diterima(u8),
    Bernomor(u8),
    Dicatat,
    Lengkap,
    SuratKurang,
    SuratKurangDiterima,
    Perbaikan,
    Perpanjang,
    Jawab(u8),
    Tolak(u8),
    JawabanDiterima,
    Biaya,
    Bayar,
    Berikan,
    Cabut,
    Keberatan(u8),
    KeberatanDicatat(u8),
    Tanggapan(u8),
    TanggapanDiterima,
    Sikap,
    KeberatanDicabut,
    Disposisi(u128, Option<u32>),
    Dikembalikan(u128),
    JawabanUnit(u128),
    /// A link made by hand, of which the sengketa does not tell.
    Hubungkan(u128),
}

#[derive(Clone, Copy, Debug)]
enum ApaSengketa {
    Diregistrasi(u8),
    Putusan,
    Salinan,
    Cabut,
    Koreksi,
}

fn hari() -> impl Strategy<Value = Option<u32>> + Clone {
    prop::option::weighted(0.9, 0..HARI)
}

fn apa() -> impl Strategy<Value = Apa> + Clone {
    let unit = 0..UNIT;
    prop_oneof![
        4 => (0..3_u8).prop_map(Apa::Diterima),
        3 => (0..4_u8).prop_map(Apa::Bernomor),
        2 => Just(Apa::Dicatat),
        1 => Just(Apa::Lengkap),
        1 => Just(Apa::SuratKurang),
        1 => Just(Apa::SuratKurangDiterima),
        1 => Just(Apa::Perbaikan),
        2 => Just(Apa::Perpanjang),
        4 => (0..4_u8).prop_map(Apa::Jawab),
        3 => (0..3_u8).prop_map(Apa::Tolak),
        1 => Just(Apa::JawabanDiterima),
        1 => Just(Apa::Biaya),
        1 => Just(Apa::Bayar),
        3 => Just(Apa::Berikan),
        1 => Just(Apa::Cabut),
        4 => (0..7_u8).prop_map(Apa::Keberatan),
        2 => (0..3_u8).prop_map(Apa::KeberatanDicatat),
        3 => (0..4_u8).prop_map(Apa::Tanggapan),
        1 => Just(Apa::TanggapanDiterima),
        1 => Just(Apa::Sikap),
        1 => Just(Apa::KeberatanDicabut),
        3 => (unit.clone(), prop::option::of(0..HARI)).prop_map(|(u, b)| Apa::Disposisi(u, b)),
        1 => unit.clone().prop_map(Apa::Dikembalikan),
        1 => unit.prop_map(Apa::JawabanUnit),
        1 => (0..SENGKETA).prop_map(Apa::Hubungkan),
    ]
}

fn langkah() -> impl Strategy<Value = Langkah> {
    let siapa = 0..PERKARA;
    let apa_sengketa = prop_oneof![
        (0..3_u8).prop_map(ApaSengketa::Diregistrasi),
        Just(ApaSengketa::Putusan),
        Just(ApaSengketa::Salinan),
        Just(ApaSengketa::Cabut),
        Just(ApaSengketa::Koreksi),
    ];
    prop_oneof![
        24 => (siapa.clone(), apa(), hari(), prop::option::weighted(0.3, 0..HARI))
            .prop_map(|(siapa, apa, hari, tahu)| Langkah::Fakta { siapa, apa, hari, tahu }),
        4 => (siapa, any::<prop::sample::Index>(), prop::option::of(apa()), hari()).prop_map(
            |(siapa, versi, ganti, hari)| Langkah::Koreksi { siapa, versi, ganti, hari }),
        3 => (0..4_u64, any::<bool>(), [hari(), hari(), hari()])
            .prop_map(|(no, tanpa_no, hari)| Langkah::Impor { no, tanpa_no, hari }),
        2 => (0..SENGKETA, prop::collection::vec(0..PERKARA, 1..3), 0..HARI)
            .prop_map(|(sengketa, perkara, hari)| Langkah::Ajukan { sengketa, perkara, hari }),
        4 => (0..SENGKETA, apa_sengketa, 0..HARI)
            .prop_map(|(sengketa, apa, hari)| Langkah::Sengketa { sengketa, apa, hari }),
        3 => (0..HARI, any::<bool>()).prop_map(|(hari, kantor)| Langkah::Tutup { hari, kantor }),
        2 => (0..HARI, any::<bool>()).prop_map(|(hari, kantor)| Langkah::Buka { hari, kantor }),
        2 => (0..HARI, any::<bool>(), any::<bool>()).prop_map(
            |(sejak, enam_hari, pemilu)| Langkah::Aturan { sejak, enam_hari, pemilu }),
        2 => (0..UNIT, 0..4_u8).prop_map(|(unit, apa)| Langkah::Unit { unit, apa }),
        1 => (0..BUKU, any::<bool>()).prop_map(|(buku, tutup)| Langkah::Buku { buku, tutup }),
        3 => (0..2_u128, 0..6_u8, 0..HARI)
            .prop_map(|(entri, apa, hari)| Langkah::Katalog { entri, apa, hari }),
        8 => (1..6_i64, 1..4_u8).prop_map(|(halaman, kali)| Langkah::Jalan { halaman, kali }),
    ]
}

#[test]
fn tables_are_what_the_facts_give_and_looking_back_finds_all_of_it() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be made");
    let config = Config {
        cases: PROGRAM,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let moments = prop::collection::vec(any::<prop::sample::Index>(), 5);
    let program = (prop::collection::vec(langkah(), LANGKAH), moments);
    let mut runner = TestRunner::new(config);
    let ran = runner.run(&program, |(program, moments)| {
        runtime.block_on(jalankan(program, moments));
        Ok(())
    });
    ran.unwrap_or_else(|failure| panic!("{failure}"));
}

async fn jalankan(program: Vec<Langkah>, moments: Vec<prop::sample::Index>) {
    let mut dunia = Dunia::baru().await;
    // A calendar and a history that is long enough to look back into.
    dunia.maju(HARI_MENIT);
    for langkah in program {
        dunia.maju(7);
        dunia.langkah(langkah).await;
    }
    dunia.maju(1);
    dunia.kejar().await;
    let diikuti = dunia.isi(&SEMUA).await;
    let dihitung = dunia.dari_log().await;
    sama("followed and computed", &dunia.isi(&tanpa_pohon()).await, &dihitung);
    dunia.penjalan.bangun(&SEMUA, &mut |_| ()).await.expect("the tables can be built");
    sama("followed and built", &diikuti, &dunia.isi(&SEMUA).await);
    dunia.bandingkan_kini().await;
    for (saat, menurut_catatan) in dunia.saat(&moments).await {
        dunia.bandingkan(Dunia::sudut(saat, menurut_catatan)).await;
    }
}

/// As many minutes as the history has days.
const HARI_MENIT: i64 = HARI as i64 * 24 * 60;

fn waktu(hari: Option<u32>) -> Waktu {
    hari.map_or(Waktu::TidakTercatat, |hari| Waktu::Tanggal(Dunia::hari(hari)))
}

fn perkara_id(n: u128) -> Uuid {
    Uuid::from_u128(100 + n)
}

fn sengketa_id(n: u128) -> Uuid {
    Uuid::from_u128(200 + n)
}

fn unit_id(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(300 + n))
}

fn buku_id(n: u128) -> Uuid {
    Uuid::from_u128(400 + n)
}

impl Dunia {
    async fn langkah(&mut self, langkah: Langkah) {
        match langkah {
            Langkah::Fakta { siapa, apa, hari, tahu } => {
                self.fakta(perkara_id(siapa), apa.event(), waktu(hari), tahu).await;
            }
            Langkah::Koreksi { siapa, versi, ganti, hari } => {
                let ada = self.perkara(perkara_id(siapa)).await.versi;
                if ada == 0 {
                    return;
                }
                let versi = u32::try_from(versi.index(ada as usize)).expect("small") + 1;
                let pengganti =
                    ganti.map(|apa| Pengganti { waktu: waktu(hari), event: Box::new(apa.event()) });
                let koreksi = KoreksiDicatat { versi, pengganti, alasan: isi("salah catat") };
                let event = P::KoreksiDicatat(koreksi);
                self.fakta(perkara_id(siapa), event, Waktu::Saat(self.clock.now()), None).await;
            }
            Langkah::Impor { no, tanpa_no, hari } => self.impor(no, tanpa_no, hari).await,
            Langkah::Ajukan { sengketa, perkara, hari } => {
                self.ajukan(sengketa_id(sengketa), perkara, waktu(Some(hari))).await;
            }
            Langkah::Sengketa { sengketa, apa, hari } => {
                self.sengketa(sengketa_id(sengketa), apa, waktu(Some(hari))).await;
            }
            Langkah::Tutup { hari, kantor } => {
                let event = kalender::Event::HariDitutup(HariDitutup {
                    tanggal: Dunia::hari(hari),
                    jenis: JenisHari::LiburKantor,
                    nama: label("libur"),
                    perkiraan: false,
                    instrumen: label("SK"),
                    terbit: Dunia::hari(0),
                    sumber_terbit: SumberTerbit::Instrumen,
                });
                self.kalender(kantor, event, hari % 3 == 0).await;
            }
            Langkah::Buka { hari, kantor } => {
                let event = kalender::Event::HariDibuka(HariDibuka {
                    tanggal: Dunia::hari(hari),
                    instrumen: label("SK"),
                    terbit: Dunia::hari(0),
                });
                self.kalender(kantor, event, false).await;
            }
            Langkah::Aturan { sejak, enam_hari, pemilu } => {
                let event = aturan::Event::AturanDitetapkan(AturanDitetapkan {
                    himpunan: if pemilu { Himpunan::Pemilu } else { Himpunan::Umum },
                    berlaku_sejak: Dunia::hari(sejak),
                    pekan: if enam_hari { Pekan::EnamHari } else { Pekan::LimaHari },
                    cuti_bersama_bekerja: false,
                    penyetuju: Penyetuju::default(),
                });
                let id = aturan::aliran().id.as_u128();
                self.satu(JenisAliran::Aturan, id, Event::Aturan(event)).await;
            }
            Langkah::Unit { unit, apa } => {
                let nama = label(&format!("Dinas {unit} ({apa})"));
                let event = match apa {
                    0 => unit::Event::UnitDibentuk { nama, jenis: JenisUnit::Dinas },
                    1 => unit::Event::UnitBergantiNama { nama },
                    2 => unit::Event::UnitDigabung { ke: unit_id((unit + 1) % UNIT) },
                    _ => unit::Event::UnitDitutup {},
                };
                let id = unit_id(unit).0.as_u128();
                self.satu(JenisAliran::Unit, id, Event::Unit(event)).await;
            }
            Langkah::Buku { buku, tutup } => {
                let event = if tutup {
                    buku::Event::BukuDitutup { terakhir: 0 }
                } else {
                    buku::Event::BukuDibuka(BukuDibuka {
                        jenis: JenisBuku::Permohonan,
                        nama: label(&format!("Buku {buku}")),
                        tahun: Some(2026),
                        unit: None,
                        pola: Pola::try_new("{urut4}/PPID").expect("a pattern"),
                    })
                };
                let id = buku_id(buku).as_u128();
                self.satu(JenisAliran::Buku, id, Event::Buku(event)).await;
            }
            Langkah::Katalog { entri, apa, hari } => {
                let event = Event::Katalog(entri_katalog(apa, hari));
                self.satu_pada(JenisAliran::Katalog, 500 + entri, event, waktu(Some(hari))).await;
            }
            Langkah::Jalan { halaman, kali } => {
                let penjalan = self.penjalan_lain(Zona::Wib, halaman);
                for _ in 0..kali {
                    penjalan.langkah().await.expect("the runner goes on");
                }
            }
        }
    }

    async fn perkara(&self, id: Uuid) -> Perkara {
        let fakta = self.log.stream(AliranId::perkara(id), Values::Sealed).await;
        let fakta: Vec<_> = fakta
            .expect("readable")
            .into_iter()
            .filter_map(|tercatat| match tercatat.event.clone() {
                Event::Perkara(event) => Some(tercatat.ganti(*event)),
                _ => None,
            })
            .collect();
        Perkara::dari(&fakta, Zona::Wib)
    }

    /// Recorded as what happened; what could not have happened is left out.
    async fn fakta(&mut self, id: Uuid, event: P, waktu: Waktu, tahu: Option<u32>) {
        let aturan = events::aturan::Aturan::default();
        let perkara = self.perkara(id).await;
        let Ok(mut fakta) = perkara.decide(event, waktu, Cara::Catat, &aturan) else { return };
        fakta.diketahui = tahu.map(|hari| Zona::Wib.awal_hari(Dunia::hari(hari)));
        self.catat(vec![(AliranId::perkara(id), vec![fakta])]).await;
    }

    async fn impor(&mut self, no: u64, tanpa_no: bool, hari: [Option<u32>; 3]) {
        let id = Uuid::from_u128(120 + u128::from(no));
        let sudah = self.perkara(id).await.versi > 0;
        if sudah {
            return;
        }
        let bentuk = if no == 3 { BentukSumber::Timelines } else { BentukSumber::Register };
        let baris = BarisDiimpor {
            bentuk,
            buku: buku_id(no.into()),
            nomor: label(&format!("no {}", no % 2)),
            no: (!tanpa_no).then_some(no),
            sel: [("kanal".to_owned(), isi("email"))].into(),
        };
        let putusan = PutusanPemberitahuan::Dikabulkan(Lingkup::Seluruhnya);
        let langkah = [
            (P::BarisDiimpor(baris), hari[0]),
            (P::PermohonanDiterima(PermohonanDiterima::default()), hari[0]),
            (
                P::PemberitahuanTertulisDikirim(PemberitahuanTertulisDikirim::dari_register(
                    putusan,
                )),
                hari[1],
            ),
            (P::InformasiDiberikan(InformasiDiberikan::default()), hari[2]),
        ];
        let aturan = events::aturan::Aturan::default();
        let mut state = Perkara { zona: Zona::Wib, ..Perkara::default() };
        let mut facts = Vec::new();
        for (event, hari) in langkah {
            let waktu = waktu(hari);
            let fakta = state.decide(event.clone(), waktu, Cara::Catat, &aturan);
            let mut fakta = fakta.expect("an import takes what it finds");
            fakta.diketahui = hari.map(|hari| Zona::Wib.awal_hari(Dunia::hari(hari)));
            state.evolve(&event, state.versi + 1, waktu);
            facts.push(fakta);
        }
        self.catat(vec![(AliranId::perkara(id), facts)]).await;
    }

    async fn ajukan(&mut self, id: Uuid, perkara: Vec<u128>, waktu: Waktu) {
        let aturan = events::aturan::Aturan::default();
        let mut terkait: Vec<Uuid> = perkara.into_iter().map(perkara_id).collect();
        terkait.sort_unstable();
        terkait.dedup();
        let event = sengketa::Event::SengketaDiajukan(SengketaDiajukan {
            perkara: terkait.clone(),
            komisi: None,
            alasan: Vec::new(),
            termohon: None,
        });
        let state = self.state_sengketa(id).await;
        let Ok(fakta) = state.decide(event, waktu, Cara::Catat, &aturan) else { return };
        let jenis = JenisAliran::Sengketa;
        let mut appends = vec![(AliranId { jenis, id }, vec![fakta])];
        for satu in terkait {
            let event = P::SengketaDiberitahukan(SengketaDiberitahukan { sengketa: id });
            let perkara = self.perkara(satu).await;
            if let Ok(fakta) = perkara.decide(event, waktu, Cara::Catat, &aturan) {
                appends.push((AliranId::perkara(satu), vec![fakta]));
            }
        }
        self.catat(appends).await;
    }

    async fn state_sengketa(&self, id: Uuid) -> Sengketa {
        let aliran = AliranId { jenis: JenisAliran::Sengketa, id };
        let fakta = self.log.stream(aliran, Values::Sealed).await.expect("readable");
        let fakta: Vec<_> = fakta
            .into_iter()
            .filter_map(|tercatat| match tercatat.event.clone() {
                Event::Sengketa(event) => Some(tercatat.ganti(event)),
                _ => None,
            })
            .collect();
        Sengketa::dari(&fakta, Zona::Wib)
    }

    async fn sengketa(&mut self, id: Uuid, apa: ApaSengketa, waktu: Waktu) {
        let state = self.state_sengketa(id).await;
        let event = match apa {
            ApaSengketa::Diregistrasi(n) => {
                let nomor = label(&format!("{n}/REG"));
                sengketa::Event::SengketaDiregistrasi(SengketaDiregistrasi { nomor })
            }
            ApaSengketa::Putusan => sengketa::Event::PutusanDibacakan(PutusanDibacakan {
                jenis: JenisPutusan::Ajudikasi,
                amar: Amar::MengabulkanSeluruhnya,
                nomor: None,
                pelaksanaan_hk: None,
                uraian: None,
            }),
            ApaSengketa::Salinan => {
                let oleh = Pihak::BadanPublik;
                sengketa::Event::SalinanPutusanDiterima(SalinanPutusanDiterima { oleh })
            }
            ApaSengketa::Cabut => sengketa::Event::SengketaDicabut(SengketaDicabut {}),
            ApaSengketa::Koreksi => sengketa::Event::KoreksiDicatat(KoreksiDicatat {
                versi: state.versi,
                pengganti: None,
                alasan: isi("salah catat"),
            }),
        };
        let aturan = events::aturan::Aturan::default();
        let Ok(fakta) = state.decide(event, waktu, Cara::Catat, &aturan) else { return };
        let jenis = JenisAliran::Sengketa;
        self.catat(vec![(AliranId { jenis, id }, vec![fakta])]).await;
    }

    async fn kalender(&mut self, kantor: bool, event: kalender::Event, lama: bool) {
        let lapisan = if kantor { Lapisan::Kantor } else { Lapisan::Nasional };
        let mut fakta = Fakta::baru(Event::Kalender(event), Waktu::Saat(self.clock.now()));
        fakta.diketahui = lama.then(|| Zona::Wib.awal_hari(Dunia::hari(10)));
        self.catat(vec![(lapisan.aliran(), vec![fakta])]).await;
    }

    /// Moments to look back from: those of facts, and one before them.
    async fn saat(&self, pilihan: &[prop::sample::Index]) -> Vec<(DateTime<Utc>, bool)> {
        let fakta = self.log.replay(0, Values::Sealed).await.expect("no gap");
        let mut saat = Vec::new();
        for pilih in pilihan {
            if fakta.is_empty() {
                break;
            }
            let satu = pilih.get(&fakta);
            saat.push((satu.diketahui, false));
            saat.push((satu.diketahui - TimeDelta::microseconds(1), false));
            saat.push((satu.recorded_at, true));
            saat.push((satu.recorded_at, false));
        }
        saat
    }

    /// Answers from the tables against answers from the whole log, now.
    async fn bandingkan_kini(&self) {
        let sudut = Dunia::sudut(self.clock.now(), false);
        let penuh = self.penuh(sudut).await;
        let mut tujuan = self.pool.acquire().await.expect("the service connects");
        for (periode, buku) in periode() {
            let tabel = statistik::dari_tabel(periode, buku, sudut.hari(), &mut tujuan).await;
            let tabel = tabel.expect("readable");
            assert_eq!(tabel, statistik::hitung(&penuh, periode, buku), "{periode:?} {buku:?}");
        }
        for saringan in saringan() {
            let (mut dari_tabel, mut sesudah) = (Vec::new(), None);
            loop {
                let halaman = register::permohonan(saringan, sesudah, 2, &mut tujuan).await;
                let halaman = halaman.expect("readable");
                let Some(terakhir) = halaman.last() else { break };
                sesudah = Some(terakhir.kursor());
                let lagi = register::permohonan_pada(&penuh, saringan, sesudah, 1_000);
                dari_tabel.extend(halaman);
                assert_eq!(dari_tabel.len() + lagi.len(), {
                    register::permohonan_pada(&penuh, saringan, None, 1_000).len()
                });
            }
            let dari_log = register::permohonan_pada(&penuh, saringan, None, 1_000);
            assert_eq!(dari_tabel, dari_log, "{saringan:?}");
            let (mut dari_tabel, mut sesudah) = (Vec::new(), None);
            loop {
                let halaman = register::keberatan(saringan, sesudah, 2, &mut tujuan).await;
                let halaman = halaman.expect("readable");
                let Some(terakhir) = halaman.last() else { break };
                sesudah = Some(terakhir.kursor());
                dari_tabel.extend(halaman);
            }
            let dari_log = register::keberatan_pada(&penuh, saringan, None, 1_000);
            assert_eq!(dari_tabel, dari_log, "{saringan:?}");
        }
        let mut dari_tabel = Vec::new();
        let mut sesudah = None;
        let kantor = tenggat::Saringan { milik_kantor: true, ..Default::default() };
        loop {
            let halaman = tenggat::daftar_terbuka(&kantor, sesudah, 2, &mut tujuan).await;
            let halaman = halaman.expect("readable");
            let Some(terakhir) = halaman.last() else { break };
            sesudah = Some(terakhir.kursor());
            dari_tabel.extend(halaman);
        }
        let dari_tabel: Vec<_> = dari_tabel
            .iter()
            .map(|b| (b.paling_awal, b.nomor.clone(), b.keadaan(sudut.hari())))
            .collect();
        let dari_log: Vec<_> = tenggat::terbuka(&penuh)
            .iter()
            .map(|b| (b.tenggat.paling_awal(), b.nomor.clone(), b.keadaan))
            .collect();
        assert_eq!(dari_tabel, dari_log);
        let (mut antrean, mut sesudah) = (Vec::new(), None);
        loop {
            let saringan = perkara::Saringan::default();
            let halaman = perkara::antrean(&saringan, sesudah, 2, &mut tujuan).await;
            let halaman = halaman.expect("readable");
            let Some(terakhir) = halaman.last() else { break };
            sesudah = Some(terakhir.kursor());
            antrean.extend(halaman);
        }
        assert_eq!(antrean.len(), penuh.perkara.len());
        let kunci =
            |b: &perkara::BarisPerkara| (b.tenggat_awal.is_none(), b.tenggat_awal, b.perkara);
        assert!(antrean.is_sorted_by_key(kunci), "nearest first");
        let hari = sudut.hari();
        let publik = dip::Saringan { publik_pada: Some(hari), ..Default::default() };
        let publik = dip::daftar(&publik, 0, 1_000, &mut tujuan).await.expect("readable");
        let mut harapan = dip::semua(&penuh);
        harapan.retain(|entri| entri.publik(hari));
        assert_eq!(publik, harapan);
    }

    /// Looking back through the read models against folding the whole log.
    async fn bandingkan(&self, sudut: Sudut) {
        let penuh = self.penuh(sudut).await;
        let mut tujuan = self.pool.acquire().await.expect("the service connects");
        let calon = perkara::calon_pada(sudut, &mut tujuan).await.expect("readable");
        let sebagian = self.sebagian(&calon, sudut).await;
        assert_eq!(terbuka(&sebagian), terbuka(&penuh), "{sudut:?}");
        assert_eq!(tenggat::tanpa_tanggal(&sebagian), tenggat::tanpa_tanggal(&penuh), "{sudut:?}");
        for (periode, buku) in periode() {
            let kurun = (periode.dari, periode.sampai);
            let calon = perkara::calon_periode(kurun, sudut, &mut tujuan).await;
            let sebagian = self.sebagian(&calon.expect("readable"), sudut).await;
            let (kiri, kanan) =
                [&sebagian, &penuh].map(|c| statistik::hitung(c, periode, buku)).into();
            assert_eq!(kiri, kanan, "{sudut:?} {periode:?}");
            let saringan = register::Saringan {
                dari: Some(periode.dari),
                sampai: Some(periode.sampai),
                ..Default::default()
            };
            let baris = |c: &Catatan| register::permohonan_pada(c, saringan, None, 1_000);
            // The table may give a case that is in no period: it has no day.
            let dalam: Vec<_> = baris(&sebagian);
            assert_eq!(dalam, baris(&penuh), "{sudut:?} {periode:?}");
        }
        let calon = perkara::bersengketa(&mut tujuan).await.expect("readable");
        let sebagian = self.sebagian(&calon, sudut).await;
        assert_eq!(ketepatan::semua(&sebagian), ketepatan::semua(&penuh), "{sudut:?}");
        let nomor: Vec<String> =
            perkara::semua(&penuh).iter().flat_map(perkara::Baris::nomor_semua).collect();
        for nomor in nomor {
            let calon = perkara::cari(&nomor, &mut tujuan).await.expect("readable");
            let sebagian = self.sebagian(&calon, sudut).await;
            let milik = |c: &Catatan| -> Vec<Uuid> {
                perkara::menurut_nomor(c, &nomor).iter().map(|baris| baris.id).collect()
            };
            assert_eq!(milik(&sebagian), milik(&penuh), "{sudut:?} {nomor}");
        }
    }
}

fn terbuka(catatan: &Catatan) -> Vec<String> {
    let satu = |b: tenggat::Baris| {
        let (awal, lambat) = (b.tenggat.paling_awal(), b.tenggat.paling_lambat());
        format!("{} {:?} {awal} {lambat} {:?} {}", b.nomor, b.tenggat.jenis, b.keadaan, b.sisa_hk)
    };
    tenggat::terbuka(catatan).into_iter().map(satu).collect()
}

fn periode() -> Vec<(Periode, Option<Uuid>)> {
    let periode = |dari, sampai| Periode { dari: Dunia::hari(dari), sampai: Dunia::hari(sampai) };
    vec![
        (periode(0, HARI), None),
        (periode(0, HARI), Some(buku_id(1))),
        (periode(20, 70), None),
        (periode(50, 50), None),
    ]
}

fn saringan() -> Vec<register::Saringan> {
    let semua = register::Saringan::default();
    vec![
        semua,
        register::Saringan { buku: Some(buku_id(0)), ..semua },
        register::Saringan { unit: Some(unit_id(1).0), ..semua },
        register::Saringan { dari: Some(Dunia::hari(30)), sampai: Some(Dunia::hari(90)), ..semua },
    ]
}

fn entri_katalog(apa: u8, hari: u32) -> katalog::Event {
    let nomor_sk = label("SK 1/2026");
    match apa {
        0 => katalog::Event::InformasiDiusulkan(katalog::InformasiDiusulkan {
            ringkasan: label(&format!("Rencana kerja {hari}")),
            unit: unit_id(1),
            penanggung_jawab: label("Sekretaris Dinas"),
            kategori: katalog::Kategori::SetiapSaat,
            dibuat: Dunia::hari(hari),
            tempat: label("Sumedang"),
            bentuk: label("PDF"),
            retensi: label("5 tahun"),
        }),
        1 => katalog::Event::DipDitetapkan { nomor_sk },
        2 => katalog::Event::DipDimutakhirkan { nomor_sk },
        3 => katalog::Event::KlasifikasiDitetapkan(katalog::KlasifikasiDitetapkan {
            nomor_sk,
            dasar: Vec::new(),
            jangka: if hari % 2 == 0 {
                JangkaPengecualian::Sampai(Dunia::hari(hari * 2))
            } else {
                JangkaPengecualian::SelamaDiperlukan
            },
            disetujui: label("Sekretaris Daerah"),
        }),
        4 => katalog::Event::KlasifikasiBerakhir { nomor_sk: None },
        _ => katalog::Event::InformasiDitarik {},
    }
}

impl Apa {
    fn event(self) -> P {
        match self {
            Apa::Diterima(n) => P::PermohonanDiterima(PermohonanDiterima {
                kanal: if n == 0 { Kanal::Surel } else { Kanal::Lain(isi("titipan")) },
                pemohon: pemohon(n),
                rincian: (n > 0).then(|| isi("anggaran")),
                tujuan: Some(isi("penelitian")),
                ..PermohonanDiterima::default()
            }),
            Apa::Bernomor(n) => P::NomorPendaftaranDiberikan(NomorPendaftaranDiberikan {
                buku: buku_id(u128::from(n) % BUKU),
                nomor: Nomor::Tetap(label(&format!("000{n}/PPID"))),
            }),
            Apa::Dicatat => P::PermohonanDicatat(PermohonanDicatat {}),
            Apa::Lengkap => {
                P::KelengkapanDiperiksa(KelengkapanDiperiksa { kekurangan: Vec::new() })
            }
            Apa::SuratKurang => {
                P::SuratTidakLengkapDikirim(SuratTidakLengkapDikirim { nomor_surat: None })
            }
            Apa::SuratKurangDiterima => P::SuratTidakLengkapDiterima(SuratTidakLengkapDiterima {}),
            Apa::Perbaikan => P::PerbaikanDiterima(PerbaikanDiterima { melengkapi: Vec::new() }),
            Apa::Perpanjang => P::PerpanjanganDiberitahukan(PerpanjanganDiberitahukan {
                alasan: AlasanPerpanjangan::BelumDapatMemutuskanStatus,
                uraian: isi("menunggu arsip"),
                sampai: None,
                nomor_surat: None,
            }),
            Apa::Jawab(n) => {
                let putusan = match n {
                    0 => PutusanPemberitahuan::TidakDikuasai,
                    1 => PutusanPemberitahuan::Dikabulkan(Lingkup::Sebagian),
                    2 => PutusanPemberitahuan::TidakTercatat,
                    _ => PutusanPemberitahuan::Dikabulkan(Lingkup::Seluruhnya),
                };
                let dikirim = PemberitahuanTertulisDikirim::dari_register(putusan);
                let cara_bayar = Some(isi("tunai di loket"));
                P::PemberitahuanTertulisDikirim(PemberitahuanTertulisDikirim {
                    cara_bayar,
                    ..dikirim
                })
            }
            Apa::Tolak(n) => P::PenolakanDiberitahukan(PenolakanDiberitahukan {
                dasar: match n {
                    0 => DasarPenolakan::BelumDikuasai,
                    1 => DasarPenolakan::TidakTercatat,
                    _ => DasarPenolakan::Dikecualikan {
                        pasal: ["17a1", "17h2"]
                            .map(|kode| kode.to_owned().try_into().expect("a letter of Pasal 17"))
                            .to_vec(),
                        sk: None,
                    },
                },
                lingkup: Lingkup::Seluruhnya,
                alasan: isi("rahasia pribadi"),
                alasan_tidak_dihitamkan: None,
                hak_keberatan_disampaikan: true,
                nomor_surat: None,
            }),
            Apa::JawabanDiterima => {
                P::PemberitahuanTertulisDiterima(PemberitahuanTertulisDiterima {})
            }
            Apa::Biaya => {
                P::BiayaDitetapkan(BiayaDitetapkan { rupiah: 5_000, rincian: None, standar: None })
            }
            Apa::Bayar => P::BiayaDibayar(BiayaDibayar { rupiah: 5_000, cara: CaraBayar::Tunai }),
            Apa::Berikan => P::InformasiDiberikan(InformasiDiberikan::default()),
            Apa::Cabut => P::PermohonanDicabut(PermohonanDicabut { alasan: None, tertulis: true }),
            Apa::Keberatan(n) => P::KeberatanDiterima(KeberatanDiterima {
                alasan: vec![huruf(n), huruf((n + 2) % 7)],
                pemohon: (n % 3 == 0).then(|| pemohon(2)),
                informasi: (n % 2 == 0).then(|| isi("anggaran")),
                ..KeberatanDiterima::default()
            }),
            Apa::KeberatanDicatat(n) => P::KeberatanDicatat(KeberatanDicatat {
                buku: buku_id(u128::from(n) % BUKU),
                nomor: Nomor::Tetap(label(&format!("K-{n}"))),
            }),
            Apa::Tanggapan(n) => P::TanggapanKeberatanDikirim(TanggapanKeberatanDikirim {
                putusan: match n {
                    0 => PutusanKeberatan::Mengabulkan,
                    1 => PutusanKeberatan::MengabulkanSebagian,
                    2 => PutusanKeberatan::Menguatkan,
                    _ => PutusanKeberatan::TidakTercatat,
                },
                uraian: Some(isi("sudah tepat")),
                sk: None,
                nomor_surat: None,
                jabatan: Some(label("Sekretaris Daerah")),
            }),
            Apa::TanggapanDiterima => P::TanggapanKeberatanDiterima(TanggapanKeberatanDiterima {}),
            Apa::Sikap => P::TanggapanPemohonDicatat(TanggapanPemohonDicatat {
                sikap: SikapPemohon::TidakMenerima,
                uraian: Some(isi("belum jelas")),
            }),
            Apa::KeberatanDicabut => P::KeberatanDicabut(KeberatanDicabut { alasan: None }),
            Apa::Disposisi(unit, batas) => P::DisposisiDiberikan(DisposisiDiberikan {
                unit: unit_id(unit),
                peran: if unit == 0 { PeranUnit::Bantuan } else { PeranUnit::PenanggungJawab },
                batas_internal: batas.map(Dunia::hari),
                petunjuk: None,
            }),
            Apa::Dikembalikan(unit) => P::DisposisiDikembalikan(DisposisiDikembalikan {
                unit: unit_id(unit),
                alasan: isi("bukan milik kami"),
            }),
            Apa::JawabanUnit(unit) => P::JawabanUnitDiterima(JawabanUnitDiterima {
                unit: unit_id(unit),
                isi: None,
                berkas: Vec::new(),
            }),
            Apa::Hubungkan(sengketa) => {
                let sengketa = sengketa_id(sengketa);
                P::SengketaDiberitahukan(SengketaDiberitahukan { sengketa })
            }
        }
    }
}

fn pemohon(n: u8) -> Pemohon {
    Pemohon {
        nama: Some(isi("Budi")),
        nomor_identitas: (n > 1).then(|| isi("3273")),
        alamat: Some(isi("Jalan Merdeka 1")),
        ..Pemohon::default()
    }
}

fn huruf(n: u8) -> AlasanKeberatan {
    [
        AlasanKeberatan::A,
        AlasanKeberatan::B,
        AlasanKeberatan::C,
        AlasanKeberatan::D,
        AlasanKeberatan::E,
        AlasanKeberatan::F,
        AlasanKeberatan::G,
    ][usize::from(n)]
}
