"""Models, and what is known about them."""

from __future__ import annotations

from django.db import models

from ..vocabulary import (
    FEATURE_TYPES,
    MODEL_STATUSES,
    MODEL_TYPES,
    STAGES_OF_MODELS,
    TRAINING_STATUSES,
    words,
)
from . import managers
from .bases import ArrayOf, Audited, LifeCycle, Stamped, TenantQuerySet, computed, maybe_of, of, table


class MlModel(LifeCycle, Audited):
    """Versions of models: what answers, what is tried beside it, what answered before."""

    STEP = "stage"
    OPEN = ("shadow", "active")

    name = models.TextField()
    version = models.IntegerField()
    model_type = models.TextField(choices=words(MODEL_TYPES))
    service = models.TextField(null=True, blank=True)
    framework = models.TextField(default="errpredict")
    algorithm = models.TextField()
    status = models.TextField(choices=words(MODEL_STATUSES), default="training")
    stage = models.TextField(choices=words(STAGES_OF_MODELS), default="shadow")
    parent = maybe_of("self", "children")
    accuracy = models.FloatField(null=True, blank=True)
    precision = models.FloatField(null=True, blank=True)
    recall = models.FloatField(null=True, blank=True)
    f1 = models.FloatField(null=True, blank=True)
    brier = models.FloatField(null=True, blank=True)
    ece = models.FloatField(null=True, blank=True)
    mape = models.FloatField(null=True, blank=True)
    rmse = models.FloatField(null=True, blank=True)
    artifact = models.BinaryField(null=True, blank=True)
    artifact_hash = models.TextField(null=True, blank=True)
    config = models.JSONField(default=dict, blank=True)
    sample_count = models.BigIntegerField(null=True, blank=True)
    feature_count = models.IntegerField(null=True, blank=True)
    last_trained_at = models.DateTimeField(null=True, blank=True)
    last_evaluated_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()
    answering = managers.answering()

    class Meta(Stamped.Meta):
        db_table = table("ml_models")
        verbose_name, verbose_name_plural = "model", "models"
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class ModelFeature(Audited):
    """What a model looks at, how much each counts, and how far it has drifted from what was learnt."""

    model = of(MlModel, "features")
    name = models.TextField()
    feature_type = models.TextField(choices=words(FEATURE_TYPES))
    importance = models.FloatField(null=True, blank=True)
    description = models.TextField(default="", blank=True)
    extraction_method = models.TextField(default="", blank=True)
    scaling = models.TextField(default="none")
    min = models.FloatField(null=True, blank=True)
    max = models.FloatField(null=True, blank=True)
    mean = models.FloatField(null=True, blank=True)
    std = models.FloatField(null=True, blank=True)
    missing = models.FloatField(null=True, blank=True)
    psi = models.FloatField(null=True, blank=True)

    class Meta(Stamped.Meta):
        db_table = table("model_features")
        verbose_name, verbose_name_plural = "feature", "features"
        ordering = ("name",)

    def __str__(self) -> str:
        return str(self.name)


class ModelTrainingHistory(Audited):
    """Every training: from what, how long, how well, or why not."""

    model = of(MlModel, "trainings")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    duration_s = computed(models.FloatField(), null=True)
    samples = models.BigIntegerField(null=True, blank=True)
    source = models.TextField(default="store")
    data_from = models.DateTimeField(null=True, blank=True)
    data_to = models.DateTimeField(null=True, blank=True)
    training_loss = models.FloatField(null=True, blank=True)
    training_accuracy = models.FloatField(null=True, blank=True)
    validation_loss = models.FloatField(null=True, blank=True)
    validation_accuracy = models.FloatField(null=True, blank=True)
    final_accuracy = models.FloatField(null=True, blank=True)
    final_precision = models.FloatField(null=True, blank=True)
    final_recall = models.FloatField(null=True, blank=True)
    final_f1 = models.FloatField(null=True, blank=True)
    hyperparameters = models.JSONField(default=dict, blank=True)
    config = models.JSONField(default=dict, blank=True)
    issues = ArrayOf("text", default=list, blank=True)
    notes = models.TextField(default="", blank=True)
    status = models.TextField(choices=words(TRAINING_STATUSES), default="running")
    failure_reason = models.TextField(null=True, blank=True)
    trained_by = models.TextField(null=True, blank=True)
    seed = models.BigIntegerField(null=True, blank=True)
    data_hash = models.TextField(null=True, blank=True)
    code_version = models.TextField()

    class Meta(Stamped.Meta):
        db_table = table("model_training_history")
        verbose_name, verbose_name_plural = "training", "trainings"
        ordering = ("-started_at", "-id")


class ModelEvaluationMetrics(Stamped):
    """How good a model was on data it had not seen."""

    model = of(MlModel, "evaluations")
    training = maybe_of(ModelTrainingHistory, "evaluations")
    accuracy = models.FloatField(null=True, blank=True)
    precision = models.FloatField(null=True, blank=True)
    recall = models.FloatField(null=True, blank=True)
    f1 = models.FloatField(null=True, blank=True)
    roc_auc = models.FloatField(null=True, blank=True)
    pr_auc = models.FloatField(null=True, blank=True)
    mse = models.FloatField(null=True, blank=True)
    rmse = models.FloatField(null=True, blank=True)
    mae = models.FloatField(null=True, blank=True)
    mape = models.FloatField(null=True, blank=True)
    r2 = models.FloatField(null=True, blank=True)
    brier = models.FloatField(null=True, blank=True)
    log_loss = models.FloatField(null=True, blank=True)
    ece = models.FloatField(null=True, blank=True)
    crps = models.FloatField(null=True, blank=True)
    coverage = models.FloatField(null=True, blank=True)
    per_category = models.JSONField(default=dict, blank=True)
    confusion_matrix = models.JSONField(null=True, blank=True)
    comparison = models.JSONField(null=True, blank=True)
    dataset = models.TextField()
    period_from = models.DateTimeField(null=True, blank=True)
    period_to = models.DateTimeField(null=True, blank=True)
    samples = models.BigIntegerField(null=True, blank=True)
    evaluated_at = models.DateTimeField()

    class Meta(Stamped.Meta):
        db_table = table("model_evaluation_metrics")
        verbose_name, verbose_name_plural = "evaluation", "evaluations"
        ordering = ("-evaluated_at", "-id")


class ModelPerformanceTracking(Stamped):
    """A model day by day: what it said and what came."""

    model = of(MlModel, "days")
    date = models.DateField()
    predictions_made = models.BigIntegerField(default=0)
    predictions_correct = models.BigIntegerField(default=0)
    accuracy = models.FloatField(null=True, blank=True)
    anomalies = models.BigIntegerField(default=0)
    true_positives = models.BigIntegerField(default=0)
    false_positives = models.BigIntegerField(default=0)
    true_negative_rate = models.FloatField(null=True, blank=True)
    false_positive_rate = models.FloatField(null=True, blank=True)
    forecast_error = models.FloatField(null=True, blank=True)
    forecast_mae = models.FloatField(null=True, blank=True)
    forecast_mape = models.FloatField(null=True, blank=True)
    brier = models.FloatField(null=True, blank=True)
    alerts_per_service_week = models.FloatField(null=True, blank=True)
    errors_prevented = models.FloatField(null=True, blank=True)
    cost_saved = models.FloatField(null=True, blank=True)
    users_spared = models.FloatField(null=True, blank=True)
    notes = models.TextField(default="", blank=True)

    class Meta(Stamped.Meta):
        db_table = table("model_performance_tracking")
        verbose_name, verbose_name_plural = "day of a model", "days of models"
        ordering = ("-date", "-id")
