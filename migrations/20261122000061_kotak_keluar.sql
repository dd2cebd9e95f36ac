-- The outbox: mails that wait, that the mail server took, and that cannot be
-- delivered. A row holds references alone; address and text are read when it is
-- sent, so that an erasure has nothing to erase here.
create table kotak_keluar (
    -- Its Message-ID begins with it.
    surel uuid not null constraint kotak_keluar_id primary key,
    -- Why it is sent; nobody is told of the same cause twice.
    sebab uuid not null,
    -- A user; the case itself, where it is its pemohon.
    penerima uuid not null,
    jenis text not null,
    perkara uuid,
    -- The unit that the cause names.
    unit uuid,
    -- The fact that it tells of, where it tells of one.
    posisi bigint,
    -- The local day that it speaks of.
    hari date not null,
    dibuat timestamptz not null,
    keadaan text not null default 'menunggu'
        constraint kotak_keluar_keadaan
            check (keadaan in ('menunggu', 'terkirim', 'tertahan', 'gugur')),
    -- What its Message-ID ends with: as it was at the first attempt.
    domain text,
    percobaan integer not null default 0,
    -- How many of them came before somebody said to try again.
    percobaan_lalu integer not null default 0,
    -- From when it may be taken. Taking it counts an attempt and moves this on:
    -- whoever dies with it in hand loses it to that moment.
    berikutnya timestamptz not null,
    -- The last answer, in our words: what a server says may repeat an address.
    jawaban text,
    kode smallint,
    selesai timestamptz,
    -- What came of it stands in the log.
    tercatat boolean not null default false,
    constraint kotak_keluar_sekali unique (sebab, penerima),
    constraint kotak_keluar_selesai check ((keadaan = 'menunggu') = (selesai is null))
);
create index kotak_keluar_menunggu on kotak_keluar (berikutnya) where keadaan = 'menunggu';
create index kotak_keluar_belum_tercatat on kotak_keluar (selesai)
    where keadaan <> 'menunggu' and not tercatat;
create index kotak_keluar_alarm on kotak_keluar (penerima, hari)
    where jenis in ('jatuh_tempo', 'terlambat');
create index kotak_keluar_daftar on kotak_keluar (keadaan, dibuat, surel);

-- How far the log was read for causes: what was recorded before there was an
-- outbox is no news.
create table kotak_keluar_posisi (
    satu boolean constraint kotak_keluar_posisi_satu primary key default true check (satu),
    posisi bigint not null
);
insert into kotak_keluar_posisi (posisi)
select coalesce((select position from log_head), 0);

-- Mails that an officer does not want.
create table surel_ditolak (
    pengguna uuid not null,
    jenis text not null,
    constraint surel_ditolak_sekali primary key (pengguna, jenis)
);

-- Links to the calendars of officers. Only digests stand here.
create table tautan_kalender (
    pengguna uuid not null constraint tautan_kalender_satu primary key,
    sidik bytea not null constraint tautan_kalender_sidik unique check (octet_length(sidik) = 32),
    dibuat timestamptz not null
);

revoke all on kotak_keluar, kotak_keluar_posisi, surel_ditolak, tautan_kalender from public;
grant select, insert, update, delete on kotak_keluar to jejak_app;
grant select on kotak_keluar_posisi to jejak_app;
grant update (posisi) on kotak_keluar_posisi to jejak_app;
grant select, insert, delete on surel_ditolak to jejak_app;
grant select, insert, update, delete on tautan_kalender to jejak_app;
