"""Pages: 20 rows, at most 100, with a count that stops at 200, because counting a million rows would cost more than the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from .filters import whole
from .problems import Problem

PAGE_SIZE, MOST_ON_A_PAGE = 20, 100
#: Rows that are counted.
MOST_COUNTED = 200
#: Rows that can be leafed through.
DEEPEST = 100_000


class Pages(BasePagination):
    """`page` and `page_size`."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        """The rows of the page that is asked for."""
        asked = request.query_params
        number = whole("page", asked.get("page", "1"), f"a whole number from 1 to {DEEPEST}", DEEPEST)
        size = whole("page_size", asked.get("page_size", str(PAGE_SIZE)), f"a whole number from 1 to {MOST_ON_A_PAGE}", MOST_ON_A_PAGE)
        if number * size > DEEPEST:
            raise Problem(413, "limit_exceeded", f"at most {DEEPEST} rows can be leafed through: a filter finds those behind")
        offset = (number - 1) * size
        rows = list(queryset[offset : offset + size])
        self.request, self.number = request, number
        is_full = len(rows) == size
        if not is_full and (rows or offset == 0):
            # A page that is not full is the last one, and says itself how many there are.
            self.count, self.is_at_least = offset + len(rows), False
        elif not rows:
            # Behind the last one: all of them are before it, however many.
            self.count, self.is_at_least = queryset.order_by()[:offset].count(), False
        else:
            counted = queryset.order_by()[:MOST_COUNTED].count()
            self.count = max(counted, offset + len(rows))
            self.is_at_least = self.count >= MOST_COUNTED
        self.has_next = is_full and (self.is_at_least or number * size < self.count)
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """The page."""
        return Response(
            {
                "count": self.count,
                "count_is_at_least": self.is_at_least,
                "next": self._link(self.number + 1) if self.has_next else None,
                "previous": self._link(self.number - 1) if self.number > 1 else None,
                "results": data,
            }
        )

    def _link(self, page: int) -> str:
        """The same address with another page."""
        pairs = [("page", str(page))]
        pairs += [(name, value) for name, value in self.request.query_params.items() if name != "page"]
        return f"{self.request.path}?" + "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """For the description of the API."""
        sizes = (("page", f"the page; page times page_size is at most {DEEPEST}", 1, DEEPEST), ("page_size", "rows on a page", PAGE_SIZE, MOST_ON_A_PAGE))
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": about,
                "schema": {"type": "integer", "minimum": 1, "maximum": most, "default": default},
            }
            for name, about, default, most in sizes
        ]

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        """For the description of the API."""
        link = {"type": "string", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "count_is_at_least", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "how many there are on all pages, counted to 200"},
                "count_is_at_least": {"type": "boolean", "description": "whether there may be more than `count`"},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }
