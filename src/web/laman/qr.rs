//! A QR code as a picture in a page.

use qrcode::QrCode;
use qrcode::render::svg;

/// The SVG element alone.
pub fn gambar(isi: &str) -> anyhow::Result<String> {
    let gambar = QrCode::new(isi)?.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
    Ok(gambar.split_once("?>").map_or(gambar.clone(), |(_, svg)| svg.to_owned()))
}
