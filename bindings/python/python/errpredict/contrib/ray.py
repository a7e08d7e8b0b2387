"""Many logs counted on a Ray cluster, and analysed there: equal to one machine's to the bit.

```python
import ray
from errpredict.contrib.ray import analyze, backtest_many, count, find_many, predict_many, train_many

ray.init("auto")
rollup = count(["day1.ndjson.zst", "day2.ndjson.zst", ...])       # one task a log
found = analyze(rollup)                                           # everything, one task a shard of services
wrong = find_many(rollup)                                         # what is wrong now, one task a shard of services
model = train_many({"all": rollup})["all"]["model"]               # one model that all services share
likely = predict_many(model, rollup)                              # what it foresees, one task a shard of services
worth = backtest_many({"a day": rollup, "an hour": rollup}, plans={"an hour": {"task": {"horizon_ms": 3_600_000}}})
```

Counts are exact integers without order, and merging them is commutative and associative, so it does not matter which worker counts
what, in which order they end, and how often a task is done again because its worker died: `save()` of the merged counts is the same
bytes as on one machine, and so is everything that is found in them.
"""

from __future__ import annotations

import json
from typing import Any, Iterable, Mapping, Sequence, Tuple

import ray

from .._door import call, dumps, given as fields
from .._handles import Log, Model, Rollup, Time, logs, moment
from .._questions import Analysis, counted
from .._questions import analyze as analyze_here
from ..errors import NotEnoughData

#: How often a task is done again whose worker died.
RETRIES = 5
#: Rollups that one task merges.
FAN_IN = 8
#: Services that one task looks at.
SHARD = 250
#: Saved counts in the object store, in a list so that a task gets the reference and not a copy, and a name for them.
Kept = Tuple[str, "list[Any]"]
#: The counts that this worker was last asked about: they are loaded once a worker, and not once a task.
_last: tuple[str, Rollup] | None = None


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


def _put(rollup: Rollup) -> Kept:
    saved = ray.put(rollup.save())
    return saved.hex(), [saved]


def _counts(kept: Kept) -> Rollup:
    global _last
    name, [saved] = kept
    if _last is None or _last[0] != name:
        # Not two of them at a time.
        _last = None
        _last = name, Rollup.load(ray.get(saved))
    return _last[1]


def _source(source: Any) -> Rollup:
    return source if isinstance(source, Rollup) else count(source)


def _shards(names: Sequence[str], shard: int) -> list[list[str]]:
    if shard < 1:
        raise ValueError(f"expected at least one service in a shard, got {shard}")
    return [list(names[i : i + shard]) for i in range(0, len(names), shard)]


def _step(kept: Kept, question: str, part: Mapping[str, Any], *given: bytes) -> Any:
    """A step of an analysis in parts; what gives one thing gives that, and not a list of it."""
    # The step goes in front of the fields of the question.
    gave = _counts(kept).analysis_part(f'{{"part": {dumps(part)}, {question[1:]}', list(given))
    return gave[0] if len(gave) == 1 else gave


def analyze(
    source: Any,
    at: Time | None = None,
    config: Mapping[str, Any] | None = None,
    history: Mapping[str, Any] | None = None,
    *,
    shard: int = SHARD,
) -> Analysis:
    """Everything that is found in logs (paths, counted on the cluster) or in counts: `errpredict.analyze`, to the bit.

    What is foreseen is learnt in one task while services are forecast in others, one a shard; one task makes all forecasts add up; then
    services are looked at, one task a shard again, and one task puts together what was found. Every worker holds the counts of all
    services, because causes and insights weigh a service against the others.

    Args:
        source: logs (paths, counted on the cluster) or counts.
        at: the time; the end of the newest event's minute when absent.
        config: how, as of the operation `analyze`.
        history: earlier incidents, actions and decisions.
        shard: services of one task.
    """
    rollup = _source(source)
    described = rollup.describe()
    when = described["now"] if at is None else moment(at)
    if when is None:
        raise NotEnoughData("needs events, got none")
    how = fields(at=when, config=config, history=history)
    names = sorted(set((config or {}).get("services") or described["services"]))
    kept, task, question, shards = _put(rollup), _remote(_step), dumps(how), _shards(names, shard)

    def step(part: str, *given: Any, n: int = 1, **more: Any) -> Any:
        return task.options(num_returns=n).remote(kept, question, {"step": part, **more}, *given)

    learnt = step("learn")
    forecasts = [step("forecast", services=services) for services in shards]
    *known, of_all = step("add_up", learnt, *forecasts, n=len(shards) + 1)
    looked = [step("look", one) for one in known]
    return Analysis(json.loads(ray.get(step("together", of_all, *looked))), rollup, how)


def _spread(rollup: Rollup, only: Sequence[str] | None, shard: int, task: Any, *given: Any) -> list[dict[str, Any]]:
    """What a task finds for each service, in the order of their names: the counts are put into the object store once, and each task is
    given those of all services and the names of its own."""
    names = rollup.describe()["services"] if only is None else sorted(set(only))
    shards, ask = _shards(names, shard), _remote(task)
    kept = _put(rollup)
    asked = [ask.remote(kept, services, *given) for services in shards]
    return [found for part in ray.get(asked) for found in part]


def _find(kept: Kept, names: list[str], at: str, config: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = analyze_here(_counts(kept), at, {**config, "services": names})["services"]
    return found


def find_many(
    source: Any,
    at: Time | None = None,
    config: Mapping[str, Any] | None = None,
    *,
    only: Sequence[str] | None = None,
    shard: int = SHARD,
) -> list[dict[str, Any]]:
    """What is wrong in each service at a time, one task a shard of services: `analyze(...)["services"]` of a quick analysis, to the bit,
    whatever the shards are.

    Args:
        source: logs (paths, counted on the cluster) or counts.
        at: the time; the end of the newest event's minute when absent.
        config: how, as of the operation `analyze`.
        only: these services; those of `config`, else all of them, when absent.
        shard: services of one task.
    """
    rollup = _source(source)
    when = rollup.describe()["now"] if at is None else moment(at)
    named = only if only is not None else (config or {}).get("services") or None
    return _spread(rollup, named, shard, _find, when, {**(config or {}), "depth": "quick"})


def _predict(kept: Kept, names: list[str], model: str, at: str, n_factors: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Model(model).predict(_counts(kept), at, names, n_factors)["predictions"]
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
    rollup = _source(source)
    when = rollup.describe()["now"] if at is None else moment(at)
    return _spread(rollup, only, shard, _predict, model, when, n_factors)


def _ask(kept: Kept, method: str, request: Mapping[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = _counts(kept).ask(method, request)
    return answer


def _ask_many(
    method: str, sources: Mapping[str, Any], plan: Any, plans: Mapping[str, Any] | None, seed: int, every_ms: int | None
) -> dict[str, Any]:
    """References of what a method answers, by name; counts that are asked under several names are put into the object store once."""
    if unknown := set(plans or {}) - set(sources):
        raise ValueError(f"a plan is given for what is not asked: {', '.join(sorted(unknown))}")
    task = _remote(_ask)
    kept: dict[int, Kept] = {}
    for source in sources.values():
        if id(source) not in kept:
            kept[id(source)] = _put(counted(source))
    requests = {name: fields(plan=(plans or {}).get(name, plan), seed=seed, every_ms=every_ms) for name in sources}
    return {name: task.remote(kept[id(source)], method, requests[name]) for name, source in sources.items()}


def _answers(asked: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return dict(zip(asked, ray.get(list(asked.values()))))


def train_many(
    rollups: Mapping[str, Any],
    plan: Mapping[str, Any] | None = None,
    *,
    plans: Mapping[str, Mapping[str, Any]] | None = None,
    seed: int = 0,
    every_ms: int | None = None,
) -> dict[str, dict[str, Any]]:
    """Trains one model on each of many counts (by name), one task each; gives what `Rollup.ask("train", ...)` answers, by name.

    Merged counts (`count`, `merge`) give a model that all their services share. `plans` are those of single names, `plan` is that of
    all others.
    """
    return _answers(_ask_many("train", rollups, plan, plans, seed, every_ms))


def _backtest(request: Mapping[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = call("backtest", request)
    return answer


def backtest_many(
    asked: Mapping[str, Any],
    plan: Mapping[str, Any] | None = None,
    *,
    plans: Mapping[str, Mapping[str, Any]] | None = None,
    seed: int = 0,
    every_ms: int | None = None,
) -> dict[str, dict[str, Any]]:
    """Back-tests many counts (by name), one task each; gives what `Rollup.backtest` answers, by name.

    What is asked is counts, logs, or a request of the operation `backtest`, which says everything itself. `plans` are those of single
    names, `plan` is that of all others: the same counts under many names are many questions or methods tried on one past.
    """
    requests = {name: one for name, one in asked.items() if isinstance(one, Mapping)}
    rest = {name: one for name, one in asked.items() if name not in requests}
    task = _remote(_backtest)
    begun = {name: task.remote(dict(request)) for name, request in requests.items()}
    begun.update(_ask_many("backtest", rest, plan, plans, seed, every_ms))
    return _answers({name: begun[name] for name in asked})
