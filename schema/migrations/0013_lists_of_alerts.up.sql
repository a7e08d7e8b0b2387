-- Lists of predictions that raised an alert, which are few among many.

create index error_predictions_alerts on ai_models.error_predictions (tenant_id, at, id) where alert;
comment on column ai_models.error_predictions.factors is
    'Each [factor, contribution, words, features], each feature [feature, value, contribution]; the largest first';
