//! Any history at all, sensible or not: what must hold of every fold and of
//! every decision.

use std::collections::BTreeSet;

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::biaya::{BiayaDibayar, BiayaDitetapkan, CaraBayar};
use crate::disposisi::{DisposisiDiberikan, DisposisiDikembalikan, JawabanUnitDiterima, PeranUnit};
use crate::keberatan::{AlasanKeberatan, KeberatanDicabut, KeberatanDicatat, KeberatanDiterima};
use crate::kelengkapan::{Kekurangan, PerbaikanDiterima, PermohonanTidakDitindaklanjuti};
use crate::koreksi::{KoreksiDicatat, Pengganti};
use crate::musyawarah::{HasilMusyawarah, MusyawarahDilakukan};
use crate::pembatasan::{
    PembatasanDicabut, PembatasanDilaksanakan, PembatasanDiminta, PembatasanDitolak,
    PengecualianPembatasan,
};
use crate::pemberian::InformasiDiberikan;
use crate::pemberitahuan::{PemberitahuanTertulisDikirim, PutusanPemberitahuan};
use crate::pencabutan::PermohonanDicabut;
use crate::pengalihan::{PermohonanDialihkan, TujuanPengalihan};
use crate::pengguna::PenggunaId;
use crate::penghapusan::{
    DasarPenghapusan, DataPribadiDihapus, PenahananDilepas, PenghapusanDiputus, PenghapusanDitahan,
    PenghapusanDiusulkan, SyaratPenghapusan,
};
use crate::penghitaman::SalinanDihitamkan;
use crate::permohonan::{Nomor, NomorPendaftaranDiberikan};
use crate::perpanjangan::{AlasanPerpanjangan, PerpanjanganDiberitahukan};
use crate::persetujuan::{HalDisetujui, PutusanPersetujuan};
use crate::pihak::Lingkup;
use crate::surat::{JenisSurat, SuratDinomori, SuratDiterima};
use crate::tanggapan_keberatan::{
    PutusanKeberatan, SikapPemohon, TanggapanKeberatanDiterima, TanggapanPemohonDicatat,
};

/// A fact with nothing to stand on is refused for one of these reasons.
const MUTLAK: [&str; 26] = [
    "BelumAdaKeberatan",
    "BelumAdaPerkara",
    "BelumAdaPermohonan",
    "BelumDikirim",
    "BelumDitanggapi",
    "BelumDiusulkan",
    "BerawalDariKeberatan",
    "BersarangDalamKoreksi",
    "DasarTidakAda",
    "DiLuarHalaman",
    "FaktaTidakAda",
    "NomorBelumTetap",
    "NomorTanpaBuku",
    "OrangSama",
    "PerkaraSudahAda",
    "SudahAda",
    "SudahAdaPermohonan",
    "SudahBernomor",
    "SudahDicatat",
    "SudahDihubungkan",
    "SuratSudahAda",
    "SuratTidakAda",
    "TanpaKotak",
    "TidakAdaPembatasan",
    "TidakAdaPermintaan",
    "TidakDitahan",
];

fn permohonan() -> Vec<Event> {
    const T: &str = "2026-03-02";
    let nomor = Nomor::Tetap(label("1/PPID"));
    vec![
        baris_diimpor().0,
        diterima(T).0,
        Event::NomorPendaftaranDiberikan(NomorPendaftaranDiberikan {
            buku: Uuid::from_u128(9),
            nomor,
        }),
        dicatat(T).0,
        diperiksa(&[], T).0,
        diperiksa(&[Kekurangan::Identitas, Kekurangan::Tujuan], T).0,
        surat_tidak_lengkap(T).0,
        surat_sampai(T).0,
        Event::PerbaikanDiterima(PerbaikanDiterima { melengkapi: vec![Kekurangan::Tujuan] }),
        Event::PermohonanTidakDitindaklanjuti(PermohonanTidakDitindaklanjuti { catatan: None }),
        Event::PermohonanDialihkan(PermohonanDialihkan {
            tujuan: TujuanPengalihan::Lapor,
            alasan: isi("pengaduan"),
            pemohon_diberi_tahu: false,
        }),
        didisposisikan(1, PeranUnit::PenanggungJawab, T).0,
        didisposisikan(2, PeranUnit::Bantuan, T).0,
        Event::DisposisiDiberikan(DisposisiDiberikan {
            unit: unit(3),
            peran: PeranUnit::PenanggungJawab,
            batas_internal: Some(hari("2026-06-05")),
            petunjuk: None,
            berkas: Vec::new(),
        }),
        Event::DisposisiDikembalikan(DisposisiDikembalikan { unit: unit(1), alasan: isi("bukan") }),
        Event::JawabanUnitDiterima(JawabanUnitDiterima {
            unit: unit(2),
            isi: None,
            berkas: Vec::new(),
        }),
        Event::PermohonanDicabut(PermohonanDicabut { alasan: None, tertulis: false }),
    ]
}

fn jawaban() -> Vec<Event> {
    const T: &str = "2026-03-10";
    let tidak_tercatat = PutusanPemberitahuan::TidakTercatat;
    vec![
        diuji(T).0,
        tim_didengar(T).0,
        disetujui(HalDisetujui::Pengecualian, T).0,
        disetujui(HalDisetujui::Penolakan, T).0,
        disetujui(HalDisetujui::PertimbanganTertulis, T).0,
        dipertimbangkan(T).0,
        diperpanjang(T).0,
        Event::PerpanjanganDiberitahukan(PerpanjanganDiberitahukan {
            alasan: AlasanPerpanjangan::Lain,
            sampai: Some(hari("2026-06-05")),
            ..perpanjangan()
        }),
        dijawab(T).0,
        Event::PemberitahuanTertulisDikirim(PemberitahuanTertulisDikirim::dari_register(
            tidak_tercatat,
        )),
        ditolak(T).0,
        jawaban_sampai(T).0,
        Event::BiayaDitetapkan(BiayaDitetapkan { rupiah: 5_000, rincian: None, standar: None }),
        Event::BiayaDibayar(BiayaDibayar { rupiah: u64::MAX, cara: CaraBayar::Tunai }),
        Event::InformasiDiberikan(InformasiDiberikan::default()),
    ]
}

fn sesudah_jawaban() -> Vec<Event> {
    const T: &str = "2026-04-01";
    let nomor = Nomor::Tetap(label("1/K"));
    let sikap = SikapPemohon::TidakMenerima;
    vec![
        keberatan_masuk(AlasanKeberatan::A, T).0,
        keberatan_masuk(AlasanKeberatan::B, T).0,
        Event::KeberatanDiterima(KeberatanDiterima::default()),
        Event::KeberatanDicatat(KeberatanDicatat { buku: Uuid::from_u128(9), nomor }),
        Event::MusyawarahDilakukan(MusyawarahDilakukan {
            hasil: HasilMusyawarah::Sepakat,
            catatan: None,
        }),
        ditanggapi(T).0,
        Event::TanggapanKeberatanDikirim(tanggapan(PutusanKeberatan::TidakTercatat)),
        Event::TanggapanKeberatanDiterima(TanggapanKeberatanDiterima {}),
        Event::TanggapanPemohonDicatat(TanggapanPemohonDicatat { sikap, uraian: None }),
        Event::KeberatanDicabut(KeberatanDicabut { alasan: None }),
        disengketakan(5, T).0,
        disengketakan(6, T).0,
        Event::PembatasanDiminta(PembatasanDiminta { permintaan: sd("a") }),
        Event::PembatasanDilaksanakan(PembatasanDilaksanakan {
            lingkup: Lingkup::Sebagian,
            pemberitahuan: label("a"),
        }),
        Event::PembatasanDitolak(PembatasanDitolak {
            dasar: PengecualianPembatasan::PerjanjianTertulis,
            alasan: sd("a"),
        }),
        Event::PembatasanDicabut(PembatasanDicabut { dasar: label("a") }),
        Event::PenghapusanDitahan(PenghapusanDitahan { dasar: label("a"), alasan: sd("a") }),
        Event::PenahananDilepas(PenahananDilepas { dasar: label("a") }),
        Event::PenghapusanDiusulkan(PenghapusanDiusulkan {
            oleh: PenggunaId(Uuid::from_u128(1)),
            dasar: DasarPenghapusan::PermintaanSubjek,
            alasan: sd("a"),
            syarat: SyaratPenghapusan::default(),
        }),
        Event::PenghapusanDiputus(PenghapusanDiputus {
            oleh: PenggunaId(Uuid::from_u128(2)),
            putusan: PutusanPersetujuan::Setuju,
            syarat: SyaratPenghapusan::default(),
        }),
        Event::DataPribadiDihapus(DataPribadiDihapus::default()),
    ]
}

/// Of letters that may tell of any of the first facts.
fn surat() -> Vec<Event> {
    let penuh = surat_dinomori(JenisSurat::TandaBuktiPenerimaan, 1);
    let surat = penuh.surat;
    let berikutnya = SuratDinomori { buku: None, nomor: Nomor::Berikutnya, ..penuh.clone() };
    vec![
        Event::SuratDinomori(penuh),
        Event::SuratDinomori(surat_dinomori(JenisSurat::Penolakan, 2)),
        Event::SuratDinomori(berikutnya),
        Event::SuratDirancang(surat_dirancang()),
        Event::SuratDitandatangani(surat_ditandatangani()),
        Event::SuratDikirim(surat_dikirim()),
        Event::SuratDiterima(SuratDiterima { surat, oleh: None, bukti: None }),
        Event::SalinanDihitamkan(salinan_dihitamkan()),
        Event::SalinanDihitamkan(SalinanDihitamkan { kotak: Vec::new(), ..salinan_dihitamkan() }),
    ]
}

fn semua() -> Vec<Event> {
    [permohonan(), jawaban(), sesudah_jawaban(), surat()].concat()
}

/// A day around those years, or none.
fn waktu() -> impl Strategy<Value = Waktu> {
    let awal = hari("2025-12-01");
    prop_oneof![
        9 => (0..400_u64).prop_map(move |n| Waktu::Tanggal(awal + Days::new(n))),
        1 => Just(Waktu::TidakTercatat),
    ]
}

fn koreksi(pengganti: impl Strategy<Value = Terjadi>) -> impl Strategy<Value = Event> {
    (0..12_u32, prop::option::of(pengganti)).prop_map(|(versi, pengganti)| {
        let pengganti = pengganti.map(|(event, waktu)| Pengganti { waktu, event: Box::new(event) });
        Event::KoreksiDicatat(KoreksiDicatat { versi, pengganti, alasan: isi("keliru") })
    })
}

fn terjadi() -> impl Strategy<Value = Terjadi> {
    let biasa = || prop::sample::select(semua());
    let bersarang = koreksi((biasa(), waktu()));
    let event = prop_oneof![
        8 => biasa(),
        1 => koreksi((biasa(), waktu())),
        1 => koreksi((bersarang, waktu())),
    ];
    (event, waktu())
}

fn riwayat() -> impl Strategy<Value = Vec<Terjadi>> {
    prop::collection::vec(terjadi(), 0..24)
}

#[test]
fn every_fact_but_the_correction_takes_part() {
    let nama = |event: &Event| serde_json::to_value(event).unwrap()["type"].to_string();
    let nama: BTreeSet<String> = semua().iter().map(nama).collect();
    assert_eq!(nama.len(), 48);
}

proptest! {
    #[test]
    fn any_history_folds_and_folds_the_same_again(riwayat in riwayat()) {
        let fakta = tercatat(&riwayat);
        let perkara = Perkara::dari(&fakta, Zona::Wit);
        prop_assert_eq!(&perkara, &Perkara::dari(&fakta, Zona::Wit));
        prop_assert_eq!(perkara.versi as usize, riwayat.len());
    }

    #[test]
    fn without_corrections_folding_at_once_is_folding_step_by_step(riwayat in riwayat()) {
        let koreksi = |(event, _): &Terjadi| matches!(event, Event::KoreksiDicatat(_));
        let riwayat: Vec<Terjadi> = riwayat.into_iter().filter(|t| !koreksi(t)).collect();
        let mut perkara = Perkara::default();
        for (versi, (event, waktu)) in (1..).zip(&riwayat) {
            perkara.evolve(event, versi, *waktu);
        }
        prop_assert_eq!(perkara, Perkara::dari(&tercatat(&riwayat), Zona::Wib));
    }

    #[test]
    fn what_happened_is_recorded_unless_it_has_nothing_to_stand_on(
        riwayat in riwayat(), ketika in terjadi(),
    ) {
        let ketika = given(riwayat).when(ketika);
        match ketika.decide(Cara::Catat) {
            Ok(fakta) => prop_assert_eq!(
                fakta.event, event::Event::Perkara(Box::new(ketika.ketika.0.clone()))
            ),
            Err(Ditolak(alasan)) => {
                for cacat in alasan {
                    prop_assert!(MUTLAK.contains(&cacat.kode.as_str()), "{}", cacat.kode);
                }
            }
        }
    }

    #[test]
    fn what_may_be_issued_may_be_recorded_the_same(riwayat in riwayat(), ketika in terjadi()) {
        let ketika = given(riwayat).when(ketika);
        if let Ok(terbit) = ketika.decide(Cara::Terbitkan) {
            prop_assert_eq!(ketika.decide(Cara::Catat), Ok(terbit));
        }
    }

    #[test]
    fn every_stored_fact_comes_back_as_it_was((event, _) in terjadi()) {
        let json = serde_json::to_vec(&event).unwrap();
        prop_assert_eq!(serde_json::from_slice::<Event>(&json).unwrap(), event);
    }
}
