-- What was found, in the core's own names and units. A service that is absent means all services together.
-- Keys are those of the core: what is found again has the same one.

create table ai_models.anomaly_detections (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    key text not null,
    model_id uuid references ai_models.ml_models on delete set null,
    service text,
    metric jsonb not null,
    metric_name text not null generated always as (case when jsonb_typeof(metric) = 'string' then metric #>> '{}'
        when metric ? 'measured' then 'measured' else 'slow_requests' end) stored,
    fingerprint text check (fingerprint ~ '^[0-9a-f]{16}$'),
    anomaly_type text not null check (anomaly_type in ('spike', 'drop', 'trend_change', 'pattern_deviation',
        'correlation_break')),
    at timestamptz not null,
    start_at timestamptz not null,
    end_at timestamptz not null check (end_at >= start_at),
    peak_at timestamptz not null,
    ongoing boolean not null,
    score double precision not null check (score between 0 and 1),
    is_anomaly boolean not null default true,
    severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
    expected double precision not null,
    actual double precision not null,
    unit text not null check (unit in ('count', 'value', 'correlation', 'distance')),
    per_ms bigint check ((per_ms is not null) = (unit = 'count')),
    excess double precision,
    deviation_percent double precision,
    confidence double precision not null check (confidence between 0 and 1),
    chance jsonb not null,
    adopted timestamptz,
    p_value double precision not null check (p_value between 0 and 1),
    found_by text not null check (found_by in ('counts', 'values', 'scores', 'mix', 'drift', 'first', 'correlation', 'peers')),
    causes jsonb not null default '[]',
    explained_by text[] not null default '{}',
    context jsonb not null default '{}',
    cause_hypothesis text,
    recommended_action text,
    -- What was on the screen when somebody was told.
    alerted_at timestamptz,
    seen jsonb,
    acknowledged boolean not null default false,
    acknowledged_by text,
    acknowledged_at timestamptz,
    false_positive boolean not null default false,
    false_positive_by text,
    false_positive_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    updated_by text,
    unique (tenant_id, key)
);
create index anomaly_detections_newest on ai_models.anomaly_detections (tenant_id, start_at desc, id desc);
create index anomaly_detections_of_service on ai_models.anomaly_detections (tenant_id, service, start_at desc);
create index anomaly_detections_ongoing on ai_models.anomaly_detections (tenant_id, score desc) where ongoing;
create index anomaly_detections_open on ai_models.anomaly_detections (tenant_id, at desc)
    where severity = 'critical' and not acknowledged;
create index anomaly_detections_of_group on ai_models.anomaly_detections (tenant_id, fingerprint) where fingerprint is not null;
create index anomaly_detections_model on ai_models.anomaly_detections (model_id) where model_id is not null;

-- The id carries `at`, so that one part is looked at and not all; the same question at the same time has the same id.
-- Columns stand by their width, widest first: between narrow ones every row would hold thirty bytes of nothing.
create table ai_models.error_predictions (
    id uuid not null,
    tenant_id uuid not null,
    at timestamptz not null,
    due_at timestamptz not null check (due_at > at),
    probability double precision not null check (probability between 0 and 1),
    lower double precision not null check (lower between 0 and 1),
    upper double precision not null check (upper between 0 and 1),
    level double precision not null check (level between 0 and 1),
    usual double precision check (usual between 0 and 1),
    threshold double precision check (threshold between 0 and 1),
    fresh double precision check (fresh between 0 and 1),
    raw_log_odds double precision,
    n_spans double precision check (n_spans >= 0),
    affected_users double precision check (affected_users >= 0),
    burst_threshold bigint check (burst_threshold >= 0),
    alerted_at timestamptz,
    occurred_at timestamptz,
    resolved_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    horizon_minutes integer not null check (horizon_minutes > 0),
    alert boolean not null default false,
    actually_occurred boolean,
    was_correct boolean,
    model_id uuid,
    occurred_id uuid,
    key text not null,
    service text,
    target text not null check (target in ('critical', 'burst', 'failed_requests', 'slow_requests')),
    basis text not null check (basis in ('base_rate', 'model')),
    band text not null check (band in ('low', 'medium', 'high', 'critical')),
    severity text check (severity in ('info', 'low', 'medium', 'high', 'critical')),
    fingerprint text check (fingerprint ~ '^[0-9a-f]{16}$'),
    factors jsonb,
    worth jsonb,
    because text[],
    affected_endpoints text[],
    business_impact text,
    recommended_actions text[],
    seen jsonb,
    created_by text default ai_platform.current_actor(),
    updated_by text,
    primary key (tenant_id, at, id),
    check (lower <= probability and probability <= upper),
    check (resolved_at is null or actually_occurred is not null)
) partition by range (at);
create index error_predictions_of_service on ai_models.error_predictions (tenant_id, service, at desc);
create index error_predictions_high_risk on ai_models.error_predictions (tenant_id, due_at, probability desc) where alert;
create index error_predictions_unresolved on ai_models.error_predictions (tenant_id, due_at) where resolved_at is null;
create index error_predictions_model on ai_models.error_predictions (model_id, at) where model_id is not null;

create table ai_models.time_series_forecasts (
    id uuid not null,
    tenant_id uuid not null,
    key text not null,
    model_id uuid,
    at timestamptz not null,
    service text,
    metric text not null,
    method text not null,
    horizon integer not null check (horizon > 0),
    step_ms bigint not null check (step_ms > 0),
    level double precision not null check (level between 0 and 1),
    values jsonb not null,
    fan jsonb not null default '[]',
    highest double precision,
    total jsonb,
    trend_direction text not null check (trend_direction in ('rising', 'falling', 'stable')),
    trend_change double precision not null,
    trend_confidence double precision check (trend_confidence between 0 and 1),
    origins bigint not null check (origins >= 0),
    mae double precision check (mae >= 0),
    rmse double precision check (rmse >= 0),
    mape double precision check (mape >= 0),
    mase double precision check (mase >= 0),
    coverage double precision check (coverage between 0 and 1),
    peak_at timestamptz not null,
    peak double precision not null,
    minimum_at timestamptz not null,
    minimum double precision not null,
    exceeds boolean,
    threshold double precision,
    threshold_at timestamptz,
    crossing jsonb,
    cases jsonb,
    notes jsonb not null default '[]',
    because text[] not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, at, id)
) partition by range (at);
create index time_series_forecasts_of_service on ai_models.time_series_forecasts (tenant_id, service, metric, at desc);
create index time_series_forecasts_exceeding on ai_models.time_series_forecasts (tenant_id, threshold_at) where exceeds;

create table ai_models.root_cause_analysis (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    key text not null,
    model_id uuid references ai_models.ml_models on delete set null,
    change_event_id uuid references ai_platform.change_events on delete set null,
    at timestamptz not null,
    service text not null,
    because text[] not null default '{}',
    onset timestamptz,
    excess_errors double precision not null,
    errors jsonb not null default '[]',
    causes jsonb not null default '[]',
    -- The strongest cause, for people who look with SQL.
    most_likely text,
    cause_kind text check (cause_kind in ('deployment', 'change', 'error_group', 'resource', 'own_time', 'network',
        'own_failures', 'lost_calls', 'lost_step', 'dependency', 'traffic')),
    share double precision check (share between 0 and 1),
    none_of_these double precision not null check (none_of_these between 0 and 1),
    recorded double precision not null check (recorded between 0 and 1),
    timeline jsonb not null default '[]',
    lacked text[] not null default '{}',
    lessons jsonb not null default '{}',
    environmental_factors jsonb not null default '[]',
    code_factors jsonb not null default '[]',
    infrastructure_factors jsonb not null default '[]',
    similar_errors jsonb not null default '[]',
    match_score double precision check (match_score between 0 and 1),
    actions text[] not null default '{}',
    steps text[] not null default '{}',
    similar_found integer not null default 0 check (similar_found >= 0),
    earlier_count integer not null default 0 check (earlier_count >= 0),
    resolution_success_rate double precision check (resolution_success_rate between 0 and 1),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    updated_by text,
    unique (tenant_id, key)
);
create index root_cause_analysis_of_service on ai_models.root_cause_analysis (tenant_id, service, at desc);
create index root_cause_analysis_newest on ai_models.root_cause_analysis (tenant_id, at desc, id desc);
create index root_cause_analysis_model on ai_models.root_cause_analysis (model_id) where model_id is not null;
create index root_cause_analysis_change on ai_models.root_cause_analysis (change_event_id) where change_event_id is not null;

create table ai_models.preventive_actions (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    key text not null,
    -- Of a prediction, whose part may be gone: no foreign key.
    prediction_id uuid,
    anomaly_id uuid references ai_models.anomaly_detections on delete set null,
    at timestamptz not null,
    service text,
    action_type text not null check (action_type in ('scale_up_resources', 'preemptive_restart', 'connection_pool_increase',
        'cache_clear', 'database_optimization', 'code_patch', 'traffic_reroute', 'health_check_increase', 'monitoring_alert',
        'notify_team', 'rollback_deployment', 'circuit_breaker_enable', 'request_throttling', 'graceful_degradation',
        'manual_review')),
    priority text not null check (priority in ('low', 'medium', 'high', 'critical')),
    title text not null,
    target text,
    evidence jsonb not null default '[]',
    because text[] not null default '{}',
    chance jsonb,
    impact jsonb not null,
    difficulty text not null check (difficulty in ('easy', 'medium', 'hard')),
    seconds integer not null check (seconds >= 0),
    unattended text not null check (unattended in ('yes', 'after_approval', 'no')),
    automatable boolean not null,
    reversibility text not null check (reversibility in ('yes', 'time_boxed', 'partly', 'by_revert', 'no', 'nothing_to_revert')),
    dry_run_shows text[] not null default '{}',
    script text,
    path text,
    status text not null default 'recommended' check (status in ('recommended', 'manual_review', 'approved', 'rejected',
        'scheduled', 'running', 'executed', 'failed', 'rolled_back', 'skipped')),
    approved_at timestamptz,
    approved_by text,
    scheduled_for timestamptz,
    started_at timestamptz,
    executed_at timestamptz,
    executed_by text,
    rolled_back_at timestamptz,
    dry_run jsonb,
    result jsonb,
    rollback_reference text,
    measured_effect jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    updated_by text
);
-- The same advice is given again only after the last one came to its end.
create unique index preventive_actions_one_open on ai_models.preventive_actions (tenant_id, key)
    where status in ('recommended', 'manual_review', 'approved', 'scheduled', 'running');
create index preventive_actions_newest on ai_models.preventive_actions (tenant_id, at desc, id desc);
create index preventive_actions_of_service on ai_models.preventive_actions (tenant_id, service, at desc);
create index preventive_actions_due on ai_models.preventive_actions (tenant_id, scheduled_for) where status = 'scheduled';
create index preventive_actions_anomaly on ai_models.preventive_actions (anomaly_id) where anomaly_id is not null;

create table ai_models.ai_insights (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    key text not null,
    service text,
    insight_type text not null check (insight_type in ('trend_detection', 'anomaly_pattern', 'performance_degradation',
        'capacity_planning', 'reliability_trend', 'cost_optimization', 'security_concern', 'infrastructure_issue')),
    severity text not null check (severity in ('info', 'warning', 'critical')),
    title text not null,
    description text not null,
    data jsonb not null default '{}',
    evidence jsonb not null default '[]',
    chance jsonb,
    confidence double precision check (confidence between 0 and 1),
    actions text[] not null default '{}' check (actions <@ array['scale_up_resources', 'preemptive_restart',
        'connection_pool_increase', 'cache_clear', 'database_optimization', 'code_patch', 'traffic_reroute',
        'health_check_increase', 'monitoring_alert', 'notify_team', 'rollback_deployment', 'circuit_breaker_enable',
        'request_throttling', 'graceful_degradation', 'manual_review']),
    impact text not null,
    effort text not null check (effort in ('easy', 'medium', 'hard')),
    status text not null default 'new' check (status in ('new', 'acknowledged', 'in_progress', 'resolved', 'wont_fix')),
    assignee text,
    notes text not null default '',
    at timestamptz not null,
    expires timestamptz not null,
    because text[] not null default '{}',
    acknowledged_at timestamptz,
    acknowledged_by text,
    resolved_at timestamptz,
    resolved_by text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    updated_by text
);
create unique index ai_insights_one_open on ai_models.ai_insights (tenant_id, key)
    where status in ('new', 'acknowledged', 'in_progress');
create index ai_insights_newest on ai_models.ai_insights (tenant_id, at desc, id desc);
create index ai_insights_of_service on ai_models.ai_insights (tenant_id, service, at desc);
create index ai_insights_expiring on ai_models.ai_insights (tenant_id, expires)
    where status in ('new', 'acknowledged', 'in_progress');
create index ai_insights_assignee on ai_models.ai_insights (tenant_id, assignee) where assignee is not null;

create table ai_models.prediction_feedback (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    -- Key of the prediction, anomaly or insight, and the rows themselves where they are still there.
    key text,
    prediction_id uuid,
    anomaly_id uuid references ai_models.anomaly_detections on delete set null,
    action_id uuid references ai_models.preventive_actions on delete set null,
    feedback_type text not null check (feedback_type in ('true_positive', 'false_positive', 'false_negative',
        'early_warning_correct', 'severity_mismatch', 'useful', 'actionable', 'irrelevant')),
    service text not null,
    score smallint check (score between 1 and 5),
    text text,
    at timestamptz not null,
    about timestamptz not null,
    given_by text default ai_platform.current_actor(),
    retrained boolean not null default false,
    retrain_recommended boolean not null default false,
    weight double precision check (weight >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    updated_by text
);
create index prediction_feedback_newest on ai_models.prediction_feedback (tenant_id, at desc, id desc);
create index prediction_feedback_of_service on ai_models.prediction_feedback (tenant_id, service, at);
create index prediction_feedback_key on ai_models.prediction_feedback (tenant_id, key) where key is not null;
create index prediction_feedback_untaught on ai_models.prediction_feedback (tenant_id, at) where not retrained;
create index prediction_feedback_anomaly on ai_models.prediction_feedback (anomaly_id) where anomaly_id is not null;
create index prediction_feedback_action on ai_models.prediction_feedback (action_id) where action_id is not null;
