drop table ai_models.prediction_feedback, ai_models.ai_insights, ai_models.preventive_actions, ai_models.root_cause_analysis,
    ai_models.time_series_forecasts, ai_models.error_predictions, ai_models.anomaly_detections;
