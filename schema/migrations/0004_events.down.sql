drop table ai_models.feature_snapshots, ai_models.error_patterns, ai_models.error_events;
