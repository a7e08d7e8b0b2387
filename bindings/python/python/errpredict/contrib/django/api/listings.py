"""Every list of the API: its filters, its orders, and what a search looks into. A test compares them with `schema/openapi.json`."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q
from django.db.models.functions import Now

from ..models.managers import URGENCY
from ..vocabulary import (
    ACTION_STATUSES,
    ACTION_TYPES,
    INSIGHT_SEVERITIES,
    INSIGHT_STATUSES,
    INSIGHT_TYPES,
    MODEL_STATUSES,
    MODEL_TYPES,
    OPEN_INSIGHTS,
    PRIORITIES,
    SEVERITIES,
    STAGES_OF_MODELS,
    TARGETS,
)
from .filters import Filter, Listing

SERVICE = Filter("service", "of this service alone")

PREDICTIONS = Listing(
    (
        SERVICE,
        Filter("hours", "said within so many hours", "hours", "at__gt", default="24"),
        Filter("high_probability_only", "those that raised an alert", "only", Q(alert=True)),
        Filter("target", "of what is foreseen", "one_of", words=TARGETS),
        Filter("severity", "this severe", "one_of", words=SEVERITIES),
        Filter("actually_occurred", "those that came, or did not", "flag"),
    ),
    {"at": "at", "probability": "probability", "due_at": "due_at", "service": "service"},
    ("service",),
)
HIGH_RISK = Listing(
    (SERVICE, Filter("target", "of what is foreseen", "one_of", words=TARGETS)),
    {"probability": "probability", "due_at": "due_at", "at": "at"},
    ("service",),
)
ANOMALIES = Listing(
    (
        SERVICE,
        Filter("severity_level", "this severe", "one_of", "severity", SEVERITIES),
        Filter("is_anomaly", "those that are called anomalies", "flag"),
        Filter("acknowledged", "seen by a person, or not", "flag"),
        Filter("false_positive", "called false by a person, or not", "flag"),
        Filter("ongoing", "going on, or over", "flag"),
        Filter("hours", "begun within so many hours", "hours", "start_at__gt"),
        Filter("fingerprint", "of this error group"),
    ),
    {"start": "start_at", "score": "score", "end": "end_at", "service": "service"},
    ("service", "anomaly_type", "metric_name", "key"),
)
FORECASTS = Listing(
    (
        SERVICE,
        Filter("metric", "of this number"),
        Filter("method", "made by this method"),
        Filter("hours", "made within so many hours", "hours", "at__gt"),
    ),
    {"at": "at", "peak": "peak", "threshold_at": "threshold_at", "service": "service"},
    ("service", "metric"),
)
FORECASTS_OF_SERVICE = replace(FORECASTS, of_path="service")
ACTIONS = Listing(
    (
        SERVICE,
        Filter("status", "in this state", "one_of", words=ACTION_STATUSES),
        Filter("priority", "of this priority", "one_of", words=PRIORITIES),
        Filter("action_type", "of this type", "one_of", words=ACTION_TYPES),
    ),
    {"at": "at", "priority": URGENCY, "scheduled_for": "scheduled_for", "executed_at": "executed_at"},
    ("title", "service", "target"),
)
BY_PRIORITY = replace(ACTIONS, orders={"priority": URGENCY, "at": "at"})
INSIGHTS = Listing(
    (
        SERVICE,
        Filter("insight_type", "of this type", "one_of", words=INSIGHT_TYPES),
        Filter("severity", "this severe", "one_of", words=INSIGHT_SEVERITIES),
        Filter("status", "in this state", "one_of", words=INSIGHT_STATUSES),
        Filter("active_only", "open ones that still hold", "only", Q(status__in=OPEN_INSIGHTS, expires__gt=Now())),
        Filter("assignee", "looked after by this person"),
    ),
    {"at": "at", "expires": "expires", "confidence": "confidence", "service": "service"},
    ("title", "description", "service"),
)
MODELS = Listing(
    (
        SERVICE,
        Filter("model_type", "for this purpose", "one_of", words=MODEL_TYPES),
        Filter("status", "in this state", "one_of", words=MODEL_STATUSES),
        Filter("stage", "in this stage", "one_of", words=STAGES_OF_MODELS),
        Filter("name", "versions of this name"),
    ),
    {
        "created_at": "created_at",
        "name": "name",
        "version": "version",
        "last_trained_at": "last_trained_at",
        "accuracy": "accuracy",
    },
    ("name", "algorithm", "service"),
)
