"""What was found and what people say of it: anomalies, predictions, forecasts, causes, actions, insights, feedback."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ... import models
from ...conf import settings
from ...factors import factors
from ..summaries import runs_of_action
from ..told import Part, Told, json, number, text, texts, time, whole


class FeedbackSerializer(Told):
    """What somebody said."""

    ABSENT = ("key", "score", "text")

    at, about = time(), time()
    type = text("feedback_type")

    class Meta:
        model = models.PredictionFeedback
        fields = ("id", "at", "type", "service", "about", "key", "score", "text", "given_by", "retrained")


class FeedbackNested(FeedbackSerializer):
    """The same, short."""

    ABSENT = ("score",)

    class Meta(FeedbackSerializer.Meta):
        fields = ("id", "type", "score")


class FeedbackExtended(FeedbackSerializer):
    """The same with the rows that it speaks of."""

    class Meta(FeedbackSerializer.Meta):
        fields = (
            *FeedbackSerializer.Meta.fields, "prediction_id", "anomaly_id", "action_id", "retrain_recommended", "weight",
        )  # fmt: skip


class RootCausesSerializer(Told):
    """Why something may have gone wrong."""

    ABSENT, EMPTY = ("onset",), ("because",)

    at, onset = time(), time()
    because, lacked, steps = texts(), texts(), texts()
    errors, causes, timeline, lessons = json(), json(), json(), json()

    class Meta:
        model = models.RootCauseAnalysis
        fields = (
            "id", "key", "at", "service", "because", "onset", "excess_errors", "errors", "causes", "none_of_these", "recorded",
            "timeline", "lacked", "lessons", "steps",
        )  # fmt: skip


class RootCausesNested(RootCausesSerializer):
    """The same, short."""

    ABSENT, EMPTY = (), ()

    class Meta(RootCausesSerializer.Meta):
        fields = ("id", "key", "service", "most_likely", "share")


class RootCausesExtended(RootCausesSerializer):
    """The same with causes by area and what was like it before."""

    actions = texts()

    class Meta(RootCausesSerializer.Meta):
        fields = (
            *RootCausesSerializer.Meta.fields, "model_id", "most_likely", "cause_kind", "share", "environmental_factors",
            "code_factors", "infrastructure_factors", "similar_errors", "match_score", "actions", "similar_found", "earlier_count",
            "resolution_success_rate",
        )  # fmt: skip


class ActionSerializer(Told):
    """What to do."""

    SCOPED, ABSENT, EMPTY = True, ("target", "chance"), ("because",)

    at, approved_at, scheduled_for, executed_at = time(), time(), time(), time()
    because, dry_run_shows = texts(), texts()
    evidence, chance, impact, result = json(), json(), json(), json()

    class Meta:
        model = models.PreventiveAction
        fields = (
            "id", "key", "at", "service", "action_type", "priority", "title", "target", "evidence", "because", "chance", "impact",
            "difficulty", "seconds", "unattended", "automatable", "reversibility", "dry_run_shows", "status", "approved_at",
            "approved_by", "scheduled_for", "executed_at", "executed_by", "result",
        )  # fmt: skip


class ActionNested(ActionSerializer):
    """The same, short."""

    SCOPED, ABSENT, EMPTY = False, (), ()

    class Meta(ActionSerializer.Meta):
        fields = ("id", "title", "priority", "status")


class ActionExtended(ActionSerializer):
    """The same with what people said of it, what its executor was asked for, would do, and achieved."""

    ABSENT = (*ActionSerializer.ABSENT, "dry_run", "measured_effect")

    dry_run, measured_effect = json(), json()
    feedback, runs = serializers.SerializerMethodField(), serializers.SerializerMethodField()

    class Meta(ActionSerializer.Meta):
        fields = (*ActionSerializer.Meta.fields, "feedback", "runs", "dry_run", "measured_effect")

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_runs(self, row: Any) -> Any:
        """The newest first."""
        return runs_of_action(row.id)

    @extend_schema_field(FeedbackSerializer(many=True))
    def get_feedback(self, row: Any) -> Any:
        """The newest first."""
        return feedback_on(row.key)


class InsightSerializer(Told):
    """What it means."""

    SCOPED, ABSENT, EMPTY = True, ("chance",), ("because",)

    at, expires, resolved_at = time(), time(), time()
    evidence, chance = json(), json()
    actions, because = texts(), texts()

    class Meta:
        model = models.AiInsight
        fields = (
            "id", "key", "service", "insight_type", "severity", "title", "description", "evidence", "chance", "actions", "impact",
            "effort", "status", "at", "expires", "because", "assignee", "notes", "resolved_at",
        )  # fmt: skip


class InsightNested(InsightSerializer):
    """The same, short."""

    SCOPED, ABSENT, EMPTY = False, (), ()

    class Meta(InsightSerializer.Meta):
        fields = ("id", "title", "severity", "status")


class InsightExtended(InsightSerializer):
    """The same with its numbers and who did what."""

    acknowledged_at = time()

    class Meta(InsightSerializer.Meta):
        fields = (*InsightSerializer.Meta.fields, "data", "confidence", "acknowledged_at", "acknowledged_by", "resolved_by")


class ForecastTrend(Part):
    """Where it is going."""

    ABSENT = ("confidence",)

    direction, change, confidence = text("trend_direction"), number("trend_change"), number("trend_confidence")


class ForecastAccuracy(Part):
    """How good the method was on the past."""

    origins = whole()
    mae, rmse, mape, mase, coverage = number(), number(), number(), number(), number()


class Peak(Part):
    """The highest value."""

    time, value = time("peak_at"), number("peak")


class Minimum(Part):
    """The lowest value."""

    time, value = time("minimum_at"), number("minimum")


class ForecastSerializer(Told):
    """Where a number is going."""

    SCOPED, ABSENT, EMPTY = True, ("highest", "total", "threshold", "cases"), ("fan", "because")

    at = time()
    values, fan, total, cases, notes = json(), json(), json(), json(), json()
    threshold = json("crossing")
    because = texts()
    trend, accuracy, peak, minimum = ForecastTrend(), ForecastAccuracy(), Peak(), Minimum()

    class Meta:
        model = models.TimeSeriesForecast
        fields = (
            "id", "key", "at", "service", "metric", "method", "step_ms", "horizon", "level", "values", "fan", "highest", "total",
            "trend", "accuracy", "peak", "minimum", "threshold", "cases", "notes", "because",
        )  # fmt: skip


class ForecastNested(ForecastSerializer):
    """The same, short."""

    SCOPED, ABSENT, EMPTY = False, (), ()

    class Meta(ForecastSerializer.Meta):
        fields = ("id", "metric", "method", "at", "horizon")


class ForecastExtended(ForecastSerializer):
    """The same with its model and its threshold as a number."""

    exceeds_at, limit = time("threshold_at"), number("threshold")

    class Meta(ForecastSerializer.Meta):
        fields = (*ForecastSerializer.Meta.fields, "model_id", "exceeds", "limit", "exceeds_at")


class PredictionSerializer(Told):
    """How likely trouble is, and whether it came."""

    SCOPED = True
    ABSENT = (
        "fingerprint", "burst_threshold", "usual", "threshold", "fresh", "severity", "worth", "raw_log_odds", "n_spans",
    )  # fmt: skip
    EMPTY = ("factors", "because")

    at, due_at, alerted_at, occurred_at, resolved_at = time(), time(), time(), time(), time()
    because = texts()
    factors = serializers.SerializerMethodField()
    worth = serializers.SerializerMethodField()

    class Meta:
        model = models.ErrorPrediction
        fields = (
            "id", "key", "at", "service", "target", "fingerprint", "burst_threshold", "horizon_minutes", "basis", "probability",
            "lower", "upper", "level", "usual", "band", "threshold", "fresh", "alert", "severity", "factors", "worth",
            "raw_log_odds", "n_spans", "because", "due_at", "alerted_at", "actually_occurred", "occurred_at", "was_correct",
            "resolved_at",
        )  # fmt: skip

    def get_factors(self, row: Any) -> list[dict[str, Any]]:
        """What moved it, the largest first."""
        return factors(row, settings().DATABASE)

    def get_worth(self, row: Any) -> dict[str, Any] | None:
        """What such words were worth before: what was said, what came, of how many."""
        if None in (row.worth_said, row.worth_came, row.worth_cases):
            before: dict[str, Any] | None = row.worth
            return before
        return {"said": row.worth_said, "came": row.worth_came, "cases": row.worth_cases}


class PredictionNested(PredictionSerializer):
    """The same, short."""

    SCOPED, ABSENT, EMPTY = False, (), ()

    class Meta(PredictionSerializer.Meta):
        fields = ("id", "target", "probability", "band", "at", "due_at")


class PredictionExtended(PredictionSerializer):
    """The same with what people said of it."""

    feedback = serializers.SerializerMethodField()

    class Meta(PredictionSerializer.Meta):
        fields = (*PredictionSerializer.Meta.fields, "feedback")

    @extend_schema_field(FeedbackSerializer(many=True))
    def get_feedback(self, row: Any) -> Any:
        """The newest first."""
        return feedback_on(row.key)


class AnomalySerializer(Told):
    """What is or was strange."""

    SCOPED, ABSENT, EMPTY = True, ("group", "excess", "adopted", "per_ms"), ("explained_by",)

    metric, chance, causes = json(), json(), json()
    group, type = text("fingerprint"), text("anomaly_type")
    at, start, end, peak, adopted = time(), time("start_at"), time("end_at"), time("peak_at"), time()
    explained_by = texts()
    acknowledged_at, false_positive_at = time(), time()

    class Meta:
        model = models.AnomalyDetection
        fields = (
            "id", "key", "service", "metric", "group", "type", "at", "start", "end", "peak", "ongoing", "score", "severity",
            "expected", "actual", "unit", "per_ms", "excess", "deviation_percent", "confidence", "chance", "adopted", "p_value",
            "found_by", "causes", "explained_by", "acknowledged", "acknowledged_at", "acknowledged_by", "false_positive",
            "false_positive_at", "false_positive_by",
        )  # fmt: skip


class AnomalyNested(AnomalySerializer):
    """The same, short."""

    SCOPED, ABSENT, EMPTY = False, (), ()

    class Meta(AnomalySerializer.Meta):
        fields = ("id", "key", "type", "severity", "start", "ongoing")


class AnomalyExtended(AnomalySerializer):
    """The same with everything that follows from it."""

    root_causes = serializers.SerializerMethodField()
    actions_advised = serializers.SerializerMethodField()
    feedback = serializers.SerializerMethodField()

    class Meta(AnomalySerializer.Meta):
        fields = (*AnomalySerializer.Meta.fields, "root_causes", "actions_advised", "feedback")

    @extend_schema_field(RootCausesSerializer(many=True))
    def get_root_causes(self, row: Any) -> Any:
        """The newest first."""
        found = models.RootCauseAnalysis.objects.filter(because__holds=row.key).order_by("-at")[:100]
        return RootCausesSerializer(found, many=True).data

    @extend_schema_field(ActionSerializer(many=True))
    def get_actions_advised(self, row: Any) -> Any:
        """The newest first."""
        return ActionSerializer(row.actions.order_by("-at")[:100], many=True).data

    @extend_schema_field(FeedbackSerializer(many=True))
    def get_feedback(self, row: Any) -> Any:
        """The newest first."""
        return FeedbackSerializer(row.feedback.order_by("-at")[:100], many=True).data


def feedback_on(key: str) -> Any:
    """What people said of what has that key, the newest first."""
    return FeedbackSerializer(models.PredictionFeedback.objects.filter(key=key).order_by("-at")[:100], many=True).data
