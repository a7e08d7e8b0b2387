"""Actions that are begun: handed to an executor that somebody registered, as the service hands them over, else begun by people."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import connections

from .conf import settings

_DECLARED = "select kind, body::text from ai_platform.declarations where kind in ('executors', 'groups') order by name collate \"C\""
_OPEN = "select 1 from ai_platform.action_runs where action_id = %s and kind = 'execute' and status in ('pending', 'running') limit 1"
#: As the service asks one: a worker is told at once.
_ASK = """
with made as (insert into ai_platform.action_runs (tenant_id, action_id, kind, executor, due_at)
    select ai_platform.current_tenant(), a.id, 'execute', %(executor)s, clock_timestamp() from ai_models.preventive_actions a
    where a.id = %(action)s on conflict (action_id, kind) where status in ('pending', 'running') do nothing returning id, action_id)
select m.id, ai_platform.append_audit('ask_execute', 'action_runs', m.id::text, null,
    jsonb_build_object('action_id', m.action_id, 'executor', %(executor)s::text, 'due_at', null)),
    pg_notify('errpredict_jobs', 'action')::text from made m
"""


class InHand(RuntimeError):
    """An executor works on it."""


def _rows(statement: str, values: Any = None) -> list[Any]:
    with connections[settings().DATABASE].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def executor_for(executors: list[dict[str, Any]], groups: list[dict[str, Any]], action_type: str, service: str | None) -> str | None:
    """Who carries out an action of that type for a service (none for all together): the first by name that says so."""
    of_group = {group["name"]: group.get("services", []) for group in groups}
    for executor in executors:
        if action_type not in executor.get("actions", ()):
            continue
        named = list(executor.get("services", ()))
        for group in executor.get("groups", ()):
            named += of_group.get(group, ())
        if not named and not executor.get("groups"):
            # Of all services; a command reaches only those that are named.
            if executor.get("url") is not None:
                return str(executor["name"])
        elif service is not None and service in named:
            return str(executor["name"])
    return None


def executor_of(action: Any) -> str | None:
    """The name of whoever carries an action out; none where people do."""
    declared: dict[str, list[Any]] = {"executors": [], "groups": []}
    for kind, body in _rows(_DECLARED):
        declared[kind].append(json.loads(body))
    return executor_for(declared["executors"], declared["groups"], action.action_type, action.service)


def check_free(action: Any) -> None:
    """Checks that no executor works on an action.

    Raises:
        InHand: where one does, and will say how it ended.
    """
    if _rows(_OPEN, [action.pk]):
        raise InHand("an executor works on it, and will say how it ended")


def ask(action: Any, executor: str) -> uuid.UUID:
    """Asks an executor to carry out an action that was begun in this transaction.

    Raises:
        InHand: where one works on it already.
    """
    made = _rows(_ASK, {"executor": executor, "action": action.pk})
    if not made:
        raise InHand("an executor works on this action already")
    found: uuid.UUID = made[0][0]
    return found
