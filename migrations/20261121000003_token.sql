-- Tokens of the API. Only a digest stands here: a token is 256 random bits, so
-- that nobody finds it from its digest, and a copy of this table opens nothing.
create table token (
    token uuid not null constraint token_id primary key,
    sidik bytea not null constraint token_sidik unique check (octet_length(sidik) = 32),
    pengguna uuid not null,
    dibuat timestamptz not null,
    kedaluwarsa timestamptz not null,
    dicabut timestamptz
);

revoke all on token from public;
grant select, insert on token to jejak_app;
grant update (dicabut) on token to jejak_app;
