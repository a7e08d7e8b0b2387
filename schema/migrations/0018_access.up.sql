-- Who may do what: the roles of the service, sessions that can be ended, keys with a name, and word of every change.

-- Row security holds for the owner too, unless it says so.
set local app.maintenance = 'on';

alter table ai_platform.roles drop constraint roles_role_check;
-- Whoever answered calls may go on doing so.
update ai_platform.roles r set role = 'operator' where role = 'responder' and not exists (select 1 from ai_platform.roles o
    where o.tenant_id = r.tenant_id and o.principal_id = r.principal_id and o.role = 'operator');
delete from ai_platform.roles where role = 'responder';
alter table ai_platform.roles add constraint roles_role_check
    check (role in ('viewer', 'operator', 'approver', 'admin', 'ingest'));

-- Refresh tokens that follow each other are one session: it ends as a whole.
alter table ai_platform.tokens add column name text not null default '', add column session uuid,
    add constraint tokens_session_check check ((kind = 'refresh') = (session is not null)) not valid;
-- What was written before had no session; each is one of its own.
update ai_platform.tokens set session = id where kind = 'refresh' and session is null;
alter table ai_platform.tokens validate constraint tokens_session_check;
create index tokens_session on ai_platform.tokens (tenant_id, session) where session is not null;

-- Whoever takes the right of an admin away, of another or of their own, leaves one behind. Asked at the commit, so that roles may be
-- changed all together; one transaction of a tenant after the other, so that no two take away each other's.
create function ai_platform.keep_an_admin() returns trigger language plpgsql set search_path = '' as $$
begin
    -- One after the other: what a table has no column for must not be looked at.
    if tg_table_name = 'roles' then
        if old.role <> 'admin' then
            return null;
        end if;
    elsif not old.active then
        return null;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('errpredict admins ' || old.tenant_id, 0));
    if not exists (select 1 from ai_platform.tenants t where t.id = old.tenant_id) then
        return null;
    end if;
    if tg_table_name = 'principals' and not exists (select 1 from ai_platform.roles r
        where r.principal_id = old.id and r.role = 'admin') then
        return null;
    end if;
    if not exists (select 1 from ai_platform.roles r join ai_platform.principals p on p.id = r.principal_id
        where r.tenant_id = old.tenant_id and r.role = 'admin' and p.active) then
        raise exception 'a tenant keeps one admin at least: give the role to somebody else first' using errcode = 'ER001';
    end if;
    return null;
end
$$;
create constraint trigger keep_an_admin after update or delete on ai_platform.roles
    deferrable initially deferred for each row execute function ai_platform.keep_an_admin();
create constraint trigger keep_an_admin after update on ai_platform.principals
    deferrable initially deferred for each row execute function ai_platform.keep_an_admin();

-- Every process hears of what another one changed. Events that come in change nothing that is kept ready, and are many.
create function ai_platform.tell_of_change() returns trigger language plpgsql set search_path = '' as $$
declare
    of_what text;
begin
    select l.object_type into of_what from ai_models.audit_log l where l.tenant_id = new.tenant_id and l.seq = new.seq;
    if of_what is distinct from 'error_events' then
        perform pg_notify('errpredict_changes', new.tenant_id::text);
    end if;
    return null;
end
$$;
create trigger tell_of_change after update of seq on ai_platform.audit_heads
    for each row execute function ai_platform.tell_of_change();

revoke execute on function ai_platform.keep_an_admin(), ai_platform.tell_of_change() from public;
grant execute on function ai_platform.keep_an_admin() to errpredict_app;
