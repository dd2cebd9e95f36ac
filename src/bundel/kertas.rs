//! The papers of a bundle: what people read of it before they check it.

use anyhow::Context;
use chrono::{DateTime, Utc};
use events::Event;
use events::pendamping::{Event as Pendamping, PenerimaBundel};
use events::perkara::Event as Perkara;
use events::surel::PenerimaSurel;
use events::waktu::{Zona, tanggal_panjang};

use super::daftar::{Daftar, Eksibit, Letak};
use super::kronologi::Kronologi;
use super::penjelasan::{cara, pengantar, sistem};
use super::redaksi::redaksi;
use super::{Bahan, Kertas};
use crate::log::Disclosed;
use crate::naskah::pdf::{self, Asal};
use crate::naskah::{Bagian, Kolom, Naskah, Sel, Tabel, csv};

/// The verifier that needs nothing of Jejak.
const VERIFY: &[u8] = include_bytes!("../bukti/src/verify.py");

/// A moment as papers say it: `2 Maret 2026 09.15.00 WIB`.
pub(super) fn saat(zona: Zona, ini: DateTime<Utc>) -> String {
    format!("{} {} {zona}", tanggal_panjang(zona.tanggal(ini)), zona.jam(ini))
}

pub(super) fn kolom(semua: &[(&'static str, u8)]) -> Vec<Kolom> {
    semua.iter().map(|(nama, lebar)| Kolom { nama, lebar: *lebar }).collect()
}

/// Every paper. Takes processor time: not for a thread that others wait for.
pub(super) fn tulis(bahan: &Bahan, daftar: &Daftar) -> anyhow::Result<Kertas> {
    let kronologi = Kronologi::dari(bahan);
    let mut json = serde_json::to_vec_pretty(&kronologi.json)?;
    json.push(b'\n');
    let mut kertas = Kertas::from([
        ("02-KRONOLOGI.json".to_owned(), json),
        ("verifikasi/verify.py".to_owned(), VERIFY.to_vec()),
    ]);
    let asal = Asal::dari(&bahan.kantor, bahan.catatan.sudut, bahan.catatan.sudut.zona);
    let bernama = |judul: &str, bagian: Vec<Bagian>, melebar: bool| Naskah {
        judul: judul.to_owned(),
        keterangan: keterangan(bahan),
        bagian,
        melebar,
    };
    let semua = [
        (
            "00-SURAT-PENGANTAR",
            bernama("Surat pengantar berkas perkara", pengantar(bahan, daftar), false),
            false,
        ),
        ("01-DAFTAR-BUKTI", bernama("Daftar bukti", vec![daftar_bukti(daftar)], true), true),
        ("02-KRONOLOGI", bernama("Kronologi perkara", kronologi.bagian, false), false),
        ("03-ISI", bernama("Isi yang dibuka", vec![isi(bahan)], true), false),
        (
            "04-PENGIRIMAN",
            bernama("Pengiriman dan penerimaan", vec![pengiriman(bahan)], false),
            true,
        ),
        ("05-KUSTODI", bernama("Kustodi berkas", vec![kustodi(bahan)], false), true),
        ("06-REDAKSI", bernama("Yang tidak dibuka", vec![redaksi(bahan)], true), true),
        ("07-KETERANGAN-SISTEM", bernama("Keterangan sistem", sistem(bahan), false), false),
        (
            "verifikasi/CARA-MEMERIKSA",
            bernama("Cara memeriksa berkas ini", cara(bahan), false),
            false,
        ),
    ];
    for (nama, naskah, juga_csv) in semua {
        let pdf = pdf::tulis(&naskah, &asal).with_context(|| format!("{nama} tidak tersusun"))?;
        kertas.insert(format!("{nama}.pdf"), pdf);
        if juga_csv {
            kertas.insert(format!("{nama}.csv"), csv::tulis(&naskah)?);
        }
    }
    Ok(kertas)
}

/// At the top of every paper; what ends with `log` stands at its foot.
fn keterangan(bahan: &Bahan) -> Vec<(String, String)> {
    let ekspor = &bahan.ekspor;
    let ini = saat(bahan.catatan.sudut.zona, ekspor.saat);
    let untuk = match ekspor.untuk {
        PenerimaBundel::Majelis => "Majelis Komisioner (identitas terbuka)",
        PenerimaBundel::Pihak => "pihak lain (identitas ditahan)",
    };
    vec![
        ("Perkara".to_owned(), bahan.nomor()),
        ("Untuk".to_owned(), untuk.to_owned()),
        ("Dibuat".to_owned(), ini),
        ("Posisi log".to_owned(), ekspor.pegangan.ukuran.to_string()),
        ("Akar log".to_owned(), hex::encode(ekspor.pegangan.akar)),
    ]
}

fn daftar_bukti(daftar: &Daftar) -> Bagian {
    let baris = daftar.eksibit.iter().map(|satu| {
        let Eksibit { kode, uraian, tanggal, peruntukan, nama, letak, sha256, posisi } = satu;
        let letak = match letak {
            Letak::Berkas(letak) => letak.clone(),
            Letak::Ditahan => "ditahan dalam potongan ini".to_owned(),
            Letak::TidakAda => "tidak ada lagi, atau disimpan di tempat lain".to_owned(),
        };
        vec![
            Sel::teks(kode.clone()),
            Sel::teks(match nama {
                Some(nama) => format!("{uraian}: {nama}"),
                None => uraian.clone(),
            }),
            Sel::from(*tanggal),
            Sel::teks(peruntukan.clone()),
            Sel::teks(letak),
            Sel::from(sha256.clone()),
            Sel::teks(posisi.clone()),
        ]
    });
    Bagian {
        judul: "Bukti termohon".to_owned(),
        alinea: vec![
            "Sidik SHA-256 setiap dokumen tercatat dalam log pada posisi yang disebut.".to_owned(),
        ],
        tabel: Some(Tabel {
            kolom: kolom(&[
                ("Kode", 5),
                ("Bukti", 18),
                ("Tanggal", 9),
                ("Peruntukan", 20),
                ("Berkas", 14),
                ("SHA-256", 12),
                ("Fakta", 5),
            ]),
            baris: baris.collect(),
        }),
    }
}

/// The name of a fact or of a part of one, as people read it.
pub(super) fn kata(nama: &str) -> String {
    let mut kata = String::new();
    for (ke, aksara) in nama.chars().enumerate() {
        match aksara {
            '_' => kata.push(' '),
            '.' => kata.push_str(": "),
            _ if aksara.is_uppercase() && ke > 0 => kata.extend([' ', aksara.to_ascii_lowercase()]),
            _ => kata.push(aksara.to_ascii_lowercase()),
        }
    }
    kata
}

pub(super) fn semua_fakta(bahan: &Bahan) -> Vec<&Disclosed> {
    let mut semua: Vec<_> = bahan.rangkaian.iter().flat_map(|satu| &satu.fakta).collect();
    semua.sort_by_key(|satu| satu.open.position);
    semua
}

fn isi(bahan: &Bahan) -> Bagian {
    let mut baris = Vec::new();
    for fakta in semua_fakta(bahan) {
        let terbuka = fakta.values.iter().filter(|nilai| bahan.potongan.terbuka(fakta, nilai));
        for isi in terbuka.filter_map(|nilai| nilai.disclosure.as_ref()) {
            baris.push(vec![
                Sel::angka(fakta.open.position),
                Sel::Teks(kata(&fakta.kind)),
                Sel::Teks(kata(&isi.name)),
                Sel::teks(isi.value.clone()),
            ]);
        }
    }
    Bagian {
        judul: "Isi".to_owned(),
        alinea: vec![
            "Setiap isi terikat pada fakta di posisinya: sidiknya ada dalam daun, dan alat \
             pemeriksa menghitungnya kembali."
                .to_owned(),
        ],
        tabel: Some(Tabel {
            kolom: kolom(&[("Posisi", 6), ("Fakta", 18), ("Bagian", 16), ("Isi", 38)]),
            baris,
        }),
    }
}

fn pengiriman(bahan: &Bahan) -> Bagian {
    let zona = bahan.catatan.sudut.zona;
    let kepada = |penerima: PenerimaSurel| match penerima {
        PenerimaSurel::Pengguna(_) => "petugas",
        PenerimaSurel::Pemohon => "pemohon",
    };
    let mut baris = Vec::new();
    for fakta in semua_fakta(bahan) {
        let (apa, rujukan) = match &fakta.open.event {
            Event::Pendamping(Pendamping::SurelDikirim(f)) => (
                format!("surel kepada {} diambil alih server surel", kepada(f.kepada)),
                format!("Message-ID {}", f.surel),
            ),
            Event::Pendamping(Pendamping::SurelGagal(f)) => (
                format!("surel kepada {} tidak terkirim", kepada(f.kepada)),
                match f.kode {
                    Some(kode) => format!("Message-ID {}, jawaban server {kode}", f.surel),
                    None => format!("Message-ID {}", f.surel),
                },
            ),
            Event::Perkara(event) => match event.as_ref() {
                Perkara::SuratDikirim(f) => (
                    "surat dikirim".to_owned(),
                    f.resi.as_ref().map(ToString::to_string).unwrap_or_default(),
                ),
                Perkara::SuratDiterima(_) => ("surat diterima".to_owned(), String::new()),
                Perkara::SuratTidakLengkapDiterima(_) => {
                    ("keterangan tidak lengkap diterima pemohon".to_owned(), String::new())
                }
                Perkara::PemberitahuanTertulisDiterima(_) => {
                    ("pemberitahuan tertulis diterima pemohon".to_owned(), String::new())
                }
                Perkara::TanggapanKeberatanDiterima(_) => {
                    ("tanggapan atas keberatan diterima pemohon".to_owned(), String::new())
                }
                _ => continue,
            },
            _ => continue,
        };
        baris.push(vec![
            Sel::angka(fakta.open.position),
            Sel::from(fakta.open.occurred_at.tanggal(zona)),
            Sel::teks(saat(zona, fakta.open.recorded_at)),
            Sel::teks(apa),
            Sel::teks(rujukan),
        ]);
    }
    let kosong = "Tidak ada pengiriman yang tercatat.".to_owned();
    let penjelasan = "Server surel yang mengambil alih bukan tanda bahwa surel dibaca.".to_owned();
    Bagian {
        judul: "Pengiriman".to_owned(),
        alinea: vec![if baris.is_empty() { kosong } else { penjelasan }],
        tabel: Some(Tabel {
            kolom: kolom(&[
                ("Posisi", 6),
                ("Terjadi", 12),
                ("Dicatat", 16),
                ("Peristiwa", 24),
                ("Rujukan", 20),
            ]),
            baris,
        }),
    }
}

fn kustodi(bahan: &Bahan) -> Bagian {
    let (zona, ekspor) = (bahan.catatan.sudut.zona, &bahan.ekspor);
    let mut baris = Vec::new();
    for fakta in semua_fakta(bahan) {
        let apa = match &fakta.open.event {
            Event::Pendamping(Pendamping::DataPribadiDilihat(f)) => {
                format!("data pribadi dilihat, {} nilai: {}", f.jumlah, f.keperluan)
            }
            Event::Pendamping(Pendamping::BerkasDiekspor(f)) => format!(
                "berkas dibuat untuk {}: {} (SHA-256 {})",
                f.untuk.sebutan(),
                f.keperluan,
                f.sha256.as_str()
            ),
            Event::Perkara(event) => match event.as_ref() {
                Perkara::DataPribadiDihapus(f) => {
                    format!("data pribadi dihapus: {} nilai", f.nilai)
                }
                _ => continue,
            },
            _ => continue,
        };
        let (ini, oleh) = (fakta.open.recorded_at, fakta.open.actor.to_string());
        baris.push(vec![
            Sel::teks(saat(zona, ini)),
            Sel::teks(apa),
            Sel::teks(bahan.nama_pelaku(&oleh)),
            Sel::angka(fakta.open.position),
        ]);
    }
    baris.push(vec![
        Sel::teks(saat(zona, ekspor.saat)),
        Sel::teks(format!(
            "berkas ini dibuat untuk {}: {}",
            ekspor.untuk.sebutan(),
            ekspor.keperluan
        )),
        Sel::teks(bahan.nama_pelaku(ekspor.oleh.as_str())),
        Sel::teks("sesudah checkpoint"),
    ]);
    Bagian {
        judul: "Siapa melihat dan mengeluarkan".to_owned(),
        alinea: vec![
            "Sesudah berkas ini keluar dari kantor, serah terimanya dicatat pemegangnya di bawah \
             tabel ini."
                .to_owned(),
        ],
        tabel: Some(Tabel {
            kolom: kolom(&[("Saat", 18), ("Peristiwa", 34), ("Oleh", 18), ("Posisi", 8)]),
            baris,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_facts_are_words() {
        assert_eq!(kata("PermohonanDiterima"), "permohonan diterima");
        assert_eq!(kata("pemohon.nomor_identitas"), "pemohon: nomor identitas");
        assert_eq!(kata(""), "");
    }
}
