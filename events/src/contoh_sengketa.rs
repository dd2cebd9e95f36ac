//! Short ways to write the history of a sengketa in a test.

use uuid::Uuid;

use crate::contoh::{UNIT, isi, label, pada, tgl};
use crate::keberatan::AlasanKeberatan;
use crate::sengketa::bukti::*;
use crate::sengketa::fasilitasi::*;
use crate::sengketa::mediasi::*;
use crate::sengketa::pendaftaran::*;
use crate::sengketa::pengadilan::*;
use crate::sengketa::putusan::*;
use crate::sengketa::sidang::*;
use crate::sengketa::{Event, Sengketa};
use crate::waktu::Waktu;

pub(crate) type LangkahSengketa = (Event, Waktu);

pub(crate) fn sengketa(langkah: impl IntoIterator<Item = LangkahSengketa>) -> Sengketa {
    let mut sengketa = Sengketa::default();
    for (event, waktu) in langkah {
        sengketa.evolve(&event, sengketa.versi + 1, waktu);
    }
    sengketa
}

pub(crate) fn diajukan_dengan(hari: &str, alasan: &[AlasanKeberatan]) -> LangkahSengketa {
    let fakta = SengketaDiajukan {
        perkara: vec![Uuid::from_u128(1)],
        komisi: None,
        alasan: alasan.to_vec(),
        termohon: None,
    };
    (Event::SengketaDiajukan(fakta), pada(hari))
}

pub(crate) fn diajukan(hari: &str) -> LangkahSengketa {
    diajukan_dengan(hari, &[AlasanKeberatan::C])
}

pub(crate) fn surat_ki(hari: &str) -> LangkahSengketa {
    (Event::SuratKetidaklengkapanDiterima(SuratKetidaklengkapanDiterima {}), pada(hari))
}

pub(crate) fn berkas_dilengkapi(hari: &str) -> LangkahSengketa {
    (Event::BerkasSengketaDilengkapi(BerkasSengketaDilengkapi {}), pada(hari))
}

pub(crate) fn akta(hari: &str) -> LangkahSengketa {
    (Event::AktaTidakDiregistrasiTerbit(AktaTidakDiregistrasiTerbit {}), pada(hari))
}

pub(crate) fn diregistrasi(hari: &str) -> LangkahSengketa {
    let fakta = SengketaDiregistrasi { nomor: label("001/I/KIP-PS/2026") };
    (Event::SengketaDiregistrasi(fakta), pada(hari))
}

pub(crate) fn dialihkan_ke_ki(hari: &str) -> LangkahSengketa {
    let fakta = SengketaDialihkan { ke: label("KI Jawa Barat") };
    (Event::SengketaDialihkan(fakta), pada(hari))
}

pub(crate) fn dihentikan(hari: &str) -> LangkahSengketa {
    (Event::SengketaDihentikan(SengketaDihentikan { uraian: None }), pada(hari))
}

pub(crate) fn sengketa_dicabut(hari: &str) -> LangkahSengketa {
    (Event::SengketaDicabut(SengketaDicabut {}), pada(hari))
}

pub(crate) fn gugur(hari: &str) -> LangkahSengketa {
    (Event::SengketaGugur(SengketaGugur {}), pada(hari))
}

pub(crate) fn jendela(dari: &str, sampai: &str) -> LangkahSengketa {
    let fakta = JendelaMenurutKi {
        batas: label("S01"),
        dari: Some(tgl(dari)),
        sampai: tgl(sampai),
        sumber: label("KI DKI 0013/III/2023"),
    };
    (Event::JendelaMenurutKi(fakta), pada(sampai))
}

pub(crate) fn dipanggil(hari: &str, acara: AcaraSidang, sidang: &str) -> LangkahSengketa {
    let fakta = PanggilanDiterima { acara, tanggal_sidang: tgl(sidang) };
    (Event::PanggilanDiterima(fakta), pada(hari))
}

pub(crate) fn ganti_majelis(hari: &str) -> LangkahSengketa {
    let fakta = PenggantianMajelisDiminta { oleh: Pihak::BadanPublik, alasan: None };
    (Event::PenggantianMajelisDiminta(fakta), pada(hari))
}

pub(crate) fn jawaban_termohon(hari: &str) -> LangkahSengketa {
    let fakta = JawabanTermohonDisampaikan { uraian: None };
    (Event::JawabanTermohonDisampaikan(fakta), pada(hari))
}

pub(crate) fn sidang(hari: &str, acara: AcaraSidang, pemohon: Kehadiran) -> LangkahSengketa {
    let fakta = SidangDigelar { acara, pemohon, termohon: Kehadiran::Hadir };
    (Event::SidangDigelar(fakta), pada(hari))
}

pub(crate) fn sidang_pertama(hari: &str) -> LangkahSengketa {
    sidang(hari, AcaraSidang::Pertama, Kehadiran::Hadir)
}

pub(crate) fn sela(hari: &str, putusan: PutusanSela) -> LangkahSengketa {
    (Event::PutusanSelaDibacakan(PutusanSelaDibacakan { putusan, uraian: None }), pada(hari))
}

pub(crate) fn ajudikasi_ditunda(hari: &str) -> LangkahSengketa {
    (Event::AjudikasiDitunda(AjudikasiDitunda {}), pada(hari))
}

pub(crate) fn mediasi(hari: &str) -> LangkahSengketa {
    (Event::MediasiDimulai(MediasiDimulai {}), pada(hari))
}

pub(crate) fn mediasi_diperpanjang(hari: &str, disepakati: bool) -> LangkahSengketa {
    (Event::MediasiDiperpanjang(MediasiDiperpanjang { disepakati }), pada(hari))
}

pub(crate) fn mediasi_berhasil(hari: &str) -> LangkahSengketa {
    (Event::MediasiBerhasil(MediasiBerhasil {}), pada(hari))
}

pub(crate) fn mediasi_gagal(hari: &str) -> LangkahSengketa {
    (Event::MediasiGagal(MediasiGagal { sebab: SebabGagal::WaktuHabis }), pada(hari))
}

pub(crate) fn bukti(hari: &str, kode: &[&str]) -> LangkahSengketa {
    let bukti = |kode: &&str| Bukti {
        kode: label(kode),
        jenis: JenisBukti::Surat,
        tujuan: isi("surat dikirim tepat waktu"),
        berkas: None,
    };
    let daftar = kode.iter().map(bukti).collect();
    (Event::BuktiDisampaikan(BuktiDisampaikan { oleh: Pihak::BadanPublik, daftar }), pada(hari))
}

pub(crate) fn kesimpulan(hari: &str, oleh: Pihak) -> LangkahSengketa {
    (Event::KesimpulanDisampaikan(KesimpulanDisampaikan { oleh }), pada(hari))
}

pub(crate) fn diputus_dengan(
    hari: &str,
    jenis: JenisPutusan,
    pelaksanaan_hk: Option<u32>,
) -> LangkahSengketa {
    let amar = Amar::MengabulkanSeluruhnya;
    let fakta = PutusanDibacakan { jenis, amar, nomor: None, pelaksanaan_hk, uraian: None };
    (Event::PutusanDibacakan(fakta), pada(hari))
}

pub(crate) fn diputus(hari: &str) -> LangkahSengketa {
    diputus_dengan(hari, JenisPutusan::Ajudikasi, Some(10))
}

pub(crate) fn salinan(hari: &str, oleh: Pihak) -> LangkahSengketa {
    (Event::SalinanPutusanDiterima(SalinanPutusanDiterima { oleh }), pada(hari))
}

pub(crate) fn digugat(hari: &str, oleh: Pihak) -> LangkahSengketa {
    let fakta = GugatanDiajukan { oleh, ke: Pengadilan::Ptun, nomor: None };
    (Event::GugatanDiajukan(fakta), pada(hari))
}

pub(crate) fn putusan_pengadilan(hari: &str) -> LangkahSengketa {
    let fakta = PutusanPengadilanDiterima { amar: AmarPengadilan::MenguatkanKi, uraian: None };
    (Event::PutusanPengadilanDiterima(fakta), pada(hari))
}

pub(crate) fn kasasi(hari: &str) -> LangkahSengketa {
    (Event::KasasiDiajukan(KasasiDiajukan { oleh: Pihak::Pemohon }), pada(hari))
}

pub(crate) fn putusan_kasasi(hari: &str) -> LangkahSengketa {
    let fakta = PutusanKasasiDiterima { amar: AmarPengadilan::MenguatkanKi };
    (Event::PutusanKasasiDiterima(fakta), pada(hari))
}

pub(crate) fn inkracht(hari: &str) -> LangkahSengketa {
    (Event::BerkekuatanHukumTetap(BerkekuatanHukumTetap {}), pada(hari))
}

pub(crate) fn eksekusi(hari: &str) -> LangkahSengketa {
    (Event::EksekusiDimohonkan(EksekusiDimohonkan {}), pada(hari))
}

pub(crate) fn dilaksanakan(hari: &str) -> LangkahSengketa {
    (Event::PutusanDilaksanakan(PutusanDilaksanakan { uraian: None }), pada(hari))
}

pub(crate) fn tugas_unit(hari: &str, sampai: Option<&str>) -> LangkahSengketa {
    let fakta = TugasDiberikan { unit: UNIT, tugas: isi("saksi"), sampai: sampai.map(tgl) };
    (Event::TugasDiberikan(fakta), pada(hari))
}

pub(crate) fn tugas_selesai(hari: &str, tugas: u32) -> LangkahSengketa {
    let fakta = TugasDiselesaikan { unit: UNIT, tugas, uraian: None };
    (Event::TugasDiselesaikan(fakta), pada(hari))
}
