"""The package itself: what is generated is what the core gives, importing it is cheap, its examples hold."""

import doctest
import pathlib
import subprocess
import sys

import errpredict

PACKAGE = pathlib.Path(__file__).parents[1]


def test_methods_are_those_of_the_core(tmp_path):
    subprocess.run([sys.executable, PACKAGE / "generate.py", tmp_path], check=True)
    written = (PACKAGE / "python/errpredict/_methods.py").read_text()
    assert (tmp_path / "_methods.py").read_text() == written, "run `python generate.py`"


def test_importing_brings_neither_numpy_nor_scikit_learn():
    loaded = subprocess.run(
        [sys.executable, "-c", "import errpredict, sys; print('numpy' in sys.modules, 'sklearn' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert loaded.stdout.strip() == "False False"


def test_everything_named_is_there():
    for name in errpredict.__all__:
        assert getattr(errpredict, name) is not None
    assert {"IsolationForest", "RandomForestClassifier", "Monitor"} <= set(dir(errpredict))


def test_examples_hold():
    for module in (errpredict, errpredict.errors):
        assert doctest.testmod(module).failed == 0


def test_without_scikit_learn():
    code = """
import sys
sys.modules["sklearn"] = None
import numpy as np, errpredict
X = np.random.default_rng(0).normal(size=(100, 2))
forest = errpredict.IsolationForest(contamination=0.1).fit(X)
assert (forest.predict(X) == -1).sum() == 10
assert errpredict.IsolationForest(n_trees=7).get_params()["n_trees"] == 7
assert errpredict.LogisticClassifier().fit(X, X[:, 0] > 0).score(X, X[:, 0] > 0) > 0.9
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_name_of_the_page_is_there():
    page = (PACKAGE.parents[1] / "docs/bindings.md").read_text()
    names = set()
    for line in page.split("## Quick starts")[0].split("## Operations")[1].splitlines():
        columns = line.split("|")
        if len(columns) == 11:
            names |= set(columns[3].split("`")[1::2])
    assert len(names) > 40
    for name in names:
        found = errpredict
        for part in name.split("."):
            found = getattr(found, part)


def test_quick_starts_run_as_written():
    quick = subprocess.run([sys.executable, PACKAGE / "examples/quick.py"], capture_output=True, text=True, check=True)
    assert "had 300 events" in quick.stdout, quick.stdout
    numbers = subprocess.run([sys.executable, PACKAGE / "examples/rows.py"], capture_output=True, text=True, check=True)
    assert numbers.stdout == "strangest row: 7\nin one hour about 50\n", numbers.stdout
