//! Dates of disputes as Komisi Informasi's register tells them, one row a
//! perkara.

use events::impor::{BarisDiimpor, BentukSumber};
use events::keberatan::KeberatanDiterima;
use events::pemberitahuan::{PemberitahuanTertulisDikirim, PutusanPemberitahuan};
use events::perkara::Event;
use events::permohonan::PermohonanDiterima;
use events::sengketa::pendaftaran::{SengketaDiajukan, SengketaDicabut, SengketaDiregistrasi};
use events::sengketa::putusan::{
    Amar, JenisPutusan, PutusanDibacakan, PutusanSela, PutusanSelaDibacakan,
};
use events::sengketa::sidang::{AcaraSidang, Kehadiran, SengketaGugur, SidangDigelar};
use events::sengketa::{self, SengketaDiberitahukan};
use events::tanggapan_keberatan::{PutusanKeberatan, TanggapanKeberatanDikirim};
use events::teks::Isi;
use uuid::Uuid;

use super::sel::TanggalSel;
use super::tabel::{Baris, Tabel};
use super::{Langkah, LangkahSengketa, Rencana, id_sengketa, identitas, semua_sel};

pub(super) const KOLOM: [&str; 11] = [
    "nomor_register_ki",
    "badan_publik",
    "permohonan_diterima",
    "tanggapan",
    "keberatan_diterima",
    "tanggapan_keberatan",
    "sengketa_diajukan",
    "sengketa_diregistrasi",
    "sidang_pertama",
    "putusan",
    "hasil",
];

pub fn rencana(tabel: &Tabel, buku: Uuid) -> anyhow::Result<Vec<Rencana>> {
    let identitas = identitas(tabel, "nomor_register_ki")?;
    tabel
        .baris()
        .zip(identitas)
        .map(|(baris, (nomor, cacat))| {
            let impor = BarisDiimpor {
                bentuk: BentukSumber::Timelines,
                buku,
                no: None,
                terkait: None,
                sel: semua_sel(&baris)?,
                nomor,
            };
            let perkara = Uuid::new_v5(&buku, impor.nomor.as_str().as_bytes());
            Ok(Rencana {
                baris: baris.nomor,
                perkara,
                langkah: langkah(&baris, perkara),
                sengketa: langkah_sengketa(&baris, perkara, &impor)?,
                cacat,
                impor,
            })
        })
        .collect()
}

fn langkah(baris: &Baris<'_>, perkara: Uuid) -> Vec<Langkah> {
    let mut langkah = Vec::new();
    let mut tambah = |kolom: &'static str, wajib: bool, event: Event| {
        let tanggal = TanggalSel::baca(baris.sel(kolom));
        if wajib || tanggal.ada() {
            langkah.push(Langkah { event, tanggal, kolom, cacat: None });
        }
    };
    tambah("permohonan_diterima", true, Event::PermohonanDiterima(PermohonanDiterima::default()));
    let tanggapan =
        PemberitahuanTertulisDikirim::dari_register(PutusanPemberitahuan::TidakTercatat);
    tambah("tanggapan", false, Event::PemberitahuanTertulisDikirim(tanggapan));
    // An answer tells of a keberatan even where its date was not written down.
    let ditanggapi = TanggalSel::baca(baris.sel("tanggapan_keberatan")).ada();
    tambah(
        "keberatan_diterima",
        ditanggapi,
        Event::KeberatanDiterima(KeberatanDiterima::default()),
    );
    let tanggapan = TanggapanKeberatanDikirim {
        putusan: PutusanKeberatan::TidakTercatat,
        uraian: None,
        sk: None,
        nomor_surat: None,
        jabatan: None,
    };
    tambah("tanggapan_keberatan", false, Event::TanggapanKeberatanDikirim(tanggapan));
    if disengketakan(baris) {
        let sengketa = SengketaDiberitahukan { sengketa: id_sengketa(perkara) };
        let (kolom, tanggal) = pengajuan(baris);
        let event = Event::SengketaDiberitahukan(sengketa);
        langkah.push(Langkah { event, tanggal, kolom, cacat: None });
    }
    langkah
}

/// Any date of the dispute tells that there was one.
fn disengketakan(baris: &Baris<'_>) -> bool {
    ["sengketa_diajukan", "sengketa_diregistrasi", "sidang_pertama", "putusan"]
        .iter()
        .any(|kolom| TanggalSel::baca(baris.sel(kolom)).ada())
}

/// When it was filed; where only the registration is known, then that.
fn pengajuan(baris: &Baris<'_>) -> (&'static str, TanggalSel) {
    let diajukan = TanggalSel::baca(baris.sel("sengketa_diajukan"));
    if diajukan.tanggal().is_some() {
        return ("sengketa_diajukan", diajukan);
    }
    ("sengketa_diregistrasi", TanggalSel::baca(baris.sel("sengketa_diregistrasi")))
}

fn langkah_sengketa(
    baris: &Baris<'_>,
    perkara: Uuid,
    impor: &BarisDiimpor,
) -> anyhow::Result<Vec<LangkahSengketa>> {
    if !disengketakan(baris) {
        return Ok(Vec::new());
    }
    let mut langkah = Vec::new();
    let mut tambah = |kolom: &'static str, wajib: bool, event: sengketa::Event| {
        let tanggal = TanggalSel::baca(baris.sel(kolom));
        if wajib || tanggal.ada() {
            langkah.push(LangkahSengketa { event, tanggal, kolom });
        }
    };
    let diajukan = SengketaDiajukan {
        perkara: vec![perkara],
        komisi: None,
        alasan: Vec::new(),
        termohon: Some(Isi::try_new(baris.sel("badan_publik"))?),
    };
    tambah("sengketa_diajukan", true, sengketa::Event::SengketaDiajukan(diajukan));
    let registrasi = SengketaDiregistrasi { nomor: impor.nomor.clone() };
    tambah("sengketa_diregistrasi", false, sengketa::Event::SengketaDiregistrasi(registrasi));
    let sidang = SidangDigelar {
        acara: AcaraSidang::Pertama,
        pemohon: Kehadiran::TidakTercatat,
        termohon: Kehadiran::TidakTercatat,
    };
    tambah("sidang_pertama", false, sengketa::Event::SidangDigelar(sidang));
    // An end without a session leaves no date of a putusan.
    let tanpa_putusan = matches!(kata(baris.sel("hasil")).as_str(), "gugur" | "dicabut");
    tambah("putusan", tanpa_putusan, putusan(baris.sel("hasil"))?);
    Ok(langkah)
}

fn kata(hasil: &str) -> String {
    hasil.trim().to_lowercase()
}

/// The outcome where its words are clear; other words are kept as they stand.
fn putusan(hasil: &str) -> anyhow::Result<sengketa::Event> {
    let kata = kata(hasil);
    let uraian = if kata.is_empty() { None } else { Some(Isi::try_new(hasil)?) };
    if kata.starts_with("putusan sela") {
        let putusan = PutusanSela::TidakTercatat;
        return Ok(sengketa::Event::PutusanSelaDibacakan(PutusanSelaDibacakan { putusan, uraian }));
    }
    match kata.as_str() {
        "gugur" => return Ok(sengketa::Event::SengketaGugur(SengketaGugur {})),
        "dicabut" => return Ok(sengketa::Event::SengketaDicabut(SengketaDicabut {})),
        _ => {}
    }
    let (jenis, amar) = if kata.starts_with("mediasi") || kata.starts_with("putusan mediasi") {
        (JenisPutusan::Mediasi, Amar::Kesepakatan)
    } else if kata.starts_with("ajudikasi") || kata.starts_with("putusan ajudikasi") {
        (JenisPutusan::Ajudikasi, Amar::TidakTercatat)
    } else {
        (JenisPutusan::TidakTercatat, Amar::TidakTercatat)
    };
    Ok(sengketa::Event::PutusanDibacakan(PutusanDibacakan {
        jenis,
        amar,
        nomor: None,
        pelaksanaan_hk: None,
        uraian,
    }))
}
