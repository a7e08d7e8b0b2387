"""The project's own tables: its log of errors is read, and predictions are written back, by a mapping in the settings.

```python
ERRPREDICT = {
    "ERROR_LOG": {
        "MODEL": "error_logging.ErrorLog",
        "FIELDS": {"timestamp": "created_at", "error_type": "exception_class", "message": "message", "severity": "level"},
        "POSITION": "id",
        "SERVICE": "shop",
    },
    "PREDICTIONS": {"MODEL": "error_logging.Prediction", "KEY": "errpredict_id", "FIELDS": {"probability": "probability"}},
}
```

Fields of an event stand on the left (`docs/formats.md`), columns of the model on the right, `__` through relations. What a level means
is decided by the core's own table of names.

`POSITION` is a column that only grows: rows are read in its order, those that share a value in the order of their primary keys, and each
once.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Iterator, Mapping

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, FieldError, ImproperlyConfigured
from django.db import connections, router, transaction
from django.db.models import Q

from ... import call, errors
from .conf import settings
from .models import ErrorPrediction
from .program import run, tenant_name
from .tenants import tenant

#: Fields of an event, as `docs/formats.md` has them.
EVENT = (
    "timestamp", "service", "severity", "kind", "error_type", "message", "error_id", "code", "status_code", "endpoint", "user_id",
    "request_id", "stack_trace", "environment", "release", "response_time_ms", "attributes",
)  # fmt: skip
#: Rows that are read at once, and rows that are written at once.
BATCH = 20_000
WRITTEN = 500


@dataclass(frozen=True)
class Mapped:
    """A table of the project and what of it is which field."""

    model: Any
    fields: Mapping[str, str]
    position: str
    service: str | None

    @property
    def source(self) -> str:
        """The name under which is kept how far it was read."""
        return f"django:{self.model._meta.label_lower}"

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that rows are read in the order of; together they tell any two apart."""
        key = str(self.model._meta.pk.name)
        return (self.position,) if self.position in (key, "pk") else (self.position, key)


def _model(setting: str, given: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    for key in given:
        if key not in keys:
            raise ImproperlyConfigured(f"ERRPREDICT[{setting!r}] has no key {key!r}, expected one of: {', '.join(keys)}")
    try:
        return apps.get_model(str(given["MODEL"]))
    except KeyError:
        raise ImproperlyConfigured(f"ERRPREDICT[{setting!r}] must name its MODEL, such as 'app.ErrorLog'") from None
    except (LookupError, ValueError) as wrong:
        raise ImproperlyConfigured(f"ERRPREDICT[{setting!r}]['MODEL']: {wrong}") from None


def mapped() -> Mapped:
    """The log of errors of the settings.

    Raises:
        ImproperlyConfigured: where there is none, or it names what does not exist.
    """
    given = settings().ERROR_LOG
    if not given:
        raise ImproperlyConfigured("ERRPREDICT['ERROR_LOG'] is not set: it names the model of the project's log of errors")
    model = _model("ERROR_LOG", given, ("MODEL", "FIELDS", "POSITION", "SERVICE"))
    fields = dict(given.get("FIELDS") or {})
    for field in fields:
        if field not in EVENT:
            raise ImproperlyConfigured(
                f"ERRPREDICT['ERROR_LOG']['FIELDS'] has no field {field!r} of an event, expected one of: {', '.join(EVENT)}"
            )
    if "timestamp" not in fields:
        raise ImproperlyConfigured("ERRPREDICT['ERROR_LOG']['FIELDS'] must say which column is the `timestamp`")
    return Mapped(model, fields, str(given.get("POSITION") or model._meta.pk.name), given.get("SERVICE") or settings().SERVICE)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        # What has no zone is UTC, as everywhere.
        return (value if value.tzinfo else value.replace(tzinfo=timezone.utc)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, dict, list)) else str(value)


def _severity(level: Any) -> str | None:
    try:
        found: str = call("severity", {"level": str(level)})["severity"]
        return found
    except errors.UnknownName:
        # A level of the project's own: counted, and never taken for an error.
        return None


def events(table: Mapped, after: Any = None, *, look_only: bool = False) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The rows behind a position as events, each with its own position: the values of `Mapped.order`.

    Raises:
        ImproperlyConfigured: for a column that does not exist.
    """
    columns = list(dict.fromkeys([*table.order, *table.fields.values()]))
    try:
        rows = table.model._default_manager.order_by(*table.order).values_list(*columns)
        if after is not None:
            rows = rows.filter(_behind(table.order, after))
    except FieldError as wrong:
        raise ImproperlyConfigured(f"ERRPREDICT['ERROR_LOG']: {wrong}") from None
    if look_only:
        return
    for row in rows.iterator(chunk_size=2_000):
        found = dict(zip(columns, row))
        event = {field: _plain(found[column]) for field, column in table.fields.items() if found[column] not in (None, "")}
        if "severity" in event:
            level = _severity(event.pop("severity"))
            event.update({} if level is None else {"severity": level})
        event.setdefault("service", table.service)
        yield [found[column] for column in table.order], event


def _behind(order: tuple[str, ...], after: Any) -> Q:
    """The rows behind a position; one that an earlier version kept is that of the first column alone."""
    after = after if isinstance(after, list) else [after]
    if len(order) == 1 or len(after) == 1:
        return Q(**{f"{order[0]}__gt": after[0]})
    return Q(**{f"{order[0]}__gt": after[0]}) | Q(**{order[0]: after[0], f"{order[1]}__gt": after[1]})


def _read_position(source: str) -> Any:
    with tenant(), connections[settings().DATABASE].cursor() as cursor:
        cursor.execute("select position from ai_platform.watermarks where source = %s", [source])
        row = cursor.fetchone()
    return None if row is None else json.loads(row[0])


def _keep_position(source: str, position: Any, count: int) -> None:
    with tenant() as which, connections[settings().DATABASE].cursor() as cursor:
        cursor.execute(
            "insert into ai_platform.watermarks (tenant_id, source, position, events) values (%s, %s, %s, %s)"
            " on conflict (tenant_id, source) do update set position = excluded.position,"
            " events = watermarks.events + excluded.events, updated_at = now()",
            [which, source, json.dumps([_plain(part) for part in position]), count],
        )


def pull(*, retention_days: int = 90) -> tuple[int, str]:
    """Reads what is new in the project's log into the store; gives how many rows were read, and what the program said.

    A row is never counted twice: what is there already is left out by the store, so a run that was killed is simply run again.
    """
    table, total, said = mapped(), 0, ""
    name = tenant_name()
    position = _read_position(table.source)
    while True:
        with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
            count = 0
            for position_, event in events(table, position):
                file.write(json.dumps(event, ensure_ascii=False) + "\n")
                position, count = position_, count + 1
                if count == BATCH:
                    break
            if count == 0:
                return total, said
            file.flush()
            arguments = ["store", "import", file.name, "--tenant", name, "--retention-days", str(retention_days)]
            said += run(arguments)
        _keep_position(table.source, position, count)
        total += count


def check_predictions() -> tuple[Any, str, dict[str, str]]:
    """The model that predictions are written into, its key, and its columns by those of a prediction.

    Raises:
        ImproperlyConfigured: where there is none, or it names what does not exist.
    """
    given = settings().PREDICTIONS
    if not given:
        raise ImproperlyConfigured("ERRPREDICT['PREDICTIONS'] is not set: it names the model that predictions are written into")
    model = _model("PREDICTIONS", given, ("MODEL", "KEY", "FIELDS"))
    key, fields = str(given.get("KEY") or model._meta.pk.name), dict(given.get("FIELDS") or {})
    known = {field.attname for field in ErrorPrediction._meta.fields} - {"tenant_id"}
    for field in fields:
        if field not in known:
            raise ImproperlyConfigured(
                f"ERRPREDICT['PREDICTIONS']['FIELDS'] has no column {field!r} of a prediction, expected one of: {', '.join(sorted(known))}"
            )
    try:
        for column in (key, *fields.values()):
            model._meta.get_field(column)
    except FieldDoesNotExist as wrong:
        raise ImproperlyConfigured(f"ERRPREDICT['PREDICTIONS']: {wrong}") from None
    return model, key, fields


def push(since: datetime | None = None) -> int:
    """Writes predictions into the project's own table, those of the last week where no time is given; gives how many.

    A prediction that is there already is brought up to date: whether it came is known later. Rows are written many at a time, without the
    signals of the model.
    """
    model, key, fields = check_predictions()
    since = since or datetime.now(timezone.utc) - timedelta(days=7)
    with tenant():
        rows = list(ErrorPrediction.objects.filter(at__gt=since).order_by("at", "id").values("id", *fields))
    alias = router.db_for_write(model)
    for begin in range(0, len(rows), WRITTEN):
        part = rows[begin : begin + WRITTEN]
        with transaction.atomic(using=alias):
            own = model._default_manager.using(alias).filter(**{f"{key}__in": [row["id"] for row in part]})
            there = {str(getattr(one, key)): one for one in own}
            new = []
            for row in part:
                one = there.get(str(row["id"]))
                if one is None:
                    one = model(**{key: row["id"]})
                    new.append(one)
                for ours, theirs in fields.items():
                    setattr(one, theirs, row[ours])
            model._default_manager.using(alias).bulk_create(new)
            if there and fields:
                model._default_manager.using(alias).bulk_update(there.values(), list(fields.values()))
    return len(rows)
