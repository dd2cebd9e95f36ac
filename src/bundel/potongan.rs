//! What a reader is shown. For the Majelis everything that is left is opened; for
//! the other party only what the office and the pemohon told each other about the
//! matter: a list of what is open, so that what is new stays closed.

use bukti::bundel::isi::Ungkap;
use events::pendamping::PenerimaBundel;

use crate::log::Disclosed;

/// Why something is not shown to the other party.
pub(super) const ATURAN_DITAHAN: &str =
    "Identitas dan isi internal ditahan dalam potongan untuk pihak lain (UU 27/2022)";
/// Why something is shown to nobody.
pub(super) const ATURAN_DIHAPUS: &str =
    "Sudah dimusnahkan menurut masa retensi atau permintaan subjek data (UU 27/2022)";

pub(super) fn ungkap(fakta: &Disclosed, untuk: PenerimaBundel) -> Ungkap {
    let mut ungkap = Ungkap::default();
    for nilai in &fakta.values {
        match &nilai.disclosure {
            None => ungkap.dihapus.push(nilai.digest.clone()),
            Some(satu) if terbuka(&fakta.kind, &satu.name, untuk) => {
                ungkap.buka.push(satu.text.clone());
            }
            Some(_) => ungkap.ditahan.push(nilai.digest.clone()),
        }
    }
    ungkap
}

/// Whether a value at this place of a fact of this type is opened.
pub(super) fn terbuka(jenis: &str, nama: &str, untuk: PenerimaBundel) -> bool {
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
            ("YangBelumAda", "rincian"),
        ] {
            assert!(!pihak(jenis, nama), "{jenis} {nama}");
            assert!(terbuka(jenis, nama, PenerimaBundel::Majelis));
        }
    }
}
