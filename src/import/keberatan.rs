//! An office's register of keberatan in the columns of Lampiran XI, by a map of
//! its headings. Each row is a perkara of its own that names the number of its
//! permohonan: which case that was, the number alone does not prove.

use events::Cacat;
use events::impor::peta::BukuImpor;
use events::impor::{BarisDiimpor, BentukSumber};
use events::keberatan::{AlasanKeberatan, KeberatanDicatat, KeberatanDiterima};
use events::perkara::Event;
use events::permohonan::Nomor;
use events::tanggapan_keberatan::{
    PutusanKeberatan, SikapPemohon, TanggapanKeberatanDikirim, TanggapanPemohonDicatat,
};
use events::teks::Label;
use uuid::Uuid;

use super::permohonan::Sel;
use super::peta::{Peta, nama};
use super::sel::{self, TanggalSel, centang, kanal};
use super::tabel::{Baris, Tabel};
use super::{Langkah, Rencana, cacat, identitas, semua_sel};

const ALASAN: [(AlasanKeberatan, &str); 7] = [
    (AlasanKeberatan::A, "alasan_a"),
    (AlasanKeberatan::B, "alasan_b"),
    (AlasanKeberatan::C, "alasan_c"),
    (AlasanKeberatan::D, "alasan_d"),
    (AlasanKeberatan::E, "alasan_e"),
    (AlasanKeberatan::F, "alasan_f"),
    (AlasanKeberatan::G, "alasan_g"),
];

const BUKU: BukuImpor = BukuImpor::Keberatan;

pub fn rencana(tabel: &Tabel, peta: &Peta, buku: Uuid) -> anyhow::Result<Vec<Rencana>> {
    let identitas = identitas(tabel, peta.judul("nomor").unwrap_or_default())?;
    let semua = tabel.baris().zip(identitas);
    semua.map(|(baris, nomor)| satu(&baris, peta, buku, nomor)).collect()
}

fn satu(
    baris: &Baris<'_>,
    peta: &Peta,
    buku: Uuid,
    (nomor, mut cacat): (Label, Vec<Cacat>),
) -> anyhow::Result<Rencana> {
    let sel = Sel { baris, peta };
    let terkait = sel::isi(sel.teks("nomor_permohonan")).map(Label::try_new);
    if matches!(terkait, Some(Err(_))) {
        let uraian = "nomor pendaftaran permohonan tidak dapat dipakai, disimpan apa adanya";
        cacat.push(super::cacat("NomorTidakTerbaca", uraian));
    }
    let impor = BarisDiimpor {
        bentuk: BentukSumber::Keberatan,
        buku,
        no: sel.teks("nomor").trim().parse().ok(),
        terkait: terkait.and_then(Result::ok),
        sel: semua_sel(baris)?,
        nomor,
    };
    Ok(Rencana {
        baris: baris.nomor,
        perkara: Uuid::new_v5(&buku, impor.nomor.as_str().as_bytes()),
        langkah: langkah(&sel, &impor)?,
        sengketa: Vec::new(),
        cacat,
        impor,
    })
}

fn langkah(sel: &Sel<'_>, impor: &BarisDiimpor) -> anyhow::Result<Vec<Langkah>> {
    let (alasan, tidak_baku) = alasan(sel);
    let diterima = Event::KeberatanDiterima(KeberatanDiterima {
        alasan,
        kanal: kanal(sel.teks("kanal")),
        pemohon: Some(sel.pemohon()?),
        informasi: sel.isi("informasi")?,
        tujuan: sel.isi("tujuan")?,
        ..KeberatanDiterima::default()
    });
    let nomor = Nomor::Tetap(impor.nomor.clone());
    let dicatat = Event::KeberatanDicatat(KeberatanDicatat { buku: impor.buku, nomor });
    let tanggal = sel.tanggal("tanggal");
    let mut langkah = vec![
        Langkah { event: diterima, tanggal, kolom: nama(BUKU, "tanggal"), cacat: tidak_baku },
        // On which day it was written down, the register does not say.
        Langkah {
            event: dicatat,
            tanggal: TanggalSel::Kosong,
            kolom: nama(BUKU, "nomor"),
            cacat: None,
        },
    ];
    langkah.extend(tanggapan(sel)?);
    langkah.extend(sikap(sel)?);
    Ok(langkah)
}

/// Ticks a to g, or letters in one cell; words that name none stay in the row.
fn alasan(sel: &Sel<'_>) -> (Vec<AlasanKeberatan>, Option<Cacat>) {
    let mut alasan: Vec<AlasanKeberatan> = Vec::new();
    alasan.extend(ALASAN.iter().filter(|(_, kunci)| centang(sel.teks(kunci))).map(|(a, _)| a));
    let tertulis = sel.teks("alasan").to_lowercase();
    let kata = tertulis.split(|c: char| !c.is_alphanumeric()).filter(|k| !k.is_empty());
    let kata: Vec<&str> = kata.filter(|kata| !["dan", "huruf"].contains(kata)).collect();
    let dari = |kata: &&str| ALASAN.iter().find(|(a, _)| a.huruf().to_string() == **kata);
    let dikenal: Vec<_> = kata.iter().filter_map(dari).map(|(a, _)| *a).collect();
    let semua = dikenal.len() == kata.len();
    if semua {
        alasan.extend(dikenal);
    }
    alasan.sort_unstable();
    alasan.dedup();
    let tidak_baku = (!semua && sel.ada("alasan")).then(|| {
        cacat("AlasanTidakBaku", "alasan keberatan tidak menyebut huruf, disimpan apa adanya")
    });
    (alasan, tidak_baku)
}

fn tanggapan(sel: &Sel<'_>) -> anyhow::Result<Option<Langkah>> {
    let tanggal = sel.tanggal("tanggal_tanggapan");
    let kata = sel::isi(sel.teks("putusan")).unwrap_or_default().to_lowercase();
    let putusan = putusan(&kata);
    let belum = ["belum ditanggapi", "belum", "dicabut"].contains(&kata.as_str());
    if !tanggal.ada() && (kata.is_empty() || belum || putusan == PutusanKeberatan::TidakTercatat) {
        return Ok(None);
    }
    let tidak_baku = (!kata.is_empty() && putusan == PutusanKeberatan::TidakTercatat).then(|| {
        cacat(
            "KeputusanTidakBaku",
            "kata keputusan Atasan PPID tidak dikenali, disimpan apa adanya",
        )
    });
    let tanpa_tanggal = (!tanggal.ada())
        .then(|| cacat("TanggalTidakTercatat", "tanggal tanggapan keberatan tidak tercatat"));
    let event = Event::TanggapanKeberatanDikirim(TanggapanKeberatanDikirim {
        putusan,
        uraian: sel.isi("putusan")?,
        sk: None,
        nomor_surat: None,
        // The column names a person too: it stays in the row.
        jabatan: None,
    });
    let cacat = tidak_baku.or(tanpa_tanggal);
    Ok(Some(Langkah { event, tanggal, kolom: nama(BUKU, "tanggal_tanggapan"), cacat }))
}

fn putusan(kata: &str) -> PutusanKeberatan {
    let awal = |semua: &[&str]| semua.iter().any(|satu| kata.starts_with(satu));
    if awal(&["mengabulkan sebagian", "dikabulkan sebagian", "diterima sebagian"]) {
        PutusanKeberatan::MengabulkanSebagian
    } else if awal(&["mengabulkan", "dikabulkan", "menerima keberatan", "keberatan diterima"]) {
        PutusanKeberatan::Mengabulkan
    } else if awal(&["menguatkan", "menolak", "ditolak", "keberatan ditolak"]) {
        PutusanKeberatan::Menguatkan
    } else {
        PutusanKeberatan::TidakTercatat
    }
}

fn sikap(sel: &Sel<'_>) -> anyhow::Result<Option<Langkah>> {
    let kata = sel::isi(sel.teks("tanggapan_pemohon")).unwrap_or_default().to_lowercase();
    let sikap = if ["tidak menerima", "menolak", "tidak puas"].iter().any(|k| kata.starts_with(k)) {
        SikapPemohon::TidakMenerima
    } else if ["menerima", "puas"].iter().any(|k| kata.starts_with(k)) {
        SikapPemohon::Menerima
    } else {
        return Ok(None);
    };
    let uraian = sel.isi("tanggapan_pemohon")?;
    let event = Event::TanggapanPemohonDicatat(TanggapanPemohonDicatat { sikap, uraian });
    let tanggal = TanggalSel::Kosong;
    Ok(Some(Langkah { event, tanggal, kolom: nama(BUKU, "tanggapan_pemohon"), cacat: None }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baca(isi: &str) -> Vec<Rencana> {
        let tabel = crate::import::baca_buku(isi.as_bytes(), BukuImpor::Keberatan).unwrap();
        let peta = Peta::usulan(BukuImpor::Keberatan, tabel.judul());
        rencana(&tabel, &peta, Uuid::nil()).unwrap()
    }

    #[test]
    fn ticks_and_letters_are_the_same_grounds() {
        let centang =
            "No,Tgl,Nama,No. Pendaftaran,a,b,c,d,e,f,g\n1,2024-03-01,Budi,7/2024,,,v,,,,V\n";
        let huruf =
            "No;Tgl;Nama;No. Pendaftaran;Alasan\n1;1 Maret 2024;Budi;7/2024;huruf c dan g\n";
        for isi in [centang, huruf] {
            let satu = &baca(isi)[0];
            let Event::KeberatanDiterima(f) = &satu.langkah[0].event else { panic!("{isi}") };
            assert_eq!(f.alasan, [AlasanKeberatan::C, AlasanKeberatan::G]);
            assert_eq!(satu.impor.terkait.as_ref().map(Label::as_str), Some("7/2024"));
            assert_eq!(satu.langkah[0].tanggal.tanggal(), "2024-03-01".parse().ok());
        }
    }

    #[test]
    fn words_without_a_meaning_are_marked_and_kept() {
        let isi = "No,Tgl,Nama,Alasan,Keputusan Atasan,Tgl Tanggapan\n\
                   1,31/02/2024,Budi,kecewa,dipelajari,2024-04-01\n2,2024-03-01,Ani,b,,\n";
        let semua = baca(isi);
        assert_eq!(semua[0].langkah[0].cacat.as_ref().unwrap().kode, "AlasanTidakBaku");
        assert_eq!(semua[0].langkah[0].tanggal, TanggalSel::TidakTerbaca);
        assert_eq!(semua[0].langkah[2].cacat.as_ref().unwrap().kode, "KeputusanTidakBaku");
        assert_eq!(semua[1].langkah.len(), 2, "no answer, no fact of one");
        assert_eq!(semua[1].impor.terkait, None, "ground b needs no number");
    }
}
