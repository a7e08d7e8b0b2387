"""A router that keeps the tables of errpredict in their own database, and everything else out of it."""

from __future__ import annotations

from typing import Any

from .conf import settings

LABEL = "errpredict"


class ErrpredictRouter:
    """For `DATABASE_ROUTERS`."""

    def _of(self, model: Any) -> str | None:
        return settings().DATABASE if model._meta.app_label == LABEL else None

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Where a model is read."""
        return self._of(model)

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        """Where a model is written."""
        return self._of(model)

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool | None:
        """Relations stay inside."""
        labels = {first._meta.app_label, second._meta.app_label}
        return None if LABEL not in labels else labels == {LABEL}

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Nothing is ever migrated by Django there: `errpredict migrate` does that."""
        own = settings().DATABASE
        if app_label == LABEL:
            return False
        return False if db == own and own != "default" else None
