//! The list of evidence: every document of the case under its number, with what
//! it is to prove (Pasal 52 Perki 1/2013), and the log itself as the first.

use std::collections::{BTreeMap, BTreeSet};

use bukti::bundel::Dokumen;
use chrono::NaiveDate;
use events::pihak::Berkas;
use events::sengketa::Event as Sengketa;
use events::teks::Isi;
use events::{AliranId, Event};
use projections::riwayat;

use super::Bahan;
use super::potongan::Potongan;
use crate::app::App;
use crate::berkas::disebut;
use crate::berkas::jenis::Jenis;
use crate::log::Disclosed;

/// One line.
pub(super) struct Eksibit {
    /// `T-1`.
    pub kode: String,
    pub uraian: String,
    pub tanggal: Option<NaiveDate>,
    pub peruntukan: String,
    /// The file's name as it was handed in, for readers who may see it.
    pub nama: Option<String>,
    /// Where it lies in the bundle, or why it does not.
    pub letak: Letak,
    pub sha256: Option<String>,
    /// Positions of the facts that tell of it.
    pub posisi: String,
}

pub(super) enum Letak {
    Berkas(String),
    Ditahan,
    /// Held elsewhere, or destroyed.
    TidakAda,
}

#[derive(Default)]
pub(super) struct Daftar {
    pub eksibit: Vec<Eksibit>,
    pub dokumen: Vec<Dokumen>,
    /// Digests of opened documents that are not here.
    pub tanpa_berkas: Vec<String>,
}

/// A document as a fact names it.
struct Disebut<'a> {
    fakta: &'a Disclosed,
    aliran: AliranId,
    terbuka: Berkas,
    /// Digest of the disclosure with its SHA-256.
    sidik: String,
    /// As the office numbered it before KI, with its purpose.
    kode: Option<(String, Option<String>)>,
}

impl Daftar {
    pub async fn susun(app: &App, bahan: &Bahan) -> anyhow::Result<Self> {
        let disebut = semua(bahan);
        let uraian: BTreeMap<u64, String> = riwayat::riwayat(&bahan.catatan, bahan.ekspor.perkara)
            .into_iter()
            .map(|baris| (baris.position, baris.uraian))
            .collect();
        let mut nomor = Nomor::sesudah(&disebut);
        let mut daftar = Daftar { eksibit: vec![log(bahan, nomor.berikut())], ..Daftar::default() };
        let mut nama_terpakai = BTreeSet::new();
        for satu in disebut {
            let (posisi, jenis) = (satu.fakta.open.position, &satu.fakta.kind);
            let (kode, tujuan) = match satu.kode.clone() {
                Some((kode, tujuan)) => (kode, tujuan),
                None => (nomor.berikut(), None),
            };
            let boleh = dibuka(satu.fakta, &satu.sidik, &bahan.potongan);
            let isinya = match boleh {
                true => app.isi_berkas(satu.aliran, &satu.terbuka).await?,
                false => None,
            };
            let letak = match isinya {
                _ if !boleh => Letak::Ditahan,
                None => {
                    daftar.tanpa_berkas.push(satu.sidik.clone());
                    Letak::TidakAda
                }
                Some(isinya) => {
                    let nama = nama_berkas(&kode, jenis, isinya.jenis, &mut nama_terpakai);
                    let letak = format!("data/bukti/{nama}");
                    daftar.dokumen.push(Dokumen { nama, sidik: satu.sidik, isi: isinya.bytes });
                    Letak::Berkas(letak)
                }
            };
            daftar.eksibit.push(Eksibit {
                kode,
                uraian: uraian.get(&posisi).cloned().unwrap_or_else(|| jenis.clone()),
                tanggal: satu.fakta.open.occurred_at.tanggal(app.zona),
                peruntukan: tujuan.unwrap_or_else(|| peruntukan(jenis).to_owned()),
                nama: teks(&satu.terbuka.nama).filter(|_| boleh),
                sha256: teks(&satu.terbuka.sidik).filter(|_| boleh),
                letak,
                posisi: posisi.to_string(),
            });
        }
        Ok(daftar)
    }
}

/// The facts themselves.
fn log(bahan: &Bahan, kode: String) -> Eksibit {
    let posisi = bahan.rangkaian.iter().flat_map(|satu| &satu.fakta).map(|f| f.sealed.position);
    let posisi: BTreeSet<u64> = posisi.collect();
    let (awal, akhir) = (posisi.first().copied(), posisi.last().copied());
    let rentang = awal.zip(akhir).map_or_else(String::new, |(a, b)| format!("{a} sampai {b}"));
    Eksibit {
        kode,
        uraian: format!("Rangkaian {} fakta perkara ini dalam log, dengan buktinya", posisi.len()),
        tanggal: Some(bahan.catatan.sudut.hari()),
        peruntukan: "Membuktikan apa yang dicatat, oleh siapa, kapan, dan dalam urutan apa, dan \
                     bahwa catatan itu tidak diubah sejak checkpoint (Pasal 51 huruf f Perki 1/2013; \
                     Pasal 5 dan 6 UU ITE)"
            .to_owned(),
        nama: None,
        letak: Letak::Berkas("data/peristiwa".to_owned()),
        sha256: None,
        posisi: rentang,
    }
}

/// Every document, in the order of the log.
fn semua(bahan: &Bahan) -> Vec<Disebut<'_>> {
    let mut semua = Vec::new();
    for rangkaian in &bahan.rangkaian {
        for fakta in &rangkaian.fakta {
            let kode = kode_bukti(fakta);
            let tersegel = berkas(&fakta.sealed.event);
            for (terbuka, tersegel) in berkas(&fakta.open.event).into_iter().zip(tersegel) {
                let Isi::Tersegel(sidik) = tersegel.sidik else { continue };
                let kode = kode.iter().find(|(id, ..)| *id == terbuka.id).cloned();
                let kode = kode.map(|(_, kode, tujuan)| (kode, tujuan));
                let aliran = rangkaian.aliran;
                semua.push(Disebut { fakta, aliran, terbuka, sidik, kode });
            }
        }
    }
    semua.sort_by_key(|satu| satu.fakta.open.position);
    semua
}

/// Every file that a fact names.
pub(super) fn berkas(event: &Event) -> Vec<Berkas> {
    serde_json::to_value(event).map(|nilai| disebut(&nilai)).unwrap_or_default()
}

/// The numbers that a list of evidence gave its files.
fn kode_bukti(fakta: &Disclosed) -> Vec<(Option<uuid::Uuid>, String, Option<String>)> {
    let Event::Sengketa(Sengketa::BuktiDisampaikan(disampaikan)) = &fakta.open.event else {
        return Vec::new();
    };
    let bernomor = disampaikan.daftar.iter().filter_map(|bukti| {
        let berkas = bukti.berkas.as_ref()?;
        Some((berkas.id, bukti.kode.to_string(), teks(&bukti.tujuan)))
    });
    bernomor.collect()
}

fn dibuka(fakta: &Disclosed, sidik: &str, potongan: &Potongan) -> bool {
    let nilai = fakta.values.iter().find(|nilai| nilai.digest == sidik);
    nilai.is_some_and(|nilai| potongan.terbuka(fakta, nilai))
}

fn teks(isi: &Isi) -> Option<String> {
    isi.teks().map(str::to_owned)
}

/// Numbers that no list of the office has used before KI.
struct Nomor(u32);

impl Nomor {
    fn sesudah(disebut: &[Disebut<'_>]) -> Self {
        let kode = disebut.iter().filter_map(|satu| satu.kode.as_ref());
        let angka = kode.filter_map(|(kode, _)| kode.strip_prefix("T-")?.parse().ok());
        Nomor(angka.max().unwrap_or(0))
    }

    fn berikut(&mut self) -> String {
        self.0 = self.0.saturating_add(1);
        format!("T-{}", self.0)
    }
}

/// Of the number and the kind of fact: what people called it may name somebody.
fn nama_berkas(
    kode: &str,
    jenis_fakta: &str,
    jenis: Jenis,
    terpakai: &mut BTreeSet<String>,
) -> String {
    let bersih = |satu: char| if satu.is_ascii_alphanumeric() { satu } else { '-' };
    let kode: String = kode.chars().map(bersih).take(24).collect();
    let mut sebutan = String::new();
    for huruf in jenis_fakta.chars() {
        if huruf.is_ascii_uppercase() && !sebutan.is_empty() {
            sebutan.push('-');
        }
        sebutan.push(bersih(huruf.to_ascii_lowercase()));
    }
    let akhiran = jenis.akhiran();
    let mut nama = format!("{kode}-{sebutan}.{akhiran}");
    let mut ke = 2;
    while !terpakai.insert(nama.clone()) {
        nama = format!("{kode}-{sebutan}-{ke}.{akhiran}");
        ke += 1;
    }
    nama
}

/// What a document of such a fact is to prove.
fn peruntukan(jenis: &str) -> &'static str {
    match jenis {
        "PermohonanDiterima" | "PerbaikanDiterima" => {
            "Identitas pemohon dan kedudukan hukumnya (Pasal 11 Perki 1/2013); isi permohonan"
        }
        "KeberatanDiterima" => "Isi keberatan dan hari diterimanya (Pasal 35 dan 36 UU 14/2008)",
        "DisposisiDiberikan" | "DisposisiDikembalikan" | "JawabanUnitDiterima" => {
            "Langkah badan publik menyiapkan jawaban dalam jangka waktunya (Pasal 22(7) UU 14/2008)"
        }
        "InformasiDiberikan" => {
            "Informasi yang diberikan, dan bahwa ia sudah diberikan (Pasal 22(7) UU 14/2008)"
        }
        "SalinanDihitamkan" => {
            "Salinan yang bagian dikecualikannya dihitamkan, dengan dasar setiap bagiannya \
             (Pasal 22(7) huruf e UU 14/2008; Pasal 50(2) Perki 1/2021)"
        }
        "SuratDirancang" => "Naskah surat sebagaimana disusun dari fakta perkara",
        "SuratDitandatangani" => "Surat sebagaimana ditandatangani dan disampaikan",
        "SuratDikirim" => "Pengiriman surat dan harinya",
        "SuratDiterima" => "Diterimanya surat, dari mana jangka waktu berikutnya dihitung",
        "KuasaDiberikan" => "Kewenangan kuasa mewakili badan publik",
        "BuktiDisampaikan" => "Sebagaimana disebut dalam daftar bukti yang disampaikan",
        _ => "Fakta yang disebut, sebagaimana dicatat",
    }
}
