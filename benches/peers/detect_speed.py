"""CPU time of the anomaly-detection peers, one thread, and their scores.

usage: detect_speed.py FOLDER: reads the tables that the bench left there (NAME-ROWSxCOLUMNS.f64, row after row, little
endian), writes NAME.PEER.f64 with the peers' scores, prints {"NAME.PEER": seconds} as JSON.
"""
import glob, json, os, statistics, sys, time

# Some machines are told to use old kernels, for the sake of old programs; a fair peer uses its best ones.
for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np
from river.anomaly import HalfSpaceTrees
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import LocalOutlierFactor

folder = sys.argv[1]
seconds = {}


def timed(name, work, runs):
    times = []
    for _ in range(runs):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    seconds[name] = statistics.median(times)
    return result


def save(name, scores):
    np.asarray(scores, dtype="<f8").tofile(f"{folder}/{name}.f64")


for path in sorted(glob.glob(f"{folder}/*-*x*.f64")):
    name, shape = os.path.basename(path)[:-4].rsplit("-", 1)
    rows = np.fromfile(path, dtype="<f8").reshape(*map(int, shape.split("x")))
    if name.startswith("forest"):
        model = timed(f"{name}.fit", lambda: IsolationForest(n_estimators=100, random_state=0, n_jobs=1).fit(rows), 3)
        save(f"{name}.score", -timed(f"{name}.score", lambda: model.score_samples(rows), 3))
        one = rows[:1]
        timed(f"{name}.row", lambda: [model.score_samples(one) for _ in range(20)], 3)
    elif name.startswith("lof"):
        model = timed(f"{name}.score", lambda: LocalOutlierFactor(n_neighbors=20, n_jobs=1).fit(rows),
                      3 if len(rows) <= 10_000 else 1)
        save(f"{name}.score", -model.negative_outlier_factor_)
    elif name.startswith("stream"):
        low, high = rows.min(axis=0), rows.max(axis=0)
        points = [dict(enumerate(row)) for row in (rows - low) / (high - low)]

        def stream():
            trees = HalfSpaceTrees(n_trees=10, height=8, window_size=250, seed=0)
            scores = []
            for point in points:
                scores.append(trees.score_one(point))
                trees.learn_one(point)
            return scores

        save(f"{name}.score", timed(f"{name}.score", stream, 3))
print(json.dumps(seconds))
