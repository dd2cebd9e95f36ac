-- What witnesses in other offices cosigned last, one row each.
create table kesaksian (
    -- The witness's key, as C2SP writes it.
    saksi text not null constraint kesaksian_satu_setiap_saksi primary key,
    -- Facts of the checkpoint that it saw last; zero before the first.
    ukuran bigint not null,
    -- Its cosignature; null before the first.
    tanda text,
    disaksikan timestamptz,
    -- Why the last attempt failed; null where it did not.
    galat text
);

revoke all on kesaksian from public;
grant select, insert, update on kesaksian to jejak_app;
