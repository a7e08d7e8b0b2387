"""The store in PostgreSQL: events go in, what is stored is analysed, and what was found comes out as lists."""

from __future__ import annotations

import json
import os
import time
from datetime import datetime, timezone
from typing import Any, Iterable, Iterator, Mapping

from . import _native
from ._door import dumps
from ._handles import Log, Time, logs, moment


def _ms(at: Time | None) -> int:
    """A time in milliseconds since 1970; now where none is given."""
    if at is None:
        return time.time_ns() // 1_000_000
    if isinstance(at, int):
        return at
    told = datetime.fromisoformat(moment(at).replace("Z", "+00:00"))
    told = told if told.tzinfo else told.replace(tzinfo=timezone.utc)
    return round(told.timestamp() * 1000)


def _text(value: Any) -> str:
    """A parameter as the HTTP API takes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return moment(value) if isinstance(value, datetime) else str(value)


def _folder() -> str:
    """Where programs keep their data, as `errpredict store` has it; root's own folder is closed to the user that runs PostgreSQL."""
    if os.path.expanduser("~") == "/root":
        return "/var/lib/errpredict"
    data = os.environ.get("XDG_DATA_HOME", "")
    return os.path.join(data if os.path.isabs(data) else os.path.expanduser("~/.local/share"), "errpredict")


class Store(_native.Store):
    """The store of one tenant, in the PostgreSQL of `dsn` (`postgresql://user@host/database`).

    Without a `dsn` it is a private cluster in `folder`, which this process starts, migrates, and stops on `close`. The tenant is
    made where there is none. With `migrate` a server's schema is brought to the newest step first.

    A store may be shared by threads. After a fork a child connects anew; a private cluster stays its parent's.

    >>> with errpredict.Store("postgresql://localhost/errors", migrate=True) as store:  # doctest: +SKIP
    ...     store.import_log("app.log")
    ...     found = store.analyze()
    ...     store.list("anomalies", severity="critical")
    """

    def __new__(
        cls,
        dsn: str | None = None,
        *,
        tenant: str = "default",
        folder: Log | None = None,
        migrate: bool = False,
        retention_days: int = 90,
    ) -> Any:
        self = super().__new__(cls, dsn, os.fsdecode(folder or _folder()), tenant, migrate)
        self.retention_days = retention_days
        return self

    #: Days that events are kept: older ones are refused.
    retention_days: int

    def ingest(self, events: Iterable[Mapping[str, Any]], key: str | None = None, now: Time | None = None) -> dict[str, Any]:
        """Stores events given as dictionaries, durably, and says how many were new, there already, or refused and why.

        The same events again store nothing; a `key` names the batch, so that equal events of another batch count.
        """
        return json.loads(self.ingest_json(dumps(list(events)), key, _ms(now), self.retention_days))

    def import_log(
        self, given: Log | Iterable[Log], options: Mapping[str, Any] | None = None, now: Time | None = None
    ) -> dict[str, Any]:
        """Reads log files of whatever format into the store; `options` are those of the operation `read`."""
        return json.loads(self.import_files(logs(given), dumps(options or {}), _ms(now), self.retention_days))

    def analyze(self, at: Time | None = None, config: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Finds everything about every service at a time (the newest event's where none is given), and keeps it.

        Gives the `analysis`, and how many rows of each kind were `written`.
        """
        return json.loads(self.analyze_json(None if at is None else _ms(at), dumps(config or {})))

    def list(self, name: str, **parameters: Any) -> dict[str, Any]:
        """A page of a list: `predictions`, `anomalies`, `forecasts`, `actions`, `insights`, `events`, `patterns`, `models` and so on.

        `parameters` are those of the HTTP API: filters, `search`, `ordering`, `page`, `page_size`.
        """
        return json.loads(self.list_json(name, [(key, _text(value)) for key, value in parameters.items()], _ms(None)))

    def rows(self, name: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Every row of a list, page after page."""
        page = 1
        while True:
            found = self.list(name, page=page, page_size=100, **parameters)["results"]
            yield from found
            if len(found) < 100:
                return
            page += 1

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *raised: Any) -> None:
        self.close()
