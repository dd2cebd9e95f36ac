//! Blacking-out: a copy of a document of a case, in which nothing stands under
//! the boxes. Documents come from outside, so that a process of its own reads
//! them.

pub mod anak;

use events::AliranId;
use events::penghitaman::{KotakHitam, SalinanDihitamkan};
use events::pihak::Berkas;
use events::teks::{Isi, Label};
use events::waktu::tanggal_panjang;
use projections::perkara;
use surat::hitam::{Keterangan, Kotak, SUSUNAN, TITIK_PER_INCI, Ukuran};
use uuid::Uuid;

use crate::app::App;
use anak::Pesanan;

/// Dots an inch of a page on a screen.
const TITIK_LAYAR: u32 = 80;
const PDF: &str = "application/pdf";
/// Of every copy: what the document was called may name somebody.
const NAMA_SALINAN: &str = "salinan-dihitamkan.pdf";

/// Why a document could not be shown or blacked out.
#[derive(Debug, thiserror::Error)]
pub enum PenghitamanGagal {
    #[error("berkas ini tidak ditemukan; periksa alamatnya")]
    TidakAda,
    #[error("hanya PDF yang dapat dihitamkan; simpan dokumennya sebagai PDF lalu unggah lagi")]
    BukanPdf,
    /// What the reader has against the document, under its stable name.
    #[error("{uraian}")]
    Ditolak { kode: String, uraian: String },
    #[error("dokumen itu menghentikan pembacanya; cetak ulang ke PDF lalu unggah lagi")]
    Terhenti,
    #[error("dokumen itu terlalu lama dibaca; bagi dahulu, atau cetak ulang ke PDF")]
    TerlaluLama,
    #[error(transparent)]
    Lain(#[from] anyhow::Error),
}

/// Pages of a document as they look on a screen.
pub struct Halaman {
    /// How large each page of the document is.
    pub semua: Vec<Ukuran>,
    /// Each with its number, as PNG.
    pub gambar: Vec<(u32, Vec<u8>)>,
}

impl App {
    /// Some pages of a document, with what would be blacked out on them.
    pub async fn gambar_dokumen(
        &self,
        (pemilik, dokumen): (AliranId, &Berkas),
        (dari, banyak): (u32, u32),
        kotak: &[KotakHitam],
    ) -> Result<Halaman, PenghitamanGagal> {
        let pdf = self.pdf(pemilik, dokumen).await?;
        let semua = anak::minta(&Pesanan::Ukuran, &pdf).await?;
        let semua: Vec<Ukuran> = serde_json::from_slice(&semua).map_err(anyhow::Error::from)?;
        let kotak: Vec<Kotak> = kotak.iter().map(kotak_hitam).collect();
        let terakhir = u32::try_from(semua.len()).unwrap_or(u32::MAX);
        let mut gambar = Vec::new();
        for halaman in (dari..=terakhir).take(banyak as usize) {
            let pesanan =
                Pesanan::Gambar { halaman, titik_per_inci: TITIK_LAYAR, kotak: kotak.clone() };
            gambar.push((halaman, anak::minta(&pesanan, &pdf).await?));
        }
        Ok(Halaman { semua, gambar })
    }

    /// The bytes of a copy. It bears the present moment.
    pub async fn hitamkan(
        &self,
        perkara: Uuid,
        (pemilik, dokumen): (AliranId, &Berkas),
        fakta: &SalinanDihitamkan,
        kantor: String,
    ) -> Result<Vec<u8>, PenghitamanGagal> {
        let pdf = self.pdf(pemilik, dokumen).await?;
        let catatan = self.catatan_untuk(&[perkara], self.sudut_kini().await?).await?;
        let nomor = perkara::satu(&catatan, perkara);
        let nomor = nomor.map_or_else(|| "belum bernomor".to_owned(), |baris| baris.nomor());
        let keterangan = Keterangan {
            kantor,
            nomor,
            sk: fakta.sk.as_ref().map(Label::to_string),
            tanggal: tanggal_panjang(self.hari_ini()),
            saat: self.clock.now().with_timezone(&self.zona.offset()),
        };
        let kotak = fakta.kotak.iter().map(kotak_hitam).collect();
        anak::minta(&Pesanan::Hitamkan { kotak, keterangan }, &pdf).await
    }

    async fn pdf(&self, pemilik: AliranId, dokumen: &Berkas) -> Result<Vec<u8>, PenghitamanGagal> {
        let isinya = self.isi_berkas(pemilik, dokumen).await?;
        let isinya = isinya.ok_or(PenghitamanGagal::TidakAda)?;
        match isinya.jenis.mime {
            PDF => Ok(isinya.bytes),
            _ => Err(PenghitamanGagal::BukanPdf),
        }
    }
}

/// The fact of a copy that is yet to be made.
pub fn calon(
    dokumen: Uuid,
    kotak: Vec<KotakHitam>,
    sk: Option<Label>,
) -> anyhow::Result<SalinanDihitamkan> {
    let salinan =
        Berkas { id: None, nama: Isi::try_new("")?, ukuran_bytes: 0, sidik: Isi::try_new("")? };
    let (titik_per_inci, susunan) = (TITIK_PER_INCI, SUSUNAN);
    Ok(SalinanDihitamkan { dokumen, salinan, kotak, sk, titik_per_inci, susunan })
}

/// How the copy is called in custody.
pub fn nama_salinan() -> &'static str {
    NAMA_SALINAN
}

fn kotak_hitam(kotak: &KotakHitam) -> Kotak {
    Kotak {
        halaman: kotak.halaman,
        kiri: kotak.kiri,
        atas: kotak.atas,
        lebar: kotak.lebar,
        tinggi: kotak.tinggi,
        pasal: kotak.dasar.to_string(),
        alasan: kotak.alasan.teks().unwrap_or_default().to_owned(),
    }
}
