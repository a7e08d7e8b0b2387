"""The store: a private cluster of the PostgreSQL of this machine, real events, what `analyze` finds without one."""

import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pytest

import errpredict
from errpredict import errors

LOG = pathlib.Path(__file__).parents[3] / "samples/webmon.csv"
AT = "2026-07-02T06:00:00Z"


@pytest.fixture(scope="module")
def store():
    # Not pytest's own folder: root starts PostgreSQL as another user, to whom that is closed.
    folder = tempfile.mkdtemp(prefix="errpredict-store-")
    os.chmod(folder, 0o755)
    with errpredict.Store(folder=os.path.join(folder, "data"), tenant="acme", retention_days=3_660) as opened:
        yield opened
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def imported(store):
    return store.import_log(LOG, now=AT)


def test_a_log_is_stored_once(store, imported):
    read = imported["report"]["events"]
    assert read > 1_000
    assert imported["stored"] + imported["thinned"] + len(imported["refused"]) == read
    again = store.import_log([str(LOG)], now=AT)
    assert (again["stored"], again["duplicates"]) == (0, imported["stored"])


def test_what_is_stored_is_analysed_as_the_log_is(store, imported):
    found = store.analyze(AT)
    straight = errpredict.analyze(LOG, at=AT)
    assert found["analysis"]["headline"] == straight["headline"]
    assert found["analysis"]["services"] == straight["services"]
    assert found["written"]["predictions"] == len(list(store.rows("predictions", hours=87_840)))
    assert found["written"]["anomalies"] == store.list("anomalies", page_size=1)["count"]


def test_events_come_one_by_one_and_are_refused_one_by_one(store):
    good = {"timestamp": AT, "service": "shop", "severity": "high", "error_type": "TimeoutError", "message": "no answer"}
    told = store.ingest([good, {**good, "service": ""}], now=AT)
    assert told["stored"] == 1
    assert [(refused["index"], refused["code"]) for refused in told["refused"]] == [(1, "invalid_input")]
    assert [event["error_type"] for event in store.rows("events", service="shop", hours=87_840)] == ["TimeoutError"]
    with pytest.raises(errors.InvalidInput) as raised:
        store.ingest([{"timestamp": AT, "servce": "shop"}])
    assert "servce" in str(raised.value)


def test_wrong_names_are_told(store):
    with pytest.raises(errors.UnknownName, match="high_risk_predictions"):
        store.list("prediction")
    with pytest.raises(errors.UnknownName, match="servce"):
        store.list("predictions", servce="shop")


def test_a_server_that_is_not_there_is_told():
    with pytest.raises(errors.Error) as raised:
        errpredict.Store("postgresql://127.0.0.1:1/none", tenant="other")
    assert raised.value.code == "unavailable"


def _in_child(store, told):
    try:
        store.list("events")
        told.put("answered")
    except errors.Error as error:
        told.put(error.code)


def test_a_private_cluster_stays_its_parents(store):
    fork = multiprocessing.get_context("fork")
    told = fork.Queue()
    child = fork.Process(target=_in_child, args=(store, told))
    child.start()
    assert told.get(timeout=30) == "unavailable"
    child.join(30)
    assert child.exitcode == 0
    assert store.list("events", hours=87_840)["count"] > 0


def test_the_quick_start_runs_as_written():
    folder = tempfile.mkdtemp(prefix="errpredict-store-")
    os.chmod(folder, 0o755)
    program = pathlib.Path(__file__).parents[1] / "examples/store.py"
    data = os.path.join(folder, "data")
    done = subprocess.run([sys.executable, program, data, LOG], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].endswith(" events stored") and "within" in lines[-1], done.stdout
    shutil.rmtree(folder, ignore_errors=True)


def test_a_closed_store_says_so():
    folder = tempfile.mkdtemp(prefix="errpredict-store-")
    os.chmod(folder, 0o755)
    opened = errpredict.Store(folder=os.path.join(folder, "data"))
    opened.close()
    opened.close()
    with pytest.raises(errors.InvalidArgument, match="closed"):
        opened.list("events")
    shutil.rmtree(folder, ignore_errors=True)
