"""Detectors and predictors as scikit-learn has them. What each method does is in the core; `_methods` lists them."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import _native
from ._base import HAS_SKLEARN, BaseEstimator, ClassifierMixin, OutlierMixin, check_is_fitted, rows, seed_of
from ._door import dumps
from .errors import NotEnoughData


class _Method(BaseEstimator):
    #: The name that the core has for it.
    METHOD = ""
    #: Parameters that are none of the method's own settings.
    _OTHER = frozenset({"random_state", "contamination"})
    #: Settings that are left to the core unless they are given: they are no single number or text.
    _LEFT: frozenset[str] = frozenset()

    def _settings(self) -> str:
        given = {
            name: value
            for name, value in self.get_params(deep=False).items()
            if name not in self._OTHER and not (name in self._LEFT and value is None)
        }
        return dumps({"method": self.METHOD, **given})

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags


class Detector(OutlierMixin, _Method):
    """How strange rows are. Its scores follow scikit-learn: **higher is more usual**; those of the core are the negative.

    `contamination` is the share of outliers among the rows it is fitted to, or `"auto"`: one false alarm in a thousand usual
    rows. A gap is NaN. After `fit`: `offset_` is the score below which a row is an outlier.
    """

    def fit(self, X: Any, y: Any = None) -> Any:
        """Learns what is usual from rows, most of them usual."""
        X = rows(self, X, reset=True)
        self.fitted_ = _native.FittedRows.fit(self._settings(), X, seed_of(self.random_state))
        self._own = self.fitted_.score_fitted(X)
        share = self.contamination  # type: ignore[attr-defined]
        budget = {} if isinstance(share, str) and share == "auto" else {"contamination": share}
        try:
            self.offset_ = -_native.threshold(dumps(budget), self._own)
        except NotEnoughData as few:
            # Scores can be had of few rows; where an outlier begins cannot.
            self._few = few
            self.__dict__.pop("offset_", None)
        return self

    def score_samples(self, X: Any) -> Any:
        """One number a row; lower is stranger."""
        check_is_fitted(self)
        scores = self.fitted_.score(rows(self, X, reset=False))
        return np.negative(scores, out=scores)

    def decision_function(self, X: Any) -> Any:
        """`score_samples` less `offset_`: below 0 is an outlier."""
        scores = self.score_samples(X)
        return np.subtract(scores, self._offset(), out=scores)

    def predict(self, X: Any) -> Any:
        """1 for usual rows, -1 for outliers."""
        return np.where(self.decision_function(X) < 0, -1, 1)

    def fit_predict(self, X: Any, y: Any = None, **kwargs: Any) -> Any:
        """`fit`, and 1 or -1 for the very rows: none of them is its own neighbour."""
        self.fit(X, y)
        return np.where(-self._own < self._offset(), -1, 1)

    def _offset(self) -> float:
        if not hasattr(self, "offset_"):
            raise self._few
        return self.offset_


class Predictor(ClassifierMixin, _Method):
    """How likely the second of two classes is. Rows stand oldest first; a gap is NaN.

    The probabilities are the method's own, before calibration; `ErrorPredictor` gives calibrated ones.
    """

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Any:
        """Learns from rows, oldest first, and what came of them: two classes."""
        if y is None:
            raise ValueError(f"{type(self).__name__} requires y to be passed, but the target y is None")
        X = rows(self, X, reset=True)
        y = self._labels(X, y)
        weights = None
        if sample_weight is not None:
            weights = np.ascontiguousarray(np.broadcast_to(np.asarray(sample_weight, dtype=np.float64), len(y)))
        names = [str(name) for name in getattr(self, "feature_names_in_", [f"x{i}" for i in range(X.shape[1])])]
        labels = np.ascontiguousarray(y == self.classes_[-1])
        seed = seed_of(self.random_state)
        self.fitted_ = _native.FittedLabels.fit(self._settings(), X, labels, weights, names, seed)
        return self

    def _labels(self, X: Any, y: Any) -> Any:
        if HAS_SKLEARN:
            from sklearn.utils.multiclass import check_classification_targets
            from sklearn.utils.validation import _num_samples, check_consistent_length, column_or_1d

            _num_samples(y)
            y = column_or_1d(y, warn=True)
            check_consistent_length(X, y)
            check_classification_targets(y)
        y = np.asarray(y).reshape(-1)
        self.classes_ = np.unique(y)
        if len(self.classes_) != 2:
            kind = "Only binary classification is supported. The type of the target is multiclass."
            raise ValueError(kind if len(self.classes_) > 2 else "needs 2 classes, got 1 class")
        return y

    def decision_function(self, X: Any) -> Any:
        """Log-odds of the second class."""
        check_is_fitted(self)
        return self.fitted_.log_odds(rows(self, X, reset=False))

    def predict_proba(self, X: Any) -> Any:
        """Probabilities of both classes, one row a row."""
        check_is_fitted(self)
        second = self.fitted_.probability(rows(self, X, reset=False))
        return np.column_stack((1 - second, second))

    def predict(self, X: Any) -> Any:
        """The likelier class."""
        check_is_fitted(self)
        return self.classes_[(self.decision_function(X) > 0).astype(np.intp)]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags
