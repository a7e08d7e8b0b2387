"""A local Ray cluster of several worker processes. `make test-clusters` runs these; with RAY_FIGURES=1 they say how it scales."""

import json
import os
import pathlib
import signal
import time

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


def test_trainings_are_those_of_one_machine(cluster, logs):
    from errpredict.contrib.ray import train_many

    halves = {"first": errpredict.Rollup.read(logs[:4]), "second": errpredict.Rollup.read(logs[4:])}
    plan = {"task": {"horizon_ms": 86_400_000}, "training": {"method": "logistic"}}
    spread = train_many(halves, None, every_ms=86_400_000)
    for name, rollup in halves.items():
        assert same(spread[name], rollup.ask("train", {"seed": 0, "every_ms": 86_400_000})), name
    assert plan


@pytest.mark.skipif("RAY_FIGURES" not in os.environ, reason="figures are taken on a quiet machine: RAY_FIGURES=1")
def test_figures(cluster, tmp_path):
    """Seconds for one, two and four pieces at a time, beside one process; what a task costs that does nothing."""
    from errpredict.contrib import ray as spread

    head, *lines = (ROOT / "samples/webmon.csv").read_text().splitlines(keepends=True)
    pieces = []
    for i in range(8):
        piece = tmp_path / f"{i}.csv"
        piece.write_text(head + "".join(lines * 40))
        pieces.append(str(piece))
    begin = time.perf_counter()
    one = errpredict.Rollup()
    for piece in pieces:
        one.merge(errpredict.Rollup.read(piece))
    print(f"\nplain, one after the other: {time.perf_counter() - begin:.2f} s, {8 * 40 * len(lines)} events")
    begin = time.perf_counter()
    errpredict.Rollup.read(pieces)
    print(f"plain, all at once: {time.perf_counter() - begin:.2f} s")
    nothing = spread._remote(lambda: b"")
    ray.get([nothing.remote() for _ in range(8)])
    begin = time.perf_counter()
    ray.get([nothing.remote() for _ in range(100)])
    print(f"an empty task: {(time.perf_counter() - begin) * 10:.1f} ms")
    for workers in (1, 2, 4):
        task = ray.remote(num_cpus=4 / workers)(spread._read)
        best = 1e9
        for _ in range(3):
            begin = time.perf_counter()
            merged = ray.get(spread.merge([task.remote(path, {}, {}) for path in pieces]))
            best = min(best, time.perf_counter() - begin)
        assert errpredict.Rollup.load(merged).save() == one.save()
        print(f"{workers} workers: {best:.2f} s")
