"""What to do, what it means, and what people say of it."""

from __future__ import annotations

from django.db import models

from ..vocabulary import (
    ACTIONS_THAT_WAIT,
    ACTION_STATUSES,
    ACTION_TYPES,
    DIFFICULTIES,
    FEEDBACK_TYPES,
    INSIGHT_SEVERITIES,
    INSIGHT_STATUSES,
    INSIGHT_TYPES,
    OPEN_INSIGHTS,
    PRIORITIES,
    REVERSIBILITIES,
    UNATTENDED,
    words,
)
from . import managers
from .bases import ArrayOf, Audited, LifeCycle, Stamped, TenantQuerySet, maybe_of, table
from .findings import AnomalyDetection


class PreventiveAction(LifeCycle, Audited):
    """What to do, from the advice to what it achieved."""

    STEP = "status"
    OPEN = (*ACTIONS_THAT_WAIT, "running")

    key = models.TextField()
    prediction_id = models.UUIDField(null=True, blank=True)
    anomaly = maybe_of(AnomalyDetection, "actions")
    at = models.DateTimeField()
    service = models.TextField(null=True, blank=True)
    action_type = models.TextField(choices=words(ACTION_TYPES))
    priority = models.TextField(choices=words(PRIORITIES))
    title = models.TextField()
    target = models.TextField(null=True, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    because = ArrayOf("text", default=list, blank=True)
    chance = models.JSONField(null=True, blank=True)
    impact = models.JSONField()
    difficulty = models.TextField(choices=words(DIFFICULTIES))
    seconds = models.IntegerField()
    unattended = models.TextField(choices=words(UNATTENDED))
    automatable = models.BooleanField()
    reversibility = models.TextField(choices=words(REVERSIBILITIES))
    dry_run_shows = ArrayOf("text", default=list, blank=True)
    script = models.TextField(null=True, blank=True)
    path = models.TextField(null=True, blank=True)
    status = models.TextField(choices=words(ACTION_STATUSES), default="recommended")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.TextField(null=True, blank=True)
    scheduled_for = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    executed_at = models.DateTimeField(null=True, blank=True)
    executed_by = models.TextField(null=True, blank=True)
    rolled_back_at = models.DateTimeField(null=True, blank=True)
    dry_run = models.JSONField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    rollback_reference = models.TextField(null=True, blank=True)
    measured_effect = models.JSONField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()
    pending = managers.pending()
    unfinished = managers.unfinished()

    class Meta(Stamped.Meta):
        db_table = table("preventive_actions")
        verbose_name, verbose_name_plural = "action", "actions"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return str(self.title)


class AiInsight(LifeCycle, Audited):
    """What it means, for people who read no logs."""

    STEP = "status"
    OPEN = OPEN_INSIGHTS

    key = models.TextField()
    service = models.TextField(null=True, blank=True)
    insight_type = models.TextField(choices=words(INSIGHT_TYPES))
    severity = models.TextField(choices=words(INSIGHT_SEVERITIES))
    title = models.TextField()
    description = models.TextField()
    data = models.JSONField(default=dict, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    chance = models.JSONField(null=True, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    actions = ArrayOf("text", default=list, blank=True)
    impact = models.TextField()
    effort = models.TextField(choices=words(DIFFICULTIES))
    status = models.TextField(choices=words(INSIGHT_STATUSES), default="new")
    assignee = models.TextField(null=True, blank=True)
    notes = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    expires = models.DateTimeField()
    because = ArrayOf("text", default=list, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.TextField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.TextField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()
    active = managers.active()

    class Meta(Stamped.Meta):
        db_table = table("ai_insights")
        verbose_name, verbose_name_plural = "insight", "insights"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return str(self.title)


class PredictionFeedback(Audited):
    """What people say of predictions, anomalies and actions."""

    key = models.TextField(null=True, blank=True)
    prediction_id = models.UUIDField(null=True, blank=True)
    anomaly = maybe_of(AnomalyDetection, "feedback")
    action = maybe_of(PreventiveAction, "feedback")
    feedback_type = models.TextField(choices=words(FEEDBACK_TYPES))
    service = models.TextField()
    score = models.SmallIntegerField(null=True, blank=True)
    text = models.TextField(null=True, blank=True)
    at = models.DateTimeField()
    about = models.DateTimeField()
    given_by = models.TextField(null=True, blank=True)
    retrained = models.BooleanField(default=False)
    retrain_recommended = models.BooleanField(default=False)
    weight = models.FloatField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()
    untaught = managers.untaught()

    class Meta(Stamped.Meta):
        db_table = table("prediction_feedback")
        verbose_name, verbose_name_plural = "feedback", "feedback"
        ordering = ("-at", "-id")
