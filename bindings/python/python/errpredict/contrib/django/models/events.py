"""What was reported, its groups, and what models looked at."""

from __future__ import annotations

from django.db import models

from ..vocabulary import (
    ENVIRONMENTS,
    KINDS,
    PATTERN_STATES,
    SEVERITIES,
    words,
)
from .bases import ArrayOf, Stamped, TimedQuerySet, table


class ErrorEvent(Stamped):
    """Everything that was reported, for as long as it is kept; divided by day."""

    #: The column that its id carries.
    TIME = "timestamp"

    timestamp = models.DateTimeField()
    service = models.TextField()
    severity = models.TextField(null=True, blank=True, choices=words(SEVERITIES))
    kind = models.TextField(choices=words(KINDS), default="error")
    error_type = models.TextField(default="", blank=True)
    message = models.TextField(null=True, blank=True)
    error_id = models.TextField(null=True, blank=True)
    code = models.TextField(null=True, blank=True)
    status_code = models.SmallIntegerField(null=True, blank=True)
    endpoint = models.TextField(null=True, blank=True)
    user_id = models.TextField(null=True, blank=True)
    request_id = models.TextField(null=True, blank=True)
    stack_trace = models.TextField(null=True, blank=True)
    environment = models.TextField(null=True, blank=True, choices=words(ENVIRONMENTS))
    release = models.TextField(null=True, blank=True)
    response_time_ms = models.FloatField(null=True, blank=True)
    attributes = models.JSONField(null=True, blank=True)
    fingerprint = models.TextField(null=True, blank=True)
    received_at = models.DateTimeField()
    user_sealed = models.BinaryField(null=True, blank=True)
    user_hash = models.BinaryField(null=True, blank=True)

    objects = TimedQuerySet.as_manager()

    class Meta(Stamped.Meta):
        db_table = table("error_events")
        verbose_name, verbose_name_plural = "event", "events"
        ordering = ("-timestamp", "-id")

    def __str__(self) -> str:
        return f"{self.error_type} of {self.service}"


class ErrorPattern(Stamped):
    """Groups of equal errors."""

    service = models.TextField()
    fingerprint = models.TextField()
    error_type = models.TextField(default="", blank=True)
    template = models.TextField(null=True, blank=True)
    sample = models.TextField(default="", blank=True)
    errors = models.BigIntegerField(default=0)
    errors_last_day = models.BigIntegerField(default=0)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    state = models.TextField(null=True, blank=True, choices=words(PATTERN_STATES))
    cause = models.TextField(null=True, blank=True)
    resolution = models.TextField(null=True, blank=True)
    similar_groups = models.JSONField(default=list, blank=True)
    assignee = models.TextField(null=True, blank=True)
    ignored_until = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.TextField(null=True, blank=True)
    #: The release that it is resolved in; absent where from then on.
    resolved_in = models.TextField(null=True, blank=True)
    #: When the first event came that contradicts it.
    regressed_at = models.DateTimeField(null=True, blank=True)
    regressed_in = models.TextField(null=True, blank=True)
    #: The group it is shown with.
    merged_into = models.UUIDField(null=True, blank=True)

    class Meta(Stamped.Meta):
        db_table = table("error_patterns")
        verbose_name, verbose_name_plural = "error group", "error groups"
        ordering = ("-last_seen", "-id")

    def __str__(self) -> str:
        return str(self.template or self.sample or self.error_type)


class FeatureSnapshot(Stamped):
    """What a model looked at, at a time: for replay, drift and training; divided by week."""

    #: The column that its id carries.
    TIME = "at"

    service = models.TextField(null=True, blank=True)
    at = models.DateTimeField()
    window_ms = models.BigIntegerField()
    values = ArrayOf("double precision")
    names_hash = models.TextField()
    feature_set_version = models.IntegerField()

    objects = TimedQuerySet.as_manager()

    class Meta(Stamped.Meta):
        db_table = table("feature_snapshots")
        verbose_name, verbose_name_plural = "snapshot of features", "snapshots of features"
        ordering = ("-at", "-id")
