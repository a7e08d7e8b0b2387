#!/usr/bin/env python3
"""Runs the log tasks of the evaluation kit and writes docs/evaluation/logs.md, peers of the same run beside.

usage: logs.py PROGRAM KIT OUT.md      (make eval-logs)

One configuration for all systems and projects: the program is called with its defaults.
"""

import glob
import math
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
import pandas as pd
from drain3 import TemplateMiner
from drain3.masking import MaskingInstruction
from drain3.template_miner_config import TemplateMinerConfig

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "peers"))
from drain3_speed import MASKS  # noqa: E402

# What the issue asks for: must and goal.
FIGURES = {
    "GA": (0.93, 0.97), "FGA": (0.90, 0.94), "PA": (0.47, 0.65), "FTA": (0.50, 0.65),
    "Recall@1": (0.72, 0.82), "B3_F1": (0.82, 0.86),
}  # fmt: skip


def run(*command):
    start = os.times()
    subprocess.run(command, check=True)
    end = os.times()
    return end.children_user + end.children_system - start.children_user - start.children_system


def systems(kit):
    files = sorted(f for f in glob.glob(f"{kit}/data/templates/*.csv.gz") if ".truth." not in f)
    return {os.path.basename(f).split(".")[0]: f for f in files}


def own_templates(program, kit, folder):
    files = systems(kit)
    answer = os.path.join(folder, "templates.csv")
    cpu = run(program, "templates", "--separate", *files.values(), "-o", answer)
    frame = pd.read_csv(answer, keep_default_na=False)
    frame["system"] = frame.file.map({f: s for s, f in files.items()})
    return frame[["system", "line_id", "group", "template"]], cpu


def drain3(kit, masks):
    frames = []
    start = time.process_time()
    for system, file in systems(kit).items():
        config = TemplateMinerConfig()
        config.profiling_enabled = False
        config.masking_instructions = [MaskingInstruction(pattern, name) for pattern, name in masks]
        miner = TemplateMiner(config=config)
        lines = pd.read_csv(file, dtype=str, keep_default_na=False).content
        ids = [miner.add_log_message(line)["cluster_id"] for line in lines]
        texts = {cluster.cluster_id: cluster.get_template() for cluster in miner.drain.clusters}
        rows = {"system": system, "line_id": range(1, len(ids) + 1), "group": ids, "template": [texts[i] for i in ids]}
        frames.append(pd.DataFrame(rows))
    return pd.concat(frames), time.process_time() - start


def tfidf_words(kit):
    """The best peer of the kit: TF-IDF cosine over the words of the whole text, per project."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sklearn.feature_extraction.text import TfidfVectorizer

    traces = pd.read_csv(f"{kit}/data/traces/traces.csv.gz", keep_default_na=False)
    start = time.process_time()
    vectors = TfidfVectorizer(token_pattern=r"\w+", sublinear_tf=True).fit_transform(traces.text)
    similarity = (vectors @ vectors.T).toarray()
    rows, distances = [], {}
    for project, part in traces.groupby("project"):
        at = part.index.to_numpy()
        block = similarity[np.ix_(at, at)]
        for row, one in enumerate(at):
            others = [other for other in np.argsort(-block[row], kind="stable") if other != row][:10]
            rows += [(traces.id[one], n + 1, traces.id[at[o]], block[row, o]) for n, o in enumerate(others)]
        if len(at) > 1:
            distance = np.clip(1 - (block + block.T) / 2, 0, None)
            np.fill_diagonal(distance, 0)
            distances[project] = (at, linkage(squareform(distance, checks=False), "single"))
    cpu = time.process_time() - start

    def groups(threshold):
        names = traces.id.copy()
        for project, (at, tree) in distances.items():
            for one, group in zip(at, fcluster(tree, 1 - threshold, "distance")):
                names[one] = f"{project}-{group}"
        return pd.DataFrame({"id": traces.id, "group": names})

    return pd.DataFrame(rows, columns=["id", "rank", "match", "score"]), groups, cpu


def row(cells):
    return "| " + " | ".join(f"{c:.3f}" if isinstance(c, float) else str(c) for c in cells) + " |"


def header(cells):
    return [row(cells), row(["---"] * len(cells))]


def met(name, value):
    must, goal = FIGURES[name]
    return f"{value:.3f} (must {must}, goal {goal}: {'goal' if value >= goal else 'must' if value >= must else 'MISSED'})"


def main():
    program, kit, out = sys.argv[1:4]
    sys.path.insert(0, kit)
    import score

    text = ["<!-- Written by `make eval-logs`; do not edit. -->", "# Templates and similar errors", ""]
    with tempfile.TemporaryDirectory() as folder:
        own, own_cpu = own_templates(program, kit, folder)
        own = score.templates(f"{kit}/data", own)
        peers = {}
        for name, masks in [("drain3 0.9.11 default", []), ("drain3 0.9.11 + 4 usual masks", MASKS)]:
            frame, cpu = drain3(kit, masks)
            peers[name] = (score.templates(f"{kit}/data", frame), cpu)
        columns = ["GA", "FGA", "PA", "FTA", "GA_original", "groups"]
        text += ["## Templates", "", "Public half of the kit (8 systems of Loghub, 2,000 lines each), corrected templates, mean of the"]
        text += ["systems. One configuration for all of them: the defaults. Peers without a star ran in the same run; starred ones"]
        text += ["are the kit's own figures, with regular expressions written per system by the authors.", ""]
        text += header(["parser", *columns, "CPU s"])
        text += [row(["**errpredict**", *own.loc["MEAN", columns], own_cpu])]
        text += [row([name, *table.loc["MEAN", columns], cpu]) for name, (table, cpu) in peers.items()]
        text += ["| logparser3 Drain, tuned per system * | 0.921 | 0.841 | 0.411 | 0.370 | 0.898 | 111.125 | 0.8 |"]
        text += ["| logparser3 Brain, tuned per system * | 0.952 | 0.912 | 0.426 | 0.463 | 0.975 | 108.750 | 1.4 |", ""]
        text += [f"- {name}: {met(name, own.loc['MEAN', name])}" for name in ("GA", "FGA", "PA", "FTA")]
        text += ["", "By system:", ""] + header(["system", *columns, "true groups"])
        text += [row([name, *line[columns], int(line["true"])]) for name, line in own.drop("MEAN").iterrows()]

        rank, groups = os.path.join(folder, "rank.csv"), os.path.join(folder, "groups.csv")
        cpu = run(program, "similar", f"{kit}/data/traces/traces.csv.gz", "--groups", groups, "-o", rank)
        ours = score.traces(f"{kit}/data", pd.read_csv(rank), pd.read_csv(groups))
        peer_rank, peer_groups, peer_cpu = tfidf_words(kit)
        tried = [(score.traces(f"{kit}/data", peer_rank, peer_groups(t)), t) for t in np.arange(0.3, 0.91, 0.05)]
        peer, peer_threshold = max(tried, key=lambda scored: scored[0].loc["all", "B3_F1"])
        columns = ["Recall@1", "Recall@5", "MRR@10", "AUC_has_duplicate", "B3_F1"]
        text += ["", "## Similar errors", ""]
        text += ["859 stack traces of failing tests, 439 bugs (Defects4J). The threshold of the groups is the program's default, chosen"]
        text += ["on this half (as the peers' was), so B3 is optimistic. Not production accuracy: see the kit's README.", ""]
        for kind in ("all", "exception", "assertion"):
            text += [f"{kind}:", ""] + header(["method", *columns, "CPU s"])
            text += [row(["**errpredict**", *ours.loc[kind, columns], cpu])]
            name = f"TF-IDF cosine, words of the text (threshold {peer_threshold:.2f})"
            text += [row([name, *peer.loc[kind, columns], peer_cpu]), ""]
        text += [f"- {name}: {met(name, ours.loc['all', name])}" for name in ("Recall@1", "B3_F1")]
        text += ["", "The kit's table gives its own run of this peer 0.707 (Recall@1) and 0.807 (B3 F1).", ""]
    text += ["## Source of the data", ""]
    text += ["Log samples: Loghub (github logpai/loghub), Jieming Zhu, Shilin He, Pinjia He, Jinyang Liu, Michael R. Lyu:"]
    text += ["Loghub: A Large Collection of System Log Datasets for AI-driven Log Analytics, ISSRE 2023."]
    text += ["Stack traces: rjust/defects4j, MIT."]
    os.makedirs(os.path.dirname(os.path.abspath(out)), exist_ok=True)
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(text) + "\n")
    print("\n".join(text))
    if not all(math.isfinite(v) for v in own.loc["MEAN"]):
        sys.exit("a figure is not finite")


if __name__ == "__main__":
    main()
