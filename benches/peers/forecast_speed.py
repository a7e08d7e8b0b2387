"""CPU time of the forecasting peers: argument [[336 values], [960 values]], prints [[method, seconds], ...] as JSON."""
import json, logging, os, resource, statistics, sys, warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
import numpy as np, pandas as pd
from statsforecast.models import MSTL, AutoETS, AutoTheta
from prophet import Prophet

RUNS = 3
# The kernel may count in ticks of 10 ms: calls are repeated until they took this long together.
AT_LEAST_S = 1.0


def cpu_seconds():
    """Processor time of this process and of what it started and waited for."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def median(work):
    """Median over the runs of the seconds that one call takes."""
    work()  # compiles and warms up
    times = []
    for _ in range(RUNS):
        start, calls = cpu_seconds(), 0
        while (taken := cpu_seconds() - start) < AT_LEAST_S:
            work()
            calls += 1
        times.append(taken / calls)
    return statistics.median(times)


short, long = (np.array(values, dtype=float) for values in json.loads(sys.argv[1]))


def prophet():
    frame = pd.DataFrame({"ds": pd.date_range("2026-01-01", periods=len(long), freq="h"), "y": long})
    model = Prophet(interval_width=0.95).fit(frame)
    model.predict(model.make_future_dataframe(24, freq="h", include_history=False))


print(json.dumps([
    ["ets", median(lambda: AutoETS(season_length=24).forecast(y=short, h=24, level=[95]))],
    ["mstl", median(lambda: MSTL(season_length=[24, 168], trend_forecaster=AutoETS(model="ZZN")).forecast(
        y=short, h=24, level=[95]))],
    ["theta", median(lambda: AutoTheta(season_length=24).forecast(y=short, h=24, level=[95]))],
    ["prophet", median(prophet)],
]))
