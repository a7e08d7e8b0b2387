-- Groups that are shown with another are few among many: they are found without a look at every group.

create index error_patterns_merged on ai_models.error_patterns (tenant_id, merged_into) where merged_into is not null;
