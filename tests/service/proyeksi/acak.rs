//! Random programs: whatever happens in whatever order, a table that followed
//! the log holds what one built anew holds, and what the facts give; and looking
//! back through the read models gives what folding the whole log gives.

use events::aturan::{self, AturanDitetapkan, Himpunan};
use events::buku::{self, BukuDibuka, JenisBuku, Pola};
use events::hari_kerja::Pekan;
use events::impor::{BarisDiimpor, BentukSumber};
use events::kalender::{self, HariDibuka, HariDitutup, JenisHari, Lapisan, SumberTerbit};
use events::koreksi::{KoreksiDicatat, Pengganti};
use events::pemberian::InformasiDiberikan;
use events::pemberitahuan::{PemberitahuanTertulisDikirim, PutusanPemberitahuan};
use events::perkara::Event as P;
use events::permohonan::PermohonanDiterima;
use events::pihak::{Lingkup, Penyetuju};
use events::sengketa::pendaftaran::{SengketaDiajukan, SengketaDicabut, SengketaDiregistrasi};
use events::sengketa::putusan::{
    Amar, JenisPutusan, Pihak, PutusanDibacakan, SalinanPutusanDiterima,
};
use events::sengketa::{self, SengketaDiberitahukan};
use events::unit::{self, JenisUnit};
use events::waktu::{Waktu, Zona};
use events::{AliranId, Cara, Event, Fakta, JenisAliran, Perkara, Sengketa};
use jejak::log::Values;
use projections::proyeksi::SEMUA;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use uuid::Uuid;

use super::dunia::{Dunia, menurut_kasus, sama};
use super::peristiwa::{
    Apa, BUKU, HARI, SENGKETA, UNIT, apa, buku_id, entri_katalog, perkara_id, sengketa_id, unit_id,
};
use crate::facts::{isi, label};

const PROGRAM: u32 = 10;
const LANGKAH: std::ops::Range<usize> = 25..60;
const PERKARA: u128 = 5;
/// The clock stands here, so that limits end before and after.
const KINI: u32 = 96;

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
        halaman: u16,
        kali: u8,
    },
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
        24 => (siapa.clone(), apa(), hari(), prop::option::weighted(0.3, 0..KINI))
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
        8 => (1..6_u16, 1..4_u8).prop_map(|(halaman, kali)| Langkah::Jalan { halaman, kali }),
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
    let kini = Zona::Wib.awal_hari(Dunia::hari(KINI));
    dunia.clock.set(kini);
    for langkah in program {
        dunia.maju(7);
        dunia.langkah(langkah).await;
    }
    dunia.maju(1);
    dunia.kejar().await;
    let diikuti = dunia.isi(&SEMUA).await;
    let dihitung = dunia.dari_log().await;
    sama("followed and computed", &dunia.isi(&menurut_kasus()).await, &dihitung);
    dunia.penjalan.bangun(&SEMUA, &mut |_| ()).await.expect("the tables can be built");
    sama("followed and built", &diikuti, &dunia.isi(&SEMUA).await);
    dunia.bandingkan_kini().await;
    for (saat, menurut_catatan) in dunia.saat(&moments).await {
        dunia.bandingkan(Dunia::sudut(saat, menurut_catatan)).await;
    }
}

fn waktu(hari: Option<u32>) -> Waktu {
    hari.map_or(Waktu::TidakTercatat, |hari| Waktu::Tanggal(Dunia::hari(hari)))
}

impl Dunia {
    #[expect(clippy::too_many_lines, reason = "one arm a kind of step")]
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
                self.kalender(kantor, event, hari.is_multiple_of(3)).await;
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
            terkait: None,
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
            let hari = hari.map(|hari| Zona::Wib.awal_hari(Dunia::hari(hari)));
            fakta.diketahui = hari.map(|saat| saat.min(self.clock.now()));
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
}
