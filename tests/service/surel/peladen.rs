//! A mail server, small and real: it speaks SMTP over TCP and TLS, and behaves as
//! badly as it is told to.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// How far a client came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tahap {
    Sambung,
    Ehlo,
    Mail,
    Rcpt,
    Data,
    /// The whole mail is here, and nothing was said to it.
    Isi,
    /// It was taken over, and the client says goodbye.
    Pamit,
}

/// What the server does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tingkah {
    Baik,
    /// Says this at the greeting.
    Salam(&'static str),
    /// Says this to the recipient.
    Penerima(&'static str),
    /// Says this to the whole mail.
    Isi(&'static str),
    /// Says nothing more.
    Diam(Tahap),
    /// Hangs up; what came with the mail it keeps.
    Putus(Tahap),
}

/// How it is talked to.
#[derive(Clone)]
pub(crate) enum Lapisan {
    Polos,
    Tls(TlsAcceptor),
    StartTls(TlsAcceptor),
}

/// A mail as the server took it.
#[derive(Clone, Debug)]
pub(crate) struct Surat {
    pub kepada: String,
    pub isi: String,
}

#[derive(Clone)]
pub(crate) struct Peladen {
    pub alamat: SocketAddr,
    dalam: Arc<Dalam>,
}

struct Dalam {
    tingkah: Mutex<Tingkah>,
    surat: Mutex<Vec<Surat>>,
    tahap: watch::Sender<Option<Tahap>>,
    lapisan: Lapisan,
    /// Name and password, where they are asked for.
    masuk: Option<(&'static str, &'static str)>,
    /// Everything that came without TLS.
    terbuka: Mutex<String>,
}

/// The connection ends here.
struct Habis;

impl<E: std::error::Error> From<E> for Habis {
    fn from(_: E) -> Self {
        Habis
    }
}

impl Peladen {
    pub(crate) async fn buka() -> Self {
        Self::dengan(Lapisan::Polos, None).await
    }

    pub(crate) async fn dengan(
        lapisan: Lapisan,
        masuk: Option<(&'static str, &'static str)>,
    ) -> Self {
        let pendengar = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let alamat = pendengar.local_addr().unwrap();
        let dalam = Arc::new(Dalam {
            tingkah: Mutex::new(Tingkah::Baik),
            surat: Mutex::default(),
            tahap: watch::Sender::new(None),
            lapisan,
            masuk,
            terbuka: Mutex::default(),
        });
        let peladen = Peladen { alamat, dalam: dalam.clone() };
        tokio::spawn(async move {
            while let Ok((sambungan, _)) = pendengar.accept().await {
                let dalam = dalam.clone();
                tokio::spawn(async move {
                    let _ = dalam.layani(sambungan).await;
                });
            }
        });
        peladen
    }

    pub(crate) fn bertingkah(&self, tingkah: Tingkah) {
        *self.dalam.tingkah.lock().unwrap() = tingkah;
        self.dalam.tahap.send_replace(None);
    }

    /// Mails that it took, in their order.
    pub(crate) fn surat(&self) -> Vec<Surat> {
        self.dalam.surat.lock().unwrap().clone()
    }

    pub(crate) fn terbuka(&self) -> String {
        self.dalam.terbuka.lock().unwrap().clone()
    }

    /// Waits until a client has come so far.
    pub(crate) async fn sampai(&self, tahap: Tahap) {
        let mut lihat = self.dalam.tahap.subscribe();
        lihat.wait_for(|ini| *ini == Some(tahap)).await.unwrap();
    }
}

impl Dalam {
    async fn layani(&self, sambungan: TcpStream) -> Result<(), Habis> {
        match &self.lapisan {
            Lapisan::Tls(tls) => {
                let aman = tls.accept(sambungan).await?;
                self.bicara(&mut BufStream::new(aman), true, true).await?;
            }
            Lapisan::Polos => {
                self.bicara(&mut BufStream::new(sambungan), true, false).await?;
            }
            Lapisan::StartTls(tls) => {
                let mut polos = BufStream::new(sambungan);
                if self.bicara(&mut polos, true, false).await? {
                    let aman = tls.accept(polos.into_inner()).await?;
                    self.bicara(&mut BufStream::new(aman), false, true).await?;
                }
            }
        }
        Ok(())
    }

    /// What is to be done at a stage: nothing, or to go no further.
    async fn pada(&self, tahap: Tahap) -> Result<(), Habis> {
        let tingkah = *self.tingkah.lock().unwrap();
        self.tahap.send_replace(Some(tahap));
        match tingkah {
            Tingkah::Diam(ini) if ini == tahap => std::future::pending().await,
            Tingkah::Putus(ini) if ini == tahap => Err(Habis),
            _ => Ok(()),
        }
    }

    /// `true`: the client asks for TLS.
    async fn bicara<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        aliran: &mut BufStream<S>,
        salam: bool,
        aman: bool,
    ) -> Result<bool, Habis> {
        let mut kepada = String::new();
        if salam {
            self.pada(Tahap::Sambung).await?;
            let tingkah = *self.tingkah.lock().unwrap();
            if let Tingkah::Salam(kata) = tingkah {
                jawab(aliran, kata).await?;
                return Err(Habis);
            }
            jawab(aliran, "220 surel.kota.uji siap").await?;
        }
        loop {
            let baris = baca(aliran).await?;
            if !aman {
                self.terbuka.lock().unwrap().push_str(&baris);
            }
            let tingkah = *self.tingkah.lock().unwrap();
            let perintah = baris.split([' ', ':', '\r']).next().unwrap().to_ascii_uppercase();
            match perintah.as_str() {
                "EHLO" => {
                    self.pada(Tahap::Ehlo).await?;
                    let tls = matches!(self.lapisan, Lapisan::StartTls(_)) && !aman;
                    let tls = if tls { "250-STARTTLS\r\n" } else { "" };
                    jawab(aliran, &format!("250-surel\r\n{tls}250 AUTH PLAIN")).await?;
                }
                "STARTTLS" => {
                    jawab(aliran, "220 silakan").await?;
                    return Ok(true);
                }
                "AUTH" => {
                    use base64::Engine as _;
                    let (nama, sandi) = self.masuk.unwrap();
                    let harap = format!("\0{nama}\0{sandi}");
                    let harap = base64::engine::general_purpose::STANDARD.encode(harap);
                    let cocok = baris.trim_end().ends_with(&harap);
                    jawab(aliran, if cocok { "235 masuk" } else { "535 5.7.8 salah" }).await?;
                }
                "MAIL" => {
                    self.pada(Tahap::Mail).await?;
                    jawab(aliran, "250 baik").await?;
                }
                "RCPT" => {
                    self.pada(Tahap::Rcpt).await?;
                    kepada = baris.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    match tingkah {
                        Tingkah::Penerima(kata) => jawab(aliran, kata).await?,
                        _ => jawab(aliran, "250 baik").await?,
                    }
                }
                "DATA" => {
                    self.pada(Tahap::Data).await?;
                    jawab(aliran, "354 silakan").await?;
                    let isi = surat(aliran).await?;
                    if let Tingkah::Isi(kata) = tingkah {
                        jawab(aliran, kata).await?;
                        continue;
                    }
                    // Kept before anything is said: the worst that may happen.
                    self.surat.lock().unwrap().push(Surat { kepada: kepada.clone(), isi });
                    self.pada(Tahap::Isi).await?;
                    jawab(aliran, "250 2.0.0 diterima").await?;
                }
                "QUIT" => {
                    self.pada(Tahap::Pamit).await?;
                    jawab(aliran, "221 sampai jumpa").await?;
                    return Err(Habis);
                }
                _ => jawab(aliran, "500 tidak dikenal").await?,
            }
        }
    }
}

async fn baca<S: AsyncRead + AsyncWrite + Unpin>(
    aliran: &mut BufStream<S>,
) -> Result<String, Habis> {
    let mut baris = String::new();
    if aliran.read_line(&mut baris).await? == 0 { Err(Habis) } else { Ok(baris) }
}

/// A mail to its lone dot.
async fn surat<S: AsyncRead + AsyncWrite + Unpin>(
    aliran: &mut BufStream<S>,
) -> Result<String, Habis> {
    let mut isi = String::new();
    loop {
        let baris = baca(aliran).await?;
        if baris == ".\r\n" {
            return Ok(isi);
        }
        isi.push_str(baris.strip_prefix('.').unwrap_or(&baris));
    }
}

async fn jawab<S: AsyncRead + AsyncWrite + Unpin>(
    aliran: &mut BufStream<S>,
    kata: &str,
) -> Result<(), Habis> {
    aliran.write_all(format!("{kata}\r\n").as_bytes()).await?;
    aliran.flush().await?;
    Ok(())
}

impl Surat {
    /// The value of a field of the head, unfolded.
    pub(crate) fn kepala(&self, nama: &str) -> Option<String> {
        let utuh = self.isi.replace("\r\n ", " ").replace("\r\n\t", " ");
        let (kepala, _) = utuh.split_once("\r\n\r\n")?;
        let awal = format!("{nama}: ");
        kepala.split("\r\n").find_map(|baris| baris.strip_prefix(&awal)).map(str::to_owned)
    }

    pub(crate) fn id(&self) -> String {
        self.kepala("Message-ID").unwrap()
    }

    /// The text of both parts, as it reads.
    pub(crate) fn terbaca(&self) -> String {
        terbaca(&self.isi)
    }
}

/// Quoted-printable, undone.
pub(crate) fn terbaca(isi: &str) -> String {
    let isi = isi.replace("=\r\n", "").into_bytes();
    let (mut bytes, mut ke) = (Vec::new(), 0);
    while ke < isi.len() {
        let heks = isi.get(ke + 1..ke + 3).and_then(|dua| std::str::from_utf8(dua).ok());
        let heks = heks.and_then(|dua| u8::from_str_radix(dua, 16).ok());
        match heks.filter(|_| isi[ke] == b'=') {
            Some(satu) => (bytes.push(satu), ke += 3).1,
            None => (bytes.push(isi[ke]), ke += 1).1,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A server's certificate for a name, and the authority behind it as PEM.
pub(crate) fn sertifikat(nama: &str) -> (TlsAcceptor, Vec<u8>) {
    let kunci_ca = KeyPair::generate().unwrap();
    let mut ca = CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let sertifikat_ca = ca.self_signed(&kunci_ca).unwrap();
    let penerbit = Issuer::new(ca, kunci_ca);
    let kunci = KeyPair::generate().unwrap();
    let milik = CertificateParams::new(vec![nama.to_owned()]).unwrap();
    let milik = milik.signed_by(&kunci, &penerbit).unwrap();
    let kunci = PrivateKeyDer::try_from(kunci.serialize_der()).unwrap();
    let setelan = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![milik.der().clone()], kunci)
        .unwrap();
    (TlsAcceptor::from(Arc::new(setelan)), sertifikat_ca.pem().into_bytes())
}
