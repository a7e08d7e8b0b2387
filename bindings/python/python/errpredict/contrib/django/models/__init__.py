"""The 18 tables of the schema `ai_models` as models that Django reads and never makes. Ask inside `tenants.tenant(...)`."""

from __future__ import annotations

from .advice import AiInsight, PredictionFeedback, PreventiveAction
from .events import ErrorEvent, ErrorPattern, FeatureSnapshot
from .findings import AnomalyDetection, ErrorPrediction, RootCauseAnalysis, TimeSeriesForecast
from .learning import MlModel, ModelEvaluationMetrics, ModelFeature, ModelPerformanceTracking, ModelTrainingHistory
from .work import AlertNotification, AuditEntry, MlPipelineLog

__all__ = [
    "AiInsight",
    "AlertNotification",
    "AnomalyDetection",
    "AuditEntry",
    "ErrorEvent",
    "ErrorPattern",
    "ErrorPrediction",
    "FeatureSnapshot",
    "MlModel",
    "MlPipelineLog",
    "ModelEvaluationMetrics",
    "ModelFeature",
    "ModelPerformanceTracking",
    "ModelTrainingHistory",
    "PredictionFeedback",
    "PreventiveAction",
    "RootCauseAnalysis",
    "TimeSeriesForecast",
]
