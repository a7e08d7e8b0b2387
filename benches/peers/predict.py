"""Fits and scores XGBoost (hist) and scikit-learn's random forest on one thread.

Usage: python predict.py ROWS N M LABELS RUNS. ROWS holds N x M little-endian f32 (NaN = missing), LABELS N bytes.
Prints one JSON object: CPU seconds of each fit (median of RUNS), of one prediction, of one row's Shapley
values by the shap package, and log losses on the last fifth.
"""
import json, sys, time
import numpy as np
import shap
import xgboost as xgb
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import log_loss

rows, n, m, labels, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
X = np.fromfile(rows, dtype="<f4").reshape(n, m)
y = np.fromfile(labels, dtype=np.uint8)
fit = n * 4 // 5


def median_cpu(work, times):
    spent = []
    for _ in range(times):
        start = time.process_time()
        result = work()
        spent.append(time.process_time() - start)
    return float(np.median(spent)), result


def boosting(rows, labels):
    model = xgb.XGBClassifier(n_estimators=100, max_depth=5, learning_rate=0.1, tree_method="hist", n_jobs=1)
    return model.fit(rows, labels)


def forest(rows, labels):
    return RandomForestClassifier(n_estimators=100, max_depth=5, n_jobs=1, random_state=0).fit(rows, labels)


out = {}
for name, work, times in (("xgboost", boosting, runs), ("sklearn_forest", forest, 1)):
    out[name + "_fit_s"], _ = median_cpu(lambda: work(X, y), times)
    model = work(X[:fit], y[:fit])
    out[name + "_loss"] = float(log_loss(y[fit:], model.predict_proba(X[fit:])[:, 1]))
    one = X[:1]
    repeat = 20 if name == "sklearn_forest" else 200
    start = time.process_time()
    for _ in range(repeat):
        model.predict_proba(one)
    out[name + "_one_s"] = (time.process_time() - start) / repeat
    explainer = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
    explainer.shap_values(one)
    start = time.process_time()
    for _ in range(repeat):
        explainer.shap_values(one)
    out[name + "_shap_s"] = (time.process_time() - start) / repeat
print(json.dumps(out))
