//! The command line: one file a command. Results on stdout, errors on stderr.
//!
//! Exit codes: 0 done; 1 the check found something wrong; 2 wrong input; 3 the
//! surroundings failed (database, disk, keys).

/// `println!` that lets a reader go away: `jejak … | head` is no error, and the
/// database still has to be stopped in order.
macro_rules! cetak {
    ($($teks:tt)*) => { $crate::cli::tampilan::cetak(format_args!($($teks)*)) };
}

mod akun;
mod bahasa;
mod bench;
mod berkas;
mod cadangan;
mod demo;
mod hapus;
mod impor;
mod impor_peta;
mod jobs;
mod kalender;
mod keluar;
mod ketepatan;
mod laporan;
mod laporan_unit;
mod monev;
mod penanda;
mod penghitam;
mod rebuild;
mod register;
mod riwayat;
mod saksi;
mod serve;
mod statistik;
mod tampilan;
mod temukan;
mod tenggat;
mod token;
mod verify;
mod waktu;

use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};
use projections::catatan::Sudut;

use crate::app::{App, Chance};
use crate::clock::Clock;
use crate::config::{Config, Database, Options};
use crate::postgres::until_signal;
use temukan::{bernomor, cari, kejar, terbuka};

/// Jejak: register permohonan informasi publik yang dapat membuktikan dirinya
///
/// Setiap permohonan, tanggapan, perpanjangan, penolakan, keberatan, dan sengketa
/// dicatat sebagai fakta yang tidak dapat diubah; riwayat, tenggat, dan angka
/// dihitung dari fakta itu, pada hari mana pun.
#[derive(Debug, Parser)]
#[command(name = "jejak", version, disable_help_subcommand = true, arg_required_else_help = true,
          after_help = CONTOH)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    perintah: Perintah,
}

const CONTOH: &str = "\
Contoh:
  jejak demo                                     kota contoh dengan dua tahun perkara
  jejak import register register-2023.csv --coba lihat dahulu, tanpa menulis
  jejak riwayat 0012/PPID/2026                   semua fakta satu perkara
  jejak tenggat 0012/PPID/2026 --jelaskan        mengapa tanggal itu, hari demi hari
  jejak statistik --dari 2023-01-01 --sampai 2023-12-31 --json
  jejak berkas 0012/PPID/2026 --keperluan TEKS   berkas yang dapat diperiksa siapa pun
  jejak verify                                   periksa keutuhan seluruh log

Kode keluar: 0 berhasil, 1 ditemukan ketidaksesuaian, 2 masukan keliru, 3 lingkungan gagal";

#[derive(Debug, Subcommand)]
enum Perintah {
    /// Masukkan register, keberatan, DIP, atau lini masa sengketa dari CSV atau XLSX
    #[command(visible_alias = "impor")]
    Import(impor::Arguments),
    /// Semua fakta satu perkara, dengan tiga waktunya
    Riwayat(riwayat::Arguments),
    /// Tenggat yang terbuka, atau semua tenggat satu perkara
    Tenggat(tenggat::Arguments),
    /// Tepat, prematur, atau daluwarsa: keberatan dan sengketa setiap perkara
    Ketepatan(ketepatan::Arguments),
    /// Angka permohonan dalam satu kurun waktu
    Statistik(statistik::Arguments),
    /// Laporan enam bulanan dan tahunan
    Laporan(laporan::Arguments),
    /// Register permohonan dan keberatan, DIP, DIK
    Register(register::Arguments),
    /// Penilaian mandiri sebelum monev Komisi Informasi, dengan buktinya
    Monev(monev::Arguments),
    /// Cadangkan basis data dan berkas, tanpa kuncinya
    Cadangkan(cadangan::Cadangkan),
    /// Pulihkan cadangan ke folder data yang kosong
    Pulihkan(cadangan::Pulihkan),
    /// Buat berkas perkara untuk Komisi Informasi, yang dapat diperiksa siapa pun
    Berkas(berkas::Arguments),
    /// Hapus data pribadi satu perkara: seorang mengusulkan, orang lain memutus
    Hapus(hapus::Arguments),
    /// Hari libur dan cuti bersama: lihat, tambah, cabut
    Kalender(kalender::Arguments),
    /// Periksa setiap daun, setiap aliran, dan akar log; atau satu berkas perkara
    Verify(verify::Arguments),
    /// Bangun ulang tampilan dari log
    Rebuild(rebuild::Arguments),
    /// Pekerjaan berkala: daftar, atau jalankan satu sekarang
    Jobs(jobs::Arguments),
    /// Token API: buat, daftar, cabut
    Token(token::Arguments),
    /// Nama masuk dan sandi pengguna aplikasi
    Akun(akun::Arguments),
    /// Tandatangani checkpoint log, dengan kunci dan ingatan tersendiri
    Penanda(penanda::Arguments),
    /// Baca satu dokumen bagi layanan, terpisah darinya
    #[command(hide = true)]
    Penghitam,
    /// Saksikan log kantor lain: ikut menandatangani hanya yang melanjutkan yang lama
    Saksi(saksi::Arguments),
    /// Layani portal, aplikasi petugas, dan API melalui HTTP
    Serve(serve::Arguments),
    /// Buat kota contoh dengan empat puluh unit dan dua tahun perkara
    Demo(demo::Arguments),
    /// Ukur kecepatan log di samping batas PostgreSQL pada mesin ini
    Bench(bench::Arguments),
}

/// From when one looks.
#[derive(Args, Clone, Debug)]
struct Lihat {
    /// Lihat keadaan pada tanggal atau saat ini: 2025-08-06 atau 2025-08-06T14:00
    #[arg(long, value_name = "T")]
    sebagaimana: Option<String>,
    /// Dengan --sebagaimana: hanya yang sudah tercatat saat itu, bukan yang sudah dapat diketahui
    #[arg(long)]
    menurut_catatan: bool,
}

/// How the result is written.
#[derive(Args, Clone, Copy, Debug)]
struct Bentuk {
    /// Tulis JSON untuk program, bukan tabel
    #[arg(long)]
    json: bool,
}

/// Wrong input: what to mend is in the message.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Keliru(String);

/// The check found something; the finding is already printed.
#[derive(Debug, thiserror::Error)]
#[error("ditemukan ketidaksesuaian")]
struct Ditemukan;

pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return tanpa_perintah(&error),
    };
    // Before anything else is there that a document could harm.
    if matches!(cli.perintah, Perintah::Penghitam) {
        return penghitam::run();
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            tampilan::keluhkan(&format!("tidak dapat dimulai: {error}"));
            return ExitCode::from(3);
        }
    };
    match runtime.block_on(perintah(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<Ditemukan>() => ExitCode::from(1),
        Err(error) => {
            tampilan::keluhkan(&bahasa::galat(&error));
            ExitCode::from(if error.is::<Keliru>() { 2 } else { 3 })
        }
    }
}

/// Help is an answer, unless nobody asked for it.
fn tanpa_perintah(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind;
    match error.kind() {
        ErrorKind::DisplayHelp => {
            tampilan::cetak_apa_adanya(&bahasa::bantuan(error.render().to_string()));
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayVersion => {
            tampilan::cetak_apa_adanya(&error.render().to_string());
            ExitCode::SUCCESS
        }
        // The second where variables are set: clap counts them as arguments.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            tampilan::keluhkan_apa_adanya(&bahasa::bantuan(bantuan_perintah(error)));
            ExitCode::from(2)
        }
        _ => {
            tampilan::keluhkan(&bahasa::kesalahan(error));
            ExitCode::from(2)
        }
    }
}

/// The help of the command that lacks its own command.
fn bantuan_perintah(error: &clap::Error) -> String {
    use clap::error::ContextKind;
    let nama = error.get(ContextKind::InvalidSubcommand).map(ToString::to_string);
    let Some(nama) = nama else { return error.render().to_string() };
    let mut perintah = Cli::command().bin_name("jejak");
    perintah.build();
    let mut satu = &mut perintah;
    for kata in nama.split(' ').skip(1) {
        if satu.find_subcommand(kata).is_some() {
            satu = satu.find_subcommand_mut(kata).expect("it was found a line above");
        }
    }
    satu.render_help().to_string()
}

async fn perintah(mut cli: Cli) -> anyhow::Result<()> {
    cli.options = cli.options.terisi();
    if let Perintah::Verify(arguments) = &cli.perintah
        && let Some(berkas) = arguments.berkas()
    {
        return verify::periksa_berkas(berkas, arguments);
    }
    match cli.perintah {
        Perintah::Demo(arguments) => return demo::run(cli.options, arguments).await,
        Perintah::Bench(arguments) => return bench::run(cli.options, arguments).await,
        Perintah::Pulihkan(arguments) => return cadangan::pulihkan(cli.options, arguments).await,
        Perintah::Serve(arguments) => return layani(cli.options, arguments).await,
        Perintah::Penanda(arguments) => return penanda::run(arguments).await,
        Perintah::Saksi(arguments) => return saksi::run(arguments).await,
        _ => {}
    }
    let config = cli.options.config().map_err(keliru)?;
    let perintah = Siap::dari(cli.perintah, &config)?;
    perintah.periksa_data(&config)?;
    let signal = until_signal();
    let app = App::open(&config, Clock::System, Chance::System).await?;
    // A signal ends the command between two of its awaits; the log is closed
    // in order either way, because every write is one statement.
    let result = tokio::select! {
        result = perintah.run(&app, &config) => result,
        () = signal => Err(anyhow::anyhow!("dihentikan; yang sudah tercatat tetap utuh, jalankan lagi untuk melanjutkan")),
    };
    app.close().await?;
    result
}

/// Unlike the other commands it ends in order by itself.
async fn layani(options: Options, arguments: serve::Arguments) -> anyhow::Result<()> {
    let siap = serve::Siap::dari(arguments, &options)?;
    let config = options.config().map_err(keliru)?;
    crate::web::pasang_catatan();
    serve::run(App::open(&config, Clock::System, Chance::System).await?, siap).await
}

/// A command whose input was read and found right, before any database starts.
enum Siap {
    Import(impor::Siap),
    Riwayat(riwayat::Arguments, Sudut),
    Tenggat(tenggat::Arguments, Sudut),
    Ketepatan(ketepatan::Arguments, Sudut),
    Statistik(statistik::Siap, Sudut),
    Laporan(laporan::Siap, Sudut),
    Register(register::Siap, Sudut),
    Monev(monev::Siap, Sudut),
    Cadangkan(cadangan::Cadangkan),
    Berkas(berkas::Arguments),
    Hapus(hapus::Arguments),
    Kalender(kalender::Siap),
    Verify(verify::Arguments),
    Rebuild(rebuild::Siap),
    Jobs(jobs::Siap),
    Token(token::Siap),
    Akun(akun::Arguments),
}

impl Siap {
    fn dari(perintah: Perintah, config: &Config) -> anyhow::Result<Self> {
        let sudut = |lihat: &Lihat| waktu::sudut(lihat, config.zona);
        Ok(match perintah {
            Perintah::Import(a) => Siap::Import(impor::Siap::dari(&a)?),
            Perintah::Riwayat(a) => {
                let sudut = sudut(&a.lihat)?;
                Siap::Riwayat(a, sudut)
            }
            Perintah::Tenggat(a) => {
                let sudut = sudut(&a.lihat)?;
                Siap::Tenggat(a, sudut)
            }
            Perintah::Ketepatan(a) => {
                let sudut = sudut(&a.lihat)?;
                Siap::Ketepatan(a, sudut)
            }
            Perintah::Statistik(a) => {
                let sudut = sudut(&a.lihat)?;
                Siap::Statistik(statistik::Siap::dari(a)?, sudut)
            }
            Perintah::Laporan(a) => {
                let siap = laporan::Siap::dari(a)?;
                let sudut = waktu::sudut_kertas(siap.lihat(), config.zona)?;
                Siap::Laporan(siap, sudut)
            }
            Perintah::Register(a) => {
                let siap = register::Siap::dari(a)?;
                let sudut = waktu::sudut_kertas(siap.lihat(), config.zona)?;
                Siap::Register(siap, sudut)
            }
            Perintah::Monev(a) => {
                let siap = monev::Siap::dari(a)?;
                let sudut = sudut(siap.lihat())?;
                Siap::Monev(siap, sudut)
            }
            Perintah::Cadangkan(a) => Siap::Cadangkan(a),
            Perintah::Berkas(a) => Siap::Berkas(a),
            Perintah::Hapus(a) => Siap::Hapus(a),
            Perintah::Kalender(a) => Siap::Kalender(kalender::Siap::dari(a, config.zona)?),
            Perintah::Verify(a) => Siap::Verify(a),
            Perintah::Rebuild(a) => Siap::Rebuild(rebuild::Siap::dari(a)?),
            Perintah::Jobs(a) => Siap::Jobs(jobs::Siap::dari(a, config)?),
            Perintah::Token(a) => Siap::Token(token::Siap::dari(a)?),
            Perintah::Akun(a) => Siap::Akun(a),
            Perintah::Demo(_)
            | Perintah::Bench(_)
            | Perintah::Pulihkan(_)
            | Perintah::Serve(_)
            | Perintah::Penanda(_)
            | Perintah::Penghitam
            | Perintah::Saksi(_) => {
                unreachable!("they have their own way in")
            }
        })
    }

    /// Whoever reads from a folder that is not there mistyped it: an empty log
    /// made on the spot would verify, and answer every question with nothing.
    fn periksa_data(&self, config: &Config) -> anyhow::Result<()> {
        let membaca = match self {
            Siap::Riwayat(..)
            | Siap::Tenggat(..)
            | Siap::Ketepatan(..)
            | Siap::Statistik(..)
            | Siap::Laporan(..)
            | Siap::Register(..)
            | Siap::Monev(..)
            | Siap::Cadangkan(_)
            | Siap::Berkas(_)
            | Siap::Hapus(_)
            | Siap::Verify(_)
            | Siap::Rebuild(_)
            | Siap::Jobs(_)
            | Siap::Akun(_) => true,
            Siap::Token(siap) => siap.membaca(),
            Siap::Import(_) | Siap::Kalender(_) => false,
        };
        let Database::Embedded(data) = &config.database else { return Ok(()) };
        if membaca && !data.join("pg").exists() {
            let data = data.display();
            return Err(Keliru(format!("belum ada data di {data}; periksa JEJAK_DATA, atau mulai dengan: jejak import, jejak demo")).into());
        }
        Ok(())
    }

    async fn run(self, app: &App, config: &Config) -> anyhow::Result<()> {
        match self {
            Siap::Import(siap) => impor::run(app, siap).await,
            Siap::Riwayat(a, sudut) => riwayat::run(app, a, sudut).await,
            Siap::Tenggat(a, sudut) => tenggat::run(app, a, sudut).await,
            Siap::Ketepatan(a, sudut) => ketepatan::run(app, a, sudut).await,
            Siap::Statistik(siap, sudut) => statistik::run(app, siap, sudut).await,
            Siap::Laporan(siap, sudut) => laporan::run(app, siap, sudut).await,
            Siap::Register(siap, sudut) => register::run(app, siap, sudut).await,
            Siap::Monev(siap, sudut) => monev::run(app, siap, sudut).await,
            Siap::Cadangkan(a) => cadangan::cadangkan(app, config, a).await,
            Siap::Berkas(a) => berkas::run(app, a).await,
            Siap::Hapus(a) => hapus::run(app, a).await,
            Siap::Kalender(siap) => kalender::run(app, siap).await,
            Siap::Verify(a) => verify::run(app, a).await,
            Siap::Rebuild(siap) => rebuild::run(app, siap).await,
            Siap::Jobs(siap) => jobs::run(app, siap).await,
            Siap::Token(siap) => token::run(app, siap).await,
            Siap::Akun(a) => akun::run(app, a).await,
        }
    }
}

/// Chance for a key, from the system.
fn benih() -> anyhow::Result<[u8; 32]> {
    let mut benih = [0; 32];
    rand::TryRng::try_fill_bytes(&mut rand::rngs::SysRng, &mut benih)?;
    Ok(benih)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` asks for")]
fn keliru(error: anyhow::Error) -> anyhow::Error {
    Keliru(bahasa::galat(&error)).into()
}
