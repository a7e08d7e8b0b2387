"""The events of a log as a table."""

from __future__ import annotations

import json
from typing import Any, Iterable

from . import _native
from ._door import dumps
from ._handles import Log, logs
from ._progress import told


class EventTable:
    """The events of logs, one row an event, one column a field, in Arrow memory.

    Whatever reads the Arrow C stream reads it without a copy: `polars.DataFrame(table)`, `pyarrow.table(table)`,
    `pandas.DataFrame.from_arrow(table)`.
    """

    def __init__(self, table: _native.EventTable) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)

    @property
    def report(self) -> dict[str, Any]:
        """What was read, what was left out and why."""
        return json.loads(self._table.report)

    def to_arrow(self) -> Any:
        """A `pyarrow.Table`."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> Any:
        """A `polars.DataFrame`."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> Any:
        """A `pandas.DataFrame`; needs pyarrow."""
        return self.to_arrow().to_pandas()


def read_log(given: Log | Iterable[Log], *, progress: Any = False, **options: Any) -> EventTable:
    """The events of log files of whatever format; `options` are those of the operation `read`: `service`, `zone` and so on.

    `progress` is `True` for a bar by tqdm, or what makes one as `tqdm.tqdm` does.
    """
    with told(progress) as tell:
        return EventTable(_native.read_table(logs(given), dumps(options), tell))
