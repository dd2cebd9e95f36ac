//! The signer on a unix socket: one line of JSON in, one line out, one request a
//! connection. Who may open the socket may ask; nobody learns the key.

use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::{Penanda, PenandaDitolak};
use crate::nota::{BATAS_NOTA_BYTES, KunciPublik, NotaDitolak};
use crate::pohon::{BuktiDitolak, Hash, baca_hash, baca_jalur, tulis_hash};

/// Bytes of one request or answer at most.
const BATAS_BYTES: u64 = 2 * BATAS_NOTA_BYTES as u64;
/// How long one request may take, however slowly it comes.
const BATAS_WAKTU: Duration = Duration::from_secs(5);

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "minta", rename_all = "snake_case", deny_unknown_fields)]
enum Permintaan {
    Keadaan,
    Tanda { ukuran: u64, akar: String, bukti: Vec<String> },
}

/// Always with what was signed last, so that whoever was refused knows why.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Jawaban {
    vkey: String,
    ukuran: u64,
    akar: String,
    nota: Option<String>,
    tolak: Option<String>,
    uraian: Option<String>,
}

/// What the signer holds.
#[derive(Clone, Debug)]
pub struct Terakhir {
    pub kunci: KunciPublik,
    pub ukuran: u64,
    pub akar: Hash,
    /// None before the first signature.
    pub nota: Option<String>,
}

/// Why a client has no signature.
#[derive(Debug, thiserror::Error)]
pub enum PermintaanGagal {
    #[error("penanda tidak dapat dihubungi; jalankan jejak serve atau jejak penanda")]
    TidakTerhubung(#[from] io::Error),
    #[error("jawaban penanda tidak dapat dibaca")]
    Jawaban,
    /// The log and what the signer remembers do not agree: somebody must look.
    #[error("penanda menolak ({kode}): {uraian}")]
    Ditolak { kode: String, uraian: String },
}

impl From<NotaDitolak> for PermintaanGagal {
    fn from(_: NotaDitolak) -> Self {
        PermintaanGagal::Jawaban
    }
}

impl From<BuktiDitolak> for PermintaanGagal {
    fn from(_: BuktiDitolak) -> Self {
        PermintaanGagal::Jawaban
    }
}

/// Listens at a path whose folder says who reaches it; there this user and its
/// group may ask. A socket that a dead process left behind is taken away; that of a
/// living one is not, because its folder is held.
pub fn dengar(jalan: &Path) -> io::Result<UnixListener> {
    match std::fs::remove_file(jalan) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let soket = UnixListener::bind(jalan)?;
    std::fs::set_permissions(jalan, std::fs::Permissions::from_mode(0o660))?;
    Ok(soket)
}

/// Answers one request after another, for ever.
pub fn layani(mut penanda: Penanda, soket: &UnixListener, mut keluh: impl FnMut(&str)) {
    for sambungan in soket.incoming() {
        let hasil = sambungan.and_then(|sambungan| jawab(&mut penanda, sambungan, &mut keluh));
        if let Err(error) = hasil {
            keluh(&format!("permintaan gagal: {error}"));
        }
    }
}

fn jawab(
    penanda: &mut Penanda,
    mut sambungan: UnixStream,
    keluh: &mut impl FnMut(&str),
) -> io::Result<()> {
    let baris = baca_baris(&mut sambungan)?;
    let hasil = match serde_json::from_slice(&baris) {
        Ok(Permintaan::Keadaan) => Ok(()),
        Ok(Permintaan::Tanda { ukuran, akar, bukti }) => tandai(penanda, ukuran, &akar, &bukti)
            .map_err(|error| {
                keluh(&format!("menolak: {error}"));
                (error.kode(), error.to_string())
            }),
        Err(_) => Err(("Permintaan", "permintaan tidak dapat dibaca".to_owned())),
    };
    let (ukuran, akar) = penanda.terakhir();
    let (tolak, uraian) = hasil.err().unzip();
    let jawaban = Jawaban {
        vkey: penanda.kunci().teks().to_owned(),
        ukuran,
        akar: tulis_hash(&akar),
        nota: penanda.nota().map(str::to_owned),
        tolak: tolak.map(str::to_owned),
        uraian,
    };
    let mut baris = serde_json::to_vec(&jawaban)?;
    baris.push(b'\n');
    sambungan.set_write_timeout(Some(BATAS_WAKTU))?;
    sambungan.write_all(&baris)
}

fn tandai(
    penanda: &mut Penanda,
    ukuran: u64,
    akar: &str,
    bukti: &[String],
) -> Result<(), PenandaDitolak> {
    let (terakhir, _) = penanda.terakhir();
    let buruk = |sebab| PenandaDitolak::TidakMelanjutkan { terakhir, sebab };
    let akar = baca_hash(akar).map_err(buruk)?;
    let bukti = baca_jalur(bukti.iter().map(String::as_str)).map_err(buruk)?;
    penanda.tandai(ukuran, akar, &bukti).map(|_| ())
}

/// One line, neither longer nor slower than allowed.
fn baca_baris(sambungan: &mut UnixStream) -> io::Result<Vec<u8>> {
    let akhir = Instant::now() + BATAS_WAKTU;
    let (mut baris, mut potong) = (Vec::new(), [0; 4096]);
    loop {
        let sisa = akhir.saturating_duration_since(Instant::now());
        if sisa.is_zero() {
            return Err(io::Error::new(io::ErrorKind::TimedOut, "terlalu lama"));
        }
        sambungan.set_read_timeout(Some(sisa))?;
        let n = sambungan.read(&mut potong)?;
        baris.extend_from_slice(&potong[..n]);
        if baris.len() as u64 > BATAS_BYTES {
            return Err(io::Error::other("terlalu panjang"));
        }
        if baris.pop_if(|satu| *satu == b'\n').is_some() {
            return Ok(baris);
        }
        if n == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "terputus"));
        }
    }
}

/// What the signer holds now: the size to prove on from.
pub fn keadaan(soket: &Path) -> Result<Terakhir, PermintaanGagal> {
    minta(soket, &Permintaan::Keadaan)
}

/// Has this tree signed; gives what the signer holds then.
pub fn minta_tanda(
    soket: &Path,
    ukuran: u64,
    akar: &Hash,
    bukti: &[Hash],
) -> Result<Terakhir, PermintaanGagal> {
    let bukti = bukti.iter().map(tulis_hash).collect();
    minta(soket, &Permintaan::Tanda { ukuran, akar: tulis_hash(akar), bukti })
}

fn minta(soket: &Path, permintaan: &Permintaan) -> Result<Terakhir, PermintaanGagal> {
    let mut sambungan = UnixStream::connect(soket)?;
    let mut baris = serde_json::to_vec(permintaan).map_err(io::Error::from)?;
    baris.push(b'\n');
    sambungan.set_write_timeout(Some(BATAS_WAKTU))?;
    sambungan.write_all(&baris)?;
    let jawaban = baca_baris(&mut sambungan)?;
    let jawaban: Jawaban =
        serde_json::from_slice(&jawaban).map_err(|_| PermintaanGagal::Jawaban)?;
    if let Some(kode) = jawaban.tolak {
        return Err(PermintaanGagal::Ditolak { kode, uraian: jawaban.uraian.unwrap_or_default() });
    }
    let (kunci, akar) = (KunciPublik::try_new(&jawaban.vkey)?, baca_hash(&jawaban.akar)?);
    Ok(Terakhir { kunci, ukuran: jawaban.ukuran, akar, nota: jawaban.nota })
}
