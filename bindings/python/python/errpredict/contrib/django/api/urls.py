"""`path("api/ml/", include("errpredict.contrib.django.api.urls"))`: the paths of the service, each with its results. Django itself leads from the
address without the last slash to that with it (`APPEND_SLASH`)."""

from __future__ import annotations

from typing import Any

from django.urls import path
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

from ..webhooks import Webhook
from .callers import SignInRate
from .views import analyses, lists, steps

app_name = "errpredict"


class Token(TokenObtainPairView):
    """Simple JWT's own, so often from one address."""

    throttle_classes = [SignInRate]


def _at(route: str, view: Any, name: str) -> Any:
    return path(route, view.as_view(), name=name)


urlpatterns = [
    _at("models/", lists.Models, "models"),
    _at("models/<str:id>/", lists.Model, "model"),
    _at("models/<str:id>/performance/", lists.ModelPerformance, "model-performance"),
    _at("models/<str:id>/features/", lists.ModelFeatures, "model-features"),
    _at("predictions/", lists.Predictions, "predictions"),
    _at("predictions/high_risk/", lists.HighRisk, "predictions-high-risk"),
    _at("predictions/by_service/", analyses.PredictionsByService, "predictions-by-service"),
    _at("predictions/<str:id>/", lists.Prediction, "prediction"),
    _at("predictions/<str:id>/trigger_alert/", steps.TriggerAlert, "trigger-alert"),
    _at("predictions/<str:id>/mark_occurred/", steps.MarkOccurred, "mark-occurred"),
    _at("predictions/<str:id>/mark_not_occurred/", steps.MarkNotOccurred, "mark-not-occurred"),
    _at("anomalies/", lists.Anomalies, "anomalies"),
    _at("anomalies/unacknowledged/", lists.Unacknowledged, "anomalies-unacknowledged"),
    _at("anomalies/critical/", lists.Critical, "anomalies-critical"),
    _at("anomalies/<str:id>/", lists.Anomaly, "anomaly"),
    _at("anomalies/<str:id>/acknowledge/", steps.Acknowledge, "acknowledge"),
    _at("anomalies/<str:id>/false_positive/", steps.FalsePositive, "false-positive"),
    _at("forecasts/", lists.Forecasts, "forecasts"),
    _at("forecasts/at_risk/", lists.AtRisk, "forecasts-at-risk"),
    _at("forecasts/by-service/<str:service>/", lists.ForecastsOfService, "forecasts-of-service"),
    _at("forecasts/<str:id>/", lists.Forecast, "forecast"),
    _at("actions/", lists.Actions, "actions"),
    _at("actions/pending/", lists.Pending, "actions-pending"),
    _at("actions/by_priority/", lists.ByPriority, "actions-by-priority"),
    _at("actions/<str:id>/", lists.Action, "action"),
    _at("actions/<str:id>/execute/", steps.Execute, "execute"),
    _at("actions/<str:id>/approve/", steps.Approve, "approve"),
    _at("actions/<str:id>/reject/", steps.Reject, "reject"),
    _at("actions/<str:id>/skip/", steps.Skip, "skip"),
    _at("insights/", lists.Insights, "insights"),
    _at("insights/active/", lists.ActiveInsights, "insights-active"),
    _at("insights/by_service/", analyses.InsightsByService, "insights-by-service"),
    _at("insights/<str:id>/", lists.Insight, "insight"),
    _at("trigger-analysis/", analyses.Trigger, "trigger-analysis"),
    _at("trigger-all-services-analysis/", analyses.TriggerAll, "trigger-all-services-analysis"),
    _at("analysis/<str:id>/", analyses.Analysis, "analysis"),
    _at("dashboard/summary/", analyses.Dashboard, "dashboard"),
    _at("auth/token/", Token, "token"),
    _at("auth/refresh/", TokenRefreshView, "token-refresh"),
    _at("webhooks/errpredict/", Webhook, "webhook"),
]
