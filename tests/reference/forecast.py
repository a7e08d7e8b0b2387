"""Makes forecast.json: what statsforecast, statsmodels and prophet say about one made-up series of 480 hours.

Run with the peers' Python: python tests/reference/forecast.py > tests/reference/forecast.json
"""
import json, logging, sys, warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
import numpy as np, pandas as pd, statsmodels.api as sm
from prophet import Prophet
from statsforecast.models import MSTL, AutoETS, AutoTheta, SeasonalNaive, SimpleExponentialSmoothing

H = 24
rng = np.random.default_rng(20261123)
t = np.arange(480)
y = 100 + 0.05 * t + 25 * np.sin(2 * np.pi * t / 24) + 8 * np.cos(4 * np.pi * t / 24)
y = np.round(y + np.where((t // 24) % 7 >= 5, -12, 0) + rng.normal(0, 4, len(t)), 3)

frame = pd.DataFrame({"ds": pd.date_range("2026-01-01", periods=len(y), freq="h"), "y": y})
model = Prophet(yearly_seasonality=False).fit(frame)
stl = sm.tsa.STL(y, period=24, seasonal=11, seasonal_deg=0).fit()
values = lambda model: [float(v) for v in model.forecast(y=y, h=H)["mean"]]
json.dump({
    "history": y.tolist(),
    "ses": values(SimpleExponentialSmoothing(alpha=0.3)),
    "seasonal_naive": values(SeasonalNaive(season_length=24)),
    "theta": values(AutoTheta(season_length=24)),
    "ets": values(AutoETS(season_length=24)),
    "mstl": values(MSTL(season_length=[24, 168], trend_forecaster=AutoETS(model="ZZN"))),
    "prophet": model.predict(model.make_future_dataframe(H, freq="h", include_history=False)).yhat.tolist(),
    "stl_seasonal": stl.seasonal.tolist(),
    "stl_trend": stl.trend.tolist(),
}, sys.stdout)
print()
