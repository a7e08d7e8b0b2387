-- What came in. Divided by time; a default part would keep a part from being taken off while others write, so there is none.
-- The tenant is no foreign key here: every row was written under row security, and a look-up a row would cost a tenth of it.

create table ai_models.error_events (
    id uuid not null,
    tenant_id uuid not null,
    timestamp timestamptz not null,
    service text not null check (service <> ''),
    severity text check (severity in ('info', 'low', 'medium', 'high', 'critical')),
    kind text not null default 'error' check (kind in ('error', 'request', 'deployment')),
    error_type text not null default '',
    message text,
    error_id text,
    code text,
    status_code smallint check (status_code between 100 and 599),
    endpoint text,
    user_id text,
    request_id text,
    stack_trace text,
    environment text check (environment in ('development', 'staging', 'production')),
    release text,
    response_time_ms double precision check (response_time_ms >= 0 and response_time_ms < 'infinity'),
    attributes jsonb check (jsonb_typeof(attributes) = 'object'),
    fingerprint text check (fingerprint ~ '^[0-9a-f]{16}$'),
    received_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, timestamp, id)
) partition by range (timestamp);
create index error_events_of_service on ai_models.error_events (tenant_id, service, timestamp desc);
create index error_events_of_group on ai_models.error_events (tenant_id, fingerprint, timestamp desc) where fingerprint is not null;
-- Erasing a person, and following a request.
create index error_events_of_user on ai_models.error_events (tenant_id, user_id) where user_id is not null;
create index error_events_of_request on ai_models.error_events (tenant_id, request_id) where request_id is not null;

create table ai_models.error_patterns (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    service text not null,
    fingerprint text not null check (fingerprint ~ '^[0-9a-f]{16}$'),
    error_type text not null default '',
    template text,
    sample text not null default '',
    errors bigint not null default 0 check (errors >= 0),
    errors_last_day bigint not null default 0 check (errors_last_day >= 0),
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    state text check (state in ('new', 'regressed', 'escalating', 'vanished')),
    cause text,
    resolution text,
    similar_groups jsonb not null default '[]',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (tenant_id, service, fingerprint)
);
create index error_patterns_commonest on ai_models.error_patterns (tenant_id, service, errors_last_day desc);
create index error_patterns_state on ai_models.error_patterns (tenant_id, state, last_seen desc) where state is not null;
create index error_patterns_fingerprint on ai_models.error_patterns (tenant_id, fingerprint);

create table ai_models.feature_snapshots (
    id uuid not null,
    tenant_id uuid not null,
    service text,
    at timestamptz not null,
    window_ms bigint not null check (window_ms > 0),
    -- Values in the order of the feature set of that version; null for what was missing.
    values double precision[] not null,
    names_hash text not null,
    feature_set_version integer not null check (feature_set_version >= 1),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, at, id)
) partition by range (at);
create index feature_snapshots_of_service on ai_models.feature_snapshots (tenant_id, service, at desc);
