-- Four views that are kept, all tenants in one. Nothing is granted on them: each is read through a function that filters.

create materialized view ai_models.v_active_models_summary as
    select m.tenant_id, m.id as model_id, m.name, m.version, m.model_type, m.service, m.algorithm, m.last_trained_at,
        latest.evaluated_at, latest.accuracy, latest.f1, latest.pr_auc, latest.brier, latest.ece,
        week.accuracy as accuracy_7d, week.accuracy - before.accuracy as accuracy_trend_7d, coalesce(week.predictions, 0) as predictions_7d
    from ai_models.ml_models m
    left join lateral (select e.* from ai_models.model_evaluation_metrics e
        where e.tenant_id = m.tenant_id and e.model_id = m.id order by e.evaluated_at desc limit 1) latest on true
    left join lateral (select sum(t.predictions_correct)::double precision / nullif(sum(t.predictions_made), 0) as accuracy,
            sum(t.predictions_made)::bigint as predictions
        from ai_models.model_performance_tracking t
        where t.tenant_id = m.tenant_id and t.model_id = m.id and t.date > current_date - 7) week on true
    left join lateral (select sum(t.predictions_correct)::double precision / nullif(sum(t.predictions_made), 0) as accuracy
        from ai_models.model_performance_tracking t
        where t.tenant_id = m.tenant_id and t.model_id = m.id and t.date > current_date - 14 and t.date <= current_date - 7) before on true
    where m.stage = 'active';
create unique index v_active_models_summary_key on ai_models.v_active_models_summary (tenant_id, model_id);

create materialized view ai_models.v_recent_critical_anomalies as
    select a.tenant_id, a.id, a.key, a.service, a.metric_name, a.anomaly_type, a.score, a.start_at, a.end_at, a.ongoing, a.expected,
        a.actual, a.unit, a.acknowledged, a.acknowledged_at, a.at
    from ai_models.anomaly_detections a
    where a.severity = 'critical' and a.at > now() - interval '24 hours'
    order by a.tenant_id, a.acknowledged, a.score desc;
create unique index v_recent_critical_anomalies_key on ai_models.v_recent_critical_anomalies (tenant_id, id);

create materialized view ai_models.v_high_risk_predictions as
    select p.tenant_id, p.id, p.key, p.service, p.target, p.horizon_minutes, p.probability, p.lower, p.upper, p.threshold, p.severity,
        p.at, p.due_at
    from ai_models.error_predictions p
    where p.alert and p.due_at > now();
create unique index v_high_risk_predictions_key on ai_models.v_high_risk_predictions (tenant_id, at, id);

create materialized view ai_models.v_model_accuracy_trend as
    select t.tenant_id, t.model_id, m.name, m.version, t.date, t.predictions_made, t.accuracy, t.brier, t.false_positive_rate
    from ai_models.model_performance_tracking t
    join ai_models.ml_models m on m.tenant_id = t.tenant_id and m.id = t.model_id
    where t.date > current_date - 30;
create unique index v_model_accuracy_trend_key on ai_models.v_model_accuracy_trend (tenant_id, model_id, date);

create function ai_models.active_models_summary() returns setof ai_models.v_active_models_summary
language sql stable security definer set search_path = '' as
$$ select v.* from ai_models.v_active_models_summary v where v.tenant_id = ai_platform.current_tenant() order by v.name $$;

create function ai_models.recent_critical_anomalies() returns setof ai_models.v_recent_critical_anomalies
language sql stable security definer set search_path = '' as
$$ select v.* from ai_models.v_recent_critical_anomalies v where v.tenant_id = ai_platform.current_tenant()
    order by v.acknowledged, v.score desc, v.start_at desc, v.id $$;

create function ai_models.high_risk_predictions() returns setof ai_models.v_high_risk_predictions
language sql stable security definer set search_path = '' as
$$ select v.* from ai_models.v_high_risk_predictions v where v.tenant_id = ai_platform.current_tenant()
    order by v.probability desc, v.due_at, v.id $$;

create function ai_models.model_accuracy_trend() returns setof ai_models.v_model_accuracy_trend
language sql stable security definer set search_path = '' as
$$ select v.* from ai_models.v_model_accuracy_trend v where v.tenant_id = ai_platform.current_tenant() order by v.name, v.version, v.date $$;

revoke execute on function ai_models.active_models_summary(), ai_models.recent_critical_anomalies(), ai_models.high_risk_predictions(),
    ai_models.model_accuracy_trend() from public;
grant execute on function ai_models.active_models_summary(), ai_models.recent_critical_anomalies(), ai_models.high_risk_predictions(),
    ai_models.model_accuracy_trend() to errpredict_app;
