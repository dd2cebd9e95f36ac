create table sengketa (
    perkara uuid not null,
    sengketa uuid not null,
    -- The first perkara that it concerns: one row of a sengketa stands for it.
    utama boolean not null,
    nomor_perkara text not null,
    nomor text,
    komisi text,
    tahap text not null,
    -- Something is left in it for the office to do.
    terbuka boolean not null,
    -- The unit that answers for the perkara.
    unit uuid,
    fasilitator text,
    -- Tasks that the unit has not done yet.
    tugas integer not null,
    -- The next day that matters, and why.
    berikut date,
    berikut_apa text,
    -- The hearing that is waited for.
    sidang date,
    pengaruh_dari date not null,
    pengaruh_sampai date not null
);

-- indeks

alter table sengketa add primary key (sengketa, perkara);
create index sengketa_meja on sengketa ((coalesce(berikut, date 'infinity')), sengketa)
    where terbuka and utama;
create index sengketa_perkara on sengketa (perkara);
create index sengketa_pengaruh on sengketa (pengaruh_sampai);
