//! Time stamps on checkpoints by an authority outside (RFC 3161), where the office
//! has one: that the log was as it says no later than at that time. The answer is
//! kept as it came; its signer's certificate is not judged here.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use rand::TryRng;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Response};
use url::Url;

use super::Terbit;
use super::rfc3161::Pertanyaan;
use super::simpan::{self, Stempel};
use crate::app::App;

/// How long an authority may take to answer.
const SABAR: Duration = Duration::from_secs(10);
/// An answer holds a few certificates at most.
const BATAS_BYTES: usize = 64 << 10;

/// A time stamp authority: where it is asked. Its address may hold a password,
/// and nothing but its host is ever shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Otoritas {
    alamat: Url,
}

impl Otoritas {
    /// The host that is asked.
    pub fn nama(&self) -> &str {
        self.alamat.host_str().unwrap_or_default()
    }
}

impl fmt::Debug for Otoritas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Otoritas").field(&self.nama()).finish()
    }
}

impl FromStr for Otoritas {
    type Err = anyhow::Error;

    fn from_str(teks: &str) -> anyhow::Result<Self> {
        const CARA: &str =
            "JEJAK_TSA bukan alamat http atau https; tulis seperti https://tsa.example.go.id/tsr";
        let alamat: Url = teks.trim().parse().context(CARA)?;
        // What is signed needs no TLS, and many authorities have none.
        ensure!(["http", "https"].contains(&alamat.scheme()) && alamat.has_host(), CARA);
        Ok(Otoritas { alamat })
    }
}

/// Has the newest checkpoint stamped, once on a day of the office; nothing where
/// that was done or nothing was signed since the last stamp.
pub async fn harian(app: &App, otoritas: &Otoritas) -> anyhow::Result<Option<Stempel>> {
    let mut tujuan = app.pool.acquire().await?;
    let terakhir = simpan::stempel_terakhir(&mut tujuan).await?;
    let hari_ini = app.hari_ini();
    if terakhir.is_some_and(|stempel| app.zona.tanggal(stempel.diterima) == hari_ini) {
        return Ok(None);
    }
    let Some(terbit) = simpan::terakhir(0, &mut tujuan).await? else { return Ok(None) };
    if simpan::stempel_atas(&terbit, &mut tujuan).await?.is_some() {
        return Ok(None);
    }
    drop(tujuan);
    Ok(Some(minta(app, otoritas, &terbit).await?))
}

/// The stamp on a checkpoint, asked for where it has none. An authority that is
/// away leaves it without.
pub async fn atas(app: &App, terbit: &Terbit) -> anyhow::Result<Option<Stempel>> {
    let mut tujuan = app.pool.acquire().await?;
    let ada = simpan::stempel_atas(terbit, &mut tujuan).await?;
    drop(tujuan);
    let Some(otoritas) = app.otoritas.as_ref().filter(|_| ada.is_none()) else { return Ok(ada) };
    match minta(app, otoritas, terbit).await {
        Ok(stempel) => Ok(Some(stempel)),
        Err(galat) => {
            tracing::warn!(galat = format!("{galat:#}"), "checkpoint tidak distempel");
            Ok(None)
        }
    }
}

/// Asks for a stamp on the whole signed note, and keeps what comes.
pub async fn minta(app: &App, otoritas: &Otoritas, terbit: &Terbit) -> anyhow::Result<Stempel> {
    let mut acak = [0; 16];
    rand::rngs::SysRng.try_fill_bytes(&mut acak)?;
    let pertanyaan = Pertanyaan::atas(terbit.nota.as_bytes(), acak);
    let diam = || format!("otoritas stempel waktu {} tidak menjawab", otoritas.nama());
    let jawaban = tanya(otoritas, pertanyaan.der()).await.with_context(diam)?;
    let diterima = app.clock.now();
    let saat = pertanyaan.periksa(&jawaban, diterima)?;
    let nama = otoritas.nama().to_owned();
    let (ukuran, kunci) = (terbit.ukuran, terbit.kunci.clone());
    let stempel = Stempel { ukuran, kunci, jawaban, otoritas: nama, saat, diterima };
    simpan::catat_stempel(&stempel, &app.pool).await?;
    // Another process may have been quicker.
    let mut tujuan = app.pool.acquire().await?;
    simpan::stempel_atas(terbit, &mut tujuan).await?.context("stempel tidak tersimpan")
}

async fn tanya(otoritas: &Otoritas, pertanyaan: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    // The provider that the database's TLS has too; a second time it is there
    // already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let klien = Client::builder().timeout(SABAR).build()?;
    let kiriman = klien
        .post(otoritas.alamat.clone())
        .header(CONTENT_TYPE, "application/timestamp-query")
        .body(pertanyaan);
    let mut jawaban = kiriman.send().await.map_err(reqwest::Error::without_url)?;
    ensure!(jawaban.status().is_success(), "jawabannya {}", jawaban.status());
    isi(&mut jawaban).await
}

async fn isi(jawaban: &mut Response) -> anyhow::Result<Vec<u8>> {
    let mut isi = Vec::new();
    while let Some(bagian) = jawaban.chunk().await.map_err(reqwest::Error::without_url)? {
        isi.extend_from_slice(&bagian);
        if isi.len() > BATAS_BYTES {
            bail!("jawabannya terlalu panjang");
        }
    }
    Ok(isi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_is_an_address_and_its_password_is_never_told() {
        let satu: Otoritas = "https://jejak:rahasia@tsa.example.go.id/tsr?k=1".parse().unwrap();
        assert_eq!(satu.nama(), "tsa.example.go.id");
        assert_eq!(format!("{satu:?}"), "Otoritas(\"tsa.example.go.id\")");
        assert!("http://127.0.0.1:8318".parse::<Otoritas>().is_ok());
        for keliru in ["tsa.example.go.id", "ftp://x:rahasia@tsa/", "https://", "rahasia"] {
            let galat = format!("{:#}", keliru.parse::<Otoritas>().unwrap_err());
            assert!(galat.contains("JEJAK_TSA") && !galat.contains("rahasia"), "{galat}");
        }
    }
}
