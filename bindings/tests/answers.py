"""What the C library answers to every shared case: answers.py LIBRARY FILE.

FILE gets a line a case: its place (`severity/0`, `monitor/2/5` for a step of a handle) and the SHA-256 of the answer's bytes, or of
the error's JSON. The tests of Python, Node, Java, PHP, Go and Ruby compare theirs with it, so that they are equal to the last bit of
every number. FILE.requests gets the text that was asked at each place, for a language that writes numbers in another way (`1` for
`1.0`): an error names the column.
"""

from __future__ import annotations

import base64
import ctypes
import hashlib
import json
import pathlib
import sys

CASES = pathlib.Path(__file__).resolve().parents[2] / "tests/cases"


class Bytes(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("len", ctypes.c_size_t)]

    def taken(self, lib) -> bytes:
        text = ctypes.string_at(self.data, self.len) if self.len else b""
        lib.errpredict_bytes_free(ctypes.byref(self))
        return text


class Error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_char_p), ("message", Bytes), ("json", Bytes), ("retryable", ctypes.c_bool)]


def text(given: str | bytes):
    given = given.encode() if isinstance(given, str) else given
    return ctypes.c_char_p(given), ctypes.c_size_t(len(given))


def compact(value) -> str:
    """As every language writes it: the error of a request that does not fit names a column."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


class Library:
    def __init__(self, path: str) -> None:
        self.lib = ctypes.CDLL(path)

    def told(self, function, *arguments, out):
        error = Error()
        status = function(*arguments, ctypes.byref(out), ctypes.byref(error))
        if status:
            told = ctypes.string_at(error.json.data, error.json.len)
            self.lib.errpredict_error_free(ctypes.byref(error))
            return None, told
        return out.taken(self.lib) if isinstance(out, Bytes) else out, b""

    def call(self, operation: str, request) -> tuple[bytes | None, bytes]:
        return self.told(self.lib.errpredict_call, *text(operation), *text(compact(request)), out=Bytes())

    def open(self, kind: str, settings):
        return self.told(self.lib.errpredict_handle_open, *text(kind), *text(compact(settings)), out=ctypes.c_void_p())

    def load(self, kind: str, saved: bytes):
        return self.told(self.lib.errpredict_handle_load, *text(kind), *text(saved), out=ctypes.c_void_p())

    def handle_call(self, handle, method: str, request, other):
        return self.told(
            self.lib.errpredict_handle_call, handle, *text(method), *text(compact(request)), other, out=Bytes()
        )

    def observe(self, handle, event) -> bytes:
        error = Error()
        if self.lib.errpredict_observe_json(handle, *text(compact(event)), ctypes.byref(error)):
            told = ctypes.string_at(error.json.data, error.json.len)
            self.lib.errpredict_error_free(ctypes.byref(error))
            return told
        return b""

    def save(self, handle) -> bytes:
        return self.told(self.lib.errpredict_handle_save, handle, out=Bytes())[0]


def steps(lib: Library, kind: str, case: dict):
    """The answer of every step that has one."""
    handles, saved = {}, {}
    for place, step in enumerate(case["steps"]):
        match step["step"]:
            case "open":
                handles[step["as"]], error = lib.open(kind, step["settings"])
                yield place, error
            case "load":
                given = saved[step["saved"]] if "saved" in step else base64.b64decode(step["bytes"])
                handles[step["as"]], error = lib.load(kind, given)
                yield place, error
            case "train":
                model = json.loads(lib.call("train", step["request"])[0])["model"]
                handles[step["as"]], _ = lib.open("model", {"model": model})
            case "other":
                handles[step["as"]], _ = lib.open(step["kind"], {})
                for event in step["events"]:
                    assert not lib.observe(handles[step["as"]], event)
            case "call":
                other = handles[step["with"]] if "with" in step else None
                answer, error = lib.handle_call(handles[step["handle"]], step["method"], step["request"], other)
                yield place, error if answer is None else answer
            case "observe":
                yield place, lib.observe(handles[step["handle"]], step["event"])
            case "save":
                saved[step["as"]] = lib.save(handles[step["handle"]])
                yield place, saved[step["as"]]
            case "close":
                lib.lib.errpredict_handle_free(handles.pop(step["handle"]))
            case other:
                raise ValueError(other)


def asked() -> dict[str, str | list[str]]:
    """The text of every request, by its place; of the events of another handle one each."""
    texts = {}
    for path in sorted(CASES.glob("*.json")):
        file = json.loads(path.read_text())
        texts |= {f"{file['operation']}/{i}": compact(case["request"]) for i, case in enumerate(file["cases"])}
    for path in sorted((CASES / "handles").glob("*.json")):
        file = json.loads(path.read_text())
        for i, case in enumerate(file["cases"]):
            for place, step in enumerate(case["steps"]):
                given = next((step[name] for name in ("settings", "request", "event", "events") if name in step), None)
                if given is not None:
                    text = [compact(event) for event in given] if step["step"] == "other" else compact(given)
                    texts[f"{file['handle']}/{i}/{place}"] = text
    return texts


def main() -> None:
    lib = Library(sys.argv[1])
    lines = []
    for path in sorted(CASES.glob("*.json")):
        file = json.loads(path.read_text())
        for i, case in enumerate(file["cases"]):
            answer, error = lib.call(file["operation"], case["request"])
            lines.append((f"{file['operation']}/{i}", error if answer is None else answer))
    for path in sorted((CASES / "handles").glob("*.json")):
        file = json.loads(path.read_text())
        for i, case in enumerate(file["cases"]):
            lines += [(f"{file['handle']}/{i}/{place}", told) for place, told in steps(lib, file["handle"], case)]
    assert len(lines) > 200, len(lines)
    pathlib.Path(f"{sys.argv[2]}.requests").write_text(json.dumps(asked()))
    pathlib.Path(sys.argv[2]).write_text("".join(f"{place} {hashlib.sha256(told).hexdigest()}\n" for place, told in lines))
    print(len(lines), "answers")


if __name__ == "__main__":
    main()
