-- How users of the application sign in. Neither facts nor derived: who may do
-- what stands in the log, under the same id.
create table akun (
    pengguna uuid not null constraint akun_pengguna primary key,
    -- Lower case, as it is compared.
    nama_masuk text not null constraint akun_nama_masuk unique check (nama_masuk = lower(nama_masuk)),
    -- argon2id, with its parameters and its salt.
    sandi text not null,
    -- Failures since the last success, and until when nobody gets in.
    gagal integer not null default 0,
    tertahan_sampai timestamptz
);

-- Sessions. Only a digest stands here, as for tokens.
create table sesi (
    sidik bytea not null constraint sesi_sidik primary key check (octet_length(sidik) = 32),
    pengguna uuid not null,
    dimulai timestamptz not null,
    terakhir timestamptz not null
);
create index sesi_pengguna on sesi (pengguna);

revoke all on akun, sesi from public;
grant select, insert, update, delete on akun, sesi to jejak_app;
