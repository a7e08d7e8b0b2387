"""Steps of what was found: seen, came, executed. Which step is open is decided by the database; here it is only asked for."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from django.db import connections
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as fields
from rest_framework.response import Response

from ... import models
from ...conf import settings
from ...executing import InHand, ask, check_free, executor_of
from .. import serializers
from ..problems import Problem, not_found
from .base import Body, StepView


class Occurred(Body):
    """That it came."""

    error_id = fields.UUIDField(required=False, allow_null=True, help_text="the event that it was; its time counts unless another is given")
    timestamp = fields.DateTimeField(required=False, allow_null=True, help_text="when it came; now where neither is given")


class Result(Body):
    """How an action ended."""

    success = fields.BooleanField(help_text="whether it did what it should")
    duration = fields.FloatField(required=False, allow_null=True, help_text="seconds it took")
    impact_observed = fields.JSONField(required=False, allow_null=True, help_text="what was seen afterwards")


class Executed(Body):
    """That an action ran."""

    result = Result(required=False, allow_null=True, help_text="where absent the action is begun, and a second call says how it ended")


class PredictionStep(StepView):
    """A step of a prediction."""

    serializer_class = serializers.PredictionSerializer
    what = "prediction"

    def get_queryset(self) -> Any:
        """All."""
        return models.ErrorPrediction.objects.all()


@extend_schema(request=None, responses=serializers.PredictionSerializer)
class TriggerAlert(PredictionStep):
    """Raises the alert of a prediction by hand."""

    def take(self, row: Any, said: dict[str, Any]) -> None:
        """Unless it was raised before or it is known whether it came."""
        rows = self.get_queryset().filter(pk=row.pk, at=row.at, alert=False, resolved_at__isnull=True)
        if rows.update(alert=True):
            with connections[settings().DATABASE].cursor() as cursor:
                cursor.execute(
                    "select ai_platform.append_audit('alert', 'error_predictions', %s, null, null)", [str(row.pk)]
                )


@extend_schema(request=Occurred, responses=serializers.PredictionSerializer)
class MarkOccurred(PredictionStep):
    """Says that it came."""

    body_class = Occurred

    def take(self, row: Any, said: dict[str, Any]) -> None:
        """Said once; saying another is refused."""
        at = said.get("timestamp")
        if said.get("error_id") is not None:
            event = models.ErrorEvent.objects.by_id(said["error_id"])
            if event is None:
                raise not_found(f"event {said['error_id']}")
            at = at or event.timestamp
        self.change(row, actually_occurred=True, occurred_at=at or datetime.now(timezone.utc), occurred_id=said.get("error_id"))


@extend_schema(request=None, responses=serializers.PredictionSerializer)
class MarkNotOccurred(PredictionStep):
    """Says that it did not come."""

    def take(self, row: Any, said: dict[str, Any]) -> None:
        """Said once; saying another is refused."""
        self.change(row, actually_occurred=False, occurred_at=None, occurred_id=None)


class AnomalyStep(StepView):
    """A step of an anomaly."""

    serializer_class = serializers.AnomalySerializer
    what = "anomaly"

    def get_queryset(self) -> Any:
        """All."""
        return models.AnomalyDetection.objects.all()


@extend_schema(request=None, responses=serializers.AnomalySerializer)
class Acknowledge(AnomalyStep):
    """Says that somebody has seen it."""

    def take(self, row: Any, said: dict[str, Any]) -> None:
        """It stays so."""
        self.change(row, acknowledged=True)


@extend_schema(request=None, responses=serializers.AnomalySerializer)
class FalsePositive(AnomalyStep):
    """Says that nothing was wrong."""

    def take(self, row: Any, said: dict[str, Any]) -> None:
        """It stays so."""
        self.change(row, false_positive=True)


@extend_schema(request=Executed, responses=serializers.ActionSerializer)
class Execute(StepView):
    """Begins an action, and says how it ended."""

    serializer_class = serializers.ActionSerializer
    what = "action"
    body_class = Executed

    def get_queryset(self) -> Any:
        """All."""
        return models.PreventiveAction.objects.all()

    def take(self, row: Any, said: dict[str, Any]) -> None:
        """To `running`, by an executor where one is registered; where a result is told, to `executed` or `failed`."""
        result = said.get("result")
        try:
            check_free(row)
            if row.status != "running":
                executor = executor_of(row) if result is None else None
                self.change(row, status="running")
                if executor is not None:
                    ask(row, executor)
        except InHand as busy:
            raise Problem(409, "conflict", str(busy)) from None
        if result is not None:
            kept = {name: value for name, value in result.items() if value is not None}
            self.change(row, status="executed" if result["success"] else "failed", result=kept)


class ActionStep(Execute):
    """A step without more to say."""

    body_class = Body
    to = ""

    @extend_schema(request=None, responses=serializers.ActionSerializer)
    def post(self, request: Any, id: str, **kwargs: Any) -> Response:
        """Takes it."""
        return super().post(request, id, **kwargs)

    def take(self, row: Any, said: dict[str, Any]) -> None:
        """To that status."""
        self.change(row, status=self.to)


class Approve(ActionStep):
    """Approves an action."""

    role, to = "approver", "approved"


class Reject(ActionStep):
    """Refuses an action."""

    role, to = "approver", "rejected"


class Skip(ActionStep):
    """Drops an action that is not needed any more."""

    to = "skipped"
