-- What is said in a file and not in tables of its own: groups, windows of maintenance, holidays, conditions, executors. Hooks and
-- silences have names by which a file can speak of them.

set local app.maintenance = 'on';

create table ai_platform.declarations (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    kind text not null check (kind in ('retention', 'services', 'groups', 'maintenance', 'holidays', 'normal', 'conditions', 'executors')),
    name text not null check (name <> ''),
    body jsonb not null check (jsonb_typeof(body) = 'object'),
    -- What is signed with, encrypted by the program where it has keys.
    secret bytea,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    unique (tenant_id, kind, name)
);
comment on table ai_platform.declarations is 'What is said of services, times and conditions, as a file or the API said it';
alter table ai_platform.declarations enable row level security;
alter table ai_platform.declarations force row level security;
create policy of_tenant on ai_platform.declarations using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
do $$
begin
    execute format('create policy for_maintenance on ai_platform.declarations to %I using ((select current_setting(''app.maintenance'', true)) = ''on'')',
        current_user);
end
$$;
grant select, insert, update, delete on ai_platform.declarations to errpredict_app;

-- Several hooks may lead to one address: all that PagerDuty has do.
alter table ai_platform.webhook_endpoints
    drop constraint webhook_endpoints_tenant_id_url_key,
    add column name text,
    add column format text not null default 'standard',
    add column least text not null default 'high' check (least in ('info', 'low', 'medium', 'high', 'critical')),
    add column template text;
update ai_platform.webhook_endpoints set name = 'hook ' || id where url is not null;
alter table ai_platform.webhook_endpoints add constraint webhook_endpoints_named check ((url is null) = (name is null));
create unique index webhook_endpoints_name on ai_platform.webhook_endpoints (tenant_id, name) where name is not null;

-- A silence that comes again has all of it in `body`; start and end say from when and until when it does.
alter table ai_platform.silences
    add column name text not null default gen_random_uuid()::text check (name <> ''),
    add column body jsonb check (jsonb_typeof(body) = 'object'),
    add constraint silences_name unique (tenant_id, name);

-- How often it is told again what nobody answered.
alter table ai_platform.alert_policies add column repeat_after_s integer check (repeat_after_s > 0);
alter table ai_platform.alerts add column told_at timestamptz;
alter table ai_platform.alerts drop constraint alerts_kind_check,
    add constraint alerts_kind_check check (kind in ('anomaly', 'prediction', 'training', 'degradation', 'platform', 'condition'));
