create table pohon (
    tingkat smallint not null,
    indeks bigint not null,
    -- Up to 256 hashes of 32 bytes, one after the other.
    hash bytea not null
);
alter table pohon alter column hash set storage external;

-- indeks

alter table pohon add primary key (tingkat, indeks);
