"""`tests/cases`, the same that the core and every other language run: operations, and handles step by step.

Answers, errors and saved states are those of the C library to the last byte: `ERRPREDICT_ANSWERS` names what
`bindings/tests/answers.py` wrote.
"""

import base64
import functools
import hashlib
import json
import os
import pathlib

import pytest

import errpredict
from errpredict import _native

CASES = pathlib.Path(__file__).parents[3] / "tests/cases"


def holds(expected, got, place=""):
    """As the core's own test compares: objects may hold more than is expected."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for key, value in expected.items():
            assert key in got, f"{place}: `{key}` is missing"
            holds(value, got[key], f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(got, list):
        assert len(expected) == len(got), place
        for i, (one, other) in enumerate(zip(expected, got)):
            holds(one, other, f"{place}[{i}]")
    elif isinstance(expected, (int, float)) and not isinstance(expected, bool) and isinstance(got, (int, float)):
        assert abs(expected - got) <= 1e-9 * max(abs(expected), abs(got)), (place, expected, got)
    else:
        assert expected == got, place


def compact(value):
    """As `answers.py` writes it: the error of a request that does not fit names a column."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


@functools.cache
def answers():
    lines = pathlib.Path(os.environ["ERRPREDICT_ANSWERS"]).read_text().splitlines()
    return dict(line.split(" ") for line in lines)


def same(place, answer):
    """Whether the bytes are those that the C library gave, and so every number is the same to its last bit."""
    assert answers()[place] == hashlib.sha256(answer).hexdigest(), (place, answer[:300])


def told(work):
    """The answer as messages have it, and its bytes."""
    try:
        text = work()
    except errpredict.Error as error:
        message = {"code": error.code, "message": error.message, "context": error.context, "retryable": error.retryable}
        # What says nothing is not written.
        return {"error": message}, compact({key: value for key, value in message.items() if value or key == "message"}).encode()
    return ({"ok": json.loads(text)}, text.encode()) if isinstance(text, str) else ({"ok": None}, b"")


def operations():
    for path in sorted(CASES.glob("*.json")):
        file = json.loads(path.read_text())
        for i, case in enumerate(file["cases"]):
            yield pytest.param(file["operation"], i, case, id=f"{file['operation']}-{case['name']}")


@pytest.mark.parametrize(("operation", "i", "case"), list(operations()))
def test_operation(operation, i, case):
    answer, raw = told(lambda: _native.call(operation, compact(case["request"])))
    holds(case["answer"], answer)
    same(f"{operation}/{i}", raw)


def sequences():
    for path in sorted((CASES / "handles").glob("*.json")):
        file = json.loads(path.read_text())
        for i, case in enumerate(file["cases"]):
            yield pytest.param(file["handle"], i, case, id=f"{file['handle']}-{case['name']}")


@pytest.mark.parametrize(("kind", "i", "case"), list(sequences()))
def test_handle(kind, i, case):
    handles, saved = {}, {}

    def keep(step, make):
        def work():
            handles[step["as"]] = make()

        return told(work)

    for place, step in enumerate(case["steps"]):
        answer = raw = None
        match step["step"]:
            case "open":
                answer, raw = keep(step, lambda: _native.Handle(kind, compact(step["settings"])))
            case "load":
                given = saved[step["saved"]] if "saved" in step else base64.b64decode(step["bytes"])
                answer, raw = keep(step, lambda: _native.Handle(kind, "{}", given))
            case "train":
                model = errpredict.call("train", step["request"])["model"]
                handles[step["as"]] = _native.Handle("model", compact({"model": model}))
            case "other":
                handles[step["as"]] = other = _native.Handle(step["kind"], "{}")
                for event in step["events"]:
                    other.observe_json(compact(event))
            case "call":
                other = handles[step["with"]] if "with" in step else None
                request = compact(step["request"])
                answer, raw = told(lambda: handles[step["handle"]].call(step["method"], request, other))
            case "observe":
                answer, raw = told(lambda: handles[step["handle"]].observe_json(compact(step["event"])))
            case "save":
                saved[step["as"]] = raw = handles[step["handle"]].save()
            case "close":
                del handles[step["handle"]]
            case other:
                raise AssertionError(other)
        if answer is not None:
            holds(step["answer"], answer, step["step"])
        if raw is not None:
            same(f"{kind}/{i}/{place}", raw)


def test_every_code_has_its_class():
    page = (CASES.parents[1] / "docs/wire.md").read_text()
    listed = page.split("## Codes of errors")[1].split("##")[0]
    codes = [line.split("`")[1] for line in listed.splitlines() if line.startswith("- ")]
    assert len(codes) >= 14 and set(codes) == set(errpredict.errors.CLASSES)
    for code in codes:
        made = errpredict.errors._made(json.dumps({"code": code, "message": "m", "context": {"path": "a"}}))
        assert made.code == code and isinstance(made, errpredict.Error) and made.context == {"path": "a"}
