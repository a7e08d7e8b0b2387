"""Expected numbers of errpredict's metrics from scikit-learn and numpy. Usage: python evaluate.py > evaluate.json"""
import json, sys
import numpy as np
from sklearn import metrics

rng = np.random.default_rng(20261123)
n = 400
x = rng.normal(size=n)
y = rng.random(n) < 1 / (1 + np.exp(2 - 1.5 * x))
# Rounded, so that scores tie.
p = np.round(1 / (1 + np.exp(1.7 - 1.2 * x - 0.5 * rng.normal(size=n))), 2)
p[:2] = 0.0, 1.0


def ece(y, p, bins=15):
    """As the evaluation kit's score.py."""
    b = np.minimum((p * bins).astype(int), bins - 1)
    count = np.bincount(b, minlength=bins)
    gap = np.abs(np.bincount(b, y, bins) - np.bincount(b, p, bins))
    return gap[count > 0].sum() / len(y)


def at_precision(wanted):
    prec, rec, thr = metrics.precision_recall_curve(y, p)
    ok = np.flatnonzero(prec[:-1] >= wanted)
    best = ok[np.argmax(rec[ok])]
    return [float(thr[best]), float(rec[best])]


actual = rng.normal(10, 3, size=60)
forecast = actual + rng.normal(0, 1, size=60)
history = np.cumsum(rng.normal(size=80))
sample = rng.normal(size=25)
classes, guesses = rng.integers(0, 4, 90), rng.integers(0, 4, 90)
json.dump({
    'labels': y.astype(int).tolist(), 'scores': p.tolist(),
    'pr_auc': metrics.average_precision_score(y, p), 'roc_auc': metrics.roc_auc_score(y, p),
    'brier': metrics.brier_score_loss(y, p), 'log_loss': metrics.log_loss(y, p), 'ece15': ece(y, p),
    'at_precision_060': at_precision(0.6),
    'actual': actual.tolist(), 'forecast': forecast.tolist(), 'history': history.tolist(), 'season': 7,
    'mae': metrics.mean_absolute_error(actual, forecast),
    'rmse': float(np.sqrt(metrics.mean_squared_error(actual, forecast))),
    'mape': metrics.mean_absolute_percentage_error(actual, forecast),
    'pinball_090': metrics.mean_pinball_loss(actual, forecast, alpha=0.9),
    'mase': float(np.abs(actual - forecast).mean() / np.abs(history[7:] - history[:-7]).mean()),
    'sample': sample.tolist(), 'crps_at_05': float(np.abs(sample - 0.5).mean() - np.abs(sample[:, None] - sample).mean() / 2),
    'classes': classes.tolist(), 'guesses': guesses.tolist(),
    'confusion': metrics.confusion_matrix(classes, guesses).tolist(),
    'macro_f1': metrics.f1_score(classes, guesses, average='macro'),
    'balanced_accuracy': metrics.balanced_accuracy_score(classes, guesses),
}, sys.stdout)
print()
