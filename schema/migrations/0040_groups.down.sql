alter table ai_models.error_patterns drop constraint error_patterns_resolved, drop constraint error_patterns_not_into_itself,
    drop column assignee, drop column ignored_until, drop column resolved_at, drop column resolved_by, drop column resolved_in,
    drop column regressed_at, drop column regressed_in, drop column merged_into;
