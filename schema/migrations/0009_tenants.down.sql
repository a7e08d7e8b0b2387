do $$
declare
    found record;
begin
    for found in select schemaname, tablename from pg_tables where schemaname in ('ai_models', 'ai_platform') and tablename <> 'migrations'
    loop
        execute format('drop policy if exists of_tenant on %I.%I', found.schemaname, found.tablename);
        execute format('drop policy if exists for_maintenance on %I.%I', found.schemaname, found.tablename);
        execute format('alter table %I.%I disable row level security, no force row level security', found.schemaname, found.tablename);
    end loop;
end
$$;
revoke all on all tables in schema ai_models, ai_platform from errpredict_app;
revoke all on all functions in schema ai_models, ai_platform from errpredict_app;
