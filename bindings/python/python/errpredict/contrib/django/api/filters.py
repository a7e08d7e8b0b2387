"""What lists can be asked for: filters, a search, an order. The names are those of the service, and what does not exist is refused."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Sequence

from django.db.models import F, Q
from django.utils.dateparse import parse_datetime
from rest_framework.filters import BaseFilterBackend

from .problems import Problem, unknown, wrong

#: Bytes of a text that is looked for.
MOST_TEXT = 1_024
MOST_HOURS = 87_840


@dataclass(frozen=True)
class Filter:
    """A filter of a list."""

    name: str
    about: str
    #: `text`, `one_of`, `flag`, `only` (true narrows, false does not), `hours`, `time`.
    kind: str = "text"
    #: The look-up that the value is compared with; the name itself where absent. For `only` what holds then.
    lookup: str | Q = ""
    words: tuple[str, ...] = ()
    default: str | None = None

    def condition(self, value: str, now: datetime) -> Q | None:
        """What the value narrows the list to."""
        lookup: Any = self.lookup or self.name
        if self.kind == "one_of":
            if value not in self.words:
                raise unknown(self.name, value, list(self.words))
        elif self.kind in ("flag", "only"):
            is_so = flag(self.name, value)
            if self.kind == "only":
                return lookup if is_so else None
            return Q(**{lookup: is_so})
        elif self.kind == "hours":
            return Q(**{lookup: now - timedelta(hours=whole(self.name, value, "a whole number of hours from 1 to 87,840", MOST_HOURS))})
        elif self.kind == "time":
            return Q(**{lookup: time(self.name, value)})
        return Q(**{lookup: value})

    def described(self) -> dict[str, Any]:
        """As OpenAPI describes it."""
        schema: dict[str, Any] = {"type": "string", "maxLength": MOST_TEXT}
        if self.kind == "one_of":
            schema = {"type": "string", "enum": list(self.words)}
        elif self.kind in ("flag", "only"):
            schema = {"type": "boolean"}
        elif self.kind == "hours":
            schema = {"type": "integer", "minimum": 1, "maximum": MOST_HOURS}
            if self.default is not None:
                schema["default"] = int(self.default)
        elif self.kind == "time":
            schema = {"type": "string", "format": "date-time"}
        return {"name": self.name, "in": "query", "required": False, "description": self.about, "schema": schema}


@dataclass(frozen=True)
class Listing:
    """A list: what it can be asked for."""

    filters: tuple[Filter, ...]
    #: Names of orders with what is ordered by; the first is the order unless another is asked for, the highest first.
    orders: dict[str, Any]
    #: Columns that a search looks into.
    searched: tuple[str, ...] = ()
    #: The name of the filter that the path gives.
    of_path: str | None = None

    @property
    def default_order(self) -> str:
        """The first order."""
        return next(iter(self.orders))


def flag(name: str, value: str) -> bool:
    """`true` or `false`."""
    if value in ("true", "True", "1"):
        return True
    if value in ("false", "False", "0"):
        return False
    raise wrong(name, "true or false", value)


def whole(name: str, value: str, expected: str, most: int, least: int = 1) -> int:
    """A whole number within a range."""
    if value.isascii() and value.isdigit() and least <= int(value) <= most:
        return int(value)
    raise wrong(name, expected, value)


def time(name: str, value: str) -> datetime:
    """A time (RFC 3339); without a zone it is UTC."""
    try:
        found = parse_datetime(value)
    except ValueError:
        found = None
    if found is None:
        raise Problem(400, "invalid_input", f"`{name}` must be a time such as 2026-11-20T00:00:10Z, got `{value[:200]}`")
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def uuid_of(text: str) -> uuid.UUID:
    """The id of a path."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Problem(404, "not_found", "there is no such id: an id is a UUID") from None


def given(request: Any, allowed: Sequence[str]) -> dict[str, str]:
    """The parameters of a request, each of them once and none that does not exist."""
    for name, values in request.query_params.lists():
        if len(values) > 1:
            raise wrong(name, "given once", "twice")
        if len(values[0].encode()) > MOST_TEXT or "\0" in values[0]:
            raise wrong(name, "a text of at most 1,024 bytes without a zero byte", "another")
        if name not in allowed:
            raise unknown("parameter", name, list(allowed))
    return dict(request.query_params.items())


class ListingBackend(BaseFilterBackend):
    """Filters, searches and orders as the view's `listing` says."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        """The rows that are asked for, in their order."""
        listing: Listing = view.listing
        filters = {one.name: one for one in listing.filters}
        names = [*filters, "ordering", "page", "page_size", *(["search"] if listing.searched else [])]
        asked = given(request, names)
        if listing.of_path is not None:
            if listing.of_path in asked:
                raise wrong(listing.of_path, "given once", "twice")
            asked[listing.of_path] = view.kwargs[listing.of_path]
        now = datetime.now(timezone.utc)
        for name, filter_ in filters.items():
            value = asked.get(name, filter_.default)
            condition = None if value is None else filter_.condition(value, now)
            if condition is not None:
                queryset = queryset.filter(condition)
        if search := asked.get("search"):
            anywhere = Q()
            for column in listing.searched:
                anywhere |= Q(**{f"{column}__icontains": search})
            queryset = queryset.filter(anywhere)
        return queryset.order_by(*self._order(asked.get("ordering"), listing))

    @staticmethod
    def _order(ordering: str | None, listing: Listing) -> list[Any]:
        name, is_descending = listing.default_order, True
        if ordering is not None:
            is_descending = ordering.startswith("-")
            name = ordering[1:] if is_descending else ordering
            if name not in listing.orders:
                raise unknown("order", name, list(listing.orders))
        by = listing.orders[name]
        by = F(by) if isinstance(by, str) else by
        # Absent values come last either way; the first order has none.
        last = None if name == listing.default_order else True
        order = by.desc(nulls_last=last) if is_descending else by.asc(nulls_last=last)
        return [order, "-id" if is_descending else "id"]

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """For the description of the API."""
        listing: Listing = view.listing
        found = [one.described() for one in listing.filters if one.name != listing.of_path]
        orders = [way + name for name in listing.orders for way in ("", "-")]
        order = {"type": "string", "enum": orders, "default": f"-{listing.default_order}"}
        about = "the order; a minus turns it around"
        found.append({"name": "ordering", "in": "query", "required": False, "description": about, "schema": order})
        if listing.searched:
            text = {"type": "string", "maxLength": MOST_TEXT}
            about = "rows that hold this text"
            found.append({"name": "search", "in": "query", "required": False, "description": about, "schema": text})
        return found
