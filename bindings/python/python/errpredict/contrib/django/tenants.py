"""Whose rows are seen. Every query of the tables of errpredict runs inside `tenant(...)`, in one transaction:

>>> with tenant("default", actor="ada"):                     # doctest: +SKIP
...     AnomalyDetection.unacknowledged.count()

Row security of the database holds: the transaction acts as the role `errpredict_app` for the tenant in `app.tenant`, as the program
itself does, so a query that forgets a filter sees no other tenant's rows.
"""

from __future__ import annotations

import threading
import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Iterator

from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction

from .conf import settings

#: The role that a transaction of a tenant acts as.
ROLE = "errpredict_app"

_current: ContextVar[tuple[str, uuid.UUID] | None] = ContextVar("errpredict_tenant", default=None)
_names: dict[tuple[str, str], uuid.UUID] = {}
_lock = threading.Lock()


class NoTenant(RuntimeError):
    """A table of errpredict was asked without saying for whom; it would have shown nothing."""


def current_tenant() -> uuid.UUID:
    """The tenant of this transaction.

    Raises:
        NoTenant: outside of `tenant(...)`.
    """
    found = _current.get()
    if found is None:
        raise NoTenant("expected to be inside `with errpredict.contrib.django.tenants.tenant(...)`: rows belong to a tenant")
    return found[1]


def require_tenant(alias: str) -> None:
    """Raises `NoTenant` outside of a transaction of a tenant in that database."""
    found = _current.get()
    if found is None or found[0] != alias or not connections[alias].in_atomic_block:
        current_tenant()
        raise NoTenant(f"the transaction of the tenant is in another database than {alias!r}, or has ended")


def tenant_id(name: str, alias: str) -> uuid.UUID:
    """The id of a tenant by its name, or by itself.

    Raises:
        ImproperlyConfigured: where there is none of that name, or the role of the database may not look.
    """
    try:
        return uuid.UUID(name)
    except ValueError:
        pass
    with _lock:
        known = _names.get((alias, name))
    if known is not None:
        return known
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        # Only the owner of the schema may; to any other role no tenant is shown.
        cursor.execute("select set_config('app.maintenance', 'on', true)")
        cursor.execute("select id from ai_platform.tenants where name = %s", [name])
        row = cursor.fetchone()
        # Whatever transaction this stands in goes on without it.
        cursor.execute("select set_config('app.maintenance', '', true)")
    if row is None:
        raise ImproperlyConfigured(
            f"there is no tenant {name!r}, or the role of DATABASES[{alias!r}] may not look up names: say its id, which"
            " `select id, name from ai_platform.tenants` shows to the owner"
        )
    found: uuid.UUID = row[0]
    with _lock:
        _names[(alias, name)] = found
    return found


@contextmanager
def tenant(name: str | uuid.UUID | None = None, *, actor: str | None = None, request: str | None = None) -> Iterator[uuid.UUID]:
    """A transaction of a tenant, that of the settings where none is named.

    Args:
        actor: the person who acts; stands in the audit log. None is errpredict itself.
        request: the id of a request; likewise.
    """
    alias = settings().DATABASE
    which = name if isinstance(name, uuid.UUID) else tenant_id(name or settings().TENANT, alias)
    before = _current.get()
    if before is not None and before[0] == alias and connections[alias].in_atomic_block and before[1] != which:
        raise NoTenant("a transaction belongs to one tenant: end that of the other first")
    with transaction.atomic(using=alias):
        # Inside of another of the same tenant whoever acts goes on acting, unless somebody else is named.
        is_first = before is None or before[0] != alias
        said = {"role": ROLE, "app.tenant": str(which), "app.actor": actor, "app.request": request}
        said = {name: value or "" for name, value in said.items() if is_first or value is not None}
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "select " + ", ".join(["set_config(%s, %s, true)"] * len(said)), [part for pair in said.items() for part in pair]
            )
        token = _current.set((alias, which))
        try:
            yield which
        finally:
            _current.reset(token)
