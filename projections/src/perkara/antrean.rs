//! Questions to the table of cases: the queue, a number, and which cases an
//! answer as at a moment has to be computed from.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use super::BarisPerkara;
use crate::catatan::Sudut;
use crate::proyeksi::HARI_PERTAMA;

/// Which cases are wanted; nothing said is all of them.
#[derive(Clone, Debug, Default)]
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
}

/// Where a page of the queue goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kursor {
    pub tenggat_awal: Option<NaiveDate>,
    pub perkara: Uuid,
}

impl BarisPerkara {
    pub fn kursor(&self) -> Kursor {
        Kursor { tenggat_awal: self.tenggat_awal, perkara: self.perkara }
    }
}

/// A page of the queue, nearest tenggat first; cases without one stand last.
pub async fn antrean(
    saringan: &Saringan,
    sesudah: Option<Kursor>,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisPerkara>> {
    let sesudah =
        sesudah.unwrap_or(Kursor { tenggat_awal: Some(HARI_PERTAMA), perkara: Uuid::nil() });
    let nomor = saringan.nomor.as_ref().map(|nomor| nomor.trim().to_lowercase());
    sqlx::query_as!(
        BarisPerkara,
        "select perkara, posisi_awal, versi, nomor, status, buku, kanal, jenis_pemohon, diterima,
                unit, menunggu_jawaban, milik_register, dari_register_ki, tenggat, tenggat_awal,
                tenggat_lambat, batas_internal, ada_tenggat, tanggal_goyah, cacat, pengaruh_dari,
                pengaruh_sampai, diketahui_dari, diketahui_sampai, dicatat_dari, dicatat_sampai
           from perkara
          where ($1::text is null or status = $1)
            and ($2::uuid is null or unit = $2)
            and ($3::uuid is null
                 or perkara in (select p.perkara from perkara_unit p where p.unit = $3))
            and ($4::uuid is null or buku = $4)
            and ($5::boolean is null or (tenggat_awal is not null) = $5)
            and ($6::boolean is null or menunggu_jawaban = $6)
            and ($7::text is null
                 or perkara in (select p.perkara from perkara_nomor p
                                 where p.nomor >= $7 and p.nomor < $7 || chr(1114111)))
            and (coalesce(tenggat_awal, date 'infinity'), perkara)
                > (coalesce($8, date 'infinity'), $9)
          order by coalesce(tenggat_awal, date 'infinity'), perkara limit $10",
        saringan.status,
        saringan.penanggung_jawab,
        saringan.unit,
        saringan.buku,
        saringan.terbuka,
        saringan.menunggu_jawaban,
        nomor,
        sesudah.tenggat_awal,
        sesudah.perkara,
        batas,
    )
    .fetch_all(tujuan)
    .await
}

/// A page in the order in which the cases came into the log; a case keeps its
/// place, so that whoever reads on misses none.
pub async fn menurut_masuk(
    saringan: &Saringan,
    sesudah: i64,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisPerkara>> {
    let nomor = saringan.nomor.as_ref().map(|nomor| nomor.trim().to_lowercase());
    sqlx::query_as!(
        BarisPerkara,
        "select perkara, posisi_awal, versi, nomor, status, buku, kanal, jenis_pemohon, diterima,
                unit, menunggu_jawaban, milik_register, dari_register_ki, tenggat, tenggat_awal,
                tenggat_lambat, batas_internal, ada_tenggat, tanggal_goyah, cacat, pengaruh_dari,
                pengaruh_sampai, diketahui_dari, diketahui_sampai, dicatat_dari, dicatat_sampai
           from perkara
          where ($1::text is null or status = $1)
            and ($2::uuid is null or unit = $2)
            and ($3::uuid is null
                 or perkara in (select p.perkara from perkara_unit p where p.unit = $3))
            and ($4::uuid is null or buku = $4)
            and ($5::boolean is null or (tenggat_awal is not null) = $5)
            and ($6::boolean is null or menunggu_jawaban = $6)
            and ($7::text is null
                 or perkara in (select p.perkara from perkara_nomor p
                                 where p.nomor >= $7 and p.nomor < $7 || chr(1114111)))
            and posisi_awal > $8
          order by posisi_awal limit $9",
        saringan.status,
        saringan.penanggung_jawab,
        saringan.unit,
        saringan.buku,
        saringan.terbuka,
        saringan.menunggu_jawaban,
        nomor,
        sesudah,
        batas,
    )
    .fetch_all(tujuan)
    .await
}

/// One case as it stands.
pub async fn baca(id: Uuid, tujuan: &mut PgConnection) -> sqlx::Result<Option<BarisPerkara>> {
    sqlx::query_as!(
        BarisPerkara,
        "select perkara, posisi_awal, versi, nomor, status, buku, kanal, jenis_pemohon, diterima,
                unit, menunggu_jawaban, milik_register, dari_register_ki, tenggat, tenggat_awal,
                tenggat_lambat, batas_internal, ada_tenggat, tanggal_goyah, cacat, pengaruh_dari,
                pengaruh_sampai, diketahui_dari, diketahui_sampai, dicatat_dari, dicatat_sampai
           from perkara where perkara = $1",
        id,
    )
    .fetch_optional(tujuan)
    .await
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

/// Cases that are or were before Komisi Informasi.
pub async fn bersengketa(tujuan: &mut PgConnection) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!("select distinct perkara from perkara_sengketa order by perkara")
        .fetch_all(tujuan)
        .await
}
