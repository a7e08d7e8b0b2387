"""A local Ray cluster of several worker processes. `make test-clusters` runs these; `make bench-ray` says how it scales."""

import json
import os
import pathlib
import signal

import pytest

# A busy machine takes its time; and a token for strangers in somebody's home is not needed where nobody else can connect.
os.environ.setdefault("RAY_raylet_start_wait_time_s", "300")
os.environ.setdefault("RAY_AUTH_MODE", "disabled")
ray = pytest.importorskip("ray")
import errpredict  # noqa: E402

ROOT = pathlib.Path(__file__).parents[3]


@pytest.fixture(scope="module")
def cluster():
    # As many workers as tasks: with two processors they share them.
    ray.init(num_cpus=4, include_dashboard=False, log_to_driver=False, object_store_memory=200_000_000)
    yield ray
    ray.shutdown()


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    """The sample in eight pieces, as days would be, and once as a whole."""
    folder = tmp_path_factory.mktemp("logs")
    head, *lines = (ROOT / "samples/webmon.csv").read_text().splitlines(keepends=True)
    pieces = []
    for i in range(8):
        piece = folder / f"{i}.csv"
        piece.write_text(head + "".join(lines[i::8]))
        pieces.append(str(piece))
    return pieces


def same(one, other):
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def test_counts_and_findings_are_those_of_one_machine_to_the_bit(cluster, logs):
    from errpredict.contrib.ray import analyze, count

    alone = errpredict.Rollup.read(logs)
    spread = count(logs)
    assert spread.save() == alone.save()
    assert count(list(reversed(logs))).save() == alone.save(), "in whatever order"
    assert same(analyze(spread), errpredict.analyze(alone))


#: Fewer moments of the past to learn from.
QUICKER = {"foresight": {"rows": 500}}


@pytest.mark.parametrize("depth", ["quick", "full", "deep"])
def test_the_whole_analysis_is_found_in_shards_as_on_one_machine(cluster, logs, depth):
    """What is foreseen, forecasts that add up, causes and insights of all: whatever the shards are."""
    from errpredict.contrib.ray import analyze

    alone = errpredict.Rollup.read(logs)
    names, at = alone.describe()["services"], alone.describe()["now"]
    # Not all are forecast in full, so that it matters that each shard knows the others.
    config = {**QUICKER, "depth": depth, "max_full_forecasts": 2}
    found = errpredict.analyze(alone, at, config)
    for shard in (1, 5, len(names) + 1):
        spread = analyze(alone, at, config, shard=shard)
        assert same(spread, found), (depth, shard)
    assert list(spread) == list(found) and "<svg" in spread.to_html()
    some = {**config, "services": [names[2], names[0], names[0]]}
    assert same(analyze(alone, at, some, shard=1), errpredict.analyze(alone, at, some))


def test_what_the_whole_analysis_refuses_is_told_as_on_one_machine(cluster, logs):
    from errpredict.contrib.ray import analyze

    alone = errpredict.Rollup.read(logs[0])
    with pytest.raises(errpredict.errors.UnknownName, match="nobody"):
        analyze(alone, config={"services": ["nobody"]})
    with pytest.raises(errpredict.errors.NotEnoughData):
        analyze(errpredict.Rollup())


@pytest.mark.parametrize("dies_in", ["learn", "forecast", "add_up", "look", "together"])
def test_a_worker_that_is_killed_in_an_analysis_loses_nothing(cluster, logs, tmp_path, monkeypatch, dies_in):
    from errpredict.contrib import ray as spread

    mark, step = str(tmp_path / "killed"), spread._step

    def dies_once(kept, question, part, *given):
        if part["step"] == dies_in and not os.path.exists(mark):
            pathlib.Path(mark).write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return step(kept, question, part, *given)

    monkeypatch.setattr(spread, "_step", dies_once)
    alone = errpredict.Rollup.read(logs)
    assert same(spread.analyze(alone, None, QUICKER, shard=4), errpredict.analyze(alone, None, QUICKER))
    assert os.path.exists(mark)


def test_a_dataset_of_arrow_is_counted_the_same(cluster, logs):
    import pyarrow

    from errpredict.contrib.ray import count_dataset

    table = errpredict.read_log(logs[0]).to_arrow()
    rows = [{name: value for name, value in row.items() if value is not None and name != "attributes"} for row in table.to_pylist()]
    alone = errpredict.Rollup()
    alone.observe_all(rows)
    dataset = ray.data.from_arrow(table.drop_columns([name for name in ("attributes",) if name in table.column_names]))
    assert isinstance(table, pyarrow.Table)
    assert count_dataset(dataset, batch_rows=200).save() == alone.save()


def test_a_worker_that_is_killed_loses_nothing(cluster, logs, tmp_path):
    from errpredict.contrib import ray as spread

    mark = tmp_path / "killed"

    def read(path, options, settings):
        if not mark.exists():
            mark.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return errpredict.Rollup.read(path, options, **settings).save()

    task = spread._remote(read)
    merged = errpredict.Rollup.load(ray.get(spread.merge([task.remote(path, {}, {}) for path in logs])))
    assert mark.exists() and merged.save() == errpredict.Rollup.read(logs).save()


#: Milliseconds between the moments that are learnt from: a method needs a thousand rows, and with a day between two the sample has 569 of
#: them, so that a share of the past would answer, whatever the method and its settings are.
EVERY = 21_600_000
#: A question and a method that are learnt in little time.
PLAN = {
    "task": {"horizon_ms": 86_400_000, "target": "critical"},
    "training": {"method": {"method": "logistic", "features": "general", "l2": [0.1], "max_steps": 30, "validation_share": 0.2}},
}


def test_trainings_are_those_of_one_machine(cluster, logs):
    from errpredict.contrib.ray import train_many

    halves = {"first": errpredict.Rollup.read(logs[:4]), "second": errpredict.Rollup.read(logs[4:])}
    hourly = {**PLAN, "task": {**PLAN["task"], "horizon_ms": 3_600_000}}
    spread = train_many({**halves, "other": halves["first"]}, PLAN, plans={"other": hourly}, every_ms=EVERY)
    assert list(spread) == ["first", "second", "other"] and spread["other"]["model"] != spread["first"]["model"]
    for name, rollup in halves.items():
        alone = rollup.ask("train", {"seed": 0, "every_ms": EVERY, "plan": PLAN})
        assert same(spread[name], alone) and alone["method"] == "logistic", name


def test_backtests_are_those_of_one_machine(cluster, logs):
    """Of counts, which hold as many events as there are, and of requests of the operation."""
    from errpredict.contrib.ray import backtest_many, count

    def events(path):
        rows = errpredict.read_log(path).to_arrow().to_pylist()
        return [{name: value for name, value in row.items() if value is not None and name != "attributes"} for row in rows]

    alone, day = errpredict.Rollup.read(logs), 86_400_000
    request = {"events": events(logs[0]), "plan": PLAN, "every_ms": EVERY}
    hours = {**PLAN, "task": {**PLAN["task"], "horizon_ms": day // 2}}
    merged = count(logs)
    asked = {"a day": merged, "one log": logs[0], "a request": request, "half a day": merged}
    spread = backtest_many(asked, PLAN, plans={"half a day": hours}, every_ms=EVERY)
    expected = {
        "a day": alone.backtest(PLAN, every_ms=EVERY),
        "one log": errpredict.Rollup.read(logs[0]).backtest(PLAN, every_ms=EVERY),
        "a request": errpredict.call("backtest", request),
        "half a day": alone.backtest(hours, every_ms=EVERY),
    }
    assert list(spread) == list(asked)
    for name, found in expected.items():
        assert same(spread[name], found), name
    with pytest.raises(ValueError, match="a week"):
        backtest_many({"a day": merged}, plans={"a week": PLAN})


def test_what_is_wrong_and_likely_is_found_in_shards_as_on_one_machine(cluster, logs):
    """Counts merged from all logs, one model of all services, and shards of whatever size: to the bit what one machine says."""
    from errpredict.contrib.ray import count, find_many, predict_many, train_many

    alone = errpredict.Rollup.read(logs)
    names = alone.describe()["services"]
    assert len(names) >= 3
    at = alone.describe()["now"]
    merged = count(logs)
    found = errpredict.analyze(alone, at, {"depth": "quick"})["services"]
    assert any(service["anomalies"] for service in found)
    model = train_many({"all": merged}, PLAN, every_ms=EVERY)["all"]["model"]
    assert model == alone.ask("train", {"seed": 0, "every_ms": EVERY, "plan": PLAN})["model"]
    assert errpredict.Model(model).describe()["method"] == "logistic"
    likely = errpredict.Model(model).predict(alone, at, n_factors=3)["predictions"]
    for shard in (1, 2, len(names) + 1):
        assert same(find_many(merged, shard=shard), found), shard
        assert same(predict_many(model, merged, n_factors=3, shard=shard), likely), shard
    assert same(find_many(merged, at, only=names[:1]), found[:1])
    assert same(find_many(merged, at, {"services": names[:2]}, shard=1), found[:2])
    assert same(predict_many(model, logs, at, only=names[1:2], n_factors=3), likely[1:2])
    with pytest.raises(ValueError, match="at least one service"):
        find_many(merged, shard=0)


def test_a_worker_that_is_killed_in_a_dataset_loses_nothing(cluster, logs, tmp_path):
    from errpredict.contrib.ray import count_dataset

    table = errpredict.read_log(logs[0]).to_arrow()
    table = table.drop_columns([name for name in ("attributes",) if name in table.column_names])
    mark = str(tmp_path / "killed")

    def dies_once(batch):
        if not os.path.exists(mark):
            pathlib.Path(mark).write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return batch

    counted = count_dataset(ray.data.from_arrow(table).map_batches(dies_once, batch_format="pyarrow"), batch_rows=200)
    assert os.path.exists(mark)
    assert counted.save() == count_dataset(ray.data.from_arrow(table), batch_rows=1_000).save()
