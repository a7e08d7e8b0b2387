"""The door for everything: an operation by its name, with plain dictionaries in and out."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Mapping

from . import _native


def _plain(value: Any) -> Any:
    """What JSON has no form for: times, and numbers and arrays of numpy."""
    if isinstance(value, (datetime, date)):
        # A time without a zone is UTC; one west of Greenwich has its offset behind a minus, as a date has its parts.
        has_zone = not isinstance(value, datetime) or value.utcoffset() is not None
        return value.isoformat() if has_zone else f"{value.isoformat()}Z"
    for turn in ("tolist", "item"):
        if hasattr(value, turn):
            return getattr(value, turn)()
    raise TypeError(f"{type(value).__name__} has no form in a request")


def dumps(value: Any) -> str:
    """A request as JSON."""
    return json.dumps(value, default=_plain, ensure_ascii=False)


def given(**fields: Any) -> dict[str, Any]:
    """A request of the fields that were given."""
    return {name: value for name, value in fields.items() if value is not None}


def call(operation: str, request: Mapping[str, Any] | None = None) -> Any:
    """Runs an operation (`docs/wire.md` lists them) on a request and gives its answer.

    Raises:
        errpredict.Error: with the code of the core.
    """
    return json.loads(_native.call(operation, dumps(request or {})))
