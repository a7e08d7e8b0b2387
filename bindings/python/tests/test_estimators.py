"""Every detector and predictor as scikit-learn wants it: its own checks, pickling, cloning, pipelines, searches."""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import make_classification
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

import errpredict
from errpredict import METHODS
from errpredict._estimators import Detector

DETECTORS = [method for method in METHODS if issubclass(method, Detector)]
PREDICTORS = [method for method in METHODS if not issubclass(method, Detector)]

#: Checks that do not pass, each with its reason.
FEW = {"check_classifier_data_not_an_array": "12 rows: below 20 the core says nothing about where an outlier begins"}
ZERO = {"check_all_zero_sample_weights_error": "it is refused, with `the weights sum to 0`, where `zero` is looked for"}
REPEATED = {
    "check_sample_weight_equivalence_on_dense_data": "rows are oldest first and the newest are held out to stop by, or drawn with "
    "a seed: a row of weight 2 is not two rows, as in scikit-learn's own forests"
}
#: A row is not its own neighbour among those it is fitted to, which `fit_predict` knows; `predict` takes them for new ones.
OWN = "fit_predict knows that the rows are its own; predict takes them for new ones"
SHARE = "the share is that of the rows it was fitted to; predict takes them for new ones"
EXPECTED = {
    "BaseRateClassifier": {"check_classifiers_train": "it knows nothing of the columns: the share of the class is its answer"},
    "DecayClassifier": REPEATED,
    "EnsembleClassifier": REPEATED,
    "GradientBoostingClassifier": REPEATED,
    "LogisticClassifier": REPEATED,
    "RandomForestClassifier": REPEATED,
    "Knn": {"check_outliers_fit_predict": OWN},
    "Lof": {"check_outliers_train": SHARE},
    "Ensemble": {"check_outliers_train": SHARE},
}


def expected(estimator):
    always = FEW if isinstance(estimator, Detector) else ZERO
    return {**always, **EXPECTED.get(type(estimator).__name__, {})}


@parametrize_with_checks([method() for method in METHODS], expected_failed_checks=expected)
def test_checks_of_scikit_learn(estimator, check):
    check(estimator)


def rows(n=300):
    made = np.random.default_rng(3).normal(size=(n, 4))
    made[-3:] += 9
    return made


@pytest.mark.parametrize("method", DETECTORS)
def test_detector(method):
    X = rows()
    fitted = method().fit(X)
    scores = fitted.score_samples(X)
    assert scores.shape == (300,) and np.isfinite(scores).all()
    again = pickle.loads(pickle.dumps(fitted))
    assert (again.score_samples(X) == scores).all()
    assert clone(fitted).get_params() == fitted.get_params()
    share = method(contamination=0.1).fit(X)
    assert ((share.decision_function(X) < 0) == (share.predict(X) == -1)).all()
    # Whatever the strides and the order of memory, and without a copy or with one: the same.
    assert (fitted.score_samples(np.asfortranarray(X)) == scores).all()
    assert (fitted.score_samples(np.repeat(X, 2, axis=0)[::2]) == scores).all()


def test_scores_are_the_negative_of_the_core():
    X = rows()
    core = errpredict.call("detect_rows", {"names": list("abcd"), "rows": X.tolist(), "detector": "isolation_forest"})
    ours = errpredict.IsolationForest().fit(X)
    assert (-ours.score_samples(X) == np.array(core["scores"])).all()
    assert set(np.argsort(ours.score_samples(X))[:3]) == {297, 298, 299}


@pytest.mark.parametrize("method", PREDICTORS)
def test_predictor(method):
    X, y = make_classification(400, 6, random_state=0)
    fitted = method().fit(X, y)
    proba = fitted.predict_proba(X)
    assert proba.shape == (400, 2) and np.allclose(proba.sum(axis=1), 1) and (proba >= 0).all()
    again = pickle.loads(pickle.dumps(fitted))
    assert (again.predict_proba(X) == proba).all()


def test_pipelines_and_searches():
    X, y = make_classification(600, 6, random_state=0)
    pipeline = make_pipeline(StandardScaler(), errpredict.RandomForestClassifier())
    assert cross_val_score(pipeline, X, y, cv=3).mean() > 0.8
    search = GridSearchCV(errpredict.GradientBoostingClassifier(), {"depth": [1, 3]}, cv=2, n_jobs=2).fit(X, y)
    assert search.best_score_ > 0.8
    labels = make_pipeline(StandardScaler(), errpredict.IsolationForest(contamination=0.02)).fit_predict(rows())
    assert (labels == -1).sum() == 6


def test_wrong_settings_are_told_with_their_code():
    with pytest.raises(errpredict.errors.InvalidSetting, match="k") as refused:
        errpredict.Lof(k=0).fit(rows())
    assert refused.value.code == "invalid_setting" and isinstance(refused.value, ValueError)
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        errpredict.Nonsense  # noqa: B018


def test_few_rows_have_scores_and_no_verdict():
    few = errpredict.Zscore().fit(rows(10))
    assert few.score_samples(rows(10)).shape == (10,)
    with pytest.raises(errpredict.errors.NotEnoughData):
        few.predict(rows(10))
