"""Scores `errpredict rca` on the public root-cause incidents, beside simple peers, and again with renamed services.

usage: rca.py EVAL_DIR BIN_DIR PAGE.md

EVAL_DIR is the kit (data/, score.py), BIN_DIR holds the programs `errpredict` and `rca` (the timing bench).
Peers run in this process, one thread, on data already loaded, timed with time.process_time(); figures of the
packages that are not installed are those of the kit's PEERS.md.
"""
import collections
import gzip
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
import pandas as pd

warnings.simplefilter("ignore")
kit, programs, page = sys.argv[1:4]
sys.path.insert(0, kit)
from score import hits, score  # noqa: E402

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "eval"))
import rca_robust  # noqa: E402

data = f"{kit}/data"
truth = json.load(open(f"{data}/truth.json"))
sets = ["sockshop", "nezha-ob", "petshop", "nezha-tt"]
folder = {t["incident"]: f"{data}/{t['dataset']}/{t['incident']}" for t in truth}
program = f"{programs}/errpredict"


def run(folders, out):
    subprocess.run([program, "rca", *folders, "-o", out, "--json", out + ".json"], check=True)
    return pd.read_csv(out), [json.loads(line) for line in open(out + ".json")]


def split(column):
    return column.rsplit("_", 1)


def load(incident):
    head = json.load(open(f"{folder[incident]}/incident.json"))
    m = pd.read_csv(f"{folder[incident]}/metrics.csv.gz")
    before, after = m[m.timestamp < head["onset"]], m[m.timestamp >= head["onset"]]
    return list(m.columns[1:]), before.values[:, 1:].astype(float), after.values[:, 1:].astype(float)


def by_service(columns, scores):
    best = {}
    for i in np.argsort(-np.nan_to_num(scores, nan=-1, posinf=1e18), kind="stable"):
        best.setdefault(split(columns[i])[0], columns[i])
    return best


def one_if_zero(scale):
    """scikit-learn's rule, which both packages inherit"""
    return np.where(scale == 0, 1.0, scale)


def n_sigma(columns, b, a):
    """largest distance from the mean before, in standard deviations"""
    return by_service(columns, np.nanmax(np.abs(a - np.nanmean(b, 0)), 0) / one_if_zero(np.nanstd(b, 0)))


def robust(columns, b, a):
    """largest distance from the median before, in interquartile ranges (the scorer of BARO, FSE 2024)"""
    q = np.nanquantile(b, [0.25, 0.5, 0.75], axis=0)
    return by_service(columns, np.nanmax(np.abs(a - q[1]), 0) / one_if_zero(q[2] - q[0]))


def peer(method):
    rows, ms = [], collections.defaultdict(list)
    for t in truth:
        loaded = load(t["incident"])
        start = time.process_time()
        best = method(*loaded)
        ms[t["dataset"]].append((time.process_time() - start) * 1e3)
        rows += [(t["incident"], i + 1, s, c) for i, (s, c) in enumerate(best.items())]
    table = pd.DataFrame(rows, columns=["incident", "rank", "service", "metric"])
    return score(data, table)[0], {s: float(np.median(ms[s])) for s in sets}


def renamed(target, seed):
    """A copy of every incident whose services carry random names, another set of names each; gives the way back."""
    back, folders = {}, []
    for number, t in enumerate(truth):
        source, parent = folder[t["incident"]], f"{data}/{t['dataset']}"
        services = json.load(open(f"{parent}/services.json"))
        head = json.load(open(f"{source}/incident.json"))
        graph = pd.read_csv(f"{parent}/{head['graph']}") if "graph" in head else None
        columns = pd.read_csv(f"{source}/metrics.csv.gz", nrows=0).columns[1:]
        names = list(dict.fromkeys(services + [split(c)[0] for c in columns]))
        if graph is not None:
            names += [n for n in pd.unique(graph.values.ravel()) if n not in names]
        rng = random.Random(f"{seed}-{number}")
        codes = rng.sample(range(10_000, 99_999), len(names))
        new = {name: f"n{code}" for name, code in zip(names, codes)}
        home = f"{target}/{number}"
        os.makedirs(f"{home}/incident")

        def metric(column):
            service, kind = split(column)
            for way in ("-to-", "-from-"):
                if way in kind:
                    what, other = kind.split(way, 1)
                    kind = what + way + new.get(other, other)
            return f"{new[service]}_{kind}"

        def table(path, to, *fields):
            t = pd.read_csv(path, dtype=str, keep_default_na=False)
            for f in fields:
                t[f] = t[f].map(lambda name: new.get(name, name))
            t.to_csv(to, index=False)

        json.dump([new[s] for s in services], open(f"{home}/services.json", "w"))
        if "symptom" in head:
            head["symptom"]["service"] = new[head["symptom"]["service"]]
        json.dump(head, open(f"{home}/incident/incident.json", "w"))
        with gzip.open(f"{source}/metrics.csv.gz", "rt") as f, open(f"{home}/incident/metrics.csv", "w") as to:
            header = next(f).rstrip("\n").split(",")
            to.write(",".join([header[0], *map(metric, header[1:])]) + "\n")
            shutil.copyfileobj(f, to)
        if graph is not None:
            table(f"{parent}/{head['graph']}", f"{home}/{head['graph']}", "caller", "callee")
        fields = {"events": ["service"], "traces": ["service"], "edges": ["caller", "callee"]}
        for kind, which in fields.items():
            if os.path.exists(f"{source}/{kind}.csv.gz"):
                table(f"{source}/{kind}.csv.gz", f"{home}/incident/{kind}.csv", *which)
                if "reference" in head:
                    file = f"reference_{kind}_{head['reference']}.csv"
                    table(f"{parent}/{file}.gz", f"{home}/{file}", *which)
        back[t["incident"]] = {v: k for k, v in new.items()}
        folders.append(f"{home}/incident")
    return folders, back


def line(name, table, ms):
    row = [name]
    for s in sets:
        r = table.loc[s]
        row.append(f"{r['AC@1']:.3f} / {r['AC@3']:.3f} / {r['Avg@5']:.3f}")
    m = table.loc["MEAN"]
    row.append(f"{m['AC@1']:.3f} / {m['AC@3']:.3f} / {m['Avg@5']:.3f}")
    row.append(", ".join(f"{s} {ms[s]:.2f}" for s in sets) if ms else "see the kit")
    return "| " + " | ".join(row) + " |"


with tempfile.TemporaryDirectory() as scratch:
    ours, rankings = run(list(folder.values()), f"{scratch}/ours.csv")
    table, detail = score(data, ours)
    timing = json.loads(subprocess.run([f"{programs}/rca", *folder.values()], check=True, capture_output=True).stdout)
    ms = {s: float(np.median([timing[t["incident"]] for t in truth if t["dataset"] == s])) for s in sets}
    worst = max(timing.values())
    same = 0
    for seed in ("a", "b"):
        folders, back = renamed(f"{scratch}/{seed}", seed)
        again, _ = run(folders, f"{scratch}/again.csv")
        again["service"] = [back[i][s] for i, s in zip(again.incident, again.service)]
        columns = ["incident", "rank", "service", "score"]
        if not ours[columns].equals(again[columns]):
            sys.exit(f"the ranking changed when services were renamed (names {seed})")
        same += 1
    peers = [(f.__doc__, f.__name__, *peer(f)) for f in (n_sigma, robust)]

known = {t["incident"]: t for t in truth}
bins = collections.defaultdict(lambda: [0, 0, 0.0])
for r in rankings:
    if r["services"]:
        p, hit = r["services"][0]["share"], r["services"][0]["service"] == known[r["incident"]]["service"]
        b = bins[min(int(p * 5), 4)]
        b[0] += 1
        b[1] += hit
        b[2] += p

text = [
    "<!-- Written by `make eval-rca`; do not edit. -->",
    "# Root causes on four public fault-injection sets",
    "",
    "102 incidents (the public half of the kit under `EVAL/rca`), one configuration, the same rules for every set.",
    f"AC@1 / AC@3 / Avg@5. The whole run was repeated {same} times with the services of every incident renamed at random:",
    "ranks and scores were identical.",
    "",
    "| method | " + " | ".join(sets) + " | mean | CPU ms per incident after loading (median) |",
    "|---" * (len(sets) + 3) + "|",
    line("**errpredict rca**", table, ms),
]
text += [line(f"{name}: {doc}", t, m) for doc, name, t, m in peers]
text += [
    "| PyRCA HT (call graph), kit's figures | - | 0.464 / 0.714 / 0.671 | 0.077 / 0.500 / 0.454 | 0.000 / 0.043 / 0.052 | - | sockshop 2, nezha-ob 92, petshop 196, nezha-tt 287 |",
    "| RCAEval nsigma, kit's figures | 0.600 / 1.000 / 0.920 | 0.357 / 0.643 / 0.607 | 0.231 / 0.385 / 0.377 | 0.000 / 0.174 / 0.148 | 0.297 / 0.550 / 0.513 | sockshop 14, nezha-ob 41, petshop 76, nezha-tt 176 |",
    "| fse-baro RobustScorer, kit's figures | 0.960 / 1.000 / 0.992 | 0.429 / 0.643 / 0.614 | 0.231 / 0.269 / 0.292 | 0.000 / 0.087 / 0.061 | 0.405 / 0.500 / 0.490 | sockshop 29, nezha-ob 68, petshop 144, nezha-tt 255 |",
    "| own fusion of the kit, kit's figures | 1.000 / 1.000 / 1.000 | 0.429 / 0.679 / 0.679 | 0.077 / 0.154 / 0.185 | 0.174 / 0.435 / 0.348 | 0.420 / 0.567 / 0.553 | sockshop 17, nezha-ob 55, petshop 103, nezha-tt 239 |",
    "| PyRCA RCD, kit's figures | 0.280 / 0.320 / 0.304 | 0.357 / 0.571 / 0.514 | 0.000 / 0.000 / 0.000 | 0.000 / 0.130 / 0.096 | 0.159 / 0.255 / 0.228 | sockshop 131, nezha-ob 391, petshop 984, nezha-tt 1006 |",
    "",
    f"Slowest incident: {worst:.2f} ms of CPU. One incident is 3.6 to 4.3 points of AC@1 within a set; differences below two",
    "incidents are ties. sockshop is saturated and only a regression check. The peers' CPU times of the kit come from another run.",
    "",
    "## Avg@5 by fault",
    "",
    detail.pivot_table(index="fault", columns="dataset", values="Avg@5").round(2).to_markdown()
    if __import__("importlib").util.find_spec("tabulate")
    else "```\n" + detail.pivot_table(index="fault", columns="dataset", values="Avg@5").round(2).to_string(na_rep="-") + "\n```",
    "",
    "## Metrics (only CPU and memory faults have a true metric)",
    "",
    "```\n" + table[["mAC@1", "mAC@3", "mAvg@5"]].round(3).to_string(na_rep="-") + "\n```",
    "",
    "## Share of the evidence of the first service, and how often it was right",
    "",
    "A share ranks; it is no probability and is not called one.",
    "",
    "| share | incidents | mean share | right |",
    "|---|---|---|---|",
]
for b in sorted(bins):
    n, hit, p = bins[b]
    text.append(f"| {b / 5:.1f} to {b / 5 + 0.2:.1f} | {n} | {p / n:.2f} | {hit / n:.2f} |")
text += [
    "",
    "## With worse records",
    "",
    "Avg@5 when one thing about every incident is spoilt; where chance plays a part, the mean of three draws. No rule or",
    "constant was chosen on these. nezha incidents have four or five rows after the onset, so two steps are half of them.",
    "",
    rca_robust.page(rca_robust.measure(kit, program)),
    "",
    "The scores were designed while looking at this public half; the constants are round numbers with reasons, not fits,",
    "but the other half of the kit is the honest measure.",
    "",
]
os.makedirs(os.path.dirname(page) or ".", exist_ok=True)
open(page, "w").write("\n".join(text))
print("\n".join(text))
