create table kegiatan (
    kegiatan uuid not null,
    -- Its first fact.
    posisi bigint not null,
    unit uuid not null,
    judul text not null,
    uraian text not null,
    tanggal date not null,
    tempat text,
    ditarik boolean not null,
    -- When its last fact was recorded.
    diubah timestamptz not null
);

-- indeks

alter table kegiatan add primary key (kegiatan);
create index kegiatan_terbaru on kegiatan (tanggal desc, posisi desc) where not ditarik;
create index kegiatan_unit on kegiatan (unit, tanggal desc, posisi desc) where not ditarik;
