"""Runs `errpredict detect` over the anomaly-detection kit, scores it with the kit's own score.py, writes the tables.

usage: anomaly.py ERRPREDICT KIT OUTPUT.md [--seeds 5] [--family nab smd ...]

One configuration per family; nothing is chosen by file name and no label is read here except by score.py, and the
`causes` of smd and asd, which are compared with what was named for the same rows.
"""
import argparse, io, json, os, subprocess, sys, tempfile
from collections import Counter

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

HALVES = 200  # random halves of the files, for what to expect of files not seen
# family run -> (kit family, options of `errpredict detect`, is random)
RUNS = {
    "nab, causal": ("nab", ["--causal"], False),
    "nab, offline": ("nab", [], False),
    "smd": ("smd", ["--causal"], True),
    "asd": ("asd", ["--causal"], True),
    "tabular": ("tabular", ["--rows"], True),
    "tabular, isolation_forest": ("tabular", ["--rows", "--detector", "isolation_forest"], True),
    "tabular, lof": ("tabular", ["--rows", "--detector", "lof"], False),
}
SHOWN = ["nab_standard", "vus_pr", "auc_pr", "roc_auc", "best_f1"]
# What peers reach on this half, from the kit's README (same files, same scorer).
PEERS = {
    "nab, causal": [
        ("contextOSE (NAB-published)", {"nab_standard": 68.6, "vus_pr": .159, "auc_pr": .134, "roc_auc": .378}),
        ("numenta (NAB-published)", {"nab_standard": 67.7, "vus_pr": .281, "auc_pr": .252, "roc_auc": .591}),
        ("randomCutForest (NAB-published)", {"nab_standard": 50.0, "vus_pr": .256, "auc_pr": .224, "roc_auc": .573}),
        ("AWS RCF (krcf) shingle 48", {"nab_standard": 20.7, "vus_pr": .372, "auc_pr": .347, "roc_auc": .649}),
    ],
    "nab, offline": [
        ("Sub-PCA (TSB-AD), 1 constant", {"nab_standard": 5.0, "vus_pr": .378, "auc_pr": .333, "roc_auc": .648}),
        ("IForest, points (TSB-AD)", {"nab_standard": 6.5, "vus_pr": .370, "auc_pr": .331, "roc_auc": .659}),
    ],
    "smd": [
        ("KNN k=5 (PyOD)", {"vus_pr": .462, "auc_pr": .540, "roc_auc": .835, "best_f1": .584}),
        ("PCA reconstruction (sklearn)", {"vus_pr": .506, "auc_pr": .512, "roc_auc": .817, "best_f1": .550}),
    ],
    "asd": [
        ("KMeansAD (TSB-AD), test only", {"vus_pr": .447, "auc_pr": .439, "roc_auc": .858, "best_f1": .518}),
        ("GMM (PyOD)", {"vus_pr": .398, "auc_pr": .340, "roc_auc": .784, "best_f1": .381}),
    ],
    "tabular": [
        ("IsolationForest (sklearn), 5 seeds", {"auc_pr": .406, "roc_auc": .801, "best_f1": .444}),
        ("MCD (PyOD)", {"auc_pr": .428, "roc_auc": .796, "best_f1": .486}),
    ],
    "tabular, isolation_forest": [
        ("IsolationForest (sklearn), 5 seeds", {"auc_pr": .406, "roc_auc": .801, "best_f1": .444})],
    "tabular, lof": [("LOF k=20 (sklearn)", {"auc_pr": .253, "roc_auc": .688, "best_f1": .315})],
}


def run_family(program, kit, family, options, seed, folder):
    manifest = pd.read_csv(f"{kit}/manifest.csv")
    os.makedirs(f"{folder}/{family}")
    for name in manifest.name[manifest.family == family]:
        command = [program, "detect", f"{kit}/{family}/data/{name}.csv.gz", *options, "--seed", str(seed)]
        if family in ("smd", "asd"):
            command += ["--train", f"{kit}/{family}/train/{name}.csv.gz", "--causes", f"{folder}/{name}.causes.csv"]
        subprocess.run(command + ["-o", f"{folder}/{family}/{name}.csv"], check=True)


def score(kit, family, folder):
    """Summary of score.py and its table, one line per file."""
    out = f"{folder}/{family}.json"
    command = [sys.executable, f"{kit}/score.py", "--data", kit, "--scores", folder, "--family", family]
    printed = subprocess.run(command + ["--json", out], check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = [line for line in printed.splitlines() if not line.startswith(("==", "--"))]
    return json.load(open(out))[family], pd.read_csv(io.StringIO("\n".join(lines)), sep=r"\s+")


def halves(names):
    rng = np.random.default_rng(0)
    return [set(rng.permutation(names)[: len(names) // 2]) for _ in range(HALVES)]


def spread(values):
    """Mean and standard deviation of a figure over random halves of the files; `values` by file, without a value left out."""
    values = values.dropna()
    means = [values[[name in half for name in values.index]].mean() for half in halves(list(values.index))]
    return float(np.mean(means)), float(np.std(means))


def nab_spread(kit, folder, threshold):
    """The NAB score of random halves, at the threshold that is best for all files."""
    sys.path.insert(0, kit)
    from score import PROFILES, load_scores, nab_corpus

    series = {}
    for name, rows in pd.read_csv(f"{kit}/manifest.csv").query("family == 'nab'")[["name", "rows"]].itertuples(index=False):
        window = pd.read_csv(f"{kit}/nab/labels/{name}.csv.gz")["window"].to_numpy()
        series[name] = (load_scores(f"{folder}/nab", name, rows), window)
    found = [nab_corpus([series[n] for n in sorted(half)], PROFILES["standard"], threshold)["score"] for half in halves(list(series))]
    return float(np.mean(found)), float(np.std(found))


def causes(kit, family, folder):
    """Per labelled anomaly: is the first-named metric blamed, and which share of the n blamed ones is among the first n
    named. Then the same of the best constant answers: the metric blamed most often, and the best fixed ranking."""
    first, found, truth = [], [], []
    manifest = pd.read_csv(f"{kit}/manifest.csv")
    for name in manifest.name[manifest.family == family]:
        told = pd.read_csv(f"{folder}/{name}.causes.csv")
        for true in pd.read_csv(f"{kit}/{family}/causes/{name}.csv.gz").itertuples():
            blamed = set(str(true.features).split())
            inside = told[(told.end >= true.start) & (told.start <= true.end)]
            named = inside.loc[inside.score.idxmax(), "features"].split()
            first.append(named[0] in blamed)
            found.append(len(blamed.intersection(named[: len(blamed)])) / len(blamed))
            truth.append(blamed)
    counts = Counter(metric for blamed in truth for metric in blamed)
    metrics = sorted(counts)
    # What a metric in a place of a fixed ranking adds: a linear assignment gives the best ranking exactly.
    gain = np.array([[sum(1 / len(b) for b in truth if m in b and len(b) > place) for place in range(len(metrics))] for m in metrics])
    constant = gain[linear_sum_assignment(-gain)].sum()
    n = len(truth)
    return np.mean(first), max(counts.values()) / n, np.mean(found), constant / n, n


def row(name, figures):
    return f"| {name} | " + " | ".join(
        "" if k not in figures else f"{figures[k]:.1f}" if k == "nab_standard" else f"{figures[k]:.3f}" for k in SHOWN) + " |"


def halves_row(spreads):
    cell = lambda k, digits: f"{spreads[k][0]:.{digits}f} ± {spreads[k][1]:.{digits}f}" if k in spreads else ""
    return "| random halves of the files | " + " | ".join(cell(k, 1 if k == "nab_standard" else 3) for k in SHOWN) + " |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program"), parser.add_argument("kit"), parser.add_argument("output")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--family", nargs="*")
    arguments = parser.parse_args()
    lines = ["# Anomaly detection: evaluation", "",
             "Written by `make eval-anomaly` (`benches/eval/anomaly.py`). Real labelled data, the kit's own scorer; the public half,",
             "on which settings were chosen, so read these as tuned figures. One configuration per family, "
             f"mean of {arguments.seeds} seeds where a method is random.",
             "Peers: the figures the kit's README gives for the same files. `smd` and `asd` are scored causally after a fit to the",
             "train rows; `tabular` is transductive; `nab, offline` is the causal base score without the alarm part.",
             f"`random halves`: mean and standard deviation of the same figure over {HALVES} random halves of the files (seed 0, NAB at",
             "the threshold of all files): what files not seen may bring. The best constant answers of the causes know the labels.", ""]
    for title, (family, options, is_random) in RUNS.items():
        if arguments.family and family not in arguments.family:
            continue
        results, named, spreads = [], [], {}
        for seed in range(arguments.seeds if is_random else 1):
            with tempfile.TemporaryDirectory() as folder:
                run_family(arguments.program, arguments.kit, family, options, seed, folder)
                summary, table = score(arguments.kit, family, folder)
                results.append(summary)
                if family in ("smd", "asd"):
                    named.append(causes(arguments.kit, family, folder))
                if seed == 0:
                    table = table.set_index("name")
                    spreads = {k: spread(table[k]) for k in SHOWN if k in table}
                    if family == "nab":
                        spreads["nab_standard"] = nab_spread(arguments.kit, folder, summary["threshold"])
        mean = {k: float(np.mean([r[k] for r in results])) for k in SHOWN if k in results[0]}
        print(title, {k: round(v, 4) for k, v in mean.items()}, named, flush=True)
        lines += [f"## {title}", "", "`errpredict detect " + " ".join(options) + "`", "",
                  "| detector | NAB standard | VUS-PR | AUC-PR | ROC-AUC | best F1 |", "|---|---|---|---|---|---|",
                  row("**errpredict**", mean), halves_row(spreads), *(row(n, f) for n, f in PEERS[title]), ""]
        if named:
            hit, constant, found, ranking, n = np.mean(named, axis=0)
            lines += [f"Causes, {n:.0f} labelled anomalies, each against the told line with the highest score that overlaps it:", "",
                      "| figure | errpredict | best constant answer | lift | highest lift possible |", "|---|---|---|---|---|",
                      f"| the first-named metric is blamed | {hit:.1%} | {constant:.1%} | {hit / constant:.2f} | {1 / constant:.2f} |",
                      f"| of n blamed metrics, found among the first n named | {found:.1%} | {ranking:.1%} | {found / ranking:.2f} | {1 / ranking:.2f} |", ""]
    with open(arguments.output, "w") as out:
        out.write("\n".join(lines))


main()
