//! Facts and short histories, each as an office would have them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::Terjadi;
use crate::aturan::Aturan;
use crate::disposisi::{DisposisiDiberikan, PeranUnit};
use crate::impor::{BarisDiimpor, BentukSumber};
use crate::kalender::{HariDitutup, JenisHari, SumberTerbit};
use crate::keberatan::{AlasanKeberatan, KeberatanDiterima};
use crate::kelengkapan::{
    Kekurangan, KelengkapanDiperiksa, SuratTidakLengkapDikirim, SuratTidakLengkapDiterima,
};
use crate::pasal17::Pasal17;
use crate::pemberitahuan::{
    Bentuk, PemberitahuanTertulisDikirim, PemberitahuanTertulisDiterima, Penguasaan,
    PutusanPemberitahuan,
};
use crate::penghitaman::{KotakHitam, SalinanDihitamkan};
use crate::penolakan::{DasarPenolakan, PenolakanDiberitahukan, SkPengecualian};
use crate::perkara::Event;
use crate::permohonan::{Nomor, PermohonanDicatat, PermohonanDiterima};
use crate::perpanjangan::{AlasanPerpanjangan, PerpanjanganDiberitahukan};
use crate::persetujuan::{
    HalDisetujui, PersetujuanDiberikan, PutusanPersetujuan, TimPertimbanganDidengar,
};
use crate::pertimbangan::PertimbanganTertulisDitetapkan;
use crate::pihak::{Berkas, Lingkup, Penyetuju, UnitId};
use crate::sengketa::SengketaDiberitahukan;
use crate::surat::{
    CaraTandaTangan, JenisSurat, Penandatangan, Saluran, SuratDikirim, SuratDinomori,
    SuratDirancang, SuratDitandatangani,
};
use crate::tanggapan_keberatan::{PutusanKeberatan, TanggapanKeberatanDikirim};
use crate::teks::{Isi, Label};
use crate::uji_konsekuensi::{JangkaPengecualian, UjiKonsekuensiDilakukan};
use crate::{aturan, kalender};

/// The rules of an ordinary office with the closed days of March to June 2026.
pub(crate) fn aturan() -> Aturan {
    let mut aturan = Aturan::default();
    for hari in [
        "2026-03-18",
        "2026-03-19",
        "2026-03-20",
        "2026-03-23",
        "2026-03-24",
        "2026-04-03",
        "2026-05-01",
        "2026-05-14",
        "2026-05-15",
        "2026-05-27",
        "2026-05-28",
        "2026-06-01",
        "2026-06-16",
    ] {
        aturan.kerja.kalender.evolve(&kalender::Event::HariDitutup(ditutup(hari, "libur")));
    }
    aturan
}

/// An office that has pimpinan Badan Publik approve.
pub(crate) fn aturan_pimpinan() -> Aturan {
    Aturan { penyetuju: Penyetuju::PimpinanBadanPublik, ..aturan() }
}

/// KPU and Bawaslu.
pub(crate) fn aturan_pemilu() -> Aturan {
    Aturan { himpunan: aturan::Himpunan::Pemilu, ..aturan() }
}

pub(crate) fn ditutup(tanggal: &str, nama: &str) -> HariDitutup {
    HariDitutup {
        tanggal: hari(tanggal),
        jenis: JenisHari::LiburNasional,
        nama: label(nama),
        perkiraan: false,
        instrumen: label("SKB 3 Menteri"),
        terbit: hari("2025-09-19"),
        sumber_terbit: SumberTerbit::Instrumen,
    }
}

pub(crate) fn hari(tanggal: &str) -> NaiveDate {
    tanggal.parse().unwrap()
}

pub(crate) fn isi(teks: &str) -> Isi {
    Isi::try_new(teks).unwrap()
}

/// As it stands in a leaf.
pub(crate) fn sd(digest: &str) -> Isi {
    Isi::Tersegel(digest.to_owned())
}

pub(crate) fn label(teks: &str) -> Label {
    Label::try_new(teks).unwrap()
}

pub(crate) fn pasal(kode: &str) -> Pasal17 {
    Pasal17::try_from(kode.to_owned()).unwrap()
}

pub(crate) fn unit(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

pub(crate) fn berkas() -> Berkas {
    Berkas { id: None, nama: sd("n"), ukuran_bytes: 12, sidik: sd("s") }
}

/// The letter that tests speak of.
const SURAT: Uuid = Uuid::from_u128(21);

pub(crate) fn surat_dinomori(jenis: JenisSurat, dasar: u32) -> SuratDinomori {
    let nomor = Nomor::Tetap(label("480/7/PPID"));
    SuratDinomori { surat: SURAT, jenis, dasar, buku: None, nomor }
}

pub(crate) fn surat_dirancang() -> SuratDirancang {
    SuratDirancang {
        surat: SURAT,
        posisi: 12,
        susunan: 1,
        templat: 0,
        tanggal: hari("2026-03-10"),
        penandatangan: Penandatangan { jabatan: label("PPID Utama"), nama: None },
        tembusan: Vec::new(),
        situs: label("https://ppid.contoh.go.id"),
        naskah: berkas(),
    }
}

pub(crate) fn surat_ditandatangani() -> SuratDitandatangani {
    let oleh = Penandatangan { jabatan: label("PPID Utama"), nama: Some(label("Rina Kusuma")) };
    SuratDitandatangani { surat: SURAT, cara: CaraTandaTangan::Basah, oleh, dokumen: berkas() }
}

pub(crate) fn surat_dikirim() -> SuratDikirim {
    let resi = Some(label("P2603"));
    SuratDikirim { surat: SURAT, melalui: Saluran::Pos, resi, bukti: None }
}

pub(crate) fn salinan_dihitamkan() -> SalinanDihitamkan {
    let kotak = KotakHitam {
        halaman: 1,
        kiri: 500,
        atas: 2_500,
        lebar: 9_400,
        tinggi: 2_200,
        dasar: pasal("17h3"),
        alasan: sd("a"),
    };
    SalinanDihitamkan {
        dokumen: Uuid::from_u128(31),
        salinan: berkas(),
        kotak: vec![kotak],
        sk: None,
        titik_per_inci: 150,
        susunan: 1,
    }
}

pub(crate) fn diterima(tanggal: &str) -> Terjadi {
    Event::PermohonanDiterima(PermohonanDiterima::default()).pada(tanggal)
}

pub(crate) fn dicatat(tanggal: &str) -> Terjadi {
    Event::PermohonanDicatat(PermohonanDicatat {}).pada(tanggal)
}

/// Checked, with what was found missing.
pub(crate) fn diperiksa(kekurangan: &[Kekurangan], tanggal: &str) -> Terjadi {
    let kekurangan = kekurangan.to_vec();
    Event::KelengkapanDiperiksa(KelengkapanDiperiksa { kekurangan }).pada(tanggal)
}

pub(crate) fn surat_tidak_lengkap(tanggal: &str) -> Terjadi {
    let surat = SuratTidakLengkapDikirim { nomor_surat: None };
    Event::SuratTidakLengkapDikirim(surat).pada(tanggal)
}

pub(crate) fn surat_sampai(tanggal: &str) -> Terjadi {
    Event::SuratTidakLengkapDiterima(SuratTidakLengkapDiterima {}).pada(tanggal)
}

pub(crate) fn didisposisikan(n: u128, peran: PeranUnit, tanggal: &str) -> Terjadi {
    let disposisi = DisposisiDiberikan {
        unit: unit(n),
        peran,
        batas_internal: None,
        petunjuk: None,
        berkas: Vec::new(),
    };
    Event::DisposisiDiberikan(disposisi).pada(tanggal)
}

pub(crate) fn uji_konsekuensi() -> UjiKonsekuensiDilakukan {
    UjiKonsekuensiDilakukan {
        informasi: isi("rekam medis"),
        dasar: vec![pasal("17h2")],
        lingkup: Lingkup::Seluruhnya,
        konsekuensi_dibuka: isi("kondisi kesehatan seseorang terungkap"),
        konsekuensi_ditutup: isi("rahasia pribadi terlindungi"),
        jangka: JangkaPengecualian::SelamaDiperlukan,
        pelaksana: vec![label("Kepala Bidang Pelayanan")],
        atas_perintah_majelis: false,
    }
}

pub(crate) fn diuji(tanggal: &str) -> Terjadi {
    Event::UjiKonsekuensiDilakukan(uji_konsekuensi()).pada(tanggal)
}

pub(crate) fn tim_didengar(tanggal: &str) -> Terjadi {
    let didengar = TimPertimbanganDidengar { pendapat: isi("tutup") };
    Event::TimPertimbanganDidengar(didengar).pada(tanggal)
}

pub(crate) fn persetujuan(hal: HalDisetujui) -> PersetujuanDiberikan {
    PersetujuanDiberikan {
        hal,
        oleh: Penyetuju::AtasanPpid,
        jabatan: label("Sekretaris Daerah"),
        putusan: PutusanPersetujuan::Setuju,
    }
}

pub(crate) fn disetujui(hal: HalDisetujui, tanggal: &str) -> Terjadi {
    Event::PersetujuanDiberikan(persetujuan(hal)).pada(tanggal)
}

pub(crate) fn dipertimbangkan(tanggal: &str) -> Terjadi {
    let pertimbangan = PertimbanganTertulisDitetapkan { nomor: None, isi: isi("karena") };
    Event::PertimbanganTertulisDitetapkan(pertimbangan).pada(tanggal)
}

pub(crate) fn perpanjangan() -> PerpanjanganDiberitahukan {
    PerpanjanganDiberitahukan {
        alasan: AlasanPerpanjangan::BelumMenguasaiAtauMendokumentasikan,
        uraian: isi("menunggu arsip"),
        sampai: None,
        nomor_surat: None,
    }
}

pub(crate) fn diperpanjang(tanggal: &str) -> Terjadi {
    Event::PerpanjanganDiberitahukan(perpanjangan()).pada(tanggal)
}

/// A notice that grants the whole, with all that Pasal 31(4) asks for.
pub(crate) fn pemberitahuan() -> PemberitahuanTertulisDikirim {
    PemberitahuanTertulisDikirim {
        penguasaan: Penguasaan::Dikuasai,
        bentuk: Some(Bentuk::Elektronik),
        biaya_rupiah: Some(0),
        waktu_penyediaan_hk: Some(2),
        ..PemberitahuanTertulisDikirim::dari_register(PutusanPemberitahuan::Dikabulkan(
            Lingkup::Seluruhnya,
        ))
    }
}

pub(crate) fn dijawab(tanggal: &str) -> Terjadi {
    Event::PemberitahuanTertulisDikirim(pemberitahuan()).pada(tanggal)
}

pub(crate) fn jawaban_sampai(tanggal: &str) -> Terjadi {
    Event::PemberitahuanTertulisDiterima(PemberitahuanTertulisDiterima {}).pada(tanggal)
}

pub(crate) fn sk() -> SkPengecualian {
    SkPengecualian { nomor: label("SK 7/2026"), tanggal: hari("2026-01-12"), katalog: None }
}

/// A refusal on Pasal 17 that lacks nothing.
pub(crate) fn penolakan() -> PenolakanDiberitahukan {
    PenolakanDiberitahukan {
        dasar: DasarPenolakan::Dikecualikan { pasal: vec![pasal("17h2")], sk: Some(sk()) },
        lingkup: Lingkup::Seluruhnya,
        alasan: isi("rahasia pribadi"),
        alasan_tidak_dihitamkan: Some(isi("setiap baris menyebut orangnya")),
        hak_keberatan_disampaikan: true,
        nomor_surat: None,
    }
}

pub(crate) fn ditolak(tanggal: &str) -> Terjadi {
    Event::PenolakanDiberitahukan(penolakan()).pada(tanggal)
}

/// Received and taken through all that a refusal on Pasal 17 stands on, in one
/// day.
pub(crate) fn siap_ditolak(tanggal: &str) -> Vec<Terjadi> {
    vec![
        diterima(tanggal),
        diuji(tanggal),
        tim_didengar(tanggal),
        disetujui(HalDisetujui::PertimbanganTertulis, tanggal),
        dipertimbangkan(tanggal),
        disetujui(HalDisetujui::Penolakan, tanggal),
    ]
}

pub(crate) fn keberatan(alasan: &[AlasanKeberatan]) -> KeberatanDiterima {
    KeberatanDiterima { alasan: alasan.to_vec(), ..KeberatanDiterima::default() }
}

pub(crate) fn keberatan_masuk(alasan: AlasanKeberatan, tanggal: &str) -> Terjadi {
    Event::KeberatanDiterima(keberatan(&[alasan])).pada(tanggal)
}

pub(crate) fn tanggapan(putusan: PutusanKeberatan) -> TanggapanKeberatanDikirim {
    TanggapanKeberatanDikirim {
        putusan,
        uraian: Some(isi("alasan tertulis")),
        sk: Some(sk()),
        nomor_surat: None,
        jabatan: None,
    }
}

pub(crate) fn ditanggapi(tanggal: &str) -> Terjadi {
    Event::TanggapanKeberatanDikirim(tanggapan(PutusanKeberatan::Menguatkan)).pada(tanggal)
}

pub(crate) fn disengketakan(n: u128, tanggal: &str) -> Terjadi {
    let sengketa = Uuid::from_u128(n);
    Event::SengketaDiberitahukan(SengketaDiberitahukan { sengketa }).pada(tanggal)
}

pub(crate) fn baris_diimpor() -> Terjadi {
    let baris = BarisDiimpor {
        bentuk: BentukSumber::Register,
        buku: Uuid::from_u128(9),
        nomor: label("12"),
        no: Some(12),
        terkait: None,
        sel: BTreeMap::default(),
    };
    Event::BarisDiimpor(baris).tanpa_tanggal()
}
