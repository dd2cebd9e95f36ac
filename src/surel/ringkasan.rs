//! The quiet digest of a working day: what is late, what is due, what waits, what
//! is newly somebody's. Nobody gets one with nothing in it.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use events::alarm::JenisAlarm;
use events::hari_kerja::KalenderKerja;
use events::pengguna::{Kapasitas, Peran};
use events::surel::JenisSurel;
use projections::alarm;
use projections::perkara::{self, Cari, Hari, Urutan};
use projections::tenggat::{self, BarisTenggat, TANGGAPAN_KEBERATAN};
use uuid::Uuid;

use super::naskah::{rentang, sisa};
use super::penerima::yang_mau;
use super::teguran::tempat;
use super::{Surel, antre};
use crate::app::App;

/// Lines of one part; the queue has the others.
const BARIS: usize = 20;
/// Open tenggat of a part that are counted one by one.
const TENGGAT: i64 = 200;
/// Cases that are counted one by one.
const HITUNG: i64 = 100;

/// What an officer answers for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lingkup {
    Kantor,
    Unit(Uuid),
    /// Answers to keberatan.
    Keberatan,
}

/// A part of a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bagian {
    pub judul: String,
    pub baris: Vec<Baris>,
    /// What stands below, where there is more than was listed.
    pub lagi: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baris {
    /// Where one opens it, under the office's address.
    pub jalur: String,
    pub nama: String,
    pub keterangan: String,
}

impl Baris {
    fn perkara(perkara: Uuid, nama: String, keterangan: String) -> Self {
        Baris { jalur: format!("/perkara/{perkara}"), nama, keterangan }
    }
}

/// Puts the digest of a day into the outbox, for every officer who wants it and
/// has anything in it. Run again it adds nobody; on a day that is no working day
/// it does nothing. Says for how many it did.
pub async fn ringkasan_pagi(app: &App, hari: NaiveDate) -> anyhow::Result<u64> {
    if !app.aturan().await?.kerja.adalah_hari_kerja(hari) {
        return Ok(0);
    }
    // What was raised this very morning is in it.
    app.tampilan.kejar(&mut |_| ()).await?;
    let sebab = Uuid::new_v5(&app.log.id(), format!("ringkasan/{hari}").as_bytes());
    let mut ada: HashMap<Lingkup, bool> = HashMap::new();
    let mut surel = Vec::new();
    for penerima in yang_mau(app, JenisSurel::Ringkasan, hari).await? {
        let mut berisi = false;
        for satu in lingkup(&penerima.kapasitas) {
            let isi = match ada.get(&satu) {
                Some(isi) => *isi,
                None => !bagian(app, hari, &[satu]).await?.is_empty(),
            };
            ada.insert(satu, isi);
            berisi |= isi;
        }
        if berisi {
            let (jenis, penerima) = (JenisSurel::Ringkasan, penerima.id);
            let (perkara, unit, posisi) = (None, None, None);
            surel.push(Surel { sebab, penerima, jenis, perkara, unit, posisi, hari });
        }
    }
    antre(app, &surel).await
}

/// What somebody who acts in these capacities answers for; who keeps the office
/// or looks after it from outside has no digest.
pub fn lingkup(kapasitas: &[Kapasitas]) -> Vec<Lingkup> {
    let mut semua = Vec::new();
    for satu in kapasitas {
        let lingkup = match satu.peran {
            Peran::PpidUtama | Peran::Petugas => Lingkup::Kantor,
            Peran::PpidPembantu(unit) => Lingkup::Unit(unit.0),
            Peran::AtasanPpid => Lingkup::Keberatan,
            Peran::TimPertimbangan | Peran::Auditor | Peran::Admin => continue,
        };
        if !semua.contains(&lingkup) {
            semua.push(lingkup);
        }
    }
    semua
}

/// The parts of a digest that have something in them.
pub async fn bagian(
    app: &App,
    hari: NaiveDate,
    lingkup: &[Lingkup],
) -> anyhow::Result<Vec<Bagian>> {
    let kerja = app.aturan().await?.kerja.clone();
    let mut semua = Vec::new();
    for satu in lingkup {
        let mut bagian = tenggat_terbuka(app, *satu, hari, &kerja).await?;
        bagian.extend(kewajiban(app, *satu, hari, &kerja).await?);
        bagian.extend(baru(app, *satu, hari, &kerja).await?);
        bagian.extend(menunggu(app, *satu, hari, &kerja).await?);
        semua.extend(bagian);
    }
    Ok(semua)
}

async fn tenggat_terbuka(
    app: &App,
    lingkup: Lingkup,
    hari: NaiveDate,
    kerja: &KalenderKerja,
) -> anyhow::Result<Vec<Bagian>> {
    let saringan = tenggat::Saringan {
        milik_kantor: true,
        unit: if let Lingkup::Unit(unit) = lingkup { Some(unit) } else { None },
        jenis: (lingkup == Lingkup::Keberatan).then(|| TANGGAPAN_KEBERATAN.to_owned()),
    };
    let sampai = Hari::dari(hari, kerja).segera;
    let mut connection = app.pool.acquire().await?;
    let lewat = tenggat::lewat(&saringan, hari, TENGGAT, &mut connection).await?;
    let segera = tenggat::segera(&saringan, (hari, sampai), TENGGAT, &mut connection).await?;
    let (tempo, segera): (Vec<_>, Vec<_>) =
        segera.into_iter().partition(|satu| satu.paling_awal <= hari);
    let bagian = [("Terlambat", lewat), ("Jatuh tempo", tempo), ("Segera jatuh tempo", segera)];
    let bagian = bagian.into_iter().filter(|(_, baris)| !baris.is_empty());
    Ok(bagian.map(|(judul, baris)| potong(judul, baris, hari, kerja)).collect())
}

fn potong(
    judul: &str,
    mut baris: Vec<BarisTenggat>,
    hari: NaiveDate,
    kerja: &KalenderKerja,
) -> Bagian {
    let semua = baris.len();
    let penuh = i64::try_from(semua).is_ok_and(|semua| semua >= TENGGAT);
    baris.truncate(BARIS);
    let lagi = semua - baris.len();
    let lagi = (lagi > 0).then(|| match penuh {
        true => "dan yang lain; semuanya ada di antrean".to_owned(),
        false => format!("dan {lagi} lagi; semuanya ada di antrean"),
    });
    let baris = baris.into_iter().map(|satu| {
        let rentang = rentang(satu.paling_awal, satu.paling_lambat);
        let sisa = sisa(kerja.selisih(hari, satu.paling_awal));
        let keterangan = format!("{}: {rentang}, {sisa}", satu.jenis);
        Baris::perkara(satu.perkara, satu.nomor, keterangan)
    });
    Bagian { judul: judul.to_owned(), baris: baris.collect(), lagi }
}

/// What is owed and hangs on no case, from the first alarm about it on.
async fn kewajiban(
    app: &App,
    lingkup: Lingkup,
    hari: NaiveDate,
    kerja: &KalenderKerja,
) -> anyhow::Result<Option<Bagian>> {
    let mut connection = app.pool.acquire().await?;
    let milik = match lingkup {
        Lingkup::Keberatan => return Ok(None),
        Lingkup::Kantor => None,
        Lingkup::Unit(unit) => Some(unit),
    };
    let mut tangga = alarm::tangga_lain(&mut connection).await?;
    tangga.retain(|satu| !satu.berhenti && milik.unwrap_or_default() == satu.unit);
    tangga.sort_by_key(|satu| satu.paling_awal);
    let lebih = tangga.len() > BARIS;
    let baris = tangga.into_iter().take(BARIS).filter_map(|satu| {
        let (rentang, sisa) = (
            rentang(satu.paling_awal, satu.paling_lambat),
            sisa(kerja.selisih(hari, satu.paling_awal)),
        );
        let (_, jalur) = tempat(JenisAlarm::dari_nama(&satu.jenis)?, satu.subjek);
        Some(Baris { jalur, nama: satu.jenis, keterangan: format!("{rentang}, {sisa}") })
    });
    let baris: Vec<Baris> = baris.collect();
    if baris.is_empty() {
        return Ok(None);
    }
    let lagi = lebih.then(|| "dan yang lain".to_owned());
    Ok(Some(Bagian { judul: "Kewajiban lain".to_owned(), baris, lagi }))
}

/// What came in or was handed over since the working day before.
async fn baru(
    app: &App,
    lingkup: Lingkup,
    hari: NaiveDate,
    kerja: &KalenderKerja,
) -> anyhow::Result<Option<Bagian>> {
    let mut sebelum = (1..=31).map(|lalu| hari - Days::new(lalu));
    let sejak = sebelum.find(|satu| kerja.adalah_hari_kerja(*satu)).unwrap_or(hari);
    let batas = i64::try_from(BARIS + 1)?;
    let mut connection = app.pool.acquire().await?;
    let (judul, baris): (_, Vec<(Uuid, String)>) = match lingkup {
        Lingkup::Keberatan => return Ok(None),
        Lingkup::Unit(unit) => {
            let baru = perkara::baru_bagi_unit(unit, sejak, batas, &mut connection).await?;
            let baris = baru.into_iter().map(|satu| (satu.perkara, satu.nomor));
            ("Baru bagi unit Anda", baris.collect())
        }
        Lingkup::Kantor => {
            let diterima = (Some(sejak), Some(hari));
            let saringan = perkara::Saringan { diterima, ..perkara::Saringan::default() };
            let (hari, urutan) = (Hari::dari(hari, kerja), Urutan::Terbaru(None));
            let baru = perkara::daftar(&saringan, hari, urutan, batas, &mut connection).await?;
            ("Baru masuk", baru.into_iter().map(|satu| (satu.perkara, satu.nomor)).collect())
        }
    };
    if baris.is_empty() {
        return Ok(None);
    }
    let lebih = baris.len() > BARIS;
    let baris = baris
        .into_iter()
        .take(BARIS)
        .map(|(perkara, nomor)| Baris::perkara(perkara, nomor, String::new()));
    let lagi = lebih.then(|| "dan yang lain; semuanya ada di antrean".to_owned());
    Ok(Some(Bagian { judul: judul.to_owned(), baris: baris.collect(), lagi }))
}

/// How many cases wait for them, told in one sentence.
async fn menunggu(
    app: &App,
    lingkup: Lingkup,
    hari: NaiveDate,
    kerja: &KalenderKerja,
) -> anyhow::Result<Option<Bagian>> {
    let mut cari = Cari::default();
    cari.persis(match lingkup {
        Lingkup::Kantor => "pemegang=ppid".to_owned(),
        Lingkup::Unit(unit) => format!("pemegang-unit={unit}"),
        Lingkup::Keberatan => "pemegang=atasan-ppid".to_owned(),
    });
    let saringan = perkara::Saringan { cari, berjalan: Some(true), ..perkara::Saringan::default() };
    let (hari, urutan) = (Hari::dari(hari, kerja), Urutan::Tenggat(None));
    let mut connection = app.pool.acquire().await?;
    let ada = perkara::daftar(&saringan, hari, urutan, HITUNG + 1, &mut connection).await?;
    let banyak = match ada.len() {
        0 => return Ok(None),
        n if n > usize::try_from(HITUNG)? => format!("lebih dari {HITUNG}"),
        n => n.to_string(),
    };
    let milik = match lingkup {
        Lingkup::Kantor => "PPID",
        Lingkup::Unit(_) => "unit Anda",
        Lingkup::Keberatan => "tanggapan Atasan PPID",
    };
    let lagi = Some(format!("{banyak} perkara menunggu {milik}"));
    Ok(Some(Bagian { judul: "Menunggu".to_owned(), baris: Vec::new(), lagi }))
}
