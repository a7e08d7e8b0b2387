"""Many logs counted on a Ray cluster, and their analysis: equal to one machine's to the bit.

```python
import ray
from errpredict.contrib.ray import analyze, count, find_many, predict_many, train_many

ray.init("auto")
rollup = count(["day1.ndjson.zst", "day2.ndjson.zst", ...])       # one task a log
found = analyze(rollup)                                           # everything, on this machine
wrong = find_many(rollup)                                         # what is wrong now, one task a shard of services
model = train_many({"all": rollup})["all"]["model"]               # one model that all services share
likely = predict_many(model, rollup)                              # what it foresees, one task a shard of services
```

Counts are exact integers without order, and merging them is commutative and associative, so it does not matter which worker counts
what, in which order they end, and how often a task is done again because its worker died: `save()` of the merged counts is the same
bytes as on one machine, and so is everything that is found in them.
"""

from __future__ import annotations

from typing import Any, Iterable, Mapping, Sequence

import ray

from .._handles import Log, Model, Rollup, Time, logs, moment
from .._questions import Analysis, counted
from .._questions import analyze as analyze_here

#: How often a task is done again whose worker died.
RETRIES = 5
#: Rollups that one task merges.
FAN_IN = 8
#: Services that one task looks at.
SHARD = 250


def _read(path: str, options: Mapping[str, Any], settings: Mapping[str, Any]) -> bytes:
    return Rollup.read(path, options, **settings).save()


def _count(events: list[dict[str, Any]], settings: Mapping[str, Any]) -> bytes:
    rollup = Rollup(**settings)
    rollup.observe_all(events)
    return rollup.save()


def _merge(*saved: bytes) -> bytes:
    merged = Rollup.load(saved[0])
    for one in saved[1:]:
        merged.merge(Rollup.load(one))
    return bytes(merged.save())


def _remote(function: Any, **options: Any) -> Any:
    return ray.remote(num_cpus=1, max_retries=RETRIES, retry_exceptions=False, **options)(function)


def merge(parts: Sequence[Any]) -> Any:
    """Merges saved rollups, given as references of Ray, in a tree of tasks; gives the reference of the merged one."""
    if not parts:
        raise ValueError("expected at least one part to merge, got none")
    left, task = list(parts), _remote(_merge)
    while len(left) > 1:
        groups = [left[i : i + FAN_IN] for i in range(0, len(left), FAN_IN)]
        left = [group[0] if len(group) == 1 else task.remote(*group) for group in groups]
    return left[0]


def count(given: Log | Iterable[Log], options: Mapping[str, Any] | None = None, **settings: Any) -> Rollup:
    """The counts of logs, one task a log. Every worker must be able to read the paths; `options` are those of the operation `read`."""
    task = _remote(_read)
    parts = [task.remote(path, dict(options or {}), settings) for path in logs(given)]
    return Rollup.load(ray.get(merge(parts)))


def count_dataset(dataset: Any, *, batch_rows: int = 50_000, **settings: Any) -> Rollup:
    """The counts of a `ray.data.Dataset` whose columns are the fields of events, one task a batch of Arrow rows."""

    def of_batch(batch: Any) -> Any:
        import pyarrow

        rows = [{name: value for name, value in row.items() if value is not None} for row in batch.to_pylist()]
        return pyarrow.table({"saved": pyarrow.array([_count(rows, settings)], pyarrow.large_binary())})

    parts = dataset.map_batches(of_batch, batch_size=batch_rows, batch_format="pyarrow").take_all()
    return Rollup.load(ray.get(merge([ray.put(row["saved"]) for row in parts])))


def analyze(source: Any, at: Time | None = None, config: Mapping[str, Any] | None = None) -> Analysis:
    """Everything that is found in logs (paths, counted on the cluster) or in counts.

    The whole analysis runs where it is asked for, on all processors of that machine: forecasts that add up, causes and insights weigh
    every service against all others, and its work grows with non-empty cells and not with events. `find_many` and `predict_many` spread
    what can be said of a service by itself, given the counts of all.
    """
    rollup = source if isinstance(source, Rollup) else count(source)
    return analyze_here(rollup, at, config)


def _spread(rollup: Rollup, only: Sequence[str] | None, shard: int, task: Any, *given: Any) -> list[dict[str, Any]]:
    """What a task finds for each service, in the order of their names: the counts are put into the object store once, and each task is
    given those of all services and the names of its own."""
    if shard < 1:
        raise ValueError(f"expected at least one service in a shard, got {shard}")
    names = rollup.describe()["services"] if only is None else sorted(set(only))
    saved, ask = ray.put(rollup.save()), _remote(task)
    asked = [ask.remote(saved, names[i : i + shard], *given) for i in range(0, len(names), shard)]
    return [found for part in ray.get(asked) for found in part]


def _find(saved: bytes, names: list[str], at: str, config: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = analyze_here(Rollup.load(saved), at, {**config, "services": names})["services"]
    return found


def find_many(
    source: Any,
    at: Time | None = None,
    config: Mapping[str, Any] | None = None,
    *,
    only: Sequence[str] | None = None,
    shard: int = SHARD,
) -> list[dict[str, Any]]:
    """What is wrong in each service at a time (now where absent), one task a shard of services: `analyze(...)["services"]` of a quick
    analysis, to the bit, whatever the shards are.

    Args:
        source: logs (paths, counted on the cluster) or counts.
        at: the time; the end of the newest event's minute when absent.
        config: how, as of the operation `analyze`.
        only: these services; all of them when absent.
        shard: services of one task.
    """
    rollup = source if isinstance(source, Rollup) else count(source)
    when = rollup.describe()["now"] if at is None else moment(at)
    return _spread(rollup, only, shard, _find, when, {**(config or {}), "depth": "quick"})


def _predict(saved: bytes, names: list[str], model: str, at: str, n_factors: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Model(model).predict(Rollup.load(saved), at, names, n_factors)["predictions"]
    return found


def predict_many(
    model: str, source: Any, at: Time | None = None, *, only: Sequence[str] | None = None, n_factors: int = 0, shard: int = SHARD
) -> list[dict[str, Any]]:
    """What one model foresees for each service, one task a shard of services: as `Model.predict` on one machine, to the bit.

    Args:
        model: what `train` gave as `model`: learnt from merged counts it is one that all services share.
        source: logs (paths, counted on the cluster) or counts.
        at: the time; the end of the newest event's minute when absent.
        only: these services; all of them when absent.
        n_factors: factors named with each prediction.
        shard: services of one task.
    """
    rollup = source if isinstance(source, Rollup) else count(source)
    when = rollup.describe()["now"] if at is None else moment(at)
    return _spread(rollup, only, shard, _predict, model, when, n_factors)


def train_many(
    rollups: Mapping[str, Any], plan: Mapping[str, Any] | None = None, *, seed: int = 0, every_ms: int | None = None
) -> dict[str, dict[str, Any]]:
    """Trains one model on each of many counts (by name), one task each; gives what `Rollup.ask("train", ...)` answers, by name."""
    request = {"seed": seed, **({} if plan is None else {"plan": dict(plan)}), **({} if every_ms is None else {"every_ms": every_ms})}

    def train(saved: bytes) -> dict[str, Any]:
        answer: dict[str, Any] = Rollup.load(saved).ask("train", request)
        return answer

    task = _remote(train)
    asked = {name: task.remote(counted(rollup).save()) for name, rollup in rollups.items()}
    return dict(zip(asked, ray.get(list(asked.values()))))


def backtest_many(requests: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Back-tests many logs (requests of the operation `backtest`, by name), one task each."""

    def backtest(request: Mapping[str, Any]) -> dict[str, Any]:
        from .._door import call

        answer: dict[str, Any] = call("backtest", request)
        return answer

    task = _remote(backtest)
    asked = {name: task.remote(dict(request)) for name, request in requests.items()}
    return dict(zip(asked, ray.get(list(asked.values()))))
