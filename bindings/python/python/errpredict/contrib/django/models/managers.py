"""Managers, each named on its model for the question that it answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import Now

from ..vocabulary import ACTIONS_THAT_WAIT, OPEN_INSIGHTS, PRIORITIES
from .bases import TenantQuerySet, TimedQuerySet

EIGHT_DAYS = timedelta(days=8)
#: How urgent a priority is, 1 to 4.
URGENCY = Case(*(When(priority=word, then=Value(rank)) for rank, word in enumerate(PRIORITIES, 1)), output_field=IntegerField())


def only(queryset: type[TenantQuerySet] = TenantQuerySet, *conditions: Any, **filters: Any) -> Any:
    """A manager of the rows that fit."""

    class Only(models.Manager.from_queryset(queryset)):  # type: ignore[misc]
        def get_queryset(self) -> Any:
            return super().get_queryset().filter(*conditions, **filters)

    return Only()


def answering() -> Any:
    """Models that answer; one of a name does."""
    return only(stage="active")


def unacknowledged() -> Any:
    """Anomalies that nobody has acknowledged."""
    return only(acknowledged=False)


def critical() -> Any:
    """Critical anomalies."""
    return only(severity="critical")


def ongoing() -> Any:
    """Anomalies that go on."""
    return only(ongoing=True)


def high_risk() -> Any:
    """Predictions that raised an alert and are not due; the longest horizon is a week."""
    return only(TimedQuerySet, alert=True, due_at__gt=Now(), at__gt=Now() - models.Value(EIGHT_DAYS))


def unresolved() -> Any:
    """Predictions of which nobody has said whether it came."""
    return only(TimedQuerySet, resolved_at__isnull=True)


def at_risk() -> Any:
    """Forecasts that cross their threshold in time to come."""
    return only(TimedQuerySet, exceeds=True, threshold_at__gt=Now())


def pending() -> Any:
    """Actions that have not come to their end and do not run."""
    return only(status__in=ACTIONS_THAT_WAIT)


def unfinished() -> Any:
    """Actions that have not come to their end."""
    return only(status__in=(*ACTIONS_THAT_WAIT, "running"))


def active() -> Any:
    """Open insights that still hold."""
    return only(status__in=OPEN_INSIGHTS, expires__gt=Now())


def untaught() -> Any:
    """Feedback that no model has learnt from."""
    return only(retrained=False)


def troubled() -> Any:
    """Runs that failed or warn."""
    return only(status__in=("failed", "warning"))


def waiting() -> Any:
    """Messages that are still to be sent."""
    return only(status="pending")
