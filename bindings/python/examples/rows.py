"""Numbers: which rows are strange, inside scikit-learn, and where a series is going."""

import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import errpredict

rows = np.random.default_rng(0).normal(size=(1000, 3))
rows[7] = 20
forest = make_pipeline(StandardScaler(), errpredict.IsolationForest(contamination=0.01)).fit(rows)
print("strangest row:", forest.score_samples(rows).argmin())

hours = np.array([50 + 10 * (hour % 24) for hour in range(24 * 21)])
next_day = errpredict.Forecaster("auto").fit(hours).predict(24)
print("in one hour about", round(next_day.values[0]))
