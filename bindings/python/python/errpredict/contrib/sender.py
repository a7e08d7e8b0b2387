"""Events on their way to a service: kept in memory, sent in batches by a thread, dropped and counted when too many wait."""

from __future__ import annotations

import atexit
import gzip
import json
import logging
import threading
import urllib.request
import weakref
from collections import deque
from typing import Any

logger = logging.getLogger("errpredict")

#: Events that wait at most; beyond that the oldest are dropped.
MOST_WAITING = 10_000
#: Events of one request.
BATCH = 1_000
#: Seconds between two requests, at most.
EVERY_S = 2.0
#: Seconds that a request may take.
TIMEOUT_S = 10.0
#: Seconds until a request that failed is made again; doubled each time up to the last.
RETRY_S = (1.0, 60.0)
#: Seconds that a process which ends waits for what is still to be sent.
AT_EXIT_S = 5.0


class Sender:
    """Sends events to `ingest/events/` of a service (`http://host:8080`), with a key that may do that."""

    def __init__(self, url: str, key: str) -> None:
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"expected the address of a service, such as https://errpredict.example, got {url!r}")
        self.url, self.key = url.rstrip("/"), key
        #: Events that were taken by the service, and those that were given up.
        self.sent = self.dropped = 0
        self._waiting: deque[dict[str, Any]] = deque()
        self._lock = threading.Lock()
        self._more, self._ended = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def put(self, event: dict[str, Any]) -> None:
        """Adds an event; never waits for the network."""
        with self._lock:
            if len(self._waiting) >= MOST_WAITING:
                self._waiting.popleft()
                self.dropped += 1
            self._waiting.append(event)
            full = len(self._waiting) >= BATCH
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="errpredict-sender", daemon=True)
                self._thread.start()
                # A process that ends sends what waits; a sender that nobody has any more is not kept for that.
                atexit.register(_at_exit, weakref.ref(self))
        if full:
            self._more.set()

    def _take(self) -> list[dict[str, Any]]:
        with self._lock:
            return [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]

    def _work(self) -> None:
        wait = RETRY_S[0]
        while True:
            self._more.wait(EVERY_S)
            self._more.clear()
            while batch := self._take():
                try:
                    refused, why = self._post(batch)
                    self.sent += len(batch) - refused
                    self.dropped += refused
                    if refused:
                        logger.warning("errpredict: %d of %d events were refused by %s: %s", refused, len(batch), self.url, why)
                    wait = RETRY_S[0]
                except Exception as error:
                    if self._is_refused(error) or self._ended.is_set():
                        # The same again would be refused again.
                        self.dropped += len(batch)
                        logger.warning("errpredict: %d events were not taken by %s: %s", len(batch), self.url, error)
                        continue
                    with self._lock:
                        room = MOST_WAITING - len(self._waiting)
                        self.dropped += max(0, len(batch) - room)
                        self._waiting.extendleft(reversed(batch[max(0, len(batch) - room) :]))
                    # Not sooner, however many events come meanwhile; only the end does not wait.
                    self._ended.wait(wait)
                    wait = min(2 * wait, RETRY_S[1])
            if self._ended.is_set():
                return

    @staticmethod
    def _is_refused(error: Exception) -> bool:
        code = getattr(error, "code", None)
        return isinstance(code, int) and 400 <= code < 500 and code not in (408, 429)

    def _post(self, batch: list[dict[str, Any]]) -> tuple[int, str]:
        """Sends a batch; gives how many of it the service refused, and why it refused the first."""
        lines = "\n".join(json.dumps(event, ensure_ascii=False) for event in batch)
        request = urllib.request.Request(
            f"{self.url}/api/ml/ingest/events/",
            gzip.compress(lines.encode(), 1),
            {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip", "X-API-Key": self.key},
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            told = json.loads(answer.read())
        refused, unread = told.get("refused", []), told.get("unread_lines", [])
        first = (refused or unread or [{}])[0]
        return len(refused) + int(told.get("unread", 0)), str(first.get("reason") or first)

    def close(self, wait_s: float = 2 * TIMEOUT_S) -> None:
        """Sends what waits, once, and ends."""
        self._ended.set()
        self._more.set()
        if self._thread is not None and self._thread.is_alive():
            self._thread.join(wait_s)


def _at_exit(sender: weakref.ref[Sender]) -> None:
    left = sender()
    if left is not None:
        left.close(AT_EXIT_S)
