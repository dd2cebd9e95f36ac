//! Import of a register or a DIP from the table that an office keeps: how its
//! columns are read, what becomes of each row, and then all of it.

use axum::extract::State;
use axum::http::Method;
use axum::routing::post;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use events::impor::BentukSumber;
use events::impor::peta::{BukuImpor, KolomPeta};
use events::teks::Label;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::import::peta::{Peta, kolom};
use crate::import::tabel::Tabel;
use crate::import::{self, Coba, Hasil, Putusan};
use crate::web::Layanan;
use crate::web::akses::{Akses, Pelaku};
use crate::web::masalah::Masalah;
use crate::web::perintah::Kiriman;
use crate::web::rute::Rute;

/// Rows that are written while somebody waits.
const BATAS_BARIS: usize = 1_000;

/// A table, and how it is to be read.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ImporRegister {
    buku: BukuImpor,
    /// What the imported book is called; the same name is the same book.
    nama: Label,
    /// The file, XLSX or CSV, in base64.
    berkas: String,
    /// Which heading fills which column; without it as kept, or as the words of
    /// the headings tell.
    #[serde(default)]
    peta: Option<Vec<KolomPeta>>,
    /// Keep this map under a name.
    #[serde(default)]
    simpan: Option<Label>,
    /// Only tell what each row would do.
    #[serde(default)]
    coba: bool,
}

/// How the table was read, and what each row does.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct HasilImporRegister {
    pub ditulis: bool,
    /// The headings of the file.
    pub judul: Vec<String>,
    /// Every column of the book, and the heading that fills it.
    pub kolom: Vec<KolomTerpeta>,
    /// The name under which such a map was kept.
    pub tersimpan: Option<String>,
    /// What has to be chosen before rows can be read.
    pub kurang: Option<String>,
    pub baris: Vec<PutusanImpor>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct KolomTerpeta {
    pub kolom: String,
    pub nama: String,
    pub sumber: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PutusanImpor {
    pub baris: u64,
    pub nomor: String,
    pub hasil: HasilRegister,
    pub bercacat: bool,
    pub catatan: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HasilRegister {
    Baru,
    SudahAda,
    /// The source changed since; what is there stays.
    Berubah,
    Keliru,
}

pub fn rute() -> Rute {
    Rute::baru(
        Method::POST,
        "/api/v1/register/impor",
        "register_impor",
        "Impor register atau DIP dari tabel kantor dengan peta kolom; coba dahulu",
        Akses::PPID,
        post(impor),
    )
    .menerima::<ImporRegister>()
    .menjawab::<HasilImporRegister>()
}

impl KolomTerpeta {
    /// Whether this heading fills it.
    pub fn dari_judul(&self, judul: &str) -> bool {
        self.sumber.as_deref() == Some(judul)
    }
}

impl From<Putusan> for PutusanImpor {
    fn from(putusan: Putusan) -> Self {
        PutusanImpor {
            baris: putusan.baris,
            nomor: putusan.nomor,
            hasil: match putusan.hasil {
                Hasil::Baru => HasilRegister::Baru,
                Hasil::SudahAda => HasilRegister::SudahAda,
                Hasil::Berubah => HasilRegister::Berubah,
                Hasil::Keliru => HasilRegister::Keliru,
            },
            bercacat: putusan.bercacat,
            catatan: putusan.catatan,
        }
    }
}

async fn impor(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(impor): Kiriman<ImporRegister>,
) -> Result<Json<HasilImporRegister>, Masalah> {
    let tabel = tabel(&impor)?;
    let kantor = layanan.app.kantor_kini().await?;
    let sama = kantor.peta(impor.buku).find(|peta| Peta::untuk(peta, tabel.judul()));
    let peta = match (&impor.peta, sama) {
        (Some(pilihan), _) => pilihan_sendiri(impor.buku, pilihan, &tabel)?,
        (None, Some(tersimpan)) => Peta::tersimpan(tersimpan, tabel.judul()),
        (None, None) => Peta::usulan(impor.buku, tabel.judul()),
    };
    let kurang = peta.periksa(impor.buku, tabel.judul()).err().map(|kurang| kurang.to_string());
    let baris = match &kurang {
        Some(_) => Vec::new(),
        None => jalankan(&layanan, &pelaku, &impor, &tabel, &peta).await?,
    };
    let keliru = baris.iter().any(|satu| satu.hasil == Hasil::Keliru);
    let satu = |k: &import::peta::Kolom| KolomTerpeta {
        kolom: k.kunci.to_owned(),
        nama: k.nama.to_owned(),
        sumber: peta.judul(k.kunci).map(str::to_owned),
    };
    Ok(Json(HasilImporRegister {
        ditulis: !impor.coba && kurang.is_none() && !keliru,
        judul: tabel.judul().to_vec(),
        kolom: kolom(impor.buku).iter().map(satu).collect(),
        tersimpan: sama.filter(|_| impor.peta.is_none()).map(|peta| peta.nama.to_string()),
        kurang,
        baris: baris.into_iter().map(PutusanImpor::from).collect(),
    }))
}

fn tabel(impor: &ImporRegister) -> Result<Tabel, Masalah> {
    let keliru = |uraian: String| Masalah::kolom("/berkas", uraian);
    let bytes = STANDARD.decode(&impor.berkas);
    let bytes = bytes.map_err(|_| keliru("berkas ini tidak terbaca; unggah lagi".to_owned()))?;
    let tabel = import::baca_buku(&bytes, impor.buku).map_err(|g| keliru(format!("{g:#}")))?;
    if tabel.baris().count() > BATAS_BARIS {
        let uraian = format!(
            "lebih dari {BATAS_BARIS} baris; pecah berkasnya, atau pakai jejak import di peladen"
        );
        return Err(keliru(uraian));
    }
    Ok(tabel)
}

fn pilihan_sendiri(buku: BukuImpor, pilihan: &[KolomPeta], tabel: &Tabel) -> Result<Peta, Masalah> {
    let mut peta = Peta::default();
    for satu in pilihan {
        peta.atur(buku, satu.kolom.as_str(), satu.sumber.as_str(), tabel.judul())
            .map_err(|galat| Masalah::kolom("/peta", galat.to_string()))?;
    }
    Ok(peta)
}

async fn jalankan(
    layanan: &Layanan,
    pelaku: &Pelaku,
    impor: &ImporRegister,
    tabel: &Tabel,
    peta: &Peta,
) -> Result<Vec<Putusan>, Masalah> {
    let (app, aktor) = (&layanan.app, pelaku.aktor());
    let coba = if impor.coba { Coba::Ya } else { Coba::Tidak };
    if let (Some(nama), Coba::Tidak) = (&impor.simpan, coba) {
        import::simpan_peta(app, peta.fakta(nama.clone(), impor.buku), &aktor).await?;
    }
    let bentuk = match impor.buku {
        BukuImpor::Permohonan => BentukSumber::Register,
        BukuImpor::Keberatan => BentukSumber::Keberatan,
        BukuImpor::Dip => {
            return Ok(import::dip::jalankan(app, tabel, peta, &impor.nama, (coba, &aktor)).await?);
        }
    };
    let rencana = import::rencana(tabel, peta, bentuk, &impor.nama)
        .map_err(|galat| Masalah::kolom("/berkas", format!("{galat:#}")))?;
    if coba == Coba::Tidak {
        import::buka_buku(app, bentuk, &impor.nama, &aktor).await?;
    }
    Ok(import::jalankan(app, rencana, (coba, &aktor), || ()).await?)
}
