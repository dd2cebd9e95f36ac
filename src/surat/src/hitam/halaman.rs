//! A page of a PDF as a picture: what is seen of it, its turn and its cut
//! applied.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

use super::gambar::Gambar;
use super::{BATAS_TITIK, HitamDitolak, Ukuran};

/// Points an inch.
const POIN: f64 = 72.0;

pub(super) fn ukuran(halaman: &Page<'_>) -> Ukuran {
    let (lebar, tinggi) = halaman.render_dimensions();
    Ukuran { lebar, tinggi }
}

/// The page, drawn whole. What a reader would see and this drawing cannot show
/// ends it: a copy lacks nothing but what is blacked out.
pub(super) fn gambar(
    halaman: &Page<'_>,
    ke: usize,
    titik_per_inci: u32,
) -> Result<Gambar, HitamDitolak> {
    let ukuran = ukuran(halaman);
    let (x, y) = titik(ukuran, titik_per_inci).ok_or(HitamDitolak::HalamanTerlaluBesar(ke))?;
    let pilihan = RenderSettings {
        // The last dot is covered whole, also where a side is no whole number.
        x_scale: f32::from(x) / ukuran.lebar,
        y_scale: f32::from(y) / ukuran.tinggi,
        width: Some(x),
        height: Some(y),
        bg_color: WHITE,
    };
    let utuh = Arc::new(AtomicBool::new(true));
    let pencatat = utuh.clone();
    let tafsir = InterpreterSettings {
        warning_sink: Arc::new(move |_| pencatat.store(false, Ordering::Relaxed)),
        ..InterpreterSettings::default()
    };
    // A cache of its own for each page: what is kept ends with it.
    let hasil = render(halaman, &RenderCache::new(), &tafsir, &pilihan);
    if !utuh.load(Ordering::Relaxed) {
        return Err(HitamDitolak::TidakUtuh(ke));
    }
    Ok(Gambar::dari_rgba(x, y, hasil.data_as_u8_slice()))
}

/// Dots of both sides, the last one begun; none where they would be too many.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are in range")]
fn titik(ukuran: Ukuran, titik_per_inci: u32) -> Option<(u16, u16)> {
    let [x, y] = [ukuran.lebar, ukuran.tinggi]
        .map(|sisi| (f64::from(sisi) * f64::from(titik_per_inci) / POIN).ceil().max(1.0));
    let muat = x * y <= BATAS_TITIK && x.max(y) <= f64::from(u16::MAX);
    muat.then_some((x as u16, y as u16))
}
