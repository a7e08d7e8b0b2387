"""`docs/languages.md`: what is reachable from Java, PHP, Go, Ruby and Dart. A name that is in no source of its language is refused."""

from __future__ import annotations

import re

from model import ROOT, Wire, camel

FILE = "docs/languages.md"
SOURCES = {
    "Java": "bindings/java/errpredict-core/src/main/java/io/errpredict/*.java",
    "PHP": "bindings/php/src/*.php",
    "Go": "bindings/go/*.go",
    "Ruby": "bindings/ruby/lib/**/*.rb",
    "Dart": "bindings/dart/lib/**/*.dart",
}
#: What a language has for numbers in memory, beside the door: Java, PHP, Go, Ruby, Dart.
ARRAYS = [
    ("fit a detector", "Detector.fit", "Detector::fit", "FitDetector", "Detector.fit", "Detector.fit"),
    ("its scores", "Detector.score", "Detector::score", "Detector.Score", "Detector#score", "Detector.score"),
    ("fit a predictor", "Predictor.fit", "Predictor::fit", "", "", ""),
    ("its probabilities", "Predictor.probability", "Predictor::probability", "", "", ""),
    ("scores of a series", "Numbers.scoreSeries", "Numbers::scoreSeries", "ScoreSeries", "Numbers.score_series", "scoreSeries"),
    ("a forecast", "Numbers.forecast", "Numbers::forecast", "Forecast", "Numbers.forecast", "forecastSeries"),
]
#: The same of handles, beside their methods.
HANDLES = [
    ("open", "Handle.open", "Handle::open", "Open", "Handle.open", "Handle.open"),
    ("saved bytes in", "Handle.load", "Handle::load", "Load", "Handle.load", "Handle.load"),
    ("bytes out", "Handle.save", "Handle::save", "Handle.Save", "Handle#save", "Handle.save"),
    ("one event", "Monitor.observe", "Monitor::observe", "Handle.Observe", "Handle#observe", "Handle.observe"),
    ("a block of lines", "Monitor.observeLines", "Monitor::observeLines", "Handle.ObserveLines", "Handle#observe_lines", ""),
    ("files of logs", "Rollup.read", "Rollup::read", "ReadFiles", "Handle.read_files", ""),
]
#: Methods of handles that have a name of their own in Java and PHP; the others are called by `call`.
METHODS = {
    ("model", "describe"): ("Model.describe", "Model::describe"),
    ("model", "outcome"): ("Model.outcome", "Model::outcome"),
    ("model", "predict"): ("Model.predict", "Model::predict"),
    ("monitor", "advance"): ("Monitor.advance", "Monitor::advance"),
    ("monitor", "analyze"): ("Monitor.analyze", "Monitor::analyze"),
    ("monitor", "measure"): ("Monitor.measure", "Monitor::measure"),
    ("monitor", "memory"): ("Monitor.memoryBytes", "Monitor::memoryBytes"),
    ("rollup", "analyze"): ("Rollup.analyze", "Rollup::analyze"),
    ("rollup", "describe"): ("Rollup.describe", "Rollup::describe"),
    ("rollup", "merge"): ("Rollup.merge", "Rollup::merge"),
    ("rollup", "report"): ("Rollup.toHtml", "Rollup::toHtml"),
    ("rollup", "train"): ("Rollup.train", "Rollup::train"),
    ("similar", "add"): ("Similar.add", "Similar::add"),
    ("similar", "nearest"): ("Similar.nearest", "Similar::nearest"),
    ("templates", "list"): ("Templates.list", "Templates::list"),
    ("templates", "observe"): ("Templates.observe", "Templates::observeMessages"),
}
HEAD = """# In Java, PHP, Go, Ruby and Dart

Written from the code: do not edit, run `python3 bindings/generate/main.py`.

Five packages over the [C library](bindings.md). Each has the same ways in as every language: an operation by its name with JSON, handles for what keeps state, arrays for numbers in memory. The types of their messages are written from `schema/wire`. The shared [cases](../tests/cases) are run in each of them but Dart, and every answer is compared, byte for byte, with the one that the C library gives.

| | Java | PHP | Go | Ruby | Dart |
|---|---|---|---|---|---|
| Package | [`bindings/java`](../bindings/java/README.md): Maven | [`bindings/php`](../bindings/php/README.md): Composer | [`bindings/go`](../bindings/go/README.md): a module | [`bindings/ruby`](../bindings/ruby/README.md): a gem | [`bindings/dart`](../bindings/dart/README.md) |
| Over | FFM (Java 22 and newer), JNA (17 and newer) | FFI | cgo | Fiddle | `dart:ffi`, and HTTP for the web |
| An error | `ErrpredictException.code()` | `ErrpredictException::errorCode()` | `*Error` with `Code` | `Errpredict::Error#code` | `ErrpredictException.code` |
| Threads | every handle is shared, by virtual threads too, and freed after the last call | one at a time, as PHP has | every handle is shared | every handle is shared, one call at a time | each operation in an isolate of its own |
| Frameworks | Spring Boot 3.5 and 4, Logback, Actuator, Micrometer | Laravel, Monolog | | | Flutter |
| Run with | Java 17, 21 and 25, Spring Boot 3.5.7 and 4.0.7 | PHP 8.2, Laravel 8.83 and 10.48, Monolog 2.9 and 3.9 | Go 1.19 and 1.26 | Ruby 3.1 | **not run**: parsed, and compared with the header |

What each of them costs stands in [What Java and PHP cost](benchmarks/languages.md); Python, Node and C in [In C, Python and Node](bindings.md).
"""


def known() -> dict[str, str]:
    return {language: "\n".join(path.read_text() for path in sorted(ROOT.glob(pattern))) for language, pattern in SOURCES.items()}


def row(sources: dict[str, str], what: str, *names: str) -> str:
    cells = []
    for (language, source), name in zip(sources.items(), names, strict=True):
        for one in filter(None, name.split(", ")):
            parts = re.split(r"::|\.|#", one)
            for part in parts:
                assert re.search(rf"\b{part}\b", source), f"{language} has no {one}"
        cells.append(", ".join(f"`{one}`" for one in name.split(", ")) if name else "")
    return f"| {what} | " + " | ".join(cells) + " |\n"


def files(wire: Wire) -> dict[str, str]:
    sources = known()
    table = "|---|---|---|---|---|---|\n"
    text = HEAD + "\n## Operations\n\n| Operation | Java | PHP | Go | Ruby | Dart |\n" + table
    for call in wire.operations:
        name = camel(call.name)
        text += row(sources, f"`{call.name}`", f"Operations.{name}", f"Operations::{name}", "Call", "Errpredict.call", f"Operations.{name}")
    text += "\n## Handles\n\n| Method | Java | PHP | Go | Ruby | Dart |\n" + table
    for kind, methods in wire.handles.items():
        for call in methods:
            java, php = METHODS.get((kind, call.name), ("", ""))
            java = ", ".join(filter(None, (java, "Handle.call")))
            php = ", ".join(filter(None, (php, "Handle::call")))
            text += row(sources, f"`{call.name}` of {kind}", java, php, "Handle.Call", "Handle#call", "Handle.call")
    for line in HANDLES:
        text += row(sources, *line)
    text += "\n## Arrays\n\n| | Java | PHP | Go | Ruby | Dart |\n" + table
    for line in ARRAYS:
        text += row(sources, *line)
    return {FILE: text}


OWNED: list[str] = []
