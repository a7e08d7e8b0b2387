-- The schemas, the role that the program acts as, and what every later step uses.
-- `ai_platform` is there already: it holds the list of migrations.

create schema ai_models;
create schema ai_partitions;
comment on schema ai_models is 'Models, predictions and analytics of errpredict: 18 tables';
comment on schema ai_platform is 'Tenants, services, jobs, counts: what the tables of ai_models rest on';
comment on schema ai_partitions is 'Parts of the tables that are divided by time; nothing is ever granted here';

-- Roles belong to the whole cluster: another database may have made this one, perhaps at this moment.
do $$
begin
    if not exists (select 1 from pg_roles where rolname = 'errpredict_app') then
        create role errpredict_app nologin nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
exception when duplicate_object or unique_violation then
    null;
end
$$;
-- Whoever migrates must be able to act as it; a superuser is.
do $$
begin
    if not pg_has_role(current_user, 'errpredict_app', 'member') then
        execute format('grant errpredict_app to %I', current_user);
    end if;
end
$$;
grant usage on schema ai_models, ai_platform to errpredict_app;

-- Set once a transaction; empty or never set is none, and none sees nothing.
create function ai_platform.current_tenant() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.tenant', true), '')::uuid $$;
comment on function ai_platform.current_tenant is 'The tenant of this transaction, none where it was not set';

-- A person by id; none is errpredict itself.
create function ai_platform.current_actor() returns text language sql stable parallel safe as
$$ select nullif(current_setting('app.actor', true), '') $$;
comment on function ai_platform.current_actor is 'The person who acts in this transaction, none for errpredict itself';
