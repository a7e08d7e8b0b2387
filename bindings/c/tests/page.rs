//! `docs/bindings.md` is what the tables of operations and handles, and the examples, say. The tests of Python and Node look for
//! every name that the page has for them; `UPDATE=1 cargo test -p errpredict-c` writes it anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use errpredict_wire::{HANDLES, OPERATIONS};

use crate::interface::kept;

/// What a language has for an operation beside the door: the operation, Python's, Node's.
const TYPED: &[(&str, &str, &str)] = &[
    ("analyze", "analyze", "analyze"),
    ("detect_rows", "METHODS", "Detector"),
    ("detect_series", "score_series", "scoreSeries"),
    ("forecast", "Forecaster", "forecast"),
    ("methods", "METHODS", ""),
    ("predict", "ErrorPredictor.predict", "Model.predict"),
    ("rca", "RootCauseAnalyzer.analyze", ""),
    ("read", "read_log", "Rollup.read"),
    ("report", "Analysis.to_html", "Rollup.toHtml"),
    ("train", "ErrorPredictor.fit", "Rollup.train"),
    ("version", "__version__", "version"),
];

/// What a language has for a method of a handle: Python's, Node's.
const METHODS: &[(&str, &str, &str, &str)] = &[
    ("model", "describe", "Model.describe", "Model.describe"),
    ("model", "predict", "Model.predict", "Model.predict"),
    ("model", "outcome", "Model.outcome", "Model.outcome"),
    ("monitor", "analyze", "Monitor.analyze", "Monitor.analyze"),
    ("monitor", "advance", "Monitor.advance", "Monitor.advance"),
    ("monitor", "measure", "Monitor.measure", "Monitor.measure"),
    ("monitor", "memory", "Monitor.memory_bytes", "Monitor.memoryBytes"),
    ("monitor", "observe", "Monitor.observe_all", "Monitor.observeAll"),
    ("monitor", "observe_log", "Monitor.observe_log", "Monitor.observeLog"),
    ("rollup", "analyze", "Rollup.analyze", "Rollup.analyze"),
    ("rollup", "describe", "Rollup.describe", "Rollup.describe"),
    ("rollup", "merge", "Rollup.merge", "Rollup.merge"),
    ("rollup", "observe", "Rollup.observe_all", "Rollup.observeAll"),
    ("rollup", "observe_log", "Rollup.observe_log", "Rollup.observeLog"),
    ("rollup", "report", "Rollup.to_html", "Rollup.toHtml"),
    ("rollup", "train", "ErrorPredictor.fit", "Rollup.train"),
    ("similar", "add", "Similar.add", "Similar.add"),
    ("similar", "nearest", "Similar.nearest", "Similar.nearest"),
    ("templates", "list", "Templates.list", "Templates.list"),
    ("templates", "observe", "Templates.observe_messages", "Templates.observe"),
];

const HEAD: &str = "# In C, Python and Node\n\n\
    Written from the code: do not edit, run `UPDATE=1 cargo test -p errpredict-c`.\n\n\
    Three packages over one core. Each has the same three ways in: `call` for every [operation](wire.md), handles for what keeps state, and \
    arrays for numbers that lie in memory. None of them has logic of its own: the shared [cases](../tests/cases) are run in each and give \
    what the core gives. Errors carry the core's codes everywhere.\n\n\
    | | C | Python | Node |\n|---|---|---|---|\n\
    | Package | `bindings/c/install.sh`: `liberrpredict`, `errpredict.h`, `errpredict.hpp`, pkg-config | a wheel, Python 3.10 and newer | an npm package, Node 20 and newer, with one for the machine beside it (Linux on x64 with glibc) |\n\
    | An error | a status, and an error in an out-parameter | `errpredict.Error` and a class a code | `ErrpredictError` with `code` |\n\
    | Threads | every handle is shared freely | the GIL is released | `call` and others off the event loop |\n\
    | Giving up | | | an `AbortSignal`: what waits is taken out of the queue, what has begun goes on and its answer is dropped |\n\
    | The program | | `python -m errpredict`, `errpredict` | `npx errpredict` |\n\n\
    Python's free-threaded builds do not load the wheel: it is of the stable interface, which they do not have. A child that is forked off \
    after its parent used threads gets threads of its own (Celery prefork, `gunicorn --preload`, `multiprocessing`).\n\n\
    Scores of the estimators follow scikit-learn, where higher is more usual; those of `call` and of Node's `Detector` are the core's, where \
    higher is stranger. Probabilities of the classifiers are the method's own; those of `ErrorPredictor` are calibrated.\n\n\
    Java, PHP, Go, Ruby and Dart stand on the C library: [what is reachable in them](languages.md).\n";

fn row(page: &mut String, name: &str, c: &str, python: &str, node: &str) {
    let named = |name: &str, door: &str| {
        if name.is_empty() { format!("`{door}`") } else { format!("`{name}`, `{door}`") }
    };
    let door = if c == "errpredict_call" { ("call", "call") } else { ("Handle.ask", "Handle.call") };
    let _ = writeln!(page, "| {name} | `{c}` | {} | {} |", named(python, door.0), named(node, door.1));
}

fn page() -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut page = HEAD.to_owned();
    page.push_str("\n## Operations\n\n| Operation | C | Python | Node |\n|---|---|---|---|\n");
    for operation in OPERATIONS {
        let typed = TYPED.iter().find(|(name, ..)| *name == operation.name);
        let (python, node) = typed.map_or(("", ""), |(_, python, node)| (python, node));
        row(&mut page, &format!("`{}`", operation.name), "errpredict_call", python, node);
    }
    page.push_str("\n## Handles\n\n| Method | C | Python | Node |\n|---|---|---|---|\n");
    for kind in HANDLES {
        for method in kind.methods {
            let (_, _, python, node) = METHODS
                .iter()
                .find(|(handle, name, ..)| (*handle, *name) == (kind.name, method.name))
                .unwrap_or_else(|| {
                    panic!("`{}` of {} has no name in Python and Node", method.name, kind.name)
                });
            let name = format!("`{}` of {}", method.name, kind.name);
            row(&mut page, &name, "errpredict_handle_call", python, node);
        }
    }
    for (what, c, python, node) in [
        ("open", "errpredict_handle_open", "Handle", "Handle"),
        ("saved bytes in", "errpredict_handle_load", "Handle.load", "Handle.load"),
        ("bytes out", "errpredict_handle_save", "Handle.save", "Handle.save"),
        ("one event, by its fields", "errpredict_observe", "Monitor.observe", "Monitor.observe"),
        ("a block of lines", "errpredict_observe_lines", "Monitor.observe_log", "Monitor.observeLog"),
        ("files of logs", "errpredict_handle_read_files", "Rollup.read", "Rollup.read"),
    ] {
        let _ = writeln!(page, "| {what} | `{c}` | `{python}` | `{node}` |");
    }
    page.push_str("\n## Arrays\n\n| | C | Python | Node |\n|---|---|---|---|\n");
    for (what, c, python, node) in [
        ("fit a detector", "errpredict_detector_fit", "IsolationForest.fit", "Detector"),
        ("its scores", "errpredict_detector_score", "IsolationForest.score_samples", "Detector.score"),
        ("fit a predictor", "errpredict_predictor_fit", "RandomForestClassifier.fit", "Predictor"),
        (
            "its probabilities",
            "errpredict_predictor_probability",
            "RandomForestClassifier.predict_proba",
            "Predictor.probability",
        ),
        ("scores of a series", "errpredict_score_series", "score_series", "scoreSeries"),
        ("a forecast", "errpredict_forecast", "forecast", "forecast"),
    ] {
        let _ = writeln!(page, "| {what} | `{c}` | `{python}` | `{node}` |");
    }
    page.push_str("\n## Quick starts\n\nEach of these files is run by a test as it stands.\n");
    for (title, language, file) in [
        ("Python, in a running program", "python", "python/examples/quick.py"),
        ("Python, numbers", "python", "python/examples/rows.py"),
        ("Python, a store in PostgreSQL", "python", "python/examples/store.py"),
        ("Node, in a running service", "js", "node/examples/quick.cjs"),
        ("C++", "cpp", "c/examples/watch.cpp"),
    ] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let _ = write!(page, "\n### {title}\n\n```{language}\n{text}```\n");
    }
    page.push_str("\nIn C: [`bindings/c/examples/watch.c`](../bindings/c/examples/watch.c).\n");
    page
}

#[test]
fn the_page_of_the_bindings_is_what_their_tables_say() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = page();
    kept(&root.join("docs/bindings.md"), &page);
    let header = std::fs::read_to_string(root.join("bindings/c/include/errpredict.h")).unwrap();
    for name in page.split('`').filter(|name| name.starts_with("errpredict_")) {
        assert!(header.contains(&format!("{name}(")), "`{name}` is not in the header");
    }
}
