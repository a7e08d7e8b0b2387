set local app.maintenance = 'on';
alter table ai_models.alert_notifications drop column alert_id, drop column payload;
drop table ai_platform.alerts;
-- Of slots that were asked for by tenants at one time there is no more than one.
delete from ai_platform.job_slots where of_tenant is not null;
drop index ai_platform.job_slots_of_tenant, ai_platform.job_slots_newest, ai_platform.job_slots_one_runs, ai_platform.job_slots_once;
alter table ai_platform.job_slots drop column error, drop column ended_at, drop column started_at, drop column max_attempts,
    drop column asked_by, drop column of_tenant, add constraint job_slots_job_slot_key unique (job, slot);
