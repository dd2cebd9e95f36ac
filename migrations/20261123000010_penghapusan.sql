-- Erasures under way. What was erased, and how much of it, stands in the log;
-- here stands how far one came, so that whoever continues it adds nothing.
create table penghapusan (
    perkara uuid not null constraint penghapusan_perkara primary key,
    -- Since when it may be approved: written before the approval, so that no
    -- approval is ever forgotten.
    sejak timestamptz not null
);

create table penghapusan_tempat (
    perkara uuid not null,
    -- Which approval in the life of the case.
    ke integer not null,
    tempat text not null,
    -- What lay there before anything was destroyed.
    jumlah bigint not null,
    selesai boolean not null default false,
    constraint penghapusan_tempat_sekali primary key (perkara, ke, tempat)
);

revoke all on penghapusan, penghapusan_tempat from public;
grant select, insert, delete on penghapusan to jejak_app;
grant select, insert, update on penghapusan_tempat to jejak_app;

-- The service may not delete from the tables beside the log. It may have all of
-- one subject destroyed, and nothing less.
create function hapus_nilai_subjek(siapa uuid[]) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with dihapus as (delete from disclosure where subject = any(siapa) returning 1)
    select count(*) from dihapus
$$;
create function hapus_kunci_subjek(siapa uuid[]) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with dihapus as (delete from subject_key where subject = any(siapa) returning 1)
    select count(*) from dihapus
$$;
revoke all on function hapus_nilai_subjek(uuid[]), hapus_kunci_subjek(uuid[]) from public;
grant execute on function hapus_nilai_subjek(uuid[]), hapus_kunci_subjek(uuid[]) to jejak_app;
