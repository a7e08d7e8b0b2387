"""What estimators stand on: scikit-learn's own base classes where it is installed, and as much of them as is needed where not."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, OutlierMixin
    from sklearn.utils.validation import check_is_fitted, validate_data as _validate_data

    HAS_SKLEARN = True
except ImportError:
    HAS_SKLEARN = False

    class BaseEstimator:  # type: ignore[no-redef]
        """Parameters by name."""

        def get_params(self, deep: bool = True) -> dict[str, Any]:
            """The parameters, as they were given."""
            return {name: getattr(self, name) for name in inspect.signature(type(self).__init__).parameters if name != "self"}

        def set_params(self, **params: Any) -> Any:
            """Sets parameters."""
            known = self.get_params()
            for name, value in params.items():
                if name not in known:
                    raise ValueError(f"Invalid parameter {name!r} for estimator {type(self).__name__}")
                setattr(self, name, value)
            return self

        def __repr__(self) -> str:
            given = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items())
            return f"{type(self).__name__}({given})"

    class ClassifierMixin:  # type: ignore[no-redef]
        """The share of rows that are told rightly."""

        def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
            """The share of rows that are told rightly."""
            return float(np.average(self.predict(X) == np.asarray(y), weights=sample_weight))  # type: ignore[attr-defined]

    class OutlierMixin:  # type: ignore[no-redef]
        """Nothing of its own."""

    def check_is_fitted(estimator: Any) -> None:  # type: ignore[misc]
        if not hasattr(estimator, "fitted_"):
            raise ValueError(f"This {type(estimator).__name__} instance is not fitted yet. Call 'fit' first.")


def rows(estimator: Any, X: Any, *, reset: bool) -> Any:
    """Rows as the core reads them: float64, two dimensions, a gap NaN; not copied where they are that already."""
    if HAS_SKLEARN:
        return _validate_data(
            estimator, X, reset=reset, dtype=np.float64, ensure_all_finite="allow-nan", ensure_min_samples=2 if reset else 1
        )
    X = np.asarray(X, dtype=np.float64)
    if X.ndim != 2:
        raise ValueError(f"expected 2 dimensions, rows and columns, got {X.ndim}")
    if np.isinf(X).any():
        raise ValueError("values must not be infinite")
    if reset:
        estimator.n_features_in_ = X.shape[1]
    elif X.shape[1] != estimator.n_features_in_:
        raise ValueError(f"X has {X.shape[1]} features, but {type(estimator).__name__} is expecting {estimator.n_features_in_}")
    return X


def seed_of(random_state: Any) -> int:
    """A seed: none is 0, so that the same rows give the same model; a generator gives its next number."""
    if random_state is None:
        return 0
    if hasattr(random_state, "randint"):
        return int(random_state.randint(2**31))
    if hasattr(random_state, "integers"):
        return int(random_state.integers(2**31))
    return int(random_state)
