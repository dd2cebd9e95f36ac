//! What each kind of letter says, from the fact that it tells of.

mod keberatan;
mod pengecualian;
mod permohonan;

use events::perkara::Event;
use events::surat::{JenisSurat, SuratDinomori};
use events::waktu::Waktu;
use serde_json::{Value, json};

use super::bahan::{Bahan, Orang};
use super::{Halangan, Isi};

/// Which version of the layout of a kind this program has. It goes up with every
/// change of what the kind's template or its words give.
pub fn susunan(jenis: JenisSurat) -> u32 {
    if jenis == JenisSurat::FormulirKeberatan { 2 } else { 1 }
}

pub(super) fn dari(bahan: &Bahan, surat: &SuratDinomori) -> Result<Isi, Halangan> {
    let fakta = bahan.fakta(surat.dasar).ok_or(Halangan::DasarBatal)?;
    let sesuai = JenisSurat::dari(fakta.event).contains(&surat.jenis);
    let isi = satu(bahan, surat.jenis, fakta.event, fakta.waktu);
    isi.filter(|_| sesuai).ok_or(Halangan::DasarBatal)
}

fn satu(bahan: &Bahan, jenis: JenisSurat, event: &Event, waktu: Waktu) -> Option<Isi> {
    match (jenis, event) {
        (JenisSurat::TandaBuktiPenerimaan, Event::PermohonanDiterima(f)) => {
            Some(permohonan::tanda_bukti(bahan, f, waktu))
        }
        (JenisSurat::KeteranganTidakLengkap, Event::KelengkapanDiperiksa(f)) => {
            Some(permohonan::tidak_lengkap(bahan, f, waktu))
        }
        (JenisSurat::Perpanjangan, Event::PerpanjanganDiberitahukan(f)) => {
            Some(permohonan::perpanjangan(bahan, f))
        }
        (JenisSurat::PemberitahuanTertulis, Event::PemberitahuanTertulisDikirim(f)) => {
            Some(permohonan::pemberitahuan(bahan, f))
        }
        (JenisSurat::Penolakan, Event::PenolakanDiberitahukan(f)) => {
            Some(pengecualian::penolakan(bahan, f))
        }
        (JenisSurat::PertimbanganTertulis, Event::PertimbanganTertulisDitetapkan(f)) => {
            Some(pengecualian::pertimbangan(bahan, f))
        }
        (JenisSurat::LembarUjiKonsekuensi, Event::UjiKonsekuensiDilakukan(f)) => {
            Some(pengecualian::lembar_uji(bahan, f, waktu))
        }
        (JenisSurat::PenetapanKlasifikasi, Event::UjiKonsekuensiDilakukan(f)) => {
            Some(pengecualian::penetapan(bahan, f, waktu))
        }
        (JenisSurat::FormulirKeberatan, Event::KeberatanDiterima(f)) => {
            Some(keberatan::formulir(bahan, f, waktu))
        }
        (JenisSurat::TanggapanKeberatan, Event::TanggapanKeberatanDikirim(f)) => {
            Some(keberatan::tanggapan(bahan, f))
        }
        (JenisSurat::JawabanKomisiInformasi, Event::SengketaDiberitahukan(f)) => {
            Some(keberatan::jawaban_ki(bahan, f))
        }
        _ => None,
    }
}

/// A line of a list of particulars; what is empty is left out.
fn rincian(daftar: &[(&str, String)]) -> Value {
    let terisi = daftar.iter().filter(|(_, isi)| !isi.is_empty());
    terisi.map(|(nama, isi)| json!({"nama": nama, "isi": isi})).collect()
}

/// To whom a letter goes: name and address.
fn tujuan(orang: &Orang) -> Vec<String> {
    let nama = match (orang.nama.as_str(), &orang.kuasa) {
        ("", None) => "Pemohon Informasi Publik".to_owned(),
        ("", Some(kuasa)) => format!("{kuasa}, kuasa Pemohon"),
        (nama, None) => format!("Sdr. {nama}"),
        (nama, Some(kuasa)) => format!("Sdr. {kuasa}, kuasa {nama}"),
    };
    let alamat = if orang.alamat.is_empty() { "di tempat" } else { orang.alamat.as_str() };
    vec![nama, alamat.to_owned()]
}
