create table perkara (
    perkara uuid not null,
    -- Its first fact, by which pages go on.
    posisi_awal bigint not null,
    versi integer not null,
    nomor text not null,
    status text not null,
    buku uuid,
    kanal text,
    jenis_pemohon text,
    diterima date,
    -- The unit that answers for it.
    unit uuid,
    menunggu_jawaban boolean not null,
    milik_register boolean not null,
    dari_register_ki boolean not null,
    -- The nearest thing the office has to do, and by when under both readings.
    tenggat text,
    tenggat_awal date,
    tenggat_lambat date,
    batas_internal date,
    -- Anybody, the pemohon too, has something to do.
    ada_tenggat boolean not null,
    -- Somebody has something to do, and who has it now: the unit where it is one.
    berjalan boolean not null,
    pemegang text,
    pemegang_unit uuid,
    -- Both ends of the notice that is still owed.
    jawab_awal date,
    jawab_lambat date,
    -- What it is counted as, and what else it is found by.
    tanda text[] not null,
    kata text[] not null,
    -- Its day of receipt may have been another one before: as-at looks again.
    tanggal_goyah boolean not null,
    cacat integer not null,
    pengaruh_dari date not null,
    pengaruh_sampai date not null,
    -- First and last moment that any of its facts could be known, and was
    -- recorded: what stood open at a moment is found among them.
    diketahui_dari timestamptz not null,
    diketahui_sampai timestamptz not null,
    dicatat_dari timestamptz not null,
    dicatat_sampai timestamptz not null,
    kelas_diketahui smallint not null,
    kelas_dicatat smallint not null
);
-- Every number that people may know it by, in small letters; one that was
-- corrected may stand in a letter. By bytes, so that a beginning is a range; with
-- its tenggat, so that the nearest of those are found in the index alone.
create table perkara_nomor (
    perkara uuid not null,
    nomor text collate "C" not null,
    tenggat_awal date
);
-- Units that hold or held it, and since when it waits for one that holds it now.
create table perkara_unit (perkara uuid not null, unit uuid not null, sejak date);
-- Sengketa that it is or was linked to.
create table perkara_sengketa (perkara uuid not null, sengketa uuid not null);
-- How many cases have a mark, of the whole office (a unit of zeros) and of each
-- unit, by the month of receipt; what is under way has no month, nor has what
-- came in nobody knows when.
create table rekap (
    unit uuid not null,
    bulan date not null,
    tanda text not null,
    n bigint not null
);
-- Every mark of every case.
create view tanda_perkara as
    select p.perkara, p.unit, satu.tanda,
           case when satu.tanda like 'berjalan=%' or p.diterima is null then date '0001-01-01'
                else date_trunc('month', p.diterima)::date end as bulan
      from perkara p
     cross join lateral unnest(p.tanda) as satu(tanda);
-- What some cases add to it.
create view sumbangan as
    select t.perkara, milik.unit, t.tanda, t.bulan
      from tanda_perkara t
     cross join lateral (select '00000000-0000-0000-0000-000000000000'::uuid as unit
                         union all
                         select t.unit where t.unit is not null) milik;

-- indeks

alter table perkara add primary key (perkara);
alter table rekap add primary key (unit, bulan, tanda);
-- What takes longest is begun first.
create index perkara_cari on perkara using gin (array_to_tsvector(tanda || kata));
-- Counted by unit first: the office's own figures are sums of those.
insert into rekap (unit, bulan, tanda, n)
with satu as materialized (
    select unit, bulan, tanda, count(*) as n from tanda_perkara group by unit, bulan, tanda)
select unit, bulan, tanda, n from satu where unit is not null
union all
select '00000000-0000-0000-0000-000000000000', bulan, tanda, sum(n) from satu
 group by bulan, tanda;
create index perkara_antrean on perkara ((coalesce(tenggat_awal, date 'infinity')), perkara);
create index perkara_belum on perkara (perkara) where berjalan or menunggu_jawaban;
create index perkara_goyah on perkara (perkara) where tanggal_goyah;
create index perkara_berjalan on perkara
    ((coalesce(tenggat_awal, date 'infinity')), perkara) where berjalan;
create index perkara_jawab on perkara (jawab_lambat) where jawab_lambat is not null;
create index perkara_milik on perkara
    (unit, (coalesce(diterima, date '-infinity')) desc, perkara desc);
create index perkara_terbaru on perkara
    ((coalesce(diterima, date '-infinity')) desc, perkara desc);
create index perkara_diterima on perkara (diterima);
create index perkara_buku on perkara (buku);
create index perkara_pengaruh on perkara (pengaruh_sampai);
create index perkara_diketahui on perkara (kelas_diketahui, diketahui_dari);
create index perkara_dicatat on perkara (kelas_dicatat, dicatat_dari);
create index perkara_nomor_cari on perkara_nomor (nomor, tenggat_awal, perkara);
create index perkara_nomor_milik on perkara_nomor (perkara);
create index perkara_unit_milik on perkara_unit (perkara);
create index perkara_unit_cari on perkara_unit (unit);
create index perkara_unit_baru on perkara_unit (unit, sejak, perkara) where sejak is not null;
create index perkara_sengketa_milik on perkara_sengketa (perkara);
create index perkara_sengketa_cari on perkara_sengketa (sengketa);
create index rekap_kosong on rekap (unit) where n = 0;
