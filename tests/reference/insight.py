"""Numbers for insight/tests_of.rs, made with scipy and statsmodels. Run: python insight.py > insight.json"""
import json
import math

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(7)
out = {"mann_whitney": [], "theil_sen": [], "wilson": [], "binomial": [], "kendall": []}
for m, n, shift in [(14, 7, 0), (28, 7, 3), (21, 6, -2), (5, 4, 1)]:
    before = rng.poisson(5, m).astype(float)
    now = rng.poisson(5 + shift, n).astype(float)
    p = stats.mannwhitneyu(before, now, alternative="two-sided", method="asymptotic", use_continuity=True).pvalue
    out["mann_whitney"].append({"before": before.tolist(), "now": now.tolist(), "p": float(p)})
for n in (5, 14, 28):
    values = (rng.poisson(20, n) + np.arange(n)).astype(float)
    out["theil_sen"].append({"values": values.tolist(), "slope": float(stats.theilslopes(values).slope)})
for part, whole in [(5, 10), (400, 1000), (0, 7), (7, 7)]:
    out["wilson"].append({"part": part, "whole": whole, "low": float(proportion_confint(part, whole, method="wilson")[0])})
for k, n, p in [(4, 12, 0.01), (6, 6, 1 / 24), (30, 100, 0.2), (1, 5, 0.5)]:
    out["binomial"].append({"k": k, "n": n, "p": p, "tail": float(stats.binom.sf(k - 1, n, p))})


def lag_one(v):
    r = stats.rankdata(v)
    r = r - r.mean()
    return float((r[1:] * r[:-1]).sum() / (r * r).sum())


# Mann-Kendall p of the textbook (Kendall's score, variance with ties, continuity), only for series whose residual
# ranks are not positively correlated, where nothing is widened.
while len(out["kendall"]) < 4:
    n = int(rng.integers(14, 29))
    v = (rng.poisson(9, n) + rng.integers(0, 2) * 0.3 * np.arange(n).round()).astype(float)
    slope = stats.theilslopes(v).slope
    if lag_one(v - slope * np.arange(n)) > 0:
        continue
    s = sum(np.sign(v[j] - v[i]) for i in range(n) for j in range(i + 1, n))
    t = np.unique(v, return_counts=True)[1]
    var = (n * (n - 1) * (2 * n + 5) - (t * (t - 1) * (2 * t + 5)).sum()) / 18
    z = max(abs(s) - 1, 0) / math.sqrt(var)
    out["kendall"].append({"values": v.tolist(), "p": float(min(1, 2 * stats.norm.sf(z)))})
print(json.dumps(out, indent=1))
