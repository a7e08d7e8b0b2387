"""The one `Watch` of a process of this project."""

from __future__ import annotations

import threading
from typing import Any

from django.core.signals import setting_changed
from django.dispatch import Signal

from ..watch import Watch
from .conf import settings
from .signals import anomaly_detected, error_captured, prediction_made

_lock = threading.Lock()
_watch: Watch | None = None


def _teller(signal: Signal, watch: Watch) -> Any:
    def tell(told: dict[str, Any]) -> None:
        signal.send_robust(sender=Watch, told=told, watch=watch)

    return tell


def watch() -> Watch:
    """What counts in this process; made when it is first asked for."""
    global _watch
    if _watch is not None:
        return _watch
    with _lock:
        if _watch is None:
            said = settings()
            made = Watch(
                said.SERVICE,
                environment=said.ENVIRONMENT,
                release=said.RELEASE,
                advance_seconds=said.ADVANCE_SECONDS,
                analyze_seconds=said.ANALYZE_SECONDS,
                send_to=said.SEND_TO,
                key=said.KEY,
            )
            made.on_error.append(_teller(error_captured, made))
            made.on_anomaly.append(_teller(anomaly_detected, made))
            made.on_prediction.append(_teller(prediction_made, made))
            _watch = made
        return _watch


def _changed(*, setting: str, **_: Any) -> None:
    global _watch
    if setting == "ERRPREDICT":
        with _lock:
            old, _watch = _watch, None
        if old is not None:
            old.close()


setting_changed.connect(_changed, dispatch_uid="errpredict.watching")
