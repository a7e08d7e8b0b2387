-- Who uses errpredict, what it watches, who is told, and what runs.

create table ai_platform.tenants (
    id uuid primary key default gen_random_uuid(),
    name text not null unique check (name <> ''),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table ai_platform.principals (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    name text not null check (name <> ''),
    -- How to reach the person, encrypted by the program where a key is configured.
    contact bytea,
    kind text not null default 'person' check (kind in ('person', 'service')),
    active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (tenant_id, name)
);

create table ai_platform.roles (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    principal_id uuid not null references ai_platform.principals on delete cascade,
    role text not null check (role in ('viewer', 'responder', 'operator', 'admin')),
    created_at timestamptz not null default now(),
    unique (tenant_id, principal_id, role)
);
create index roles_principal on ai_platform.roles (principal_id);

create table ai_platform.tokens (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    principal_id uuid not null references ai_platform.principals on delete cascade,
    kind text not null check (kind in ('refresh', 'api_key', 'signing')),
    -- SHA-256 of the token: the token itself is never kept.
    digest bytea not null unique check (length(digest) = 32),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz not null default now()
);
create index tokens_principal on ai_platform.tokens (principal_id);

create table ai_platform.services (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    name text not null check (name <> ''),
    framework text,
    environment text check (environment in ('development', 'staging', 'production')),
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (tenant_id, name)
);

create table ai_platform.dependencies (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    service text not null,
    uses text not null check (uses <> service),
    created_at timestamptz not null default now(),
    unique (tenant_id, service, uses)
);

create table ai_platform.change_events (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    service text not null,
    at timestamptz not null,
    kind text not null check (kind in ('deployment', 'configuration', 'flag', 'migration', 'other')),
    subject text not null,
    detail jsonb not null default '{}',
    created_at timestamptz not null default now(),
    unique (tenant_id, service, at, kind, subject)
);

-- A slot is claimed by one worker at a time; attempts are raised at the claim, so that a job that kills its process ends.
create table ai_platform.job_slots (
    id uuid primary key default gen_random_uuid(),
    job text not null,
    slot timestamptz not null,
    status text not null default 'pending' check (status in ('pending', 'running', 'completed', 'failed', 'skipped')),
    attempts integer not null default 0 check (attempts >= 0),
    claimed_by text,
    lease_until timestamptz,
    next_try_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (job, slot)
);
create index job_slots_due on ai_platform.job_slots (next_try_at) where status in ('pending', 'running');

create table ai_platform.job_runs (
    id uuid primary key default gen_random_uuid(),
    slot_id uuid not null references ai_platform.job_slots on delete cascade,
    attempt integer not null check (attempt >= 1),
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    error text,
    unique (slot_id, attempt)
);

create table ai_platform.idempotency_keys (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    key text not null check (length(key) between 1 and 255),
    -- What was asked, to refuse the same key for something else, and what was answered.
    request_digest bytea not null check (length(request_digest) = 32),
    answer jsonb not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, key)
);
create index idempotency_keys_age on ai_platform.idempotency_keys (created_at);

create table ai_platform.webhook_endpoints (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    url text not null check (url ~ '^https?://'),
    secret bytea not null,
    active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (tenant_id, url)
);

create table ai_platform.alert_policies (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    severity text not null check (severity in ('info', 'low', 'medium', 'high', 'critical')),
    channels text[] not null check (channels <@ array['email', 'slack', 'sms', 'webhook', 'dashboard']),
    escalate_after_s integer check (escalate_after_s > 0),
    quiet_from time,
    quiet_to time,
    time_zone text not null default 'UTC',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (tenant_id, severity)
);

create table ai_platform.silences (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    service text,
    start_at timestamptz not null,
    end_at timestamptz not null check (end_at > start_at),
    reason text not null,
    created_by text default ai_platform.current_actor(),
    created_at timestamptz not null default now()
);
create index silences_of_tenant on ai_platform.silences (tenant_id, end_at);

create table ai_platform.on_call (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    principal_id uuid not null references ai_platform.principals on delete cascade,
    level integer not null check (level between 1 and 9),
    start_at timestamptz not null,
    end_at timestamptz not null check (end_at > start_at),
    created_at timestamptz not null default now()
);
create index on_call_of_tenant on ai_platform.on_call (tenant_id, start_at, end_at);
create index on_call_principal on ai_platform.on_call (principal_id);

create table ai_platform.erase_receipts (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    -- Of the person's id with a salt that is not kept: the receipt proves, and names nobody.
    subject_digest bytea not null check (length(subject_digest) = 32),
    -- Rows changed or removed by table.
    counts jsonb not null,
    erased_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor()
);
create index erase_receipts_of_tenant on ai_platform.erase_receipts (tenant_id, erased_at);

-- The counts of a service and day, as `Rollup::rows_by_day` gives them; what belongs to no day stands at 1970-01-01.
create table ai_platform.rollup_days (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    part text not null check (part in ('service', 'others', 'counters')),
    service text not null,
    day date not null,
    bytes bytea not null,
    updated_at timestamptz not null default now(),
    primary key (tenant_id, part, service, day),
    check ((part = 'service') = (service <> ''))
);
-- Packed by the program already.
alter table ai_platform.rollup_days alter column bytes set storage external;

-- All days of a service up to one, put together, so that an analysis merges no month.
create table ai_platform.rollup_services (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    part text not null check (part in ('service', 'others')),
    service text not null,
    up_to date not null,
    bytes bytea not null,
    updated_at timestamptz not null default now(),
    primary key (tenant_id, part, service),
    check ((part = 'service') = (service <> ''))
);
alter table ai_platform.rollup_services alter column bytes set storage external;

-- How far a log that somebody else keeps was read.
create table ai_platform.watermarks (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    source text not null check (source <> ''),
    position text not null,
    events bigint not null default 0 check (events >= 0),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, source)
);
