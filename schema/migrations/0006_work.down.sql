drop function ai_platform.verify_audit();
drop function ai_platform.append_audit(text, text, text, jsonb, jsonb);
drop function ai_platform.audit_hash(bytea, bigint, timestamptz, text, text, text, bytea);
drop function ai_platform.audit_digest(bytea, text, jsonb, jsonb);
drop table ai_platform.audit_heads, ai_models.audit_log, ai_models.alert_notifications, ai_models.ml_pipeline_logs;
