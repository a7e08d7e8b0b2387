"""Every detector and predictor of the core as a class. Written from the core: do not edit, run `python generate.py`."""

from __future__ import annotations

from typing import Any

from ._estimators import Detector, Predictor


class Ecod(Detector):
    """Tails of the columns' own distributions."""

    METHOD = "ecod"

    def __init__(
        self,
        *,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.contamination = contamination
        self.random_state = random_state


class Ensemble(Detector):
    """Robust covariance, neighbours and isolation forest on one scale."""

    METHOD = "ensemble"
    _LEFT = frozenset({"members"})

    def __init__(
        self,
        *,
        members: Any = None,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.members = members
        self.contamination = contamination
        self.random_state = random_state


class HalfSpaceTrees(Detector):
    """Less seen there than in the last window of a stream."""

    METHOD = "half_space_trees"

    def __init__(
        self,
        *,
        height: int = 8,
        n_trees: int = 25,
        window: int = 250,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.height = height
        self.n_trees = n_trees
        self.window = window
        self.contamination = contamination
        self.random_state = random_state


class Hbos(Detector):
    """Rare values column by column, from histograms."""

    METHOD = "hbos"

    def __init__(
        self,
        *,
        n_bins: int = 0,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.n_bins = n_bins
        self.contamination = contamination
        self.random_state = random_state


class IsolationForest(Detector):
    """Separated by few random cuts."""

    METHOD = "isolation_forest"

    def __init__(
        self,
        *,
        n_trees: int = 100,
        sample_size: int = 256,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.n_trees = n_trees
        self.sample_size = sample_size
        self.contamination = contamination
        self.random_state = random_state


class Knn(Detector):
    """Distance to the k-th nearest neighbour."""

    METHOD = "knn"

    def __init__(
        self,
        *,
        k: int = 20,
        n_references: int = 0,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.k = k
        self.n_references = n_references
        self.contamination = contamination
        self.random_state = random_state


class Lof(Detector):
    """Thinner surroundings than the neighbours'."""

    METHOD = "lof"

    def __init__(
        self,
        *,
        k: int = 20,
        scale: bool = True,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.k = k
        self.scale = scale
        self.contamination = contamination
        self.random_state = random_state


class Pca(Detector):
    """What the main directions cannot express."""

    METHOD = "pca"

    def __init__(
        self,
        *,
        variance: float = 0.5,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.variance = variance
        self.contamination = contamination
        self.random_state = random_state


class Peers(Detector):
    """The member of a group (columns) that does not do what the others do."""

    METHOD = "peers"

    def __init__(
        self,
        *,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.contamination = contamination
        self.random_state = random_state


class RobustCovariance(Detector):
    """Distance from the centre of the closest three quarters, in their shape."""

    METHOD = "robust_covariance"

    def __init__(
        self,
        *,
        ridge: float = 0.01,
        share: float = 0.75,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.ridge = ridge
        self.share = share
        self.contamination = contamination
        self.random_state = random_state


class RobustZscore(Detector):
    """Largest deviation of a column from its median, in robust deviations."""

    METHOD = "robust_zscore"

    def __init__(
        self,
        *,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.contamination = contamination
        self.random_state = random_state


class Zscore(Detector):
    """Largest deviation of a column from its mean, in standard deviations."""

    METHOD = "zscore"

    def __init__(
        self,
        *,
        contamination: float | str = 0.05,
        random_state: Any = 0,
    ) -> None:
        self.contamination = contamination
        self.random_state = random_state


class BaseRateClassifier(Predictor):
    """How often it happened to this service, shrunk to its group and to all: the baseline."""

    METHOD = "base_rate"

    def __init__(
        self,
        *,
        strength: float = 200.0,
        random_state: Any = 0,
    ) -> None:
        self.strength = strength
        self.random_state = random_state


class DecayClassifier(Predictor):
    """Logistic regression on exponentially decayed counts, own and group."""

    METHOD = "decay"
    _LEFT = frozenset({"logistic"})

    def __init__(
        self,
        *,
        logistic: Any = None,
        marker: str = "_halflife_",
        random_state: Any = 0,
    ) -> None:
        self.logistic = logistic
        self.marker = marker
        self.random_state = random_state


class EnsembleClassifier(Predictor):
    """Weighted mean of other predictors' log-odds."""

    METHOD = "ensemble"
    _LEFT = frozenset({"members"})

    def __init__(
        self,
        *,
        members: Any = None,
        validation_share: float = 0.2,
        random_state: Any = 0,
    ) -> None:
        self.members = members
        self.validation_share = validation_share
        self.random_state = random_state


class GradientBoostingClassifier(Predictor):
    """Gradient boosted trees on histograms (XGBoost family)."""

    METHOD = "gradient_boosting"
    _LEFT = frozenset({"patience"})

    def __init__(
        self,
        *,
        column_share: float = 1.0,
        depth: int = 5,
        l2: float = 1.0,
        max_bins: int = 254,
        min_child_weight: float = 1.0,
        min_gain: float = 0.0,
        patience: Any = None,
        rate: float = 0.1,
        rounds: int = 100,
        row_share: float = 1.0,
        validation_share: float = 0.2,
        random_state: Any = 0,
    ) -> None:
        self.column_share = column_share
        self.depth = depth
        self.l2 = l2
        self.max_bins = max_bins
        self.min_child_weight = min_child_weight
        self.min_gain = min_gain
        self.patience = patience
        self.rate = rate
        self.rounds = rounds
        self.row_share = row_share
        self.validation_share = validation_share
        self.random_state = random_state


class LogisticClassifier(Predictor):
    """Logistic regression on standardised log-scaled features with missing indicators."""

    METHOD = "logistic"
    _LEFT = frozenset({"l2"})

    def __init__(
        self,
        *,
        features: str = "all",
        l2: Any = None,
        max_steps: int = 60,
        validation_share: float = 0.2,
        random_state: Any = 0,
    ) -> None:
        self.features = features
        self.l2 = l2
        self.max_steps = max_steps
        self.validation_share = validation_share
        self.random_state = random_state


class RandomForestClassifier(Predictor):
    """Random forest: mean class share of randomised trees."""

    METHOD = "random_forest"
    _LEFT = frozenset({"features_per_node"})

    def __init__(
        self,
        *,
        depth: int = 5,
        features_per_node: Any = None,
        max_bins: int = 254,
        min_leaf_weight: float = 1.0,
        trees: int = 100,
        random_state: Any = 0,
    ) -> None:
        self.depth = depth
        self.features_per_node = features_per_node
        self.max_bins = max_bins
        self.min_leaf_weight = min_leaf_weight
        self.trees = trees
        self.random_state = random_state


#: Every class, detectors first.
METHODS = (
    Ecod,
    Ensemble,
    HalfSpaceTrees,
    Hbos,
    IsolationForest,
    Knn,
    Lof,
    Pca,
    Peers,
    RobustCovariance,
    RobustZscore,
    Zscore,
    BaseRateClassifier,
    DecayClassifier,
    EnsembleClassifier,
    GradientBoostingClassifier,
    LogisticClassifier,
    RandomForestClassifier,
)

__all__ = [
    "METHODS",
    "Ecod",
    "Ensemble",
    "HalfSpaceTrees",
    "Hbos",
    "IsolationForest",
    "Knn",
    "Lof",
    "Pca",
    "Peers",
    "RobustCovariance",
    "RobustZscore",
    "Zscore",
    "BaseRateClassifier",
    "DecayClassifier",
    "EnsembleClassifier",
    "GradientBoostingClassifier",
    "LogisticClassifier",
    "RandomForestClassifier",
]
