-- Drafts of the public's form. Sealed under a key that is made of the secret in
-- the sender's cookie and of the master key: without that cookie nobody opens it.
create table draf (
    -- Of the secret; a copy of this table opens nothing.
    sidik bytea not null constraint draf_sidik primary key check (octet_length(sidik) = 32),
    nonce bytea not null,
    isi bytea not null,
    -- The day on which it was shown entries of the catalogue, and whether one
    -- was looked at.
    saran_hari date,
    saran_diklik boolean not null default false,
    kedaluwarsa timestamptz not null
);
create index draf_kedaluwarsa on draf (kedaluwarsa);

-- How often the catalogue answered before anybody had to ask: numbers alone.
create table saran_hitungan (
    hari date not null constraint saran_hitungan_hari primary key,
    ditampilkan bigint not null default 0,
    diklik bigint not null default 0,
    diajukan bigint not null default 0
);

revoke all on draf, saran_hitungan from public;
grant select, insert, update, delete on draf to jejak_app;
grant select, insert, update on saran_hitungan to jejak_app;
