set local app.maintenance = 'on';

alter table ai_platform.on_call drop constraint on_call_principal_id_fkey;
alter table ai_platform.on_call add constraint on_call_principal_id_fkey
    foreign key (principal_id) references ai_platform.principals (id) on delete cascade;
alter table ai_platform.principals drop constraint principals_tenant_id_id_key;
