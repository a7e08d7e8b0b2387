"""Expected numbers for the predictors: scikit-learn (logistic regression, forest, calibration) and XGBoost
(boosting, and its exact TreeSHAP, `pred_contribs`, the algorithm of the shap package).

Usage: python predict.py > predict.json   (numpy, scikit-learn, xgboost)
"""
import json, sys
import numpy as np
import xgboost as xgb
from sklearn.calibration import _SigmoidCalibration
from sklearn.ensemble import RandomForestClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(20261123)
n, m = 240, 4
X = np.round(rng.normal(size=(n, m)) * 2, 3)
X[:, 3] = rng.poisson(1.5, n)
score = -0.5 + 0.8 * X[:, 0] - 0.5 * X[:, 1] * (X[:, 3] > 1)
y = (rng.uniform(size=n) < 1 / (1 + np.exp(-score))).astype(int)
M = X.copy()
M[rng.uniform(size=(n, m)) < 0.1] = np.nan

out = {"rows": X.tolist(), "labels": y.tolist()}
out["rows_with_gaps"] = [[None if np.isnan(v) else v for v in row] for row in M.tolist()]

# Logistic regression on sign(x) ln(1 + |x|), standardised: mean loss + l2/2 |w|^2 is C = 1 / (n l2).
Z = StandardScaler().fit_transform(np.sign(X) * np.log1p(np.abs(X)))
l2 = 0.02
model = LogisticRegression(C=1 / (n * l2), tol=1e-10, max_iter=10000).fit(Z, y)
out["logistic"] = {"l2": l2, "log_odds": model.decision_function(Z).tolist()}

for name, rows in (("boosting", X), ("boosting_with_gaps", M)):
    booster = xgb.train(
        {"objective": "binary:logistic", "max_depth": 3, "eta": 0.3, "lambda": 1.0, "min_child_weight": 1.0,
         "tree_method": "hist", "max_bin": 512, "base_score": float(y.mean()), "nthread": 1},
        xgb.DMatrix(rows, y), num_boost_round=8)
    contributions = booster.predict(xgb.DMatrix(rows[:20]), pred_contribs=True)
    out[name] = {"log_odds": booster.predict(xgb.DMatrix(rows), output_margin=True).tolist(),
                 "contributions": contributions[:, :-1].tolist(), "expected": float(contributions[0, -1])}

forest = RandomForestClassifier(n_estimators=1000, max_depth=4, random_state=0).fit(X, y)
out["forest"] = {"probability": forest.predict_proba(X)[:, 1].tolist()}

z = out["boosting"]["log_odds"]
platt = _SigmoidCalibration().fit(np.array(z), y)
out["platt"] = {"slope": -float(platt.a_), "intercept": -float(platt.b_)}
isotonic = IsotonicRegression(out_of_bounds="clip").fit(z, y)
grid = np.linspace(min(z) - 0.5, max(z) + 0.5, 41)
out["isotonic"] = {"log_odds": grid.tolist(), "probability": isotonic.predict(grid).tolist()}
json.dump(out, sys.stdout)
