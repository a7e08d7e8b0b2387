set local app.maintenance = 'on';
drop trigger tell_of_change on ai_platform.audit_heads;
drop function ai_platform.tell_of_change();
drop trigger keep_an_admin on ai_platform.principals;
drop trigger keep_an_admin on ai_platform.roles;
drop function ai_platform.keep_an_admin();
drop index ai_platform.tokens_session;
alter table ai_platform.tokens drop constraint tokens_session_check, drop column session, drop column name;
alter table ai_platform.roles drop constraint roles_role_check;
delete from ai_platform.roles r where role = 'approver' and exists (select 1 from ai_platform.roles o
    where o.tenant_id = r.tenant_id and o.principal_id = r.principal_id and o.role = 'operator');
update ai_platform.roles set role = 'operator' where role = 'approver';
-- There was no word for those who only send.
delete from ai_platform.roles where role = 'ingest';
alter table ai_platform.roles add constraint roles_role_check check (role in ('viewer', 'responder', 'operator', 'admin'));
