set local app.maintenance = 'on';
alter table ai_models.anomaly_detections drop constraint anomaly_detections_model_id_of_tenant;
alter table ai_models.ml_models drop constraint ml_models_parent_id_of_tenant;
alter table ai_models.ml_pipeline_logs drop constraint ml_pipeline_logs_model_id_of_tenant;
alter table ai_models.preventive_actions drop constraint preventive_actions_anomaly_id_of_tenant;
alter table ai_models.prediction_feedback drop constraint prediction_feedback_action_id_of_tenant,
    drop constraint prediction_feedback_anomaly_id_of_tenant;
alter table ai_models.root_cause_analysis drop constraint root_cause_analysis_change_event_id_of_tenant,
    drop constraint root_cause_analysis_model_id_of_tenant;
alter table ai_platform.action_runs drop constraint action_runs_action_id_fkey,
    add constraint action_runs_action_id_fkey foreign key (action_id) references ai_models.preventive_actions on delete cascade;
alter table ai_models.model_evaluation_metrics drop constraint model_evaluation_metrics_training_id_fkey,
    add constraint model_evaluation_metrics_training_id_fkey
    foreign key (training_id) references ai_models.model_training_history on delete cascade;
alter table ai_platform.change_events drop constraint change_events_tenant_id_id_key;
alter table ai_models.preventive_actions drop constraint preventive_actions_tenant_id_id_key;
alter table ai_models.anomaly_detections drop constraint anomaly_detections_tenant_id_id_key;
alter table ai_models.model_training_history drop constraint model_training_history_tenant_id_id_key;
alter table ai_platform.tokens drop constraint tokens_principal_id_fkey,
    add constraint tokens_principal_id_fkey foreign key (principal_id) references ai_platform.principals on delete cascade;
alter table ai_platform.roles drop constraint roles_principal_id_fkey,
    add constraint roles_principal_id_fkey foreign key (principal_id) references ai_platform.principals on delete cascade;
