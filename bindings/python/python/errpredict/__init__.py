"""Foresees errors in running services: what is strange, how likely the next trouble is, where the numbers are going, why.

>>> import errpredict
>>> errpredict.call("severity", {"level": "WARN"})
{'severity': 'medium'}

* `analyze(logs)`: everything that is found in logs or events. `read_log(logs)`: their events as a table.
* `Monitor`, `Rollup`, `Model`, `Templates`, `Similar`: what keeps state between calls.
* `ErrorPredictor`, `Forecaster`, `RootCauseAnalyzer`: one question each.
* `IsolationForest`, `Lof`, `RandomForestClassifier` and the others of `METHODS`: every detector and predictor, as scikit-learn
  has them.
* `Store(dsn)`: events, analyses and lists in PostgreSQL.
* `call(operation, request)`: everything else there is.

scikit-learn and numpy are imported when one of their classes is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from . import _build as _build, errors  # isort: skip
from ._door import call
from ._handles import Handle, Model, Monitor, Rollup, Similar, Templates
from ._native import __version__
from ._questions import Analysis, ErrorPredictor, RootCauseAnalyzer, analyze
from ._store import Store
from ._tables import EventTable, read_log
from .errors import Error

if TYPE_CHECKING:
    from ._logging import MonitorHandler as MonitorHandler
    from ._forecast import Forecaster as Forecaster, forecast as forecast, score_series as score_series
    from ._methods import *  # noqa: F403

#: Where what is imported late stands.
_LATE = {"MonitorHandler": "_logging", "Forecaster": "_forecast", "forecast": "_forecast", "score_series": "_forecast", "METHODS": "_methods"}

__all__ = [
    "Analysis",
    "Error",
    "ErrorPredictor",
    "EventTable",
    "Forecaster",
    "Handle",
    "METHODS",
    "Model",
    "Monitor",
    "MonitorHandler",
    "Rollup",
    "RootCauseAnalyzer",
    "Similar",
    "Store",
    "Templates",
    "__version__",
    "analyze",
    "call",
    "errors",
    "forecast",
    "read_log",
    "score_series",
]


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    methods = importlib.import_module(f"errpredict.{_LATE.get(name, '_methods')}")
    try:
        found = getattr(methods, name)
    except AttributeError:
        raise AttributeError(f"module 'errpredict' has no attribute {name!r}") from None
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    methods = importlib.import_module("errpredict._methods")
    return sorted({*__all__, *(method.__name__ for method in methods.METHODS)})
