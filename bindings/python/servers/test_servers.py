"""gunicorn that loads the application before it forks, and Celery's prefork: `make test-bindings-long` runs these."""

import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

HERE = pathlib.Path(__file__).parent


def until(answer, process, seconds=90):
    end = time.monotonic() + seconds
    while True:
        assert process.poll() is None, "the server ended"
        try:
            return answer()
        except OSError:
            assert time.monotonic() < end, "no answer"
            time.sleep(0.2)


def test_gunicorn_preload():
    pytest.importorskip("gunicorn")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--preload", "--workers", "2", "--bind", f"127.0.0.1:{port}", "forking:app"]
    process = subprocess.Popen(command, cwd=HERE)
    try:
        url = f"http://127.0.0.1:{port}/"
        until(lambda: urllib.request.urlopen(url, timeout=60).read(), process)
        for _ in range(6):
            assert urllib.request.urlopen(url, timeout=60).read() == b"True True"
    finally:
        process.terminate()
        process.wait(30)


def test_celery_prefork(tmp_path):
    pytest.importorskip("celery")
    environment = {**os.environ, "FORKING_FOLDER": str(tmp_path)}
    command = [sys.executable, "-m", "celery", "--app", "forking:celery_app", "worker", "--pool", "prefork", "--loglevel", "warning"]
    process = subprocess.Popen(command, cwd=HERE, env=environment)
    try:
        sys.path.insert(0, str(HERE))
        import forking

        queue = forking.queue(str(tmp_path))
        asked = [queue.send_task("verdict") for _ in range(6)]
        assert [one.get(timeout=120) for one in asked] == ["True True"] * 6
    finally:
        process.terminate()
        process.wait(60)
