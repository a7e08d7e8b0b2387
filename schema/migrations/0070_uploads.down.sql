-- Whoever could upload source maps alone can do nothing before.
set local app.maintenance = 'on';

delete from ai_platform.roles where role = 'upload';
alter table ai_platform.roles drop constraint roles_role_check;
alter table ai_platform.roles add constraint roles_role_check
    check (role in ('viewer', 'operator', 'approver', 'admin', 'ingest'));
