"""A child that is forked off after its parent used the threads of the core works, and gives the same."""

import multiprocessing
import os
import signal
import sys

import pytest

import errpredict

EVENTS = [
    {"timestamp": f"2026-11-{day:02}T{hour:02}:00:00Z", "service": f"s{service}", "severity": "high", "error_type": "E"}
    for service in range(8)
    for day in range(1, 20)
    for hour in range(0, 24, 2)
]


def analysed(_=None):
    return errpredict.analyze(EVENTS)["services"]


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")


def test_fork():
    before = analysed()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        os.write(write, b"same" if analysed() == before else b"else")
        os._exit(0)
    os.close(write)
    _, status = os.waitpid(child, 0)
    assert (status, os.read(read, 4)) == (0, b"same")
    assert analysed() == before


def test_multiprocessing():
    before = analysed()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(analysed, range(4)).get(timeout=120) == [before] * 4
