-- For every word that a fact is found by, and every run of 1,024 positions: which
-- of them.
create table log_blok (
    kata text collate "C" not null,
    blok bigint not null,
    peta bit(1024) not null
) with (fillfactor = 50);
-- Sealed values that were opened: by whom, of which case, what for.
create table log_penglihatan (
    posisi bigint not null,
    perkara uuid not null,
    aktor text collate "C" not null,
    -- The same without the capacity in which they acted.
    pelaku text collate "C" not null,
    dicatat timestamptz not null,
    keperluan text not null,
    jumlah bigint not null
);

-- indeks

alter table log_blok add primary key (kata, blok);
alter table log_penglihatan add primary key (posisi);
create index log_penglihatan_perkara on log_penglihatan (perkara, posisi);
create index log_penglihatan_pelaku on log_penglihatan (pelaku, posisi);
