create table katalog (
    entri uuid not null,
    -- Its first fact.
    posisi bigint not null,
    -- Columns of Lampiran I Perki 1/2021.
    ringkasan text not null,
    unit uuid not null,
    penanggung_jawab text not null,
    kategori text not null,
    dibuat date not null,
    tempat text not null,
    bentuk text not null,
    retensi text not null,
    -- diusulkan, terbuka, dikecualikan, ditarik
    keadaan text not null,
    -- The last day of an exemption; null where it lasts as long as it is needed.
    dikecualikan_sampai date,
    -- It was set in the DIP.
    ditetapkan boolean not null,
    dimutakhirkan date,
    mutakhir_sampai date,
    dikembalikan boolean not null,
    disetujui boolean not null,
    dokumen integer not null,
    -- When its last fact was recorded.
    diubah timestamptz not null,
    teks tsvector not null generated always as
        (to_tsvector('indonesian', ringkasan || ' ' || penanggung_jawab || ' ' || bentuk)) stored
);

-- indeks

alter table katalog add primary key (entri);
create index katalog_urut on katalog (posisi);
create index katalog_unit on katalog (unit, posisi);
create index katalog_cari on katalog using gin (teks);
