//! Letters about what is not given: refusal, written consideration, the sheet of
//! the test and the decision that follows it.

use events::pasal17::Pasal17;
use events::penolakan::{DasarPenolakan, PenolakanDiberitahukan, SkPengecualian};
use events::perkara::Event;
use events::persetujuan::{HalDisetujui, PutusanPersetujuan};
use events::pertimbangan::PertimbanganTertulisDitetapkan;
use events::pihak::Lingkup;
use events::uji_konsekuensi::{JangkaPengecualian, UjiKonsekuensiDilakukan};
use events::waktu::{Waktu, tanggal_panjang};
use serde_json::{Value, json};

use super::permohonan::tentang_permohonan;
use super::{rincian, tujuan};
use crate::persuratan::Isi;
use crate::persuratan::bahan::{Bahan, mungkin, teks};

pub(super) fn penolakan(bahan: &Bahan, fakta: &PenolakanDiberitahukan) -> Isi {
    let (pasal, sk): (&[Pasal17], Option<&SkPengecualian>) = match &fakta.dasar {
        DasarPenolakan::Dikecualikan { pasal, sk } => (pasal, sk.as_ref()),
        DasarPenolakan::BelumDikuasai
        | DasarPenolakan::BelumDidokumentasikan
        | DasarPenolakan::TidakTercatat => (&[], None),
    };
    let mut isi = tentang_permohonan(bahan);
    let sendiri = [
        ("lingkup", json!(lingkup(fakta.lingkup))),
        ("dikecualikan", json!(matches!(fakta.dasar, DasarPenolakan::Dikecualikan { .. }))),
        ("pasal", pasal.iter().map(|satu| json!(kata_pasal(*satu))).collect()),
        ("belum_dikuasai", json!(fakta.dasar == DasarPenolakan::BelumDikuasai)),
        ("belum_didokumentasikan", json!(fakta.dasar == DasarPenolakan::BelumDidokumentasikan)),
        ("sk", json!(sk.map(kata_sk))),
        ("kutipan", sk.map_or(Value::Null, |sk| kutipan(bahan, sk, pasal))),
        ("alasan", json!(teks(&fakta.alasan))),
        ("tidak_dihitamkan", json!(fakta.alasan_tidak_dihitamkan.as_ref().map(teks))),
    ];
    for (nama, nilai) in sendiri {
        isi[nama] = nilai;
    }
    Isi {
        templat: include_str!("../../surat/templat/surat/penolakan.typ"),
        judul: None,
        hal: "Penolakan permohonan informasi publik",
        lampiran: if sk.is_some() { "1 (satu) berkas" } else { "–" },
        tujuan: tujuan(&bahan.pemohon()),
        kiri: None,
        isi,
    }
}

pub(super) fn pertimbangan(bahan: &Bahan, fakta: &PertimbanganTertulisDitetapkan) -> Isi {
    let pendapat = bahan.terakhir(|event| match event {
        Event::TimPertimbanganDidengar(f) => Some(teks(&f.pendapat)),
        _ => None,
    });
    let tentang = tentang_permohonan(bahan);
    let mut daftar = vec![
        json!({"nama": "Nomor pendaftaran", "isi": tentang["nomor_pendaftaran"]}),
        json!({"nama": "Diterima", "isi": tentang["diterima"]}),
    ];
    // Everybody may read it: what is asked, and not by whom.
    let diminta = tentang["rincian"].as_array().into_iter().flatten();
    daftar.extend(diminta.filter(|satu| satu["nama"] == "Informasi yang diminta").cloned());
    let isi = json!({
        "rincian": daftar,
        "pertimbangan": teks(&fakta.isi),
        "pendapat": pendapat.map(|(pendapat, _)| pendapat),
        "persetujuan": disetujui(bahan, HalDisetujui::PertimbanganTertulis),
    });
    Isi {
        templat: include_str!("../../surat/templat/surat/pertimbangan_tertulis.typ"),
        judul: Some("PERTIMBANGAN TERTULIS ATAS KEBIJAKAN INFORMASI PUBLIK"),
        hal: "Pertimbangan tertulis",
        lampiran: "–",
        tujuan: Vec::new(),
        kiri: Some("Menyetujui,\nPimpinan Badan Publik"),
        isi,
    }
}

pub(super) fn lembar_uji(bahan: &Bahan, fakta: &UjiKonsekuensiDilakukan, waktu: Waktu) -> Isi {
    Isi {
        templat: include_str!("../../surat/templat/surat/lembar_uji_konsekuensi.typ"),
        judul: Some("LEMBAR PENGUJIAN KONSEKUENSI"),
        hal: "Lembar pengujian konsekuensi",
        lampiran: "–",
        tujuan: Vec::new(),
        kiri: Some("Menyetujui,\nPimpinan Badan Publik"),
        isi: uji(bahan, fakta, waktu),
    }
}

pub(super) fn penetapan(bahan: &Bahan, fakta: &UjiKonsekuensiDilakukan, waktu: Waktu) -> Isi {
    let mut isi = uji(bahan, fakta, waktu);
    let nama = bahan.kantor.ditetapkan.as_ref().map(|kantor| kantor.nama.to_string());
    isi["badan"] = json!(nama.unwrap_or_else(|| "badan publik ini".to_owned()));
    isi["lingkup_kapital"] = json!(match fakta.lingkup {
        Lingkup::Sebagian => "Sebagian dari",
        Lingkup::Seluruhnya | Lingkup::TidakTercatat => "Seluruh",
    });
    let pelaksana: Vec<&str> = fakta.pelaksana.iter().map(events::teks::Label::as_str).collect();
    isi["pelaksana"] = json!(match pelaksana.is_empty() {
        true => "PPID".to_owned(),
        false => pelaksana.join(", "),
    });
    isi["persetujuan"] = json!(disetujui(bahan, HalDisetujui::Pengecualian));
    Isi {
        templat: include_str!("../../surat/templat/surat/penetapan_klasifikasi.typ"),
        judul: Some("PENETAPAN KLASIFIKASI INFORMASI YANG DIKECUALIKAN"),
        hal: "Penetapan klasifikasi informasi yang dikecualikan",
        lampiran: "–",
        tujuan: Vec::new(),
        kiri: Some("Menyetujui,\nPimpinan Badan Publik"),
        isi,
    }
}

fn uji(bahan: &Bahan, fakta: &UjiKonsekuensiDilakukan, waktu: Waktu) -> Value {
    json!({
        "hari": bahan.hari(waktu),
        "atas_perintah_majelis": fakta.atas_perintah_majelis,
        "informasi": teks(&fakta.informasi),
        "dasar": fakta.dasar.iter().map(|satu| kata_pasal(*satu)).collect::<Vec<_>>(),
        "dibuka": teks(&fakta.konsekuensi_dibuka),
        "ditutup": teks(&fakta.konsekuensi_ditutup),
        "jangka": jangka(fakta.jangka),
        "lingkup": match fakta.lingkup {
            Lingkup::Sebagian => "sebagian dari",
            Lingkup::Seluruhnya | Lingkup::TidakTercatat => "seluruh",
        },
        "pelaksana": fakta.pelaksana,
    })
}

/// The decree's number and date, as a letter names it.
pub(super) fn kata_sk(sk: &SkPengecualian) -> String {
    format!("Surat Keputusan Nomor {} tanggal {}", sk.nomor, tanggal_panjang(sk.tanggal))
}

/// What the decree says, from the last test before it.
pub(super) fn kutipan(bahan: &Bahan, sk: &SkPengecualian, pasal: &[Pasal17]) -> Value {
    let uji = bahan.terakhir(|event| match event {
        Event::UjiKonsekuensiDilakukan(fakta) => Some(fakta),
        _ => None,
    });
    let dasar = if pasal.is_empty() { uji.map_or(&[][..], |(uji, _)| &uji.dasar) } else { pasal };
    let dasar: Vec<String> = dasar.iter().map(|satu| kata_pasal(*satu)).collect();
    let isi = |pilih: fn(&UjiKonsekuensiDilakukan) -> String| {
        uji.map(|(uji, _)| pilih(uji)).unwrap_or_default()
    };
    json!({"sk": kata_sk(sk), "rincian": rincian(&[
        ("Informasi", isi(|uji| mungkin(Some(&uji.informasi)))),
        ("Dasar hukum", dasar.join("\n")),
        ("Konsekuensi bila dibuka", isi(|uji| mungkin(Some(&uji.konsekuensi_dibuka)))),
        ("Konsekuensi bila ditutup", isi(|uji| mungkin(Some(&uji.konsekuensi_ditutup)))),
        ("Jangka waktu", isi(|uji| jangka(uji.jangka))),
    ])})
}

fn kata_pasal(pasal: Pasal17) -> String {
    match pasal.isi_angka() {
        Some(isi) => format!("{pasal} UU 14/2008 ({}: {isi})", pasal.label()),
        None => format!("{pasal} UU 14/2008 ({})", pasal.label()),
    }
}

fn jangka(jangka: JangkaPengecualian) -> String {
    match jangka {
        JangkaPengecualian::Sampai(hari) => format!("sampai {}", tanggal_panjang(hari)),
        JangkaPengecualian::SelamaDiperlukan => {
            "selama diperlukan untuk kepentingan yang dilindungi".to_owned()
        }
    }
}

fn lingkup(lingkup: Lingkup) -> &'static str {
    match lingkup {
        Lingkup::Seluruhnya => "seluruhnya",
        Lingkup::Sebagian => "sebagian",
        Lingkup::TidakTercatat => "",
    }
}

/// Who approved, where somebody has.
fn disetujui(bahan: &Bahan, hal: HalDisetujui) -> Option<String> {
    let (fakta, waktu) = bahan.terakhir(|event| match event {
        Event::PersetujuanDiberikan(f)
            if f.hal == hal && f.putusan == PutusanPersetujuan::Setuju =>
        {
            Some(f)
        }
        _ => None,
    })?;
    let hari = bahan.hari(waktu);
    Some(format!("{} ({}) telah memberikan persetujuan pada {hari}", fakta.jabatan, fakta.oleh))
}
