-- Events of a flood that were counted and not kept: their ids, so that one that comes again is not counted again.

create table ai_platform.thinned_events (
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    service text not null,
    fingerprint text not null check (fingerprint ~ '^[0-9a-f]{16}$'),
    minute timestamptz not null,
    events bigint not null check (events >= 1),
    -- The last eight bytes of each id, in order.
    ids bytea not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, service, fingerprint, minute),
    check (length(ids) = 8 * events)
);
comment on table ai_platform.thinned_events is 'Events of a flood that were counted and not kept, by their ids';
-- Random bytes do not get smaller.
alter table ai_platform.thinned_events alter column ids set storage external;
create index thinned_events_age on ai_platform.thinned_events (tenant_id, minute);
alter table ai_platform.thinned_events enable row level security;
alter table ai_platform.thinned_events force row level security;
create policy of_tenant on ai_platform.thinned_events using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
do $$
begin
    execute format('create policy for_maintenance on ai_platform.thinned_events to %I using ((select current_setting(''app.maintenance'', true)) = ''on'')',
        current_user);
end
$$;
grant select, insert, update, delete on ai_platform.thinned_events to errpredict_app;
