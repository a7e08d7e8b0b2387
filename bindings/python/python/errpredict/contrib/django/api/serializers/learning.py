"""Models and what is known about them: the seven tables from `ml_models` to `ml_pipeline_logs`."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ... import models
from ..told import Part, Told, json, number, texts, time

#: Rows that stand beside a model on its page.
SHOWN = 10


class Figures(Part):
    """How good a model was when it was fitted."""

    accuracy, precision, recall, f1 = number(), number(), number(), number()
    brier, ece, mape, rmse = number(), number(), number(), number()


class FeatureSerializer(Told):
    """A feature that a model reads."""

    importance, mean, missing, psi = number(), number(), number(), number()

    class Meta:
        model = models.ModelFeature
        fields = ("name", "importance", "mean", "missing", "psi")


class FeatureNested(FeatureSerializer):
    """The same, short."""

    class Meta(FeatureSerializer.Meta):
        fields = ("name", "importance")


class FeatureExtended(FeatureSerializer):
    """The same with its model and statistics."""

    created_at, updated_at = time(), time()

    class Meta(FeatureSerializer.Meta):
        fields = (
            "id", "model_id", "name", "feature_type", "importance", "description", "extraction_method", "scaling", "min", "max",
            "mean", "std", "missing", "psi", "created_at", "updated_at",
        )  # fmt: skip


class TrainingSerializer(Told):
    """A training."""

    started_at, ended_at = time(), time()

    class Meta:
        model = models.ModelTrainingHistory
        fields = ("id", "model_id", "started_at", "ended_at", "status", "samples", "failure_reason")


class TrainingNested(TrainingSerializer):
    """The same, short."""

    class Meta(TrainingSerializer.Meta):
        fields = ("id", "started_at", "status")


class TrainingExtended(TrainingSerializer):
    """The same with data, settings and figures."""

    data_from, data_to, created_at, updated_at = time(), time(), time(), time()
    issues = texts()

    class Meta(TrainingSerializer.Meta):
        fields = (
            *TrainingSerializer.Meta.fields, "duration_s", "source", "data_from", "data_to", "training_loss", "training_accuracy",
            "validation_loss", "validation_accuracy", "final_accuracy", "final_precision", "final_recall", "final_f1",
            "hyperparameters", "config", "issues", "notes", "trained_by", "seed", "data_hash", "code_version", "created_at",
            "updated_at",
        )  # fmt: skip


class EvaluationSerializer(Told):
    """How good a model was on data that it had not seen."""

    period_from, period_to = time(), time()

    class Meta:
        model = models.ModelEvaluationMetrics
        fields = (
            "dataset", "samples", "accuracy", "precision", "recall", "f1", "roc_auc", "pr_auc", "brier", "log_loss", "ece", "mae",
            "rmse", "coverage", "mse", "r2", "crps", "confusion_matrix", "period_from", "period_to", "comparison",
        )  # fmt: skip


class EvaluationNested(EvaluationSerializer):
    """The same, short."""

    class Meta(EvaluationSerializer.Meta):
        fields = ("dataset", "accuracy", "pr_auc", "brier")


class EvaluationExtended(EvaluationSerializer):
    """The same with its model, its training, its period and everything that was measured."""

    evaluated_at = time()

    class Meta(EvaluationSerializer.Meta):
        fields = (
            "id", "model_id", "training_id", *EvaluationSerializer.Meta.fields, "mape", "per_category", "evaluated_at",
        )  # fmt: skip


class DaySerializer(Told):
    """A model's day: what it said and what came."""

    class Meta:
        model = models.ModelPerformanceTracking
        fields = (
            "predictions_made", "predictions_correct", "true_positives", "false_positives", "false_positive_rate",
            "true_negative_rate", "forecast_error", "forecast_mae", "forecast_mape", "brier", "errors_prevented",
            "users_spared", "anomalies", "alerts_per_service_week",
        )  # fmt: skip


class DayNested(DaySerializer):
    """The same, short."""

    class Meta(DaySerializer.Meta):
        fields = ("date", "accuracy")


class DayExtended(DaySerializer):
    """The same with its model and everything that was counted."""

    class Meta(DaySerializer.Meta):
        fields = (
            "id", "model_id", "date", *DaySerializer.Meta.fields, "accuracy", "cost_saved", "notes",
        )  # fmt: skip


class ModelSerializer(Told):
    """A version of a model, without its bytes."""

    figures = Figures()
    config = json()
    last_trained_at = time()

    class Meta:
        model = models.MlModel
        fields = (
            "id", "version", "stage", "name", "model_type", "service", "algorithm", "config", "sample_count", "feature_count",
            "figures", "parent_id", "artifact_hash", "last_trained_at",
        )  # fmt: skip


class ModelNested(ModelSerializer):
    """The same, short."""

    class Meta(ModelSerializer.Meta):
        fields = ("id", "name", "version", "stage")


class ModelExtended(ModelSerializer):
    """The same with its last evaluation, the features that count most and its last trainings."""

    ABSENT = ("latest_evaluation",)

    latest_evaluation = serializers.SerializerMethodField()
    features = serializers.SerializerMethodField()
    trainings = serializers.SerializerMethodField()

    class Meta(ModelSerializer.Meta):
        fields = (*ModelSerializer.Meta.fields, "latest_evaluation", "features", "trainings")

    @extend_schema_field(EvaluationSerializer)
    def get_latest_evaluation(self, row: Any) -> Any:
        """The last one."""
        last = row.evaluations.order_by("-evaluated_at").first()
        return None if last is None else EvaluationSerializer(last).data

    @extend_schema_field(FeatureSerializer(many=True))
    def get_features(self, row: Any) -> Any:
        """Those that count most."""
        return self.features_of(row, SHOWN)

    @staticmethod
    def features_of(row: Any, most: int) -> Any:
        """Features of a model, those that count most first."""
        return FeatureSerializer(ModelExtended.most_important(row)[:most], many=True).data

    @staticmethod
    def most_important(row: Any) -> Any:
        """The rows of them."""
        return row.features.order_by(F("importance").desc(nulls_last=True))

    @extend_schema_field(TrainingSerializer(many=True))
    def get_trainings(self, row: Any) -> Any:
        """The last ones."""
        return TrainingSerializer(row.trainings.order_by("-started_at")[:SHOWN], many=True).data


class RunSerializer(Told):
    """A stage that ran."""

    started_at, ended_at = time(), time()
    outputs, warnings = json(), texts()

    class Meta:
        model = models.MlPipelineLog
        fields = (
            "id", "run_id", "pipeline", "stage", "status", "started_at", "ended_at", "samples", "outputs", "error", "warnings",
        )  # fmt: skip


class RunNested(RunSerializer):
    """The same, short."""

    class Meta(RunSerializer.Meta):
        fields = ("id", "stage", "status")


class RunExtended(RunSerializer):
    """The same with its model, figures and log."""

    class Meta(RunSerializer.Meta):
        fields = (*RunSerializer.Meta.fields, "model_id", "duration_s", "input_mb", "metrics", "log")
