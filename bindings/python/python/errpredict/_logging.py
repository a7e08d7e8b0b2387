"""What Python's `logging` tells, counted in a monitor."""

from __future__ import annotations

import logging
import traceback
from functools import lru_cache

from . import errors
from ._door import call
from ._handles import Monitor


@lru_cache
def _severity(level: str) -> str | None:
    try:
        severity: str = call("severity", {"level": level})["severity"]
        return severity
    except errors.UnknownName:
        # A level of the application's own: counted, and never taken for an error.
        return None


class MonitorHandler(logging.Handler):
    """Counts every record: `logging.getLogger().addHandler(MonitorHandler(monitor, "shop"))`."""

    def __init__(self, monitor: Monitor, service: str, level: int = logging.NOTSET) -> None:
        super().__init__(level)
        self.monitor, self.service = monitor, service

    def emit(self, record: logging.LogRecord) -> None:
        """Counts a record; what goes wrong is handled as `logging` handles it."""
        try:
            kind = error = trace = None
            if record.exc_info and record.exc_info[0] is not None:
                kind, error, _ = record.exc_info
                trace = "".join(traceback.format_exception(*record.exc_info))
            self.monitor.observe(
                int(record.created * 1000),
                self.service,
                _severity(record.levelname),
                kind.__name__ if kind else "",
                # A record without words and without an error has no message, not one that says `None`.
                record.getMessage() or (None if error is None else str(error)),
                stack_trace=trace,
            )
        except Exception:
            self.handleError(record)
