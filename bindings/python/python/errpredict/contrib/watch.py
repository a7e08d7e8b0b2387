"""What a running process sees of itself: requests and errors into a `Monitor`, and word of what is found in it.

The middleware of Django, ASGI and WSGI stand on this. Nothing of it ever raises into the application.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import traceback
import weakref
from datetime import datetime, timezone
from typing import Any, Callable

from .._handles import Monitor
from .._logging import _severity
from .sender import Sender

logger = logging.getLogger("errpredict")

#: Bytes of a stack trace that are counted; the newest frames stand last and stay.
MOST_TRACE = 16_384
#: Errors of errpredict itself that are logged; the rest are counted.
MOST_LOGGED = 10

Listener = Callable[[dict[str, Any]], None]


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


class Watch:
    """The fold of one process.

    Args:
        service: the name that its events carry.
        environment: `development`, `staging` or `production`.
        release: the release that runs.
        advance_seconds: seconds between two looks for anomalies; 0 for none.
        analyze_seconds: seconds between two analyses, which predict; 0 for none.
        send_to: the address of a service (`errpredict serve`) that gets every event as well.
        key: the key for it.
    """

    def __init__(
        self,
        service: str,
        *,
        environment: str | None = None,
        release: str | None = None,
        advance_seconds: float = 60.0,
        analyze_seconds: float = 900.0,
        send_to: str | None = None,
        key: str | None = None,
    ) -> None:
        self.service, self.environment, self.release = service, environment, release
        self.advance_seconds, self.analyze_seconds = advance_seconds, analyze_seconds
        self._where = {"environment": environment, "release": release}
        #: Called with what was found: an error as it is told, an anomaly, a prediction.
        self.on_error: list[Listener] = []
        self.on_anomaly: list[Listener] = []
        self.on_prediction: list[Listener] = []
        #: What errpredict itself failed at; the application never notices.
        self.failures = 0
        self.sender = Sender(send_to, key or "") if send_to else None
        self._begin()
        _ALL.add(self)

    def _begin(self) -> None:
        self.monitor = Monitor()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()

    def _after_fork(self) -> None:
        # What the parent counted stays the parent's: a child that told it again would count it twice. The old monitor may be
        # locked by a thread that is not here any more, so nothing is asked of it, and it is never freed.
        _LEFT.append((self.monitor, self._lock))
        self._begin()
        if self.sender is not None:
            self.sender = Sender(self.sender.url, self.sender.key)

    def failed(self, what: str) -> None:
        """Keeps that errpredict itself failed at something; said in the log the first times."""
        self.failures += 1
        if self.failures <= MOST_LOGGED:
            logger.warning("errpredict could not %s; the application goes on", what, exc_info=True)

    def request(
        self,
        endpoint: str | None,
        status: int,
        milliseconds: float,
        user_id: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Counts a request that was answered."""
        try:
            self.monitor.observe(
                time.time_ns() // 1_000_000,
                self.service,
                kind="request",
                status_code=status,
                endpoint=endpoint,
                user_id=user_id,
                request_id=request_id,
                environment=self.environment,
                release=self.release,
                response_time_ms=milliseconds,
            )
            if self._thread is None:
                self._work()
            if self.sender is not None:
                self._send(
                    kind="request", status_code=status, endpoint=endpoint, user_id=user_id, request_id=request_id,
                    response_time_ms=milliseconds,
                )  # fmt: skip
        except Exception:
            self.failed("count a request")

    def error(
        self,
        error: BaseException | None,
        *,
        severity: str | None = "high",
        message: str | None = None,
        endpoint: str | None = None,
        user_id: str | None = None,
        request_id: str | None = None,
    ) -> None:
        """Counts an error, once however often it is told.

        The status of the request that it broke is told by that request: here it would count as a failed request once more.
        """
        try:
            if error is not None:
                if getattr(error, "_errpredict_seen", False):
                    return
                try:
                    error._errpredict_seen = True  # type: ignore[attr-defined]
                except AttributeError:
                    # It has no place for that: told twice it counts twice.
                    pass
            kind = type(error).__name__ if error is not None else ""
            said = message if message is not None else str(error) if error is not None else None
            trace = None
            if error is not None:
                trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))[-MOST_TRACE:]
            fields = {
                "stack_trace": trace, "endpoint": endpoint, "user_id": user_id, "request_id": request_id,
            }  # fmt: skip
            self.monitor.observe(_now_ms(), self.service, severity, kind, said, **fields, **self._where)
            if self._thread is None:
                self._work()
            if self.sender is not None:
                self._send(kind="error", severity=severity, error_type=kind, message=said, **fields)
            told = {"service": self.service, "severity": severity, "error_type": kind, "message": said, **fields}
            self._tell(self.on_error, told)
        except Exception:
            self.failed("count an error")

    def record(self, record: logging.LogRecord) -> None:
        """Counts a record of Python's logging; one with an exception counts as that exception, once."""
        error = record.exc_info[1] if record.exc_info else None
        try:
            severity, message = _severity(record.levelname), record.getMessage()
        except Exception:
            self.failed("read a record of the log")
            return
        self.error(error, severity=severity, message=message)

    def _send(self, **fields: Any) -> None:
        event = {name: value for name, value in {**fields, **self._where}.items() if value is not None}
        if self.sender is not None:
            now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
            self.sender.put({"timestamp": now, "service": self.service, **event})

    def _tell(self, listeners: list[Listener], told: dict[str, Any]) -> None:
        for listener in listeners:
            try:
                listener(told)
            except Exception:
                self.failed("tell of what it found")

    # ---- looking for what is wrong

    def advance(self, at: int | None = None) -> list[dict[str, Any]]:
        """Judges every step that is over and was not judged yet, and tells of anomalies."""
        found = self.monitor.advance(_now_ms() if at is None else at)
        for anomaly in found:
            self._tell(self.on_anomaly, anomaly)
        return found

    def analyze(self, at: int | None = None) -> dict[str, Any]:
        """Everything that is found at a time, now where none is given; tells of predictions."""
        found: dict[str, Any] = self.monitor.analyze(_now_ms() if at is None else at)
        # What is foreseen of all services together belongs to none of them.
        for service in (*found["services"], found["system"]):
            for prediction in service.get("predictions", ()):
                self._tell(self.on_prediction, prediction)
        return found

    def _work(self) -> None:
        """Begins to look, in a thread of its own, with the first event of a process: never at import, so never before a fork."""
        with self._lock:
            if self._thread is not None:
                return
            # A thread that is not started marks that nothing is to be looked for.
            self._thread = threading.Thread(target=self._look, name="errpredict", daemon=True)
            if self.advance_seconds > 0 or self.analyze_seconds > 0:
                self._thread.start()

    def _look(self) -> None:
        begun = time.monotonic()
        due = {
            name: begun + seconds
            for name, seconds in (("advance", self.advance_seconds), ("analyze", self.analyze_seconds))
            if seconds > 0
        }
        every = {"advance": self.advance_seconds, "analyze": self.analyze_seconds}
        while not self._ended.wait(max(0.0, min(due.values()) - time.monotonic())):
            for name, when in due.items():
                if time.monotonic() < when:
                    continue
                try:
                    getattr(self, name)()
                except Exception:
                    self.failed(f"{name} what it counted")
                due[name] = time.monotonic() + every[name]

    def close(self) -> None:
        """Ends its threads; what waits to be sent is sent first."""
        self._ended.set()
        if self._thread is not None and self._thread.is_alive():
            self._thread.join(5)
        if self.sender is not None:
            self.sender.close()


_ALL: weakref.WeakSet[Watch] = weakref.WeakSet()
_LEFT: list[Any] = []


def _after_fork_in_child() -> None:
    for watch in list(_ALL):
        watch._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)


def current_error() -> BaseException | None:
    """The exception that is handled at the moment."""
    return sys.exc_info()[1]
