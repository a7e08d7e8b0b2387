"""What a process sees of itself: middleware under WSGI and ASGI, the handler of logs, signals, forks."""

import asyncio
import json
import logging
import os
import re
import signal
import threading
import time
from datetime import datetime, timezone

import cluster as clusters
import pytest

NOW = time.time()


def counted(watch, service="shop"):
    """What the monitor says of a service at the end of this minute."""
    found = watch.monitor.analyze(int(time.time() * 1000) + 60_000)
    return next((one for one in found["services"] if one["service"] == service), None)


@pytest.fixture
def watch(project):
    """A new watch, as a process has it that just began."""
    from django.test import override_settings
    from errpredict.contrib.django.watching import watch

    with override_settings(ERRPREDICT=dict(project.ERRPREDICT)):
        yield watch()


@pytest.fixture
def told(project):
    """What receivers of the signals were told."""
    from errpredict.contrib.django import signals

    all_of_it = {"error": [], "anomaly": [], "prediction": []}
    receivers = []
    for name, of in (("error", signals.error_captured), ("anomaly", signals.anomaly_detected), ("prediction", signals.prediction_made)):
        def receive(told, name=name, **_):
            all_of_it[name].append(told)

        of.connect(receive)
        receivers.append((of, receive))
    yield all_of_it
    for of, receive in receivers:
        of.disconnect(receive)


class Events:
    """Everything that a monitor is told, for a test that looks at single events."""

    def __init__(self, watch):
        self.seen, self.inner = [], watch.monitor

    def observe(self, timestamp, service, severity=None, error_type="", message=None, **fields):
        self.inner.observe(timestamp, service, severity, error_type, message, **fields)
        self.seen.append({"service": service, "severity": severity, "error_type": error_type, "message": message, **fields})

    def __getattr__(self, name):
        return getattr(self.inner, name)


def test_requests_are_counted_with_status_duration_and_the_pattern_of_their_path(client, watch):
    watch.monitor = events = Events(watch)
    assert client.get("/orders/1/").status_code == 200
    assert client.get("/orders/22/", headers={"X-Request-Id": "r-22"}).status_code == 200
    assert client.get("/nowhere/").status_code == 404
    requests = events.seen
    assert [(one["kind"], one["status_code"], one["endpoint"]) for one in requests] == [
        ("request", 200, "/orders/<int:order>/"),
        ("request", 200, "/orders/<int:order>/"),
        ("request", 404, None),
    ]
    assert requests[1]["request_id"] == "r-22" and requests[0]["severity"] is None
    assert all(0 < one["response_time_ms"] < 5_000 for one in requests)
    assert (requests[0]["environment"], requests[0]["release"], requests[0]["service"]) == ("production", "2.1", "shop")
    assert counted(watch)["events"] == 3


def test_an_error_is_counted_once_and_the_answer_stays(client, watch, told):
    watch.monitor = events = Events(watch)
    answer = client.get("/fails/7/")
    assert answer.status_code == 500
    error, request = events.seen
    assert (error["error_type"], error["message"], error["severity"]) == ("NotPaid", "order 7 was not paid for", "high")
    assert error["endpoint"] == "/fails/<int:order>/" and "status_code" not in error
    assert error["stack_trace"].startswith("Traceback") and "views.py" in error["stack_trace"]
    assert (request["kind"], request["status_code"]) == ("request", 500)
    assert [one["error_type"] for one in told["error"]] == ["NotPaid"]
    found = counted(watch)
    assert (found["errors"], found["failed_requests"]) == (1, 1)


def test_asgi_is_counted_the_same(project, watch):
    from django.test import AsyncClient

    async def ask():
        client = AsyncClient(raise_request_exception=False)
        answers = await asyncio.gather(*(client.get(f"/later/{i}/") for i in range(5)), client.get("/fails-later/"))
        return [answer.status_code for answer in answers]

    watch.monitor = events = Events(watch)
    assert sorted(asyncio.run(ask())) == [202] * 5 + [500]
    kinds = sorted((one.get("kind", "error"), one.get("status_code", 0), one["endpoint"]) for one in events.seen)
    assert kinds == [("error", 0, "/fails-later/"), *[("request", 202, "/later/<int:order>/")] * 5, ("request", 500, "/fails-later/")]
    assert all(one["response_time_ms"] >= 1 for one in events.seen if one.get("status_code") == 202)


def test_nothing_of_errpredict_reaches_a_request(client, watch, caplog):
    class Broken:
        def observe(self, *args, **kwargs):
            raise RuntimeError("no memory left")

    watch.monitor = Broken()
    with caplog.at_level(logging.WARNING, "errpredict"):
        for _ in range(20):
            assert client.get("/orders/1/").status_code == 200
        assert client.get("/fails/1/").status_code == 500
    assert watch.failures == 22
    # Said ten times, not with every request of a busy service.
    assert sum("could not" in record.message for record in caplog.records) == 10


def test_a_receiver_that_raises_is_nobodys_trouble(client, watch):
    from errpredict.contrib.django.signals import error_captured

    def receive(**_):
        raise ValueError("the receiver is broken")

    error_captured.connect(receive)
    try:
        assert client.get("/fails/1/").status_code == 500
        assert counted(watch)["errors"] == 1
    finally:
        error_captured.disconnect(receive)


def test_what_is_ignored_and_who_is_named(client, project):
    from django.test import override_settings
    from errpredict.contrib.django.watching import watch

    def asked(**settings):
        with override_settings(ERRPREDICT={**project.ERRPREDICT, **settings}):
            from django.test import Client

            own = Client(raise_request_exception=False)
            own.login(username="ada", password="ada's own")
            watch().monitor = events = Events(watch())
            own.get("/health/")
            own.get("/admin/")
            return [(one["endpoint"], one["user_id"]) for one in events.seen if one.get("kind") == "request"]

    assert asked() == [("/health/", None), ("/admin/", None)], "nobody is named unless it is asked for"
    assert asked(IGNORE=["/health"]) == [("/admin/", None)]
    assert asked(CAPTURE_USER=True)[1] == ("/admin/", "ada")


def test_the_log_is_counted_and_an_exception_only_once(client, watch):
    from errpredict.contrib.django.logs import ErrpredictHandler

    handler, root, own = ErrpredictHandler(), logging.getLogger(), logging.getLogger("project.orders")
    root.addHandler(handler)
    own.setLevel(1)
    watch.monitor = events = Events(watch)
    try:
        own.warning("slow")
        own.log(25, "a level of its own")
        try:
            raise KeyError("basket")
        except KeyError:
            own.exception("no basket")
        # Django logs this request with its exception as well.
        client.get("/fails/9/")
    finally:
        root.removeHandler(handler)
    errors = [(one["severity"], one["error_type"], one["message"]) for one in events.seen if one.get("kind") != "request"]
    assert errors == [
        ("medium", "", "slow"),
        (None, "", "a level of its own"),
        ("high", "KeyError", "no basket"),
        ("high", "NotPaid", "order 9 was not paid for"),
    ]


def test_anomalies_and_predictions_are_told(watch, told):
    end = int(NOW * 1000) // 3_600_000 * 3_600_000
    busy_days(watch, end)
    watch.analyze(end)
    assert told["prediction"] and all(0 <= one["probability"] <= 1 and one.get("service", "shop") == "shop" for one in told["prediction"])
    watch.advance(end)
    assert any(one["type"] == "spike" and one.get("service") == "shop" and one["key"] for one in told["anomaly"])


def busy_days(watch, end):
    """Three days with two errors an hour, and an hour with two hundred."""
    for hour in range(72):
        for i in range(200 if hour == 71 else 2):
            at = end - (72 - hour) * 3_600_000 + i * 10_000 + 1
            watch.monitor.observe(at, watch.service, "high", "TimeoutError", "did not answer")


def test_the_thread_looks_by_itself(project, told):
    from errpredict.contrib.watch import Watch

    watch = Watch("alone", advance_seconds=0.05, analyze_seconds=0.05)
    looked = []
    watch.on_prediction.append(looked.append)
    busy_days(watch, int(NOW * 1000))
    assert watch._thread is None, "no thread before the first event"
    watch.error(ValueError("one"), endpoint="/x")
    end = time.monotonic() + 20
    while not looked and time.monotonic() < end:
        time.sleep(0.05)
    watch.close()
    assert looked and not watch._thread.is_alive() and watch.failures == 0


def test_a_fork_counts_for_itself(client, watch):
    client.get("/orders/1/")
    # Somebody holds the lock of the monitor in another thread while the process forks.
    stop = threading.Event()

    def busy():
        while not stop.is_set():
            watch.monitor.analyze(int(time.time() * 1000) + 60_000)

    threads = [threading.Thread(target=busy) for _ in range(2)]
    [thread.start() for thread in threads]
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        try:
            client.get("/orders/2/")
            client.get("/orders/3/")
            os.write(write, json.dumps(counted(watch)["events"]).encode())
        finally:
            os._exit(0)
    os.close(write)
    stop.set()
    [thread.join() for thread in threads]
    _, status = os.waitpid(child, 0)
    assert (status, os.read(read, 20)) == (0, b"2"), "the child has its own two requests and not its parent's"
    assert counted(watch)["events"] == 1


def test_events_reach_a_service(cluster, service, project):
    """Batches over HTTP, and what is refused is said and not sent again."""
    from errpredict.contrib.watch import Watch

    said = clusters.run(cluster, "token", "create", "sender", "--service", "--role", "ingest")
    key = re.search(r"epk_\w+", said).group()
    watch = Watch("sender", advance_seconds=0, analyze_seconds=0, send_to=f"http://127.0.0.1:{service.port}", key=key)
    for i in range(1_500):
        watch.error(ValueError(f"order {i}"), endpoint="/pay")
    watch.close()
    assert (watch.sender.sent, watch.sender.dropped) == (1_500, 0)
    refused = Watch("sender", advance_seconds=0, analyze_seconds=0, send_to=f"http://127.0.0.1:{service.port}", key="epk_wrong")
    refused.error(ValueError("one"))
    refused.close()
    assert (refused.sender.sent, refused.sender.dropped, refused.failures) == (0, 1, 0)


@pytest.fixture
def receiver():
    """A service that answers as it is told to, and keeps what it got."""
    import gzip
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = gzip.decompress(self.rfile.read(int(self.headers["content-length"])))
            self.server.got.append([json.loads(line) for line in body.splitlines()])
            self.send_response(self.server.status)
            self.end_headers()
            self.wfile.write(b'{"refused": [], "unread": 0}')

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.got, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_an_outage_is_waited_out(receiver):
    """However many events come meanwhile, the service is asked again after 1, 2, 4 seconds and not with each of them."""
    from errpredict.contrib.sender import Sender

    receiver.status = 503
    sender = Sender(f"http://127.0.0.1:{receiver.server_port}", "epk_x")
    end, sent = time.monotonic() + 4, 0
    while time.monotonic() < end:
        for _ in range(100):
            sender.put({"service": "shop", "n": sent})
            sent += 1
        time.sleep(0.02)
    assert 2 <= len(receiver.got) <= 4, len(receiver.got)
    receiver.status = 200
    sender.close()
    kept = [event["n"] for batch in receiver.got[-20:] for event in batch]
    assert sender.sent + sender.dropped == sent and sender.sent >= 9_000 and kept[-1] == sent - 1


def test_what_waits_is_sent_when_the_process_ends(receiver):
    import subprocess
    import sys

    code = (
        "from errpredict.contrib.watch import Watch\n"
        f"watch = Watch('shop', send_to='http://127.0.0.1:{receiver.server_port}', key='epk_x')\n"
        "watch.error(ValueError('the last one'))\n"
    )
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    assert [[event["message"] for event in batch] for batch in receiver.got] == [["the last one"]]
    assert time.monotonic() - begun < 30


def test_refused_events_are_not_said_to_be_sent(cluster, service, project):
    from errpredict.contrib.sender import Sender

    said = clusters.run(cluster, "token", "create", "half", "--service", "--role", "ingest")
    sender = Sender(f"http://127.0.0.1:{service.port}", re.search(r"epk_\w+", said).group())
    for at in (datetime.now(timezone.utc).isoformat(), "1999-01-01T00:00:00Z", "no time"):
        sender.put({"timestamp": at, "service": "half", "kind": "error", "severity": "high", "error_type": "E", "message": at})
    sender.close()
    assert (sender.sent, sender.dropped) == (1, 2)


def test_a_handler_of_the_log_never_breaks_whoever_logs(project, capsys):
    import logging

    from django.test import override_settings
    from errpredict.contrib.django.logs import ErrpredictHandler

    logger = logging.Logger("shop")
    logger.addHandler(ErrpredictHandler())
    with override_settings(ERRPREDICT={"SERVISE": "x"}):
        logger.error("down")
    assert "SERVISE" in capsys.readouterr().err, "told as logging tells the errors of handlers"


def test_checks_say_what_is_wrong(project):
    from django.core import checks
    from django.test import override_settings

    def ids(middleware=None, routers=None, **settings):
        changes = {"ERRPREDICT": {**project.ERRPREDICT, **settings}}
        if middleware is not None:
            changes["MIDDLEWARE"] = middleware
        if routers is not None:
            changes["DATABASE_ROUTERS"] = routers
        with override_settings(**changes):
            return [found.id for found in checks.run_checks(tags=["errpredict"])]

    own = "errpredict.contrib.django.middleware.ErrpredictMiddleware"
    assert ids() == []
    assert ids(SERVISE="x") == ["errpredict.E001"]
    assert ids(ENVIRONMENT="prod") == ["errpredict.E002"]
    assert ids(ROLE="root") == ["errpredict.E003"]
    assert ids(SEND_TO="localhost") == ["errpredict.E004"]
    assert ids(SEND_TO="http://localhost") == ["errpredict.W001"]
    assert ids(DATABASE="default") == ["errpredict.E005"]
    assert ids(THROTTLE="often") == ids(SIGN_IN_THROTTLE="10") == ids(THROTTLE=5) == ["errpredict.E006"]
    assert ids(THROTTLE="10/minute", SIGN_IN_THROTTLE=None) == []
    assert ids(WEBHOOK_SECRETS=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!", "whsec_AAAA", 7]) == ["errpredict.E007"] * 3
    assert ids(WEBHOOK_SECRETS="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") == ["errpredict.E007"]
    assert ids(ERROR_LOG={"MODEL": "error_logging.ErrorLog", "FIELDS": {"timestamp": "made_at"}}) == ["errpredict.E008"]
    assert ids(PREDICTIONS={"MODEL": "error_logging.Foreseen", "FIELDS": {"probability": "odds"}}) == ["errpredict.E009"]
    own_database = {**project.DATABASES, "default": project.DATABASES["errpredict"]}
    with override_settings(DATABASES=own_database):
        assert ids(DATABASE="default") == ["errpredict.W005"]
    with override_settings(SIMPLE_JWT={}):
        assert ids() == ["errpredict.W006"]
    assert ids(routers=[]) == ["errpredict.W002"]
    assert ids(middleware=["django.middleware.common.CommonMiddleware", own]) == ["errpredict.W003"]
    assert ids(middleware=[]) == ["errpredict.W004"]
    assert ids(middleware=[], CAPTURE=False) == []
