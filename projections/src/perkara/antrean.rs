//! Questions to the table of cases: the queue, a number, and which cases an
//! answer as at a moment has to be computed from.

use chrono::NaiveDate;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::baris::KELAS_TERPANJANG;
use super::tanda::kata_pernah;
use super::{Baris, BarisPerkara, Cari, Hari, Wajah};
use crate::bahan::Kasus;
use crate::catatan::{Catatan, Sudut};
use crate::proyeksi::{HARI_PERTAMA, HARI_TERAKHIR};

/// A first and a last day, where there are any.
type Rentang = (Option<NaiveDate>, Option<NaiveDate>);

/// Which cases are wanted; nothing said is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saringan {
    pub status: Option<String>,
    /// The unit that answers for it.
    pub penanggung_jawab: Option<Uuid>,
    /// A unit that holds or held it, in whatever part.
    pub unit: Option<Uuid>,
    pub buku: Option<Uuid>,
    /// Whether the office has something to do.
    pub terbuka: Option<bool>,
    pub menunggu_jawaban: Option<bool>,
    /// How one of its numbers begins.
    pub nomor: Option<String>,
    /// One of its numbers, whole.
    pub nomor_persis: Option<String>,
    /// Its marks and words.
    pub cari: Cari,
    pub diterima: Rentang,
    /// Of the earliest end of the nearest tenggat.
    pub tenggat: Rentang,
    /// Whether anybody has something to do.
    pub berjalan: Option<bool>,
    /// Where a notice that is still owed stands.
    pub belum_dijawab: Option<Belum>,
    pub wajah: Option<Wajah>,
}

/// Where the notice that is still owed stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belum {
    Berjalan,
    Batas,
    Terlambat,
}

impl Saringan {
    /// Only the beginning of a number is asked for.
    fn hanya_nomor(&self) -> bool {
        let kosong = Saringan { nomor: self.nomor.clone(), ..Saringan::default() };
        self.nomor.is_some() && *self == kosong
    }
}

/// The same in days.
#[derive(Default)]
struct SyaratBelum {
    lambat_sebelum: Option<NaiveDate>,
    lambat_sejak: Option<NaiveDate>,
    awal_sebelum: Option<NaiveDate>,
    awal_sejak: Option<NaiveDate>,
}

impl SyaratBelum {
    fn dari(belum: Option<Belum>, hari: NaiveDate) -> Self {
        let (hari, kosong) = (Some(hari), SyaratBelum::default());
        match belum {
            None => kosong,
            Some(Belum::Berjalan) => SyaratBelum { awal_sejak: hari, ..kosong },
            Some(Belum::Batas) => SyaratBelum { awal_sebelum: hari, lambat_sejak: hari, ..kosong },
            Some(Belum::Terlambat) => SyaratBelum { lambat_sebelum: hari, ..kosong },
        }
    }
}

impl Saringan {
    /// As the query does it, of a case that was computed as at a moment.
    fn cocok(&self, kasus: &Baris<'_>, baris: &BarisPerkara, hari: Hari) -> bool {
        let pernah = |unit| baris.kata.contains(&kata_pernah(unit));
        let bernomor = |cocok: &dyn Fn(&str) -> bool| {
            kasus.nomor_semua().iter().any(|nomor| cocok(&nomor.to_lowercase()))
        };
        let awal = |nomor: &String| bernomor(&|ini| ini.starts_with(&bentuk(nomor)));
        let persis = |nomor: &String| bernomor(&|ini| ini == bentuk(nomor));
        let belum = |belum| baris.belum(hari.hari) == Some(belum);
        self.status.as_ref().is_none_or(|status| *status == baris.status)
            && self.penanggung_jawab.is_none_or(|unit| baris.unit == Some(unit))
            && self.unit.is_none_or(pernah)
            && self.buku.is_none_or(|buku| baris.buku == Some(buku))
            && self.terbuka.is_none_or(|ada| baris.tenggat_awal.is_some() == ada)
            && self.menunggu_jawaban.is_none_or(|ada| baris.menunggu_jawaban == ada)
            && self.nomor.as_ref().is_none_or(awal)
            && self.nomor_persis.as_ref().is_none_or(persis)
            && self.cari.cocok(&baris.tanda, &baris.kata)
            && dalam(self.diterima, baris.diterima)
            && dalam(self.tenggat, baris.tenggat_awal)
            && self.berjalan.is_none_or(|ada| baris.berjalan == ada)
            && self.belum_dijawab.is_none_or(belum)
            && self.wajah.is_none_or(|wajah| baris.wajah(hari) == wajah)
    }
}

/// A number as it is compared.
fn bentuk(nomor: &str) -> String {
    nomor.trim().to_lowercase()
}

fn dalam((dari, sampai): Rentang, hari: Option<NaiveDate>) -> bool {
    dari.is_none_or(|dari| hari.is_some_and(|hari| hari >= dari))
        && sampai.is_none_or(|sampai| hari.is_some_and(|hari| hari <= sampai))
}

/// In which order a list stands, each with the place where a page of it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urutan {
    /// Nearest tenggat first; cases without one stand last.
    Tenggat(Option<Kursor>),
    /// Received last first; those received nobody knows when stand last.
    Terbaru(Option<Kursor>),
}

/// A place in a list: the day it is ordered by, and the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kursor {
    pub hari: Option<NaiveDate>,
    pub perkara: Uuid,
}

impl Urutan {
    /// The day by which a case has its place.
    pub fn hari(self, baris: &BarisPerkara) -> Option<NaiveDate> {
        match self {
            Urutan::Tenggat(_) => baris.tenggat_awal,
            Urutan::Terbaru(_) => baris.diterima,
        }
    }
}

impl BarisPerkara {
    /// Where the notice that is still owed stands on a day.
    pub fn belum(&self, hari: NaiveDate) -> Option<Belum> {
        let (awal, lambat) = self.jawab_awal.zip(self.jawab_lambat)?;
        Some(if lambat < hari {
            Belum::Terlambat
        } else if awal < hari {
            Belum::Batas
        } else {
            Belum::Berjalan
        })
    }
}

/// A page of a list of cases.
pub async fn daftar(
    saringan: &Saringan,
    hari: Hari,
    urutan: Urutan,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisPerkara>> {
    let mut saringan = saringan.clone();
    if saringan.wajah.is_some_and(|wajah| wajah != Wajah::Selesai) {
        // Said so that the index of what is under way serves.
        saringan.berjalan = saringan.berjalan.or(Some(true));
    }
    // Said as a word: how rare it is decides the plan.
    saringan.unit.iter().for_each(|unit| saringan.cari.persis(kata_pernah(*unit)));
    let mut perintah = QueryBuilder::new(DARI_PERKARA);
    syarat(&saringan, hari, &mut perintah);
    if let Some(awal) = saringan.nomor.as_deref().map(bentuk) {
        let sesudah = format!("{awal}{}", char::MAX);
        perintah.push(BERNOMOR).push("p.nomor >= ").push_bind(awal);
        perintah.push(" and p.nomor < ").push_bind(sesudah);
        if matches!(urutan, Urutan::Tenggat(_)) && saringan.hanya_nomor() {
            // Nothing else is asked: the page is known before any case is read.
            perintah.push(" group by p.perkara, p.tenggat_awal having true");
            halaman(urutan, batas, &mut perintah);
        }
        perintah.push("))");
    }
    halaman(urutan, batas, &mut perintah);
    // What is asked decides which index serves: it is planned each time anew.
    perintah.build_query_as().persistent(false).fetch_all(tujuan).await
}

const DARI_PERKARA: &str = "select perkara, posisi_awal, versi, nomor, status, buku, kanal, \
    jenis_pemohon, diterima, unit, menunggu_jawaban, milik_register, dari_register_ki, tenggat, \
    tenggat_awal, tenggat_lambat, batas_internal, ada_tenggat, berjalan, pemegang, \
    pemegang_unit, jawab_awal, jawab_lambat, tanda, kata, tanggal_goyah, cacat, pengaruh_dari, \
    pengaruh_sampai, diketahui_dari, diketahui_sampai, dicatat_dari, dicatat_sampai, \
    kelas_diketahui, kelas_dicatat from perkara where true";

/// One condition for each thing that is asked for.
fn syarat(saringan: &Saringan, hari: Hari, perintah: &mut QueryBuilder<Postgres>) {
    let belum = SyaratBelum::dari(saringan.belum_dijawab, hari.hari);
    if let Some(status) = &saringan.status {
        perintah.push(" and status = ").push_bind(status.clone());
    }
    if let Some(unit) = saringan.penanggung_jawab {
        perintah.push(" and unit = ").push_bind(unit);
    }
    if let Some(buku) = saringan.buku {
        perintah.push(" and buku = ").push_bind(buku);
    }
    if let Some(terbuka) = saringan.terbuka {
        perintah.push(" and (tenggat_awal is not null) = ").push_bind(terbuka);
    }
    if let Some(menunggu) = saringan.menunggu_jawaban {
        perintah.push(" and menunggu_jawaban = ").push_bind(menunggu);
    }
    if let Some(nomor) = saringan.nomor_persis.as_deref().map(bentuk) {
        perintah.push(BERNOMOR).push("p.nomor = ").push_bind(nomor).push("))");
    }
    if let Some(kata) = saringan.cari.tsquery() {
        perintah.push(" and array_to_tsvector(tanda || kata) @@ ").push_bind(kata);
        perintah.push("::text::tsquery");
    }
    for (banding, hari) in [
        (" and diterima >= ", saringan.diterima.0),
        (" and diterima <= ", saringan.diterima.1),
        (" and tenggat_awal >= ", saringan.tenggat.0),
        (" and tenggat_awal <= ", saringan.tenggat.1),
        (" and jawab_lambat < ", belum.lambat_sebelum),
        (" and jawab_lambat >= ", belum.lambat_sejak),
        (" and jawab_awal < ", belum.awal_sebelum),
        (" and jawab_awal >= ", belum.awal_sejak),
    ] {
        if let Some(hari) = hari {
            perintah.push(banding).push_bind(hari);
        }
    }
    if let Some(berjalan) = saringan.berjalan {
        // Said in the words of the index.
        perintah.push(if berjalan { " and berjalan" } else { " and not berjalan" });
    }
    if let Some(wajah) = saringan.wajah {
        perintah.push(" and ").push_bind(wajah.nama());
        perintah.push(" = case when not berjalan then 'selesai' when tenggat_lambat < ");
        perintah.push_bind(hari.hari).push(" then 'terlambat' when tenggat_awal < ");
        perintah.push_bind(hari.hari).push(
            " then 'batas' when status in ('sengketa', 'keberatan', 'menunggu pemohon') then status
              when tenggat_awal is null then 'tanpa tanggal' when tenggat_awal <= ",
        );
        perintah.push_bind(hari.segera);
        perintah
            .push(" then 'segera' when status = 'diperpanjang' then status else 'tepat waktu' end");
    }
}

const BERNOMOR: &str = " and perkara = any(array(select p.perkara from perkara_nomor p where ";

/// Where the page begins, in which order, and how long it is.
fn halaman(urutan: Urutan, batas: i64, perintah: &mut QueryBuilder<Postgres>) {
    let (sesudah, kolom, banding, urut) = match urutan {
        Urutan::Tenggat(sesudah) => {
            (sesudah, "coalesce(tenggat_awal, date 'infinity')", " > (coalesce(", "")
        }
        Urutan::Terbaru(sesudah) => {
            (sesudah, "coalesce(diterima, date '-infinity')", " < (coalesce(", " desc")
        }
    };
    if let Some(Kursor { hari, perkara }) = sesudah {
        perintah.push(" and (").push(kolom).push(", perkara)").push(banding).push_bind(hari);
        let tanpa = if urut.is_empty() { ", date 'infinity'), " } else { ", date '-infinity'), " };
        perintah.push(tanpa).push_bind(perkara).push(")");
    }
    perintah.push(" order by ").push(kolom).push(urut).push(", perkara").push(urut);
    perintah.push(" limit ").push_bind(batas);
}

/// A page of the same list as it stood from the point of view of `catatan`.
pub fn daftar_pada(
    catatan: &Catatan,
    saringan: &Saringan,
    hari: Hari,
    urutan: Urutan,
    batas: usize,
) -> Vec<BarisPerkara> {
    let mut daftar = Vec::new();
    for kasus in super::semua(catatan).into_iter().map(Kasus::dari) {
        let baris = BarisPerkara::dari(&kasus, catatan);
        if saringan.cocok(&kasus.baris, &baris, hari) {
            daftar.push(baris);
        }
    }
    match urutan {
        Urutan::Tenggat(sesudah) => {
            let kunci = |hari: Option<NaiveDate>, perkara| (hari.is_none(), hari, perkara);
            let lewat = |b: &BarisPerkara, k: Kursor| {
                kunci(b.tenggat_awal, b.perkara) > kunci(k.hari, k.perkara)
            };
            daftar.retain(|baris| sesudah.is_none_or(|kursor| lewat(baris, kursor)));
            daftar.sort_by_key(|baris| kunci(baris.tenggat_awal, baris.perkara));
        }
        Urutan::Terbaru(sesudah) => {
            let lewat = |b: &BarisPerkara, k: Kursor| (b.diterima, b.perkara) < (k.hari, k.perkara);
            daftar.retain(|baris| sesudah.is_none_or(|kursor| lewat(baris, kursor)));
            daftar.sort_by_key(|baris| std::cmp::Reverse((baris.diterima, baris.perkara)));
        }
    }
    daftar.truncate(batas);
    daftar
}

/// One case as it stands.
pub async fn baca(id: Uuid, tujuan: &mut PgConnection) -> sqlx::Result<Option<BarisPerkara>> {
    let mut perintah = QueryBuilder::new(DARI_PERKARA);
    perintah.push(" and perkara = ").push_bind(id);
    perintah.build_query_as().fetch_optional(tujuan).await
}

/// Cases that a person may mean by a number: its own, its keberatan's, KI's, or
/// its id. A number that was corrected still leads to its case: whether it holds
/// at a moment, the facts of the case say.
pub async fn cari(nomor: &str, tujuan: &mut PgConnection) -> sqlx::Result<Vec<Uuid>> {
    let nomor = nomor.trim();
    let id: Option<Uuid> = nomor.parse().ok();
    sqlx::query_scalar!(
        r#"select perkara as "perkara!" from perkara_nomor where nomor = $1
           union select perkara from perkara where perkara = $2
           order by 1"#,
        nomor.to_lowercase(),
        id,
    )
    .fetch_all(tujuan)
    .await
}

/// Whether any number begins so: then a text that looks like one is one.
pub async fn ada_nomor(awal: &str, tujuan: &mut PgConnection) -> sqlx::Result<bool> {
    let awal = bentuk(awal);
    let sesudah = format!("{awal}{}", char::MAX);
    let ada = sqlx::query_scalar!(
        r#"select exists (select from perkara_nomor where nomor >= $1 and nomor < $2) as "ada!""#,
        awal,
        sesudah,
    );
    ada.fetch_one(tujuan).await
}

/// Cases in which anything can have been open, or an answer been due, at a
/// moment: what is open now, and what heard of another fact since.
pub async fn calon_pada(sudut: Sudut, tujuan: &mut PgConnection) -> sqlx::Result<Vec<Uuid>> {
    if sudut.menurut_catatan {
        return sqlx::query_scalar!(
            "select perkara from perkara
              where dicatat_dari <= $1
                and (ada_tenggat or menunggu_jawaban or dicatat_sampai > $1)
              order by perkara",
            sudut.sebagaimana,
        )
        .fetch_all(tujuan)
        .await;
    }
    sqlx::query_scalar!(
        "select perkara from perkara
          where diketahui_dari <= $1
            and (ada_tenggat or menunggu_jawaban or diketahui_sampai > $1)
          order by perkara",
        sudut.sebagaimana,
    )
    .fetch_all(tujuan)
    .await
}

/// Cases that can have been under way, or an answer been due, at a moment: far
/// fewer than those with a tenggat that nobody met, such as the pemohon's own.
///
/// A case spans that moment where it began before it and no longer before than
/// its class of length: a range of an index for each class. Without the
/// `offset 0` the planner would walk all cases once instead.
pub async fn calon_berjalan(sudut: Sudut, tujuan: &mut PgConnection) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"select perkara as "perkara!" from perkara
            where (berjalan or menunggu_jawaban)
              and case when $2 then dicatat_dari else diketahui_dari end <= $1
           union
           select p.perkara from generate_series(0, $3::integer) as satu(kelas)
            cross join lateral (
                 select perkara from perkara
                  where not $2 and kelas_diketahui = satu.kelas and diketahui_dari <= $1
                    and diketahui_dari > case when satu.kelas = $3 then '-infinity'
                                              else $1 - interval '1 second' * 2 ^ satu.kelas end
                    and diketahui_sampai > $1 offset 0) p
           union
           select p.perkara from generate_series(0, $3) as satu(kelas)
            cross join lateral (
                 select perkara from perkara
                  where $2 and kelas_dicatat = satu.kelas and dicatat_dari <= $1
                    and dicatat_dari > case when satu.kelas = $3 then '-infinity'
                                            else $1 - interval '1 second' * 2 ^ satu.kelas end
                    and dicatat_sampai > $1 offset 0) p
           order by 1"#,
        sudut.sebagaimana,
        sudut.menurut_catatan,
        i32::from(KELAS_TERPANJANG),
    )
    .fetch_all(tujuan)
    .await
}

/// Cases that can have been received in a period, or on no recorded day, as seen
/// at a moment.
pub async fn calon_periode(
    (dari, sampai): (NaiveDate, NaiveDate),
    sudut: Sudut,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select perkara from perkara
          where (tanggal_goyah or diterima between $1 and $2)
            and case when $4 then dicatat_dari else diketahui_dari end <= $3
          order by perkara",
        dari,
        sampai,
        sudut.sebagaimana,
        sudut.menurut_catatan,
    )
    .fetch_all(tujuan)
    .await
}

/// The cases received last before a place in that order, as seen at a moment, and
/// where the list of them breaks off. Those whose day of receipt may have been
/// another one then are all among them.
pub async fn calon_terbaru(
    sudut: Sudut,
    (dari, sampai): Rentang,
    sesudah: Option<Kursor>,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<(Vec<Uuid>, Option<Kursor>)> {
    let terakhir = Kursor { hari: Some(HARI_TERAKHIR), perkara: Uuid::max() };
    let sesudah = sesudah.unwrap_or(terakhir);
    let baris = sqlx::query!(
        r#"select perkara as "perkara!", diterima, false as "goyah!" from (
               select perkara, diterima from perkara
                where not tanggal_goyah
                  and (coalesce(diterima, date '-infinity'), perkara)
                      < (coalesce($1::date, date '-infinity'), $2::uuid)
                  and diterima between $3 and $4
                  and case when $6 then dicatat_dari else diketahui_dari end <= $5
                order by coalesce(diterima, date '-infinity') desc, perkara desc limit $7) terbaru
           union all
           select perkara, diterima, true from perkara
            where tanggal_goyah and case when $6 then dicatat_dari else diketahui_dari end <= $5"#,
        sesudah.hari,
        sesudah.perkara,
        dari.unwrap_or(HARI_PERTAMA),
        sampai.unwrap_or(HARI_TERAKHIR),
        sudut.sebagaimana,
        sudut.menurut_catatan,
        batas,
    )
    .fetch_all(tujuan)
    .await?;
    let tetap = baris.iter().filter(|baris| !baris.goyah);
    let penuh = i64::try_from(tetap.clone().count()).is_ok_and(|banyak| banyak == batas);
    let kursor = tetap.map(|baris| Kursor { hari: baris.diterima, perkara: baris.perkara });
    let putus = kursor.min_by_key(|kursor| (kursor.hari, kursor.perkara)).filter(|_| penuh);
    Ok((baris.into_iter().map(|baris| baris.perkara).collect(), putus))
}

/// Cases that are or were before Komisi Informasi.
pub async fn bersengketa(tujuan: &mut PgConnection) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!("select distinct perkara from perkara_sengketa order by perkara")
        .fetch_all(tujuan)
        .await
}
