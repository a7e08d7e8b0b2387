"""`tests/cases`, the same that the core and every other language run: operations, and handles step by step."""

import base64
import json
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


def told(work):
    """The answer as messages have it."""
    try:
        return {"ok": work()}
    except errpredict.Error as error:
        return {
            "error": {"code": error.code, "message": error.message, "context": error.context, "retryable": error.retryable}
        }


def operations():
    for path in sorted(CASES.glob("*.json")):
        file = json.loads(path.read_text())
        for case in file["cases"]:
            yield pytest.param(file["operation"], case, id=f"{file['operation']}-{case['name']}")


@pytest.mark.parametrize(("operation", "case"), list(operations()))
def test_operation(operation, case):
    answer = told(lambda: json.loads(_native.call(operation, json.dumps(case["request"]))))
    holds(case["answer"], answer)


def sequences():
    for path in sorted((CASES / "handles").glob("*.json")):
        file = json.loads(path.read_text())
        for case in file["cases"]:
            yield pytest.param(file["handle"], case, id=f"{file['handle']}-{case['name']}")


@pytest.mark.parametrize(("kind", "case"), list(sequences()))
def test_handle(kind, case):
    handles, saved = {}, {}

    def keep(step, make):
        def work():
            handles[step["as"]] = make()

        return told(work)

    for step in case["steps"]:
        answer = None
        match step["step"]:
            case "open":
                answer = keep(step, lambda: _native.Handle(kind, json.dumps(step["settings"])))
            case "load":
                given = saved[step["saved"]] if "saved" in step else base64.b64decode(step["bytes"])
                answer = keep(step, lambda: _native.Handle(kind, "{}", given))
            case "train":
                model = errpredict.call("train", step["request"])["model"]
                handles[step["as"]] = _native.Handle("model", json.dumps({"model": model}))
            case "other":
                handles[step["as"]] = other = _native.Handle(step["kind"], "{}")
                for event in step["events"]:
                    other.observe_json(json.dumps(event))
            case "call":
                other = handles[step["with"]] if "with" in step else None
                request = json.dumps(step["request"])
                answer = told(lambda: json.loads(handles[step["handle"]].call(step["method"], request, other)))
            case "observe":
                answer = told(lambda: handles[step["handle"]].observe_json(json.dumps(step["event"])))
            case "save":
                saved[step["as"]] = handles[step["handle"]].save()
            case "close":
                del handles[step["handle"]]
            case other:
                raise AssertionError(other)
        if answer is not None:
            holds(step["answer"], answer, step["step"])


def test_every_code_has_its_class():
    page = (CASES.parents[1] / "docs/wire.md").read_text()
    listed = page.split("## Codes of errors")[1].split("##")[0]
    codes = [line.split("`")[1] for line in listed.splitlines() if line.startswith("- ")]
    assert len(codes) >= 14 and set(codes) == set(errpredict.errors.CLASSES)
    for code in codes:
        made = errpredict.errors._made(json.dumps({"code": code, "message": "m", "context": {"path": "a"}}))
        assert made.code == code and isinstance(made, errpredict.Error) and made.context == {"path": "a"}
