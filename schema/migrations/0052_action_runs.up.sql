-- What was handed to an executor: a dry run, an action, its way back. An action has one run of a kind at a time.

create table ai_platform.action_runs (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    action_id uuid not null references ai_models.preventive_actions on delete cascade,
    kind text not null check (kind in ('dry_run', 'execute', 'roll_back')),
    executor text not null check (executor <> ''),
    status text not null default 'pending' check (status in ('pending', 'running', 'succeeded', 'failed', 'unknown')),
    created_by text default ai_platform.current_actor(),
    due_at timestamptz not null default now(),
    attempts integer not null default 0 check (attempts >= 0),
    lease_until timestamptz,
    started_at timestamptz,
    ended_at timestamptz,
    answer jsonb,
    error text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check ((status in ('succeeded', 'failed', 'unknown')) = (ended_at is not null))
);
comment on table ai_platform.action_runs is 'What was handed to an executor, and what it said';
create unique index action_runs_one_open on ai_platform.action_runs (action_id, kind) where status in ('pending', 'running');
create index action_runs_due on ai_platform.action_runs (tenant_id, due_at) where status in ('pending', 'running');
create index action_runs_of_action on ai_platform.action_runs (action_id, created_at desc);
alter table ai_platform.action_runs enable row level security;
alter table ai_platform.action_runs force row level security;
create policy of_tenant on ai_platform.action_runs using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
do $$
begin
    execute format('create policy for_maintenance on ai_platform.action_runs to %I using ((select current_setting(''app.maintenance'', true)) = ''on'')',
        current_user);
end
$$;
grant select, insert, update, delete on ai_platform.action_runs to errpredict_app;
