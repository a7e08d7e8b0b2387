"""For Flask:

```python
watch = Errpredict(app, service="shop").watch
```
"""

from __future__ import annotations

import time
from typing import Any

from flask import Flask, Response, g, got_request_exception, request

from .watch import Watch

#: Where the begin of a request is kept.
_BEGUN = "_errpredict_begun"


class Errpredict:
    """Counts every request of an application with its status and duration, and every error that became a 500.

    Args:
        app: the application; `init_app` takes it later.
        watch: what counts; one of its own where absent, made of `options` (see `Watch`).
    """

    def __init__(self, app: Flask | None = None, *, watch: Watch | None = None, service: str = "", **options: Any) -> None:
        self._given, self._service, self._options = watch, service, options
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Begins to count."""
        self.watch = self._given or Watch(self._service or app.name, **self._options)
        app.extensions["errpredict"] = self
        app.before_request_funcs.setdefault(None, []).insert(0, self._begun)
        # The first of these is called last: after what others do to the answer.
        app.after_request_funcs.setdefault(None, []).insert(0, self._answered)
        got_request_exception.connect(self._failed, app)

    @staticmethod
    def _endpoint() -> str | None:
        rule = request.url_rule
        return None if rule is None else str(rule.rule)

    @staticmethod
    def _begun() -> None:
        setattr(g, _BEGUN, time.perf_counter())

    def _answered(self, response: Response) -> Response:
        try:
            begun = getattr(g, _BEGUN, None)
            taken = 0.0 if begun is None else (time.perf_counter() - begun) * 1e3
            self.watch.request(self._endpoint(), response.status_code, taken, request_id=request.headers.get("X-Request-Id"))
        except Exception:
            self.watch.failed("count a request")
        return response

    def _failed(self, sender: Any, exception: BaseException | None = None, **_: Any) -> None:
        try:
            self.watch.error(exception, endpoint=self._endpoint(), request_id=request.headers.get("X-Request-Id"))
        except Exception:
            self.watch.failed("count an error")
