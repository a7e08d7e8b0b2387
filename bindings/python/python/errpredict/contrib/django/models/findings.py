"""What was found: what is strange, what is foreseen, where numbers go, why."""

from __future__ import annotations

from django.db import models

from ..vocabulary import (
    ANOMALY_TYPES,
    BANDS,
    BASES,
    CAUSE_KINDS,
    FOUND_BY,
    RESULT_SEVERITIES,
    SEVERITIES,
    TARGETS,
    TRENDS,
    UNITS,
    words,
)
from . import managers
from .bases import ArrayOf, Audited, LifeCycle, Stamped, TenantQuerySet, TimedQuerySet, computed, maybe_of, table
from .learning import MlModel


class AnomalyDetection(LifeCycle, Audited):
    """What is or was strange, once for each thing however often it is found."""

    STEP = "acknowledged"
    OPEN = (False,)

    key = models.TextField()
    model = maybe_of(MlModel, "anomalies")
    service = models.TextField(null=True, blank=True)
    metric = models.JSONField()
    metric_name = computed(models.TextField())
    fingerprint = models.TextField(null=True, blank=True)
    anomaly_type = models.TextField(choices=words(ANOMALY_TYPES))
    at = models.DateTimeField()
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    peak_at = models.DateTimeField()
    ongoing = models.BooleanField()
    score = models.FloatField()
    is_anomaly = models.BooleanField(default=True)
    severity = models.TextField(choices=words(RESULT_SEVERITIES))
    expected = models.FloatField()
    actual = models.FloatField()
    unit = models.TextField(choices=words(UNITS))
    per_ms = models.BigIntegerField(null=True, blank=True)
    excess = models.FloatField(null=True, blank=True)
    deviation_percent = models.FloatField(null=True, blank=True)
    confidence = models.FloatField()
    chance = models.JSONField()
    adopted = models.DateTimeField(null=True, blank=True)
    p_value = models.FloatField()
    found_by = models.TextField(choices=words(FOUND_BY))
    causes = models.JSONField(default=list, blank=True)
    explained_by = ArrayOf("text", default=list, blank=True)
    context = models.JSONField(default=dict, blank=True)
    cause_hypothesis = models.TextField(null=True, blank=True)
    recommended_action = models.TextField(null=True, blank=True)
    alerted_at = models.DateTimeField(null=True, blank=True)
    seen = models.JSONField(null=True, blank=True)
    acknowledged = models.BooleanField(default=False)
    acknowledged_by = models.TextField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    false_positive = models.BooleanField(default=False)
    false_positive_by = models.TextField(null=True, blank=True)
    false_positive_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()
    unacknowledged = managers.unacknowledged()
    critical = managers.critical()
    #: Those that go on.
    going_on = managers.ongoing()

    class Meta(Stamped.Meta):
        db_table = table("anomaly_detections")
        verbose_name, verbose_name_plural = "anomaly", "anomalies"
        ordering = ("-start_at", "-id")

    def __str__(self) -> str:
        return f"{self.anomaly_type} of {self.metric_name} in {self.service or 'all services'}"


class ErrorPrediction(LifeCycle, Audited):
    """How likely trouble is within a time, and whether it came; divided by week."""

    STEP = "actually_occurred"
    OPEN = (None,)
    #: The column that its id carries.
    TIME = "at"

    at = models.DateTimeField()
    due_at = models.DateTimeField()
    probability = models.FloatField()
    lower = models.FloatField()
    upper = models.FloatField()
    level = models.FloatField()
    usual = models.FloatField(null=True, blank=True)
    threshold = models.FloatField(null=True, blank=True)
    fresh = models.FloatField(null=True, blank=True)
    raw_log_odds = models.FloatField(null=True, blank=True)
    n_spans = models.FloatField(null=True, blank=True)
    affected_users = models.FloatField(null=True, blank=True)
    burst_threshold = models.BigIntegerField(null=True, blank=True)
    alerted_at = models.DateTimeField(null=True, blank=True)
    occurred_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    horizon_minutes = models.IntegerField()
    alert = models.BooleanField(default=False)
    actually_occurred = models.BooleanField(null=True, blank=True)
    was_correct = models.BooleanField(null=True, blank=True)
    model_id = models.UUIDField(null=True, blank=True)
    occurred_id = models.UUIDField(null=True, blank=True)
    key = models.TextField()
    service = models.TextField(null=True, blank=True)
    target = models.TextField(choices=words(TARGETS))
    basis = models.TextField(choices=words(BASES))
    band = models.TextField(choices=words(BANDS))
    severity = models.TextField(null=True, blank=True, choices=words(SEVERITIES))
    fingerprint = models.TextField(null=True, blank=True)
    factors = models.JSONField(null=True, blank=True)
    worth = models.JSONField(null=True, blank=True)
    because = ArrayOf("text", null=True, blank=True)
    affected_endpoints = ArrayOf("text", null=True, blank=True)
    business_impact = models.TextField(null=True, blank=True)
    recommended_actions = ArrayOf("text", null=True, blank=True)
    seen = models.JSONField(null=True, blank=True)
    worth_said = models.FloatField(null=True, blank=True)
    worth_came = models.FloatField(null=True, blank=True)
    worth_cases = models.BigIntegerField(null=True, blank=True)
    feature_ids = ArrayOf("smallint", null=True, blank=True)
    feature_values = ArrayOf("double precision", null=True, blank=True)
    feature_parts = ArrayOf("double precision", null=True, blank=True)
    factor_sums = ArrayOf("double precision", null=True, blank=True)

    objects = TimedQuerySet.as_manager()
    high_risk = managers.high_risk()
    unresolved = managers.unresolved()

    class Meta(Stamped.Meta):
        db_table = table("error_predictions")
        verbose_name, verbose_name_plural = "prediction", "predictions"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.target} of {self.service or 'all services'}: {self.probability:.0%}"


class TimeSeriesForecast(Stamped):
    """Where numbers are going, with intervals; divided by week."""

    #: The column that its id carries.
    TIME = "at"

    key = models.TextField()
    model_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    service = models.TextField(null=True, blank=True)
    metric = models.TextField()
    method = models.TextField()
    horizon = models.IntegerField()
    step_ms = models.BigIntegerField()
    level = models.FloatField()
    values = models.JSONField()
    fan = models.JSONField(default=list, blank=True)
    highest = models.FloatField(null=True, blank=True)
    total = models.JSONField(null=True, blank=True)
    trend_direction = models.TextField(choices=words(TRENDS))
    trend_change = models.FloatField()
    trend_confidence = models.FloatField(null=True, blank=True)
    origins = models.BigIntegerField()
    mae = models.FloatField(null=True, blank=True)
    rmse = models.FloatField(null=True, blank=True)
    mape = models.FloatField(null=True, blank=True)
    mase = models.FloatField(null=True, blank=True)
    coverage = models.FloatField(null=True, blank=True)
    peak_at = models.DateTimeField()
    peak = models.FloatField()
    minimum_at = models.DateTimeField()
    minimum = models.FloatField()
    exceeds = models.BooleanField(null=True, blank=True)
    threshold = models.FloatField(null=True, blank=True)
    threshold_at = models.DateTimeField(null=True, blank=True)
    crossing = models.JSONField(null=True, blank=True)
    cases = models.JSONField(null=True, blank=True)
    notes = models.JSONField(default=list, blank=True)
    because = ArrayOf("text", default=list, blank=True)

    objects = TimedQuerySet.as_manager()
    at_risk = managers.at_risk()

    class Meta(Stamped.Meta):
        db_table = table("time_series_forecasts")
        verbose_name, verbose_name_plural = "forecast", "forecasts"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.metric} of {self.service or 'all services'}"


class RootCauseAnalysis(Audited):
    """Why something may have gone wrong, with the evidence."""

    key = models.TextField()
    model = maybe_of(MlModel, "root_causes")
    change_event_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    service = models.TextField()
    because = ArrayOf("text", default=list, blank=True)
    onset = models.DateTimeField(null=True, blank=True)
    excess_errors = models.FloatField()
    errors = models.JSONField(default=list, blank=True)
    causes = models.JSONField(default=list, blank=True)
    most_likely = models.TextField(null=True, blank=True)
    cause_kind = models.TextField(null=True, blank=True, choices=words(CAUSE_KINDS))
    share = models.FloatField(null=True, blank=True)
    none_of_these = models.FloatField()
    recorded = models.FloatField()
    timeline = models.JSONField(default=list, blank=True)
    lacked = ArrayOf("text", default=list, blank=True)
    lessons = models.JSONField(default=dict, blank=True)
    environmental_factors = models.JSONField(default=list, blank=True)
    code_factors = models.JSONField(default=list, blank=True)
    infrastructure_factors = models.JSONField(default=list, blank=True)
    similar_errors = models.JSONField(default=list, blank=True)
    match_score = models.FloatField(null=True, blank=True)
    actions = ArrayOf("text", default=list, blank=True)
    steps = ArrayOf("text", default=list, blank=True)
    similar_found = models.IntegerField(default=0)
    earlier_count = models.IntegerField(default=0)
    resolution_success_rate = models.FloatField(null=True, blank=True)

    class Meta(Stamped.Meta):
        db_table = table("root_cause_analysis")
        verbose_name, verbose_name_plural = "analysis of causes", "analyses of causes"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return str(self.most_likely or self.key)
