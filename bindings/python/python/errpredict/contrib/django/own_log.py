"""The project's own log of errors as a file that the program reads."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from typing import Iterator, Sequence

from .errorlog import events, mapped


@contextmanager
def own_log(given: Sequence[str]) -> Iterator[list[str]]:
    """The logs that were given; else all rows of `ERRPREDICT["ERROR_LOG"]` in a file that is gone afterwards.

    Raises:
        ImproperlyConfigured: where neither is there.
    """
    if given:
        yield list(given)
        return
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        for _, event in events(mapped()):
            file.write(json.dumps(event, ensure_ascii=False) + "\n")
        file.flush()
        yield [file.name]
