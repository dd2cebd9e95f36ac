-- The log: what happened, once and in order. `log_head` is the commit point: an
-- append compares and swaps it and inserts its rows in one statement, so that
-- every reader sees a prefix of the log and positions have no gaps.

create table log_head (
    satu boolean constraint log_head_satu_baris primary key default true check (satu),
    log uuid not null,
    position bigint not null,
    -- Microseconds since 1970: what is hashed must not be rounded.
    recorded_at bigint not null,
    root bytea not null check (octet_length(root) = 32),
    -- Roots of the perfect subtrees, largest first.
    frontier bytea not null check (octet_length(frontier) % 32 = 0)
) with (fillfactor = 10);

create table events (
    position bigint not null constraint events_position primary key,
    stream uuid not null,
    version integer not null,
    kind smallint not null,
    leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
    -- The very bytes that were hashed; jsonb would rewrite them.
    leaf bytea not null,
    constraint events_stream_version unique (stream, kind, version)
);
alter table events alter column leaf_hash set storage plain;

-- A command once carried out is never carried out again. The fingerprint is
-- keyed, because the content of a command may name somebody.
create table commands (
    command uuid not null constraint commands_once primary key,
    fingerprint bytea not null,
    first_position bigint not null,
    last_position bigint not null
);

-- Values that must be erasable: the leaf has only their salted digests.
create table disclosure (
    position bigint not null,
    ordinal smallint not null,
    subject uuid not null,
    nonce bytea not null,
    sealed bytea not null,
    constraint disclosure_of_event primary key (position, ordinal)
);
create index disclosure_subject on disclosure (subject);

create table subject_key (
    subject uuid not null constraint subject_key_once primary key,
    nonce bytea not null,
    wrapped bytea not null
);

-- Tells a wrong master key apart before anything is sealed with it.
create table master_key_check (
    satu boolean primary key default true check (satu),
    tag bytea not null
);

-- Second fence behind the grants: not even the owner changes the log by mistake.
create function log_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only' using errcode = 'insufficient_privilege';
end $$;

create trigger events_append_only before update or delete or truncate on events
    for each statement execute function log_is_append_only();
create trigger commands_append_only before update or delete or truncate on commands
    for each statement execute function log_is_append_only();
create trigger log_head_stays before delete or truncate on log_head
    for each statement execute function log_is_append_only();

-- First fence: the service may add to the log and move its head, nothing more.
do $$ begin
    if not exists (select from pg_roles where rolname = 'jejak_app') then
        create role jejak_app nologin;
    end if;
exception when duplicate_object or unique_violation then null; -- made by a neighbour database
end $$;

revoke all on log_head, events, commands, disclosure, subject_key, master_key_check from public;
grant select, insert on events, commands, disclosure, subject_key to jejak_app;
grant select on log_head, master_key_check to jejak_app;
grant update (position, recorded_at, root, frontier) on log_head to jejak_app;
