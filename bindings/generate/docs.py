"""`docs/bindings.md`: what is reachable in every language. A name that its owner does not have is refused."""

from __future__ import annotations

from model import ROOT, Wire, camel
from reach import LANGUAGES, Names, browser, known

FILE = "docs/bindings.md"
#: What an operation has beside the door: C, Python, Node. Java, PHP and Dart have a method of every operation.
OPERATIONS = {
    "analyze": ("analyze", "analyze"),
    "detect_rows": ("METHODS", "Detector"),
    "detect_series": ("score_series", "scoreSeries"),
    "backtest": ("Rollup.backtest", "Rollup.backtest"),
    "explain": ("Model.explain", "Model.explain"),
    "forecast": ("Forecaster", "forecast"),
    "forecast_all": ("Rollup.forecast", "Rollup.forecast"),
    "methods": ("METHODS", ""),
    "predict": ("ErrorPredictor.predict", "Model.predict"),
    "rca": ("RootCauseAnalyzer.analyze", ""),
    "read": ("read_log", "Rollup.read"),
    "report": ("Analysis.to_html", "Rollup.toHtml"),
    "train": ("ErrorPredictor.fit", "Rollup.train"),
    "version": ("__version__", "version"),
}
#: Methods of handles that have a name of their own in Python, Node, Java and PHP; the others are called by `call`.
METHODS = {
    ("model", "describe"): ("Model.describe", "Model.describe", "Model.describe", "Model::describe"),
    ("model", "explain"): ("Model.explain", "Model.explain", "", ""),
    ("model", "outcome"): ("Model.outcome", "Model.outcome", "Model.outcome", "Model::outcome"),
    ("model", "predict"): ("Model.predict", "Model.predict", "Model.predict", "Model::predict"),
    ("monitor", "advance"): ("Monitor.advance", "Monitor.advance", "Monitor.advance", "Monitor::advance"),
    ("monitor", "analyze"): ("Monitor.analyze", "Monitor.analyze", "Monitor.analyze", "Monitor::analyze"),
    ("monitor", "measure"): ("Monitor.measure", "Monitor.measure", "Monitor.measure", "Monitor::measure"),
    ("monitor", "memory"): ("Monitor.memory_bytes", "Monitor.memoryBytes", "Monitor.memoryBytes", "Monitor::memoryBytes"),
    ("monitor", "observe"): ("Monitor.observe_all", "Monitor.observeAll", "Monitor.observe", ""),
    ("monitor", "observe_log"): ("Monitor.observe_log", "Monitor.observeLog", "Monitor.observeLines", "Monitor::observeLines"),
    ("rollup", "analyze"): ("Rollup.analyze", "Rollup.analyze", "Rollup.analyze", "Rollup::analyze"),
    ("rollup", "backtest"): ("Rollup.backtest", "Rollup.backtest", "Rollup.backtest", "Rollup::backtest"),
    ("rollup", "describe"): ("Rollup.describe", "Rollup.describe", "Rollup.describe", "Rollup::describe"),
    ("rollup", "forecast"): ("Rollup.forecast", "Rollup.forecast", "", ""),
    ("rollup", "merge"): ("Rollup.merge", "Rollup.merge", "Rollup.merge", "Rollup::merge"),
    ("rollup", "observe"): ("Rollup.observe_all", "Rollup.observeAll", "Rollup.observe", ""),
    ("rollup", "observe_log"): ("Rollup.observe_log", "Rollup.observeLog", "Rollup.observeLines", "Rollup::observeLines"),
    ("rollup", "report"): ("Rollup.to_html", "Rollup.toHtml", "Rollup.toHtml", "Rollup::toHtml"),
    ("rollup", "train"): ("ErrorPredictor.fit", "Rollup.train", "Rollup.train", "Rollup::train"),
    ("similar", "add"): ("Similar.add", "Similar.add", "Similar.add", "Similar::add"),
    ("similar", "nearest"): ("Similar.nearest", "Similar.nearest", "Similar.nearest", "Similar::nearest"),
    ("templates", "list"): ("Templates.list", "Templates.list", "Templates.list", "Templates::list"),
    ("templates", "observe"): ("Templates.observe_messages", "Templates.observe", "Templates.observe", "Templates::observeMessages"),
}
#: The same of handles, beside their methods, in every language.
HANDLES = [
    ("open", "errpredict_handle_open", "Handle", "Handle", "Handle.open", "Handle::open", "Open", "Handle.open", "Handle.open"),
    ("saved bytes in", "errpredict_handle_load", "Handle.load", "Handle.load", "Handle.load", "Handle::load", "Load", "Handle.load", "Handle.load"),
    ("bytes out", "errpredict_handle_save", "Handle.save", "Handle.save", "Handle.save", "Handle::save", "Handle.Save", "Handle#save", "Handle.save"),
    ("one event", "errpredict_observe", "Monitor.observe", "Monitor.observe", "Monitor.observe", "Monitor::observe", "Handle.Observe", "Handle#observe", "Handle.observe"),
    ("a block of lines", "errpredict_observe_lines", "Monitor.observe_log", "Monitor.observeLog", "Monitor.observeLines", "Monitor::observeLines", "Handle.ObserveLines", "Handle#observe_lines", ""),
    ("files of logs", "errpredict_handle_read_files", "Rollup.read", "Rollup.read", "Rollup.read", "Rollup::read", "ReadFiles", "Handle.read_files", ""),
]
#: What a language has for numbers in memory.
ARRAYS = [
    ("fit a detector", "errpredict_detector_fit", "IsolationForest.fit", "Detector", "Detector.fit", "Detector::fit", "FitDetector", "Detector.fit", "Detector.fit"),
    ("its scores", "errpredict_detector_score", "IsolationForest.score_samples", "Detector.score", "Detector.score", "Detector::score", "Detector.Score", "Detector#score", "Detector.score"),
    ("fit a predictor", "errpredict_predictor_fit", "RandomForestClassifier.fit", "Predictor", "Predictor.fit", "Predictor::fit", "", "", ""),
    ("its probabilities", "errpredict_predictor_probability", "RandomForestClassifier.predict_proba", "Predictor.probability", "Predictor.probability", "Predictor::probability", "", "", ""),
    ("scores of a series", "errpredict_score_series", "score_series", "scoreSeries", "Numbers.scoreSeries", "Numbers::scoreSeries", "ScoreSeries", "Numbers.score_series", "scoreSeries"),
    ("a forecast", "errpredict_forecast", "forecast", "forecast", "Numbers.forecast", "Numbers::forecast", "Forecast", "Numbers.forecast", "forecastSeries"),
]
#: The package for web pages: what for, and its names by the part of the package they stand in.
PAGES = [
    ("begin", "index/init"),
    ("tell of an error or a sentence", "index/report"),
    ("name the route and the user", "index/setRoute, index/setUser"),
    ("send what waits", "index/flush"),
    ("React", "react/ErrorBoundary, react/useReport"),
    ("Vue", "vue/errpredict, vue/useErrpredict"),
    ("Angular", "angular/provideErrpredict"),
    ("Vite: debug ids and source maps", "vite/errpredict, vite/injectDebugIds, vite/uploadMaps"),
    ("the core in the page: operations, handles, scores of a series", "wasm/load, wasm/Core, wasm/Monitor, wasm/Handle"),
]
#: Files that a test runs as they stand.
STARTS = [
    ("Python, in a running program", "python", "python/examples/quick.py"),
    ("Python, numbers", "python", "python/examples/rows.py"),
    ("Python, a store in PostgreSQL", "python", "python/examples/store.py"),
    ("Node, in a running service", "js", "node/examples/quick.cjs"),
    ("C++", "cpp", "c/examples/watch.cpp"),
    ("Java", "java", "java/examples/Quick.java"),
    ("PHP", "php", "php/examples/quick.php"),
    ("Ruby", "ruby", "ruby/examples/quick.rb"),
]
HEAD = """# In other languages

Written from the code: do not edit, run `python3 bindings/generate/main.py`.

Eight packages over one core, and one for web pages. Each has the same ways in: a door for every [operation](wire.md), handles for what keeps state, and arrays for numbers that lie in memory. None of them has logic of its own: the shared [cases](../tests/cases) are run in each but Dart and give what the core gives; what Python, Node, Java, PHP, Go and Ruby answer, errors too, is compared byte for byte with what the C library gives. Errors carry the core's codes everywhere. An empty cell below is what a language does not have. None of the packages is in a registry yet: each README says how its package is made.

| | Package | Over | An error | Threads | Frameworks | Run with |
|---|---|---|---|---|---|---|
| C | [`bindings/c`](../bindings/c/README.md): `liberrpredict`, `errpredict.h`, `errpredict.hpp`, pkg-config | | a status, and an error in an out-parameter | every handle is shared freely | | C99, C11, C++17 |
| Python | [`bindings/python`](../bindings/python/README.md): a wheel, Python 3.10 and newer | compiled in | `errpredict.Error` and a class a code | the GIL is released | [Django, FastAPI, Starlette, Flask, Celery](django.md), [Ray](ray.md), scikit-learn | Python 3.11, scikit-learn 1.9, Django 5.2 |
| Node | [`bindings/node`](../bindings/node/README.md): an npm package, Node 20 and newer, with one for the machine beside it (Linux on x64 with glibc) | compiled in | `ErrpredictError` with `code` | `call` and others off the event loop | Express, Fastify, Nest, Pino, Winston | Node 20 |
| Java | [`bindings/java`](../bindings/java/README.md): Maven | FFM (Java 22 and newer), JNA (17 and newer) | `ErrpredictException.code()` | every handle is shared, by virtual threads too, and freed after the last call | Spring Boot 3.5 and 4, Logback, Actuator, Micrometer | Java 17, 21 and 25, Spring Boot 3.5.7 and 4.0.7 |
| PHP | [`bindings/php`](../bindings/php/README.md): Composer | FFI | `ErrpredictException::errorCode()` | one at a time, as PHP has | Laravel, Monolog | PHP 8.2 and 8.4, Laravel 8.83, 10.48 and 13.31, Monolog 2.9 and 3 |
| Go | [`bindings/go`](../bindings/go/README.md): a module | cgo | `*Error` with `Code` | every handle is shared | | Go 1.19 and 1.26 |
| Ruby | [`bindings/ruby`](../bindings/ruby/README.md): a gem | Fiddle | `Errpredict::Error#code` | every handle is shared, and freed after the last call | | Ruby 3.1 |
| Dart | [`bindings/dart`](../bindings/dart/README.md) | `dart:ffi`, and HTTP for the web | `ErrpredictException.code` | each operation in an isolate of its own | Flutter | **not run**: parsed, and compared with the header |
| Web pages | [`bindings/browser`](../bindings/browser/README.md): an npm package | HTTP | | | React, Vue, Angular, Vite | [Chromium](browser.md#what-was-run) |

What stands on the C library refuses one whose interface has another version, before anything else of it is called; programs in C ask `errpredict_abi_is_compatible` themselves.
In Node an `AbortSignal` gives a call up: what waits is taken out of the queue; an analysis, a report, a training or a backtest that has begun ends between two services or trees, and what is soon done is done and its answer dropped. In Python Ctrl-C ends what takes long.
The program comes with Python (`python -m errpredict`, `errpredict`) and, without its store and its service, with Node (`npx errpredict`).

Python's free-threaded builds are refused: the wheel is one of the stable interface (abi3), which they do not have, so that pip installs none there, and importing the package says so before the compiled part is tried. A child that is forked off after its parent used threads gets threads of its own (Celery prefork, `gunicorn --preload`, `multiprocessing`).

Scores of Python's estimators follow scikit-learn, where higher is more usual; those of `call` and of every `Detector` elsewhere are the core's, where higher is stranger. Probabilities of the classifiers are the method's own; those of `ErrorPredictor` are calibrated.

"""
#: What `make bench-bindings` writes, which needs a release build and half an hour.
COSTS = "benchmarks/bindings.md"


def row(names: dict[str, Names], what: str, *cells: str) -> str:
    """A line of a table, every name of which is what its language has."""
    line = f"| {what} |"
    for (language, there), cell in zip(names.items(), cells, strict=True):
        listed = [one for one in cell.split(", ") if one]
        for one in listed:
            assert one in there, f"{language} has no {one}"
        line += " " + ", ".join(f"`{one}`" for one in listed) + (" |" if listed else "|")
    return line + "\n"


def table(first: str) -> str:
    return f"| {first} | " + " | ".join(LANGUAGES) + " |\n" + "|---" * (1 + len(LANGUAGES)) + "|\n"


def door(named: str, door: str) -> str:
    return ", ".join(filter(None, (named, door)))


def costs() -> str:
    there = (ROOT / "docs" / COSTS).is_file()
    others = f"[C, Python and Node]({COSTS})" if there else "of C, Python and Node `make bench-bindings` writes a page"
    return f"What they cost: [Java and PHP](benchmarks/languages.md){',' if there else ';'} {others}.\n"


def files(wire: Wire) -> dict[str, str]:
    names = known()
    text = HEAD + costs() + "\n## Operations\n\n" + table("Operation")
    for call in wire.operations:
        name = camel(call.name)
        python, node = OPERATIONS.get(call.name, ("", ""))
        text += row(
            names, f"`{call.name}`", "errpredict_call", door(python, "call"), door(node, "call"), f"Operations.{name}", f"Operations::{name}",
            "Call", "Errpredict.call", f"Operations.{name}",
        )
    text += "\nJava and PHP have the door by a name too: `Errpredict.call`, `Errpredict::call`; Dart `NativeDoor.call`, `ServiceClient.call`.\n"
    assert "Errpredict.call" in names["Java"] and "Errpredict::call" in names["PHP"] and {"NativeDoor.call", "ServiceClient.call"} <= names["Dart"]
    text += "\n## Handles\n\n" + table("Method")
    for kind, methods in wire.handles.items():
        for call in methods:
            python, node, java, php = METHODS[kind, call.name]
            text += row(
                names, f"`{call.name}` of {kind}", "errpredict_handle_call", door(python, "Handle.ask"), door(node, "Handle.call"),
                door(java, "Handle.call"), door(php, "Handle::call"), "Handle.Call", "Handle#call", "Handle.call",
            )
    for line in HANDLES:
        text += row(names, *line)
    text += "\n## Arrays\n\n" + table("")
    for line in ARRAYS:
        text += row(names, *line)
    text += "\n## In web pages\n\nWhat goes wrong in a page is sent to the [service](browser.md). The core itself, compiled to WebAssembly, is a part of its own, and [not in a published package yet](browser.md#the-core-in-a-page).\n\n| For | By | From |\n|---|---|---|\n"
    there = browser()
    for what, listed in PAGES:
        parts = [one.split("/") for one in listed.split(", ")]
        for part in parts:
            assert "/".join(part) in there, f"the browser package has no {part}"
        module = "errpredict-browser" + ("" if parts[0][0] == "index" else f"/{parts[0][0]}")
        text += f"| {what} | {', '.join(f'`{name}`' for _, name in parts)} | `{module}` |\n"
    text += "\n## Quick starts\n\nEach of these files is run by a test as it stands.\n"
    for title, language, path in STARTS:
        text += f"\n### {title}\n\n```{language}\n{(ROOT / 'bindings' / path).read_text()}```\n"
    text += "\nIn C: [`bindings/c/examples/watch.c`](../bindings/c/examples/watch.c); in Go: [`bindings/go/example_test.go`](../bindings/go/example_test.go).\n"
    return {FILE: text}


OWNED: list[str] = []
