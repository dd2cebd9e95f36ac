-- Filters of the queue that officers keep under a name: a convenience of one
-- user, neither a fact nor derived.
create table saringan (
    pengguna uuid not null,
    nama text not null constraint saringan_nama check (length(nama) between 1 and 60),
    -- What stands behind the question mark.
    tanya text not null constraint saringan_tanya check (length(tanya) <= 1000),
    constraint saringan_milik primary key (pengguna, nama)
);

revoke all on saringan from public;
grant select, insert, update, delete on saringan to jejak_app;
