//! The dots of a page: boxes burnt into them, and written as a picture.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageError};

use super::{HitamDitolak, Kotak, SATUAN};

/// How much of a photograph is kept.
const MUTU_JPEG: u8 = 85;

pub(super) struct Gambar {
    lebar: u16,
    tinggi: u16,
    /// Red, green and blue of each dot.
    rgb: Vec<u8>,
}

impl Gambar {
    /// From dots whose colours are laid on white as far as something shows
    /// through.
    pub(super) fn dari_rgba(lebar: u16, tinggi: u16, rgba: &[u8]) -> Self {
        let di_atas_putih = |titik: &[u8]| {
            let putih = u8::MAX - titik[3];
            [titik[0], titik[1], titik[2]].map(|warna| warna.saturating_add(putih))
        };
        let rgb = rgba.chunks_exact(4).flat_map(di_atas_putih).collect();
        Gambar { lebar, tinggi, rgb }
    }

    /// Every dot that a box touches becomes black.
    pub(super) fn hitamkan<'a>(&mut self, semua: impl Iterator<Item = &'a Kotak>) {
        for kotak in semua {
            let (kiri, kanan) = rentang(kotak.kiri, kotak.lebar, self.lebar);
            let (atas, bawah) = rentang(kotak.atas, kotak.tinggi, self.tinggi);
            for baris in atas..bawah {
                let awal = baris * usize::from(self.lebar);
                self.rgb[(awal + kiri) * 3..(awal + kanan) * 3].fill(0);
            }
        }
    }

    pub(super) fn png(&self) -> Result<Vec<u8>, HitamDitolak> {
        let (bytes, warna) = self.bytes();
        let mut keluar = Vec::new();
        let (lebar, tinggi) = self.sisi();
        PngEncoder::new(&mut keluar).write_image(&bytes, lebar, tinggi, warna)?;
        Ok(keluar)
    }

    /// Print is smaller and exact as PNG, a scan as JPEG; with how its name ends.
    pub(super) fn terkecil(&self) -> Result<(&'static str, Vec<u8>), HitamDitolak> {
        let png = self.png()?;
        let (bytes, warna) = self.bytes();
        let mut jpeg = Vec::new();
        let (lebar, tinggi) = self.sisi();
        JpegEncoder::new_with_quality(&mut jpeg, MUTU_JPEG)
            .write_image(&bytes, lebar, tinggi, warna)?;
        Ok(if jpeg.len() * 2 < png.len() { ("jpg", jpeg) } else { ("png", png) })
    }

    /// One value a dot where nothing has a colour.
    fn bytes(&self) -> (Vec<u8>, ExtendedColorType) {
        let kelabu = self.rgb.chunks_exact(3).all(|t| t[0] == t[1] && t[1] == t[2]);
        match kelabu {
            true => (self.rgb.iter().step_by(3).copied().collect(), ExtendedColorType::L8),
            false => (self.rgb.clone(), ExtendedColorType::Rgb8),
        }
    }

    fn sisi(&self) -> (u32, u32) {
        (self.lebar.into(), self.tinggi.into())
    }
}

/// From the first to behind the last dot that is touched at all.
fn rentang(awal: u32, panjang: u32, titik: u16) -> (usize, usize) {
    let (satuan, awal, panjang) = (u64::from(SATUAN), u64::from(awal), u64::from(panjang));
    let pertama = awal * u64::from(titik) / satuan;
    let sesudah = ((awal + panjang) * u64::from(titik)).div_ceil(satuan);
    let di_dalam = |ke: u64| usize::from(u16::try_from(ke).unwrap_or(titik).min(titik));
    (di_dalam(pertama), di_dalam(sesudah))
}

impl From<ImageError> for HitamDitolak {
    fn from(galat: ImageError) -> Self {
        HitamDitolak::Susunan(galat.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kotak(kiri: u32, atas: u32, lebar: u32, tinggi: u32) -> Kotak {
        let (pasal, alasan) = ("Pasal 17 huruf h".to_owned(), "rahasia pribadi".to_owned());
        Kotak { halaman: 1, kiri, atas, lebar, tinggi, pasal, alasan }
    }

    fn hitam(lebar: u16, tinggi: u16, kotak: &Kotak) -> Vec<usize> {
        let putih = vec![u8::MAX; usize::from(lebar) * usize::from(tinggi) * 4];
        let mut gambar = Gambar::dari_rgba(lebar, tinggi, &putih);
        gambar.hitamkan([kotak].into_iter());
        let titik = gambar.rgb.chunks_exact(3).enumerate();
        titik.filter(|(_, warna)| *warna == [0, 0, 0]).map(|(ke, _)| ke).collect()
    }

    #[test]
    fn a_dot_that_is_touched_is_black() {
        // A tenth of ten dots each; then a hair more on every side.
        assert_eq!(hitam(10, 10, &kotak(1_000, 1_000, 1_000, 1_000)), [11]);
        let sembilan = [0, 1, 2, 10, 11, 12, 20, 21, 22];
        assert_eq!(hitam(10, 10, &kotak(999, 999, 1_002, 1_002)), sembilan);
    }

    #[test]
    fn a_box_at_the_edge_reaches_the_edge() {
        assert_eq!(hitam(7, 3, &kotak(0, 0, SATUAN, SATUAN)).len(), 21);
        assert_eq!(hitam(7, 3, &kotak(9_999, 9_999, 1, 1)), [20]);
        assert_eq!(hitam(7, 3, &kotak(0, 0, 1, 1)), [0]);
    }

    #[test]
    fn what_shows_through_lies_on_white() {
        let gambar = Gambar::dari_rgba(2, 1, &[0, 0, 0, 0, 10, 20, 30, 255]);
        assert_eq!(gambar.rgb, [255, 255, 255, 10, 20, 30]);
    }
}
