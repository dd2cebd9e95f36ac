create table alarm_tangga (
    -- The case, or the unit, entry or office whose duty it is.
    subjek uuid not null,
    jenis text not null,
    -- Zeros where it is of no unit.
    unit uuid not null,
    batas text not null,
    pasal text not null,
    dibuka date not null,
    paling_awal date not null,
    paling_lambat date not null,
    -- It follows a tenggat of a case.
    dari_tenggat boolean not null,
    -- The lowest rung that was raised, on which day, and how many were.
    terakhir integer not null,
    hari date not null,
    banyak integer not null,
    berhenti boolean not null
);

-- indeks

alter table alarm_tangga add primary key (subjek, jenis, unit, paling_awal);
create index alarm_tangga_berjalan on alarm_tangga (dari_tenggat, subjek) where not berhenti;
