-- What columns mean that are written since this version.

comment on column ai_models.error_predictions.occurred_id is 'The event that was foreseen, where somebody said which it was';
comment on column ai_models.error_predictions.model_id is 'The model that said it; null where none was kept';
