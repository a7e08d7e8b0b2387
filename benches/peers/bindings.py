"""What the bindings cost: bindings.py BENCH PROGRAM NODE_FOLDER WHEEL PAGE. `make bench-bindings` calls it.

BENCH is the release program `bindings`, PROGRAM the one that the wheel brings; NODE_FOLDER the Node package among its modules; this
Python has the wheel installed, and scikit-learn. RAYON_NUM_THREADS=1 for the forest, which is compared on one thread.
"""

import json
import os
import pathlib
import platform
import resource
import subprocess
import sys
import tempfile

EVENTS = 1_000_000
HANDLES = int(os.environ.get("BENCH_HANDLES", 10_000_000))

FOREST = """
import json, sys, time
import numpy as np
X = np.random.default_rng(0).normal(size=(100_000, 20))
def least(work, n=5):
    took = []
    for _ in range(n):
        begin = time.process_time(); work(); took.append(time.process_time() - begin)
    return min(took)
import errpredict
from sklearn.ensemble import IsolationForest
ours = errpredict.IsolationForest().fit(X)
theirs = IsolationForest(random_state=0, n_jobs=1).fit(X)
print(json.dumps({"ours": least(lambda: ours.score_samples(X)), "theirs": least(lambda: theirs.score_samples(X), 3)}))
"""

NUMBERS = """
import json, time
import numpy as np
import errpredict
X = ((np.arange(1_000_000) * 7919) % 1009).astype(np.float64).reshape(-1, 1)
fitted = errpredict.Zscore().fit(X)
raw, whole = [], []
for _ in range(15):
    begin = time.process_time(); fitted.fitted_.score(X); raw.append(time.process_time() - begin)
for _ in range(15):
    begin = time.process_time(); fitted.score_samples(X); whole.append(time.process_time() - begin)
observed = []
for _ in range(3):
    monitor = errpredict.Monitor()
    observe = monitor.observe
    begin = time.process_time()
    for i in range(1_000_000):
        observe(1795132800000 + i, "shop", "high", "E", "did not answer")
    observed.append(time.process_time() - begin)
print(json.dumps({"zscore_ms": min(raw) * 1e3, "score_samples_ms": min(whole) * 1e3, "observe_us": min(observed)}))
"""

NODE = """
const { Detector, Monitor } = require('errpredict');
const X = Float64Array.from({ length: 1000000 }, (_, i) => (i * 7919) % 1009);
const fitted = Detector.fit('zscore', X);
const now = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
let zscore = Infinity, observe = Infinity;
for (let round = 0; round < 15; round++) {
  const begin = now();
  fitted.score(X);
  zscore = Math.min(zscore, now() - begin);
}
for (let round = 0; round < 3; round++) {
  const monitor = new Monitor();
  const begin = now();
  for (let i = 0; i < 1000000; i++) monitor.observe(1795132800000 + i, 'shop', 'high', 'E', 'did not answer');
  observe = Math.min(observe, (now() - begin) / 1000);
}
console.log(JSON.stringify({ zscore_ms: zscore, observe_us: observe }));
"""

IMPORT = """
import time
begin = time.process_time()
import errpredict
print(time.process_time() - begin)
"""

ANALYZE = """
import sys
import errpredict
errpredict.analyze(sys.argv[1])
"""

FLAT = """
import sys
import errpredict
from errpredict import _native
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20
kind, n = sys.argv[1], int(sys.argv[2])
if kind == "detector":
    import numpy as np
    X = np.arange(40.0).reshape(20, 2)
    make = lambda: _native.FittedRows.fit("zscore", X, 0)
elif kind == "model":
    events = [{"timestamp": f"2026-11-{d:02}T{h:02}:00:00Z", "service": "s", "severity": "high", "error_type": "E"}
              for d in range(1, 20) for h in range(24)]
    saved = errpredict.Model(errpredict.call("train", {"events": events})["model"]).save()
    make = lambda: _native.Handle("model", "{}", saved)
else:
    make = lambda: _native.Handle(kind, "{}")
for _ in range(n // 10):
    make()
before = resident()
for _ in range(n - n // 10):
    make()
print(before, resident())
"""


def run(*command, **environment):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode != 0:
        sys.exit(f"{command}: {done.stderr}")
    return done.stdout


def spent(*command):
    """Seconds of the processor, of all threads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(*command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    bench, program, node, wheel, page = map(pathlib.Path, sys.argv[1:6])
    rust = json.loads(run(bench))
    python = json.loads(run(sys.executable, "-c", NUMBERS))
    js = json.loads(subprocess.run(["node", "-e", NODE], cwd=node, capture_output=True, text=True, check=True).stdout)
    forest = json.loads(run(sys.executable, "-c", FOREST, RAYON_NUM_THREADS="1", OMP_NUM_THREADS="1"))
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "events.ndjson"
        run(bench, log, str(EVENTS))
        inside, beside = [], []
        for _ in range(5):
            inside.append(spent(sys.executable, "-c", ANALYZE, log))
            beside.append(spent(program, "analyze", log, "--json", pathlib.Path(folder) / "out.json"))
    imports = [float(run(sys.executable, "-c", IMPORT)) for _ in range(15)]
    imported = min(imports) * 1e3
    flat = {}
    for kind in ("monitor", "rollup", "templates", "similar", "model", "detector"):
        # A model is read and checked each time, a thousand times the work.
        n = HANDLES // 1000 if kind == "model" else HANDLES
        before, after = map(float, run(sys.executable, "-c", FLAT, kind, str(n)).split())
        flat[kind] = (n, before, after)
        print(kind, n, before, after, flush=True)
    size = wheel.stat().st_size / 2**20
    lines = [
        "# What the bindings cost",
        "",
        f"Printed by `make bench-bindings` on {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Node {run('node', '--version').strip()}; the least of several runs each, in time of the processor (of all threads for `analyze`), since others may use the machine at the same time.",
        "",
        "| | Measured | Must | Goal |",
        "|---|---|---|---|",
        f"| 1 M f64 by z-score, numpy beside Rust ({rust['zscore_ms']:.2f} ms) | {python['zscore_ms'] / rust['zscore_ms']:.2f} "
        f"({python['zscore_ms']:.2f} ms; `score_samples`, which turns the sign and checks the input, {python['score_samples_ms']:.2f} ms) | 1.2 | 1.05 |",
        f"| the same by `Float64Array` | {js['zscore_ms'] / rust['zscore_ms']:.2f} ({js['zscore_ms']:.2f} ms) | 1.2 | 1.05 |",
        f"| `IsolationForest.score_samples`, 100,000 x 20, one thread, beside scikit-learn in bulk | "
        f"{forest['theirs'] / forest['ours']:.1f} times as fast ({forest['ours'] * 1e3:.0f} ms, {forest['theirs'] * 1e3:.0f} ms) | 8 | 20 |",
        f"| `analyze` of 1 M events from Python, beside the program ({min(beside):.2f} s) | {min(inside) / min(beside):.2f} "
        f"({min(inside):.2f} s, the start of Python with it) | 1.1 | 1.02 |",
        f"| `Monitor.observe` from Python, by fields | {python['observe_us']:.2f} µs (Rust {rust['observe_us']:.2f} µs) | 2 µs | 0.7 µs |",
        f"| `Monitor.observe` from Node, by fields | {js['observe_us']:.2f} µs | 2 µs | 0.7 µs |",
        f"| size of the wheel | {size:.1f} MB | 15 MB | 6 MB |",
        f"| time to import it | {imported:.0f} ms | 100 ms | 30 ms |",
        "",
        "Resident memory after a tenth of the handles were made and freed, and after all of them:",
        "",
        "| Handle | Made and freed | MiB after a tenth | MiB after all |",
        "|---|---|---|---|",
        *(f"| {kind} | {n:,} | {before:.1f} | {after:.1f} |" for kind, (n, before, after) in flat.items()),
        "",
    ]
    page.write_text("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
