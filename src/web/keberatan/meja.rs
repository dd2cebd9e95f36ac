//! The desk of the Atasan PPID: keberatan that wait for an answer, the nearest
//! limit first, each with its grounds and what the office did.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::NaiveDate;
use events::koreksi::berlaku;
use events::perkara::Event;
use events::waktu::tanggal_panjang;
use projections::catatan::Catatan;
use projections::proyeksi::Proyeksi;
use projections::tenggat::{self, BarisTenggat, Kursor};
use projections::{perkara, uraian};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::web::Layanan;
use crate::web::akses::{Akses, Pelaku, persempit};
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::parameter::{Halaman, Laman, Lihat, Pandangan, Tanya};
use crate::web::rute::Rute;

const DAFTAR: &str = "keberatan";

/// A keberatan that waits for the Atasan's answer.
#[derive(Debug, Serialize, ToSchema)]
struct KeberatanTerbuka {
    perkara: Uuid,
    /// Of the case, and in the keberatan book.
    nomor: String,
    nomor_keberatan: Option<String>,
    diterima: Option<NaiveDate>,
    alasan: Vec<Alasan>,
    paling_awal: NaiveDate,
    paling_lambat: NaiveDate,
    keadaan: String,
    /// Working days left to the earliest reading; negative when it has passed.
    sisa_hk: i64,
    unit: Option<String>,
    /// What the office did about the permohonan, the oldest first.
    kedudukan: Vec<String>,
}

/// A ground of Pasal 35(1) UU 14/2008.
#[derive(Debug, Serialize, ToSchema)]
struct Alasan {
    huruf: String,
    uraian: String,
}

pub(in crate::web) fn rute() -> Rute {
    Rute::baru(
        Method::GET,
        "/api/v1/keberatan",
        "keberatan_terbuka",
        "Keberatan yang menunggu tanggapan, tenggat terdekat dahulu",
        Akses::BACA_PERKARA,
        get(daftar),
    )
    .menanya::<Halaman>()
    .menanya::<Lihat>()
    .menjawab_laman::<KeberatanTerbuka>()
}

async fn daftar(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<KeberatanTerbuka>>, Masalah> {
    let banyak = halaman.banyak()?;
    let sesudah: Option<(NaiveDate, String, Uuid, i16)> = halaman.sesudah(DAFTAR)?;
    let unit = persempit(&pelaku, None)?;
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara, Proyeksi::Tenggat]).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let (baris, catatan) = if pandangan.kini {
        let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
        let sesudah = sesudah.map(|(paling_awal, nomor, perkara, urut)| Kursor {
            paling_awal,
            nomor,
            perkara,
            urut,
        });
        let baris = tenggat::tanggapan_ditunggu(unit, sesudah, batas, &mut connection).await?;
        drop(connection);
        let calon: Vec<Uuid> = baris.iter().map(|baris| baris.perkara).collect();
        (baris, layanan.app.catatan_untuk(&calon, pandangan.sudut).await?)
    } else {
        let calon = perkara::calon_berjalan(pandangan.sudut, &mut connection).await?;
        drop(connection);
        let catatan = layanan.app.catatan_untuk(&calon, pandangan.sudut).await?;
        let mut baris = tenggat::baris_terbuka(&catatan);
        baris.retain(|b| b.jenis == tenggat::TANGGAPAN_KEBERATAN);
        baris.retain(|b| unit.is_none_or(|unit| memegang(&catatan, b.perkara, unit)));
        baris.retain(|b| sesudah.as_ref().is_none_or(|s| kunci(b) > *s));
        baris.truncate(banyak + 1);
        (baris, catatan)
    };
    let bentuk = |baris| tampilan(&catatan, baris);
    let laman = Laman::dari(DAFTAR, posisi, baris, banyak, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

fn kunci(baris: &BarisTenggat) -> (NaiveDate, String, Uuid, i16) {
    (baris.paling_awal, baris.nomor.clone(), baris.perkara, baris.urut)
}

fn memegang(catatan: &Catatan, id: Uuid, unit: Uuid) -> bool {
    let baris = perkara::satu(catatan, id);
    baris.is_some_and(|baris| baris.perkara.disposisi.iter().any(|d| d.unit.0 == unit))
}

fn tampilan(catatan: &Catatan, baris: BarisTenggat) -> KeberatanTerbuka {
    let hari = catatan.sudut.hari();
    let kasus = perkara::satu(catatan, baris.perkara);
    let keberatan = kasus.as_ref().and_then(|kasus| kasus.perkara.keberatan_terakhir());
    let dicatat = keberatan.and_then(|keberatan| keberatan.dicatat.as_ref());
    let alasan = keberatan.iter().flat_map(|keberatan| &keberatan.alasan);
    let unit = baris.penanggung_jawab.and_then(|unit| catatan.nama_unit(unit));
    KeberatanTerbuka {
        nomor_keberatan: dicatat.and_then(|(_, d)| d.nomor.tetap()).map(ToString::to_string),
        diterima: keberatan.and_then(|keberatan| keberatan.diterima.tanggal),
        alasan: alasan
            .map(|a| Alasan { huruf: a.huruf().to_string(), uraian: a.uraian().to_owned() })
            .collect(),
        sisa_hk: catatan.aturan(None).kerja.selisih(hari, baris.paling_awal),
        keadaan: baris.keadaan(hari).nama().to_owned(),
        unit: unit.map(ToString::to_string),
        kedudukan: kedudukan(catatan, baris.perkara),
        perkara: baris.perkara,
        nomor: baris.nomor,
        paling_awal: baris.paling_awal,
        paling_lambat: baris.paling_lambat,
    }
}

/// What the office did and on what it stands, in the words of the history.
fn kedudukan(catatan: &Catatan, id: Uuid) -> Vec<String> {
    let fakta = catatan.perkara.get(&id).map_or(&[][..], Vec::as_slice);
    let penting = berlaku(fakta).filter(|f| kedudukan_kantor(f.event));
    let kalimat = penting.map(|f| {
        let hari = f.waktu.tanggal(catatan.sudut.zona).map(tanggal_panjang);
        let hari = hari.unwrap_or_else(|| "tanggal tidak tercatat".to_owned());
        format!("{} ({hari})", uraian::perkara(f.event, catatan))
    });
    let mut kalimat: Vec<String> = kalimat.collect();
    if kalimat.is_empty() {
        kalimat.push("permohonan belum dijawab".to_owned());
    }
    kalimat
}

fn kedudukan_kantor(event: &Event) -> bool {
    matches!(
        event,
        Event::UjiKonsekuensiDilakukan(_)
            | Event::PersetujuanDiberikan(_)
            | Event::PerpanjanganDiberitahukan(_)
            | Event::PemberitahuanTertulisDikirim(_)
            | Event::PenolakanDiberitahukan(_)
            | Event::BiayaDitetapkan(_)
            | Event::InformasiDiberikan(_)
            | Event::MusyawarahDilakukan(_)
    )
}
