"""Starlette, FastAPI and Flask: the real ones."""

import asyncio

import httpx
import pytest

from errpredict.contrib.watch import Watch


@pytest.fixture
def watch():
    return Watch("shop", advance_seconds=0, analyze_seconds=0)


class Events:
    def __init__(self, watch):
        self.seen, self.inner = [], watch.monitor
        watch.monitor = self

    def observe(self, timestamp, service, severity=None, error_type="", message=None, **fields):
        self.inner.observe(timestamp, service, severity, error_type, message, **fields)
        self.seen.append((fields.get("kind", "error"), fields["endpoint"], fields.get("status_code"), error_type))


EXPECTED = [
    ("request", "/orders/{order}", 200, ""),
    ("error", "/fails/{order}", None, "KeyError"),
    ("request", "/fails/{order}", 500, ""),
    ("request", None, 404, ""),
]


def asked(app):
    async def ask():
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            return [(await client.get(path)).status_code for path in ("/orders/1", "/fails/1", "/nowhere")]

    return asyncio.run(ask())


def test_fastapi(watch):
    from errpredict.contrib.asgi import ErrpredictMiddleware
    from fastapi import FastAPI

    app = FastAPI()

    @app.get("/orders/{order}")
    async def order(order: int):
        return {"order": order}

    @app.get("/fails/{order}")
    def fails(order: int):
        raise KeyError(order)

    events = Events(watch)
    app.add_middleware(ErrpredictMiddleware, watch=watch)
    assert asked(app) == [200, 500, 404]
    assert events.seen == EXPECTED


def test_starlette(watch):
    from errpredict.contrib.asgi import ErrpredictMiddleware
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def order(request):
        return PlainTextResponse("order")

    async def fails(request):
        raise KeyError("basket")

    events = Events(watch)
    routes = [Route("/orders/{order}", order), Route("/fails/{order}", fails)]
    app = Starlette(routes=routes, middleware=[Middleware(ErrpredictMiddleware, watch=watch)])
    assert asked(app) == [200, 500, 404]
    kinds = [(kind, status, name) for kind, _, status, name in events.seen]
    assert kinds == [(kind, status, name) for kind, _, status, name in EXPECTED]


def test_flask(watch):
    from errpredict.contrib.flask import Errpredict
    from flask import Flask

    app = Flask("shop")
    events = Events(watch)
    assert Errpredict(app, watch=watch).watch is watch

    @app.get("/orders/<int:order>")
    def order(order):
        return f"order {order}"

    @app.get("/fails/<int:order>")
    def fails(order):
        raise KeyError(order)

    client = app.test_client()
    statuses = [client.get(path).status_code for path in ("/orders/1", "/fails/1", "/nowhere")]
    assert statuses == [200, 500, 404]
    expected = [(kind, endpoint and endpoint.replace("{order}", "<int:order>"), *rest) for kind, endpoint, *rest in EXPECTED]
    assert sorted(events.seen, key=str) == sorted(expected, key=str)


def test_wsgi(watch):
    from errpredict.contrib.wsgi import ErrpredictMiddleware

    def application(environ, start_response):
        if environ["PATH_INFO"] == "/fails":
            raise KeyError("basket")
        start_response("201 Created", [])
        return [b"made"]

    events = Events(watch)
    app = ErrpredictMiddleware(application, watch=watch, endpoint=lambda environ: environ["PATH_INFO"])
    assert list(app({"PATH_INFO": "/orders"}, lambda status, headers: None)) == [b"made"]
    with pytest.raises(KeyError):
        app({"PATH_INFO": "/fails"}, lambda status, headers: None)
    assert events.seen == [("request", "/orders", 201, ""), ("error", "/fails", None, "KeyError"), ("request", "/fails", 500, "")]


def test_wsgi_generators_are_counted_by_what_they_say(watch):
    from errpredict.contrib.wsgi import ErrpredictMiddleware

    class File:
        def __init__(self):
            self.closed = 0

        def __iter__(self):
            return iter([b"made"])

        def close(self):
            self.closed += 1

    file = File()

    def application(environ, start_response):
        if environ["PATH_INFO"] == "/early":
            raise KeyError("basket")
        start_response("200 OK", [])
        if environ["PATH_INFO"] == "/empty":
            return
        yield b"made"
        if environ["PATH_INFO"] == "/late":
            raise ValueError("in the middle")

    events = Events(watch)
    app = ErrpredictMiddleware(application, watch=watch, endpoint=lambda environ: environ["PATH_INFO"])

    def asked(path):
        try:
            body = app({"PATH_INFO": path}, lambda status, headers: None)
            got = list(body)
        except Exception:
            got = None
        body.close()
        return got

    assert [asked("/orders"), asked("/empty"), asked("/early"), asked("/late")] == [[b"made"], [], None, None]
    # A server that reads nothing closes it all the same.
    app({"PATH_INFO": "/unread"}, lambda status, headers: None).close()
    assert events.seen == [
        ("request", "/orders", 200, ""),
        ("request", "/empty", 200, ""),
        ("error", "/early", None, "KeyError"),
        ("request", "/early", 500, ""),
        ("request", "/late", 200, ""),
        ("error", "/late", None, "ValueError"),
        ("request", "/unread", 500, ""),
    ]
    # What says its status at once is handed on as it is: a server may know it for a file.
    plain = ErrpredictMiddleware(lambda environ, start_response: start_response("200 OK", []) or file, watch=watch)
    assert plain({}, lambda status, headers: None) is file
    # And what says it later, but is no generator, is closed with the body.
    later = ErrpredictMiddleware(lambda environ, start_response: file, watch=watch)
    later({}, lambda status, headers: None).close()
    assert file.closed == 1


def test_a_broken_monitor_breaks_no_request(watch):
    from errpredict.contrib.wsgi import ErrpredictMiddleware

    watch.monitor = None
    app = ErrpredictMiddleware(lambda environ, start_response: start_response("200 OK", []) or [b"made"], watch=watch)
    assert list(app({}, lambda status, headers: None)) == [b"made"] and watch.failures == 1
