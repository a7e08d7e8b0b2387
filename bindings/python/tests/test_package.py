"""The package itself: what is generated is what the core gives, importing it is cheap, its examples hold."""

import doctest
import pathlib
import re
import subprocess
import sys

import errpredict
import pytest

PACKAGE = pathlib.Path(__file__).parents[1]


def test_methods_are_those_of_the_core(tmp_path):
    subprocess.run([sys.executable, PACKAGE / "generate.py", tmp_path], check=True)
    written = (PACKAGE / "python/errpredict/_methods.py").read_text()
    assert (tmp_path / "_methods.py").read_text() == written, "run `python generate.py`"


def test_importing_brings_neither_numpy_nor_scikit_learn():
    loaded = subprocess.run(
        [sys.executable, "-c", "import errpredict, sys; print('numpy' in sys.modules, 'sklearn' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert loaded.stdout.strip() == "False False"


def test_everything_named_is_there():
    for name in errpredict.__all__:
        assert getattr(errpredict, name) is not None
    assert {"IsolationForest", "RandomForestClassifier", "Monitor"} <= set(dir(errpredict))


def test_examples_hold():
    for module in (errpredict, errpredict.errors):
        assert doctest.testmod(module).failed == 0


def test_a_free_threaded_python_is_refused_in_words():
    code = "import sys; sys.abiflags = 't'; import errpredict"
    refused = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert refused.returncode == 1 and "ImportError: errpredict has no compiled part for free-threaded Python" in refused.stderr
    assert "_native" not in refused.stderr, "the compiled part must not be tried"
    # What pip holds against the interpreter, whose free-threaded builds have no such interface.
    assert pathlib.Path(errpredict._native.__file__).name == "_native.abi3.so"


def test_without_scikit_learn():
    code = """
import sys
sys.modules["sklearn"] = None
import numpy as np, errpredict
X = np.random.default_rng(0).normal(size=(100, 2))
forest = errpredict.IsolationForest(contamination=0.1).fit(X)
assert (forest.predict(X) == -1).sum() == 10
assert errpredict.IsolationForest(n_trees=7).get_params()["n_trees"] == 7
assert errpredict.LogisticClassifier().fit(X, X[:, 0] > 0).score(X, X[:, 0] > 0) > 0.9
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_name_of_the_page_is_there():
    page = (PACKAGE.parents[1] / "docs/bindings.md").read_text()
    names = set()
    for line in page.split("## Quick starts")[0].split("## Operations")[1].splitlines():
        columns = line.split("|")
        if len(columns) == 11:
            names |= set(columns[3].split("`")[1::2])
    assert len(names) > 40
    for name in names:
        found = errpredict
        for part in name.split("."):
            found = getattr(found, part)


def test_quick_starts_run_as_written():
    quick = subprocess.run([sys.executable, PACKAGE / "examples/quick.py"], capture_output=True, text=True, check=True)
    assert "had 300 events" in quick.stdout, quick.stdout
    numbers = subprocess.run([sys.executable, PACKAGE / "examples/rows.py"], capture_output=True, text=True, check=True)
    assert numbers.stdout == "strangest row: 7\nin one hour about 50\n", numbers.stdout


def test_the_readme_has_the_quick_starts_as_they_run():
    two_lines, quick, rows = re.findall(r"```python\n(.*?)```", (PACKAGE / "README.md").read_text(), re.S)
    assert quick == (PACKAGE / "examples/quick.py").read_text()
    assert rows == (PACKAGE / "examples/rows.py").read_text()
    assert len(two_lines.splitlines()) == 2 and two_lines in quick


def test_times_of_every_kind():
    from datetime import datetime, timedelta, timezone

    import numpy as np
    from errpredict._door import dumps
    from errpredict._handles import moment

    west = datetime(2026, 11, 20, 7, tzinfo=timezone(timedelta(hours=-5)))
    assert dumps(west) == '"2026-11-20T07:00:00-05:00"'
    assert dumps(datetime(2026, 11, 20, 7)) == '"2026-11-20T07:00:00Z"'
    ms = int(west.timestamp() * 1000)
    saved = set()
    for at in (ms, float(ms), ms + 0.2, np.int64(ms), np.float64(ms), west, west.isoformat()):
        monitor = errpredict.Monitor()
        monitor.observe(at, "shop", "high", "E")
        saved.add(monitor.save())
        assert moment(at) in ("2026-11-20T12:00:00.000Z", "2026-11-20T07:00:00-05:00"), at
    assert len(saved) == 1
    for wrong, kind in ((float("nan"), ValueError), (1e300, ValueError), (object(), TypeError), (None, TypeError)):
        with pytest.raises(kind):
            errpredict.Monitor().observe(wrong, "shop")


def test_one_bad_event_loses_no_other():
    event = {"timestamp": "2026-11-20T00:00:00Z", "service": "shop", "severity": "high"}
    rollup = errpredict.Rollup()
    with pytest.raises(errpredict.errors.InvalidInput) as told:
        rollup.observe_all([event, {**event, "environment": "qa"}, event, {**event, "service": " "}])
    assert rollup.describe()["observed"] == 2
    assert {name: told.value.context[name] for name in ("place", "counted", "refused")} == {"place": "1", "counted": "2", "refused": "2"}
    assert rollup.observe_all([event, event]) == 2


def test_whatever_was_saved_is_loaded_as_its_kind():
    for kind in (errpredict.Monitor, errpredict.Rollup, errpredict.Templates, errpredict.Similar):
        assert type(errpredict.Handle.load(kind().save())) is kind
    with pytest.raises(errpredict.errors.InvalidInput):
        errpredict.Handle.load(b"nothing of ours")


def test_questions_have_parameters_and_are_cloned():
    predictor = errpredict.ErrorPredictor({"task": {"horizon_ms": 3_600_000}}, seed=3)
    assert predictor.get_params() == {"plan": predictor.plan, "every_ms": None, "services": None, "seed": 3}
    assert predictor.set_params(seed=4) is predictor and predictor.seed == 4
    with pytest.raises(ValueError):
        predictor.set_params(sed=4)
    forecaster = errpredict.Forecaster("ses", level=0.8)
    assert forecaster.get_params() == {"method": "ses", "step_ms": 3_600_000, "first_end_ms": 3_600_000, "level": 0.8}
    assert forecaster.set_params(level=0.9, step_ms=60_000).get_params()["level"] == 0.9 and forecaster.step_ms == 60_000
    clone = pytest.importorskip("sklearn.base").clone
    assert clone(forecaster).get_params() == forecaster.get_params()
    assert clone(predictor).plan == predictor.plan


def test_paths_of_bytes_and_records_without_words(tmp_path):
    import logging

    path = tmp_path / "a.log"
    path.write_text("2026-11-20T00:00:10Z ERROR a\n")
    for given in (bytes(path), [bytes(path)], path, str(path)):
        assert errpredict.Rollup.read(given, {"service": "shop"}).report["events"] == 1
    monitor, same = errpredict.Monitor(), errpredict.Monitor()
    record = logging.makeLogRecord({"msg": "", "levelname": "ERROR", "created": 1_795_132_810.0})
    errpredict.MonitorHandler(monitor, "shop").emit(record)
    same.observe(1_795_132_810_000, "shop", "high", "")
    assert monitor.save() == same.save()
