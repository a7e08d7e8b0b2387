"""What keeps state between calls. All of them can be pickled, copied, shared between threads, and used after a fork."""

from __future__ import annotations

import base64
import json
import os
from datetime import datetime, timedelta, timezone
from numbers import Real
from typing import Any, Iterable, Mapping, Sequence, Union

from . import _native, errors
from ._door import dumps, given as fields
from ._progress import told

#: A time: milliseconds since 1970 UTC (also of numpy, or with a part of one), a text such as `2026-11-20T00:00:10Z`, or a
#: `datetime`, UTC where it has no zone.
Time = Union[int, float, str, datetime]
#: A log: the path of a file.
Log = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def logs(given: Log | Iterable[Log]) -> list[str]:
    """Paths of logs, one or many."""
    if isinstance(given, (str, bytes, os.PathLike)):
        return [os.fsdecode(given)]
    return [os.fsdecode(log) for log in given]


def moment(at: Time) -> str:
    """A time as messages have it."""
    if isinstance(at, Real):
        # Numbers of numpy are numbers too; a part of a millisecond is rounded, as `observe` does.
        when = _EPOCH + timedelta(milliseconds=round(float(at)) if not isinstance(at, int) else at)
        return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return at if isinstance(at, str) else json.loads(dumps(at))


class Handle(_native.Handle):
    """A handle of a kind; the classes below are those of each kind."""

    #: The kind it is opened as.
    KIND = ""

    def __new__(cls, **settings: Any) -> Any:
        return super().__new__(cls, cls.KIND, dumps(settings))

    @classmethod
    def load(cls, saved: bytes) -> Any:
        """Goes on where `save` was called; `Handle.load` opens whatever kind was saved."""
        if not cls.KIND:
            kind = _native.kind_of(saved)
            return next(known for known in (Monitor, Rollup, Model, Templates, Similar) if known.KIND == kind).load(saved)
        return _native.Handle.__new__(cls, cls.KIND, "{}", saved)

    def __reduce__(self) -> Any:
        return type(self).load, (self.save(),)

    def __copy__(self) -> Any:
        return type(self).load(self.save())

    def __deepcopy__(self, memo: Any) -> Any:
        return type(self).load(self.save())

    def ask(self, method: str, request: Mapping[str, Any] | None = None, other: _native.Handle | None = None) -> Any:
        """Calls a method (`docs/wire.md` lists them) with a request and gives its answer."""
        return json.loads(self.call(method, dumps(request or {}), other))


class _Counting(Handle):
    def observe_all(self, events: Iterable[Mapping[str, Any]]) -> int:
        """Counts events given as dictionaries, and says how many were counted.

        An event that is refused loses no other: all the rest are counted first.

        Raises:
            errpredict.Error: of the first event that was refused, with its `place` among those given, from 0, and how many were
                `counted` and `refused`.
        """
        counted = refused = 0
        first: errors.Error | None = None
        for place, event in enumerate(events):
            try:
                self.observe_json(dumps(event))
                counted += 1
            except errors.Error as error:
                refused += 1
                if first is None:
                    first = error
                    first.context["place"] = str(place)
        if first is not None:
            first.context.update(counted=str(counted), refused=str(refused))
            raise first
        return counted

    def observe_log(self, lines: bytes | str, **options: Any) -> dict[str, Any]:
        """Counts the events of a block of log lines; `options` are those of the operation `read`."""
        given = lines.encode() if isinstance(lines, str) else lines
        return json.loads(self.observe_lines(given, dumps(options)))

    def analyze(
        self, at: Time, config: Mapping[str, Any] | None = None, history: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Finds everything about every service at a time."""
        return self.ask("analyze", fields(at=moment(at), config=config, history=history))


class Monitor(_Counting):
    """The fold of a running process: events one by one (`observe`), everything found at any time, numbers that are watched."""

    KIND = "monitor"

    def advance(self, at: Time) -> list[dict[str, Any]]:
        """Judges every step that is over by now and was not judged yet: what is under way or just ended."""
        return self.ask("advance", {"at": moment(at)})["anomalies"]

    def measure(self, name: str, end: Time, value: float) -> dict[str, Any]:
        """Judges the next value of a number that the process measures itself."""
        return self.ask("measure", {"name": name, "end": moment(end), "value": value})

    @property
    def memory_bytes(self) -> int:
        """Bytes of memory it holds."""
        return self.ask("memory")["bytes"]


class Rollup(_Counting):
    """Counts of a log, exact and without order, from which everything is found."""

    KIND = "rollup"

    @classmethod
    def read(
        cls, given: Log | Iterable[Log], options: Mapping[str, Any] | None = None, *, progress: Any = False, **settings: Any
    ) -> Rollup:
        """Counts the events of log files, of whatever format, in parallel; `options` are those of the operation `read`.

        `progress` is `True` for a bar by tqdm, or what makes one as `tqdm.tqdm` does.
        """
        files = (logs(given), dumps(options or {}))
        with told(progress) as tell:
            return _native.Handle.__new__(cls, cls.KIND, dumps(settings), None, files, tell)

    @property
    def report(self) -> dict[str, Any]:
        """What `read` read, what it left out and why; empty for a rollup that read no file."""
        return json.loads(self.read_report or "{}")

    def describe(self) -> dict[str, Any]:
        """Services, first and last time, how much was counted, and `now`, the time to analyse unless another is asked for."""
        return self.ask("describe")

    def merge(self, other: _native.Handle) -> dict[str, Any]:
        """Adds the counts of another rollup or of a monitor."""
        return self.ask("merge", {}, other)

    def backtest(
        self, plan: Mapping[str, Any] | None = None, *, seed: int = 0, every_ms: int | None = None, **request: Any
    ) -> dict[str, Any]:
        """Tries a method on the past of the counts: what would have fired, and how often rightly."""
        return self.ask("backtest", fields(plan=plan, seed=seed, every_ms=every_ms, **request))

    def to_html(
        self,
        title: str = "errpredict",
        at: Time | None = None,
        config: Mapping[str, Any] | None = None,
        history: Mapping[str, Any] | None = None,
    ) -> str:
        """The report as one self-contained HTML page with charts."""
        when = None if at is None else moment(at)
        return self.ask("report", fields(title=title, at=when, config=config, history=history))["html"]


class Model(Handle):
    """A trained model that answers one question at a time and learns from outcomes."""

    KIND = "model"

    def __new__(cls, model: str | bytes) -> Any:
        text = model if isinstance(model, str) else base64.b64encode(model).decode()
        return super().__new__(cls, model=text)

    def describe(self) -> dict[str, Any]:
        """What the model is, how good it was and what alerts it."""
        return self.ask("describe")

    def predict(
        self, counts: _native.Handle, at: Time, only: Sequence[str] | None = None, n_factors: int = 0
    ) -> dict[str, Any]:
        """Predicts for services at a time, from the counts of a monitor or rollup."""
        which = None if only is None else list(only)
        return self.ask("predict", fields(at=moment(at), n_factors=n_factors, only=which), counts)

    def outcome(self, **told: Any) -> dict[str, Any]:
        """Tells what came of a prediction."""
        return self.ask("outcome", told)


class Templates(Handle):
    """Templates of messages, learnt as they come."""

    KIND = "templates"

    def observe_messages(self, messages: Sequence[str]) -> dict[str, Any]:
        """Learns from messages and gives the template of each."""
        return self.ask("observe", {"messages": list(messages)})

    def list(self) -> dict[str, Any]:
        """The templates."""
        return self.ask("list")


class Similar(Handle):
    """Texts that are searched for those like a new one."""

    KIND = "similar"

    def add(self, texts: Mapping[str, str], partition: str = "") -> int:
        """Adds texts by their ids, and says how many there are."""
        given = [{"id": name, "text": text, "partition": partition} for name, text in texts.items()]
        return self.ask("add", {"texts": given})["n_texts"]

    def nearest(self, text: str, **how: Any) -> dict[str, Any]:
        """The texts most like another; `how` are `partition`, `top` and the least similarity."""
        return self.ask("nearest", {"text": text, **how})
