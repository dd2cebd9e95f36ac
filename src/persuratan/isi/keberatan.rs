//! Letters about a keberatan and a dispute: the form, the answer, what the office
//! says to Komisi Informasi.

use events::hari_kerja::{Arah, CaraHitung, HariKerja};
use events::keberatan::{AlasanKeberatan, KeberatanDiterima};
use events::pemberitahuan::PutusanPemberitahuan;
use events::perkara::Event;
use events::pihak::Lingkup;
use events::sengketa::Event as Sengketa;
use events::sengketa::SengketaDiberitahukan;
use events::tanggapan_keberatan::{PutusanKeberatan, TanggapanKeberatanDikirim};
use events::waktu::Waktu;
use serde_json::{Value, json};

use super::pengecualian::{kata_sk, kutipan};
use super::{rincian, tujuan};
use crate::persuratan::Isi;
use crate::persuratan::bahan::{Bahan, hari as hari_panjang, mungkin, teks};

const SEMUA: [AlasanKeberatan; 7] = [
    AlasanKeberatan::A,
    AlasanKeberatan::B,
    AlasanKeberatan::C,
    AlasanKeberatan::D,
    AlasanKeberatan::E,
    AlasanKeberatan::F,
    AlasanKeberatan::G,
];

pub(super) fn formulir(bahan: &Bahan, fakta: &KeberatanDiterima, waktu: Waktu) -> Isi {
    let orang = bahan.pemohon();
    let permohonan = bahan.permohonan();
    let nomor = permohonan.map(|_| bahan.nomor_pendaftaran()).unwrap_or_default();
    let diminta = permohonan.and_then(|(fakta, _)| fakta.rincian.as_ref());
    let tujuan = permohonan.and_then(|(fakta, _)| fakta.tujuan.as_ref());
    let kuasa = fakta.kuasa.as_ref().map(|kuasa| teks(&kuasa.nama)).or(orang.kuasa);
    let alasan = SEMUA.into_iter().map(|satu| {
        json!({"huruf": satu.huruf(), "nama": satu.uraian(), "dipilih": fakta.alasan.contains(&satu)})
    });
    let isi = json!({
        "pengaju": rincian(&[
            ("Nomor registrasi keberatan", nomor_keberatan(bahan).unwrap_or_default()),
            ("Nomor pendaftaran permohonan", nomor),
            ("Informasi yang diminta", mungkin(fakta.informasi.as_ref().or(diminta))),
            ("Tujuan penggunaan informasi", mungkin(fakta.tujuan.as_ref().or(tujuan))),
            ("Nama pemohon", orang.nama),
            ("Alamat", orang.alamat),
            ("Pekerjaan", orang.pekerjaan),
            ("Telepon / surel", orang.kontak),
            ("Nama kuasa pemohon", kuasa.unwrap_or_default()),
        ]),
        "alasan": alasan.collect::<Vec<_>>(),
        "kasus_posisi": fakta.kasus_posisi.as_ref().map(teks),
        "diterima": bahan.hari(waktu),
        "paling_lambat": waktu.tanggal(bahan.zona).map(|hari| {
            // The earliest day under every reading: what the office promises, it keeps.
            let hk = HariKerja(30);
            hari_panjang(bahan.kerja.hitung(hari, hk, CaraHitung::HariSama, Arah::Maju))
        }),
    });
    Isi {
        templat: include_str!("../../surat/templat/surat/formulir_keberatan.typ"),
        judul: Some("PERNYATAAN KEBERATAN ATAS PERMOHONAN INFORMASI"),
        hal: "Pernyataan keberatan atas permohonan informasi",
        lampiran: "–",
        tujuan: Vec::new(),
        kiri: Some("Pengaju Keberatan"),
        isi,
    }
}

pub(super) fn tanggapan(bahan: &Bahan, fakta: &TanggapanKeberatanDikirim) -> Isi {
    let keberatan = keberatan(bahan);
    let permohonan = bahan.permohonan();
    let diminta = permohonan.and_then(|(fakta, _)| fakta.rincian.as_ref());
    let informasi = keberatan.and_then(|(k, _)| k.informasi.as_ref());
    let orang = bahan.pemohon();
    let nomor = permohonan.map(|_| bahan.nomor_pendaftaran()).unwrap_or_default();
    let putusan = match fakta.putusan {
        PutusanKeberatan::Mengabulkan => "mengabulkan keberatan Saudara",
        PutusanKeberatan::MengabulkanSebagian => "mengabulkan sebagian keberatan Saudara",
        PutusanKeberatan::Menguatkan => "menguatkan putusan PPID",
        PutusanKeberatan::TidakTercatat => "memutus keberatan tersebut",
    };
    let alasan = keberatan.map_or(&[][..], |(k, _)| &k.alasan);
    let alasan: Vec<String> = alasan
        .iter()
        .map(|satu| format!("{} (Pasal 35 ayat (1) huruf {})", satu.uraian(), satu.huruf()))
        .collect();
    let isi = json!({
        "keberatan_diterima": keberatan
            .map_or_else(|| "tanggal yang tidak tercatat".to_owned(), |(_, waktu)| bahan.hari(waktu)),
        "nomor_keberatan": nomor_keberatan(bahan),
        "rincian": rincian(&[
            ("Nama", orang.nama.clone()),
            ("Nomor pendaftaran permohonan", nomor),
            ("Informasi yang diminta", mungkin(informasi.or(diminta))),
        ]),
        "alasan": alasan,
        "putusan": putusan,
        "uraian": fakta.uraian.as_ref().map(teks),
        "sk": fakta.sk.as_ref().map(kata_sk),
        "kutipan": fakta.sk.as_ref().map_or(Value::Null, |sk| kutipan(bahan, sk, &[])),
    });
    Isi {
        templat: include_str!("../../surat/templat/surat/tanggapan_keberatan.typ"),
        judul: None,
        hal: "Tanggapan atas keberatan",
        lampiran: if fakta.sk.is_some() { "1 (satu) berkas" } else { "–" },
        tujuan: tujuan(&orang),
        kiri: None,
        isi,
    }
}

pub(super) fn jawaban_ki(bahan: &Bahan, fakta: &SengketaDiberitahukan) -> Isi {
    let sengketa = bahan.sengketa.get(&fakta.sengketa).map_or(&[][..], Vec::as_slice);
    let (mut komisi, mut register, mut jawaban) = (None, None, None);
    for satu in events::koreksi::berlaku(sengketa) {
        match satu.event {
            Sengketa::SengketaDiajukan(f) => komisi = f.komisi.as_ref().map(ToString::to_string),
            Sengketa::SengketaDialihkan(f) => komisi = Some(f.ke.to_string()),
            Sengketa::SengketaDiregistrasi(f) => register = Some(f.nomor.to_string()),
            Sengketa::JawabanTermohonDisampaikan(f) => jawaban = f.uraian.as_ref().map(teks),
            _ => {}
        }
    }
    let orang = bahan.pemohon();
    let permohonan = bahan.permohonan();
    let diminta = permohonan.and_then(|(fakta, _)| fakta.rincian.as_ref());
    let nomor = permohonan.map(|_| bahan.nomor_pendaftaran()).unwrap_or_default();
    let pemohon = if orang.nama.is_empty() { "Pemohon".to_owned() } else { orang.nama };
    let isi = json!({
        "register": register,
        "pemohon": pemohon,
        "rincian": rincian(&[
            ("Nomor pendaftaran", nomor),
            ("Informasi yang diminta", mungkin(diminta)),
        ]),
        "kronologi": kronologi(bahan),
        "jawaban": jawaban,
    });
    let komisi = komisi.unwrap_or_else(|| "Komisi Informasi".to_owned());
    Isi {
        templat: include_str!("../../surat/templat/surat/jawaban_komisi_informasi.typ"),
        judul: None,
        hal: "Jawaban Termohon atas sengketa informasi publik",
        lampiran: "–",
        tujuan: vec![format!("Majelis Komisioner {komisi}"), "di tempat".to_owned()],
        kiri: None,
        isi,
    }
}

fn keberatan(bahan: &Bahan) -> Option<(&KeberatanDiterima, Waktu)> {
    bahan.terakhir(|event| match event {
        Event::KeberatanDiterima(fakta) => Some(fakta),
        _ => None,
    })
}

fn nomor_keberatan(bahan: &Bahan) -> Option<String> {
    let nomor = bahan.terakhir(|event| match event {
        Event::KeberatanDicatat(fakta) => fakta.nomor.tetap().map(ToString::to_string),
        _ => None,
    });
    nomor.map(|(nomor, _)| nomor)
}

/// What happened between the office and the pemohon, by its days.
fn kronologi(bahan: &Bahan) -> Vec<Value> {
    let kejadian = bahan.berlaku().filter_map(|fakta| Some((peristiwa(fakta.event)?, fakta.waktu)));
    kejadian.map(|(kata, waktu)| json!({"hari": bahan.hari(waktu), "peristiwa": kata})).collect()
}

fn peristiwa(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::PermohonanDiterima(_) => "Permohonan informasi diterima",
        Event::SuratTidakLengkapDikirim(_) => "Surat keterangan tidak lengkap dikirim",
        Event::PerbaikanDiterima(_) => "Perbaikan permohonan diterima",
        Event::PerpanjanganDiberitahukan(_) => "Perpanjangan waktu diberitahukan",
        Event::PemberitahuanTertulisDikirim(f) => match f.putusan {
            PutusanPemberitahuan::Dikabulkan(Lingkup::Sebagian) => {
                "Pemberitahuan tertulis dikirim: dikabulkan sebagian"
            }
            PutusanPemberitahuan::Dikabulkan(_) => "Pemberitahuan tertulis dikirim: dikabulkan",
            PutusanPemberitahuan::TidakDikuasai => {
                "Pemberitahuan tertulis dikirim: informasi tidak dikuasai"
            }
            PutusanPemberitahuan::TidakTercatat => "Pemberitahuan tertulis dikirim",
        },
        Event::PenolakanDiberitahukan(_) => "Penolakan diberitahukan",
        Event::PemberitahuanTertulisDiterima(_) => "Pemberitahuan tertulis diterima Pemohon",
        Event::InformasiDiberikan(_) => "Informasi diberikan",
        Event::KeberatanDiterima(_) => "Keberatan diterima",
        Event::TanggapanKeberatanDikirim(_) => "Tanggapan atas keberatan dikirim",
        Event::TanggapanKeberatanDiterima(_) => "Tanggapan atas keberatan diterima Pemohon",
        Event::SengketaDiberitahukan(_) => "Permohonan penyelesaian sengketa diajukan",
        _ => return None,
    })
}
