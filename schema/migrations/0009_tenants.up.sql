-- Row security: a tenant sees its own rows, whoever asks, the owner included. Set per transaction; not set is nothing.

do $$
declare
    found record;
begin
    for found in select c.table_schema, c.table_name from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema in ('ai_models', 'ai_platform') and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
    loop
        execute format('alter table %I.%I enable row level security', found.table_schema, found.table_name);
        execute format('alter table %I.%I force row level security', found.table_schema, found.table_name);
        -- The sub-select is asked once and becomes a condition of the index.
        execute format('create policy of_tenant on %I.%I using (tenant_id = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))',
            found.table_schema, found.table_name);
        -- Views are refreshed and old rows retired for all tenants, by the owner alone and only where it says so.
        execute format('create policy for_maintenance on %I.%I to %I using ((select current_setting(''app.maintenance'', true)) = ''on'')',
            found.table_schema, found.table_name, current_user);
        execute format('grant select, insert, update, delete on %I.%I to errpredict_app', found.table_schema, found.table_name);
    end loop;
    alter table ai_platform.tenants enable row level security;
    alter table ai_platform.tenants force row level security;
    create policy of_tenant on ai_platform.tenants using (id = (select nullif(current_setting('app.tenant', true), '')::uuid));
    execute format('create policy for_maintenance on ai_platform.tenants to %I using ((select current_setting(''app.maintenance'', true)) = ''on'')',
        current_user);
end
$$;
grant select on ai_platform.tenants, ai_platform.partitioned_tables to errpredict_app;

-- The audit log is read, and appended to by a function; receipts are written once.
revoke insert, update, delete on ai_models.audit_log, ai_platform.audit_heads from errpredict_app;
revoke update, delete on ai_platform.erase_receipts from errpredict_app;

-- Functions are everybody's unless that is taken away.
revoke execute on all functions in schema ai_models, ai_platform from public;
grant execute on function ai_platform.current_tenant(), ai_platform.current_actor(), ai_platform.append_audit(text, text, text, jsonb, jsonb),
    ai_platform.verify_audit(), ai_models.touch_updated(), ai_models.training_completed(), ai_models.lifecycle_stamp(),
    ai_models.may_step(text, text, text, boolean), ai_models.may_go(text, text, text) to errpredict_app;
