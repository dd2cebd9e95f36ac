-- Files in custody. The bytes lie sealed in the object store, under the id; here
-- stands the key of each, wrapped by the master key, and whose file it is.
create table berkas (
    berkas uuid not null constraint berkas_id primary key,
    -- Kind and id of the stream whose fact refers to it; null before any does.
    pemilik_jenis smallint,
    pemilik uuid,
    -- What its first bytes say it is.
    jenis text not null,
    ukuran_bytes bigint not null,
    -- A keyed digest: an unsalted one would let a letter be guessed.
    tanda bytea not null,
    kunci_nonce bytea not null,
    kunci bytea not null,
    nonce bytea not null,
    -- The object store has all of it.
    tersimpan boolean not null default false,
    -- Until when a fact may still refer to it; null once one does.
    kedaluwarsa timestamptz,
    constraint berkas_satu_pemilik check ((pemilik is null) = (pemilik_jenis is null))
);
create index berkas_kedaluwarsa on berkas (kedaluwarsa) where kedaluwarsa is not null;

revoke all on berkas from public;
grant select, insert, update, delete on berkas to jejak_app;
