from datetime import datetime
from typing import Any, Callable, Sequence, final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import disjoint_base

__all__ = [
    "EventTable",
    "FittedLabels",
    "FittedRows",
    "Handle",
    "Store",
    "__version__",
    "call",
    "forecast",
    "kind_of",
    "main",
    "read_table",
    "score_series",
    "threshold",
]

__version__: str

def call(operation: str, request: str) -> str: ...
def score_series(
    detector: str, values: NDArray[np.float64], history: NDArray[np.float64] | None, step_ms: int, seed: int
) -> NDArray[np.float64]: ...
def forecast(
    settings: str, values: NDArray[np.float64], first_end_ms: int, step_ms: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]: ...
def threshold(settings: str, scores: NDArray[np.float64]) -> float: ...
def kind_of(saved: bytes) -> str: ...
def main(arguments: Sequence[str]) -> int: ...
def read_table(
    paths: Sequence[str], options: str, progress: Callable[[int, int | None], None] | None = None
) -> EventTable: ...

@disjoint_base
class Handle:
    def __new__(
        cls,
        kind: str,
        settings: str,
        saved: bytes | None = None,
        files: tuple[Sequence[str], str] | None = None,
        progress: Callable[[int, int | None], None] | None = None,
    ) -> Any: ...
    @property
    def kind(self) -> str: ...
    @property
    def read_report(self) -> str: ...
    def call(self, method: str, request: str, other: Handle | None = None) -> str: ...
    def observe(
        self,
        timestamp: int | float | str | datetime,
        service: str,
        severity: str | None = None,
        error_type: str = "",
        message: str | None = None,
        *,
        kind: str = "error",
        error_id: str | None = None,
        code: str | None = None,
        status_code: int | None = None,
        endpoint: str | None = None,
        user_id: str | None = None,
        request_id: str | None = None,
        stack_trace: str | None = None,
        environment: str | None = None,
        release: str | None = None,
        response_time_ms: float | None = None,
        attributes: str | None = None,
    ) -> None: ...
    def observe_json(self, event: str) -> None: ...
    def observe_lines(self, lines: bytes, options: str) -> str: ...
    def save(self) -> bytes: ...

@final
class FittedRows:
    @staticmethod
    def fit(settings: str, rows: NDArray[np.float64], seed: int) -> FittedRows: ...
    def score(self, rows: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def score_fitted(self, rows: NDArray[np.float64]) -> NDArray[np.float64]: ...
    @property
    def n_features(self) -> int: ...
    def save(self) -> bytes: ...
    @staticmethod
    def load(saved: bytes) -> FittedRows: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class FittedLabels:
    @staticmethod
    def fit(
        settings: str,
        rows: NDArray[np.float64],
        labels: NDArray[np.bool_],
        weights: NDArray[np.float64] | None,
        names: Sequence[str],
        seed: int,
    ) -> FittedLabels: ...
    def log_odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def probability(self, rows: NDArray[np.float64]) -> NDArray[np.float64]: ...
    @property
    def n_features(self) -> int: ...
    def save(self) -> bytes: ...
    @staticmethod
    def load(saved: bytes) -> FittedLabels: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class EventTable:
    @property
    def report(self) -> str: ...
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

@disjoint_base
class Store:
    def __new__(cls, url: str | None, folder: str, tenant: str, migrate: bool) -> Any: ...
    def ingest_json(self, events: str, key: str | None, now_ms: int, retention_days: int) -> str: ...
    def import_files(self, paths: Sequence[str], options: str, now_ms: int, retention_days: int) -> str: ...
    def analyze_json(self, at_ms: int | None, config: str) -> str: ...
    def list_json(self, name: str, parameters: Sequence[tuple[str, str]], now_ms: int) -> str: ...
    def close(self) -> None: ...
