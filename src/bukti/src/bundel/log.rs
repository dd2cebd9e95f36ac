//! The checkpoint in a bundle: of this log, and signed by whom. A time stamp on
//! it is one on these bytes; whose it is, its readers judge with the certificate
//! of an authority that they trust.

use sha2::{Digest, Sha256};

use super::arsip::Berkas;
use super::isi::Isi;
use super::{Kode, Pemeriksa, Penolakan, Tanda};
use crate::checkpoint::{Checkpoint, asal_dari};
use crate::nota::{
    BATAS_NOTA_BYTES, KunciPublik, NotaDitolak, periksa as periksa_nota, teks_belum_diperiksa,
};

pub const CHECKPOINT: &str = "data/log/checkpoint";
pub const STEMPEL: &str = "data/log/checkpoint.tsr";
pub const VKEY: &str = "data/log/vkey.txt";

pub(super) fn periksa(
    p: &Pemeriksa,
    berkas: &Berkas<'_>,
    isi: &Isi,
    kunci: Option<&KunciPublik>,
) -> Result<(Tanda, Checkpoint), Penolakan> {
    let tolak = || Kode::Checkpoint.pada(CHECKPOINT);
    let bytes = berkas.isi.get(CHECKPOINT).ok_or_else(tolak)?;
    let nota = std::str::from_utf8(bytes).ok().filter(|nota| nota.len() <= BATAS_NOTA_BYTES);
    let nota = nota.ok_or_else(tolak)?;
    let (tanda, teks) = if isi.bertanda {
        let teks = teks_belum_diperiksa(nota).map_err(|_| tolak())?;
        (bertanda(p, berkas, nota, kunci)?, teks)
    } else {
        p.harus(kunci.is_none(), Kode::Kunci, CHECKPOINT)?;
        (Tanda::TanpaTandaTangan, nota.to_owned())
    };
    let checkpoint = Checkpoint::baca(&teks).map_err(|_| tolak())?;
    p.harus(asal_dari(&checkpoint.asal, &isi.log), Kode::LogLain, CHECKPOINT)?;
    if let Some(stempel) = berkas.isi.get(STEMPEL) {
        p.harus(menyebut(stempel, bytes), Kode::Stempel, STEMPEL)?;
    }
    Ok((tanda, checkpoint))
}

/// Whether an octet string of it is the SHA-256 of these bytes.
fn menyebut(stempel: &[u8], bytes: &[u8]) -> bool {
    let cetakan = [&[4, 32], Sha256::digest(bytes).as_slice()].concat();
    stempel.windows(cetakan.len()).any(|satu| satu == cetakan)
}

fn bertanda(
    p: &Pemeriksa,
    berkas: &Berkas<'_>,
    nota: &str,
    kunci: Option<&KunciPublik>,
) -> Result<Tanda, Penolakan> {
    let (tanda, kunci) = match kunci {
        Some(kunci) => (Tanda::KunciPembaca, kunci.clone()),
        None => (Tanda::KunciBerkas, kunci_berkas(berkas).ok_or_else(|| Kode::Kunci.pada(VKEY))?),
    };
    match periksa_nota(nota, &kunci) {
        Ok(_) => Ok(tanda),
        Err(NotaDitolak::KunciLain) => {
            p.harus(false, Kode::Kunci, CHECKPOINT)?;
            Ok(tanda)
        }
        Err(_) => {
            p.harus(false, Kode::TandaTangan, CHECKPOINT)?;
            Ok(tanda)
        }
    }
}

fn kunci_berkas(berkas: &Berkas<'_>) -> Option<KunciPublik> {
    let vkey = std::str::from_utf8(berkas.isi.get(VKEY)?).ok()?;
    let vkey = vkey.strip_suffix('\n')?;
    KunciPublik::try_new(vkey).ok().filter(|kunci| kunci.teks() == vkey)
}
