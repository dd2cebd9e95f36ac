//! The code under which anybody may check a letter: which case and which letter,
//! and a mark that only this office can have made.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::app::App;

/// Bytes of the mark: too many to try.
const TANDA: usize = 12;
/// Case, version of the letter's first fact, mark.
const PANJANG: usize = 16 + 4 + TANDA;

/// The code of a letter, by its case and the version of its first fact there.
pub fn kode(app: &App, perkara: Uuid, versi: u32) -> String {
    let mut isi = [perkara.as_bytes().as_slice(), &versi.to_be_bytes()].concat();
    let tanda = app.log.keyed_digest("jejak/surat/v1", &isi);
    isi.extend_from_slice(&tanda[..TANDA]);
    URL_SAFE_NO_PAD.encode(isi)
}

/// The case and the version that a code of this office names.
pub fn baca(app: &App, teks: &str) -> Option<(Uuid, u32)> {
    let isi = URL_SAFE_NO_PAD.decode(teks).ok().filter(|isi| isi.len() == PANJANG)?;
    let (isi, dikirim) = isi.split_at(PANJANG - TANDA);
    let tanda = app.log.keyed_digest("jejak/surat/v1", isi);
    if !bool::from(tanda[..TANDA].ct_eq(dikirim)) {
        return None;
    }
    let perkara = Uuid::from_slice(&isi[..16]).ok()?;
    Some((perkara, u32::from_be_bytes(isi[16..].try_into().ok()?)))
}
