create table laporan (
    perkara uuid not null,
    -- Its first fact.
    posisi bigint not null,
    nomor text not null,
    -- The unit that answers for it.
    unit uuid,
    -- Units that helped.
    bantuan uuid[] not null,
    jenis_pemohon text not null,
    -- berkala, serta merta, setiap saat, dikecualikan; where it was said.
    jenis_informasi text,
    diterima date,
    dijawab date,
    dijawab_hk bigint,
    diberikan date,
    diberikan_hk bigint,
    -- Answered, withdrawn, sent elsewhere, not followed up.
    selesai date,
    terbuka boolean not null,
    hasil text,
    -- Why it was refused.
    alasan text[] not null,
    pengaruh_dari date not null,
    pengaruh_sampai date not null
);

create table laporan_keberatan (
    perkara uuid not null,
    urut smallint not null,
    unit uuid,
    nomor text,
    nomor_perkara text not null,
    diterima date,
    ditanggapi date,
    ditanggapi_hk bigint,
    dicabut date,
    terbuka boolean not null,
    alasan text[] not null,
    putusan text,
    pengaruh_dari date not null,
    pengaruh_sampai date not null
);

create table laporan_sengketa (
    perkara uuid not null,
    sengketa uuid not null,
    -- The first perkara that it concerns: there it is counted.
    utama boolean not null,
    unit uuid,
    nomor text,
    nomor_perkara text not null,
    komisi text,
    tahap text not null,
    diajukan date,
    mediasi text,
    diputus date,
    putusan text,
    digugat date,
    putusan_pengadilan date,
    inkracht date,
    dilaksanakan date,
    selesai date,
    terbuka boolean not null
);

-- Every unit that was ever given the case, also by a fact that was corrected: at
-- an earlier moment it was theirs.
create table laporan_unit (
    perkara uuid not null,
    unit uuid not null
);

-- Days of the calendar over which anything was counted.
create view laporan_pengaruh as
    select perkara, pengaruh_dari, pengaruh_sampai from laporan
    union all
    select perkara, pengaruh_dari, pengaruh_sampai from laporan_keberatan;

-- indeks

alter table laporan add primary key (perkara);
alter table laporan_keberatan add primary key (perkara, urut);
alter table laporan_sengketa add primary key (sengketa, perkara);
create index laporan_unit_cari on laporan_unit (unit, perkara);
create index laporan_unit_milik on laporan_unit (perkara);
create index laporan_milik on laporan (unit, diterima);
create index laporan_diterima on laporan (diterima, unit);
create index laporan_terbuka on laporan (diterima) where terbuka;
create index laporan_selesai on laporan (selesai);
create index laporan_sampai on laporan (pengaruh_sampai);
create index laporan_keberatan_sampai on laporan_keberatan (pengaruh_sampai);
create index laporan_keberatan_diterima on laporan_keberatan (diterima);
create index laporan_sengketa_perkara on laporan_sengketa (perkara);
create index laporan_sengketa_diajukan on laporan_sengketa (diajukan) where utama
