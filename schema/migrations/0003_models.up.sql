-- Models, and what is known about them. Everything here goes with its model; a model of one tenant cannot be named by another.

create table ai_models.ml_models (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references ai_platform.tenants on delete cascade,
    name text not null check (name <> ''),
    version integer not null check (version >= 1),
    model_type text not null check (model_type in ('anomaly_detection', 'time_series_forecast', 'error_classifier',
        'severity_predictor', 'pattern_detector', 'root_cause_analyzer')),
    service text,
    framework text not null default 'errpredict',
    algorithm text not null,
    status text not null default 'training' check (status in ('training', 'active', 'inactive', 'archived')),
    stage text not null default 'shadow' check (stage in ('shadow', 'active', 'archived')),
    parent_id uuid references ai_models.ml_models on delete set null,
    accuracy double precision check (accuracy between 0 and 1),
    precision double precision check (precision between 0 and 1),
    recall double precision check (recall between 0 and 1),
    f1 double precision check (f1 between 0 and 1),
    brier double precision check (brier between 0 and 1),
    ece double precision check (ece between 0 and 1),
    mape double precision check (mape >= 0),
    rmse double precision check (rmse >= 0),
    artifact bytea,
    artifact_hash text check (artifact_hash ~ '^[0-9a-f]{64}$'),
    config jsonb not null default '{}',
    sample_count bigint check (sample_count >= 0),
    feature_count integer check (feature_count >= 0),
    last_trained_at timestamptz,
    last_evaluated_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    updated_by text,
    unique (tenant_id, name, version),
    unique (tenant_id, id),
    check ((artifact is null) = (artifact_hash is null))
);
alter table ai_models.ml_models alter column artifact set storage external;
-- One model of a name answers.
create unique index ml_models_one_active on ai_models.ml_models (tenant_id, name) where stage = 'active';
create index ml_models_of_service on ai_models.ml_models (tenant_id, service, model_type) where stage = 'active';
create index ml_models_parent on ai_models.ml_models (parent_id) where parent_id is not null;
create index ml_models_trained on ai_models.ml_models (tenant_id, last_trained_at);

create table ai_models.model_features (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null,
    model_id uuid not null,
    name text not null check (name <> ''),
    feature_type text not null check (feature_type in ('numeric', 'categorical', 'boolean', 'timestamp', 'text')),
    importance double precision check (importance between 0 and 1),
    description text not null default '',
    extraction_method text not null default '',
    scaling text not null default 'none',
    min double precision,
    max double precision,
    mean double precision,
    std double precision check (std >= 0),
    missing double precision check (missing between 0 and 1),
    psi double precision check (psi >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    updated_by text,
    foreign key (tenant_id, model_id) references ai_models.ml_models (tenant_id, id) on delete cascade,
    unique (model_id, name)
);
create index model_features_importance on ai_models.model_features (tenant_id, model_id, importance desc nulls last);
create index model_features_drifted on ai_models.model_features (tenant_id, psi) where psi is not null;

create table ai_models.model_training_history (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null,
    model_id uuid not null,
    started_at timestamptz not null,
    ended_at timestamptz check (ended_at >= started_at),
    duration_s double precision generated always as (extract(epoch from ended_at - started_at)) stored,
    samples bigint check (samples >= 0),
    source text not null default 'store',
    data_from timestamptz,
    data_to timestamptz,
    training_loss double precision,
    training_accuracy double precision check (training_accuracy between 0 and 1),
    validation_loss double precision,
    validation_accuracy double precision check (validation_accuracy between 0 and 1),
    final_accuracy double precision check (final_accuracy between 0 and 1),
    final_precision double precision check (final_precision between 0 and 1),
    final_recall double precision check (final_recall between 0 and 1),
    final_f1 double precision check (final_f1 between 0 and 1),
    hyperparameters jsonb not null default '{}',
    config jsonb not null default '{}',
    issues text[] not null default '{}',
    notes text not null default '',
    status text not null default 'running' check (status in ('running', 'completed', 'failed', 'skipped')),
    failure_reason text,
    trained_by text,
    seed bigint,
    data_hash text,
    code_version text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    created_by text default ai_platform.current_actor(),
    updated_by text,
    foreign key (tenant_id, model_id) references ai_models.ml_models (tenant_id, id) on delete cascade,
    check (status not in ('completed', 'failed') or ended_at is not null),
    check (status <> 'failed' or failure_reason is not null)
);
create index model_training_history_of_model on ai_models.model_training_history (tenant_id, model_id, started_at desc);
create index model_training_history_running on ai_models.model_training_history (tenant_id, started_at) where status = 'running';

create table ai_models.model_evaluation_metrics (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null,
    model_id uuid not null,
    training_id uuid references ai_models.model_training_history on delete cascade,
    accuracy double precision check (accuracy between 0 and 1),
    precision double precision check (precision between 0 and 1),
    recall double precision check (recall between 0 and 1),
    f1 double precision check (f1 between 0 and 1),
    roc_auc double precision check (roc_auc between 0 and 1),
    pr_auc double precision check (pr_auc between 0 and 1),
    mse double precision check (mse >= 0),
    rmse double precision check (rmse >= 0),
    mae double precision check (mae >= 0),
    mape double precision check (mape >= 0),
    r2 double precision check (r2 <= 1),
    brier double precision check (brier between 0 and 1),
    log_loss double precision check (log_loss >= 0),
    ece double precision check (ece between 0 and 1),
    crps double precision check (crps >= 0),
    coverage double precision check (coverage between 0 and 1),
    per_category jsonb not null default '{}',
    confusion_matrix jsonb,
    comparison jsonb,
    dataset text not null,
    period_from timestamptz,
    period_to timestamptz check (period_to >= period_from),
    samples bigint check (samples >= 0),
    evaluated_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (tenant_id, model_id) references ai_models.ml_models (tenant_id, id) on delete cascade
);
create index model_evaluation_metrics_of_model on ai_models.model_evaluation_metrics (tenant_id, model_id, evaluated_at desc);
create index model_evaluation_metrics_training on ai_models.model_evaluation_metrics (training_id);

create table ai_models.model_performance_tracking (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null,
    model_id uuid not null,
    date date not null,
    predictions_made bigint not null default 0 check (predictions_made >= 0),
    predictions_correct bigint not null default 0 check (predictions_correct between 0 and predictions_made),
    accuracy double precision check (accuracy between 0 and 1),
    anomalies bigint not null default 0 check (anomalies >= 0),
    true_positives bigint not null default 0 check (true_positives >= 0),
    false_positives bigint not null default 0 check (false_positives >= 0),
    true_negative_rate double precision check (true_negative_rate between 0 and 1),
    false_positive_rate double precision check (false_positive_rate between 0 and 1),
    forecast_error double precision,
    forecast_mae double precision check (forecast_mae >= 0),
    forecast_mape double precision check (forecast_mape >= 0),
    brier double precision check (brier between 0 and 1),
    alerts_per_service_week double precision check (alerts_per_service_week >= 0),
    errors_prevented double precision,
    cost_saved double precision,
    users_spared double precision,
    notes text not null default '',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (tenant_id, model_id) references ai_models.ml_models (tenant_id, id) on delete cascade,
    unique (model_id, date)
);
create index model_performance_tracking_days on ai_models.model_performance_tracking (tenant_id, date desc);
create index model_performance_tracking_of_model on ai_models.model_performance_tracking (tenant_id, model_id, date desc);
