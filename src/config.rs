//! Configuration: a flag wins over the environment, that over the TOML file,
//! that over the default. A wrong value is a clear error at start.

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};
use events::waktu::Zona;

use crate::berkas::TempatBerkas;
use crate::checkpoint::penanda::TempatPenanda;
use crate::checkpoint::saksi::SaksiLuar;
use crate::checkpoint::stempel::Otoritas;
use crate::postgres::default_data_folder;
use crate::surel::checkpoint;
use crate::surel::konfigurasi::{Setelan, SuratKeluar};
use crate::web::laju::{BatasLaju, Jaringan};

/// What every command takes.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Berkas konfigurasi TOML [bawaan: jejak.toml di /etc/jejak atau ~/.config/jejak bila ada]
    #[arg(
        long,
        global = true,
        env = "JEJAK_KONFIGURASI",
        value_parser = jalur(),
        value_name = "BERKAS",
        help_heading = "Konfigurasi"
    )]
    pub konfigurasi: Option<PathBuf>,
    /// Folder data basis data tertanam
    #[arg(
        long,
        global = true,
        env = "JEJAK_DATA",
        value_parser = jalur(),
        value_name = "FOLDER",
        help_heading = "Konfigurasi"
    )]
    pub data: Option<PathBuf>,
    /// Server PostgreSQL sendiri sebagai pengganti basis data tertanam
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        help_heading = "Konfigurasi"
    )]
    pub database_url: Option<String>,
    /// Sambungan pemilik skema di server itu, untuk migrasi
    #[arg(
        long,
        global = true,
        env = "JEJAK_MIGRATE_URL",
        hide_env_values = true,
        value_name = "URL",
        help_heading = "Konfigurasi"
    )]
    pub migrate_url: Option<String>,
    /// Zona waktu kantor: WIB, WITA, atau WIT [bawaan: WIB]
    #[arg(
        long,
        global = true,
        env = "JEJAK_ZONA",
        value_name = "ZONA",
        help_heading = "Konfigurasi"
    )]
    pub zona: Option<String>,
    /// Berkas kunci induk, di luar folder data dan cadangannya
    #[arg(
        long,
        global = true,
        env = "JEJAK_KUNCI",
        value_parser = jalur(),
        value_name = "BERKAS",
        help_heading = "Konfigurasi"
    )]
    pub kunci: Option<PathBuf>,
    /// Tempat berkas: folder, atau s3://bucket/folder [bawaan: folder berkas di dalam folder data]
    #[arg(
        id = "tempat_berkas",
        long = "berkas",
        global = true,
        env = "JEJAK_BERKAS",
        value_name = "TEMPAT",
        help_heading = "Konfigurasi"
    )]
    pub berkas: Option<String>,
    /// Soket penanda checkpoint yang dijalankan tersendiri [bawaan: penanda sendiri di samping folder data]
    #[arg(
        long,
        global = true,
        env = "JEJAK_PENANDA_SOKET",
        value_parser = jalur(),
        value_name = "SOKET",
        help_heading = "Konfigurasi"
    )]
    pub penanda_soket: Option<PathBuf>,
    /// Saksi log di kantor lain: "ALAMAT KUNCI", dipisah koma
    #[arg(
        long,
        global = true,
        env = "JEJAK_SAKSI_LUAR",
        value_name = "SAKSI",
        help_heading = "Konfigurasi"
    )]
    pub saksi_luar: Option<String>,
    /// Otoritas stempel waktu RFC 3161 yang menstempel checkpoint sekali sehari
    #[arg(
        long,
        global = true,
        env = "JEJAK_TSA",
        hide_env_values = true,
        value_name = "URL",
        help_heading = "Konfigurasi"
    )]
    pub tsa: Option<String>,
    /// Alamat surel yang menerima checkpoint setiap hari, dipisah koma
    #[arg(
        long,
        global = true,
        env = "JEJAK_KEPADA_CHECKPOINT",
        value_name = "SUREL",
        help_heading = "Konfigurasi"
    )]
    pub kepada_checkpoint: Option<String>,
}

/// What `jejak serve` takes besides.
#[derive(Args, Clone, Debug, Default)]
pub struct ServeOptions {
    /// Alamat dan porta layanan [bawaan: 127.0.0.1:8080]
    #[arg(long, env = "JEJAK_LISTEN", value_name = "ALAMAT", help_heading = "Konfigurasi")]
    pub listen: Option<String>,
    /// Alamat dan porta angka Prometheus, hanya dari mesin ini [bawaan: 127.0.0.1:9180]
    #[arg(long, env = "JEJAK_METRIK", value_name = "ALAMAT", help_heading = "Konfigurasi")]
    pub metrik: Option<String>,
    /// Proksi yang dipercaya menyebut alamat pengunjung: alamat atau jaringan, dipisah koma
    #[arg(long, env = "JEJAK_PROKSI", value_name = "ALAMAT", help_heading = "Konfigurasi")]
    pub proksi: Option<String>,
    /// Permintaan semenit dari satu alamat [bawaan: masuk=20,pengajuan=30,lacak=60,token=30,unggah=10]
    #[arg(long, env = "JEJAK_BATAS", value_name = "BATAS", help_heading = "Konfigurasi")]
    pub batas: Option<String>,
    /// Server surel: smtps://nama@server, smtp://… untuk STARTTLS [bawaan: berkas .eml dalam folder surel di folder data]
    #[arg(
        long,
        env = "JEJAK_SMTP",
        hide_env_values = true,
        value_name = "URL",
        help_heading = "Konfigurasi"
    )]
    pub smtp: Option<String>,
    /// Berkas berisi sandi untuk server surel
    #[arg(long, env = "JEJAK_SMTP_SANDI", value_name = "BERKAS", help_heading = "Konfigurasi")]
    pub smtp_sandi: Option<String>,
    /// Sertifikat otoritas tambahan untuk server surel, PEM
    #[arg(long, env = "JEJAK_SMTP_CA", value_name = "BERKAS", help_heading = "Konfigurasi")]
    pub smtp_ca: Option<String>,
    /// Pengirim surel: "PPID Kota <ppid@kota.go.id>"
    #[arg(long, env = "JEJAK_PENGIRIM", value_name = "SUREL", help_heading = "Konfigurasi")]
    pub pengirim: Option<String>,
}

/// The same values in the TOML file.
#[derive(Default)]
struct File {
    data: Option<String>,
    database_url: Option<String>,
    migrate_url: Option<String>,
    zona: Option<String>,
    kunci: Option<String>,
    berkas: Option<String>,
    penanda_soket: Option<String>,
    saksi_luar: Option<String>,
    tsa: Option<String>,
    kepada_checkpoint: Option<String>,
    listen: Option<String>,
    metrik: Option<String>,
    proksi: Option<String>,
    batas: Option<String>,
    smtp: Option<String>,
    smtp_sandi: Option<String>,
    smtp_ca: Option<String>,
    pengirim: Option<String>,
    nama_kantor: Option<String>,
    url_publik: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Config {
    pub database: Database,
    pub zona: Zona,
    pub kunci: PathBuf,
    pub berkas: TempatBerkas,
    /// None: nobody signs the log.
    pub penanda: Option<TempatPenanda>,
    pub saksi: Vec<SaksiLuar>,
    /// None: nobody sets a time stamp on it.
    pub otoritas: Option<Otoritas>,
    pub kepada_checkpoint: Vec<String>,
    /// Where mails lie that no server took.
    pub surel: PathBuf,
}

/// How the service is reached, and what the office is called.
#[derive(Clone, Debug)]
pub struct Kantor {
    pub listen: SocketAddr,
    /// A loopback address: figures are for this machine alone.
    pub metrik: SocketAddr,
    pub nama: String,
    /// Under which people reach the service, without a slash at its end.
    pub url_publik: String,
    /// Proxies whose word on the visitor's address counts.
    pub proksi: Vec<Jaringan>,
    pub laju: BatasLaju,
    pub surel: SuratKeluar,
}

#[derive(Clone, Debug)]
pub enum Database {
    /// A private cluster in this data folder.
    Embedded(PathBuf),
    /// Somebody's server; without the owner's connection nothing is migrated.
    Server { url: String, migrate_url: Option<String> },
}

/// A path that may be empty: an empty variable is one that is not set.
fn jalur() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

impl Options {
    /// Without what is set to nothing, as a service's environment file does.
    pub fn terisi(self) -> Self {
        fn terisi<T: AsRef<OsStr>>(nilai: Option<T>) -> Option<T> {
            nilai.filter(|nilai| !nilai.as_ref().is_empty())
        }
        Options {
            konfigurasi: terisi(self.konfigurasi),
            data: terisi(self.data),
            database_url: terisi(self.database_url),
            migrate_url: terisi(self.migrate_url),
            zona: terisi(self.zona),
            kunci: terisi(self.kunci),
            berkas: terisi(self.berkas),
            penanda_soket: terisi(self.penanda_soket),
            saksi_luar: terisi(self.saksi_luar),
            tsa: terisi(self.tsa),
            kepada_checkpoint: terisi(self.kepada_checkpoint),
        }
    }

    /// The office as the TOML file and the flags of `jejak serve` tell it.
    pub fn kantor(&self, serve: ServeOptions) -> anyhow::Result<Kantor> {
        let file = read_file(self.konfigurasi.as_deref())?;
        let terisi = |nilai: Option<String>| nilai.filter(|nilai| !nilai.is_empty());
        let listen = terisi(serve.listen).or(file.listen);
        let listen = alamat("JEJAK_LISTEN", listen.as_deref().unwrap_or("127.0.0.1:8080"))?;
        let metrik = terisi(serve.metrik).or(file.metrik);
        let metrik = alamat("JEJAK_METRIK", metrik.as_deref().unwrap_or("127.0.0.1:9180"))?;
        if !metrik.ip().is_loopback() {
            bail!(
                "JEJAK_METRIK bernilai {metrik}; angka hanya dibuka untuk mesin ini, seperti 127.0.0.1:9180"
            );
        }
        let url_publik = file.url_publik.unwrap_or_else(|| format!("http://{listen}"));
        let url_publik = url_publik.trim_end_matches('/').to_owned();
        if !url_publik.starts_with("http://") && !url_publik.starts_with("https://") {
            bail!("url_publik bernilai {url_publik:?}; tulis seperti https://ppid.kota.go.id");
        }
        let proksi = terisi(serve.proksi).or(file.proksi).unwrap_or_default();
        let proksi = proksi.split(',').map(str::trim).filter(|satu| !satu.is_empty());
        let proksi = proksi.map(str::parse).collect::<anyhow::Result<_>>()?;
        let laju = terisi(serve.batas).or(file.batas).unwrap_or_default().parse()?;
        let nama = file.nama_kantor.unwrap_or_else(|| "Badan Publik".to_owned());
        let surel = Setelan {
            smtp: terisi(serve.smtp).or(file.smtp),
            sandi: terisi(serve.smtp_sandi).or(file.smtp_sandi),
            ca: terisi(serve.smtp_ca).or(file.smtp_ca),
            pengirim: terisi(serve.pengirim).or(file.pengirim),
        };
        let data = self.data.clone().or(file.data.map(PathBuf::from));
        let surel = surel.baca(data.unwrap_or_else(default_data_folder).join("surel"))?;
        Ok(Kantor { listen, metrik, nama, url_publik, proksi, laju, surel })
    }

    pub fn config(self) -> anyhow::Result<Config> {
        let file = read_file(self.konfigurasi.as_deref())?;
        let zona = self.zona.or(file.zona).unwrap_or_else(|| "WIB".to_owned());
        let zona = zona.parse().with_context(|| format!("JEJAK_ZONA bernilai {zona:?}"))?;
        let migrate_url = self.migrate_url.or(file.migrate_url);
        let data = self.data.or(file.data.map(PathBuf::from));
        let surel = data.clone().unwrap_or_else(default_data_folder).join("surel");
        let kunci = self.kunci.or(file.kunci.map(PathBuf::from));
        let database = match self.database_url.or(file.database_url) {
            Some(url) => Database::Server { url, migrate_url },
            None if migrate_url.is_some() => {
                bail!(
                    "JEJAK_MIGRATE_URL diisi tanpa DATABASE_URL; isi keduanya atau kosongkan keduanya"
                )
            }
            None => Database::Embedded(data.unwrap_or_else(default_data_folder)),
        };
        let kunci = kunci.unwrap_or_else(default_key_file);
        if let Database::Embedded(data) = &database
            && std::path::absolute(&kunci)?.starts_with(std::path::absolute(data)?)
        {
            bail!(
                "kunci induk {} berada di dalam folder data; taruh di luar dengan JEJAK_KUNCI, agar cadangan data tidak memuat kuncinya",
                kunci.display()
            );
        }
        let folder = || match &database {
            Database::Embedded(data) => data.join("berkas"),
            Database::Server { .. } => default_data_folder().join("berkas"),
        };
        let berkas = self.berkas.or(file.berkas).map(TempatBerkas::dari);
        let berkas = berkas.unwrap_or_else(|| TempatBerkas::Folder(folder()));
        let penanda = self.penanda_soket.or(file.penanda_soket.map(PathBuf::from));
        let penanda = penanda.map(TempatPenanda::luar).or_else(|| match &database {
            Database::Embedded(data) => TempatPenanda::di_samping(data),
            Database::Server { .. } => None,
        });
        let saksi = self.saksi_luar.or(file.saksi_luar).unwrap_or_default();
        let saksi = SaksiLuar::daftar(&saksi)?;
        let otoritas = self.tsa.or(file.tsa).filter(|tsa| !tsa.is_empty());
        let otoritas = otoritas.map(|tsa| tsa.parse()).transpose()?;
        let kepada_checkpoint = self.kepada_checkpoint.or(file.kepada_checkpoint);
        let kepada_checkpoint = checkpoint::daftar(&kepada_checkpoint.unwrap_or_default())?;
        Ok(Config {
            database,
            zona,
            kunci,
            berkas,
            penanda,
            saksi,
            otoritas,
            kepada_checkpoint,
            surel,
        })
    }
}

fn alamat(nama: &str, nilai: &str) -> anyhow::Result<SocketAddr> {
    nilai.parse().map_err(|_| {
        anyhow::anyhow!("{nama} bernilai {nilai:?}; tulis alamat dan porta, seperti 127.0.0.1:8080")
    })
}

fn read_file(named: Option<&Path>) -> anyhow::Result<File> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => match default_config_files().into_iter().find(|path| path.exists()) {
            Some(path) => path,
            None => return Ok(File::default()),
        },
    };
    let nama = path.display();
    let text = std::fs::read_to_string(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            anyhow::anyhow!("berkas konfigurasi {nama} tidak ada; periksa JEJAK_KONFIGURASI")
        }
        _ => anyhow::anyhow!("berkas konfigurasi {nama} tidak terbaca: {error}"),
    })?;
    parse(&text).with_context(|| format!("berkas konfigurasi {nama}"))
}

/// The parser's own message repeats the line, and the line may hold a password.
fn parse(text: &str) -> anyhow::Result<File> {
    let tabel: toml::Table = toml::from_str(text).map_err(|error| {
        let sampai = error.span().map_or(0, |span| span.start.min(text.len()));
        let baris = text.as_bytes()[..sampai].iter().filter(|b| **b == b'\n').count() + 1;
        anyhow::anyhow!("baris {baris} bukan TOML yang sah; tulis seperti: zona = \"WIB\"")
    })?;
    let mut file = File::default();
    for (kunci, nilai) in tabel {
        let tempat = match kunci.as_str() {
            "data" => &mut file.data,
            "database_url" => &mut file.database_url,
            "migrate_url" => &mut file.migrate_url,
            "zona" => &mut file.zona,
            "kunci" => &mut file.kunci,
            "berkas" => &mut file.berkas,
            "penanda_soket" => &mut file.penanda_soket,
            "saksi_luar" => &mut file.saksi_luar,
            "tsa" => &mut file.tsa,
            "kepada_checkpoint" => &mut file.kepada_checkpoint,
            "listen" => &mut file.listen,
            "metrik" => &mut file.metrik,
            "proksi" => &mut file.proksi,
            "batas" => &mut file.batas,
            "smtp" => &mut file.smtp,
            "smtp_sandi" => &mut file.smtp_sandi,
            "smtp_ca" => &mut file.smtp_ca,
            "pengirim" => &mut file.pengirim,
            "nama_kantor" => &mut file.nama_kantor,
            "url_publik" => &mut file.url_publik,
            _ => bail!(
                "nama {kunci} tidak dikenal; yang dikenal: data, database_url, migrate_url, zona, kunci, berkas, penanda_soket, saksi_luar, tsa, kepada_checkpoint, listen, metrik, proksi, batas, smtp, smtp_sandi, smtp_ca, pengirim, nama_kantor, url_publik"
            ),
        };
        let toml::Value::String(nilai) = nilai else {
            bail!("nilai {kunci} harus di antara tanda kutip, seperti: {kunci} = \"…\"")
        };
        *tempat = Some(nilai);
    }
    Ok(file)
}

fn default_config_files() -> [PathBuf; 2] {
    [config_home().join("jejak.toml"), PathBuf::from("/etc/jejak/jejak.toml")]
}

/// Outside the data folder and what is backed up with it.
fn default_key_file() -> PathBuf {
    config_home().join("kunci-induk")
}

fn config_home() -> PathBuf {
    if rustix::process::geteuid().is_root() {
        return PathBuf::from("/etc/jejak");
    }
    let home = std::env::var_os("HOME").map_or_else(|| PathBuf::from("."), PathBuf::from);
    std::env::var_os("XDG_CONFIG_HOME")
        .map_or_else(|| home.join(".config"), PathBuf::from)
        .join("jejak")
}

#[cfg(test)]
mod uji;
