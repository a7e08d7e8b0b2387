"""`errpredict.contrib.django.middleware.ErrpredictMiddleware`: counts every request and every error, first in `MIDDLEWARE`.

Works under WSGI and ASGI without a thread between. It never changes an answer and never raises.
"""

from __future__ import annotations

import time
from typing import Any, Awaitable, Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponseBase

from ..watch import current_error
from .conf import settings
from .watching import watch


def _endpoint(request: HttpRequest) -> str | None:
    """The pattern that was found, so that there are as many endpoints as routes and not as many as ids."""
    match = request.resolver_match
    return None if match is None else "/" + match.route.lstrip("^/").rstrip("$")


def _user(request: HttpRequest) -> str | None:
    # Looked up already or not at all: nobody is asked for because of this.
    user = getattr(request, "_cached_user", None)
    return user.get_username() or None if user is not None and user.is_authenticated else None


class ErrpredictMiddleware:
    """Counts requests with their status and duration, and the errors that views raise."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        said = settings()
        if not said.CAPTURE:
            raise MiddlewareNotUsed("ERRPREDICT['CAPTURE'] is False")
        self.get_response = get_response
        self._ignored, self._names_users = tuple(said.IGNORE), said.CAPTURE_USER
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)
        watch()
        got_request_exception.connect(self._failed, dispatch_uid="errpredict.middleware", weak=False)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self._is_async:
            return self._later(request)
        begun = time.perf_counter()
        response: HttpResponseBase = self.get_response(request)
        self._answered(request, response.status_code, begun)
        return response

    async def _later(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response: HttpResponseBase = await self.get_response(request)
        self._answered(request, response.status_code, begun)
        return response

    def _answered(self, request: HttpRequest, status: int, begun: float) -> None:
        taken = (time.perf_counter() - begun) * 1e3
        try:
            if self._ignored and request.path.startswith(self._ignored):
                return
            watch().request(
                _endpoint(request),
                status,
                taken,
                _user(request) if self._names_users else None,
                request.META.get("HTTP_X_REQUEST_ID"),
            )
        except Exception:
            watch().failed("count a request")

    def _failed(self, sender: Any, request: HttpRequest | None = None, **_: Any) -> None:
        """An error that became an answer with status 500."""
        try:
            error = current_error()
            if error is None or request is None or self._ignored and request.path.startswith(self._ignored):
                return
            watch().error(
                error,
                endpoint=_endpoint(request),
                user_id=_user(request) if self._names_users else None,
                request_id=request.META.get("HTTP_X_REQUEST_ID"),
            )
        except Exception:
            watch().failed("count an error")
