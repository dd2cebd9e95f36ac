//! Witnesses in other offices (c2sp.org/tlog-witness): each newest checkpoint is
//! shown to them, and their cosignature is kept. What they refuse is told loudly:
//! they remember a log that this one does not go on from.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use bukti::nota::periksa_saksi;
use bukti::saksi::permintaan;
use projections::pohon::konsistensi::Konsistensi;
use reqwest::{Client, StatusCode};
use url::Url;

use super::Terbit;
use super::simpan::{self, Kesaksian};
use crate::app::App;

/// How long a witness may take to answer.
const SABAR: Duration = Duration::from_secs(10);
/// It may have seen more in between, from another process of this office.
const PERCOBAAN: u32 = 3;

/// A witness: where it is asked, and by which key it signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaksiLuar {
    alamat: Url,
    kunci: String,
}

impl SaksiLuar {
    /// `ALAMAT KUNCI`, several of them separated by commas.
    pub fn daftar(teks: &str) -> anyhow::Result<Vec<Self>> {
        let satu = teks.split(',').map(str::trim).filter(|satu| !satu.is_empty());
        satu.map(str::parse).collect()
    }

    pub fn kunci(&self) -> &str {
        &self.kunci
    }
}

impl FromStr for SaksiLuar {
    type Err = anyhow::Error;

    fn from_str(teks: &str) -> anyhow::Result<Self> {
        let keliru = || format!("JEJAK_SAKSI_LUAR bernilai {teks:?}; tulis ALAMAT KUNCI");
        let (alamat, kunci) = teks.split_once(' ').with_context(keliru)?;
        let mut alamat: Url = alamat.parse().with_context(keliru)?;
        let lokal = matches!(alamat.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        ensure!(
            alamat.scheme() == "https" || alamat.scheme() == "http" && lokal,
            "alamat saksi {alamat} tidak memakai https"
        );
        if !alamat.path().ends_with('/') {
            alamat.set_path(&format!("{}/", alamat.path()));
        }
        let kunci = kunci.trim().to_owned();
        ensure!(kunci.splitn(3, '+').count() == 3, "kunci saksi {kunci:?} bukan kunci C2SP");
        Ok(SaksiLuar { alamat, kunci })
    }
}

/// Why a witness did not sign.
#[derive(Debug)]
enum Gagal {
    /// It remembers another log.
    Ditolak(String),
    /// It could not be asked, or said what nobody understands.
    Lain(anyhow::Error),
}

impl fmt::Display for Gagal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Gagal::Ditolak(sebab) => f.write_str(sebab),
            Gagal::Lain(galat) => write!(f, "{galat:#}"),
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for Gagal {
    fn from(galat: E) -> Self {
        Gagal::Lain(galat.into())
    }
}

/// Shows a checkpoint to every witness that has not seen it, and says how many
/// have. One that is away holds nothing up; one that refuses is an error.
pub async fn saksikan(app: &App, semua: &[SaksiLuar], terbit: &Terbit) -> anyhow::Result<usize> {
    let (mut melihat, mut ditolak) = (0, Vec::new());
    for saksi in semua {
        let mut tujuan = app.pool.acquire().await?;
        let lama = simpan::kesaksian(&saksi.kunci, &mut tujuan).await?;
        drop(tujuan);
        if lama.as_ref().is_some_and(|lama| lama.ukuran >= terbit.ukuran && lama.galat.is_none()) {
            melihat += 1;
            continue;
        }
        let mut baru = lama.unwrap_or_else(|| Kesaksian::belum(&saksi.kunci));
        match tanya(app, saksi, terbit, baru.ukuran).await {
            Ok(tanda) => {
                melihat += 1;
                baru.ukuran = terbit.ukuran;
                (baru.tanda, baru.disaksikan) = (Some(tanda), Some(app.clock.now()));
                baru.galat = None;
            }
            Err(gagal) => {
                tracing::warn!(saksi = %saksi.alamat, sebab = %gagal, "checkpoint tidak disaksikan");
                baru.galat = Some(gagal.to_string());
                if let Gagal::Ditolak(sebab) = gagal {
                    ditolak.push(format!("saksi {}: {sebab}", saksi.alamat));
                }
            }
        }
        simpan::catat_kesaksian(&baru, &app.pool).await?;
    }
    if ditolak.is_empty() { Ok(melihat) } else { bail!("{}", ditolak.join("; ")) }
}

/// The cosignature of one witness.
async fn tanya(
    app: &App,
    saksi: &SaksiLuar,
    terbit: &Terbit,
    terakhir: u64,
) -> Result<String, Gagal> {
    // The provider that the database's TLS has too; a second time it is there
    // already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let klien = Client::builder().timeout(SABAR).build()?;
    let alamat = saksi.alamat.join("add-checkpoint")?;
    let mut lama = terakhir;
    for _ in 0..PERCOBAAN {
        let mut tujuan = app.pool.acquire().await?;
        let bukti = Konsistensi::baca(lama, terbit.ukuran, &mut tujuan).await?;
        drop(tujuan);
        let jalur = bukti.map_or_else(Vec::new, |bukti| bukti.jalur);
        let isi = permintaan(lama, &jalur, &terbit.nota);
        let jawaban = klien.post(alamat.clone()).body(isi).send().await?;
        let (status, isi) = (jawaban.status(), jawaban.text().await?);
        match status {
            StatusCode::OK => {
                let bersaksi = format!("{}{isi}", terbit.nota);
                periksa_saksi(&bersaksi, &saksi.kunci).context("tanda tangan saksi tidak sah")?;
                return Ok(isi);
            }
            StatusCode::CONFLICT => {
                let ukuran: u64 = isi.trim().parse().context("jawaban saksi tidak terbaca")?;
                if ukuran > terbit.ukuran {
                    let sebab = format!("{ukuran} fakta sudah disaksikan: log mundur");
                    return Err(Gagal::Ditolak(sebab));
                }
                if ukuran == lama {
                    let sebab = "akar lain sudah disaksikan pada ukuran ini: log bercabang";
                    return Err(Gagal::Ditolak(sebab.to_owned()));
                }
                lama = ukuran;
            }
            StatusCode::UNPROCESSABLE_ENTITY => {
                return Err(Gagal::Ditolak(format!(
                    "log tidak melanjutkan yang dilihatnya ({})",
                    isi.trim()
                )));
            }
            _ => return Err(anyhow::anyhow!("saksi menjawab {status}: {}", isi.trim()).into()),
        }
    }
    Err(anyhow::anyhow!("saksi melihat checkpoint lain terus-menerus").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_witness_is_an_address_and_a_key() {
        let dua = SaksiLuar::daftar(
            "https://saksi.example.go.id/jejak w+1a2b3c4d+AAA=, http://127.0.0.1:8090 x+1a2b3c4d+BBB=,",
        )
        .unwrap();
        assert_eq!(dua.len(), 2);
        assert_eq!(dua[0].alamat.join("add-checkpoint").unwrap().path(), "/jejak/add-checkpoint");
        assert_eq!(dua[1].kunci(), "x+1a2b3c4d+BBB=");
        for keliru in [
            "https://saksi.example.go.id",
            "http://saksi.example.go.id w+1+A",
            "saksi w+1+A",
            "https://a b",
        ] {
            assert!(SaksiLuar::daftar(keliru).is_err(), "{keliru}");
        }
        assert_eq!(SaksiLuar::daftar(" ").unwrap(), []);
    }
}
