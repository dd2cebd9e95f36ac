create table tenggat (
    perkara uuid not null,
    -- Its place among the tenggat of the case.
    urut smallint not null,
    -- By bytes, so that pages go on in the order of the program.
    nomor text collate "C" not null,
    jenis text not null,
    -- Of a unit's own limit.
    unit uuid,
    -- The unit that answers for the case.
    penanggung_jawab uuid,
    pelaku text not null,
    milik_kantor boolean not null,
    tindakan text not null,
    batas text not null,
    pasal text not null,
    dibuka date not null,
    paling_awal date not null,
    paling_lambat date not null,
    dipenuhi date,
    gugur boolean not null,
    -- Still to be done, and not overtaken by a sengketa.
    terbuka boolean not null,
    -- Nobody has a reason to be reminded of it.
    sunyi boolean not null,
    -- The dispute that it is of: every case of the dispute has a row of it.
    sengketa uuid,
    pengaruh_dari date not null,
    pengaruh_sampai date not null
);
-- Sengketa that the case was ever linked to.
create table tenggat_sengketa (perkara uuid not null, sengketa uuid not null);

-- indeks

alter table tenggat add primary key (perkara, urut);
create index tenggat_terbuka on tenggat (paling_awal, nomor, perkara, urut) where terbuka;
-- The desk of the Atasan: few among all that is open.
create index tenggat_keberatan on tenggat (paling_awal, nomor, perkara, urut)
    where terbuka and jenis = 'tanggapan keberatan';
create index tenggat_berbagi on tenggat (sengketa, jenis) where terbuka and sengketa is not null;
create index tenggat_pengaruh on tenggat (pengaruh_sampai);
create index tenggat_sengketa_milik on tenggat_sengketa (perkara);
create index tenggat_sengketa_cari on tenggat_sengketa (sengketa);
