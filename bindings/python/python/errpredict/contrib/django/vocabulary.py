"""The words that columns of `ai_models` may hold, as the database checks them."""

from __future__ import annotations

SEVERITIES = ("info", "low", "medium", "high", "critical")
#: Of results, which are never `info`.
RESULT_SEVERITIES = SEVERITIES[1:]
MODEL_TYPES = (
    "anomaly_detection",
    "time_series_forecast",
    "error_classifier",
    "severity_predictor",
    "pattern_detector",
    "root_cause_analyzer",
)
MODEL_STATUSES = ("training", "active", "inactive", "archived")
STAGES_OF_MODELS = ("shadow", "active", "archived")
FEATURE_TYPES = ("numeric", "categorical", "boolean", "timestamp", "text")
TRAINING_STATUSES = ("running", "completed", "failed", "skipped")
ANOMALY_TYPES = ("spike", "drop", "trend_change", "pattern_deviation", "correlation_break")
UNITS = ("count", "value", "correlation", "distance")
FOUND_BY = ("counts", "values", "scores", "mix", "drift", "first", "correlation", "peers")
TARGETS = ("critical", "burst", "failed_requests", "slow_requests")
BASES = ("base_rate", "model")
BANDS = ("low", "medium", "high", "critical")
TRENDS = ("rising", "falling", "stable")
CAUSE_KINDS = (
    "deployment",
    "change",
    "error_group",
    "resource",
    "own_time",
    "network",
    "own_failures",
    "lost_calls",
    "lost_step",
    "dependency",
    "traffic",
)
ACTION_TYPES = (
    "scale_up_resources",
    "preemptive_restart",
    "connection_pool_increase",
    "cache_clear",
    "database_optimization",
    "code_patch",
    "traffic_reroute",
    "health_check_increase",
    "monitoring_alert",
    "notify_team",
    "rollback_deployment",
    "circuit_breaker_enable",
    "request_throttling",
    "graceful_degradation",
    "manual_review",
)
PRIORITIES = ("low", "medium", "high", "critical")
DIFFICULTIES = ("easy", "medium", "hard")
UNATTENDED = ("yes", "after_approval", "no")
REVERSIBILITIES = ("yes", "time_boxed", "partly", "by_revert", "no", "nothing_to_revert")
ACTION_STATUSES = (
    "recommended",
    "manual_review",
    "approved",
    "rejected",
    "scheduled",
    "running",
    "executed",
    "failed",
    "rolled_back",
    "skipped",
)
#: Those that have not come to their end and do not run.
ACTIONS_THAT_WAIT = ("recommended", "manual_review", "approved", "scheduled")
INSIGHT_TYPES = (
    "trend_detection",
    "anomaly_pattern",
    "performance_degradation",
    "capacity_planning",
    "reliability_trend",
    "cost_optimization",
    "security_concern",
    "infrastructure_issue",
)
INSIGHT_SEVERITIES = ("info", "warning", "critical")
INSIGHT_STATUSES = ("new", "acknowledged", "in_progress", "resolved", "wont_fix")
OPEN_INSIGHTS = INSIGHT_STATUSES[:3]
FEEDBACK_TYPES = (
    "true_positive",
    "false_positive",
    "false_negative",
    "early_warning_correct",
    "severity_mismatch",
    "useful",
    "actionable",
    "irrelevant",
)
KINDS = ("error", "request", "deployment")
ENVIRONMENTS = ("development", "staging", "production")
PATTERN_STATES = ("new", "regressed", "escalating", "vanished")
PIPELINE_STAGES = (
    "data_preparation",
    "feature_engineering",
    "model_training",
    "model_evaluation",
    "anomaly_detection",
    "prediction",
    "forecast",
    "root_cause_analysis",
)
PIPELINE_STATUSES = ("running", "completed", "failed", "warning")
CHANNELS = ("email", "slack", "sms", "webhook", "dashboard")
NOTIFICATION_STATUSES = ("pending", "sent", "failed", "read")


def words(all_of_them: tuple[str, ...]) -> list[tuple[str, str]]:
    """The same as Django's `choices`."""
    return [(word, word) for word in all_of_them]
