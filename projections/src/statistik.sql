create table statistik (
    perkara uuid not null,
    -- Its first fact.
    posisi bigint not null,
    buku uuid,
    no bigint,
    nomor text not null,
    diterima date,
    kanal text not null,
    -- dikabulkan, ditolak, lain
    hasil text not null,
    -- Granted, but not all of it.
    sebagian boolean not null,
    -- Why it was refused.
    alasan text[] not null,
    -- Still without an answer.
    terbuka boolean not null,
    pemberitahuan date,
    pemberitahuan_hk bigint,
    pemberian date,
    pemberian_hk bigint,
    -- The limit of the written notice.
    paling_awal date,
    paling_lambat date,
    dipenuhi date,
    gugur boolean not null,
    -- What is wrong with it, in words.
    cacat text[] not null,
    pengaruh_dari date not null,
    pengaruh_sampai date not null
);

-- indeks

alter table statistik add primary key (perkara);
create index statistik_diterima on statistik (diterima);
create index statistik_buku on statistik (buku, diterima);
create index statistik_lewat on statistik (diterima)
    where pemberitahuan_hk > 10 or pemberian_hk > 10;
create index statistik_ditolak on statistik (diterima) where hasil = 'ditolak';
create index statistik_cacat on statistik (diterima) where cacat <> '{}';
create index statistik_pengaruh on statistik (pengaruh_sampai);
