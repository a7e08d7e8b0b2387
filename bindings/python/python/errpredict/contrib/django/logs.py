"""A handler for `LOGGING`: every record is counted, and an exception that the middleware counted already is not counted again."""

from __future__ import annotations

import logging

from .watching import watch


class ErrpredictHandler(logging.Handler):
    """`{"class": "errpredict.contrib.django.logs.ErrpredictHandler", "level": "WARNING"}`."""

    def emit(self, record: logging.LogRecord) -> None:
        """Counts a record. What Django's own log says of a request that failed is left out: the middleware knows more of it."""
        try:
            if record.name.startswith("errpredict"):
                return
            if record.name == "django.request" and getattr(record, "request", None) is not None:
                return
            watch().record(record)
        except Exception:
            # Whoever logs goes on, whatever is set wrongly here.
            self.handleError(record)
