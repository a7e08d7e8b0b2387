-- Whoever uploads source maps has a role of its own: a key for events may stand in a web page.
-- Row security holds for the owner too, unless it says so.
set local app.maintenance = 'on';

alter table ai_platform.roles drop constraint roles_role_check;
alter table ai_platform.roles add constraint roles_role_check
    check (role in ('viewer', 'operator', 'approver', 'admin', 'ingest', 'upload'));
