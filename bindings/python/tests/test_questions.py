"""What a user asks: logs, monitors, models, forecasts, causes, the program."""

import copy
import datetime
import json
import os
import pathlib
import pickle
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

import errpredict

ROOT = pathlib.Path(__file__).parents[3]
SAMPLE = ROOT / "samples/webmon.csv"
START = 1_795_132_800_000  # 2026-11-20T00:00:00Z


def told(monitor):
    for hour in range(72):
        for i in range(1, 201 if hour == 71 else 3):
            monitor.observe(START + hour * 3_600_000 + i * 10_000, "checkout", "high", "TimeoutError", "did not answer")


def test_a_monitor_watches():
    monitor = errpredict.Monitor()
    told(monitor)
    found = monitor.analyze("2026-11-23T00:00:00Z")
    spike = found["services"][0]["anomalies"][0]
    assert (spike["type"], spike["actual"], spike["ongoing"]) == ("spike", 200.0, True)
    for again in (pickle.loads(pickle.dumps(monitor)), copy.deepcopy(monitor), errpredict.Monitor.load(monitor.save())):
        assert type(again) is errpredict.Monitor and again.save() == monitor.save()
    assert monitor.memory_bytes > 1000
    assert monitor.advance(START + 72 * 3_600_000) is not None


def test_times_are_milliseconds_texts_and_dates():
    made = []
    aware = datetime.datetime(2026, 11, 20, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    for time in (START, "2026-11-20T00:00:00Z", datetime.datetime(2026, 11, 20), aware):
        monitor = errpredict.Monitor()
        monitor.observe(time, "shop", "high", "E")
        made.append(monitor.save())
    assert all(bytes_ == made[0] for bytes_ in made)
    with pytest.raises(errpredict.errors.InvalidInput):
        errpredict.Monitor().observe(START, " ", "high")
    with pytest.raises(errpredict.errors.UnknownName):
        errpredict.Monitor().observe(START, "shop", "loud")


def test_fields_are_those_of_messages():
    fields = {
        "service": "shop", "severity": "high", "error_type": "E", "message": "m", "kind": "request", "error_id": "1",
        "code": "C", "status_code": 503, "endpoint": "/pay", "user_id": "u", "request_id": "r", "stack_trace": "at a",
        "environment": "production", "release": "2.1", "response_time_ms": 1.5,
    }  # fmt: skip
    by_field, by_json = errpredict.Monitor(), errpredict.Monitor()
    by_field.observe(START, attributes='{"pod": "a"}', **fields)
    by_json.observe_all([{"timestamp": "2026-11-20T00:00:00Z", "attributes": {"pod": "a"}, **fields}])
    assert by_field.save() == by_json.save()


def test_a_log_is_analysed_as_the_program_does(tmp_path):
    at = "2026-07-02T06:00:00Z"
    found = errpredict.analyze(SAMPLE, at)
    out = tmp_path / "analysis.json"
    run = subprocess.run(
        [sys.executable, "-m", "errpredict", "analyze", SAMPLE, "--at", at, "--json", out], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert "WHAT IS WRONG" in run.stdout
    assert json.loads(out.read_text())["services"] == found["services"]
    html = found._repr_html_()
    assert html.startswith("<iframe") and "&lt;svg" in html and "</iframe>" in html
    assert found.rollup.report["events"] > 8000
    assert "<svg" in found.to_html("webmon")


def test_counts_are_forecast_and_tried_on_their_past_as_the_program_does(tmp_path):
    def program(*arguments):
        run = subprocess.run([sys.executable, "-m", "errpredict", *arguments], capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        return run.stdout

    rollup = errpredict.Rollup.read(SAMPLE)
    lines = program("forecast", SAMPLE, "--metric", "errors", "--horizon", "4", "--method", "seasonal_naive", "--json")
    settings = {"horizon": 4, "seasons": [24, 168], "method": {"method": "seasonal_naive"}}
    found = rollup.forecast("errors", settings, page="webmon")
    assert found["forecasts"] == [json.loads(line) for line in lines.splitlines()] and "<svg" in found["html"]
    task = {"task": {"target": "critical", "horizon_ms": 86_400_000}, "training": {"method": {"method": "base_rate"}}}
    out = tmp_path / "backtest.json"
    program("backtest", SAMPLE, "--method", "base_rate", "--every", "1d", "--json", out)
    tested = rollup.backtest(task, every_ms=86_400_000, rows=True)
    assert len(tested.pop("rows")) == tested["times"]
    assert tested == json.loads(out.read_text())


def test_a_model_is_explained_from_counts():
    rollup = errpredict.Rollup.read(SAMPLE)
    plan = {"task": {"horizon_ms": 86_400_000}, "training": {"method": {"method": "logistic", "max_steps": 10}}}
    # Four moments a day are rows enough for a method: with one a share of the past answers.
    answer = rollup.ask("train", {"plan": plan, "every_ms": 21_600_000})
    assert answer["method"] == "logistic"
    model = errpredict.Model(answer["model"])
    now = rollup.describe()["now"]
    said = model.predict(rollup, now)["predictions"][0]
    explained = model.explain(rollup, now, [said["service"]])["explained"]
    assert [one["prediction"]["service"] for one in explained] == [said["service"]]
    assert explained[0]["explanation"]["factors"]
    found = model.explain(rollup, importance=True)
    assert found["explained"] == [] and found["importances"]["n_rows"] > 0
    with pytest.raises(errpredict.errors.InvalidArgument):
        model.explain(rollup, importance=True, paths=1)


def test_the_program_ends_with_its_codes():
    def run(*arguments):
        return subprocess.run([sys.executable, "-m", "errpredict", *arguments], capture_output=True, text=True)

    assert run("nonsense").returncode == 2
    assert run("analyze", "/nowhere.log").returncode == 1
    version = run("version")
    assert version.returncode == 0 and errpredict.__version__ in version.stdout


def test_a_log_is_a_table_of_arrow_polars_and_pandas():
    table = errpredict.read_log(SAMPLE)
    arrow, polars, pandas = table.to_arrow(), table.to_polars(), table.to_pandas()
    assert len(table) == arrow.num_rows == polars.height == len(pandas) == table.report["events"]
    assert str(arrow.schema.field("timestamp").type) == "timestamp[ms, tz=UTC]"
    assert pandas["timestamp"].dt.tz is not None and pandas["service"].nunique() == polars["service"].n_unique()
    counted = errpredict.Rollup()
    counted.observe_all(
        {k: v for k, v in row.items() if v is not None and k != "attributes"} for row in polars.to_dicts()
    )
    assert counted.describe()["observed"] == errpredict.Rollup.read(SAMPLE).describe()["observed"]
    with pytest.raises(errpredict.errors.Io) as refused:
        errpredict.read_log("/nowhere.log")
    assert isinstance(refused.value, OSError)


def test_a_predictor_learns_from_a_log():
    rollup = errpredict.Rollup.read(SAMPLE)
    predictor = errpredict.ErrorPredictor({"task": {"horizon_ms": 86_400_000}}, every_ms=86_400_000).fit(rollup)
    answer = predictor.predict(rollup)
    assert answer["predictions"] and all(0 <= one["probability"] <= 1 for one in answer["predictions"])
    again = pickle.loads(pickle.dumps(predictor.model_))
    assert again.describe()["target"] == predictor.trained_["target"] == "critical"


def test_series_are_forecast_and_scored():
    values = np.array([50.0 + 10 * (i % 24) for i in range(24 * 21)])
    points = errpredict.Forecaster("ets").fit(values).predict(12)
    assert points.values.shape == (12,) and (points.lower <= points.values).all()
    core = errpredict.call(
        "forecast",
        {
            "metric": "value",
            "history": {"first_end": "1970-01-01T01:00:00Z", "step_ms": 3_600_000, "values": values.tolist()},
            "settings": {"method": {"method": "ets"}, "horizon": 12},
        },
    )
    assert [one["value"] for one in core["values"]] == points.values.tolist()
    values[400] = 900
    scores = errpredict.score_series(values, "seasonal_residual")
    assert scores.argmax() == 400


def test_causes_are_ranked():
    case = json.loads((ROOT / "tests/cases/rca.json").read_text())["cases"][0]
    answer = errpredict.RootCauseAnalyzer().analyze(case["request"]["incident"])
    assert answer == errpredict.call("rca", case["request"])


def test_threads_work_beside_each_other():
    rollup, wrong = errpredict.Rollup(), []

    def work(me):
        for i in range(300):
            rollup.observe(START + i, f"service{me}", "high", "E")
            try:
                errpredict.call("severity", {"level": f"loud{me}"})
            except errpredict.Error as error:
                if f"loud{me}" not in error.message:
                    wrong.append(error)

    threads = [threading.Thread(target=work, args=(me,)) for me in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not wrong and rollup.describe()["observed"] == 2400


def test_other_threads_go_on_while_the_core_works():
    """Whoever holds the interpreter holds up every other thread of Python."""
    rollup = errpredict.Rollup.read(SAMPLE)
    turns, ended = 0, threading.Event()

    def turn():
        nonlocal turns
        while not ended.wait(0.001):
            turns += 1

    beside = threading.Thread(target=turn)
    beside.start()
    try:
        begin, before = time.perf_counter(), turns
        rollup.analyze("2026-07-02T06:00:00Z")
        took, during = time.perf_counter() - begin, turns - before
    finally:
        ended.set()
        beside.join()
    # Far fewer than there would be alone: the core uses all processors meanwhile.
    assert during > 20 * took, f"{during} turns in {took:.2f} s"


def test_arrays_are_not_copied():
    """A million numbers in and out hold no second million while they are scored: the scores alone are new."""
    import tracemalloc

    X = np.random.default_rng(0).normal(size=(1_000_000, 1))
    fitted = errpredict.Zscore().fit(X)
    tracemalloc.start()
    scores = fitted.fitted_.score(X)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Memory of the library is not traced: what Python and numpy would copy is.
    assert most < 100_000 and scores.base is not None and scores.flags.owndata is False


def test_ctrl_c_ends_what_takes_long():
    rollup = errpredict.Rollup.read(SAMPLE)
    begin = time.perf_counter()
    rollup.ask("train")
    whole = time.perf_counter() - begin
    timer = threading.Timer(whole / 20, os.kill, (os.getpid(), signal.SIGINT))
    # Whoever runs tests in the background has them pass the signal over.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        timer.start()
        begin = time.perf_counter()
        with pytest.raises(KeyboardInterrupt):
            rollup.ask("train")
        timer.join()
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.perf_counter() - begin < whole / 2 + 0.5
    # Nothing of it stays behind.
    assert rollup.ask("train")


class Bar:
    """What tqdm's bars have, and what was told to it."""

    made: list = []

    def __init__(self, **how):
        self.how, self.n, self.total, self.closed = how, 0, how["total"], False
        Bar.made.append(self)

    def update(self, n):
        assert n >= 0
        self.n += n

    def refresh(self):
        pass

    def close(self):
        self.closed = True


def test_progress_is_told_as_tqdm_is(tmp_path):
    log = tmp_path / "app.log"
    log.write_bytes(b"".join(b"2026-11-20T00:%02d:%02dZ ERROR shop: no answer\n" % (i // 60 % 60, i % 60) for i in range(60_000)))
    Bar.made = []
    table = errpredict.read_log(log, progress=Bar)
    assert len(table) == 60_000
    errpredict.Rollup.read(log, progress=Bar)
    assert [(bar.n, bar.total, bar.closed) for bar in Bar.made] == [(log.stat().st_size,) * 2 + (True,)] * 2
    assert Bar.made[0].how == {"total": None, "unit": "B", "unit_scale": True, "unit_divisor": 1024, "desc": "read"}


def test_what_a_bar_raises_is_raised(tmp_path):
    log = tmp_path / "app.log"
    log.write_bytes(b"2026-11-20T00:00:00Z ERROR shop: no answer\n" * 60_000)

    class Broken(Bar):
        def update(self, n):
            raise KeyError("broken")

    with pytest.raises(KeyError, match="broken"):
        errpredict.read_log(log, progress=Broken)


def test_a_bar_of_tqdm(tmp_path, capsys):
    tqdm = pytest.importorskip("tqdm")
    log = tmp_path / "app.log"
    log.write_text("2026-11-20T00:00:00Z ERROR shop: no answer\n")
    errpredict.analyze(log, progress=tqdm.tqdm)
    assert "100%" in capsys.readouterr().err
