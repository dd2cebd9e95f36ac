//! What each case adds to the reports: those of the PPID Pembantu and the
//! office's yearly one (Pasal 12 UU 14/2008, Pasal 56-57 Perki 1/2021).
//!
//! A case counts once, for the unit that answers for it; units that helped are
//! named beside it. The same rows are read from the table for the present, and
//! computed from the facts for a report as it stood at an earlier position.

mod baca;
mod hitung;
mod katalog;
mod konsolidasi;
mod waktu;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use events::disposisi::PeranUnit;
use events::katalog::Kategori;
use events::koreksi::berlaku;
use events::perkara::Event;
use events::sengketa::mediasi::Mediasi;
use events::sengketa::putusan::{Amar, PutusanSela};
use events::tanggapan_keberatan::PutusanKeberatan;
use events::{Perkara, Sengketa};
use serde::Serialize;
use uuid::Uuid;

use crate::alasan::alasan;
use crate::bahan::{Bahan, Kasus};
use crate::catatan::Catatan;
use crate::lembar::{Lembar, baris_tabel};
use crate::perkara::{self, Baris, nama_jenis};
use crate::proyeksi::Bentuk;
use crate::register::keputusan;

pub use baca::{calon, calon_upaya, dari_tabel};
pub use hitung::{Angka, Arus, HASIL, Kurun, Laporan, Menurut, Milik};
pub use katalog::{Perubahan, perubahan};
pub use konsolidasi::{Konsolidasi, TidakCocok, beda};
pub use waktu::Waktu;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "laporan",
    versi: 2,
    sql: include_str!("laporan.sql"),
    milik_perkara: &["laporan", "laporan_keberatan", "laporan_sengketa", "laporan_unit"],
    pengaruh: Some("laporan_pengaruh"),
    sengketa: Some("laporan_sengketa"),
};

/// One permohonan of the registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisLaporan {
    pub perkara: Uuid,
    pub posisi: i64,
    pub nomor: String,
    pub unit: Option<Uuid>,
    pub bantuan: Vec<Uuid>,
    pub jenis_pemohon: String,
    pub jenis_informasi: Option<String>,
    pub diterima: Option<NaiveDate>,
    pub dijawab: Option<NaiveDate>,
    /// Working days since receipt; none where it came before.
    pub dijawab_hk: Option<i64>,
    pub diberikan: Option<NaiveDate>,
    pub diberikan_hk: Option<i64>,
    pub selesai: Option<NaiveDate>,
    pub terbuka: bool,
    pub hasil: Option<String>,
    pub alasan: Vec<String>,
    pub pengaruh_dari: NaiveDate,
    pub pengaruh_sampai: NaiveDate,
}

baris_tabel! {
    BarisLaporan as "laporan":
    perkara, posisi, nomor, unit, bantuan, jenis_pemohon, jenis_informasi, diterima, dijawab,
    dijawab_hk, diberikan, diberikan_hk, selesai, terbuka, hasil, alasan, pengaruh_dari,
    pengaruh_sampai
}

/// One keberatan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeberatanLaporan {
    pub perkara: Uuid,
    pub urut: i16,
    pub unit: Option<Uuid>,
    pub nomor: Option<String>,
    pub nomor_perkara: String,
    pub diterima: Option<NaiveDate>,
    pub ditanggapi: Option<NaiveDate>,
    pub ditanggapi_hk: Option<i64>,
    pub dicabut: Option<NaiveDate>,
    pub terbuka: bool,
    /// Letters of Pasal 35(1) UU 14/2008.
    pub alasan: Vec<String>,
    pub putusan: Option<String>,
    pub pengaruh_dari: NaiveDate,
    pub pengaruh_sampai: NaiveDate,
}

baris_tabel! {
    KeberatanLaporan as "laporan_keberatan":
    perkara, urut, unit, nomor, nomor_perkara, diterima, ditanggapi, ditanggapi_hk, dicabut,
    terbuka, alasan, putusan, pengaruh_dari, pengaruh_sampai
}

/// A sengketa, from the side of one of its perkara.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SengketaLaporan {
    pub perkara: Uuid,
    pub sengketa: Uuid,
    pub utama: bool,
    pub unit: Option<Uuid>,
    pub nomor: Option<String>,
    pub nomor_perkara: String,
    pub komisi: Option<String>,
    pub tahap: String,
    pub diajukan: Option<NaiveDate>,
    pub mediasi: Option<String>,
    pub diputus: Option<NaiveDate>,
    pub putusan: Option<String>,
    pub digugat: Option<NaiveDate>,
    pub putusan_pengadilan: Option<NaiveDate>,
    pub inkracht: Option<NaiveDate>,
    pub dilaksanakan: Option<NaiveDate>,
    pub selesai: Option<NaiveDate>,
    pub terbuka: bool,
}

baris_tabel! {
    SengketaLaporan as "laporan_sengketa":
    perkara, sengketa, utama, unit, nomor, nomor_perkara, komisi, tahap, diajukan, mediasi,
    diputus, putusan, digugat, putusan_pengadilan, inkracht, dilaksanakan, selesai, terbuka
}

/// What reports are counted from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rekaman {
    pub permohonan: Vec<BarisLaporan>,
    pub keberatan: Vec<KeberatanLaporan>,
    pub sengketa: Vec<SengketaLaporan>,
}

impl Rekaman {
    /// What these cases add, as seen from the point of view of `catatan`.
    pub fn dari(catatan: &Catatan) -> Self {
        let mut rekaman = Rekaman::default();
        for baris in perkara::semua(catatan) {
            rekaman.tambah(&Kasus::dari(baris), catatan);
        }
        rekaman
    }

    pub fn gabung(&mut self, lain: Rekaman) {
        self.permohonan.extend(lain.permohonan);
        self.keberatan.extend(lain.keberatan);
        self.sengketa.extend(lain.sengketa);
    }

    /// In the order of the registers, however the rows came.
    pub fn urutkan(&mut self) {
        self.permohonan.sort_by_key(|baris| baris.posisi);
        let hari = |hari: Option<NaiveDate>| (hari.is_none(), hari);
        self.keberatan.sort_by(|a, b| {
            let kunci = |b: &KeberatanLaporan| (hari(b.diterima), b.perkara, b.urut);
            kunci(a).cmp(&kunci(b))
        });
        self.sengketa.sort_by_key(|baris| (hari(baris.diajukan), baris.sengketa, baris.perkara));
    }

    fn tambah(&mut self, kasus: &Kasus<'_>, catatan: &Catatan) {
        // KI's register tells of many bodies: nothing in it is this office's.
        let milik_kantor = !kasus.baris.dari_register_ki();
        if milik_kantor {
            self.permohonan.extend(BarisLaporan::dari(kasus, catatan));
            self.keberatan.extend(KeberatanLaporan::semua(kasus));
        }
        self.sengketa.extend(SengketaLaporan::semua(kasus, catatan, milik_kantor));
    }
}

/// A unit that was given a case at some time.
struct UnitPernah {
    perkara: Uuid,
    unit: Uuid,
}

baris_tabel! {
    UnitPernah as "laporan_unit":
    perkara, unit
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let mut rekaman = Rekaman::default();
    let mut unit = Lembar::baru::<UnitPernah>();
    for kasus in &bahan.kasus {
        rekaman.tambah(kasus, bahan.catatan);
        let perkara = kasus.baris.id;
        for satu in unit_pernah(bahan.catatan, perkara) {
            unit.tambah(&UnitPernah { perkara, unit: satu });
        }
    }
    let Rekaman { permohonan, keberatan, sengketa } = rekaman;
    vec![Lembar::dari(permohonan), Lembar::dari(keberatan), Lembar::dari(sengketa), unit]
}

fn unit_pernah(catatan: &Catatan, perkara: Uuid) -> BTreeSet<Uuid> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "one fact gives a case to a unit")]
    let unit = perkara::pernah(&catatan.perkara[&perkara]).filter_map(|event| match event {
        Event::DisposisiDiberikan(disposisi) => Some(disposisi.unit.0),
        _ => None,
    });
    unit.collect()
}

impl BarisLaporan {
    /// None where the case holds no permohonan.
    fn dari(kasus: &Kasus<'_>, catatan: &Catatan) -> Option<Self> {
        let baris = &kasus.baris;
        let perkara = &baris.perkara;
        let permohonan = perkara.permohonan.as_ref()?;
        let dijawab = perkara.jawaban.as_ref().and_then(|jawaban| jawaban.dikirim.tanggal);
        let diberikan = perkara.pemberian.first().and_then(|(kejadian, _)| kejadian.tanggal);
        let alasan = alasan(catatan, baris);
        let (pengaruh_dari, pengaruh_sampai) = kasus.pengaruh;
        Some(BarisLaporan {
            perkara: baris.id,
            posisi: catatan.perkara[&baris.id].first()?.position.cast_signed(),
            nomor: kasus.nomor.clone(),
            unit: penanggung_jawab(perkara),
            bantuan: bantuan(perkara),
            jenis_pemohon: nama_jenis(permohonan.pemohon.jenis).to_owned(),
            jenis_informasi: jenis_informasi(catatan, baris, &alasan).map(str::to_owned),
            diterima: permohonan.diterima.tanggal,
            dijawab,
            dijawab_hk: baris.lama(dijawab),
            diberikan,
            diberikan_hk: baris.lama(diberikan),
            selesai: selesai(perkara),
            terbuka: perkara.menunggu_jawaban(),
            hasil: keputusan(perkara).map(str::to_owned),
            alasan,
            pengaruh_dari,
            pengaruh_sampai,
        })
    }
}

impl KeberatanLaporan {
    fn semua(kasus: &Kasus<'_>) -> impl Iterator<Item = Self> {
        let baris = &kasus.baris;
        let unit = penanggung_jawab(&baris.perkara);
        (0_i16..).zip(&baris.perkara.keberatan).map(move |(urut, keberatan)| {
            let tanggapan = keberatan.tanggapan.as_ref();
            let dicatat = keberatan.dicatat.as_ref().and_then(|(_, d)| d.nomor.tetap());
            let diterima = keberatan.diterima.tanggal;
            let ditanggapi = tanggapan.and_then(|tanggapan| tanggapan.dikirim.tanggal);
            // Counted over those days, under the rules of that one.
            let hari = diterima.into_iter().chain(ditanggapi);
            let hari_aturan = baris.hari_aturan;
            let (pengaruh_dari, pengaruh_sampai) = hari
                .fold((hari_aturan, hari_aturan), |(dari, sampai), hari| {
                    (dari.min(hari), sampai.max(hari))
                });
            KeberatanLaporan {
                perkara: baris.id,
                urut,
                unit,
                nomor: dicatat.map(ToString::to_string),
                nomor_perkara: kasus.nomor.clone(),
                diterima,
                ditanggapi,
                ditanggapi_hk: lama(baris, diterima, ditanggapi),
                dicabut: keberatan.dicabut.and_then(|kejadian| kejadian.tanggal),
                terbuka: tanggapan.is_none() && keberatan.dicabut.is_none(),
                alasan: keberatan.alasan.iter().map(|a| a.huruf().to_string()).collect(),
                putusan: tanggapan.map(|tanggapan| putusan(tanggapan.putusan).to_owned()),
                pengaruh_dari,
                pengaruh_sampai,
            }
        })
    }

    /// Answered or withdrawn.
    pub fn selesai(&self) -> Option<NaiveDate> {
        self.ditanggapi.or(self.dicabut)
    }
}

impl SengketaLaporan {
    /// Of every sengketa that the case is or was linked to; without a state it is
    /// linked no more.
    fn semua<'a>(
        kasus: &'a Kasus<'_>,
        catatan: &'a Catatan,
        milik_kantor: bool,
    ) -> impl Iterator<Item = Self> + 'a {
        let pernah = perkara::sengketa_pernah(catatan, kasus.baris.id);
        pernah.into_iter().map(move |id| {
            let tertaut = kasus.baris.sengketa.iter().find(|(ini, _)| *ini == id);
            let kosong = Sengketa::default();
            let state = tertaut.map_or(&kosong, |(_, sengketa)| sengketa);
            SengketaLaporan::dari(kasus, id, state, milik_kantor)
        })
    }

    fn dari(kasus: &Kasus<'_>, id: Uuid, state: &Sengketa, milik_kantor: bool) -> Self {
        let baris = &kasus.baris;
        let pengajuan = state.pengajuan.as_ref();
        let registrasi = state.registrasi.as_ref();
        let pertama = pengajuan.is_some_and(|p| p.perkara.first() == Some(&baris.id));
        let gugatan = state.gugatan.as_ref();
        let pada = |kejadian: Option<events::perkara::Kejadian>| kejadian.and_then(|k| k.tanggal);
        let diputus = state.putusan.as_ref().map(|putusan| putusan.dibacakan);
        let diputus =
            diputus.or_else(|| state.putusan_sela.as_ref().map(|(kejadian, _)| *kejadian));
        let diputus = pada(diputus.filter(|_| state.diputus()));
        let berakhir = [state.dilaksanakan, state.gugur, state.dicabut, state.dihentikan];
        let berakhir = berakhir.into_iter().chain([state.tidak_diregistrasi, state.inkracht]);
        SengketaLaporan {
            perkara: baris.id,
            sengketa: id,
            utama: pertama && milik_kantor,
            unit: penanggung_jawab(&baris.perkara),
            nomor: registrasi.map(|(_, registrasi)| registrasi.nomor.to_string()),
            nomor_perkara: kasus.nomor.clone(),
            komisi: pengajuan.and_then(|p| p.komisi.as_ref()).map(ToString::to_string),
            tahap: state.tahap().to_owned(),
            diajukan: pada(pengajuan.map(|p| p.diajukan).or(registrasi.map(|(k, _)| *k))),
            mediasi: mediasi(&state.mediasi).map(str::to_owned),
            diputus,
            putusan: hasil_sengketa(state).map(str::to_owned),
            digugat: pada(gugatan.map(|gugatan| gugatan.diajukan)),
            putusan_pengadilan: pada(gugatan.and_then(|g| g.putusan_kasasi.or(g.putusan))),
            inkracht: pada(state.inkracht),
            dilaksanakan: pada(state.dilaksanakan),
            selesai: berakhir.flatten().find_map(|kejadian| kejadian.tanggal),
            terbuka: pengajuan.is_some() && !state.selesai(),
        }
    }
}

/// The unit that answers for a case.
fn penanggung_jawab(perkara: &Perkara) -> Option<Uuid> {
    perkara.penanggung_jawab().map(|disposisi| disposisi.unit.0)
}

/// Units that were asked to help, each once.
fn bantuan(perkara: &Perkara) -> Vec<Uuid> {
    let bantuan = perkara.disposisi.iter().filter(|d| d.peran == PeranUnit::Bantuan);
    let mut bantuan: Vec<Uuid> = bantuan.map(|disposisi| disposisi.unit.0).collect();
    bantuan.sort_unstable();
    bantuan.dedup();
    bantuan
}

/// What kind of information was asked for, where the answer says it.
fn jenis_informasi(
    catatan: &Catatan,
    baris: &Baris<'_>,
    alasan: &[String],
) -> Option<&'static str> {
    if alasan.iter().any(|satu| satu.starts_with("17")) {
        return Some("dikecualikan");
    }
    let versi = baris.perkara.jawaban.as_ref()?.dikirim.versi;
    let fakta = berlaku(&catatan.perkara[&baris.id]).find(|fakta| fakta.versi == versi)?;
    let Event::PemberitahuanTertulisDikirim(f) = fakta.event else { return None };
    f.jenis_informasi.map(Kategori::nama)
}

/// When the office owed no answer any more.
fn selesai(perkara: &Perkara) -> Option<NaiveDate> {
    let jawaban = perkara.jawaban.as_ref().map(|jawaban| jawaban.dikirim);
    let lain = [perkara.dicabut, perkara.dialihkan, perkara.tidak_ditindaklanjuti];
    jawaban.into_iter().chain(lain.into_iter().flatten()).find_map(|kejadian| kejadian.tanggal)
}

/// Working days between two days, under the rules of the case.
fn lama(baris: &Baris<'_>, dari: Option<NaiveDate>, sampai: Option<NaiveDate>) -> Option<i64> {
    let (dari, sampai) = dari.zip(sampai).filter(|(dari, sampai)| sampai >= dari)?;
    Some(baris.aturan.kerja.selisih(dari, sampai))
}

fn putusan(putusan: PutusanKeberatan) -> &'static str {
    match putusan {
        PutusanKeberatan::Mengabulkan => "mengabulkan",
        PutusanKeberatan::MengabulkanSebagian => "mengabulkan sebagian",
        PutusanKeberatan::Menguatkan => "menguatkan",
        PutusanKeberatan::TidakTercatat => "tidak tercatat",
    }
}

fn mediasi(mediasi: &Mediasi) -> Option<&'static str> {
    match mediasi {
        Mediasi::Belum => None,
        Mediasi::Berjalan { .. } => Some("berjalan"),
        Mediasi::Berhasil(_) => Some("berhasil"),
        Mediasi::Gagal(_) => Some("gagal"),
    }
}

/// What KI decided, or how it ended without.
fn hasil_sengketa(state: &Sengketa) -> Option<&'static str> {
    if let Some(putusan) = &state.putusan {
        return Some(match putusan.isi.amar {
            Amar::MengabulkanSeluruhnya => "mengabulkan seluruhnya",
            Amar::MengabulkanSebagian => "mengabulkan sebagian",
            Amar::Menolak => "menolak",
            Amar::Kesepakatan => "kesepakatan mediasi",
            Amar::TidakTercatat => "tidak tercatat",
        });
    }
    match state.putusan_sela.as_ref().map(|(_, sela)| &sela.putusan) {
        Some(PutusanSela::Menolak(_)) => return Some("tidak diterima (putusan sela)"),
        Some(PutusanSela::TidakTercatat) => return Some("putusan sela"),
        Some(PutusanSela::Menerima) | None => {}
    }
    let berakhir = [
        (state.gugur, "gugur"),
        (state.dicabut, "dicabut"),
        (state.dihentikan, "dihentikan KI"),
        (state.tidak_diregistrasi, "tidak diregistrasi"),
    ];
    berakhir.into_iter().find(|(kejadian, _)| kejadian.is_some()).map(|(_, kata)| kata)
}
