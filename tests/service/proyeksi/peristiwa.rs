//! What may happen in the random programs, as short as they can say it.

use events::biaya::{BiayaDibayar, BiayaDitetapkan, CaraBayar};
use events::disposisi::{
    DisposisiDiberikan, DisposisiDikembalikan, JawabanUnitDiterima, PeranUnit,
};
use events::katalog;
use events::keberatan::{AlasanKeberatan, KeberatanDicabut, KeberatanDicatat, KeberatanDiterima};
use events::kelengkapan::{
    KelengkapanDiperiksa, PerbaikanDiterima, SuratTidakLengkapDikirim, SuratTidakLengkapDiterima,
};
use events::pemberian::InformasiDiberikan;
use events::pemberitahuan::{
    PemberitahuanTertulisDikirim, PemberitahuanTertulisDiterima, PutusanPemberitahuan,
};
use events::pencabutan::PermohonanDicabut;
use events::penolakan::{DasarPenolakan, PenolakanDiberitahukan};
use events::perkara::Event as P;
use events::permohonan::{Nomor, NomorPendaftaranDiberikan, PermohonanDicatat, PermohonanDiterima};
use events::perpanjangan::{AlasanPerpanjangan, PerpanjanganDiberitahukan};
use events::pihak::{Kanal, Lingkup, Pemohon, UnitId};
use events::sengketa::SengketaDiberitahukan;
use events::tanggapan_keberatan::{
    PutusanKeberatan, SikapPemohon, TanggapanKeberatanDikirim, TanggapanKeberatanDiterima,
    TanggapanPemohonDicatat,
};
use events::uji_konsekuensi::JangkaPengecualian;
use proptest::prelude::*;
use uuid::Uuid;

use super::dunia::Dunia;
use crate::facts::{isi, label};

pub(super) const SENGKETA: u128 = 2;
pub(super) const UNIT: u128 = 3;
pub(super) const BUKU: u128 = 2;
pub(super) const HARI: u32 = 120;

#[derive(Clone, Copy, Debug)]
pub(super) enum Apa {
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

pub(super) fn apa() -> impl Strategy<Value = Apa> + Clone {
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
        2 => (0..SENGKETA).prop_map(Apa::Hubungkan),
    ]
}

pub(super) fn perkara_id(n: u128) -> Uuid {
    Uuid::from_u128(100 + n)
}

pub(super) fn sengketa_id(n: u128) -> Uuid {
    Uuid::from_u128(200 + n)
}

pub(super) fn unit_id(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(300 + n))
}

pub(super) fn buku_id(n: u128) -> Uuid {
    Uuid::from_u128(400 + n)
}

pub(super) fn entri_katalog(apa: u8, hari: u32) -> katalog::Event {
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
        1 => katalog::Event::DipDitetapkan(katalog::DipDitetapkan { nomor_sk, disetujui: None }),
        2 => katalog::Event::DipDimutakhirkan { nomor_sk },
        3 => katalog::Event::KlasifikasiDitetapkan(katalog::KlasifikasiDitetapkan {
            nomor_sk,
            dasar: Vec::new(),
            jangka: if hari.is_multiple_of(2) {
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
    #[expect(clippy::too_many_lines, reason = "one arm a kind of fact")]
    pub(super) fn event(self) -> P {
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
                berkas: Vec::new(),
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
