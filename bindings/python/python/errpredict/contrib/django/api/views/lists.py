"""Lists and single rows."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers as fields
from rest_framework.response import Response

from ... import models
from .. import listings, serializers
from ..pagination import Pages
from ..summaries import active_model
from .base import ListView, RowView

#: Rows of what belongs to a model.
MOST = 1_000


class Models(ListView):
    """Models."""

    serializer_class = serializers.ModelSerializer
    listing = listings.MODELS

    def get_queryset(self) -> Any:
        """All."""
        return models.MlModel.objects.defer("artifact")


class Model(RowView):
    """A model with its last evaluation, features and trainings."""

    serializer_class = serializers.ModelExtended
    what = "model"

    def get_queryset(self) -> Any:
        """All."""
        return models.MlModel.objects.defer("artifact")


@extend_schema(
    responses=inline_serializer(
        "Performance",
        {
            "evaluations": serializers.EvaluationSerializer(many=True),
            "days": serializers.DaySerializer(many=True),
            "trend": fields.JSONField(required=False),
        },
    )
)
class ModelPerformance(Model):
    """How good a model is, and was."""

    def told(self, row: Any) -> dict[str, Any]:
        """Evaluations and days, the newest first, and the trend where it answers."""
        told = {
            "evaluations": serializers.EvaluationSerializer(row.evaluations.order_by("-evaluated_at")[:MOST], many=True).data,
            "days": serializers.DaySerializer(row.days.order_by("-date")[:MOST], many=True).data,
        }
        trend = active_model(row.pk)
        return told if trend is None else {**told, "trend": trend}


class ModelFeatures(Model):
    """Features of a model, those that count most first."""

    serializer_class = serializers.FeatureSerializer
    pagination_class: ClassVar[type[Pages] | None] = Pages

    @extend_schema(responses=serializers.FeatureSerializer(many=True))
    def get(self, request: Any, id: str, **_: Any) -> Response:
        """A page of them."""
        with self.transaction(request):
            row = self.found(self.get_queryset(), id, self.what)
            page = self.paginate_queryset(serializers.ModelExtended.most_important(row))
            return self.get_paginated_response(serializers.FeatureSerializer(page, many=True).data)


class Predictions(ListView):
    """Predictions, of the last 24 hours unless said otherwise."""

    serializer_class = serializers.PredictionSerializer
    listing = listings.PREDICTIONS

    def get_queryset(self) -> Any:
        """All."""
        return models.ErrorPrediction.objects.all()


class HighRisk(Predictions):
    """Predictions with an alert that are not due."""

    listing = listings.HIGH_RISK

    def get_queryset(self) -> Any:
        """Those."""
        return models.ErrorPrediction.high_risk.all()


class Prediction(RowView):
    """A prediction with what people said of it."""

    serializer_class = serializers.PredictionExtended
    what = "prediction"

    def get_queryset(self) -> Any:
        """All."""
        return models.ErrorPrediction.objects.all()


class Anomalies(ListView):
    """Anomalies."""

    serializer_class = serializers.AnomalySerializer
    listing = listings.ANOMALIES

    def get_queryset(self) -> Any:
        """All."""
        return models.AnomalyDetection.objects.all()


class Unacknowledged(Anomalies):
    """Anomalies that nobody has seen."""

    def get_queryset(self) -> Any:
        """Those."""
        return models.AnomalyDetection.unacknowledged.all()


class Critical(Anomalies):
    """Critical anomalies."""

    def get_queryset(self) -> Any:
        """Those."""
        return models.AnomalyDetection.critical.all()


class Anomaly(RowView):
    """An anomaly with its causes, actions and feedback."""

    serializer_class = serializers.AnomalyExtended
    what = "anomaly"

    def get_queryset(self) -> Any:
        """All."""
        return models.AnomalyDetection.objects.all()


class Forecasts(ListView):
    """Forecasts."""

    serializer_class = serializers.ForecastSerializer
    listing = listings.FORECASTS

    def get_queryset(self) -> Any:
        """All."""
        return models.TimeSeriesForecast.objects.all()


class AtRisk(Forecasts):
    """Forecasts that will cross their threshold."""

    def get_queryset(self) -> Any:
        """Those."""
        return models.TimeSeriesForecast.at_risk.all()


class ForecastsOfService(Forecasts):
    """Forecasts of a service."""

    listing = listings.FORECASTS_OF_SERVICE


class Forecast(RowView):
    """A forecast."""

    serializer_class = serializers.ForecastSerializer
    what = "forecast"

    def get_queryset(self) -> Any:
        """All."""
        return models.TimeSeriesForecast.objects.all()


class Actions(ListView):
    """Actions."""

    serializer_class = serializers.ActionSerializer
    listing = listings.ACTIONS

    def get_queryset(self) -> Any:
        """All."""
        return models.PreventiveAction.objects.all()


class Pending(Actions):
    """Actions that wait."""

    def get_queryset(self) -> Any:
        """Those."""
        return models.PreventiveAction.pending.all()


class ByPriority(Actions):
    """Open actions, the most urgent first."""

    listing = listings.BY_PRIORITY

    def get_queryset(self) -> Any:
        """Those."""
        return models.PreventiveAction.unfinished.all()


class Action(RowView):
    """An action with what people said of it."""

    serializer_class = serializers.ActionExtended
    what = "action"

    def get_queryset(self) -> Any:
        """All."""
        return models.PreventiveAction.objects.all()


class Insights(ListView):
    """Insights."""

    serializer_class = serializers.InsightSerializer
    listing = listings.INSIGHTS

    def get_queryset(self) -> Any:
        """All."""
        return models.AiInsight.objects.all()


class ActiveInsights(Insights):
    """Open insights that still hold."""

    def get_queryset(self) -> Any:
        """Those."""
        return models.AiInsight.active.all()


class Insight(RowView):
    """An insight."""

    serializer_class = serializers.InsightSerializer
    what = "insight"

    def get_queryset(self) -> Any:
        """All."""
        return models.AiInsight.objects.all()
