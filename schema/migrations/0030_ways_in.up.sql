-- What comes in beside events: sources that sign, source maps and the chunks they are sent in, who called whom, how releases fare, and
-- series of numbers that are watched.

-- An endpoint is a place that messages are sent to, or a source that signs what it sends here.
alter table ai_platform.webhook_endpoints
    alter column url drop not null,
    add column source text check (source ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    add column form text check (form in ('standard', 'github', 'gitlab', 'sentry')),
    add column brings text check (brings in ('events', 'changes', 'alerts', 'sentry')),
    add column created_by text default ai_platform.current_actor(),
    add constraint webhook_endpoints_out_or_in check ((url is null) = (source is not null)),
    add constraint webhook_endpoints_of_source check ((source is null) = (form is null) and (source is null) = (brings is null));
create unique index webhook_endpoints_source on ai_platform.webhook_endpoints (tenant_id, source) where source is not null;
comment on table ai_platform.webhook_endpoints is 'Where to send what is found, and sources that sign what they send here';
comment on column ai_platform.webhook_endpoints.secret is 'What is signed with: encrypted by the program where it has keys, else as text in UTF-8';

create table ai_platform.source_maps (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    -- Empty where it is of none.
    release text not null default '',
    dist text not null default '',
    -- The address of the minified file.
    of text not null check (of <> ''),
    debug_id text not null default '',
    bytes bytea not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    unique (tenant_id, release, dist, of, debug_id)
);
comment on table ai_platform.source_maps is 'By which traces of minified JavaScript are shown and grouped';
create index source_maps_newest on ai_platform.source_maps (tenant_id, updated_at desc, id);

-- Parts of an upload, until they are put together.
create table ai_platform.upload_chunks (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    sha1 bytea not null check (length(sha1) = 20),
    bytes bytea not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, sha1)
);
comment on table ai_platform.upload_chunks is 'Parts of an upload of source maps, until they are put together';
-- Packed by the sender already.
alter table ai_platform.upload_chunks alter column bytes set storage external;

-- How often, how slowly, and what it is that is used.
alter table ai_platform.dependencies
    add column kind text not null default 'service' check (kind in ('service', 'database', 'queue', 'address')),
    add column calls bigint not null default 0 check (calls >= 0),
    add column failed bigint not null default 0 check (failed >= 0),
    add column total_ms double precision not null default 0 check (total_ms >= 0 and total_ms < 'Infinity'),
    add column last_seen timestamptz,
    add column updated_at timestamptz not null default now();

create table ai_platform.release_health (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    release text not null,
    -- By the name that the client gives; empty where it gives none.
    environment text not null,
    minute timestamptz not null,
    started bigint not null default 0 check (started >= 0),
    errored bigint not null default 0 check (errored >= 0),
    crashed bigint not null default 0 check (crashed >= 0),
    abnormal bigint not null default 0 check (abnormal >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, release, environment, minute)
);
comment on table ai_platform.release_health is 'Sessions of releases by the minute in which they began, and how they ended';
create index release_health_age on ai_platform.release_health (tenant_id, minute);

create table ai_platform.chosen_series (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    metric text not null check (metric <> ''),
    -- Labels that must be so.
    labels jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
    -- The number itself, or by how much it grew in a minute.
    reading text not null check (reading in ('value', 'increase')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    unique (tenant_id, metric, labels)
);
comment on table ai_platform.chosen_series is 'Which series of Prometheus are watched';

-- What a watch has learnt stands beside how far it has looked: both are changed in the transaction that keeps the samples.
create table ai_platform.measured_series (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    series text not null check (series <> ''),
    labels jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
    watch jsonb,
    judged_until timestamptz,
    -- Of the last minute that was judged.
    last_value double precision,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, series)
);
comment on table ai_platform.measured_series is 'Watched series of numbers, with what was learnt of each';

create table ai_platform.measured_samples (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    series text not null,
    at timestamptz not null,
    value double precision not null check (value > '-Infinity' and value < 'Infinity'),
    created_at timestamptz not null default now(),
    primary key (tenant_id, series, at)
);
comment on table ai_platform.measured_samples is 'Values of watched series';
create index measured_samples_age on ai_platform.measured_samples (tenant_id, at);

do $$
declare
    name text;
begin
    foreach name in array array['source_maps', 'upload_chunks', 'release_health', 'chosen_series', 'measured_series', 'measured_samples'] loop
        execute format('alter table ai_platform.%I enable row level security', name);
        execute format('alter table ai_platform.%I force row level security', name);
        execute format('create policy of_tenant on ai_platform.%I using (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))',
            name);
        execute format('create policy for_maintenance on ai_platform.%I to %I using ((select current_setting(''app.maintenance'', true)) = ''on'')',
            name, current_user);
        execute format('grant select, insert, update, delete on ai_platform.%I to errpredict_app', name);
    end loop;
end
$$;
