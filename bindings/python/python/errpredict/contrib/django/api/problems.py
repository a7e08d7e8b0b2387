"""Errors as answers: problem details (RFC 9457) with the codes and sentences of the service."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.status import HTTP_500_INTERNAL_SERVER_ERROR

logger = logging.getLogger("errpredict")

TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    409: "Conflict",
    413: "Payload Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Entity",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
#: Codes that statuses stand for where nothing more is known.
CODES = {
    400: "invalid_input",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "invalid_argument",
    415: "unsupported_media_type",
    429: "rate_limited",
}
#: The state of PostgreSQL for a step that is not open.
REFUSED_STEP = "ER001"


class Problem(exceptions.APIException):
    """An error on its way to whoever asked."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail, code)
        self.status_code, self.problem_code, self.said = status, code, detail


def unknown(what: str, got: str, valid: list[str]) -> Problem:
    """A name that is none of the valid ones."""
    return Problem(400, "unknown_name", f"unknown {what} `{got[:200]}`, expected one of: {', '.join(valid)}")


def wrong(name: str, expected: str, got: str) -> Problem:
    """A value that cannot be."""
    return Problem(400, "invalid_argument", f"`{name[:100]}` must be {expected}, got `{got[:200]}`")


def not_found(what: str) -> Problem:
    """Nothing of that id."""
    return Problem(404, "not_found", f"there is no {what}")


def of_database(error: DatabaseError) -> Problem:
    """What PostgreSQL refused, as the service tells it; nothing of its inside is told."""
    cause = error.__cause__
    state = str(getattr(cause, "sqlstate", None) or "")
    said = str(getattr(getattr(cause, "diag", None), "message_primary", None) or "")
    if state == REFUSED_STEP:
        return Problem(409, "invalid_argument", said)
    if state in ("23505", "23P01", "40001", "40P01"):
        return Problem(409, "conflict", said)
    if state[:2] in ("22", "23"):
        return Problem(400, "invalid_input", said)
    logger.error("a request to errpredict failed", exc_info=error)
    if isinstance(error, (OperationalError, InterfaceError)) or state[:2] in ("08", "53", "57", "58"):
        return Problem(503, "unavailable", "the database cannot be reached, or has too much to do, at the moment")
    return Problem(500, "internal", "something went wrong inside; the log of the service has the details")


class ProblemRenderer(JSONRenderer):
    """JSON, said to be a problem where it is one."""

    media_type = "application/json"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        """As JSON; problems without null values beside their context."""
        response = (renderer_context or {}).get("response")
        if response is not None and getattr(response, "is_problem", False):
            response["Content-Type"] = "application/problem+json"
        rendered: bytes = super().render(data, accepted_media_type, renderer_context)
        return rendered


def as_response(error: Exception, headers: dict[str, str] | None = None) -> Response | None:
    """The answer for an exception; none for one that is a bug, which Django then handles."""
    headers = dict(headers or {})
    if isinstance(error, DatabaseError):
        error = of_database(error)
    if isinstance(error, Http404):
        error = not_found("such address or row")
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    status = int(error.status_code)
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(max(1, int(error.wait or 1)))
    if status == 401:
        headers.setdefault("WWW-Authenticate", "Bearer")
    code = error.problem_code if isinstance(error, Problem) else CODES.get(status, "invalid_input")
    detail = error.said if isinstance(error, Problem) else _sentence(error.detail)
    body = {
        "type": f"urn:errpredict:error:{code}",
        "title": TITLES.get(status, ""),
        "status": status,
        "detail": detail,
        "code": code,
    }
    response = Response(body, status or HTTP_500_INTERNAL_SERVER_ERROR, headers=headers)
    response.is_problem = True
    return response


def _sentence(detail: Any) -> str:
    """What Django REST framework says, in one sentence with the fields' names."""
    if isinstance(detail, dict):
        # A token that does not hold is told with its class beside; the sentence is enough.
        if "detail" in detail:
            return _sentence(detail["detail"])
        return "; ".join(f"`{name}`: {_sentence(said)}" for name, said in detail.items())
    if isinstance(detail, (list, tuple)):
        return " ".join(_sentence(said) for said in detail)
    return str(detail)
