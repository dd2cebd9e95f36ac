//! Perkara as rows: each with its state, its disputes and its rules. The queue.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use events::aturan::Aturan;
use events::disposisi::KeadaanDisposisi;
use events::impor::BentukSumber;
use events::koreksi::DapatDikoreksi;
use events::pemberitahuan::Hasil;
use events::pihak::JenisPemohon;
use events::tenggat::{self, Tenggat};
use events::{Perkara, Sengketa, Tercatat, perkara, sengketa};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::bahan::Bahan;
use crate::catatan::Catatan;
use crate::lembar::{Lembar, baris_tabel};
use crate::proyeksi::Bentuk;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "perkara",
    versi: 7,
    sql: include_str!("perkara.sql"),
    milik_perkara: &["perkara", "perkara_nomor", "perkara_unit", "perkara_sengketa"],
    pengaruh: Some("perkara"),
    sengketa: Some("perkara_sengketa"),
};

mod antrean;
mod baris;
mod baru;
mod cari;
pub mod rekap;
mod tanda;
mod wajah;

pub use antrean::*;
pub use baris::BarisPerkara;
pub use baru::{PerkaraBaru, baru_bagi_unit};
pub use cari::{Cari, Kata};
pub use tanda::{
    ADA_KEBERATAN, ADA_PERMOHONAN, ADA_SENGKETA, BELUM, BERJALAN, KELAS_LAMA, kata_unit, keadaan,
    pecah,
};
pub use wajah::{Hari, Pemegang, SEGERA_HK, Wajah, sampai_hk};

pub struct Baris<'a> {
    pub id: Uuid,
    pub perkara: Perkara,
    pub sengketa: Vec<(Uuid, Sengketa)>,
    /// The day the case came in, or the office first knew of it where no day is
    /// recorded, whose rules it has.
    pub hari_aturan: NaiveDate,
    pub aturan: &'a Aturan,
}

/// Every perkara, in the order of their ids.
pub fn semua(catatan: &Catatan) -> Vec<Baris<'_>> {
    catatan.perkara.keys().filter_map(|id| satu(catatan, *id)).collect()
}

pub fn satu(catatan: &Catatan, id: Uuid) -> Option<Baris<'_>> {
    let zona = catatan.sudut.zona;
    let fakta = catatan.perkara.get(&id)?;
    let perkara = Perkara::dari(fakta, zona);
    let sengketa = perkara.sengketa.iter().filter_map(|sengketa| {
        Some((*sengketa, Sengketa::dari(catatan.sengketa.get(sengketa)?, zona)))
    });
    let sengketa = sengketa.collect();
    let hari_aturan = mulai(&perkara).unwrap_or(zona.tanggal(fakta.first()?.diketahui));
    let aturan = catatan.aturan(Some(hari_aturan));
    Some(Baris { id, perkara, sengketa, hari_aturan, aturan })
}

/// Which of these are cases.
pub async fn yang_ada(id: &[Uuid], tujuan: &mut PgConnection) -> sqlx::Result<BTreeSet<Uuid>> {
    let ada = sqlx::query_scalar!("select perkara from perkara where perkara = any($1)", id)
        .fetch_all(tujuan)
        .await?;
    Ok(ada.into_iter().collect())
}

/// Perkara that a person may mean by a number: its own, its keberatan's, or
/// KI's. An imported register may hold the same number as another.
pub fn menurut_nomor<'a>(catatan: &'a Catatan, nomor: &str) -> Vec<Baris<'a>> {
    let dicari = nomor.trim();
    let mut baris = semua(catatan);
    baris.retain(|baris| {
        baris.id.to_string() == dicari
            || baris.nomor_semua().iter().any(|n| n.eq_ignore_ascii_case(dicari))
    });
    baris
}

/// The day on which the case began for the office.
fn mulai(perkara: &Perkara) -> Option<NaiveDate> {
    let permohonan = perkara.permohonan.as_ref().and_then(|p| p.diterima.tanggal);
    permohonan.or_else(|| perkara.keberatan.first()?.diterima.tanggal)
}

impl Baris<'_> {
    /// The number people know it by.
    pub fn nomor(&self) -> String {
        let semua = self.nomor_semua();
        semua.into_iter().next().unwrap_or_else(|| self.id.to_string())
    }

    /// Numbers of the register, the keberatan register, the source and KI.
    pub fn nomor_semua(&self) -> Vec<String> {
        let perkara = &self.perkara;
        let register =
            perkara.nomor.as_ref().and_then(|n| n.nomor.tetap()).map(ToString::to_string);
        let impor = perkara.impor.as_ref().map(|impor| impor.nomor.to_string());
        let keberatan = perkara.keberatan.iter().filter_map(|keberatan| {
            let (_, dicatat) = keberatan.dicatat.as_ref()?;
            dicatat.nomor.tetap().map(ToString::to_string)
        });
        let ki = self.sengketa.iter().filter_map(|(_, sengketa)| {
            sengketa.registrasi.as_ref().map(|(_, registrasi)| registrasi.nomor.to_string())
        });
        let mut nomor: Vec<String> =
            register.into_iter().chain(impor).chain(keberatan).chain(ki).collect();
        let mut dilihat = std::collections::BTreeSet::new();
        nomor.retain(|n| dilihat.insert(n.clone()));
        nomor
    }

    pub fn diterima(&self) -> Option<NaiveDate> {
        mulai(&self.perkara)
    }

    /// Working days from receipt to a day; none where that came before.
    pub fn lama(&self, sampai: Option<NaiveDate>) -> Option<i64> {
        let (dari, sampai) = self.diterima().zip(sampai).filter(|(dari, sampai)| sampai >= dari)?;
        Some(self.aturan.kerja.selisih(dari, sampai))
    }

    /// Every tenggat of the case and of its disputes.
    pub fn tenggat(&self) -> Vec<Tenggat> {
        let mut daftar = tenggat::perkara(&self.perkara, self.aturan);
        for (id, sengketa) in &self.sengketa {
            let milik = tenggat::sengketa(sengketa, self.aturan).into_iter();
            daftar.extend(milik.map(|mut satu| {
                satu.sengketa = Some(*id);
                satu
            }));
        }
        daftar
    }

    /// Whether it is a permohonan of this office's registers.
    pub fn milik_register(&self) -> bool {
        self.perkara.permohonan.is_some() && !self.dari_register_ki()
    }

    /// Taken from KI's register, which tells of many bodies: nothing in it is
    /// for this office to do.
    pub fn dari_register_ki(&self) -> bool {
        let bentuk = self.perkara.impor.as_ref().map(|impor| impor.bentuk);
        bentuk == Some(BentukSumber::Timelines)
    }

    /// Where it stands, in one word or two.
    pub fn status(&self) -> &'static str {
        let perkara = &self.perkara;
        if !perkara.sengketa.is_empty() {
            return "sengketa";
        }
        if let Some(keberatan) = perkara.keberatan_terakhir() {
            return match (&keberatan.tanggapan, keberatan.dicabut) {
                (_, Some(_)) => "keberatan dicabut",
                (Some(_), None) => "keberatan ditanggapi",
                (None, None) => "keberatan",
            };
        }
        if let Some(jawaban) = &perkara.jawaban {
            return match jawaban.hasil {
                Hasil::Dikabulkan(_) => "dikabulkan",
                Hasil::Ditolak(_) => "ditolak",
                Hasil::TidakDikuasai => "tidak dikuasai",
                Hasil::Lain => "dijawab",
            };
        }
        if perkara.dicabut.is_some() {
            "dicabut"
        } else if perkara.dialihkan.is_some() {
            "dialihkan"
        } else if perkara.tidak_ditindaklanjuti.is_some() {
            "tidak ditindaklanjuti"
        } else if perkara.perpanjangan.is_some() {
            "diperpanjang"
        } else if perkara.surat_tidak_lengkap.is_some() && perkara.perbaikan.is_none() {
            "menunggu pemohon"
        } else {
            "diproses"
        }
    }
}

struct BarisNomor {
    perkara: Uuid,
    nomor: String,
    tenggat_awal: Option<NaiveDate>,
}

baris_tabel! {
    BarisNomor as "perkara_nomor":
    perkara, nomor, tenggat_awal
}

struct BarisUnit {
    perkara: Uuid,
    unit: Uuid,
    sejak: Option<NaiveDate>,
}

baris_tabel! {
    BarisUnit as "perkara_unit":
    perkara, unit, sejak
}

struct BarisSengketa {
    perkara: Uuid,
    sengketa: Uuid,
}

baris_tabel! {
    BarisSengketa as "perkara_sengketa":
    perkara, sengketa
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let mut perkara = Lembar::baru::<BarisPerkara>();
    let mut nomor = Lembar::baru::<BarisNomor>();
    let mut unit = Lembar::baru::<BarisUnit>();
    let mut sengketa = Lembar::baru::<BarisSengketa>();
    for kasus in &bahan.kasus {
        let (id, baris) = (kasus.baris.id, &kasus.baris);
        let ringkas = BarisPerkara::dari(kasus, bahan.catatan);
        let tenggat_awal = ringkas.tenggat_awal;
        perkara.tambah(&ringkas);
        for satu in nomor_pernah(bahan.catatan, id) {
            nomor.tambah(&BarisNomor { perkara: id, nomor: satu, tenggat_awal });
        }
        for (satu, sejak) in pemegang(&baris.perkara) {
            unit.tambah(&BarisUnit { perkara: id, unit: satu, sejak });
        }
        for satu in sengketa_pernah(bahan.catatan, id) {
            sengketa.tambah(&BarisSengketa { perkara: id, sengketa: satu });
        }
    }
    vec![perkara, nomor, unit, sengketa]
}

/// Units that hold or held it; with the day on which it was handed to one that
/// has not answered.
fn pemegang(perkara: &Perkara) -> BTreeMap<Uuid, Option<NaiveDate>> {
    let mut pemegang = BTreeMap::new();
    for disposisi in &perkara.disposisi {
        let menunggu = disposisi.keadaan == KeadaanDisposisi::Menunggu;
        pemegang.insert(disposisi.unit.0, disposisi.diberikan.tanggal.filter(|_| menunggu));
    }
    pemegang
}

/// Every fact that a stream ever told, those that corrections put in too.
pub(crate) fn pernah<E: DapatDikoreksi>(fakta: &[Tercatat<E>]) -> impl Iterator<Item = &E> {
    fakta.iter().flat_map(|tercatat| {
        let pengganti = tercatat.event.koreksi().and_then(|koreksi| koreksi.pengganti.as_ref());
        std::iter::once(&tercatat.event).chain(pengganti.map(|pengganti| pengganti.event.as_ref()))
    })
}

/// Sengketa that the case is or, before a correction, was linked to.
pub(crate) fn sengketa_pernah(catatan: &Catatan, id: Uuid) -> BTreeSet<Uuid> {
    let fakta = catatan.perkara.get(&id).map_or(&[][..], Vec::as_slice);
    #[expect(clippy::wildcard_enum_match_arm, reason = "one fact links")]
    let sengketa = pernah(fakta).filter_map(|event| match event {
        perkara::Event::SengketaDiberitahukan(f) => Some(f.sengketa),
        _ => None,
    });
    sengketa.collect()
}

/// Numbers by which it is or, before a correction, was known, in small letters.
fn nomor_pernah(catatan: &Catatan, id: Uuid) -> BTreeSet<String> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "three facts hold a number")]
    let perkara = pernah(&catatan.perkara[&id]).filter_map(|event| match event {
        perkara::Event::BarisDiimpor(f) => Some(&f.nomor),
        perkara::Event::NomorPendaftaranDiberikan(f) => f.nomor.tetap(),
        perkara::Event::KeberatanDicatat(f) => f.nomor.tetap(),
        _ => None,
    });
    let sengketa = sengketa_pernah(catatan, id);
    let sengketa = sengketa.iter().filter_map(|id| catatan.sengketa.get(id));
    #[expect(clippy::wildcard_enum_match_arm, reason = "one fact holds a number")]
    let ki = sengketa.flat_map(|fakta| pernah(fakta)).filter_map(|event| match event {
        sengketa::Event::SengketaDiregistrasi(f) => Some(&f.nomor),
        _ => None,
    });
    perkara.chain(ki).map(|nomor| nomor.as_str().to_lowercase()).collect()
}

pub(crate) fn nama_jenis(jenis: JenisPemohon) -> &'static str {
    match jenis {
        JenisPemohon::Perorangan => "perorangan",
        JenisPemohon::BadanHukum => "badan hukum",
        JenisPemohon::KelompokOrang => "kelompok orang",
        JenisPemohon::TidakTercatat => "tidak tercatat",
    }
}
