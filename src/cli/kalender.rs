//! `jejak kalender`: closed days by layer, with instrument and known-since.

use chrono::{Datelike, NaiveDate};
use clap::{Args, Subcommand, ValueEnum};
use events::kalender::{
    Event as FaktaKalender, HariDibuka, HariDitutup, JenisHari, Kalender, KalenderDitolak, Lapisan,
    SEMUA_LAPISAN, SumberTerbit,
};
use events::teks::Label;
use events::waktu::{Waktu, Zona, nama_hari, tanggal_panjang};
use events::{Event, Fakta};
use projections::catatan::{Catatan, Sudut};
use projections::tenggat::{Pergeseran, pergeseran};
use serde_json::{Value, json};

use super::{Bentuk, Keliru, Lihat, tampilan, terbuka, waktu};
use crate::app::App;
use crate::log::{Append, Command, Expected};
use crate::web::pratinjau::perubahan;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    perintah: Perintah,
}

#[derive(Debug, Subcommand)]
enum Perintah {
    /// Daftar hari tutup
    #[command(visible_alias = "list")]
    Daftar {
        /// Hanya tahun ini
        #[arg(long)]
        tahun: Option<i32>,
        #[command(flatten)]
        lihat: Lihat,
        #[command(flatten)]
        bentuk: Bentuk,
    },
    /// Tambah hari tutup, dan tunjukkan tenggat terbuka yang bergeser
    #[command(visible_alias = "add")]
    Tambah {
        /// Hari yang tutup, seperti 2026-08-18
        tanggal: String,
        /// Nama hari, seperti "Cuti Bersama Hari Kemerdekaan"
        #[arg(long)]
        nama: String,
        #[arg(long, value_enum, default_value = "cuti-bersama")]
        jenis: Jenis,
        #[command(flatten)]
        dasar: Dasar,
    },
    /// Cabut hari tutup, dan tunjukkan tenggat terbuka yang bergeser
    #[command(visible_alias = "revoke")]
    Cabut {
        /// Hari yang dibuka kembali
        tanggal: String,
        #[command(flatten)]
        dasar: Dasar,
    },
}

/// The instrument behind a change.
#[derive(Args, Debug)]
struct Dasar {
    /// Instrumen hukumnya, seperti "SKB 3 Menteri 933/2025"
    #[arg(long)]
    instrumen: String,
    /// Sejak kapan diketahui: tanggal terbit instrumen [bawaan: hari ini]
    #[arg(long, value_name = "TANGGAL")]
    terbit: Option<String>,
    #[arg(long, value_enum, default_value = "kantor")]
    lapisan: PilihanLapisan,
    /// Lihat pergeserannya tanpa menulis apa pun
    #[arg(long)]
    coba: bool,
    #[command(flatten)]
    bentuk: Bentuk,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Jenis {
    LiburNasional,
    CutiBersama,
    LiburDaerah,
    LiburKantor,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PilihanLapisan {
    Nasional,
    Daerah,
    Kantor,
}

pub(super) enum Siap {
    Daftar { tahun: Option<i32>, sudut: Sudut, bentuk: Bentuk },
    Ubah { event: FaktaKalender, terbit: NaiveDate, lapisan: Lapisan, coba: bool, bentuk: Bentuk },
}

impl Siap {
    pub(super) fn dari(a: Arguments, zona: Zona) -> anyhow::Result<Self> {
        match a.perintah {
            Perintah::Daftar { tahun, lihat, bentuk } => {
                let sudut = waktu::sudut(&lihat, zona)?;
                Ok(Siap::Daftar { tahun, sudut, bentuk })
            }
            Perintah::Tambah { tanggal, nama, jenis, dasar } => {
                let tanggal = waktu::tanggal("tanggal", &tanggal)?;
                let nama = label("--nama", nama)?;
                dasar.siap(zona, |instrumen, terbit| {
                    FaktaKalender::HariDitutup(HariDitutup {
                        tanggal,
                        jenis: jenis.into(),
                        nama,
                        perkiraan: false,
                        instrumen,
                        terbit,
                        sumber_terbit: SumberTerbit::Instrumen,
                    })
                })
            }
            Perintah::Cabut { tanggal, dasar } => {
                let tanggal = waktu::tanggal("tanggal", &tanggal)?;
                dasar.siap(zona, |instrumen, terbit| {
                    FaktaKalender::HariDibuka(HariDibuka { tanggal, instrumen, terbit })
                })
            }
        }
    }
}

impl Dasar {
    fn siap(
        self,
        zona: Zona,
        event: impl FnOnce(Label, NaiveDate) -> FaktaKalender,
    ) -> anyhow::Result<Siap> {
        let instrumen = label("--instrumen", self.instrumen)?;
        let hari_ini = crate::clock::Clock::System.hari_ini(zona);
        let terbit = match &self.terbit {
            None => hari_ini,
            Some(teks) => waktu::tanggal("--terbit", teks)?,
        };
        if terbit > hari_ini {
            return Err(Keliru(
                "--terbit belum terjadi; instrumen dicatat setelah terbit".to_owned(),
            )
            .into());
        }
        let lapisan = match self.lapisan {
            PilihanLapisan::Nasional => Lapisan::Nasional,
            PilihanLapisan::Daerah => Lapisan::Daerah,
            PilihanLapisan::Kantor => Lapisan::Kantor,
        };
        let event = event(instrumen, terbit);
        Ok(Siap::Ubah { event, terbit, lapisan, coba: self.coba, bentuk: self.bentuk })
    }
}

fn label(nama: &str, teks: String) -> anyhow::Result<Label> {
    Label::try_new(teks).map_err(|error| Keliru(format!("{nama} {error}")).into())
}

impl From<Jenis> for JenisHari {
    fn from(jenis: Jenis) -> Self {
        match jenis {
            Jenis::LiburNasional => JenisHari::LiburNasional,
            Jenis::CutiBersama => JenisHari::CutiBersama,
            Jenis::LiburDaerah => JenisHari::LiburDaerah,
            Jenis::LiburKantor => JenisHari::LiburKantor,
        }
    }
}

pub(super) async fn run(app: &App, siap: Siap) -> anyhow::Result<()> {
    match siap {
        Siap::Daftar { tahun, sudut, bentuk } => daftar(app, tahun, sudut, bentuk).await,
        Siap::Ubah { event, terbit, lapisan, coba, bentuk } => {
            let geser = ubah(app, event, terbit, lapisan, coba).await?;
            cetak_pergeseran(&geser, coba, bentuk)
        }
    }
}

async fn daftar(app: &App, tahun: Option<i32>, sudut: Sudut, bentuk: Bentuk) -> anyhow::Result<()> {
    let catatan = app.catatan_untuk(&[], sudut).await?;
    let pilih = |hari: &&HariDitutup| tahun.is_none_or(|tahun| hari.tanggal.year() == tahun);
    let mut hari: Vec<(Lapisan, &HariDitutup)> = Vec::new();
    for lapisan in SEMUA_LAPISAN {
        let kalender = catatan.dasar.lapisan.get(&lapisan).into_iter();
        hari.extend(kalender.flat_map(Kalender::semua).filter(pilih).map(|hari| (lapisan, hari)));
    }
    hari.sort_by_key(|(lapisan, hari)| (hari.tanggal, *lapisan));
    if bentuk.json {
        let nilai: Vec<Value> = hari
            .iter()
            .map(|(lapisan, hari)| {
                let mut nilai = json!(hari);
                nilai["lapisan"] = lapisan.nama().into();
                nilai
            })
            .collect();
        return tampilan::json(&nilai);
    }
    let mut tabel =
        tampilan::tabel(&["Tanggal", "Hari", "Jenis", "Nama", "Lapisan", "Instrumen, sejak"]);
    for (lapisan, hari) in &hari {
        let perkiraan = if hari.perkiraan { " (perkiraan)" } else { "" };
        let sumber = match hari.sumber_terbit {
            SumberTerbit::Instrumen | SumberTerbit::Pers => "",
            SumberTerbit::Ingatan => " (dari ingatan)",
            SumberTerbit::PalingLambat => " (paling lambat)",
        };
        tabel.add_row([
            format!("{}{perkiraan}", tanggal_panjang(hari.tanggal)),
            nama_hari(hari.tanggal).to_owned(),
            hari.jenis.to_string(),
            hari.nama.to_string(),
            lapisan.nama().to_owned(),
            format!("{}, {}{sumber}", hari.instrumen, tanggal_panjang(hari.terbit)),
        ]);
    }
    cetak!("{tabel}");
    cetak!("{} hari tutup", hari.len());
    Ok(())
}

/// Appends the change, unless it is only tried, and says what it moves.
async fn ubah(
    app: &App,
    event: FaktaKalender,
    terbit: NaiveDate,
    lapisan: Lapisan,
    coba: bool,
) -> anyhow::Result<Vec<Pergeseran>> {
    let now = app.clock.now();
    let sudut = Sudut { sebagaimana: now, menurut_catatan: false, zona: app.zona };
    let dasar = app.tampilan.dasar().await?.pada(sudut);
    let mut semua = app.tampilan.fakta_untuk(&terbuka(app, sudut).await?).await?;
    let sebelum = Catatan::di_atas(dasar.clone(), semua.clone(), sudut);
    let stream = lapisan.aliran();
    let kalender = sebelum.dasar.lapisan.get(&lapisan).cloned().unwrap_or_default();
    let event = kalender
        .decide(event)
        .map_err(|error| Keliru(format!("{error}{}", lapisan_lain(&sebelum, error))))?;
    let berikut = event.clone();
    let diketahui = app.zona.awal_hari(terbit).min(now);
    let fakta = Fakta {
        event: Event::Kalender(event),
        occurred_at: Waktu::Tanggal(terbit),
        diketahui: Some(diketahui),
        cacat: Vec::new(),
    };
    let version = app.log.versions(&[stream]).await?.first().copied().unwrap_or_default();
    semua.push(perubahan(lapisan, berikut, sudut));
    if !coba {
        let content = serde_json::to_vec(&fakta.event)?;
        let expected = Expected::Version(version);
        let append = Append { stream, expected, subject: stream.id, facts: vec![fakta] };
        let actor = Label::try_new("cli:kalender")?;
        let id = crate::log::new_id(now);
        app.log.append(Command { id, actor, content, appends: vec![append] }).await?;
    }
    Ok(pergeseran(&sebelum, &Catatan::di_atas(dasar, semua, sudut)))
}

/// Where the closed day stands that was looked for in the wrong layer.
fn lapisan_lain(catatan: &Catatan, error: KalenderDitolak) -> String {
    let KalenderDitolak::TidakDitutup(tanggal) = error else { return String::new() };
    let ada = catatan.dasar.lapisan.iter().find(|(_, kalender)| !kalender.pada(tanggal).is_empty());
    ada.map_or(String::new(), |(lapisan, _)| {
        let nama = lapisan.nama();
        format!("; hari itu tercatat pada lapisan {nama}, tambahkan --lapisan {nama}")
    })
}

fn cetak_pergeseran(geser: &[Pergeseran], coba: bool, bentuk: Bentuk) -> anyhow::Result<()> {
    if bentuk.json {
        let nilai: Vec<Value> = geser
            .iter()
            .map(|g| json!({"nomor": g.nomor, "tenggat": g.jenis.nama(), "dari": [g.dari.0, g.dari.1], "ke": [g.ke.0, g.ke.1]}))
            .collect();
        return tampilan::json(&json!({ "coba": coba, "bergeser": nilai }));
    }
    if geser.is_empty() {
        cetak!("Tidak ada tenggat terbuka yang bergeser.");
    } else {
        let mut tabel = tampilan::tabel(&["Nomor", "Tenggat", "Semula", "Menjadi"]);
        for g in geser {
            tabel.add_row([
                g.nomor.clone(),
                g.jenis.nama().to_owned(),
                tampilan::rentang(g.dari.0, g.dari.1),
                tampilan::rentang(g.ke.0, g.ke.1),
            ]);
        }
        cetak!("{tabel}\n{} tenggat terbuka bergeser", geser.len());
    }
    cetak!("{}", if coba { "Percobaan, tidak ada yang ditulis." } else { "Kalender tercatat." });
    Ok(())
}
