//! Open tenggat over all cases, nearest first, and what a change of the
//! calendar does to them.

use chrono::NaiveDate;
use events::batas::Pelaku;
use events::tenggat::{JenisTenggat, Keadaan, Tenggat};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::bahan::{Bahan, Kasus};
use crate::catatan::Catatan;
use crate::lembar::{Lembar, baris_tabel};
use crate::perkara;
use crate::proyeksi::{Bentuk, HARI_PERTAMA};

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "tenggat",
    versi: 5,
    sql: include_str!("tenggat.sql"),
    milik_perkara: &["tenggat", "tenggat_sengketa"],
    pengaruh: Some("tenggat"),
    sengketa: Some("tenggat_sengketa"),
};

/// One tenggat of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "columns of a table")]
pub struct BarisTenggat {
    pub perkara: Uuid,
    pub urut: i16,
    pub nomor: String,
    pub jenis: String,
    pub unit: Option<Uuid>,
    pub penanggung_jawab: Option<Uuid>,
    pub pelaku: String,
    pub milik_kantor: bool,
    pub tindakan: String,
    pub batas: String,
    pub pasal: String,
    pub dibuka: NaiveDate,
    pub paling_awal: NaiveDate,
    pub paling_lambat: NaiveDate,
    pub dipenuhi: Option<NaiveDate>,
    pub gugur: bool,
    pub terbuka: bool,
    pub sunyi: bool,
    pub sengketa: Option<Uuid>,
    pub pengaruh_dari: NaiveDate,
    pub pengaruh_sampai: NaiveDate,
}

baris_tabel! {
    BarisTenggat as "tenggat":
    perkara, urut, nomor, jenis, unit, penanggung_jawab, pelaku, milik_kantor, tindakan, batas,
    pasal, dibuka, paling_awal, paling_lambat, dipenuhi, gugur, terbuka, sunyi, sengketa, pengaruh_dari,
    pengaruh_sampai
}

struct BarisSengketa {
    perkara: Uuid,
    sengketa: Uuid,
}

baris_tabel! {
    BarisSengketa as "tenggat_sengketa":
    perkara, sengketa
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let mut lembar = Lembar::baru::<BarisTenggat>();
    let mut sengketa = Lembar::baru::<BarisSengketa>();
    for kasus in &bahan.kasus {
        let terbuka: Vec<i16> = terbuka_dari(kasus).map(|(urut, _)| urut).collect();
        for (urut, tenggat) in (0_i16..).zip(&kasus.tenggat) {
            let terbuka = terbuka.contains(&urut);
            lembar.tambah(&BarisTenggat::dari(kasus, urut, tenggat, terbuka));
        }
        for satu in perkara::sengketa_pernah(bahan.catatan, kasus.baris.id) {
            sengketa.tambah(&BarisSengketa { perkara: kasus.baris.id, sengketa: satu });
        }
    }
    vec![lembar, sengketa]
}

impl BarisTenggat {
    fn dari(kasus: &Kasus<'_>, urut: i16, tenggat: &Tenggat, terbuka: bool) -> Self {
        let (pengaruh_dari, pengaruh_sampai) = kasus.pengaruh;
        let batas = tenggat.bacaan()[0].batas;
        let unit =
            if let JenisTenggat::BatasInternal(unit) = tenggat.jenis { Some(unit.0) } else { None };
        BarisTenggat {
            perkara: kasus.baris.id,
            urut,
            nomor: kasus.nomor.clone(),
            jenis: tenggat.jenis.nama().to_owned(),
            unit,
            penanggung_jawab: kasus.baris.perkara.penanggung_jawab().map(|d| d.unit.0),
            pelaku: tenggat.pelaku().to_string(),
            milik_kantor: milik_kantor(tenggat.pelaku()),
            tindakan: tenggat.tindakan().to_owned(),
            batas: batas.kode.to_owned(),
            pasal: batas.pasal.to_owned(),
            dibuka: tenggat.dibuka(),
            paling_awal: tenggat.paling_awal(),
            paling_lambat: tenggat.paling_lambat(),
            dipenuhi: tenggat.dipenuhi,
            gugur: tenggat.gugur,
            terbuka,
            sunyi: tenggat.sunyi,
            sengketa: tenggat.sengketa,
            pengaruh_dari,
            pengaruh_sampai,
        }
    }
}

/// What of a case is still to be done, by whomever, with its place.
pub(crate) fn terbuka_dari<'a>(
    kasus: &'a Kasus<'_>,
) -> impl Iterator<Item = (i16, &'a Tenggat)> + 'a {
    let (ki, sengketa) = (kasus.baris.dari_register_ki(), !kasus.baris.sengketa.is_empty());
    (0_i16..).zip(&kasus.tenggat).filter(move |(_, tenggat)| {
        let tergantikan = sengketa && digantikan_sengketa(tenggat.jenis);
        !ki && tenggat.terbuka() && !tergantikan
    })
}

/// The rows of what is open from the point of view of `catatan`, nearest first.
pub fn baris_terbuka(catatan: &Catatan) -> Vec<BarisTenggat> {
    let mut daftar = Vec::new();
    for kasus in perkara::semua(catatan).into_iter().map(Kasus::dari) {
        let terbuka = terbuka_dari(&kasus);
        daftar.extend(terbuka.map(|(urut, t)| BarisTenggat::dari(&kasus, urut, t, true)));
    }
    let urutan = |b: &BarisTenggat| (b.paling_awal, b.nomor.clone(), b.perkara, b.urut);
    daftar.sort_by_cached_key(urutan);
    daftar
}

/// Which open tenggat are wanted; nothing said is all of them.
#[derive(Clone, Debug, Default)]
pub struct Saringan {
    /// The office's own alone, and not the pemohon's, KI's or a court's.
    pub milik_kantor: bool,
    /// The unit that has to answer, or answers for the case.
    pub unit: Option<Uuid>,
    pub jenis: Option<String>,
}

/// Where a page of open tenggat goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kursor {
    pub paling_awal: NaiveDate,
    pub nomor: String,
    pub perkara: Uuid,
    pub urut: i16,
}

impl BarisTenggat {
    pub fn kursor(&self) -> Kursor {
        let nomor = self.nomor.clone();
        Kursor { paling_awal: self.paling_awal, nomor, perkara: self.perkara, urut: self.urut }
    }

    /// Where an open tenggat stands on a day: one that nobody met is never
    /// premature.
    pub fn keadaan(&self, hari: NaiveDate) -> Keadaan {
        if self.gugur {
            Keadaan::Gugur
        } else if hari > self.paling_lambat {
            Keadaan::Terlambat
        } else if hari > self.paling_awal {
            Keadaan::Batas
        } else {
            Keadaan::Berjalan
        }
    }
}

/// A page of open tenggat, nearest first.
pub async fn daftar_terbuka(
    saringan: &Saringan,
    sesudah: Option<Kursor>,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisTenggat>> {
    let (perkara, nomor) = (Uuid::nil(), String::new());
    let awal = Kursor { paling_awal: HARI_PERTAMA, nomor, perkara, urut: 0 };
    let sesudah = sesudah.unwrap_or(awal);
    sqlx::query_as!(
        BarisTenggat,
        "select perkara, urut, nomor, jenis, unit, penanggung_jawab, pelaku, milik_kantor,
                tindakan, batas, pasal, dibuka, paling_awal, paling_lambat, dipenuhi, gugur,
                terbuka, sunyi, sengketa, pengaruh_dari, pengaruh_sampai
           from tenggat
          where terbuka
            and (not $1::boolean or milik_kantor)
            and ($2::uuid is null or unit = $2 or penanggung_jawab = $2)
            and ($3::text is null or jenis = $3)
            and (paling_awal, nomor, perkara, urut) > ($4, $5, $6, $7)
          order by paling_awal, nomor, perkara, urut limit $8",
        saringan.milik_kantor,
        saringan.unit,
        saringan.jenis,
        sesudah.paling_awal,
        sesudah.nomor,
        sesudah.perkara,
        sesudah.urut,
        batas,
    )
    .fetch_all(tujuan)
    .await
}

/// Open tenggat that passed by both readings and of which somebody is told, the
/// latest of them first: what was never answered lies below what still can be.
pub async fn lewat(
    saringan: &Saringan,
    hari: NaiveDate,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisTenggat>> {
    sqlx::query_as!(
        BarisTenggat,
        "select perkara, urut, nomor, jenis, unit, penanggung_jawab, pelaku, milik_kantor,
                tindakan, batas, pasal, dibuka, paling_awal, paling_lambat, dipenuhi, gugur,
                terbuka, sunyi, sengketa, pengaruh_dari, pengaruh_sampai
           from tenggat
          where terbuka and not sunyi and paling_awal < $1 and paling_lambat < $1
            and (not $2::boolean or milik_kantor)
            and ($3::uuid is null or unit = $3 or penanggung_jawab = $3)
            and ($4::text is null or jenis = $4)
          order by paling_awal desc, nomor, perkara, urut limit $5",
        hari,
        saringan.milik_kantor,
        saringan.unit,
        saringan.jenis,
        batas,
    )
    .fetch_all(tujuan)
    .await
}

/// Open tenggat that did not pass by both readings and end by the earliest on a
/// day or before, the nearest first.
pub async fn segera(
    saringan: &Saringan,
    (hari, sampai): (NaiveDate, NaiveDate),
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisTenggat>> {
    sqlx::query_as!(
        BarisTenggat,
        "select perkara, urut, nomor, jenis, unit, penanggung_jawab, pelaku, milik_kantor,
                tindakan, batas, pasal, dibuka, paling_awal, paling_lambat, dipenuhi, gugur,
                terbuka, sunyi, sengketa, pengaruh_dari, pengaruh_sampai
           from tenggat
          where terbuka and not sunyi and paling_awal <= $1 and paling_lambat >= $2
            and (not $3::boolean or milik_kantor)
            and ($4::uuid is null or unit = $4 or penanggung_jawab = $4)
            and ($5::text is null or jenis = $5)
          order by paling_awal, nomor, perkara, urut limit $6",
        sampai,
        hari,
        saringan.milik_kantor,
        saringan.unit,
        saringan.jenis,
        batas,
    )
    .fetch_all(tujuan)
    .await
}

/// How many open tenggat of the office end on or lie between both readings of a
/// day, and how many have passed by both.
pub async fn hitung(hari: NaiveDate, tujuan: &mut PgConnection) -> sqlx::Result<(i64, i64)> {
    let baris = sqlx::query!(
        r#"select count(*) filter (where paling_lambat >= $1) as "tempo!",
                  count(*) filter (where paling_lambat < $1) as "lewat!"
             from tenggat where terbuka and milik_kantor and paling_awal <= $1"#,
        hari,
    )
    .fetch_one(tujuan)
    .await?;
    Ok((baris.tempo, baris.lewat))
}

/// Cases with an open tenggat over a day, nearest first: all of them counted, and
/// the first so many.
pub async fn melintasi(
    hari: NaiveDate,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<(i64, Vec<Uuid>)> {
    let baris = sqlx::query!(
        r#"select perkara, count(*) over () as "semua!" from tenggat
            where terbuka and dibuka <= $1 and paling_lambat >= $1
            group by perkara order by min(paling_awal), perkara limit $2"#,
        hari,
        batas,
    )
    .fetch_all(tujuan)
    .await?;
    let semua = baris.first().map_or(0, |baris| baris.semua);
    Ok((semua, baris.into_iter().map(|baris| baris.perkara).collect()))
}

/// How the limit of the Atasan's answer is called.
pub const TANGGAPAN_KEBERATAN: &str = "tanggapan keberatan";

/// A page of keberatan that wait for an answer, the nearest limit first; of a
/// unit, those of cases that it holds or held.
pub async fn tanggapan_ditunggu(
    unit: Option<Uuid>,
    sesudah: Option<Kursor>,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisTenggat>> {
    let (perkara, nomor) = (Uuid::nil(), String::new());
    let awal = Kursor { paling_awal: HARI_PERTAMA, nomor, perkara, urut: 0 };
    let sesudah = sesudah.unwrap_or(awal);
    sqlx::query_as!(
        BarisTenggat,
        "select perkara, urut, nomor, jenis, unit, penanggung_jawab, pelaku, milik_kantor,
                tindakan, batas, pasal, dibuka, paling_awal, paling_lambat, dipenuhi, gugur,
                terbuka, sunyi, sengketa, pengaruh_dari, pengaruh_sampai
           from tenggat
          where terbuka and jenis = 'tanggapan keberatan'
            and ($1::uuid is null or exists (
                    select from perkara_unit
                     where perkara_unit.perkara = tenggat.perkara and perkara_unit.unit = $1))
            and (paling_awal, nomor, perkara, urut) > ($2, $3, $4, $5)
          order by paling_awal, nomor, perkara, urut limit $6",
        unit,
        sesudah.paling_awal,
        sesudah.nomor,
        sesudah.perkara,
        sesudah.urut,
        batas,
    )
    .fetch_all(tujuan)
    .await
}

/// Every tenggat of a case, in the order of the law.
pub async fn milik(perkara: Uuid, tujuan: &mut PgConnection) -> sqlx::Result<Vec<BarisTenggat>> {
    sqlx::query_as!(
        BarisTenggat,
        "select perkara, urut, nomor, jenis, unit, penanggung_jawab, pelaku, milik_kantor,
                tindakan, batas, pasal, dibuka, paling_awal, paling_lambat, dipenuhi, gugur,
                terbuka, sunyi, sengketa, pengaruh_dari, pengaruh_sampai
           from tenggat where perkara = $1 order by urut",
        perkara,
    )
    .fetch_all(tujuan)
    .await
}

pub struct Baris {
    pub perkara: Uuid,
    pub nomor: String,
    pub tenggat: Tenggat,
    pub keadaan: Keadaan,
    /// Working days left to the earliest reading; negative when it has passed.
    pub sisa_hk: i64,
}

/// What is still to be done by the office, nearest first.
pub fn terbuka(catatan: &Catatan) -> Vec<Baris> {
    let mut daftar = semua_terbuka(catatan);
    daftar.retain(|baris| milik_kantor(baris.tenggat.pelaku()));
    daftar
}

/// Every open tenggat, the pemohon's own too, nearest first.
fn semua_terbuka(catatan: &Catatan) -> Vec<Baris> {
    let hari_ini = catatan.sudut.hari();
    let mut daftar = Vec::new();
    for kasus in perkara::semua(catatan).into_iter().map(Kasus::dari) {
        for (_, tenggat) in terbuka_dari(&kasus) {
            daftar.push(Baris {
                perkara: kasus.baris.id,
                nomor: kasus.nomor.clone(),
                keadaan: tenggat.keadaan(hari_ini),
                sisa_hk: kasus.baris.aturan.kerja.selisih(hari_ini, tenggat.paling_awal()),
                tenggat: tenggat.clone(),
            });
        }
    }
    daftar.sort_by(|a, b| {
        (a.tenggat.paling_awal(), &a.nomor).cmp(&(b.tenggat.paling_awal(), &b.nomor))
    });
    daftar
}

pub(crate) fn milik_kantor(pelaku: Pelaku) -> bool {
    match pelaku {
        Pelaku::Ppid
        | Pelaku::PpidPembantu
        | Pelaku::AtasanPpid
        | Pelaku::BadanPublik
        | Pelaku::ParaPihak => true,
        Pelaku::Pemohon | Pelaku::KomisiInformasi | Pelaku::Pengadilan => false,
    }
}

/// Permohonan that wait for an answer and have no date to count from.
pub fn tanpa_tanggal(catatan: &Catatan) -> usize {
    let tanpa = |baris: &perkara::Baris<'_>| {
        baris.milik_register() && baris.perkara.menunggu_jawaban() && baris.diterima().is_none()
    };
    perkara::semua(catatan).iter().filter(|baris| tanpa(baris)).count()
}

/// Once the case is before KI, its dates are what the office works by; what was
/// missed on the way there stays missed and is no work for today.
fn digantikan_sengketa(jenis: JenisTenggat) -> bool {
    matches!(jenis, JenisTenggat::Pemberitahuan | JenisTenggat::TanggapanKeberatan)
}

/// A tenggat before and after a change.
pub struct Pergeseran {
    pub nomor: String,
    pub jenis: JenisTenggat,
    pub dari: (NaiveDate, NaiveDate),
    pub ke: (NaiveDate, NaiveDate),
}

/// The open tenggat that a change of the calendar moves.
pub fn pergeseran(sebelum: &Catatan, sesudah: &Catatan) -> Vec<Pergeseran> {
    let pasangan = |tenggat: &Tenggat| (tenggat.paling_awal(), tenggat.paling_lambat());
    let lama = semua_terbuka(sebelum);
    let mut pergeseran: Vec<Pergeseran> = semua_terbuka(sesudah)
        .iter()
        .filter_map(|baru| {
            let sama =
                |b: &&Baris| b.perkara == baru.perkara && b.tenggat.jenis == baru.tenggat.jenis;
            let lama = lama.iter().find(sama)?;
            let (dari, ke) = (pasangan(&lama.tenggat), pasangan(&baru.tenggat));
            (dari != ke).then(|| Pergeseran {
                nomor: baru.nomor.clone(),
                jenis: baru.tenggat.jenis,
                dari,
                ke,
            })
        })
        .collect();
    pergeseran.sort_by(|a, b| (a.ke, &a.nomor).cmp(&(b.ke, &b.nomor)));
    pergeseran
}
