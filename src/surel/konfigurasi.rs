//! Where mail goes out: a mail server, or a folder of `.eml` files.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// How long one mail may take.
const SABAR: Duration = Duration::from_mins(1);

/// How mail is sent, and who writes.
#[derive(Clone, Debug)]
pub struct SuratKeluar {
    pub jalan: Jalan,
    pub pengirim: Mailbox,
}

#[derive(Clone, Debug)]
pub enum Jalan {
    /// Each mail a file: for an office without a mail server, and for a demo.
    Folder(PathBuf),
    Smtp(Smtp),
}

/// A mail server.
#[derive(Clone)]
pub struct Smtp {
    pub server: String,
    pub porta: u16,
    pub lapisan: Lapisan,
    /// Name and password.
    pub masuk: Option<(String, String)>,
    /// Authorities besides the machine's own, as PEM.
    pub ca: Option<Vec<u8>>,
    /// How long one mail may take.
    pub sabar: Duration,
}

/// How the way to the server is kept closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapisan {
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// TLS before anything is said; without it nothing is.
    StartTls,
    /// None: to this machine alone.
    Polos,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}:{}", self.lapisan, self.server, self.porta)
    }
}

/// What configuration says, piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Setelan {
    pub smtp: Option<String>,
    pub sandi: Option<String>,
    pub ca: Option<String>,
    pub pengirim: Option<String>,
}

impl Setelan {
    /// `folder` is where mails lie without a server.
    pub fn baca(self, folder: PathBuf) -> anyhow::Result<SuratKeluar> {
        let pengirim = self.pengirim.as_deref().map(pengirim).transpose()?;
        let Some(alamat) = self.smtp else {
            ensure!(
                self.sandi.is_none() && self.ca.is_none(),
                "JEJAK_SMTP_SANDI atau JEJAK_SMTP_CA diisi tanpa JEJAK_SMTP; isi alamat servernya"
            );
            let biasa = || "Jejak <jejak@localhost>".parse();
            let pengirim = pengirim.map_or_else(biasa, Ok).context("pengirim bawaan")?;
            return Ok(SuratKeluar { jalan: Jalan::Folder(folder), pengirim });
        };
        let mut smtp = smtp(&alamat)?;
        if let Some(berkas) = &self.sandi {
            let sandi = terbaca(berkas, "JEJAK_SMTP_SANDI")?;
            let sandi = String::from_utf8(sandi).ok().context("JEJAK_SMTP_SANDI bukan teks")?;
            let Some((_, tempat)) = &mut smtp.masuk else {
                bail!("JEJAK_SMTP_SANDI diisi tanpa nama; tulis smtps://nama@server")
            };
            sandi.trim_end_matches(['\r', '\n']).clone_into(tempat);
        }
        ensure!(
            smtp.masuk.as_ref().is_none_or(|(_, sandi)| !sandi.is_empty()),
            "JEJAK_SMTP menyebut nama tanpa sandi; taruh sandinya dalam berkas JEJAK_SMTP_SANDI"
        );
        smtp.ca = self.ca.map(|berkas| terbaca(&berkas, "JEJAK_SMTP_CA")).transpose()?;
        let pengirim = pengirim
            .context("JEJAK_PENGIRIM belum diisi; tulis seperti: PPID Kota <ppid@kota.go.id>")?;
        Ok(SuratKeluar { jalan: Jalan::Smtp(smtp), pengirim })
    }
}

fn terbaca(berkas: &str, nama: &str) -> anyhow::Result<Vec<u8>> {
    std::fs::read(Path::new(berkas)).with_context(|| format!("{nama}: berkas {berkas}"))
}

fn pengirim(teks: &str) -> anyhow::Result<Mailbox> {
    let keliru = "JEJAK_PENGIRIM bukan alamat surel; tulis seperti: PPID Kota <ppid@kota.go.id>";
    teks.parse().ok().filter(|kotak: &Mailbox| kotak.email.to_string().is_ascii()).context(keliru)
}

/// The address may hold a password and is never repeated.
fn smtp(alamat: &str) -> anyhow::Result<Smtp> {
    const KELIRU: &str = "JEJAK_SMTP tidak terbaca; tulis seperti smtps://nama@surel.kota.go.id, smtp://… untuk STARTTLS, atau smtp-polos://localhost:25";
    let url: Url = alamat.parse().ok().context(KELIRU)?;
    let (lapisan, porta) = match url.scheme() {
        "smtps" => (Lapisan::Tls, 465),
        "smtp" => (Lapisan::StartTls, 587),
        "smtp-polos" => (Lapisan::Polos, 25),
        _ => bail!(KELIRU),
    };
    let host = url.host_str().filter(|host| !host.is_empty()).context(KELIRU)?;
    let sisa = url.path().trim_start_matches('/').is_empty() && url.query().is_none();
    ensure!(sisa && url.fragment().is_none(), KELIRU);
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    if lapisan == Lapisan::Polos {
        let sini = match Host::parse(&host) {
            Ok(Host::Ipv4(ip)) => ip.is_loopback(),
            Ok(Host::Domain(nama)) => nama == "localhost",
            _ => host == "::1",
        };
        ensure!(
            sini,
            "JEJAK_SMTP: tanpa TLS hanya ke mesin ini sendiri; pakai smtps:// atau smtp://"
        );
    }
    let buka = |teks: &str| {
        percent_decode_str(teks).decode_utf8().map(Cow::into_owned).ok().context(KELIRU)
    };
    let masuk = match url.username() {
        "" => None,
        nama => Some((buka(nama)?, buka(url.password().unwrap_or_default())?)),
    };
    let porta = url.port().unwrap_or(porta);
    Ok(Smtp { server: host, porta, lapisan, masuk, ca: None, sabar: SABAR })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setelan(smtp: &str) -> Setelan {
        let pengirim = Some("PPID Kota <ppid@kota.go.id>".to_owned());
        Setelan { smtp: Some(smtp.to_owned()), pengirim, ..Setelan::default() }
    }

    fn terbaca(smtp: &str) -> Smtp {
        match setelan(smtp).baca("/d".into()).unwrap().jalan {
            Jalan::Smtp(smtp) => smtp,
            Jalan::Folder(_) => panic!("a server was named"),
        }
    }

    #[test]
    fn each_way_to_a_server_has_its_port_and_its_layer() {
        for (alamat, lapisan, porta) in [
            ("smtps://surel.kota.go.id", Lapisan::Tls, 465),
            ("smtp://surel.kota.go.id", Lapisan::StartTls, 587),
            ("smtp-polos://localhost", Lapisan::Polos, 25),
            ("smtp-polos://127.0.0.1:2525", Lapisan::Polos, 2525),
            ("smtp-polos://[::1]:2525", Lapisan::Polos, 2525),
        ] {
            let smtp = terbaca(alamat);
            assert_eq!((smtp.lapisan, smtp.porta), (lapisan, porta), "{alamat}");
        }
        let smtp = terbaca("smtps://ppid%40kota:s%2Fndi@surel.kota.go.id:2465");
        assert_eq!(smtp.masuk, Some(("ppid@kota".to_owned(), "s/ndi".to_owned())));
        assert!(!format!("{smtp:?}").contains("ndi"), "{smtp:?}");
    }

    #[test]
    fn a_password_comes_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let berkas = folder.path().join("sandi");
        std::fs::write(&berkas, "rahasia sekali\n").unwrap();
        let sandi = Some(berkas.display().to_string());
        let keluar = Setelan { sandi, ..setelan("smtps://ppid@surel.kota.go.id") };
        let Jalan::Smtp(smtp) = keluar.baca("/d".into()).unwrap().jalan else { panic!("a server") };
        assert_eq!(smtp.masuk, Some(("ppid".to_owned(), "rahasia sekali".to_owned())));
    }

    #[test]
    fn without_a_server_mails_are_files() {
        let keluar = Setelan::default().baca("/d/surel".into()).unwrap();
        assert!(matches!(keluar.jalan, Jalan::Folder(folder) if folder == Path::new("/d/surel")));
    }

    #[test]
    fn what_is_wrong_is_told_and_no_password_repeated() {
        for (setelan, kata) in [
            (setelan("surel.kota.go.id"), "JEJAK_SMTP tidak terbaca"),
            (setelan("http://u:rahasia@x"), "JEJAK_SMTP tidak terbaca"),
            (setelan("smtps://u:rahasia@x/jalur"), "JEJAK_SMTP tidak terbaca"),
            (setelan("smtps://ppid@surel.kota.go.id"), "nama tanpa sandi"),
            (setelan("smtp-polos://surel.kota.go.id"), "hanya ke mesin ini"),
            (
                Setelan { pengirim: None, ..setelan("smtps://surel.kota.go.id") },
                "JEJAK_PENGIRIM belum diisi",
            ),
            (
                Setelan { pengirim: Some("PPID".to_owned()), ..setelan("smtps://x") },
                "JEJAK_PENGIRIM bukan alamat",
            ),
            (
                Setelan { sandi: Some("/tiada".to_owned()), ..setelan("smtps://u@x") },
                "JEJAK_SMTP_SANDI",
            ),
            (Setelan { sandi: Some("/x".to_owned()), ..Setelan::default() }, "tanpa JEJAK_SMTP"),
        ] {
            let galat = format!("{:#}", setelan.baca("/d".into()).unwrap_err());
            assert!(galat.contains(kata) && !galat.contains("rahasia"), "{galat}");
        }
    }
}
