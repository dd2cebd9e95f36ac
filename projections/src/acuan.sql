create table unit (
    unit uuid not null,
    nama text not null,
    jenis text,
    -- aktif, digabung, ditutup
    keadaan text not null,
    digabung_ke uuid
);
create table buku (
    buku uuid not null,
    jenis text not null,
    nama text not null,
    tahun integer,
    unit uuid,
    pola text not null,
    terbuka boolean not null
);

-- indeks

alter table unit add primary key (unit);
alter table buku add primary key (buku);
