-- Checkpoints that were published: size and root of the log, as its signer signed
-- them. Copies, for whoever asks: what the signer remembers it keeps itself.
create table checkpoint (
    ukuran bigint not null,
    -- The signer's key, as C2SP writes it.
    kunci text not null,
    nota text not null,
    diterbitkan timestamptz not null,
    constraint checkpoint_satu_setiap_ukuran primary key (ukuran, kunci)
);

revoke all on checkpoint from public;
grant select, insert on checkpoint to jejak_app;
