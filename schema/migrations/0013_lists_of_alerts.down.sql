comment on column ai_models.error_predictions.factors is null;
drop index ai_models.error_predictions_alerts;
