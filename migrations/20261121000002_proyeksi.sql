-- How far each read model has read. Its tables are derived and stand in a
-- schema of their own that the service makes, fills and throws away.
create table proyeksi (
    nama text not null,
    versi integer not null,
    posisi bigint not null,
    -- Local dates in its rows are of this zone; another zone is another content.
    zona text not null,
    -- Why it stopped, at the fact after `posisi`; null while it runs.
    gagal text,
    constraint proyeksi_sekali primary key (nama, versi)
) with (fillfactor = 50);

revoke all on proyeksi from public;
grant select, insert, update, delete on proyeksi to jejak_app;

-- Where each stream starts: streams of one kind are found without a scan.
create index events_stream_start on events (kind, stream) where version = 1;
