"""What ran, who is told, who did what."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from ..vocabulary import (
    CHANNELS,
    NOTIFICATION_STATUSES,
    PIPELINE_STAGES,
    PIPELINE_STATUSES,
    SEVERITIES,
    words,
)
from . import managers
from .bases import ArrayOf, Audited, Kept, LifeCycle, Stamped, TenantQuerySet, computed, maybe_of, table
from .learning import MlModel


class MlPipelineLog(Stamped):
    """What ran, stage by stage."""

    run_id = models.UUIDField()
    pipeline = models.TextField()
    stage = models.TextField(choices=words(PIPELINE_STAGES))
    model = maybe_of(MlModel, "runs")
    status = models.TextField(choices=words(PIPELINE_STATUSES), default="running")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    duration_s = computed(models.FloatField(), null=True)
    input_mb = models.FloatField(null=True, blank=True)
    samples = models.BigIntegerField(null=True, blank=True)
    outputs = models.JSONField(default=dict, blank=True)
    error = models.TextField(null=True, blank=True)
    warnings = ArrayOf("text", default=list, blank=True)
    metrics = models.JSONField(default=dict, blank=True)
    log = models.TextField(default="", blank=True)

    objects = TenantQuerySet.as_manager()
    troubled = managers.troubled()

    class Meta(Stamped.Meta):
        db_table = table("ml_pipeline_logs")
        verbose_name, verbose_name_plural = "run of a stage", "runs of stages"
        ordering = ("-started_at", "-id")


class AlertNotification(LifeCycle, Audited):
    """Messages to people, written with what they tell of and sent by a worker."""

    STEP = "status"
    OPEN = ("pending", "failed")

    subject = models.TextField()
    severity = models.TextField(choices=words(SEVERITIES))
    channel = models.TextField(choices=words(CHANNELS))
    recipient = models.TextField()
    message = models.TextField()
    status = models.TextField(choices=words(NOTIFICATION_STATUSES), default="pending")
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=Now())
    dedupe_key = models.TextField()
    escalation_level = models.IntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(null=True, blank=True)
    recipient_sealed = models.BinaryField(null=True, blank=True)
    payload = models.JSONField(default=dict, blank=True)
    alert_id = models.UUIDField(null=True, blank=True)
    receipt = models.JSONField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()
    waiting = managers.waiting()

    class Meta(Stamped.Meta):
        db_table = table("alert_notifications")
        verbose_name, verbose_name_plural = "notification", "notifications"
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return str(self.subject)


class AuditEntry(Kept, Stamped):
    """Who did what, in a chain that shows any change."""

    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.TextField(null=True, blank=True)
    action = models.TextField()
    object_type = models.TextField()
    object_id = models.TextField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    request_id = models.TextField(null=True, blank=True)
    salt = models.BinaryField(null=True, blank=True)
    content_digest = models.BinaryField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()
    erased_at = models.DateTimeField(null=True, blank=True)
    form = models.SmallIntegerField(default=1)

    class Meta(Stamped.Meta):
        db_table = table("audit_log")
        verbose_name, verbose_name_plural = "entry of the audit log", "audit log"
        ordering = ("-seq",)
