"""Series: forecasts and scores, arrays in and out."""

from __future__ import annotations

from typing import Any, Mapping, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _native
from ._door import dumps
from ._params import Parameters


class Points(NamedTuple):
    """A forecast as arrays of one length."""

    values: NDArray[np.float64]
    #: Lower ends of the intervals; NaN where there is none.
    lower: NDArray[np.float64]
    #: Upper ends of the intervals; NaN where there is none.
    upper: NDArray[np.float64]


def series(values: ArrayLike) -> NDArray[np.float64]:
    """A series as the core reads it; not copied where it is one already."""
    return np.ascontiguousarray(np.asarray(values, dtype=np.float64).reshape(-1))


def forecast(values: ArrayLike, horizon: int = 24, *, step_ms: int = 3_600_000, first_end_ms: int = 3_600_000, **settings: Any) -> Points:
    """Forecasts a series, oldest value first, a gap NaN; `settings` are those of the operation `forecast`."""
    given = dumps({"horizon": horizon, **settings})
    return Points(*_native.forecast(given, series(values), first_end_ms, step_ms))


def score_series(
    values: ArrayLike,
    detector: str | Mapping[str, Any] = "stream",
    history: ArrayLike | None = None,
    *,
    step_ms: int = 3_600_000,
    seed: int = 0,
) -> NDArray[np.float64]:
    """How strange each value of a series is: by its history, or, without one, with the whole series in view."""
    settings = detector if isinstance(detector, str) else dumps(detector)
    before = None if history is None else series(history)
    return _native.score_series(settings, series(values), before, step_ms, seed)


class Forecaster(Parameters):
    """Forecasts one series.

    Args:
        method: the name of a method (`auto`, `ets`, `prophet` and so on), or its settings with `method`.
        step_ms: milliseconds between two values.
        first_end_ms: the end of the first step, where local time or holidays matter.
        settings: the rest of the settings of the operation `forecast`.
    """

    def __init__(self, method: str | Mapping[str, Any] = "auto", *, step_ms: int = 3_600_000, first_end_ms: int = 3_600_000, **settings: Any) -> None:
        self.method, self.step_ms, self.first_end_ms, self.settings = method, step_ms, first_end_ms, settings

    def fit(self, y: ArrayLike, X: None = None) -> Forecaster:
        """Keeps the history; the method is fitted when a horizon is known."""
        self.y_ = series(y)
        return self

    def predict(self, horizon: int = 24) -> Points:
        """The next values with their intervals."""
        method = {"method": self.method} if isinstance(self.method, str) else self.method
        return forecast(self.y_, horizon, step_ms=self.step_ms, first_end_ms=self.first_end_ms, method=method, **self.settings)
