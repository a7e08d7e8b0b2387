set local app.maintenance = 'on';
delete from ai_platform.alerts where kind = 'condition';
alter table ai_platform.alerts drop constraint alerts_kind_check,
    add constraint alerts_kind_check check (kind in ('anomaly', 'prediction', 'training', 'degradation', 'platform'));
alter table ai_platform.alerts drop column told_at;
alter table ai_platform.alert_policies drop column repeat_after_s;
alter table ai_platform.silences drop constraint silences_name, drop column body, drop column name;
drop index ai_platform.webhook_endpoints_name;
-- Of hooks that lead to one address the oldest stays.
delete from ai_platform.webhook_endpoints w using ai_platform.webhook_endpoints o
    where w.url is not null and o.tenant_id = w.tenant_id and o.url = w.url and (o.created_at, o.id) < (w.created_at, w.id);
alter table ai_platform.webhook_endpoints drop constraint webhook_endpoints_named,
    drop column template, drop column least, drop column format, drop column name,
    add constraint webhook_endpoints_tenant_id_url_key unique (tenant_id, url);
drop table ai_platform.declarations;
