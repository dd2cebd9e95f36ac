//! One mail to one mail server, over a connection of its own.
//!
//! lettre's transport bounds no answer in time, and takes a goodbye that fails
//! for a mail that failed: so it is its connection that is used here.

use std::error::Error as _;
use std::time::Duration;

use anyhow::Context;
use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::timeout;

use super::konfigurasi::{Lapisan, Smtp};
use super::pekerja::{Hasil, Jawaban};

/// For a goodbye that changes nothing any more.
const PAMIT: Duration = Duration::from_secs(2);

/// A mail server, ready to be connected to.
pub(super) struct Kurir {
    smtp: Smtp,
    tls: Option<TlsParameters>,
}

/// How far it came.
enum Gagal {
    /// Nothing was said of the mail yet: the fault is not the mail's.
    Sambungan(Error),
    Surat(Error),
}

impl Kurir {
    pub(super) fn dari(smtp: &Smtp) -> anyhow::Result<Self> {
        let tls = match smtp.lapisan {
            Lapisan::Polos => None,
            Lapisan::Tls | Lapisan::StartTls => {
                let mut tls = TlsParameters::builder(smtp.server.clone());
                if let Some(ca) = &smtp.ca {
                    let ca = Certificate::from_pem(ca).context("JEJAK_SMTP_CA tidak terbaca")?;
                    tls = tls.add_root_certificate(ca);
                }
                Some(tls.build().context("TLS untuk surel tidak dapat disiapkan")?)
            }
        };
        Ok(Kurir { smtp: smtp.clone(), tls })
    }

    pub(super) async fn kirim(&self, pesan: &Message) -> Hasil {
        match timeout(self.smtp.sabar, self.serahkan(pesan)).await {
            Ok(Ok(mut sambungan)) => {
                // It is theirs now, whatever they say to the goodbye.
                let _ = timeout(PAMIT, sambungan.quit()).await;
                Hasil::Terkirim
            }
            Ok(Err(gagal)) => gagal.hasil(),
            Err(_) => Hasil::Sementara(Jawaban::baru("server surel tidak menjawab pada waktunya")),
        }
    }

    async fn serahkan(&self, pesan: &Message) -> Result<AsyncSmtpConnection, Gagal> {
        let Smtp { server, porta, lapisan, masuk, sabar, .. } = &self.smtp;
        let saya = ClientId::default();
        let sejak_awal = self.tls.clone().filter(|_| *lapisan == Lapisan::Tls);
        let alamat = (server.as_str(), *porta);
        let sambungan =
            AsyncSmtpConnection::connect_tokio1(alamat, Some(*sabar), &saya, sejak_awal, None);
        let mut sambungan = sambungan.await.map_err(Gagal::Sambungan)?;
        if let Some(tls) = self.tls.clone().filter(|_| *lapisan == Lapisan::StartTls) {
            sambungan.starttls(tls, &saya).await.map_err(Gagal::Sambungan)?;
        }
        if let Some((nama, sandi)) = masuk {
            let masuk = Credentials::new(nama.clone(), sandi.clone());
            let cara = [Mechanism::Plain, Mechanism::Login];
            sambungan.auth(&cara, &masuk).await.map_err(Gagal::Sambungan)?;
        }
        let bytes = pesan.formatted();
        sambungan.send(pesan.envelope(), &bytes).await.map_err(Gagal::Surat)?;
        Ok(sambungan)
    }
}

impl Gagal {
    fn hasil(self) -> Hasil {
        match self {
            Gagal::Sambungan(galat) => {
                let kalimat = match (galat.status(), galat.is_tls()) {
                    (Some(kode), _) if [530, 534, 535].contains(&u16::from(kode)) => {
                        "server surel menolak nama atau sandi pada JEJAK_SMTP"
                    }
                    (Some(_), _) => "server surel menolak sambungan",
                    (None, true) => "sertifikat server surel tidak dapat dipercaya",
                    (None, false) if galat.is_client() => {
                        "server surel tidak menawarkan TLS atau cara masuk yang diminta"
                    }
                    (None, false) => "server surel tidak dapat dihubungi",
                };
                Hasil::Sementara(Jawaban::dari(kalimat, &galat))
            }
            Gagal::Surat(galat) if galat.is_permanent() => {
                Hasil::Tetap(Jawaban::dari("server surel menolak surat ini", &galat))
            }
            Gagal::Surat(galat) if galat.is_transient() => {
                Hasil::Sementara(Jawaban::dari("server surel menunda surat ini", &galat))
            }
            Gagal::Surat(galat) => {
                Hasil::Sementara(Jawaban::dari("sambungan terputus sebelum surat diterima", &galat))
            }
        }
    }
}

impl Jawaban {
    /// With the server's code, and its enhanced one (RFC 3463): digits alone,
    /// because its words may repeat an address.
    fn dari(kalimat: &str, galat: &Error) -> Self {
        let Some(kode) = galat.status().map(u16::from) else { return Jawaban::baru(kalimat) };
        let kata = galat.source().map(ToString::to_string).unwrap_or_default();
        let angka = |teks: &&str| {
            let bagian: Vec<&str> = teks.split('.').collect();
            bagian.len() == 3
                && bagian.iter().all(|b| (1..=3).contains(&b.len()))
                && teks.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        };
        let rinci = kata.split_whitespace().next().filter(angka);
        let rinci = rinci.map(|rinci| format!(" {rinci}")).unwrap_or_default();
        Jawaban { kalimat: format!("{kalimat} ({kode}{rinci})"), kode: Some(kode) }
    }
}
