//! Perkara as rows: each with its state, its disputes and its rules.

use chrono::NaiveDate;
use events::aturan::Aturan;
use events::impor::BentukSumber;
use events::pemberitahuan::Hasil;
use events::tenggat::{self, Tenggat};
use events::{Perkara, Sengketa};
use uuid::Uuid;

use crate::catatan::Catatan;

pub struct Baris<'a> {
    pub id: Uuid,
    pub perkara: Perkara,
    pub sengketa: Vec<(Uuid, Sengketa)>,
    /// The rules on the day the case came in.
    pub aturan: &'a Aturan,
}

/// Every perkara, in the order of their ids.
pub fn semua(catatan: &Catatan) -> Vec<Baris<'_>> {
    catatan.perkara.keys().filter_map(|id| satu(catatan, *id)).collect()
}

pub fn satu(catatan: &Catatan, id: Uuid) -> Option<Baris<'_>> {
    let zona = catatan.sudut.zona;
    let perkara = Perkara::dari(catatan.perkara.get(&id)?, zona);
    let sengketa = perkara.sengketa.iter().filter_map(|sengketa| {
        Some((*sengketa, Sengketa::dari(catatan.sengketa.get(sengketa)?, zona)))
    });
    let sengketa = sengketa.collect();
    let aturan = catatan.aturan(mulai(&perkara));
    Some(Baris { id, perkara, sengketa, aturan })
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

    /// Every tenggat of the case and of its disputes.
    pub fn tenggat(&self) -> Vec<Tenggat> {
        let mut daftar = tenggat::perkara(&self.perkara, self.aturan);
        for (_, sengketa) in &self.sengketa {
            daftar.extend(tenggat::sengketa(sengketa, self.aturan));
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
