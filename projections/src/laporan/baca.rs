//! Which rows a report is made of.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::catatan::Sudut;

use super::{BarisLaporan, KeberatanLaporan, Kurun, Rekaman, SengketaLaporan};

/// The rows that matter for a period, of everything that is known: received in
/// it, or not yet finished when it began, or on no day that anybody wrote down;
/// of one unit where it is named, also those in which it helped.
///
/// Three statements: the caller gives them one transaction of one snapshot.
pub async fn dari_tabel(
    kurun: Kurun,
    unit: Option<Uuid>,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Rekaman> {
    let Kurun { dari, sampai } = kurun;
    let permohonan = sqlx::query_as!(
        BarisLaporan,
        "select perkara, posisi, nomor, unit, bantuan, jenis_pemohon, jenis_informasi, diterima,
                dijawab, dijawab_hk, diberikan, diberikan_hk, selesai, terbuka, hasil, alasan,
                pengaruh_dari, pengaruh_sampai
           from laporan
          where (diterima between $1 and $2
                 or diterima is null
                 or (diterima < $1 and (terbuka or selesai >= $1)))
            and ($3::uuid is null or unit = $3 or $3 = any (bantuan))",
        dari,
        sampai,
        unit,
    )
    .fetch_all(&mut *tujuan)
    .await?;
    let keberatan = sqlx::query_as!(
        KeberatanLaporan,
        "select perkara, urut, unit, nomor, nomor_perkara, diterima, ditanggapi, ditanggapi_hk,
                dicabut, terbuka, alasan, putusan, pengaruh_dari, pengaruh_sampai
           from laporan_keberatan
          where (diterima between $1 and $2
                 or diterima is null
                 or (diterima < $1 and (terbuka or coalesce(ditanggapi, dicabut) >= $1)))
            and ($3::uuid is null or unit = $3)",
        dari,
        sampai,
        unit,
    )
    .fetch_all(&mut *tujuan)
    .await?;
    let sengketa = sqlx::query_as!(
        SengketaLaporan,
        "select perkara, sengketa, utama, unit, nomor, nomor_perkara, komisi, tahap, diajukan,
                mediasi, diputus, putusan, digugat, putusan_pengadilan, inkracht, dilaksanakan,
                selesai, terbuka
           from laporan_sengketa
          where utama
            and (diajukan between $1 and $2
                 or diajukan is null
                 or (diajukan < $1 and (terbuka or selesai >= $1)))
            and ($3::uuid is null or unit = $3)",
        dari,
        sampai,
        unit,
    )
    .fetch_all(tujuan)
    .await?;
    let mut rekaman = Rekaman { permohonan, keberatan, sengketa };
    rekaman.urutkan();
    Ok(rekaman)
}

/// Cases that can have a row in a report on a period, as seen at a moment; of one
/// unit where it is named. `awal` is when the period begins.
pub async fn calon(
    Kurun { dari, sampai }: Kurun,
    awal: DateTime<Utc>,
    unit: Option<Uuid>,
    sudut: Sudut,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select perkara from perkara
          where case when $5 then dicatat_dari else diketahui_dari end <= $4
            and (tanggal_goyah or diterima is null
                 or diterima between $1 and $2
                 or (diterima < $1
                     and (berjalan or menunggu_jawaban or diketahui_sampai >= $3
                          or case when $5 then dicatat_sampai else diketahui_sampai end > $4)))
            and ($6::uuid is null
                 or perkara in (select u.perkara from laporan_unit as u where u.unit = $6))
          order by perkara",
        dari,
        sampai,
        awal,
        sudut.sebagaimana,
        sudut.menurut_catatan,
        unit,
    )
    .fetch_all(tujuan)
    .await
}

/// Cases of earlier days in which a keberatan or a sengketa was open in a period,
/// or may have been; of one unit where it is named.
pub async fn calon_upaya(
    Kurun { dari, .. }: Kurun,
    unit: Option<Uuid>,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"select u.perkara as "perkara!"
             from (select perkara from laporan_keberatan
                    where diterima < $1 and (terbuka or coalesce(ditanggapi, dicabut) >= $1)
                   union
                   select perkara from laporan_sengketa
                    where diajukan < $1 and (terbuka or selesai >= $1)) as u
            where $2::uuid is null
               or u.perkara in (select l.perkara from laporan_unit as l where l.unit = $2)"#,
        dari,
        unit,
    )
    .fetch_all(tujuan)
    .await
}
