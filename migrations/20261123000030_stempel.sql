-- Time stamps (RFC 3161) that an authority outside set on checkpoints, as they came.
create table stempel (
    ukuran bigint not null,
    kunci text not null,
    -- Its answer, byte for byte: what `openssl ts -verify` takes.
    jawaban bytea not null,
    -- The host that was asked.
    otoritas text not null,
    -- When it was, by the authority's clock.
    saat timestamptz not null,
    diterima timestamptz not null,
    constraint stempel_satu_setiap_checkpoint primary key (ukuran, kunci),
    constraint stempel_atas_checkpoint_terbit
        foreign key (ukuran, kunci) references checkpoint (ukuran, kunci)
);

revoke all on stempel from public;
grant select, insert on stempel to jejak_app;
