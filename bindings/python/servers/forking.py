"""What is served and queued by the tests: the parent uses the threads of the core before it forks."""

import json
import os
import tempfile

import errpredict

EVENTS = [
    {"timestamp": f"2026-11-{day:02}T{hour:02}:00:00Z", "service": f"s{service}", "severity": "high", "error_type": "E"}
    for service in range(8)
    for day in range(1, 20)
    for hour in range(0, 24, 2)
]


def analysed():
    return json.dumps(errpredict.analyze(EVENTS)["services"])


#: In the process that loads this; a child that is forked off has it too.
BEFORE, PARENT = analysed(), os.getpid()


def verdict():
    """Whether this process is a child, and finds the same."""
    return f"{os.getpid() != PARENT} {analysed() == BEFORE}"


def app(environ, start_response):
    """For gunicorn."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [verdict().encode()]


def queue(folder):
    """For Celery: a queue in files, without a server."""
    from celery import Celery

    made = Celery("forking")
    made.conf.update(
        broker_url="filesystem://",
        broker_transport_options={"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder},
        result_backend=f"file://{folder}",
        worker_concurrency=2,
        worker_prefetch_multiplier=1,
    )
    made.task(name="verdict")(verdict)
    return made


if "FORKING_FOLDER" in os.environ:
    celery_app = queue(os.environ.get("FORKING_FOLDER") or tempfile.mkdtemp())
