"""For every ASGI application, Starlette and FastAPI among them:

```python
app.add_middleware(ErrpredictMiddleware, service="shop")
```
"""

from __future__ import annotations

import time
from typing import Any, Awaitable, Callable, MutableMapping

from .watch import Watch

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]


def _endpoint(scope: Scope) -> str | None:
    """The pattern that was found, where the router tells it: Starlette does from 1.0 on, FastAPI always did."""
    route = scope.get("route")
    path = getattr(route, "path_format", None) or getattr(route, "path", None)
    return f"{scope.get('root_path', '')}{path}" if path else None


def _header(scope: Scope, name: bytes) -> str | None:
    for key, value in scope.get("headers", ()):
        if key == name:
            text: str = value.decode("latin-1")
            return text
    return None


class ErrpredictMiddleware:
    """Counts every request with its status and duration, and every error that the application raised.

    Args:
        app: the application.
        watch: what counts; one of its own where absent, made of `options` (see `Watch`).
    """

    def __init__(self, app: App, *, watch: Watch | None = None, service: str = "asgi", **options: Any) -> None:
        self.app = app
        self.watch = watch if watch is not None else Watch(service, **options)

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Hands a request on and counts what became of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def sending(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:
            self._told(scope, 500, begun, error)
            raise
        self._told(scope, status, begun, None)

    def _told(self, scope: Scope, status: int, begun: float, error: Exception | None) -> None:
        taken = (time.perf_counter() - begun) * 1e3
        try:
            endpoint, request_id = _endpoint(scope), _header(scope, b"x-request-id")
            if error is not None:
                self.watch.error(error, endpoint=endpoint, request_id=request_id)
            self.watch.request(endpoint, status, taken, request_id=request_id)
        except Exception:
            self.watch.failed("count a request")
