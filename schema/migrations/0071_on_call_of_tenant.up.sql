-- Who is on call is somebody of the same tenant: a reference by the id alone does not ask whose it is, for keys are checked past row
-- security.
-- Row security holds for the owner too, unless it says so.
set local app.maintenance = 'on';

alter table ai_platform.principals add constraint principals_tenant_id_id_key unique (tenant_id, id);
delete from ai_platform.on_call o where not exists (select 1 from ai_platform.principals p where p.id = o.principal_id and p.tenant_id = o.tenant_id);
alter table ai_platform.on_call drop constraint on_call_principal_id_fkey;
alter table ai_platform.on_call add constraint on_call_principal_id_fkey
    foreign key (tenant_id, principal_id) references ai_platform.principals (tenant_id, id) on delete cascade;
