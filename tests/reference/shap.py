"""Shapley values of given trees by the shap package (path dependent), and the trees themselves.

A scikit-learn forest, its nodes renumbered so that a right child follows its left one.
Usage: python shap.py > shap.json   (numpy, scikit-learn, shap)
"""
import json, sys
sys.path.pop(0)  # this file is called shap, too
import numpy as np
import shap
from sklearn.ensemble import RandomForestClassifier

rng = np.random.default_rng(20261125)
n, m = 400, 6
X = (np.round(rng.normal(size=(n, m)) * 16) / 8).astype(np.float32)
y = (rng.uniform(size=n) < 1 / (1 + np.exp(-(X[:, 0] - X[:, 1] * (X[:, 2] > 0) + 0.5 * X[:, 3])))).astype(int)
forest = RandomForestClassifier(n_estimators=8, max_depth=7, random_state=0).fit(X, y)


def nodes(tree):
    """(value or threshold, left, feature, cover), breadth first."""
    order, out = [0], []
    place = {0: 0}
    for at in order:
        left, right = tree.children_left[at], tree.children_right[at]
        if left >= 0:
            place[left], place[right] = len(order), len(order) + 1
            order += [left, right]
    for at in order:
        leaf = tree.children_left[at] < 0
        share = tree.value[at][0][1] / tree.value[at][0].sum()
        out.append([float(share if leaf else tree.threshold[at]), 0 if leaf else place[tree.children_left[at]],
                    0 if leaf else int(tree.feature[at]), float(tree.weighted_n_node_samples[at])])
    return out


explainer = shap.TreeExplainer(forest, feature_perturbation="tree_path_dependent")
rows = X[:40]
values = np.asarray(explainer.shap_values(rows))
values = values[..., 1] if values.ndim == 3 and values.shape[0] == len(rows) else values[1]
json.dump({"trees": [nodes(e.tree_) for e in forest.estimators_], "rows": rows.tolist(),
           "probability": forest.predict_proba(rows)[:, 1].tolist(), "expected": float(explainer.expected_value[1]),
           "contributions": values.tolist()}, sys.stdout)
