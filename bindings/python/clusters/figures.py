"""How counting logs and analysing them on a local Ray cluster scales, and what a shard costs beside its work: python figures.py BUILD PAGE

`make bench-ray` runs it. Times are those of the clock on the wall, the median of several runs.
"""

from __future__ import annotations

import os
import pathlib
import statistics
import sys
import tempfile
import time

os.environ.setdefault("RAY_raylet_start_wait_time_s", "300")
os.environ.setdefault("RAY_AUTH_MODE", "disabled")
import ray  # noqa: E402

import errpredict  # noqa: E402
from errpredict.contrib import ray as spread  # noqa: E402

ROOT = pathlib.Path(__file__).parents[3]
#: Logs, and how often each repeats the sample.
LOGS, TIMES = 8, int(os.environ.get("RAY_FIGURES_TIMES", "40"))
RUNS = 5
#: How often the services of the sample stand in what is analysed, under other names, and services of a shard.
COPIES, SHARD = int(os.environ.get("RAY_FIGURES_COPIES", "20")), 30


def seconds(work, runs=RUNS):
    spent = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)


def of_many_services(head, lines, folder):
    """The counts of the sample with as many services as copies of its own."""
    log = folder / "services.csv"
    with log.open("w") as out:
        out.write(head)
        for line in lines:
            time_, service, rest = line.split(",", 2)
            out.writelines(f"{time_},{service}-{copy},{rest}" for copy in range(COPIES))
    return errpredict.Rollup.read(str(log))


def main(build, page):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="errpredict-ray-"))
    head, *lines = (ROOT / "samples/webmon.csv").read_text().splitlines(keepends=True)
    many = of_many_services(head, lines, folder)
    of_many = len(many.describe()["services"])
    whole = errpredict.analyze(many)
    plain = seconds(lambda: errpredict.analyze(many), 3)
    analyses = [("one process, without Ray", plain)]
    logs = []
    for i in range(LOGS):
        log = folder / f"{i}.csv"
        log.write_text(head + "".join(lines * TIMES))
        logs.append(str(log))
    alone = errpredict.Rollup.read(logs)
    n_events = LOGS * TIMES * len(lines)

    def one_after_the_other():
        whole = errpredict.Rollup()
        for log in logs:
            whole.merge(errpredict.Rollup.read(log))
        assert whole.save() == alone.save()

    rows = [("one process, one log after the other", seconds(one_after_the_other, 3)), ("one process, all logs", seconds(lambda: errpredict.Rollup.read(logs), 3))]
    for workers in (1, 2, 4):
        # A cluster of that size: a worker reads a log with one thread of its own.
        ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, object_store_memory=400_000_000)
        assert spread.count(logs).save() == alone.save(), "the same bytes, and warm workers"
        named = f"Ray, {workers} worker{'s' if workers > 1 else ''}"
        rows.append((named, seconds(lambda: spread.count(logs), 3)))
        assert dict(spread.analyze(many, shard=SHARD)) == dict(whole), "the same analysis, and warm workers"
        analyses.append((named, seconds(lambda: spread.analyze(many, shard=SHARD), 3)))
        if workers == 1:
            # With one worker all that is done twice is time: what every task more takes to begin, to look at all services, to hand over.
            fine, coarse = (seconds(lambda n=n: spread.analyze(many, shard=n), 3) for n in (SHARD // 3, of_many))
            more = -(-of_many // (SHARD // 3)) - 1
            of_shard = (fine - coarse) / more
        if workers == 4:
            nothing = spread._remote(lambda: b"")
            ray.get([nothing.remote() for _ in range(8)])
            empty = seconds(lambda: ray.get([nothing.remote() for _ in range(100)])) / 100
            saved = alone.save()
            parts = [
                ("a task that does nothing", empty),
                ("save", seconds(alone.save)),
                ("put into the object store and got out", seconds(lambda: ray.get(ray.put(saved)))),
                ("load", seconds(lambda: errpredict.Rollup.load(saved))),
                ("merge", seconds(lambda: errpredict.Rollup.load(saved).merge(alone))),
            ]
            now = alone.describe()["now"]
            n_services = len(alone.describe()["services"])
            quick = seconds(lambda: errpredict.analyze(alone, now, {"depth": "quick"}), 3)
            shards = [(size, seconds(lambda size=size: spread.find_many(alone, now, shard=size), 3)) for size in (1, 4, n_services)]
        ray.shutdown()
    text = [
        "<!-- Written by `make bench-ray`; do not edit. -->\n# Ray: counts, analyses and shards\n\n",
        f"{LOGS} logs of {TIMES * len(lines):,} events each ({n_events:,} in all, the sample repeated), counted by `errpredict.contrib.ray.count` ",
        f"on a local cluster of so many workers, merged, and compared: the same bytes each time. A {build} build; {os.cpu_count()} processors, ",
        "whose load by others is not known. Medians of 3 runs.\n\n| Counted by | Seconds | Events a second |\n|---|---|---|\n",
        *(f"| {name} | {spent:.2f} | {n_events / spent:,.0f} |\n" for name, spent in rows),
        f"\n## What a shard costs beside its work\n\nThe merged counts of all logs: {n_services} services, {len(saved):,} bytes saved. ",
        f"Medians of {RUNS} runs; `merge` loads as well.\n\n| Step | Milliseconds |\n|---|---|\n",
        *(f"| {name} | {spent * 1e3:.2f} |\n" for name, spent in parts),
        f"\n## What is wrong, in shards\n\nA quick analysis of all {n_services} services: on this machine {quick:.2f} s, and by `find_many` on 4 workers, ",
        "each task of which loads the counts of all services:\n\n| Services of a task | Seconds |\n|---|---|\n",
        *(f"| {size} | {spent:.2f} |\n" for size, spent in shards),
    ]
    text += [
        f"\n## The whole analysis\n\nThe sample with {of_many} services, everything found (`analyze`) in shards of {SHARD} services, and compared: the same ",
        "each time. Both use all processors.\n\n| Analysed by | Seconds | Of one process |\n|---|---|---|\n",
        *(f"| {name} | {spent:.2f} | {spent / plain:.2f} |\n" for name, spent in analyses),
        f"\nA shard more takes {of_shard * 1e3:.0f} ms: {more + 1} shards on one worker against one shard ({fine:.2f} s against {coarse:.2f} s). It is the ",
        "time of two tasks, and of what each of them looks at in all services.\n",
    ]
    pathlib.Path(page).write_text("".join(text))
    print("".join(text))


if __name__ == "__main__":
    main(*sys.argv[1:])
