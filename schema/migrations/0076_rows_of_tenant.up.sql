-- What a row names is of the same tenant: a reference by the id alone does not ask whose it is, for keys are checked past row security.
-- Row security holds for the owner too, unless it says so.
set local app.maintenance = 'on';

-- Nobody stops being an admin by what never was one.
alter table ai_platform.roles disable trigger user;
delete from ai_platform.roles r where not exists (select 1 from ai_platform.principals p where p.id = r.principal_id and p.tenant_id = r.tenant_id);
delete from ai_platform.tokens t where not exists (select 1 from ai_platform.principals p where p.id = t.principal_id and p.tenant_id = t.tenant_id);
alter table ai_platform.roles enable trigger user;
alter table ai_platform.roles drop constraint roles_principal_id_fkey,
    add constraint roles_principal_id_fkey foreign key (tenant_id, principal_id) references ai_platform.principals (tenant_id, id) on delete cascade;
alter table ai_platform.tokens drop constraint tokens_principal_id_fkey,
    add constraint tokens_principal_id_fkey foreign key (tenant_id, principal_id) references ai_platform.principals (tenant_id, id) on delete cascade;

alter table ai_models.model_training_history add constraint model_training_history_tenant_id_id_key unique (tenant_id, id);
alter table ai_models.anomaly_detections add constraint anomaly_detections_tenant_id_id_key unique (tenant_id, id);
alter table ai_models.preventive_actions add constraint preventive_actions_tenant_id_id_key unique (tenant_id, id);
alter table ai_platform.change_events add constraint change_events_tenant_id_id_key unique (tenant_id, id);

delete from ai_models.model_evaluation_metrics e where training_id is not null
    and not exists (select 1 from ai_models.model_training_history t where t.id = e.training_id and t.tenant_id = e.tenant_id);
alter table ai_models.model_evaluation_metrics drop constraint model_evaluation_metrics_training_id_fkey,
    add constraint model_evaluation_metrics_training_id_fkey
    foreign key (tenant_id, training_id) references ai_models.model_training_history (tenant_id, id) on delete cascade;
delete from ai_platform.action_runs r
    where not exists (select 1 from ai_models.preventive_actions a where a.id = r.action_id and a.tenant_id = r.tenant_id);
alter table ai_platform.action_runs drop constraint action_runs_action_id_fkey,
    add constraint action_runs_action_id_fkey
    foreign key (tenant_id, action_id) references ai_models.preventive_actions (tenant_id, id) on delete cascade;

-- What stays without what it named keeps its first key, which sets it to null (PostgreSQL 14 cannot set a part of a key to null); the second
-- one asks whose it is, at the commit, when the first has done its work.
do $$
declare
    found record;
begin
    for found in select * from (values
        ('ai_models.anomaly_detections'::regclass, 'anomaly_detections', 'model_id', 'ai_models.ml_models'::regclass),
        ('ai_models.ml_models', 'ml_models', 'parent_id', 'ai_models.ml_models'),
        ('ai_models.ml_pipeline_logs', 'ml_pipeline_logs', 'model_id', 'ai_models.ml_models'),
        ('ai_models.preventive_actions', 'preventive_actions', 'anomaly_id', 'ai_models.anomaly_detections'),
        ('ai_models.prediction_feedback', 'prediction_feedback', 'action_id', 'ai_models.preventive_actions'),
        ('ai_models.prediction_feedback', 'prediction_feedback', 'anomaly_id', 'ai_models.anomaly_detections'),
        ('ai_models.root_cause_analysis', 'root_cause_analysis', 'change_event_id', 'ai_platform.change_events'),
        ('ai_models.root_cause_analysis', 'root_cause_analysis', 'model_id', 'ai_models.ml_models')
    ) k (of_table, name, of_column, of_one)
    loop
        execute format('update %s t set %I = null where %I is not null and not exists (select 1 from %s o where o.id = t.%I and o.tenant_id = t.tenant_id)',
            found.of_table, found.of_column, found.of_column, found.of_one, found.of_column);
        execute format('alter table %s add constraint %I foreign key (tenant_id, %I) references %s (tenant_id, id) deferrable initially deferred',
            found.of_table, found.name || '_' || found.of_column || '_of_tenant', found.of_column, found.of_one);
    end loop;
end
$$;
