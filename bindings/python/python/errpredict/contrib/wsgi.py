"""For every WSGI application that is none of Django's or Flask's: `application = ErrpredictMiddleware(application, service="shop")`."""

from __future__ import annotations

import inspect
import time
from typing import Any, Callable, Iterable

from .watch import Watch


class _Body:
    """The same body; its request is counted with its first part, and once, whatever becomes of it."""

    def __init__(self, of: ErrpredictMiddleware, environ: dict[str, Any], said: dict[str, int], begun: float, body: Iterable[bytes]) -> None:
        self._of, self._environ, self._said, self._begun, self._body = of, environ, said, begun, body
        self._parts = iter(body)
        self._is_told = False

    def __iter__(self) -> _Body:
        return self

    def __next__(self) -> bytes:
        try:
            part = next(self._parts)
        except StopIteration:
            self._tell(self._said.get("status", 500), None)
            raise
        except Exception as error:
            self._tell(500, error)
            raise
        if "status" in self._said:
            self._tell(self._said["status"], None)
        return part

    def _tell(self, status: int, error: Exception | None) -> None:
        if not self._is_told:
            self._is_told = True
            self._of._told(self._environ, status, self._begun, error)
        elif error is not None:
            # What was answered stands; that it broke off is an error all the same.
            self._of._failed(self._environ, error)

    def close(self) -> None:
        """As servers call it, whether it was read or not."""
        self._tell(self._said.get("status", 500), None)
        close = getattr(self._body, "close", None)
        if close is not None:
            close()


class ErrpredictMiddleware:
    """Counts every request with its status and duration until its first bytes, and every error that the application raised, also
    where it is a generator that says its status with those bytes.

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
        begun = time.perf_counter()
        said: dict[str, int] = {}

        def starting(status: str, headers: Any, exc_info: Any = None) -> Any:
            said["status"] = int(status[:3])
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        try:
            body = self.app(environ, starting)
        except Exception as error:
            self._told(environ, 500, begun, error)
            raise
        if "status" in said and not inspect.isgenerator(body):
            # As it is: a server may know it for a file.
            self._told(environ, said["status"], begun, None)
            return body
        return _Body(self, environ, said, begun, body)

    def _failed(self, environ: dict[str, Any], error: Exception) -> None:
        try:
            self.watch.error(error, endpoint=self.endpoint(environ), request_id=environ.get("HTTP_X_REQUEST_ID"))
        except Exception:
            self.watch.failed("count an error")

    def _told(self, environ: dict[str, Any], status: int, begun: float, error: Exception | None) -> None:
        taken = (time.perf_counter() - begun) * 1e3
        try:
            endpoint, request_id = self.endpoint(environ), environ.get("HTTP_X_REQUEST_ID")
            if error is not None:
                self.watch.error(error, endpoint=endpoint, request_id=request_id)
            self.watch.request(endpoint, status, taken, request_id=request_id)
        except Exception:
            self.watch.failed("count a request")
