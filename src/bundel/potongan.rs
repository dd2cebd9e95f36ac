//! What a reader is shown. For the Majelis everything that is left is opened; for
//! the other party only what the office and the pemohon told each other about the
//! matter: a list of what is open, so that what is new stays closed.

use std::collections::{BTreeMap, BTreeSet};

use bukti::bundel::isi::Ungkap;
use events::Event;
use events::pendamping::PenerimaBundel;
use events::perkara::Event as Perkara;
use events::teks::Isi;
use uuid::Uuid;

use super::daftar::berkas;
use super::rangkaian::Rangkaian;
use crate::log::{Disclosed, DisclosedValue};

/// Why something is not shown to the other party.
pub(super) const ATURAN_DITAHAN: &str =
    "Identitas dan isi internal ditahan dalam potongan untuk pihak lain (UU 27/2022)";
/// Why a document is not shown to the other party.
pub(super) const ATURAN_DIGANTI: &str =
    "Diganti salinan yang bagian dikecualikannya dihitamkan (Pasal 22(7) huruf e UU 14/2008)";
/// Why something is shown to nobody.
pub(super) const ATURAN_DIHAPUS: &str =
    "Sudah dimusnahkan menurut masa retensi atau permintaan subjek data (UU 27/2022)";

/// What one reader is shown, by the digests of the values.
pub(super) struct Potongan {
    untuk: PenerimaBundel,
    /// Of documents in whose place a copy goes, and of those copies.
    diganti: BTreeSet<String>,
    pengganti: BTreeSet<String>,
}

impl Potongan {
    pub fn dari(untuk: PenerimaBundel, semua: &[Rangkaian]) -> Self {
        let fakta = || semua.iter().flat_map(|satu| &satu.fakta);
        let mut salinan: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
        for satu in fakta() {
            let Event::Perkara(event) = &satu.sealed.event else { continue };
            let Perkara::SalinanDihitamkan(f) = event.as_ref() else { continue };
            let alasan = f.kotak.iter().map(|kotak| &kotak.alasan);
            let isi = [&f.salinan.nama, &f.salinan.sidik].into_iter().chain(alasan);
            // The last one counts: an earlier one may lack a box.
            salinan.insert(f.dokumen, isi.filter_map(tersegel).collect());
        }
        let mut potongan = Potongan { untuk, diganti: BTreeSet::new(), pengganti: BTreeSet::new() };
        if untuk == PenerimaBundel::Majelis {
            return potongan;
        }
        for satu in fakta() {
            for berkas in berkas(&satu.sealed.event) {
                let Some(isi) = berkas.id.and_then(|id| salinan.get(&id)) else { continue };
                let sidik: Vec<String> =
                    [&berkas.nama, &berkas.sidik].into_iter().filter_map(tersegel).collect();
                let milik = satu.values.iter().filter(|nilai| sidik.contains(&nilai.digest));
                // What stays closed needs nothing in its place.
                if milik.clone().any(|nilai| potongan.terbuka(satu, nilai)) {
                    potongan.diganti.extend(milik.map(|nilai| nilai.digest.clone()));
                    potongan.pengganti.extend(isi.iter().cloned());
                }
            }
        }
        potongan
    }

    /// Whether a value of a fact is opened, if it is still there.
    pub fn terbuka(&self, fakta: &Disclosed, nilai: &DisclosedValue) -> bool {
        let nama = nilai.disclosure.as_ref().map(|isi| isi.name.as_str());
        let menurut_jenis = nama.is_some_and(|nama| terbuka(&fakta.kind, nama, self.untuk));
        let diganti = self.diganti.contains(&nilai.digest);
        nama.is_some() && (menurut_jenis && !diganti || self.pengganti.contains(&nilai.digest))
    }

    /// Why it is not.
    pub fn aturan(&self, nilai: &DisclosedValue) -> &'static str {
        match self.diganti.contains(&nilai.digest) {
            true => ATURAN_DIGANTI,
            false => ATURAN_DITAHAN,
        }
    }

    pub fn ungkap(&self, fakta: &Disclosed) -> Ungkap {
        let mut ungkap = Ungkap::default();
        for nilai in &fakta.values {
            match &nilai.disclosure {
                None => ungkap.dihapus.push(nilai.digest.clone()),
                Some(satu) if self.terbuka(fakta, nilai) => ungkap.buka.push(satu.text.clone()),
                Some(_) => ungkap.ditahan.push(nilai.digest.clone()),
            }
        }
        ungkap
    }
}

fn tersegel(isi: &Isi) -> Option<String> {
    match isi {
        Isi::Tersegel(sidik) => Some(sidik.clone()),
        Isi::Terbuka(_) => None,
    }
}

/// Whether a value at this place of a fact of this type is opened.
fn terbuka(jenis: &str, nama: &str, untuk: PenerimaBundel) -> bool {
    match untuk {
        PenerimaBundel::Majelis => true,
        PenerimaBundel::Pihak => untuk_pihak(jenis).contains(&nama),
    }
}

/// Places of a fact that the other party knows already, or has to know to answer.
fn untuk_pihak(jenis: &str) -> &'static [&'static str] {
    match jenis {
        "PermohonanDiterima" | "PerbaikanDiterima" => &["rincian", "tujuan"],
        "KeberatanDiterima" => &["informasi", "tujuan", "kasus_posisi"],
        "UjiKonsekuensiDilakukan" => &["informasi", "konsekuensi_dibuka", "konsekuensi_ditutup"],
        "PertimbanganTertulisDitetapkan" => &["isi"],
        "PemberitahuanTertulisDikirim" => &["cara_bayar", "penghitaman", "penjelasan"],
        "PenolakanDiberitahukan" => &["alasan", "alasan_tidak_dihitamkan"],
        "PermohonanDialihkan" => &["alasan"],
        "BiayaDitetapkan" => &["rincian"],
        "InformasiDiberikan" => &["berkas.nama", "berkas.sidik"],
        "BuktiDisampaikan" => &["daftar.tujuan"],
        "SengketaDiajukan" => &["termohon"],
        "PerpanjanganDiberitahukan"
        | "TanggapanKeberatanDikirim"
        | "TanggapanPemohonDicatat"
        | "PutusanSelaDibacakan"
        | "PutusanDibacakan"
        | "PutusanPengadilanDiterima"
        | "PutusanKasasiDiterima" => &["uraian"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_party_sees_the_matter_and_nobody() {
        let pihak = |jenis, nama| terbuka(jenis, nama, PenerimaBundel::Pihak);
        assert!(pihak("PermohonanDiterima", "rincian"));
        for (jenis, nama) in [
            ("PermohonanDiterima", "pemohon.nama"),
            ("PermohonanDiterima", "pemohon.nomor_identitas"),
            ("PermohonanDiterima", "pemohon.berkas_identitas.sidik"),
            ("KeberatanDiterima", "kuasa.nama"),
            ("CatatanDitulis", "isi"),
            ("DisposisiDiberikan", "petunjuk"),
            // Only in the place of a document that would be shown.
            ("SalinanDihitamkan", "salinan.sidik"),
            ("SalinanDihitamkan", "kotak.alasan"),
            ("YangBelumAda", "rincian"),
        ] {
            assert!(!pihak(jenis, nama), "{jenis} {nama}");
            assert!(terbuka(jenis, nama, PenerimaBundel::Majelis));
        }
    }
}
