"""What all serializers stand on: a row as the core tells it. What is absent is left out or null, as in the core's own JSON."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field(OpenApiTypes.DATETIME)
class Time(serializers.Field):
    """A time of the core: RFC 3339 in UTC, to the millisecond, finer fractions cut."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("read_only", True)
        super().__init__(**kwargs)

    def to_representation(self, value: datetime) -> str:
        """`2026-11-23T06:57:22.125Z`; whole seconds without a fraction."""
        return told_time(value)


def told_time(at: datetime) -> str:
    """The same of any time."""
    at = at.astimezone(timezone.utc)
    text = at.strftime("%Y-%m-%dT%H:%M:%S") if at.year >= 1000 else at.isoformat()[:19]
    ms = at.microsecond // 1000
    return f"{text}.{ms:03}".rstrip("0") + "Z" if ms else f"{text}Z"


class Told(serializers.ModelSerializer):
    """A row as the core tells it."""

    #: Left out where there is none.
    ABSENT: ClassVar[tuple[str, ...]] = ()
    #: Left out where there are none.
    EMPTY: ClassVar[tuple[str, ...]] = ()
    #: Whether it belongs to a service or to all of them.
    SCOPED: ClassVar[bool] = False

    def to_representation(self, row: Any) -> dict[str, Any]:
        """The row."""
        told: dict[str, Any] = super().to_representation(row)
        if self.SCOPED and told.get("service") is None:
            told.pop("service", None)
            told["system"] = True
        for name in self.ABSENT:
            if told.get(name) is None:
                told.pop(name, None)
        for name in self.EMPTY:
            if not told.get(name):
                told.pop(name, None)
        return told


class Part(serializers.Serializer):
    """Columns of the same row that stand together."""

    ABSENT: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, row: Any) -> dict[str, Any]:
        """The part."""
        told: dict[str, Any] = super().to_representation(row)
        for name in self.ABSENT:
            if told.get(name) is None:
                told.pop(name, None)
        return told


def number(source: str | None = None) -> serializers.FloatField:
    """A number."""
    return serializers.FloatField(source=source, read_only=True, allow_null=True)


def whole(source: str | None = None) -> serializers.IntegerField:
    """A whole number."""
    return serializers.IntegerField(source=source, read_only=True, allow_null=True)


def json(source: str | None = None) -> serializers.JSONField:
    """What is kept as the core wrote it."""
    return serializers.JSONField(source=source, read_only=True)


def text(source: str | None = None) -> serializers.CharField:
    """A text."""
    return serializers.CharField(source=source, read_only=True, allow_null=True)


def texts(source: str | None = None) -> serializers.ListField:
    """Texts."""
    return serializers.ListField(child=serializers.CharField(), source=source, read_only=True)


def time(source: str | None = None) -> Time:
    """A time, null where there is none."""
    return Time(source=source, allow_null=True)
