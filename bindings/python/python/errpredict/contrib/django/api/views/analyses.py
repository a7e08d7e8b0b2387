"""Analyses on demand, by the program, and what stands beside each other on one page."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers as fields
from rest_framework.response import Response
from rest_framework.reverse import reverse

from ... import models
from ...analyses import Busy, begin
from .. import serializers
from ..filters import MOST_HOURS, given, uuid_of, whole
from ..problems import Problem, not_found, wrong
from ..summaries import dashboard, insights_by_service, predictions_by_service
from .base import ApiView, Body

DEPTHS = ("quick", "full", "deep")
#: After that nobody works on a stage any more that still says it runs.
LOST = timedelta(hours=1)
#: Stages of an analysis.
STAGES = 2


class WantedOfAll(Body):
    """What is to be analysed."""

    mode = fields.ChoiceField(choices=DEPTHS, required=False, help_text="quick finds anomalies, full predicts as well, deep looks for causes too")
    analysis_type = fields.ChoiceField(choices=DEPTHS, required=False, help_text="the same under its other name")
    at = fields.DateTimeField(required=False, allow_null=True, help_text="nothing after it counts; the newest event where absent")


class Wanted(WantedOfAll):
    """The same of one service."""

    service = fields.CharField(required=False, allow_null=True, help_text="all of them where absent")


BEGUN = inline_serializer(
    "Begun",
    {"id": fields.UUIDField(), "url": fields.CharField(), "mode": fields.CharField(), "service": fields.CharField(allow_null=True)},
)


class Plain(ApiView):
    """A view without a queryset."""

    pagination_class = None
    filter_backends: ClassVar[list[Any]] = []
    queryset = None
    serializer_class = Body


@extend_schema(request=WantedOfAll, responses={202: BEGUN})
class TriggerAll(Plain):
    """Analyses all services."""

    role = "operator"
    body_class: type[WantedOfAll] = WantedOfAll

    def post(self, request: Any) -> Response:
        """Begins it; `analysis/{id}/` tells how far it has come."""
        body = self.body_class(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        mode = said.get("mode") or said.get("analysis_type") or "full"
        if said.get("mode") and said.get("analysis_type"):
            raise Problem(400, "invalid_input", "the body does not fit: duplicate field `mode`")
        try:
            run = begin(request.caller.tenant, request.caller.name, mode, said.get("service"), said.get("at"))
        except Busy as busy:
            raise Problem(503, "unavailable", str(busy)) from None
        url = reverse("errpredict:analysis", args=[run])
        return Response({"id": run, "url": url, "mode": mode, "service": said.get("service")}, 202)


@extend_schema(request=Wanted, responses={202: BEGUN})
class Trigger(TriggerAll):
    """Analyses one service, or all."""

    body_class = Wanted


@extend_schema(
    responses=inline_serializer(
        "Progress",
        {
            "id": fields.UUIDField(),
            "status": fields.CharField(),
            "done": fields.IntegerField(),
            "of": fields.IntegerField(),
            "written": fields.JSONField(required=False),
            "error": fields.CharField(required=False),
            "stages": serializers.RunSerializer(many=True),
        },
    )
)
class Analysis(Plain):
    """How far an analysis has come."""

    def get(self, request: Any, id: str) -> Response:
        """Its stages."""
        run = uuid_of(id)
        with self.transaction(request):
            stages = list(models.MlPipelineLog.objects.filter(run_id=run).order_by("started_at"))
            told = serializers.RunSerializer(stages, many=True).data
        if not stages:
            raise not_found(f"analysis {run}")
        last = stages[-1]
        done = sum(stage.status == "completed" for stage in stages)
        lost = last.status == "running" and last.started_at < datetime.now(timezone.utc) - LOST
        status = "failed" if lost else "running" if last.status == "completed" and done < STAGES else last.status
        error = "the process that worked on it has ended: ask again" if lost else last.error
        answer: dict[str, Any] = {"id": run, "status": status, "done": done, "of": STAGES}
        if status == "completed":
            answer["written"] = last.outputs
        if error is not None:
            answer["error"] = error
        return Response({**answer, "stages": told})


def _row(name: str, **more: Any) -> Any:
    service = {"service": fields.CharField(allow_null=True)}
    return inline_serializer(name, {**service, **more, "newest_at": fields.CharField()}, many=True)


HOURS = OpenApiParameter("hours", OpenApiTypes.INT, description="so many hours back from now, 1 to 87,840; 24 where absent")


@extend_schema(
    parameters=[HOURS],
    responses=_row(
        "ServicePredictions",
        predictions=fields.IntegerField(),
        alerts=fields.IntegerField(),
        highest_probability=fields.FloatField(),
    ),
)
class PredictionsByService(Plain):
    """What was foreseen, by service."""

    def get(self, request: Any) -> Response:
        """The highest probability first."""
        hours = given(request, ("hours",)).get("hours", "24")
        if not hours.isascii() or not hours.isdigit():
            raise wrong("hours", "a whole number from 1 to 87,840", hours)
        try:
            back = whole("hours", hours, "", MOST_HOURS)
        except Problem:
            raise Problem(400, "invalid_setting", f"`hours` must be a whole number from 1 to 87,840, got {hours}") from None
        with self.transaction(request):
            return Response(predictions_by_service(datetime.now(timezone.utc) - timedelta(hours=back)))


@extend_schema(
    responses=_row(
        "ServiceInsights", active=fields.IntegerField(), critical=fields.IntegerField(), warning=fields.IntegerField()
    ),
)
class InsightsByService(Plain):
    """Open insights, by service."""

    def get(self, request: Any) -> Response:
        """The most first."""
        with self.transaction(request):
            return Response(insights_by_service())


@extend_schema(responses=OpenApiTypes.OBJECT)
class Dashboard(Plain):
    """How things stand."""

    def get(self, request: Any) -> Response:
        """Now."""
        with self.transaction(request):
            return Response(dashboard())
