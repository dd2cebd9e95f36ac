-- A second proof at sign-in, passwords that others have seen, and sessions that
-- their owner can tell apart.
alter table akun
    -- A password that somebody else set holds until then, and is changed first.
    add column sandi_sekali_sampai timestamptz,
    -- With the master key it gives the secret of the authenticator, which itself
    -- is stored nowhere.
    add column kode_benih uuid,
    -- Since when a code is asked for; until then it is being set up.
    add column kode_sejak timestamptz,
    -- The last time step of which a code was taken: none is taken twice.
    add column kode_langkah bigint;

-- Recovery codes that were not used yet. Only digests stand here.
create table kode_pemulihan (
    pengguna uuid not null references akun (pengguna) on delete cascade,
    sidik bytea not null check (octet_length(sidik) = 32),
    constraint kode_pemulihan_sekali primary key (pengguna, sidik)
);

alter table sesi
    -- What its owner ends it by.
    add column sesi uuid not null default gen_random_uuid(),
    -- The password was right and the code is still to come.
    add column menunggu_kode boolean not null default false;

revoke all on kode_pemulihan from public;
grant select, insert, delete on kode_pemulihan to jejak_app;
