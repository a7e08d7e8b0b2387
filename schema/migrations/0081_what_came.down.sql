comment on column ai_models.error_predictions.model_id is null;
comment on column ai_models.error_predictions.occurred_id is null;
