"""How the ranking of root causes holds when the records are worse than those of the public kit.

Used by benches/peers/rca.py (make eval-rca); alone: rca_robust.py EVAL_DIR PROGRAM [SEEDS]

Every incident is copied with one thing spoilt; nothing is tuned to the spoilt copies.
"""
import functools
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd

SETS = ["sockshop", "nezha-ob", "petshop", "nezha-tt"]


def is_kept(column, drop):
    return column == "timestamp" or column not in drop


def half_of_metrics(head, metrics, rng):
    columns = list(metrics.columns[1:])
    drop = set(rng.sample(columns, len(columns) // 2))
    return head, metrics[[c for c in metrics.columns if is_kept(c, drop)]]


def half_of_rows_before(head, metrics, rng):
    before = metrics.index[metrics.timestamp < head["onset"]]
    drop = rng.sample(list(before), len(before) // 2)
    return head, metrics.drop(index=drop)


def noisy(head, metrics, rng):
    noise = np.random.default_rng(rng.randrange(2**32))
    values = metrics.astype({c: float for c in metrics.columns[1:]})
    spread = values.iloc[:, 1:].std().fillna(0).to_numpy()
    values.iloc[:, 1:] = values.iloc[:, 1:] + 0.2 * spread * noise.standard_normal(values.iloc[:, 1:].shape)
    return head, values


def gaps(head, metrics, rng):
    noise = np.random.default_rng(rng.randrange(2**32))
    values = metrics.astype({c: float for c in metrics.columns[1:]})
    values.iloc[:, 1:] = values.iloc[:, 1:].mask(noise.random(values.iloc[:, 1:].shape) < 0.2)
    return head, values


def onset(steps):
    def change(head, metrics, rng):
        return {**head, "onset": head["onset"] + steps * head["step_seconds"]}, metrics

    return change


def without(*names):
    def change(head, metrics, rng):
        return {k: v for k, v in head.items() if k not in names}, metrics

    return change


def as_is(head, metrics, rng):
    return head, metrics


# name, change, files left out, whether it depends on chance
CASES = [
    ("as recorded", as_is, (), False),
    ("half of all metrics missing", half_of_metrics, (), True),
    ("half of the rows before missing", half_of_rows_before, (), True),
    ("noise of 20 % of each metric's deviation", noisy, (), True),
    ("a fifth of all values missing", gaps, (), True),
    ("onset known one step too early", onset(-1), (), False),
    ("onset known two steps too early", onset(-2), (), False),
    ("onset known one step too late", onset(1), (), False),
    ("onset known two steps too late", onset(2), (), False),
    ("no call graph", without("graph"), (), False),
    ("no symptom named", without("symptom"), (), False),
    ("no logs", as_is, ("events",), False),
    ("no traces", as_is, ("traces", "edges"), False),
    ("metrics alone", without("graph", "symptom", "reference"), ("events", "traces", "edges"), False),
]


@functools.lru_cache(maxsize=None)
def recorded(source):
    # Reading the packed tables took most of the time: once for all cases.
    return pd.read_csv(f"{source}/metrics.csv.gz")


def spoil(kit, truth, change, left_out, seed, target):
    folders = []
    for number, t in enumerate(truth):
        parent = f"{kit}/data/{t['dataset']}"
        source, home = f"{parent}/{t['incident']}", f"{target}/{number}"
        os.makedirs(f"{home}/incident")
        for file in os.listdir(parent):
            if os.path.isfile(f"{parent}/{file}") and not any(file.startswith(f"reference_{k}_") for k in left_out):
                os.symlink(os.path.abspath(f"{parent}/{file}"), f"{home}/{file}")
        for file in os.listdir(source):
            if file.split(".")[0] not in ("incident", "metrics", *left_out):
                os.symlink(os.path.abspath(f"{source}/{file}"), f"{home}/incident/{file}")
        head = json.load(open(f"{source}/incident.json"))
        before = recorded(source)
        head, metrics = change(head, before, random.Random(f"{seed}-{t['incident']}"))
        with open(f"{home}/incident/incident.json", "w") as to:
            json.dump(head, to)
        if metrics is before:
            os.symlink(os.path.abspath(f"{source}/metrics.csv.gz"), f"{home}/incident/metrics.csv.gz")
        else:
            metrics.to_csv(f"{home}/incident/metrics.csv", index=False)
        folders.append(f"{home}/incident")
    return folders


def measure(kit, program, seeds=3):
    """Rows of (name, Avg@5 per set), the mean over the seeds where chance plays a part."""
    sys.path.insert(0, kit)
    from score import score

    truth = json.load(open(f"{kit}/data/truth.json"))
    rows = []
    for name, change, left_out, by_chance in CASES:
        scores = []
        for seed in range(seeds if by_chance else 1):
            with tempfile.TemporaryDirectory() as target:
                folders = spoil(kit, truth, change, left_out, seed, target)
                subprocess.run([program, "rca", *folders, "-o", f"{target}/answer.csv"], check=True)
                table = score(f"{kit}/data", pd.read_csv(f"{target}/answer.csv"))[0]
            scores.append([table.loc[s]["Avg@5"] for s in SETS])
        rows.append((name, np.mean(scores, axis=0)))
        # A run that is cut off says how far it came.
        print(name, *(f"{x:.3f}" for x in rows[-1][1]), file=sys.stderr, flush=True)
    return rows


def page(rows):
    lines = ["| records | " + " | ".join(SETS) + " | mean |", "|---|" + "---|" * (len(SETS) + 1)]
    for name, scores in rows:
        lines.append("| " + " | ".join([name, *(f"{x:.3f}" for x in scores), f"{np.mean(scores):.3f}"]) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(page(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3)))
