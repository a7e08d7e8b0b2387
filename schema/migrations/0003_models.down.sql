drop table ai_models.model_performance_tracking, ai_models.model_evaluation_metrics, ai_models.model_training_history,
    ai_models.model_features, ai_models.ml_models;
