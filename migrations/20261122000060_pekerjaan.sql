-- One row a job: who runs it now, until when that counts, and how it went last.
-- A process that died loses its turn when its time is over.
create table pekerjaan (
    nama text not null constraint pekerjaan_sekali primary key,
    pemegang uuid,
    sewa_sampai timestamptz,
    -- The last scheduled moment that was done.
    jadwal timestamptz,
    mulai timestamptz,
    selesai timestamptz,
    berhasil boolean,
    -- What it did, in a sentence without anybody's data.
    hasil text
);

revoke all on pekerjaan from public;
grant select, insert, update on pekerjaan to jejak_app;
