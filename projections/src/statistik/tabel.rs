//! The figures of a period from the table: what `hitung` gives from the facts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::tenggat::Keadaan;
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{No, Periode, Statistik, Waktu, bulan_kosong};

/// What the query gives.
#[derive(Deserialize)]
struct Mentah {
    jumlah: Jumlah,
    pemberitahuan: Lama,
    pemberian: Lama,
    tanpa_tanggal: usize,
    bulan: Option<BTreeMap<String, usize>>,
    kanal: Option<BTreeMap<String, usize>>,
    alasan: Option<BTreeMap<String, usize>>,
    ketepatan: Option<BTreeMap<String, usize>>,
    cacat: Option<BTreeMap<String, Vec<Nomor>>>,
    pemberitahuan_lewat: Option<Vec<Nomor>>,
    pemberian_lewat: Option<Vec<Nomor>>,
}

#[derive(Deserialize)]
struct Jumlah {
    permohonan: usize,
    dikabulkan: usize,
    sebagian: usize,
    ditolak: usize,
    terbuka: usize,
}

#[derive(Deserialize)]
struct Lama {
    n: usize,
    jumlah: i64,
    median: Option<f64>,
    maks: Option<i64>,
    hari_sama: usize,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Nomor {
    Angka(i64),
    Teks(String),
}

impl From<Nomor> for No {
    fn from(nomor: Nomor) -> Self {
        match nomor {
            Nomor::Angka(no) => No::Angka(no.cast_unsigned()),
            Nomor::Teks(teks) => No::Teks(teks),
        }
    }
}

/// The same figures as `hitung`, of everything that is known, on a day.
///
/// One statement: all its parts see one state of one version of the table, also
/// while a rebuild exchanges it.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn dari_tabel(
    periode: Periode,
    buku: Option<Uuid>,
    hari_ini: NaiveDate,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Statistik> {
    let mentah = sqlx::query_scalar!(
        r#"with dalam as not materialized (
            select posisi, no, nomor, diterima, kanal, hasil, sebagian, alasan, terbuka, pemberitahuan,
                   pemberitahuan_hk, pemberian, pemberian_hk, paling_awal, paling_lambat, dipenuhi,
                   gugur, cacat
              from statistik
             where diterima between $1 and $2 and ($3::uuid is null or buku = $3)
        ), tanpa as not materialized (
            select posisi, no, nomor, cacat
              from statistik where diterima is null and ($3::uuid is null or buku = $3)
        ), angka as (
            select json_build_object(
                    'permohonan', count(*),
                    'dikabulkan', count(*) filter (where hasil = 'dikabulkan'),
                    'sebagian', count(*) filter (where sebagian),
                    'ditolak', count(*) filter (where hasil = 'ditolak'),
                    'terbuka', count(*) filter (where terbuka)
                ) as jumlah,
                json_build_object(
                    'n', count(pemberitahuan_hk),
                    'jumlah', coalesce(sum(pemberitahuan_hk), 0),
                    'median', percentile_cont(0.5) within group (order by pemberitahuan_hk),
                    'maks', max(pemberitahuan_hk),
                    'hari_sama', count(*) filter (where pemberitahuan = diterima)
                ) as pemberitahuan,
                json_build_object(
                    'n', count(pemberian_hk),
                    'jumlah', coalesce(sum(pemberian_hk), 0),
                    'median', percentile_cont(0.5) within group (order by pemberian_hk),
                    'maks', max(pemberian_hk),
                    'hari_sama', count(*) filter (where pemberian = diterima)
                ) as pemberian
              from dalam
        ), golongan as (
            select to_char(diterima, 'YYYY-MM') as bulan, kanal,
                   case when paling_awal is null or gugur or pemberitahuan < diterima then null
                        when coalesce(dipenuhi, $4) > paling_lambat then 'terlambat'
                        when coalesce(dipenuhi, $4) > paling_awal then 'batas'
                        when dipenuhi is not null then 'tepat'
                        else 'berjalan' end as keadaan,
                   count(*) as n
              from dalam group by 1, 2, 3
        ), cela as (
            select satu.uraian, satu.posisi, coalesce(to_json(satu.no), to_json(satu.nomor)) as no
              from (select posisi, no, nomor, unnest(cacat) as uraian
                      from dalam where cacat <> '{}'
                    union all
                    select posisi, no, nomor, unnest(cacat)
                      from tanpa where cacat <> '{}') satu
        )
        select json_build_object(
            'jumlah', angka.jumlah,
            'pemberitahuan', angka.pemberitahuan,
            'pemberian', angka.pemberian,
            'tanpa_tanggal', (select count(*) from tanpa),
            'bulan', (select json_object_agg(b.bulan, b.n)
                        from (select bulan, sum(n) as n from golongan group by bulan) b),
            'kanal', (select json_object_agg(k.kanal, k.n)
                        from (select kanal, sum(n) as n from golongan group by kanal) k),
            'alasan', (select json_object_agg(a.alasan, a.n)
                         from (select unnest(alasan) as alasan, count(*) as n
                                 from dalam where hasil = 'ditolak' group by 1) a),
            'ketepatan', (select json_object_agg(k.keadaan, k.n)
                            from (select keadaan, sum(n) as n from golongan
                                   where keadaan is not null group by keadaan) k),
            'cacat', (select json_object_agg(c.uraian, c.no)
                        from (select uraian, json_agg(no order by posisi) as no
                                from cela group by uraian) c),
            'pemberitahuan_lewat', (select json_agg(coalesce(to_json(no), to_json(nomor))
                                                    order by posisi)
                                      from dalam where pemberitahuan_hk > 10),
            'pemberian_lewat', (select json_agg(coalesce(to_json(no), to_json(nomor))
                                                order by posisi)
                                  from dalam where pemberian_hk > 10)
        )::text as "angka!" from angka"#,
        periode.dari,
        periode.sampai,
        buku,
        hari_ini,
    )
    .fetch_one(tujuan)
    .await?;
    let mentah =
        serde_json::from_str(&mentah).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(Statistik::dari(mentah, periode))
}

impl Statistik {
    fn dari(mentah: Mentah, periode: Periode) -> Self {
        let Jumlah { permohonan, dikabulkan, sebagian, ditolak, terbuka } = mentah.jumlah;
        let bulan = mentah.bulan.unwrap_or_default();
        let per_bulan = bulan_kosong(periode).into_keys().map(|(tahun, bulan_ini)| {
            bulan.get(&format!("{tahun:04}-{bulan_ini:02}")).copied().unwrap_or_default()
        });
        let ketepatan = mentah.ketepatan.unwrap_or_default();
        let keadaan = [Keadaan::Berjalan, Keadaan::Tepat, Keadaan::Batas, Keadaan::Terlambat];
        let ketepatan = keadaan
            .map(Keadaan::nama)
            .into_iter()
            .filter_map(|nama| Some((nama, *ketepatan.get(nama)?)));
        let nomor = |daftar: Vec<Nomor>| daftar.into_iter().map(No::from).collect();
        let cacat = mentah.cacat.unwrap_or_default().into_iter();
        Statistik {
            permohonan,
            dikabulkan,
            dikabulkan_sebagian: sebagian,
            ditolak,
            alasan_penolakan: mentah.alasan.unwrap_or_default(),
            lain: permohonan - dikabulkan - ditolak,
            terbuka,
            tanpa_tanggal: mentah.tanpa_tanggal,
            per_bulan: per_bulan.collect(),
            kanal: mentah.kanal.unwrap_or_default(),
            pemberitahuan: mentah.pemberitahuan.waktu(mentah.pemberitahuan_lewat),
            pemberian: mentah.pemberian.waktu(mentah.pemberian_lewat),
            ketepatan: ketepatan.collect(),
            cacat: cacat.map(|(uraian, daftar)| (uraian, nomor(daftar))).collect(),
        }
    }
}

impl Lama {
    fn waktu(self, lewat: Option<Vec<Nomor>>) -> Waktu {
        let lewat: Vec<No> = lewat.unwrap_or_default().into_iter().map(No::from).collect();
        Waktu {
            n: self.n,
            rerata_hk: (self.n > 0).then(|| super::dua_desimal(self.jumlah, self.n)),
            median_hk: self.median,
            maks_hk: self.maks,
            lewat_10_hk: lewat.len(),
            lewat_10_hk_no: lewat,
            hari_sama: self.hari_sama,
        }
    }
}
