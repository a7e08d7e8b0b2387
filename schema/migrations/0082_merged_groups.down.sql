drop index ai_models.error_patterns_merged;
