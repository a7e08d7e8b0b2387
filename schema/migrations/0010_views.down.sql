drop function ai_models.model_accuracy_trend();
drop function ai_models.high_risk_predictions();
drop function ai_models.recent_critical_anomalies();
drop function ai_models.active_models_summary();
drop materialized view ai_models.v_model_accuracy_trend, ai_models.v_high_risk_predictions, ai_models.v_recent_critical_anomalies,
    ai_models.v_active_models_summary;
