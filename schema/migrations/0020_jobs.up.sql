-- Jobs and alerts: a slot may be of one tenant alone and asked for by somebody, of each job one slot runs at a time whoever works on
-- it, and what people are told of is one row from its begin to its end.

-- Row security holds for the owner too, unless it says so.
set local app.maintenance = 'on';

alter table ai_platform.job_slots drop constraint job_slots_job_slot_key;
alter table ai_platform.job_slots
    -- None for a slot of all tenants.
    add column of_tenant uuid references ai_platform.tenants on delete cascade,
    add column asked_by text,
    add column max_attempts integer not null default 5 check (max_attempts between 1 and 100),
    add column started_at timestamptz,
    add column ended_at timestamptz,
    add column error text;
create unique index job_slots_once on ai_platform.job_slots (job, slot, coalesce(of_tenant, '00000000-0000-0000-0000-000000000000'::uuid));
create unique index job_slots_one_runs on ai_platform.job_slots (job) where status = 'running';
create index job_slots_newest on ai_platform.job_slots (job, slot desc);
create index job_slots_of_tenant on ai_platform.job_slots (of_tenant) where of_tenant is not null;

-- Written with the message that tells of it.
create table ai_platform.alerts (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    kind text not null check (kind in ('anomaly', 'prediction', 'training', 'degradation', 'platform')),
    -- What is in trouble: one alert of a kind at a time. Empty for all services together.
    about text not null,
    -- Key of the anomaly, the prediction or the model that fired it.
    key text not null,
    severity text not null check (severity in ('info', 'low', 'medium', 'high', 'critical')),
    opened_at timestamptz not null,
    seen_at timestamptz not null,
    -- Since when nothing was heard of it.
    calm_since timestamptz,
    resolved_at timestamptz check (resolved_at >= opened_at),
    -- How often it came back after it was over.
    flaps integer not null default 0 check (flaps >= 0),
    escalation_level integer not null default 0 check (escalation_level between 0 and 9),
    escalate_at timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    -- Nobody was told: a silence held when it fired.
    silenced boolean not null default false,
    -- What was said of it when it fired, with the numbers as they were.
    fired jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table ai_platform.alerts is 'What people are told of, from its begin to its end';
create unique index alerts_one_open on ai_platform.alerts (tenant_id, kind, about) where resolved_at is null;
create index alerts_newest on ai_platform.alerts (tenant_id, opened_at desc);
create index alerts_of_key on ai_platform.alerts (tenant_id, key);
alter table ai_platform.alerts enable row level security;
alter table ai_platform.alerts force row level security;
create policy of_tenant on ai_platform.alerts using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
do $$
begin
    execute format('create policy for_maintenance on ai_platform.alerts to %I using ((select current_setting(''app.maintenance'', true)) = ''on'')',
        current_user);
end
$$;
grant select, insert, update, delete on ai_platform.alerts to errpredict_app;

-- What is sent, part by part, so that each channel writes it in its own way; and the alert that it tells of.
alter table ai_models.alert_notifications add column payload jsonb not null default '{}', add column alert_id uuid;
