"""Admin pages: what was found, with plots, and the steps that people take. Nothing is added, edited or deleted by hand."""

from __future__ import annotations

import uuid
from datetime import datetime, timezone
from typing import Any, Callable

from django.contrib import admin, messages
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from . import models, plots
from .conf import settings
from .executing import InHand, ask, check_free, executor_of
from .tenants import tenant


def step(name: str, about: str, after: Any = None, before: Any = None, **values: Any) -> Any:
    """An action of a list: columns of the chosen rows are set, in the name of whoever chose; the database says which may.

    `before` and `after` are done with each row, in the same transaction.
    """

    @admin.action(description=about, permissions=["change"])
    def take(page: Any, request: HttpRequest, chosen: Any) -> None:
        done, refused = 0, []
        for row in list(chosen):
            set_to = {column: value() if callable(value) else value for column, value in values.items()}
            try:
                # Each by itself: what is not open for one row is open for another.
                with transaction.atomic(using=settings().DATABASE):
                    if before is not None:
                        before(row)
                    rows = page.model.objects.filter(pk=row.pk)
                    if hasattr(row, "TIME"):
                        rows = rows.filter(**{row.TIME: getattr(row, row.TIME)})
                    changed = rows.update(**set_to)
                    if after is not None:
                        after(row)
                done += changed
            except InHand as busy:
                refused.append(f"{row}: {busy}")
            except DatabaseError as error:
                refused.append(f"{row}: {str(error).splitlines()[0]}")
        if done:
            page.message_user(request, f"{about}: {done}", messages.SUCCESS)
        for said in refused[:10]:
            page.message_user(request, said, messages.ERROR)

    take.__name__ = name
    return take


def _hand_over(action: Any) -> None:
    """To the executor that is registered for it, where one is."""
    executor = executor_of(action)
    if executor is not None:
        ask(action, executor)


def _now() -> datetime:
    return datetime.now(timezone.utc)


class FoundAdmin(admin.ModelAdmin):
    """A table of errpredict: read in a transaction of the tenant, in the name of whoever looks."""

    change_form_template = "admin/errpredict/change_form.html"
    show_full_result_count = False
    list_per_page = 50
    #: The plot of a row.
    plot: Any = None

    def _answered(self, request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any) -> HttpResponseBase:
        with tenant(actor=request.user.get_username()):
            response: Any = view(request, *args, **kwargs)
            # Rows are read while the page is written: inside the transaction.
            if hasattr(response, "render"):
                response = response.render()
            return response

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list."""
        try:
            return self._answered(request, super().changelist_view, extra_context)
        except ImproperlyConfigured as wrong:
            return self._unset(request, wrong)

    def changeform_view(self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None) -> Any:
        """One row: shown, with its plot."""
        context = {**(extra_context or {}), "show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}

        def view(request: HttpRequest) -> Any:
            row = self.get_object(request, object_id)
            context["plot"] = None if row is None or self.plot is None else type(self).plot(row)
            return super(FoundAdmin, self).changeform_view(request, object_id, form_url, context)

        return self._answered(request, view)

    def history_view(self, request: HttpRequest, object_id: Any, extra_context: Any = None) -> Any:
        """What Django itself logged; the steps stand in the audit log of errpredict."""
        return self._answered(request, super().history_view, object_id, extra_context)

    @staticmethod
    def _unset(request: HttpRequest, wrong: Exception) -> Any:
        return HttpResponse(str(wrong), status=503, content_type="text/plain; charset=utf-8")

    def get_object(self, request: HttpRequest, object_id: Any, from_field: Any = None) -> Any:
        """By its id; of a divided table one part is looked at."""
        try:
            return self.get_queryset(request).by_id(uuid.UUID(str(object_id)))
        except ValueError:
            return None

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without what no page shows: a model may have megabytes of it."""
        return super().get_queryset(request).defer(*self._bytes())

    def _bytes(self) -> list[str]:
        return [field.name for field in self.model._meta.fields if field.get_internal_type() == "BinaryField"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All columns, bytes left out."""
        hidden = (*self._bytes(), "tenant_id")
        return [field.name for field in self.model._meta.fields if field.name not in hidden]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All of them."""
        return self.get_fields(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: errpredict finds."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: rows end with their retention."""
        return False


@admin.register(models.AnomalyDetection)
class AnomalyAdmin(FoundAdmin):
    """Anomalies."""

    list_display = ("__str__", "severity", "score", "start_at", "ongoing", "acknowledged", "false_positive")
    list_filter = ("severity", "anomaly_type", "ongoing", "acknowledged", "false_positive")
    search_fields = ("service", "anomaly_type", "metric_name", "key")
    actions = (
        step("acknowledge", "Acknowledge", acknowledged=True),
        step("false_positive", "Nothing was wrong", false_positive=True),
    )
    plot = staticmethod(plots.anomaly)


@admin.register(models.ErrorPrediction)
class PredictionAdmin(FoundAdmin):
    """Predictions."""

    list_display = ("__str__", "band", "alert", "at", "due_at", "actually_occurred", "was_correct")
    list_filter = ("band", "alert", "target", "actually_occurred")
    search_fields = ("service",)
    actions = (
        step("occurred", "It came", actually_occurred=True, occurred_at=_now),
        step("not_occurred", "It did not come", actually_occurred=False, occurred_at=None),
    )

    @staticmethod
    def plot(row: Any) -> Any:
        """What was said of the same before."""
        same = models.ErrorPrediction.objects.filter(target=row.target, horizon_minutes=row.horizon_minutes, at__lte=row.at)
        same = same.filter(service__isnull=True) if row.service is None else same.filter(service=row.service)
        return plots.predictions(list(same.order_by("-at")[:200])[::-1], row)


@admin.register(models.TimeSeriesForecast)
class ForecastAdmin(FoundAdmin):
    """Forecasts."""

    list_display = ("__str__", "method", "at", "horizon", "trend_direction", "exceeds", "threshold_at")
    list_filter = ("metric", "method", "trend_direction", "exceeds")
    search_fields = ("service", "metric")
    plot = staticmethod(plots.forecast)


@admin.register(models.PreventiveAction)
class ActionAdmin(FoundAdmin):
    """Actions."""

    list_display = ("title", "service", "priority", "status", "unattended", "at", "approved_by")
    list_filter = ("status", "priority", "action_type", "unattended")
    search_fields = ("title", "service", "target")
    actions = (
        step("approve", "Approve", status="approved"),
        step("reject", "Refuse", status="rejected"),
        step("skip", "Skip", status="skipped"),
        step("start", "Begin", before=check_free, after=_hand_over, status="running"),
        step("done", "It was done", before=check_free, status="executed"),
        step("failed", "It failed", before=check_free, status="failed"),
    )


@admin.register(models.AiInsight)
class InsightAdmin(FoundAdmin):
    """Insights."""

    list_display = ("title", "service", "severity", "status", "assignee", "at", "expires")
    list_filter = ("status", "severity", "insight_type")
    search_fields = ("title", "description", "service")
    actions = (
        step("acknowledge", "Acknowledge", status="acknowledged"),
        step("resolve", "Resolved", status="resolved"),
        step("wont_fix", "Will not be fixed", status="wont_fix"),
    )


@admin.register(models.RootCauseAnalysis)
class RootCausesAdmin(FoundAdmin):
    """Analyses of causes."""

    list_display = ("__str__", "service", "cause_kind", "share", "excess_errors", "at")
    list_filter = ("cause_kind",)
    search_fields = ("service", "most_likely")


@admin.register(models.MlModel)
class ModelAdmin(FoundAdmin):
    """Models."""

    list_display = ("name", "version", "stage", "model_type", "service", "accuracy", "brier", "last_trained_at")
    list_filter = ("stage", "status", "model_type")
    search_fields = ("name", "algorithm", "service")

    @staticmethod
    def plot(row: Any) -> Any:
        """Its accuracy by day."""
        return plots.days(list(row.days.order_by("-date")[:90])[::-1])


@admin.register(models.ErrorPattern)
class PatternAdmin(FoundAdmin):
    """Error groups."""

    list_display = ("__str__", "service", "error_type", "errors", "errors_last_day", "state", "last_seen")
    list_filter = ("state",)
    search_fields = ("template", "sample", "error_type")


@admin.register(models.ErrorEvent)
class EventAdmin(FoundAdmin):
    """Events."""

    list_display = ("error_type", "service", "severity", "kind", "endpoint", "timestamp")
    list_filter = ("severity", "kind")
    search_fields = ("message", "error_type", "endpoint")


@admin.register(models.AlertNotification)
class NotificationAdmin(FoundAdmin):
    """Messages to people."""

    list_display = ("subject", "severity", "channel", "status", "attempts", "created_at")
    list_filter = ("status", "channel", "severity")


@admin.register(models.MlPipelineLog)
class RunAdmin(FoundAdmin):
    """Runs of stages."""

    list_display = ("pipeline", "stage", "status", "started_at", "duration_s", "error")
    list_filter = ("status", "stage")


@admin.register(models.AuditEntry)
class AuditAdmin(FoundAdmin):
    """Who did what."""

    list_display = ("seq", "at", "actor", "action", "object_type", "object_id")
    list_filter = ("object_type", "action")
    search_fields = ("actor", "object_id")


@admin.register(models.PredictionFeedback)
class FeedbackAdmin(FoundAdmin):
    """What people said."""

    list_display = ("feedback_type", "service", "score", "given_by", "at", "retrained")
    list_filter = ("feedback_type", "retrained")
