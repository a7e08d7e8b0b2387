"""For every WSGI application that is none of Django's or Flask's: `application = ErrpredictMiddleware(application, service="shop")`."""

from __future__ import annotations

import time
from typing import Any, Callable, Iterable

from .watch import Watch


class ErrpredictMiddleware:
    """Counts every request with its status and duration until its first bytes, and every error that the application raised.

    An endpoint is not known here: WSGI tells paths and no patterns, and every id in a path would be an endpoint of its own.

    Args:
        app: the application.
        watch: what counts; one of its own where absent, made of `options` (see `Watch`).
        endpoint: gives the endpoint of a request from its environment, none where it is not known.
    """

    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        *,
        watch: Watch | None = None,
        service: str = "wsgi",
        endpoint: Callable[[dict[str, Any]], str | None] = lambda environ: None,
        **options: Any,
    ) -> None:
        self.app, self.endpoint = app, endpoint
        self.watch = watch if watch is not None else Watch(service, **options)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Hands a request on and counts what became of it."""
        begun, said = time.perf_counter(), {"status": 500}

        def starting(status: str, headers: Any, exc_info: Any = None) -> Any:
            said["status"] = int(status[:3])
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        try:
            body = self.app(environ, starting)
        except Exception as error:
            self._told(environ, 500, begun, error)
            raise
        self._told(environ, said["status"], begun, None)
        return body

    def _told(self, environ: dict[str, Any], status: int, begun: float, error: Exception | None) -> None:
        taken = (time.perf_counter() - begun) * 1e3
        try:
            endpoint, request_id = self.endpoint(environ), environ.get("HTTP_X_REQUEST_ID")
            if error is not None:
                self.watch.error(error, endpoint=endpoint, request_id=request_id)
            self.watch.request(endpoint, status, taken, request_id=request_id)
        except Exception:
            self.watch.failed("count a request")
