//! Short ways to write a calendar and a history in a test.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::aturan::Aturan;
use crate::disposisi::{DisposisiDiberikan, JawabanUnitDiterima, PeranUnit};
use crate::hari_kerja::KalenderKerja;
use crate::kalender::{self, HariDitutup, Kalender};
use crate::kalender_nasional::nasional;
use crate::keberatan::{AlasanKeberatan, KeberatanDicabut, KeberatanDicatat, KeberatanDiterima};
use crate::kelengkapan::{
    KelengkapanDiperiksa, PerbaikanDiterima, PermohonanTidakDitindaklanjuti,
    SuratTidakLengkapDikirim, SuratTidakLengkapDiterima,
};
use crate::pemberitahuan::{
    PemberitahuanTertulisDikirim, PemberitahuanTertulisDiterima, PutusanPemberitahuan,
};
use crate::pencabutan::PermohonanDicabut;
use crate::pengalihan::{PermohonanDialihkan, TujuanPengalihan};
use crate::penolakan::{DasarPenolakan, PenolakanDiberitahukan};
use crate::perkara::{Event, Perkara};
use crate::permohonan::{Nomor, PermohonanDicatat, PermohonanDiterima};
use crate::perpanjangan::{AlasanPerpanjangan, PerpanjanganDiberitahukan};
use crate::pihak::{Lingkup, UnitId};
use crate::sengketa::SengketaDiberitahukan;
use crate::tanggapan_keberatan::{
    PutusanKeberatan, TanggapanKeberatanDikirim, TanggapanKeberatanDiterima,
};
use crate::teks::{Isi, Label};
use crate::waktu::Waktu;

/// An event and its day; `?` is a day that was not recorded.
pub(crate) type Langkah = (Event, Waktu);

pub(crate) const UNIT: UnitId = UnitId(Uuid::from_u128(7));

pub(crate) fn tgl(teks: &str) -> NaiveDate {
    teks.parse().expect(teks)
}

pub(crate) fn pada(teks: &str) -> Waktu {
    if teks == "?" { Waktu::TidakTercatat } else { Waktu::Tanggal(tgl(teks)) }
}

pub(crate) fn isi(teks: &str) -> Isi {
    Isi::try_new(teks).expect(teks)
}

pub(crate) fn label(teks: &str) -> Label {
    Label::try_new(teks).expect(teks)
}

pub(crate) fn tutup(hari: impl IntoIterator<Item = HariDitutup>) -> Kalender {
    let mut kalender = Kalender::default();
    for hari in hari {
        kalender.evolve(&kalender::Event::HariDitutup(hari));
    }
    kalender
}

/// The national calendar, all of it.
pub(crate) fn kalender() -> Kalender {
    tutup(nasional())
}

/// The national calendar as it could be known on a day.
pub(crate) fn kalender_pada(hari: &str) -> Kalender {
    tutup(nasional().into_iter().filter(|tutup| tutup.terbit <= tgl(hari)))
}

/// The general rules over the national calendar.
pub(crate) fn aturan() -> Aturan {
    dengan(kalender())
}

pub(crate) fn dengan(kalender: Kalender) -> Aturan {
    Aturan { kerja: KalenderKerja { kalender, ..Default::default() }, ..Default::default() }
}

pub(crate) fn perkara(langkah: impl IntoIterator<Item = Langkah>) -> Perkara {
    let mut perkara = Perkara::default();
    for (event, waktu) in langkah {
        perkara.evolve(&event, perkara.versi + 1, waktu);
    }
    perkara
}

pub(crate) fn diterima(hari: &str) -> Langkah {
    (Event::PermohonanDiterima(PermohonanDiterima::default()), pada(hari))
}

pub(crate) fn dicatat(hari: &str) -> Langkah {
    (Event::PermohonanDicatat(PermohonanDicatat {}), pada(hari))
}

pub(crate) fn lengkap(hari: &str) -> Langkah {
    (Event::KelengkapanDiperiksa(KelengkapanDiperiksa { kekurangan: Vec::new() }), pada(hari))
}

pub(crate) fn surat_kurang(hari: &str) -> Langkah {
    (Event::SuratTidakLengkapDikirim(SuratTidakLengkapDikirim { nomor_surat: None }), pada(hari))
}

pub(crate) fn surat_kurang_diterima(hari: &str) -> Langkah {
    (Event::SuratTidakLengkapDiterima(SuratTidakLengkapDiterima {}), pada(hari))
}

pub(crate) fn diperbaiki(hari: &str) -> Langkah {
    (Event::PerbaikanDiterima(PerbaikanDiterima { melengkapi: Vec::new() }), pada(hari))
}

pub(crate) fn tidak_ditindaklanjuti(hari: &str) -> Langkah {
    let fakta = PermohonanTidakDitindaklanjuti { catatan: None };
    (Event::PermohonanTidakDitindaklanjuti(fakta), pada(hari))
}

pub(crate) fn dialihkan(hari: &str) -> Langkah {
    let fakta = PermohonanDialihkan {
        tujuan: TujuanPengalihan::Lapor,
        alasan: isi("pengaduan"),
        pemohon_diberi_tahu: true,
    };
    (Event::PermohonanDialihkan(fakta), pada(hari))
}

pub(crate) fn dicabut(hari: &str) -> Langkah {
    (Event::PermohonanDicabut(PermohonanDicabut { alasan: None, tertulis: true }), pada(hari))
}

pub(crate) fn didisposisi(hari: &str, batas: &str) -> Langkah {
    let fakta = DisposisiDiberikan {
        unit: UNIT,
        peran: PeranUnit::PenanggungJawab,
        batas_internal: Some(tgl(batas)),
        petunjuk: None,
        berkas: Vec::new(),
    };
    (Event::DisposisiDiberikan(fakta), pada(hari))
}

pub(crate) fn jawaban_unit(hari: &str) -> Langkah {
    let fakta = JawabanUnitDiterima { unit: UNIT, isi: None, berkas: Vec::new() };
    (Event::JawabanUnitDiterima(fakta), pada(hari))
}

pub(crate) fn diperpanjang(hari: &str) -> Langkah {
    let fakta = PerpanjanganDiberitahukan {
        alasan: AlasanPerpanjangan::BelumDapatMemutuskanStatus,
        uraian: isi("menunggu arsip"),
        sampai: None,
        nomor_surat: None,
    };
    (Event::PerpanjanganDiberitahukan(fakta), pada(hari))
}

pub(crate) fn dijawab(hari: &str) -> Langkah {
    let putusan = PutusanPemberitahuan::Dikabulkan(Lingkup::Seluruhnya);
    let fakta = PemberitahuanTertulisDikirim::dari_register(putusan);
    (Event::PemberitahuanTertulisDikirim(fakta), pada(hari))
}

pub(crate) fn ditolak(hari: &str) -> Langkah {
    let fakta = PenolakanDiberitahukan {
        dasar: DasarPenolakan::BelumDikuasai,
        lingkup: Lingkup::Seluruhnya,
        alasan: isi("tidak ada"),
        alasan_tidak_dihitamkan: None,
        hak_keberatan_disampaikan: true,
        nomor_surat: None,
    };
    (Event::PenolakanDiberitahukan(fakta), pada(hari))
}

pub(crate) fn jawaban_diterima(hari: &str) -> Langkah {
    (Event::PemberitahuanTertulisDiterima(PemberitahuanTertulisDiterima {}), pada(hari))
}

pub(crate) fn keberatan(hari: &str) -> Langkah {
    let fakta = KeberatanDiterima { alasan: vec![AlasanKeberatan::C], ..Default::default() };
    (Event::KeberatanDiterima(fakta), pada(hari))
}

pub(crate) fn keberatan_dicatat(hari: &str) -> Langkah {
    let fakta = KeberatanDicatat { buku: Uuid::nil(), nomor: Nomor::Tetap(label("1")) };
    (Event::KeberatanDicatat(fakta), pada(hari))
}

pub(crate) fn keberatan_dicabut(hari: &str) -> Langkah {
    (Event::KeberatanDicabut(KeberatanDicabut { alasan: None }), pada(hari))
}

pub(crate) fn ditanggapi(hari: &str) -> Langkah {
    let fakta = TanggapanKeberatanDikirim {
        putusan: PutusanKeberatan::TidakTercatat,
        uraian: None,
        sk: None,
        nomor_surat: None,
        jabatan: None,
    };
    (Event::TanggapanKeberatanDikirim(fakta), pada(hari))
}

pub(crate) fn tanggapan_diterima(hari: &str) -> Langkah {
    (Event::TanggapanKeberatanDiterima(TanggapanKeberatanDiterima {}), pada(hari))
}

pub(crate) fn disengketakan(hari: &str) -> Langkah {
    (Event::SengketaDiberitahukan(SengketaDiberitahukan { sengketa: Uuid::nil() }), pada(hari))
}
