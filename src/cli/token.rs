//! `jejak token`: who may use the API, as what, until when.

use chrono::{Duration, Utc};
use clap::{Args, Subcommand, ValueEnum};
use events::pengguna::{Event, Keadaan, Pengguna, PenggunaDidaftarkan, Peran};
use events::pihak::UnitId;
use events::teks::{Isi, Label};
use events::unit::Unit;
use serde_json::json;
use uuid::Uuid;

use super::{Bentuk, Keliru, keliru, tampilan};
use crate::aliran::TawaranAliran;
use crate::app::{App, Syarat};
use crate::token;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    perintah: Perintah,
}

#[derive(Debug, Subcommand)]
enum Perintah {
    /// Daftarkan pengguna dan buat tokennya, atau buat token lain bagi pengguna yang ada
    Buat(Buat),
    /// Semua token; tokennya sendiri tidak tersimpan
    Daftar(Bentuk),
    /// Cabut satu token
    Cabut {
        /// Id token, dari: jejak token daftar
        id: Uuid,
    },
}

#[derive(Args, Debug)]
#[command(after_help = "\
Token ditampilkan sekali dan tidak tersimpan. Kirim dengan kepala: Authorization: Bearer TOKEN
Contoh: jejak token buat --peran ppid-pembantu --unit \"Dinas Kesehatan\" --jabatan \"Sekretaris\"")]
struct Buat {
    /// Peran pengguna baru
    #[arg(long, value_enum, required_unless_present = "pengguna")]
    peran: Option<PilihanPeran>,
    /// Unit PPID Pembantu: id atau nama
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Jabatan, yang tertulis dalam riwayat
    #[arg(long, value_name = "JABATAN", required_unless_present = "pengguna")]
    jabatan: Option<String>,
    /// Nama orangnya; disimpan tersegel
    #[arg(long, value_name = "NAMA")]
    nama: Option<String>,
    /// Pengguna yang sudah ada, sebagai pengganti pendaftaran
    #[arg(long, value_name = "ID", conflicts_with_all = ["peran", "unit", "jabatan", "nama"])]
    pengguna: Option<Uuid>,
    /// Berapa hari token berlaku
    #[arg(long, value_name = "N", default_value_t = 90,
          value_parser = clap::value_parser!(i64).range(1..=3650))]
    berlaku_hari: i64,
    #[command(flatten)]
    bentuk: Bentuk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PilihanPeran {
    Petugas,
    PpidUtama,
    PpidPembantu,
    Atasan,
    TimPertimbangan,
    Auditor,
    Admin,
}

/// Input that was found right before any database starts.
pub(super) struct Siap {
    perintah: SiapPerintah,
}

enum SiapPerintah {
    Baru {
        pilihan: PilihanPeran,
        unit: Option<String>,
        jabatan: Label,
        nama: Isi,
        hari: i64,
        bentuk: Bentuk,
    },
    Lagi {
        pengguna: Uuid,
        hari: i64,
        bentuk: Bentuk,
    },
    Daftar(Bentuk),
    Cabut(Uuid),
}

impl Siap {
    pub(super) fn dari(a: Arguments) -> anyhow::Result<Self> {
        let perintah = match a.perintah {
            Perintah::Buat(buat) => siap_buat(buat)?,
            Perintah::Daftar(bentuk) => SiapPerintah::Daftar(bentuk),
            Perintah::Cabut { id } => SiapPerintah::Cabut(id),
        };
        Ok(Siap { perintah })
    }

    pub(super) fn membaca(&self) -> bool {
        !matches!(self.perintah, SiapPerintah::Baru { .. })
    }
}

fn siap_buat(buat: Buat) -> anyhow::Result<SiapPerintah> {
    let (hari, bentuk) = (buat.berlaku_hari, buat.bentuk);
    if let Some(pengguna) = buat.pengguna {
        return Ok(SiapPerintah::Lagi { pengguna, hari, bentuk });
    }
    let (Some(pilihan), Some(jabatan)) = (buat.peran, buat.jabatan) else {
        return Err(Keliru("sebutkan --peran dan --jabatan, atau --pengguna".to_owned()).into());
    };
    match (pilihan, &buat.unit) {
        (PilihanPeran::PpidPembantu, None) => {
            let pesan = "PPID Pembantu bekerja untuk satu unit; sebutkan dengan --unit";
            return Err(Keliru(pesan.to_owned()).into());
        }
        (PilihanPeran::PpidPembantu, Some(_)) | (_, None) => {}
        (_, Some(_)) => {
            return Err(Keliru("--unit hanya untuk --peran ppid-pembantu".to_owned()).into());
        }
    }
    let jabatan = Label::try_new(jabatan).map_err(|e| Keliru(format!("--jabatan {e}")))?;
    // Without a name the office alone is known.
    let nama = buat.nama.unwrap_or_else(|| jabatan.to_string());
    let nama = Isi::try_new(&nama).map_err(|e| Keliru(format!("--nama {e}")))?;
    Ok(SiapPerintah::Baru { pilihan, unit: buat.unit, jabatan, nama, hari, bentuk })
}

pub(super) async fn run(app: &App, siap: Siap) -> anyhow::Result<()> {
    match siap.perintah {
        SiapPerintah::Baru { pilihan, unit, jabatan, nama, hari, bentuk } => {
            let peran = peran(app, pilihan, unit.as_deref()).await?;
            let pengguna = daftarkan(app, PenggunaDidaftarkan { nama, jabatan, peran }).await?;
            buat(app, pengguna, hari, bentuk).await
        }
        SiapPerintah::Lagi { pengguna, hari, bentuk } => {
            match app.aliran::<Pengguna>(pengguna).await?.0.keadaan {
                Keadaan::Aktif(_) => buat(app, pengguna, hari, bentuk).await,
                Keadaan::BelumAda => Err(keliru(anyhow::anyhow!(
                    "pengguna {pengguna} tidak ada; lihat: jejak token daftar"
                ))),
                Keadaan::Nonaktif(_) => {
                    Err(keliru(anyhow::anyhow!("pengguna {pengguna} tidak aktif")))
                }
            }
        }
        SiapPerintah::Daftar(bentuk) => daftar(app, bentuk).await,
        SiapPerintah::Cabut(id) => {
            if !token::cabut(&app.pool, id, app.clock.now()).await? {
                let pesan =
                    format!("token {id} tidak ada atau sudah dicabut; lihat: jejak token daftar");
                return Err(Keliru(pesan).into());
            }
            cetak!("Token {id} dicabut.");
            Ok(())
        }
    }
}

async fn peran(app: &App, pilihan: PilihanPeran, unit: Option<&str>) -> anyhow::Result<Peran> {
    Ok(match pilihan {
        PilihanPeran::Petugas => Peran::Petugas,
        PilihanPeran::PpidUtama => Peran::PpidUtama,
        PilihanPeran::PpidPembantu => {
            Peran::PpidPembantu(cari_unit(app, unit.unwrap_or_default()).await?)
        }
        PilihanPeran::Atasan => Peran::AtasanPpid,
        PilihanPeran::TimPertimbangan => Peran::TimPertimbangan,
        PilihanPeran::Auditor => Peran::Auditor,
        PilihanPeran::Admin => Peran::Admin,
    })
}

/// An active unit by its id or by its whole name.
async fn cari_unit(app: &App, dicari: &str) -> anyhow::Result<UnitId> {
    let semua = app.semua_aliran::<Unit>().await?;
    let cocok = |(id, unit, _): &&(Uuid, Unit, u32)| {
        let Unit::Aktif { nama, .. } = unit else { return false };
        id.to_string() == dicari || nama.as_str().to_lowercase() == dicari.trim().to_lowercase()
    };
    let cocok: Vec<UnitId> = semua.iter().filter(cocok).map(|(id, ..)| UnitId(*id)).collect();
    match cocok.as_slice() {
        [satu] => Ok(*satu),
        [] => Err(Keliru(format!("unit aktif {dicari:?} tidak ada; periksa namanya")).into()),
        _ => Err(Keliru(format!("ada beberapa unit bernama {dicari:?}; sebutkan idnya")).into()),
    }
}

async fn daftarkan(app: &App, pengguna: PenggunaDidaftarkan) -> anyhow::Result<Uuid> {
    let id = crate::log::new_id(app.clock.now());
    let tawaran = TawaranAliran {
        command: id,
        actor: Label::try_new("cli:token")?,
        id,
        kiriman: serde_json::to_vec(&pengguna)?,
        fakta: Event::PenggunaDidaftarkan(pengguna),
        waktu: None,
    };
    app.handle_aliran::<Pengguna>(tawaran, Syarat::Baru).await?;
    Ok(id)
}

async fn buat(app: &App, pengguna: Uuid, hari: i64, bentuk: Bentuk) -> anyhow::Result<()> {
    let kini = app.clock.now();
    let kedaluwarsa = kini + Duration::days(hari);
    let (id, teks) = token::buat(&app.pool, pengguna, kini, kedaluwarsa).await?;
    if bentuk.json {
        return tampilan::json(&json!({
            "token": teks, "id": id, "pengguna": pengguna, "kedaluwarsa": kedaluwarsa
        }));
    }
    cetak!("{teks}");
    let sampai = tampilan::saat(kedaluwarsa, app.zona);
    tampilan::keluhkan_apa_adanya(&format!(
        "Token {id} bagi pengguna {pengguna}, berlaku sampai {sampai}. Simpan sekarang: ia tidak ditampilkan lagi.\n"
    ));
    Ok(())
}

async fn daftar(app: &App, bentuk: Bentuk) -> anyhow::Result<()> {
    let semua = token::semua(&app.pool).await?;
    let pengguna = app.semua_aliran::<Pengguna>().await?;
    let peran = |id: Uuid| {
        let satu = pengguna.iter().find(|(ini, ..)| *ini == id);
        satu.and_then(|(_, pengguna, _)| match pengguna.keadaan {
            Keadaan::Aktif(peran) | Keadaan::Nonaktif(peran) => Some(peran),
            Keadaan::BelumAda => None,
        })
    };
    let kini = app.clock.now();
    if bentuk.json {
        let nilai: Vec<_> = semua
            .iter()
            .map(|t| {
                json!({
                    "id": t.token, "pengguna": t.pengguna, "peran": peran(t.pengguna),
                    "dibuat": t.dibuat, "kedaluwarsa": t.kedaluwarsa, "dicabut": t.dicabut
                })
            })
            .collect();
        return tampilan::json(&nilai);
    }
    let mut tabel = tampilan::tabel(&["Token", "Pengguna", "Peran", "Berlaku sampai", "Keadaan"]);
    for t in &semua {
        tabel.add_row([
            t.token.to_string(),
            t.pengguna.to_string(),
            peran(t.pengguna).map_or("-".to_owned(), nama),
            tampilan::saat(t.kedaluwarsa, app.zona),
            keadaan(t, kini).to_owned(),
        ]);
    }
    cetak!("{tabel}\n{} token", semua.len());
    Ok(())
}

fn keadaan(token: &token::Token, kini: chrono::DateTime<Utc>) -> &'static str {
    if token.dicabut.is_some() {
        "dicabut"
    } else if token.kedaluwarsa <= kini {
        "kedaluwarsa"
    } else {
        "berlaku"
    }
}

fn nama(peran: Peran) -> String {
    match peran {
        Peran::Petugas => "petugas".to_owned(),
        Peran::PpidUtama => "ppid-utama".to_owned(),
        Peran::PpidPembantu(unit) => format!("ppid-pembantu {}", unit.0),
        Peran::AtasanPpid => "atasan".to_owned(),
        Peran::TimPertimbangan => "tim-pertimbangan".to_owned(),
        Peran::Auditor => "auditor".to_owned(),
        Peran::Admin => "admin".to_owned(),
    }
}
